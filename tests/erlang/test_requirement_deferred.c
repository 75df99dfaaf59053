/* Chats and deferred work in a requirement, alone and beside the line of calls. */
#include <stdio.h>
#include <string.h>

#include "erlang/blend.h"
#include "erlang/requirement_people.h"
#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

#define SLOTS 24
#define A_DAY 20786
#define CALLS 0
#define OTHER 1

/* A day of hours: 100 calls of 240 s an hour from 8 to 18, and as many other contacts of 300 s.
 */
static hc_series one_day(double other_contacts)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, A_DAY, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 2, HC_PART_AHT, NULL), HC_OK);
    for (size_t queue = 0; queue < 2; queue++) {
        (void)snprintf(series.queues[queue].name, HC_QUEUE_NAME_MAX, "queue %zu", queue);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = slot >= 8 && slot < 18;
            series.queues[queue].state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            series.queues[queue].calls[slot] =
                open ? (queue == CALLS ? 100.0 : other_contacts) : 0.0;
            series.queues[queue].aht_s[slot] = queue == CALLS ? 240.0 : 300.0;
        }
    }
    hc_axis_clear(&axis);
    return series;
}

static hc_queue_rules deferred_rules(double within_h)
{
    hc_queue_rules rules = hc_queue_rules_default();
    rules.work = HC_WORK_DEFERRED;
    rules.answer_within_s = 3600.0 * within_h;
    return rules;
}

static hc_queue_rules chat_rules(void)
{
    hc_queue_rules rules = hc_queue_rules_default();
    rules.work = HC_WORK_CHAT;
    rules.chat_levels = 2;
    rules.chat_aht_s[0] = 300.0;
    rules.chat_aht_s[1] = 420.0;
    return rules;
}

static hc_requirement built(const hc_series *forecast, const hc_queue_rules *queues,
                            bool pooled, bool blend)
{
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    rules.time_method = HC_TIME_SIPP;
    rules.pooled = pooled;
    rules.blend = blend;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(forecast, &rules, &made, NULL), HC_OK);
    return made;
}

/* 36 contacts of 300 s an hour are 3 agents' work; a day that repeats itself asks for 3 all
 * along, whatever the promise. */
static void steady_work_needs_its_load_and_no_more(void)
{
    hc_series forecast = one_day(36.0);
    for (double within_h = 1.0; within_h <= 20.0; within_h += 3.0) {
        const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(within_h)};
        hc_requirement made = built(&forecast, queues, true, false);
        const hc_need *mail = &made.needs[OTHER];
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const bool open = slot >= 8 && slot < 18;
            CU_ASSERT_EQUAL(mail->agents[slot], open ? 3 : 0);
            if (open) { CHECK_CLOSE(mail->agents_exact[slot], 3.0, 1e-12); }
            if (open) { CHECK_CLOSE(mail->occupancy[slot], 1.0, 1e-12); }
            if (open) { CU_ASSERT_EQUAL(mail->service_level[slot], 1.0); }
        }
        hc_requirement_clear(&made);
    }
    hc_series_clear(&forecast);
}

/* All of it comes at 8: one hour of promise needs ten times the agents of ten hours. */
static void a_tight_promise_needs_more(void)
{
    hc_series forecast = one_day(0.0);
    forecast.queues[OTHER].calls[8] = 120.0; /* ten agent hours */
    const hc_queue_rules tight[] = {hc_queue_rules_default(), deferred_rules(1.0)};
    const hc_queue_rules loose[] = {hc_queue_rules_default(), deferred_rules(10.0)};
    const hc_queue_rules next_day[] = {hc_queue_rules_default(), deferred_rules(15.0)};
    const hc_queue_rules *rules[] = {tight, loose, next_day};
    const int32_t agents[] = {10, 1, 1};
    for (size_t k = 0; k < 3; k++) {
        hc_requirement made = built(&forecast, rules[k], false, false);
        CU_ASSERT_EQUAL(made.needs[OTHER].agents[12], agents[k]);
        CU_ASSERT_EQUAL(made.needs[2].agents_aside[12], agents[k]);
        hc_requirement_clear(&made);
    }
    hc_series_clear(&forecast);
}

static void its_own_hours_are_kept(void)
{
    hc_series forecast = one_day(36.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(24.0)};
    const int32_t weekday = hc_weekday(A_DAY);
    queues[OTHER].opens_min[weekday] = 9 * 60;
    queues[OTHER].closes_min[weekday] = 14 * 60;
    hc_requirement made = built(&forecast, queues, true, false);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        const bool works = slot >= 9 && slot < 14; /* half the hours: twice the agents */
        CU_ASSERT_EQUAL(made.needs[OTHER].agents[slot], works ? 6 : 0);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Ten agent hours of mail at 8, within two hours: five agents, or half as many for half of it.
 * Two and a half make three, who do six of the ten hours in time; their last hour is done in
 * the first third of a fourth. */
static void a_promise_to_some_takes_fewer(void)
{
    hc_series forecast = one_day(0.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(2.0)};
    const double share[] = {1.0, 0.9999999, 0.5}, agents[] = {5.0, 5.0, 2.5};
    forecast.queues[OTHER].calls[8] = 120.0;
    for (size_t k = 0; k < 3; k++) {
        queues[OTHER].answer_share = share[k];
        hc_requirement made = built(&forecast, queues, false, false);
        const hc_need *need = &made.needs[OTHER];
        CU_ASSERT(fabs(need->agents_exact[12] - agents[k]) < 1e-3);
        CHECK_CLOSE(need->service_level[8], k < 2 ? 1.0 : 0.6, 1e-9);
        CHECK_CLOSE(need->asa_s[8],
                    k < 2 ? 1800.0 : 3600.0 * (0.0 + 0.3 * 1.0 + 0.3 * 2.0 + 0.1 * (8.0 / 3.0)),
                    1e-6);
        hc_requirement_clear(&made);
    }
    queues[OTHER].answer_share = 1.5;
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement none = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &none, NULL), HC_ERR_RANGE);
    hc_series_clear(&forecast);
}

static void the_pool_answers_its_calls_and_adds_the_rest(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules alone[] = {hc_queue_rules_default(), hc_queue_rules_default()};
    const hc_queue_rules mail[] = {hc_queue_rules_default(), deferred_rules(8.0)};
    const hc_queue_rules chat[] = {hc_queue_rules_default(), chat_rules()};
    hc_requirement calls = built(&forecast, alone, false, false);
    hc_requirement with_mail = built(&forecast, mail, true, false);
    hc_requirement with_chat = built(&forecast, chat, true, false);
    const int32_t own = calls.needs[CALLS].agents[12];
    CU_ASSERT_EQUAL(with_mail.needs[2].agents[12], own + 3);
    CU_ASSERT_EQUAL(with_mail.needs[2].agents_aside[12], 3);
    CHECK_CLOSE(with_mail.needs[2].service_level[12], calls.needs[CALLS].service_level[12],
                1e-15);
    CHECK_CLOSE(with_mail.needs[2].calls[12], 100.0, 1e-15);
    CU_ASSERT_EQUAL(with_chat.needs[2].agents[12], own + with_chat.needs[OTHER].agents[12]);
    CHECK_CLOSE(with_chat.needs[2].agents_exact[12],
                calls.needs[CALLS].agents_exact[12] + with_chat.needs[OTHER].agents[12], 1e-12);
    CU_ASSERT(with_chat.needs[OTHER].service_level[12] >= 0.8);
    hc_requirement_clear(&calls);
    hc_requirement_clear(&with_mail);
    hc_requirement_clear(&with_chat);
    hc_series_clear(&forecast);
}

/* Chats of two levels need fewer agents than calls of their first level. */
static void chats_follow_their_table(void)
{
    hc_series forecast = one_day(60.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), chat_rules()};
    hc_requirement made = built(&forecast, queues, false, false);
    const hc_chat chat = {.chats_a_second = 60.0 / 3600.0,
                          .levels = 2,
                          .chat_aht_s = {300.0, 420.0},
                          .patience_s = queues[OTHER].patience_s};
    const hc_target targets[] = {queues[OTHER].targets[0],
                                 {HC_TARGET_OCCUPANCY, queues[OTHER].occupancy_max, 0.0}};
    int64_t agents = 0;
    CU_ASSERT_EQUAL_FATAL(hc_chat_solve(&chat, targets, 2, &agents, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.needs[OTHER].agents[12], agents);
    CU_ASSERT_EQUAL(made.needs[OTHER].agents[3], 0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Without a cap on occupancy the promise alone counts, at the mean rate; what is unknown stays
 * so.
 */
static void chats_need_what_their_rules_ask(void)
{
    hc_series forecast = one_day(60.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), chat_rules()};
    const hc_chat chat = {.chats_a_second = 60.0 / 3600.0,
                          .levels = 2,
                          .chat_aht_s = {300.0, 420.0},
                          .patience_s = queues[OTHER].patience_s};
    int64_t agents = 0;
    queues[OTHER].occupancy_max = 1.0;
    forecast.queues[OTHER].calls[10] = HC_MISSING;
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_chat_solve(&chat, queues[OTHER].targets, 1, &agents, NULL), HC_OK);
    for (int sure = 0; sure < 2; sure++) { /* the forecast has no spread to be sure about */
        rules.risk = sure == 1 ? 0.9 : 0.0;
        CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
        CU_ASSERT_EQUAL(made.needs[OTHER].agents[12], agents);
        CU_ASSERT_TRUE(hc_is_missing(made.needs[OTHER].agents_exact[10]));
        CU_ASSERT_TRUE(hc_is_missing(made.needs[OTHER].occupancy[10]));
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Two kinds of mail and no calls, answered in turn: those of the first come first. */
static void a_pool_without_calls_is_its_deferred_work(void)
{
    hc_series forecast = one_day(0.0);
    double agents[3];
    forecast.queues[OTHER].calls[8] = forecast.queues[CALLS].calls[8] = 120.0;
    for (size_t slot = 9; slot < 18; slot++) {
        forecast.queues[CALLS].calls[slot] = 0.0;
    }
    for (size_t k = 0; k < 3; k++) {
        hc_queue_rules queues[] = {deferred_rules(2.0), deferred_rules(2.0)};
        queues[CALLS].answer_share = k > 0 ? 0.5 : 1.0;
        queues[OTHER].answer_share = k > 1 ? 0.5 : 1.0;
        hc_requirement made = built(&forecast, queues, true, k == 2);
        agents[k] = made.needs[2].agents_exact[8];
        CU_ASSERT_EQUAL(made.needs[2].agents_aside[8], made.needs[2].agents[8]);
        hc_requirement_clear(&made);
    }
    const double first_s = 120.0 * 240.0, second_s = 120.0 * 300.0, within_s = 7200.0;
    CHECK_CLOSE(agents[0], (first_s + second_s) / within_s, 1e-9);
    CHECK_CLOSE(agents[1], agents[0], 1e-4); /* the second is due in whole, behind the first */
    CHECK_CLOSE(agents[2], (first_s + 0.5 * second_s) / within_s, 1e-4);
    hc_series_clear(&forecast);
}

static void no_contacts_need_nobody(void)
{
    hc_series forecast = one_day(0.0);
    const double share[] = {1.0, 0.5};
    for (size_t k = 0; k < 2; k++) {
        hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(2.0)};
        queues[OTHER].answer_share = share[k];
        hc_requirement made = built(&forecast, queues, true, false);
        for (size_t slot = 0; slot < SLOTS; slot++) {
            CU_ASSERT_EQUAL(made.needs[OTHER].agents[slot], 0);
            CU_ASSERT_EQUAL(made.needs[2].agents_aside[slot], 0);
        }
        hc_requirement_clear(&made);
    }
    hc_series_clear(&forecast);
}

/* Hours in which there is mail and nobody calls have no idle time of calls to use. */
static void no_calls_have_no_idle_time(void)
{
    hc_series forecast = one_day(36.0);
    forecast.queues[CALLS].calls[17] = 0.0;
    forecast.queues[OTHER].calls[8] = 0.0;
    forecast.queues[OTHER].state[8] = HC_SLOT_CLOSED;
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(8.0)};
    hc_requirement apart = built(&forecast, queues, true, false);
    hc_requirement blended = built(&forecast, queues, true, true);
    CU_ASSERT_TRUE(blended.needs[2].agents_exact[12] < apart.needs[2].agents_exact[12]);
    CU_ASSERT_EQUAL(blended.needs[2].agents[8], apart.needs[2].agents[8]);
    CU_ASSERT_EQUAL(blended.needs[2].agents_aside[17], blended.needs[2].agents[17]);
    hc_requirement_clear(&apart);
    hc_requirement_clear(&blended);
    hc_series_clear(&forecast);
}

/* The extra agents and the idle time of calls together are the load. */
static void idle_time_of_calls_takes_its_share(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(8.0)};
    hc_requirement apart = built(&forecast, queues, true, false);
    hc_requirement blended = built(&forecast, queues, true, true);
    const hc_need *pool = &blended.needs[2];
    const int32_t line = pool->agents[12] - pool->agents_aside[12];
    hc_blend blend = {.calls = hc_load_of(pool->load_erlangs[12], pool->aht_s[12]),
                      .deferred_aht_s = 300.0};
    hc_blend_metrics metrics;
    int64_t reserve = 0;
    blend.calls.patience_s = queues[CALLS].patience_s;
    CU_ASSERT_EQUAL_FATAL(
        hc_blend_reserve(&blend, line, queues[CALLS].targets, 1, &reserve, &metrics, NULL),
        HC_OK);
    CU_ASSERT_EQUAL(line, apart.needs[2].agents[12] - apart.needs[2].agents_aside[12]);
    CU_ASSERT(metrics.deferred_erlangs > 0.2);
    CHECK_CLOSE(pool->agents_exact[12] - apart.needs[2].agents_exact[12],
                -metrics.deferred_erlangs, 1e-9);
    hc_requirement_clear(&apart);
    hc_requirement_clear(&blended);
    hc_series_clear(&forecast);
}

/* Idle time of calls while nobody may do mail is of no use, nor is that of hours which a target
 * of the whole day leaves short of what would be promised in each. */
static void idle_time_is_used_where_it_can_be(void)
{
    hc_series forecast = one_day(36.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(24.0)};
    const int32_t weekday = hc_weekday(A_DAY);
    queues[OTHER].opens_min[weekday] = 9 * 60;
    queues[OTHER].closes_min[weekday] = 14 * 60;
    hc_requirement apart = built(&forecast, queues, true, false);
    hc_requirement blended = built(&forecast, queues, true, true);
    const double saved = apart.needs[2].agents_exact[12] - blended.needs[2].agents_exact[12];
    CU_ASSERT_TRUE(saved > 0.2);
    CU_ASSERT_EQUAL(blended.needs[2].agents_exact[16], apart.needs[2].agents_exact[16]);
    for (size_t slot = 14; slot < 18; slot++) { /* the afternoon's calls have no say */
        forecast.queues[CALLS].calls[slot] = 50.0;
    }
    hc_requirement quiet = built(&forecast, queues, true, true);
    CHECK_CLOSE(quiet.needs[2].agents_exact[12], blended.needs[2].agents_exact[12], 1e-12);
    hc_requirement_clear(&apart);
    hc_requirement_clear(&blended);
    hc_requirement_clear(&quiet);
    hc_series_clear(&forecast);
}

/* Idle time that deferred work can use in an hour, of the agents who answer its calls; 0 where
 * they miss the targets: *missed counts those. */
static double idle_erlangs(const hc_need *pool, const hc_queue_rules *calls, size_t slot,
                           size_t *missed)
{
    hc_blend blend = {.calls = hc_load_of(pool->load_erlangs[slot], pool->aht_s[slot]),
                      .deferred_aht_s = 300.0};
    hc_blend_metrics metrics = {.deferred_erlangs = 0.0};
    int64_t reserve = 0;
    blend.calls.patience_s = calls->patience_s;
    const hc_status st =
        hc_blend_reserve(&blend, pool->agents[slot] - pool->agents_aside[slot], calls->targets,
                         calls->target_count, &reserve, &metrics, NULL);
    *missed += st != HC_OK;
    return st == HC_OK ? metrics.deferred_erlangs : 0.0;
}

/* Over the day one hour makes good what another misses: those that miss their target have no
 * idle time to give away. What mail needs less is the idle time of the others, over the ten
 * hours that are open, as its promise is of a whole day. */
static void hours_that_miss_their_target_have_no_idle_time(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(24.0)};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement apart = HC_REQUIREMENT_INIT, blended = HC_REQUIREMENT_INIT;
    double idle = 0.0;
    size_t missed = 0;
    rules.time_method = HC_TIME_SIPP;
    rules.pooled = true;
    rules.target_per = HC_PER_DAY;
    for (size_t slot = 8; slot < 18; slot++) {
        forecast.queues[CALLS].calls[slot] = slot == 12 ? 400.0 : 20.0;
    }
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &apart, NULL), HC_OK);
    rules.blend = true;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &blended, NULL), HC_OK);
    for (size_t slot = 8; slot < 18; slot++) {
        idle += idle_erlangs(&blended.needs[2], &queues[CALLS], slot, &missed);
    }
    CU_ASSERT_TRUE(missed > 0 && missed < 10);
    CHECK_CLOSE(apart.needs[2].agents_exact[12] - blended.needs[2].agents_exact[12],
                idle / 10.0, 1e-9);
    hc_requirement_clear(&apart);
    hc_requirement_clear(&blended);
    hc_series_clear(&forecast);
}

static void who_is_short_lets_deferred_work_wait(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(8.0)};
    hc_requirement made = built(&forecast, queues, true, false);
    const hc_need *pool = &made.needs[2];
    const double all = pool->agents[12];
    CU_ASSERT_EQUAL(hc_need_line_agents(pool, 12, all), all - 3.0);
    CU_ASSERT_EQUAL(hc_need_line_agents(pool, 12, all - 2.0), all - 3.0);
    CU_ASSERT_EQUAL(hc_need_line_agents(pool, 12, all - 5.0), all - 5.0);
    CU_ASSERT_EQUAL(hc_need_line_agents(pool, 12, all + 4.0), all + 1.0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void each_bad_rule_is_named(void)
{
    hc_series forecast = one_day(36.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(0.0)};
    const hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_RANGE);
    queues[OTHER] = chat_rules();
    queues[OTHER].chat_levels = 0;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_RANGE);
    queues[OTHER].chat_levels = HC_CHAT_LEVELS_MAX + 1;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_RANGE);
    queues[OTHER] = deferred_rules(4.0); /* hours on a day that is not there: nobody works */
    queues[OTHER].closes_min[(hc_weekday(A_DAY) + 1) % 7] = 600;
    CU_ASSERT_EQUAL(hc_requirement_build(&forecast, &rules, &made, &err), HC_ERR_INFEASIBLE);
    CU_ASSERT_EQUAL(made.need_count, 0);
    hc_series_clear(&forecast);
}

static void every_allocation_may_fail(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules queues[] = {chat_rules(), deferred_rules(8.0)};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.pooled = true;
    rules.blend = true;
    for (size_t k = 1;; k++) {
        hc_requirement made = HC_REQUIREMENT_INIT;
        hc_heap_fail_at(k);
        const hc_status st = hc_requirement_build_whole(&forecast, &rules, &made, NULL);
        hc_heap_fail_at(0);
        hc_requirement_clear(&made);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL_FATAL(st, HC_ERR_MEMORY);
    }
    hc_series_clear(&forecast);
}

static void a_day_that_is_never_open_needs_nobody(void)
{
    hc_series forecast = one_day(0.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(2.0)};
    for (size_t slot = 0; slot < SLOTS; slot++) {
        forecast.queues[OTHER].state[slot] = HC_SLOT_CLOSED;
    }
    hc_requirement made = built(&forecast, queues, true, false);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CU_ASSERT_EQUAL(made.needs[OTHER].agents[slot], 0);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Less than the rounding of an agent: nobody comes for it, and nothing is told of it. */
static void a_trace_of_work_needs_nobody(void)
{
    hc_series forecast = one_day(1e-13);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(2.0)};
    hc_requirement made = built(&forecast, queues, true, false);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CU_ASSERT_EQUAL(made.needs[OTHER].agents[slot], 0);
        CU_ASSERT_TRUE(hc_is_missing(made.needs[OTHER].asa_s[slot]));
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void an_unknown_hour_stays_unknown(void)
{
    hc_queue_rules kinds[] = {chat_rules(), deferred_rules(2.0)};
    kinds[1].opens_min[hc_weekday(A_DAY)] = 9 * 60;
    kinds[1].closes_min[hc_weekday(A_DAY)] = 14 * 60;
    for (size_t k = 0; k < 2; k++) {
        hc_series forecast = one_day(36.0);
        const hc_queue_rules queues[] = {hc_queue_rules_default(), kinds[k]};
        for (size_t slot = 14; slot < SLOTS; slot++) {
            forecast.queues[OTHER].calls[slot] = slot == 16 ? HC_MISSING : 0.0;
        }
        hc_requirement made = built(&forecast, queues, false, false);
        const hc_need *need = &made.needs[OTHER];
        CU_ASSERT_TRUE(hc_is_missing(need->agents_exact[16]));
        CU_ASSERT_TRUE(hc_is_missing(need->occupancy[16]));
        CU_ASSERT_EQUAL(need->agents_exact[20], 0.0);
        CU_ASSERT_TRUE(need->agents[12] > 0);
        hc_requirement_clear(&made);
        hc_series_clear(&forecast);
    }
}

/* Two million agents on the phones are more than a blend can say anything of. */
static void idle_time_of_a_nation_is_a_limit(void)
{
    hc_series forecast = one_day(36.0);
    const hc_queue_rules queues[] = {hc_queue_rules_default(), deferred_rules(24.0)};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_error err = HC_ERROR_INIT;
    forecast.queues[CALLS].calls[12] = 2.0 * HC_BLEND_AGENTS_MAX * 3600.0 / 240.0;
    rules.time_method = HC_TIME_SIPP;
    rules.pooled = rules.blend = true;
    CU_ASSERT_EQUAL(hc_requirement_build_whole(&forecast, &rules, &made, &err), HC_ERR_LIMIT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "blended"));
    hc_series_clear(&forecast);
}

/* At a risk of 1 % of being enough, chats of endless patience are an overload at their mean. */
static void chats_may_be_planned_below_their_mean(void)
{
    hc_series forecast = one_day(36.0);
    hc_queue_rules queues[] = {hc_queue_rules_default(), chat_rules()};
    hc_requirement made = HC_REQUIREMENT_INIT;
    double **quantile = &forecast.queues[OTHER].quantile;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(quantile, HC_QUANTILES * SLOTS, sizeof **quantile, NULL),
                          HC_OK);
    for (size_t k = 0; k < HC_QUANTILES * SLOTS; k++) {
        (*quantile)[k] = hc_quantile_p[k / SLOTS] < 0.5 ? 10.0 : 62.0;
    }
    queues[OTHER].model = HC_MODEL_C;
    queues[OTHER].patience_s = (double)INFINITY;
    queues[OTHER].occupancy_max = 1.0;
    queues[OTHER].targets[0] = (hc_target){HC_TARGET_SL_OFFERED, 0.01, 20.0};
    hc_staff_rules rules = hc_staff_rules_default(queues, 2);
    rules.risk = 0.01;
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build_whole(&forecast, &rules, &made, NULL), HC_OK);
    CU_ASSERT_EQUAL(made.needs[OTHER].service_level[12], 0.0);
    CU_ASSERT_EQUAL(made.needs[OTHER].occupancy[12], 1.0);
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(steady_work_needs_its_load_and_no_more),
        HC_TEST(a_tight_promise_needs_more),
        HC_TEST(its_own_hours_are_kept),
        HC_TEST(a_promise_to_some_takes_fewer),
        HC_TEST(the_pool_answers_its_calls_and_adds_the_rest),
        HC_TEST(chats_follow_their_table),
        HC_TEST(chats_need_what_their_rules_ask),
        HC_TEST(a_pool_without_calls_is_its_deferred_work),
        HC_TEST(no_contacts_need_nobody),
        HC_TEST(no_calls_have_no_idle_time),
        HC_TEST(idle_time_of_calls_takes_its_share),
        HC_TEST(idle_time_is_used_where_it_can_be),
        HC_TEST(hours_that_miss_their_target_have_no_idle_time),
        HC_TEST(who_is_short_lets_deferred_work_wait),
        HC_TEST(each_bad_rule_is_named),
        HC_TEST(every_allocation_may_fail),
        HC_TEST(a_day_that_is_never_open_needs_nobody),
        HC_TEST(a_trace_of_work_needs_nobody),
        HC_TEST(an_unknown_hour_stays_unknown),
        HC_TEST(idle_time_of_a_nation_is_a_limit),
        HC_TEST(chats_may_be_planned_below_their_mean),
    };
    return hc_test_run("requirement_deferred", tests, sizeof tests / sizeof tests[0]);
}
