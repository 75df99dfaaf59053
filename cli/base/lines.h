/* A growing list of sentences. */
#ifndef HC_CLI_BASE_LINES_H
#define HC_CLI_BASE_LINES_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LINE_MAX 1024 /* bytes; longer ones are cut */

/* A zeroed struct is empty. */
typedef struct hc_lines {
    size_t count;
    size_t capacity;
    char **lines;
} hc_lines;

hc_status hc_lines_add(hc_lines *lines, hc_error *err, const char *format, ...)
    HC_PRINTF(3, 4) HC_MUST_USE;

void hc_lines_clear(hc_lines *lines);

#ifdef __cplusplus
}
#endif
#endif
