#include "forecast/load/load_ical.h"

#include "forecast/base/rng.h"
#include "tests/forecast/load/load_support.h"

#define FILE_ICAL TEST_FILE("holidays.ics")
#define HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
#define TAIL "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\n"

static int64_t day_of(int32_t year, int32_t month, int32_t day)
{
    return hc_day_from_date((hc_civil_date){year, month, day});
}

static hc_status load(const char *text, hc_special_days *days, hc_rejects *rejects,
                      hc_error *err)
{
    write_text(FILE_ICAL, text);
    return hc_special_days_load_ical(FILE_ICAL, NULL, 2024, 2028, days, rejects, err);
}

/* Loads good text into an empty list; its rejects must be `rejected`. */
static hc_special_days loaded(const char *text, size_t rejected)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_rejects rejects = HC_REJECTS_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(load(text, &days, &rejects, &err), HC_OK);
    CU_ASSERT_EQUAL(rejects.total, rejected);
    hc_rejects_clear(&rejects);
    return days;
}

static bool has(const hc_special_days *days, int32_t year, int32_t month, int32_t day)
{
    return hc_special_days_find(days, day_of(year, month, day)) != NULL;
}

static void an_all_day_event_ends_before_dtend(void)
{
    hc_special_days days = loaded(
        HEAD EVENT("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\n"
                   "SUMMARY:Christmas Day\r\n")
            EVENT("DTSTART;VALUE=DATE:20260216\r\nDTEND;VALUE=DATE:20260219\r\n"
                  "SUMMARY:설날\r\n") EVENT("DTSTART;VALUE=DATE:20260501\r\nSUMMARY:No end\r\n")
                EVENT("DTSTART;VALUE=DATE:20260601\r\nDTEND;VALUE=DATE:20260601\r\n")
                    EVENT("DTSTART;VALUE=DATE:20260701\r\nDURATION:P2D\r\n") TAIL,
        0);
    CU_ASSERT_EQUAL_FATAL(days.count, 8);
    CU_ASSERT_TRUE(has(&days, 2026, 2, 16) && has(&days, 2026, 2, 18));
    CU_ASSERT_FALSE(has(&days, 2026, 2, 19));
    CU_ASSERT_FALSE(has(&days, 2026, 12, 26));
    CU_ASSERT_TRUE(has(&days, 2026, 5, 1) && has(&days, 2026, 6, 1));
    CU_ASSERT_TRUE(has(&days, 2026, 7, 2) && !has(&days, 2026, 7, 3));
    CU_ASSERT_STRING_EQUAL(days.days[0].name, "설날");
    CU_ASSERT_EQUAL(days.days[0].kind, HC_SPECIAL_HOLIDAY);
    CU_ASSERT_TRUE(hc_is_missing(days.days[0].uplift));
    hc_special_days_clear(&days);
}

static void an_event_with_times_counts_with_every_day_it_touches(void)
{
    hc_special_days days =
        loaded(HEAD EVENT("DTSTART:20260310T220000\r\nDTEND:20260311T000000\r\n")
                   EVENT("DTSTART:20260320T220000\r\nDTEND:20260321T020000\r\n")
                       EVENT("DTSTART;TZID=Asia/Seoul:20260401T090000\r\n")
                           EVENT("DTSTART:20260410T230000\r\nDURATION:PT26H\r\n") TAIL,
               0);
    CU_ASSERT_EQUAL(days.count, 7);
    CU_ASSERT_TRUE(has(&days, 2026, 3, 10) && !has(&days, 2026, 3, 11));
    CU_ASSERT_TRUE(has(&days, 2026, 3, 20) && has(&days, 2026, 3, 21));
    CU_ASSERT_TRUE(has(&days, 2026, 4, 1));
    CU_ASSERT_TRUE(has(&days, 2026, 4, 10) && has(&days, 2026, 4, 12));
    hc_special_days_clear(&days);
}

/* 15:00 UTC is midnight in Seoul. */
static void utc_times_go_to_the_day_of_the_zone(void)
{
    hc_zone zone = HC_ZONE_FLOATING;
    CU_ASSERT_EQUAL_FATAL(hc_zone_load("Asia/Seoul", &zone, NULL), HC_OK);
    write_text(FILE_ICAL,
               HEAD EVENT("DTSTART:20261224T150000Z\r\nDTEND:20261225T150000Z\r\n") TAIL);
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(hc_special_days_load_ical(FILE_ICAL, &zone, 2026, 2026, &days, NULL, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL(days.count, 1);
    CU_ASSERT_TRUE(has(&days, 2026, 12, 25));
    hc_special_days_clear(&days);
    CU_ASSERT_EQUAL(hc_special_days_load_ical(FILE_ICAL, NULL, 2026, 2026, &days, NULL, NULL),
                    HC_OK);
    CU_ASSERT_TRUE(days.count == 2 && has(&days, 2026, 12, 24) && has(&days, 2026, 12, 25));
    hc_special_days_clear(&days);
}

static void yearly_rules_fill_the_years_asked_for(void)
{
    hc_special_days days = loaded(
        HEAD EVENT("DTSTART;VALUE=DATE:19700704\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:July 4\r\n")
            EVENT("DTSTART;VALUE=DATE:20241128\r\nSUMMARY:Thanksgiving\r\n"
                  "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\n")
                EVENT("DTSTART;VALUE=DATE:20251224\r\nDTEND;VALUE=DATE:20251226\r\n"
                      "RRULE:FREQ=YEARLY;COUNT=2\r\n")
                    EVENT("DTSTART;VALUE=DATE:20240301\r\nSUMMARY:Until\r\n"
                          "RRULE:FREQ=YEARLY;UNTIL=20260301\r\nEXDATE;VALUE=DATE:20250301\r\n"
                          "RDATE;VALUE=DATE:20250303\r\n") TAIL,
        0);
    for (int32_t year = 2024; year <= 2028; year++) {
        CU_ASSERT_TRUE(has(&days, year, 7, 4));
    }
    /* Fourth Thursdays of November. */
    CU_ASSERT_TRUE(has(&days, 2025, 11, 27) && has(&days, 2026, 11, 26));
    CU_ASSERT_TRUE(has(&days, 2027, 11, 25) && has(&days, 2028, 11, 23));
    CU_ASSERT_TRUE(has(&days, 2026, 12, 25) && !has(&days, 2027, 12, 24));
    CU_ASSERT_TRUE(has(&days, 2024, 3, 1) && has(&days, 2026, 3, 1));
    CU_ASSERT_FALSE(has(&days, 2025, 3, 1) || has(&days, 2027, 3, 1));
    CU_ASSERT_TRUE(has(&days, 2025, 3, 3));
    CU_ASSERT_EQUAL(days.count, 5 + 5 + 4 + 3);
    hc_special_days_clear(&days);
}

static void categories_give_the_kind(void)
{
    hc_special_days days = loaded(
        HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\nCATEGORIES:Firm,Closed\r\n")
            EVENT("DTSTART;VALUE=DATE:20260102\r\nCATEGORIES:Half Day\r\n")
                EVENT("DTSTART;VALUE=DATE:20260103\r\nCATEGORIES:work\r\nCATEGORIES:EVENT\r\n")
                    EVENT("DTSTART;VALUE=DATE:20260104\r\nCATEGORIES:eve\r\n")
                        EVENT("DTSTART;VALUE=DATE:20260105\r\nCATEGORIES:birthdays\r\n") TAIL,
        0);
    static const hc_special_kind expected[] = {HC_SPECIAL_CLOSED, HC_SPECIAL_HALF_DAY,
                                               HC_SPECIAL_EVENT, HC_SPECIAL_EVE,
                                               HC_SPECIAL_HOLIDAY};
    CU_ASSERT_EQUAL_FATAL(days.count, 5);
    for (size_t i = 0; i < 5; i++) {
        CU_ASSERT_EQUAL(days.days[i].kind, expected[i]);
    }
    hc_special_days_clear(&days);
}

static void folded_lines_escapes_and_alarms_are_understood(void)
{
    hc_special_days days = loaded(
        HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:New Year\\, the fi\r\n rst\\nday\r\n"
                   "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDURATION:nonsense\r\nEND:VALARM\r\n") TAIL,
        0);
    CU_ASSERT_EQUAL_FATAL(days.count, 1);
    CU_ASSERT_STRING_EQUAL(days.days[0].name, "New Year, the first day");
    hc_special_days_clear(&days);
    days = loaded("begin:vcalendar\nbegin:vevent\ndtstart;value=date:20260101\nsummary:x\n"
                  "end:vevent\nend:vcalendar",
                  0);
    CU_ASSERT_EQUAL(days.count, 1);
    hc_special_days_clear(&days);
}

static void cancelled_events_and_other_years_are_left_out(void)
{
    hc_special_days days =
        loaded(HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\nSTATUS:CANCELLED\r\n")
                   EVENT("DTSTART;VALUE=DATE:20231231\r\nDTEND;VALUE=DATE:20240102\r\n")
                       EVENT("DTSTART;VALUE=DATE:20290101\r\n") TAIL,
               0);
    CU_ASSERT_EQUAL(days.count, 1);
    CU_ASSERT_TRUE(has(&days, 2024, 1, 1));
    hc_special_days_clear(&days);
}

static void a_broken_event_is_rejected_with_its_line_and_the_rest_is_kept(void)
{
    static const struct {
        const char *event;
        hc_reject_kind kind;
    } cases[] = {
        {EVENT("SUMMARY:no start\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART:soon\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260230\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nDTEND;VALUE=DATE:20260201\r\n"),
         HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nDTEND:never\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nDURATION:long\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nDURATION:-P1D\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nDURATION:P99999D\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nRRULE:FREQ=SOMETIMES\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nRRULE:FREQ=DAILY\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nEXDATE:x\r\n"), HC_REJECT_EVENT},
        {"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260203\r\n", HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nE\r\n ND:VEVENT\r\n"), HC_REJECT_EVENT},
        {EVENT("DTSTART;VALUE=DATE:20260203\r\nSUMMARY:\xFF\r\n"), HC_REJECT_ENCODING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        (void)snprintf(text, sizeof text, "%s%s%s%s", HEAD, cases[i].event,
                       EVENT("DTSTART;VALUE=DATE:20260509\r\n"), TAIL);
        hc_special_days days = HC_SPECIAL_DAYS_INIT;
        hc_rejects rejects = HC_REJECTS_INIT;
        CU_ASSERT_EQUAL(load(text, &days, &rejects, NULL), HC_OK);
        CU_ASSERT_EQUAL(rejects.by_kind[cases[i].kind], 1);
        CU_ASSERT_EQUAL(rejects.total, 1);
        CU_ASSERT_TRUE(rejects.count == 1 && rejects.list[0].line == 4);
        CU_ASSERT_TRUE(days.count == 1 && has(&days, 2026, 5, 9));
        hc_rejects_clear(&rejects);
        hc_special_days_clear(&days);
    }
}

static void an_event_larger_than_the_limit_is_rejected(void)
{
    FILE *stream = fopen(FILE_ICAL, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    (void)fputs(HEAD "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260203\r\nSUMMARY:", stream);
    for (size_t i = 0; i < (size_t)3 * HC_ICAL_EVENT_BYTES_MAX; i++) {
        (void)fputc('x', stream);
    }
    (void)fputs("\r\nEND:VEVENT\r\n" EVENT("DTSTART;VALUE=DATE:20260509\r\n") TAIL, stream);
    CU_ASSERT_EQUAL(fclose(stream), 0);
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_rejects rejects = HC_REJECTS_INIT;
    CU_ASSERT_EQUAL(
        hc_special_days_load_ical(FILE_ICAL, NULL, 2026, 2026, &days, &rejects, NULL), HC_OK);
    CU_ASSERT_EQUAL(rejects.by_kind[HC_REJECT_TOO_LONG], 1);
    CU_ASSERT_EQUAL(days.count, 1);
    hc_rejects_clear(&rejects);
    hc_special_days_clear(&days);
}

/* 30 February: libical must give up, and soon. */
static void a_rule_that_never_happens_is_rejected(void)
{
    hc_special_days days =
        loaded(HEAD EVENT("DTSTART;VALUE=DATE:20260203\r\n"
                          "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n") TAIL,
               1);
    CU_ASSERT_EQUAL(days.count, 0);
    hc_special_days_clear(&days);
}

static void a_rule_that_repeats_without_measure_is_cut_and_told(void)
{
    hc_special_days days =
        loaded(HEAD EVENT("DTSTART;VALUE=DATE:20240101\r\n"
                          "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU\r\n") TAIL,
               1);
    CU_ASSERT_EQUAL(days.count, HC_ICAL_OCCURRENCES_MAX);
    hc_special_days_clear(&days);
}

static void a_later_event_and_a_later_file_replace_a_day(void)
{
    hc_special_days days =
        loaded(HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:first\r\n")
                   EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:second\r\n") TAIL,
               0);
    CU_ASSERT_TRUE(days.count == 1 && strcmp(days.days[0].name, "second") == 0);
    CU_ASSERT_EQUAL(load(HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\nSUMMARY:third\r\n")
                             EVENT("DTSTART;VALUE=DATE:20260102\r\n") TAIL,
                         &days, NULL, NULL),
                    HC_OK);
    CU_ASSERT_TRUE(days.count == 2 && strcmp(days.days[0].name, "third") == 0);
    hc_special_days_clear(&days);
}

static void each_error_leaves_the_list_alone(void)
{
    hc_special_days days = loaded(HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\n") TAIL, 0);
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(load("date,name\n2026-01-01,x\n", &days, NULL, &err), HC_ERR_FORMAT);
    CU_ASSERT_EQUAL(err.line, 1);
    CU_ASSERT_EQUAL(load(HEAD TAIL, &days, NULL, &err), HC_ERR_EMPTY);
    CU_ASSERT_EQUAL(load("", &days, NULL, &err), HC_ERR_EMPTY);
    CU_ASSERT_EQUAL(
        hc_special_days_load_ical(TEST_FILE("no.ics"), NULL, 2026, 2026, &days, NULL, &err),
        HC_ERR_INPUT);
    CU_ASSERT_EQUAL(hc_special_days_load_ical(FILE_ICAL, NULL, 2027, 2026, &days, NULL, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_special_days_load_ical(FILE_ICAL, NULL, 2026, 2201, &days, NULL, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(days.count, 1);
    hc_special_days_clear(&days);
}

static void too_many_repeating_events_are_a_limit(void)
{
    FILE *stream = fopen(FILE_ICAL, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    (void)fputs(HEAD, stream);
    for (size_t i = 0; i <= HC_ICAL_RULES_MAX; i++) {
        (void)fputs(EVENT("DTSTART;VALUE=DATE:20260203\r\nRRULE:FREQ=YEARLY\r\n"), stream);
    }
    (void)fputs(TAIL, stream);
    CU_ASSERT_EQUAL(fclose(stream), 0);
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(hc_special_days_load_ical(FILE_ICAL, NULL, 2026, 2027, &days, NULL, NULL),
                    HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(days.count, 0);
}

/* Bytes changed, cut out and doubled at random (seed 11): any answer, no crash, no leak. */
static void spoilt_files_never_crash(void)
{
    static const char good[] =
        HEAD EVENT("DTSTART;VALUE=DATE:20240301\r\nDTEND;VALUE=DATE:20240303\r\nSUMMARY:Day\r\n"
                   "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;UNTIL=20270301\r\n"
                   "EXDATE;VALUE=DATE:20250301\r\nRDATE;VALUE=DATE:20250303\r\n"
                   "CATEGORIES:closed\r\n")
            EVENT("DTSTART;TZID=Asia/Seoul:20260401T090000\r\nDURATION:PT26H\r\n") TAIL;
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    const size_t live = hc_heap_live();
    for (size_t round = 0; round < 400; round++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        for (size_t change = 0; change < 1 + round % 5; change++) {
            const size_t at = hc_rng_below(&rng, sizeof good - 1);
            const size_t from = hc_rng_below(&rng, sizeof good - 1);
            const size_t longest = sizeof good - 1 - (at > from ? at : from);
            if (hc_rng_below(&rng, 2) == 0) {
                text[at] = (char)(hc_rng_below(&rng, 255) + 1);
            } else {
                memmove(text + at, text + from, hc_rng_below(&rng, longest + 1));
            }
        }
        hc_special_days days = HC_SPECIAL_DAYS_INIT;
        hc_rejects rejects = HC_REJECTS_INIT;
        const hc_status st = load(text, &days, &rejects, NULL);
        CU_ASSERT_TRUE(st == HC_OK || st == HC_ERR_FORMAT || st == HC_ERR_EMPTY);
        for (size_t i = 0; i < days.count; i++) {
            const int32_t year = hc_date_from_day(days.days[i].day).year;
            CU_ASSERT_TRUE(year >= 2024 && year <= 2028);
        }
        hc_special_days_clear(&days);
        hc_rejects_clear(&rejects);
    }
    CU_ASSERT_EQUAL(hc_heap_live(), live);
}

static void every_failed_allocation_leaves_the_list_alone(void)
{
    hc_special_days days = loaded(HEAD EVENT("DTSTART;VALUE=DATE:20260101\r\n") TAIL, 0);
    write_text(FILE_ICAL, HEAD EVENT("DTSTART;VALUE=DATE:20260102\r\n")
                              EVENT("SUMMARY:no start\r\n") TAIL);
    const size_t live = hc_heap_live();
    size_t failed = 0;
    for (size_t k = 1; k < 100; k++) {
        hc_rejects rejects = HC_REJECTS_INIT;
        hc_heap_fail_at(k);
        const hc_status st =
            hc_special_days_load_ical(FILE_ICAL, NULL, 2026, 2026, &days, &rejects, NULL);
        hc_heap_fail_at(0);
        hc_rejects_clear(&rejects);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        CU_ASSERT_EQUAL(days.count, 1);
        failed++;
    }
    CU_ASSERT_TRUE(failed >= 6);
    CU_ASSERT_EQUAL(days.count, 2);
    hc_special_days_clear(&days);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(an_all_day_event_ends_before_dtend),
        HC_TEST(an_event_with_times_counts_with_every_day_it_touches),
        HC_TEST(utc_times_go_to_the_day_of_the_zone),
        HC_TEST(yearly_rules_fill_the_years_asked_for),
        HC_TEST(categories_give_the_kind),
        HC_TEST(folded_lines_escapes_and_alarms_are_understood),
        HC_TEST(cancelled_events_and_other_years_are_left_out),
        HC_TEST(a_broken_event_is_rejected_with_its_line_and_the_rest_is_kept),
        HC_TEST(an_event_larger_than_the_limit_is_rejected),
        HC_TEST(a_rule_that_never_happens_is_rejected),
        HC_TEST(a_rule_that_repeats_without_measure_is_cut_and_told),
        HC_TEST(a_later_event_and_a_later_file_replace_a_day),
        HC_TEST(each_error_leaves_the_list_alone),
        HC_TEST(too_many_repeating_events_are_a_limit),
        HC_TEST(spoilt_files_never_crash),
        HC_TEST(every_failed_allocation_leaves_the_list_alone),
    };
    return hc_test_run("load_ical", tests, sizeof tests / sizeof tests[0]);
}
