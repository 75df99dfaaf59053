#include "cli/play/closed_loop.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/play/closed_loop_table.h"
#include "tests/support/hc_test.h"

#define WEEKS 14
#define FIRST_DAY 20090 /* a Monday */
#define SLOTS_A_DAY 48

/* Open 09:00 to 17:00 every day with the same calls every day, in queues that share agents. */
static void same_days_of(hc_history *history, size_t queues, const double *calls,
                         const double *aht_s)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    *history = (hc_history){.centre = hc_centre_default(), .zone = zone};
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, FIRST_DAY, 7 * WEEKS, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&history->series, &axis, queues, HC_PART_AHT, NULL),
                          HC_OK);
    for (size_t q = 0; q < queues; q++) {
        hc_queue *queue = &history->series.queues[q];
        (void)snprintf(queue->name, sizeof queue->name, "calls %zu", q);
        for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
            const bool open = slot % SLOTS_A_DAY >= 18 && slot % SLOTS_A_DAY < 34;
            queue->state[slot] = open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            queue->calls[slot] = open ? calls[q] : 0.0;
            if (open && aht_s[q] > 0.0) { queue->aht_s[slot] = aht_s[q]; }
        }
    }
    hc_axis_clear(&axis);
}

/* Of one queue: who tells last week, six weeks or the truth tells the same. */
static void same_days(hc_history *history, double calls, double aht_s)
{
    same_days_of(history, 1, &calls, &aht_s);
}

static hc_loop_options by_week(void)
{
    return (hc_loop_options){
        .staffing = HC_STAFFING_OPTIONS_DEFAULT, .aht_s = HC_MISSING, .seed = 1};
}

static hc_status run(const hc_history *history, const hc_loop_options *options,
                     hc_closed_loop *loop, hc_error *err)
{
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_backtest_options judging = hc_backtest_options_default();
    const int64_t origins[] = {FIRST_DAY + 21, FIRST_DAY + 70, FIRST_DAY + 77};
    judging.origins = origins;
    judging.origin_count = 3;
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history->series, &judging, &backtest, NULL), HC_OK);
    const hc_status st = hc_closed_loop_run(history, &backtest, options, loop, err);
    hc_backtest_clear(&backtest);
    return st;
}

static void print_loop(const hc_closed_loop *loop, char *text, size_t size)
{
    hc_screen screen = {.format = HC_FORMAT_TABLE, .out = tmpfile(), .quiet = true};
    CU_ASSERT_PTR_NOT_NULL_FATAL(screen.out);
    CU_ASSERT_EQUAL(hc_closed_loop_print(loop, 1, &screen, NULL), HC_OK);
    rewind(screen.out);
    text[fread(text, 1, size - 1, screen.out)] = '\0';
    (void)fclose(screen.out);
}

static void equal_weeks_make_equal_staff_and_hold_the_target(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    options.staffing.target_per = HC_PER_WEEK;
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CU_ASSERT_EQUAL(loop.skipped, 1); /* the first has no six weeks before it */
    CU_ASSERT_EQUAL_FATAL(loop.week_count, 2);
    CU_ASSERT_EQUAL(loop.weeks[0].first_day, FIRST_DAY + 70);
    CHECK_CLOSE(loop.target, 0.8, 0);
    for (size_t week = 0; week < 2; week++) {
        const hc_loop_figures *all = loop.weeks[week].all;
        CHECK_CLOSE(all[HC_LOOP_LAST_WEEK].agent_hours, all[HC_LOOP_FORESIGHT].agent_hours, 0);
        CHECK_CLOSE(all[HC_LOOP_SIX_WEEKS].agent_hours, all[HC_LOOP_FORESIGHT].agent_hours, 0);
        for (hc_loop_feed feed = HC_LOOP_FORECAST; feed < HC_LOOP_FEEDS; feed++) {
            CHECK_CLOSE(all[feed].contacts, 7.0 * 16.0 * 40.0, 1e-12); /* exactly what came */
            CHECK_CLOSE(hc_loop_level(&all[feed]), 0.82, 0.03);
            CHECK_CLOSE(all[feed].agent_hours, all[HC_LOOP_FORESIGHT].agent_hours, 0.03);
        }
    }
    /* a week's target is one of the expected level; certain calls make it nearly certain */
    const hc_loop_week *first = &loop.weeks[0];
    CHECK_CLOSE(first->told, 7.0 * 16.0 * 40.0, 0.03);
    CHECK_CLOSE(first->told_in_time_expected / first->told, 0.8, 0.01);
    CU_ASSERT_TRUE(first->told_in_time >= first->told_in_time_expected);
    const hc_loop_verdict verdict = hc_loop_verdict_of(&loop, HC_LOOP_FORESIGHT);
    CHECK_CLOSE(verdict.against_foresight, 1.0, 1e-12);
    CU_ASSERT_EQUAL(verdict.near, 2);
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* 30 calls of 120 s and 10 of 360 s are 40 of 180 s to the agents of both. */
static void queues_that_share_agents_are_played_as_one(void)
{
    const double calls[] = {30.0, 10.0}, aht_s[] = {120.0, 360.0};
    const hc_loop_options options = by_week();
    hc_history one, two;
    hc_closed_loop whole = {0}, parts = {0};
    same_days(&one, 40.0, 180.0);
    same_days_of(&two, 2, calls, aht_s);
    CU_ASSERT_EQUAL_FATAL(run(&one, &options, &whole, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(run(&two, &options, &parts, NULL), HC_OK);
    const hc_loop_figures *of_one = &whole.weeks[0].all[HC_LOOP_FORESIGHT];
    const hc_loop_figures *of_two = &parts.weeks[0].all[HC_LOOP_FORESIGHT];
    CHECK_CLOSE(of_two->contacts, of_one->contacts, 1e-12);
    CHECK_CLOSE(of_two->agent_hours, of_one->agent_hours, 1e-12);
    CHECK_CLOSE(of_two->in_time, of_one->in_time, 1e-9);
    CHECK_CLOSE(of_two->abandoned, of_one->abandoned, 1e-9);
    hc_closed_loop_clear(&whole);
    hc_closed_loop_clear(&parts);
    hc_history_clear(&one);
    hc_history_clear(&two);
}

static void days_add_up_to_the_week_and_a_seed_repeats_itself(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    hc_closed_loop again = {0};
    const hc_loop_options options = by_week();
    same_days(&history, 25.0, 240.0);
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &again, NULL), HC_OK);
    CU_ASSERT_EQUAL(memcmp(loop.weeks, again.weeks, loop.week_count * sizeof *loop.weeks), 0);
    double contacts = 0.0;
    double in_time = 0.0;
    double hours = 0.0;
    for (size_t day = 0; day < HC_LOOP_DAYS; day++) {
        contacts += loop.weeks[0].day[HC_LOOP_FORECAST][day].contacts;
        in_time += loop.weeks[0].day[HC_LOOP_FORECAST][day].in_time;
        hours += loop.weeks[0].day[HC_LOOP_FORECAST][day].agent_hours;
    }
    CHECK_CLOSE(contacts, loop.weeks[0].all[HC_LOOP_FORECAST].contacts, 1e-12);
    CHECK_CLOSE(in_time, loop.weeks[0].all[HC_LOOP_FORECAST].in_time, 1e-12);
    CHECK_CLOSE(hours, loop.weeks[0].all[HC_LOOP_FORECAST].agent_hours, 1e-12);
    hc_closed_loop_clear(&loop);
    hc_closed_loop_clear(&again);
    hc_history_clear(&history);
}

/* A last week at half the calls: whoever repeats it is caught short, foresight is not. */
static void last_week_is_caught_by_a_change(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    const hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    hc_queue *queue = &history.series.queues[0];
    for (size_t slot = 70 * SLOTS_A_DAY; slot < 77 * SLOTS_A_DAY; slot++) {
        queue->calls[slot] /= 2.0;
    }
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    const hc_loop_figures *all = loop.weeks[1].all;
    CU_ASSERT_TRUE(hc_loop_level(&all[HC_LOOP_LAST_WEEK]) < 0.65);
    CU_ASSERT_TRUE(hc_loop_level(&all[HC_LOOP_FORESIGHT]) > 0.8);
    CU_ASSERT_TRUE(hc_loop_abandon_rate(&all[HC_LOOP_LAST_WEEK]) >
                   hc_loop_abandon_rate(&all[HC_LOOP_FORESIGHT]));
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* One day half as busy again and longer to handle, one without a call: who knows the totals is
 * ready for the calls of both, the forecast for neither; foresight alone is ready for how long
 * they take. */
static void who_knows_the_day_totals_is_ready_for_the_day(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    const hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    hc_queue *queue = &history.series.queues[0];
    for (size_t slot = 0; slot < SLOTS_A_DAY; slot++) {
        queue->calls[79 * SLOTS_A_DAY + slot] *= 1.5;
        queue->aht_s[79 * SLOTS_A_DAY + slot] *= 1.1;
        queue->calls[81 * SLOTS_A_DAY + slot] = 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    const hc_loop_week *week = &loop.weeks[1];
    CU_ASSERT_TRUE(hc_loop_level(&week->day[HC_LOOP_FORECAST][2]) < 0.6);
    CU_ASSERT_TRUE(hc_loop_level(&week->day[HC_LOOP_DAY_TOTALS][2]) > 0.65);
    CU_ASSERT_TRUE(hc_loop_level(&week->day[HC_LOOP_CONTACTS][2]) > 0.65);
    CU_ASSERT_TRUE(hc_loop_level(&week->day[HC_LOOP_FORESIGHT][2]) > 0.8);
    CHECK_CLOSE(week->day[HC_LOOP_DAY_TOTALS][2].agent_hours,
                week->day[HC_LOOP_CONTACTS][2].agent_hours, 0.02);
    /* a tenth more work takes nearly a tenth more hours */
    CHECK_CLOSE(week->day[HC_LOOP_FORESIGHT][2].agent_hours,
                1.09 * week->day[HC_LOOP_CONTACTS][2].agent_hours, 0.04);
    CU_ASSERT_TRUE(week->day[HC_LOOP_FORECAST][4].agent_hours > 0.0);
    CHECK_CLOSE(week->day[HC_LOOP_DAY_TOTALS][4].agent_hours, 0.0, 0.0);
    CHECK_CLOSE(week->day[HC_LOOP_CONTACTS][4].agent_hours, 0.0, 0.0);
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* The steps of the ladder lead from the plan's hours to foresight's, and no further. */
static void the_ladder_ends_at_foresight(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    char text[8192];
    const hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    hc_queue *queue = &history.series.queues[0];
    for (size_t slot = 79 * SLOTS_A_DAY; slot < 80 * SLOTS_A_DAY; slot++) {
        queue->calls[slot] *= 1.5;
        queue->aht_s[slot] *= 1.1;
    }
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    print_loop(&loop, text, sizeof text);
    const char *at = strstr(text, "Of this, not to know how much comes each day makes ");
    double days = 0.0, within = 0.0, handling = 0.0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    CU_ASSERT_EQUAL(sscanf(at,
                           "Of this, not to know how much comes each day makes %lf %%, when in "
                           "the day %lf %%, how long it takes to handle %lf %%",
                           &days, &within, &handling),
                    3);
    const double all =
        100.0 * (hc_loop_verdict_of(&loop, HC_LOOP_FORECAST).against_foresight - 1.0);
    CU_ASSERT_DOUBLE_EQUAL(days + within + handling, all, 0.16); /* rounded thrice */
    CU_ASSERT_TRUE(days < -2.0);                                 /* a busy day came unknown */
    CU_ASSERT_TRUE(handling < -0.3);
    /* 7.5 days' calls, of which 1.5 take a tenth longer */
    const hc_loop_week *week = &loop.weeks[1];
    CHECK_CLOSE(week->work_s / week->work_told_s, 1.0 + 0.15 / 7.5, 0.005);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "Contacts  more, %  longer, %  SL, %"));
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* Every other week has half as many calls again: who repeats the last one is wrong both ways.
 */
static void even_hours_are_those_of_the_same_service(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    hc_closed_loop asked = {0};
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_backtest_options judging = hc_backtest_options_default();
    const int64_t origins[] = {FIRST_DAY + 70, FIRST_DAY + 77};
    hc_loop_options options = by_week();
    options.staffing.target_per = HC_PER_WEEK;
    same_days(&history, 40.0, 180.0);
    for (size_t slot = 0; slot < hc_axis_slots(&history.series.axis); slot++) {
        if (slot / (7 * SLOTS_A_DAY) % 2 == 1) { history.series.queues[0].calls[slot] *= 1.5; }
    }
    judging.origins = origins;
    judging.origin_count = 2;
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history.series, &judging, &backtest, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_closed_loop_run(&history, &backtest, &options, &loop, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_closed_loop_even(&history, &backtest, &options, &loop, NULL),
                          HC_OK);
    const double level = hc_loop_verdict_of(&loop, HC_LOOP_FORECAST).level;
    CU_ASSERT_TRUE(loop.one_target);
    CHECK_CLOSE(loop.even_hours[HC_LOOP_FORECAST],
                hc_loop_verdict_of(&loop, HC_LOOP_FORECAST).agent_hours, 0.0);
    /* foresight, asked for what it takes to give that level, takes just these hours */
    double low = 0.5, high = 0.95, hours = 0.0;
    for (int step = 0; step < 10; step++) {
        options.staffing.promise.target = (hc_target_option){0.5 * (low + high), 20.0};
        options.leave_out = ~(1U << HC_LOOP_FORESIGHT);
        CU_ASSERT_EQUAL_FATAL(hc_closed_loop_run(&history, &backtest, &options, &asked, NULL),
                              HC_OK);
        const hc_loop_verdict foresight = hc_loop_verdict_of(&asked, HC_LOOP_FORESIGHT);
        CHECK_CLOSE(asked.weeks[0].all[HC_LOOP_FORECAST].agent_hours, 0.0, 0.0);
        *(foresight.level >= level ? &high : &low) = 0.5 * (low + high);
        hours = foresight.agent_hours;
        hc_closed_loop_clear(&asked);
    }
    CHECK_CLOSE(loop.even_hours[HC_LOOP_FORESIGHT], hours, 0.01);
    CU_ASSERT_TRUE(loop.even_hours[HC_LOOP_LAST_WEEK] > 1.05 * hours);
    char text[8192];
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "For the same service a week known beforehand would take "));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "last week repeated "));
    hc_closed_loop_clear(&loop);
    hc_backtest_clear(&backtest);
    hc_history_clear(&history);
}

/* A promise on the time to answer has no other service level to ask for. */
static void other_promises_have_no_even_hours(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    hc_backtest backtest = HC_BACKTEST_INIT;
    char text[8192];
    const hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    history.centre.every_queue.asa_s_most = 15.0;
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CU_ASSERT_FALSE(loop.one_target);
    CU_ASSERT_EQUAL(hc_closed_loop_even(&history, &backtest, &options, &loop, NULL), HC_OK);
    CHECK_CLOSE(loop.even_hours[HC_LOOP_FORESIGHT], 0.0, 0.0);
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NULL(strstr(text, "For the same service"));
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* 160 calls of 180 s in half an hour keep 16 agents busy: 80 % within 20 s asks for fewer than
 * at most 70 % of their time does. */
static void the_cap_on_occupancy_is_told_where_it_decides(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    char text[8192];
    hc_loop_options options = by_week();
    options.staffing.target_per = HC_PER_WEEK;
    options.staffing.promise.occupancy = 0.7;
    same_days(&history, 160.0, 180.0);
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CHECK_CLOSE(loop.cap, 0.7, 0.0);
    const double hours = hc_loop_verdict_of(&loop, HC_LOOP_FORECAST).agent_hours;
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "agents may be busy 70 % of their time at most"));
    const double capped = loop.cap_hours;
    hc_closed_loop_clear(&loop);
    options.staffing.promise.occupancy = 1.0;
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CHECK_CLOSE(hours - capped, hc_loop_verdict_of(&loop, HC_LOOP_FORECAST).agent_hours, 1e-12);
    CHECK_CLOSE(loop.cap_hours, 0.0, 0.0);
    CU_ASSERT_TRUE(capped > 0.02 * hours);
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NULL(strstr(text, "busy"));
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

/* 40 calls wait 400 s a slot and 4 hang up: 100 s, and 50 s from day 73 on, inside the first
 * week that is played. */
static void add_waits(hc_history *history)
{
    hc_queue *queue = &history->series.queues[0];
    const size_t slots = hc_axis_slots(&history->series.axis);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&queue->wait_s, slots, sizeof(double), NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&queue->abandoned, slots, sizeof(double), NULL), HC_OK);
    for (size_t slot = 0; slot < slots; slot++) {
        queue->wait_s[slot] = slot < 73 * SLOTS_A_DAY ? 400.0 : 200.0;
        queue->abandoned[slot] = 4.0;
    }
}

static void patience_is_what_was_known_at_each_origin(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    char text[8192];
    hc_loop_options options = by_week();
    same_days(&history, 40.0, 180.0);
    add_waits(&history);
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    CHECK_CLOSE(loop.patience_most_s, 100.0, 1e-12);
    /* 73 days of 400 s and 4 of 200 s */
    CHECK_CLOSE(loop.patience_least_s, (73.0 * 100.0 + 4.0 * 50.0) / 77.0, 1e-12);
    CU_ASSERT_EQUAL(loop.patience_origin, HC_PATIENCE_BY_HISTORY);
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "The plans said "));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "% if the forecast comes true."));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "97 to 100 s on average before they hang up (history)"));
    hc_closed_loop_clear(&loop);
    options.staffing.promise.patience_s = 60.0;
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "60 s on average before they hang up (--patience)"));
    hc_closed_loop_clear(&loop);
    history.centre.every_queue.model = HC_CENTRE_MODEL_ERLANG_C;
    CU_ASSERT_EQUAL_FATAL(run(&history, &options, &loop, NULL), HC_OK);
    print_loop(&loop, text, sizeof text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "Callers wait for ever (centre file)"));
    hc_closed_loop_clear(&loop);
    hc_history_clear(&history);
}

static void errors_say_what_is_missing(void)
{
    hc_history history;
    hc_closed_loop loop = {0};
    hc_error err = HC_ERROR_INIT;
    hc_loop_options options = by_week();
    same_days(&history, 40.0, 0.0);
    CU_ASSERT_EQUAL(run(&history, &options, &loop, &err), HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "calls"));
    options.aht_s = 200.0;
    CU_ASSERT_EQUAL(run(&history, &options, &loop, NULL), HC_OK);
    hc_closed_loop_clear(&loop);
    hc_backtest backtest = HC_BACKTEST_INIT;
    hc_backtest_options judging = hc_backtest_options_default();
    const int64_t origin = FIRST_DAY + 21;
    judging.origins = &origin;
    judging.origin_count = 1;
    CU_ASSERT_EQUAL_FATAL(hc_backtest_run(&history.series, &judging, &backtest, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_closed_loop_run(&history, &backtest, &options, &loop, &err),
                    HC_ERR_EMPTY);
    CU_ASSERT_PTR_NULL(loop.weeks);
    hc_backtest_clear(&backtest);
    hc_history_clear(&history);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(equal_weeks_make_equal_staff_and_hold_the_target),
        HC_TEST(queues_that_share_agents_are_played_as_one),
        HC_TEST(days_add_up_to_the_week_and_a_seed_repeats_itself),
        HC_TEST(last_week_is_caught_by_a_change),
        HC_TEST(who_knows_the_day_totals_is_ready_for_the_day),
        HC_TEST(the_ladder_ends_at_foresight),
        HC_TEST(even_hours_are_those_of_the_same_service),
        HC_TEST(other_promises_have_no_even_hours),
        HC_TEST(the_cap_on_occupancy_is_told_where_it_decides),
        HC_TEST(patience_is_what_was_known_at_each_origin),
        HC_TEST(errors_say_what_is_missing),
    };
    return hc_test_run("closed_loop", tests, sizeof tests / sizeof tests[0]);
}
