#include "scheduler/scale_decision.h"

#include <math.h>

#include "tests/support/hc_test.h"

/* 40 people, 40 needed, nothing changed, every day at 85 of 80 %. */
static hc_scale_evidence steady(void)
{
    hc_scale_evidence evidence = {.history_weeks = 30,
                                  .level_low = 0.97,
                                  .level_high = 1.03,
                                  .aht_now_s = 240,
                                  .aht_before_s = 240,
                                  .aht_aim_s = HC_MISSING,
                                  .service_level = 0.8,
                                  .people = 40,
                                  .needed = 40,
                                  .needed_at_usual_aht = 40,
                                  .elasticity = 0.9,
                                  .log_sd = 0.1};
    for (size_t day = 0; day < 7; day++) {
        evidence.weekday_low[day] = 0.82;
        evidence.weekday_high[day] = 0.88;
    }
    return evidence;
}

static hc_scale_verdict verdict_of(const hc_scale_evidence *evidence)
{
    return hc_scale_decide(evidence).verdict;
}

static void enough_people_are_held(void)
{
    hc_scale_evidence evidence = steady();
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_HOLD);
    evidence.needed = 41.9; /* 5 % of 40 are 2 */
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_HOLD);
    evidence.needed = 42.1;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.needed = 37.9;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_SHRINK);
}

/* Forecasts that nearly all missed to one side are a second account of the need. A change that
 * only one account asks for is not made; one that both do is the smaller of the two. */
static void a_forecast_whose_kind_has_missed_does_not_decide_alone(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 35.0;
    evidence.needed_as_missed = 39.0;
    hc_scale_decision decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_HOLD);
    CU_ASSERT(decision.is_torn);
    CU_ASSERT_EQUAL(decision.needed, 35.0);
    evidence.needed_as_missed = 37.0;
    decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_SHRINK);
    CU_ASSERT(!decision.is_torn);
    CU_ASSERT_EQUAL(decision.needed, 37.0);
    CHECK_CLOSE(37.0 * pow(decision.shrink_below, 0.9), 38.0,
                1e-12); /* both ask for it there */
    CHECK_CLOSE(35.0 * pow(decision.grow_above, 0.9), 42.0, 1e-12);
    evidence.needed = 60.0;
    evidence.needed_as_missed = 45.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    CU_ASSERT_EQUAL(hc_scale_decide(&evidence).needed, 45.0);
    evidence.needed = 40.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_HOLD);
    CU_ASSERT(hc_scale_decide(&evidence).is_torn);
    evidence.needed_as_missed = HC_MISSING;
    CU_ASSERT(!hc_scale_decide(&evidence).is_torn);
}

/* Its probabilities are the mean of both accounts'. */
static void two_accounts_of_the_need_count_by_half(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 35.0;
    const double low = hc_scale_decide(&evidence).shrink;
    evidence.needed = 39.0;
    const double high = hc_scale_decide(&evidence).shrink;
    evidence.needed = 35.0;
    evidence.needed_as_missed = 39.0;
    CHECK_CLOSE(hc_scale_decide(&evidence).shrink, (low + high) / 2.0, 1e-12);
}

/* One person is always held: 5 % of 4 would be a fifth of one. */
static void a_small_centre_is_judged_by_whole_people(void)
{
    hc_scale_evidence evidence = steady();
    evidence.people = 4.0;
    evidence.needed = 4.9;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_HOLD);
}

static void handle_time_comes_before_people(void)
{
    hc_scale_evidence evidence = steady();
    evidence.aht_now_s = 300.0;
    evidence.aht_is_sure = true;
    evidence.needed = 49.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_TRAIN);
    evidence.aht_is_sure = false;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.aht_is_sure = true;
    evidence.aht_now_s = 260.0; /* 8 %: not enough to say so */
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.aht_aim_s = 220.0; /* but 18 % above an aim is */
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_TRAIN);
    CU_ASSERT_EQUAL(hc_scale_decide(&evidence).usual_aht_s, 220.0);
}

/* Ten points more of repeats, surely: the volume at the usual ones is 0.8 / 0.9 of it. */
static void repeats_and_what_is_not_solved_come_before_people(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 45.0;
    evidence.repeats = (hc_scale_share){0.2, 0.1, true};
    hc_scale_decision decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_TRAIN);
    CU_ASSERT(decision.comes_again && !decision.slower && !decision.less_solved);
    CHECK_CLOSE(hc_scale_usual_volume(&evidence), 0.8 / 0.9, 1e-12);
    evidence.repeats.is_sure = false;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    CU_ASSERT_EQUAL(hc_scale_usual_volume(&evidence), 1.0);
    evidence.repeats = (hc_scale_share){0.14, 0.1, true}; /* four points are none */
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.solved = (hc_scale_share){0.6, 0.7, true};
    decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_TRAIN);
    CU_ASSERT(decision.less_solved);
    evidence.solved = (hc_scale_share){0.8, 0.7, true}; /* better is no reason */
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.passed = (hc_scale_share){0.16, 0.1, true};
    decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_TRAIN);
    CU_ASSERT(decision.passed_on && !decision.comes_again && !decision.less_solved);
    evidence.passed.is_sure = false;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
}

static void some_weekdays_are_about_shifts_unless_people_are_too_few(void)
{
    hc_scale_evidence evidence = steady();
    evidence.weekday_high[0] = 0.7;
    evidence.weekday_low[0] = 0.6;
    evidence.weekday_low[5] = evidence.weekday_high[5] = HC_MISSING; /* closed */
    evidence.weekday_low[6] = evidence.weekday_high[6] = HC_MISSING;
    const hc_scale_decision decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_SHIFTS);
    CU_ASSERT(decision.weekday_missed[0]);
    CU_ASSERT(!decision.weekday_missed[1] && !decision.weekday_missed[5]);
    evidence.needed = 50.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_GROW);
    evidence.needed = 40.0;
    for (size_t day = 0; day < 7; day++) {
        evidence.weekday_high[day] = 0.7;
        evidence.weekday_low[day] = 0.6;
    }
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_HOLD);
}

static void thin_data_give_no_verdict(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 100.0;
    evidence.history_weeks = 7.9;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_NO_DATA);
    evidence.history_weeks = 30.0;
    evidence.level_low = 0.89;
    const hc_scale_decision decision = hc_scale_decide(&evidence);
    CU_ASSERT_EQUAL(decision.verdict, HC_SCALE_NO_DATA);
    CU_ASSERT(hc_is_missing(decision.probability));
    evidence.level_low = HC_MISSING;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_NO_DATA);
}

/* Need 50 against 42 at most: ln(42/50) / (0.9 x 0.1) = -1.9373, P(Z > -1.9373) = 0.97365. */
static void the_probability_is_that_of_the_bands(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 50.0;
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.97365, 1e-4);
    evidence.needed = 40.0; /* P(ln 0.95 < 0.09 Z < ln 1.05) = P(-0.56993 < Z < 0.54211) */
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.70613 - 0.28436, 1e-3);
    evidence.log_sd = 0.0;
    CU_ASSERT_EQUAL(hc_scale_decide(&evidence).probability, 1.0);
    /* handle times alone: the same need and spread give the same probability .. */
    evidence.needed = 50.0;
    evidence.aht_elasticity = 0.9;
    evidence.aht_log_sd = 0.1;
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.97365, 1e-4);
    /* .. and beside the volume's make it sqrt(2) as wide: P(Z > -1.9373 / 1.41421) */
    evidence.log_sd = 0.1;
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.91463, 1e-4);
}

/* Shifts and training are right where there are not too few people: P(Z < ln(42/40) / 0.09) =
 * 0.70613. To shrink from 40 where 30 are needed: P(Z < ln(38/30) / 0.09) = 0.99569. */
static void each_verdict_has_the_probability_of_its_own_claim(void)
{
    hc_scale_evidence evidence = steady();
    evidence.weekday_high[0] = 0.7;
    evidence.weekday_low[0] = 0.6;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_SHIFTS);
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.70613, 1e-4);
    evidence = steady();
    evidence.aht_now_s = 300.0;
    evidence.aht_is_sure = true;
    evidence.needed = 49.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_TRAIN);
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.70613, 1e-4);
    evidence = steady();
    evidence.needed = 30.0;
    CU_ASSERT_EQUAL(verdict_of(&evidence), HC_SCALE_SHRINK);
    CHECK_CLOSE(hc_scale_decide(&evidence).probability, 0.99569, 1e-4);
}

static void nobody_needed_or_there_has_no_edge(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 0.0;
    CU_ASSERT_EQUAL(hc_scale_decide(&evidence).grow_above, 0.0);
    evidence = steady();
    evidence.people = 0.5; /* less than the whole person that is always held */
    CU_ASSERT_EQUAL(hc_scale_decide(&evidence).shrink_below, 0.0);
    CU_ASSERT(hc_scale_decide(&evidence).grow_above > 0.0);
}

/* The volume at which 42 are needed: (42/50)^(1/0.9); need and volume agree there. */
static void what_would_change_it_is_the_volume_at_the_edge(void)
{
    hc_scale_evidence evidence = steady();
    evidence.needed = 50.0;
    const hc_scale_decision decision = hc_scale_decide(&evidence);
    CHECK_CLOSE(50.0 * pow(decision.grow_above, 0.9), 42.0, 1e-9);
    CHECK_CLOSE(50.0 * pow(decision.shrink_below, 0.9), 38.0, 1e-9);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(enough_people_are_held),
        HC_TEST(a_forecast_whose_kind_has_missed_does_not_decide_alone),
        HC_TEST(two_accounts_of_the_need_count_by_half),
        HC_TEST(a_small_centre_is_judged_by_whole_people),
        HC_TEST(handle_time_comes_before_people),
        HC_TEST(repeats_and_what_is_not_solved_come_before_people),
        HC_TEST(some_weekdays_are_about_shifts_unless_people_are_too_few),
        HC_TEST(thin_data_give_no_verdict),
        HC_TEST(the_probability_is_that_of_the_bands),
        HC_TEST(each_verdict_has_the_probability_of_its_own_claim),
        HC_TEST(nobody_needed_or_there_has_no_edge),
        HC_TEST(what_would_change_it_is_the_volume_at_the_edge),
    };
    return hc_test_run("scheduler/scale_decision", tests, sizeof tests / sizeof *tests);
}
