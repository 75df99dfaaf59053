/* The report's tables: days, intervals, spells of shortage, assumptions. */
#include "cli/publish/html_part.h"
#include "cli/publish/queue_figures.h"
#include "scheduler/skills.h"

#define SPELLS_MAX 12
#define INTERVAL_ROWS_MAX 1500 /* more intervals: the table stays in requirement.csv */

static void put_figure_cells(FILE *out, const hc_plan_figures *figures)
{
    const bool known = isfinite(figures->service_level);
    hc_html_number_cell(out, figures->calls, 0);
    hc_html_number_cell(out, figures->aht_s, 0);
    hc_html_number_cell(out, figures->peak_agents, 0);
    hc_html_number_cell(out, figures->required_hours, 1);
    hc_html_number_cell(out, figures->scheduled_hours, 1);
    hc_put(out, figures->short_hours > 0.0 ? "<td class=\"is-short\">" : "<td>");
    hc_html_fixed(out, figures->short_hours, 1);
    hc_put(out, "</td>");
    hc_html_number_cell(out, figures->over_hours, 1);
    hc_html_percent_cell(out, known ? figures->service_level : figures->asked_service_level, 1);
    hc_put(out, "</tr>\n");
}

void hc_html_day_table(const hc_page *page)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->requirement->axis;
    hc_html_open_table(out, "The plan by day");
    hc_html_heads(
        out, "Day|Contacts|AHT,&nbsp;s|Peak agents|Hours needed|Hours scheduled|Hours short|"
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
    hc_put(out, "</tfoot></table></div>\n"
                "<p class=\"soft\">Service level, here and by interval: if the forecast comes "
                "true.</p>\n");
}

static void put_interval_row(const hc_page *page, size_t slot)
{
    FILE *out = page->out;
    const hc_plan_result *plan = page->plan;
    const hc_need *need = &plan->requirement->needs[plan->pool];
    const hc_need *served = plan->delivered != NULL ? plan->delivered : need;
    const hc_plan_cover cover = hc_plan_cover_at(plan, slot);
    hc_put(out, "<tr><th scope=\"row\">");
    hc_html_clock(out, &plan->requirement->axis, slot);
    hc_put(out, "</th>");
    hc_html_number_cell(out, need->calls[slot], 1);
    hc_html_number_cell(out, need->aht_s[slot], 0);
    hc_html_number_cell(out, need->load_erlangs[slot], 2);
    hc_html_number_cell(out, need->agents[slot], 0);
    hc_html_number_cell(out, hc_plan_required(plan, slot), 0);
    hc_html_number_cell(out, plan->roster->on_phones[slot], 0);
    hc_put(out, cover.missing > 0 ? "<td class=\"is-short\">" : "<td>");
    hc_html_difference(out, cover.missing > 0 ? cover.missing : -cover.over);
    hc_put(out, "</td>");
    hc_html_percent_cell(out, served->service_level[slot], 1);
    hc_put(out, "</tr>\n");
}

static void put_interval_day(const hc_page *page, size_t day)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->requirement->axis;
    hc_put(out, "<details><summary>");
    hc_html_day(out, axis->first_day + (int64_t)day);
    hc_put(out, "</summary>\n");
    hc_html_open_table(out, "The intervals of a day");
    hc_html_heads(out,
                  "From|Contacts|AHT,&nbsp;s|Load, Erlangs|Agents on the phones|To schedule|"
                  "Scheduled|Difference|Service level");
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (hc_plan_required(page->plan, slot) > 0 || page->plan->roster->on_phones[slot] > 0) {
            put_interval_row(page, slot);
        }
    }
    hc_html_close_table(out);
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

static void put_queue_hours(const hc_page *page, size_t queue)
{
    const hc_queue_result queues = hc_plan_queues(page->plan);
    const hc_queue_hours hours = hc_queue_hours_of(&queues, queue);
    hc_html_number_cell(page->out, hours.required, 1);
    hc_html_number_cell(page->out, hours.missing, 1);
    hc_html_number_cell(page->out, hours.over, 1);
}

static void put_queue_row(const hc_page *page, size_t queue)
{
    const hc_plan_result *plan = page->plan;
    const hc_target *target = hc_queue_level_asked(&plan->staff->queues[queue]);
    hc_put(page->out, "<tr><th scope=\"row\">");
    hc_html_name(page->out, plan->forecast->queues[queue].name);
    hc_put(page->out, "</th>");
    if (plan->served != NULL) { put_queue_hours(page, queue); }
    hc_html_percent_cell(
        page->out, hc_need_level(&plan->delivered_queues[queue], &plan->requirement->axis), 1);
    hc_html_percent_cell(page->out, target != NULL ? target->limit : HC_MISSING, 0);
    hc_html_number_cell(page->out, plan->staff->queues[queue].target_s, 0);
    hc_put(page->out, "</tr>\n");
}

void hc_html_served_queues(const hc_page *page)
{
    const hc_plan_result *plan = page->plan;
    if (plan->delivered_queues == NULL) { return; }
    hc_put(page->out, "<h3>By queue</h3>\n");
    hc_put(page->out,
           plan->served != NULL
               ? "<p>People serve any of the queues of their skills, in every interval where "
                 "they are of most use: the roster says when they work, cover.csv how many "
                 "serve each queue.</p>\n"
               : "<p>Each queue has agents of its own: as much of the roster as it needs of "
                 "all that is needed then.</p>\n");
    hc_html_open_table(page->out, "What each queue gets");
    hc_html_heads(page->out, plan->served != NULL
                                 ? "Queue|Hours to schedule|Hours short|Hours over|"
                                   "Service level|Asked|Within, s"
                                 : "Queue|Service level|Asked|Within, s");
    for (size_t q = 0; q < plan->staff->queue_count; q++) {
        put_queue_row(page, q);
    }
    hc_html_close_table(page->out);
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
    if (page->plan->served != NULL) {
        hc_put(out, "<td class=\"left\">");
        hc_html_name(out, page->plan->rules->queues[spell->queue]);
        hc_put(out, "</td>");
    }
    hc_html_number_cell(out, spell->worst_short, 0);
    hc_html_number_cell(out, spell->short_hours, 1);
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
        hc_html_open_table(out, "Spells of shortage");
        hc_html_heads(out, page->plan->served != NULL
                               ? "When|<Queue|People short, at worst|Person-hours short"
                               : "When|People short, at worst|Person-hours short");
        for (size_t i = 0; i < count && i < SPELLS_MAX; i++) {
            const size_t worst = worst_spell(spells, count);
            put_spell(page, &spells[worst]);
            spells[worst].short_hours = 0.0;
        }
        hc_html_close_table(out);
    }
    if (count > SPELLS_MAX) {
        (void)fprintf(out, "<p class=\"soft\">%zu more in plan.json.</p>\n",
                      count - SPELLS_MAX);
    }
    hc_free(spells);
    return HC_OK;
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
    hc_html_open_table(out, "Input files");
    hc_html_heads(out, "Role|<File|Bytes|<SHA-256");
    for (size_t i = 0; i < page->plan->input_count; i++) {
        const hc_plan_input *input = &page->plan->inputs[i];
        hc_put(out, "<tr><th scope=\"row\">");
        hc_html_text(out, input->role);
        hc_put(out, "</th><td class=\"wrap\">");
        hc_html_name(out, input->path);
        hc_put(out, "</td>");
        hc_html_number_cell(out, (double)input->bytes, 0);
        hc_put(out, "<td class=\"wrap\"><code>");
        hc_html_text(out, input->sha256);
        hc_put(out, "</code></td></tr>\n");
    }
    hc_html_close_table(out);
}

void hc_html_assumptions(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_result *plan = page->plan;
    hc_html_open_table(out, "Assumptions");
    hc_html_heads(out, "Assumption|<Value|<From");
    for (size_t i = 0; i < plan->assumption_count; i++) {
        hc_put(out, "<tr><th scope=\"row\" class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].name);
        hc_put(out, "</th><td class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].value);
        hc_put(out, "</td><td class=\"wrap\">");
        hc_html_name(out, plan->assumptions[i].source);
        hc_put(out, "</td></tr>\n");
    }
    hc_html_close_table(out);
    put_sentences(out, "What the history told", &plan->facts);
    put_sentences(out, "Good to know", &plan->notes);
    put_inputs(page);
}
