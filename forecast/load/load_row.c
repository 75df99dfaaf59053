/* What both passes ask of a row. */
#include <string.h>

#include "forecast/load/ledger_fill.h"

#define LABEL_CELLS 2 /* of a line that is a name and what it names */

hc_role hc_plan_time_role(const hc_load_plan *plan)
{
    return hc_plan_has(plan, HC_ROLE_TIMESTAMP) ? HC_ROLE_TIMESTAMP : HC_ROLE_DATE;
}

/* Merged cells leave the date out on all rows but the first. */
static bool read_date(hc_load_plan *plan, hc_csv_cell_text date, hc_stamp *day)
{
    if (date.length == 0 && plan->above.has_date) {
        *day = plan->above;
        plan->dates_filled++;
        return true;
    }
    if (!hc_stamp_read_date(date.text, date.length, day)) {
        if (!hc_stamp_read_date_of_year(date.text, date.length, plan->year, day)) {
            return false;
        }
        plan->dates_dated++;
    }
    plan->above = *day;
    return true;
}

bool hc_plan_day(const hc_load_plan *plan, const hc_stamp *stamp, int64_t *day)
{
    hc_stamp dated = *stamp;
    const bool day_first = stamp->order == HC_STAMP_YEAR_LAST && plan->order == HC_DATES_DMY;
    dated.year += (day_first ? stamp->b : stamp->a) < plan->new_year_until;
    return hc_stamp_day(&dated, plan->order, day);
}

static void take_date(hc_stamp *stamp, const hc_stamp *day)
{
    stamp->has_date = true;
    stamp->order = day->order;
    stamp->year = day->year;
    stamp->a = day->a;
    stamp->b = day->b;
}

static bool read_date_and_time(hc_load_plan *plan, const hc_csv_row *row, hc_stamp *stamp)
{
    const hc_csv_cell_text date = hc_plan_cell(plan, row, HC_ROLE_DATE);
    const hc_csv_cell_text time = hc_plan_cell(plan, row, HC_ROLE_TIME);
    hc_stamp day;
    if (!hc_stamp_read_time(time.text, time.length, stamp)) {
        return hc_stamp_read(time.text, time.length, stamp);
    }
    if (!read_date(plan, date, &day)) { return false; }
    take_date(stamp, &day);
    return true;
}

static bool read_stamp(hc_load_plan *plan, const hc_csv_row *row, hc_stamp *stamp)
{
    if (!hc_plan_has(plan, HC_ROLE_TIMESTAMP)) { return read_date_and_time(plan, row, stamp); }
    const hc_csv_cell_text text = hc_plan_cell(plan, row, HC_ROLE_TIMESTAMP);
    if (hc_stamp_read(text.text, text.length, stamp)) { return true; }
    if (hc_stamp_read_of_year(text.text, text.length, plan->year, stamp)) {
        plan->dates_dated++;
        return true;
    }
    if (!plan->title_day.has_date || !hc_stamp_read_time(text.text, text.length, stamp)) {
        return false;
    }
    take_date(stamp, &plan->title_day);
    plan->dates_of_titles++;
    return true;
}

static bool is_total_cell(hc_csv_cell_text cell)
{
    return cell.length > 0 && hc_is_total_word(cell.text, cell.length);
}

/* "Sales Total" */
static bool is_group_total_cell(hc_csv_cell_text cell)
{
    return is_total_cell(cell) || hc_ends_with_total_word(cell.text, cell.length);
}

/* A row without a time: a sum, or the header once more? */
static bool is_total_row(const hc_load_plan *plan, const hc_csv_row *row)
{
    if (is_group_total_cell(row->cell[0])) { return true; }
    if (is_group_total_cell(hc_plan_cell(plan, row, HC_ROLE_QUEUE))) { return true; }
    static const hc_role times[] = {HC_ROLE_TIMESTAMP, HC_ROLE_DATE, HC_ROLE_TIME};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        const hc_csv_cell_text cell = hc_plan_cell(plan, row, times[i]);
        if (hc_begins_with_total_word(cell.text, cell.length) ||
            hc_ends_with_total_word(cell.text, cell.length)) {
            return true;
        }
    }
    const size_t column = plan->map.column[hc_plan_time_role(plan)];
    return column < row->count &&
           strcmp(row->cell[column].text, hc_csv_table_column_name(plan->table, column)) == 0;
}

static bool is_ragged(const hc_load_plan *plan, const hc_csv_row *row)
{
    if (row->count < plan->needed_cells) { return true; }
    for (size_t i = hc_csv_table_column_count(plan->table); i < row->count; i++) {
        if (row->cell[i].length > 0) { return true; }
    }
    return false;
}

/* A line of text below the table or above its next part: "Report made on ..." */
static bool is_line_of_text(const hc_load_plan *plan, const hc_csv_row *row)
{
    hc_stamp stamp;
    for (size_t i = 1; i < row->count; i++) {
        if (row->cell[i].length > 0) { return false; }
    }
    return plan->needed_cells > 2 &&
           !hc_stamp_read(row->cell[0].text, row->cell[0].length, &stamp) &&
           !hc_stamp_read_date(row->cell[0].text, row->cell[0].length, &stamp);
}

/* "Dates: 01/05/2026 - 01/11/2026", in one cell or two: the cells with text; 0: it is no such
 * line. */
static size_t label_cells(const hc_csv_row *row, hc_csv_cell_text cell[LABEL_CELLS])
{
    size_t filled = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cell[i].length == 0) { continue; }
        if (filled == LABEL_CELLS) { return 0; }
        cell[filled++] = row->cell[i];
    }
    return filled > 0 && memchr(cell[0].text, ':', cell[0].length) != NULL ? filled : 0;
}

/* What "Split/Skill: Sales" says, where its name is one of the role's; NULL: it is not. */
static const char *title_of(const hc_csv_row *row, hc_role role)
{
    hc_csv_cell_text cell[LABEL_CELLS];
    char name[HC_QUEUE_NAME_MAX];
    const size_t filled = label_cells(row, cell);
    if (filled == 0 || cell[0].length >= sizeof name) { return NULL; }
    const size_t colon = strcspn(cell[0].text, ":");
    memcpy(name, cell[0].text, colon);
    name[colon] = '\0';
    const char *const names[] = {name};
    if (hc_role_find(role, names, 1) == HC_CSV_NO_COLUMN) { return NULL; }
    const char *rest = cell[0].text + colon + 1;
    rest += strspn(rest, " ");
    return *rest == '\0' && filled > 1 ? cell[1].text : rest;
}

static bool names_queue(hc_load_plan *plan, const hc_csv_row *row)
{
    if (hc_plan_has(plan, HC_ROLE_QUEUE)) { return false; }
    const char *queue = title_of(row, HC_ROLE_QUEUE);
    if (queue == NULL || *queue == '\0' || strlen(queue) >= sizeof plan->title_queue) {
        return false;
    }
    memcpy(plan->title_queue, queue, strlen(queue) + 1);
    return true;
}

static bool names_day(hc_load_plan *plan, const hc_csv_row *row)
{
    hc_stamp day;
    const char *date = title_of(row, HC_ROLE_DATE);
    if (date == NULL || !hc_stamp_read_date(date, strlen(date), &day)) { return false; }
    plan->title_day = day;
    return true;
}

bool hc_row_is_title(hc_load_plan *plan, const hc_csv_row *row)
{
    return names_queue(plan, row) || names_day(plan, row);
}

hc_row_sort hc_row_read_stamp(hc_load_plan *plan, const hc_csv_row *row, hc_stamp *stamp)
{
    const bool ragged = is_ragged(plan, row);
    if (!ragged && read_stamp(plan, row, stamp)) { return HC_ROW_DATA; }
    if (hc_row_is_title(plan, row)) { return HC_ROW_TOTAL; }
    if (is_total_row(plan, row) || is_line_of_text(plan, row)) { return HC_ROW_TOTAL; }
    hc_csv_cell_text cell[LABEL_CELLS];
    if (ragged && label_cells(row, cell) > 0) { return HC_ROW_TOTAL; }
    return ragged ? HC_ROW_RAGGED : HC_ROW_NO_TIME;
}

const hc_role hc_split_role[HC_SPLITS] = {HC_ROLE_CHANNEL, HC_ROLE_SITE};

size_t hc_share_digits(hc_csv_cell_text cell, bool *percent)
{
    size_t length = cell.length;
    *percent = length > 0 && cell.text[length - 1] == '%';
    length -= *percent ? 1 : 0;
    while (length > 0 && cell.text[length - 1] == ' ') {
        length--;
    }
    return length;
}

/* A name while it is put together; false when it has become too long. */
static bool add_to_name(char *name, size_t *length, const char *between, hc_csv_cell_text part)
{
    const size_t gap = strlen(between);
    if (*length + gap + part.length >= HC_QUEUE_NAME_MAX) { return false; }
    memcpy(name + *length, between, gap);
    memcpy(name + *length + gap, part.text, part.length);
    *length += gap + part.length;
    name[*length] = '\0';
    return true;
}

void hc_row_remember_queue(hc_load_plan *plan, const hc_csv_row *row)
{
    const hc_csv_cell_text queue = hc_plan_cell(plan, row, HC_ROLE_QUEUE);
    if (!plan->fill_queue || queue.length == 0 || queue.length >= sizeof plan->above_queue) {
        return;
    }
    memcpy(plan->above_queue, queue.text, queue.length + 1);
}

bool hc_row_queue_name(const hc_load_plan *plan, const hc_load_options *options,
                       const hc_csv_row *row, char *name, size_t *length)
{
    hc_csv_cell_text queue = hc_plan_cell(plan, row, HC_ROLE_QUEUE);
    if (!hc_plan_has(plan, HC_ROLE_QUEUE)) {
        queue.text = plan->title_queue[0] != '\0'  ? plan->title_queue
                     : options->queue_name != NULL ? options->queue_name
                                                   : "all";
        queue.length = strlen(queue.text);
    } else if (queue.length == 0 && plan->fill_queue) {
        queue = (hc_csv_cell_text){plan->above_queue, strlen(plan->above_queue)};
    }
    *length = 0;
    bool fits = queue.length > 0 && add_to_name(name, length, "", queue);
    for (size_t split = 0; split < HC_SPLITS; split++) {
        const hc_csv_cell_text part = hc_plan_cell(plan, row, hc_split_role[split]);
        if (!plan->split[split].many || part.length == 0) { continue; }
        fits = fits && add_to_name(name, length, " / ", part);
    }
    const hc_csv_cell_text reason = hc_plan_cell(plan, row, HC_ROLE_REASON);
    if (reason.length == 0) { return fits; }
    return fits && add_to_name(name, length, (const char[]){HC_REASON_MARK, '\0'}, reason);
}
