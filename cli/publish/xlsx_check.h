/* Whether a finished workbook can be opened: a whole zip archive of well-formed XML parts. */
#ifndef HC_CLI_PUBLISH_XLSX_CHECK_H
#define HC_CLI_PUBLISH_XLSX_CHECK_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Every part must unpack to its stated length and checksum, be UTF-8 and close every tag it
 * opens; the sheets must hold so many cells, and the texts be as many as their list says: the
 * library that writes workbooks does not notice when a write to one of its temporary files
 * fails, which loses some of either. HC_ERR_OUTPUT names the file and what is wrong with which
 * part; HC_ERR_MEMORY.
 */
hc_status hc_xlsx_check(const char *path, size_t cells, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
