/* The report of a stored plan: the page that plan itself wrote, made from plan.json alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/sample_centre.h"
#include "tests/support/hc_test.h"

#define PATH 1024

static hc_sample sample;

static void make_sample(void)
{
    (void)hc_sample_make(&sample, "16", "3");
}

/* Plans the sample with a centre of these terms and people (NULL: none), and makes the report
 * once more. Fills the plan's folder. */
static void check_same(const char *name, const char *terms, const char *people,
                       char folder[PATH])
{
    char centre[PATH], agents[PATH], page[2 * PATH], again[PATH];
    const char *arguments[16] = {"plan", NULL,    "--effort", "0",        "--time-limit",
                                 "0",    "--out", NULL,       "--centre", NULL};
    make_sample();
    (void)snprintf(folder, PATH, "%s/%s", sample.folder, name);
    (void)hc_scratch_file(centre, "centre.json", terms);
    arguments[1] = sample.history;
    arguments[7] = folder;
    arguments[9] = centre;
    if (people != NULL) {
        arguments[10] = "--agents";
        arguments[11] = hc_scratch_file(agents, "people.csv", people);
    }
    hc_ran ran = hc_run(arguments, NULL);
    CU_ASSERT_FATAL(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    (void)hc_scratch_path(again, sizeof again, "again.html");
    (void)remove(again);
    ran = RUN("report", folder, "--out", again);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "note: written to "));
    CU_ASSERT(hc_same_files(page, again));
    hc_ran_free(&ran);
}

static void the_report_of_a_stored_plan_is_its_own(void)
{
    char folder[PATH], page[2 * PATH];
    check_same("plain",
               "{\"name\":\"K\xC3\xB6ln <b>&amp;\",\"zone\":\"Europe/Berlin\","
               "\"contracts\":[{\"name\":\"full & \\\"time\\\"\",\"wage_an_hour\":20,"
               "\"night_from\":\"14:00\",\"night_to\":\"20:00\",\"night_premium\":0.5,"
               "\"overtime_after_min\":2000,\"overtime_premium\":0.25,"
               "\"weekend_day_cost\":30}]}",
               NULL, folder);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    CU_ASSERT(hc_file_says(page, "id=\"live-data\"")); /* the sliders are there */
}

static void work_beside_calls_and_shrinkage_by_the_hour_come_back(void)
{
    char folder[PATH], page[2 * PATH];
    check_same("mail",
               "{\"deferred_in_idle_time\":true,\"queues\":[{\"name\":\"Billing\","
               "\"deferred\":{\"answer_within_h\":8}}],\"shrinkage\":0.25,"
               "\"shrinkage_by_time\":[{\"weekdays\":[\"Mon\"],\"from\":\"10:00\","
               "\"to\":\"11:00\",\"meetings\":0.15}]}",
               NULL, folder);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    CU_ASSERT(hc_file_says(page, "</strong> chats and contacts that may wait, such as e-mail"));
    check_same("chat", "{\"queues\":[{\"name\":\"Billing\",\"chat\":{\"aht_s\":[300,400]}}]}",
               NULL, folder);
}

static void people_with_wishes_and_skills_come_back(void)
{
    char folder[PATH], page[2 * PATH];
    check_same("people", "{\"contracts\":[{\"name\":\"full time\"}]}",
               "id,name,contract,skills,activities\n"
               "E1,Ann <i>,full time,Service,Mon 10:00-11:00 training\n"
               "E2,\xEA\xB9\x80\xEC\xB2\xA0\xEC\x88\x98,full time,Billing|Technical,\n"
               "E3,,full time,,\nE4,,full time,Service|Billing,\n",
               folder);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    CU_ASSERT(hc_file_says(page, "<h3>By queue</h3>"));
}

static void without_out_it_stands_beside_the_plan(void)
{
    char folder[PATH], page[2 * PATH], json[2 * PATH];
    check_same("beside", "{}", NULL, folder);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    (void)snprintf(json, sizeof json, "%s/plan.json", folder);
    char *own = hc_file_text(page);
    CU_ASSERT_PTR_NOT_NULL_FATAL(own);
    CU_ASSERT_EQUAL(remove(page), 0);
    hc_ran ran = RUN("report", json);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    CU_ASSERT(hc_file_is(page, own));
    hc_ran_free(&ran);
    ran = RUN("report", json, "--out", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, own);
    CU_ASSERT_STRING_EQUAL(ran.err, "");
    hc_ran_free(&ran);
    ran = RUN("report", json, "--out", json); /* the plan itself is not written over */
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    hc_ran_free(&ran);
    ran = RUN("report", json, "--out", page);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    free(own);
}

/* The first occurrence of a word in the plan becomes another of the same length. */
static void check_lacks(const char *plan, const char *word, const char *other, const char *said)
{
    char path[PATH];
    char *text = hc_file_text(plan);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    char *at = strstr(text, word);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    memcpy(at, other, strlen(other));
    hc_ran ran = RUN("report", hc_scratch_file(path, "bad.json", text), "--out", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    CU_ASSERT(SAYS(ran.err, said));
    if (!SAYS(ran.err, said)) { printf("\n%s: %s", word, ran.err); }
    hc_ran_free(&ran);
    free(text);
}

static void a_plan_without_a_part_is_refused_by_its_name(void)
{
    char folder[PATH], json[2 * PATH];
    check_same("parts", "{}", NULL, folder);
    (void)snprintf(json, sizeof json, "%s/plan.json", folder);
    check_lacks(json, "\"scheduled\"", "\"schedulex\"", "no 'scheduled' that fits its axis");
    check_lacks(json, "\"asa_s\": [", "\"asa_x\": [", "no 'asa_s' that fits its axis");
    check_lacks(json, "\"covered_by_roster\": true", "\"covered_by_roster\": null",
                "no 'covered_by_roster' that fits");
    check_lacks(json, "\"delivered\"", "\"deliverex\"", "no 'agents_exact' that fits");
    check_lacks(json, "\"day\": ", "\"day\":9", "no 'shifts' that fits its axis");
    check_lacks(json, "\"schema_version\": 1", "\"schema_version\": 2",
                "is no plan of version 1");
    hc_ran ran = RUN("report", sample.history);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "(name the folder that headcount plan ... --out DIR wrote)"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_report_of_a_stored_plan_is_its_own),
        HC_TEST(work_beside_calls_and_shrinkage_by_the_hour_come_back),
        HC_TEST(people_with_wishes_and_skills_come_back),
        HC_TEST(without_out_it_stands_beside_the_plan),
        HC_TEST(a_plan_without_a_part_is_refused_by_its_name),
    };
    return hc_test_run("program: report", tests, sizeof tests / sizeof *tests);
}
