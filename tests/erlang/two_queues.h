#ifndef HC_TESTS_ERLANG_TWO_QUEUES_H
#define HC_TESTS_ERLANG_TWO_QUEUES_H

#include <stdio.h>

#include "erlang/requirement_build.h"
#include "tests/support/hc_test.h"

#define SLOTS 24
#define OPEN 10 /* hour with calls */

/* Two queues, one hour open: 60 calls of 120 s and 20 calls of 300 s. */
static inline hc_series two_queues(void)
{
    static const double calls[] = {60.0, 20.0};
    static const double aht_s[] = {120.0, 300.0};
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 2, HC_PART_AHT, NULL), HC_OK);
    for (size_t queue = 0; queue < 2; queue++) {
        (void)snprintf(series.queues[queue].name, HC_QUEUE_NAME_MAX, "queue %zu", queue);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = slot == OPEN;
            series.queues[queue].state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            series.queues[queue].calls[slot] = open ? calls[queue] : 0.0;
            if (open) { series.queues[queue].aht_s[slot] = aht_s[queue]; }
        }
    }
    hc_axis_clear(&axis);
    return series;
}

static inline hc_staff_rules rules_of(const hc_queue_rules *queues, bool pooled)
{
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.time_method = HC_TIME_SIPP;
    rules.pooled = pooled;
    rules.pool_name = "everybody";
    return rules;
}

#endif
