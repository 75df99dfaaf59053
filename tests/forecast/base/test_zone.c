/* tm_gmtoff, for the comparison with the C library. */
#undef _POSIX_C_SOURCE
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "forecast/base/axis.h"
#include "forecast/base/zone.h"
#include "tests/support/hc_test.h"

#define END_2037 INT64_C(2145916800) /* the C library reads the same files: 2038-01-01 */
#define END_2100 INT64_C(4133980800)

static hc_zone load(const char *name)
{
    hc_zone zone = HC_ZONE_FLOATING;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_zone_load(name, &zone, &err), HC_OK);
    return zone;
}

static int64_t utc(const char *text)
{
    hc_local_time time = {0};
    bool has_offset = false;
    int32_t offset_s = 0;
    CU_ASSERT_TRUE_FATAL(hc_parse_iso_time(text, strlen(text), &time, &has_offset, &offset_s));
    return time.day * HC_SECONDS_A_DAY + time.second_of_day - offset_s;
}

static int64_t c_library_offset_s(int64_t utc_s)
{
    const time_t instant = (time_t)utc_s;
    struct tm wall;
    (void)localtime_r(&instant, &wall);
    return wall.tm_gmtoff;
}

/* Runs check on every zone of the database (links are the same files); the number of zones. */
static size_t for_every_zone(size_t (*check)(const hc_zone *zone), size_t *wrong)
{
    char line[512];
    size_t zones = 0;
    FILE *names = fopen(HC_ZONE_FOLDER "/tzdata.zi", "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(names);
    while (fgets(line, sizeof line, names) != NULL) {
        char *name = line + 2;
        if (line[0] != 'Z' || line[1] != ' ') { continue; }
        name[strcspn(name, " \r\n")] = '\0';
        const hc_zone zone = load(name);
        const size_t faults = check(&zone);
        if (faults > 0) { printf("\n    %s: %zu faults\n", name, faults); }
        *wrong += faults;
        zones++;
    }
    (void)fclose(names);
    return zones;
}

static size_t differences_around(const hc_zone *zone, int64_t change)
{
    size_t wrong = 0;
    for (int64_t near = change - 1; near <= change + 1; near++) {
        wrong += c_library_offset_s(near) != hc_zone_offset_s(zone, near) ? 1 : 0;
    }
    return wrong;
}

/* At our own changes, +-1 s, and every 20 hours in between, so that none of theirs is
 * overlooked. */
static size_t compare_with_c_library(const hc_zone *zone)
{
    size_t wrong = 0;
    (void)setenv("TZ", zone->name, 1);
    tzset();
    for (size_t change = 0; change < zone->changes; change++) {
        if (zone->change_utc_s[change] < END_2100) {
            wrong += differences_around(zone, zone->change_utc_s[change]);
        }
    }
    for (int64_t utc_s = 0; utc_s < END_2100; utc_s += utc_s < END_2037 ? 72000 : 345600) {
        wrong += c_library_offset_s(utc_s) != hc_zone_offset_s(zone, utc_s) ? 1 : 0;
    }
    return wrong;
}

static void every_zone_agrees_with_the_c_library(void)
{
    size_t wrong = 0;
    const size_t zones = for_every_zone(compare_with_c_library, &wrong);
    (void)unsetenv("TZ");
    tzset();
    CU_ASSERT_TRUE(zones > 300);
    CU_ASSERT_EQUAL(wrong, 0);
}

/* Wall times around a change: each kind must be what counting the instants that show it says.
 */
static size_t faults_of_wall_time(const hc_zone *zone, hc_local_time wall, int64_t near_utc_s)
{
    int64_t first = 0;
    int64_t second = 0;
    const hc_wall_kind kind = hc_zone_to_utc(zone, wall, &first, &second);
    const hc_local_time back = hc_zone_to_local(zone, first);
    const bool same = back.day == wall.day && back.second_of_day == wall.second_of_day;
    if (kind == HC_WALL_NEVER) {
        const int64_t gap = hc_zone_offset_s(zone, first) - hc_zone_offset_s(zone, first - 1);
        return same || first != second || gap <= 0 || llabs(first - near_utc_s) > 172800;
    }
    const hc_local_time again = hc_zone_to_local(zone, second);
    const bool same_again = again.day == wall.day && again.second_of_day == wall.second_of_day;
    if (!same || !same_again) { return 1; }
    return kind == HC_WALL_TWICE ? first >= second : first != second;
}

static size_t check_wall_times(const hc_zone *zone)
{
    size_t wrong = 0;
    for (size_t change = 0; change < zone->changes; change++) {
        const int64_t at = zone->change_utc_s[change];
        for (int64_t near = at - 10800; near <= at + 10800; near += 900) {
            const hc_local_time wall = hc_zone_to_local(zone, near);
            int64_t first = 0;
            int64_t second = 0;
            const hc_wall_kind kind = hc_zone_to_utc(zone, wall, &first, &second);
            wrong += kind == HC_WALL_NEVER || (near != first && near != second) ? 1 : 0;
            const int64_t wall_s = near + hc_zone_offset_s(zone, at - 1);
            const int64_t second_of_day = ((wall_s % 86400) + 86400) % 86400;
            wrong += faults_of_wall_time(
                zone, (hc_local_time){(wall_s - second_of_day) / 86400, (int32_t)second_of_day},
                near);
        }
    }
    return wrong;
}

static void wall_times_go_there_and_back_around_every_change(void)
{
    size_t wrong = 0;
    (void)for_every_zone(check_wall_times, &wrong);
    CU_ASSERT_EQUAL(wrong, 0);
}

/* The first second that bears a date, found by the definition: by looking at each quarter hour.
 */
static size_t check_days(const hc_zone *zone)
{
    size_t wrong = 0;
    for (size_t change = 0; change < zone->changes; change++) {
        const int64_t around = hc_zone_to_local(zone, zone->change_utc_s[change]).day;
        for (int64_t day = around - 1; day <= around + 1; day++) {
            const int64_t start = hc_zone_day_start_utc_s(zone, day);
            const int64_t next = hc_zone_day_start_utc_s(zone, day + 1);
            wrong += next < start ? 1 : 0;
            wrong += next > start && hc_zone_to_local(zone, start).day != day ? 1 : 0;
            wrong += hc_zone_to_local(zone, start - 1).day >= day ? 1 : 0;
        }
    }
    return wrong;
}

static void a_day_begins_with_the_first_instant_of_its_date(void)
{
    size_t wrong = 0;
    (void)for_every_zone(check_days, &wrong);
    CU_ASSERT_EQUAL(wrong, 0);
}

/* The intervals of every local day from 1970 to 2037 sum to its true length. */
static size_t check_axis(const hc_zone *zone)
{
    const int64_t first_day = 0;
    const size_t days = 24837; /* to 2037-12-31 */
    hc_axis axis = HC_AXIS_INIT;
    hc_error err = HC_ERROR_INIT;
    if (hc_axis_make(&axis, zone, 15, first_day, days, &err) != HC_OK) { return 1; }
    size_t wrong = 0;
    for (size_t day = 0; day < days; day++) {
        const int64_t start = axis.day_utc_s[day];
        const int64_t length_s = axis.day_utc_s[day + 1] - start;
        const size_t slots = axis.day_first[day + 1] - axis.day_first[day];
        wrong += start != hc_zone_day_start_utc_s(zone, first_day + (int64_t)day) ? 1 : 0;
        wrong += length_s < 0 || length_s > 172800 ? 1 : 0;
        if (length_s == 86400 && slots == 96) { continue; }
        int64_t sum_s = 0;
        for (size_t slot = axis.day_first[day]; slot < axis.day_first[day + 1]; slot++) {
            const int64_t begin = hc_axis_utc_s(&axis, slot);
            const int64_t end = hc_axis_slot_end_utc_s(&axis, slot);
            wrong += begin != start + sum_s || end <= begin || end - begin > 900 ? 1 : 0;
            sum_s += end - begin;
        }
        wrong += sum_s != length_s ? 1 : 0;
    }
    hc_axis_clear(&axis);
    return wrong;
}

static void intervals_of_every_local_day_sum_to_its_length(void)
{
    size_t wrong = 0;
    (void)for_every_zone(check_axis, &wrong);
    CU_ASSERT_EQUAL(wrong, 0);
}

static void known_changes_are_where_the_laws_put_them(void)
{
    const hc_zone seoul = load("Asia/Seoul");
    CU_ASSERT_EQUAL(hc_zone_offset_s(&seoul, utc("2026-07-01T00:00Z")), 32400);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&seoul, utc("1988-07-01T00:00Z")), 36000); /* Olympics */
    const hc_zone york = load("America/New_York");
    CU_ASSERT_EQUAL(hc_zone_offset_s(&york, utc("2026-03-08T06:59:59Z")), -18000);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&york, utc("2026-03-08T07:00:00Z")), -14400);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&york, utc("2090-07-01T00:00Z")), -14400);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&york, utc("2090-01-01T00:00Z")), -18000);
    const hc_zone utc_zone = load("UTC");
    CU_ASSERT_EQUAL(utc_zone.changes, 0);
    const hc_zone lord_howe = load("Australia/Lord_Howe"); /* half an hour */
    CU_ASSERT_EQUAL(hc_zone_offset_s(&lord_howe, utc("2026-01-01T00:00Z")), 39600);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&lord_howe, utc("2026-07-01T00:00Z")), 37800);
    const hc_zone dublin = load("Europe/Dublin"); /* its law makes winter the exception */
    CU_ASSERT_EQUAL(hc_zone_offset_s(&dublin, utc("2060-01-01T00:00Z")), 0);
    CU_ASSERT_EQUAL(hc_zone_offset_s(&dublin, utc("2060-07-01T00:00Z")), 3600);
}

static void a_wall_time_happens_once_twice_or_never(void)
{
    const hc_zone york = load("America/New_York");
    int64_t first = 0;
    int64_t second = 0;
    const int64_t spring = hc_day_from_date((hc_civil_date){2026, 3, 8});
    const int64_t autumn = hc_day_from_date((hc_civil_date){2026, 11, 1});
    CU_ASSERT_EQUAL(hc_zone_to_utc(&york, (hc_local_time){spring, 9000}, &first, &second),
                    HC_WALL_NEVER);
    CU_ASSERT_EQUAL(first, utc("2026-03-08T07:00Z"));
    CU_ASSERT_EQUAL(second, first);
    CU_ASSERT_EQUAL(hc_zone_to_utc(&york, (hc_local_time){autumn, 5400}, &first, &second),
                    HC_WALL_TWICE);
    CU_ASSERT_EQUAL(first, utc("2026-11-01T05:30Z"));
    CU_ASSERT_EQUAL(second, utc("2026-11-01T06:30Z"));
    CU_ASSERT_EQUAL(hc_zone_to_utc(&york, (hc_local_time){autumn, 7200}, &first, &second),
                    HC_WALL_ONCE);
    CU_ASSERT_EQUAL(first, utc("2026-11-01T07:00Z"));
    CU_ASSERT_EQUAL(second, first);
}

static void a_day_may_begin_late_or_not_exist(void)
{
    const hc_zone sao_paulo = load("America/Sao_Paulo"); /* midnight skipped until 2018 */
    const int64_t day = hc_day_from_date((hc_civil_date){2018, 11, 4});
    const int64_t start = hc_zone_day_start_utc_s(&sao_paulo, day);
    CU_ASSERT_EQUAL(start, utc("2018-11-04T03:00Z"));
    CU_ASSERT_EQUAL(hc_zone_to_local(&sao_paulo, start).second_of_day, 3600);
    const hc_zone apia = load("Pacific/Apia"); /* had no 2011-12-30 */
    const int64_t skipped = hc_day_from_date((hc_civil_date){2011, 12, 30});
    CU_ASSERT_EQUAL(hc_zone_day_start_utc_s(&apia, skipped),
                    hc_zone_day_start_utc_s(&apia, skipped + 1));
    CU_ASSERT_EQUAL(hc_zone_day_start_utc_s(&apia, skipped), utc("2011-12-30T10:00Z"));
}

static void instants_are_written_with_their_offset(void)
{
    static const struct {
        const char *zone;
        const char *utc;
        const char *text;
    } known[] = {{"Asia/Seoul", "2026-11-23T00:30Z", "2026-11-23T09:30:00+09:00"},
                 {"America/St_Johns", "2026-01-01T00:00Z", "2025-12-31T20:30:00-03:30"},
                 {"UTC", "2026-11-23T00:30Z", "2026-11-23T00:30:00+00:00"},
                 {"Africa/Monrovia", "1971-01-01T00:44:30Z", "1971-01-01T00:00:00-00:44:30"},
                 {"", "2026-11-23T00:30Z", "2026-11-23T00:30:00"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char text[HC_TIME_TEXT_MAX];
        const hc_zone zone = load(known[i].zone);
        hc_format_instant(&zone, utc(known[i].utc), text);
        CU_ASSERT_STRING_EQUAL(text, known[i].text);
    }
    char text[HC_TIME_TEXT_MAX];
    const hc_zone seoul = load("Asia/Seoul");
    hc_format_instant(&seoul, utc("2026-11-23T00:30Z"), text);
    CU_ASSERT_EQUAL(utc(text), utc("2026-11-23T00:30Z"));
}

static void the_floating_zone_is_wall_clock(void)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    int64_t first = 0;
    int64_t second = 0;
    CU_ASSERT_EQUAL(hc_zone_offset_s(&zone, 123456789), 0);
    CU_ASSERT_EQUAL(hc_zone_to_local(&zone, -1).day, -1);
    CU_ASSERT_EQUAL(hc_zone_to_local(&zone, -1).second_of_day, 86399);
    CU_ASSERT_EQUAL(hc_zone_to_utc(&zone, (hc_local_time){2, 5}, &first, &second),
                    HC_WALL_ONCE);
    CU_ASSERT_EQUAL(first, 2 * 86400 + 5);
}

static void a_wrong_name_gets_near_names(void)
{
    static const struct {
        const char *name;
        const char *near;
    } known[] = {{"Seoul", "Asia/Seoul"},
                 {"asia/seoul", "Asia/Seoul"},
                 {"Asia/Soul", "Asia/Seoul"},
                 {"new york", "America/New_York"},
                 {"Europe/Lodnon", "Europe/London"},
                 {"Asia/Calcuta", "Asia/Calcutta"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        hc_error err = HC_ERROR_INIT;
        hc_zone zone = {.name = "kept", .changes = 7};
        CU_ASSERT_EQUAL(hc_zone_load(known[i].name, &zone, &err), HC_ERR_PARSE);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, known[i].near));
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, known[i].name));
        CU_ASSERT_STRING_EQUAL(zone.name, "kept");
        CU_ASSERT_EQUAL(zone.changes, 7);
    }
}

static void names_never_lead_out_of_the_folder(void)
{
    static const char *const wrong[] = {
        "../../../etc/passwd",
        "/etc/localtime",
        "Asia/../Asia/Seoul",
        "Asia//Seoul",
        "Asia/",
        "Asia",
        "./UTC",
        "tzdata.zi",
        "UTC\n",
        ":UTC",
        "Zzzzzzzzzzzzzzzzzzzzz",
        "A234567890123456789012345678901234567890123456789012345678901234"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        hc_zone zone = HC_ZONE_FLOATING;
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_zone_load(wrong[i], &zone, &err), HC_ERR_PARSE);
        CU_ASSERT_TRUE(strlen(err.hint) > 0);
    }
}

static void no_zone_data_at_all_says_what_to_install(void)
{
    hc_zone zone = HC_ZONE_FLOATING;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_zone_load_from("/nonexistent", "Asia/Seoul", &zone, &err), HC_ERR_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "tzdata"));
}

static void a_damaged_or_unreadable_zone_is_an_error(void)
{
    char folder[] = "/tmp/hc_zone_XXXXXX";
    char path[64];
    hc_zone zone = HC_ZONE_FLOATING;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/Bad", folder);
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("TZif2 but not really", file);
    (void)fclose(file);
    CU_ASSERT_EQUAL(hc_zone_load_from(folder, "Bad", &zone, &err), HC_ERR_FORMAT);
    (void)remove(path);
    CU_ASSERT_EQUAL(symlink("Bad", path), 0); /* a link to itself: ELOOP */
    CU_ASSERT_EQUAL(hc_zone_load_from(folder, "Bad", &zone, &err), HC_ERR_INPUT);
    (void)remove(path);
    CU_ASSERT_EQUAL(mkfifo(path, 0600), 0); /* must not wait for a writer */
    CU_ASSERT_EQUAL(hc_zone_load_from(folder, "Bad", &zone, &err), HC_ERR_PARSE);
    (void)remove(path);
    CU_ASSERT_EQUAL(hc_zone_load_from(folder, "Bad", &zone, &err), HC_ERR_PARSE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "Asia/Seoul")); /* no list of names there */
    (void)rmdir(folder);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(every_zone_agrees_with_the_c_library),
        HC_TEST(wall_times_go_there_and_back_around_every_change),
        HC_TEST(a_day_begins_with_the_first_instant_of_its_date),
        HC_TEST(intervals_of_every_local_day_sum_to_its_length),
        HC_TEST(known_changes_are_where_the_laws_put_them),
        HC_TEST(a_wall_time_happens_once_twice_or_never),
        HC_TEST(a_day_may_begin_late_or_not_exist),
        HC_TEST(instants_are_written_with_their_offset),
        HC_TEST(the_floating_zone_is_wall_clock),
        HC_TEST(a_wrong_name_gets_near_names),
        HC_TEST(names_never_lead_out_of_the_folder),
        HC_TEST(no_zone_data_at_all_says_what_to_install),
        HC_TEST(a_damaged_or_unreadable_zone_is_an_error),
    };
    return hc_test_run("zone", tests, sizeof tests / sizeof tests[0]);
}
