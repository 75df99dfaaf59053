#include "cli/publish/write_html.h"

#include "cli/publish/assets.h"
#include "cli/publish/html_part.h"
#include "forecast/base/base64.h"
#include "forecast/base/sha256.h"

static void put_asset(FILE *out, const unsigned char *bytes, size_t count)
{
    (void)fwrite(bytes, 1, count, out); /* the stream keeps a failure */
}

static void put_hash(FILE *out, const unsigned char *bytes, size_t count)
{
    uint8_t digest[HC_SHA256_BYTES];
    char text[HC_BASE64_MAX(HC_SHA256_BYTES)];
    hc_sha256_of(bytes, count, digest);
    hc_base64(digest, sizeof digest, text);
    (void)fprintf(out, " 'sha256-%s'", text);
}

static bool draws_steps(const hc_page *page)
{
    return hc_html_has_moves(page) || hc_html_has_live(page);
}

/* Nothing may load, run or style this page but what we built in, named by its hash. */
static void put_policy(const hc_page *page)
{
    FILE *out = page->out;
    hc_put(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "base-uri 'none'; form-action 'none'; script-src");
    put_hash(out, hc_asset_chart_js, hc_asset_chart_js_bytes);
    put_hash(out, hc_asset_report_js, hc_asset_report_js_bytes);
    if (draws_steps(page)) { put_hash(out, hc_asset_steps_js, hc_asset_steps_js_bytes); }
    if (hc_html_has_moves(page)) { put_hash(out, hc_asset_moves_js, hc_asset_moves_js_bytes); }
    if (hc_html_has_live(page)) {
        put_hash(out, hc_asset_live_js, hc_asset_live_js_bytes);
        hc_put(out, " 'wasm-unsafe-eval'"); /* WebAssembly may start; no text is run */
    }
    hc_put(out, "; style-src");
    put_hash(out, hc_asset_report_css, hc_asset_report_css_bytes);
    hc_put(out, "\">\n");
}

static const char *title_of(const hc_plan_result *plan)
{
    return plan->title != NULL && plan->title[0] != '\0' ? plan->title : "Staffing plan";
}

static void put_head(const hc_page *page)
{
    FILE *out = page->out;
    hc_put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(page);
    hc_put(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    hc_html_text(out, title_of(page->plan));
    hc_put(out, " \xE2\x80\x93 Headcount</title>\n<style>");
    put_asset(out, hc_asset_report_css, hc_asset_report_css_bytes);
    hc_put(out, "</style>\n</head>\n");
}

static void put_header(const hc_page *page)
{
    FILE *out = page->out;
    const hc_axis *axis = &page->plan->forecast->axis;
    const int64_t last_day = axis->first_day + (int64_t)axis->days - 1;
    hc_put(out,
           "<body>\n<a class=\"skip\" href=\"#short\">Skip to the summary</a>\n<header>\n<h1>");
    hc_html_name(out, title_of(page->plan));
    hc_put(out, "</h1>\n<p>");
    hc_html_day(out, axis->first_day);
    hc_put(out, " \xE2\x80\x93 ");
    hc_html_day(out, last_day);
    (void)fprintf(out, " %d \xC2\xB7 %d-minute intervals", (int)hc_date_from_day(last_day).year,
                  (int)axis->interval_min);
    if (axis->zone.name[0] != '\0') {
        hc_put(out, " \xC2\xB7 ");
        hc_html_text(out, axis->zone.name);
    }
    hc_put(out, "</p>\n<nav aria-label=\"Sections\"><a href=\"#short\">In short</a>"
                "<a href=\"#forecast\">Forecast</a><a href=\"#need\">Agents needed</a>"
                "<a href=\"#cover\">Cover</a><a href=\"#shifts\">Shifts</a>");
    if (hc_html_has_live(page)) { hc_put(out, "<a href=\"#live\" hidden>What if</a>"); }
    hc_put(out, "<a href=\"#accuracy\">How good</a><a href=\"#days\">Tables</a>"
                "<a href=\"#basis\">Assumptions</a></nav>\n</header>\n");
    hc_put(
        out,
        "<svg class=\"defs\" aria-hidden=\"true\"><defs>\n"
        "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect class=\"hatch-back\" width=\"6\" height=\"6\"/>"
        "<path class=\"hatch-line\" d=\"M0 0V6\"/></pattern>\n"
        "<pattern id=\"dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
        "<rect class=\"dots-back\" width=\"5\" height=\"5\"/>"
        "<circle class=\"dots-dot\" cx=\"2.5\" cy=\"2.5\" r=\"0.8\"/></pattern>\n"
        "<clipPath id=\"names\"><rect x=\"0\" y=\"0\" width=\"146\" height=\"100000\"/>"
        "</clipPath>\n</defs></svg>\n<main>\n");
}

static void open_section(const hc_page *page, const char *id, const char *head)
{
    (void)fprintf(page->out, "<section class=\"card\" id=\"%s\">\n<h2>%s</h2>\n", id, head);
}

static void close_section(const hc_page *page)
{
    hc_put(page->out, "</section>\n");
}

static void put_summary(const hc_page *page)
{
    hc_put(page->out, "<section id=\"short\">\n<h2>In short</h2>\n");
    hc_html_short_words(page);
    hc_html_warnings(page);
    hc_html_key_figures(page);
    close_section(page);
}

static hc_status put_forecast(const hc_page *page, hc_error *err)
{
    size_t *chosen = NULL;
    size_t count = 0;
    HC_TRY(hc_html_chart_queues(page, &chosen, &count, err));
    open_section(page, "forecast", "What is expected");
    hc_html_forecast(page, chosen, count);
    hc_html_chart_data(page, chosen, count);
    close_section(page);
    hc_free(chosen);
    return HC_OK;
}

static hc_status put_staffing(const hc_page *page, hc_error *err)
{
    open_section(page, "need", "Agents needed on the phones");
    hc_put(page->out, "<p class=\"soft\">By weekday and time of day; the stronger the colour, "
                      "the more.</p>\n");
    HC_TRY(hc_html_heat(page, err));
    close_section(page);
    open_section(page, "cover", "People needed and people scheduled");
    hc_html_cover(page);
    hc_html_served_queues(page);
    HC_TRY(hc_html_spells(page, err));
    close_section(page);
    open_section(page, "shifts", "Shifts");
    HC_TRY(hc_html_shifts(page, err));
    if (hc_html_has_moves(page)) { hc_html_moves(page); }
    hc_put(page->out, "<h3>How good this roster is</h3>\n");
    hc_html_proof(page);
    close_section(page);
    return HC_OK;
}

static void put_evidence(const hc_page *page)
{
    open_section(page, "accuracy", "How good the forecast was");
    hc_html_accuracy(page);
    hc_html_queue_table(page);
    close_section(page);
    open_section(page, "days", "Day by day");
    hc_html_day_table(page);
    hc_html_interval_tables(page);
    close_section(page);
    open_section(page, "basis", "What this plan takes for granted");
    hc_html_assumptions(page);
    close_section(page);
}

static void put_script(FILE *out, const unsigned char *bytes, size_t count)
{
    hc_put(out, "<script>");
    put_asset(out, bytes, count);
    hc_put(out, "</script>\n");
}

static void put_foot(const hc_page *page)
{
    FILE *out = page->out;
    hc_put(out, "</main>\n<footer>Made by Headcount ");
    if (page->plan->version != NULL) { hc_html_text(out, page->plan->version); }
    hc_put(out, ", seed ");
    hc_put_count(out, page->plan->seed);
    hc_put(out, ". This file works offline and fetches nothing. Every figure is in plan.json."
                "</footer>\n");
    put_script(out, hc_asset_chart_js, hc_asset_chart_js_bytes);
    put_script(out, hc_asset_report_js, hc_asset_report_js_bytes);
    if (draws_steps(page)) { put_script(out, hc_asset_steps_js, hc_asset_steps_js_bytes); }
    if (hc_html_has_moves(page)) {
        put_script(out, hc_asset_moves_js, hc_asset_moves_js_bytes);
    }
    if (hc_html_has_live(page)) { put_script(out, hc_asset_live_js, hc_asset_live_js_bytes); }
    hc_put(out, "</body>\n</html>\n");
}

hc_status hc_write_report_html(const hc_plan_result *plan, FILE *out, hc_error *err)
{
    const hc_page page = hc_page_of(plan, out);
    put_head(&page);
    put_header(&page);
    put_summary(&page);
    HC_TRY(put_forecast(&page, err));
    HC_TRY(put_staffing(&page, err));
    if (hc_html_has_live(&page)) { hc_html_live(&page); }
    put_evidence(&page);
    put_foot(&page);
    return hc_stream_check(out, "report.html", err);
}
