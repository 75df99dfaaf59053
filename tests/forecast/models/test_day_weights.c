#include "forecast/models/day_weights.h"

#include "tests/forecast/forecast_support.h"

#define DAYS 140
#define SATURDAY 5
#define SUNDAY 6

typedef struct fixture {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_kind kind[DAYS];
    double seen[DAYS], log_total[DAYS], weight[DAYS];
} fixture;

/* Normal log totals of deviation `scatter`, on Saturdays five times as far; no Sundays. */
static void make(fixture *f, double scatter)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    *f = (fixture){.matrix = {.days = DAYS, .seen = f->seen}, .calendar = {.kind = f->kind}};
    for (size_t day = 0; day < DAYS; day++) {
        const double far = day % 7 == SATURDAY ? 5.0 * scatter : scatter;
        f->kind[day].pattern = (int32_t)(day % 7);
        f->seen[day] = day % 7 == SUNDAY ? 0.0 : 1.0;
        f->log_total[day] = far * hc_rng_normal(&rng);
    }
}

static void weigh(fixture *f)
{
    CU_ASSERT_EQUAL_FATAL(
        hc_day_weights(&f->matrix, &f->calendar, f->log_total, f->weight, NULL), HC_OK);
}

static double mean_weight(const fixture *f, size_t weekday)
{
    double sum = 0.0;
    for (size_t day = weekday; day < DAYS; day += 7) {
        sum += f->weight[day];
    }
    return sum / (DAYS / 7);
}

/* A fifth of the deviation: a twenty-fifth of the weight, a little more by the common prior. */
static void a_weekday_that_scatters_says_little(void)
{
    fixture f;
    make(&f, 0.05);
    weigh(&f);
    for (size_t weekday = 0; weekday < SATURDAY; weekday++) {
        CU_ASSERT(mean_weight(&f, weekday) > 0.7);
    }
    CU_ASSERT(mean_weight(&f, SATURDAY) > 0.01);
    CU_ASSERT(mean_weight(&f, SATURDAY) < 0.15);
    CU_ASSERT_EQUAL(mean_weight(&f, SUNDAY), 0.0);
}

static void a_day_far_from_its_weekday_counts_by_the_square_of_how_far(void)
{
    fixture f;
    make(&f, 0.05);
    f.log_total[71] = 1.0; /* a Tuesday */
    weigh(&f);
    const double once = f.weight[71];
    f.log_total[71] = 2.0;
    weigh(&f);
    CU_ASSERT(once > 0.0 && once < 0.1);
    CHECK_CLOSE(once / f.weight[71], 4.0, 0.1);
}

static void a_special_day_says_next_to_nothing_and_half_a_day_half(void)
{
    fixture f;
    make(&f, 0.05);
    f.kind[71].class_of = HC_CLASS_HALF_DAY;
    f.seen[72] = 0.5;
    weigh(&f);
    CU_ASSERT(f.weight[71] > 0.0 && f.weight[71] <= 1e-3);
    const double half = f.weight[72];
    f.seen[72] = 1.0;
    weigh(&f);
    CHECK_CLOSE(half, 0.5 * f.weight[72], 1e-12);
}

static void out_of_memory_is_told(void)
{
    fixture f;
    make(&f, 0.05);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_day_weights(&f.matrix, &f.calendar, f.log_total, f.weight, NULL),
                    HC_ERR_MEMORY);
    hc_heap_fail_at(0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_weekday_that_scatters_says_little),
        HC_TEST(a_day_far_from_its_weekday_counts_by_the_square_of_how_far),
        HC_TEST(a_special_day_says_next_to_nothing_and_half_a_day_half),
        HC_TEST(out_of_memory_is_told),
    };
    return hc_test_run("day_weights", tests, sizeof tests / sizeof *tests);
}
