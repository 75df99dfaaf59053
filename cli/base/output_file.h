/* A file beside what is printed, which an option names: it appears whole or not at all. */
#ifndef HC_CLI_BASE_OUTPUT_FILE_H
#define HC_CLI_BASE_OUTPUT_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "cli/base/verb.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Before any work: HC_ERR_OUTPUT when the file cannot be written or is read by this call; path
 * NULL: no file is asked for. */
hc_status hc_output_file_check(const char *path, const hc_call *call,
                               hc_error *err) HC_MUST_USE;

/* Writes it with put(of, stream). HC_ERR_OUTPUT and the errors of put; on error the file is as
 * before. */
typedef hc_status (*hc_output_put)(const void *of, FILE *out, hc_error *err);
hc_status hc_output_file_write(const char *path, hc_output_put put, const void *of,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
