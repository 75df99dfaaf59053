#include "tests/scheduler/judge/spoilt_roster.h"

#include <stdlib.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

static const char *const ids[] = {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"};

hc_local_time at(int32_t day, int32_t minute)
{
    const hc_local_time time = {.day = FIXTURE_MONDAY + day + minute / 1440,
                                .second_of_day = minute % 1440 * 60};
    return time;
}

void add_row(spoilt_roster *p, const char *agent, int32_t day, const char *activity,
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
void add_shift(spoilt_roster *p, const char *agent, int32_t day, int32_t start_min)
{
    add_row(p, agent, day, "shift", start_min, 510);
    add_row(p, agent, day, "break", start_min + 90, 15);
    add_row(p, agent, day, "lunch", start_min + 210, 30);
    add_row(p, agent, day, "break", start_min + 360, 15);
}

/* Agents "a1" ... work Monday to Friday 09:00 to 17:30 for that many weeks. */
spoilt_roster *good_roster(size_t agents, bool named, size_t weeks)
{
    spoilt_roster *p = calloc(1, sizeof *p);
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

const hc_roster_verdict *judge(spoilt_roster *p)
{
    hc_error err = HC_ERROR_INIT;
    const hc_status status = hc_check_roster(&p->axis, p->required, &p->rules, p->rows,
                                             p->row_count, &p->verdict, &err);
    if (status != HC_OK) { printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL(status, HC_OK);
    return &p->verdict;
}

void done(spoilt_roster *p)
{
    hc_roster_verdict_clear(&p->verdict);
    hc_rules_clear(&p->rules);
    hc_axis_clear(&p->axis);
    free(p);
}

void print_violations(const hc_roster_verdict *v)
{
    for (size_t i = 0; i < v->listed_count; i++) {
        const hc_violation *b = &v->violations[i];
        char date[HC_TIME_TEXT_MAX] = "-";
        if (b->day != HC_DAY_NONE) { hc_format_date(b->day, date); }
        printf("\n    %s %s: %s: found %s, allowed %s", b->agent, date,
               hc_roster_rule_name(b->rule), b->found, b->allowed);
    }
}

/* Rows 0..19 are a1's Monday to Friday, four rows a day: shift, break, lunch, break. */
hc_contract *contract_of(spoilt_roster *p)
{
    return &p->rules.contracts[0];
}

void move_rows(spoilt_roster *p, size_t first, size_t count, int32_t days, int32_t minutes)
{
    for (size_t i = first; i < first + count; i++) {
        p->rows[i].date += days;
        p->rows[i].start.day += days;
        p->rows[i].end.day += days;
        p->rows[i].start.second_of_day += 60 * minutes;
        p->rows[i].end.second_of_day += 60 * minutes;
    }
}

void set_hours(spoilt_roster *p, size_t day, int32_t from_min, int32_t to_min)
{
    hc_agent *agent = &p->rules.agents[0];
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->hours, 7, sizeof *agent->hours, NULL), HC_OK);
    for (size_t d = 0; d < 7; d++) {
        agent->hours[d] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
    agent->hours[day] = (hc_day_hours){.from_min = from_min, .to_min = to_min};
}

bool has_rule(const hc_roster_verdict *v, hc_roster_rule rule)
{
    for (size_t i = 0; i < v->listed_count; i++) {
        if (v->violations[i].rule == rule) { return true; }
    }
    return false;
}

void check_spoilt(const spoilt *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        spoilt_roster *p = good_roster(1, true, 1);
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
