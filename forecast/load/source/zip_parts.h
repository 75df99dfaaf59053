/*
 * The parts of a zip archive that is held in memory, one after another: what an XLSX workbook
 * is made of. No encryption, no 64-bit form.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_ZIP_PARTS_H
#define HC_FORECAST_LOAD_SOURCE_ZIP_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ZIP_NAME_MAX 256
#define HC_ZIP_PART_BYTES_MAX ((size_t)512 << 20) /* unpacked; a larger one is refused */

typedef struct hc_zip {
    const unsigned char *bytes;
    size_t length;
    size_t list_at;      /* of the next entry of the list of parts */
    uint32_t parts_left; /* entries still to come */
} hc_zip;

/* A part as the list of parts describes it. */
typedef struct hc_zip_part {
    char name[HC_ZIP_NAME_MAX];
    uint32_t method; /* 0 stored, 8 deflated */
    uint32_t checksum;
    size_t packed;
    size_t unpacked;
    size_t local_at;
} hc_zip_part;

/* Finds the list of parts; false when bytes[length] hold none. The bytes stay the caller's. */
bool hc_zip_start(hc_zip *zip, const void *bytes, size_t length);

/* The next part; false behind the last one, and where the list is torn (parts_left is not 0).
 */
bool hc_zip_next(hc_zip *zip, hc_zip_part *part);

/*
 * What is in a part: *text[part->unpacked] and an end mark, freed with hc_free.
 * Errors  HC_ERR_FORMAT  it lies outside, does not unpack or is not what its checksum says;
 *         HC_ERR_LIMIT   more than HC_ZIP_PART_BYTES_MAX; HC_ERR_MEMORY.
 */
hc_status hc_zip_unpack(const hc_zip *zip, const hc_zip_part *part, char **text,
                        hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
