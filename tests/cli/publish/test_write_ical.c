#include "cli/publish/write_ical.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/base/text.h"
#include "cli/publish/shift_groups.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

#define ALL_AGENTS SIZE_MAX

static void make_sample(sample_plan *sample, bool hostile, const char *zone)
{
    sample_options options = sample_options_default();
    options.hostile = hostile;
    options.zone = zone;
    sample_make(sample, &options);
}

/* *text is the caller's, freed with free. */
static void write_calendar(const sample_plan *sample, size_t agent, char **text, size_t *length)
{
    FILE *out = open_memstream(text, length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    const hc_status st =
        agent == ALL_AGENTS
            ? hc_write_team_ical(&sample->rules, &sample->roster, out, NULL)
            : hc_write_agent_ical(&sample->rules, &sample->roster, agent, out, NULL);
    CU_ASSERT_EQUAL(st, HC_OK);
    (void)fclose(out);
}

static void one_shift_is_written_line_by_line(void)
{
    sample_plan sample;
    make_sample(&sample, false, "Asia/Seoul");
    hc_roster *roster = &sample.roster;
    roster->shift_count = 1;
    roster->shifts[0] = (hc_shift){.agent = 0,
                                   .day = 1,
                                   .start_min = 480,
                                   .length_min = 240,
                                   .break_count = 1,
                                   .break_start_min = {600},
                                   .break_length_min = {15},
                                   .break_rule = {0}};
    char *text = NULL;
    size_t length = 0;
    write_calendar(&sample, 0, &text, &length);
    /* UID: first half of SHA-256("2026-11-24" "agent-001") by openssl dgst -sha256 */
    CU_ASSERT_STRING_EQUAL(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                 "PRODID:-//Headcount//Headcount " HC_VERSION "//EN\r\n"
                                 "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
                                 "X-WR-CALNAME:Shifts\r\nBEGIN:VEVENT\r\n"
                                 "UID:34e9f32502ce9139fd29c759aee3f463@headcount\r\n"
                                 "DTSTAMP:20261123T000000Z\r\n"
                                 "DTSTART:20261123T230000Z\r\nDTEND:20261124T030000Z\r\n"
                                 "SUMMARY:Shift\r\nDESCRIPTION:break 10:00-10:15\r\n"
                                 "SEQUENCE:0\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    free(text);
    sample_clear(&sample);
}

static void without_a_zone_times_float(void)
{
    sample_plan sample;
    make_sample(&sample, false, NULL);
    char *text = NULL;
    size_t length = 0;
    write_calendar(&sample, 0, &text, &length);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "DTSTART:20261123T080000\r\n"));
    free(text);
    sample_clear(&sample);
}

/* Reads the team's calendar back with libical, an independent reader. */
static void a_calendar_program_reads_every_shift_back(void)
{
    sample_plan sample;
    make_sample(&sample, true, "Europe/Berlin");
    char *text = NULL;
    size_t length = 0;
    write_calendar(&sample, ALL_AGENTS, &text, &length);
    icalcomponent *calendar = icalparser_parse_string(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(calendar);
    CU_ASSERT_EQUAL(icalcomponent_count_errors(calendar), 0);
    CU_ASSERT_EQUAL((size_t)icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT),
                    sample.roster.shift_count);
    size_t i = 0;
    for (icalcomponent *event =
             icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT), i++) {
        const hc_shift *shift = &sample.roster.shifts[i];
        const int64_t start_utc_s =
            hc_shift_utc_s(&sample.roster.axis, shift->day, shift->start_min);
        const struct icaltimetype start = icalcomponent_get_dtstart(event);
        CU_ASSERT_EQUAL((int64_t)icaltime_as_timet(start), start_utc_s);
        CU_ASSERT_PTR_NOT_NULL(icalcomponent_get_uid(event));
    }
    icalcomponent_free(calendar);
    free(text);
    sample_clear(&sample);
}

static void no_line_is_longer_than_75_octets_and_names_add_no_line(void)
{
    sample_plan sample;
    make_sample(&sample, true, NULL);
    char *text = NULL;
    size_t length = 0;
    size_t begins = 0;
    write_calendar(&sample, ALL_AGENTS, &text, &length);
    for (const char *line = text; *line != '\0';) {
        const char *end = strstr(line, "\r\n");
        CU_ASSERT_PTR_NOT_NULL(end);
        if (end == NULL) { break; }
        CU_ASSERT_TRUE(end - line <= HC_ICAL_LINE_MAX);
        CU_ASSERT_PTR_NULL(memchr(line, '\n', (size_t)(end - line)));
        begins += strncmp(line, "BEGIN:VEVENT", 12) == 0 ? 1 : 0;
        line = end + 2;
    }
    CU_ASSERT_EQUAL(begins, sample.roster.shift_count);
    free(text);
    sample_clear(&sample);
}

static void a_moved_shift_keeps_its_identifier(void)
{
    sample_plan sample;
    make_sample(&sample, false, "Asia/Seoul");
    char *before = NULL;
    char *after = NULL;
    size_t length = 0;
    sample.roster.shift_count = 1;
    write_calendar(&sample, 0, &before, &length);
    sample.roster.shifts[0].start_min += 60;
    write_calendar(&sample, 0, &after, &length);
    CU_ASSERT_STRING_NOT_EQUAL(before, after);
    const size_t up_to_stamp = (size_t)(strstr(before, "DTSTAMP") - before);
    CU_ASSERT_EQUAL(strncmp(before, after, up_to_stamp), 0);
    free(before);
    free(after);
    sample_clear(&sample);
}

static void file_names_hold_only_letters_digits_and_dashes(void)
{
    sample_plan sample;
    make_sample(&sample, true, NULL);
    char name[HC_ICAL_FILE_NAME_MAX];
    for (size_t agent = 0; agent < sample.roster.agent_count; agent++) {
        hc_ical_file_name(&sample.roster, agent, name);
        const size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
        CU_ASSERT_STRING_EQUAL(name + plain, ".ics");
    }
    (void)snprintf(sample.roster.agents[6].id, HC_NAME_MAX, "%s", "../Kim, Min-ji/");
    hc_ical_file_name(&sample.roster, 6, name);
    CU_ASSERT_STRING_EQUAL(name, "agent-0007-kim-min-ji.ics");
    (void)snprintf(sample.roster.agents[6].id, HC_NAME_MAX, "%s", "\xEA\xB9\x80");
    hc_ical_file_name(&sample.roster, 6, name);
    CU_ASSERT_STRING_EQUAL(name, "agent-0007.ics");
    sample_clear(&sample);
}

static void a_full_disk_is_an_output_error(void)
{
    sample_plan sample;
    make_sample(&sample, false, NULL);
    FILE *full = fopen("/dev/full", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(full);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_write_team_ical(&sample.rules, &sample.roster, full, &err),
                    HC_ERR_OUTPUT);
    CU_ASSERT_STRING_EQUAL(err.file, HC_FILE_TEAM);
    CU_ASSERT_EQUAL(hc_write_agent_ical(&sample.rules, &sample.roster, 0, full, NULL),
                    HC_ERR_OUTPUT);
    (void)fclose(full);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_shift_is_written_line_by_line),
        HC_TEST(without_a_zone_times_float),
        HC_TEST(a_calendar_program_reads_every_shift_back),
        HC_TEST(no_line_is_longer_than_75_octets_and_names_add_no_line),
        HC_TEST(a_moved_shift_keeps_its_identifier),
        HC_TEST(file_names_hold_only_letters_digits_and_dashes),
        HC_TEST(a_full_disk_is_an_output_error),
    };
    return hc_test_run("write_ical", tests, sizeof tests / sizeof tests[0]);
}
