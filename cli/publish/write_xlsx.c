#include "cli/publish/write_xlsx.h"

#include <string.h>
#include <xlsxwriter.h>

#include "cli/publish/cost_lines.h"
#include "cli/publish/figures.h"
#include "cli/publish/queue_figures.h"
#include "cli/publish/shift_groups.h"
#include "cli/publish/xlsx_check.h"
#include "forecast/base/utf8.h"
#include "scheduler/skills.h"

#define ROWS_MAX                                                                               \
    1048576 /* of a sheet: ISO/IEC 29500 leaves it open, every program stops here */
#define COLUMNS_MAX 16384
#define COLUMNS_WIDE 60 /* columns behind the first that get their width */
#define WIDTH 17.0      /* of a column, in characters */
#define REPLACEMENT "\xEF\xBF\xBD"

/* The book being written; `failed` keeps the library's first error. */
typedef struct book {
    const hc_plan_result *plan;
    lxw_workbook *workbook;
    lxw_format *head;
    lxw_format *time;
    lxw_format *percent;
    lxw_format *tenth;
    lxw_format *missing; /* people missing: red and bold */
    size_t cells;        /* written */
    lxw_error failed;
} book;

static void keep(book *to, lxw_error error)
{
    if (to->failed == LXW_NO_ERROR) { to->failed = error; }
}

static size_t lead_bytes(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Only what XML may hold: valid UTF-8 without control characters, cut at a character. */
static void clean(const char *text, char *to)
{
    size_t used = 0;
    while (*text != '\0') {
        size_t bytes = lead_bytes((unsigned char)*text);
        size_t bad_at = 0;
        const bool valid =
            strnlen(text, bytes) == bytes && hc_utf8_is_valid(text, bytes, &bad_at);
        const bool control = (unsigned char)*text < 0x20 && *text != '\n' && *text != '\t';
        const bool as_is = valid && !control && memcmp(text, "\xEF\xBF\xBF", bytes) != 0 &&
                           memcmp(text, "\xEF\xBF\xBE", bytes) != 0;
        const size_t put = as_is ? bytes : strlen(REPLACEMENT);
        if (used + put >= HC_XLSX_TEXT_MAX) { break; }
        memcpy(to + used, as_is ? text : REPLACEMENT, put);
        used += put;
        text += valid ? bytes : 1;
    }
    to[used] = '\0';
}

static void put_text(book *to, lxw_worksheet *sheet, size_t row, size_t column,
                     const char *text, lxw_format *format)
{
    char cell[HC_XLSX_TEXT_MAX];
    clean(text != NULL ? text : "", cell);
    to->cells += cell[0] != '\0' || format != NULL; /* else the library leaves it out */
    keep(to, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, cell, format));
}

static void put_number(book *to, lxw_worksheet *sheet, size_t row, size_t column, double value,
                       lxw_format *format)
{
    if (!isfinite(value)) { return; }
    to->cells++;
    keep(to, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, value, format));
}

static void put_time(book *to, lxw_worksheet *sheet, size_t row, size_t column,
                     const hc_axis *axis, size_t slot)
{
    const hc_local_time local = hc_axis_local(axis, slot);
    const hc_civil_date date = hc_date_from_day(local.day);
    lxw_datetime when = {.year = date.year,
                         .month = date.month,
                         .day = date.day,
                         .hour = local.second_of_day / 3600,
                         .min = local.second_of_day / 60 % 60};
    to->cells++;
    keep(to,
         worksheet_write_datetime(sheet, (lxw_row_t)row, (lxw_col_t)column, &when, to->time));
}

/* A sheet with its heads in the first row, which stays in view. Each column gets its width
 * here, once: a workbook with two widths for a column is taken for a damaged one. */
static lxw_worksheet *add_sheet(book *to, const char *name, const char *const *heads,
                                size_t count, double first_width, double other_width)
{
    lxw_worksheet *sheet = workbook_add_worksheet(to->workbook, name);
    if (sheet == NULL) {
        keep(to, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        put_text(to, sheet, 0, i, heads[i], to->head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    keep(to, worksheet_set_column(sheet, 0, 0, first_width, NULL));
    keep(to, worksheet_set_column(sheet, 1, COLUMNS_WIDE, other_width, NULL));
    return sheet;
}

/* Arrows on the heads of a list of `rows` with the heads: to show a queue, or open hours only.
 */
static void add_filter(book *to, lxw_worksheet *sheet, size_t rows, size_t columns)
{
    keep(to,
         worksheet_autofilter(sheet, 0, 0, (lxw_row_t)(rows - 1), (lxw_col_t)(columns - 1)));
}

static void put_pair(book *to, lxw_worksheet *sheet, size_t *row, const char *name,
                     double value, lxw_format *format)
{
    put_text(to, sheet, *row, 0, name, NULL);
    put_number(to, sheet, *row, 1, value, format);
    (*row)++;
}

/* The cost and each part of it that there is. */
static void put_costs(book *to, lxw_worksheet *sheet, size_t *row)
{
    const hc_roster_costs *costs = &to->plan->costs;
    hc_cost_line lines[HC_COST_LINES];
    hc_cost_lines(costs, lines);
    if (costs->overtime_hours > 0.0) {
        put_pair(to, sheet, row, "Hours of overtime", costs->overtime_hours, to->tenth);
    }
    put_pair(to, sheet, row, "Cost", to->plan->roster->cost, to->tenth);
    for (size_t k = 0; k < HC_COST_LINES; k++) {
        if (!hc_is_some_cost(lines[k].value)) { continue; }
        put_pair(to, sheet, row, lines[k].title, lines[k].value, to->tenth);
    }
}

static void put_summary(book *to)
{
    static const char *const heads[] = {"Figure", "Value"};
    const hc_plan_figures figures = hc_plan_figures_of(to->plan);
    lxw_worksheet *sheet = add_sheet(to, "Summary", heads, 2, 40.0, WIDTH);
    if (sheet == NULL) { return; }
    size_t row = 1;
    put_pair(to, sheet, &row, "Contacts", figures.calls, to->tenth);
    if (figures.calls_beside > 0.0) {
        put_pair(to, sheet, &row, "Chats and deferred contacts beside", figures.calls_beside,
                 to->tenth);
    }
    put_pair(to, sheet, &row, "AHT, s", figures.aht_s, to->tenth);
    put_pair(to, sheet, &row, "Peak agents on the phones", figures.peak_agents, NULL);
    put_pair(to, sheet, &row, "Peak people to schedule", figures.peak_scheduled, NULL);
    put_pair(to, sheet, &row, "People", (double)figures.people, NULL);
    put_pair(to, sheet, &row, "Shifts", (double)figures.shifts, NULL);
    put_pair(to, sheet, &row, "Hours needed", figures.required_hours, to->tenth);
    put_pair(to, sheet, &row, "Hours scheduled", figures.scheduled_hours, to->tenth);
    put_pair(to, sheet, &row, "Hours short", figures.short_hours, to->tenth);
    put_pair(to, sheet, &row, "Hours over", figures.over_hours, to->tenth);
    put_pair(to, sheet, &row, "Service level asked for", figures.asked_service_level,
             to->percent);
    put_pair(to, sheet, &row, "Service level over the forecast's spread",
             figures.service_level_expected, to->percent);
    put_pair(to, sheet, &row, "Service level of the roster", figures.service_level,
             to->percent);
    put_pair(to, sheet, &row, "Abandon rate", figures.abandon_rate, to->percent);
    put_pair(to, sheet, &row, "Occupancy", figures.occupancy, to->percent);
    put_costs(to, sheet, &row);
    put_pair(to, sheet, &row, "Gap to the best roster, at most", to->plan->roster->gap,
             to->percent);
    for (size_t i = 0; i < to->plan->warnings.count; i++) {
        put_text(to, sheet, ++row, 0, to->plan->warnings.lines[i], NULL);
    }
}

static void put_forecast(book *to)
{
    static const char *const heads[] = {"Queue", "Time", "Mean",  "10 %",
                                        "50 %",  "90 %", "AHT, s"};
    static const size_t quantile[] = {2, 4, 6};
    const hc_series *forecast = to->plan->forecast;
    const size_t slots = hc_axis_slots(&forecast->axis);
    lxw_worksheet *sheet = add_sheet(to, "Forecast", heads, 7, 22.0, WIDTH);
    if (sheet == NULL) { return; }
    size_t row = 1;
    for (size_t q = 0; q < forecast->queue_count; q++) {
        const hc_queue *queue = &forecast->queues[q];
        for (size_t slot = 0; slot < slots; slot++, row++) {
            put_text(to, sheet, row, 0, queue->name, NULL);
            put_time(to, sheet, row, 1, &forecast->axis, slot);
            put_number(to, sheet, row, 2, queue->calls[slot], to->tenth);
            for (size_t i = 0; queue->quantile != NULL && i < 3; i++) {
                put_number(to, sheet, row, 3 + i, queue->quantile[quantile[i] * slots + slot],
                           to->tenth);
            }
            if (queue->aht_s != NULL) {
                put_number(to, sheet, row, 6, queue->aht_s[slot], to->tenth);
            }
        }
    }
    add_filter(to, sheet, row, 7);
}

static void put_requirement(book *to)
{
    static const char *const heads[] = {
        "Queue",       "Time",          "Contacts",     "AHT, s", "Erlangs",  "Agents",
        "To schedule", "Service level", "Abandon rate", "ASA, s", "Occupancy"};
    const hc_requirement *requirement = to->plan->requirement;
    const size_t slots = hc_axis_slots(&requirement->axis);
    lxw_worksheet *sheet = add_sheet(to, "Requirement", heads, 11, 22.0, WIDTH);
    if (sheet == NULL) { return; }
    size_t row = 1;
    for (size_t n = 0; n < requirement->need_count; n++) {
        const hc_need *need = &requirement->needs[n];
        for (size_t slot = 0; slot < slots; slot++, row++) {
            put_text(to, sheet, row, 0, need->name, NULL);
            put_time(to, sheet, row, 1, &requirement->axis, slot);
            put_number(to, sheet, row, 2, need->calls[slot], to->tenth);
            put_number(to, sheet, row, 3, need->aht_s[slot], to->tenth);
            put_number(to, sheet, row, 4, need->load_erlangs[slot], to->tenth);
            put_number(to, sheet, row, 5, need->agents[slot], NULL);
            put_number(to, sheet, row, 6, to->plan->scheduled[n * slots + slot], NULL);
            put_number(to, sheet, row, 7, need->service_level[slot], to->percent);
            put_number(to, sheet, row, 8, need->abandon_rate[slot], to->percent);
            put_number(to, sheet, row, 9, need->asa_s[slot], to->tenth);
            put_number(to, sheet, row, 10, need->occupancy[slot], to->percent);
        }
    }
    add_filter(to, sheet, row, 11);
}

/* Needed, scheduled and missing people of every interval. */
static void put_schedule(book *to)
{
    static const char *const heads[] = {"Time", "Needed", "Scheduled", "Short", "Over"};
    const hc_axis *axis = &to->plan->requirement->axis;
    lxw_worksheet *sheet = add_sheet(to, "Schedule", heads, 5, 22.0, WIDTH);
    if (sheet == NULL) { return; }
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const hc_plan_cover cover = hc_plan_cover_at(to->plan, slot);
        put_time(to, sheet, slot + 1, 0, axis, slot);
        put_number(to, sheet, slot + 1, 1, hc_plan_required(to->plan, slot), NULL);
        put_number(to, sheet, slot + 1, 2, to->plan->roster->on_phones[slot], NULL);
        if (cover.missing > 0) {
            put_number(to, sheet, slot + 1, 3, cover.missing, to->missing);
        }
        if (cover.over > 0) { put_number(to, sheet, slot + 1, 4, cover.over, NULL); }
    }
    add_filter(to, sheet, hc_axis_slots(axis) + 1, 5);
}

/* The same of every queue, where people have skills. */
static void put_queues(book *to)
{
    static const char *const heads[] = {"Queue",     "Time",  "Needed",
                                        "Scheduled", "Short", "Over"};
    const hc_queue_result queues = hc_plan_queues(to->plan);
    const size_t slots = hc_axis_slots(queues.axis);
    lxw_worksheet *sheet =
        to->plan->served != NULL ? add_sheet(to, "Queues", heads, 6, 22.0, WIDTH) : NULL;
    if (sheet == NULL) { return; }
    for (size_t at = 0; at < hc_rules_queues(queues.rules) * slots; at++) {
        const int32_t missing = queues.wanted[at] - queues.served[at];
        put_text(to, sheet, at + 1, 0, queues.rules->queues[at / slots], NULL);
        put_time(to, sheet, at + 1, 1, queues.axis, at % slots);
        put_number(to, sheet, at + 1, 2, queues.wanted[at], NULL);
        put_number(to, sheet, at + 1, 3, queues.served[at], NULL);
        if (missing > 0) { put_number(to, sheet, at + 1, 4, missing, to->missing); }
        if (missing < 0) { put_number(to, sheet, at + 1, 5, -missing, NULL); }
    }
    add_filter(to, sheet, hc_rules_queues(queues.rules) * slots + 1, 6);
}

/* A row a person, a column a day: "09:00-17:30". */
static void put_roster(book *to)
{
    static const char *const heads[] = {"Agent", "Name", "Class"};
    const hc_roster *roster = to->plan->roster;
    lxw_worksheet *sheet = add_sheet(to, "Roster", heads, 3, 22.0, WIDTH);
    if (sheet == NULL) { return; }
    for (size_t day = 0; day < roster->axis.days; day++) {
        char date[HC_TIME_TEXT_MAX];
        char head[HC_TIME_TEXT_MAX + 4];
        const int64_t on = roster->axis.first_day + (int64_t)day;
        hc_format_date(on, date);
        (void)snprintf(head, sizeof head, "%s %s", hc_weekday_name(hc_weekday(on)), date);
        put_text(to, sheet, 0, 3 + day, head, to->head);
    }
    worksheet_freeze_panes(sheet, 1, 2); /* who it is stays in view, too */
    for (size_t i = 0; i < roster->agent_count; i++) {
        const hc_roster_agent *agent = &roster->agents[i];
        put_text(to, sheet, i + 1, 0, agent->id, NULL);
        put_text(to, sheet, i + 1, 1, agent->name, NULL);
        put_text(to, sheet, i + 1, 2, to->plan->rules->classes[agent->class_index].name, NULL);
    }
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        char from[HC_TIME_TEXT_MAX];
        char until[HC_TIME_TEXT_MAX];
        char cell[2 * HC_TIME_TEXT_MAX + 1];
        hc_shift_clock(shift->start_min, from);
        hc_shift_clock(shift->start_min + shift->length_min, until);
        (void)snprintf(cell, sizeof cell, "%s-%s", from, until);
        put_text(to, sheet, shift->agent + 1, 3 + shift->day, cell, NULL);
    }
}

static void put_assumptions(book *to)
{
    static const char *const heads[] = {"Assumption", "Value", "From"};
    const hc_plan_result *plan = to->plan;
    lxw_worksheet *sheet = add_sheet(to, "Assumptions", heads, 3, 40.0, 40.0);
    if (sheet == NULL) { return; }
    size_t row = 1;
    for (size_t i = 0; i < plan->assumption_count; i++, row++) {
        put_text(to, sheet, row, 0, plan->assumptions[i].name, NULL);
        put_text(to, sheet, row, 1, plan->assumptions[i].value, NULL);
        put_text(to, sheet, row, 2, plan->assumptions[i].source, NULL);
    }
    for (size_t i = 0; i < plan->input_count; i++, row++) {
        put_text(to, sheet, row, 0, plan->inputs[i].role, NULL);
        put_text(to, sheet, row, 1, plan->inputs[i].path, NULL);
        put_text(to, sheet, row, 2, plan->inputs[i].sha256, NULL);
    }
}

static lxw_format *add_format(book *to, const char *number)
{
    lxw_format *format = workbook_add_format(to->workbook);
    if (format == NULL) {
        keep(to, LXW_ERROR_MEMORY_MALLOC_FAILED);
    } else if (number != NULL) {
        format_set_num_format(format, number);
    }
    return format;
}

static void add_formats(book *to)
{
    to->head = add_format(to, NULL);
    to->missing = add_format(to, NULL);
    to->time = add_format(to, "yyyy-mm-dd hh:mm");
    to->percent = add_format(to, "0.0%");
    to->tenth = add_format(to, "0.0");
    if (to->head != NULL) { format_set_bold(to->head); }
    if (to->missing != NULL) {
        format_set_bold(to->missing);
        format_set_font_color(to->missing, LXW_COLOR_RED);
    }
}

/* The file's own dates are the plan's first day: the same plan gives the same bytes. */
static void set_properties(book *to)
{
    char title[] = "Staffing plan";
    char comments[] = "Made by Headcount";
    lxw_doc_properties properties = {.title = title, .comments = comments};
    properties.created = (time_t)(to->plan->forecast->axis.first_day * HC_SECONDS_A_DAY);
    keep(to, workbook_set_properties(to->workbook, &properties));
}

static hc_status check_size(const hc_plan_result *plan, hc_error *err)
{
    const size_t slots = hc_axis_slots(&plan->forecast->axis);
    size_t rows = 0;
    const bool fits = hc_size_mul(slots, plan->requirement->need_count, &rows) &&
                      rows < ROWS_MAX && plan->forecast->queue_count * slots < ROWS_MAX &&
                      plan->roster->agent_count < ROWS_MAX &&
                      plan->roster->axis.days + 3 < COLUMNS_MAX;
    if (fits) { return HC_OK; }
    return hc_fail(err, HC_ERR_LIMIT, (hc_place){.file = HC_FILE_WORKBOOK},
                   "plan fewer days or queues at once, or use the CSV files",
                   "a sheet holds at most %d rows", ROWS_MAX);
}

/* The path is that of a temporary, which says nothing to whoever reads the message. */
static hc_status check_written(const char *path, size_t cells, hc_error *err)
{
    const hc_status st = hc_xlsx_check(path, cells, err);
    if (st == HC_ERR_OUTPUT && err != NULL) {
        (void)snprintf(err->file, sizeof err->file, "%s", HC_FILE_WORKBOOK);
    }
    return st;
}

hc_status hc_write_plan_xlsx(const hc_plan_result *plan, const char *path, hc_error *err)
{
    HC_TRY(check_size(plan, err));
    const hc_place at = {.file = HC_FILE_WORKBOOK};
    book to = {.plan = plan, .workbook = workbook_new(path), .failed = LXW_NO_ERROR};
    if (to.workbook == NULL) {
        return hc_fail(err, HC_ERR_MEMORY, at, "", "no memory for a workbook");
    }
    add_formats(&to);
    set_properties(&to);
    put_summary(&to);
    put_forecast(&to);
    put_requirement(&to);
    put_schedule(&to);
    put_queues(&to);
    put_roster(&to);
    put_assumptions(&to);
    keep(&to, workbook_close(to.workbook)); /* frees it, too */
    if (to.failed == LXW_NO_ERROR) { return check_written(path, to.cells, err); }
    return hc_fail(err, HC_ERR_OUTPUT, at, "", "could not be written: %s",
                   lxw_strerror(to.failed));
}

hc_status hc_publish_workbook(const hc_plan_result *plan, hc_atomic_group *out, hc_error *err)
{
    FILE *stream = NULL; /* opens the temporary; the library writes it by its path */
    HC_TRY(hc_atomic_open(out, HC_FILE_WORKBOOK, &stream, err));
    const char *path = hc_atomic_path(out, HC_FILE_WORKBOOK);
    return hc_write_plan_xlsx(plan, path, err);
}
