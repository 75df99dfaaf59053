#include "forecast/measure/change.h"

#define NORMAL_975 1.959963984540054

static void find_windows(const hc_ledger *ledger, hc_change *change)
{
    int64_t first = ledger->rows[0].day;
    int64_t last = first;
    for (size_t row = 0; row < ledger->row_count; row++) {
        const int64_t day = ledger->rows[row].day;
        if (day < first) { first = day; }
        if (day > last) { last = day; }
    }
    change->end = last + 1;
    change->recent_first = change->end - HC_CHANGE_RECENT_DAYS;
    if (change->recent_first < first) { change->recent_first = first; }
    int64_t days = (change->recent_first - first) / 7 * 7;
    if (days > HC_CHANGE_BEFORE_DAYS) { days = HC_CHANGE_BEFORE_DAYS; }
    change->before_first = change->recent_first - days;
}

/* Handle time of one kind of contact in both windows. */
typedef struct kind_times {
    double recent_s, recent_handled;
    double before_s, before_handled;
} kind_times;

static void add_times(const hc_ledger *ledger, size_t row, bool recent, kind_times *times)
{
    const double seconds = hc_ledger_value(ledger, row, HC_FACT_HANDLE_S);
    const double handled = hc_ledger_value(ledger, row, HC_FACT_HANDLED);
    const double offered = hc_ledger_value(ledger, row, HC_FACT_OFFERED);
    const double contacts = hc_is_missing(handled) ? offered : handled;
    if (hc_is_missing(seconds) || hc_is_missing(contacts)) { return; }
    *(recent ? &times->recent_s : &times->before_s) += seconds;
    *(recent ? &times->recent_handled : &times->before_handled) += contacts;
}

static void add_row(const hc_ledger *ledger, size_t row, kind_times *times, hc_change *change)
{
    const hc_ledger_row *at = &ledger->rows[row];
    const bool recent = at->day >= change->recent_first;
    if (at->day >= change->end - HC_CHANGE_WEEKDAY_DAYS) {
        hc_kpi_add(&change->weekday[hc_weekday(at->day)], ledger, row);
    }
    if (at->day < change->before_first) { return; }
    hc_kpi_add(recent ? &change->recent : &change->before, ledger, row);
    add_times(ledger, row, recent, &times[at->kind]);
}

/* The earlier handle times, weighed by what comes now: a new mix is no slower work. */
static void compare_times(const kind_times *times, size_t count, hc_change *change)
{
    double now_s = 0.0, before_s = 0.0, handled = 0.0;
    for (size_t k = 0; k < count; k++) {
        const kind_times *kind = &times[k];
        if (!(kind->recent_handled > 0.0) || !(kind->before_handled > 0.0)) { continue; }
        now_s += kind->recent_s;
        before_s += kind->recent_handled * kind->before_s / kind->before_handled;
        handled += kind->recent_handled;
    }
    change->aht_now_s = handled > 0.0 && now_s > 0.0 ? now_s / handled : HC_MISSING;
    change->aht_before_s = handled > 0.0 && before_s > 0.0 ? before_s / handled : HC_MISSING;
}

static void find_levels(hc_change *change)
{
    const double recent_days = (double)(change->end - change->recent_first);
    const double before_days = (double)(change->recent_first - change->before_first);
    const double contacts = change->recent.offered;
    change->recent_a_day = contacts / recent_days;
    change->before_a_day =
        before_days > 0.0 ? change->before.offered / before_days : HC_MISSING;
    /* A Poisson mean from its count, by the square root: sqrt(n) +- z/2. */
    const double root = sqrt(contacts);
    const double low = root > NORMAL_975 / 2.0 ? root - NORMAL_975 / 2.0 : 0.0;
    change->level_low = contacts > 0.0 ? low * low / contacts : 0.0;
    change->level_high = contacts > 0.0
                             ? (root + NORMAL_975 / 2.0) * (root + NORMAL_975 / 2.0) / contacts
                             : (double)INFINITY;
}

hc_status hc_change_make(const hc_ledger *ledger, hc_change *change, hc_error *err)
{
    kind_times *times = NULL;
    if (ledger->row_count == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "", "the history has no rows");
    }
    HC_TRY(hc_alloc(&times, ledger->kind_count, sizeof *times, err));
    *change = (hc_change){0};
    find_windows(ledger, change);
    for (size_t row = 0; row < ledger->row_count; row++) {
        add_row(ledger, row, times, change);
    }
    compare_times(times, ledger->kind_count, change);
    find_levels(change);
    hc_free(times);
    return HC_OK;
}
