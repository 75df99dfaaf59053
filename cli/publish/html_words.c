/* The plan in words: what a planner would tell a colleague, then the same as big figures. */
#include "cli/publish/cost_lines.h"
#include "cli/publish/html_part.h"

static void put_plural(FILE *out, double count, const char *one, const char *many)
{
    hc_html_number(out, count, 0);
    hc_put(out, " ");
    hc_put(out, count == 1.0 ? one : many);
}

static void put_duration(FILE *out, double seconds)
{
    if (!isfinite(seconds)) {
        hc_put(out, "an unknown time");
        return;
    }
    const int64_t whole_s = (int64_t)(seconds + 0.5);
    if (whole_s >= 60) {
        hc_put_int(out, whole_s / 60);
        hc_put(out, "\xC2\xA0min");
        if (whole_s % 60 == 0) { return; }
        hc_put(out, " ");
    }
    hc_put_int(out, whole_s % 60);
    hc_put(out, "\xC2\xA0s");
}

static void say_volume(const hc_page *page)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->forecast->axis;
    hc_put(out, "<li>From ");
    hc_html_day(out, axis->first_day);
    hc_put(out, " to ");
    hc_html_day(out, axis->first_day + (int64_t)axis->days - 1);
    hc_put(out, " about <strong>");
    put_plural(out, page->figures.calls, "contact", "contacts");
    hc_put(out, "</strong> are expected");
    if (isfinite(page->figures.aht_s)) {
        hc_put(out, ", each taking ");
        put_duration(out, page->figures.aht_s);
        hc_put(out, " to handle on average");
    }
    if (page->figures.calls_beside > 0.0) {
        hc_put(out, ", and beside them <strong>");
        hc_html_number(out, page->figures.calls_beside, 0);
        hc_put(out, "</strong> chats and contacts that may wait, such as e-mail");
    }
    hc_put(out, ".</li>\n");
}

static void say_peak(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    if (figures->peak_agents == 0) { return; }
    hc_put(out, "<li>The busiest time is ");
    hc_html_when(out, &page->plan->requirement->axis, figures->peak_slot);
    hc_put(out, ": <strong>");
    put_plural(out, figures->peak_agents, "agent", "agents");
    hc_put(out, " on the phones</strong>, so ");
    put_plural(out, hc_plan_required(page->plan, figures->peak_slot), "person", "people");
    hc_put(out, " at work with a shrinkage of ");
    hc_html_percent(out, page->plan->rules->shrinkage, 1);
    hc_put(out, ".</li>\n");
}

static void say_roster(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    hc_put(out, "<li><strong>");
    put_plural(out, (double)figures->people, "person works", "people work");
    hc_put(out, " ");
    put_plural(out, (double)figures->shifts, "shift", "shifts");
    hc_put(out, "</strong>: ");
    put_plural(out, figures->scheduled_hours, "hour", "hours");
    hc_put(out, " on duty without breaks, where ");
    hc_html_number(out, figures->required_hours, 0);
    hc_put(out, " are needed.</li>\n");
}

/* What to count on first: the level over the forecast's spread, where it is known. */
static double level_to_count_on(const hc_plan_figures *figures)
{
    if (isfinite(figures->service_level_expected)) { return figures->service_level_expected; }
    return isfinite(figures->service_level) ? figures->service_level
                                            : figures->asked_service_level;
}

static void say_level_without_spread(FILE *out, const hc_plan_figures *figures)
{
    if (!isfinite(figures->service_level_expected)) { return; }
    hc_put(out, " on average over what the forecast may be off by (");
    hc_html_percent(out, figures->service_level, 1);
    hc_put(out, " if it comes true)");
}

static void say_service(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    const bool known = isfinite(figures->service_level);
    const double level = level_to_count_on(figures);
    if (!isfinite(level)) { return; }
    hc_put(out,
           known ? "<li>With this roster <strong>" : "<li>With the agents asked for <strong>");
    hc_html_percent(out, level, 1);
    hc_put(out, " of contacts are answered");
    if (page->plan->staff != NULL && page->plan->delivered_queues == NULL) {
        const hc_staff_rules *staff = page->plan->staff;
        hc_put(out, " within ");
        hc_html_number(out, staff->pooled ? staff->pool.target_s : staff->queues[0].target_s,
                       0);
        hc_put(out, "\xC2\xA0s");
    } else {
        hc_put(out, " in time");
    }
    hc_put(out, "</strong>");
    say_level_without_spread(out, figures);
    if (known && isfinite(figures->abandon_rate)) {
        hc_put(out, ", ");
        hc_html_percent(out, figures->abandon_rate, 1);
        hc_put(out, " of callers hang up");
    }
    if (known && isfinite(figures->occupancy)) {
        hc_put(out, ", and agents are busy ");
        hc_html_percent(out, figures->occupancy, 0);
        hc_put(out, " of the time");
    }
    hc_put(out, ".</li>\n");
}

static void say_shortage(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    if (figures->short_slots == 0) {
        hc_put(out, "<li>No interval is short of people.</li>\n");
        return;
    }
    hc_put(out, "<li>The roster is <strong>short in ");
    put_plural(out, (double)figures->short_slots, "interval", "intervals");
    hc_put(out, "</strong> of ");
    hc_html_number(out, (double)figures->needed_slots, 0);
    hc_put(out, ", by ");
    hc_html_number(out, figures->short_hours, 1);
    hc_put(out, " person-hours together; at worst by ");
    put_plural(out, figures->worst_short, "person", "people");
    hc_put(out, ", ");
    hc_html_when(out, &page->plan->requirement->axis, figures->worst_slot);
    hc_put(out, ".</li>\n");
}

static void say_surplus(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    const double wages = hc_plan_over_wages(page->plan, figures);
    if (!(figures->over_hours > 0.0)) { return; }
    hc_put(out, "<li>Elsewhere more people are there than asked for, by ");
    hc_html_number(out, figures->over_hours, 1);
    hc_put(out, " person-hours together");
    if (wages > 0.0) {
        hc_put(out, ": ");
        hc_html_number(out, wages, 0);
        hc_put(out, " ");
        hc_html_text(out, page->plan->currency != NULL ? page->plan->currency : "");
        hc_put(out, " of wages");
    }
    hc_put(out, ".</li>\n");
}

static void say_proof(const hc_page *page)
{
    FILE *out = page->out;
    if (!isfinite(page->plan->roster->gap)) { return; }
    if (page->plan->roster->gap <= 0.0) {
        hc_put(out, "<li>It is proved that no roster under these rules costs less.</li>\n");
        return;
    }
    hc_put(out, "<li>It is proved that no roster under these rules costs less than this one by "
                "more than <strong>");
    hc_html_percent(out, page->plan->roster->gap, 2);
    hc_put(out, "</strong>.</li>\n");
}

static void say_accuracy(const hc_page *page)
{
    FILE *out = page->out;
    const hc_page_scores scores = hc_page_scores_of(page);
    const bool thin = page->plan->backtest != NULL && page->plan->backtest->too_little;
    if (scores.count == 0 || thin || !isfinite(scores.rows[0].week.wape_day)) { return; }
    hc_put(out, "<li>In ");
    put_plural(out, (double)scores.tests, "back-test", "back-tests");
    hc_put(out, " this forecast");
    if (scores.queue != NULL) {
        hc_put(out, " of ");
        hc_html_name(out, scores.queue);
    }
    hc_put(out, " was off by <strong>");
    hc_html_percent(out, scores.rows[0].week.wape_day, 1);
    hc_put(out, "</strong> of a day's total and ");
    hc_html_percent(out, scores.rows[0].week.wape_interval, 1);
    hc_put(out, " of an interval");
    if (scores.count > 1 && isfinite(scores.rows[1].week.wape_interval)) {
        hc_put(out, " (");
        hc_html_text(out, scores.rows[1].name);
        hc_put(out, ": ");
        hc_html_percent(out, scores.rows[1].week.wape_interval, 1);
        hc_put(out, ")");
    }
    hc_put(out, ".</li>\n");
}

void hc_html_short_words(const hc_page *page)
{
    hc_put(page->out, "<ul class=\"words\">\n");
    say_volume(page);
    say_peak(page);
    say_roster(page);
    say_service(page);
    say_shortage(page);
    say_surplus(page);
    say_proof(page);
    say_accuracy(page);
    hc_put(page->out, "</ul>\n");
}

static void open_figure(FILE *out, const char *label)
{
    hc_put(out, "<div><dt>");
    hc_put(out, label);
    hc_put(out, "</dt><dd>");
}

static void middle_figure(FILE *out)
{
    hc_put(out, "<small>");
}

static void close_figure(FILE *out)
{
    hc_put(out, "</small></dd></div>\n");
}

static void put_volume_figures(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    open_figure(out, "Contacts");
    hc_html_number(out, figures->calls, 0);
    middle_figure(out);
    hc_html_number(out, figures->aht_s, 0);
    hc_put(out, "&nbsp;s each");
    close_figure(out);
    open_figure(out, "Peak agents");
    hc_html_number(out, figures->peak_agents, 0);
    middle_figure(out);
    hc_html_when(out, &page->plan->requirement->axis, figures->peak_slot);
    close_figure(out);
    open_figure(out, "People");
    hc_html_number(out, (double)figures->people, 0);
    middle_figure(out);
    put_plural(out, (double)figures->shifts, "shift", "shifts");
    close_figure(out);
}

static void put_quality_figures(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_figures *figures = &page->figures;
    const bool known = isfinite(figures->service_level);
    open_figure(out, "Service level");
    hc_html_percent(out, level_to_count_on(figures), 1);
    middle_figure(out);
    hc_put(out, known ? "with this roster" : "with the agents asked for");
    close_figure(out);
    open_figure(out, "Hours short");
    hc_html_number(out, figures->short_hours, 1);
    middle_figure(out);
    hc_html_number(out, figures->over_hours, 1);
    hc_put(out, " over");
    close_figure(out);
    open_figure(out, "Gap to the best");
    hc_html_percent(out, page->plan->roster->gap, 2);
    middle_figure(out);
    hc_put(out, "at most, proved");
    close_figure(out);
}

void hc_html_key_figures(const hc_page *page)
{
    hc_put(page->out, "<dl class=\"figures\">\n");
    put_volume_figures(page);
    put_quality_figures(page);
    hc_put(page->out, "</dl>\n");
}

void hc_html_warnings(const hc_page *page)
{
    FILE *out = page->out;
    const hc_plan_lines *warnings = &page->plan->warnings;
    if (warnings->count == 0) { return; }
    hc_put(out, "<div class=\"notice\" role=\"note\"><h2>Before you act on this</h2><ul>\n");
    for (size_t i = 0; i < warnings->count; i++) {
        hc_put(out, "<li>");
        hc_html_name(out, warnings->lines[i]);
        hc_put(out, "</li>\n");
    }
    hc_put(out, "</ul></div>\n");
}

/* The other parts of the cost, each of which there is some. */
static void say_costs(const hc_page *page)
{
    hc_cost_line lines[HC_COST_LINES];
    hc_cost_lines(&page->plan->costs, lines);
    for (size_t k = 1; k < HC_COST_LINES; k++) {
        if (!hc_is_some_cost(lines[k].value)) { continue; }
        hc_put(page->out, ", ");
        hc_html_number(page->out, lines[k].value, 1);
        hc_put(page->out, " for ");
        hc_put(page->out, lines[k].what);
    }
}

void hc_html_proof(const hc_page *page)
{
    FILE *out = page->out;
    const hc_roster *roster = page->plan->roster;
    hc_put(
        out,
        "<p>By the plan's prices for shortage, surplus and wages this roster costs <strong>");
    hc_html_number(out, roster->cost, 1);
    hc_put(out, "</strong>, of it ");
    hc_html_number(out, roster->cover_cost, 1);
    hc_put(out, " for shortage and surplus");
    say_costs(page);
    hc_put(out, ". No roster under these rules can cost less than <strong>");
    hc_html_number(out, roster->lower_bound, 1);
    hc_put(out, "</strong>: this one is within <strong>");
    hc_html_percent(out, roster->gap, 2);
    hc_put(out, "</strong> of the best there is.</p>\n");
}
