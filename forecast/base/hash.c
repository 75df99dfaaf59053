#include "forecast/base/hash.h"

uint64_t hc_hash_bytes(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ byte[i]) * 1099511628211U;
    }
    return hash;
}
