/*
 * Who works when, a grid a week as SVG: a row a person while they are few, else a row for each
 * shift with how many people have it.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/publish/html_part.h"
#include "cli/publish/shift_groups.h"

#define PEOPLE_MAX 60 /* more people: shifts are grouped */
#define SHAPES_MAX 60 /* rows of a grouped week; the rest is in shifts.csv */
#define WEEKS_MAX 6
#define LEFT 150.0
#define COLUMN 130.0
#define ROW 25.0
#define TOP 22.0
#define FULL_TIMES_WIDTH 70.0 /* of "09:00-17:30" at the labels' size */
#define LETTER_WIDTH 5.6
#define WIDTH (LEFT + 7.0 * COLUMN)

typedef struct shift_grid {
    const hc_page *page;
    int32_t from_min; /* window of the day that a column shows */
    int32_t to_min;
    size_t day_first; /* days of this week: day_first .. day_end-1 */
    size_t day_end;
} shift_grid;

/* One row of a grouped week. */
typedef struct shape {
    size_t class_index;
    int32_t start_min;
    int32_t length_min;
    int32_t people[7];
} shape;

static shift_grid grid_of(const hc_page *page)
{
    const hc_roster *roster = page->plan->roster;
    shift_grid grid = {.page = page, .from_min = INT32_MAX};
    for (size_t i = 0; i < roster->shift_count; i++) {
        const hc_shift *shift = &roster->shifts[i];
        const int32_t end_min = shift->start_min + shift->length_min;
        if (shift->start_min < grid.from_min) { grid.from_min = shift->start_min; }
        if (end_min > grid.to_min) { grid.to_min = end_min; }
    }
    return grid;
}

static double x_of(const shift_grid *grid, size_t day, int32_t minute)
{
    const double part =
        (double)(minute - grid->from_min) / (double)(grid->to_min - grid->from_min);
    return LEFT + (double)(day - grid->day_first) * COLUMN + 3.0 + part * (COLUMN - 6.0);
}

static void put_attribute(FILE *out, const char *name, double value)
{
    (void)fprintf(out, " %s=\"", name);
    hc_put_fixed(out, value, 1);
    hc_put(out, "\"");
}

static void put_box(FILE *out, const char *class_name, double x, double y, double width,
                    double height)
{
    (void)fprintf(out, "<rect class=\"%s\"", class_name);
    put_attribute(out, "x", x);
    put_attribute(out, "y", y);
    put_attribute(out, "width", width);
    put_attribute(out, "height", height);
}

static void put_clocks(FILE *out, int32_t start_min, int32_t length_min)
{
    char from[HC_TIME_TEXT_MAX];
    char to[HC_TIME_TEXT_MAX];
    hc_shift_clock(start_min, from);
    hc_shift_clock(start_min + length_min, to);
    (void)fprintf(out, "%s\xE2\x80\x93%s", from, to);
}

/* Hour and minute with nothing to spare: "8", "8:30". */
static void format_short_clock(int32_t minute, char *text)
{
    const int32_t of_day = minute % HC_MINUTES_A_DAY;
    const int put = snprintf(text, HC_TIME_TEXT_MAX, "%d", (int)(of_day / 60));
    if (of_day % 60 != 0) {
        (void)snprintf(text + put, HC_TIME_TEXT_MAX - (size_t)put, ":%02d", (int)(of_day % 60));
    }
}

/* The times of a shift as wide as its bar allows: in full, short, or the start alone. */
static void put_bar_times(FILE *out, int32_t start_min, int32_t length_min, double width)
{
    char from[HC_TIME_TEXT_MAX];
    char to[HC_TIME_TEXT_MAX];
    if (width >= FULL_TIMES_WIDTH) {
        put_clocks(out, start_min, length_min);
        return;
    }
    format_short_clock(start_min, from);
    format_short_clock(start_min + length_min, to);
    const double letters = (double)(strlen(from) + strlen(to) + 1);
    hc_put(out, from);
    if (letters * LETTER_WIDTH + 6.0 <= width) { (void)fprintf(out, "\xE2\x80\x93%s", to); }
}

static void put_bar(const shift_grid *grid, size_t day, const hc_shift *shift, double y)
{
    FILE *out = grid->page->out;
    const double x = x_of(grid, day, shift->start_min);
    put_box(out, "bar", x, y + 2.5, x_of(grid, day, shift->start_min + shift->length_min) - x,
            ROW - 5.0);
    hc_put(out, " rx=\"3\"/>");
}

/* Breaks are notches in the foot of the bar, below its text. */
static void put_breaks(const shift_grid *grid, const hc_shift *shift, double y)
{
    FILE *out = grid->page->out;
    for (size_t b = 0; b < shift->break_count; b++) {
        const double x = x_of(grid, shift->day, shift->break_start_min[b]);
        const int32_t end_min = shift->break_start_min[b] + shift->break_length_min[b];
        put_box(out, "rest", x, y + ROW - 7.5, x_of(grid, shift->day, end_min) - x, 4.0);
        hc_put(out, "/>");
    }
}

static void open_bar_label(const shift_grid *grid, size_t day, int32_t start_min,
                           double baseline)
{
    FILE *out = grid->page->out;
    hc_put(out, "<text class=\"bar-label\"");
    put_attribute(out, "x", x_of(grid, day, start_min) + 4.0);
    put_attribute(out, "y", baseline);
    hc_put(out, ">");
}

static void open_row(const shift_grid *grid, size_t row, double y)
{
    FILE *out = grid->page->out;
    if (row % 2 == 1) {
        put_box(out, "stripe", 0.0, y, WIDTH, ROW);
        hc_put(out, "/>");
    }
    hc_put(out, "<text class=\"name\" clip-path=\"url(#names)\"");
    put_attribute(out, "x", 4.0);
    put_attribute(out, "y", y + 16.5);
    hc_put(out, ">");
}

/* A group of its own, numbered as in the roster: the page's script moves it. */
static void put_person_shift(const shift_grid *grid, const hc_shift *shift, double y)
{
    FILE *out = grid->page->out;
    const int32_t end_min = shift->start_min + shift->length_min;
    (void)fprintf(out, "<g class=\"shift\" data-shift=\"%zu\">",
                  (size_t)(shift - grid->page->plan->roster->shifts));
    put_bar(grid, shift->day, shift, y);
    put_breaks(grid, shift, y);
    open_bar_label(grid, shift->day, shift->start_min, y + 13.4);
    put_bar_times(out, shift->start_min, shift->length_min,
                  x_of(grid, shift->day, end_min) - x_of(grid, shift->day, shift->start_min));
    hc_put(out, "</text></g>");
}

static void put_person(const shift_grid *grid, size_t row, const hc_shift *shifts, size_t count)
{
    FILE *out = grid->page->out;
    const hc_roster_agent *agent = &grid->page->plan->roster->agents[shifts[0].agent];
    const double y = TOP + (double)row * ROW;
    open_row(grid, row, y);
    hc_html_text(out, agent->name[0] != '\0' ? agent->name : agent->id);
    hc_put(out, "</text>");
    for (size_t i = 0; i < count; i++) {
        put_person_shift(grid, &shifts[i], y);
    }
    hc_put(out, "\n");
}

static void open_week(const shift_grid *grid, size_t rows, const char *label)
{
    FILE *out = grid->page->out;
    const int64_t first_day = grid->page->plan->roster->axis.first_day;
    (void)fprintf(out,
                  "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                  "<svg class=\"wide\" role=\"img\" aria-label=\"%s\" data-from=\"%d\" "
                  "data-to=\"%d\" viewBox=\"0 0 %.0f ",
                  label, label, (int)grid->from_min, (int)grid->to_min, WIDTH);
    hc_put_fixed(out, TOP + (double)rows * ROW, 0);
    hc_put(out, "\">\n");
    for (size_t day = grid->day_first; day < grid->day_end; day++) {
        const double x = LEFT + (double)(day - grid->day_first) * COLUMN;
        hc_put(out, "<text class=\"name\"");
        put_attribute(out, "x", x + 4.0);
        hc_put(out, " y=\"14\">");
        hc_html_day(out, first_day + (int64_t)day);
        hc_put(out, "</text><path class=\"grid\" d=\"M");
        hc_put_fixed(out, x, 0);
        hc_put(out, " 0V");
        hc_put_fixed(out, TOP + (double)rows * ROW, 0);
        hc_put(out, "\"/>");
    }
    hc_put(out, "\n");
}

static void close_week(const shift_grid *grid)
{
    hc_put(grid->page->out, "</svg></div>\n");
}

static bool in_week(const shift_grid *grid, const hc_shift *shift)
{
    return shift->day >= grid->day_first && shift->day < grid->day_end;
}

/* The shifts of one person in this week, from `at`; *count of them. Moves past the person. */
static size_t person_shifts(const shift_grid *grid, size_t at, size_t *first, size_t *count)
{
    const hc_roster *roster = grid->page->plan->roster;
    size_t next = at;
    *count = 0;
    for (; next < roster->shift_count && roster->shifts[next].agent == roster->shifts[at].agent;
         next++) {
        if (!in_week(grid, &roster->shifts[next])) { continue; }
        if (*count == 0) { *first = next; }
        (*count)++;
    }
    return next;
}

static void put_people_week(const shift_grid *grid)
{
    const hc_roster *roster = grid->page->plan->roster;
    size_t rows = 0;
    size_t first = 0;
    size_t count = 0;
    for (size_t i = 0; i < roster->shift_count;) {
        i = person_shifts(grid, i, &first, &count);
        rows += count > 0 ? 1 : 0;
    }
    open_week(grid, rows, "Shifts by person and day");
    size_t row = 0;
    for (size_t i = 0; i < roster->shift_count;) {
        i = person_shifts(grid, i, &first, &count);
        if (count > 0) { put_person(grid, row++, &roster->shifts[first], count); }
    }
    close_week(grid);
}

static int compare_shapes(const void *a, const void *b)
{
    const shape *x = a;
    const shape *y = b;
    if (x->class_index != y->class_index) { return x->class_index < y->class_index ? -1 : 1; }
    if (x->start_min != y->start_min) { return x->start_min < y->start_min ? -1 : 1; }
    return x->length_min < y->length_min ? -1 : x->length_min > y->length_min;
}

/* The groups of this week as shapes, sorted; *shapes has room for all groups. */
static size_t collect_shapes(const shift_grid *grid, const hc_shift_group *groups, size_t count,
                             shape *shapes)
{
    size_t used = 0;
    for (size_t g = 0; g < count; g++) {
        const hc_shift *shift = groups[g].shift;
        if (!in_week(grid, shift)) { continue; }
        size_t found = 0;
        while (found < used && (shapes[found].class_index != groups[g].class_index ||
                                shapes[found].start_min != shift->start_min ||
                                shapes[found].length_min != shift->length_min)) {
            found++;
        }
        if (found == used) {
            shapes[used++] = (shape){.class_index = groups[g].class_index,
                                     .start_min = shift->start_min,
                                     .length_min = shift->length_min};
        }
        shapes[found].people[shift->day - grid->day_first] += groups[g].people;
    }
    qsort(shapes, used, sizeof *shapes, compare_shapes);
    return used;
}

static void put_shape(const shift_grid *grid, size_t row, const shape *what)
{
    FILE *out = grid->page->out;
    const hc_rules *rules = grid->page->plan->rules;
    const double y = TOP + (double)row * ROW;
    const hc_shift as_shift = {.start_min = what->start_min, .length_min = what->length_min};
    open_row(grid, row, y);
    put_clocks(out, what->start_min, what->length_min);
    if (rules->class_count > 1) {
        hc_put(out, " ");
        hc_html_text(out, rules->classes[what->class_index].name);
    }
    hc_put(out, "</text>");
    for (size_t day = grid->day_first; day < grid->day_end; day++) {
        if (what->people[day - grid->day_first] == 0) { continue; }
        put_bar(grid, day, &as_shift, y);
        open_bar_label(grid, day, what->start_min, y + 16.5);
        hc_put_int(out, what->people[day - grid->day_first]);
        hc_put(out, "</text>");
    }
    hc_put(out, "\n");
}

static void put_shape_week(const shift_grid *grid, const shape *shapes, size_t count)
{
    const size_t rows = count < SHAPES_MAX ? count : SHAPES_MAX;
    open_week(grid, rows, "Shifts by start and length with the number of people a day");
    for (size_t row = 0; row < rows; row++) {
        put_shape(grid, row, &shapes[row]);
    }
    close_week(grid);
    if (count > rows) {
        (void)fprintf(grid->page->out, "<p class=\"soft\">%zu more in shifts.csv.</p>\n",
                      count - rows);
    }
}

static hc_status put_shape_weeks(shift_grid *grid, size_t days, hc_error *err)
{
    hc_shift_group *groups = NULL;
    shape *shapes = NULL;
    size_t count = 0;
    HC_TRY(hc_shift_groups_make(grid->page->plan->roster, &groups, &count, err));
    const hc_status st = hc_alloc(&shapes, count, sizeof *shapes, err);
    for (size_t week = 0; st == HC_OK && week * 7 < days && week < WEEKS_MAX; week++) {
        grid->day_first = week * 7;
        grid->day_end = grid->day_first + 7 < days ? grid->day_first + 7 : days;
        memset(shapes, 0, count * sizeof *shapes);
        put_shape_week(grid, shapes, collect_shapes(grid, groups, count, shapes));
    }
    hc_free(shapes);
    hc_free(groups);
    return st;
}

bool hc_html_has_people_rows(const hc_page *page)
{
    return page->figures.people <= PEOPLE_MAX;
}

hc_status hc_html_shifts(const hc_page *page, hc_error *err)
{
    const hc_roster *roster = page->plan->roster;
    const size_t days = roster->axis.days;
    shift_grid grid = grid_of(page);
    if (roster->shift_count == 0) {
        hc_put(page->out, "<p>Nobody is scheduled.</p>\n");
        return HC_OK;
    }
    if (!hc_html_has_people_rows(page)) {
        hc_put(page->out,
               "<p class=\"soft\">A row for each shift; the bar says how many people "
               "have it that day. Who they are is in roster.csv.</p>\n");
        HC_TRY(put_shape_weeks(&grid, days, err));
    } else {
        hc_put(page->out, "<p class=\"soft\">A row a person; the notches are breaks.</p>\n");
        for (size_t week = 0; week * 7 < days && week < WEEKS_MAX; week++) {
            grid.day_first = week * 7;
            grid.day_end = grid.day_first + 7 < days ? grid.day_first + 7 : days;
            put_people_week(&grid);
        }
    }
    if (days > 7 * (size_t)WEEKS_MAX) {
        (void)fprintf(page->out, "<p class=\"soft\">Later weeks are in roster.csv.</p>\n");
    }
    return HC_OK;
}
