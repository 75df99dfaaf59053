/* What the first pass decides from all of a file's cells: units, marks, headers. */
#include "forecast/load/load_file.h"

#define LOADED_FILE TEST_FILE("survey.csv")
#include "tests/forecast/load/loaded.h"

/* Four minutes and a quarter, as people write them where the name says no unit; nobody's phone
 * calls take four seconds. Said, never silent. */
static void numbers_too_small_for_seconds_are_minutes(void)
{
    CHECK_CLOSE(first_aht_s("timestamp,volume,AHT\n2026-03-02 09:00,2,4.25\n"
                            "2026-03-02 09:30,2,3.5\n"),
                255.0, 1e-12);
    CHECK_CLOSE(first_aht_s("timestamp;volume;AHT\n2026-03-02 09:00;2;4,25\n"
                            "2026-03-02 09:30;2;3,5\n"),
                255.0, 1e-12);
    CHECK_CLOSE(first_aht_s("timestamp,volume,AHT\n2026-03-02 09:00,2,19.5\n"
                            "2026-03-02 09:30,2,19.5\n"),
                1170.0, 1e-12);
    CHECK_CLOSE(first_aht_s("timestamp,volume,AHT\n2026-03-02 09:00,2,20\n"
                            "2026-03-02 09:30,2,20\n"),
                20.0, 1e-12);
    CHECK_CLOSE(first_aht_s("timestamp,offered,handled,total handle time\n"
                            "2026-03-02 09:00,12,10,42.5\n2026-03-02 09:30,2,2,9\n"),
                255.0, 1e-12);
    loaded *made = load_text("timestamp,volume,AHT\n2026-03-02 09:00,2,4.25\n", NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->report.note[0],
                                  "AHT are 4.25 a contact, so they are "
                                  "taken as minutes; --aht-unit seconds"));
    unload(made);
    made = load_text("timestamp,volume,AHT\n2026-03-02 09:00,2,42.5\n", NULL);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->report.note[0], "a contact takes 42.5 s by AHT; if"));
    unload(made);
    hc_load_options seconds = hc_load_options_default();
    seconds.aht_unit = HC_UNIT_SECONDS;
    made = load_text("timestamp,volume,AHT\n2026-03-02 09:00,2,4.25\n", &seconds);
    CHECK_CLOSE(made->series.queues[0].aht_s[9], 4.25, 1e-12);
    CU_ASSERT_EQUAL(made->report.note_count, 0);
    unload(made);
}

/* Quiet intervals with a handle time of 0 make no mean small: 210 s stay seconds. */
static void times_of_nobody_are_no_evidence(void)
{
    static const char quiet[] = "2026-03-02 10:00,0,0\n2026-03-02 10:30,0,0\n"
                                "2026-03-02 11:00,0,0\n2026-03-02 11:30,0,0\n";
    char text[2048] = "timestamp,handled,AHT\n2026-03-02 09:00,1,210\n";
    for (size_t k = 0; k < 10; k++) {
        strcat(text, quiet);
    }
    CHECK_CLOSE(first_aht_s(text), 210.0, 1e-12);
    char calls[2048] = "call id,start time,talk time\na,2026-03-02 09:00,210\n";
    for (size_t k = 0; k < 30; k++) { /* callers who hung up */
        char row[64];
        (void)snprintf(row, sizeof row, "b%zu,2026-03-02 09:10,0\n", k);
        strcat(calls, row);
    }
    CHECK_CLOSE(first_aht_s(calls), 210.0, 1e-12);
}

static void parts_and_waits_beside_minutes_are_minutes_where_they_fit(void)
{
    hc_load_options options = hc_load_options_default();
    hc_ledger ledger = {0};
    options.ledger = &ledger;
    loaded *made =
        load_text("timestamp,offered,avg talk,avg hold,avg acw,asa,avg abandon time\n"
                  "2026-03-02 09:00,2,3.5,0.25,0.5,0.3,25\n",
                  &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CHECK_CLOSE(made->series.queues[0].aht_s[9], 255.0, 1e-12);
    const hc_load_file *file = &made->report.files[0];
    CU_ASSERT_EQUAL(file->unit[HC_ROLE_ACW], HC_UNIT_MINUTES);
    CU_ASSERT_EQUAL(file->unit[HC_ROLE_WAIT], HC_UNIT_MINUTES);
    CU_ASSERT_EQUAL(file->unit[HC_ROLE_ABANDON_WAIT], HC_UNIT_SECONDS);
    hc_ledger_clear(&ledger);
    unload(made);
    made = load_text("timestamp,offered,avg talk,avg acw\n2026-03-02 09:00,2,3.5,45\n", NULL);
    CHECK_CLOSE(made->series.queues[0].aht_s[9], 255.0, 1e-12); /* 45 s after 3.5 min */
    unload(made);
}

/* Thirty sums of minutes that grow with the contacts, under a name that tells nothing. */
static void sums_of_minutes_are_told_by_their_growth(void)
{
    char text[4096] = "timestamp,handled,talk time\n";
    for (int32_t k = 0; k < 30; k++) {
        char row[64];
        const int32_t contacts = 20 + 7 * k % 40;
        (void)snprintf(row, sizeof row, "2026-03-%02d 09:00,%d,%.1f\n", k + 1, contacts,
                       4.0 * contacts + (k % 2 == 0 ? 1.0 : -1.0));
        strcat(text, row);
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.files[0].sense[HC_ROLE_TALK], HC_TIME_TOTAL);
    CU_ASSERT_EQUAL(made->report.files[0].unit[HC_ROLE_TALK], HC_UNIT_MINUTES);
    CHECK_CLOSE(made->series.queues[0].aht_s[9], 60.0 * 81.0 / 20.0, 1e-12);
    unload(made);
}

static void thousands_are_told_by_the_numbers_below_them(void)
{
    char text[4096] = "ts;calls\n";
    for (size_t k = 0; k < 40; k++) {
        char row[64];
        (void)snprintf(row, sizeof row, "2026-03-%02zu %02d:00;%s\n", k / 2 + 1,
                       9 + (int)(k % 2), k % 2 == 0 ? "1.204" : "812");
        strcat(text, row);
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_DOUBLE_EQUAL(sum_calls(&made->series), 20.0 * 2016.0, 0.0);
    unload(made);
}

/* One number can only be the contacts, and one text the queue; a weekday is neither. */
static void files_without_header_that_can_be_one_thing_are_read(void)
{
    static const struct {
        const char *text;
        const char *columns; /* of the note */
        const char *queue;
    } cases[] = {
        {"2026-03-02,09:00,31\n2026-03-02,09:30,28\n", "date=1,time=2,volume=3 ", "all"},
        {"2026-03-02 09:00;Sales;31\n2026-03-02 09:30;Sales;28\n",
         "timestamp=1,queue=2,volume=3 ", "Sales"},
        {"times offered\n2026-03-02,09:00,31\n2026-03-02,09:30,28\n", "date=1,time=2,volume=3 ",
         "all"},
        {"31,Mon,02/03/2026,09:00\n28,Mon,02/03/2026,09:30\n0,Fri,13/03/2026,09:30\n",
         "date=3,time=4,volume=1 ", "all"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        loaded *made = load_text(cases[k].text, NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_DOUBLE_EQUAL(sum_calls(&made->series), 59.0, 0.0);
        CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, cases[k].queue);
        CU_ASSERT_PTR_NOT_NULL(strstr(made->report.note[0], cases[k].columns));
        CU_ASSERT_EQUAL(made->report.rejects.total, 0);
        unload(made);
    }
}

static void files_without_header_that_can_be_two_things_are_asked_about(void)
{
    static const struct {
        const char *text;
        const char *hint;
    } cases[] = {
        {"2026-03-02,09:00,31,200\n2026-03-02,09:30,28,210\n", "date=1,time=2,volume=3"},
        {"2026-03-02,9,31\n2026-03-02,10,28\n", "date=1,volume=2"},
        {"2026-03-02 09:00,Sales,North,31\n2026-03-02 09:30,Sales,North,28\n",
         "timestamp=1,queue=2,volume=4"},
        {"2026-03-02 09:00,2026-03-02 09:30,31\n2026-03-02 09:30,2026-03-02 10:00,28\n",
         "timestamp=1,volume=3"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        loaded *made = load_text(cases[k].text, NULL);
        CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "no header"));
        CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, cases[k].hint));
        unload(made);
    }
}

static void dates_without_a_year_are_asked_for_it(void)
{
    static const char *const dates[] = {"Mon 02 Mar", "02/03", "02.03", "3/2"};
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
        char text[128];
        (void)snprintf(text, sizeof text, "date,time,calls\n%s,09:00,3\n", dates[k]);
        loaded *made = load_text(text, NULL);
        CU_ASSERT_EQUAL(made->status, HC_ERR_EMPTY);
        CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "dates without a year"));
        unload(made);
    }
}

static void dates_that_do_not_exist_are_told(void)
{
    loaded *made = load_text("date,time,calls\n2026-13-02,09:00,3\n2026-14-02,09:30,3\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_EMPTY);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "no row has a date that exists"));
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, "in another order?"));
    unload(made);
}

static void names_may_have_their_unit_or_average_behind_them(void)
{
    loaded *made =
        load_text("epoch_ms,offered,Talk Time Avg,ACW Avg\n1772442000000,3,200,40\n", NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.files[0].sense[HC_ROLE_TALK], HC_TIME_AVERAGE);
    CHECK_CLOSE(made->series.queues[0].aht_s[9], 240.0, 1e-12);
    unload(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(numbers_too_small_for_seconds_are_minutes),
        HC_TEST(times_of_nobody_are_no_evidence),
        HC_TEST(parts_and_waits_beside_minutes_are_minutes_where_they_fit),
        HC_TEST(sums_of_minutes_are_told_by_their_growth),
        HC_TEST(thousands_are_told_by_the_numbers_below_them),
        HC_TEST(files_without_header_that_can_be_one_thing_are_read),
        HC_TEST(files_without_header_that_can_be_two_things_are_asked_about),
        HC_TEST(dates_without_a_year_are_asked_for_it),
        HC_TEST(dates_that_do_not_exist_are_told),
        HC_TEST(names_may_have_their_unit_or_average_behind_them),
    };
    return hc_test_run("forecast/load/survey", tests, sizeof tests / sizeof tests[0]);
}
