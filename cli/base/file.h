/* Whole files in memory, and the fingerprint of an input as it was read. */
#ifndef HC_CLI_BASE_FILE_H
#define HC_CLI_BASE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/base/sha256.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* path "-" is standard input. *text is freed with hc_free and has an end mark after its length
 * bytes. HC_ERR_INPUT names the file and the reason; HC_ERR_LIMIT when it is longer than most.
 */
hc_status hc_file_read(const char *path, size_t most, char **text, size_t *length,
                       hc_error *err) HC_MUST_USE;

/* SHA-256 and size of a file. HC_ERR_INPUT as above. */
hc_status hc_file_hash(const char *path, char hex[HC_SHA256_HEX_MAX], uint64_t *bytes,
                       hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
