#include "forecast/clean/clean.h"

#include <string.h>

#include "forecast/clean/clean_work.h"

hc_clean_options hc_clean_options_default(void)
{
    return (hc_clean_options){.learn_hours = true, .find_outages = true, .outage_day = 0.3};
}

void hc_clean_report_clear(hc_clean_report *report)
{
    hc_free(report->queues);
    hc_free(report->outages);
    hc_hours_clear(&report->hours);
    memset(report, 0, sizeof *report);
}

static bool is_ordinary(const hc_special_days *special, int64_t day)
{
    const hc_special_day *entry = hc_special_days_entry(special, day);
    return entry != NULL && entry->kind == HC_SPECIAL_ORDINARY;
}

/* Demand moves from special days to the days beside them. */
static bool is_near_special(const hc_special_days *special, int64_t day)
{
    return hc_special_days_find(special, day - 1) != NULL ||
           hc_special_days_find(special, day) != NULL ||
           hc_special_days_find(special, day + 1) != NULL;
}

static void mark_apart(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    for (size_t i = 0; i < axis->days; i++) {
        const int64_t day = axis->first_day + (int64_t)i;
        work->apart[i] = is_near_special(work->special, day) || is_ordinary(work->special, day);
    }
}

static void count_states(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    hc_clean_queue *seen = &work->report->queues[work->queue];
    for (size_t day = 0; day < axis->days; day++) {
        size_t gaps = 0;
        size_t served = 0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            gaps += queue->state[slot] == HC_SLOT_GAP;
            served += queue->state[slot] == HC_SLOT_OPEN;
            seen->closed_slots += queue->state[slot] == HC_SLOT_CLOSED;
            seen->outage_slots += queue->state[slot] == HC_SLOT_OUTAGE;
        }
        seen->gap_slots += gaps;
        seen->open_slots += served;
        seen->gap_days += gaps > 0 && served == 0;
    }
}

static hc_status make_report(const hc_series *series, hc_clean_report *report, hc_error *err)
{
    HC_TRY(hc_alloc(&report->queues, series->queue_count, sizeof *report->queues, err));
    HC_TRY(hc_alloc(&report->outages, HC_OUTAGES_MAX, sizeof *report->outages, err));
    report->queue_count = series->queue_count;
    report->outage_capacity = HC_OUTAGES_MAX;
    return hc_hours_make(series, &report->hours, err);
}

static hc_status make_work(hc_clean_work *work, hc_error *err)
{
    const size_t days = work->series->axis.days;
    work->wide = hc_axis_slots_a_day(&work->series->axis);
    HC_TRY(hc_alloc(&work->cell, days * work->wide, sizeof *work->cell, err));
    HC_TRY(hc_alloc(&work->live_day, days, sizeof *work->live_day, err));
    HC_TRY(hc_alloc(&work->day_calls, days, sizeof *work->day_calls, err));
    HC_TRY(hc_alloc(&work->sorted, days, sizeof *work->sorted, err));
    HC_TRY(hc_alloc(&work->apart, days, sizeof *work->apart, err));
    return hc_alloc(&work->week, HC_CLEAN_WEEKDAYS * work->wide, sizeof *work->week, err);
}

static void clear_work(hc_clean_work *work)
{
    hc_free(work->cell);
    hc_free(work->live_day);
    hc_free(work->day_calls);
    hc_free(work->sorted);
    hc_free(work->apart);
    hc_free(work->week);
}

/* From here on nothing can fail, so the series changes wholly or not at all. */
static void clean_queues(hc_clean_work *work)
{
    mark_apart(work);
    for (work->queue = 0; work->queue < work->series->queue_count; work->queue++) {
        if (work->options->learn_hours) { hc_clean_opening(work); }
        if (work->options->find_outages) { hc_clean_outages(work); }
        count_states(work);
    }
    hc_hours_read(work->series, &work->report->hours);
}

hc_status hc_clean(hc_series *series, const hc_special_days *special,
                   const hc_clean_options *options, hc_clean_report *report, hc_error *err)
{
    if (!(options->outage_day >= 0.0 && options->outage_day < 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "0.3 is 30 % of the weekday's level",
                       "the outage level must be 0 or more and below 1, found %g",
                       options->outage_day);
    }
    hc_clean_report made = HC_CLEAN_REPORT_INIT;
    hc_clean_work work = {
        .series = series, .special = special, .options = options, .report = &made};
    hc_status st = make_report(series, &made, err);
    if (st == HC_OK) { st = make_work(&work, err); }
    if (st == HC_OK) {
        clean_queues(&work);
        hc_clean_report_clear(report);
        *report = made;
    } else {
        hc_clean_report_clear(&made);
    }
    clear_work(&work);
    return st;
}
