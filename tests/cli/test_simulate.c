#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/sample_centre.h"
#include "tests/support/hc_test.h"

#define PATH 1024

/* The k-th cell of the last row of a CSV. */
static double last_row(const char *csv, size_t column)
{
    const char *end = csv + strlen(csv);
    const char *row = end > csv ? end - 1 : csv;
    while (row > csv && row[-1] != '\n') {
        row--;
    }
    for (size_t k = 0; k < column; k++) {
        const char *comma = strchr(row, ',');
        if (comma == NULL) { return -1.0; }
        row = comma + 1;
    }
    return strtod(row, NULL);
}

enum {
    LEVEL = 2,
    LEVEL_HALF,
    LEVEL_FORMULA,
    GONE,
    GONE_HALF,
    GONE_FORMULA,
    ASA,
    ASA_HALF,
    ASA_FORMULA,
    BUSY,
    BUSY_HALF,
    BUSY_FORMULA
};

/* One interval in its steady state: exponential times are what the formula is about, so every
 * figure must agree with it within a little more than its interval. */
static void one_interval_agrees_with_the_formula(void)
{
    hc_ran ran =
        RUN("simulate", "--calls", "100", "--interval", "30", "--aht", "180", "--agents", "12",
            "--patience", "148", "--target", "80/20", "--runs", "4000", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    for (size_t k = LEVEL; k <= BUSY; k += 3) {
        const double apart = last_row(ran.out, k) - last_row(ran.out, k + 2);
        const double half = last_row(ran.out, k + 1);
        CU_ASSERT(half > 0.0);
        CU_ASSERT(apart < 1.5 * half && apart > -1.5 * half);
    }
    /* sl_offered of `staff --calls 100 --aht 180 --agents 12 --patience 148` */
    hc_ran staff = RUN("staff", "--calls", "100", "--aht", "180", "--agents", "12",
                       "--patience", "148", "--format", "csv");
    char figure[32];
    (void)snprintf(figure, sizeof figure, ",%.10g", last_row(ran.out, LEVEL_FORMULA));
    figure[12] = '\0';
    CU_ASSERT(SAYS(staff.out, figure));
    hc_ran_free(&staff);
    hc_ran_free(&ran);
}

static void the_same_seed_meets_the_same_callers(void)
{
    hc_ran one = RUN("simulate", "--calls=50", "--aht=200", "--agents=8", "--runs=20");
    hc_ran two = RUN("simulate", "--calls=50", "--aht=200", "--agents=8", "--runs=20");
    hc_ran other =
        RUN("simulate", "--calls=50", "--aht=200", "--agents=8", "--runs=20", "--seed=2");
    CU_ASSERT_STRING_EQUAL(one.out, two.out);
    CU_ASSERT_STRING_NOT_EQUAL(one.out, other.out);
    hc_ran_free(&one);
    hc_ran_free(&two);
    hc_ran_free(&other);
}

static void steadier_handle_times_are_answered_sooner(void)
{
    hc_ran steady = RUN("simulate", "--calls=100", "--aht=180", "--agents=11", "--aht-cv=0");
    hc_ran wild = RUN("simulate", "--calls=100", "--aht=180", "--agents=11", "--aht-cv=2");
    CU_ASSERT(last_row(steady.out, ASA) < last_row(wild.out, ASA));
    hc_ran_free(&steady);
    hc_ran_free(&wild);
}

static void a_service_level_surely_missed_is_exit_code_one(void)
{
    hc_ran ran = RUN("simulate", "--calls=100", "--aht=180", "--agents=9", "--patience=148",
                     "--format=table");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "asked 80 %: missed"));
    CU_ASSERT(SAYS(ran.err, "missed"));
    hc_ran_free(&ran);
}

/* 10 Erlangs on 9 agents who are never given up: no formula, but the first hours can be played.
 */
static void an_overload_has_no_formula_but_can_be_played(void)
{
    hc_ran ran = RUN("simulate", "--calls=100", "--aht=180", "--agents=9", "--format=csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "\ninterval,"));
    CU_ASSERT(last_row(ran.out, LEVEL) < 0.5);
    hc_ran_free(&ran);
}

static void what_is_missing_is_said(void)
{
    static const char *const lines[][5] = {{"simulate", NULL},
                                           {"simulate", "--calls=10", NULL},
                                           {"simulate", "--calls=10", "--aht=100", NULL},
                                           {"simulate", "plan", "--calls=10", NULL}};
    static const char *const words[] = {"a plan or --calls is missing", "--aht is missing",
                                        "--agents is missing", "not a plan"};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        hc_ran ran = hc_run(lines[k], NULL);
        CU_ASSERT_EQUAL(ran.exit_code, 2);
        CU_ASSERT(SAYS(ran.err, words[k]));
        CU_ASSERT_STRING_EQUAL(ran.out, "");
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("simulate", "no-such-plan");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
}

static void a_plan_is_played_day_by_day(void)
{
    hc_sample sample = {0};
    (void)hc_sample_make(&sample, "16", "2");
    hc_sample_plan(&sample, sample.centre, sample.plan);
    hc_ran ran = RUN("simulate", sample.plan, "--runs", "40", "--format", "csv");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 9); /* head, seven days, all */
    CU_ASSERT(SAYS(ran.out, "\nall,"));
    /* the formula goes interval by interval, so it is near but not the same */
    const double level = last_row(ran.out, LEVEL);
    CU_ASSERT(level > 0.3 && level < 1.0);
    CU_ASSERT_DOUBLE_EQUAL(level, last_row(ran.out, LEVEL_FORMULA), 0.05);
    CU_ASSERT_DOUBLE_EQUAL(last_row(ran.out, BUSY), last_row(ran.out, BUSY_FORMULA), 0.03);
    /* over all days the formula's figures are those of the plan, to the last digit */
    static const char *const name[] = {
        "\"service_level\": ", "\"abandon_rate\": ", "\"asa_s\": ", "\"occupancy\": "};
    static const size_t column[] = {LEVEL_FORMULA, GONE_FORMULA, ASA_FORMULA, BUSY_FORMULA};
    char path[2 * PATH];
    (void)snprintf(path, sizeof path, "%s/plan.json", sample.plan);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    const char *figures = strstr(text, "\"figures\"");
    CU_ASSERT_PTR_NOT_NULL_FATAL(figures);
    for (size_t k = 0; k < sizeof column / sizeof *column; k++) {
        const char *at = strstr(figures, name[k]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(at);
        CHECK_CLOSE(last_row(ran.out, column[k]), strtod(at + strlen(name[k]), NULL), 1e-12);
    }
    free(text);
    hc_ran again = RUN("simulate", sample.plan, "--runs", "40", "--format", "csv");
    CU_ASSERT_STRING_EQUAL(again.out, ran.out);
    hc_ran_free(&again);
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_interval_agrees_with_the_formula),
        HC_TEST(the_same_seed_meets_the_same_callers),
        HC_TEST(steadier_handle_times_are_answered_sooner),
        HC_TEST(a_service_level_surely_missed_is_exit_code_one),
        HC_TEST(an_overload_has_no_formula_but_can_be_played),
        HC_TEST(what_is_missing_is_said),
        HC_TEST(a_plan_is_played_day_by_day),
    };
    return hc_test_run("program: simulate", tests, sizeof tests / sizeof *tests);
}
