/* The heap itself, in a file of its own so that a test can link another one in its place. */
#include <stdint.h>
#include <stdlib.h>

#include "forecast/base/memory.h"

#define LINE_BYTES 64    /* of a cache */
#define LARGE_BYTES 4096 /* from here on it is worth it that memory begins with a line */

void *hc_heap_alloc(size_t bytes)
{
    if (bytes < LARGE_BYTES || bytes > SIZE_MAX - LINE_BYTES) { return malloc(bytes); }
    return aligned_alloc(LINE_BYTES, (bytes + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES);
}

void *hc_heap_realloc(void *memory, size_t bytes)
{
    return realloc(memory, bytes);
}

void hc_heap_free(void *memory)
{
    free(memory);
}
