#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define TEXT 4096

/* Two days from 08:00 to 20:00, so many wanted in each half hour; more from 12:00 on day 1. */
static void write_wanted(char *text, int32_t people, int32_t from_noon)
{
    size_t used = (size_t)snprintf(text, TEXT, "timestamp,required_agents\n");
    for (int day = 23; day <= 24; day++) {
        for (int half = 16; half < 40; half++) {
            const int32_t wanted = day == 23 && half >= 24 ? from_noon : people;
            used += (size_t)snprintf(text + used, TEXT - used, "2026-11-%dT%02d:%02d,%d\n", day,
                                     half / 2, half % 2 * 30, wanted);
        }
    }
}

static char wanted[PATH], more[PATH], centre[PATH], first[PATH / 2], roster[PATH];

static void make_roster(void)
{
    char text[TEXT];
    if (wanted[0] != '\0') { return; }
    write_wanted(text, 3, 3);
    (void)hc_scratch_file(wanted, "wanted.csv", text);
    write_wanted(text, 3, 6);
    (void)hc_scratch_file(more, "more.csv", text);
    (void)hc_scratch_file(
        centre, "centre.json",
        "{\"contracts\":[{\"name\":\"full\",\"days_a_week_least\":0,\"days_a_week_most\":5}],"
        "\"classes\":[{\"name\":\"full\",\"contract\":\"full\",\"count\":8}]}");
    (void)hc_scratch_path(first, sizeof first, "first");
    (void)snprintf(roster, sizeof roster, "%s/roster.csv", first);
    hc_ran ran =
        RUN("schedule", wanted, "--centre", centre, "--effort", "0.01", "--out", first);
    CU_ASSERT_EQUAL_FATAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

static void check_lawful(const char *file, const char *folder)
{
    char path[PATH];
    (void)snprintf(path, sizeof path, "%s/roster.csv", folder);
    hc_ran ran = RUN("schedule", file, "--centre", centre, "--check", path);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, "agent,date,rule,found,allowed\n");
    hc_ran_free(&ran);
}

static void a_roster_that_still_fits_is_kept_whole(void)
{
    char kept[PATH / 2];
    make_roster();
    (void)hc_scratch_path(kept, sizeof kept, "kept");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--keep", roster, "--out", kept,
                     "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT_STRING_EQUAL(ran.out, "agent,date,was,now\n");
    hc_ran_free(&ran);
    char path[PATH];
    (void)snprintf(path, sizeof path, "%s/roster.csv", kept);
    CU_ASSERT(hc_same_files(path, roster));
    CU_ASSERT(hc_file_exists(kept, "people.csv"));
}

/* Of the same roster by the same people: the same hours, weekends and wishes. */
static void a_kept_rosters_people_are_written_as_a_new_ones(void)
{
    char people[PATH], new_folder[PATH / 2], kept[PATH / 2], from[PATH], one[PATH], two[PATH];
    make_roster();
    (void)hc_scratch_file(people, "people_of.csv",
                          "id,name,contract,preferred_start\n7,Ada,full,08:00\n"
                          "3,Ben,full,12:00\n5,Cho,full,\n1,Dan,full,08:00\n4,Eve,full,\n");
    (void)hc_scratch_path(new_folder, sizeof new_folder, "named_new");
    (void)hc_scratch_path(kept, sizeof kept, "named_kept");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--agents", people, "--effort",
                     "0.01", "--out", new_folder);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(from, sizeof from, "%s/roster.csv", new_folder);
    ran = RUN("schedule", wanted, "--centre", centre, "--agents", people, "--keep", from,
              "--change-cost", "1000", "--out", kept);
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    (void)snprintf(one, sizeof one, "%s/people.csv", new_folder);
    (void)snprintf(two, sizeof two, "%s/people.csv", kept);
    CU_ASSERT(hc_file_says(two, "3,Ben,full,"));
    CU_ASSERT(hc_same_files(one, two));
}

static void what_is_wanted_now_changes_a_few(void)
{
    char second[PATH];
    make_roster();
    (void)hc_scratch_path(second, sizeof second, "second");
    hc_ran ran = RUN("schedule", more, "--centre", centre, "--keep", roster, "--out", second,
                     "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Was"));
    CU_ASSERT(SAYS(ran.out, "Agent-days changed"));
    CU_ASSERT(hc_file_exists(second, "changes.csv"));
    hc_ran_free(&ran);
    check_lawful(more, second);
    ran = RUN("schedule", more, "--centre", centre, "--keep", roster, "--change-cost", "1000",
              "--format", "csv");
    CU_ASSERT_STRING_EQUAL(ran.out, "agent,date,was,now\n");
    hc_ran_free(&ran);
}

static void from_a_time_on_only_breaks_move(void)
{
    char third[PATH];
    make_roster();
    (void)hc_scratch_path(third, sizeof third, "third");
    hc_ran ran =
        RUN("schedule", more, "--centre", centre, "--keep", roster, "--from",
            "2026-11-23T12:00", "--change-cost", "0", "--out", third, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(!SAYS(ran.out, ",off"));
    CU_ASSERT(!SAYS(ran.out, ",2026-11-24,"));
    hc_ran_free(&ran);
    check_lawful(more, third);
    ran = RUN("schedule", more, "--centre", centre, "--keep", roster, "--from",
              "2026-12-23T12:00");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--from 2026-12-23T12:00 lies outside the requirement"));
    hc_ran_free(&ran);
}

static void offers_are_ranked(void)
{
    make_roster();
    hc_ran ran = RUN("schedule", more, "--centre", centre, "--keep", roster, "--offers",
                     "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "agent,date,offer,from,to,saves,saves_an_hour\n"));
    CU_ASSERT(SAYS(ran.out, "stay longer") || SAYS(ran.out, "come earlier"));
    hc_ran_free(&ran);
}

/* The first two people of the roster who both have a shift on the Monday. */
static void find_pair(char *pair, size_t size)
{
    char *text = hc_file_text(roster);
    char found[2][64] = {"", ""};
    size_t count = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (char *line = strstr(text, "\n"); line != NULL && count < 2;
         line = strstr(line, "\n")) {
        line++;
        char *comma = strstr(line, ",full,2026-11-23,shift,");
        const char *end = strstr(line, "\n");
        if (comma == NULL || end == NULL || comma > end) { continue; }
        (void)snprintf(found[count++], sizeof found[0], "%.*s", (int)(comma - line), line);
    }
    CU_ASSERT_EQUAL_FATAL(count, 2);
    (void)snprintf(pair, size, "%s,%s,2026-11-23", found[0], found[1]);
    free(text);
}

static void a_lawful_swap_is_written(void)
{
    char pair[256], fourth[PATH];
    make_roster();
    find_pair(pair, sizeof pair);
    (void)hc_scratch_path(fourth, sizeof fourth, "fourth");
    hc_ran ran = RUN("schedule", wanted, "--centre", centre, "--keep", roster, "--swap", pair,
                     "--out", fourth, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Before"));
    CU_ASSERT(hc_file_exists(fourth, "roster.csv"));
    CU_ASSERT(hc_file_exists(fourth, "changes.csv"));
    hc_ran_free(&ran);
    check_lawful(wanted, fourth);
}

/* A long and a short day exchanged: neither contract allows the other's length. */
static void a_swap_that_breaks_a_rule_names_it_and_writes_nothing(void)
{
    char two[PATH], days[PATH], fifth[PATH];
    make_roster();
    (void)hc_scratch_file(two, "two.json",
                          "{\"contracts\":[{\"name\":\"long\",\"breaks\":[],"
                          "\"days_a_week_least\":0,\"days_a_week_most\":5},"
                          "{\"name\":\"short\",\"breaks\":[],\"shift_shortest_min\":240,"
                          "\"days_a_week_least\":0,\"days_a_week_most\":5}],"
                          "\"classes\":[{\"name\":\"L\",\"contract\":\"long\",\"count\":1},"
                          "{\"name\":\"S\",\"contract\":\"short\",\"count\":1}]}");
    (void)hc_scratch_file(days, "days.csv",
                          "agent,class,date,activity,start,end\n"
                          "Ann,L,2026-11-23,shift,2026-11-23T08:00:00,2026-11-23T16:30:00\n"
                          "Bob,S,2026-11-23,shift,2026-11-23T09:00:00,2026-11-23T13:00:00\n");
    (void)hc_scratch_path(fifth, sizeof fifth, "fifth");
    hc_ran ran = RUN("schedule", wanted, "--centre", two, "--keep", days, "--swap",
                     "Ann,Bob,2026-11-23", "--out", fifth, "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 1);
    CU_ASSERT(SAYS(ran.out, "Ann,2026-11-23,shift length,240 min,at least 510 min"));
    CU_ASSERT(SAYS(ran.out, "Bob,2026-11-23,shift length,510 min,at most 240 min"));
    CU_ASSERT(SAYS(ran.err, "the swap breaks rules: 2 times; nothing was written"));
    CU_ASSERT(!hc_file_exists(fifth, "roster.csv"));
    hc_ran_free(&ran);
    /* There and back again is no change. */
    ran = RUN("schedule", wanted, "--centre", two, "--keep", days, "--swap",
              "Ann,Bob,2026-11-23;Bob,Ann,2026-11-23", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", two, "--keep", days, "--swap",
              "Ann,Cid,2026-11-23");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "'Cid' is nobody of the roster"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", two, "--keep", days, "--swap",
              "Ann,Bob,2026-11-24");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "neither 'Ann' nor 'Bob' works on 2026-11-24"));
    hc_ran_free(&ran);
}

static void options_of_a_kept_roster_need_one(void)
{
    make_roster();
    hc_ran ran = RUN("schedule", wanted, "--offers");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "need a roster to keep"));
    hc_ran_free(&ran);
    ran = RUN("schedule", wanted, "--centre", centre, "--keep", roster, "--swap", "A,B");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "'A,B' is no swap of two people on a date"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_roster_that_still_fits_is_kept_whole),
        HC_TEST(a_kept_rosters_people_are_written_as_a_new_ones),
        HC_TEST(what_is_wanted_now_changes_a_few),
        HC_TEST(from_a_time_on_only_breaks_move),
        HC_TEST(offers_are_ranked),
        HC_TEST(a_lawful_swap_is_written),
        HC_TEST(a_swap_that_breaks_a_rule_names_it_and_writes_nothing),
        HC_TEST(options_of_a_kept_roster_need_one),
    };
    return hc_test_run("program: schedule --keep", tests, sizeof tests / sizeof *tests);
}
