/* The report's tables: days, intervals, queues, spells of shortage, accuracy, assumptions. */
#include "cli/publish/html_part.h"

#define SPELLS_MAX 12
#define INTERVAL_ROWS_MAX 1500 /* more intervals: the table stays in requirement.csv */

static void open_table(FILE *out, const char *label)
{
    (void)fprintf(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n"
        "<thead><tr>",
        label);
}

/* Heads separated by '|'; the first column and those marked '<' are set left. */
static void put_heads(FILE *out, const char *heads)
{
    while (*heads != '\0') {
        const bool left = *heads == '<';
        hc_put(out, left ? "<th scope=\"col\" class=\"left\">" : "<th scope=\"col\">");
        for (heads += left ? 1 : 0; *heads != '\0' && *heads != '|'; heads++) {
            (void)fputc(*heads, out);
        }
        hc_put(out, "</th>");
        heads += *heads == '|' ? 1 : 0;
    }
    hc_put(out, "</tr></thead>\n<tbody>\n");
}

static void close_table(FILE *out)
{
    hc_put(out, "</tbody></table></div>\n");
}

static void put_number_cell(FILE *out, double value, int decimals)
{
    hc_put(out, "<td>");
    hc_html_fixed(out, value, decimals);
    hc_put(out, "</td>");
}

static void put_percent_cell(FILE *out, double share, int decimals)
{
    hc_put(out, "<td>");
    hc_html_fixed(out, 100.0 * share, decimals);
    hc_put(out, isfinite(share) ? "&nbsp;%</td>" : "</td>");
}

static void put_figure_cells(FILE *out, const hc_plan_figures *figures)
{
    const bool known = isfinite(figures->service_level);
    put_number_cell(out, figures->calls, 0);
    put_number_cell(out, figures->aht_s, 0);
    put_number_cell(out, figures->peak_agents, 0);
    put_number_cell(out, figures->required_hours, 1);
    put_number_cell(out, figures->scheduled_hours, 1);
    hc_put(out, figures->short_hours > 0.0 ? "<td class=\"is-short\">" : "<td>");
    hc_html_fixed(out, figures->short_hours, 1);
    hc_put(out, "</td>");
    put_number_cell(out, figures->over_hours, 1);
    put_percent_cell(out, known ? figures->service_level : figures->asked_service_level, 1);
    hc_put(out, "</tr>\n");
}

void hc_html_day_table(const hc_page *page)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->requirement->axis;
    open_table(out, "The plan by day");
    put_heads(out,
              "Day|Contacts|AHT,&nbsp;s|Peak agents|Hours needed|Hours scheduled|Hours short|"
              "Hours over|Service level");
    for (size_t day = 0; day < axis->days; day++) {
        const hc_plan_figures figures =
            hc_plan_figures_between(page->plan, axis->day_first[day], axis->day_first[day + 1]);
        hc_put(out, "<tr><th scope=\"row\">");
        hc_html_day(out, axis->first_day + (int64_t)day);
        hc_put(out, "</th>");
        if (hc_page_day_is_open(page, day) || figures.calls > 0.0) {
            put_figure_cells(out, &figures);
        } else {
            hc_put(out, "<td colspan=\"8\" class=\"soft left\">closed</td></tr>\n");
        }
    }
    hc_put(out, "</tbody><tfoot><tr><th scope=\"row\">Together</th>");
    put_figure_cells(out, &page->figures);
    hc_put(out, "</tfoot></table></div>\n");
}

static void put_interval_row(const hc_page *page, size_t slot)
{
    FILE *out = page->out;
    const hc_plan_result *plan = page->plan;
    const hc_need *need = &plan->requirement->needs[plan->pool];
    const hc_need *served = plan->delivered != NULL ? plan->delivered : need;
    const int32_t missing = hc_plan_short(plan, slot);
    hc_put(out, "<tr><th scope=\"row\">");
    hc_html_clock(out, &plan->requirement->axis, slot);
    hc_put(out, "</th>");
    put_number_cell(out, need->calls[slot], 1);
    put_number_cell(out, need->aht_s[slot], 0);
    put_number_cell(out, need->load_erlangs[slot], 2);
    put_number_cell(out, need->agents[slot], 0);
    put_number_cell(out, hc_plan_required(plan, slot), 0);
    put_number_cell(out, plan->roster->on_phones[slot], 0);
    hc_put(out, missing > 0 ? "<td class=\"is-short\">" : "<td>");
    hc_html_difference(out, missing);
    hc_put(out, "</td>");
    put_percent_cell(out, served->service_level[slot], 1);
    hc_put(out, "</tr>\n");
}

static void put_interval_day(const hc_page *page, size_t day)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->requirement->axis;
    hc_put(out, "<details><summary>");
    hc_html_day(out, axis->first_day + (int64_t)day);
    hc_put(out, "</summary>\n");
    open_table(out, "The intervals of a day");
    put_heads(out, "From|Contacts|AHT,&nbsp;s|Load, Erlangs|Agents on the phones|To schedule|"
                   "Scheduled|Difference|Service level");
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (hc_plan_required(page->plan, slot) > 0 || page->plan->roster->on_phones[slot] > 0) {
            put_interval_row(page, slot);
        }
    }
    close_table(out);
    hc_put(out, "</details>\n");
}

void hc_html_interval_tables(const hc_page *page)
{
    const hc_axis *axis = &page->plan->requirement->axis;
    if (hc_axis_slots(axis) > INTERVAL_ROWS_MAX) {
        hc_put(page->out, "<p class=\"soft\">Every interval is in requirement.csv.</p>\n");
        return;
    }
    hc_put(page->out, "<h3 class=\"screen-only\">By interval</h3>\n");
    for (size_t day = 0; day < axis->days; day++) {
        if (hc_page_day_is_open(page, day)) { put_interval_day(page, day); }
    }
}

static void put_spell(const hc_page *page, const hc_short_spell *spell)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->requirement->axis;
    const size_t last = spell->first_slot + spell->slots - 1;
    char text[HC_TIME_TEXT_MAX];
    hc_format_clock(hc_axis_local(axis, last).second_of_day / 60 + axis->interval_min, text);
    hc_put(out, "<tr><th scope=\"row\">");
    hc_html_when(out, axis, spell->first_slot);
    (void)fprintf(out, "\xE2\x80\x93%s</th>", text);
    put_number_cell(out, spell->worst_short, 0);
    put_number_cell(out, spell->short_hours, 1);
    hc_put(out, "</tr>\n");
}

/* Index of the next spell by hours short, the earlier first among equals; drawn ones are marked
 * 0. */
static size_t worst_spell(const hc_short_spell *spells, size_t count)
{
    size_t worst = 0;
    for (size_t i = 1; i < count; i++) {
        if (spells[i].short_hours > spells[worst].short_hours) { worst = i; }
    }
    return worst;
}

hc_status hc_html_spells(const hc_page *page, hc_error *err)
{
    FILE *out = page->out;
    hc_short_spell *spells = NULL;
    size_t count = 0;
    HC_TRY(hc_plan_short_spells(page->plan, &spells, &count, err));
    if (count > 0) {
        hc_put(out, "<h3>Where people are missing, the most hours first</h3>\n");
        open_table(out, "Spells of shortage");
        put_heads(out, "When|People short, at worst|Person-hours short");
        for (size_t i = 0; i < count && i < SPELLS_MAX; i++) {
            const size_t worst = worst_spell(spells, count);
            put_spell(page, &spells[worst]);
            spells[worst].short_hours = 0.0;
        }
        close_table(out);
    }
    if (count > SPELLS_MAX) {
        (void)fprintf(out, "<p class=\"soft\">%zu more in plan.json.</p>\n",
                      count - SPELLS_MAX);
    }
    hc_free(spells);
    return HC_OK;
}

void hc_html_queue_table(const hc_page *page)
{
    FILE *out = page->out;
    const hc_series *forecast = page->plan->forecast;
    const hc_forecast_report *report = page->plan->forecast_report;
    if (report == NULL) { return; }
    hc_put(out, "<h3>How each queue was forecast</h3>\n");
    open_table(out, "Forecast by queue");
    put_heads(out, "Queue|Contacts|Off by, of an interval|Off by, of a day|By chance alone|"
                   "Back-tests|<Why this forecast");
    for (size_t q = 0; q < forecast->queue_count && q < report->queue_count; q++) {
        const hc_queue_report *of_queue = &report->queues[q];
        hc_put(out, "<tr><th scope=\"row\" class=\"wrap\">");
        hc_html_name(out, forecast->queues[q].name);
        hc_put(out, "</th>");
        put_number_cell(out, hc_page_queue_calls(page, q), 0);
        put_percent_cell(out, of_queue->wape_interval, 1);
        put_percent_cell(out, of_queue->wape_day, 1);
        put_percent_cell(out, of_queue->poisson_floor, 1);
        put_number_cell(out, (double)of_queue->backtests, 0);
        hc_put(out, "<td class=\"why\">");
        hc_html_text(out, of_queue->reason);
        hc_put(out, "</td></tr>\n");
    }
    close_table(out);
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

static void put_score_rows(FILE *out, const hc_backtest *backtest)
{
    double most = 0.0;
    for (size_t i = 0; i < backtest->score_count; i++) {
        most = fmax(most, backtest->scores[i].week.wape_interval); /* fmax passes NaN over */
    }
    for (size_t i = 0; i < backtest->score_count; i++) {
        const hc_accuracy *week = &backtest->scores[i].week;
        hc_put(out,
               i == 0 ? "<tr class=\"ours\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
        hc_html_text(out, backtest->scores[i].name);
        hc_put(out, "</th>");
        put_score_bar(out, week->wape_interval, most, i == 0);
        put_percent_cell(out, week->wape_interval, 1);
        put_percent_cell(out, week->wape_day, 1);
        put_percent_cell(out, week->bias, 1);
        put_percent_cell(out, week->coverage_80, 0);
        put_percent_cell(out, week->coverage_95, 0);
        hc_put(out, "</tr>\n");
    }
}

void hc_html_accuracy(const hc_page *page)
{
    FILE *out = page->out;
    const hc_backtest *backtest = page->plan->backtest;
    if (backtest == NULL || backtest->score_count == 0) {
        hc_put(out, "<p>No back-test was made: nothing is claimed about the error.</p>\n");
        return;
    }
    if (backtest->too_little) {
        hc_put(out, "<div class=\"notice\">");
        hc_html_text(out, backtest->warning);
        hc_put(out, "</div>\n");
    }
    for (size_t i = 0; i < 3; i++) {
        if (backtest->sentence[i][0] == '\0') { continue; }
        hc_put(out, "<p>");
        hc_html_text(out, backtest->sentence[i]);
        hc_put(out, "</p>\n");
    }
    open_table(out, "Errors of the forecast and of simple methods in the back-tests");
    put_heads(out, "Method|<|Off by, of an interval|Off by, of a day|Bias|Inside the 80&nbsp;% "
                   "band|Inside the 95&nbsp;% band");
    put_score_rows(out, backtest);
    close_table(out);
    hc_put(out,
           "<p class=\"soft\">Off by: the sum of all errors without sign over the sum of all "
           "contacts, one week ahead, all queues.</p>\n");
}

static void put_sentences(FILE *out, const char *head, const hc_plan_lines *lines)
{
    if (lines->count == 0) { return; }
    (void)fprintf(out, "<h3>%s</h3>\n<ul class=\"words\">\n", head);
    for (size_t i = 0; i < lines->count; i++) {
        hc_put(out, "<li>");
        hc_html_name(out, lines->lines[i]);
        hc_put(out, "</li>\n");
    }
    hc_put(out, "</ul>\n");
}

static void put_inputs(const hc_page *page)
{
    FILE *out = page->out;
    hc_put(out, "<h3>Made from</h3>\n");
    open_table(out, "Input files");
    put_heads(out, "Role|<File|Bytes|<SHA-256");
    for (size_t i = 0; i < page->plan->input_count; i++) {
        const hc_plan_input *input = &page->plan->inputs[i];
        hc_put(out, "<tr><th scope=\"row\">");
        hc_html_text(out, input->role);
        hc_put(out, "</th><td class=\"wrap\">");
        hc_html_name(out, input->path);
        hc_put(out, "</td>");
        put_number_cell(out, (double)input->bytes, 0);
        hc_put(out, "<td class=\"wrap\"><code>");
        hc_html_text(out, input->sha256);
        hc_put(out, "</code></td></tr>\n");
    }
    close_table(out);
}

void hc_html_assumptions(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_result *plan = page->plan;
    open_table(out, "Assumptions");
    put_heads(out, "Assumption|<Value|<From");
    for (size_t i = 0; i < plan->assumption_count; i++) {
        hc_put(out, "<tr><th scope=\"row\" class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].name);
        hc_put(out, "</th><td class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].value);
        hc_put(out, "</td><td class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].source);
        hc_put(out, "</td></tr>\n");
    }
    close_table(out);
    put_sentences(out, "What the history told", &plan->facts);
    put_sentences(out, "Good to know", &plan->notes);
    put_inputs(page);
}
