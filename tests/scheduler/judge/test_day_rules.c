#include <string.h>

#include "tests/scheduler/judge/spoilt_roster.h"
#include "tests/support/hc_test.h"

static void closed_weekday(spoilt_roster *p)
{
    contract_of(p)->latest_start_min[0] = -1;
}

static void starts_early(spoilt_roster *p)
{
    contract_of(p)->earliest_start_min[0] = 570;
}

static void starts_late(spoilt_roster *p)
{
    contract_of(p)->latest_start_min[0] = 510;
}

static void starts_late_for_the_class(spoilt_roster *p)
{
    p->rules.classes[0].latest_start_min = 510;
}

static void ends_late(spoilt_roster *p)
{
    contract_of(p)->latest_end_min[0] = 1020;
}

static void off_the_grid(spoilt_roster *p)
{
    contract_of(p)->start_grid_min = 360;
}

static void too_short(spoilt_roster *p)
{
    p->rows[0].end = at(0, 540 + 495);
}

static void too_long(spoilt_roster *p)
{
    p->rows[0].end = at(0, 540 + 525);
}

static void off_the_steps(spoilt_roster *p)
{
    contract_of(p)->shift_longest_min = 570;
    p->rows[0].end = at(0, 540 + 525);
}

static void lunch_missing(spoilt_roster *p)
{
    memmove(&p->rows[2], &p->rows[3], (p->row_count - 3) * sizeof p->rows[0]);
    p->row_count--;
}

static void break_unknown(spoilt_roster *p)
{
    add_row(p, "a1", 0, "yoga", 600, 15);
}

static void lunch_twice(spoilt_roster *p)
{
    add_row(p, "a1", 0, "lunch", 600, 30);
}

static void lunch_short(spoilt_roster *p)
{
    p->rows[2].end = at(0, 540 + 225);
}

static void lunch_late(spoilt_roster *p)
{
    p->rows[2].start = at(0, 540 + 315);
    p->rows[2].end = at(0, 540 + 345);
}

static void works_on_leave(spoilt_roster *p)
{
    CU_ASSERT_EQUAL(hc_alloc(&p->rules.agents[0].day_off, 7, 1, NULL), HC_OK);
    p->rules.agents[0].day_off[2] = 1;
}

static void comes_before_own_hours(spoilt_roster *p)
{
    set_hours(p, 2, 600, HC_NO_LIMIT);
}

static void stays_after_own_hours(spoilt_roster *p)
{
    set_hours(p, 2, 0, 1020);
}

static void overtime_past_the_window(spoilt_roster *p)
{
    contract_of(p)->latest_end_min[0] = 1080;
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void overtime_before_the_window(spoilt_roster *p)
{
    contract_of(p)->earliest_start_min[0] = 500;
    add_row(p, "a1", 0, "overtime", 480, 60);
}

static void overtime_past_own_hours(spoilt_roster *p)
{
    set_hours(p, 0, 0, 1080);
    add_row(p, "a1", 0, "overtime", 1050, 60);
}

static void each_broken_rule_of_a_shift_is_named_alone(void)
{
    static const spoilt cases[] = {
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
        {works_on_leave, HC_BROKEN_DAY_OFF, "a shift", "none on a day off", 1},
        {comes_before_own_hours, HC_BROKEN_HOURS, "09:00", "from 10:00", 1},
        {stays_after_own_hours, HC_BROKEN_HOURS, "17:30", "until 17:00", 1},
        {overtime_past_the_window, HC_BROKEN_LATEST_END, "18:30", "until 18:00", 1},
        {overtime_before_the_window, HC_BROKEN_EARLIEST_START, "08:00", "from 08:20", 1},
        {overtime_past_own_hours, HC_BROKEN_HOURS, "18:30", "until 18:00", 1},
    };
    check_spoilt(cases, sizeof cases / sizeof cases[0]);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(each_broken_rule_of_a_shift_is_named_alone),
    };
    return hc_test_run("scheduler/judge/day_rules", tests, sizeof tests / sizeof tests[0]);
}
