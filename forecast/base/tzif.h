/*
 * TZif, the compiled form of the IANA time zone database (RFC 9636): the 64-bit block, then the
 * POSIX rule that continues it. Bytes in, zone out; the file itself is opened by zone.c.
 */
#ifndef HC_BASE_TZIF_H
#define HC_BASE_TZIF_H

#include "forecast/base/zone.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_TZIF_BYTES_MAX 65536 /* the longest of the database has 3,600 */

/*
 * Offset changes of 1970 to 2100 into *zone, whose name is left alone. name is for the error's
 * text. HC_ERR_FORMAT: not TZif version 2 or later, cut short, inconsistent, or counting leap
 * seconds; HC_ERR_LIMIT: more than HC_ZONE_CHANGES_MAX changes. On error *zone is as before.
 */
hc_status hc_tzif_parse(const unsigned char *bytes, size_t length, const char *name,
                        hc_zone *zone, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
