#include "cli/roster/overtime_table.h"

#include <stdlib.h>

#include "cli/base/table.h"
#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "scheduler/roster_costs.h"

#define WEEKS_SHOWN 6
#define MINUTES_AN_HOUR 60.0

static int most_first(const void *a, const void *b)
{
    const hc_overtime_week *one = a;
    const hc_overtime_week *two = b;
    if (one->overtime_min != two->overtime_min) {
        return one->overtime_min > two->overtime_min ? -1 : 1;
    }
    if (one->agent != two->agent) { return one->agent < two->agent ? -1 : 1; }
    return (one->first_day > two->first_day) - (one->first_day < two->first_day);
}

static hc_status find_weeks(const hc_rules *rules, const hc_roster *roster,
                            hc_overtime_week **weeks, size_t *count, hc_error *err)
{
    HC_TRY(hc_overtime_weeks_find(rules, roster, weeks, count, err));
    if (*count > 0) { qsort(*weeks, *count, sizeof **weeks, most_first); }
    return HC_OK;
}

static hc_status add_week(const hc_roster *roster, const hc_overtime_week *week,
                          hc_table *table, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(roster->axis.first_day + (int64_t)week->first_day, date);
    HC_TRY(hc_table_text(table, roster->agents[week->agent].id, err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_number(table, week->paid_min / MINUTES_AN_HOUR, 2, err));
    return hc_table_number(table, week->overtime_min / MINUTES_AN_HOUR, 2, err);
}

hc_status hc_overtime_table_print(const hc_rules *rules, const hc_roster *roster,
                                  const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"agent", "Overtime of"},
                                        {"week", "Week from"},
                                        {"paid_hours", "Paid hours"},
                                        {"overtime_hours", "Overtime"}};
    hc_overtime_week *weeks = NULL;
    size_t count = 0;
    HC_TRY(find_weeks(rules, roster, &weeks, &count, err));
    hc_table table = hc_table_of(columns, 4);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < count && k < WEEKS_SHOWN; k++) {
        st = add_week(roster, &weeks[k], &table, err);
    }
    if (st == HC_OK && count > 0) {
        (void)fputs("\n", screen->out);
        hc_table_print(&table, screen->format, screen->out);
        if (count > WEEKS_SHOWN) {
            (void)fprintf(screen->out, "and %zu more\n", count - WEEKS_SHOWN);
        }
    }
    hc_table_clear(&table);
    hc_free(weeks);
    return st;
}

/* How many different people; the weeks are in any order. */
static hc_status count_people(const hc_roster *roster, const hc_overtime_week *weeks,
                              size_t count, size_t *people, hc_error *err)
{
    bool *seen = NULL;
    HC_TRY(hc_alloc(&seen, roster->agent_count, sizeof *seen, err));
    for (size_t k = 0; k < count; k++) {
        *people += seen[weeks[k].agent] ? 0 : 1;
        seen[weeks[k].agent] = true;
    }
    hc_free(seen);
    return HC_OK;
}

hc_status hc_overtime_words(const hc_rules *rules, const hc_roster *roster, char *text,
                            size_t size, hc_error *err)
{
    hc_overtime_week *weeks = NULL;
    size_t count = 0;
    size_t people = 0;
    double hours = 0.0;
    text[0] = '\0';
    HC_TRY(find_weeks(rules, roster, &weeks, &count, err));
    const hc_status st = count_people(roster, weeks, count, &people, err);
    for (size_t k = 0; k < count; k++) {
        hours += weeks[k].overtime_min / MINUTES_AN_HOUR;
    }
    if (st == HC_OK && count > 0) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(roster->axis.first_day + (int64_t)weeks[0].first_day, date);
        (void)snprintf(
            text, size,
            "%.1f hours in %zu %s of %zu %s, most %.1f hours: %s in the week from %s", hours,
            count, count == 1 ? "week" : "weeks", people, people == 1 ? "person" : "people",
            weeks[0].overtime_min / MINUTES_AN_HOUR, roster->agents[weeks[0].agent].id, date);
    }
    hc_free(weeks);
    return st;
}
