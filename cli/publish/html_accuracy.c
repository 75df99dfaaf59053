/*
 * How good the forecast was: its back-test beside the planners' simple methods, or, where the
 * plan holds none, the weekly tests by which the largest queue's methods were chosen.
 */
#include "cli/publish/html_part.h"

void hc_html_queue_table(const hc_page *page)
{
    FILE *out = page->out;
    const hc_series *forecast = page->plan->forecast;
    const hc_forecast_report *report = page->plan->forecast_report;
    if (report == NULL) { return; }
    hc_put(out, "<h3>How each queue was forecast</h3>\n");
    hc_html_open_table(out, "Forecast by queue");
    hc_html_heads(out, "Queue|Contacts|Off by, of an interval|Off by, of a day|By chance alone|"
                       "Back-tests|<Why this forecast");
    for (size_t q = 0; q < forecast->queue_count && q < report->queue_count; q++) {
        const hc_queue_report *of_queue = &report->queues[q];
        hc_put(out, "<tr><th scope=\"row\" class=\"wrap\">");
        hc_html_name(out, forecast->queues[q].name);
        hc_put(out, "</th>");
        hc_html_number_cell(out, hc_page_queue_calls(page, q), 0);
        hc_html_percent_cell(out, of_queue->wape_interval, 1);
        hc_html_percent_cell(out, of_queue->wape_day, 1);
        hc_html_percent_cell(out, of_queue->poisson_floor, 1);
        hc_html_number_cell(out, (double)of_queue->backtests, 0);
        hc_put(out, "<td class=\"why\">");
        hc_html_text(out, of_queue->reason);
        hc_put(out, "</td></tr>\n");
    }
    hc_html_close_table(out);
}

/* A bar of the error, so that rows can be compared at a glance; the number stands beside it. */
static void put_score_bar(FILE *out, double wape, double most, bool ours)
{
    hc_put(out, "<td class=\"score-cell\">");
    if (isfinite(wape) && most > 0.0) {
        (void)fprintf(out,
                      "<svg viewBox=\"0 0 120 10\" preserveAspectRatio=\"none\" "
                      "aria-hidden=\"true\"><rect class=\"%s\" height=\"10\" width=\"",
                      ours ? "score-ours" : "score");
        hc_put_fixed(out, 120.0 * wape / most, 1);
        hc_put(out, "\"/></svg>");
    }
    hc_put(out, "</td>");
}

static void add_score(hc_page_scores *scores, const char *name, const hc_accuracy *week)
{
    if (scores->count == HC_PAGE_SCORES_MAX) { return; }
    scores->rows[scores->count++] = (hc_page_score){name, *week};
}

/* Only the two errors are known of the tests that chose the methods. */
static hc_accuracy accuracy_of(double wape_interval, double wape_day)
{
    return (hc_accuracy){.wape_interval = wape_interval,
                         .wape_day = wape_day,
                         .bias = HC_MISSING,
                         .coverage_80 = HC_MISSING,
                         .coverage_95 = HC_MISSING};
}

static void add_queue_scores(const hc_page *page, hc_page_scores *scores)
{
    const hc_forecast_report *report = page->plan->forecast_report;
    const size_t largest = hc_page_largest_queue(page);
    if (report == NULL || largest >= report->queue_count) { return; }
    const hc_queue_report *queue = &report->queues[largest];
    if (queue->backtests == 0 || !isfinite(queue->wape_interval)) { return; }
    scores->tests = queue->backtests;
    scores->queue = report->queue_count > 1 ? page->plan->forecast->queues[largest].name : NULL;
    const hc_accuracy ours = accuracy_of(queue->wape_interval, queue->wape_day);
    add_score(scores, "Headcount", &ours);
    for (size_t i = 0; i < queue->baseline_count; i++) {
        const hc_accuracy week =
            accuracy_of(queue->baseline[i].wape_interval, queue->baseline[i].wape_day);
        add_score(scores, queue->baseline[i].name, &week);
    }
}

hc_page_scores hc_page_scores_of(const hc_page *page)
{
    const hc_backtest *backtest = page->plan->backtest;
    hc_page_scores scores = {0};
    if (backtest == NULL) {
        add_queue_scores(page, &scores);
        return scores;
    }
    scores.tests = backtest->origin_count;
    for (size_t i = 0; i < backtest->score_count; i++) {
        if (backtest->scores[i].sort == HC_SCORE_CANDIDATE) { continue; }
        add_score(&scores, backtest->scores[i].name, &backtest->scores[i].week);
    }
    return scores;
}

static bool has_bands(const hc_page_scores *scores)
{
    return scores->count > 0 && isfinite(scores->rows[0].week.coverage_80);
}

static void put_score_rows(FILE *out, const hc_page_scores *scores)
{
    double most = 0.0;
    for (size_t i = 0; i < scores->count; i++) {
        most = fmax(most, scores->rows[i].week.wape_interval); /* fmax passes NaN over */
    }
    for (size_t i = 0; i < scores->count; i++) {
        const hc_accuracy *week = &scores->rows[i].week;
        hc_put(out,
               i == 0 ? "<tr class=\"ours\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
        hc_html_text(out, scores->rows[i].name);
        hc_put(out, "</th>");
        put_score_bar(out, week->wape_interval, most, i == 0);
        hc_html_percent_cell(out, week->wape_interval, 1);
        hc_html_percent_cell(out, week->wape_day, 1);
        if (has_bands(scores)) {
            hc_html_percent_cell(out, week->bias, 1);
            hc_html_percent_cell(out, week->coverage_80, 0);
            hc_html_percent_cell(out, week->coverage_95, 0);
        }
        hc_put(out, "</tr>\n");
    }
}

static void put_score_table(const hc_page *page, const hc_page_scores *scores)
{
    FILE *out = page->out;
    hc_html_open_table(out, "Errors of the forecast and of simple methods in the back-tests");
    hc_html_heads(out, has_bands(scores)
                           ? "Method|<|Off by, of an interval|Off by, of a day|Bias|Inside the "
                             "80&nbsp;% band|Inside the 95&nbsp;% band"
                           : "Method|<|Off by, of an interval|Off by, of a day");
    put_score_rows(out, scores);
    hc_html_close_table(out);
    hc_put(out,
           "<p class=\"soft\">Off by: the sum of all errors without sign over the sum of all "
           "contacts, one week ahead, ");
    if (scores->queue != NULL) {
        hc_put(out, "of the largest queue, ");
        hc_html_name(out, scores->queue);
    } else {
        hc_put(out, "all queues");
    }
    hc_put(out, ".</p>\n");
}

static void put_paragraph(FILE *out, const char *text)
{
    if (text[0] == '\0') { return; }
    hc_put(out, "<p>");
    hc_html_text(out, text);
    hc_put(out, "</p>\n");
}

static void put_sentences_of(FILE *out, const hc_backtest *backtest)
{
    if (backtest->too_little) {
        hc_put(out, "<div class=\"notice\">");
        hc_html_text(out, backtest->warning);
        hc_put(out, "</div>\n");
    }
    for (size_t i = 0; i < sizeof backtest->sentence / sizeof backtest->sentence[0]; i++) {
        put_paragraph(out, backtest->sentence[i]);
    }
    put_paragraph(out, backtest->totals);
}

void hc_html_accuracy(const hc_page *page)
{
    const hc_page_scores scores = hc_page_scores_of(page);
    if (page->plan->backtest != NULL) { put_sentences_of(page->out, page->plan->backtest); }
    if (scores.count == 0) {
        hc_put(page->out,
               "<p>No back-test could be made: nothing is claimed about the error.</p>\n");
        return;
    }
    put_score_table(page, &scores);
}
