#include "cli/publish/write_ical.h"

#include <string.h>

#include "cli/base/text.h"
#include "cli/publish/shift_groups.h"
#include "forecast/base/sha256.h"

#define UID_HEX_DIGITS 32 /* 128 bits of the hash: no two shifts will ever meet */
#define SLUG_MAX 48

/* 20261123T093000Z; without Z in the floating zone, where the wall clock is all that is known.
 */
static void format_ical_time(const hc_axis *axis, int64_t utc_s, char *text)
{
    const int64_t day = utc_s >= 0 ? utc_s / HC_SECONDS_A_DAY
                                   : -((HC_SECONDS_A_DAY - 1 - utc_s) / HC_SECONDS_A_DAY);
    const int32_t second = (int32_t)(utc_s - day * HC_SECONDS_A_DAY);
    const hc_civil_date date = hc_date_from_day(day);
    (void)snprintf(text, HC_TIME_TEXT_MAX, "%04d%02d%02dT%02d%02d%02d%s", (int)date.year,
                   (int)date.month, (int)date.day, (int)(second / 3600),
                   (int)(second / 60 % 60), (int)(second % 60),
                   axis->zone.name[0] != '\0' ? "Z" : "");
}

static void put_time(FILE *out, const char *property, const hc_axis *axis, int64_t utc_s)
{
    char text[HC_TIME_TEXT_MAX];
    format_ical_time(axis, utc_s, text);
    hc_ical_text(out, property, text);
}

/* The same for the same person and day, also when start or length have moved. */
static void put_uid(FILE *out, const hc_roster *roster, const hc_shift *shift)
{
    const int64_t day = roster->axis.first_day + (int64_t)shift->day;
    const char *id = roster->agents[shift->agent].id;
    char date[HC_TIME_TEXT_MAX];
    uint8_t digest[HC_SHA256_BYTES];
    char uid[HC_SHA256_HEX_MAX + 16];
    hc_sha256 hash;
    hc_format_date(day, date);
    hc_sha256_start(&hash);
    hc_sha256_add(&hash, date, strlen(date));
    hc_sha256_add(&hash, id, strlen(id));
    hc_sha256_end(&hash, digest);
    hc_sha256_hex(digest, uid);
    (void)snprintf(uid + UID_HEX_DIGITS, sizeof uid - UID_HEX_DIGITS, "%s", "@headcount");
    hc_ical_text(out, "UID", uid);
}

/* There is no clock here: the stamp is the plan's first day, so that the bytes stay the same.
 */
static void put_stamp(FILE *out, int64_t day)
{
    const hc_civil_date date = hc_date_from_day(day);
    (void)fprintf(out, "DTSTAMP:%04d%02d%02dT000000Z\r\n", (int)date.year, (int)date.month,
                  (int)date.day);
}

static void put_breaks(FILE *out, const hc_rules *rules, size_t class_index,
                       const hc_shift *shift)
{
    char text[HC_BREAKS_TEXT_MAX];
    hc_shift_breaks_text(rules, class_index, shift, text, sizeof text);
    if (text[0] != '\0') { hc_ical_text(out, "DESCRIPTION", text); }
}

static void put_event(FILE *out, const hc_rules *rules, const hc_roster *roster,
                      const hc_shift *shift, bool name_person)
{
    const hc_roster_agent *agent = &roster->agents[shift->agent];
    const hc_axis *axis = &roster->axis;
    const char *who = agent->name[0] != '\0' ? agent->name : agent->id;
    hc_put(out, "BEGIN:VEVENT\r\n");
    put_uid(out, roster, shift);
    put_stamp(out, axis->first_day);
    put_time(out, "DTSTART", axis, hc_shift_utc_s(axis, shift->day, shift->start_min));
    put_time(out, "DTEND", axis,
             hc_shift_utc_s(axis, shift->day, shift->start_min + shift->length_min));
    hc_ical_text(out, "SUMMARY", name_person ? who : "Shift");
    put_breaks(out, rules, agent->class_index, shift);
    hc_put(out, "SEQUENCE:0\r\nEND:VEVENT\r\n");
}

static void open_calendar(FILE *out, const char *name)
{
    hc_put(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                "PRODID:-//Headcount//Headcount " HC_VERSION "//EN\r\n"
                "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
    hc_ical_text(out, "X-WR-CALNAME", name);
}

hc_status hc_write_team_ical(const hc_rules *rules, const hc_roster *roster, FILE *out,
                             hc_error *err)
{
    open_calendar(out, "Shifts of the team");
    for (size_t i = 0; i < roster->shift_count; i++) {
        put_event(out, rules, roster, &roster->shifts[i], true);
    }
    hc_put(out, "END:VCALENDAR\r\n");
    return hc_stream_check(out, HC_FILE_TEAM, err);
}

hc_status hc_write_agent_ical(const hc_rules *rules, const hc_roster *roster, size_t agent,
                              FILE *out, hc_error *err)
{
    char name[HC_ICAL_FILE_NAME_MAX];
    open_calendar(out, "Shifts");
    for (size_t i = 0; i < roster->shift_count; i++) {
        if (roster->shifts[i].agent == agent) {
            put_event(out, rules, roster, &roster->shifts[i], false);
        }
    }
    hc_put(out, "END:VCALENDAR\r\n");
    hc_ical_file_name(roster, agent, name);
    return hc_stream_check(out, name, err);
}

/* The letter of a file name that stands for a byte: lower case, or '-' for all that is not
 * plain. */
static char slug_letter(char byte)
{
    static const char from[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    static const char to[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789";
    const char *found = strchr(from, byte);
    if (found == NULL) { return '-'; }
    return to[found - from];
}

void hc_ical_file_name(const hc_roster *roster, size_t agent, char name[HC_ICAL_FILE_NAME_MAX])
{
    char slug[SLUG_MAX + 1] = "";
    size_t length = 0;
    for (const char *id = roster->agents[agent].id; *id != '\0' && length < SLUG_MAX; id++) {
        const char letter = slug_letter(*id);
        const bool again = letter == '-' && (length == 0 || slug[length - 1] == '-');
        if (!again) { slug[length++] = letter; }
    }
    if (length > 0 && slug[length - 1] == '-') { length--; }
    (void)snprintf(name, HC_ICAL_FILE_NAME_MAX, "agent-%04zu%s%.*s.ics", agent + 1,
                   length > 0 ? "-" : "", (int)length, slug);
}

static hc_status publish_agent(const hc_rules *rules, const hc_roster *roster, size_t agent,
                               hc_atomic_group *out, hc_error *err)
{
    char name[HC_ICAL_FILE_NAME_MAX];
    FILE *stream = NULL;
    hc_ical_file_name(roster, agent, name);
    HC_TRY(hc_atomic_open(out, name, &stream, err));
    return hc_write_agent_ical(rules, roster, agent, stream, err);
}

hc_status hc_publish_calendars(const hc_rules *rules, const hc_roster *roster,
                               hc_atomic_group *out, hc_error *err)
{
    FILE *stream = NULL;
    HC_TRY(hc_atomic_open(out, HC_FILE_TEAM, &stream, err));
    HC_TRY(hc_write_team_ical(rules, roster, stream, err));
    for (size_t i = 0; i < roster->shift_count; i++) { /* by agent: each once */
        const size_t agent = roster->shifts[i].agent;
        const bool again = i > 0 && agent == roster->shifts[i - 1].agent;
        const hc_status st = again ? HC_OK : publish_agent(rules, roster, agent, out, err);
        if (st != HC_OK) { return st; }
    }
    return HC_OK;
}
