#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define INTERVAL "staff", "--calls=100", "--interval=30", "--aht=180", "--target=80/20"

/* The figure of a column in the only row of a CSV; -1 when there is no such column. */
static double figure(const hc_ran *ran, const char *name)
{
    const char *row = strchr(ran->out, '\n');
    const char *head = ran->out;
    const size_t length = strlen(name);
    if (row == NULL) { return -1.0; }
    for (row++; head != NULL && row != NULL;) {
        if (strncmp(head, name, length) == 0 && strchr(",\n", head[length]) != NULL) {
            return strtod(row, NULL);
        }
        head = strpbrk(head, ",\n");
        row = strchr(row, ',');
        head = head != NULL && *head == ',' ? head + 1 : NULL;
        row = row != NULL ? row + 1 : NULL;
    }
    return -1.0;
}

/* At the largest volume the target is met to the last digit, and one agent more is needed
 * above. */
static void agents_hold_so_many_calls(void)
{
    char calls[64];
    hc_ran ran = RUN(INTERVAL, "--agents=14", "--solve=volume");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "sl_offered"), 0.8, 1e-9);
    const double most = figure(&ran, "calls_most");
    hc_ran_free(&ran);
    for (int more = 0; more < 2; more++) {
        (void)snprintf(calls, sizeof calls, "%.3f", most + (more == 1 ? 0.01 : -0.01));
        ran = RUN("staff", "--calls", calls, "--aht=180", "--target=80/20");
        CU_ASSERT_EQUAL((int)figure(&ran, "n"), 14 + more);
        hc_ran_free(&ran);
    }
}

static void agents_hold_so_long_a_handle_time(void)
{
    hc_ran ran = RUN(INTERVAL, "--agents=14", "--solve=aht");
    const double aht_s = figure(&ran, "aht_most_s");
    CU_ASSERT(aht_s > 180.0 && aht_s < 220.0);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "load_most"), 100.0 * aht_s / 1800.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "sl_offered"), 0.8, 1e-9);
    hc_ran_free(&ran);
}

static void a_forecast_that_may_be_wrong_serves_worse_than_its_mean_says(void)
{
    hc_ran sure = RUN(INTERVAL, "--agents=14");
    hc_ran spread = RUN(INTERVAL, "--agents=14", "--cv=10%");
    CU_ASSERT_DOUBLE_EQUAL(figure(&spread, "sl_offered_naive"), figure(&sure, "sl_offered"),
                           1e-12);
    CU_ASSERT(figure(&spread, "sl_offered") < figure(&sure, "sl_offered"));
    hc_ran_free(&sure);
    hc_ran_free(&spread);
}

/* The 90 % point of a gamma variable of mean 10 and spread 10 % is 11.3011 (R: qgamma(.9, 100,
 * 10)); Erlang C needs 15 agents there. */
static void a_target_is_met_with_a_probability(void)
{
    hc_ran ran = RUN(INTERVAL, "--cv=10%", "--risk=90%");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "load_at_risk"), 11.3011, 1e-4);
    const double agents = figure(&ran, "n");
    hc_ran_free(&ran);
    ran = RUN("staff", "--load=11.3011", "--aht=180", "--target=80/20");
    CU_ASSERT_EQUAL((int)agents, (int)figure(&ran, "n"));
    hc_ran_free(&ran);
}

/* A tenth of the answered come back: everyone is answered in the end, so 100 / 0.9 calls. */
static void callers_who_come_back_are_counted_again(void)
{
    hc_ran ran = RUN(INTERVAL, "--reconnect=10%");
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "calls_total"), 100.0 / 0.9, 1e-6);
    hc_ran_free(&ran);
    ran = RUN(INTERVAL, "--patience=120", "--redial=50%");
    const double total = figure(&ran, "calls_total");
    CU_ASSERT_DOUBLE_EQUAL(total, 100.0 + 0.5 * total * figure(&ran, "p_abandon"), 1e-6);
    hc_ran_free(&ran);
}

static void chats_are_answered_by_their_time_at_every_level(void)
{
    hc_ran ran = RUN("staff", "--calls=100", "--chat=300,400,540");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(figure(&ran, "sl_offered") >= 0.8);
    CU_ASSERT(figure(&ran, "chats_an_agent") > 1.0 && figure(&ran, "chats_an_agent") < 3.0);
    CU_ASSERT(figure(&ran, "chat_aht_s") > 300.0 && figure(&ran, "chat_aht_s") < 540.0);
    hc_ran_free(&ran);
    /* one at a time is Erlang C: the everyday 14 agents */
    ran = RUN("staff", "--calls=100", "--chat=180", "--target=80/20");
    CU_ASSERT_EQUAL((int)figure(&ran, "n"), 14);
    hc_ran_free(&ran);
}

/* 25 callers who all hang up after 40 s: one hang-up for each 40 s waited, which is what an
 * exponential patience of 40 s has. */
static void waits_of_a_log_are_the_patience_they_show(void)
{
    char path[1024];
    char log[512] = "wait_s,hung_up\n";
    for (int k = 0; k < 25; k++) {
        (void)strncat(log, "40,1\n", sizeof log - strlen(log) - 1);
    }
    (void)hc_scratch_file(path, "waits.csv", log);
    hc_ran ran = RUN(INTERVAL, "--waits", path);
    hc_ran plain = RUN(INTERVAL, "--patience=40");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "n"), figure(&plain, "n"), 0.0);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "sl_offered"), figure(&plain, "sl_offered"), 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "p_abandon"), figure(&plain, "p_abandon"), 1e-10);
    CU_ASSERT_DOUBLE_EQUAL(figure(&ran, "patient_60_s"), 0.22313016014842982, 1e-12);
    hc_ran_free(&ran);
    hc_ran_free(&plain);
    (void)hc_scratch_file(path, "waits.csv", "wait_s,hung_up\n12,maybe\n");
    ran = RUN(INTERVAL, "--waits", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "waits.csv:2:4: error: hung_up must be 1 or 0, found 'maybe'"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(path, "waits.csv", "wait_s,hung_up\n-1,0\n");
    ran = RUN(INTERVAL, "--waits", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "a wait must be 0 s or more, found '-1'"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(path, "waits.csv", "wait_s,hung_up\n12,no\n");
    ran = RUN(INTERVAL, "--waits", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "nobody hung up"));
    hc_ran_free(&ran);
}

static void options_that_do_not_go_together_are_refused(void)
{
    static const char *const lines[][6] = {
        {"staff", "--calls=1", "--aht=1", "--risk=90%", NULL},
        {"staff", "--calls=1", "--aht=1", "--solve=aht", NULL},
        {"staff", "--calls=1", "--aht=1", "--cv=1%", "--redial=1%", NULL},
        {"staff", "--calls=1", "--chat=300,x", NULL},
        {"staff", "--calls=1", "--chat=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", NULL}};
    static const char *const words[] = {"--risk needs --cv", "--solve needs --agents",
                                        "do not go together", "not a list", "not a list"};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        hc_ran ran = hc_run(lines[k], NULL);
        CU_ASSERT_EQUAL(ran.exit_code, 2);
        CU_ASSERT(SAYS(ran.err, words[k]));
        CU_ASSERT_STRING_EQUAL(ran.out, "");
        hc_ran_free(&ran);
    }
}

static void every_figure_has_its_name_for_people_too(void)
{
    hc_ran ran = RUN(INTERVAL, "--agents=14", "--solve=volume", "--format=table");
    CU_ASSERT(SAYS(ran.out, "Most calls that they hold "));
    hc_ran_free(&ran);
    ran = RUN(INTERVAL, "--cv=0.1", "--format=table");
    CU_ASSERT(SAYS(ran.out, "Service level if the forecast came exactly true "));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(agents_hold_so_many_calls),
        HC_TEST(agents_hold_so_long_a_handle_time),
        HC_TEST(a_forecast_that_may_be_wrong_serves_worse_than_its_mean_says),
        HC_TEST(a_target_is_met_with_a_probability),
        HC_TEST(callers_who_come_back_are_counted_again),
        HC_TEST(chats_are_answered_by_their_time_at_every_level),
        HC_TEST(waits_of_a_log_are_the_patience_they_show),
        HC_TEST(options_that_do_not_go_together_are_refused),
        HC_TEST(every_figure_has_its_name_for_people_too),
    };
    return hc_test_run("program: staff, further questions", tests,
                       sizeof tests / sizeof *tests);
}
