/*
 * The forecast's chart: its controls, and its data as JSON that the page's script reads. Only
 * the largest queues are drawn when there are many, so that the file stays small.
 */
#include "cli/publish/html_part.h"

#define POINTS_MAX 12000 /* intervals times queues; each takes about 30 bytes */

hc_status hc_html_chart_queues(const hc_page *page, size_t **chosen, size_t *count,
                               hc_error *err)
{
    const hc_series *forecast = page->plan->forecast;
    const size_t slots = hc_axis_slots(&forecast->axis);
    const size_t fit = slots < POINTS_MAX ? POINTS_MAX / (slots > 0 ? slots : 1) : 1;
    const size_t wanted = forecast->queue_count < fit ? forecast->queue_count : fit;
    size_t *order = NULL;
    double *calls = NULL;
    HC_TRY(hc_alloc(&order, wanted, sizeof *order, err));
    const hc_status st = hc_alloc(&calls, forecast->queue_count, sizeof *calls, err);
    if (st != HC_OK) {
        hc_free(order);
        return st;
    }
    for (size_t q = 0; q < forecast->queue_count; q++) {
        calls[q] = hc_page_queue_calls(page, q);
    }
    for (size_t rank = 0; rank < wanted; rank++) {
        size_t largest = 0;
        for (size_t q = 1; q < forecast->queue_count; q++) {
            if (calls[q] > calls[largest]) { largest = q; }
        }
        order[rank] = largest;
        calls[largest] = -1.0; /* taken */
    }
    hc_free(calls);
    *chosen = order;
    *count = wanted;
    return HC_OK;
}

/* The script reads the days to draw, from-end, out of the value. */
static void put_days_option(const hc_page *page, size_t first, size_t end, const char *words)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->forecast->axis;
    (void)fprintf(out, "<option value=\"%zu-%zu\">%s", first, end, words);
    if (end - first < axis->days) { hc_html_day(out, axis->first_day + (int64_t)first); }
    hc_put(out, "</option>");
}

static void put_controls(const hc_page *page, const size_t *chosen, size_t count)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->forecast->axis;
    hc_put(out, "<div class=\"controls\" id=\"forecast-controls\" hidden>\n"
                "<label");
    hc_put(out, count > 1 ? ">Queue <select id=\"queue-box\">"
                          : " hidden>Queue <select id=\"queue-box\">");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, "<option value=\"%zu\">", i);
        hc_html_text(out, page->plan->forecast->queues[chosen[i]].name);
        hc_put(out, "</option>");
    }
    hc_put(out, "</select></label>\n<label>Days <select id=\"day-box\">");
    put_days_option(page, 0, axis->days, "all days");
    for (size_t day = 0; axis->days > 7 && day < axis->days; day += 7) {
        put_days_option(page, day, day + 7 < axis->days ? day + 7 : axis->days, "week of ");
    }
    for (size_t day = 0; day < axis->days; day++) {
        put_days_option(page, day, day + 1, "");
    }
    hc_put(out, "</select></label></div>\n");
}

void hc_html_forecast(const hc_page *page, const size_t *chosen, size_t count)
{
    FILE *out = page->out;
    const size_t queues = page->plan->forecast->queue_count;
    put_controls(page, chosen, count);
    hc_put(out,
           "<div class=\"canvas\"><canvas id=\"forecast-chart\" role=\"img\" "
           "aria-label=\"Expected contacts by interval with the 80 and 95 percent "
           "bands\"></canvas></div>\n"
           "<noscript><p>This chart needs script. Its figures are in forecast.csv.</p>"
           "</noscript>\n<ul class=\"key\">"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"mean-line\" "
           "d=\"M0 7H26\"/></svg>expected</li>"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"inner-band\" "
           "d=\"M0 1H26V13H0Z\"/></svg>four times in five inside (80&nbsp;%)</li>"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"outer-band\" "
           "d=\"M0 1H26V13H0Z\"/></svg>nineteen times in twenty inside (95&nbsp;%)</li>"
           "</ul>\n");
    if (count < queues) {
        (void)fprintf(out,
                      "<p class=\"soft\">Drawn: the %zu largest of %zu queues. All are in "
                      "forecast.csv.</p>\n",
                      count, queues);
    }
}

/* Closed intervals are null: the line ends with the day's service. */
static void put_row(FILE *out, const hc_queue *queue, const char *key, const double *values,
                    size_t count)
{
    (void)fprintf(out, ",\"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) { hc_put(out, ","); }
        if (isfinite(values[i]) && queue->state[i] != HC_SLOT_CLOSED) {
            hc_put_fixed(out, values[i], values[i] < 10.0 ? 2 : 1);
        } else {
            hc_put(out, "null");
        }
    }
    hc_put(out, "]");
}

static void put_queue(FILE *out, const hc_queue *queue, size_t slots)
{
    static const struct {
        const char *key;
        size_t quantile;
    } band[] = {{"q025", 0}, {"q10", 2}, {"q90", 6}, {"q975", 8}};
    hc_put(out, "{\"name\":");
    hc_json_text(out, queue->name);
    put_row(out, queue, "mean", queue->calls, slots);
    for (size_t i = 0; queue->quantile != NULL && i < 4; i++) {
        put_row(out, queue, band[i].key, queue->quantile + band[i].quantile * slots, slots);
    }
    hc_put(out, "}");
}

void hc_html_chart_data(const hc_page *page, const size_t *chosen, size_t count)
{
    FILE *out = page->out;
    const hc_series *forecast = page->plan->forecast;
    const hc_axis *axis = &forecast->axis;
    hc_put(out, "<script type=\"application/json\" id=\"plan-data\">{\"days\":[");
    for (size_t day = 0; day < axis->days; day++) {
        hc_put(out, day > 0 ? ",{\"name\":\"" : "{\"name\":\"");
        hc_html_day(out, axis->first_day + (int64_t)day);
        (void)fprintf(out, "\",\"range\":[%zu,%zu]}", axis->day_first[day],
                      axis->day_first[day + 1]);
    }
    hc_put(out, "],\"clock\":[");
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        hc_put(out, slot > 0 ? ",\"" : "\"");
        hc_html_clock(out, axis, slot);
        hc_put(out, "\"");
    }
    hc_put(out, "],\"queues\":[");
    for (size_t i = 0; i < count; i++) {
        if (i > 0) { hc_put(out, ","); }
        put_queue(out, &forecast->queues[chosen[i]], hc_axis_slots(axis));
    }
    hc_put(out, "]}</script>\n");
}
