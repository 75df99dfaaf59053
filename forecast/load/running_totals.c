/* Counts that a display adds up all day long, exported as if they were those of intervals. */
#include "forecast/load/load_file.h"

#define DAYS_LEAST 3
#define DAYS_SHARE 0.9 /* of the days: on the others something was restarted */
#define INTERVALS_LEAST 8
#define RISES_SHARE 0.5 /* of a day's steps: a quiet queue's total stands still at times */

/* Steps of one day from one open interval to the next. */
typedef struct day_steps {
    size_t intervals, rises, falls;
} day_steps;

static day_steps steps_of(const hc_queue *queue, size_t begin, size_t end)
{
    day_steps seen = {0};
    double before = 0.0;
    for (size_t slot = begin; slot < end; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
        seen.rises += seen.intervals > 0 && queue->calls[slot] > before;
        seen.falls += seen.intervals > 0 && queue->calls[slot] < before;
        before = queue->calls[slot];
        seen.intervals++;
    }
    return seen;
}

static bool only_rises(const day_steps *seen)
{
    return seen->falls == 0 && (double)seen->rises >= RISES_SHARE * (double)seen->intervals;
}

void hc_note_running_totals(hc_loading *loading)
{
    const hc_series *series = &loading->series;
    for (size_t q = 0; q < series->queue_count; q++) {
        size_t days = 0;
        size_t rising = 0;
        for (size_t day = 0; day < series->axis.days; day++) {
            const day_steps seen = steps_of(&series->queues[q], series->axis.day_first[day],
                                            series->axis.day_first[day + 1]);
            if (seen.intervals < INTERVALS_LEAST) { continue; }
            days++;
            rising += only_rises(&seen);
        }
        if (days < DAYS_LEAST || (double)rising < DAYS_SHARE * (double)days) { continue; }
        hc_load_note(loading->report,
                     "queue \"%s\": contacts only rise through the day, on %zu of %zu days, as "
                     "running totals do; export the contacts of each interval",
                     series->queues[q].name, rising, days);
    }
}
