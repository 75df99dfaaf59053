/* Small, empty and refused: what the program says at the edges of its use. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

/* Two calls in two centuries: nobody is worth a shift, and the plan says so in words. */
static void a_week_without_shifts_says_that_nobody_is_there(void)
{
    char history[PATH];
    (void)hc_scratch_file(history, "two.csv",
                          "timestamp,offered,aht_s\n1950-01-02 09:00,4,100\n"
                          "2150-01-05 09:00,3,100\n");
    hc_ran ran = RUN("plan", history, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "1 agent on the phones, 2 people rostered\n"));
    CU_ASSERT(SAYS(ran.out, "Service   nobody is rostered, so nobody is answered\n"));
    CU_ASSERT(SAYS(ran.out, "To do     nobody to hire: "));
    CU_ASSERT(SAYS(ran.out, "(1 day), so averages are used"));
    hc_ran_free(&ran);
    ran = RUN("check", history, "--until", "1950-01-03", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "Mon 1950-01-02, 1 day\n"));
    hc_ran_free(&ran);
}

static void a_queue_that_a_requirement_lacks_is_named_with_those_there_are(void)
{
    char wanted[PATH];
    (void)hc_scratch_file(wanted, "wanted.csv",
                          "timestamp,queue,required_agents\n2026-11-23T08:00,Sales,2\n"
                          "2026-11-23T09:00,Sales,2\n2026-11-23T08:00,Sale,1\n");
    hc_ran ran = RUN("schedule", wanted, "--queue", "sales");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "there is no queue 'sales' in the file (its queues: 'Sales', "
                            "'Sale')"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--queue", "Sale");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "1 interval is too few to schedule"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(wanted, "none.csv", "timestamp,queue,required_agents\n");
    ran = RUN("schedule", wanted, "--queue", "Sales");
    CU_ASSERT(SAYS(ran.err, "there is no queue 'Sales' in the file (it has no rows)"));
    hc_ran_free(&ran);
}

/* A limit on the size of files (ulimit -f) is a failed write, not the program's end. */
static void a_limit_on_file_sizes_is_exit_code_six(void)
{
    char folder[PATH];
    (void)hc_scratch_path(folder, sizeof folder, "limited");
    struct rlimit usual;
    CU_ASSERT_EQUAL_FATAL(getrlimit(RLIMIT_FSIZE, &usual), 0);
    const struct rlimit small = {4096, usual.rlim_max};
    CU_ASSERT_EQUAL_FATAL(setrlimit(RLIMIT_FSIZE, &small), 0);
    hc_ran ran = RUN("demo", folder);
    CU_ASSERT_EQUAL(setrlimit(RLIMIT_FSIZE, &usual), 0);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(SAYS(ran.err, "could not be written"));
    CU_ASSERT(!hc_file_exists(folder, "history.csv"));
    hc_ran_free(&ran);
}

/* Whatever a verb tells, it notices that nobody gets it. */
static void every_verb_notices_a_full_disk(void)
{
    char folder[PATH], history[PATH], again[PATH], plan[PATH], made[PATH], wanted[PATH];
    (void)hc_scratch_path(folder, sizeof folder, "full");
    (void)hc_scratch_path(history, sizeof history, "full/history.csv");
    (void)hc_scratch_path(again, sizeof again, "full_again");
    (void)hc_scratch_path(made, sizeof made, "full/plan");
    (void)hc_scratch_path(plan, sizeof plan, "full/plan/plan.json");
    (void)hc_scratch_path(wanted, sizeof wanted, "full/plan/requirement.csv");
    hc_ran ran = RUN("demo", folder, "--weeks", "9", "--queues", "1");
    hc_ran_free(&ran);
    ran = RUN("plan", history, "--effort", "0", "--out", made);
    hc_ran_free(&ran);
    const char *const lines[][6] = {
        {"check", history},
        {"kpi", history},
        {"forecast", history},
        {"backtest", history},
        {"plan", history, "--effort", "0"},
        {"schedule", wanted, "--effort", "0"},
        {"whatif", plan, "--volume", "+10%"},
        {"simulate", plan, "--runs", "2"},
        {"explain", plan},
        {"report", plan, "--out", "-"},
        {"scale", history, "--months", "1"},
        {"demo", again, "--weeks", "2"},
    };
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        ran = hc_run_into(lines[k], "/dev/full");
        CU_ASSERT_EQUAL(ran.exit_code, 6);
        CU_ASSERT(SAYS(ran.err, "standard output"));
        if (ran.exit_code != 6) { printf("\n    %s: exit %d\n", lines[k][0], ran.exit_code); }
        hc_ran_free(&ran);
    }
}

/* Every row with its place and kind, also where there are too many to go on. */
static void rejected_rows_go_into_a_file(void)
{
    char history[PATH], rejects[PATH];
    (void)hc_scratch_file(history, "rows.csv",
                          "timestamp,offered,aht\n2026-03-02 09:00,4,100\n"
                          "2026-03-02 09:30,=1,100\n2026-03-02 10:00,-2,100\n");
    (void)hc_scratch_path(rejects, sizeof rejects, "rejects.csv");
    hc_ran ran = RUN("check", history, "--rejects", rejects, "--max-rejects", "90%", "-q");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    char *text = hc_file_text(rejects);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT(STARTS(text, "file,line,column,kind,found,message\n"));
    CU_ASSERT(SAYS(text, "rows.csv,3,18,number,'=1,"));
    CU_ASSERT(SAYS(text, "rows.csv,4,18,negative,'-2,"));
    CU_ASSERT_EQUAL(hc_count_lines(text), 3);
    free(text);
    ran = RUN("check", history, "--rejects", rejects, "--max-rejects", "0");
    CU_ASSERT(ran.exit_code == 4 || ran.exit_code == 0);
    hc_ran_free(&ran);
    CU_ASSERT_EQUAL(hc_file_lines(rejects), 3);
}

/* Nobody knows what else would have been wrong: what an earlier run told stays. */
static void rejected_rows_of_an_unread_file_are_not_told(void)
{
    char history[PATH], rejects[PATH];
    (void)hc_scratch_path(history, sizeof history, "absent.csv");
    (void)hc_scratch_file(rejects, "earlier.csv", "earlier\n");
    hc_ran ran = RUN("check", history, "--rejects", rejects);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(hc_file_is(rejects, "earlier\n"));
    hc_ran_free(&ran);
}

/* Whichever option names the file to write: what is read stays. */
static void an_input_is_no_place_for_an_output(void)
{
    char history[PATH], special[PATH];
    static const char rows[] = "timestamp,offered,aht\n2026-03-02 09:00,4,100\n";
    static const char days[] = "date,name,kind\n2026-03-02,Fair,event\n";
    (void)hc_scratch_file(history, "kept.csv", rows);
    (void)hc_scratch_file(special, "days.csv", days);
    hc_ran runs[] = {
        RUN("check", history, "--rejects", history),
        RUN("backtest", history, "--forecasts", history),
        RUN("check", history, "--special-days", special, "--rejects", special),
        RUN("backtest", history, "--special-days", special, "--forecasts", special)};
    for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
        CU_ASSERT_EQUAL(runs[k].exit_code, 6);
        CU_ASSERT(SAYS(runs[k].err, "it is an input of this run"));
        hc_ran_free(&runs[k]);
    }
    CU_ASSERT(hc_file_is(history, rows));
    CU_ASSERT(hc_file_is(special, days));
}

/* All the work, and nothing of it left behind. */
static void a_dry_run_leaves_the_folder_as_it_is(void)
{
    char demo[1024], history[2048], plan[2048], path[4096];
    (void)hc_scratch_path(demo, sizeof demo, "dry");
    hc_ran ran = RUN("demo", demo, "--weeks", "8", "--dry-run");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    CU_ASSERT(SAYS(ran.err, "it would get 6 files, 0 in place of old ones: truth.csv, "));
    CU_ASSERT_FALSE(hc_file_exists(demo, "."));
    hc_ran_free(&ran);
    ran = RUN("demo", demo, "--weeks", "8");
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(history, sizeof history, "%s/history.csv", demo);
    (void)snprintf(plan, sizeof plan, "%s/plan", demo);
    ran =
        RUN("plan", history, "--effort", "0", "--time-limit", "0", "--workbook", "--out", plan);
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    (void)snprintf(path, sizeof path, "%s/report.html", plan);
    CU_ASSERT_EQUAL(remove(path), 0);
    ran = RUN("plan", history, "--effort", "0", "--time-limit", "0", "--out", plan, "--dry-run",
              "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "\nFiles     none written: a dry run\n"));
    CU_ASSERT(SAYS(ran.err, "it would get 6 files, 5 in place of old ones: forecast.csv, "));
    CU_ASSERT(SAYS(ran.err, "it would lose 1 file of an earlier run: plan.xlsx\n"));
    CU_ASSERT_FALSE(hc_file_exists(plan, "report.html"));
    CU_ASSERT(hc_file_exists(plan, "plan.xlsx"));
    hc_ran_free(&ran);
    (void)snprintf(path, sizeof path, "%s/requirement.csv", plan);
    ran = RUN("schedule", path, "--queue", "all queues", "--effort", "0", "--out", plan,
              "--dry-run");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.err, "dry run: "));
    CU_ASSERT_FALSE(hc_file_exists(plan, "schedule.json"));
    hc_ran_free(&ran);
}

/* Somebody's own history is not taken for one of an earlier sample, which is replaced. */
static void a_sample_replaces_samples_only(void)
{
    char folder[PATH], own[PATH];
    static const char rows[] = "timestamp,offered\n2026-03-02 09:00,5\n";
    CU_ASSERT_EQUAL(mkdir(hc_scratch_path(folder, PATH, "owned"), 0700), 0);
    (void)hc_scratch_file(own, "owned/history.csv", rows);
    hc_ran ran = RUN("demo", folder, "--weeks", "2");
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(SAYS(ran.err, "owned/history.csv: error: is there already and is not of an "
                            "earlier run of this program (choose another folder, or move this "
                            "file away)"));
    CU_ASSERT(hc_file_is(own, rows));
    hc_ran_free(&ran);
    CU_ASSERT_EQUAL(remove(own), 0);
    for (size_t k = 0; k < 2; k++) {
        ran = RUN("demo", folder, "--weeks", "2");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        hc_ran_free(&ran);
    }
    CU_ASSERT_FALSE(hc_file_is(own, rows));
}

/* A plan takes the place of plans only: of what their lists name. */
static void a_plan_spares_the_files_of_others(void)
{
    char folder[PATH], own[PATH], wanted[PATH];
    static const char rows[] = "name,date,start,end\nAnn,2026-03-02,09:00,17:00\n";
    CU_ASSERT_EQUAL(mkdir(hc_scratch_path(folder, PATH, "mine"), 0700), 0);
    (void)hc_scratch_file(own, "mine/roster.csv", rows);
    (void)hc_scratch_file(wanted, "wanted.csv",
                          "timestamp,required_agents\n2026-03-02 09:00,1\n"
                          "2026-03-02 09:30,1\n");
    for (size_t k = 0; k < 2; k++) {
        hc_ran ran = k == 0 ? RUN("schedule", wanted, "--effort", "0", "--out", folder)
                            : RUN("plan", wanted, "--out", folder);
        CU_ASSERT_EQUAL(ran.exit_code, 6);
        CU_ASSERT(SAYS(ran.err, "mine/roster.csv: error: is there already and is not of an "
                                "earlier run"));
        CU_ASSERT(hc_file_is(own, rows));
        CU_ASSERT_FALSE(hc_file_exists(folder, "shifts.csv"));
        hc_ran_free(&ran);
    }
    CU_ASSERT_EQUAL(remove(own), 0);
    for (size_t k = 0; k < 2; k++) { /* the second replaces the first */
        hc_ran ran = RUN("schedule", wanted, "--effort", "0", "--out", folder);
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        hc_ran_free(&ran);
    }
    CU_ASSERT_FALSE(hc_file_is(own, rows));
}

/* Files that not every run writes are looked at once it is known that this one does. */
static void a_list_of_mixes_of_others_is_spared(void)
{
    char folder[PATH], own[PATH], wanted[PATH];
    CU_ASSERT_EQUAL(mkdir(hc_scratch_path(folder, PATH, "mixes"), 0700), 0);
    (void)hc_scratch_file(own, "mixes/one_more.csv", "kept\n");
    (void)hc_scratch_file(wanted, "wanted.csv",
                          "timestamp,required_agents\n2026-03-02 09:00,1\n"
                          "2026-03-02 09:30,1\n");
    hc_ran ran = RUN("schedule", wanted, "--effort", "0", "--one-more", "--out", folder);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(SAYS(ran.err, "mixes/one_more.csv: error: is there already"));
    CU_ASSERT(hc_file_is(own, "kept\n"));
    CU_ASSERT_FALSE(hc_file_exists(folder, "schedule.json"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--effort", "0", "--out", folder);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(hc_file_is(own, "kept\n"));
    hc_ran_free(&ran);
}

/* What is asked for is done, but 20 % within 80 s is seldom meant. */
static void a_target_turned_round_is_doubted(void)
{
    static const struct {
        const char *target;
        bool doubted;
    } cases[] = {{"20/80", true},
                 {"80/20", false},
                 {"50/60", false},
                 {"30/20", false},
                 {"40/3600", false}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        hc_ran ran =
            RUN("staff", "--calls", "100", "--aht", "180", "--target", cases[k].target);
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        CU_ASSERT_EQUAL(SAYS(ran.err, "warning: --target asks for 20 % within 80 s; did you "
                                      "mean 80/20, percent before seconds?"),
                        cases[k].doubted);
        hc_ran_free(&ran);
    }
}

static void files_of_another_kind_are_refused_with_the_kind_wanted(void)
{
    char table[PATH], folder[PATH];
    (void)hc_scratch_file(table, "table.csv",
                          "timestamp,offered,aht_s\n2026-03-02 09:00,5,100\n");
    hc_ran ran = RUN("plan", table, "--centre", table);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "(a centre file is JSON, as headcount demo DIR writes one)"));
    hc_ran_free(&ran);
    (void)mkdir(hc_scratch_path(folder, PATH, "no_plan"), 0700);
    ran = RUN("whatif", folder, "--volume", "+10%");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "there is no such file (name the folder that headcount plan ... "
                            "--out DIR wrote)"));
    hc_ran_free(&ran);
}

/* Whoever writes a phone number into the file of people must not think it counts. */
static void columns_of_people_that_are_not_read_are_named(void)
{
    char people[PATH], wanted[PATH];
    (void)hc_scratch_file(wanted, "wanted_two.csv",
                          "timestamp,required_agents\n2026-11-23T08:00,1\n"
                          "2026-11-23T08:30,1\n");
    (void)hc_scratch_file(people, "hours.csv",
                          "Employee,Name,Hours per week,Phone,\nE1,Ann,20,123,\n");
    hc_ran ran = RUN("schedule", wanted, "--agents", people, "--effort", "0");
    CU_ASSERT(ran.exit_code == 0);
    CU_ASSERT(SAYS(ran.err, "hours.csv: these columns say nothing here and are left out: "
                            "Phone\n"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(people, "team.csv", "Agent name,Team,Vacation\nAnn,North,Sun\n");
    ran = RUN("schedule", wanted, "--agents", people, "--effort", "0");
    CU_ASSERT(ran.exit_code == 0);
    CU_ASSERT(SAYS(ran.err, "are left out: Team\n"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(people, "known.csv", "id,name,wage\nE1,Ann,20\n");
    ran = RUN("schedule", wanted, "--agents", people, "--effort", "0");
    CU_ASSERT(!SAYS(ran.err, "left out"));
    hc_ran_free(&ran);
}

/* People whom the centre file names, called as the roster is that would be written, and as one
 * that an earlier run wrote. */
static void files_that_the_centre_names_are_inputs_too(void)
{
    char folder[PATH], people[PATH], centre[PATH], wanted[PATH], history[PATH], list[PATH];
    static const char rows[] = "id,name,contract\nE1,Ann,day\nE2,Bo,day\n";
    hc_ran made = RUN("demo", hc_scratch_path(folder, PATH, "named"), "--weeks", "9");
    hc_ran_free(&made);
    (void)hc_scratch_file(people, "named/roster.csv", rows);
    (void)hc_scratch_file(list, "named/schedule.json",
                          "{\"files\":[\"roster.csv\",\"schedule.json\"]}");
    (void)hc_scratch_file(
        centre, "named/own.json",
        "{\"contracts\":[{\"name\":\"day\"}],\"agents_file\":\"roster.csv\"}");
    (void)hc_scratch_file(wanted, "wanted_two.csv",
                          "timestamp,required_agents\n2026-11-23T08:00,1\n"
                          "2026-11-23T08:30,1\n");
    (void)hc_scratch_path(history, PATH, "named/history.csv");
    hc_ran runs[] = {
        RUN("schedule", wanted, "--centre", centre, "--out", folder),
        RUN("plan", history, "--centre", centre, "--effort", "0", "--out", folder)};
    for (size_t k = 0; k < sizeof runs / sizeof *runs; k++) {
        CU_ASSERT_EQUAL(runs[k].exit_code, 6);
        CU_ASSERT(SAYS(runs[k].err, "roster.csv: error: cannot be written: it is an input"));
        hc_ran_free(&runs[k]);
    }
    CU_ASSERT(hc_file_is(people, rows));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_week_without_shifts_says_that_nobody_is_there),
        HC_TEST(a_queue_that_a_requirement_lacks_is_named_with_those_there_are),
        HC_TEST(a_limit_on_file_sizes_is_exit_code_six),
        HC_TEST(every_verb_notices_a_full_disk),
        HC_TEST(rejected_rows_go_into_a_file),
        HC_TEST(rejected_rows_of_an_unread_file_are_not_told),
        HC_TEST(an_input_is_no_place_for_an_output),
        HC_TEST(a_dry_run_leaves_the_folder_as_it_is),
        HC_TEST(a_sample_replaces_samples_only),
        HC_TEST(a_plan_spares_the_files_of_others),
        HC_TEST(a_list_of_mixes_of_others_is_spared),
        HC_TEST(a_target_turned_round_is_doubted),
        HC_TEST(files_of_another_kind_are_refused_with_the_kind_wanted),
        HC_TEST(columns_of_people_that_are_not_read_are_named),
        HC_TEST(files_that_the_centre_names_are_inputs_too),
    };
    return hc_test_run("cli/edges", tests, sizeof tests / sizeof *tests);
}
