/* `schedule --offers`: whom to ask for more time or less, as a table. */
#ifndef HC_CLI_ROSTER_ROSTER_OFFERS_H
#define HC_CLI_ROSTER_ROSTER_OFFERS_H

#include "cli/base/table.h"
#include "cli/roster/schedule_grid.h"
#include "scheduler/replan/offer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Nothing before that minute of that day of the roster's axis is offered. */
typedef struct hc_offers_case {
    const hc_schedule_grid *grid;
    const hc_roster *roster;
    size_t day;
    int32_t from_min;
} hc_offers_case;

/*
 * Fills *table (cleared by the caller): agent, date, offer, from, to, what it saves and by the
 * hour, best first. Errors of hc_offers_find().
 */
hc_status hc_roster_offers(const hc_offers_case *asked, hc_table *table,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
