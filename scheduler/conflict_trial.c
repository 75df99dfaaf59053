#include "scheduler/conflict_trial.h"

#include <stdio.h>
#include <string.h>

#include "scheduler/contract_check.h"
#include "scheduler/whole.h"

#define HC_TIME_STEP_MIN 15 /* rest, spread and paid time give way in quarter hours */
#define HC_WINDOW_STEP_MIN 30

const char *hc_conflict_rule_name(hc_conflict_rule rule)
{
    static const char *const names[] = {
#define HC_CONFLICT_RULE_TEXT(name, text) text,
        HC_CONFLICT_RULES(HC_CONFLICT_RULE_TEXT)
#undef HC_CONFLICT_RULE_TEXT
    };
    return (unsigned)rule < HC_CONFLICT_RULE_COUNT ? names[rule] : "unknown rule";
}

/* A limit lowered to nothing, or raised past all that matters, is none. */
static int32_t lowered(int32_t limit, int32_t by)
{
    return limit - by > 0 ? limit - by : HC_NO_LIMIT;
}

static int32_t raised(int32_t limit, int32_t by, int32_t beyond)
{
    return limit == HC_NO_LIMIT || limit + by >= beyond ? HC_NO_LIMIT : limit + by;
}

static void widen(hc_day_window *window, int32_t by_min)
{
    if (window->latest_start_min < window->earliest_start_min) { return; }
    window->earliest_start_min = hc_most_of(0, window->earliest_start_min - by_min);
    window->latest_start_min =
        hc_least_of(HC_MINUTES_A_DAY - 1, window->latest_start_min + by_min);
    window->latest_end_min = hc_least_of(HC_END_MIN_MOST, window->latest_end_min + by_min);
}

/* Opens closed weekdays from Monday on, with the times of the first that is worked. */
static void open_weekdays(hc_day_window week[HC_DAYS_A_WEEK], int32_t weekdays)
{
    size_t model = 0;
    while (model < HC_DAYS_A_WEEK - 1 &&
           week[model].latest_start_min < week[model].earliest_start_min) {
        model++;
    }
    for (size_t day = 0; day < HC_DAYS_A_WEEK && weekdays > 0; day++) {
        if (week[day].latest_start_min >= week[day].earliest_start_min) { continue; }
        week[day] = week[model];
        weekdays--;
    }
}

/* Weeks of windows: the contract's own, then those of its rotation. */
static void take_week(const hc_contract *c, size_t k, hc_day_window week[HC_DAYS_A_WEEK])
{
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        week[day] = k > 0 ? c->rotation[k - 1][day]
                          : (hc_day_window){c->earliest_start_min[day],
                                            c->latest_start_min[day], c->latest_end_min[day]};
    }
}

static void put_week(hc_contract *c, size_t k, const hc_day_window week[HC_DAYS_A_WEEK])
{
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        if (k > 0) {
            c->rotation[k - 1][day] = week[day];
            continue;
        }
        c->earliest_start_min[day] = week[day].earliest_start_min;
        c->latest_start_min[day] = week[day].latest_start_min;
        c->latest_end_min[day] = week[day].latest_end_min;
    }
}

static void relax_windows(hc_trial *t, int32_t by_min)
{
    for (size_t k = 0; k <= t->contract.rotation_count; k++) {
        hc_day_window week[HC_DAYS_A_WEEK];
        take_week(&t->contract, k, week);
        for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
            widen(&week[day], by_min);
        }
        put_week(&t->contract, k, week);
    }
    t->of_class.earliest_start_min = lowered(t->of_class.earliest_start_min, by_min);
    t->of_class.latest_start_min =
        raised(t->of_class.latest_start_min, by_min, HC_MINUTES_A_DAY);
    t->of_class.latest_end_min = raised(t->of_class.latest_end_min, by_min, HC_END_MIN_MOST);
}

static void relax_weekdays(hc_trial *t, int32_t weekdays)
{
    for (size_t k = 0; k <= t->contract.rotation_count; k++) {
        hc_day_window week[HC_DAYS_A_WEEK];
        take_week(&t->contract, k, week);
        open_weekdays(week, weekdays);
        put_week(&t->contract, k, week);
    }
}

static void relax_lengths(hc_trial *t, int32_t steps)
{
    hc_contract *c = &t->contract;
    if (c->shift_step_min < 1 || c->shift_shortest_min == c->shift_longest_min) {
        c->shift_step_min = HC_WINDOW_STEP_MIN;
    }
    while (steps > 0 && c->shift_shortest_min > 2 * c->shift_step_min) {
        c->shift_shortest_min -= c->shift_step_min;
        steps--;
    }
}

void hc_trial_open_hours(hc_trial *t)
{
    for (size_t day = 0; day < HC_TRIAL_DAYS_MAX; day++) {
        t->hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
}

static void relax_work(hc_contract *c)
{
    const hc_work_limit none = {0, HC_NO_LIMIT};
    c->work_before_breaks = none;
    c->work_between_breaks = none;
    c->work_after_breaks = none;
    c->unbroken_work_min_most = HC_NO_LIMIT;
}

static void relax_period(hc_contract *c, bool most)
{
    int32_t *period = most ? &c->period_paid_min_most : &c->period_paid_min_least;
    int32_t *mean = most ? &c->average_week_paid_min_most : &c->average_week_paid_min_least;
    *period = HC_NO_LIMIT;
    *mean = HC_NO_LIMIT;
}

static void relax_weekends(hc_contract *c)
{
    c->weekends_whole = false;
    c->weekends_most = HC_NO_LIMIT;
    c->weekend_off_every = HC_NO_LIMIT;
}

/* The rules that are one number of the contract; false: it is another one. */
static bool relax_number(hc_contract *c, hc_conflict_rule rule, int32_t steps)
{
    const int32_t minutes = steps * HC_TIME_STEP_MIN;
    switch (rule) {
    case HC_CONFLICT_MOST_PAID:
        c->week_paid_min_most =
            raised(c->week_paid_min_most, minutes, HC_DAYS_A_WEEK * HC_MINUTES_A_DAY);
        return true;
    case HC_CONFLICT_LEAST_PAID:
        c->week_paid_min_least = lowered(c->week_paid_min_least, minutes);
        return true;
    case HC_CONFLICT_MOST_DAYS:
        c->days_a_week_most = raised(c->days_a_week_most, steps, HC_DAYS_A_WEEK);
        return true;
    case HC_CONFLICT_LEAST_DAYS:
        c->days_a_week_least = lowered(c->days_a_week_least, steps);
        return true;
    case HC_CONFLICT_SPREAD:
        c->start_spread_min = raised(c->start_spread_min, minutes, HC_MINUTES_A_DAY);
        return true;
    case HC_CONFLICT_REST:
        c->rest_min = lowered(c->rest_min, minutes);
        return true;
    case HC_CONFLICT_CONSECUTIVE_DAYS:
        c->consecutive_days_most = raised(c->consecutive_days_most, steps, HC_TRIAL_DAYS_MAX);
        return true;
    case HC_CONFLICT_OFF_TOGETHER:
        c->days_off_together = lowered(c->days_off_together, steps);
        return true;
    default:
        return false;
    }
}

void hc_trial_relax(hc_trial *t, hc_conflict_rule rule, int32_t steps)
{
    hc_contract *c = &t->contract;
    if (relax_number(c, rule, steps)) { return; }
    switch (rule) {
    case HC_CONFLICT_MOST_PERIOD:
    case HC_CONFLICT_LEAST_PERIOD:
        relax_period(c, rule == HC_CONFLICT_MOST_PERIOD);
        break;
    case HC_CONFLICT_LENGTHS:
        relax_lengths(t, steps);
        break;
    case HC_CONFLICT_WORK_STRETCH:
        relax_work(c);
        break;
    case HC_CONFLICT_WINDOWS:
        relax_windows(t, steps * HC_WINDOW_STEP_MIN);
        break;
    case HC_CONFLICT_WEEKDAYS:
        relax_weekdays(t, steps);
        break;
    case HC_CONFLICT_WEEKENDS:
        relax_weekends(c);
        break;
    case HC_CONFLICT_DAYS_OFF:
        memset(t->day_off, 0, sizeof t->day_off);
        break;
    case HC_CONFLICT_HOURS:
        hc_trial_open_hours(t);
        break;
    case HC_CONFLICT_BEFORE:
        t->run_before = 0;
        break;
    default:
        break;
    }
}

hc_give hc_give_of(hc_conflict_rule rule)
{
    static const hc_give gives[HC_CONFLICT_RULE_COUNT] = {
        [HC_CONFLICT_MOST_PERIOD] = {1, 1.0},
        [HC_CONFLICT_LEAST_PERIOD] = {1, 1.0},
        [HC_CONFLICT_MOST_PAID] = {672, 0.03}, /* a quarter hour of a day's eight */
        [HC_CONFLICT_MOST_DAYS] = {7, 1.0},
        [HC_CONFLICT_LENGTHS] = {48, 0.1},
        [HC_CONFLICT_WORK_STRETCH] = {1, 1.5},
        [HC_CONFLICT_WINDOWS] = {96, 0.15},
        [HC_CONFLICT_WEEKDAYS] = {7, 1.5},
        [HC_CONFLICT_SPREAD] = {96, 0.05},
        [HC_CONFLICT_REST] = {672, 0.2}, /* often the law: dear */
        [HC_CONFLICT_CONSECUTIVE_DAYS] = {42, 1.0},
        [HC_CONFLICT_WEEKENDS] = {1, 1.5},
        [HC_CONFLICT_OFF_TOGETHER] = {7, 1.0},
        [HC_CONFLICT_LEAST_PAID] = {672, 0.03},
        [HC_CONFLICT_LEAST_DAYS] = {7, 1.0},
        [HC_CONFLICT_DAYS_OFF] = {1, 2.0},
        [HC_CONFLICT_HOURS] = {1, 2.0},
        [HC_CONFLICT_BEFORE] = {1, 2.0}};
    return gives[rule];
}

/* The number behind a rule and whether it is a time; rules without one have none. */
static bool limit_behind(const hc_contract *c, hc_conflict_rule rule, int32_t *limit,
                         bool *is_time)
{
    const int32_t limits[HC_CONFLICT_RULE_COUNT] = {
        [HC_CONFLICT_MOST_PAID] = c->week_paid_min_most,
        [HC_CONFLICT_MOST_DAYS] = c->days_a_week_most,
        [HC_CONFLICT_LENGTHS] = c->shift_shortest_min,
        [HC_CONFLICT_SPREAD] = c->start_spread_min,
        [HC_CONFLICT_REST] = c->rest_min,
        [HC_CONFLICT_CONSECUTIVE_DAYS] = c->consecutive_days_most,
        [HC_CONFLICT_OFF_TOGETHER] = c->days_off_together,
        [HC_CONFLICT_LEAST_PAID] = c->week_paid_min_least,
        [HC_CONFLICT_LEAST_DAYS] = c->days_a_week_least};
    *limit = limits[rule];
    *is_time = rule == HC_CONFLICT_MOST_PAID || rule == HC_CONFLICT_LEAST_PAID ||
               rule == HC_CONFLICT_LENGTHS || rule == HC_CONFLICT_SPREAD ||
               rule == HC_CONFLICT_REST;
    return rule > HC_CONFLICT_LEAST_PERIOD && rule != HC_CONFLICT_WINDOWS &&
           rule != HC_CONFLICT_WEEKDAYS && rule != HC_CONFLICT_WORK_STRETCH &&
           rule != HC_CONFLICT_WEEKENDS && rule < HC_CONFLICT_DAYS_OFF;
}

void hc_trial_say_rule(const hc_trial *t, hc_conflict_rule rule, char *text)
{
    int32_t limit = 0;
    bool is_time = false;
    const char *name = hc_conflict_rule_name(rule);
    if (!limit_behind(&t->contract, rule, &limit, &is_time)) {
        (void)snprintf(text, HC_ASK_MAX, "%s", name);
    } else if (limit == HC_NO_LIMIT) {
        (void)snprintf(text, HC_ASK_MAX, "%s (no limit)", name);
    } else if (is_time) {
        (void)snprintf(text, HC_ASK_MAX, "%s (%d:%02d h)", name, limit / 60, limit % 60);
    } else {
        (void)snprintf(text, HC_ASK_MAX, "%s (%d)", name, limit);
    }
}

void hc_trial_say_remedy(const hc_trial *t, hc_conflict_rule rule, int32_t steps, char *text,
                         size_t size)
{
    char asks[HC_ASK_MAX];
    hc_trial_say_rule(t, rule, asks);
    switch (rule) {
    case HC_CONFLICT_WINDOWS:
        (void)snprintf(text, size, "start up to %d min earlier and end up to %d min later",
                       steps * HC_WINDOW_STEP_MIN, steps * HC_WINDOW_STEP_MIN);
        break;
    case HC_CONFLICT_WEEKDAYS:
        (void)snprintf(text, size, "work on %d more weekday%s", steps, steps == 1 ? "" : "s");
        break;
    case HC_CONFLICT_MOST_PERIOD:
        (void)snprintf(text, size, "allow more paid time in all planned weeks together");
        break;
    case HC_CONFLICT_LEAST_PERIOD:
        (void)snprintf(text, size, "ask less paid time of all planned weeks together");
        break;
    case HC_CONFLICT_WORK_STRETCH:
        (void)snprintf(text, size, "let work last longer or shorter between breaks");
        break;
    case HC_CONFLICT_WEEKENDS:
        (void)snprintf(text, size, "ask nothing of weekends");
        break;
    case HC_CONFLICT_DAYS_OFF:
        (void)snprintf(text, size, "move some of the days off");
        break;
    case HC_CONFLICT_HOURS:
        (void)snprintf(text, size, "widen the agent's own hours");
        break;
    case HC_CONFLICT_LENGTHS:
        (void)snprintf(text, size, "allow shorter shifts: %s", asks);
        break;
    default:
        (void)snprintf(text, size, "change to %s", asks);
        break;
    }
}
