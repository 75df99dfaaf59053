#include "scheduler/check_roster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define ROWS_MOST 1200
#define SLOTS_MOST 2000

/* A published roster, its rules and requirement, to be spoilt and judged. */
typedef struct published {
    hc_axis axis;
    hc_rules rules;
    double required[SLOTS_MOST];
    hc_roster_row rows[ROWS_MOST];
    size_t row_count;
    hc_roster_verdict verdict;
} published;

static const char *const ids[] = {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"};

static hc_local_time at(int32_t day, int32_t minute)
{
    const hc_local_time time = {.day = FIXTURE_MONDAY + day + minute / 1440,
                                .second_of_day = minute % 1440 * 60};
    return time;
}

static void add_row(published *p, const char *agent, int32_t day, const char *activity,
                    int32_t start_min, int32_t length_min)
{
    p->rows[p->row_count++] = (hc_roster_row){.agent = agent,
                                              .class_name = "full-time",
                                              .date = FIXTURE_MONDAY + day,
                                              .activity = activity,
                                              .start = at(day, start_min),
                                              .end = at(day, start_min + length_min)};
}

/* A shift of the default contract with its breaks at the start of their windows. */
static void add_shift(published *p, const char *agent, int32_t day, int32_t start_min)
{
    add_row(p, agent, day, "shift", start_min, 510);
    add_row(p, agent, day, "break", start_min + 90, 15);
    add_row(p, agent, day, "lunch", start_min + 210, 30);
    add_row(p, agent, day, "break", start_min + 360, 15);
}

/* Agents "a1" ... work Monday to Friday 09:00 to 17:30 for that many weeks. */
static published *good_roster(size_t agents, bool named, size_t weeks)
{
    published *p = calloc(1, sizeof *p);
    if (p == NULL) { exit(EXIT_FAILURE); }
    p->axis = fixture_axis(15, 7 * weeks);
    p->rules = named ? fixture_named_rules(agents) : fixture_rules(agents);
    for (size_t agent = 0; agent < agents; agent++) {
        for (size_t week = 0; week < weeks; week++) {
            for (size_t day = 0; day < 5; day++) {
                add_shift(p, ids[agent], (int32_t)(7 * week + day), 540);
            }
        }
    }
    return p;
}

static const hc_roster_verdict *judge(published *p)
{
    hc_error err = HC_ERROR_INIT;
    const hc_status status = hc_check_roster(&p->axis, p->required, &p->rules, p->rows,
                                             p->row_count, &p->verdict, &err);
    if (status != HC_OK) { printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL(status, HC_OK);
    return &p->verdict;
}

static void done(published *p)
{
    hc_roster_verdict_clear(&p->verdict);
    hc_rules_clear(&p->rules);
    hc_axis_clear(&p->axis);
    free(p);
}

static void print_violations(const hc_roster_verdict *v)
{
    for (size_t i = 0; i < v->listed_count; i++) {
        const hc_violation *b = &v->violations[i];
        char date[HC_TIME_TEXT_MAX] = "-";
        if (b->day != HC_DAY_NONE) { hc_format_date(b->day, date); }
        printf("\n    %s %s: %s: found %s, allowed %s", b->agent, date,
               hc_roster_rule_name(b->rule), b->found, b->allowed);
    }
}

static void a_lawful_roster_breaks_nothing(void)
{
    published *p = good_roster(3, true, 2);
    CU_ASSERT_EQUAL(hc_weekday(FIXTURE_MONDAY), 0);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->agent_count, 3);
    CU_ASSERT_EQUAL(v->shift_count, 30);
    CU_ASSERT_EQUAL(v->paid_hours, 3 * 10 * 8.0);
    print_violations(v);
    done(p);
}

/* ---- each rule broken once ---- */

/* Rows 0..19 are a1's Monday to Friday, four rows a day: shift, break, lunch, break. */
static hc_contract *contract_of(published *p)
{
    return &p->rules.contracts[0];
}

static void move_rows(published *p, size_t first, size_t count, int32_t days, int32_t minutes)
{
    for (size_t i = first; i < first + count; i++) {
        p->rows[i].date += days;
        p->rows[i].start.day += days;
        p->rows[i].end.day += days;
        p->rows[i].start.second_of_day += 60 * minutes;
        p->rows[i].end.second_of_day += 60 * minutes;
    }
}

static void unknown_agent(published *p)
{
    contract_of(p)->days_a_week_least = 0;
    for (size_t i = 0; i < 20; i++) {
        p->rows[i].agent = "zz";
    }
}

static void two_classes(published *p)
{
    p->rows[7].class_name = "other";
}

static void wrong_date(published *p)
{
    contract_of(p)->days_a_week_least = 4;
    p->rows[16].date++;
    p->row_count = 17;
}

static void outside_horizon(published *p)
{
    add_row(p, "a1", 9, "shift", 540, 510);
}

static void ends_before_start(published *p)
{
    add_row(p, "a1", 5, "lunch", 540, 0);
}

static void closed_weekday(published *p)
{
    contract_of(p)->latest_start_min[0] = -1;
}

static void starts_early(published *p)
{
    contract_of(p)->earliest_start_min[0] = 570;
}

static void starts_late(published *p)
{
    contract_of(p)->latest_start_min[0] = 510;
}

static void starts_late_for_the_class(published *p)
{
    p->rules.classes[0].latest_start_min = 510;
}

static void ends_late(published *p)
{
    contract_of(p)->latest_end_min[0] = 1020;
}

static void off_the_grid(published *p)
{
    contract_of(p)->start_grid_min = 360;
}

static void too_short(published *p)
{
    p->rows[0].end = at(0, 540 + 495);
}

static void too_long(published *p)
{
    p->rows[0].end = at(0, 540 + 525);
}

static void off_the_steps(published *p)
{
    contract_of(p)->shift_longest_min = 570;
    p->rows[0].end = at(0, 540 + 525);
}

static void lunch_missing(published *p)
{
    memmove(&p->rows[2], &p->rows[3], (p->row_count - 3) * sizeof p->rows[0]);
    p->row_count--;
}

static void break_unknown(published *p)
{
    add_row(p, "a1", 0, "yoga", 600, 15);
}

static void lunch_twice(published *p)
{
    add_row(p, "a1", 0, "lunch", 600, 30);
}

static void lunch_short(published *p)
{
    p->rows[2].end = at(0, 540 + 225);
}

static void lunch_late(published *p)
{
    p->rows[2].start = at(0, 540 + 315);
    p->rows[2].end = at(0, 540 + 345);
}

static void break_outside(published *p)
{
    add_row(p, "a1", 0, "break", 300, 15);
}

static void break_on_free_day(published *p)
{
    add_row(p, "a1", 6, "break", 600, 15);
}

static void break_over_lunch(published *p)
{
    p->rows[1].end = at(0, 540 + 225);
}

static void too_few_days(published *p)
{
    p->row_count -= 4;
}

static void too_many_days(published *p)
{
    add_shift(p, "a1", 5, 540);
}

static void two_shifts_at_once(published *p)
{
    add_row(p, "a1", 0, "shift", 510, 510);
}

static void paid_too_little(published *p)
{
    contract_of(p)->week_paid_min_least = 2400;
    contract_of(p)->shift_shortest_min = 480;
    p->rows[0].end = at(0, 540 + 480);
}

static void paid_too_much(published *p)
{
    contract_of(p)->week_paid_min_most = 2400;
    contract_of(p)->shift_longest_min = 540;
    p->rows[0].end = at(0, 540 + 540);
}

static void no_two_off_together(published *p)
{
    contract_of(p)->days_off_together = 2;
    move_rows(p, 16, 4, 1, 0);
}

static void five_in_a_row(published *p)
{
    contract_of(p)->consecutive_days_most = 4;
}

static void short_rest(published *p)
{
    contract_of(p)->rest_min = 931;
}

static void starts_apart(published *p)
{
    contract_of(p)->start_spread_min = 60;
    move_rows(p, 0, 4, 0, 90);
}

static void works_on_leave(published *p)
{
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[0].day_off, 7, 1, NULL), HC_OK);
    p->rules.agents[0].day_off[2] = 1;
}

static void set_hours(published *p, size_t day, int32_t from_min, int32_t to_min)
{
    hc_agent *agent = &p->rules.agents[0];
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->hours, 7, sizeof *agent->hours, NULL), HC_OK);
    for (size_t d = 0; d < 7; d++) {
        agent->hours[d] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
    agent->hours[day] = (hc_day_hours){.from_min = from_min, .to_min = to_min};
}

static void comes_before_own_hours(published *p)
{
    set_hours(p, 2, 600, HC_NO_LIMIT);
}

static void stays_after_own_hours(published *p)
{
    set_hours(p, 2, 0, 1020);
}

/* Monday to Friday make six with one day before, seven with two. */
static void comes_from_two_days_of_work(published *p)
{
    p->rules.agents[0].before.run_days = 2;
    p->rules.agents[0].before.end_min = -420;
}

/* The first shift begins at 09:00, nine hours after midnight. */
static void comes_from_a_late_shift(published *p)
{
    p->rules.agents[0].before.run_days = 1;
    p->rules.agents[0].before.end_min = -60;
}

static void overtime_apart(published *p)
{
    add_row(p, "a1", 0, "overtime", 1065, 60); /* the shift ends at 17:30 = 1050 */
}

static void overtime_on_a_free_day(published *p)
{
    add_row(p, "a1", 5, "overtime", 540, 60);
}

static void overtime_twice(published *p)
{
    add_row(p, "a1", 0, "overtime", 1050, 60);
    add_row(p, "a1", 0, "overtime", 1050, 30);
}

static void overtime_past_the_window(published *p)
{
    contract_of(p)->latest_end_min[0] = 1080;
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void overtime_before_the_window(published *p)
{
    contract_of(p)->earliest_start_min[0] = 500;
    add_row(p, "a1", 0, "overtime", 480, 60);
}

static void overtime_past_own_hours(published *p)
{
    set_hours(p, 0, 0, 1080);
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void overtime_into_the_rest(published *p)
{
    contract_of(p)->rest_min = 900; /* 930 lie between the shifts */
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void overtime_over_the_week(published *p)
{
    contract_of(p)->week_paid_min_most = 2430;
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

typedef struct spoilt {
    void (*spoil)(published *p);
    hc_roster_rule rule;
    const char *found;
    const char *allowed;
    size_t count; /* violations in all; the first is looked at */
} spoilt;

static void each_broken_rule_is_named_alone(void)
{
    static const spoilt cases[] = {
        {unknown_agent, HC_BROKEN_AGENT, "zz", "an agent of the rules", 1},
        {two_classes, HC_BROKEN_ONE_CLASS, "other", "full-time", 1},
        {wrong_date, HC_BROKEN_DATE, "2026-12-04", "the date of the row", 1},
        {outside_horizon, HC_BROKEN_HORIZON, "shift", "a day of the requirement", 1},
        {ends_before_start, HC_BROKEN_ORDER, "lunch", "an end after the start", 1},
        {closed_weekday, HC_BROKEN_WEEKDAY, "Mon", "not worked under this contract and class",
         1},
        {starts_early, HC_BROKEN_EARLIEST_START, "09:00", "from 09:30", 1},
        {starts_late, HC_BROKEN_LATEST_START, "09:00", "until 08:30", 1},
        {starts_late_for_the_class, HC_BROKEN_LATEST_START, "09:00", "until 08:30", 5},
        {ends_late, HC_BROKEN_LATEST_END, "17:30", "until 17:00", 1},
        {off_the_grid, HC_BROKEN_START_GRID, "09:00", "a multiple of 06:00", 5},
        {too_short, HC_BROKEN_LENGTH, "495 min", "at least 510 min", 1},
        {too_long, HC_BROKEN_LENGTH, "525 min", "at most 510 min", 1},
        {off_the_steps, HC_BROKEN_LENGTH, "525 min", "in steps of 30 min", 1},
        {lunch_missing, HC_BROKEN_BREAK_MISSING, "none", "lunch", 1},
        {break_unknown, HC_BROKEN_BREAK_UNKNOWN, "yoga",
         "only the contract's breaks, each once", 1},
        {lunch_twice, HC_BROKEN_BREAK_UNKNOWN, "lunch", "only the contract's breaks, each once",
         1},
        {lunch_short, HC_BROKEN_BREAK_LENGTH, "15 min", "exactly 30 min", 1},
        {lunch_late, HC_BROKEN_BREAK_WINDOW, "lunch 315 min into the shift",
         "210 to 300 min into the shift", 1},
        {break_outside, HC_BROKEN_BREAK_OUTSIDE, "break", "inside the shift of its date", 1},
        {break_on_free_day, HC_BROKEN_BREAK_OUTSIDE, "break", "inside the shift of its date",
         1},
        {break_over_lunch, HC_BROKEN_OVERLAP, "two things at once", "one", 2},
        {too_few_days, HC_BROKEN_DAYS_LEAST, "4 days", "at least 5 days", 1},
        {too_many_days, HC_BROKEN_DAYS_MOST, "6 days", "at most 5 days", 1},
        {paid_too_little, HC_BROKEN_PAID_LEAST, "2370 min", "at least 2400 min", 1},
        {paid_too_much, HC_BROKEN_PAID_MOST, "2430 min", "at most 2400 min", 1},
        {no_two_off_together, HC_BROKEN_DAYS_OFF_TOGETHER, "1 days", "at least 2 days", 1},
        {five_in_a_row, HC_BROKEN_CONSECUTIVE_DAYS, "5 days", "at most 4 days", 1},
        {short_rest, HC_BROKEN_REST, "930 min", "at least 931 min", 4},
        {starts_apart, HC_BROKEN_START_SPREAD, "90 min", "at most 60 min", 1},
        {works_on_leave, HC_BROKEN_DAY_OFF, "a shift", "none on a day off", 1},
        {comes_from_two_days_of_work, HC_BROKEN_CONSECUTIVE_DAYS, "7 days", "at most 6 days",
         1},
        {comes_from_a_late_shift, HC_BROKEN_REST, "600 min", "at least 660 min", 1},
        {comes_before_own_hours, HC_BROKEN_HOURS, "09:00", "from 10:00", 1},
        {stays_after_own_hours, HC_BROKEN_HOURS, "17:30", "until 17:00", 1},
        {overtime_apart, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
        {overtime_on_a_free_day, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
        {overtime_twice, HC_BROKEN_OVERTIME, "apart from it",
         "where the shift of its date begins or ends, once", 1},
        {overtime_past_the_window, HC_BROKEN_LATEST_END, "18:30", "until 18:00", 1},
        {overtime_before_the_window, HC_BROKEN_EARLIEST_START, "08:00", "from 08:20", 1},
        {overtime_past_own_hours, HC_BROKEN_HOURS, "18:30", "until 18:00", 1},
        {overtime_into_the_rest, HC_BROKEN_REST, "870 min", "at least 900 min", 1},
        {overtime_over_the_week, HC_BROKEN_PAID_MOST, "2460 min", "at most 2430 min", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        published *p = good_roster(1, true, 1);
        cases[i].spoil(p);
        const hc_roster_verdict *v = judge(p);
        CU_ASSERT_EQUAL(v->violation_count, cases[i].count);
        if (v->violation_count != cases[i].count) { print_violations(v); }
        if (v->listed_count > 0) {
            CU_ASSERT_EQUAL(v->violations[0].rule, cases[i].rule);
            CU_ASSERT_STRING_EQUAL(v->violations[0].found, cases[i].found);
            CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, cases[i].allowed);
        }
        done(p);
    }
}

/* Agreed overtime on both sides: paid, on the phones, and no longer shift by the contract. */
static void agreed_overtime_goes_beyond_the_length(void)
{
    published *p = good_roster(1, true, 1);
    contract_of(p)->week_paid_min_most = 2400 + 90;
    contract_of(p)->wage_an_hour = 10.0;
    add_row(p, "a1", 0, "overtime", 480, 60);
    add_row(p, "a1", 0, "overtime", 1050, 30);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->shift_count, 5);
    CU_ASSERT_EQUAL(v->paid_hours, 41.5);
    CU_ASSERT_EQUAL(v->wage_cost, 415.0);
    CU_ASSERT_EQUAL(v->cover[480 / 15 - 1], 0.0);
    CU_ASSERT_EQUAL(v->cover[480 / 15], 1.0);
    CU_ASSERT_EQUAL(v->cover[1050 / 15 + 1], 1.0);
    CU_ASSERT_EQUAL(v->cover[1050 / 15 + 2], 0.0);
    print_violations(v);
    done(p);
}

static bool has_rule(const hc_roster_verdict *v, hc_roster_rule rule)
{
    for (size_t i = 0; i < v->listed_count; i++) {
        if (v->violations[i].rule == rule) { return true; }
    }
    return false;
}

static void two_shifts_on_one_day_overlap(void)
{
    published *p = good_roster(1, true, 1);
    two_shifts_at_once(p);
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_ONE_SHIFT));
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_OVERLAP));
    CU_ASSERT_FALSE(has_rule(v, HC_BROKEN_DAYS_MOST));
    done(p);
}

static void unknown_class_is_named_and_its_shifts_still_cover(void)
{
    published *p = good_roster(1, false, 1);
    contract_of(p)->days_a_week_least = 0;
    for (size_t i = 0; i < 20; i++) {
        p->rows[i].class_name = "other";
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_TRUE(has_rule(v, HC_BROKEN_CLASS));
    CU_ASSERT_EQUAL(v->cover[36], 1.0);
    done(p);
}

static void people_missing_from_a_class_or_too_many_are_counted(void)
{
    published *p = good_roster(3, false, 1);
    p->rules.classes[0].count = 4;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_HEADS);
    CU_ASSERT_STRING_EQUAL(v->violations[0].found, "3 people");
    p->rules.choose_heads = true;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    p->rules.classes[0].count = 2;
    CU_ASSERT_TRUE(has_rule(judge(p), HC_BROKEN_HEADS));
    p->rules.classes[0].count = 3;
    contract_of(p)->heads_most = 2;
    CU_ASSERT_TRUE(has_rule(judge(p), HC_BROKEN_CONTRACT_HEADS));
    done(p);
}

static void named_people_without_a_row_miss_their_days(void)
{
    published *p = good_roster(2, true, 1);
    p->row_count = 20;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1);
    CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_DAYS_LEAST);
    CU_ASSERT_STRING_EQUAL(v->violations[0].agent, "a2");
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[1].day_off, 7, 1, NULL), HC_OK);
    memset(p->rules.agents[1].day_off, 1, 7);
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
}

static void leave_lowers_the_least_days_only_as_far_as_it_must(void)
{
    published *p = good_roster(1, true, 1);
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[0].day_off, 7, 1, NULL), HC_OK);
    p->rules.agents[0].day_off[4] = 1;
    p->row_count -= 4;
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1); /* Saturday would have been left for a fifth day */
    CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, "at least 5 days");
    p->rules.agents[0].day_off[5] = 1;
    p->rules.agents[0].day_off[6] = 1;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    done(p);
}

static void rest_and_days_in_a_row_hold_across_weeks(void)
{
    published *p = good_roster(1, true, 2);
    move_rows(p, 16, 4, 1, 0); /* Friday to Saturday */
    move_rows(p, 0, 4, 4, 0);  /* Monday to Friday: Tue Wed Thu Fri Sat off Sun */
    move_rows(p, 12, 4, 3, 0); /* Thursday to Sunday */
    contract_of(p)->consecutive_days_most = 6;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 1); /* Fri Sat Sun and the second week's five */
    CU_ASSERT_EQUAL(p->verdict.violations[0].rule, HC_BROKEN_CONSECUTIVE_DAYS);
    CU_ASSERT_EQUAL(p->verdict.violations[0].day, FIXTURE_MONDAY + 10);
    done(p);
}

static void last_short_week_owes_less(void)
{
    published *p = good_roster(1, true, 2);
    hc_axis_clear(&p->axis);
    p->axis = fixture_axis(15, 10);
    p->row_count = 20 + 4;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 0);
    p->row_count = 20;
    CU_ASSERT_EQUAL(judge(p)->violation_count, 1);
    CU_ASSERT_STRING_EQUAL(p->verdict.violations[0].allowed, "at least 1 days");
    done(p);
}

/* ---- weekends ---- */

/* One person at work on these days alone; what is broken, by rule. */
static size_t weekend_faults(const hc_contract *rules, size_t weeks, const int32_t *days,
                             size_t count, hc_roster_rule expected)
{
    published *p = good_roster(1, true, weeks);
    hc_contract *c = contract_of(p);
    p->row_count = 0;
    c->days_a_week_least = 0;
    c->weekends_whole = rules->weekends_whole;
    c->weekends_most = rules->weekends_most;
    c->weekend_off_every = rules->weekend_off_every;
    for (size_t k = 0; k < count; k++) {
        add_shift(p, "a1", days[k], 540);
    }
    const hc_roster_verdict *v = judge(p);
    const size_t faults = v->violation_count;
    for (size_t i = 0; i < v->listed_count; i++) {
        CU_ASSERT_EQUAL(v->violations[i].rule, expected);
    }
    done(p);
    return faults;
}

static void weekends_are_judged_by_the_calendar(void)
{
    const int32_t saturdays[] = {5, 12, 26};
    const int32_t whole[] = {5, 6, 19, 20};
    hc_contract rules = hc_contract_default();
    rules.weekends_whole = true;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKEND_WHOLE), 3);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKEND_WHOLE), 0);
    rules = hc_contract_default();
    rules.weekends_most = 2;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKENDS_MOST), 1);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKENDS_MOST), 0);
    rules = hc_contract_default();
    rules.weekend_off_every = 2;
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, saturdays, 3, HC_BROKEN_WEEKENDS_RUN), 1);
    CU_ASSERT_EQUAL(weekend_faults(&rules, 4, whole, 4, HC_BROKEN_WEEKENDS_RUN), 0);
}

/* ---- cover and cost ---- */

/* At most two days in a row, and the first week free until the weekend: whoever works it cannot
 * reach five days in the week after. */
static void leave_lowers_the_least_of_the_week_after_as_well(void)
{
    static const int32_t days[] = {5, 6, 8, 9, 11, 12};
    for (size_t missing = 0; missing < 2; missing++) {
        published *p = good_roster(1, true, 2);
        p->row_count = 0;
        p->rules.contracts[0].consecutive_days_most = 2;
        p->rules.contracts[0].days_a_week_most = 5;
        CU_ASSERT_EQUAL_FATAL(hc_alloc(&p->rules.agents[0].day_off, 14, 1, NULL), HC_OK);
        memset(p->rules.agents[0].day_off, 1, 5);
        for (size_t k = 0; k + missing < 6; k++) {
            add_shift(p, "a1", days[k], 540);
        }
        const hc_roster_verdict *v = judge(p);
        CU_ASSERT_EQUAL(v->violation_count, missing);
        if (v->listed_count > 0) {
            CU_ASSERT_EQUAL(v->violations[0].rule, HC_BROKEN_DAYS_LEAST);
            CU_ASSERT_STRING_EQUAL(v->violations[0].allowed, "at least 4 days");
        }
        done(p);
    }
}

static void cover_leaves_out_breaks_and_costs_what_the_steps_say(void)
{
    published *p = good_roster(3, true, 1);
    for (size_t slot = 0; slot < hc_axis_slots(&p->axis); slot++) {
        p->required[slot] = slot < 96 ? 0.0 : 3.0;
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->cover[36], 3.0);
    CU_ASSERT_EQUAL(v->cover[42], 0.0); /* 10:30: all on break */
    CU_ASSERT_EQUAL(v->cover[35], 0.0);
    /* Monday: 30 intervals with 3 agents too many: 0.25 + 2 x 0.75. The other days: 4 x 30 met,
     * 6 x 96 - 4 x 30 = 456 intervals with 3 short: 1 + 2 + 4. */
    CHECK_CLOSE(v->cover_cost, 30 * 1.75 + 456 * 7.0, 1e-12);
    CHECK_CLOSE(v->short_hours, 456 * 3 / 4.0, 1e-12);
    CHECK_CLOSE(v->over_hours, 30 * 3 / 4.0, 1e-12);
    CU_ASSERT_TRUE(hc_roster_cost_agrees(v, v->cover_cost));
    CU_ASSERT_FALSE(hc_roster_cost_agrees(v, v->cover_cost + 0.01));
    CU_ASSERT_FALSE(hc_roster_cost_agrees(v, (double)NAN));
    done(p);
}

static void wages_weekends_and_hiring_are_added(void)
{
    published *p = good_roster(2, false, 1);
    hc_contract *c = contract_of(p);
    c->wage_an_hour = 10.0;
    c->weekend_day_cost = 7.0;
    c->hire_cost_a_week = 100.0;
    move_rows(p, 12, 4, 2, 0); /* a1's Thursday to Saturday */
    const hc_roster_verdict *v = judge(p);
    CHECK_CLOSE(v->wage_cost, 2 * 5 * 8 * 10.0, 1e-12);
    CHECK_CLOSE(v->weekend_cost, 7.0, 1e-12);
    CU_ASSERT_EQUAL(v->hire_cost, 0.0);
    p->rules.choose_heads = true;
    v = judge(p);
    CHECK_CLOSE(v->hire_cost, 200.0, 1e-12);
    CHECK_CLOSE(v->cost, v->cover_cost + 800.0 + 7.0 + 200.0, 1e-12);
    done(p);
}

static void night_counts_for_its_start_day_and_covers_the_next(void)
{
    published *p = good_roster(1, true, 1);
    p->row_count = 0;
    for (int32_t day = 0; day < 5; day++) {
        add_shift(p, "a1", day, 1320);
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 0);
    CU_ASSERT_EQUAL(v->cover[88], 1.0);
    CU_ASSERT_EQUAL(v->cover[96 + 25], 1.0);
    CU_ASSERT_EQUAL(v->cover[96 + 26], 0.0);
    CU_ASSERT_EQUAL(v->cover[5 * 96 + 25], 1.0);
    done(p);
}

static void hour_that_is_skipped_is_not_covered(void)
{
    hc_zone berlin = HC_ZONE_FLOATING;
    if (hc_zone_load("Europe/Berlin", &berlin, NULL) != HC_OK) {
        CU_FAIL("no time zone data");
        return;
    }
    hc_rules rules = fixture_rules(1);
    rules.contracts[0].days_a_week_least = 0;
    rules.contracts[0].break_count = 0;
    hc_axis axis = HC_AXIS_INIT;
    const int64_t saturday = 20540; /* 2026-03-28; clocks go forward in the night */
    CU_ASSERT_EQUAL(hc_axis_make(&axis, &berlin, 15, saturday, 2, NULL), HC_OK);
    const hc_roster_row row = {.agent = "n",
                               .class_name = "full-time",
                               .date = saturday,
                               .activity = "shift",
                               .start = {saturday, 22 * 3600},
                               .end = {saturday + 1, 6 * 3600 + 1800}};
    double required[200] = {0};
    hc_roster_verdict v = HC_ROSTER_VERDICT_INIT;
    CU_ASSERT_EQUAL(hc_check_roster(&axis, required, &rules, &row, 1, &v, NULL), HC_OK);
    CU_ASSERT_EQUAL(v.violation_count, 0);
    CHECK_CLOSE(v.over_hours, 7.5, 1e-12);
    hc_roster_verdict_clear(&v);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

/* ---- against a second, plain check ---- */

typedef struct plain_shift {
    int32_t day;
    int32_t start_min;
    int32_t length_min;
} plain_shift;

/* The rules that a few shifts on different days break, looked up one by one. */
static unsigned plain_check(const hc_contract *c, const plain_shift *shift, size_t count)
{
    unsigned broken = 0;
    bool works[7] = {false};
    int32_t low = INT32_MAX;
    int32_t high = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        const plain_shift *s = &shift[i];
        works[s->day] = true;
        low = s->start_min < low ? s->start_min : low;
        high = s->start_min > high ? s->start_min : high;
        if (s->start_min < c->earliest_start_min[s->day]) {
            broken |= 1U << HC_BROKEN_EARLIEST_START;
        }
        if (s->start_min > c->latest_start_min[s->day]) {
            broken |= 1U << HC_BROKEN_LATEST_START;
        }
        if (s->start_min + s->length_min > c->latest_end_min[s->day]) {
            broken |= 1U << HC_BROKEN_LATEST_END;
        }
        if (s->start_min % c->start_grid_min != 0) { broken |= 1U << HC_BROKEN_START_GRID; }
        if (s->length_min != 480 && s->length_min != 510) { broken |= 1U << HC_BROKEN_LENGTH; }
        const int32_t rest = i == 0 ? INT32_MAX
                                    : 1440 * (s->day - s[-1].day) + s->start_min -
                                          s[-1].start_min - s[-1].length_min;
        if (rest < 0) {
            broken |= 1U << HC_BROKEN_OVERLAP;
        } else if (rest < c->rest_min) {
            broken |= 1U << HC_BROKEN_REST;
        }
    }
    if (count > 0 && high - low > c->start_spread_min) {
        broken |= 1U << HC_BROKEN_START_SPREAD;
    }
    if ((int32_t)count < c->days_a_week_least) { broken |= 1U << HC_BROKEN_DAYS_LEAST; }
    if ((int32_t)count > c->days_a_week_most) { broken |= 1U << HC_BROKEN_DAYS_MOST; }
    bool pair = false;
    bool run = false;
    for (int32_t d = 0; d + 1 < 7; d++) {
        pair = pair || (!works[d] && !works[d + 1]);
    }
    for (int32_t d = 0; d + 3 < 7; d++) {
        run = run || (works[d] && works[d + 1] && works[d + 2] && works[d + 3]);
    }
    if (!pair) { broken |= 1U << HC_BROKEN_DAYS_OFF_TOGETHER; }
    if (run) { broken |= 1U << HC_BROKEN_CONSECUTIVE_DAYS; }
    return broken;
}

static size_t random_shifts(hc_rng *rng, plain_shift *shift)
{
    size_t count = 0;
    const uint64_t daring = 1 + hc_rng_below(rng, 3);
    for (int32_t day = 0; day < 7; day++) {
        if (hc_rng_below(rng, 7) >= 4) { continue; }
        const bool wild = hc_rng_below(rng, 8) < daring;
        shift[count].day = day;
        shift[count].start_min = wild ? 15 * (int32_t)hc_rng_below(rng, 96)
                                      : 480 + 30 * (int32_t)hc_rng_below(rng, 4);
        shift[count].length_min =
            hc_rng_below(rng, 12) == 0 ? 495 : 480 + 30 * (int32_t)hc_rng_below(rng, 2);
        count++;
    }
    return count;
}

static unsigned rules_named(const hc_roster_verdict *v)
{
    unsigned named = 0;
    for (size_t i = 0; i < v->listed_count; i++) {
        named |= 1U << v->violations[i].rule;
    }
    return named;
}

/* 4,000 random weeks of one person, seed 3: the same set of rules as a plain check. */
static void random_weeks_are_judged_like_a_plain_check(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    published *p = good_roster(1, true, 1);
    hc_contract *c = contract_of(p);
    c->break_count = 0;
    c->shift_shortest_min = 480;
    c->days_a_week_least = 3;
    c->days_off_together = 2;
    c->consecutive_days_most = 3;
    c->start_spread_min = 90;
    for (size_t d = 0; d < 7; d++) {
        c->earliest_start_min[d] = 480;
        c->latest_start_min[d] = 600;
        c->latest_end_min[d] = 1110;
    }
    size_t lawful = 0;
    for (int i = 0; i < 4000; i++) {
        plain_shift shift[7];
        const size_t count = random_shifts(&rng, shift);
        p->row_count = 0;
        for (size_t k = count; k-- > 0;) {
            add_row(p, "a1", shift[k].day, "shift", shift[k].start_min, shift[k].length_min);
        }
        const unsigned expected = plain_check(c, shift, count);
        const unsigned named = rules_named(judge(p));
        CU_ASSERT_EQUAL(named, expected);
        lawful += expected == 0 ? 1 : 0;
    }
    CU_ASSERT_TRUE(lawful > 40);
    done(p);
}

/* ---- errors ---- */

/* Two people from Monday to Friday, 09:00 to 17:30: 40 paid hours each. */
static void own_wages_and_priced_wishes_are_added(void)
{
    published *p = good_roster(2, true, 1);
    p->rules.contracts[0].wage_an_hour = 10.0;
    hc_agent *agent = &p->rules.agents[0];
    agent->wage_an_hour = 12.0;
    agent->preferred_start_min = 600; /* an hour later, on five days */
    agent->start_cost_an_hour = 0.5;
    agent->day_off_cost = 3.0;
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->wished_off, 7, 1, NULL), HC_OK);
    agent->wished_off[1] = 1; /* worked */
    agent->wished_off[6] = 1; /* free */
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_DOUBLE_EQUAL(v->wage_cost, 40.0 * 12.0 + 40.0 * 10.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(v->wish_cost, 5 * 0.5 + 3.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(v->cost, v->cover_cost + v->wage_cost + v->wish_cost, 1e-9);
    done(p);
}

static void requirements_that_are_no_numbers_are_refused(void)
{
    published *p = good_roster(1, true, 1);
    hc_error err = HC_ERROR_INIT;
    p->required[4] = -1.0;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "interval 5"));
    p->required[4] = (double)NAN;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_DOMAIN);
    p->required[4] = 0.0;
    p->rules.shrinkage = 2.0;
    CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                    &p->verdict, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(p->verdict.slot_count, 0);
    done(p);
}

static void more_violations_than_are_listed_are_counted(void)
{
    published *p = good_roster(1, true, 1);
    for (int i = 0; i < 1100; i++) {
        add_row(p, "a1", 6, "break", 600, 15);
    }
    const hc_roster_verdict *v = judge(p);
    CU_ASSERT_EQUAL(v->violation_count, 1100);
    CU_ASSERT_EQUAL(v->listed_count, HC_VIOLATIONS_LISTED_MAX);
    done(p);
    CU_ASSERT_STRING_EQUAL(hc_roster_rule_name(HC_BROKEN_REST), "rest between shifts");
    CU_ASSERT_STRING_EQUAL(hc_roster_rule_name((hc_roster_rule)999), "unknown rule");
}

static void each_failing_allocation_leaves_the_verdict_alone(void)
{
    published *p = good_roster(2, true, 1);
    works_on_leave(p);
    p->row_count -= 4;
    memset(p->rules.agents[0].day_off, 1, 7);
    hc_heap_fail_at(0);
    (void)judge(p);
    const size_t made = hc_heap_count();
    CU_ASSERT_TRUE(made > 8);
    hc_roster_verdict_clear(&p->verdict);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_check_roster(&p->axis, p->required, &p->rules, p->rows, p->row_count,
                                        &p->verdict, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(p->verdict.cover);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    done(p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_lawful_roster_breaks_nothing),
        HC_TEST(each_broken_rule_is_named_alone),
        HC_TEST(agreed_overtime_goes_beyond_the_length),
        HC_TEST(two_shifts_on_one_day_overlap),
        HC_TEST(unknown_class_is_named_and_its_shifts_still_cover),
        HC_TEST(people_missing_from_a_class_or_too_many_are_counted),
        HC_TEST(named_people_without_a_row_miss_their_days),
        HC_TEST(leave_lowers_the_least_days_only_as_far_as_it_must),
        HC_TEST(leave_lowers_the_least_of_the_week_after_as_well),
        HC_TEST(rest_and_days_in_a_row_hold_across_weeks),
        HC_TEST(last_short_week_owes_less),
        HC_TEST(weekends_are_judged_by_the_calendar),
        HC_TEST(cover_leaves_out_breaks_and_costs_what_the_steps_say),
        HC_TEST(wages_weekends_and_hiring_are_added),
        HC_TEST(night_counts_for_its_start_day_and_covers_the_next),
        HC_TEST(hour_that_is_skipped_is_not_covered),
        HC_TEST(random_weeks_are_judged_like_a_plain_check),
        HC_TEST(own_wages_and_priced_wishes_are_added),
        HC_TEST(requirements_that_are_no_numbers_are_refused),
        HC_TEST(more_violations_than_are_listed_are_counted),
        HC_TEST(each_failing_allocation_leaves_the_verdict_alone),
    };
    return hc_test_run("scheduler/check_roster", tests, sizeof tests / sizeof tests[0]);
}
