#include "scheduler/replan/offer.h"

#include <string.h>

#include "tests/scheduler/published.h"
#include "tests/scheduler/replan/kept_week.h"
#include "tests/support/hc_test.h"

static size_t find(const kept_week *week, const hc_offer_options *options, hc_offer *offers)
{
    size_t found = 99;
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_offers_find(&week->axis, week->required, &week->rules,
                                        &week->roster, options, offers, &found, &err);
    if (st != HC_OK) { (void)printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL_FATAL(st, HC_OK);
    return found;
}

/* The shift an offer is about, in the roster. */
static hc_shift *shift_of(kept_week *week, const hc_offer *offer)
{
    for (size_t k = 0; k < week->roster.shift_count; k++) {
        hc_shift *shift = &week->roster.shifts[k];
        if (shift->agent == offer->agent && shift->day == offer->day) { return shift; }
    }
    return NULL;
}

/* Changes the shift as the offer says; breaks in the time given away go. */
static void take_up(hc_shift *shift, const hc_offer *offer)
{
    const int32_t length = offer->to_min - offer->from_min;
    const int32_t end = shift->start_min + shift->length_min;
    if (offer->kind == HC_OFFER_STAY_LONGER) {
        CU_ASSERT_EQUAL(offer->from_min, end);
        shift->length_min += length;
    } else if (offer->kind == HC_OFFER_COME_EARLIER) {
        CU_ASSERT_EQUAL(offer->to_min, shift->start_min);
        shift->start_min -= length;
        shift->length_min += length;
    } else if (offer->kind == HC_OFFER_LEAVE_EARLY) {
        CU_ASSERT_EQUAL(offer->to_min, end);
        shift->length_min -= length;
        while (shift->break_count > 0 &&
               shift->break_start_min[shift->break_count - 1] >= offer->from_min) {
            shift->break_count--;
        }
    } else {
        CU_ASSERT_EQUAL(offer->from_min, shift->start_min);
        shift->start_min += length;
        shift->length_min -= length;
    }
}

/* More wanted in the evening, and people of different wages. */
static void make_dear_evenings(kept_week *week)
{
    kept_week_make(week, 8, 1);
    for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
        const int32_t hour = hc_axis_local(&week->axis, slot).second_of_day / 3600;
        if (hour >= 17 && hour < 21) { week->required[slot] += 2.0; }
    }
    week->rules.contracts[0].wage_an_hour = 0.02;
    for (size_t agent = 1; agent < 8; agent++) { /* the first has the contract's wage */
        week->rules.agents[agent].wage_an_hour = 0.05 * (double)agent;
    }
}

/* Each offer saves what the checker says, those above it taken up. */
static void check_offers(kept_week *week, size_t count)
{
    hc_offer offers[40];
    hc_offer_options options = hc_offer_options_default();
    options.count = count;
    const size_t found = find(week, &options, offers);
    CU_ASSERT_EQUAL(found, count);
    for (size_t k = 0; k < found; k++) {
        const double before = kept_week_cost(week, &week->roster);
        hc_shift *shift = shift_of(week, &offers[k]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(shift);
        take_up(shift, &offers[k]);
        CHECK_CLOSE(before - kept_week_cost(week, &week->roster), offers[k].saves, 1e-9);
        CHECK_CLOSE(offers[k].saves_an_hour,
                    offers[k].saves * 60.0 / (offers[k].to_min - offers[k].from_min), 1e-12);
        if (k > 0) {
            CU_ASSERT_TRUE(offers[k].saves_an_hour <= offers[k - 1].saves_an_hour + 1e-9);
        }
    }
}

static void each_offer_saves_what_the_checker_finds(void)
{
    kept_week week;
    make_dear_evenings(&week);
    check_offers(&week, 6);
    kept_week_clear(&week);
}

/* Half an hour more a week is free of overtime, so the second offer of a person's week is
 * dearer than the first. */
static void an_offer_of_overtime_costs_its_premium(void)
{
    kept_week week;
    make_dear_evenings(&week);
    week.rules.contracts[0].overtime_after_min = 2430;
    week.rules.contracts[0].overtime_premium = 1.5;
    check_offers(&week, 12);
    kept_week_clear(&week);
}

/* Minutes between a shift and the same person's next; INT32_MAX: it is the last. */
static int32_t rest_after(const hc_roster *roster, size_t k)
{
    const hc_shift *shift = &roster->shifts[k];
    const hc_shift *next = shift + 1;
    if (k + 1 >= roster->shift_count || next->agent != shift->agent) { return INT32_MAX; }
    const int32_t start = next->start_min + 1440 * (int32_t)(next->day - shift->day);
    return start - shift->start_min - shift->length_min;
}

/* Apart from the length of a shift, which an offer goes beyond, everything stays lawful. A rest
 * that was too short before, by the rules it is now judged by, is left as it was. */
static void time_more_breaks_no_rule_but_length(void)
{
    kept_week week;
    hc_offer offers[20];
    kept_week_make(&week, 8, 2);
    for (size_t slot = 0; slot < hc_axis_slots(&week.axis); slot++) {
        week.required[slot] = 8.0;
    }
    week.rules.contracts[0].rest_min = 720;
    int32_t rest_before[100];
    CU_ASSERT_TRUE_FATAL(week.roster.shift_count <= 100);
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        rest_before[k] = rest_after(&week.roster, k);
    }
    const hc_offer_options options = hc_offer_options_default();
    const size_t found = find(&week, &options, offers);
    CU_ASSERT_TRUE(found > 5);
    for (size_t k = 0; k < found; k++) {
        CU_ASSERT_TRUE(offers[k].kind == HC_OFFER_STAY_LONGER ||
                       offers[k].kind == HC_OFFER_COME_EARLIER);
        take_up(shift_of(&week, &offers[k]), &offers[k]);
    }
    week.rules.contracts[0].shift_longest_min += 120;
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        const hc_shift *shift = &week.roster.shifts[k];
        const int32_t end = shift->start_min + shift->length_min;
        CU_ASSERT_TRUE(shift->start_min >= 420 && end <= 1320);
        const int32_t rest = rest_after(&week.roster, k);
        CU_ASSERT_TRUE(rest >= 720 || rest == rest_before[k]);
    }
    kept_week_clear(&week);
}

static void nobody_wanted_lets_people_go_when_work_is_paid(void)
{
    kept_week week;
    hc_offer offers[20];
    kept_week_make(&week, 3, 1);
    week.rules.contracts[0].wage_an_hour = 1.0;
    memset(week.required, 0, hc_axis_slots(&week.axis) * sizeof *week.required);
    hc_offer_options options = hc_offer_options_default();
    options.day = 2;
    const size_t found = find(&week, &options, offers);
    CU_ASSERT_TRUE(found > 0);
    for (size_t k = 0; k < found; k++) {
        CU_ASSERT_TRUE(offers[k].kind == HC_OFFER_LEAVE_EARLY ||
                       offers[k].kind == HC_OFFER_COME_LATER);
        CU_ASSERT_TRUE(offers[k].day >= 2);
    }
    kept_week_clear(&week);
}

static void want_everybody(kept_week *week)
{
    for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
        week->required[slot] = 12.0;
    }
}

static size_t count_of_agent(const hc_offer *offers, size_t found, size_t agent)
{
    size_t count = 0;
    for (size_t k = 0; k < found; k++) {
        count += offers[k].agent == agent ? 1 : 0;
    }
    return count;
}

/* A person who is free only while at work anyway is not asked, though otherwise asked often. */
static void nobody_is_asked_beyond_the_own_hours(void)
{
    kept_week week;
    hc_offer offers[40];
    hc_day_hours own[7] = {{0, 0}};
    kept_week_make(&week, 8, 2);
    want_everybody(&week);
    hc_offer_options options = hc_offer_options_default();
    options.count = 40;
    CU_ASSERT_TRUE(count_of_agent(offers, find(&week, &options, offers), 0) > 0);
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        const hc_shift *shift = &week.roster.shifts[k];
        if (shift->agent != 0) { continue; }
        own[shift->day] =
            (hc_day_hours){shift->start_min, shift->start_min + shift->length_min};
    }
    week.rules.agents[0].hours = own;
    const size_t found = find(&week, &options, offers);
    CU_ASSERT_TRUE(found > 5);
    CU_ASSERT_EQUAL(count_of_agent(offers, found, 0), 0);
    week.rules.agents[0].hours = NULL;
    kept_week_clear(&week);
}

/* Two offers of half an hour more are within the week's most, a third is not. */
static void all_offers_of_a_week_keep_its_most_paid_time(void)
{
    kept_week week;
    hc_offer offers[40];
    int32_t paid_min[8] = {0};
    int32_t before_min[8] = {0};
    kept_week_make(&week, 8, 2);
    want_everybody(&week);
    hc_contract *contract = &week.rules.contracts[0];
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        const hc_shift *shift = &week.roster.shifts[k];
        before_min[shift->agent] += hc_shift_paid_min(contract, shift);
    }
    const int32_t most_min = before_min[0] + 60;
    contract->week_paid_min_most = most_min;
    hc_offer_options options = hc_offer_options_default();
    options.count = 40;
    options.most_min = 30;
    const size_t found = find(&week, &options, offers);
    CU_ASSERT_EQUAL(count_of_agent(offers, found, 0), 2);
    memcpy(paid_min, before_min, sizeof paid_min);
    for (size_t k = 0; k < found; k++) {
        paid_min[offers[k].agent] += offers[k].to_min - offers[k].from_min;
    }
    for (size_t agent = 0; agent < 8; agent++) {
        CU_ASSERT_TRUE(paid_min[agent] <= most_min || paid_min[agent] == before_min[agent]);
    }
    kept_week_clear(&week);
}

/* Time between a shift and the one before it of the same person (shifts stand in the order of
 * people and days); INT32_MAX where there is none. */
static int32_t rest_before(const kept_week *week, size_t k)
{
    const hc_shift *before = &week->roster.shifts[k > 0 ? k - 1 : 0];
    const hc_shift *shift = &week->roster.shifts[k];
    if (k == 0 || shift->agent != before->agent) { return INT32_MAX; }
    return (int32_t)(shift->day - before->day) * HC_MINUTES_A_DAY + shift->start_min -
           before->start_min - before->length_min;
}

/* Takes every offer up: who had the rest has it still. Counts those who now have just it. */
static size_t check_rest(kept_week *week, int32_t rest_min)
{
    hc_offer offers[80];
    int32_t before_min[64];
    size_t tight = 0;
    week->rules.contracts[0].rest_min = rest_min;
    hc_offer_options options = hc_offer_options_default();
    options.count = 80;
    options.most_min = 120;
    CU_ASSERT_TRUE_FATAL(week->roster.shift_count <= 64);
    for (size_t k = 0; k < week->roster.shift_count; k++) {
        before_min[k] = rest_before(week, k);
    }
    const size_t found = find(week, &options, offers);
    for (size_t k = 0; k < found; k++) {
        take_up(shift_of(week, &offers[k]), &offers[k]);
    }
    for (size_t k = 0; k < week->roster.shift_count; k++) {
        const int32_t now_min = rest_before(week, k);
        CU_ASSERT_TRUE(now_min >= (before_min[k] < rest_min ? before_min[k] : rest_min));
        tight += now_min < before_min[k] && now_min == rest_min ? 1 : 0;
    }
    return tight;
}

/* More are wanted on every other evening and the mornings after, first these or first those:
 * time more before a shift is none after the one before it, and the other way round. */
static void all_offers_keep_the_rest_between_shifts(void)
{
    size_t tight = 0;
    kept_week week;
    hc_shift published[64];
    kept_week_make(&week, 8, 2);
    CU_ASSERT_TRUE_FATAL(week.roster.shift_count <= 64);
    memcpy(published, week.roster.shifts, week.roster.shift_count * sizeof *published);
    for (int run = 0; run < 12; run++) {
        const bool rather_evenings = run % 2 == 0;
        memcpy(week.roster.shifts, published, week.roster.shift_count * sizeof *published);
        for (size_t slot = 0; slot < hc_axis_slots(&week.axis); slot++) {
            const hc_local_time at = hc_axis_local(&week.axis, slot);
            const bool evening = at.second_of_day >= 43200;
            const bool wanted = (at.day % 2 == 0) == evening;
            const double more = evening == rather_evenings ? 8.0 : 0.5;
            week.required[slot] = wanted ? week.roster.on_phones[slot] + more : 0.0;
        }
        tight += check_rest(&week, 540 + 60 * run);
    }
    CU_ASSERT_TRUE(tight > 5);
    kept_week_clear(&week);
}

static size_t count_early_mondays(const hc_offer *offers, size_t found)
{
    size_t count = 0;
    for (size_t k = 0; k < found; k++) {
        count += offers[k].kind == HC_OFFER_COME_EARLIER && offers[k].day == 0 ? 1 : 0;
    }
    return count;
}

/* The shift before the horizon ended late: the first morning begins after the rest. */
static void the_rest_before_the_horizon_is_kept(void)
{
    kept_week week;
    hc_offer offers[40];
    kept_week_make(&week, 8, 2);
    for (size_t slot = 0; slot < hc_axis_slots(&week.axis); slot++) {
        const int32_t hour = hc_axis_local(&week.axis, slot).second_of_day / 3600;
        week.required[slot] = hour < 12 ? 12.0 : 0.0;
    }
    week.rules.contracts[0].rest_min = 660;
    hc_offer_options options = hc_offer_options_default();
    options.count = 40;
    CU_ASSERT_TRUE(count_early_mondays(offers, find(&week, &options, offers)) > 0);
    for (size_t k = 0; k < week.roster.shift_count; k++) {
        const hc_shift *shift = &week.roster.shifts[k];
        hc_agent_history *before = &week.rules.agents[shift->agent].before;
        if (shift->day > 0) { continue; }
        before->run_days = 1; /* rested just when the shift begins */
        before->end_min = shift->start_min - 660;
    }
    const size_t found = find(&week, &options, offers);
    CU_ASSERT_TRUE(found > 5);
    CU_ASSERT_EQUAL(count_early_mondays(offers, found), 0);
    kept_week_clear(&week);
}

static void perfect_cover_gets_no_offer(void)
{
    kept_week week;
    hc_offer offers[20];
    kept_week_make(&week, 4, 1);
    for (size_t slot = 0; slot < hc_axis_slots(&week.axis); slot++) {
        week.required[slot] = week.roster.on_phones[slot];
    }
    const hc_offer_options options = hc_offer_options_default();
    CU_ASSERT_EQUAL(find(&week, &options, offers), 0);
    kept_week_clear(&week);
}

static void steps_off_the_grid_are_refused(void)
{
    kept_week week;
    hc_offer offers[20];
    size_t found = 7;
    kept_week_make(&week, 2, 1);
    hc_offer_options options = hc_offer_options_default();
    options.step_min = 20;
    CU_ASSERT_EQUAL(hc_offers_find(&week.axis, week.required, &week.rules, &week.roster,
                                   &options, offers, &found, NULL),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(found, 7);
    CU_ASSERT_STRING_EQUAL(hc_offer_kind_name(HC_OFFER_LEAVE_EARLY), "leave early");
    CU_ASSERT_STRING_EQUAL(hc_offer_kind_name((hc_offer_kind)9), "unknown offer");
    kept_week_clear(&week);
}

static void each_failing_allocation_is_reported(void)
{
    kept_week week;
    hc_offer offers[20];
    size_t found = 0;
    kept_week_make(&week, 2, 1);
    const hc_offer_options options = hc_offer_options_default();
    hc_heap_fail_at(0);
    (void)find(&week, &options, offers);
    const size_t made = hc_heap_count();
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_offers_find(&week.axis, week.required, &week.rules, &week.roster,
                                       &options, offers, &found, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    kept_week_clear(&week);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_offer_saves_what_the_checker_finds),
        HC_TEST(an_offer_of_overtime_costs_its_premium),
        HC_TEST(time_more_breaks_no_rule_but_length),
        HC_TEST(nobody_wanted_lets_people_go_when_work_is_paid),
        HC_TEST(nobody_is_asked_beyond_the_own_hours),
        HC_TEST(all_offers_of_a_week_keep_its_most_paid_time),
        HC_TEST(all_offers_keep_the_rest_between_shifts),
        HC_TEST(the_rest_before_the_horizon_is_kept),
        HC_TEST(perfect_cover_gets_no_offer),
        HC_TEST(steps_off_the_grid_are_refused),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/replan/offer", tests, sizeof tests / sizeof tests[0]);
}
