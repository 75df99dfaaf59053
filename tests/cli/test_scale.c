#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/rng.h"
#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define FIRST_DAY 20457 /* Monday 2026-01-05 */
#define OPEN_MIN 480
#define CLOSE_MIN 1200
#define CHANGED_WEEKS 6 /* the newest weeks, in which what changes has changed */

/* A centre made by hand: what it gets, takes and delivers in a week of its history. */
typedef struct made_centre {
    size_t weeks;
    double calls_a_day; /* of a weekday */
    double aht_s;
    double volume_after; /* in the newest weeks, relative */
    double aht_after;
    bool says_service; /* a column of the answered in time */
    double level;      /* service level of all days but .. */
    double monday_level;
    const char *channel;  /* NULL: no column */
    double repeats_after; /* share of the newest weeks, 0.1 before; 0: no column */
    double passed_after;  /* the same of those that are passed on */
} made_centre;

static const made_centre steady = {.weeks = 30,
                                   .calls_a_day = 600,
                                   .aht_s = 240,
                                   .volume_after = 1,
                                   .aht_after = 1,
                                   .level = 0.86,
                                   .monday_level = 0.86};

static void put_head(const made_centre *centre, FILE *file)
{
    (void)fprintf(file, "timestamp,queue,%soffered,handled,abandoned,aht_s%s%s%s\n",
                  centre->channel != NULL ? "channel," : "",
                  centre->says_service ? ",in_target" : "",
                  centre->repeats_after > 0.0 ? ",repeats" : "",
                  centre->passed_after > 0.0 ? ",transferred" : "");
}

static void put_slot(const made_centre *centre, int64_t day, int32_t minute, hc_rng *rng,
                     FILE *file)
{
    static const double weekday[] = {1.15, 1.02, 0.98, 0.95, 0.9};
    char time[HC_TIME_TEXT_MAX];
    const bool after = day >= FIRST_DAY + 7 * ((int64_t)centre->weeks - CHANGED_WEEKS);
    const double slots = (CLOSE_MIN - OPEN_MIN) / 30.0;
    const double shape = 1.0 + 0.4 * (minute < 840 ? 1.0 : -1.0);
    const double mean = centre->calls_a_day / slots * shape * weekday[hc_weekday(day)] *
                        (after ? centre->volume_after : 1.0);
    const double offered = hc_rng_poisson(rng, mean);
    const double lost = offered > 20.0 ? 1.0 : 0.0;
    const double spread = 1.0 + 0.05 * hc_rng_normal(rng);
    const double level = hc_weekday(day) == 0 ? centre->monday_level : centre->level;
    hc_format_local((hc_local_time){day, minute * 60}, time);
    (void)fprintf(file, "%s,Desk,", time);
    if (centre->channel != NULL) { (void)fprintf(file, "%s,", centre->channel); }
    (void)fprintf(file, "%.0f,%.0f,%.0f,%.1f", offered, offered - lost, lost,
                  centre->aht_s * spread * (after ? centre->aht_after : 1.0));
    if (centre->says_service) { (void)fprintf(file, ",%.1f", level * offered); }
    if (centre->repeats_after > 0.0) {
        (void)fprintf(file, ",%.1f", (after ? centre->repeats_after : 0.1) * offered);
    }
    if (centre->passed_after > 0.0) {
        (void)fprintf(file, ",%.1f", (after ? centre->passed_after : 0.1) * offered);
    }
    (void)fputs("\n", file);
}

static void put_rows(const made_centre *centre, uint64_t seed, FILE *file)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    for (size_t k = 0; k < 7 * centre->weeks; k++) {
        const int64_t day = FIRST_DAY + (int64_t)k;
        if (hc_weekday(day) >= 5) { continue; }
        for (int32_t minute = OPEN_MIN; minute < CLOSE_MIN; minute += 30) {
            put_slot(centre, day, minute, &rng, file);
        }
    }
}

static const char *put_history(char *path, const char *name, const made_centre *centre,
                               const made_centre *second)
{
    FILE *file = fopen(hc_scratch_path(path, PATH, name), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    put_head(centre, file);
    put_rows(centre, 7, file);
    if (second != NULL) { put_rows(second, 8, file); }
    (void)fclose(file);
    return path;
}

static hc_ran judge(const char *name, const made_centre *centre, const made_centre *second)
{
    char path[PATH];
    (void)put_history(path, name, centre, second);
    return RUN("scale", path, "--format", "table");
}

static void expect(const hc_ran *ran, const char *verdict)
{
    char line[64];
    (void)snprintf(line, sizeof line, "Verdict   %s", verdict);
    CU_ASSERT_EQUAL(ran->exit_code, 0);
    CU_ASSERT(STARTS(ran->out, line));
    if (!STARTS(ran->out, line)) { printf("\n%s\n%s\n", ran->out, ran->err); }
}

/* ---- verdicts -----------------------------------------------------------------------------
 */

static void a_centre_as_it_was_holds(void)
{
    hc_ran ran = judge("steady.csv", &steady, NULL);
    expect(&ran, "hold");
    hc_ran_free(&ran);
}

static void longer_handle_times_at_the_same_volume_are_for_training(void)
{
    made_centre centre = steady;
    centre.aht_after = 1.25;
    hc_ran ran = judge("slower.csv", &centre, NULL);
    expect(&ran, "training first: the work takes longer, there is not more of it");
    CU_ASSERT(SAYS(ran.out, "% against the 25 weeks before"));
    CU_ASSERT(SAYS(ran.out, "like for like"));
    hc_ran_free(&ran);
}

/* Two kinds of contact of 120 and 360 s: more of the long ones is a new mix, no slower work. */
static void a_new_mix_is_no_slower_work(void)
{
    made_centre brief = steady;
    made_centre lengthy = steady;
    brief.channel = "chat";
    lengthy.channel = "phone";
    brief.aht_s = 120;
    lengthy.aht_s = 360;
    brief.volume_after = 0.7;
    lengthy.volume_after = 1.3;
    hc_ran ran = judge("mix.csv", &brief, &lengthy);
    CU_ASSERT(!STARTS(ran.out, "Verdict   training"));
    hc_ran_free(&ran);
}

/* A quarter of the calls come again instead of a tenth: a fifth more calls that are not needed.
 */
static void calls_that_come_again_are_for_training(void)
{
    made_centre centre = steady;
    centre.volume_after = 1.2;
    centre.repeats_after = 0.25;
    hc_ran ran = judge("again.csv", &centre, NULL);
    expect(&ran, "training first: more contacts come again");
    CU_ASSERT(SAYS(ran.out, "repeats 25.0 %, usually or by the aim 1"));
    CU_ASSERT(SAYS(ran.out, "with repeats below 1"));
    hc_ran_free(&ran);
}

static void calls_that_are_passed_on_are_for_training(void)
{
    made_centre centre = steady;
    centre.volume_after = 1.2;
    centre.passed_after = 0.25;
    hc_ran ran = judge("passed.csv", &centre, NULL);
    expect(&ran, "training first: more are passed on and must tell it again");
    CU_ASSERT(SAYS(ran.out, "passed on 25."));
    CU_ASSERT(SAYS(ran.out, "with less than 1"));
    CU_ASSERT(SAYS(ran.out, "Passed on 25."));
    hc_ran_free(&ran);
}

static void sixty_percent_fewer_calls_are_to_shrink(void)
{
    made_centre phone = steady;
    phone.channel = "phone";
    phone.volume_after = 0.4;
    made_centre chat = steady;
    chat.channel = "chat";
    chat.calls_a_day = 60;
    hc_ran ran = judge("fewer.csv", &phone, &chat);
    expect(&ran, "shrink by ");
    CU_ASSERT(SAYS(ran.out, "Channels  phone -5")); /* 26 weeks before hold two changed ones */
    hc_ran_free(&ran);
}

static void forty_percent_more_calls_are_to_grow(void)
{
    made_centre centre = steady;
    centre.volume_after = 1.4;
    hc_ran ran = judge("more.csv", &centre, NULL);
    expect(&ran, "grow by ");
    hc_ran_free(&ran);
}

static void six_calls_a_day_are_not_enough_data(void)
{
    made_centre centre = steady;
    centre.calls_a_day = 6;
    hc_ran ran = judge("few.csv", &centre, NULL);
    expect(&ran, "not enough data\n");
    CU_ASSERT(SAYS(ran.out, "their true level is anything from 8"));
    CU_ASSERT(!SAYS(ran.out, "Changes"));
    hc_ran_free(&ran);
}

static void a_service_missed_on_mondays_is_about_shifts(void)
{
    made_centre centre = steady;
    centre.says_service = true;
    centre.monday_level = 0.62;
    centre.level = 0.88;
    hc_ran ran = judge("mondays.csv", &centre, NULL);
    expect(&ran, "shifts, not heads: move shifts to Mon");
    CU_ASSERT(SAYS(ran.out, "service level Mon 62.0 %, other days 88.0 %, asked 80 %"));
    hc_ran_free(&ran);
}

/* 65 % in time every day at the old volume and handle time: there were never people enough. */
static void a_service_missed_every_day_is_about_people(void)
{
    made_centre centre = steady;
    centre.says_service = true;
    centre.level = centre.monday_level = 0.65;
    hc_ran ran = judge("every-day.csv", &centre, NULL);
    expect(&ran, "grow by ");
    CU_ASSERT(SAYS(ran.out, "as many as give the service that was delivered"));
    hc_ran_free(&ran);
}

/* Eight hours on five days are a full-timer of 40 hours, five hours on four days half of one.
 */
static void people_who_are_listed_are_counted(void)
{
    static const char contracts[] =
        "{\"contracts\":[{\"name\":\"full\",\"shift_shortest_min\":480,\"breaks\":[]},"
        "{\"name\":\"half\",\"shift_shortest_min\":300,\"days_a_week_most\":4,"
        "\"days_a_week_least\":4,\"breaks\":[]}]%s}";
    char path[PATH], agents[PATH], centre[PATH], text[2 * PATH];
    (void)put_history(path, "listed.csv", &steady, NULL);
    (void)hc_scratch_file(agents, "listed_agents.csv",
                          "id,contract\na,full\nb,full\nc,half\nd,half\ne,half\n");
    (void)snprintf(text, sizeof text, contracts, "");
    (void)hc_scratch_file(centre, "listed.json", text);
    hc_ran ran =
        RUN("scale", path, "--format", "table", "--centre", centre, "--agents", agents);
    CU_ASSERT(SAYS(ran.out, ", 3.5 there (by the agents file: 5 people)"));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--format", "table", "--centre", centre, "--agents", agents,
              "--headcount", "9");
    CU_ASSERT(SAYS(ran.out, ", 9.0 there (as said)"));
    hc_ran_free(&ran);
    (void)snprintf(text, sizeof text, contracts,
                   ",\"agents_file\":\"listed_agents.csv\",\"capacity\":{\"week_hours\":35}");
    (void)hc_scratch_file(centre, "listed.json", text);
    ran = RUN("scale", path, "--format", "table", "--centre", centre);
    CU_ASSERT(SAYS(ran.out, ", 4.0 there (by the agents file: 5 people)"));
    hc_ran_free(&ran);
    (void)snprintf(text, sizeof text, contracts,
                   ",\"classes\":[{\"name\":\"desk\",\"contract\":\"half\",\"count\":6}]");
    (void)hc_scratch_file(centre, "listed.json", text);
    ran = RUN("scale", path, "--format", "table", "--centre", centre);
    CU_ASSERT(SAYS(ran.out, ", 3.0 there (by the classes of the centre file: 6 people)"));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--centre", centre, "--agents", "nobody.csv");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "nobody.csv: error: cannot be read"));
    hc_ran_free(&ran);
}

static void people_that_are_said_are_judged(void)
{
    char path[PATH];
    (void)put_history(path, "said.csv", &steady, NULL);
    hc_ran ran = RUN("scale", path, "--format", "table", "--headcount", "40");
    expect(&ran, "shrink by ");
    CU_ASSERT(SAYS(ran.out, "40.0 there (as said)"));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--format", "table", "--headcount", "12", "--risk", "80%");
    expect(&ran, "");
    CU_ASSERT(SAYS(ran.out, "people 1"));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--risk", "80%", "--target-per", "week");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--format", "json", "--headcount", "5");
    CU_ASSERT(SAYS(ran.out, "\"verdict\": \"grow\""));
    CU_ASSERT(SAYS(ran.out, "\"probability\": "));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--format", "csv", "--by", "week", "--months", "4");
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 5);
    CU_ASSERT(STARTS(ran.out, "month,volume,volume_low,volume_high,aht_s,workload_hours,"));
    hc_ran_free(&ran);
}

static void an_aim_of_handle_time_is_judged(void)
{
    char path[PATH];
    (void)put_history(path, "aimed.csv", &steady, NULL);
    hc_ran ran = RUN("scale", path, "--format", "table", "--aht-aim", "190");
    expect(&ran, "training first: the work takes longer, there is not more of it");
    CU_ASSERT(SAYS(ran.out, "; aim 190 s"));
    hc_ran_free(&ran);
}

/* Work is contacts by handle time; people in the pay are hours on the phones over those of one
 * who works full time, and over the share that is there; the gap is who there is less who is
 * needed. */
static void figures_of_a_month_belong_together(void)
{
    char path[PATH];
    (void)put_history(path, "months.csv", &steady, NULL);
    hc_ran ran = RUN("scale", path, "--format", "json");
    cJSON *root = cJSON_Parse(ran.out);
    const cJSON *months = cJSON_GetObjectItem(root, "periods");
    const cJSON *month = NULL;
    CU_ASSERT_TRUE_FATAL(cJSON_GetArraySize(months) > 3);
    cJSON_ArrayForEach(month, months)
    {
        const double required = cJSON_GetObjectItem(month, "required_fte")->valuedouble;
        const double gross = cJSON_GetObjectItem(month, "gross_fte")->valuedouble;
        CHECK_CLOSE(cJSON_GetObjectItem(month, "workload_hours")->valuedouble,
                    cJSON_GetObjectItem(month, "volume")->valuedouble *
                        cJSON_GetObjectItem(month, "aht_s")->valuedouble / 3600.0,
                    1e-9);
        CHECK_CLOSE(required,
                    cJSON_GetObjectItem(month, "agent_hours")->valuedouble /
                        cJSON_GetObjectItem(month, "fte_hours")->valuedouble,
                    1e-9);
        CHECK_CLOSE(gross,
                    required / (1.0 - cJSON_GetObjectItem(month, "shrinkage")->valuedouble),
                    1e-9);
        CU_ASSERT_DOUBLE_EQUAL(cJSON_GetObjectItem(month, "gap")->valuedouble,
                               cJSON_GetObjectItem(month, "available_fte")->valuedouble - gross,
                               1e-9);
        CU_ASSERT_TRUE(cJSON_GetObjectItem(month, "agent_hours")->valuedouble >
                       cJSON_GetObjectItem(month, "workload_hours")->valuedouble);
    }
    cJSON_Delete(root);
    hc_ran_free(&ran);
}

/* ---- vendors ------------------------------------------------------------------------------
 */

/* In-house 300 s / 3600 / 0.8 / 0.7 x 18 = 2.678571 a contact, the vendor 2.20 but at least
 * 20000: even at 20000 / 2.678571 = 7466.67 contacts, the vendor dearer below. */
static void the_break_even_of_a_vendor_is_named(void)
{
    char demand[PATH];
    char centre[PATH];
    hc_scratch_file(demand, "even.csv", "month,volume,aht_s\n2027-01,20000,300\n");
    hc_scratch_file(centre, "even.json",
                    "{\"shrinkage\": 0.3, \"costs\": {\"wage_an_hour\": 18},"
                    "\"every_queue\": {\"target\": {\"occupancy_most\": 0.8}},"
                    "\"vendors\": [{\"name\": \"Acme\", \"price_a_call\": 2.2,"
                    "\"least_a_month\": 20000, \"notice_weeks\": 12}]}");
    hc_ran ran = RUN("scale", "--demand", demand, "--centre", centre, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Acme: 2.2 a contact, at least 20000 a month, 12 weeks of notice"));
    CU_ASSERT(
        SAYS(ran.out, "break-even at 7467 contacts a month: dearer below, cheaper above"));
    hc_ran_free(&ran);
}

/* Seats of our own cost money, so the base stays in-house and the peak goes. */
static void a_history_has_a_split_with_its_pooling_loss(void)
{
    char path[PATH];
    char centre[PATH];
    (void)put_history(path, "split.csv", &steady, NULL);
    hc_scratch_file(centre, "split.json",
                    "{\"costs\": {\"wage_an_hour\": 18},"
                    "\"capacity\": {\"headcount\": 12, \"seat_cost_a_month\": 600},"
                    "\"vendors\": [{\"name\": \"Peak\", \"price_a_minute\": 0.70}]}");
    hc_ran ran = RUN("scale", path, "--centre", centre, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "cheapest split by interval: "));
    CU_ASSERT(SAYS(ran.out, "(proved)"));
    CU_ASSERT(SAYS(ran.out, "pooling loss: "));
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--centre", centre, "--format", "json");
    CU_ASSERT(SAYS(ran.out, "\"split_own_share\": 0."));
    hc_ran_free(&ran);
}

static double number_after(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    return strtod(at + strlen(key), NULL);
}

/* E-mail may wait: it needs its work over the time worked, about 0.88 / 1 of what calls of a
 * desk as small as this need, or less; chats two at a time fewer still. A year is planned. */
static void mail_and_chats_are_staffed_by_their_own_models(void)
{
    static const char *const services[] = {"{\"name\": \"Desk\"}",
                                           "{\"name\": \"Desk\", \"deferred\": "
                                           "{\"answer_within_h\": 8}}",
                                           "{\"name\": \"Desk\", \"chat\": {\"aht_s\": [240, "
                                           "300]}}"};
    char path[PATH];
    char centre[PATH];
    double required[3];
    (void)put_history(path, "channel.csv", &steady, NULL);
    for (size_t k = 0; k < 3; k++) {
        char text[512];
        (void)snprintf(text, sizeof text, "{\"queues\": [%s]}", services[k]);
        hc_scratch_file(centre, "channel.json", text);
        hc_ran ran =
            RUN("scale", path, "--centre", centre, "--format", "json", "--months", "12");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        required[k] = number_after(ran.out, "\"required_fte\": ");
        hc_ran_free(&ran);
    }
    CU_ASSERT(required[1] < 0.95 * required[0]);
    CU_ASSERT(required[2] < 0.8 * required[0]);
}

/* Phone takes 240 s, chat 120: half the cost of a contact, in words and in figures. */
static void a_contact_of_each_channel_has_its_cost(void)
{
    char path[PATH];
    made_centre phone = steady, chat = steady;
    phone.channel = "phone";
    chat.channel = "chat";
    chat.aht_s = 120;
    (void)put_history(path, "costs.csv", &phone, &chat);
    hc_ran ran = RUN("scale", path, "--wage", "18", "--format", "json");
    const double a_second = number_after(ran.out, "\"cost_a_second\": ");
    const char *at = strstr(ran.out, "\"name\": \"phone\",\"aht_s\": ");
    CU_ASSERT(a_second > 18.0 / 3600.0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    CHECK_CLOSE(number_after(at, "\"cost_a_contact\": "), 240.0 * a_second, 0.01);
    hc_ran_free(&ran);
    ran = RUN("scale", path, "--wage", "18", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "Cost      phone "));
    CU_ASSERT(SAYS(ran.out, " a contact in-house, by handle time"));
    hc_ran_free(&ran);
}

/* 12 weeks of 20000 a month are 20000 x 12 / 4.348214 = 55195. What is paid back is the share
 * of the bill times the probability of a miss, which a lower promise makes smaller. */
static void penalties_and_notice_are_in_the_cost(void)
{
    char path[PATH];
    char centre[PATH];
    double miss[2];
    made_centre brief = steady;
    brief.weeks = 14; /* so that the bands are those assumed */
    (void)put_history(path, "risk.csv", &brief, NULL);
    for (size_t k = 0; k < 2; k++) {
        char text[512];
        (void)snprintf(text, sizeof text,
                       "{\"costs\": {\"wage_an_hour\": 18}, \"capacity\": {\"headcount\": 5},"
                       "\"vendors\": [{\"name\": \"Acme\", \"price_a_minute\": 0.70,"
                       "\"least_a_month\": 20000, \"notice_weeks\": 12,"
                       "\"service_level\": %g, \"penalty\": 0.2}]}",
                       k == 0 ? 0.8 : 0.6);
        hc_scratch_file(centre, "risk.json", text);
        hc_ran ran = RUN("scale", path, "--centre", centre, "--format", "json");
        CU_ASSERT_EQUAL(ran.exit_code, 0);
        miss[k] = number_after(ran.out, "\"miss_probability\": ");
        const double refund = number_after(ran.out, "\"refund_share\": ");
        const double stop = number_after(ran.out, "\"stop_cost_a_month\": ");
        const double bill = number_after(ran.out, "\"bill\": ");
        CHECK_CLOSE(refund, 0.2 * miss[k], 1e-12);
        CHECK_CLOSE(number_after(ran.out, "\"stop_cost\": "), 55195.07, 1e-6);
        CHECK_CLOSE(number_after(ran.out, "\"vendor_cost\": "), bill * (1.0 - refund) + stop,
                    1e-9);
        hc_ran_free(&ran);
    }
    CU_ASSERT(miss[0] > 0.1 && miss[0] < 0.6);
    CU_ASSERT(miss[1] < miss[0]);
    hc_ran ran = RUN("scale", path, "--centre", centre, "--format", "table");
    CU_ASSERT(SAYS(ran.out, ", cheapest hired: ") || SAYS(ran.out, ", cheapest at Acme: "));
    CU_ASSERT(SAYS(ran.out, "it misses in "));
    CU_ASSERT(SAYS(ran.out, "stopping costs 55195, the notice of 12 weeks; with "));
    CU_ASSERT(SAYS(ran.out, "for the people who are missing: "));
    hc_ran_free(&ran);
}

/* 30,000 contacts at 2 are 60,000 a month; a fifth of that is paid back in a quarter of the
 * months: 60,000 x (1 - 0.05) = 57,000. No history is needed, and where there is one the
 * vendor's own share goes before it. */
static void vendors_may_say_how_often_they_miss(void)
{
    char demand[PATH];
    char centre[PATH];
    char history[PATH];
    hc_scratch_file(demand, "missed.csv",
                    "month,volume,aht_s\n2027-06,30000,300\n2027-07,30000,300\n");
    hc_scratch_file(centre, "missed.json",
                    "{\"costs\": {\"wage_an_hour\": 18}, \"vendors\": [{\"name\": \"Acme\","
                    "\"price_a_call\": 2, \"penalty\": 0.2, \"missed_months\": 0.25,"
                    "\"notice_weeks\": 4}]}");
    hc_ran ran = RUN("scale", "--demand", demand, "--centre", centre, "--format", "json");
    const double bill = number_after(ran.out, "\"bill\": ");
    CHECK_CLOSE(bill, 60000.0, 0.02);
    CHECK_CLOSE(number_after(ran.out, "\"vendor_cost\": "), 0.95 * bill, 1e-9);
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", demand, "--centre", centre, "--format", "table");
    CU_ASSERT(SAYS(ran.out, "it misses in 25 % of the months, by the centre file\n"));
    CU_ASSERT(SAYS(ran.out, "of 4 weeks; only a history tells how likely that is\n"));
    hc_ran_free(&ran);
    (void)put_history(history, "missed-history.csv", &steady, NULL);
    ran = RUN("scale", history, "--centre", centre, "--format", "json");
    CHECK_CLOSE(number_after(ran.out, "\"miss_probability\": "), 0.25, 1e-12);
    hc_ran_free(&ran);
}

static void vendors_without_a_wage_are_not_weighed(void)
{
    char demand[PATH];
    char centre[PATH];
    hc_scratch_file(demand, "even.csv", "month,volume,aht_s\n2027-01,20000,300\n");
    hc_scratch_file(centre, "no-wage.json",
                    "{\"vendors\": [{\"name\": \"Acme\", \"price_a_call\": 2}]}");
    hc_ran ran = RUN("scale", "--demand", demand, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.err, "vendors are not weighed: there is no wage"));
    hc_ran_free(&ran);
    hc_scratch_file(centre, "no-price.json", "{\"vendors\": [{\"name\": \"Acme\"}]}");
    ran = RUN("scale", "--demand", demand, "--centre", centre);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "vendor 'Acme' needs one price, found 0"));
    hc_ran_free(&ran);
}

/* ---- a file of months ---------------------------------------------------------------------
 */

/* Three agents of 40 hours and two of 20 are four full-timers, as a history would have them. */
static void a_file_of_months_counts_the_agents_file(void)
{
    char demand[PATH], centre[PATH], agents[PATH];
    hc_scratch_file(demand, "counted.csv", "month,volume,aht_s\n2027-01,20000,300\n");
    hc_scratch_file(agents, "counted-agents.csv",
                    "id,contract\nA,full\nB,full\nC,full\nD,half\nE,half\n");
    hc_scratch_file(centre, "counted.json",
                    "{\"contracts\": [{\"name\": \"full\", \"shift_shortest_min\": 480,"
                    "\"days_a_week_most\": 5, \"breaks\": []}, {\"name\": \"half\","
                    "\"shift_shortest_min\": 240, \"days_a_week_most\": 5, \"breaks\": []}]}");
    hc_ran ran = RUN("scale", "--demand", demand, "--centre", centre, "--agents", agents,
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "People    4.0 there (by the agents file: 5 people)\n"));
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", demand, "--centre", centre, "--agents", agents,
              "--headcount", "9", "--format", "json");
    CHECK_CLOSE(number_after(ran.out, "\"people\": "), 9.0, 1e-12);
    CU_ASSERT(SAYS(ran.out, "\"people_are\": \"as said\""));
    char json[PATH];
    hc_scratch_file(json, "counted-scale.json", ran.out);
    hc_ran_free(&ran);
    ran = RUN("explain", json);
    CU_ASSERT(SAYS(ran.out, "People: 9.00 full-timers there today (as said)\n"));
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", demand, "--format", "table");
    CU_ASSERT(SAYS(ran.out, "People    nobody said how many are there"));
    hc_ran_free(&ran);
}

/* A history of so many weeks with 3 % more every week. */
static hc_ran scale_growth(size_t weeks)
{
    char path[PATH];
    hc_rng rng;
    FILE *file = fopen(hc_scratch_path(path, PATH, "growth.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    hc_rng_seed(&rng, 3);
    put_head(&steady, file);
    for (size_t k = 0; k < 7 * weeks; k++) {
        made_centre week = steady;
        week.calls_a_day = 200.0 * exp(0.03 * (double)k / 7.0);
        const int64_t day = FIRST_DAY + (int64_t)k;
        for (int32_t minute = OPEN_MIN; hc_weekday(day) < 5 && minute < CLOSE_MIN;
             minute += 30) {
            put_slot(&week, day, minute, &rng, file);
        }
    }
    (void)fclose(file);
    return RUN("scale", path, "--format", "table", "--headcount", "34");
}

/* Too short a history to believe that it goes on, and then one that is long enough. */
static void growth_that_was_never_foreseen_is_told(void)
{
    hc_ran ran = scale_growth(51);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Bands     12 forecasts made earlier missed the level"));
    CU_ASSERT(SAYS(ran.out, "Caution   forecasts so far ahead were too low in 12 of 12, by "));
    CU_ASSERT(number_after(ran.out, "if it goes on so, need ") >
              1.05 * number_after(ran.out, "people "));
    const double low = number_after(ran.out, "too low in 12 of 12, by ");
    CU_ASSERT(low > 5.0 && low < 100.0);
    CU_ASSERT_DOUBLE_EQUAL(number_after(strstr(ran.out, "Caution"), "%: "),
                           (1.0 + low / 100.0) * number_after(ran.out, "Because   volume "),
                           0.0006 * number_after(ran.out, "Because   volume "));
    hc_ran_free(&ran);
    ran = scale_growth(70);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    const double carried = number_after(ran.out, "this one carries on ");
    CU_ASSERT(carried > 2.5 && carried < 3.5);
    CU_ASSERT(!SAYS(ran.out, "if it goes on so"));
    hc_ran_free(&ran);
    ran = judge("steady.csv", &steady, NULL);
    CU_ASSERT(!SAYS(ran.out, "Caution "));
    hc_ran_free(&ran);
}

/* Four weeks to a class, four of training and two months to full speed: no use in two months.
 */
static void who_is_hired_too_late_for_the_file_is_said(void)
{
    char demand[PATH];
    hc_scratch_file(demand, "late.csv",
                    "month,volume,aht_s\n2027-01,20000,300\n2027-02,20000,300\n");
    hc_ran ran = RUN("scale", "--demand", demand, "--headcount", "5", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out,
                   "Hires     none: a class that is decided on now is at full speed on "
                   "2027-05-01, after the last row below; short by "));
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", demand, "--headcount", "500", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "Hires     none: with leavers alone "));
    CU_ASSERT(!SAYS(ran.out, "Hires     none: a class"));
    hc_ran_free(&ran);
}

/* Ten weeks to a class, four of training, two months to full speed: it is of use in the seventh
 * month, so unless somebody says otherwise the plan goes that far. */
static void a_plan_goes_as_far_as_a_class_that_is_decided_now(void)
{
    char centre[PATH], history[PATH];
    (void)put_history(history, "slow.csv", &steady, NULL);
    hc_scratch_file(centre, "slow-hires.json", "{\"capacity\": {\"lead_weeks\": 10}}");
    hc_ran ran =
        RUN("scale", history, "--centre", centre, "--headcount", "5", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 1 + 7);
    hc_ran_free(&ran);
    ran = RUN("scale", history, "--centre", centre, "--headcount", "5", "--format", "table");
    CU_ASSERT(SAYS(ran.out, " in the plan below, the first class on "));
    hc_ran_free(&ran);
    ran = RUN("scale", history, "--centre", centre, "--headcount", "5", "--months", "6",
              "--format", "csv");
    CU_ASSERT_EQUAL(hc_count_lines(ran.out), 1 + 6);
    hc_ran_free(&ran);
}

static void what_makes_no_sense_is_said(void)
{
    char demand[PATH];
    char hires[PATH];
    hc_ran ran = RUN("scale");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--demand FILE.csv"));
    hc_ran_free(&ran);
    hc_scratch_file(demand, "gap.csv", "month,volume,aht_s\n2027-01,100,200\n2027-03,1,1\n");
    ran = RUN("scale", "--demand", demand);
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(
        SAYS(ran.err, "gap.csv:3:1: error: '2027-03' does not follow the month before it"));
    hc_ran_free(&ran);
    ran = RUN("scale", demand, "--demand", demand);
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    hc_scratch_file(demand, "months.csv", "month,volume,aht_s\n2027-01,-1,200\n");
    ran = RUN("scale", "--demand", demand);
    CU_ASSERT(SAYS(ran.err, "volume must be a number from 0 on"));
    hc_ran_free(&ran);
    hc_scratch_file(demand, "months.csv", "month,volume,aht_s\n2027-01,100,200\n");
    hc_scratch_file(hires, "hires.csv", "date,people\nsoon,3\n");
    ran = RUN("scale", "--demand", demand, "--hires", hires);
    CU_ASSERT(SAYS(ran.err, "date cannot be read: 'soon'"));
    hc_ran_free(&ran);
    ran = RUN("scale", "--demand", demand, "--by", "week");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_centre_as_it_was_holds),
        HC_TEST(longer_handle_times_at_the_same_volume_are_for_training),
        HC_TEST(a_new_mix_is_no_slower_work),
        HC_TEST(calls_that_come_again_are_for_training),
        HC_TEST(calls_that_are_passed_on_are_for_training),
        HC_TEST(sixty_percent_fewer_calls_are_to_shrink),
        HC_TEST(forty_percent_more_calls_are_to_grow),
        HC_TEST(six_calls_a_day_are_not_enough_data),
        HC_TEST(a_service_missed_on_mondays_is_about_shifts),
        HC_TEST(a_service_missed_every_day_is_about_people),
        HC_TEST(people_that_are_said_are_judged),
        HC_TEST(people_who_are_listed_are_counted),
        HC_TEST(an_aim_of_handle_time_is_judged),
        HC_TEST(figures_of_a_month_belong_together),
        HC_TEST(the_break_even_of_a_vendor_is_named),
        HC_TEST(a_history_has_a_split_with_its_pooling_loss),
        HC_TEST(mail_and_chats_are_staffed_by_their_own_models),
        HC_TEST(a_contact_of_each_channel_has_its_cost),
        HC_TEST(penalties_and_notice_are_in_the_cost),
        HC_TEST(vendors_may_say_how_often_they_miss),
        HC_TEST(vendors_without_a_wage_are_not_weighed),
        HC_TEST(a_file_of_months_counts_the_agents_file),
        HC_TEST(growth_that_was_never_foreseen_is_told),
        HC_TEST(who_is_hired_too_late_for_the_file_is_said),
        HC_TEST(a_plan_goes_as_far_as_a_class_that_is_decided_now),
        HC_TEST(what_makes_no_sense_is_said),
    };
    return hc_test_run("program: scale", tests, sizeof tests / sizeof *tests);
}
