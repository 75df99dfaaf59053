#include "scheduler/named/named.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "scheduler/named/tour.h"
#include "tests/scheduler/named/small_roster.h"
#include "tests/support/hc_test.h"

static double price_of(const double *price, const int8_t *plan, size_t days)
{
    double sum = 0.0;
    for (size_t day = 0; day < days; day++) {
        sum += price[day * SMALL_CHOICES +
                     (plan[day] == HC_NAMED_OFF ? SMALL_SHIFTS : (size_t)plan[day])];
    }
    return sum;
}

/* Cheapest lawful plan of a person by trying all; HUGE_VAL when there is none. */
static double try_plans(const hc_named_problem *p, size_t person, const double *price)
{
    double best = HUGE_VAL;
    for (size_t code = 0; code < small_plans(p->days); code++) {
        int8_t plan[SMALL_DAYS];
        small_spell(code, p->days, plan);
        if (small_is_lawful(p, person, plan)) {
            best = fmin(best, price_of(price, plan, p->days));
        }
    }
    return best;
}

/* 150 random people (seed 21) over nine days, all 19,683 plans each. */
static void cheapest_roster_equals_trying_all(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 21);
    size_t found_count = 0;
    for (int i = 0; i < 75; i++) {
        small_roster s;
        small_make(&s, &rng, SMALL_DAYS);
        hc_named_tour *tour = NULL;
        CU_ASSERT_EQUAL(hc_named_tour_create(&tour, &s.problem, NULL), HC_OK);
        for (size_t person = 0; person < SMALL_PEOPLE; person++) {
            double price[SMALL_DAYS * SMALL_CHOICES];
            uint64_t allowed[SMALL_DAYS];
            int8_t choice[SMALL_DAYS];
            double value = 0.0;
            bool found = false;
            for (size_t k = 0; k < SMALL_DAYS * SMALL_CHOICES; k++) {
                price[k] = hc_rng_normal(&rng);
            }
            for (size_t day = 0; day < SMALL_DAYS; day++) {
                allowed[day] = s.free_day[person * SMALL_DAYS + day] ? 4U : 7U;
            }
            CU_ASSERT_EQUAL(
                hc_named_tour_best(tour, person, allowed, price, choice, &value, &found, NULL),
                HC_OK);
            const double best = try_plans(&s.problem, person, price);
            CU_ASSERT_EQUAL(found, best < HUGE_VAL);
            if (!found) { continue; }
            found_count++;
            CU_ASSERT_TRUE(small_is_lawful(&s.problem, person, choice));
            CU_ASSERT_TRUE(fabs(value - best) < 1e-9);
            CU_ASSERT_TRUE(fabs(price_of(price, choice, SMALL_DAYS) - best) < 1e-9);
        }
        hc_named_tour_free(tour);
    }
    CU_ASSERT_TRUE(found_count > 50);
}

/* Prices that limits have, and what a plan pays for what it takes beyond them, by hand. */
static double limits_paid(const hc_named_problem *p, size_t person, const int8_t *plan,
                          const double *limit_price)
{
    const hc_named_person *who = &p->persons[person];
    int32_t taken[SMALL_SHIFTS] = {0};
    int32_t weekends = 0;
    for (size_t day = 0; day < p->days; day++) {
        const int32_t weekday = (p->first_weekday + (int32_t)day) % 7;
        const bool worked_before = day > 0 && plan[day - 1] != HC_NAMED_OFF;
        if (plan[day] == HC_NAMED_OFF) { continue; }
        taken[plan[day]]++;
        weekends += weekday == 5 || (weekday == 6 && !worked_before);
    }
    const double usual = 540.0; /* minutes: between 480 and 600 */
    const double minutes = 480.0 * taken[0] + 600.0 * taken[1];
    return limit_price[HC_LIMIT_MOST_MIN] * (minutes - who->most_min) / usual +
           limit_price[HC_LIMIT_LEAST_MIN] * (who->least_min - minutes) / usual +
           limit_price[HC_LIMIT_WEEKENDS] * (weekends - who->most_weekends) +
           limit_price[HC_LIMIT_TYPES] * (taken[0] - who->most_of[0]) +
           limit_price[HC_LIMIT_TYPES + 1] * (taken[1] - who->most_of[1]);
}

/* The same people with prices on limits (seed 22): the roster costs what its parts do by hand,
 * and none that keeps the limits costs less. */
static void priced_roster_is_below_all_lawful_ones(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 22);
    size_t beyond_count = 0;
    for (int i = 0; i < 40; i++) {
        small_roster s;
        small_make(&s, &rng, SMALL_DAYS);
        hc_named_tour *tour = NULL;
        CU_ASSERT_EQUAL(hc_named_tour_create(&tour, &s.problem, NULL), HC_OK);
        double price[SMALL_DAYS * SMALL_CHOICES];
        double limit_price[HC_LIMIT_TYPES + SMALL_SHIFTS];
        double beyond[HC_LIMIT_TYPES + SMALL_SHIFTS];
        uint64_t allowed[SMALL_DAYS];
        int8_t choice[SMALL_DAYS];
        double value = 0.0;
        bool found = false;
        for (size_t k = 0; k < SMALL_DAYS * SMALL_CHOICES; k++) {
            price[k] = hc_rng_normal(&rng);
        }
        for (size_t k = 0; k < HC_LIMIT_TYPES + SMALL_SHIFTS; k++) {
            limit_price[k] = hc_rng_below(&rng, 2) == 0 ? 0.0 : hc_rng_uniform(&rng);
        }
        for (size_t day = 0; day < SMALL_DAYS; day++) {
            allowed[day] = s.free_day[day] ? 4U : 7U;
        }
        CU_ASSERT_EQUAL(hc_named_tour_relaxed(tour, 0, allowed, price, limit_price, choice,
                                              &value, beyond, &found, NULL),
                        HC_OK);
        const double best = try_plans(&s.problem, 0, price);
        CU_ASSERT_TRUE(found || best >= HUGE_VAL);
        CU_ASSERT_TRUE(!found || value <= best + 1e-9);
        if (found) {
            const double paid = limits_paid(&s.problem, 0, choice, limit_price);
            CU_ASSERT_TRUE(fabs(value - price_of(price, choice, SMALL_DAYS) - paid) < 1e-9);
            CU_ASSERT_TRUE(small_runs_hold(&s.persons[0], choice, SMALL_DAYS));
            beyond_count += !small_is_lawful(&s.problem, 0, choice);
        }
        hc_named_tour_free(tour);
    }
    CU_ASSERT_TRUE(beyond_count > 0);
}

/* Cheapest roster of both people together by trying all pairs of lawful plans. */
static double try_pairs(const hc_named_problem *p)
{
    int8_t(*lawful[SMALL_PEOPLE])[SMALL_DAYS] = {NULL};
    size_t count[SMALL_PEOPLE] = {0};
    for (size_t person = 0; person < SMALL_PEOPLE; person++) {
        if (hc_alloc(&lawful[person], small_plans(p->days), SMALL_DAYS, NULL) != HC_OK) {
            return -1.0;
        }
        for (size_t code = 0; code < small_plans(p->days); code++) {
            int8_t plan[SMALL_DAYS] = {0};
            small_spell(code, p->days, plan);
            if (small_is_lawful(p, person, plan)) {
                memcpy(lawful[person][count[person]++], plan, sizeof plan);
            }
        }
    }
    double best = HUGE_VAL;
    for (size_t a = 0; a < count[0]; a++) {
        for (size_t b = 0; b < count[1]; b++) {
            int8_t both[SMALL_PEOPLE * SMALL_DAYS];
            memcpy(both, lawful[0][a], p->days);
            memcpy(both + p->days, lawful[1][b], p->days);
            best = fmin(best, hc_named_cost(p, both));
        }
    }
    for (size_t person = 0; person < SMALL_PEOPLE; person++) {
        hc_free(lawful[person]);
    }
    return best;
}

/* 60 random pairs over five days (seed 8): the solver's cost is the least there is, its bound
 * below. */
static void small_rosters_are_optimal(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 8);
    hc_named_options options = hc_named_options_default();
    options.effort = 0.0005;
    size_t solved = 0;
    for (int i = 0; i < 60; i++) {
        small_roster s;
        small_make(&s, &rng, 5);
        hc_named_roster roster = HC_NAMED_ROSTER_INIT;
        const hc_status status = hc_named_solve(&s.problem, &options, &roster, NULL);
        const double best = try_pairs(&s.problem);
        CU_ASSERT_EQUAL(status, best < HUGE_VAL ? HC_OK : HC_ERR_INFEASIBLE);
        if (status != HC_OK) { continue; }
        solved++;
        CU_ASSERT_TRUE(fabs(roster.cost - best) < 1e-9);
        CU_ASSERT_TRUE(roster.lower_bound <= best + 1e-6);
        CU_ASSERT_EQUAL(hc_named_cost(&s.problem, roster.choice), roster.cost);
        CU_ASSERT_TRUE(small_is_lawful(&s.problem, 0, roster.choice));
        CU_ASSERT_TRUE(small_is_lawful(&s.problem, 1, roster.choice + 5));
        hc_named_roster_clear(&roster);
    }
    CU_ASSERT_TRUE(solved > 20);
}

#define YEAR ((size_t)364)
#define YEAR_PEOPLE ((size_t)3)

/* A problem of a year: states are too many to be held, and a limit too high to be counted. */
typedef struct year {
    hc_named_problem problem;
    hc_named_shift shifts[SMALL_SHIFTS];
    hc_named_person persons[YEAR_PEOPLE];
    uint8_t free_day[YEAR_PEOPLE * YEAR];
    double wish_cost[YEAR_PEOPLE * YEAR * SMALL_CHOICES];
    hc_named_need needs[YEAR * SMALL_SHIFTS];
} year;

static void make_year(year *y, hc_rng *rng)
{
    y->shifts[0].minutes = 480;
    y->shifts[1].minutes = 600;
    y->shifts[1].not_next = 1; /* the first may not follow the second */
    for (size_t i = 0; i < YEAR_PEOPLE; i++) {
        y->persons[i] = (hc_named_person){.most_of = {364, 50},
                                          .most_min = 112800,
                                          .least_min = 111600,
                                          .most_run = 5,
                                          .least_run = 2,
                                          .least_off = 2,
                                          .most_weekends = 40};
    }
    for (size_t i = 0; i < YEAR_PEOPLE * YEAR; i++) {
        y->free_day[i] = hc_rng_below(rng, 25) == 0;
    }
    for (size_t i = 0; i < YEAR_PEOPLE * YEAR * SMALL_CHOICES; i++) {
        y->wish_cost[i] = (double)hc_rng_below(rng, 4);
    }
    for (size_t i = 0; i < YEAR * SMALL_SHIFTS; i++) {
        y->needs[i] = (hc_named_need){1, 10.0, 3.0};
    }
    y->problem = (hc_named_problem){.days = YEAR,
                                    .shift_count = SMALL_SHIFTS,
                                    .shifts = y->shifts,
                                    .people = YEAR_PEOPLE,
                                    .persons = y->persons,
                                    .free_day = y->free_day,
                                    .wish_cost = y->wish_cost,
                                    .needs = y->needs};
}

static void a_year_is_planned_within_all_limits(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 12);
    year *y = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&y, 1, sizeof *y, NULL), HC_OK);
    make_year(y, &rng);
    double cost[2] = {0.0, 0.0};
    for (int more = 0; more < 2; more++) {
        hc_named_options options = hc_named_options_default();
        options.effort = more ? 0.05 : 0.0001; /* the first roster only, then a sweep */
        hc_named_roster roster = HC_NAMED_ROSTER_INIT;
        CU_ASSERT_EQUAL_FATAL(hc_named_solve(&y->problem, &options, &roster, NULL), HC_OK);
        for (size_t person = 0; person < YEAR_PEOPLE; person++) {
            CU_ASSERT_TRUE(small_is_lawful(&y->problem, person, roster.choice + person * YEAR));
        }
        CU_ASSERT_EQUAL(hc_named_cost(&y->problem, roster.choice), roster.cost);
        CU_ASSERT_TRUE(roster.lower_bound <= roster.cost);
        cost[more] = roster.cost;
        hc_named_roster_clear(&roster);
    }
    CU_ASSERT_TRUE(cost[1] < 0.9 * cost[0]);
    hc_free(y);
}

/* Twelve weeks (seed 3): both limits bind and are priced. What is said to be proved is no more
 * than the roster's own price, and the roster keeps the limits. */
static void priced_limits_are_kept(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    year *y = NULL;
    double *price = NULL;
    uint64_t allowed[YEAR];
    int8_t choice[YEAR];
    hc_named_tour *tour = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&y, 1, sizeof *y, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&price, YEAR * SMALL_CHOICES, sizeof *price, NULL), HC_OK);
    make_year(y, &rng);
    y->problem.days = 84;
    y->persons[0] = (hc_named_person){.most_of = {27, 18},
                                      .most_min = 24000,
                                      .least_min = 12000,
                                      .most_run = 5,
                                      .least_run = 1,
                                      .least_off = 1,
                                      .most_weekends = 12};
    CU_ASSERT_EQUAL_FATAL(hc_named_tour_create(&tour, &y->problem, NULL), HC_OK);
    for (int i = 0; i < 10; i++) {
        double value = 0.0;
        bool found = false;
        for (size_t k = 0; k < y->problem.days * SMALL_CHOICES; k++) {
            price[k] = hc_rng_normal(&rng) - (k % SMALL_CHOICES < SMALL_SHIFTS ? 1.0 : 0.0);
        }
        for (size_t day = 0; day < y->problem.days; day++) {
            allowed[day] = y->free_day[day] ? 4U : 7U;
        }
        CU_ASSERT_EQUAL(
            hc_named_tour_best(tour, 0, allowed, price, choice, &value, &found, NULL), HC_OK);
        CU_ASSERT_TRUE(found);
        CU_ASSERT_TRUE(small_is_lawful(&y->problem, 0, choice));
        const double own = price_of(price, choice, y->problem.days);
        CU_ASSERT_TRUE(value <= own + 1e-9);
        CU_ASSERT_TRUE(value >= own - 0.3 * fabs(own)); /* and says something */
    }
    hc_named_tour_free(tour);
    hc_free(price);
    hc_free(y);
}

static bool stop_at_once(void *context, double best_cost, double lower_bound)
{
    double *seen = context;
    seen[0] = best_cost;
    seen[1] = lower_bound;
    return false;
}

static void stopped_search_gives_the_roster_so_far(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 8);
    small_roster s;
    small_make(&s, &rng, SMALL_DAYS);
    double seen[2] = {0.0, 0.0};
    hc_named_options options = hc_named_options_default();
    options.watch = stop_at_once;
    options.watch_context = seen;
    hc_named_roster roster = HC_NAMED_ROSTER_INIT;
    CU_ASSERT_EQUAL(hc_named_solve(&s.problem, &options, &roster, NULL), HC_OK);
    CU_ASSERT_EQUAL(roster.cost, seen[0]);
    CU_ASSERT_TRUE(small_is_lawful(&s.problem, 0, roster.choice));
    CU_ASSERT_TRUE(roster.lower_bound <= roster.cost);
    hc_named_roster_clear(&roster);
    hc_named_roster_clear(&roster);
}

static void same_seed_gives_the_same_roster(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 4);
    small_roster s;
    small_make(&s, &rng, SMALL_DAYS);
    for (size_t i = 0; i < SMALL_PEOPLE; i++) {
        s.persons[i].least_min = 0;
    }
    hc_named_options options = hc_named_options_default();
    options.effort = 0.001;
    hc_named_roster a = HC_NAMED_ROSTER_INIT;
    hc_named_roster b = HC_NAMED_ROSTER_INIT;
    CU_ASSERT_EQUAL(hc_named_solve(&s.problem, &options, &a, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_named_solve(&s.problem, &options, &b, NULL), HC_OK);
    CU_ASSERT_EQUAL(memcmp(a.choice, b.choice, SMALL_PEOPLE * SMALL_DAYS), 0);
    CU_ASSERT_EQUAL(a.lower_bound, b.lower_bound);
    hc_named_roster_clear(&a);
    hc_named_roster_clear(&b);
}

static void check_refused(small_roster *s, const hc_named_options *options, hc_status status,
                          const char *says)
{
    hc_named_roster roster = {.cost = 77.0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_named_solve(&s->problem, options, &roster, &err), status);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, says));
    CU_ASSERT_EQUAL(roster.cost, 77.0);
    CU_ASSERT_PTR_NULL(roster.choice);
}

static void problems_that_make_no_sense_are_refused(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 4);
    small_roster good;
    small_make(&good, &rng, SMALL_DAYS);
    hc_named_options options = hc_named_options_default();
    small_roster s = good;
    s.problem.days = HC_NAMED_DAYS_MAX + 1;
    check_refused(&s, &options, HC_ERR_RANGE, "days");
    options.effort = 0.0;
    check_refused(&good, &options, HC_ERR_RANGE, "effort");
    options.effort = 1.0;
    s = good;
    s.problem.wish_cost = s.wish_cost;
    s.wish_cost[SMALL_DAYS * SMALL_CHOICES] = -1.0;
    check_refused(&s, &options, HC_ERR_RANGE, "a wish of person 2 costs -1");
    s = good;
    s.problem.needs = s.needs;
    s.needs[SMALL_SHIFTS].short_cost = (double)NAN;
    check_refused(&s, &options, HC_ERR_RANGE, "the need of day 2, shift type 1");
    s = good;
    s.problem.shifts = s.shifts;
    s.shifts[1].minutes = 0;
    check_refused(&s, &options, HC_ERR_RANGE, "shift type 2 lasts 0 minutes");
    s = good;
    s.problem.persons = s.persons;
    s.persons[1].least_run = s.persons[1].most_run + 1;
    check_refused(&s, &options, HC_ERR_RANGE, "the limits of person 2 contradict");
    s.persons[1] = good.persons[1];
    s.persons[1].most_weekends = 1;
    s.persons[1].most_min = 480 * SMALL_DAYS;
    s.persons[1].least_min = 480 * SMALL_DAYS;
    s.persons[1].most_run = 2;
    s.persons[1].least_run = 1;
    check_refused(&s, &options, HC_ERR_INFEASIBLE, "person 2 has no roster");
}

static void each_failing_allocation_is_reported(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 8);
    small_roster s;
    small_make(&s, &rng, 5);
    hc_named_options options = hc_named_options_default();
    options.effort = 0.0001;
    hc_named_roster roster = HC_NAMED_ROSTER_INIT;
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_named_solve(&s.problem, &options, &roster, NULL), HC_OK);
    const size_t made = hc_heap_count() < 400 ? hc_heap_count() : 400;
    hc_named_roster_clear(&roster);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_named_solve(&s.problem, &options, &roster, NULL), HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(roster.choice);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(cheapest_roster_equals_trying_all),
        HC_TEST(priced_roster_is_below_all_lawful_ones),
        HC_TEST(small_rosters_are_optimal),
        HC_TEST(a_year_is_planned_within_all_limits),
        HC_TEST(priced_limits_are_kept),
        HC_TEST(stopped_search_gives_the_roster_so_far),
        HC_TEST(same_seed_gives_the_same_roster),
        HC_TEST(problems_that_make_no_sense_are_refused),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/named", tests, sizeof tests / sizeof tests[0]);
}
