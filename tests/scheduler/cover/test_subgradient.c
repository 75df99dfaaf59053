/* The quick first bound against the optimum of the linear program, on little weeks. */
#include "scheduler/cover/subgradient.h"

#include <math.h>
#include <string.h>

#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/cover/small_week.h"
#include "tests/support/hc_test.h"

#define HEADS 3
#define CASES 20

typedef struct started {
    small_week week;
    hc_problem problem;
    double required[SMALL_CELLS_MOST];
    hc_schedule_options options;
    hc_run run;
    hc_master *master;
    hc_generator *generator;
    hc_pricer pricer;
} started;

static bool open_case(started *s, uint64_t seed)
{
    hc_rng rng;
    hc_rng_stream(&rng, 31, seed);
    *s = (started){.options = hc_schedule_options_default(), .pricer = HC_PRICER_INIT};
    s->run.options = &s->options;
    small_week_make(&s->week, &rng, 2 + (size_t)(seed % 4), HEADS);
    for (size_t cell = 0; cell < SMALL_CELLS_MOST; cell++) {
        s->required[cell] = (double)hc_rng_below(&rng, 4);
    }
    return hc_problem_make(&s->problem, &s->week.axis, s->required, &s->week.rules, NULL) ==
           HC_OK;
}

static void open_search(started *s)
{
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&s->pricer, &s->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_master_create(&s->master, &s->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_generator_create(&s->generator, &s->problem, s->master, &s->pricer, NULL), HC_OK);
}

static void close_search(started *s)
{
    hc_generator_free(s->generator);
    hc_master_free(s->master);
    hc_pricer_clear(&s->pricer);
    s->generator = NULL;
    s->master = NULL;
    s->run.progress = (hc_schedule_progress){0};
}

static void close_case(started *s)
{
    hc_problem_clear(&s->problem);
    small_week_clear(&s->week);
}

static hc_generated generate(started *s)
{
    hc_generated found = {0};
    CU_ASSERT_EQUAL(hc_generate(s->generator, &s->run, &found, NULL), HC_OK);
    return found;
}

static void start(started *s, double known_cost)
{
    CU_ASSERT_EQUAL(hc_subgradient_start(&s->problem, s->master, s->generator, &s->pricer,
                                         known_cost, &s->run, NULL),
                    HC_OK);
}

/* Never above the optimum, near it after all the steps, and the rounds that follow end there.
 */
static void the_first_bound_lies_just_below_the_optimum(void)
{
    size_t compared = 0;
    for (uint64_t k = 0; compared < CASES && k < 500; k++) {
        started s;
        if (open_case(&s, k)) {
            open_search(&s);
            const double optimum = generate(&s).lp_bound;
            close_search(&s);
            open_search(&s);
            start(&s, 1.2 * optimum + 1.0);
            const double bound = s.run.progress.lower_bound;
            CU_ASSERT_TRUE(bound <= optimum + 1e-6 * (1.0 + optimum));
            CU_ASSERT_TRUE(bound >= 0.97 * optimum - 1e-6);
            const hc_generated after = generate(&s);
            CHECK_CLOSE(after.lp_bound, optimum, 1e-7);
            CU_ASSERT_TRUE(after.lower_bound >= bound - 1e-9);
            close_search(&s);
            compared++;
        }
        close_case(&s);
    }
    CU_ASSERT_EQUAL(compared, CASES);
}

/* Also where the last steps give the same tour again and again, it is there once. */
static void everyone_has_a_tour_and_none_twice_in_a_row(void)
{
    for (uint64_t k = 0; k < CASES; k++) {
        started s;
        if (open_case(&s, k)) {
            open_search(&s);
            start(&s, 50.0);
            const hc_columns *columns = hc_master_columns(s.master);
            CU_ASSERT_TRUE(columns->count >= 1);
            for (size_t c = 1; c < columns->count; c++) {
                const size_t bytes = columns->days * sizeof(hc_day_shift);
                CU_ASSERT_NOT_EQUAL(
                    memcmp(hc_columns_tour(columns, c - 1), hc_columns_tour(columns, c), bytes),
                    0);
            }
            close_search(&s);
        }
        close_case(&s);
    }
}

/* The same start gives the same bound and tours. */
static void the_start_is_the_same_every_time(void)
{
    for (uint64_t k = 0; k < CASES; k++) {
        started s;
        if (open_case(&s, k)) {
            double bound[2] = {0.0, 0.0};
            size_t columns[2] = {0, 0};
            for (size_t again = 0; again < 2; again++) {
                open_search(&s);
                start(&s, 50.0);
                bound[again] = s.run.progress.lower_bound;
                columns[again] = hc_master_columns(s.master)->count;
                close_search(&s);
            }
            CU_ASSERT_EQUAL(bound[0], bound[1]);
            CU_ASSERT_EQUAL(columns[0], columns[1]);
        }
        close_case(&s);
    }
}

static bool want_no_more(void *context, const hc_schedule_progress *progress)
{
    (void)context, (void)progress;
    return false;
}

/* Nothing is proved then, and nothing is in the program. */
static void a_stopped_start_leaves_all_as_it_was(void)
{
    started s;
    uint64_t k = 0;
    while (!open_case(&s, k)) {
        close_case(&s);
        k++;
    }
    open_search(&s);
    s.options.watch = want_no_more;
    start(&s, 50.0);
    CU_ASSERT_TRUE(s.run.stopped);
    CU_ASSERT_EQUAL(s.run.progress.lower_bound, 0.0);
    CU_ASSERT_EQUAL(hc_master_columns(s.master)->count, 0);
    close_search(&s);
    close_case(&s);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_first_bound_lies_just_below_the_optimum),
        HC_TEST(everyone_has_a_tour_and_none_twice_in_a_row),
        HC_TEST(the_start_is_the_same_every_time),
        HC_TEST(a_stopped_start_leaves_all_as_it_was),
    };
    return hc_test_run("scheduler/cover/subgradient", tests, sizeof tests / sizeof tests[0]);
}
