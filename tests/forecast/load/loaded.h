/* A history that a test has loaded, with what was said of it. */
#ifndef HC_TESTS_FORECAST_LOAD_LOADED_H
#define HC_TESTS_FORECAST_LOAD_LOADED_H

#include <stdlib.h>

#include "forecast/load/load_csv.h"
#include "tests/forecast/load/load_support.h"

/* Who includes this names LOADED_FILE first, of load_text: tests run side by side. */
#define DATA(name) HC_SOURCE_DIR "/tests/data/load/" name

typedef struct loaded {
    hc_series series;
    hc_load_report report;
    hc_error err;
    hc_status status;
} loaded;

static inline loaded *load_files(const hc_load_options *options, const char *first,
                                 const char *second)
{
    loaded *made = calloc(1, sizeof *made);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    const char *const paths[] = {first, second};
    made->status = hc_history_load(options, paths, second != NULL ? 2 : 1, &made->series,
                                   &made->report, &made->err);
    return made;
}

static inline loaded *load_path(const char *path)
{
    const hc_load_options options = hc_load_options_default();
    return load_files(&options, path, NULL);
}

static inline loaded *load_text(const char *text, const hc_load_options *options)
{
    const hc_load_options plain = hc_load_options_default();
    write_text(LOADED_FILE, text);
    return load_files(options != NULL ? options : &plain, LOADED_FILE, NULL);
}

static inline void unload(loaded *made)
{
    hc_series_clear(&made->series);
    hc_load_report_clear(&made->report);
    free(made);
}

static inline bool has_note(const loaded *made, const char *words)
{
    for (size_t k = 0; k < made->report.note_count; k++) {
        if (strstr(made->report.note[k], words) != NULL) { return true; }
    }
    return false;
}

static inline double sum_calls(const hc_series *series)
{
    double sum = 0.0;
    for (size_t queue = 0; queue < series->queue_count; queue++) {
        for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
            if (series->queues[queue].state[slot] == HC_SLOT_OPEN) {
                sum += series->queues[queue].calls[slot];
            }
        }
    }
    return sum;
}

/* Calls of the first queue at a wall time, "2026-03-02T09:00". */
static inline double calls_at(const hc_series *series, const char *time)
{
    hc_local_time local;
    bool has_offset = false;
    int32_t offset_s = 0;
    int64_t first = 0;
    int64_t second = 0;
    size_t slot = 0;
    CU_ASSERT_TRUE(hc_parse_iso_time(time, strlen(time), &local, &has_offset, &offset_s));
    (void)hc_zone_to_utc(&series->axis.zone, local, &first, &second);
    CU_ASSERT_TRUE_FATAL(hc_axis_find(&series->axis, first, &slot));
    return series->queues[0].calls[slot];
}

/* Handle time of the first queue at 09:00 of the first day. */
static inline double first_aht_s(const char *text)
{
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made->series.queues[0].aht_s);
    const double aht_s = made->series.queues[0].aht_s[18];
    unload(made);
    return aht_s;
}

#endif
