#include "scheduler/replan/kept.h"

#include <string.h>

#include "tests/scheduler/published.h"
#include "tests/scheduler/replan/kept_week.h"
#include "tests/support/hc_test.h"

typedef struct published {
    kept_week week;
    hc_roster_row *rows;
    size_t count;
} published;

static void make(published *p, size_t agents)
{
    kept_week_make(&p->week, agents, 1);
    const size_t room = p->week.roster.shift_count * (HC_SHIFT_BREAKS_MAX + 1);
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&p->rows, room + 1, sizeof *p->rows, NULL), HC_OK);
    p->count = published_rows(&p->week.rules, &p->week.roster, p->rows);
}

static void clear(published *p)
{
    hc_free(p->rows);
    kept_week_clear(&p->week);
}

static bool same_shift(const hc_shift *a, const hc_shift *b)
{
    bool same = a->agent == b->agent && a->day == b->day && a->start_min == b->start_min &&
                a->length_min == b->length_min && a->break_count == b->break_count;
    for (size_t k = 0; k < a->break_count && same; k++) {
        same = a->break_start_min[k] == b->break_start_min[k] &&
               a->break_length_min[k] == b->break_length_min[k] &&
               a->break_rule[k] == b->break_rule[k];
    }
    return same;
}

static void rows_give_back_the_roster_they_were_published_from(void)
{
    published p;
    hc_roster read = HC_ROSTER_INIT;
    hc_kept_count count = {9, 9};
    make(&p, 5);
    /* In any order. */
    for (size_t i = 0; i + 1 < p.count - i; i++) {
        const hc_roster_row swapped = p.rows[i];
        p.rows[i] = p.rows[p.count - 1 - i];
        p.rows[p.count - 1 - i] = swapped;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_kept_roster(&p.week.axis, &p.week.rules, p.rows, p.count, &read, &count, NULL),
        HC_OK);
    CU_ASSERT_EQUAL(count.unknown_agents + count.outside, 0);
    CU_ASSERT_EQUAL_FATAL(read.shift_count, p.week.roster.shift_count);
    for (size_t k = 0; k < read.shift_count; k++) {
        CU_ASSERT_TRUE(same_shift(&read.shifts[k], &p.week.roster.shifts[k]));
    }
    CU_ASSERT_EQUAL(memcmp(read.on_phones, p.week.roster.on_phones,
                           hc_axis_slots(&read.axis) * sizeof *read.on_phones),
                    0);
    hc_roster_clear(&read);
    clear(&p);
}

static void people_of_the_rows_become_agents_in_their_order(void)
{
    published p;
    make(&p, 4);
    hc_rules rules = p.week.rules;
    rules.agents = NULL;
    rules.agent_count = 0;
    rules.choose_heads = true;
    CU_ASSERT_EQUAL_FATAL(hc_kept_people(p.rows, p.count, &rules, NULL), HC_OK);
    CU_ASSERT_EQUAL(rules.agent_count, 4);
    CU_ASSERT_STRING_EQUAL(rules.agents[0].id, p.rows[0].agent);
    CU_ASSERT_FALSE(rules.choose_heads);
    CU_ASSERT_EQUAL(rules.classes[0].count, 4);
    hc_free(rules.agents);
    clear(&p);
}

static void unknown_class_is_named(void)
{
    published p;
    hc_error err = HC_ERROR_INIT;
    make(&p, 2);
    hc_rules rules = p.week.rules;
    rules.agents = NULL;
    rules.agent_count = 0;
    p.rows[0].class_name = "nights";
    CU_ASSERT_EQUAL(hc_kept_people(p.rows, p.count, &rules, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "class 'nights'"));
    CU_ASSERT_PTR_NULL(rules.agents);
    clear(&p);
}

static void rows_of_others_and_other_days_are_counted_and_left_out(void)
{
    published p;
    hc_roster read = HC_ROSTER_INIT;
    hc_kept_count count = {0};
    make(&p, 3);
    size_t strangers = 0;
    for (size_t i = 0; i < p.count; i++) {
        if (strcmp(p.rows[i].agent, "a2") != 0) { continue; }
        p.rows[i].agent = "somebody else";
        strangers++;
    }
    p.rows[p.count] = p.rows[0];
    p.rows[p.count].date -= 7;
    CU_ASSERT_EQUAL_FATAL(
        hc_kept_roster(&p.week.axis, &p.week.rules, p.rows, p.count + 1, &read, &count, NULL),
        HC_OK);
    CU_ASSERT_EQUAL(count.unknown_agents, strangers);
    CU_ASSERT_EQUAL(count.outside, 1);
    for (size_t k = 0; k < read.shift_count; k++) {
        CU_ASSERT_NOT_EQUAL(read.shifts[k].agent, 1);
    }
    hc_roster_clear(&read);
    clear(&p);
}

typedef void (*spoiler)(hc_roster_row *rows, size_t count);

static void second_shift(hc_roster_row *rows, size_t count)
{
    rows[count] = rows[0];
}

static void break_before_its_shift(hc_roster_row *rows, size_t count)
{
    (void)count;
    rows[1].start.second_of_day = 0;
    rows[1].end.second_of_day = 1800;
}

static void unknown_break(hc_roster_row *rows, size_t count)
{
    (void)count;
    rows[1].activity = "siesta";
}

static void overtime(hc_roster_row *rows, size_t count)
{
    (void)count;
    rows[1].activity = HC_ACTIVITY_OVERTIME;
}

static void end_before_start(hc_roster_row *rows, size_t count)
{
    (void)count;
    rows[0].end.day = rows[0].start.day - 1;
}

static void start_on_another_day(hc_roster_row *rows, size_t count)
{
    (void)count;
    rows[0].start.day++;
    rows[0].end.day++;
}

static void rows_that_make_no_sense_are_refused_by_name(void)
{
    static const struct {
        spoiler spoil;
        const char *text;
    } cases[] = {{second_shift, "is the second of that day"},
                 {break_before_its_shift, "lies outside the shift of its date"},
                 {unknown_break, "is no break of the contract, or one too many"},
                 {overtime, "a roster to plan again has none"},
                 {end_before_start, "must end within a day of its start"},
                 {start_on_another_day, "does not start on its date"}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        published p;
        hc_roster read = HC_ROSTER_INIT;
        hc_error err = HC_ERROR_INIT;
        make(&p, 2);
        cases[k].spoil(p.rows, p.count);
        const size_t count = p.count + (cases[k].spoil == second_shift ? 1 : 0);
        CU_ASSERT_EQUAL(
            hc_kept_roster(&p.week.axis, &p.week.rules, p.rows, count, &read, NULL, &err),
            HC_ERR_RANGE);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, cases[k].text));
        CU_ASSERT_EQUAL(read.agent_count, 0);
        clear(&p);
    }
}

static void each_failing_allocation_is_reported(void)
{
    published p;
    hc_roster read = HC_ROSTER_INIT;
    make(&p, 2);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(
        hc_kept_roster(&p.week.axis, &p.week.rules, p.rows, p.count, &read, NULL, NULL), HC_OK);
    const size_t made = hc_heap_count();
    hc_roster_clear(&read);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(
            hc_kept_roster(&p.week.axis, &p.week.rules, p.rows, p.count, &read, NULL, NULL),
            HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    clear(&p);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(rows_give_back_the_roster_they_were_published_from),
        HC_TEST(people_of_the_rows_become_agents_in_their_order),
        HC_TEST(unknown_class_is_named),
        HC_TEST(rows_of_others_and_other_days_are_counted_and_left_out),
        HC_TEST(rows_that_make_no_sense_are_refused_by_name),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/replan/kept", tests, sizeof tests / sizeof tests[0]);
}
