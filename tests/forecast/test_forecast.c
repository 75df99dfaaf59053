#include <stdlib.h>
#include <string.h>

#include "forecast/forecast.h"
#include "tests/forecast/forecast_support.h"

static hc_forecast_options week_options(void)
{
    hc_forecast_options options = hc_forecast_options_default();
    options.horizon_days = 7;
    options.threads = 1;
    return options;
}

/* Error of a forecast against the true means, as a share of the calls. */
static double error_against_truth(const synthetic *s, const hc_series *out)
{
    double error = 0.0, calls = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&out->axis); slot++) {
        const size_t day = s->days + hc_axis_day_index(&out->axis, slot);
        const double mean = synthetic_mean(s, day, hc_axis_wall_slot(&out->axis, slot));
        error += fabs(out->queues[0].calls[slot] - mean);
        calls += mean;
    }
    return error / calls;
}

/* Runs a forecast of a synthetic history and gives its error against the truth. */
static double error_of(const synthetic *s, hc_forecast_report *report)
{
    hc_series history = synthetic_make(s), out = HC_SERIES_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, report, NULL), HC_OK);
    const double error = error_against_truth(s, &out);
    hc_series_clear(&history);
    hc_series_clear(&out);
    return error;
}

/* 20 weeks of Poisson counts, about 40 an interval: the mean itself is known to some 2 %. */
static void a_steady_queue_is_forecast_near_its_true_mean(void)
{
    const synthetic s = synthetic_default();
    CU_ASSERT(error_of(&s, NULL) < 0.04);
}

static void steady_growth_is_followed(void)
{
    synthetic s = synthetic_default();
    s.growth_a_day = log(4.0) / (double)s.days;
    CU_ASSERT(error_of(&s, NULL) < 0.06);
}

static void a_lasting_jump_is_found_and_taken_over(void)
{
    synthetic s = synthetic_default();
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    s.jump_day = s.days - 10;
    s.jump_ratio = 1.8;
    CU_ASSERT(error_of(&s, &report) < 0.06);
    CU_ASSERT(report.queues[0].level_shift);
    CHECK_CLOSE(report.queues[0].level_shift_ratio, 1.8, 0.1);
    hc_forecast_report_clear(&report);
}

/* Calls of the first week inside its 80 % bands and its 95 % bands, as shares. */
static void inside_bands(const synthetic *s, double *inside_80, double *inside_95, char *reason)
{
    hc_series history = synthetic_make(s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    double slots_open = 0.0;
    *inside_80 = *inside_95 = 0.0;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    const size_t slots = hc_axis_slots(&out.axis);
    for (size_t slot = 0; slot < slots; slot++) {
        const size_t day = s->days + hc_axis_day_index(&out.axis, slot);
        const double mean = synthetic_mean(s, day, slot % 48);
        const double *q = out.queues[0].quantile + slot;
        if (mean <= 0.0) { continue; }
        *inside_80 += q[2 * slots] <= mean && mean <= q[6 * slots];
        *inside_95 += q[0] <= mean && mean <= q[8 * slots];
        slots_open += 1.0;
    }
    *inside_80 /= slots_open;
    *inside_95 /= slots_open;
    (void)snprintf(reason, HC_REASON_MAX, "%s", report.queues[0].reason);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

/* Two days of a new level are too few to be sure of it; the bands reach for it, the mean
 * follows as far as it is likely, more than half. */
static void two_days_of_a_new_level_are_followed_in_part(void)
{
    synthetic s = synthetic_default();
    char reason[HC_REASON_MAX];
    double inside_80, inside_95;
    inside_bands(&s, &inside_80, &inside_95, reason);
    CU_ASSERT(strstr(reason, "latest days") == NULL);
    for (int down = 0; down < 2; down++) {
        s.jump_day = s.days - 2;
        s.jump_ratio = down ? 0.6 : 1.5;
        inside_bands(&s, &inside_80, &inside_95, reason);
        CU_ASSERT(inside_95 > 0.95);
        CU_ASSERT(strstr(reason, "latest days") != NULL);
        CU_ASSERT(strstr(reason, down ? "lower" : "higher") != NULL);
        CU_ASSERT(error_of(&s, NULL) < 0.5 * fabs(1.0 - 1.0 / s.jump_ratio));
    }
}

/* Sum of the 80 % bands of the first week over its contacts, after a history whose last three
 * days had so many times what they usually have. */
static double width_after(double ratio)
{
    synthetic s = synthetic_default();
    double width = 0.0, calls = 0.0;
    s.jump_day = s.days - 3;
    s.jump_ratio = ratio;
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &out, NULL, NULL), HC_OK);
    const size_t slots = hc_axis_slots(&out.axis);
    for (size_t slot = 0; slot < slots; slot++) {
        width +=
            out.queues[0].quantile[6 * slots + slot] - out.queues[0].quantile[2 * slots + slot];
        calls += out.queues[0].calls[slot];
    }
    hc_series_clear(&history);
    hc_series_clear(&out);
    return width / calls;
}

/* Three days a tenth below or above may be chance, a surge or a new level: bands are wider. */
static void a_level_that_has_just_surprised_is_less_sure(void)
{
    const double usual = width_after(1.0);
    CU_ASSERT(width_after(0.88) > 1.05 * usual);
    CU_ASSERT(width_after(1.12) > 1.05 * usual);
}

/* A day of half as many calls again that is over the next day moves nothing. */
static void a_surge_that_has_passed_is_no_new_level(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        if (hc_axis_day_index(&history.axis, slot) != s.days - 3) { continue; }
        history.queues[0].calls[slot] = round(1.5 * history.queues[0].calls[slot]);
    }
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.queues[0].unsettled_chance, 0.0);
    CU_ASSERT(error_against_truth(&s, &out) < 0.05);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void closed_hours_are_exactly_zero_and_quantiles_ascend(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, NULL), HC_OK);
    const size_t slots = hc_axis_slots(&out.axis);
    size_t wrong = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        const size_t day = s.days + hc_axis_day_index(&out.axis, slot);
        const bool open = synthetic_mean(&s, day, slot % 48) > 0.0;
        const double *q = out.queues[0].quantile + slot;
        wrong += out.queues[0].state[slot] != (open ? HC_SLOT_OPEN : HC_SLOT_CLOSED);
        wrong += !open && (out.queues[0].calls[slot] > 0.0 || q[8 * slots] > 0.0);
        for (size_t k = 1; k < HC_QUANTILES; k++) {
            wrong += q[k * slots] < q[(k - 1) * slots];
        }
        wrong += open && !(q[0] < out.queues[0].calls[slot] &&
                           out.queues[0].calls[slot] < q[8 * slots]);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void days_after_the_origin_are_never_looked_at(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), first = HC_SERIES_INIT, second = HC_SERIES_INIT;
    hc_forecast_options options = week_options();
    options.origin_day = SYNTHETIC_FIRST + 100;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &first, NULL, NULL), HC_OK);
    for (size_t slot = history.axis.day_first[100]; slot < hc_axis_slots(&history.axis);
         slot++) {
        history.queues[0].calls[slot] = 1e6;
        history.queues[0].state[slot] = HC_SLOT_OPEN;
    }
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &second, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL(memcmp(first.queues[0].quantile, second.queues[0].quantile,
                           HC_QUANTILES * hc_axis_slots(&first.axis) * sizeof(double)),
                    0);
    hc_series_clear(&history);
    hc_series_clear(&first);
    hc_series_clear(&second);
}

static void any_number_of_threads_gives_the_same_bytes(void)
{
    synthetic s = synthetic_default();
    s.queues = 5;
    s.days = 70;
    hc_series history = synthetic_make(&s), one = HC_SERIES_INIT, four = HC_SERIES_INIT;
    hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &one, NULL, NULL), HC_OK);
    options.threads = 4;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &four, NULL, NULL), HC_OK);
    for (size_t queue = 0; queue < s.queues; queue++) {
        CU_ASSERT_EQUAL(memcmp(one.queues[queue].quantile, four.queues[queue].quantile,
                               HC_QUANTILES * hc_axis_slots(&one.axis) * sizeof(double)),
                        0);
    }
    hc_series_clear(&history);
    hc_series_clear(&one);
    hc_series_clear(&four);
}

/* Europe/Berlin 2020: 29 March has 23 hours. A flat queue must get calls by the hour, no more.
 */
static void days_of_a_clock_change_get_calls_by_their_hours(void)
{
    synthetic s = synthetic_default();
    s.zone = "Europe/Berlin";
    s.around_the_clock = true;
    s.interval_min = 15;
    s.days = 84; /* to 2020-03-26 */
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &out, NULL, NULL), HC_OK);
    double sunday = 0.0;
    const size_t change = 2; /* 29 March is the third day, with 92 quarter hours */
    CU_ASSERT_EQUAL(out.axis.day_first[change + 1] - out.axis.day_first[change], 92);
    for (size_t slot = out.axis.day_first[change]; slot < out.axis.day_first[change + 1];
         slot++) {
        sunday += out.queues[0].calls[slot];
    }
    CHECK_CLOSE(sunday, s.calls_a_day * 23.0 / 24.0, 0.04);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void closed_days_are_zero_and_the_day_after_is_named(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_forecast_options options = week_options();
    const size_t monday = (size_t)((7 - hc_weekday(SYNTHETIC_FIRST + (int64_t)s.days)) % 7);
    const hc_special_day closed = {.day = SYNTHETIC_FIRST + (int64_t)(s.days + monday),
                                   .kind = HC_SPECIAL_CLOSED,
                                   .name = "Stocktaking",
                                   .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &closed, NULL), HC_OK);
    options.special = &special;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    const hc_day_parts *parts = report.queues[0].days;
    double calls = 0.0;
    for (size_t slot = out.axis.day_first[monday]; slot < out.axis.day_first[monday + 1];
         slot++) {
        calls += out.queues[0].calls[slot];
        CU_ASSERT_EQUAL(out.queues[0].state[slot], HC_SLOT_CLOSED);
    }
    CU_ASSERT_EQUAL(calls, 0.0);
    CU_ASSERT_STRING_EQUAL(parts[monday].special_name, "Stocktaking");
    CU_ASSERT_STRING_EQUAL(parts[monday + 1].special_name, "day after Stocktaking");
    CU_ASSERT(parts[monday + 1].special_factor > 1.0);
    hc_special_days_clear(&special);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void an_uplift_given_with_an_event_is_used(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_forecast_options options = week_options();
    const hc_special_day launch = {.day = SYNTHETIC_FIRST + (int64_t)s.days,
                                   .kind = HC_SPECIAL_EVENT,
                                   .name = "Launch",
                                   .uplift = 0.5};
    CU_ASSERT_EQUAL(hc_special_days_add(&special, &launch, NULL), HC_OK);
    options.special = &special;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    CHECK_CLOSE(report.queues[0].days[0].special_factor, 1.5, 1e-12);
    hc_special_days_clear(&special);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void the_parts_of_a_day_multiply_to_its_total(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    double weights = 0.0;
    for (size_t day = 0; day < 7; day++) {
        const hc_day_parts *parts = &report.queues[0].days[day];
        double calls = 0.0;
        for (size_t slot = out.axis.day_first[day]; slot < out.axis.day_first[day + 1];
             slot++) {
            calls += out.queues[0].calls[slot];
        }
        CHECK_CLOSE(calls, parts->total, 1e-9);
        CHECK_CLOSE(parts->ordinary_calls * parts->month_factor * parts->yearly_factor *
                        parts->special_factor,
                    parts->total, 1e-12);
    }
    for (size_t i = 0; i < report.queues[0].candidate_count; i++) {
        weights += report.queues[0].candidate[i].weight;
    }
    CHECK_CLOSE(weights, 1.0, 1e-12);
    CU_ASSERT(report.queues[0].baseline_count == 5);
    CU_ASSERT(report.queues[0].wape_interval < report.queues[0].baseline[0].wape_interval);
    CU_ASSERT(report.queues[0].reason[0] != '\0');
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

/* True means of a synthetic queue's forecast inside their bands, of how many. */
static void count_inside(const synthetic *s, const hc_series *out, const hc_queue_report *told,
                         const hc_queue *queue, double *inside, double *counted)
{
    for (size_t slot = 0; slot < hc_axis_slots(&out->axis); slot++) {
        const size_t day = hc_axis_day_index(&out->axis, slot);
        const double mean =
            synthetic_mean(s, s->days + day, hc_axis_wall_slot(&out->axis, slot));
        double low = 0.0, high = 0.0;
        hc_forecast_mean_band(told, day, queue->calls[slot], &low, &high);
        *inside += mean > 0.0 && low <= mean && mean <= high;
        *counted += mean > 0.0;
    }
}

/* 20 weeks of Poisson counts whose true means are known, eight draws of each growth: nine in
 * ten of them lie inside. */
static void the_bands_of_the_mean_hold_the_true_means(void)
{
    double inside = 0.0, counted = 0.0;
    for (int growth = 0; growth < 3; growth++) {
        synthetic s = synthetic_default();
        s.growth_a_day = 0.002 * (double)(growth - 1);
        s.queues = 8;
        hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
        hc_forecast_report report = HC_FORECAST_REPORT_INIT;
        const hc_forecast_options options = week_options();
        CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
        for (size_t queue = 0; queue < s.queues; queue++) {
            count_inside(&s, &out, &report.queues[queue], &out.queues[queue], &inside,
                         &counted);
        }
        hc_forecast_report_clear(&report);
        hc_series_clear(&history);
        hc_series_clear(&out);
    }
    CHECK_CLOSE(inside / counted, 0.9, 0.08);
}

/* The mean of a small interval is less well known than that of its day. */
static void the_band_of_a_mean_is_wider_for_fewer_calls(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    hc_queue_report *told = &report.queues[0];
    double low = 0.0, high = 0.0, day_low = 0.0, day_high = 0.0;
    hc_forecast_mean_band(told, 0, told->days[0].total, &day_low, &day_high);
    hc_forecast_mean_band(told, 0, told->days[0].total / 50.0, &low, &high);
    CU_ASSERT(day_low < told->days[0].total && told->days[0].total < day_high);
    CU_ASSERT(high / low > day_high / day_low);
    hc_forecast_mean_band(told, 0, 0.0, &low, &high);
    CU_ASSERT(low <= 0.0 && high <= 0.0);
    told->unsettled = 0.5;        /* the level may be half as high again: so may the mean, */
    told->unsettled_chance = 0.2; /* which is a tenth above the level before */
    hc_forecast_mean_band(told, 0, told->days[0].total, &low, &high);
    CHECK_CLOSE(low, day_low / 1.1, 1e-12);
    CHECK_CLOSE(high, 1.5 * day_high / 1.1, 1e-12);
    told->unsettled = -0.4;
    hc_forecast_mean_band(told, 0, told->days[0].total, &low, &high);
    CHECK_CLOSE(low, 0.6 * day_low / 0.92, 1e-12);
    CHECK_CLOSE(high, day_high / 0.92, 1e-12);
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void a_queue_never_seen_is_closed_and_says_so(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        history.queues[0].state[slot] = HC_SLOT_GAP;
        history.queues[0].calls[slot] = HC_MISSING;
    }
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    for (size_t slot = 0; slot < hc_axis_slots(&out.axis); slot++) {
        CU_ASSERT_EQUAL(out.queues[0].state[slot], HC_SLOT_CLOSED);
        CU_ASSERT_EQUAL(out.queues[0].calls[slot], 0.0);
    }
    CU_ASSERT(report.queues[0].thin);
    CU_ASSERT_STRING_EQUAL(report.queues[0].reason, "No usable day of history: closed.");
    hc_forecast_report_clear(&report);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void two_weeks_of_history_give_a_finite_forecast(void)
{
    synthetic s = synthetic_default();
    s.days = 14;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    CU_ASSERT(error_of(&s, &report) < 0.2);
    CU_ASSERT(report.queues[0].thin);
    CU_ASSERT_EQUAL(report.queues[0].backtests, 1);
    hc_forecast_report_clear(&report);
}

/* Of Poisson counts of about 400 an interval 80 % lie within 6.4 % of the mean either way, and
 * within 9 % of what a week before them says. */
static void two_weeks_of_history_tell_how_wide_bands_are(void)
{
    synthetic s = synthetic_default();
    s.days = 14;
    s.calls_a_day = 8000.0;
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL_FATAL(hc_forecast_run(&history, &options, &out, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(report.queues[0].backtests, 1);
    const size_t slots = hc_axis_slots(&out.axis);
    double width = 0.0, calls = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        width += out.queues[0].quantile[HC_QUANTILE_90 * slots + slot] -
                 out.queues[0].quantile[HC_QUANTILE_10 * slots + slot];
        calls += out.queues[0].calls[slot];
    }
    CU_ASSERT(width / calls > 0.10);
    CU_ASSERT(width / calls < 0.30);
    hc_forecast_report_clear(&report);
    hc_series_clear(&out);
    hc_series_clear(&history);
}

static void six_calls_a_day_are_forecast_with_bands_that_reach_zero(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 6.0;
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    const hc_forecast_options options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, NULL), HC_OK);
    double calls = 0.0, lowest = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&out.axis); slot++) {
        calls += out.queues[0].calls[slot];
        lowest = fmax(lowest, out.queues[0].quantile[slot]);
    }
    CHECK_CLOSE(calls, 6.0 * 5.9, 0.25);
    CU_ASSERT(lowest < 0.5);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void count_one(void *context)
{
    size_t *count = context;
    (*count)++;
}

static void each_queue_that_is_done_is_told(void)
{
    synthetic s = synthetic_default();
    s.queues = 3;
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_options options = week_options(); /* one thread */
    size_t done = 0;
    options.on_queue = count_one;
    options.on_queue_context = &done;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, NULL), HC_OK);
    CU_ASSERT_EQUAL(done, 3);
    hc_series_clear(&history);
    hc_series_clear(&out);
}

static void options_out_of_range_are_named_and_leave_the_output_alone(void)
{
    synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_error err = HC_ERROR_INIT;
    hc_forecast_options options = week_options();
    options.horizon_days = 0;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT(strstr(err.message, "horizon") != NULL);
    options = week_options();
    options.default_aht_s = HC_MISSING;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT(strstr(err.message, "AHT") != NULL);
    options = week_options();
    options.backtest_weeks = HC_BACKTEST_WEEKS_MAX + 1;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, &err), HC_ERR_RANGE);
    options = week_options();
    options.origin_day = SYNTHETIC_FIRST + 3;
    CU_ASSERT_EQUAL(hc_forecast_run(&history, &options, &out, NULL, &err), HC_ERR_RANGE);
    const hc_series empty = HC_SERIES_INIT;
    options = week_options();
    CU_ASSERT_EQUAL(hc_forecast_run(&empty, &options, &out, NULL, &err), HC_ERR_EMPTY);
    CU_ASSERT_PTR_NULL(out.queues);
    hc_series_clear(&history);
}

static void every_failing_allocation_is_reported_and_frees_all(void)
{
    synthetic s = synthetic_default();
    s.days = 42;
    s.interval_min = 60;
    s.aht_s = 200.0;
    hc_series history = synthetic_make(&s), out = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    const hc_forecast_options options = week_options();
    const size_t live = hc_heap_live();
    size_t k = 1;
    for (hc_status st = HC_ERR_MEMORY; st == HC_ERR_MEMORY && k < 5000; k++) {
        hc_heap_fail_at(k);
        st = hc_forecast_run(&history, &options, &out, &report, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        CU_ASSERT(st == HC_OK || hc_heap_live() == live);
        if (st == HC_OK) { break; }
    }
    CU_ASSERT(k > 50 && k < 5000);
    hc_forecast_report_clear(&report);
    hc_series_clear(&out);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_steady_queue_is_forecast_near_its_true_mean),
        HC_TEST(steady_growth_is_followed),
        HC_TEST(a_lasting_jump_is_found_and_taken_over),
        HC_TEST(two_days_of_a_new_level_are_followed_in_part),
        HC_TEST(a_surge_that_has_passed_is_no_new_level),
        HC_TEST(a_level_that_has_just_surprised_is_less_sure),
        HC_TEST(closed_hours_are_exactly_zero_and_quantiles_ascend),
        HC_TEST(days_after_the_origin_are_never_looked_at),
        HC_TEST(any_number_of_threads_gives_the_same_bytes),
        HC_TEST(days_of_a_clock_change_get_calls_by_their_hours),
        HC_TEST(closed_days_are_zero_and_the_day_after_is_named),
        HC_TEST(an_uplift_given_with_an_event_is_used),
        HC_TEST(the_parts_of_a_day_multiply_to_its_total),
        HC_TEST(the_bands_of_the_mean_hold_the_true_means),
        HC_TEST(the_band_of_a_mean_is_wider_for_fewer_calls),
        HC_TEST(a_queue_never_seen_is_closed_and_says_so),
        HC_TEST(two_weeks_of_history_give_a_finite_forecast),
        HC_TEST(two_weeks_of_history_tell_how_wide_bands_are),
        HC_TEST(six_calls_a_day_are_forecast_with_bands_that_reach_zero),
        HC_TEST(each_queue_that_is_done_is_told),
        HC_TEST(options_out_of_range_are_named_and_leave_the_output_alone),
        HC_TEST(every_failing_allocation_is_reported_and_frees_all),
    };
    return hc_test_run("forecast", tests, sizeof tests / sizeof *tests);
}
