#include "cli/plan/outcome_note.h"

#include <stdio.h>

#include "forecast/measure/kpi.h"

#define NOTE_MAX 768

typedef struct outcome {
    hc_kpi kpi;
    bool more_is_worse;
    const char *words;
} outcome;

static const outcome outcomes[] = {
    {HC_KPI_TRANSFER, true, "of the answered were passed on to somebody else"},
    {HC_KPI_REPEAT, true, "of all came about a matter that had come before"},
    {HC_KPI_FCR_GROSS, false, "of the answered were solved at the first try"}};

/* The queue that is surely worse than all contacts together, and most so; NULL: none is. */
static const hc_kpi_group *worst_queue(const hc_kpi_groups *queues, const outcome *of,
                                       const hc_kpi_value *all)
{
    const hc_kpi_group *worst = NULL;
    double most = 0.0;
    for (size_t k = 0; k < queues->count; k++) {
        const hc_kpi_value value = hc_kpi_of(&queues->groups[k].sums, of->kpi);
        const bool surely =
            of->more_is_worse ? value.low > all->high : value.high < all->low; /* NaN: no */
        const double by = fabs(value.value - all->value);
        if (!surely || value.small || by <= most) { continue; }
        worst = &queues->groups[k];
        most = by;
    }
    return worst;
}

static void add_outcome(const hc_kpi_sums *whole, const hc_kpi_groups *queues,
                        const outcome *of, char text[NOTE_MAX], size_t *length)
{
    const hc_kpi_value all = hc_kpi_of(whole, of->kpi);
    if (hc_is_missing(all.value) || all.small || *length >= NOTE_MAX) { return; }
    *length += (size_t)snprintf(text + *length, NOTE_MAX - *length, "%s%.1f %% %s",
                                *length > 0 ? ", " : "", 100.0 * all.value, of->words);
    const hc_kpi_group *worst = worst_queue(queues, of, &all);
    if (worst == NULL || *length >= NOTE_MAX) { return; }
    *length +=
        (size_t)snprintf(text + *length, NOTE_MAX - *length, " (%s: %.1f %%)",
                         worst->kind->queue, 100.0 * hc_kpi_of(&worst->sums, of->kpi).value);
}

hc_status hc_outcome_note(const hc_history *history, hc_lines *notes, hc_error *err)
{
    char text[NOTE_MAX] = "";
    size_t length = 0;
    hc_kpi_cut cut = {0, 0, hc_history_end(history) - HC_LATELY_DAYS, HC_DAY_NONE};
    hc_kpi_groups whole = {0}, queues = {0};
    if (history->ledger.row_count == 0) { return HC_OK; }
    hc_status st = hc_kpi_group_rows(&history->ledger, &cut, &whole, err);
    cut.by = HC_BY_QUEUE;
    if (st == HC_OK) { st = hc_kpi_group_rows(&history->ledger, &cut, &queues, err); }
    for (size_t k = 0; st == HC_OK && whole.count > 0 && k < sizeof outcomes / sizeof *outcomes;
         k++) {
        add_outcome(&whole.groups[0].sums, &queues, &outcomes[k], text, &length);
    }
    if (st == HC_OK && length > 0) {
        st = hc_lines_add(notes, err,
                          "in the last %d weeks %s; who is passed on or comes again tells the "
                          "matter again, and is in the forecast each time",
                          HC_LATELY_DAYS / 7, text);
    }
    hc_kpi_groups_clear(&whole);
    hc_kpi_groups_clear(&queues);
    return st;
}
