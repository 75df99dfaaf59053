#include "scheduler/named/draft.h"

#include <math.h>
#include <string.h>

#include "tests/scheduler/named/small_roster.h"
#include "tests/support/hc_test.h"

#define CELLS (SMALL_PEOPLE * SMALL_DAYS)

static void set_open(const small_roster *s, uint64_t *open)
{
    for (size_t cell = 0; cell < CELLS; cell++) {
        open[cell] = s->free_day[cell] ? 4U : 7U;
    }
}

/* A lawful plan of everybody, from some number on; false when somebody has none. */
static bool find_plans(const small_roster *s, hc_rng *rng, int8_t *choice)
{
    const size_t plans = small_plans(SMALL_DAYS);
    for (size_t person = 0; person < SMALL_PEOPLE; person++) {
        size_t code = (size_t)hc_rng_below(rng, plans);
        size_t tried = 0;
        int8_t *plan = choice + person * SMALL_DAYS;
        small_spell(code, SMALL_DAYS, plan);
        while (!small_is_lawful(&s->problem, person, plan) && tried++ < plans) {
            code = (code + 1) % plans;
            small_spell(code, SMALL_DAYS, plan);
        }
        if (tried > plans) { return false; }
    }
    return true;
}

static bool all_lawful(const hc_named_problem *p, const int8_t *choice)
{
    return small_is_lawful(p, 0, choice) && small_is_lawful(p, 1, choice + SMALL_DAYS);
}

/* Bits of the types that are open and go with the neighbours, one after another. */
static uint64_t types_by_hand(const hc_named_draft *d, size_t cell)
{
    uint64_t may = 0;
    const size_t day = cell % SMALL_DAYS;
    for (size_t type = 0; type < SMALL_SHIFTS; type++) {
        bool fits = (d->open[cell] >> type & 1U) != 0;
        if (day > 0 && d->choice[cell - 1] != HC_NAMED_OFF) {
            fits = fits && (d->problem->shifts[d->choice[cell - 1]].not_next >> type & 1U) == 0;
        }
        if (day + 1 < SMALL_DAYS && d->choice[cell + 1] != HC_NAMED_OFF) {
            fits = fits && (d->problem->shifts[type].not_next >> d->choice[cell + 1] & 1U) == 0;
        }
        may |= fits ? (uint64_t)1 << type : 0;
    }
    return may;
}

/* A move of one to three days: its price is what the cost of the whole roster changes by, it
 * fits when all plans are lawful, and undone it leaves everything as it was. */
static bool check_move(hc_named_draft *d, hc_rng *rng)
{
    int8_t before[CELLS];
    memcpy(before, d->choice, sizeof before);
    const double cost = hc_named_cost(d->problem, before);
    hc_named_draft_begin(d);
    for (size_t k = 1 + hc_rng_below(rng, 3); k > 0; k--) {
        const size_t cell = (size_t)hc_rng_below(rng, CELLS);
        const uint64_t may = types_by_hand(d, cell);
        CU_ASSERT_EQUAL(hc_named_draft_types(d, cell), may);
        int8_t choice = (int8_t)hc_rng_below(rng, SMALL_SHIFTS);
        if ((may >> choice & 1U) == 0 || hc_rng_below(rng, 2) == 0) { choice = HC_NAMED_OFF; }
        hc_named_draft_change(d, cell, choice);
    }
    CU_ASSERT_TRUE(fabs(hc_named_cost(d->problem, d->choice) - cost - d->change) < 1e-9);
    const bool fits = hc_named_draft_fits(d);
    CU_ASSERT_EQUAL(fits, all_lawful(d->problem, d->choice));
    if (fits) { return d->edit_count > 0; }
    hc_named_draft_undo(d);
    CU_ASSERT_EQUAL(memcmp(before, d->choice, sizeof before), 0);
    return false;
}

/* 60 random problems (seed 31), 300 moves each. */
static void moves_are_priced_and_judged_as_whole_rosters_are(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 31);
    size_t taken = 0;
    for (int i = 0; i < 60; i++) {
        small_roster s;
        uint64_t open[CELLS];
        int8_t choice[CELLS];
        hc_named_draft draft;
        small_make(&s, &rng, SMALL_DAYS);
        set_open(&s, open);
        if (!find_plans(&s, &rng, choice)) { continue; }
        CU_ASSERT_EQUAL_FATAL(hc_named_draft_create(&draft, &s.problem, open, choice, NULL),
                              HC_OK);
        CU_ASSERT_EQUAL(memcmp(draft.choice, choice, sizeof choice), 0);
        for (int move = 0; move < 300; move++) {
            taken += check_move(&draft, &rng) ? 1 : 0;
        }
        hc_named_draft_clear(&draft);
    }
    CU_ASSERT_TRUE(taken > 500);
}

/* The price of one more is what putting a shift on a free day changes the cost by, less the
 * wish for the free day. */
static void one_more_costs_what_it_changes(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 32);
    small_roster s;
    uint64_t open[CELLS];
    int8_t choice[CELLS];
    hc_named_draft draft;
    small_make(&s, &rng, SMALL_DAYS);
    set_open(&s, open);
    memset(choice, HC_NAMED_OFF, sizeof choice);
    CU_ASSERT_EQUAL_FATAL(hc_named_draft_create(&draft, &s.problem, open, choice, NULL), HC_OK);
    for (size_t cell = 0; cell < CELLS; cell++) {
        const double price = hc_named_draft_price(&draft, cell, 1);
        hc_named_draft_begin(&draft);
        hc_named_draft_change(&draft, cell, 1);
        const double free_day = s.wish_cost[cell * SMALL_CHOICES + SMALL_SHIFTS];
        CU_ASSERT_TRUE(fabs(draft.change - (price - free_day)) < 1e-9);
        hc_named_draft_undo(&draft);
    }
    hc_named_draft_clear(&draft);
    hc_named_draft_clear(&draft);
}

int main(void)
{
    static const hc_test tests[] = {HC_TEST(moves_are_priced_and_judged_as_whole_rosters_are),
                                    HC_TEST(one_more_costs_what_it_changes)};
    return hc_test_run("scheduler/named/draft", tests, sizeof tests / sizeof tests[0]);
}
