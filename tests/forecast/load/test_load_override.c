#include "forecast/load/load_override.h"

#include "tests/forecast/load/load_support.h"

#define FILE_OVERRIDES TEST_FILE("overrides.csv")

static hc_status load(const char *text, const hc_zone *zone, hc_overrides *overrides,
                      hc_error *err)
{
    write_text(FILE_OVERRIDES, text);
    return hc_overrides_load(FILE_OVERRIDES, zone, overrides, err);
}

static int64_t at(int32_t month, int32_t day, int64_t minute)
{
    return hc_day_from_date((hc_civil_date){2026, month, day}) * HC_SECONDS_A_DAY + minute * 60;
}

static void rows_are_read_with_range_queue_change_and_reason(void)
{
    hc_overrides overrides = HC_OVERRIDES_INIT;
    CU_ASSERT_EQUAL(load("from,to,queue,change,why\n"
                         "2026-12-01,2026-12-03,sales,+10%,\"letter, 1st wave\"\n"
                         "2026-12-01 09:30,2026-12-01T12:00,*,x1.2,\n"
                         "2026-12-04,,help,=120,fair\n"
                         "2026-12-05 10:00,,help,-15 %,\n"
                         "2026-12-06T10:00+09:00,2026-12-06T11:00:00Z,,\xC3\x97 2,\n",
                         NULL, &overrides, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 5);
    const hc_override *list = overrides.list;
    CU_ASSERT_EQUAL(list[0].from_utc_s, at(12, 1, 0));
    CU_ASSERT_EQUAL(list[0].to_utc_s, at(12, 4, 0)); /* the whole of the 3rd */
    CU_ASSERT_STRING_EQUAL(list[0].queue, "sales");
    CU_ASSERT_STRING_EQUAL(list[0].why, "letter, 1st wave");
    CU_ASSERT_EQUAL(list[0].sort, HC_OVERRIDE_FACTOR);
    CHECK_CLOSE(list[0].value, 1.1, 1e-12);
    CU_ASSERT_EQUAL(list[0].line, 2);
    CU_ASSERT_EQUAL(list[1].from_utc_s, at(12, 1, 570));
    CU_ASSERT_EQUAL(list[1].to_utc_s, at(12, 1, 720));
    CU_ASSERT_STRING_EQUAL(list[1].queue, "");
    CHECK_CLOSE(list[1].value, 1.2, 1e-12);
    CU_ASSERT_EQUAL(list[2].to_utc_s, at(12, 5, 0));
    CU_ASSERT_EQUAL(list[2].sort, HC_OVERRIDE_CALLS);
    CHECK_CLOSE(list[2].value, 120.0, 1e-12);
    CU_ASSERT_EQUAL(list[3].from_utc_s, at(12, 5, 600));
    CU_ASSERT_EQUAL(list[3].to_utc_s, at(12, 6, 0));
    CHECK_CLOSE(list[3].value, 0.85, 1e-12);
    CU_ASSERT_EQUAL(list[4].from_utc_s, at(12, 6, 60));
    CU_ASSERT_EQUAL(list[4].to_utc_s, at(12, 6, 660));
    CHECK_CLOSE(list[4].value, 2.0, 1e-12);
    CU_ASSERT_STRING_EQUAL(overrides.file, FILE_OVERRIDES);
    hc_overrides_clear(&overrides);
}

/* In New York the clocks went back on 2026-11-01 at 06:00 UTC: that day has 25 hours. */
static void wall_times_are_those_of_the_zone(void)
{
    hc_zone zone = HC_ZONE_FLOATING;
    CU_ASSERT_EQUAL_FATAL(hc_zone_load("America/New_York", &zone, NULL), HC_OK);
    hc_overrides overrides = HC_OVERRIDES_INIT;
    CU_ASSERT_EQUAL(load("from,to,change\n2026-11-01,2026-11-01,+5%\n"
                         "2026-11-01 01:00,2026-11-01 02:00,+5%\n",
                         &zone, &overrides, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 2);
    CU_ASSERT_EQUAL(overrides.list[0].from_utc_s, at(11, 1, 240));
    CU_ASSERT_EQUAL(overrides.list[0].to_utc_s, at(11, 2, 300));
    CU_ASSERT_EQUAL(overrides.list[1].from_utc_s, at(11, 1, 300)); /* both hours of 1 */
    CU_ASSERT_EQUAL(overrides.list[1].to_utc_s, at(11, 1, 420));
    hc_overrides_clear(&overrides);
}

/* The apostrophe that a spreadsheet's user, or our own writer, puts before = and +. */
static void a_guarded_cell_is_read_without_its_apostrophe(void)
{
    hc_overrides overrides = HC_OVERRIDES_INIT;
    CU_ASSERT_EQUAL(load("from;change\n2026-12-01;'=120\n2026-12-02;'+10%\n2026-12-03;10%\n",
                         NULL, &overrides, NULL),
                    HC_OK);
    CU_ASSERT_EQUAL_FATAL(overrides.count, 3);
    CHECK_CLOSE(overrides.list[0].value, 120.0, 1e-12);
    CHECK_CLOSE(overrides.list[1].value, 1.1, 1e-12);
    CHECK_CLOSE(overrides.list[2].value, 1.1, 1e-12);
    hc_overrides_clear(&overrides);
}

static void each_fault_is_named_and_leaves_the_list_alone(void)
{
    static const struct {
        const char *text;
        int64_t line;
        hc_status status;
        int32_t column;
    } cases[] = {{"from,to,change\n12/24/2026,,+5%\n", 2, HC_ERR_PARSE, 1},
                 {"from,to,change\n2026-12-01,soon,+5%\n", 2, HC_ERR_PARSE, 12},
                 {"from,to,change\n2300-12-01,,+5%\n", 2, HC_ERR_PARSE, 1},
                 {"from,to,change\n2026-12-01,,120\n", 2, HC_ERR_PARSE, 13},
                 {"from,to,change\n2026-12-01,,\n", 2, HC_ERR_PARSE, 13},
                 {"from,to,change\n2026-12-01,,x\n", 2, HC_ERR_PARSE, 13},
                 {"from,to,change\n2026-12-01,,%\n", 2, HC_ERR_PARSE, 13},
                 {"from,to,change\n2026-12-01,,+5%\n2026-12-01,,-110%\n", 3, HC_ERR_RANGE, 0},
                 {"from,to,change\n2026-12-02,2026-12-01,+5%\n", 2, HC_ERR_RANGE, 0},
                 {"from,to\n2026-12-02,2026-12-03\n", 1, HC_ERR_FORMAT, 1},
                 {"to,change\n2026-12-02,+5%\n", 1, HC_ERR_FORMAT, 1}};
    hc_overrides overrides = HC_OVERRIDES_INIT;
    CU_ASSERT_EQUAL(load("from,change\n2026-12-01,+5%\n", NULL, &overrides, NULL), HC_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(load(cases[i].text, NULL, &overrides, &err), cases[i].status);
        CU_ASSERT_EQUAL(err.line, cases[i].line);
        CU_ASSERT_EQUAL(err.column, cases[i].column);
        CU_ASSERT_EQUAL(overrides.count, 1);
    }
    CU_ASSERT_EQUAL(hc_overrides_load(TEST_FILE("none.csv"), NULL, &overrides, NULL),
                    HC_ERR_INPUT);
    CU_ASSERT_EQUAL(overrides.count, 1);
    hc_overrides_clear(&overrides);
}

static void long_texts_are_cut_or_refused(void)
{
    char text[1000];
    char filler[300];
    hc_overrides overrides = HC_OVERRIDES_INIT;
    for (size_t i = 0; i + 3 <= sizeof filler - 1; i += 3) {
        memcpy(filler + i, "가", 3);
    }
    filler[297] = '\0';
    (void)snprintf(text, sizeof text, "from,change,why\n2026-12-01,+5%%,%s\n", filler);
    CU_ASSERT_EQUAL(load(text, NULL, &overrides, NULL), HC_OK);
    CU_ASSERT_EQUAL(strlen(overrides.list[0].why), 255); /* 85 whole characters */
    (void)snprintf(text, sizeof text, "from,change,queue\n2026-12-01,+5%%,%s\n", filler);
    CU_ASSERT_EQUAL(load(text, NULL, &overrides, NULL), HC_ERR_RANGE);
    hc_overrides_clear(&overrides);
}

static void every_failed_allocation_leaves_the_list_alone(void)
{
    hc_overrides overrides = HC_OVERRIDES_INIT;
    CU_ASSERT_EQUAL(load("from,change\n2026-12-01,+5%\n", NULL, &overrides, NULL), HC_OK);
    write_text(FILE_OVERRIDES, "from,change\n2026-12-01,+5%\n2026-12-02,+5%\n");
    const size_t live = hc_heap_live();
    size_t failed = 0;
    for (size_t k = 1; k < 200; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_overrides_load(FILE_OVERRIDES, NULL, &overrides, NULL);
        const bool reached = hc_heap_count() >= k;
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        if (!reached) { break; }
        if (st == HC_OK) { continue; } /* libcsv tries again with less */
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        failed++;
    }
    CU_ASSERT_TRUE(failed > 5);
    hc_overrides_clear(&overrides);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rows_are_read_with_range_queue_change_and_reason),
        HC_TEST(wall_times_are_those_of_the_zone),
        HC_TEST(a_guarded_cell_is_read_without_its_apostrophe),
        HC_TEST(each_fault_is_named_and_leaves_the_list_alone),
        HC_TEST(long_texts_are_cut_or_refused),
        HC_TEST(every_failed_allocation_leaves_the_list_alone),
    };
    return hc_test_run("load_override", tests, sizeof tests / sizeof tests[0]);
}
