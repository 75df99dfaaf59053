/* Runs of intervals in which too few people are at work. */
#ifndef HC_CLI_PUBLISH_SHORT_SPELLS_H
#define HC_CLI_PUBLISH_SHORT_SPELLS_H

#include "forecast/base/axis.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A run of intervals of one day in which the roster is short of people. */
typedef struct hc_short_spell {
    size_t first_slot;
    size_t slots;
    int32_t worst_short;
    double short_hours;
    size_t queue; /* 0 unless the caller sets it */
} hc_short_spell;

/* Spells in which got[slot] is below wanted[slot], in order of time; *spells is the caller's,
 * freed with hc_free. HC_ERR_MEMORY. */
hc_status hc_short_spells_find(const hc_axis *axis, const int32_t *wanted, const int32_t *got,
                               hc_short_spell **spells, size_t *count,
                               hc_error *err) HC_MUST_USE;

/* The worst first; of equals the earlier one. */
void hc_short_spells_rank(hc_short_spell *spells, size_t count);

#ifdef __cplusplus
}
#endif
#endif
