#include "cli/explain/explain_people.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "scheduler/wishes.h"

#define SHIFT_FIGURES "shifts,class,date,start,end,length_min,breaks,count"
#define IDS_MAX 256 /* bytes of the ids of those who have a shift */

#define SAY(to, figures, ...) HC_TRY(hc_explanation_add(to, err, figures, __VA_ARGS__))

static const cJSON *schedule_of(const hc_plan_file *plan)
{
    return hc_plan_member(plan->root, "schedule");
}

/* First day of the plan; HC_DAY_NONE in a file without it. */
static int64_t first_day(const hc_plan_file *plan)
{
    const char *text = hc_plan_text(hc_plan_member(plan->root, "axis"), "first_date");
    int64_t day = HC_DAY_NONE;
    (void)hc_parse_date(text, strlen(text), &day);
    return day;
}

static int32_t whole(const cJSON *object, const char *name)
{
    const double value = hc_plan_number(object, name);
    return hc_is_missing(value) ? 0 : (int32_t)value;
}

static const cJSON *agent_of(const hc_plan_file *plan, const cJSON *shift)
{
    return cJSON_GetArrayItem(hc_plan_member(schedule_of(plan), "agents"),
                              whole(shift, "agent"));
}

static const cJSON *class_of(const hc_plan_file *plan, const cJSON *agent)
{
    return cJSON_GetArrayItem(hc_plan_member(schedule_of(plan), "classes"),
                              whole(agent, "class"));
}

static const cJSON *contract_of(const hc_plan_file *plan, const cJSON *agent)
{
    return cJSON_GetArrayItem(hc_plan_member(schedule_of(plan), "contracts"),
                              whole(class_of(plan, agent), "contract"));
}

static void clock_text(int32_t minute, char text[HC_TIME_TEXT_MAX])
{
    hc_format_clock(minute % HC_MINUTES_A_DAY, text);
}

/* ---- one shift ----------------------------------------------------------------------------
 */

/* ", training 10:00 (120 min)" after the breaks. */
static void describe_activities(const cJSON *shift, char *text, size_t size)
{
    const cJSON *names = hc_plan_member(shift, "activity");
    const int count = cJSON_IsArray(names) ? cJSON_GetArraySize(names) : 0;
    for (int k = 0; k < count; k++) {
        const char *name = cJSON_GetStringValue(cJSON_GetArrayItem(names, k));
        const size_t used = strlen(text);
        char clock[HC_TIME_TEXT_MAX];
        clock_text((int32_t)hc_plan_number_at(shift, "activity_start_min", (size_t)k), clock);
        (void)snprintf(text + used, size - used, ", %s %s (%.0f min, paid)",
                       name != NULL ? name : "", clock,
                       hc_plan_number_at(shift, "activity_length_min", (size_t)k));
    }
}

/* "lunch 12:00 (30 min), break ..." and the minutes of those that are not paid. */
static int32_t describe_breaks(const cJSON *contract, const cJSON *shift, char *text,
                               size_t size)
{
    const cJSON *rules = hc_plan_member(contract, "breaks");
    const int count = cJSON_GetArraySize(hc_plan_member(shift, "break_start_min"));
    int32_t unpaid_min = 0;
    (void)snprintf(text, size, "%s", count > 0 ? "" : "no break");
    for (int b = 0; b < count; b++) {
        const cJSON *rule =
            cJSON_GetArrayItem(rules, (int)hc_plan_number_at(shift, "break_rule", (size_t)b));
        const double length_min = hc_plan_number_at(shift, "break_length_min", (size_t)b);
        const size_t used = strlen(text);
        char clock[HC_TIME_TEXT_MAX];
        clock_text((int32_t)hc_plan_number_at(shift, "break_start_min", (size_t)b), clock);
        (void)snprintf(text + used, size - used, "%s%s %s (%.0f min%s)", b > 0 ? ", " : "",
                       hc_plan_text(rule, "name"), clock, length_min,
                       cJSON_IsTrue(hc_plan_member(rule, "paid")) ? ", paid" : "");
        if (!cJSON_IsTrue(hc_plan_member(rule, "paid"))) { unpaid_min += (int32_t)length_min; }
    }
    describe_activities(shift, text, size);
    return unpaid_min;
}

/* "Mon 2026-11-23 09:00 to 17:30". */
static void describe_times(const hc_plan_file *plan, const cJSON *shift, char *text,
                           size_t size)
{
    const int64_t day = first_day(plan) + whole(shift, "day");
    const int32_t start = whole(shift, "start_min");
    char date[HC_TIME_TEXT_MAX], from[HC_TIME_TEXT_MAX], to[HC_TIME_TEXT_MAX];
    hc_format_date(day, date);
    clock_text(start, from);
    clock_text(start + whole(shift, "length_min"), to);
    (void)snprintf(text, size, "%s %s %s to %s", hc_weekday_name(hc_weekday(day)), date, from,
                   to);
}

/* ---- the shifts of an interval ------------------------------------------------------------
 */

static bool same_breaks(const cJSON *a, const cJSON *b)
{
    const int count = cJSON_GetArraySize(hc_plan_member(a, "break_start_min"));
    if (cJSON_GetArraySize(hc_plan_member(b, "break_start_min")) != count) { return false; }
    for (size_t k = 0; k < (size_t)count; k++) {
        const double one = hc_plan_number_at(a, "break_start_min", k);
        const double other = hc_plan_number_at(b, "break_start_min", k);
        if (one < other || one > other) { return false; }
    }
    return true;
}

static bool same_shift(const hc_plan_file *plan, const cJSON *a, const cJSON *b)
{
    return whole(a, "day") == whole(b, "day") &&
           whole(a, "start_min") == whole(b, "start_min") &&
           whole(a, "length_min") == whole(b, "length_min") &&
           whole(agent_of(plan, a), "class") == whole(agent_of(plan, b), "class") &&
           same_breaks(a, b) && hc_plan_member(a, "activity") == NULL &&
           hc_plan_member(b, "activity") == NULL;
}

/* The number of people with this shift, and their ids; 0 when an earlier shift is its like. */
static size_t count_like(const hc_plan_file *plan, const cJSON *shift, char *ids, size_t size)
{
    size_t count = 0;
    const cJSON *other = NULL;
    bool before = true;
    ids[0] = '\0';
    cJSON_ArrayForEach(other, hc_plan_member(schedule_of(plan), "shifts"))
    {
        if (other == shift) { before = false; }
        if (!same_shift(plan, other, shift)) { continue; }
        if (before) { return 0; }
        const size_t used = strlen(ids);
        (void)snprintf(ids + used, size - used, "%s%s", count > 0 ? ", " : "",
                       hc_plan_text(agent_of(plan, other), "id"));
        count++;
    }
    return count;
}

static hc_status explain_group(const hc_plan_file *plan, const cJSON *shift, hc_explanation *to,
                               hc_error *err)
{
    char ids[IDS_MAX], times[128], breaks[256];
    const size_t count = count_like(plan, shift, ids, sizeof ids);
    const cJSON *agent = agent_of(plan, shift);
    if (count == 0) { return HC_OK; }
    describe_times(plan, shift, times, sizeof times);
    (void)describe_breaks(contract_of(plan, agent), shift, breaks, sizeof breaks);
    SAY(to, "+" SHIFT_FIGURES, "  %zu x %s, %s (%d minutes; %s): %s", count,
        hc_plan_text(class_of(plan, agent), "name"), times, (int)whole(shift, "length_min"),
        breaks, ids);
    return HC_OK;
}

static bool holds(const cJSON *shift, int64_t minute)
{
    const int64_t start =
        (int64_t)whole(shift, "day") * HC_MINUTES_A_DAY + whole(shift, "start_min");
    return minute >= start && minute < start + whole(shift, "length_min");
}

static size_t count_shifts(const cJSON *schedule, int64_t minute)
{
    const cJSON *shift = NULL;
    size_t count = 0;
    cJSON_ArrayForEach(shift, hc_plan_member(schedule, "shifts"))
    {
        count += holds(shift, minute) ? 1 : 0;
    }
    return count;
}

hc_status hc_explain_shifts(const hc_plan_file *plan, size_t slot, hc_explanation *to,
                            hc_error *err)
{
    const cJSON *times = hc_plan_member(hc_plan_member(plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)slot);
    const cJSON *schedule = schedule_of(plan);
    const cJSON *shift = NULL;
    hc_time_option at = {0};
    if (!cJSON_IsString(time) ||
        !hc_time_option_read(time->valuestring, strlen(time->valuestring), &at)) {
        return HC_OK;
    }
    const int64_t minute =
        (at.local.day - first_day(plan)) * HC_MINUTES_A_DAY + at.local.second_of_day / 60;
    SAY(to, SHIFT_FIGURES,
        "Shifts then: those of %zu people, of the cheapest set found for the whole week (at "
        "most %.2f %% above any other); --figure shifts lists them",
        count_shifts(schedule, minute), 100.0 * hc_plan_number(schedule, "gap"));
    hc_status st = HC_OK;
    cJSON_ArrayForEach(shift, hc_plan_member(schedule, "shifts"))
    {
        if (st == HC_OK && holds(shift, minute)) { st = explain_group(plan, shift, to, err); }
    }
    return st;
}

/* ---- one person ---------------------------------------------------------------------------
 */

static hc_status explain_shift(const hc_plan_file *plan, const cJSON *agent, const cJSON *shift,
                               hc_explanation *to, hc_error *err)
{
    char times[128], breaks[256];
    const int32_t length_min = whole(shift, "length_min");
    const int32_t end_min = whole(shift, "start_min") + length_min;
    const int32_t unpaid_min =
        describe_breaks(contract_of(plan, agent), shift, breaks, sizeof breaks);
    describe_times(plan, shift, times, sizeof times);
    SAY(to, "agent,class,date,activity,start,end,shifts,hours",
        "  %s: %d minutes with %s; %.2f paid hours%s", times, (int)length_min, breaks,
        (length_min - unpaid_min) / 60.0, end_min > HC_LATE_END_MIN ? ", a late shift" : "");
    return HC_OK;
}

static hc_status explain_sums(const cJSON *agent, hc_explanation *to, hc_error *err)
{
    const double wish = hc_plan_number(agent, "preferred_start_min");
    const double apart = hc_plan_number(agent, "apart_hours");
    const double shifts = hc_plan_number(agent, "shifts");
    SAY(to, "shifts,hours", "Shifts: %.0f, %.2f paid hours together", shifts,
        hc_plan_number(agent, "hours"));
    const double overtime = hc_plan_number(agent, "overtime_hours");
    if (!hc_is_missing(overtime)) { /* older plans do not say */
        SAY(to, "overtime_hours",
            "  of which overtime: %.2f hours, what a week has beyond its contract's "
            "overtime_after_min",
            overtime);
    }
    SAY(to, "weekends,lates",
        "Weekends: %.0f with a shift on Saturday or Sunday; late shifts: %.0f that end after "
        "%d:00",
        hc_plan_number(agent, "weekends"), hc_plan_number(agent, "lates"),
        HC_LATE_END_MIN / 60);
    if (hc_is_missing(wish)) {
        SAY(to, "hours_from_wish", "Start wished for: none");
    } else {
        char clock[HC_TIME_TEXT_MAX];
        clock_text((int32_t)wish, clock);
        SAY(to, "hours_from_wish",
            "Start wished for: %s; %.2f hours apart in all / %.0f shifts = %.2f", clock, apart,
            shifts, apart / shifts);
    }
    SAY(to, "wished_days_off,granted_days_off", "Days off wished for: %.0f, of them free: %.0f",
        hc_plan_number(agent, "wished_days_off"), hc_plan_number(agent, "granted_days_off"));
    SAY(to, "weekends_total,lates_total,hours_total",
        "With what was worked before: weekends %g + %.0f = %g, late shifts %g + %.0f = %g, "
        "hours %.2f + %.2f = %.2f",
        hc_plan_number(agent, "weekends_before"), hc_plan_number(agent, "weekends"),
        hc_plan_number(agent, "weekends_before") + hc_plan_number(agent, "weekends"),
        hc_plan_number(agent, "lates_before"), hc_plan_number(agent, "lates"),
        hc_plan_number(agent, "lates_before") + hc_plan_number(agent, "lates"),
        hc_plan_number(agent, "hours_before"), hc_plan_number(agent, "hours"),
        hc_plan_number(agent, "hours_before") + hc_plan_number(agent, "hours"));
    return HC_OK;
}

hc_status hc_explain_person(const hc_plan_file *plan, const char *id, hc_explanation *to,
                            hc_error *err)
{
    const cJSON *agents = hc_plan_member(schedule_of(plan), "agents");
    const cJSON *agent = hc_plan_find(agents, "id", id);
    const cJSON *shift = NULL;
    if (agent == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "roster.csv of the plan lists them",
                       "the plan has nobody '%s'", id);
    }
    SAY(to, "agent,name,class", "Person: %s, %s, of class '%s' under contract '%s'", id,
        hc_plan_text(agent, "name"), hc_plan_text(class_of(plan, agent), "name"),
        hc_plan_text(contract_of(plan, agent), "name"));
    cJSON_ArrayForEach(shift, hc_plan_member(schedule_of(plan), "shifts"))
    {
        if (agent_of(plan, shift) != agent) { continue; }
        HC_TRY(explain_shift(plan, agent, shift, to, err));
    }
    return explain_sums(agent, to, err);
}
