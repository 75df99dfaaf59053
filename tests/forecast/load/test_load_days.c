#include "forecast/holidays.h"
#include "forecast/load/load_days.h"

#include <math.h>

#include "tests/forecast/load/load_support.h"

#define FILE_DAYS TEST_FILE("days.csv")

static hc_status load(const char *text, hc_special_days *days, hc_error *err)
{
    write_text(FILE_DAYS, text);
    return hc_special_days_load(FILE_DAYS, days, err);
}

static int64_t day_of(int32_t year, int32_t month, int32_t day)
{
    return hc_day_from_date((hc_civil_date){year, month, day});
}

static void days_are_sorted_and_read_with_kind_name_and_uplift(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("kind,date,name,uplift\nevent,2026-09-15,Price letter,35%\n"
                         "Half Day,2026.12.24,\"Eve, early\",\n,20260101,New Year,\n"
                         "closed,2026/5/1,May Day,\nevent,2026-06-01,Quiet,-0.2\n",
                         &days, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(days.count, 5);
    for (size_t i = 1; i < days.count; i++) {
        CU_ASSERT_TRUE(days.days[i - 1].day < days.days[i].day);
    }
    CU_ASSERT_EQUAL(days.days[0].kind, HC_SPECIAL_HOLIDAY);
    CU_ASSERT_TRUE(isnan(days.days[0].uplift));
    const hc_special_day *found = hc_special_days_find(&days, day_of(2026, 9, 15));
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CHECK_CLOSE(found->uplift, 0.35, 1e-12);
    CU_ASSERT_STRING_EQUAL(hc_special_days_find(&days, day_of(2026, 12, 24))->name,
                           "Eve, early");
    CU_ASSERT_TRUE(hc_special_days_is_closed(&days, day_of(2026, 5, 1)));
    CU_ASSERT_FALSE(hc_special_days_is_closed(&days, day_of(2026, 12, 24)));
    CU_ASSERT_PTR_NULL(hc_special_days_find(&days, day_of(2026, 1, 2)));
    CU_ASSERT_PTR_NULL(hc_special_days_find(NULL, 0));
    hc_special_days_clear(&days);
    hc_special_days_clear(&days);
}

/* Written as in the spreadsheet it comes from: one row decides for all. */
static void day_and_month_are_told_apart_by_the_column(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(load("Datum;Feiertag\n01.05.2026;Maifeiertag\n25.12.2026;Weihnachten\n"
                         "2026-10-03;Einheit\n",
                         &days, NULL),
                    HC_OK);
    CU_ASSERT_PTR_NOT_NULL(hc_special_days_find(&days, day_of(2026, 5, 1)));
    CU_ASSERT_PTR_NOT_NULL(hc_special_days_find(&days, day_of(2026, 10, 3)));
    CU_ASSERT_EQUAL(days.count, 3);
    hc_special_days_clear(&days);
    CU_ASSERT_EQUAL(load("date,name\n05/01/2026,May\n12/25/2026,Christmas\n", &days, NULL),
                    HC_OK);
    CU_ASSERT_PTR_NOT_NULL(hc_special_days_find(&days, day_of(2026, 5, 1)));
    hc_special_days_clear(&days);
    CU_ASSERT_EQUAL(load("date,name\n05/01/2026,May\n", &days, &err), HC_ERR_PARSE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "whether day or month comes first"));
    CU_ASSERT_EQUAL(load("date,name\n13/01/2026,A\n01/13/2026,B\n", &days, &err), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_EQUAL(load("date,name\n25/12/2026,A\n31/02/2026,B\n", &days, &err), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(err.line, 3);
    CU_ASSERT_EQUAL(days.count, 0);
    hc_special_days_clear(&days);
}

static void an_event_may_have_a_half_life(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,kind,half_life_days,uplift\n2026-05-01,event,2.5,20%\n"
                         "2026-06-01,event,,\n2026-07-01,holiday,,\n",
                         &days, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(days.count, 3);
    CHECK_CLOSE(days.days[0].half_life_days, 2.5, 1e-15);
    CHECK_CLOSE(days.days[1].half_life_days, 0.0, 0.0);
    CHECK_CLOSE(days.days[2].half_life_days, 0.0, 0.0);
    hc_special_days_clear(&days);
}

static void a_later_file_replaces_a_day(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-05-01,May,closed\n", &days, NULL), HC_OK);
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-05-01,We work,event\n", &days, NULL), HC_OK);
    CU_ASSERT_EQUAL(days.count, 1);
    CU_ASSERT_EQUAL(days.days[0].kind, HC_SPECIAL_EVENT);
    hc_special_days_clear(&days);
}

static void each_fault_is_named_and_leaves_the_list_alone(void)
{
    static const struct {
        const char *text;
        hc_status status;
        int64_t line;
        int32_t column;
    } cases[] = {{"date,kind\n2026-05-01,closed\n03/04/2026,closed\n", HC_ERR_PARSE, 3, 1},
                 {"date,kind\n2026-02-30,closed\n", HC_ERR_PARSE, 2, 1},
                 {"date,kind\n2026-05-01,shut\n", HC_ERR_PARSE, 2, 12},
                 {"date,kind,uplift\n2026-05-01,event,x\n", HC_ERR_PARSE, 2, 18},
                 {"date,kind,uplift\n2026-05-01,event,20\n", HC_ERR_RANGE, 2, 18},
                 {"date,kind,half_life_days\n2026-05-01,event,x\n", HC_ERR_PARSE, 2, 18},
                 {"date,kind,half_life_days\n2026-05-01,event,0\n", HC_ERR_RANGE, 2, 18},
                 {"date,kind,half_life_days\n2026-05-01,event,29\n", HC_ERR_RANGE, 2, 18},
                 {"date,kind,half_life_days\n2026-05-01,closed,3\n", HC_ERR_RANGE, 2, 19},
                 {"when,kind\n2026-05-01,event\n", HC_ERR_FORMAT, 1, 1}};
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-01-01,X,closed\n", &days, NULL), HC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(load(cases[i].text, &days, &err), cases[i].status);
        CU_ASSERT_EQUAL(err.line, cases[i].line);
        CU_ASSERT_EQUAL(err.column, cases[i].column);
        CU_ASSERT_EQUAL(days.count, 1);
    }
    hc_special_day far = {.day = HC_DAY_MAX + 1, .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&days, &far, NULL), HC_ERR_RANGE);
    hc_special_days_clear(&days);
}

static void kinds_have_names_that_read_back(void)
{
    for (int i = 0; i < HC_SPECIAL_KINDS; i++) {
        hc_special_kind kind = HC_SPECIAL_CLOSED;
        CU_ASSERT_TRUE(hc_special_kind_find(hc_special_kind_name((hc_special_kind)i), &kind));
        CU_ASSERT_EQUAL((int)kind, i);
    }
    hc_special_kind kind = HC_SPECIAL_EVE;
    CU_ASSERT_FALSE(hc_special_kind_find("", &kind));
    CU_ASSERT_FALSE(hc_special_kind_find("holidays", &kind));
    CU_ASSERT_PTR_NULL(hc_special_kind_name((hc_special_kind)9));
}

/* An ordinary day is in the list, so that a holiday table leaves it alone, and not special. */
static void an_ordinary_day_is_listed_and_not_special(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-01-01,We work,ordinary\n", &days, NULL), HC_OK);
    const int64_t day = hc_day_from_date((hc_civil_date){2026, 1, 1});
    CU_ASSERT_PTR_NULL(hc_special_days_find(&days, day));
    const hc_special_day *entry = hc_special_days_entry(&days, day);
    CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
    CU_ASSERT_STRING_EQUAL(entry->name, "We work");
    CU_ASSERT_PTR_NULL(hc_special_days_entry(&days, day + 1));
    CU_ASSERT_PTR_NULL(hc_special_days_entry(NULL, day));
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2026, 2026, &days, NULL, NULL), HC_OK);
    CU_ASSERT_PTR_NULL(hc_special_days_find(&days, day));
    hc_special_days_clear(&days);
}

static void missing_days_are_added_and_known_ones_kept(void)
{
    hc_special_days own = HC_SPECIAL_DAYS_INIT, other = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-05-01,Ours,closed\n", &own, NULL), HC_OK);
    CU_ASSERT_EQUAL(
        load("date,name,kind\n2026-05-01,Theirs,\n2026-05-05,Children,\n", &other, NULL),
        HC_OK);
    CU_ASSERT_EQUAL(hc_special_days_add_missing(&own, &other, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(own.count, 2);
    CU_ASSERT_STRING_EQUAL(own.days[0].name, "Ours");
    CU_ASSERT_STRING_EQUAL(own.days[1].name, "Children");
    other.days[1].day++;
    const size_t before = hc_heap_live();
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_special_days_add_missing(&own, &other, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(own.count, 2);
    CU_ASSERT_EQUAL(hc_heap_live(), before);
    hc_special_days_clear(&own);
    hc_special_days_clear(&other);
}

static void every_failed_allocation_leaves_the_list_alone(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    CU_ASSERT_EQUAL(load("date,name,kind\n2026-01-01,X,closed\n", &days, NULL), HC_OK);
    write_text(FILE_DAYS, "date,name,kind\n2026-05-01,\"May\",closed\n");
    const size_t before = hc_heap_live();
    size_t failed = 0;
    for (size_t k = 1; k < 200; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_special_days_load(FILE_DAYS, &days, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        if (!reached) { break; }
        CU_ASSERT_EQUAL(hc_heap_live(), before);
        if (st == HC_OK) { continue; } /* libcsv tries again with less */
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        failed++;
    }
    CU_ASSERT_TRUE(failed > 5);
    hc_special_days_clear(&days);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(days_are_sorted_and_read_with_kind_name_and_uplift),
        HC_TEST(day_and_month_are_told_apart_by_the_column),
        HC_TEST(an_event_may_have_a_half_life),
        HC_TEST(a_later_file_replaces_a_day),
        HC_TEST(each_fault_is_named_and_leaves_the_list_alone),
        HC_TEST(kinds_have_names_that_read_back),
        HC_TEST(an_ordinary_day_is_listed_and_not_special),
        HC_TEST(missing_days_are_added_and_known_ones_kept),
        HC_TEST(every_failed_allocation_leaves_the_list_alone),
    };
    return hc_test_run("load_days", tests, sizeof tests / sizeof tests[0]);
}
