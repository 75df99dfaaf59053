/*
 * Reads the centre file into what it says: an unknown key is an error with its line and column.
 */
#ifndef HC_CLI_CENTRE_CENTRE_FILE_H
#define HC_CLI_CENTRE_CENTRE_FILE_H

#include "cli/centre/centre.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reads the file. The names of files come out as paths, relative names beginning at the folder
 * of the centre file. Errors  HC_ERR_INPUT, HC_ERR_PARSE, HC_ERR_FORMAT, HC_ERR_RANGE,
 * HC_ERR_LIMIT with line and column, HC_ERR_MEMORY. On error *centre is as before.
 */
hc_status hc_centre_load(const char *path, hc_centre *centre, hc_error *err) HC_MUST_USE;

/* The same from memory; path is for messages and for the folder of those names. */
hc_status hc_centre_read(const char *path, const char *text, size_t length, hc_centre *centre,
                         hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
