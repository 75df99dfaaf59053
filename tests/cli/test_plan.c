#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "forecast/base/number.h"
#include "tests/cli/sample_centre.h"
#include "tests/support/hc_test.h"

#define PATH 1024

static const char *const plan_files[] = {"forecast.csv", "requirement.csv", "shifts.csv",
                                         "roster.csv",   "plan.json",       "report.html"};
#define PLAN_FILES (sizeof plan_files / sizeof *plan_files)

static hc_sample sample;

/* A small sample centre and its plan, made once; the tests look at them. */
static hc_ran planned;

static void make_sample(void)
{
    if (!hc_sample_make(&sample, "16", "2")) { return; }
    planned = RUN("plan", sample.history, "--centre", sample.centre, "--out", sample.plan,
                  "--effort", "0.1", "--time-limit", "0");
}

static void the_demo_is_the_same_every_time(void)
{
    char again[PATH];
    make_sample();
    (void)hc_scratch_path(again, sizeof again, "again");
    hc_ran ran = RUN("demo", again, "--weeks", "16", "--queues", "2");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    static const char *const names[] = {"history.csv", "truth.csv",        "agents.csv",
                                        "centre.json", "special_days.csv", "README.txt"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        char one[2 * PATH];
        char two[2 * PATH];
        (void)snprintf(one, sizeof one, "%s/%s", sample.folder, names[k]);
        (void)snprintf(two, sizeof two, "%s/%s", again, names[k]);
        CU_ASSERT(hc_same_files(one, two));
    }
}

static void workbook_and_calendars_come_when_asked(void)
{
    char out[PATH];
    make_sample();
    (void)hc_scratch_path(out, sizeof out, "extras");
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--out", out,
                     "--effort", "0", "--workbook", "--calendars");
    CU_ASSERT(SAYS(ran.out, "plan.json, plan.xlsx, team.ics and a calendar a person\n"));
    hc_ran_free(&ran);
    CU_ASSERT(hc_file_exists(out, "plan.xlsx"));
    CU_ASSERT(hc_file_exists(out, "team.ics"));
    CU_ASSERT(hc_file_exists(out, "agent-0001-e001.ics"));
    CU_ASSERT(!hc_file_exists(sample.plan, "plan.xlsx"));
    CU_ASSERT(!hc_file_exists(sample.plan, "team.ics"));
    char workbook[2 * PATH];
    (void)snprintf(workbook, sizeof workbook, "%s/plan.xlsx",
                   out); /* is read as histories are */
    ran = RUN("check", workbook, "--table", "Forecast", "--columns", "volume=Mean");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "history,interval,30 minutes\n"));
    CU_ASSERT(SAYS(ran.out, ", 0 rejected"));
    hc_ran_free(&ran);
    ran = RUN("check", workbook);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "this is the workbook of a plan, no history of contacts"));
    hc_ran_free(&ran);
    ran = RUN("plan", sample.history, "--centre", sample.centre, "--workbook");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "give a folder with --out"));
    hc_ran_free(&ran);
}

/* An older plan's people and extras would be taken for the new one's; a stranger's file stays.
 */
static void files_that_only_an_older_plan_had_go(void)
{
    char out[PATH], agents[PATH], stranger[2 * PATH], json[2 * PATH];
    make_sample();
    (void)hc_scratch_path(out, sizeof out, "older");
    (void)snprintf(agents, sizeof agents, "%s/agents.csv", sample.folder);
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", agents,
                     "--out", out, "--effort", "0", "--calendars");
    CU_ASSERT(hc_file_exists(out, "people.csv") && hc_file_exists(out, "team.ics"));
    hc_ran_free(&ran);
    (void)snprintf(stranger, sizeof stranger, "%s/notes.csv", out);
    (void)snprintf(json, sizeof json, "%s/plan.json", out);
    CU_ASSERT(hc_file_says(json, "\"people.csv\"") && hc_file_says(json, "\"plan.json\""));
    FILE *notes = fopen(stranger, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(notes);
    (void)fputs("mine\n", notes);
    (void)fclose(notes);
    ran = RUN("plan", sample.history, "--aht", "240", "--out", out, "--effort", "0");
    CU_ASSERT(ran.exit_code <= 1);
    hc_ran_free(&ran);
    CU_ASSERT(!hc_file_exists(out, "people.csv") && !hc_file_exists(out, "team.ics"));
    CU_ASSERT(!hc_file_exists(out, "agent-0001-e001.ics"));
    CU_ASSERT(hc_file_exists(out, "roster.csv") && hc_file_is(stranger, "mine\n"));
    CU_ASSERT(!hc_file_says(json, "\"people.csv\""));
}

/* Ten times the queues, most of them small, bring more than a third of work and people. */
static void the_demo_has_people_for_its_queues(void)
{
    char many[PATH], few_agents[2 * PATH], many_agents[2 * PATH];
    make_sample();
    (void)hc_scratch_path(many, sizeof many, "many");
    hc_ran ran = RUN("demo", many, "--weeks", "16", "--queues", "20");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(few_agents, sizeof few_agents, "%s/agents.csv", sample.folder);
    (void)snprintf(many_agents, sizeof many_agents, "%s/agents.csv", many);
    CU_ASSERT(3 * hc_file_lines(many_agents) > 4 * hc_file_lines(few_agents));
    CU_ASSERT(hc_file_lines(many_agents) < 3 * hc_file_lines(few_agents));
}

static void the_demo_is_planned_with_every_file(void)
{
    make_sample();
    CU_ASSERT_EQUAL(planned.exit_code, 0);
    for (size_t k = 0; k < PLAN_FILES; k++) {
        CU_ASSERT(hc_file_exists(sample.plan, plan_files[k]));
    }
}

static void the_summary_fits_a_screen_and_says_what_to_do(void)
{
    static const char *const words[] = {"Plan ",  "Contacts ", "Peak ",  "People ", "Service ",
                                        "Short ", "Proof ",    "To do ", "Files "};
    make_sample();
    CU_ASSERT(hc_count_lines(planned.out) <= 25);
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        CU_ASSERT(SAYS(planned.out, words[k]));
    }
    CU_ASSERT(SAYS(planned.out, "Sample centre"));
    CU_ASSERT(SAYS(planned.out, " required, ") && SAYS(planned.out, " over\n")); /* no wage */
    CU_ASSERT(SAYS(planned.out, "nothing under these rules is below "));
    CU_ASSERT(SAYS(planned.out, " points = ")); /* the cost's unit and parts */
    CU_ASSERT(SAYS(planned.out, "(2 queues by their contacts)"));
    CU_ASSERT(!SAYS(planned.out, "cut short"));
}

/* A thousandth of a second is over before anything is proved. */
static void a_plan_that_is_cut_short_says_so(void)
{
    make_sample();
    hc_ran ran =
        RUN("plan", sample.history, "--centre", sample.centre, "--time-limit", "0.001");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "no proof yet; cut short by --time-limit"));
    CU_ASSERT(!SAYS(ran.out, "gap"));
    hc_ran_free(&ran);
}

/* The first number after these words; HC_MISSING when they are not there. */
static double number_after(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    return at != NULL ? strtod(at + strlen(words), NULL) : HC_MISSING;
}

/* `schedule` by a plan's curves of late contacts, rounded as in the file, proves what the plan
 * proved. */
static void check_scheduled_again(const char *folder, double bound)
{
    char requirement[PATH + 32];
    (void)snprintf(requirement, sizeof requirement, "%s/requirement.csv", folder);
    hc_ran ran =
        RUN("schedule", requirement, "--queue", "all queues", "--centre", sample.centre,
            "--effort", "0.05", "--late-call", "0", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "Late contacts expected"));
    CHECK_CLOSE(number_after(ran.out, "No schedule costs less than, points"), bound,
                1e-4 * bound);
    hc_ran_free(&ran);
    ran = RUN("schedule", requirement, "--queue", "all queues", "--shrinkage", "0.1",
              "--late-call", "0");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--late-call goes neither with --offers nor with --shrinkage"));
    hc_ran_free(&ran);
}

/* Plans by the price of late contacts: the price is told, and a high one buys service. */
static void service_itself_can_be_the_objective(void)
{
    char dear[PATH];
    make_sample();
    (void)hc_scratch_path(dear, sizeof dear, "dear");
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--effort", "0.05",
                     "--late-call", "0", "--out", dear);
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, " late contacts ("));
    const double bound = number_after(ran.out, "nothing under these rules is below ");
    CU_ASSERT(bound > 1.0);
    hc_ran_free(&ran);
    check_scheduled_again(dear, bound);
    ran = RUN("plan", sample.history, "--centre", sample.centre, "--effort", "0.05",
              "--late-call", "50", "--out", dear);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, " late contacts (50 each) and people over + "));
    hc_ran_free(&ran);
    (void)snprintf(dear + strlen(dear), sizeof dear - strlen(dear), "/plan.json");
    CU_ASSERT(hc_file_says(dear, "a contact answered late costs 50"));
}

/* The sample's history with 4 s waited by each who was answered, as a column beside the others.
 */
static void add_waits(const char *from, char waits[PATH])
{
    char *text = hc_file_text(from);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    const size_t size = 2 * strlen(text);
    char *with = malloc(size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(with);
    size_t length = 0;
    for (const char *line = text; *line != '\0';) {
        const int end = (int)strcspn(line, "\n");
        length += (size_t)snprintf(with + length, size - length, "%.*s,%s\n", end, line,
                                   length == 0 ? "asa" : "4");
        line += end + (line[end] == '\n' ? 1 : 0);
    }
    (void)hc_scratch_file(waits, "waits.csv", with);
    free(with);
    free(text);
}

/* Waits beside hang-ups tell how patient callers are; hang-ups alone do not, and it is said. */
static void patience_comes_from_the_waits_of_the_history(void)
{
    char waits[PATH];
    make_sample();
    add_waits(sample.history, waits);
    hc_ran with = RUN("plan", waits, "--effort", "0.1", "--time-limit", "0");
    const char *sure = strstr(with.out, "s on average: callers waited ");
    CU_ASSERT_PTR_NOT_NULL(sure);
    CU_ASSERT(SAYS(with.out, " hung up; 95 % sure of "));
    hc_ran_free(&with);
    hc_ran without = RUN("plan", sample.history, "--effort", "0.1", "--time-limit", "0");
    CU_ASSERT(SAYS(without.out, "148 s on average: the history has no waits, and abandons "
                                "alone cannot tell impatient callers from few agents"));
    hc_ran_free(&without);
}

/* "Roster: 40.50 people not on a break (...) x (1 - 0.25) = 30.38": by hand from what is shown.
 */
static void explained_figures_add_up_as_printed(void)
{
    make_sample();
    hc_ran ran = RUN("explain", sample.plan, "--at", "2026-03-16T10:40");
    const char *roster = strstr(ran.out, "Roster: ");
    const char *equals = roster != NULL ? strstr(roster, ") = ") : NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(equals);
    const double people = strtod(roster + strlen("Roster: "), NULL);
    const double agents = strtod(equals + strlen(") = "), NULL);
    CU_ASSERT_DOUBLE_EQUAL(people * (1.0 - 0.25), agents, 0.01);
    hc_ran_free(&ran);
}

static void the_files_have_their_columns(void)
{
    static const char *const heads[] = {
        "queue,timestamp,mean,q025,q05,q10,q25,q50,q75,q90,q95,q975,aht_s",
        "queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,",
        "class,date,start,end,length_min,breaks,count\n",
        "agent,class,date,activity,start,end\n",
        "{\n  \"schema_version\": 1,",
        "<!DOCTYPE html>"};
    make_sample();
    for (size_t k = 0; k < PLAN_FILES; k++) {
        char path[2 * PATH];
        (void)snprintf(path, sizeof path, "%s/%s", sample.plan, plan_files[k]);
        CU_ASSERT(hc_file_starts(path, heads[k]));
    }
}

static void the_same_plan_has_the_same_bytes(void)
{
    char other[PATH];
    make_sample();
    (void)hc_scratch_path(other, sizeof other, "other");
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--out", other,
                     "--effort", "0.1", "--time-limit", "0");
    CU_ASSERT_EQUAL(ran.exit_code, planned.exit_code);
    hc_ran_free(&ran);
    for (size_t k = 0; k < PLAN_FILES; k++) {
        char one[2 * PATH];
        char two[2 * PATH];
        (void)snprintf(one, sizeof one, "%s/%s", sample.plan, plan_files[k]);
        (void)snprintf(two, sizeof two, "%s/%s", other, plan_files[k]);
        CU_ASSERT(hc_same_files(one, two));
    }
}

/* Nobody plans a plan: its files are told from histories, and what takes them is named. */
static void files_of_a_plan_are_no_histories(void)
{
    make_sample();
    for (size_t k = 0; k < PLAN_FILES; k++) {
        char path[2 * PATH];
        if (strstr(plan_files[k], ".html") != NULL) { continue; }
        (void)snprintf(path, sizeof path, "%s/%s", sample.plan, plan_files[k]);
        hc_ran ran = RUN("check", path);
        CU_ASSERT_EQUAL(ran.exit_code, 3);
        CU_ASSERT(SAYS(ran.err, "error: this is "));
        CU_ASSERT(SAYS(ran.err, ", no history of contacts ("));
        hc_ran_free(&ran);
    }
    hc_ran ran = RUN("schedule", sample.history);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "(headcount plan makes the requirement of a history, and shifts)"));
    hc_ran_free(&ran);
}

static void explain_shows_the_formulas_with_their_figures(void)
{
    make_sample();
    const char *const at = "2026-03-16T10:40"; /* inside 10:30 to 11:00 of the first day */
    CU_ASSERT(SAYS(planned.out, "Mon 2026-03-16 to Sun 2026-03-22"));
    hc_ran ran = RUN("explain", sample.plan, "--at", at);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "T10:30:00, 30 minutes, all queues"));
    CU_ASSERT(SAYS(ran.out, "Load: "));
    CU_ASSERT(SAYS(ran.out, "by Erlang A (mean patience 148 s)"));
    CU_ASSERT(SAYS(ran.out, "/ (1 - 0.25 shrinkage)"));
    CU_ASSERT(SAYS(ran.out, "Roster: "));
    hc_ran_free(&ran);
    ran = RUN("explain", sample.plan, "--at", at, "--queue", "Nobody");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "the plan has "));
    hc_ran_free(&ran);
    ran = RUN("explain", sample.plan, "--at", "2001-01-01");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    ran = RUN("explain", sample.folder, "--at", at);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "/demo/plan?)")); /* did you mean */
    hc_ran_free(&ran);
}

/* The hardest target of all is none of the queues': each is judged by its own. */
static void queues_apart_are_judged_each_by_its_own_target(void)
{
    char terms[PATH], folder[PATH], page[2 * PATH], again[PATH];
    static const char text[] =
        "{\"queues_share_agents\":false,\"queues\":["
        "{\"name\":\"Service\",\"target\":{\"service_level\":0.6,\"seconds\":60}},"
        "{\"name\":\"Billing\",\"target\":{\"service_level\":0.9,\"seconds\":10}}]%s}";
    char met[1024], missed[1024];
    (void)snprintf(met, sizeof met, text, "");
    (void)snprintf(missed, sizeof missed, text,
                   ",\"cover_cost\":{\"short\":[{\"cost\":0.1}],\"over\":[{\"cost\":1}]}");
    make_sample();
    (void)hc_scratch_path(folder, sizeof folder, "queues_apart");
    hc_ran ran =
        RUN("plan", sample.history, "--centre", hc_scratch_file(terms, "met.json", met),
            "--effort", "0", "--format", "table", "--out", folder);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "% in time expected (each queue by its own target: met), "));
    CU_ASSERT(SAYS(ran.out, "\nQueues    Service: "));
    CU_ASSERT(SAYS(ran.out, "% within 60 s (asked 60 %: met)\n          Billing: "));
    CU_ASSERT(SAYS(ran.out, "% within 10 s (asked 90 %: met)\nProof"));
    hc_ran_free(&ran);
    (void)snprintf(page, sizeof page, "%s/report.html", folder);
    CU_ASSERT(hc_file_says(page, "<th scope=\"col\">Asked</th>"));
    CU_ASSERT(hc_file_says(page, "Billing: 90 % of offered within 10 s"));
    (void)hc_scratch_path(again, sizeof again, "queues_apart.html"); /* from plan.json */
    ran = RUN("report", folder, "--out", again);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(hc_file_says(again, "Each queue has agents of its own"));
    hc_ran_free(&ran);
    ran = RUN("explain", folder, "--at", "Mon 10:30", "--queue", "Billing");
    CU_ASSERT(SAYS(ran.out, "people not on a break (mean of the interval) serve this queue"));
    hc_ran_free(&ran);
    ran = RUN("simulate", folder, "--runs", "40", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, " answered within 60 s, asked 60 %: met.\nBilling: "));
    CU_ASSERT(SAYS(ran.out, "Each queue has its share of the roster for itself."));
    CU_ASSERT(SAYS(ran.out, "\nall "));
    hc_ran_free(&ran);
    ran = RUN("plan", sample.history, "--centre", hc_scratch_file(terms, "no.json", missed),
              "--effort", "0", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, " (each queue by its own target: NOT met by "));
    CU_ASSERT(SAYS(ran.out, "(asked 90 %: NOT met)"));
    hc_ran_free(&ran);
}

/* Nobody waits in line with a mail: whoever plans it as calls is told. */
static void queues_called_mail_or_chat_are_asked_about(void)
{
    static const struct {
        const char *queue, *says;
    } cases[] = {{"Support e-mail", "queue Support e-mail is staffed as calls"},
                 {"EMAIL", "it could have \"deferred\""},
                 {"Chats", "it could have \"chat\""},
                 {"Voicemail", NULL},
                 {"Mailand", NULL}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[4096] = "timestamp,queue,offered,aht\n", path[PATH];
        for (int day = 0; day < 14; day++) {
            const size_t used = strlen(text);
            (void)snprintf(text + used, sizeof text - used,
                           "2026-03-%02d 09:00,%s,5,200\n2026-03-%02d 09:30,%s,5,200\n",
                           day + 2, cases[k].queue, day + 2, cases[k].queue);
        }
        hc_ran ran = RUN("plan", hc_scratch_file(path, "mails.csv", text), "--effort", "0",
                         "--format", "table");
        CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
        CU_ASSERT_EQUAL(SAYS(ran.out, "is staffed as calls"), cases[k].says != NULL);
        CU_ASSERT(cases[k].says == NULL || SAYS(ran.out, cases[k].says));
        hc_ran_free(&ran);
    }
}

/* Two weeks of half hours on the channel that the history's own column names. */
static hc_ran plan_of_channel(const char *queue, const char *channel, const char *centre)
{
    char text[8192] = "timestamp,queue,channel,offered,aht\n", path[PATH], terms[PATH];
    for (int day = 0; day < 14; day++) {
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used,
                       "2026-03-%02d 09:00,%s,%s,5,200\n2026-03-%02d 09:30,%s,%s,5,200\n",
                       day + 2, queue, channel, day + 2, queue, channel);
    }
    return RUN("plan", hc_scratch_file(path, "channel.csv", text), "--centre",
               hc_scratch_file(terms, "channel.json", centre), "--effort", "0", "--format",
               "table");
}

/* The channel may be the only one, and then in no queue's name. */
static void mail_by_its_channel_is_deferred_work(void)
{
    hc_ran ran = plan_of_channel("Desk", "Email", "{}");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Service   no calls: deferred work and chats"));
    CU_ASSERT(SAYS(ran.out, "queue Desk is e-mail by its channel in the history: staffed to be "
                            "answered within 8 working hours"));
    CU_ASSERT_FALSE(SAYS(ran.out, "Patience"));
    CU_ASSERT(SAYS(ran.err, "1 queue is e-mail by the history's channel"));
    hc_ran_free(&ran);
    ran = plan_of_channel("Desk", "Email", "{\"queues\":[{\"name\":\"Desk\"}]}");
    CU_ASSERT_FALSE(SAYS(ran.out, "no calls"));
    hc_ran_free(&ran);
    ran = plan_of_channel("Desk", "Voice", "{}");
    CU_ASSERT_FALSE(SAYS(ran.out, "no calls"));
    CU_ASSERT_FALSE(SAYS(ran.out, "is staffed as calls"));
    hc_ran_free(&ran);
    ran = plan_of_channel("Desk", "Web chat", "{}");
    CU_ASSERT(SAYS(ran.out, "queue Desk is staffed as calls, for nobody said what it is"));
    hc_ran_free(&ran);
}

/* Mails that come around the clock are worked on so, which is said, with the way out. */
static void mail_at_night_is_said_with_the_way_out(void)
{
    static char text[64 * 1024];
    char path[PATH], terms[PATH];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,queue,channel,offered,aht\n");
    for (int hour = 0; hour < 28 * 24; hour++) {
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "2026-03-%02d %02d:00,Mail,Email,9,400\n", 2 + hour / 24,
                                 hour % 24);
    }
    (void)hc_scratch_file(path, "night.csv", text);
    hc_ran ran = RUN("plan", path, "--effort", "0", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "queue Mail comes at night and is worked on at night; if not"));
    CU_ASSERT(SAYS(ran.out, "\"hours\": [{\"weekdays\""));
    hc_ran_free(&ran);
    (void)hc_scratch_file(terms, "night.json",
                          "{\"queues\": [{\"name\": \"Mail\", \"deferred\": "
                          "{\"answer_within_h\": 8, \"hours\": [{\"weekdays\": [\"Mon\", "
                          "\"Tue\", \"Wed\", \"Thu\", \"Fri\"], \"from\": \"08:00\", \"to\": "
                          "\"18:00\"}]}}]}");
    ran = RUN("plan", path, "--centre", terms, "--effort", "0", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_FALSE(SAYS(ran.out, "worked on at night"));
    hc_ran_free(&ran);
}

/* Billing is e-mail then: the same agents all day, beside those who answer calls. */
static void deferred_work_stands_beside_the_calls(void)
{
    char terms[PATH], folder[PATH];
    make_sample();
    (void)hc_scratch_file(terms, "mail.json",
                          "{\"deferred_in_idle_time\":true,\"queues\":[{\"name\":\"Billing\","
                          "\"deferred\":{\"answer_within_h\":8}}],\"shrinkage\":0.25,"
                          "\"shrinkage_by_time\":[{\"weekdays\":[\"Mon\"],\"from\":\"10:00\","
                          "\"to\":\"11:00\",\"meetings\":0.15}]}");
    (void)snprintf(folder, sizeof folder, "%s/mail", sample.folder);
    hc_ran ran = RUN("plan", sample.history, "--centre", terms, "--out", folder, "--effort",
                     "0", "--time-limit", "0", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, " chats and deferred contacts; "));
    hc_ran_free(&ran);
    ran = RUN("explain", folder, "--at", "2026-03-16T10:30");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, " do chats and deferred work; the others answer calls"));
    CU_ASSERT(SAYS(ran.out, "(1 - 0.4 shrinkage)"));
    hc_ran_free(&ran);
    ran = RUN("explain", folder, "--at", "2026-03-16T10:30", "--queue", "Billing");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "the fewest who finish all that comes within 8 working hours"));
    hc_ran_free(&ran);
    ran = RUN("whatif", folder, "--volume", "+0%", "--format", "csv");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "Plan,agents_peak,"));
    hc_ran_free(&ran);
}

/* E-mail alone has no line: nothing is said of waits, and nothing can be played. */
static void a_centre_of_deferred_work_alone_has_no_line(void)
{
    char terms[PATH], folder[PATH];
    make_sample();
    (void)hc_scratch_file(terms, "all.json",
                          "{\"every_queue\":{\"deferred\":{\"answer_within_h\":8}}}");
    (void)snprintf(folder, sizeof folder, "%s/all", sample.folder);
    hc_ran ran = RUN("plan", sample.history, "--centre", terms, "--out", folder, "--effort",
                     "0", "--time-limit", "0", "--format", "table");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "Service   no calls: deferred work and chats"));
    CU_ASSERT(!SAYS(ran.out, "nan"));
    hc_ran_free(&ran);
}

/* In a what-if of longer contacts the times of chats grow at every level. */
static void chats_grow_with_their_handle_time(void)
{
    char terms[PATH], folder[PATH];
    make_sample();
    (void)hc_scratch_file(
        terms, "chat.json",
        "{\"queues\":[{\"name\":\"Billing\",\"chat\":{\"aht_s\":[300,400]}}]}");
    (void)snprintf(folder, sizeof folder, "%s/chat", sample.folder);
    hc_ran ran = RUN("plan", sample.history, "--centre", terms, "--out", folder, "--effort",
                     "0", "--time-limit", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
    ran = RUN("explain", folder, "--at", "2026-03-16T10:30", "--queue", "Billing");
    CU_ASSERT(SAYS(ran.out, "a chat takes 400 s while its agent holds 2"));
    hc_ran_free(&ran);
    ran = RUN("explain", folder, "--at", "2026-03-16T10:30", "--queue", "Billing", "--aht",
              "+50%");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "a chat takes 450 s while its agent holds 1"));
    CU_ASSERT(SAYS(ran.out, "a chat takes 600 s while its agent holds 2"));
    hc_ran_free(&ran);
}

static void the_pool_of_a_plan_can_be_scheduled_again(void)
{
    char requirement[2 * PATH];
    char out[PATH];
    make_sample();
    (void)snprintf(requirement, sizeof requirement, "%s/requirement.csv", sample.plan);
    (void)hc_scratch_path(out, sizeof out, "schedule");
    hc_ran ran = RUN("schedule", requirement, "--queue", "all queues", "--centre",
                     sample.centre, "--effort", "0.1", "--out", out);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(STARTS(
        ran.out, "people,shifts,short_hours,over_hours,cost,cover_cost,lower_bound,lp_bound,"
                 "gap,overtime_hours,wages,overtime_cost,premium_cost,"
                 "weekend_cost,wish_cost,hire_cost\n"));
    CU_ASSERT(hc_file_exists(out, "shifts.csv"));
    CU_ASSERT(hc_file_exists(out, "roster.csv"));
    CU_ASSERT(hc_file_exists(out, "cover.csv"));
    CU_ASSERT(hc_file_exists(out, "schedule.json"));
    hc_ran_free(&ran);
    ran = RUN("schedule", requirement, "--centre", sample.centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "name one of them with --queue"));
    hc_ran_free(&ran);
}

/* ---- what cannot be done ------------------------------------------------------------------
 */

static void an_out_that_cannot_be_written_is_exit_code_six(void)
{
    char file[PATH];
    char below[2 * PATH];
    make_sample();
    (void)hc_scratch_file(file, "a_file", "kept\n");
    hc_ran ran = RUN("plan", sample.history, "--out", file);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(SAYS(ran.err, "a_file: error: cannot be written: it is not a folder"));
    hc_ran_free(&ran);
    (void)snprintf(below, sizeof below, "%s/deeper/still", file);
    ran = RUN("plan", sample.history, "--out", below);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT_STRING_EQUAL(ran.out, "");
    hc_ran_free(&ran);
    ran = RUN("demo", file);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    hc_ran_free(&ran);
    CU_ASSERT(hc_file_is(file, "kept\n"));
}

static void an_input_is_never_overwritten(void)
{
    char folder[PATH];
    char input[2 * PATH];
    make_sample();
    (void)hc_scratch_path(folder, sizeof folder, "own");
    CU_ASSERT_EQUAL(mkdir(folder, 0700), 0);
    (void)snprintf(input, sizeof input, "%s/forecast.csv", folder);
    (void)hc_scratch_file(input, "own/forecast.csv", "timestamp,calls\n2026-01-05T10:00,1\n");
    hc_ran ran = RUN("plan", input, "--aht", "200", "--out", folder);
    CU_ASSERT_EQUAL(ran.exit_code, 6);
    CU_ASSERT(SAYS(ran.err, "it is an input of this run"));
    hc_ran_free(&ran);
}

static void a_failed_plan_leaves_no_file_behind(void)
{
    char out[PATH];
    make_sample();
    (void)hc_scratch_path(out, sizeof out, "never");
    hc_ran ran = RUN("plan", sample.history, "--week", "2030-01-07", "--out", out);
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "days after the history"));
    CU_ASSERT(!hc_file_exists(hc_scratch(), "never"));
    hc_ran_free(&ran);
}

static void a_history_without_handle_times_asks_for_them(void)
{
    hc_ran ran = RUN_WITH("timestamp,calls\n", "plan", "-");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    hc_ran_free(&ran);
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "no_aht.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,calls\n", file);
    for (int day = 1; day <= 28; day++) {
        for (int hour = 9; hour < 18; hour++) {
            (void)fprintf(file, "2026-02-%02dT%02d:00:00,%d\n", day, hour, 20 + hour);
        }
    }
    (void)fclose(file);
    ran = RUN("plan", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "has no handle times in the history"));
    CU_ASSERT(SAYS(ran.err, "--aht 240"));
    hc_ran_free(&ran);
    ran = RUN("plan", path, "--aht", "240", "--effort", "0");
    CU_ASSERT(ran.exit_code == 0 || ran.exit_code == 1);
    CU_ASSERT(SAYS(ran.out, "full-time")); /* how many people on which contracts */
    hc_ran_free(&ran);
}

/* Four weeks of two queues: one contact in ten of Easy is passed on and four in ten of Hard,
 * which has half as many. */
static void a_plan_tells_how_many_are_passed_on(void)
{
    char path[PATH], folder[PATH / 2], text[PATH];
    FILE *file = fopen(hc_scratch_path(path, PATH, "passed.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,queue,offered,handled,aht_s,transferred\n", file);
    for (int day = 1; day <= 28; day++) {
        for (int hour = 8; hour < 16; hour++) {
            (void)fprintf(file,
                          "2026-02-%02dT%02d:00:00,Easy,40,40,200,4\n"
                          "2026-02-%02dT%02d:00:00,Hard,20,20,200,8\n",
                          day, hour, day, hour);
        }
    }
    (void)fclose(file);
    hc_ran ran = RUN("plan", path, "--effort", "0.01", "--out",
                     hc_scratch_path(folder, sizeof folder, "passed"));
    CU_ASSERT(ran.exit_code <= 1);
    (void)snprintf(text, sizeof text, "%s/report.html", folder);
    CU_ASSERT(hc_file_says(text,
                           "in the last 13 weeks 20.0 % of the answered were passed on to "
                           "somebody else (Hard: 40.0 %); who is passed on"));
    (void)snprintf(text, sizeof text, "%s/plan.json", folder);
    CU_ASSERT(hc_file_says(text, "20.0 % of the answered were passed on"));
    hc_ran_free(&ran);
}

static void a_target_of_100_percent_is_refused_when_callers_wait_for_ever(void)
{
    char path[PATH];
    make_sample();
    (void)hc_scratch_file(path, "perfect.json",
                          "{\"every_queue\":{\"patience_s\":null,"
                          "\"target\":{\"service_level\":1}}}");
    hc_ran ran = RUN("plan", sample.history, "--centre", path);
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.err, "no number of agents"));
    hc_ran_free(&ran);
}

static void faults_of_the_centre_and_agents_files_are_named(void)
{
    char path[PATH];
    make_sample();
    (void)hc_scratch_file(path, "wrong.json", "{\n \"shrinkge\": 0.3\n}\n");
    hc_ran ran = RUN("plan", sample.history, "--centre", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "wrong.json:2:2: error: unknown key 'shrinkge'"));
    CU_ASSERT(SAYS(ran.err, "did you mean \"shrinkage\"?"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(path, "agents.csv",
                          "id,name,contract\n1,Ada,full time\n2,Ben,fulltime\n");
    ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", path);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "agents.csv:3:7: error: there is no contract 'fulltime'"));
    CU_ASSERT(SAYS(ran.err, "did you mean 'full time'?"));
    hc_ran_free(&ran);
}

/* The sample's contracts are of 40 and of up to 25 hours. */
static void hours_a_week_choose_the_contract(void)
{
    static const struct {
        const char *head, *ben;
    } columns[] = {{"Hours per week", "25"}, {"hours", "\"24,5\""}, {"Wochenstunden", "25 h"}};
    make_sample();
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        char path[PATH], text[256];
        (void)snprintf(text, sizeof text,
                       "id,name,contract,%s\n1,Ada,,40\n2,Ben,,%s\n3,Cho,full time,25\n"
                       "4,Dan,,60\n5,Eve,,\n",
                       columns[k].head, columns[k].ben);
        (void)hc_scratch_file(path, "by_hours.csv", text);
        hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", path,
                         "--effort", "0", "--time-limit", "0");
        CU_ASSERT(SAYS(ran.out, "People    5: 4 full time, 1 part time"));
        CU_ASSERT(SAYS(ran.err, "by_hours.csv: hours a week chose the contract of 3 people"));
        CU_ASSERT(SAYS(ran.err, "by_hours.csv:5:8: warning: no contract has 60 hours a week: "
                                "'full time' is the nearest"));
        CU_ASSERT_FALSE(SAYS(ran.err, "people in all"));
        hc_ran_free(&ran);
    }
}

static void few_people_are_a_plan_that_says_where_it_is_short(void)
{
    char path[PATH];
    make_sample();
    (void)hc_scratch_file(
        path, "few.csv",
        "id,name,contract,days_off\n1,Ada,full time,\n2,Ben,full time,Sat; Sun\n"
        "3,Cho,part time,\n");
    hc_ran ran = RUN("plan", sample.history, "--centre", sample.centre, "--agents", path,
                     "--effort", "0.1", "--time-limit", "0");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "NOT met"));
    CU_ASSERT(SAYS(ran.out, "more person-hours"));
    CU_ASSERT(SAYS(ran.err, "does not reach the week's service level"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_demo_is_the_same_every_time),
        HC_TEST(the_demo_has_people_for_its_queues),
        HC_TEST(the_demo_is_planned_with_every_file),
        HC_TEST(workbook_and_calendars_come_when_asked),
        HC_TEST(files_that_only_an_older_plan_had_go),
        HC_TEST(the_summary_fits_a_screen_and_says_what_to_do),
        HC_TEST(a_plan_that_is_cut_short_says_so),
        HC_TEST(service_itself_can_be_the_objective),
        HC_TEST(patience_comes_from_the_waits_of_the_history),
        HC_TEST(explained_figures_add_up_as_printed),
        HC_TEST(the_files_have_their_columns),
        HC_TEST(the_same_plan_has_the_same_bytes),
        HC_TEST(files_of_a_plan_are_no_histories),
        HC_TEST(explain_shows_the_formulas_with_their_figures),
        HC_TEST(queues_apart_are_judged_each_by_its_own_target),
        HC_TEST(queues_called_mail_or_chat_are_asked_about),
        HC_TEST(mail_by_its_channel_is_deferred_work),
        HC_TEST(mail_at_night_is_said_with_the_way_out),
        HC_TEST(deferred_work_stands_beside_the_calls),
        HC_TEST(a_centre_of_deferred_work_alone_has_no_line),
        HC_TEST(chats_grow_with_their_handle_time),
        HC_TEST(the_pool_of_a_plan_can_be_scheduled_again),
        HC_TEST(an_out_that_cannot_be_written_is_exit_code_six),
        HC_TEST(an_input_is_never_overwritten),
        HC_TEST(a_failed_plan_leaves_no_file_behind),
        HC_TEST(a_history_without_handle_times_asks_for_them),
        HC_TEST(a_plan_tells_how_many_are_passed_on),
        HC_TEST(a_target_of_100_percent_is_refused_when_callers_wait_for_ever),
        HC_TEST(faults_of_the_centre_and_agents_files_are_named),
        HC_TEST(hours_a_week_choose_the_contract),
        HC_TEST(few_people_are_a_plan_that_says_where_it_is_short),
    };
    const int result = hc_test_run("program: plan", tests, sizeof tests / sizeof *tests);
    hc_ran_free(&planned);
    return result;
}
