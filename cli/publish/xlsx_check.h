/* Whether a finished workbook can be opened: a whole zip archive of well-formed XML parts. */
#ifndef HC_CLI_PUBLISH_XLSX_CHECK_H
#define HC_CLI_PUBLISH_XLSX_CHECK_H

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Every part must unpack to its stated length and checksum, be UTF-8 and close every tag it
 * opens. HC_ERR_OUTPUT names the file and what is wrong with which part; HC_ERR_MEMORY.
 */
hc_status hc_xlsx_check(const char *path, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
