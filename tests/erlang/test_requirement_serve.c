#include "erlang/requirement_serve.h"

#include "erlang/requirement_people.h"
#include "erlang/requirement_staff.h"
#include "tests/erlang/two_queues.h"

/* Erlang C, 10 Erlangs, 14 agents, 20 s, AHT 180 s: 0.8884 (docs/guide.md, one interval). */
static void service_at_other_agents_is_the_plain_erlang_answer(void)
{
    hc_series forecast = two_queues();
    hc_queue_rules queue = hc_queue_rules_default();
    queue.model = HC_MODEL_C;
    queue.patience_s = (double)INFINITY;
    const hc_queue_rules queues[] = {queue, queue};
    const hc_staff_rules rules = rules_of(queues, true);
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_metrics metrics;
    forecast.queues[0].calls[OPEN] = 200.0;
    forecast.queues[0].aht_s[OPEN] = 180.0;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN, 14.0, &metrics, NULL), HC_OK);
    CHECK_CLOSE(metrics.sl_offered, 0.88835001917946688, 1e-12);
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN, 9.0, &metrics, NULL), HC_OK);
    CHECK_CLOSE(metrics.sl_offered, 0.0, 0); /* overload */
    CHECK_CLOSE(metrics.occupancy, 1.0, 0);
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN, 0.0, &metrics, NULL), HC_OK);
    CHECK_CLOSE(metrics.p_abandon, 0.0, 0); /* nobody there, but everyone waits */
    /* half an Erlang before one agent: M/M/1, who waits does so exp(1 / 360 s) long */
    CU_ASSERT_EQUAL(hc_queue_serve(&queue, 0.5, 180.0, 1.0, &metrics, NULL), HC_OK);
    CHECK_CLOSE(metrics.sl_offered, 1.0 - 0.5 * exp(-20.0 / 360.0), 1e-12);
    CHECK_CLOSE(metrics.occupancy, 0.5, 1e-12);
    CHECK_CLOSE(metrics.asa_s, 0.5 * 360.0, 1e-12);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Chats and deferred work under other agents: all that are needed, half of them, nobody. */
static void other_work_is_served_as_it_is_staffed(void)
{
    hc_series forecast = two_queues();
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_metrics all = {0}, half = {0}, none = {0};
    queues[0].work = HC_WORK_CHAT;
    queues[0].chat_levels = 2;
    queues[0].chat_aht_s[0] = 120.0;
    queues[0].chat_aht_s[1] = 180.0;
    queues[1].work = HC_WORK_DEFERRED;
    queues[1].answer_within_s = 3600.0;
    const hc_staff_rules rules = rules_of(queues, false);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    for (size_t q = 0; q < 2; q++) {
        const hc_need *need = &made.needs[q];
        const double agents = q == 0 ? need->agents[OPEN] : need->agents_exact[OPEN];
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, q, OPEN, agents, &all, NULL),
                        HC_OK);
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, q, OPEN, 0.5 * agents, &half, NULL),
                        HC_OK);
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, q, OPEN, 0.0, &none, NULL), HC_OK);
        CHECK_CLOSE(all.sl_offered, need->service_level[OPEN], 1e-12);
        CHECK_CLOSE(hc_requirement_expected(&forecast, &rules, &made, q, OPEN, agents),
                    all.sl_offered, 0);
        CU_ASSERT(half.sl_offered < all.sl_offered);
        CU_ASSERT_EQUAL(none.sl_offered, 0.0);
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, q, 0, 1.0, &all, NULL), HC_OK);
        CU_ASSERT(all.sl_offered >= 0.99); /* nothing comes: nothing is late */
    }
    CHECK_CLOSE(half.sl_offered, 0.5, 1e-12);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Chats of endless patience: one agent is overloaded and nobody hangs up; nobody's are all
 * late; of more agents than can be played nothing is said. */
static void chats_that_wait_for_ever_may_be_overloaded(void)
{
    hc_series forecast = two_queues();
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    hc_metrics metrics = {0};
    double agents[SLOTS] = {0.0};
    queues[0].work = HC_WORK_CHAT;
    queues[0].model = HC_MODEL_C;
    queues[0].patience_s = (double)INFINITY;
    queues[0].chat_levels = 1;
    queues[0].chat_aht_s[0] = 120.0; /* two Erlangs */
    const hc_staff_rules rules = rules_of(queues, false);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    for (double there = 0.0; there <= 2.0; there += 1.0) {
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN, there, &metrics, NULL),
                        HC_OK);
        CU_ASSERT_EQUAL(metrics.sl_offered, 0.0);
        CU_ASSERT_EQUAL(metrics.p_abandon, 0.0);
        CU_ASSERT_EQUAL(metrics.occupancy, 1.0);
    }
    agents[OPEN] = 2e7;
    CU_ASSERT_TRUE(hc_is_missing(
        hc_requirement_expected(&forecast, &rules, &made, 0, OPEN, agents[OPEN])));
    CU_ASSERT_EQUAL(hc_requirement_serve_agents(&made, &rules, 0, agents, &got, NULL),
                    HC_ERR_LIMIT);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Chats beside calls in a sum: its figures are those of the calls; with nobody there all are
 * lost, and where nobody calls nothing is known. */
static void a_sum_speaks_of_calls_alone(void)
{
    hc_series forecast = two_queues();
    hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    hc_requirement made = HC_REQUIREMENT_INIT, got = HC_REQUIREMENT_INIT;
    hc_metrics sum = {0}, own = {0};
    const double nobody[2 * SLOTS] = {0.0};
    queues[0].work = HC_WORK_CHAT;
    queues[0].chat_levels = 1;
    queues[0].chat_aht_s[0] = 120.0;
    const hc_staff_rules rules = rules_of(queues, false);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    const double all = made.needs[2].agents[OPEN], calls = made.needs[1].agents[OPEN];
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 2, OPEN, all, &sum, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 1, OPEN, calls, &own, NULL), HC_OK);
    CHECK_CLOSE(sum.sl_offered, own.sl_offered, 1e-12);
    CHECK_CLOSE(sum.asa_s, own.asa_s, 1e-12);
    CHECK_CLOSE(hc_requirement_expected(&forecast, &rules, &made, 2, OPEN, all), sum.sl_offered,
                1e-9);
    CU_ASSERT_TRUE(
        hc_is_missing(hc_requirement_expected(&forecast, &rules, &made, 2, OPEN + 1, 3.0)));
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 2, OPEN, 0.0, &sum, NULL), HC_OK);
    CU_ASSERT_EQUAL(sum.sl_offered, 0.0);
    CU_ASSERT_EQUAL(sum.p_abandon, 1.0);
    CU_ASSERT_TRUE(hc_is_missing(sum.asa_s));
    CU_ASSERT_EQUAL(sum.occupancy, 1.0);
    CU_ASSERT_EQUAL(hc_requirement_serve_queues(&made, &rules, NULL, nobody, &got, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(got.needs[2].service_level[OPEN], 0.0);
    CU_ASSERT_EQUAL(got.needs[2].abandon_rate[OPEN], 1.0);
    CU_ASSERT_TRUE(hc_is_missing(got.needs[2].asa_s[OPEN]));
    CU_ASSERT_TRUE(hc_is_missing(got.needs[2].occupancy[OPEN]));
    hc_requirement_clear(&made);
    hc_requirement_clear(&got);
    hc_series_clear(&forecast);
}

/* Of six there are two aside: who is short of six lets those wait, to four and below. */
static void calls_keep_what_they_need(void)
{
    int32_t whole[] = {6}, aside[] = {2};
    const hc_need need = {.agents = whole, .agents_aside = aside};
    static const double there[] = {8.0, 6.0, 5.0, 4.0, 3.0, 0.0};
    static const double line[] = {6.0, 4.0, 4.0, 4.0, 3.0, 0.0};
    for (size_t k = 0; k < sizeof there / sizeof *there; k++) {
        CHECK_CLOSE(hc_need_line_agents(&need, 0, there[k]), line[k], 0);
    }
}

/* Nobody's fraction is lost when occupancies are weighed. */
static void who_is_in_the_line_counts_with_fractions(void)
{
    int32_t whole[] = {3, 2}, aside[] = {0, 1};
    double exact[] = {2.4, 2.8};
    const hc_need need = {.agents = whole, .agents_exact = exact, .agents_aside = aside};
    CHECK_CLOSE(hc_need_line(&need, 0), 3.0, 0);     /* a need, rounded up */
    CHECK_CLOSE(hc_need_line(&need, 1), 1.8, 1e-15); /* a roster, rounded down */
}

/* Twice the load of 60 calls of 120 s is the load of 120 such calls; of a sum each queue's. */
static void a_multiple_of_the_load_is_served_as_a_load_of_its_own(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_metrics got[2] = {{0}}, own = {0}, sum = {0};
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    double in_time = 0.0;
    for (size_t q = 0; q < 2; q++) {
        const hc_need *need = &made.needs[q];
        const double agents = need->agents[OPEN];
        CU_ASSERT_EQUAL(
            hc_requirement_serve_times(&made, &rules, q, OPEN, 2.0, agents, &got[q], NULL),
            HC_OK);
        CU_ASSERT_EQUAL(hc_queue_serve(&queues[q], 2.0 * need->load_erlangs[OPEN],
                                       need->aht_s[OPEN], agents, &own, NULL),
                        HC_OK);
        CHECK_CLOSE(got[q].sl_offered, own.sl_offered, 0);
        CU_ASSERT(got[q].sl_offered < need->service_level[OPEN]);
        in_time += need->calls[OPEN] * got[q].sl_offered;
    }
    CU_ASSERT_EQUAL(hc_requirement_serve_times(&made, &rules, 2, OPEN, 2.0,
                                               made.needs[2].agents[OPEN], &sum, NULL),
                    HC_OK);
    CHECK_CLOSE(sum.sl_offered, in_time / 80.0, 1e-14);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* An hour in which one of two queues is called; and a load that no formula holds. */
static void a_sum_leaves_out_who_has_no_calls(void)
{
    hc_series forecast = two_queues();
    const hc_queue_rules queues[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_staff_rules rules = rules_of(queues, false);
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_metrics own = {0}, sum = {0};
    forecast.queues[1].calls[OPEN] = 0.0;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    const double agents = made.needs[2].agents[OPEN];
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN, agents, &own, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 2, OPEN, agents, &sum, NULL), HC_OK);
    CHECK_CLOSE(sum.sl_offered, own.sl_offered, 1e-14);
    CU_ASSERT_EQUAL(
        hc_requirement_serve_times(&made, &rules, 2, OPEN, 1e12, agents, &sum, NULL),
        HC_ERR_RANGE);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(service_at_other_agents_is_the_plain_erlang_answer),
        HC_TEST(other_work_is_served_as_it_is_staffed),
        HC_TEST(chats_that_wait_for_ever_may_be_overloaded),
        HC_TEST(a_sum_speaks_of_calls_alone),
        HC_TEST(calls_keep_what_they_need),
        HC_TEST(who_is_in_the_line_counts_with_fractions),
        HC_TEST(a_multiple_of_the_load_is_served_as_a_load_of_its_own),
        HC_TEST(a_sum_leaves_out_who_has_no_calls),
    };
    return hc_test_run("requirement_serve", tests, sizeof tests / sizeof tests[0]);
}
