#include "scheduler/lawful_tour.h"

#include <string.h>

#include "forecast/base/rng.h"
#include "scheduler/check_roster.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS_MOST 28

/* One person's tour as a planner would publish it. */
typedef struct drawn_tour {
    hc_shift shifts[DAYS_MOST];
    const hc_shift *days[DAYS_MOST];
    hc_roster_row rows[DAYS_MOST];
    size_t count;
} drawn_tour;

static int32_t draw(hc_rng *rng, int32_t least, int32_t most)
{
    return least + (int32_t)hc_rng_below(rng, (uint64_t)(most - least) + 1);
}

/* Shifts of eight or nine hours from 06:00 to 15:00: each is lawful by itself. */
static void draw_tour(hc_rng *rng, const hc_axis *axis, drawn_tour *tour)
{
    const uint64_t idle = 2 + hc_rng_below(rng, 3);
    const int32_t base = 60 * draw(rng, 6, 13);
    memset(tour, 0, sizeof *tour);
    for (size_t day = 0; day < axis->days; day++) {
        if (hc_rng_below(rng, 8) < idle) { continue; }
        hc_shift *shift = &tour->shifts[tour->count];
        shift->day = day;
        shift->start_min = base + 60 * draw(rng, 0, 2);
        shift->length_min = 60 * draw(rng, 8, 9);
        const int64_t date = axis->first_day + (int64_t)day;
        const int32_t end = shift->start_min + shift->length_min;
        tour->days[day] = shift;
        tour->rows[tour->count++] = (hc_roster_row){"a1",
                                                    "full-time",
                                                    date,
                                                    HC_ACTIVITY_SHIFT,
                                                    {date, shift->start_min * 60},
                                                    {date + end / 1440, end % 1440 * 60}};
    }
}

static void draw_contract(hc_rng *rng, hc_contract *c)
{
    *c = hc_contract_default();
    c->break_count = 0;
    c->shift_shortest_min = 480;
    c->shift_longest_min = 540;
    c->shift_step_min = 60;
    c->days_a_week_least = draw(rng, 0, 3);
    c->days_a_week_most = draw(rng, 5, 6);
    c->week_paid_min_most = hc_rng_below(rng, 2) > 0 ? 2700 : HC_NO_LIMIT;
    c->week_paid_min_least = hc_rng_below(rng, 4) > 0 ? HC_NO_LIMIT : 480;
    c->period_paid_min_most = hc_rng_below(rng, 3) > 0 ? HC_NO_LIMIT : 60 * draw(rng, 20, 120);
    c->days_off_together = draw(rng, 0, 2);
    c->consecutive_days_most = hc_rng_below(rng, 3) > 0 ? draw(rng, 4, 7) : HC_NO_LIMIT;
    c->rest_min = 60 * draw(rng, 11, 15);
    c->start_spread_min = hc_rng_below(rng, 2) > 0 ? 120 : HC_NO_LIMIT;
    c->weekends_whole = hc_rng_below(rng, 6) == 0;
    c->weekends_most = hc_rng_below(rng, 3) == 0 ? draw(rng, 1, 3) : HC_NO_LIMIT;
    c->weekend_off_every = hc_rng_below(rng, 3) == 0 ? draw(rng, 2, 3) : HC_NO_LIMIT;
}

/* Half have days off, hours of their own and days worked before. Of them the judge asks what
 * they can reach, so that their contract must ask nothing. */
static void draw_person(hc_rng *rng, size_t days, hc_contract *c, hc_agent *agent)
{
    const bool limited = hc_rng_below(rng, 2) > 0;
    agent->before.run_days = limited ? draw(rng, 0, 3) : 0;
    agent->before.end_min = -60 * draw(rng, 1, 6);
    for (size_t day = 0; day < days; day++) {
        agent->day_off[day] = limited && hc_rng_below(rng, 20) == 0;
        agent->hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
        if (limited && hc_rng_below(rng, 20) == 0) { agent->hours[day].from_min = 540; }
        if (limited && hc_rng_below(rng, 20) == 0) { agent->hours[day].to_min = 1080; }
    }
    if (!limited) { return; }
    c->days_a_week_least = 0;
    c->week_paid_min_least = HC_NO_LIMIT;
}

/* 4,000 random tours of one to four weeks from any weekday, seed 8: lawful when the judge of
 * published rosters, which shares nothing with it, finds no rule broken. */
static void a_tour_is_lawful_when_the_judge_finds_nothing(void)
{
    static drawn_tour tour;
    static const double required[DAYS_MOST * 24];
    hc_rng rng;
    hc_rng_seed(&rng, 8);
    hc_rules rules = fixture_named_rules(1);
    hc_agent *agent = &rules.agents[0];
    hc_roster_verdict v = HC_ROSTER_VERDICT_INIT;
    size_t lawful = 0;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->day_off, DAYS_MOST, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->hours, DAYS_MOST, sizeof *agent->hours, NULL),
                          HC_OK);
    for (int k = 0; k < 4000; k++) {
        hc_axis axis = HC_AXIS_INIT;
        const hc_zone floating = HC_ZONE_FLOATING;
        CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &floating, 60,
                                           FIXTURE_MONDAY + draw(&rng, 0, 6),
                                           (size_t)draw(&rng, 3, DAYS_MOST), NULL),
                              HC_OK);
        draw_contract(&rng, &rules.contracts[0]);
        draw_person(&rng, axis.days, &rules.contracts[0], agent);
        draw_tour(&rng, &axis, &tour);
        CU_ASSERT_EQUAL_FATAL(
            hc_check_roster(&axis, required, &rules, tour.rows, tour.count, &v, NULL), HC_OK);
        const bool kept = hc_tour_is_lawful(&axis, &rules, agent, tour.days);
        CU_ASSERT_EQUAL(kept, v.violation_count == 0);
        lawful += kept ? 1 : 0;
        hc_axis_clear(&axis);
    }
    CU_ASSERT_TRUE(lawful > 200);
    hc_roster_verdict_clear(&v);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(a_tour_is_lawful_when_the_judge_finds_nothing)};
    return hc_test_run("scheduler/lawful_tour", tests, sizeof tests / sizeof tests[0]);
}
