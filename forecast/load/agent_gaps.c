/*
 * Gaps between an agent's contacts, from lists of single calls: from the end of one, after-call
 * work and all, to the answer of the next. A longer one is a break or the end of a shift.
 */
#include <math.h>
#include <stdlib.h>

#include "forecast/base/hash.h"
#include "forecast/load/ledger_fill.h"

#define GAP_MOST_S 900.0

hc_status hc_agent_gaps_see(hc_loading *loading, const hc_load_plan *plan,
                            const hc_csv_row *row, size_t queue, size_t slot, int32_t after_s,
                            const hc_row_counts *counts, hc_error *err)
{
    const hc_csv_cell_text agent = hc_plan_cell(plan, row, HC_ROLE_AGENT);
    if (loading->options->ledger == NULL || agent.length == 0 || !(counts->handled > 0.0) ||
        hc_is_missing(counts->wait_s) || !(counts->aht_s > 0.0)) {
        return HC_OK;
    }
    HC_TRY(hc_grow(&loading->agent_calls, &loading->agent_call_capacity,
                   loading->agent_call_count + 1, sizeof *loading->agent_calls, err));
    const int64_t came = hc_axis_utc_s(&loading->series.axis, slot) + after_s;
    const int64_t from = came + (int64_t)llround(counts->wait_s);
    loading->agent_calls[loading->agent_call_count++] =
        (hc_agent_call){.agent = hc_hash_bytes(HC_HASH_START, agent.text, agent.length + 1),
                        .from_utc_s = from,
                        .until_utc_s = (double)from + counts->aht_s,
                        .row = loading->ledger_row[queue][slot] - 1};
    return HC_OK;
}

static int by_agent_and_time(const void *a, const void *b)
{
    const hc_agent_call *one = a, *two = b;
    if (one->agent != two->agent) { return one->agent < two->agent ? -1 : 1; }
    if (one->from_utc_s != two->from_utc_s) {
        return one->from_utc_s < two->from_utc_s ? -1 : 1;
    }
    return (one->row > two->row) - (one->row < two->row);
}

static void add_gap(hc_ledger *ledger, size_t row, double gap_s)
{
    double value[HC_FACTS];
    hc_ledger_read(ledger, row, value);
    const bool first = hc_is_missing(value[HC_FACT_GAPS]);
    value[HC_FACT_GAP_S] = gap_s + (first ? 0.0 : value[HC_FACT_GAP_S]);
    value[HC_FACT_GAPS] = 1.0 + (first ? 0.0 : value[HC_FACT_GAPS]);
    hc_ledger_write(ledger, row, value);
}

void hc_agent_gaps_put(hc_loading *loading)
{
    const hc_agent_call *calls = loading->agent_calls;
    double busy_until = 0.0; /* contacts at the same time: none is over before the last */
    if (loading->agent_call_count == 0) { return; }
    qsort(loading->agent_calls, loading->agent_call_count, sizeof *calls, by_agent_and_time);
    for (size_t k = 0; k < loading->agent_call_count; k++) {
        const bool same = k > 0 && calls[k].agent == calls[k - 1].agent;
        const double gap_s = fmax(0.0, (double)calls[k].from_utc_s - busy_until);
        if (same && gap_s <= GAP_MOST_S) {
            add_gap(loading->options->ledger, calls[k].row, gap_s);
        }
        busy_until = same ? fmax(busy_until, calls[k].until_utc_s) : calls[k].until_utc_s;
    }
}

void hc_agent_gaps_clear(hc_loading *loading)
{
    hc_free(loading->agent_calls);
    loading->agent_calls = NULL;
    loading->agent_call_count = loading->agent_call_capacity = 0;
}
