/* A zip archive of texts, stored as they are, for the tests of workbooks. */
#ifndef HC_TESTS_FORECAST_LOAD_ZIP_FILE_H
#define HC_TESTS_FORECAST_LOAD_ZIP_FILE_H

#include <stddef.h>

typedef struct zip_text {
    const char *name;
    const char *text;
} zip_text;

#define ZIP_BYTES_MAX 16384

/* Into bytes[ZIP_BYTES_MAX]; gives the length. */
size_t zip_make(const zip_text *parts, size_t count, unsigned char *bytes);

#endif
