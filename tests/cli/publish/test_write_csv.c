#include "cli/publish/write_csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

/* Everything one writer put out; freed by the caller. */
typedef struct captured {
    char *text;
    size_t length;
    hc_status status;
} captured;

typedef hc_status (*write_fn)(const sample_plan *sample, FILE *out, hc_error *err);

static hc_status forecast_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    return hc_write_forecast_csv(&sample->forecast, out, err);
}

static hc_status requirement_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    const hc_late_column none = {0};
    return hc_write_requirement_csv(&sample->requirement, sample->scheduled, &none, out, err);
}

/* Two contacts late with nobody, one with one; each costs 3. */
static hc_status priced_requirement_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    static const double price[] = {6.0, 3.0, 0.0, 0.0, 0.0, 0.0};
    const hc_cover_curves curves = {.slots = 2, .width = 3, .price = price};
    const hc_late_column late = {.need = 0, .late_call_cost = 3.0, .curves = &curves};
    return hc_write_requirement_csv(&sample->requirement, sample->scheduled, &late, out, err);
}

static hc_status shifts_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    return hc_write_shifts_csv(&sample->rules, &sample->roster, out, err);
}

static hc_status roster_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    return hc_write_roster_csv(&sample->rules, &sample->roster, out, err);
}

static hc_status cover_of(const sample_plan *sample, FILE *out, hc_error *err)
{
    return hc_write_cover_csv(&sample->roster.axis, 1, NULL, sample->scheduled,
                              sample->roster.on_phones, out, err);
}

static const write_fn writers[] = {forecast_of, requirement_of, shifts_of, roster_of, cover_of};
#define WRITERS (sizeof writers / sizeof writers[0])

static captured capture(write_fn write, const sample_plan *sample)
{
    captured got = {0};
    FILE *out = open_memstream(&got.text, &got.length);
    got.status = write(sample, out, NULL);
    (void)fclose(out);
    return got;
}

static void sample_of(sample_plan *sample, size_t queues, bool hostile, const char *zone)
{
    sample_options options = sample_options_default();
    options.queues = queues;
    options.hostile = hostile;
    options.zone = zone;
    sample_make(sample, &options);
}

/* Line `number` (1-based) of text, in room; "" when there is none. */
static const char *line_of(const char *text, size_t number, char *room, size_t size)
{
    for (size_t i = 1; i < number && *text != '\0'; i++) {
        text += strcspn(text, "\n");
        text += *text == '\n' ? 1 : 0;
    }
    (void)snprintf(room, size, "%.*s", (int)strcspn(text, "\n"), text);
    return room;
}

#define CHECK_LINE(text, number, expected)                                                     \
    do {                                                                                       \
        char room_[512];                                                                       \
        CU_ASSERT_STRING_EQUAL(line_of((text), (number), room_, sizeof room_), (expected));    \
    } while (0)

/* Cells of the record at *from by RFC 4180; *from moves past it. */
static size_t cells_of_record(const char **from)
{
    size_t cells = 1;
    bool quoted = false;
    for (; **from != '\0' && (quoted || **from != '\n'); (*from)++) {
        if (**from == '"') { quoted = !quoted; }
        if (**from == ',' && !quoted) { cells++; }
    }
    if (**from == '\n') { (*from)++; }
    return cells;
}

/* Two queues of three intervals, one of them closed, one with a gap. */
static void a_forecast_is_written_cell_by_cell(void)
{
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 720, 20780, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_series_make(&series, &axis, 1, HC_PART_QUANTILE | HC_PART_AHT, NULL), HC_OK);
    hc_queue *queue = &series.queues[0];
    memcpy(queue->name, "a,b", 4);
    queue->state[0] = HC_SLOT_OPEN;
    queue->calls[0] = 12.34567;
    queue->aht_s[0] = 301.256;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        queue->quantile[k * 2] = (double)k + 0.5;
    }
    sample_plan sample = {.forecast = series};
    captured got = capture(forecast_of, &sample);
    CU_ASSERT_STRING_EQUAL(
        got.text,
        "queue,timestamp,mean,q025,q05,q10,q25,q50,q75,q90,q95,q975,aht_s,state\n"
        "\"a,b\",2026-11-23T00:00:00,12.3457,0.5,1.5,2.5,3.5,4.5,5.5,6.5,7.5,8.5,301.26,"
        "open\n"
        "\"a,b\",2026-11-23T12:00:00,,,,,,,,,,,,gap\n");
    free(got.text);
    hc_series_clear(&series);
    hc_axis_clear(&axis);
}

static void a_requirement_is_written_cell_by_cell(void)
{
    hc_axis axis = HC_AXIS_INIT;
    hc_requirement requirement = HC_REQUIREMENT_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    int32_t scheduled[] = {14, 0};
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 720, 20780, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_make(&requirement, &axis, 1, NULL), HC_OK);
    hc_need *need = &requirement.needs[0];
    memcpy(need->name, "Sales", 6);
    need->calls[0] = 50.0;
    need->aht_s[0] = 300.0;
    need->load_erlangs[0] = 0.347222222;
    need->agents_exact[0] = 1.92;
    need->agents[0] = 2;
    need->service_level[0] = 0.8883500191794669;
    need->service_level_expected[0] = 0.87;
    need->abandon_rate[0] = 0.0;
    need->asa_s[0] = 7.5;
    need->occupancy[0] = 0.17;
    sample_plan sample = {.requirement = requirement, .scheduled = scheduled};
    captured got = capture(requirement_of, &sample);
    CU_ASSERT_STRING_EQUAL(
        got.text, "queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,"
                  "service_level,service_level_expected,abandon_rate,asa_s,occupancy\n"
                  "Sales,2026-11-23T00:00:00,50,300,0.3472,1.92,2,14,0.88835,0.87,0,7.5,0.17\n"
                  "Sales,2026-11-23T12:00:00,,,,,0,0,,,,,\n");
    free(got.text);
    got = capture(priced_requirement_of, &sample);
    CHECK_LINE(
        got.text, 1,
        "queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,"
        "service_level,service_level_expected,abandon_rate,asa_s,occupancy,late_contacts");
    CHECK_LINE(got.text, 2,
               "Sales,2026-11-23T00:00:00,50,300,0.3472,1.92,2,14,0.88835,0.87,0,7.5,0.17,"
               "0:2 2:0");
    CHECK_LINE(got.text, 3, "Sales,2026-11-23T12:00:00,,,,,0,0,,,,,,");
    free(got.text);
    hc_requirement_clear(&requirement);
    hc_axis_clear(&axis);
}

static void equal_shifts_are_counted_together(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false, NULL);
    captured got = capture(shifts_of, &sample);
    CHECK_LINE(got.text, 1, "class,date,start,end,length_min,breaks,count");
    int32_t people = 0;
    for (const char *line = strchr(got.text, '\n') + 1; *line != '\0';
         line = strchr(line, '\n') + 1) {
        const char *end = strchr(line, '\n');
        while (end[-1] != ',') {
            end--;
        }
        people += (int32_t)strtol(end, NULL, 10);
    }
    CU_ASSERT_EQUAL((size_t)people, sample.roster.shift_count);
    free(got.text);
    sample_clear(&sample);
}

/* Hand-made: two people with the same shift and one with a later lunch; a night over midnight.
 */
static void shifts_and_roster_are_written_cell_by_cell(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false, "Asia/Seoul");
    hc_roster *roster = &sample.roster;
    roster->shift_count = 2;
    roster->shifts[0] = (hc_shift){.agent = 0,
                                   .day = 0,
                                   .start_min = 1320,
                                   .length_min = 240,
                                   .break_count = 1,
                                   .break_start_min = {1430},
                                   .break_length_min = {30},
                                   .break_rule = {1}};
    roster->shifts[1] = roster->shifts[0];
    roster->shifts[1].agent = 1;
    captured shifts = capture(shifts_of, &sample);
    CU_ASSERT_STRING_EQUAL(shifts.text,
                           "class,date,start,end,length_min,breaks,count\n"
                           "full-time-001,2026-11-23,22:00,02:00,240,lunch 23:50-00:20,2\n");
    captured rows = capture(roster_of, &sample);
    CHECK_LINE(rows.text, 1, "agent,class,date,activity,start,end");
    CHECK_LINE(rows.text, 2,
               "agent-001,full-time-001,2026-11-23,shift,2026-11-23T22:00:00+09:00,"
               "2026-11-24T02:00:00+09:00");
    CHECK_LINE(rows.text, 3,
               "agent-001,full-time-001,2026-11-23,lunch,2026-11-23T23:50:00+09:00,"
               "2026-11-24T00:20:00+09:00");
    free(shifts.text);
    free(rows.text);
    sample_clear(&sample);
}

static void cover_names_shortage_and_surplus(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false, NULL);
    sample.scheduled[0] = 3;
    sample.roster.on_phones[0] = 1;
    sample.scheduled[1] = 2;
    sample.roster.on_phones[1] = 7;
    captured got = capture(cover_of, &sample);
    CHECK_LINE(got.text, 2, "2026-11-23T00:00:00,3,1,2,0");
    CHECK_LINE(got.text, 3, "2026-11-23T00:30:00,2,7,0,5");
    free(got.text);
    sample_clear(&sample);
}

static void hostile_names_leave_every_record_whole_and_no_cell_a_formula(void)
{
    sample_plan sample;
    sample_of(&sample, SAMPLE_QUEUES_MAX, true, "America/New_York");
    for (size_t w = 0; w < WRITERS; w++) {
        captured got = capture(writers[w], &sample);
        CU_ASSERT_EQUAL(got.status, HC_OK);
        const char *from = got.text;
        const size_t columns = cells_of_record(&from);
        while (*from != '\0') {
            const char first = from[*from == '"' ? 1 : 0];
            CU_ASSERT_PTR_NULL(memchr("=+-@\t\r\n", first, 7));
            CU_ASSERT_EQUAL(cells_of_record(&from), columns);
        }
        free(got.text);
    }
    sample_clear(&sample);
}

static void the_same_plan_gives_the_same_bytes(void)
{
    sample_plan sample;
    sample_of(&sample, 3, false, "Europe/Berlin");
    for (size_t w = 0; w < WRITERS; w++) {
        captured one = capture(writers[w], &sample);
        captured two = capture(writers[w], &sample);
        CU_ASSERT_EQUAL(one.length, two.length);
        CU_ASSERT_EQUAL(memcmp(one.text, two.text, one.length), 0);
        free(one.text);
        free(two.text);
    }
    sample_clear(&sample);
}

static void a_full_disk_is_an_output_error_of_every_writer(void)
{
    sample_plan sample;
    sample_of(&sample, 2, false, NULL);
    for (size_t w = 0; w < WRITERS; w++) {
        FILE *full = fopen("/dev/full", "w");
        CU_ASSERT_PTR_NOT_NULL_FATAL(full);
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(writers[w](&sample, full, &err), HC_ERR_OUTPUT);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.file, ".csv"));
        (void)fclose(full);
    }
    sample_clear(&sample);
}

static void memory_that_fails_is_reported_and_nothing_leaks(void)
{
    sample_plan sample;
    sample_of(&sample, 1, false, NULL);
    const size_t live = hc_heap_live();
    hc_heap_fail_at(1);
    captured got = capture(shifts_of, &sample);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(got.status, HC_ERR_MEMORY);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
    free(got.text);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_forecast_is_written_cell_by_cell),
        HC_TEST(a_requirement_is_written_cell_by_cell),
        HC_TEST(equal_shifts_are_counted_together),
        HC_TEST(shifts_and_roster_are_written_cell_by_cell),
        HC_TEST(cover_names_shortage_and_surplus),
        HC_TEST(hostile_names_leave_every_record_whole_and_no_cell_a_formula),
        HC_TEST(the_same_plan_gives_the_same_bytes),
        HC_TEST(a_full_disk_is_an_output_error_of_every_writer),
        HC_TEST(memory_that_fails_is_reported_and_nothing_leaks),
    };
    return hc_test_run("write_csv", tests, sizeof tests / sizeof tests[0]);
}
