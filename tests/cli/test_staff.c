#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

/* Third line of the table: the number of agents is the first word of the first line. */
static void check_agents(const hc_ran *ran, const char *agents)
{
    CU_ASSERT_EQUAL(ran->exit_code, 0);
    CU_ASSERT(STARTS(ran->out, agents));
}

/* Known answers of the published comparison of tools: Erlang C 10 Erlangs 80/20, Erlang A with
 * 120 s of patience at 100 Erlangs. */
static void everyday_questions_have_their_known_answers(void)
{
    hc_ran ran = RUN("staff", "--calls", "100", "--interval", "30", "--aht", "180", "--target",
                     "80/20", "--format", "table");
    check_agents(&ran, "14 agents on the phones, 20 people with 30 % shrinkage");
    hc_ran_free(&ran);
    ran = RUN("staff", "--calls", "1000", "--aht", "180", "--patience", "120", "--target",
              "80/20", "--format", "table");
    check_agents(&ran, "96 agents");
    hc_ran_free(&ran);
    ran = RUN("staff", "--calls=420", "--interval=60", "--aht=180", "--occupancy=70%",
              "--format=table");
    check_agents(&ran, "30 agents"); /* 21 Erlangs at exactly 70 %: not 31 */
    hc_ran_free(&ran);
}

static void every_metric_is_printed_by_name(void)
{
    hc_ran ran = RUN("staff", "--calls", "100", "--aht", "180");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out,
                     "load,n,headcount,erlang_b,p_wait,p_wait_gt_T,p_block,p_abandon,"
                     "p_abandon_in_T,sl_offered,late,sl_net,sl_answered,asa_s,wait_all_s,"
                     "occupancy,queue_len\n10,14,20,"));
    CU_ASSERT(SAYS(ran.out, ",0.8883500191794669,")); /* sl_offered of the truth table */
    hc_ran_free(&ran);
}

static void overload_is_called_overload(void)
{
    hc_ran ran = RUN("staff", "--calls", "100", "--aht", "180", "--agents", "8");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "overload"));
    hc_ran_free(&ran);
}

static void perfection_has_no_answer_when_callers_wait_for_ever(void)
{
    hc_ran ran = RUN("staff", "--calls", "100", "--chat", "180,240", "--target", "100/20");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "has no answer (no number of agents is ever perfect"));
    hc_ran_free(&ran);
    ran = RUN("staff", "--calls", "100", "--aht", "180", "--target", "100/20");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    CU_ASSERT(SAYS(ran.err, "no number of agents"));
    hc_ran_free(&ran);
}

static void too_few_agents_are_told_by_the_exit_code(void)
{
    hc_ran ran =
        RUN("staff", "--calls", "100", "--aht", "180", "--agents", "12", "--target", "80/20");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "12 agents do not meet the target"));
    CU_ASSERT(SAYS(ran.out, "\n10,12,"));
    hc_ran_free(&ran);
}

static void what_is_missing_is_said(void)
{
    hc_ran ran = RUN("staff", "--calls", "100");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--aht is missing"));
    hc_ran_free(&ran);
    ran = RUN("staff", "--aht", "100");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--calls"));
    hc_ran_free(&ran);
    ran = RUN("staff", "--calls", "1", "--aht", "100", "--model", "A");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--patience"));
    hc_ran_free(&ran);
}

/* Ten Erlangs of callers with 120 s of patience: so many agents are enough, one fewer is not.
 */
static void every_target_can_be_bounded_alone_or_with_others(void)
{
    static const struct {
        const char *option[3];
        const char *agents;
        const char *fewer;
    } asked[] = {
        {{"--target=80/20", "--of=offered", "--interval=30"}, "\n10,12,", "--agents=11"},
        {{"--target=80/20", "--of=net", "--interval=30"}, "\n10,12,", "--agents=11"},
        {{"--target=80/20", "--of=answered", "--interval=30"}, "\n10,11,", "--agents=10"},
        {{"--asa=5", "--interval=30", "--interval=30"}, "\n10,13,", "--agents=12"},
        {{"--wait-all=2", "--interval=30", "--interval=30"}, "\n10,15,", "--agents=14"},
        {{"--p-wait=10%", "--interval=30", "--interval=30"}, "\n10,15,", "--agents=14"},
        {{"--abandon=1%", "--interval=30", "--interval=30"}, "\n10,16,", "--agents=15"},
        {{"--occupancy=60%", "--interval=30", "--interval=30"}, "\n10,17,", "--agents=16"},
        {{"--target=80/20", "--p-wait=10%", "--occupancy=60%"}, "\n10,17,", "--agents=16"},
    };
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
        const char *const *option = asked[k].option;
        hc_ran ran = RUN("staff", "--load=10", "--aht=180", "--patience=120", option[0],
                         option[1], option[2]);
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        CU_ASSERT(SAYS(ran.out, asked[k].agents));
        hc_ran_free(&ran);
        ran = RUN("staff", "--load=10", "--aht=180", "--patience=120", option[0], option[1],
                  option[2], asked[k].fewer);
        CU_ASSERT_EQUAL(ran.exit_code, 1);
        hc_ran_free(&ran);
    }
}

/* 1,000 Erlangs at 20 s of patience: 85 % of those who stay 300 s needs hardly anybody. */
static void a_net_service_level_tells_who_hung_up(void)
{
    hc_ran ran = RUN("staff", "--load=1000", "--aht=180", "--patience=20", "--target=85/300",
                     "--of=net");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "% hang up, whom this service level leaves out"));
    hc_ran_free(&ran);
    ran = RUN("staff", "--load=1000", "--aht=180", "--patience=20", "--target=85/300",
              "--of=net", "--abandon=5%");
    CU_ASSERT_STRING_EQUAL(ran.err, "");
    hc_ran_free(&ran);
}

/* What n agents hold by --solve is what needs n agents and no fewer. */
static void the_most_that_agents_hold_needs_just_them(void)
{
    static const char *const targets[] = {"--target=80/20", "--asa=8",      "--wait-all=5",
                                          "--p-wait=20%",   "--abandon=2%", "--occupancy=80%"};
    for (size_t k = 0; k < sizeof targets / sizeof *targets; k++) {
        hc_ran ran = RUN("staff", "--calls=100", "--aht=180", "--patience=120", targets[k],
                         "--agents=14", "--solve=volume");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        const char *row = strchr(ran.out, '\n');
        const char *last = row != NULL ? strrchr(row, ',') : NULL;
        CU_ASSERT_PTR_NOT_NULL_FATAL(last);
        char load[64];
        (void)snprintf(load, sizeof load, "--load=%.12g",
                       strtod(last + 1, NULL) * (1.0 - 1e-9));
        hc_ran_free(&ran);
        ran = RUN("staff", load, "--aht=180", "--patience=120", targets[k]);
        CU_ASSERT(SAYS(ran.out, ",14,20,"));
        hc_ran_free(&ran);
    }
}

static void a_grid_is_answered_row_by_row(void)
{
    hc_ran ran = RUN_WITH("id,kind,model,calls,interval_s,aht_s,T_s,target_type,target,n\n"
                          "a,solve,C,100,1800,180,20,sl_offered,0.8,\n"
                          "b,eval,C,100,1800,180,20,,,14\n",
                          "staff", "--input", "-", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "\na,14,0.05681914338652"));
    CU_ASSERT(SAYS(ran.out, "\nb,14,0.05681914338652"));
    hc_ran_free(&ran);
}

static void a_row_without_an_answer_is_minus_one_and_exit_code_one(void)
{
    hc_ran ran = RUN_WITH("id,model,load,aht_s,T_s,target_type,target\n"
                          "x,C,10,180,20,sl_offered,1\n",
                          "staff", "--input", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "\nx,-1,,"));
    CU_ASSERT(SAYS(ran.err, "1 row has no answer"));
    hc_ran_free(&ran);
}

static void a_bad_cell_of_a_grid_is_named_by_line_and_column(void)
{
    hc_ran ran = RUN_WITH("id,model,load,aht_s,target\na,C,10,180,0.8\nb,D,10,180,0.8\n",
                          "staff", "--input", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "stdin:3:3: rejected: must be B, C, A or AK, found 'D'"));
    CU_ASSERT(SAYS(ran.out, "\na,"));
    CU_ASSERT(SAYS(ran.out, "\nb,,,"));
    hc_ran_free(&ran);
    ran = RUN_WITH("id,model,load\na,C,10\n", "staff", "--input", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "aht_s"));
    hc_ran_free(&ran);
}

static void a_refused_row_does_not_stop_the_grid(void)
{
    char grid[4096] = "id,kind,load,aht_s,T_s,n\n";
    for (int k = 0; k < 12; k++) { /* nine agents for ten Erlangs: overload */
        size_t used = strlen(grid);
        (void)snprintf(grid + used, sizeof grid - used, "o%d,eval,10,180,20,9\n", k);
    }
    size_t used = strlen(grid);
    (void)snprintf(grid + used, sizeof grid - used, "last,eval,10,180,20,14\n");
    hc_ran ran = RUN_WITH(grid, "staff", "--input", "-", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "\no11,,,"));
    CU_ASSERT(SAYS(ran.out, "\nlast,14,0.0568191433865"));
    CU_ASSERT(SAYS(ran.err, "stdin:2:1: rejected: "));
    CU_ASSERT(SAYS(ran.err, "stdin:11:1: rejected: "));
    CU_ASSERT(!SAYS(ran.err, "stdin:12:1: rejected: ")); /* ten, then a count */
    CU_ASSERT(SAYS(ran.err, "12 rows were refused in all"));
    hc_ran_free(&ran);
}

static void the_truth_table_is_answered_in_its_own_columns(void)
{
    char path[1024];
    const char *data = hc_shared_data();
    if (data == NULL) { return; }
    (void)snprintf(path, sizeof path, "%s/erlang_truth.csv", data);
    hc_ran ran = RUN("staff", "--input", path, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 4001);
    CU_ASSERT(SAYS(ran.out, "\n1-00001,14,"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(everyday_questions_have_their_known_answers),
        HC_TEST(every_metric_is_printed_by_name),
        HC_TEST(overload_is_called_overload),
        HC_TEST(perfection_has_no_answer_when_callers_wait_for_ever),
        HC_TEST(too_few_agents_are_told_by_the_exit_code),
        HC_TEST(what_is_missing_is_said),
        HC_TEST(every_target_can_be_bounded_alone_or_with_others),
        HC_TEST(a_net_service_level_tells_who_hung_up),
        HC_TEST(the_most_that_agents_hold_needs_just_them),
        HC_TEST(a_grid_is_answered_row_by_row),
        HC_TEST(a_row_without_an_answer_is_minus_one_and_exit_code_one),
        HC_TEST(a_refused_row_does_not_stop_the_grid),
        HC_TEST(a_bad_cell_of_a_grid_is_named_by_line_and_column),
        HC_TEST(the_truth_table_is_answered_in_its_own_columns),
    };
    return hc_test_run("program: staff", tests, sizeof tests / sizeof *tests);
}
