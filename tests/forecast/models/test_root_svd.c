#include <math.h>
#include <stdlib.h>

#include "forecast/models/candidate.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 140
#define SLOTS 24
#define OPEN_FROM 4 /* slots before it are closed */

/* A sample of whole days with its matrix; calendar effects are 1. */
typedef struct svd_sample {
    hc_day_matrix matrix;
    hc_day_sample past;
    double calls[DAYS * SLOTS], total[DAYS], log_total[DAYS], weight[DAYS], age[DAYS];
    double shares[7 * SLOTS], totals[7];
    int32_t pattern[DAYS];
    size_t day[DAYS];
    uint8_t open[HC_WEEKDAYS * SLOTS];
} svd_sample;

/* Mondays 1.5 times the other days, a bell over the open slots. */
static double usual(size_t day, size_t slot, double level)
{
    const double x = ((double)slot - 13.0) / 5.0;
    return slot < OPEN_FROM ? 0.0 : level * (day % 7 == 0 ? 1.5 : 1.0) * exp(-0.5 * x * x);
}

static svd_sample *make_sample(void)
{
    svd_sample *s = calloc(1, sizeof *s);
    CU_ASSERT_FATAL(s != NULL);
    for (size_t cell = 0; cell < HC_WEEKDAYS * SLOTS; cell++) {
        s->open[cell] = cell % SLOTS >= OPEN_FROM;
    }
    s->matrix = (hc_day_matrix){
        .days = DAYS, .slots = SLOTS, .calls = s->calls, .total = s->total, .open = s->open};
    s->past = (hc_day_sample){.n = DAYS,
                              .total = s->total,
                              .log_total = s->log_total,
                              .weight = s->weight,
                              .pattern = s->pattern,
                              .age_weeks = s->age,
                              .matrix = &s->matrix,
                              .day = s->day};
    return s;
}

static void count(svd_sample *s)
{
    for (size_t day = 0; day < DAYS; day++) {
        s->total[day] = 0.0;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            s->total[day] += s->calls[day * SLOTS + slot];
        }
        s->log_total[day] = log(s->total[day] + 1.0);
        s->weight[day] = 1.0;
        s->age[day] = (double)(DAYS - day) / 7.0;
        s->pattern[day] = (int32_t)(day % 7);
        s->day[day] = day;
    }
}

static hc_status say(svd_sample *s)
{
    static const hc_candidate candidate = {"", NULL, 0.0, 12.0, false, hc_root_svd};
    const int32_t pattern[7] = {0, 1, 2, 3, 4, 5, 6};
    const double weeks[7] = {0.0};
    const hc_days_ahead ahead = {7, pattern, weeks, NULL};
    return hc_root_svd(&candidate, &s->past, &ahead, s->totals, s->shares, NULL);
}

static void days_all_alike_are_repeated_interval_by_interval(void)
{
    svd_sample *s = make_sample();
    for (size_t cell = 0; cell < DAYS * SLOTS; cell++) {
        s->calls[cell] = usual(cell / SLOTS, cell % SLOTS, 40.0);
    }
    count(s);
    CU_ASSERT_EQUAL_FATAL(say(s), HC_OK);
    for (size_t day = 0; day < 7; day++) {
        CHECK_CLOSE(s->totals[day], s->total[day], 1e-9);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const double expected = usual(day, slot, 40.0) / s->total[day];
            CU_ASSERT(fabs(s->shares[day * SLOTS + slot] - expected) < 1e-9);
        }
    }
    free(s);
}

/* No Sunday counts: the other days are said as ever, and Sunday is a number. */
static void a_weekday_that_never_counts_is_no_nan(void)
{
    svd_sample *s = make_sample();
    for (size_t cell = 0; cell < DAYS * SLOTS; cell++) {
        s->calls[cell] = cell / SLOTS % 7 == 6 ? 0.0 : usual(cell / SLOTS, cell % SLOTS, 40.0);
    }
    count(s);
    for (size_t day = 6; day < DAYS; day += 7) {
        s->weight[day] = 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(say(s), HC_OK);
    for (size_t day = 0; day < 6; day++) {
        CHECK_CLOSE(s->totals[day], s->total[day], 1e-9);
    }
    CU_ASSERT(isfinite(s->totals[6]));
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CU_ASSERT(isfinite(s->shares[6 * SLOTS + slot]));
    }
    free(s);
}

/* Poisson counts of .02 to 2 calls: the mean of roots alone, squared, would lose a quarter call
 * an interval; the closed slots stay empty. The totals are within four standard errors. */
static void quiet_hours_are_neither_lost_nor_blown_up(void)
{
    svd_sample *s = make_sample();
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    double expected = 0.0, said = 0.0;
    for (size_t cell = 0; cell < DAYS * SLOTS; cell++) {
        const double mean = usual(cell / SLOTS, cell % SLOTS, 2.0);
        s->calls[cell] = mean > 0.0 ? hc_rng_poisson(&rng, mean) : 0.0;
    }
    count(s);
    CU_ASSERT_EQUAL_FATAL(say(s), HC_OK);
    for (size_t day = 0; day < 7; day++) {
        for (size_t slot = 0; slot < SLOTS; slot++) {
            expected += usual(day, slot, 2.0);
            said += s->totals[day] * s->shares[day * SLOTS + slot];
            CU_ASSERT(slot >= OPEN_FROM || s->shares[day * SLOTS + slot] <= 0.0);
        }
    }
    CHECK_CLOSE(said, expected, 4.0 / sqrt(10.0 * expected));
    free(s);
}

/* Afternoons are busy for weeks, then quiet for weeks, whatever the weekday, and busy at the
 * end: the next day's afternoon is said above the mean, and ever less so. */
static void a_shape_that_lasts_is_carried_on_and_fades(void)
{
    svd_sample *s = make_sample();
    for (size_t cell = 0; cell < DAYS * SLOTS; cell++) {
        const size_t day = cell / SLOTS, slot = cell % SLOTS;
        const double bend = slot < 14 ? 1.0 : day / 28 % 2 == 0 ? 1.5 : 0.6;
        s->calls[cell] = bend * usual(day, slot, 40.0);
    }
    count(s);
    CU_ASSERT_EQUAL_FATAL(say(s), HC_OK);
    double afternoon[7] = {0}, morning[7] = {0};
    for (size_t day = 0; day < 7; day++) {
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const double calls = s->totals[day] * s->shares[day * SLOTS + slot];
            *(slot < 14 ? &morning[day] : &afternoon[day]) += calls;
        }
    }
    double usual_morning = 0.0, usual_afternoon = 0.0;
    for (size_t slot = 0; slot < SLOTS; slot++) {
        *(slot < 14 ? &usual_morning : &usual_afternoon) += usual(1, slot, 40.0);
    }
    CHECK_CLOSE(morning[1], usual_morning, 0.01);
    CU_ASSERT(afternoon[1] > 1.25 * usual_afternoon);
    CU_ASSERT(afternoon[1] < 1.5 * usual_afternoon);
    for (size_t day = 2; day < 7; day++) {
        CU_ASSERT(afternoon[day] < afternoon[day - 1]);
    }
    free(s);
}

static void out_of_memory_is_told(void)
{
    svd_sample *s = make_sample();
    count(s);
    size_t k = 1;
    for (; k < 100; k++) {
        hc_heap_fail_at(k);
        const hc_status st = say(s);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
    }
    CU_ASSERT(k > 1 && k < 100);
    free(s);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(days_all_alike_are_repeated_interval_by_interval),
        HC_TEST(a_weekday_that_never_counts_is_no_nan),
        HC_TEST(quiet_hours_are_neither_lost_nor_blown_up),
        HC_TEST(a_shape_that_lasts_is_carried_on_and_fades),
        HC_TEST(out_of_memory_is_told),
    };
    return hc_test_run("root_svd", tests, sizeof tests / sizeof *tests);
}
