/* Agents needed by weekday and time of day, averaged over the weeks of the plan, as SVG. */
#include "cli/publish/html_part.h"

#define WIDTH 600.0
#define LEFT 52.0
#define TOP 24.0
#define LEVELS 8 /* classes h0 .. h8 of the style sheet */

typedef struct heat {
    const hc_page *page;
    size_t rows;     /* wall slots of an ordinary day */
    double *agents;  /* [7 * rows] sum, then mean; by weekday */
    double *counted; /* [7 * rows] slots that went in */
    double most;
    size_t row_first; /* rows that are drawn */
    size_t row_end;
    double row_height;
} heat;

static void collect(heat *map)
{
    const hc_plan_result *plan = map->page->plan;
    const hc_axis *axis = &plan->requirement->axis;
    map->row_first = map->rows;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const size_t weekday = (size_t)hc_weekday(hc_axis_local(axis, slot).day);
        const size_t row = hc_axis_wall_slot(axis, slot);
        const int32_t agents = plan->requirement->needs[plan->pool].agents[slot];
        map->agents[weekday * map->rows + row] += agents;
        map->counted[weekday * map->rows + row] += 1.0;
        if (agents > 0 && row < map->row_first) { map->row_first = row; }
        if (agents > 0 && row + 1 > map->row_end) { map->row_end = row + 1; }
    }
    for (size_t cell = 0; cell < 7 * map->rows; cell++) {
        if (map->counted[cell] > 0.0) { map->agents[cell] /= map->counted[cell]; }
        map->most = fmax(map->most, map->agents[cell]);
    }
    const size_t drawn = map->row_end > map->row_first ? map->row_end - map->row_first : 0;
    map->row_height = drawn <= 30 ? 21.0 : drawn <= 60 ? 16.0 : 9.0;
}

static void put_text(FILE *out, const char *class_and_anchor, double x, double y)
{
    (void)fprintf(out, "<text %s x=\"", class_and_anchor);
    hc_put_fixed(out, x, 1);
    hc_put(out, "\" y=\"");
    hc_put_fixed(out, y, 1);
    hc_put(out, "\">");
}

static void put_cell(const heat *map, size_t weekday, size_t row)
{
    FILE *out = map->page->out;
    const double agents = map->agents[weekday * map->rows + row];
    const double width = (WIDTH - LEFT) / 7.0;
    const double x = LEFT + (double)weekday * width;
    const double y = TOP + (double)(row - map->row_first) * map->row_height;
    const int level = map->most > 0.0 ? (int)(LEVELS * agents / map->most + 0.5) : 0;
    (void)fprintf(out, "<rect class=\"h%d\" x=\"", level);
    hc_put_fixed(out, x, 1);
    hc_put(out, "\" y=\"");
    hc_put_fixed(out, y, 1);
    hc_put(out, "\" width=\"");
    hc_put_fixed(out, width - 1.5, 1);
    hc_put(out, "\" height=\"");
    hc_put_fixed(out, map->row_height - 1.5, 1);
    hc_put(out, "\"/>");
    if (agents > 0.0 && map->row_height >= 15.0) {
        put_text(out,
                 level >= 5 ? "class=\"hot\" text-anchor=\"middle\""
                            : "class=\"cool\" text-anchor=\"middle\"",
                 x + width / 2.0, y + map->row_height / 2.0 + 3.2);
        hc_put_fixed(out, agents, 0);
        hc_put(out, "</text>");
    }
}

static void put_row(const heat *map, size_t row)
{
    FILE *out = map->page->out;
    const int32_t interval_min = map->page->plan->requirement->axis.interval_min;
    const int32_t minute = (int32_t)row * interval_min;
    if (minute % 60 == 0) {
        char clock[HC_TIME_TEXT_MAX];
        hc_format_clock(minute, clock);
        put_text(out, "text-anchor=\"end\"", LEFT - 8.0,
                 TOP + (double)(row - map->row_first) * map->row_height + 12.5);
        hc_put(out, clock);
        hc_put(out, "</text>");
    }
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (map->counted[weekday * map->rows + row] > 0.0) { put_cell(map, weekday, row); }
    }
    hc_put(out, "\n");
}

static void put_map(const heat *map)
{
    FILE *out = map->page->out;
    const double height = TOP + (double)(map->row_end - map->row_first) * map->row_height + 2.0;
    hc_put(out, "<svg class=\"heat\" role=\"img\" aria-label=\"Heat map of agents needed by "
                "weekday and time of day\" viewBox=\"0 0 600 ");
    hc_put_fixed(out, height, 0);
    hc_put(out, "\">\n");
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        put_text(out, "class=\"name\" text-anchor=\"middle\"",
                 LEFT + ((double)weekday + 0.5) * (WIDTH - LEFT) / 7.0, 15.0);
        hc_put(out, hc_weekday_name(weekday));
        hc_put(out, "</text>");
    }
    for (size_t row = map->row_first; row < map->row_end; row++) {
        put_row(map, row);
    }
    hc_put(out, "</svg>\n");
}

hc_status hc_html_heat(const hc_page *page, hc_error *err)
{
    heat map = {.page = page, .rows = hc_axis_slots_a_day(&page->plan->requirement->axis)};
    hc_status st = hc_alloc(&map.agents, 7 * map.rows, sizeof *map.agents, err);
    if (st == HC_OK) { st = hc_alloc(&map.counted, 7 * map.rows, sizeof *map.counted, err); }
    if (st == HC_OK) {
        collect(&map);
        if (map.row_end > map.row_first) { put_map(&map); }
    }
    hc_free(map.agents);
    hc_free(map.counted);
    return st;
}
