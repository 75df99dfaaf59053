#include "cli/publish/cost_lines.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_LEAST 0.005 /* less is rounding of the sums */

bool hc_is_some_cost(double value)
{
    return fabs(value) >= SHOWN_LEAST;
}

void hc_cost_lines(const hc_roster_costs *costs, hc_cost_line lines[HC_COST_LINES])
{
#define LINE(name, what, value)                                                                \
    {                                                                                          \
        (name), "of which " what, (what), (value)                                              \
    }
    const hc_cost_line all[HC_COST_LINES] = {
        LINE("cover_cost", "short and over", costs->cover),
        LINE("wages", "wages", costs->wages),
        LINE("overtime_cost", "overtime", costs->overtime),
        LINE("premium_cost", "night and weekend premiums", costs->premiums),
        LINE("weekend_cost", "weekend days", costs->weekends),
        LINE("wish_cost", "wishes not granted", costs->wishes),
        LINE("hire_cost", "hiring", costs->hiring)};
#undef LINE
    memcpy(lines, all, sizeof all);
}

hc_roster_costs hc_judged_costs(const hc_roster_verdict *verdict)
{
    return (hc_roster_costs){.cover = verdict->cover_cost,
                             .wages = verdict->wage_cost,
                             .overtime = verdict->overtime_cost,
                             .premiums = verdict->premium_cost,
                             .weekends = verdict->weekend_cost,
                             .wishes = verdict->wish_cost,
                             .hiring = verdict->hire_cost,
                             .overtime_hours = verdict->overtime_hours};
}

const char *hc_cost_words(const hc_roster_costs *costs, int decimals, char *text, size_t size)
{
    hc_cost_line lines[HC_COST_LINES];
    size_t used = 0;
    hc_cost_lines(costs, lines);
    text[0] = '\0';
    for (size_t k = 1; k < HC_COST_LINES && used < size; k++) {
        if (!hc_is_some_cost(lines[k].value)) { continue; }
        const int wrote = snprintf(text + used, size - used, "%s%.*f %s", used > 0 ? " + " : "",
                                   decimals, lines[k].value, lines[k].what);
        if (wrote > 0) { used += (size_t)wrote; }
    }
    if (used == 0) { (void)snprintf(text, size, "%.*f people and hours", decimals, 0.0); }
    return text;
}
