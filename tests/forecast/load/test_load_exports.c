/* Exports as systems write them: what is read of each, and lists of single calls. */
#include <math.h>

#define LOADED_FILE TEST_FILE("load_exports.csv")
#include "tests/forecast/load/loaded.h"

#define FILE_A TEST_FILE("load_exports_a.csv")
#define FILE_B TEST_FILE("load_exports_b.csv")

static void avaya_screen_report_is_read(void)
{
    loaded *made = load_path(DATA("avaya_titles.tsv"));
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.files[0].header_line, 5);
    CU_ASSERT_EQUAL(made->report.files[0].delimiter, '\t');
    CU_ASSERT_EQUAL(made->report.files[0].date_order, HC_DATES_MDY);
    CU_ASSERT_EQUAL(made->report.totals, 1);
    CU_ASSERT_EQUAL(made->report.rejects.total, 0);
    CU_ASSERT_EQUAL(made->series.axis.interval_min, 30);
    CU_ASSERT_DOUBLE_EQUAL(sum_calls(&made->series), 320.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[19], 225.0, 1e-9); /* 180 + 15 + 30 */
    unload(made);
}

static void korean_headers_in_cp949_are_read(void)
{
    loaded *made = load_path(DATA("korean_cp949.csv"));
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_STRING_EQUAL(made->report.files[0].encoding, "CP949");
    CU_ASSERT_TRUE(made->report.files[0].encoding_is_guess);
    CU_ASSERT_STRING_EQUAL(made->report.files[0].column[HC_ROLE_VOLUME],
                           "CALLSOFFERED(총콜수)");
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "상담 뷁");
    CU_ASSERT_EQUAL(made->report.totals, 2); /* one a day */
    CU_ASSERT_DOUBLE_EQUAL(sum_calls(&made->series), 160.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[18], 241.0, 0.0);
    unload(made);
}

static void genesys_export_keeps_channels_apart(void)
{
    loaded *made = load_path(DATA("genesys_quoted.csv"));
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queue_count, 2);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "Billing / voice");
    CU_ASSERT_DOUBLE_EQUAL(calls_at(&made->series, "2025-11-19T13:30"), 12.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[24], 245.5, 0.0);
    unload(made);
}

static void german_file_with_sep_line_is_read(void)
{
    loaded *made = load_path(DATA("german_semicolon.csv"));
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.files[0].decimal, ',');
    CU_ASSERT_EQUAL(made->report.files[0].date_order, HC_DATES_DMY);
    CU_ASSERT_EQUAL(made->series.axis.interval_min, 60);
    CU_ASSERT_DOUBLE_EQUAL(sum_calls(&made->series), 9 * 1204.0, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[9], 310.5, 0.0);
    unload(made);
}

/* Windows-1252, as a German Windows writes it: headings, sums of days, comma and weekday. */
static void german_exports_are_read_without_options(void)
{
    static const char text[] =
        "Auswertung f\xFCr Juni\r\n\r\n"
        "Datum;Uhrzeit;Warteschlange;Angebotene Anrufe;Angenommene Anrufe;"
        "\xD8 Bearbeitungszeit (Sek.)\r\n"
        "Mo, 01.06.2026;09:00;St\xF6rung;31;29;212,5\r\nMo, 01.06.2026;09:30;St\xF6rung;28;28;"
        "208,1\r\nSumme Montag;;;59;57;\r\nSa, 13.06.2026;09:00;St\xF6rung;4;4;190,0\r\n"
        "Gesamt;;;63;61;\r\n";
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.kept, 3);
    CU_ASSERT_EQUAL(made->report.totals, 2);
    CU_ASSERT_EQUAL(made->report.rejects.total, 0);
    CU_ASSERT_STRING_EQUAL(made->report.files[0].encoding, "CP1252");
    CU_ASSERT(made->report.files[0].encoding_is_guess);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "Störung");
    CU_ASSERT_EQUAL(hc_series_calls(&made->series, 0), 63.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[18], 212.5, 1e-9);
    unload(made);
}

/* Bytes that western Europe does not write are no text; a name in capitals is the same name. */
static void other_encodings_are_not_taken_for_western(void)
{
    loaded *made = load_text("timestamp,queue,offered\n2026-03-02 09:00,A,1\n"
                             "2026-03-02 09:30,\xFF\xFE,2\n2026-03-02 10:00,A,3\n",
                             NULL);
    CU_ASSERT_EQUAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.rejects.total, 1);
    unload(made);
    made = load_text("FECHA Y HORA,LLAMADAS RECIBIDAS,TIEMPO MEDIO DE GESTIÓN\n"
                     "2026-03-02 09:00,5,180\n",
                     NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_STRING_EQUAL(made->report.files[0].column[HC_ROLE_AHT],
                           "TIEMPO MEDIO DE GESTIÓN");
    unload(made);
}

/* A pivot table in tabular form: labels on the first row of a group, a sum behind each. */
static void groups_of_a_pivot_table_are_read_without_their_sums(void)
{
    loaded *made = load_text("Queue,Date,Interval,Sum of Calls Offered,Average of AHT\n"
                             "Sales,03/02/2026,09:00,5,200\n,,09:30,4,210\n,,10:00,2,210\n"
                             ",03/02/2026 Total,,11,205\n,03/13/2026,09:00,7,200\n"
                             ",03/13/2026 Total,,7,200\nSales Total,,,18,203\n"
                             "Care,03/02/2026,09:00,3,300\n,03/02/2026 Total,,3,300\n"
                             "Care Total,,,3,300\nGrand Total,,,21,217\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.kept, 5);
    CU_ASSERT_EQUAL(made->report.totals, 6);
    CU_ASSERT_EQUAL(made->report.rejects.total, 0);
    CU_ASSERT_EQUAL_FATAL(made->series.queue_count, 2);
    CU_ASSERT_EQUAL(hc_series_calls(&made->series, 0), 18.0);
    CU_ASSERT_EQUAL(hc_series_calls(&made->series, 1), 3.0);
    unload(made);
}

/* The note with this text, or NULL. */
static const char *note_with(const loaded *made, const char *text)
{
    for (size_t k = 0; k < made->report.note_count; k++) {
        if (strstr(made->report.note[k], text) != NULL) { return made->report.note[k]; }
    }
    return NULL;
}

/* Who only reached the menu is no demand; which column was taken is said. */
static void of_two_columns_that_may_be_the_demand_one_is_named(void)
{
    static const struct {
        const char *header, *taken, *other;
    } cases[] = {
        {"Date,Time,Total Calls,Queued Calls,Answered", "'Queued Calls'", "'Total Calls'"},
        {"Date,Time,Total Calls,Offered,Answered", "'Offered'", "'Total Calls'"},
        {"Date,Time,Calls,Contacts Queued,Answered", "'Contacts Queued'", "'Calls'"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[256];
        (void)snprintf(text, sizeof text,
                       "%s\n2026-03-02,09:00,9,5,5\n2026-03-02,09:30,8,6,6\n", cases[k].header);
        loaded *made = load_text(text, NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        const char *note = note_with(made, cases[k].taken);
        CU_ASSERT_PTR_NOT_NULL_FATAL(note);
        CU_ASSERT_PTR_NOT_NULL(strstr(note, cases[k].other));
        unload(made);
    }
    loaded *made = load_text("Date,Time,Calls,Answered\n2026-03-02,09:00,9,5\n", NULL);
    CU_ASSERT_PTR_NULL(note_with(made, "could be them"));
    unload(made);
}

/* Refused with a way out, and read by it. */
static void dates_without_a_year_have_the_one_that_is_told(void)
{
    static const char text[] = "Date,Time,Calls\n02.03.,09:00,5\n13.03.,09:00,6\n";
    hc_load_options options = hc_load_options_default();
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_EMPTY);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, "--year"));
    unload(made);
    options.year = 2026;
    made = load_text(text, &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:00"), 5.0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-13T09:00"), 6.0);
    CU_ASSERT_PTR_NOT_NULL(note_with(made, "--year"));
    unload(made);
}

/* Read as it stands, which is the night, but told. */
/* The year that is told is the first one's, in any order of rows and of day and month. */
static void dates_without_a_year_go_over_new_year(void)
{
    static const char *const texts[] = {
        "Date,Time,Calls\n30.11.,09:00,4\n31.12.,09:00,5\n01.01.,09:00,6\n28.02.,09:00,3\n"
        "29.02.,09:00,7\n01.03.,09:00,8\n",
        "Date,Time,Calls\n1 Mar,09:00,8\n29 Feb,09:00,7\n28 Feb,09:00,3\n1 Jan,09:00,6\n31 "
        "Dec,09:00,5\n30 "
        "Nov,09:00,4\n",
        "When,Calls\n12/31 09:00,5\n01/01 09:00,6\n03/01 09:00,8\n02/29 09:00,7\n02/28 "
        "09:00,3\n11/30 "
        "09:00,4\n"};
    hc_load_options options = hc_load_options_default();
    options.year = 2027;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        loaded *made = load_text(texts[k], &options);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(made->report.rejects.total, 0);
        CU_ASSERT_EQUAL(calls_at(&made->series, "2027-11-30T09:00"), 4.0);
        CU_ASSERT_EQUAL(calls_at(&made->series, "2027-12-31T09:00"), 5.0);
        CU_ASSERT_EQUAL(calls_at(&made->series, "2028-01-01T09:00"), 6.0);
        CU_ASSERT_EQUAL(calls_at(&made->series, "2028-02-29T09:00"), 7.0);
        CU_ASSERT_PTR_NOT_NULL(note_with(made, "go over New Year"));
        unload(made);
    }
    options.year = 2026; /* all of a year: nothing is missing between */
    loaded *made = load_text("Date,Time,Calls\n13.01.,09:00,1\n1.2.,09:00,1\n1.3.,09:00,1\n"
                             "1.4.,09:00,1\n1.5.,09:00,1\n1.6.,09:00,1\n1.7.,09:00,1\n"
                             "1.8.,09:00,1\n1.9.,09:00,1\n1.10.,09:00,1\n1.11.,09:00,1\n"
                             "1.12.,09:00,2\n",
                             &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-01-13T09:00"), 1.0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-12-01T09:00"), 2.0);
    unload(made);
}

static void a_clock_of_twelve_hours_is_told(void)
{
    loaded *made = load_text("Date,Start,Calls\n2026-03-02,11:00,5\n2026-03-02,12:00,6\n"
                             "2026-03-02,1:00,7\n2026-03-02,2:00,4\n2026-03-03,12:00,3\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_PTR_NOT_NULL(note_with(made, "from 12 to 1 o'clock within 1 day and"));
    unload(made);
    made =
        load_text("Date,Hour,Calls\n2026-03-02,12,6\n2026-03-02,1,7\n2026-03-02,2,4\n", NULL);
    CU_ASSERT_PTR_NOT_NULL(note_with(made, "12-hour clock"));
    unload(made);
    made = load_text("Date,Queue,Start,Calls\n2026-03-02,A,12:00,5\n2026-03-02,A,13:00,6\n"
                     "2026-03-02,B,12:00,7\n2026-03-02,C,1:00,4\n",
                     NULL);
    CU_ASSERT_PTR_NULL(note_with(made, "12-hour clock"));
    unload(made);
    made = load_text("Date,Start,Calls\n2026-03-02,12:00,5\n2026-03-03,1:00,6\n", NULL);
    CU_ASSERT_PTR_NULL(note_with(made, "12-hour clock")); /* of another day */
    unload(made);
    made = load_text("Date,Start,Calls\n2026-03-02,12:00 PM,5\n2026-03-02,1:00 PM,6\n", NULL);
    CU_ASSERT_PTR_NULL(note_with(made, "12-hour clock"));
    unload(made);
}

/* "mar." is March in English and Tuesday in French: what follows decides. */
static void french_weekdays_before_a_date_are_no_months(void)
{
    loaded *made = load_text("Date;Tranche horaire;Appels reçus\nmar. 02/06/2026;09:00;5\n"
                             "mar. 16/06/2026;09:00 - 09:30;6\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.kept, 2);
    CU_ASSERT_EQUAL(made->series.axis.days, 15);
    unload(made);
}

/* A block a day, as reports of one day are saved below each other; the day stands above. */
static void a_date_above_the_rows_is_theirs(void)
{
    loaded *made = load_text("Date:,03/02/2026\nSplit/Skill: Sales\nTime,Calls Offered\n"
                             "9:00 AM,5\n9:30 AM,6\nSUMMARY,11\n\nDate: 03/13/2026\n"
                             "Time,Calls Offered\n9:00 AM,7\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.kept, 3);
    CU_ASSERT_EQUAL(made->report.rejects.total, 0);
    CU_ASSERT_EQUAL(made->series.axis.days, 12);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "Sales");
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:30"), 6.0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-13T09:00"), 7.0);
    CU_ASSERT(has_note(made, "times have the day of the line above them"));
    unload(made);
}

/* Who is on the phone alone is too few people: after-call work is worked as well. */
static void talk_without_after_call_work_is_told(void)
{
    loaded *made =
        load_text("Date,Time,Calls,Avg Talk,Closing\n2026-03-02,09:00,31,150,40\n", NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT(has_note(made, "the handle time is Avg Talk alone, as no column of after-call "
                             "work is known"));
    unload(made);
    made = load_text("Date,Time,Calls,Avg Talk,Avg Wrap\n2026-03-02,09:00,31,150,40\n", NULL);
    CU_ASSERT_FALSE(has_note(made, "alone"));
    unload(made);
}

static void real_files_load_right(void)
{
    const char *folder = hc_shared_data();
    if (folder == NULL) { return; }
    static const struct {
        const char *name;
        size_t rows, days_with_rows;
        int32_t interval_min;
    } files[] = {{"bankcalls_5min.csv", 27716, 164, 5},
                 {"anonbank_30min.csv", 10176, 212, 30},
                 {"uihc_ed_60min.csv", 41640, 1735, 60}};
    for (size_t i = 0; i < 3; i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        loaded *made = load_path(path);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        const hc_axis *axis = &made->series.axis;
        CU_ASSERT_EQUAL(axis->interval_min, files[i].interval_min);
        CU_ASSERT_EQUAL(made->report.kept, files[i].rows);
        CU_ASSERT_EQUAL(made->report.rejects.total, 0);
        size_t days = 0;
        for (size_t day = 0; day < axis->days; day++) {
            bool any = false;
            for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
                any = any || made->series.queues[0].state[slot] == HC_SLOT_OPEN;
            }
            days += any;
        }
        CU_ASSERT_EQUAL(days, files[i].days_with_rows);
        unload(made);
    }
}

static void a_list_of_calls_is_not_a_history(void)
{
    char text[4000];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,volume\n");
    for (int i = 0; i < 59; i++) {
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "2026-03-02 09:%02d:17,1\n", i);
    }
    for (int i = 0; i < 59; i++) {
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "2026-03-02 10:%02d:00,1\n", i);
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, "single calls"));
    unload(made);
}

/* "Power" is a dialler's mode, "Power outage" a reason to call. */
static void calls_that_the_centre_makes_are_left_out(void)
{
    loaded *made = load_text("call id,started at,call type,talk time\n"
                             "1,2026-03-02 09:05,Inbound,60\n2,2026-03-02 09:06,Manual,60\n"
                             "3,2026-03-02 09:07,Power,60\n4,2026-03-02 09:08,Power outage,60\n"
                             "5,2026-03-02 09:09,Outage,60\n6,2026-03-02 09:10,Outbound,60\n"
                             "7,2026-03-02 09:11,Out,60\n8,2026-03-02 09:12,outgoing,60\n"
                             "9,2026-03-02 09:13,Internal,60\n"
                             "10,2026-03-02 09:14,International,60\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 4.0);
    unload(made);
}

/* Ten calls of two days and ten of the second and third: five are in both. Within a file a
 * number may come again: a call that was passed on. */
static void calls_in_two_logs_count_once(void)
{
    static const char *const days[] = {"2026-03-02", "2026-03-03", "2026-03-04"};
    char text[2][2048];
    for (size_t file = 0; file < 2; file++) {
        (void)snprintf(text[file], sizeof text[file], "call id,start time,queue,talk time\n");
        for (size_t call = 5 * file; call < 10 + 5 * file; call++) {
            const size_t used = strlen(text[file]);
            (void)snprintf(text[file] + used, sizeof text[file] - used,
                           "c%zu,%s 09:%02zu:10,Desk,60\n", call, days[call / 5],
                           5 * (call % 5));
        }
    }
    const size_t used = strlen(text[0]);
    (void)snprintf(text[0] + used, sizeof text[0] - used, "c9,2026-03-03 09:20:10,Desk,30\n");
    for (size_t sum = 0; sum < 2; sum++) {
        hc_load_options options = hc_load_options_default();
        options.on_conflict = sum == 1 ? HC_CONFLICT_SUM : HC_CONFLICT_DEFAULT;
        write_text(FILE_A, text[0]);
        write_text(FILE_B, text[1]);
        loaded *made = load_files(&options, FILE_A, FILE_B);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(sum_calls(&made->series), sum == 1 ? 21.0 : 16.0);
        CU_ASSERT_EQUAL(made->report.duplicates, sum == 1 ? 0 : 5);
        CU_ASSERT_EQUAL(has_note(made, "5 calls are in a file before it too"), sum == 0);
        unload(made);
    }
}

/* March after February: nothing is looked up, the same numbers are other calls. */
static void logs_of_different_days_are_not_compared(void)
{
    write_text(FILE_A, "call id,start time,talk time\n1,2026-02-27 09:00,60\n"
                       "2,2026-02-27 09:30,60\n");
    write_text(FILE_B, "call id,start time,talk time\n1,2026-03-02 09:00,60\n"
                       "2,2026-03-02 09:30,60\n");
    const hc_load_options options = hc_load_options_default();
    loaded *made = load_files(&options, FILE_A, FILE_B);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 4.0);
    unload(made);
}

static double sum_of(const hc_series *series, const double *const values)
{
    double sum = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        sum += series->queues[0].state[slot] == HC_SLOT_OPEN ? values[slot] : 0.0;
    }
    return sum;
}

/* Four calls, two of them answered in 100 and 200 s; the times of the others are waits. */
static void expect_two_of_four(const char *text)
{
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    const hc_queue *queue = &made->series.queues[0];
    CU_ASSERT_EQUAL(sum_calls(&made->series), 4.0);
    CU_ASSERT_EQUAL(sum_of(&made->series, queue->handled), 2.0);
    CU_ASSERT_EQUAL(sum_of(&made->series, queue->abandoned), 2.0);
    CU_ASSERT_DOUBLE_EQUAL(queue->aht_s[18], 150.0, 1e-9);
    unload(made);
}

/* "abandoned_in_queue" is no yes, and yes need not say abandoned. */
static void a_column_of_abandoned_calls_is_read_by_words_and_numbers(void)
{
    static const char *const columns[][4] = {{"no", "abandoned_in_queue", "Abandoned", ""},
                                             {"0", "1", "1", "0"},
                                             {"false", "TRUE", "yes", "no"},
                                             {"", "00:00:12", "abandoned", "00:00:00"}};
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        char text[512];
        (void)snprintf(text, sizeof text,
                       "call id,started at,abandoned,talk time\n"
                       "1,2026-03-02 09:05,%s,100\n2,2026-03-02 09:06,%s,0\n"
                       "3,2026-03-02 09:07,%s,0\n4,2026-03-02 09:08,%s,200\n",
                       columns[k][0], columns[k][1], columns[k][2], columns[k][3]);
        expect_two_of_four(text);
    }
}

static void the_words_for_how_calls_ended_are_read(void)
{
    expect_two_of_four("call id,start time,status,talk time\n"
                       "1,2026-03-02 09:01:07,Answered,100\n"
                       "2,2026-03-02 09:02:31,Abandoned,30\n"
                       "3,2026-03-02 09:11:11,Answered,200\n"
                       "4,2026-03-02 09:19:59,Lost,40\n");
    /* the column of an agent's own words, where one of them is about the call */
    expect_two_of_four("call id,timestamp,disposition,handle time\n"
                       "1,2026-03-02 09:01:07,Address change,100\n"
                       "2,2026-03-02 09:02:31,Abandon,30\n"
                       "3,2026-03-02 09:11:11,Lost,200\n"
                       "4,2026-03-02 09:19:59,No answer,40\n");
    expect_two_of_four("call id,started at,call type,talk time\n"
                       "1,2026-03-02 09:01:07,inbound,100\n"
                       "2,2026-03-02 09:02:31,missed,30\n"
                       "3,2026-03-02 09:11:11,inbound,200\n"
                       "4,2026-03-02 09:19:59,missed,40\n"
                       "5,2026-03-02 09:20:59,outbound,40\n");
}

/* What a list does not say of its calls is no reason to take them for lost. */
static void calls_are_answered_unless_something_says_otherwise(void)
{
    static const struct {
        const char *text;
        double answered;
    } cases[] = {{"call id,start time,queue\n1,2026-03-02 09:01:07,Desk\n"
                  "2,2026-03-02 09:02:07,Desk\n",
                  2.0},
                 {"call id,start time,agent\n1,2026-03-02 09:01:07,Ann\n"
                  "2,2026-03-02 09:02:07,\n",
                  1.0},
                 {"call id,start time,call type\n1,2026-03-02 09:01:07,Inbound\n"
                  "2,2026-03-02 09:02:07,Missed\n",
                  1.0},
                 {"call id,start time,talk time\n1,2026-03-02 09:01:07,60\n"
                  "2,2026-03-02 09:02:07,0\n",
                  1.0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        loaded *made = load_text(cases[k].text, NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(sum_calls(&made->series), 2.0);
        CU_ASSERT_EQUAL(sum_of(&made->series, made->series.queues[0].handled),
                        cases[k].answered);
        unload(made);
    }
}

static void the_whole_duration_is_a_handle_time_with_a_note(void)
{
    loaded *made = load_text("call time,status,duration\n2026-03-02 09:01:07,Answered,1:40\n"
                             "2026-03-02 09:02:07,Unanswered,0:30\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queues[0].aht_s[18], 100.0);
    CU_ASSERT(
        has_note(made, "the handle time is duration, which may hold ringing and waiting"));
    unload(made);
    made = load_text("call id,start time,duration,talk time\n1,2026-03-02 09:01:07,200,60\n",
                     NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queues[0].aht_s[18], 60.0);
    unload(made);
}

/* Beside "Direction" the type of a call is how it ended, and no queue; so is a wait in a queue
 * that of the call. */
static void the_type_of_a_call_is_no_queue(void)
{
    loaded *made = load_text("Interaction ID,Call Type,Direction,Started At,Queue Wait Time,"
                             "Talk Time,Ring Groups\n"
                             "1,inbound,In,2026-03-02 09:01:07,7,100,sales\n"
                             "2,abandoned,In,2026-03-02 09:02:31,30,0,sales\n"
                             "3,inbound,In,2026-03-02 09:11:11,7,200,sales\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL_FATAL(made->series.queue_count, 1);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "sales");
    CU_ASSERT_EQUAL(sum_calls(&made->series), 3.0);
    CU_ASSERT_EQUAL(sum_of(&made->series, made->series.queues[0].handled), 2.0);
    CU_ASSERT_STRING_EQUAL(made->report.files[0].column[HC_ROLE_OUTCOME], "Call Type");
    CU_ASSERT_STRING_EQUAL(made->report.files[0].column[HC_ROLE_WAIT], "Queue Wait Time");
    unload(made);
}

/* As a report builder calls its sums and averages, and as a planning system its queues. */
static void names_of_reports_are_known(void)
{
    loaded *made =
        load_text("Call - Date,Call - Hour,Inbound calls,Abandoned in queue calls,"
                  "Avg. leg talk time (min),AVG(Call wrap-up time (min)),CT,CT name\n"
                  "\"March 2, 2026\",9,30,3,3,0.5,101,Sales\n"
                  "\"March 2, 2026\",10,20,2,3,0.5,101,Sales\n",
                  NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "Sales");
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[9], 210.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(sum_of(&made->series, made->series.queues[0].abandoned), 5.0, 0.0);
    unload(made);
}

/* Lists of contacts whose one answer is yes or no, or that have a number of their own. */
static void lists_of_other_systems_are_counted(void)
{
    static const char *const texts[] = {
        "line,datetime (UTC),direction,from,to,answered,duration (total),duration (in call)\n"
        "Desk,2026-03-02 09:01:07,inbound,+1,+2,Yes,110,100\n"
        "Desk,2026-03-02 09:02:31,inbound,+1,+2,No,30,0\n"
        "Desk,2026-03-02 09:11:11,inbound,+1,+2,Yes,210,200\n",
        "Contact ID,Initiation timestamp,Queue,Agent,Connected to agent timestamp,Talk time\n"
        "a,2026-03-02T09:01:07,Desk,Al,2026-03-02T09:01:20,100\n"
        "b,2026-03-02T09:02:31,Desk,,,\n"
        "c,2026-03-02T09:11:11,Desk,Al,2026-03-02T09:11:30,200\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        loaded *made = load_text(texts[k], NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(sum_calls(&made->series), 3.0);
        CU_ASSERT_EQUAL(sum_of(&made->series, made->series.queues[0].handled), 2.0);
        CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[18], 150.0, 1e-9);
        unload(made);
    }
    static const char counts[] = "date,time,direction,answered,duration\n"
                                 "2026-03-02,09:00,in,12,200\n2026-03-02,09:30,in,9,210\n";
    hc_load_options options = hc_load_options_default();
    options.column[HC_ROLE_HANDLED] = "answered"; /* who says so is believed */
    loaded *made = load_text(counts, &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 21.0);
    unload(made);
}

/* A report a day below the other: its title comes again above each, and tells nothing. */
static void titles_between_reports_are_no_rows(void)
{
    loaded *made = load_text("Hourly report,,\nReport date:,2026-03-02,\nHour,Calls,AHT\n"
                             "8,12,200\n9,15,210\nHourly report,,\n"
                             "Report date:,2026-03-03,\nHour,Calls,AHT\n8,11,190\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.rejects.total, 0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:00"), 15.0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-03T08:00"), 11.0);
    unload(made);
}

/* What is not text says so, and what to save in its place. */
static void dumps_of_statements_are_refused_by_their_name(void)
{
    loaded *made = load_text("CREATE TABLE calls (ts datetime, offered int);\n"
                             "INSERT INTO calls VALUES ('2026-03-02 09:00:00',31);\n",
                             NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, "a dump of SQL statements"));
    unload(made);
}

static void calls_need_no_numbers(void)
{
    expect_two_of_four("date,time,result,wait,talk time\n"
                       "2026-03-02,09:01:07,Answered,7,100\n"
                       "2026-03-02,09:02:31,Missed,7,30\n"
                       "2026-03-02,09:11:11,Answered,7,200\n"
                       "2026-03-02,09:19:59,Missed,7,40\n");
    expect_two_of_four("date,time,agent,talk time\n"
                       "2026-03-02,09:01:07,Ann,100\n2026-03-02,09:02:31,,0\n"
                       "2026-03-02,09:11:11,Ann,200\n2026-03-02,09:19:59,,0\n");
}

/* Without a number a call is all that its row says. */
static void calls_without_numbers_in_two_logs_count_once(void)
{
    write_text(FILE_A, "start time,status,talk time\n2026-03-02 09:01:07,Answered,60\n"
                       "2026-03-02 09:03:07,Answered,60\n2026-03-02 09:03:07,Answered,60\n");
    write_text(FILE_B, "start time,status,talk time\n2026-03-02 09:03:07,Answered,60\n"
                       "2026-03-02 09:03:07,Abandoned,60\n");
    const hc_load_options options = hc_load_options_default();
    loaded *made = load_files(&options, FILE_A, FILE_B);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 4.0);
    unload(made);
}

static void intervals_whose_counts_are_not_found_are_no_calls(void)
{
    loaded *made = load_text("interval,status,presented to us,talk time\n"
                             "2026-03-02 09:00,closed,31,200\n2026-03-02 09:30,closed,28,210\n",
                             NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, "--columns volume=NAME"));
    unload(made);
}

static void words_that_say_neither_are_told(void)
{
    loaded *made = load_text("call id,start time,status,talk time\n"
                             "1,2026-03-02 09:01:07,Transferred,100\n"
                             "2,2026-03-02 09:02:31,Lost,0\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT(has_note(made, "2 calls were answered is taken from their handle time or "
                             "agent, as status says \"Transferred\""));
    CU_ASSERT_EQUAL(sum_of(&made->series, made->series.queues[0].handled), 1.0);
    unload(made);
}

/* Two languages with as many calls each are two parts, a row that comes twice is one. */
static void parts_with_the_same_numbers_are_added_up(void)
{
    hc_load_options options = hc_load_options_default();
    options.on_conflict = HC_CONFLICT_SUM;
    loaded *made = load_text("timestamp,queue,language,offered,aht\n"
                             "2026-03-02 09:00,Desk,en,5,200\n2026-03-02 09:00,Desk,fr,5,200\n"
                             "2026-03-02 09:30,Desk,en,3,100\n2026-03-02 09:30,Desk,fr,1,300\n"
                             "2026-03-02 09:30,Desk,fr,1,300\n",
                             &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:00"), 10.0);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:30"), 4.0);
    CU_ASSERT_DOUBLE_EQUAL(made->series.queues[0].aht_s[19], 150.0, 1e-9);
    unload(made);
}

static void rows_of_outbound_calls_are_left_out(void)
{
    loaded *made = load_text("timestamp,direction,offered\n2026-03-02 09:00,Inbound,5\n"
                             "2026-03-02 09:00,Outbound,7\n2026-03-02 09:30,Outbound,9\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 5.0);
    CU_ASSERT(has_note(made, "2 rows of outbound or internal calls are left out"));
    unload(made);
    made = load_text("timestamp,direction,offered\n2026-03-02 09:00,Outbound,7\n"
                     "2026-03-02 09:30,Outbound,9\n",
                     NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(sum_calls(&made->series), 16.0); /* nothing else is there to be planned */
    unload(made);
}

/* As a pivot table writes its groups; a queue that is left out once is unknown. */
static void merged_queues_are_those_of_the_row_above(void)
{
    loaded *made = load_text("queue,timestamp,offered\nSales,2026-03-02 09:00,5\n"
                             ",2026-03-02 09:30,6\n,2026-03-02 10:00,7\n"
                             "Care,2026-03-02 09:00,1\n,2026-03-02 09:30,2\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queue_count, 2);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T10:00"), 7.0);
    CU_ASSERT(has_note(made, "rows without a queue have that of the row above"));
    unload(made);
    made = load_text("queue,timestamp,offered\nSales,2026-03-02 09:00,5\n"
                     ",2026-03-02 09:30,6\nSales,2026-03-02 10:00,7\n",
                     NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->report.rejects.total, 1);
    unload(made);
}

static void capital_letters_make_no_queue(void)
{
    loaded *made = load_text("queue,timestamp,offered\nSales,2026-03-02 09:00,5\n"
                             "SALES ,2026-03-02 09:30,6\nCare,2026-03-02 09:30,1\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queue_count, 2);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "Sales");
    CU_ASSERT(has_note(made, "queue \"Sales\" is written with other capital letters too"));
    CU_ASSERT_FALSE(has_note(made, "\"Care\""));
    unload(made);
}

static void letters_of_a_zone_are_told(void)
{
    loaded *made = load_text("timestamp,offered\n2026-03-02 09:00 CET,5\n"
                             "2026-03-02 09:30 CET,6\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(calls_at(&made->series, "2026-03-02T09:30"), 6.0);
    CU_ASSERT(has_note(made, "letters of a time zone behind times say no offset"));
    unload(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(avaya_screen_report_is_read),
        HC_TEST(korean_headers_in_cp949_are_read),
        HC_TEST(genesys_export_keeps_channels_apart),
        HC_TEST(german_file_with_sep_line_is_read),
        HC_TEST(german_exports_are_read_without_options),
        HC_TEST(other_encodings_are_not_taken_for_western),
        HC_TEST(groups_of_a_pivot_table_are_read_without_their_sums),
        HC_TEST(of_two_columns_that_may_be_the_demand_one_is_named),
        HC_TEST(dates_without_a_year_have_the_one_that_is_told),
        HC_TEST(dates_without_a_year_go_over_new_year),
        HC_TEST(a_clock_of_twelve_hours_is_told),
        HC_TEST(french_weekdays_before_a_date_are_no_months),
        HC_TEST(a_date_above_the_rows_is_theirs),
        HC_TEST(talk_without_after_call_work_is_told),
        HC_TEST(real_files_load_right),
        HC_TEST(a_list_of_calls_is_not_a_history),
        HC_TEST(calls_that_the_centre_makes_are_left_out),
        HC_TEST(calls_in_two_logs_count_once),
        HC_TEST(logs_of_different_days_are_not_compared),
        HC_TEST(a_column_of_abandoned_calls_is_read_by_words_and_numbers),
        HC_TEST(the_words_for_how_calls_ended_are_read),
        HC_TEST(calls_are_answered_unless_something_says_otherwise),
        HC_TEST(the_whole_duration_is_a_handle_time_with_a_note),
        HC_TEST(the_type_of_a_call_is_no_queue),
        HC_TEST(names_of_reports_are_known),
        HC_TEST(lists_of_other_systems_are_counted),
        HC_TEST(titles_between_reports_are_no_rows),
        HC_TEST(dumps_of_statements_are_refused_by_their_name),
        HC_TEST(calls_need_no_numbers),
        HC_TEST(calls_without_numbers_in_two_logs_count_once),
        HC_TEST(intervals_whose_counts_are_not_found_are_no_calls),
        HC_TEST(words_that_say_neither_are_told),
        HC_TEST(parts_with_the_same_numbers_are_added_up),
        HC_TEST(rows_of_outbound_calls_are_left_out),
        HC_TEST(merged_queues_are_those_of_the_row_above),
        HC_TEST(capital_letters_make_no_queue),
        HC_TEST(letters_of_a_zone_are_told),
    };
    return hc_test_run("forecast/load/exports", tests, sizeof tests / sizeof *tests);
}
