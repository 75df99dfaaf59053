#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

static char demo[PATH / 2], history[PATH], plan[PATH], apart[PATH];

/* A plan of two queues that share agents and one of queues that do not, made once. */
static void make_plans(void)
{
    char centre[PATH];
    if (demo[0] != '\0') { return; }
    (void)hc_scratch_path(demo, sizeof demo, "demo");
    hc_ran ran = RUN("demo", demo, "--weeks", "16", "--queues", "2");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(history, sizeof history, "%s/history.csv", demo);
    (void)snprintf(plan, sizeof plan, "%s/plan", demo);
    (void)snprintf(apart, sizeof apart, "%s/apart", demo);
    (void)hc_scratch_file(centre, "priced.json",
                          "{\"costs\":{\"currency\":\"EUR\",\"wage_an_hour\":20},"
                          "\"contracts\":[{\"name\":\"full\",\"days_a_week_most\":5,"
                          "\"night_from\":\"14:00\",\"night_to\":\"20:00\",\"night_premium\":0."
                          "5,\"overtime_after_min\":2000,\"overtime_premium\":0.25}],"
                          "\"every_queue\":{\"acw_s\":40,\"reasons\":"
                          "[{\"name\":\"password\",\"share\":0.2,\"aht_s\":120}]}}");
    ran = RUN("plan", history, "--centre", centre, "--out", plan, "--effort", "0",
              "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    (void)hc_scratch_file(centre, "apart.json", "{\"queues_share_agents\":false}");
    ran = RUN("plan", history, "--centre", centre, "--out", apart, "--effort", "0",
              "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
}

static cJSON *plan_of(const char *folder)
{
    char path[2 * PATH];
    (void)snprintf(path, sizeof path, "%s/plan.json", folder);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    cJSON *root = cJSON_Parse(text);
    free(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    return root;
}

static double number_of(const cJSON *root, const char *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItem(cJSON_GetObjectItem(root, object), name);
    return cJSON_IsNumber(member) ? member->valuedouble : (double)NAN;
}

/* The column-th number after "SCENARIO,FIGURE" in tidy CSV: 0 expected, 1 low, 2 high. */
static double figure(const char *csv, const char *scenario, const char *name, int column)
{
    char start[256];
    (void)snprintf(start, sizeof start, "\n%s,%s,", scenario, name);
    const char *at = strstr(csv, start);
    if (at == NULL) { return (double)NAN; }
    at += strlen(start);
    for (; column > 0; column--) {
        at = strchr(at, ',') + 1;
    }
    return strtod(at, NULL);
}

static hc_ran ask(const char *folder, const char *option, const char *value)
{
    make_plans();
    hc_ran ran = RUN("whatif", folder, option, value, "--format", "csv");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    return ran;
}

/* ---- the plan itself ----------------------------------------------------------------------
 */

/* Every figure that plan.json has too, to the last bits: shared or separate agents, of which
 * the sums go the other way round. */
static void check_unchanged(const char *folder)
{
    static const char *const pairs[][2] = {
        {"contacts", "calls"},
        {"aht_s", "aht_s"},
        {"agents_peak", "peak_agents"},
        {"person_hours", "required_hours"},
        {"service_level", "asked_service_level"},
        {"roster_people", "people"},
        {"roster_service_level", "service_level"},
        {"roster_service_level_expected", "service_level_expected"},
        {"roster_abandon_rate", "abandon_rate"},
        {"roster_asa_s", "asa_s"},
        {"roster_occupancy", "occupancy"},
    };
    hc_ran ran = ask(folder, "--volume", "+0%");
    cJSON *root = plan_of(folder);
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        const double planned = number_of(root, "figures", pairs[k][1]);
        CU_ASSERT(planned > 0.0);
        CHECK_CLOSE(figure(ran.out, "Plan", pairs[k][0], 0), planned, 1e-13);
        CHECK_CLOSE(figure(ran.out, "volume +0%", pairs[k][0], 0), planned, 1e-13);
    }
    cJSON_Delete(root);
    hc_ran_free(&ran);
}

static void an_unchanged_scenario_is_the_plan(void)
{
    make_plans();
    check_unchanged(plan);
    check_unchanged(apart);
}

/* A target held over the week with a probability: the same possible weeks are drawn again. */
static void a_plan_with_a_risk_is_unchanged_too(void)
{
    char careful[PATH];
    make_plans();
    (void)hc_scratch_path(careful, sizeof careful, "careful");
    hc_ran ran = RUN("plan", history, "--out", careful, "--effort", "0", "--time-limit", "0",
                     "--risk", "80%");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    check_unchanged(careful);
    ran = ask(careful, "--volume", "+10%");
    CU_ASSERT(figure(ran.out, "volume +10%", "person_hours", 0) >
              figure(ran.out, "Plan", "person_hours", 0));
    hc_ran_free(&ran);
}

static void agents_by_interval_are_those_of_the_plan(void)
{
    make_plans();
    hc_ran ran = RUN("whatif", plan, "--volume", "+0%", "--hours", "--format", "json");
    cJSON *hours = cJSON_Parse(ran.out);
    cJSON *root = plan_of(plan);
    const cJSON *needs = cJSON_GetObjectItem(root, "requirement");
    const cJSON *agents =
        cJSON_GetObjectItem(cJSON_GetArrayItem(needs, cJSON_GetArraySize(needs) - 1), "agents");
    CU_ASSERT_EQUAL_FATAL(cJSON_GetArraySize(hours), 7 * 24);
    for (int hour = 0; hour < 7 * 24; hour++) {
        const int first = cJSON_GetArrayItem(agents, 2 * hour)->valueint;
        const int second = cJSON_GetArrayItem(agents, 2 * hour + 1)->valueint;
        const cJSON *row = cJSON_GetArrayItem(hours, hour);
        CU_ASSERT_EQUAL(cJSON_GetObjectItem(row, "Plan")->valueint,
                        first > second ? first : second);
    }
    cJSON_Delete(root);
    cJSON_Delete(hours);
    hc_ran_free(&ran);
}

/* Paid hours of the roster at 20, with overtime and premiums, which are shares of it:
 * plan.json's cost without its cover cost. */
static void the_rosters_cost_is_the_plans(void)
{
    hc_ran ran = ask(plan, "--wage", "+10%");
    cJSON *root = plan_of(plan);
    const double wages =
        number_of(root, "schedule", "cost") - number_of(root, "schedule", "cover_cost");
    CU_ASSERT(number_of(root, "schedule", "overtime_cost") > 0.0);
    CU_ASSERT(number_of(root, "schedule", "premium_cost") > 0.0);
    CU_ASSERT(wages > number_of(root, "schedule", "wages"));
    CHECK_CLOSE(figure(ran.out, "Plan", "roster_cost", 0), wages, 1e-12);
    CHECK_CLOSE(figure(ran.out, "wage +10%", "roster_cost", 0), 1.1 * wages, 1e-12);
    hc_ran_free(&ran);
    ran = ask(plan, "--wage", "30");
    CHECK_CLOSE(figure(ran.out, "wage 30", "roster_cost", 0), 1.5 * wages, 1e-12);
    cJSON_Delete(root);
    hc_ran_free(&ran);
}

/* Where nobody says what an hour costs, heads have prices of points; they are no money. */
static void points_are_no_money(void)
{
    hc_ran ran = ask(apart, "--wage", "20");
    CU_ASSERT(SAYS(ran.out, "Plan,roster_cost,,,,"));
    CU_ASSERT(SAYS(ran.out, "Plan,cost,,,,"));
    const double at_20 = figure(ran.out, "wage 20", "roster_cost", 0);
    hc_ran_free(&ran);
    ran = ask(apart, "--wage", "40");
    CHECK_CLOSE(figure(ran.out, "wage 40", "roster_cost", 0), 2.0 * at_20, 1e-12);
    hc_ran_free(&ran);
}

/* The prices of the centre file are those of its contracts, and where it has none of the usual
 * ones. */
static void usual_contracts_take_the_centres_prices(void)
{
    char centre[PATH], folder[PATH];
    (void)snprintf(folder, sizeof folder, "%s/usual", demo);
    (void)hc_scratch_file(centre, "usual.json",
                          "{\"costs\":{\"wage_an_hour\":20,\"weekend_day_cost\":3}}");
    hc_ran ran = RUN("plan", history, "--centre", centre, "--out", folder, "--effort", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    cJSON *root = plan_of(folder);
    const cJSON *contracts =
        cJSON_GetObjectItem(cJSON_GetObjectItem(root, "schedule"), "contracts");
    const cJSON *contract = NULL;
    cJSON_ArrayForEach(contract, contracts)
    {
        CHECK_CLOSE(cJSON_GetObjectItem(contract, "wage_an_hour")->valuedouble, 20.0, 0);
    }
    const double wages = number_of(root, "schedule", "wages");
    const double weekends = number_of(root, "schedule", "weekend_cost");
    CU_ASSERT(wages > 0.0);
    CU_ASSERT(weekends > 0.0);
    CHECK_CLOSE(number_of(root, "schedule", "hire_cost"), 0.0, 0);
    ran = ask(folder, "--wage", "40");
    CHECK_CLOSE(figure(ran.out, "Plan", "roster_cost", 0), wages + weekends, 1e-12);
    CHECK_CLOSE(figure(ran.out, "wage 40", "roster_cost", 0), 2.0 * wages + weekends, 1e-12);
    hc_ran_free(&ran);
    cJSON_Delete(root);
}

/* ---- changes ------------------------------------------------------------------------------
 */

/* plan with --target and what-if with --target go the same way and meet at the same agents. */
static void a_changed_target_is_what_a_new_plan_asks_for(void)
{
    char other[PATH];
    char centre[PATH];
    make_plans();
    (void)hc_scratch_path(other, sizeof other, "other");
    (void)hc_scratch_path(centre, sizeof centre, "priced.json");
    hc_ran ran = RUN("plan", history, "--centre", centre, "--out", other, "--effort", "0",
                     "--time-limit", "0", "--target", "90/10", "--shrinkage", "35%");
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--target", "90/10", "--shrinkage", "35%", "--format", "csv");
    cJSON *root = plan_of(other);
    const char *const name = "\"target 90/10, shrinkage 35%\"";
    CHECK_CLOSE(figure(ran.out, name, "person_hours", 0),
                number_of(root, "figures", "required_hours"), 0);
    CHECK_CLOSE(figure(ran.out, name, "agents_peak", 0),
                number_of(root, "figures", "peak_agents"), 0);
    CHECK_CLOSE(figure(ran.out, name, "service_level", 0),
                number_of(root, "figures", "asked_service_level"), 0);
    cJSON_Delete(root);
    hc_ran_free(&ran);
}

static void more_contacts_need_more_people_and_leave_the_roster_worse_off(void)
{
    hc_ran ran = ask(plan, "--volume", "+30%");
    const char *const more = "volume +30%";
    CHECK_CLOSE(figure(ran.out, more, "contacts", 0),
                1.3 * figure(ran.out, "Plan", "contacts", 0), 1e-12);
    CU_ASSERT(figure(ran.out, more, "people", 0) > figure(ran.out, "Plan", "people", 0));
    CU_ASSERT(figure(ran.out, more, "service_level", 0) >= 0.8);
    CU_ASSERT(figure(ran.out, more, "roster_service_level", 0) <
              figure(ran.out, "Plan", "roster_service_level", 0) - 0.1);
    CHECK_CLOSE(figure(ran.out, more, "roster_people", 0),
                figure(ran.out, "Plan", "roster_people", 0), 0);
    CU_ASSERT(figure(ran.out, more, "cost", 0) > figure(ran.out, "Plan", "cost", 0));
    hc_ran_free(&ran);
}

/* Hours of work, people and prices follow from contacts, hours and shares; the roster's hours
 * are those that it covers of what the plan asks. */
static void check_figures(const char *csv, const char *name, int column, double covered_hours)
{
    const double contacts = figure(csv, name, "contacts", column);
    const double hours = figure(csv, name, "person_hours", column);
    const double people = figure(csv, name, "roster_people", column);
    const double wages = figure(csv, name, "roster_cost", column);
    CHECK_CLOSE(figure(csv, name, "work_hours", column),
                contacts * figure(csv, name, "aht_s", column) / 3600.0, 1e-12);
    CHECK_CLOSE(figure(csv, name, "people", column), ceil(hours * people / covered_hours), 0);
    CHECK_CLOSE(figure(csv, name, "cost", column), hours * wages / covered_hours, 1e-12);
    CHECK_CLOSE(figure(csv, name, "cost_a_contact", column),
                figure(csv, name, "cost", column) / contacts /
                    (1.0 - figure(csv, name, "abandon_rate", column)),
                1e-12);
    CHECK_CLOSE(figure(csv, name, "roster_cost_a_contact", column),
                wages / contacts / (1.0 - figure(csv, name, "roster_abandon_rate", column)),
                1e-12);
}

static void figures_of_a_scenario_belong_together(void)
{
    hc_ran ran = ask(plan, "--volume", "+30%");
    cJSON *root = plan_of(plan);
    const double covered_hours = number_of(root, "figures", "required_hours") -
                                 number_of(root, "figures", "short_hours");
    const cJSON *needs = cJSON_GetObjectItem(root, "requirement");
    const cJSON *agents =
        cJSON_GetObjectItem(cJSON_GetArrayItem(needs, cJSON_GetArraySize(needs) - 1), "agents");
    const cJSON *slot = NULL;
    double agent_hours = 0.0;
    cJSON_ArrayForEach(slot, agents)
    {
        agent_hours += 0.5 * slot->valuedouble;
    }
    CHECK_CLOSE(figure(ran.out, "Plan", "agent_hours", 0), agent_hours, 1e-12);
    for (int column = 0; column < 3; column++) {
        check_figures(ran.out, "Plan", column, covered_hours);
        check_figures(ran.out, "volume +30%", column, covered_hours);
    }
    cJSON_Delete(root);
    hc_ran_free(&ran);
}

static void bands_are_around_the_expected(void)
{
    hc_ran ran = ask(plan, "--volume", "+30%");
    static const char *const rising[] = {"contacts", "person_hours", "people", "cost"};
    for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
        const double expected = figure(ran.out, "Plan", rising[k], 0);
        CU_ASSERT(figure(ran.out, "Plan", rising[k], 1) < expected);
        CU_ASSERT(figure(ran.out, "Plan", rising[k], 2) > expected);
    }
    CU_ASSERT(figure(ran.out, "Plan", "roster_service_level", 1) >
              figure(ran.out, "Plan", "roster_service_level", 2));
    hc_ran_free(&ran);
}

/* Fewer agents at the same work answer the service they would give, and the exit code tells. */
static void a_smaller_roster_tells_what_it_gives(void)
{
    hc_ran ran = ask(plan, "--agents", "-30%");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "agents -30%: the roster gives "));
    CU_ASSERT(SAYS(ran.err, "expected of the 80 % promised"));
    CU_ASSERT(figure(ran.out, "agents -30%", "roster_service_level", 0) < 0.8);
    const double people = figure(ran.out, "Plan", "roster_people", 0);
    CHECK_CLOSE(figure(ran.out, "agents -30%", "roster_people", 0), ceil(0.7 * people - 1e-9),
                0);
    hc_ran_free(&ran);
}

/* As in plan, the spread decides: a level kept only if the forecast comes true is not kept. */
static void the_promise_is_judged_over_the_spread(void)
{
    int between = 0;
    for (int halves = 2; halves <= 16; halves++) { /* the two are near each other */
        char change[16], name[32], warned[64];
        (void)snprintf(change, sizeof change, "-%g%%", 0.5 * halves);
        (void)snprintf(name, sizeof name, "agents %s", change);
        (void)snprintf(warned, sizeof warned, "%s: the roster gives ", name);
        hc_ran ran = ask(plan, "--agents", change);
        const bool kept = figure(ran.out, name, "roster_service_level_expected", 0) >= 0.8;
        const bool naive = figure(ran.out, name, "roster_service_level", 0) >= 0.8;
        between += naive && !kept ? 1 : 0;
        CU_ASSERT_EQUAL(ran.exit_code, kept ? 0 : 1);
        CU_ASSERT_EQUAL(SAYS(ran.err, warned), !kept);
        hc_ran_free(&ran);
    }
    CU_ASSERT(between > 0); /* the two judgements do differ here */
    hc_ran ran = ask(plan, "--sweep", "agents=-10%..-9%:1%");
    CU_ASSERT(SAYS(ran.err, " expected of the 80 % promised")); /* also where bands are not */
    hc_ran_free(&ran);
}

/* A fifth of the contacts, 120 s each, goes: what stays takes longer. */
static void deflection_makes_what_stays_longer(void)
{
    hc_ran ran = ask(plan, "--deflect", "password=100%");
    const char *const name = "deflect password=100%";
    CHECK_CLOSE(figure(ran.out, name, "contacts", 0),
                0.8 * figure(ran.out, "Plan", "contacts", 0), 1e-12);
    CU_ASSERT(figure(ran.out, name, "aht_s", 0) > figure(ran.out, "Plan", "aht_s", 0) + 10.0);
    const double gone_hours = 0.2 * figure(ran.out, "Plan", "contacts", 0) * 120.0 / 3600.0;
    CHECK_CLOSE(figure(ran.out, name, "work_hours", 0),
                figure(ran.out, "Plan", "work_hours", 0) - gone_hours, 1e-9);
    hc_ran_free(&ran);
}

/* 7 for each caller who is lost, beside wages and in no other cost. */
static void callers_who_hang_up_have_a_price_where_it_is_said(void)
{
    char centre[PATH];
    make_plans();
    (void)hc_scratch_file(centre, "lost.json", "{\"peak\":{\"lost_contact_cost\":7}}");
    hc_ran ran = RUN("whatif", plan, "--agents", "-2", "--centre", centre, "--format", "csv");
    const char *const name = "agents -2";
    const double contacts = figure(ran.out, name, "contacts", 0);
    CHECK_CLOSE(figure(ran.out, name, "roster_lost_cost", 0),
                7.0 * contacts * figure(ran.out, name, "roster_abandon_rate", 0), 1e-9);
    CHECK_CLOSE(figure(ran.out, name, "lost_cost", 0),
                7.0 * contacts * figure(ran.out, name, "abandon_rate", 0), 1e-9);
    CU_ASSERT(figure(ran.out, name, "roster_lost_cost", 0) >
              figure(ran.out, "Plan", "roster_lost_cost", 0));
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--agents", "-2", "--format", "table");
    CU_ASSERT(!SAYS(ran.out, "Cost of hang-ups"));
    hc_ran_free(&ran);
}

/* A minute's price: a quarter of all handle time at 0.80. */
static void a_vendors_share_is_billed(void)
{
    char centre[PATH];
    make_plans();
    (void)hc_scratch_file(centre, "vendor.json",
                          "{\"vendors\":[{\"name\":\"A\",\"price_an_hour\":400},"
                          "{\"name\":\"B\",\"price_a_minute\":0.8}]}");
    hc_ran ran =
        RUN("whatif", plan, "--vendor-share", "25%", "--centre", centre, "--format", "csv");
    const char *const name = "vendor-share 25%";
    const double work_hours = figure(ran.out, "Plan", "work_hours", 0);
    CHECK_CLOSE(figure(ran.out, name, "work_hours", 0), 0.75 * work_hours, 1e-12);
    CHECK_CLOSE(figure(ran.out, name, "contacts", 0), figure(ran.out, "Plan", "contacts", 0),
                1e-12);
    CHECK_CLOSE(figure(ran.out, name, "vendor_cost", 0), 0.25 * work_hours * 60.0 * 0.8, 1e-12);
    /* beside a roster that stays as it is */
    const double both =
        figure(ran.out, "Plan", "roster_cost", 0) + figure(ran.out, name, "vendor_cost", 0);
    CHECK_CLOSE(figure(ran.out, name, "roster_cost", 0), both, 1e-12);
    const double answered = figure(ran.out, name, "contacts", 0) *
                            (1.0 - 0.75 * figure(ran.out, name, "roster_abandon_rate", 0));
    CHECK_CLOSE(figure(ran.out, name, "roster_cost_a_contact", 0), both / answered, 1e-9);
    /* pooling is lost: three quarters of the contacts need more than that of the hours */
    CU_ASSERT(figure(ran.out, name, "person_hours", 0) >
              0.75 * figure(ran.out, "Plan", "person_hours", 0));
    hc_ran_free(&ran);
}

static void what_is_likely_meant_otherwise_is_said(void)
{
    make_plans();
    hc_ran ran = RUN("whatif", plan, "--volume", "20", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "volume 20: the week has 20 contacts then, "));
    CU_ASSERT(SAYS(ran.err, "a change is +20% or -20%"));
    hc_ran_free(&ran);
    ran = RUN("whatif", apart, "--wage", "+3", "--format", "csv"); /* nobody said a wage */
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "wage +3: today's wage is not known"));
    hc_ran_free(&ran);
    ran = RUN("whatif", apart, "--vendor-share", "20%", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "no vendor of the centre file has a price"));
    hc_ran_free(&ran);
}

/* A history that knows reasons, after-call work and repeats, of a desk of 50 calls an hour: 40
 * of 300 s about an invoice and 10 of 100 s about a password; 30 s of after-call work, and 5
 * calls that come again. */
static void make_history_of_reasons(char *path)
{
    FILE *file = fopen(hc_scratch_path(path, PATH, "reasons.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,queue,reason,offered,handled,avg talk,avg acw,repeats\n", file);
    for (int day = 0; day < 70; day++) {
        const int month = day < 31 ? 1 : day < 59 ? 2 : 3;
        const int of_month = day - (month == 1 ? 0 : month == 2 ? 31 : 59) + 1;
        for (int hour = 9; hour < 17; hour++) {
            (void)fprintf(file,
                          "2026-%02d-%02d %02d:00,Desk,invoice,40,40,270,30,4\n"
                          "2026-%02d-%02d %02d:00,Desk,password,10,10,70,30,1\n",
                          month, of_month, hour, month, of_month, hour);
        }
    }
    (void)fclose(file);
}

/* Shares 0.8 and 0.2, mean 260 s: without half of the passwords 0.9 of the calls remain, of
 * (0.8 x 300 + 0.1 x 100) / 0.9 = 277.78 s. ACW 20 instead of 30 takes 10 s. Repeats from 10 to
 * 0 % leave 0.9 of the calls. */
static void todays_mix_is_measured_in_the_history(void)
{
    char reasons[PATH], desk[PATH];
    make_history_of_reasons(reasons);
    (void)hc_scratch_path(desk, sizeof desk, "desk");
    hc_ran ran = RUN("plan", reasons, "--out", desk, "--effort", "0", "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    ran = RUN("whatif", desk, "--deflect", "password=50%", "--format", "csv");
    const char *name = "deflect password=50%";
    CHECK_CLOSE(figure(ran.out, name, "aht_s", 0), 250.0 / 0.9, 1e-3);
    CHECK_CLOSE(figure(ran.out, name, "contacts", 0),
                0.9 * figure(ran.out, "Plan", "contacts", 0), 1e-6);
    hc_ran_free(&ran);
    ran = RUN("whatif", desk, "--acw", "20", "--history", reasons, "--format", "csv");
    CHECK_CLOSE(figure(ran.out, "acw 20", "aht_s", 0),
                figure(ran.out, "Plan", "aht_s", 0) - 10.0, 1e-6);
    CU_ASSERT(SAYS(ran.out, "--history "));
    hc_ran_free(&ran);
    ran = RUN("whatif", desk, "--repeat-share", "0%", "--format", "csv");
    CHECK_CLOSE(figure(ran.out, "repeat-share 0%", "contacts", 0),
                0.9 * figure(ran.out, "Plan", "contacts", 0), 1e-6);
    hc_ran_free(&ran);
    ran = RUN("explain", desk, "--deflect", "password=50%", "--figure", "aht_s");
    CU_ASSERT(SAYS(ran.out, "Handle time: 277.7"));
    hc_ran_free(&ran);
}

/* What the centre file says of today stands; a history that is gone is noted. */
static void a_history_that_is_gone_is_noted(void)
{
    char reasons[PATH], desk[PATH];
    (void)hc_scratch_path(reasons, sizeof reasons, "reasons.csv");
    (void)hc_scratch_path(desk, sizeof desk, "desk");
    CU_ASSERT_EQUAL(remove(reasons), 0);
    hc_ran ran = RUN("whatif", desk, "--acw", "20");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "reasons.csv is not read; --history FILE tells"));
    CU_ASSERT(SAYS(ran.err, "the after-call work of queue 'Desk' today is not known"));
    hc_ran_free(&ran);
}

/* ---- explained ----------------------------------------------------------------------------
 */

/* The number behind a text of an explanation. */
static double told(const char *out, const char *text)
{
    const char *at = strstr(out, text);
    return at != NULL ? strtod(at + strlen(text), NULL) : (double)NAN;
}

static void explain_shows_how_the_figures_of_a_week_are_made(void)
{
    hc_ran figures = ask(plan, "--volume", "+30%");
    hc_ran ran = RUN("explain", plan, "--volume", "+30%");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "Week from 2026-03-16: volume +30%\n"));
    const char *const more = "volume +30%";
    CHECK_CLOSE(told(ran.out, "\nContacts: "), figure(figures.out, more, "contacts", 0), 1e-5);
    CHECK_CLOSE(told(ran.out, "\nPerson-hours: "), figure(figures.out, more, "person_hours", 0),
                1e-5);
    CHECK_CLOSE(told(ran.out, "rounded up to "), figure(figures.out, more, "people", 0), 0);
    CHECK_CLOSE(told(ran.out, "hours of use = "), figure(figures.out, more, "cost", 0), 1e-5);
    CHECK_CLOSE(told(ran.out, "its service: "),
                100.0 * figure(figures.out, more, "roster_service_level", 0), 1e-3);
    hc_ran_free(&figures);
    hc_ran_free(&ran);
}

/* The plan's contacts first, then what the scenario makes of them, then the agents for those.
 */
static void explain_shows_an_interval_of_a_what_if(void)
{
    make_plans();
    const char *const at = "2026-03-16T10:40";
    hc_ran plain = RUN("explain", plan, "--at", at);
    hc_ran ran = RUN("explain", plan, "--at", at, "--volume", "+50%");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "  what if (volume +50%): "));
    CHECK_CLOSE(told(ran.out, "\nLoad: "), 1.5 * told(plain.out, "\nLoad: "), 1e-5);
    CU_ASSERT(told(ran.out, "\nAgents: ") > told(plain.out, "\nAgents: "));
    CHECK_CLOSE(told(ran.out, "  interval: "), told(plain.out, "  interval: "), 0);
    CHECK_CLOSE(told(ran.out, "\nRoster: "), told(plain.out, "\nRoster: "), 0);
    hc_ran_free(&plain);
    hc_ran_free(&ran);
    ran = RUN("explain", plan, "--at", at, "--volume", "+50%", "--changed-queue", "Nobody");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "there is no queue 'Nobody' in the plan"));
    hc_ran_free(&ran);
}

/* ---- peaks --------------------------------------------------------------------------------
 */

/* The number after "SUBJECT,ITEM,FIGURE". */
static double of_peak(const char *csv, const char *start)
{
    const char *at = strstr(csv, start);
    return at != NULL ? strtod(at + strlen(start), NULL) : (double)NAN;
}

static hc_ran ask_peak(const char *events, const char *terms, const char *decide)
{
    char calendar[PATH];
    char centre[PATH];
    make_plans();
    (void)hc_scratch_file(calendar, "events.csv", events);
    (void)hc_scratch_file(centre, "terms.json", terms);
    return decide != NULL
               ? RUN("whatif", plan, "--peak", calendar, "--centre", centre, "--decide", decide,
                     "--format", "csv")
               : RUN("whatif", plan, "--peak", calendar, "--centre", centre, "--format", "csv");
}

static const char two_days[] = "date,name,kind,uplift\n"
                               "2026-03-18,Launch,event,50%\n"
                               "2026-03-19,Launch,event,100%\n"
                               "2026-03-20,Stocktaking,closed,\n";
static const char vendor_only[] =
    "{\"peak\":{\"overtime_hours_a_week_most\":0,\"lost_contact_cost\":5,"
    "\"late_contact_cost\":1},\"vendors\":[{\"name\":\"Dear\",\"price_an_hour\":50,"
    "\"notice_weeks\":2},{\"name\":\"North\",\"price_an_hour\":40,\"notice_weeks\":2}]}";

static void an_event_lifts_its_days_and_opens_hours(void)
{
    hc_ran ran = ask_peak(two_days, vendor_only, NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    const double usual = of_peak(ran.out, "day,2026-03-18,ordinary_contacts,");
    CHECK_CLOSE(of_peak(ran.out, "day,2026-03-18,contacts,"), 1.5 * usual, 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "day,2026-03-19,contacts,"),
                2.0 * of_peak(ran.out, "day,2026-03-19,ordinary_contacts,"), 1e-12);
    CU_ASSERT(!SAYS(ran.out, "2026-03-20"));
    const double hours = of_peak(ran.out, "day,2026-03-18,missing_hours,") +
                         of_peak(ran.out, "day,2026-03-19,missing_hours,");
    CU_ASSERT(hours > 10.0);
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,missing_hours,"), hours, 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,vendor_hours,"), hours, 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,cost,"), 0.7 * 40.0 * hours, 1e-12);
    CU_ASSERT(of_peak(ran.out, "nothing,,service_level,") <
              of_peak(ran.out, "usual,,service_level,") - 0.2);
    CU_ASSERT(of_peak(ran.out, "nothing,,cost,") > 0.0);
    hc_ran_free(&ran);
}

static void what_an_event_leaves_behind_is_part_of_the_peak(void)
{
    hc_ran ran = ask_peak("date,name,kind,uplift,half_life_days\n"
                          "2026-03-18,Launch,event,50%,1\n",
                          vendor_only, NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CHECK_CLOSE(of_peak(ran.out, "day,2026-03-18,contacts,"),
                1.5 * of_peak(ran.out, "day,2026-03-18,ordinary_contacts,"), 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "day,2026-03-19,contacts,"),
                1.25 * of_peak(ran.out, "day,2026-03-19,ordinary_contacts,"), 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "day,2026-03-23,contacts,"),
                (1.0 + 0.5 / 32.0) * of_peak(ran.out, "day,2026-03-23,ordinary_contacts,"),
                1e-12);
    CU_ASSERT(!SAYS(ran.out, "2026-03-24"));
    hc_ran_free(&ran);
}

/* Two weeks of notice from the 5th: the vendor is there on the 19th only. */
static void a_late_decision_leaves_hours_open(void)
{
    hc_ran ran = ask_peak(two_days, vendor_only, "2026-03-05");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "person-hours of the peak have nobody to cover them"));
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,uncovered_hours,"),
                of_peak(ran.out, "day,2026-03-18,missing_hours,"), 1e-12);
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,vendor_hours,"),
                of_peak(ran.out, "day,2026-03-19,missing_hours,"), 1e-12);
    hc_ran_free(&ran);
}

/* The contracts pay a quarter on top of a wage of 20. However many hours a week are allowed,
 * who is there already works none at the same time. */
static void overtime_costs_what_the_contracts_pay(void)
{
    hc_ran ran = ask_peak(two_days, "{\"peak\":{\"overtime_hours_a_week_most\":40}}", NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    const double hours = of_peak(ran.out, "target,0.8,overtime_hours,");
    CU_ASSERT(hours > 10.0);
    CU_ASSERT(of_peak(ran.out, "target,0.8,uncovered_hours,") > 0.0);
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,overtime_cost,"), 25.0 * hours, 1e-9);
    hc_ran_free(&ran);
    ran = ask_peak(two_days, "{\"peak\":{\"overtime_factor\":2}}", NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 3); /* said in one place */
    hc_ran_free(&ran);
}

static void a_lower_target_needs_fewer_and_costs_service(void)
{
    static const char terms[] = "{\"vendors\":[{\"name\":\"North\",\"price_an_hour\":40}],"
                                "\"peak\":{\"overtime_hours_a_week_most\":0,\"service_level_"
                                "least\":0.6,\"lost_contact_cost\":5,\"late_contact_cost\":1}}";
    hc_ran ran = ask_peak(two_days, terms, NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(of_peak(ran.out, "target,0.6,missing_hours,") <
              of_peak(ran.out, "target,0.8,missing_hours,"));
    CU_ASSERT(of_peak(ran.out, "target,0.6,worse_service_cost,") >
              of_peak(ran.out, "target,0.7,worse_service_cost,"));
    CHECK_CLOSE(of_peak(ran.out, "target,0.8,worse_service_cost,"), 0.0, 0);
    hc_ran_free(&ran);
}

/* The demo's price letters raise their days; the plan itself knows of none. */
static void an_uplift_is_measured_in_the_history(void)
{
    char calendar[PATH];
    make_plans();
    (void)hc_scratch_file(calendar, "letters.csv",
                          "date,name,kind\n"
                          "2026-01-14,Mailing,event\n"
                          "2026-02-11,Mailing,event\n"
                          "2026-03-18,Mailing,event\n");
    hc_ran ran =
        RUN("whatif", plan, "--peak", calendar, "--history", history, "--format", "csv");
    /* in this history those days were like any other, so nothing much is found */
    const double ratio = of_peak(ran.out, "day,2026-03-18,contacts,") /
                         of_peak(ran.out, "day,2026-03-18,ordinary_contacts,");
    CU_ASSERT(ratio > 0.8 && ratio < 1.25);
    hc_ran own = RUN("whatif", plan, "--peak", calendar, "--format", "csv");
    CU_ASSERT_STRING_EQUAL(own.out, ran.out); /* it is the plan's own history */
    hc_ran_free(&own);
    hc_ran_free(&ran);
    (void)hc_scratch_file(calendar, "letters.csv",
                          "date,name,kind\n2026-03-18,Mailing,event\n");
    ran = RUN("whatif", plan, "--peak", calendar, "--format", "csv"); /* never seen */
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "the uplift of 'Mailing' on 2026-03-18 is not known"));
    hc_ran_free(&ran);
}

static void a_peak_that_cannot_be_asked_says_why(void)
{
    hc_ran ran = ask_peak("date,name,kind,uplift\n2025-01-05,Past,event,10%\n", "{}", NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "there is no event on 2026-03-16, when the plan begins, or later"));
    hc_ran_free(&ran);
    ran = ask_peak(two_days, vendor_only, "2026-03-19"); /* it begins on the 18th */
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "the peak begins on 2026-03-18, before --decide 2026-03-19"));
    hc_ran_free(&ran);
    char calendar[PATH];
    (void)hc_scratch_file(calendar, "quiet.csv",
                          "date,name,kind,uplift\n2026-03-18,Match,event,-30%\n");
    ran = RUN("whatif", plan, "--peak", calendar, "--format", "table");
    CU_ASSERT(SAYS(ran.out, " against the time without the event"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(calendar, "loud.csv",
                          "date,name,kind,uplift\n2026-03-18,Match,event,50%\n");
    ran = RUN("whatif", apart, "--peak", calendar, "--format", "table"); /* no price at all */
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "Nobody covers the "));
    CU_ASSERT(!SAYS(ran.out, "Cheapest"));
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--peak", "x.csv", "--volume", "+3%");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--peak is a question of its own"));
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--volume", "+3%", "--decide", "2026-03-05");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    ran = ask_peak("date,name,kind,uplift\n2026-03-18,Launch,event,50%\n",
                   "{\"peak\":{\"temporary\":{\"hire_cost\":3}}}", NULL);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "wage_an_hour"));
    hc_ran_free(&ran);
}

static void people_read_what_to_do_about_a_peak(void)
{
    static const char terms[] =
        "{\"costs\":{\"currency\":\"EUR\"},\"peak\":{\"temporary\":{\"wage_an_hour\":5,"
        "\"lead_weeks\":3,\"training_weeks\":1}},"
        "\"vendors\":[{\"name\":\"North\",\"price_an_hour\":90}]}";
    char calendar[PATH];
    char centre[PATH];
    make_plans();
    (void)hc_scratch_file(calendar, "events.csv", two_days);
    (void)hc_scratch_file(centre, "terms.json", terms);
    hc_ran ran =
        RUN("whatif", plan, "--peak", calendar, "--centre", centre, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(ran.out, "Peak: Wed 2026-03-18 to Thu 2026-03-19, 2 event days, "));
    CU_ASSERT(SAYS(ran.out, "\nTemporary staff: "));
    CU_ASSERT(SAYS(ran.out, "training from Wed 2026-03-11, so decide by Wed 2026-02-18"));
    CU_ASSERT(SAYS(ran.out, "\nDoing nothing: "));
    hc_ran_free(&ran);
}

/* ---- many at once -------------------------------------------------------------------------
 */

static void a_file_names_scenarios_in_parts(void)
{
    char csv[PATH];
    char json[PATH];
    make_plans();
    (void)hc_scratch_file(csv, "scenarios.csv",
                          "name,volume,aht,queue\n"
                          "Launch,+40%,,Service\n"
                          "Launch,,+5%,\n"
                          "Quiet,-10%,,\n");
    (void)hc_scratch_file(json, "scenarios.json",
                          "[{\"name\":\"Launch\",\"volume\":\"+40%\",\"queue\":\"Service\"},"
                          "{\"name\":\"Launch\",\"aht\":\"+5%\"},"
                          "{\"name\":\"Quiet\",\"volume\":\"-10%\"}]");
    hc_ran one = RUN("whatif", plan, "--scenarios", csv, "--format", "csv");
    hc_ran two = RUN("whatif", plan, "--scenarios", json, "--format", "csv");
    CU_ASSERT_EQUAL(one.exit_code, 0);
    static const char *const names[] = {"contacts", "aht_s", "people", "roster_service_level"};
    for (size_t k = 0; k < 4; k++) {
        CHECK_CLOSE(figure(one.out, "Launch", names[k], 0),
                    figure(two.out, "Launch", names[k], 0), 0);
        CHECK_CLOSE(figure(one.out, "Quiet", names[k], 0),
                    figure(two.out, "Quiet", names[k], 0), 0);
    }
    CU_ASSERT(figure(one.out, "Launch", "contacts", 0) >
              1.1 * figure(one.out, "Plan", "contacts", 0));
    CU_ASSERT(SAYS(one.out, "headcount whatif")); /* the command of every row .. */
    CU_ASSERT(SAYS(one.out, " --volume +0%\n"));  /* .. the plan's own, too */
    hc_ran_free(&one);
    hc_ran_free(&two);
}

static void faults_of_a_file_are_named_where_they_stand(void)
{
    static const char *const faults[][2] = {
        {"name,volume\nA,30%\n", ":2:3: error: volume needs +30%, -10%, or the week's "
                                 "contacts, found '30%'"},
        {"name,volme\nA,+3%\n",
         ":1:6: error: a scenario has no 'volme' (did you mean volume?)"},
        {"name,volume\n,+3%\n", ":2:1: error: a scenario needs a name"},
        {"name,volume\n", "there is no scenario in it"},
        {"volume\n+3%\n", "error: "}};
    char path[PATH];
    make_plans();
    for (size_t k = 0; k < sizeof faults / sizeof *faults; k++) {
        (void)hc_scratch_file(path, "faulty.csv", faults[k][0]);
        hc_ran ran = RUN("whatif", plan, "--scenarios", path);
        CU_ASSERT(ran.exit_code == 2 || ran.exit_code == 3);
        CU_ASSERT(SAYS(ran.err, faults[k][1]));
        hc_ran_free(&ran);
    }
    (void)hc_scratch_file(path, "faulty.json", "[{\"name\":\"A\",\n \"volme\":\"+3%\"}]");
    hc_ran ran = RUN("whatif", plan, "--scenarios", path);
    CU_ASSERT(SAYS(ran.err, "faulty.json:2:2: error: a scenario has no 'volme'"));
    hc_ran_free(&ran);
}

/* Each cell of the grid is the answer of its own command, and threads do not matter. */
static void a_grid_is_its_scenarios_one_by_one(void)
{
    make_plans();
    hc_ran one = RUN("whatif", plan, "--sweep", "volume=-10%..+20%:10%", "--sweep",
                     "aht=-10%..+10%:10%", "--format", "csv", "--threads", "1");
    hc_ran four = RUN("whatif", plan, "--sweep", "volume=-10%..+20%:10%", "--sweep",
                      "aht=-10%..+10%:10%", "--format", "csv", "--threads", "4");
    CU_ASSERT_EQUAL(one.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(one.out, four.out);
    CU_ASSERT(STARTS(one.out, "scenario,volume,aht,figure,expected,low,high,command\n"));
    CU_ASSERT_EQUAL(hc_count_lines(one.out), 1 + (1 + 4 * 3) * 26);
    hc_ran alone = RUN("whatif", plan, "--volume", "+20%", "--aht", "+10%", "--format", "csv");
    const double people = figure(alone.out, "\"volume +20%, aht +10%\"", "people", 0);
    CHECK_CLOSE(figure(one.out, "\"volume +20%, aht +10%\"", "'+20%,'+10%,people", 0), people,
                0);
    hc_ran_free(&one);
    hc_ran_free(&four);
    hc_ran_free(&alone);
}

static void people_see_a_table_and_the_commands(void)
{
    make_plans();
    hc_ran ran = RUN("whatif", plan, "--volume", "+30%", "--format", "table");
    CU_ASSERT(STARTS(ran.out, "What the week needs "));
    CU_ASSERT(SAYS(ran.out, "\nWhat the plan's roster gives "));
    CU_ASSERT(SAYS(ran.out, "\nAgents by hour, most of any day"));
    CU_ASSERT(SAYS(ran.out, "Cost, EUR"));
    CU_ASSERT(SAYS(ran.out, "\nvolume +30%: headcount whatif "));
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--sweep", "volume=-10%..+10%:10%", "--sweep", "aht=+0%..+5%:5%",
              "--show", "roster_service_level", "--format", "table");
    CU_ASSERT(STARTS(ran.out, "With the plan's roster, Service level, %: volume down, aht "));
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 5);
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--sweep", "volume=-10%..+10%:10%", "--sweep", "aht=+0%..+5%:5%",
              "--format", "csv");
    hc_ran one = RUN("whatif", plan, "--volume", "+10%", "--aht", "+5%", "--format", "csv");
    char cell[128], text[160];
    (void)snprintf(cell, sizeof cell, "%.0f (%.0f-%.0f)",
                   figure(one.out, "\"volume +10%, aht +5%\"", "people", 0),
                   figure(one.out, "\"volume +10%, aht +5%\"", "people", 1),
                   figure(one.out, "\"volume +10%, aht +5%\"", "people", 2));
    CHECK_CLOSE(figure(ran.out, "\"volume +10%, aht +5%\"", "'+10%,'+5%,people", 2),
                figure(one.out, "\"volume +10%, aht +5%\"", "people", 2), 0);
    hc_ran_free(&ran);
    hc_ran_free(&one);
    ran = RUN("whatif", plan, "--sweep", "volume=-10%..+10%:10%", "--sweep", "aht=+0%..+5%:5%",
              "--format", "table");
    (void)snprintf(text, sizeof text, "  %s\n", cell);
    CU_ASSERT(SAYS(ran.out, text)); /* the last column of the last row */
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--sweep", "volume=-10%..+10%:1%", "--sweep", "aht=+0%..+9%:1%",
              "--format", "table"); /* 210 cells go without */
    CU_ASSERT(!SAYS(ran.out, " ("));
    hc_ran_free(&ran);
}

static void what_cannot_be_asked_says_why(void)
{
    make_plans();
    static const char *const wrong[][3] = {
        {"--volume", "30%", "volume needs +30%, -10%"},
        {"--queue", "Service", "nothing is changed (for instance --volume +30%)"},
        {"--sweep", "volume=1", "a sweep is INPUT=FIRST..LAST:STEP"},
        {"--acw", "fast", "acw needs -10 (seconds)"},
        {"--deflect", "invoice=10%", "no queue has the contact reason 'invoice'"},
        {"--acw", "-5000", "error: acw -5000 leaves no handle time in queue"},
        {"--target", "100/20", "target 100/20: "},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        hc_ran ran = RUN("whatif", plan, wrong[k][0], wrong[k][1]);
        CU_ASSERT_EQUAL(ran.exit_code, k + 1 < sizeof wrong / sizeof *wrong ? 2 : 1);
        CU_ASSERT(SAYS(ran.err, wrong[k][2]));
        CU_ASSERT_STRING_EQUAL(ran.out, "");
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("whatif", history, "--volume", "+1%");
    CU_ASSERT(SAYS(ran.err, "(name the folder that headcount plan ... --out DIR wrote)"));
    hc_ran_free(&ran);
    ran = RUN("whatif", plan, "--volume", "+1%", "--show", "peple");
    CU_ASSERT(SAYS(ran.err, "there is no figure 'peple'"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(an_unchanged_scenario_is_the_plan),
        HC_TEST(a_plan_with_a_risk_is_unchanged_too),
        HC_TEST(agents_by_interval_are_those_of_the_plan),
        HC_TEST(the_rosters_cost_is_the_plans),
        HC_TEST(points_are_no_money),
        HC_TEST(usual_contracts_take_the_centres_prices),
        HC_TEST(a_changed_target_is_what_a_new_plan_asks_for),
        HC_TEST(more_contacts_need_more_people_and_leave_the_roster_worse_off),
        HC_TEST(figures_of_a_scenario_belong_together),
        HC_TEST(bands_are_around_the_expected),
        HC_TEST(a_smaller_roster_tells_what_it_gives),
        HC_TEST(the_promise_is_judged_over_the_spread),
        HC_TEST(deflection_makes_what_stays_longer),
        HC_TEST(callers_who_hang_up_have_a_price_where_it_is_said),
        HC_TEST(a_vendors_share_is_billed),
        HC_TEST(what_is_likely_meant_otherwise_is_said),
        HC_TEST(todays_mix_is_measured_in_the_history),
        HC_TEST(a_history_that_is_gone_is_noted),
        HC_TEST(explain_shows_how_the_figures_of_a_week_are_made),
        HC_TEST(explain_shows_an_interval_of_a_what_if),
        HC_TEST(an_event_lifts_its_days_and_opens_hours),
        HC_TEST(what_an_event_leaves_behind_is_part_of_the_peak),
        HC_TEST(a_late_decision_leaves_hours_open),
        HC_TEST(overtime_costs_what_the_contracts_pay),
        HC_TEST(a_lower_target_needs_fewer_and_costs_service),
        HC_TEST(an_uplift_is_measured_in_the_history),
        HC_TEST(a_peak_that_cannot_be_asked_says_why),
        HC_TEST(people_read_what_to_do_about_a_peak),
        HC_TEST(a_file_names_scenarios_in_parts),
        HC_TEST(faults_of_a_file_are_named_where_they_stand),
        HC_TEST(a_grid_is_its_scenarios_one_by_one),
        HC_TEST(people_see_a_table_and_the_commands),
        HC_TEST(what_cannot_be_asked_says_why),
    };
    return hc_test_run("program: whatif", tests, sizeof tests / sizeof *tests);
}
