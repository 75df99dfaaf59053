#include <string.h>

#include "forecast/base/tzif.h"
#include "tests/support/hc_test.h"

/* A file in the making, by RFC 9636: two blocks of the same counts, then the rule. */
typedef struct file {
    unsigned char bytes[HC_TZIF_BYTES_MAX];
    size_t length;
} file;

static void put_u32(file *f, uint32_t word)
{
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        f->bytes[f->length++] = (unsigned char)(word >> (shift - 8));
    }
}

static void put_header(file *f, char version, uint32_t leaps, uint32_t times, uint32_t types)
{
    memcpy(f->bytes + f->length, "TZif", 4);
    f->bytes[f->length + 4] = (unsigned char)version;
    memset(f->bytes + f->length + 5, 0, 15);
    f->length += 20;
    put_u32(f, 0);
    put_u32(f, 0);
    put_u32(f, leaps);
    put_u32(f, times);
    put_u32(f, types);
    put_u32(f, 4);
}

/* Type k has the offset k hours; change k goes to type (k + 1) modulo types. */
static void make(file *f, const int64_t *times, uint32_t count, uint32_t types,
                 const char *rule)
{
    f->length = 0;
    put_header(f, '2', 0, 0, 1);
    memset(f->bytes + f->length, 0, 6 + 4);
    f->length += 6 + 4;
    put_header(f, '2', 0, count, types);
    for (uint32_t at = 0; at < count; at++) {
        put_u32(f, (uint32_t)((uint64_t)times[at] >> 32U));
        put_u32(f, (uint32_t)((uint64_t)times[at] & 0xFFFFFFFFU));
    }
    for (uint32_t at = 0; at < count; at++) {
        f->bytes[f->length++] = (unsigned char)((at + 1) % types);
    }
    for (uint32_t type = 0; type < types; type++) {
        put_u32(f, type * 3600);
        f->bytes[f->length++] = 0;
        f->bytes[f->length++] = 0;
    }
    memcpy(f->bytes + f->length, "UTC", 4);
    f->length += 4;
    f->bytes[f->length++] = '\n';
    memcpy(f->bytes + f->length, rule, strlen(rule));
    f->length += strlen(rule);
    f->bytes[f->length++] = '\n';
}

static hc_status parse(const file *f, hc_zone *zone)
{
    hc_error err = HC_ERROR_INIT;
    const hc_status status = hc_tzif_parse(f->bytes, f->length, "Test", zone, &err);
    CU_ASSERT_EQUAL(err.status, status);
    return status;
}

static hc_status parse_rule(const char *rule, hc_zone *zone)
{
    static file f;
    make(&f, NULL, 0, 1, rule);
    return parse(&f, zone);
}

static void the_table_gives_the_changes(void)
{
    static file f;
    const int64_t times[] = {-5000000000, -100, 1000, 2000, 3000000000};
    hc_zone zone = {.name = "kept"};
    make(&f, times, 5, 3, "");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_OK);
    CU_ASSERT_STRING_EQUAL(zone.name, "kept");
    CU_ASSERT_EQUAL(zone.offset_before_s, 7200);
    CU_ASSERT_EQUAL_FATAL(zone.changes, 3);
    CU_ASSERT_EQUAL(zone.change_utc_s[0], 1000);
    CU_ASSERT_EQUAL(zone.offset_after_s[0], 0);
    CU_ASSERT_EQUAL(zone.change_utc_s[2], 3000000000);
    CU_ASSERT_EQUAL(zone.offset_after_s[2], 7200);
}

static void changes_that_change_nothing_are_left_out(void)
{
    static file f;
    const int64_t times[] = {1000, 2000, 3000};
    hc_zone zone = HC_ZONE_FLOATING;
    make(&f, times, 3, 1, "UTC0");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_OK);
    CU_ASSERT_EQUAL(zone.changes, 0);
}

/* The rules' first changes after 1970 as POSIX defines them, worked out by hand. */
static void a_rule_continues_the_table(void)
{
    static const struct {
        const char *rule;
        int64_t first;
        int32_t offset_before_s;
        int32_t offset_after_s;
        size_t changes;
    } known[] = {
        /* second Sunday of March 1970 was the 8th; 2 a.m. at -5 h is 7:00 UTC */
        {"EST5EDT,M3.2.0,M11.1.0", 66 * 86400 + 7 * 3600, -18000, -14400, 262},
        /* last Sunday of March 1970: the 29th, 1:00 UTC */
        {"CET-1CEST,M3.5.0,M10.5.0/3", 87 * 86400 + 3600, 3600, 7200, 262},
        /* southern: begins in daylight time, ends on the first Sunday of April, the 5th */
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", 94 * 86400 + (3 - 11) * 3600, 39600, 36000, 262},
        /* winter as the exception, as in Ireland's law: ends on the last Sunday of March */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", 87 * 86400 + 3600, 0, 3600, 262},
        /* Julian 60 is the 1st of March in every year */
        {"AAA0BBB,J60/0,J300/0", 59 * 86400, 0, 3600, 262},
        /* day 59, counted from 0: the 1st of March in 1970, 29 February in leap years */
        {"AAA0BBB,59/0,300/0", 59 * 86400, 0, 3600, 262},
        /* a time of day below 0 and beyond 24 h, as in Greenland's */
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 86 * 86400 + 23 * 3600 + 7200, -7200, -3600, 262},
        {"<+02>-2<+03>,M3.4.4/50,M10.4.4/50", (84 + 2) * 86400 + 0, 7200, 10800, 262},
        {"AAA-0:30:15BBB-1:00:30,M3.1.0/0:0:5,M11.1.0", 59 * 86400 + 5 - 1815, 1815, 3630, 262},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        hc_zone zone = HC_ZONE_FLOATING;
        CU_ASSERT_EQUAL(parse_rule(known[i].rule, &zone), HC_OK);
        CU_ASSERT_EQUAL(zone.changes, known[i].changes);
        CU_ASSERT_EQUAL(zone.change_utc_s[0], known[i].first);
        CU_ASSERT_EQUAL(zone.offset_before_s, known[i].offset_before_s);
        CU_ASSERT_EQUAL(zone.offset_after_s[0], known[i].offset_after_s);
    }
}

static void leap_years_move_julian_days_as_defined(void)
{
    hc_zone julian = HC_ZONE_FLOATING;
    hc_zone counted = HC_ZONE_FLOATING;
    const int64_t march_1972 = hc_day_from_date((hc_civil_date){1972, 3, 1});
    CU_ASSERT_EQUAL(parse_rule("AAA0BBB,J60/0,J300/0", &julian), HC_OK);
    CU_ASSERT_EQUAL(parse_rule("AAA0BBB,59/0,300/0", &counted), HC_OK);
    CU_ASSERT_EQUAL(julian.change_utc_s[4], march_1972 * 86400);
    CU_ASSERT_EQUAL(counted.change_utc_s[4], (march_1972 - 1) * 86400);
}

static void a_rule_without_daylight_adds_nothing(void)
{
    hc_zone zone = HC_ZONE_FLOATING;
    CU_ASSERT_EQUAL(parse_rule("<+09>-9", &zone), HC_OK);
    CU_ASSERT_EQUAL(zone.changes, 0);
    /* daylight time all year: both changes at the same instant */
    CU_ASSERT_EQUAL(parse_rule("XXX3EDT4,0/0,J365/23", &zone), HC_OK);
    CU_ASSERT_EQUAL(zone.changes, 0);
    CU_ASSERT_EQUAL(zone.offset_before_s, -14400);
}

static void a_rule_begins_where_the_table_ends(void)
{
    static file f;
    const int64_t times[] = {1000, 4102444800 - 86400 * 200}; /* mid-2099 */
    hc_zone zone = HC_ZONE_FLOATING;
    make(&f, times, 2, 2, "EST5EDT,M3.2.0,M11.1.0");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_OK);
    CU_ASSERT_EQUAL_FATAL(zone.changes, 5); /* the table's two, November 2099, two of 2100 */
    CU_ASSERT_EQUAL(zone.change_utc_s[1], times[1]);
    CU_ASSERT_TRUE(zone.change_utc_s[2] > times[1]);
}

static void wrong_rules_are_refused(void)
{
    static const char *const wrong[] = {"E5",
                                        "5",
                                        "EST",
                                        "EST5EDT",
                                        "EST5EDT,M3.2.0",
                                        "EST5EDT,M3.2.0,",
                                        "EST5EDT,M13.2.0,M11.1.0",
                                        "EST5EDT,M0.2.0,M11.1.0",
                                        "EST5EDT,M3.6.0,M11.1.0",
                                        "EST5EDT,M3.0.0,M11.1.0",
                                        "EST5EDT,M3.2.7,M11.1.0",
                                        "EST5EDT,M3.2,M11.1.0",
                                        "EST5EDT,J0,J300",
                                        "EST5EDT,J366,J300",
                                        "EST5EDT,366,300",
                                        "EST25",
                                        "EST5EDT,M3.2.0/168,M11.1.0",
                                        "EST5:60",
                                        "<+09-9",
                                        "<>0",
                                        "EST5EDT,M3.2.0,M11.1.0,x",
                                        "EST5x",
                                        "EST5EDT,M3.2.0/,M11.1.0",
                                        "EST-",
                                        "EST5EDTx6y,M3.2.0,M11.1.0",
                                        "EST99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        hc_zone zone = {.changes = 7};
        CU_ASSERT_EQUAL(parse_rule(wrong[i], &zone), HC_ERR_FORMAT);
        CU_ASSERT_EQUAL(zone.changes, 7);
    }
}

static void every_cut_file_is_refused(void)
{
    static file f;
    const int64_t times[] = {1000, 2000};
    make(&f, times, 2, 2, "EST5EDT,M3.2.0,M11.1.0");
    const size_t whole = f.length;
    for (size_t length = 0; length < whole; length++) {
        hc_zone zone = {.changes = 7};
        f.length = length;
        CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
        CU_ASSERT_EQUAL(zone.changes, 7);
    }
}

static void faults_of_the_table_are_refused(void)
{
    static file f;
    const int64_t times[] = {1000, 2000};
    const int64_t falling[] = {2000, 1000};
    hc_zone zone = HC_ZONE_FLOATING;
    make(&f, falling, 2, 2, "UTC0");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
    make(&f, times, 2, 2, "UTC0");
    const size_t second = 44 + 10;
    const size_t index = second + 44 + 16;
    f.bytes[index] = 9; /* a type that is not there */
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
    make(&f, times, 2, 2, "UTC0");
    f.bytes[index + 2 + 6] = 0x7F; /* an offset of years */
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
    make(&f, times, 2, 2, "UTC0");
    f.bytes[4] = 0; /* version 1 */
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
    make(&f, times, 2, 2, "UTC0");
    f.bytes[second + 35] = 200; /* more changes than bytes */
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
    make(&f, NULL, 0, 1, "UTC0");
    f.bytes[second + 39] = 0; /* no type at all */
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_FORMAT);
}

static void leap_seconds_are_refused(void)
{
    static file f;
    hc_zone zone = HC_ZONE_FLOATING;
    hc_error err = HC_ERROR_INIT;
    make(&f, NULL, 0, 1, "UTC0                        ");
    f.bytes[44 + 10 + 31] = 1;
    CU_ASSERT_EQUAL(hc_tzif_parse(f.bytes, f.length, "right/UTC", &zone, &err), HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "leap"));
}

static void too_many_changes_are_a_limit(void)
{
    static file f;
    int64_t times[HC_ZONE_CHANGES_MAX + 1];
    hc_zone zone = {.changes = 7};
    for (size_t at = 0; at <= HC_ZONE_CHANGES_MAX; at++) {
        times[at] = 1000 * (int64_t)at + 1;
    }
    make(&f, times, HC_ZONE_CHANGES_MAX + 1, 2, "");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(zone.changes, 7);
    make(&f, times, HC_ZONE_CHANGES_MAX, 2, "");
    CU_ASSERT_EQUAL(parse(&f, &zone), HC_OK);
    CU_ASSERT_EQUAL(zone.changes, HC_ZONE_CHANGES_MAX);
}

/* Every byte of a good file set to a few hostile values: an answer or an error, never a crash.
 */
static void damaged_bytes_do_no_harm(void)
{
    static file f;
    static file hit;
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF, ',', '9'};
    const int64_t times[] = {1000, 2000};
    make(&f, times, 2, 2, "EST5EDT,M3.2.0,M11.1.0");
    size_t refused = 0;
    for (size_t at = 0; at < f.length; at++) {
        for (size_t i = 0; i < sizeof values; i++) {
            hc_zone zone = HC_ZONE_FLOATING;
            hit = f;
            hit.bytes[at] = values[i];
            refused += parse(&hit, &zone) != HC_OK ? 1 : 0;
            CU_ASSERT_TRUE(zone.changes <= HC_ZONE_CHANGES_MAX);
        }
    }
    CU_ASSERT_TRUE(refused > 100);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(the_table_gives_the_changes),
        HC_TEST(changes_that_change_nothing_are_left_out),
        HC_TEST(a_rule_continues_the_table),
        HC_TEST(leap_years_move_julian_days_as_defined),
        HC_TEST(a_rule_without_daylight_adds_nothing),
        HC_TEST(a_rule_begins_where_the_table_ends),
        HC_TEST(wrong_rules_are_refused),
        HC_TEST(every_cut_file_is_refused),
        HC_TEST(faults_of_the_table_are_refused),
        HC_TEST(leap_seconds_are_refused),
        HC_TEST(too_many_changes_are_a_limit),
        HC_TEST(damaged_bytes_do_no_harm),
    };
    return hc_test_run("tzif", tests, sizeof tests / sizeof tests[0]);
}
