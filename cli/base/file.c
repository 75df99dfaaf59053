#include "cli/base/file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "forecast/base/input.h"
#include "forecast/base/memory.h"

#define CHUNK 65536

static hc_status open_file(const char *path, FILE **stream, hc_error *err)
{
    int descriptor = -1;
    HC_TRY(hc_input_open(path, &descriptor, err));
    *stream = fdopen(descriptor, "rb");
    if (*stream != NULL) { return HC_OK; }
    (void)close(descriptor);
    return hc_input_failed(path, err);
}

hc_status hc_file_read(const char *path, size_t most, char **text, size_t *length,
                       hc_error *err)
{
    char *read = NULL;
    size_t capacity = 0;
    size_t count = 0;
    FILE *stream = NULL;
    errno = 0;
    hc_status st = open_file(path, &stream, err);
    if (st != HC_OK) { return st; }
    for (;;) {
        st = hc_grow(&read, &capacity, count + CHUNK + 1, 1, err);
        if (st != HC_OK) { break; }
        const size_t got = fread(read + count, 1, CHUNK, stream);
        count += got;
        if (count > most) {
            st = hc_fail(err, HC_ERR_LIMIT, (hc_place){path, 0, 0}, "",
                         "is longer than %zu bytes", most);
            break;
        }
        if (got < CHUNK) { break; }
    }
    if (st == HC_OK && ferror(stream) != 0) { st = hc_input_failed(path, err); }
    (void)fclose(stream);
    if (st != HC_OK) {
        hc_free(read);
        return st;
    }
    read[count] = '\0';
    *text = read;
    *length = count;
    return HC_OK;
}

hc_status hc_file_hash(const char *path, char hex[HC_SHA256_HEX_MAX], uint64_t *bytes,
                       hc_error *err)
{
    hc_sha256 hash;
    char chunk[CHUNK];
    uint8_t digest[HC_SHA256_BYTES];
    uint64_t count = 0;
    size_t got = 0;
    FILE *stream = NULL;
    errno = 0;
    HC_TRY(open_file(path, &stream, err));
    hc_sha256_start(&hash);
    while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0) {
        hc_sha256_add(&hash, chunk, got);
        count += got;
    }
    const hc_status st = ferror(stream) != 0 ? hc_input_failed(path, err) : HC_OK;
    (void)fclose(stream);
    if (st != HC_OK) { return st; }
    hc_sha256_end(&hash, digest);
    hc_sha256_hex(digest, hex);
    *bytes = count;
    return HC_OK;
}
