#include "cli/publish/html_part.h"

#include <string.h>

static bool slot_is_busy(const hc_plan_result *plan, size_t slot)
{
    return hc_plan_required(plan, slot) > 0 || plan->roster->on_phones[slot] > 0;
}

bool hc_page_day_is_open(const hc_page *page, size_t day)
{
    const size_t *day_first = page->plan->requirement->axis.day_first;
    for (size_t slot = day_first[day]; slot < day_first[day + 1]; slot++) {
        if (slot_is_busy(page->plan, slot)) { return true; }
    }
    return false;
}

size_t hc_page_largest_queue(const hc_page *page)
{
    size_t largest = 0;
    for (size_t q = 1; q < page->plan->forecast->queue_count; q++) {
        if (hc_page_queue_calls(page, q) > hc_page_queue_calls(page, largest)) { largest = q; }
    }
    return largest;
}

double hc_page_queue_calls(const hc_page *page, size_t queue)
{
    const hc_series *forecast = page->plan->forecast;
    const double *calls = forecast->queues[queue].calls;
    double sum = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
        if (calls[slot] > 0.0) { sum += calls[slot]; }
    }
    return sum;
}

hc_page hc_page_of(const hc_plan_result *plan, FILE *out)
{
    const hc_axis *axis = &plan->requirement->axis;
    hc_page page = {.plan = plan, .out = out, .figures = hc_plan_figures_of(plan)};
    page.day_slot_first = SIZE_MAX;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        if (!slot_is_busy(plan, slot)) { continue; }
        const size_t of_day = slot - axis->day_first[hc_axis_day_index(axis, slot)];
        if (of_day < page.day_slot_first) { page.day_slot_first = of_day; }
        if (of_day + 1 > page.day_slot_end) { page.day_slot_end = of_day + 1; }
    }
    if (page.day_slot_end == 0) { page.day_slot_first = 0; }
    return page;
}

/* Digits with a comma between thousands and a true minus sign. */
static void put_grouped(FILE *out, const char *text)
{
    const size_t sign = text[0] == '-' ? 1 : 0;
    const size_t whole = strcspn(text, ".e");
    if (sign > 0) { hc_put(out, "\xE2\x88\x92"); }
    for (size_t i = sign; text[i] != '\0'; i++) {
        if (i > sign && i < whole && (whole - i) % 3 == 0) { hc_put(out, ","); }
        (void)fputc(text[i], out);
    }
}

void hc_html_number(FILE *out, double value, int decimals)
{
    char text[HC_NUMBER_TEXT_MAX] = "\xE2\x80\x93";
    if (isfinite(value)) { hc_format_fixed(value, decimals, text); }
    put_grouped(out, text);
}

void hc_html_fixed(FILE *out, double value, int decimals)
{
    char text[HC_NUMBER_TEXT_MAX] = "\xE2\x80\x93";
    if (fabs(value) < 1e15) {
        const double rounded_to_zero = 0.5 * pow(10.0, -decimals);
        (void)snprintf(text, sizeof text, "%.*f", decimals,
                       fabs(value) < rounded_to_zero ? 0.0 : value);
    }
    put_grouped(out, text);
}

void hc_html_percent(FILE *out, double share, int decimals)
{
    hc_html_number(out, 100.0 * share, decimals);
    if (isfinite(share)) { hc_put(out, "&nbsp;%"); }
}

void hc_html_day(FILE *out, int64_t day)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const hc_civil_date date = hc_date_from_day(day);
    (void)fprintf(out, "%s %d %s", hc_weekday_name(hc_weekday(day)), (int)date.day,
                  month[date.month - 1]);
}

void hc_html_clock(FILE *out, const hc_axis *axis, size_t slot)
{
    char text[HC_TIME_TEXT_MAX];
    hc_format_clock(hc_axis_local(axis, slot).second_of_day / 60, text);
    hc_put(out, text);
}

void hc_html_when(FILE *out, const hc_axis *axis, size_t slot)
{
    hc_html_day(out, hc_axis_local(axis, slot).day);
    hc_put(out, ", ");
    hc_html_clock(out, axis, slot);
}

void hc_html_name(FILE *out, const char *name)
{
    hc_put(out, "<bdi>");
    hc_html_text(out, name);
    hc_put(out, "</bdi>");
}

void hc_html_difference(FILE *out, int32_t missing)
{
    if (missing == 0) {
        hc_put(out, "even");
        return;
    }
    hc_put_int(out, missing > 0 ? missing : -missing);
    hc_put(out, missing > 0 ? " short" : " over");
}

void hc_html_open_table(FILE *out, const char *label)
{
    (void)fprintf(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n"
        "<thead><tr>",
        label);
}

void hc_html_heads(FILE *out, const char *heads)
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

void hc_html_close_table(FILE *out)
{
    hc_put(out, "</tbody></table></div>\n");
}

void hc_html_number_cell(FILE *out, double value, int decimals)
{
    hc_put(out, "<td>");
    hc_html_fixed(out, value, decimals);
    hc_put(out, "</td>");
}

void hc_html_percent_cell(FILE *out, double share, int decimals)
{
    hc_put(out, "<td>");
    hc_html_fixed(out, 100.0 * share, decimals);
    hc_put(out, isfinite(share) ? "&nbsp;%</td>" : "</td>");
}
