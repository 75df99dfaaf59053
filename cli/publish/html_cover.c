/* People needed against people scheduled: one small chart a day, as SVG, all on one scale. */
#include "cli/publish/html_part.h"

#define WIDTH 480.0
#define HEIGHT 190.0
#define LEFT 30.0
#define RIGHT 472.0
#define TOP 20.0
#define BOTTOM 166.0

/* One day's chart: its slots and the scales. */
typedef struct day_chart {
    const hc_page *page;
    size_t first; /* slots of the axis that are drawn: first .. end-1 */
    size_t end;
    double slot_width;
    double most; /* people at the top of the scale */
} day_chart;

static double x_of(const day_chart *chart, size_t slot)
{
    return LEFT + (double)(slot - chart->first) * chart->slot_width;
}

static double y_of(const day_chart *chart, double people)
{
    return BOTTOM - people / chart->most * (BOTTOM - TOP);
}

static void put_xy(FILE *out, const char *letter, double x, double y)
{
    hc_put(out, letter);
    hc_put_fixed(out, x, 1);
    hc_put(out, " ");
    hc_put_fixed(out, y, 1);
}

static int32_t have(const day_chart *chart, size_t slot)
{
    return chart->page->plan->roster->on_phones[slot];
}

static int32_t need(const day_chart *chart, size_t slot)
{
    return hc_plan_required(chart->page->plan, slot);
}

/* End of the run of slots that look like `slot`. */
static size_t run_end(const day_chart *chart, size_t slot)
{
    size_t end = slot + 1;
    while (end < chart->end && have(chart, end) == have(chart, slot) &&
           need(chart, end) == need(chart, slot)) {
        end++;
    }
    return end;
}

typedef enum layer { LAYER_BASE, LAYER_OVER, LAYER_SHORT } layer;

/* Lower and upper edge, in people, of one layer of a slot; equal when it has none there. */
static void layer_edges(const day_chart *chart, size_t slot, layer what, int32_t *low,
                        int32_t *high)
{
    const int32_t needed = need(chart, slot);
    const int32_t present = have(chart, slot);
    *low = what == LAYER_BASE ? 0 : what == LAYER_OVER ? needed : present;
    *high = what == LAYER_SHORT ? needed : present;
    if (what == LAYER_BASE && needed < present) { *high = needed; }
    if (*high < *low) { *high = *low; }
}

static void put_layer(const day_chart *chart, layer what, const char *class_name)
{
    FILE *out = chart->page->out;
    (void)fprintf(out, "<path class=\"%s\" d=\"", class_name);
    for (size_t slot = chart->first; slot < chart->end; slot = run_end(chart, slot)) {
        int32_t low = 0;
        int32_t high = 0;
        layer_edges(chart, slot, what, &low, &high);
        if (low == high) { continue; }
        put_xy(out, "M", x_of(chart, slot), y_of(chart, low));
        hc_put(out, "V");
        hc_put_fixed(out, y_of(chart, high), 1);
        hc_put(out, "H");
        hc_put_fixed(out, x_of(chart, run_end(chart, slot)), 1);
        hc_put(out, "V");
        hc_put_fixed(out, y_of(chart, low), 1);
        hc_put(out, "Z");
    }
    hc_put(out, "\"/>\n");
}

static void put_need_line(const day_chart *chart)
{
    FILE *out = chart->page->out;
    hc_put(out, "<path class=\"need\" d=\"");
    put_xy(out, "M", LEFT, y_of(chart, need(chart, chart->first)));
    for (size_t slot = chart->first; slot < chart->end; slot = run_end(chart, slot)) {
        hc_put(out, "V");
        hc_put_fixed(out, y_of(chart, need(chart, slot)), 1);
        hc_put(out, "H");
        hc_put_fixed(out, x_of(chart, run_end(chart, slot)), 1);
    }
    hc_put(out, "\"/>\n");
}

/* "-3" above the worst interval of every run that is short. */
static void put_short_labels(const day_chart *chart)
{
    FILE *out = chart->page->out;
    for (size_t slot = chart->first; slot < chart->end; slot++) {
        size_t worst = slot;
        size_t after = slot;
        while (after < chart->end && need(chart, after) > have(chart, after)) {
            const int32_t missing = need(chart, after) - have(chart, after);
            if (missing > need(chart, worst) - have(chart, worst)) { worst = after; }
            after++;
        }
        if (after == slot) { continue; }
        hc_put(out, "<text class=\"short-label\" text-anchor=\"middle\" x=\"");
        hc_put_fixed(out, x_of(chart, worst) + chart->slot_width / 2.0, 1);
        hc_put(out, "\" y=\"");
        hc_put_fixed(out, y_of(chart, need(chart, worst)) - 5.0, 1);
        hc_put(out, "\">\xE2\x88\x92");
        hc_put_int(out, need(chart, worst) - have(chart, worst));
        hc_put(out, "</text>\n");
        slot = after;
    }
}

/* 1, 2 or 5 times a power of ten: at most four lines below `most`. */
static double grid_step(double most)
{
    double step = 1.0;
    while (most / step > 4.0) {
        const double lead = step / pow(10.0, floor(log10(step) + 1e-9));
        step *= lead > 1.5 && lead < 3.0 ? 2.5 : 2.0;
    }
    return step;
}

static void put_people_grid(const day_chart *chart)
{
    FILE *out = chart->page->out;
    const double step = grid_step(chart->most);
    for (int32_t line = 0; line * step <= chart->most; line++) {
        const double people = line * step;
        const double y = y_of(chart, people);
        put_xy(out, "<path class=\"grid\" d=\"M", LEFT, y);
        hc_put(out, "H");
        hc_put_fixed(out, RIGHT, 1);
        hc_put(out, "\"/><text text-anchor=\"end\" x=\"24\" y=\"");
        hc_put_fixed(out, y + 4.0, 1);
        hc_put(out, "\">");
        hc_put_fixed(out, people, 0);
        hc_put(out, "</text>\n");
    }
}

/* Full hours, every second or third where they would touch. */
static void put_hours(const day_chart *chart)
{
    FILE *out = chart->page->out;
    const hc_axis *axis = &chart->page->plan->requirement->axis;
    const double hours = (double)(chart->end - chart->first) * axis->interval_min / 60.0;
    const int32_t every = hours > 16.0 ? 4 : hours > 8.0 ? 2 : 1;
    for (size_t slot = chart->first; slot < chart->end; slot++) {
        const int32_t minute = hc_axis_local(axis, slot).second_of_day / 60;
        if (minute % (60 * every) != 0) { continue; }
        hc_put(out, "<text text-anchor=\"middle\" y=\"184\" x=\"");
        hc_put_fixed(out, x_of(chart, slot), 1);
        hc_put(out, "\">");
        hc_html_clock(out, axis, slot);
        hc_put(out, "</text>\n");
    }
}

static void put_hover(const day_chart *chart)
{
    FILE *out = chart->page->out;
    const hc_axis *axis = &chart->page->plan->requirement->axis;
    if (hc_axis_slots(axis) > HC_HOVER_SLOTS_MAX) { return; }
    for (size_t slot = chart->first; slot < chart->end; slot++) {
        hc_put(out, "<rect class=\"hover\" y=\"20\" height=\"146\" x=\"");
        hc_put_fixed(out, x_of(chart, slot), 1);
        hc_put(out, "\" width=\"");
        hc_put_fixed(out, chart->slot_width, 1);
        hc_put(out, "\"><title>");
        hc_html_clock(out, axis, slot);
        (void)fprintf(out, ": %d needed, %d scheduled, ", (int)need(chart, slot),
                      (int)have(chart, slot));
        hc_html_difference(out, need(chart, slot) - have(chart, slot));
        hc_put(out, "</title></rect>\n");
    }
}

static void put_day_hours(FILE *out, const char *before, double hours, const char *what)
{
    if (!(hours > 0.0)) { return; }
    hc_put(out, before);
    hc_html_number(out, hours, 1);
    hc_put(out, what);
}

static void put_caption(const hc_page *page, size_t day, const hc_plan_figures *figures)
{
    FILE *out = page->out;
    hc_put(out, "<figure><figcaption><b>");
    hc_html_day(out, page->plan->requirement->axis.first_day + (int64_t)day);
    hc_put(out, "</b> <span class=\"soft\">");
    const bool is_short = figures->short_hours > 0.0;
    put_day_hours(out, "", figures->short_hours, "&nbsp;h short");
    put_day_hours(out, is_short ? ", " : "", figures->over_hours, "&nbsp;h over");
    hc_put(out, is_short || figures->over_hours > 0.0 ? "" : "as needed");
    hc_put(out, "</span></figcaption>\n");
}

static void put_day(const hc_page *page, size_t day, double most)
{
    FILE *out = page->out;
    const size_t *day_first = page->plan->requirement->axis.day_first;
    const size_t day_slots = day_first[day + 1] - day_first[day];
    const size_t end = page->day_slot_end < day_slots ? page->day_slot_end : day_slots;
    const hc_plan_figures figures =
        hc_plan_figures_between(page->plan, day_first[day], day_first[day + 1]);
    day_chart chart = {.page = page,
                       .first = day_first[day] + page->day_slot_first,
                       .end = day_first[day] + end,
                       .most = most};
    chart.slot_width = (RIGHT - LEFT) / (double)(chart.end - chart.first);
    put_caption(page, day, &figures);
    (void)fprintf(out,
                  "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"At most %d people "
                  "needed; short in %zu intervals\">\n",
                  WIDTH, HEIGHT, (int)figures.peak_scheduled, figures.short_slots);
    put_people_grid(&chart);
    put_layer(&chart, LAYER_BASE, "base");
    put_layer(&chart, LAYER_OVER, "over");
    put_layer(&chart, LAYER_SHORT, "short");
    put_need_line(&chart);
    put_short_labels(&chart);
    put_hours(&chart);
    put_hover(&chart);
    hc_put(out, "</svg></figure>\n");
}

static void put_key(FILE *out)
{
    hc_put(out, "<ul class=\"key\">\n"
                "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"need\" "
                "d=\"M0 7H26\"/></svg>needed</li>\n"
                "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"base\" "
                "d=\"M0 0H26V14H0Z\"/></svg>scheduled</li>\n"
                "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"short\" "
                "d=\"M1 1H25V13H1Z\"/></svg>short (striped, with the number missing)</li>\n"
                "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"over\" "
                "d=\"M1 1H25V13H1Z\"/></svg>over (dotted)</li>\n</ul>\n");
}

void hc_html_cover(const hc_page *page)
{
    const hc_plan_result *plan = page->plan;
    const hc_axis *axis = &plan->requirement->axis;
    double most = 1.0;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        most = fmax(most, fmax(hc_plan_required(plan, slot), plan->roster->on_phones[slot]));
    }
    put_key(page->out);
    hc_put(page->out, "<div class=\"days\">\n");
    for (size_t day = 0; day < axis->days; day++) {
        if (hc_page_day_is_open(page, day)) { put_day(page, day, most * 1.08); }
    }
    hc_put(page->out, "</div>\n");
}
