#include "scheduler/conflict.h"

#include <string.h>

#include "scheduler/rotation.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

/* Conflicts of rules over whole weeks; the caller frees. */
static size_t find(const hc_rules *rules, size_t days, hc_conflict **conflicts)
{
    hc_axis axis = fixture_axis(30, days);
    size_t count = 99;
    hc_error err = HC_ERROR_INIT;
    *conflicts = NULL;
    const hc_status status = hc_conflicts_find(&axis, rules, conflicts, &count, &err);
    if (status != HC_OK) { printf("\n    %s\n", err.message); }
    CU_ASSERT_EQUAL(status, HC_OK);
    hc_axis_clear(&axis);
    return count;
}

static void sound_rules_have_no_conflict(void)
{
    hc_rules rules = fixture_named_rules(3);
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 0);
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

static bool holds(const hc_conflict *conflict, hc_conflict_rule rule)
{
    for (size_t i = 0; i < conflict->rule_count; i++) {
        if (conflict->rules[i] == rule) { return true; }
    }
    return false;
}

/*
 * Starts 08:00 Monday to Wednesday and 06:00 Thursday to Sunday: of Wednesday (ending 16:30)
 * and Thursday (06:00, 13.5 h later) only one can be worked with 14 h of rest, so six days
 * cannot. Contradicting: least days, rest, start and
 * end times, shift lengths and the closed Sunday; a change of any one would do.
 */
static hc_rules early_thursday(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    c->days_a_week_least = 6;
    c->days_a_week_most = 6;
    c->rest_min = 840;
    c->latest_start_min[6] = -1;
    for (size_t day = 0; day < 6; day++) {
        c->earliest_start_min[day] = day < 3 ? 480 : 360;
        c->latest_start_min[day] = c->earliest_start_min[day];
    }
    return rules;
}

static void smallest_contradiction_is_named(void)
{
    hc_rules rules = early_thursday();
    rules.contracts[0].start_spread_min = 300; /* plays no part */
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    const hc_conflict *found = &conflicts[0];
    CU_ASSERT_EQUAL(found->class_index, 0);
    CU_ASSERT_EQUAL(found->agent, HC_NO_AGENT);
    CU_ASSERT_EQUAL(found->rule_count, 5);
    CU_ASSERT_TRUE(holds(found, HC_CONFLICT_LEAST_DAYS));
    CU_ASSERT_TRUE(holds(found, HC_CONFLICT_REST));
    CU_ASSERT_TRUE(holds(found, HC_CONFLICT_WINDOWS));
    CU_ASSERT_TRUE(holds(found, HC_CONFLICT_WEEKDAYS));
    CU_ASSERT_TRUE(holds(found, HC_CONFLICT_LENGTHS));
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

static void cheapest_remedy_comes_first_and_is_the_least_that_helps(void)
{
    hc_rules rules = early_thursday();
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    const hc_conflict *found = &conflicts[0];
    bool rest_said = false;
    for (size_t i = 0; i < found->remedy_count; i++) {
        if (i > 0) { CU_ASSERT_TRUE(found->remedies[i - 1].price <= found->remedies[i].price); }
        if (found->remedies[i].rule == HC_CONFLICT_REST) {
            CU_ASSERT_STRING_EQUAL(found->remedies[i].text,
                                   "change to rest between shifts (13:30 h)");
            rest_said = true;
        }
        if (found->remedies[i].rule == HC_CONFLICT_LEAST_DAYS) {
            CU_ASSERT_STRING_EQUAL(found->remedies[i].text, "change to least days a week (5)");
        }
    }
    CU_ASSERT_TRUE(rest_said);
    CU_ASSERT_PTR_NOT_NULL(strstr(found->text, "class 'full-time' has no legal week"));
    CU_ASSERT_PTR_NOT_NULL(strstr(found->text, "contradict each other; the least change: "));
    CU_ASSERT_PTR_NOT_NULL(strstr(found->text, found->remedies[0].text));
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* Every rule of the contradiction, switched off alone, must end it; the rest as they are. */
static void each_named_remedy_really_helps(void)
{
    hc_rules rules = early_thursday();
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    hc_free(conflicts);
    hc_contract kept = rules.contracts[0];
    rules.contracts[0].rest_min = 810;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    rules.contracts[0] = kept;
    rules.contracts[0].rest_min = 825;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    hc_free(conflicts);
    rules.contracts[0] = kept;
    rules.contracts[0].days_a_week_least = 5;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* Weekly rules that only a second week breaks: six days on, Sunday off, at most six in a row,
 * and a first Sunday that must be worked after a Monday off. */
static void contradiction_between_weeks_is_found(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    c->days_a_week_least = 6;
    c->days_a_week_most = 6;
    c->consecutive_days_most = 5;
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 28, &conflicts), 0);
    hc_free(conflicts);
    c->consecutive_days_most = 3; /* only 3 + off + 3 is left, and two such weeks touch */
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_CONSECUTIVE_DAYS));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_DAYS));
    CU_ASSERT_EQUAL(conflicts[0].rule_count, 2);
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

static void agent_whose_leave_leaves_too_few_days_is_named(void)
{
    hc_rules rules = fixture_named_rules(3);
    CU_ASSERT_EQUAL(hc_alloc(&rules.agents[1].day_off, 7, 1, NULL), HC_OK);
    memset(rules.agents[1].day_off, 1, 3);
    CU_ASSERT_EQUAL(hc_alloc(&rules.agents[2].day_off, 7, 1, NULL), HC_OK);
    rules.agents[2].day_off[0] = 1;
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    CU_ASSERT_EQUAL(conflicts[0].agent, 1);
    CU_ASSERT_EQUAL(conflicts[0].rule_count, 2);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_DAYS_OFF));
    CU_ASSERT_STRING_EQUAL(
        conflicts[0].text,
        "agent 'a2' cannot work a whole week of contract 'full-time': least "
        "days a week (5) and days off of the agent contradict each other; the "
        "least change: change to least days a week (4)");
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

static void set_hours(hc_agent *agent, size_t days, size_t limited, int32_t to_min)
{
    CU_ASSERT_EQUAL_FATAL(hc_alloc(&agent->hours, days, sizeof *agent->hours, NULL), HC_OK);
    for (size_t day = 0; day < days; day++) {
        agent->hours[day] =
            (hc_day_hours){.from_min = 0, .to_min = day < limited ? to_min : HC_NO_LIMIT};
    }
}

/* No shift of 8.5 h until 08:00, on three days. */
static void agent_whose_own_hours_leave_too_few_days_is_named(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_conflict *conflicts = NULL;
    set_hours(&rules.agents[1], 7, 3, 480);
    CU_ASSERT_EQUAL_FATAL(find(&rules, 7, &conflicts), 1);
    CU_ASSERT_EQUAL(conflicts[0].agent, 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_HOURS));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_DAYS));
    CU_ASSERT_FALSE(holds(&conflicts[0], HC_CONFLICT_DAYS_OFF));
    hc_free(conflicts);
    rules.agents[1].hours[0].to_min = 510;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* Five days of a Monday to Friday week are too many in a row for who comes from two; what was
 * is no way out. */
static void agent_who_comes_from_work_is_named_with_it(void)
{
    hc_rules rules = fixture_named_rules(2);
    hc_contract *c = &rules.contracts[0];
    hc_conflict *conflicts = NULL;
    c->latest_start_min[5] = -1;
    c->latest_start_min[6] = -1;
    c->consecutive_days_most = 6;
    rules.agents[1].before = (hc_agent_history){.run_days = 2, .end_min = -420};
    CU_ASSERT_EQUAL_FATAL(find(&rules, 7, &conflicts), 1);
    CU_ASSERT_EQUAL(conflicts[0].agent, 1);
    CU_ASSERT_EQUAL(conflicts[0].rule_count, 4);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_BEFORE));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_CONSECUTIVE_DAYS));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_WEEKDAYS));
    CU_ASSERT_EQUAL(conflicts[0].remedy_count, 3);
    hc_free(conflicts);
    rules.agents[1].before.run_days = 1;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* ---- made-up conflicts whose only minimal cause is known ---- */

typedef struct cause_tally {
    size_t cases;
    size_t found;     /* exactly the known rules */
    size_t false_one; /* a rule named that plays no part, or a conflict of sound rules */
} cause_tally;

static unsigned rule_bit(hc_conflict_rule rule)
{
    return 1U << (unsigned)rule;
}

/* One class or agent must be named with the rules of `cause`; without the least it asks of a
 * week, none may be. */
static void count_cause(hc_rules *rules, size_t days, unsigned cause, cause_tally *tally)
{
    hc_conflict *conflicts = NULL;
    const size_t count = find(rules, days, &conflicts);
    unsigned named = 0;
    for (size_t i = 0; i < (count > 0 ? conflicts[0].rule_count : 0); i++) {
        named |= rule_bit(conflicts[0].rules[i]);
    }
    tally->cases++;
    tally->found += count == 1 && named == cause ? 1 : 0;
    tally->false_one += count > 1 || (named & ~cause) != 0 ? 1 : 0;
    hc_free(conflicts);
    rules->contracts[0].days_a_week_least = 0;
    rules->contracts[0].week_paid_min_least = HC_NO_LIMIT;
    tally->false_one += find(rules, days, &conflicts) > 0 ? 1 : 0;
    hc_free(conflicts);
    hc_rules_clear(rules);
}

/* Six days of seven in runs of three: 3 + off + 3, which two weeks on end cannot. Five in runs
 * of two: 2, 2, 1 then 1, 2, 2, and no third week. */
static void count_runs(cause_tally *tally)
{
    const unsigned cause =
        rule_bit(HC_CONFLICT_CONSECUTIVE_DAYS) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t weeks = 2; weeks <= 6; weeks++) {
        for (int32_t run = 2; run <= 3; run++) {
            if (run == 2 && weeks == 2) { continue; }
            hc_rules rules = fixture_rules(1);
            rules.contracts[0].days_a_week_least = run + 3;
            rules.contracts[0].days_a_week_most = 6;
            rules.contracts[0].consecutive_days_most = run;
            count_cause(&rules, 7 * weeks, cause, tally);
        }
    }
}

/* Five days wanted and two weekdays closed that do not touch: no two days off together. */
static void count_closed_apart(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_WEEKDAYS) | rule_bit(HC_CONFLICT_OFF_TOGETHER) |
                           rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t a = 0; a < 7; a++) {
        for (size_t b = a + 2; b < 7; b++) {
            hc_rules rules = fixture_rules(1);
            rules.contracts[0].days_off_together = 2;
            rules.contracts[0].latest_start_min[a] = -1;
            rules.contracts[0].latest_start_min[b] = -1;
            count_cause(&rules, 7, cause, tally);
        }
    }
}

/* Three to six days of leave where five days are to be worked. */
static void count_leave(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_DAYS_OFF) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t leave = 3; leave <= 6; leave++) {
        for (size_t first = 0; first < 2; first++) {
            hc_rules rules = fixture_named_rules(2);
            CU_ASSERT_EQUAL_FATAL(hc_alloc(&rules.agents[1].day_off, 7, 1, NULL), HC_OK);
            for (size_t k = 0; k < leave; k++) {
                rules.agents[1].day_off[(first + 2 * k) % 7] = 1;
            }
            count_cause(&rules, 7, cause, tally);
        }
    }
}

/* Every day must be worked, at 08:00 until `turn` and at 06:00 from then on: 13.5 h between. */
static void count_rest(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_REST) | rule_bit(HC_CONFLICT_WINDOWS) |
                           rule_bit(HC_CONFLICT_LENGTHS) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t turn = 1; turn < 7; turn++) {
        hc_rules rules = fixture_rules(1);
        hc_contract *c = &rules.contracts[0];
        c->days_a_week_least = 7;
        c->days_a_week_most = 7;
        c->consecutive_days_most = HC_NO_LIMIT;
        c->rest_min = 810 + 5 * (int32_t)turn;
        for (size_t day = 0; day < 7; day++) {
            c->earliest_start_min[day] = day < turn ? 480 : 360;
            c->latest_start_min[day] = c->earliest_start_min[day];
        }
        count_cause(&rules, 7, cause, tally);
    }
}

/* Starts at 08:00 for `early` days and at 12:00 after, less than four hours apart allowed. */
static void count_spread(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_SPREAD) | rule_bit(HC_CONFLICT_WINDOWS) |
                           rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (int32_t spread = 0; spread < 240; spread += 60) {
        for (size_t early = 3; early <= 4; early++) {
            hc_rules rules = fixture_rules(1);
            hc_contract *c = &rules.contracts[0];
            c->start_spread_min = spread;
            for (size_t day = 0; day < 7; day++) {
                c->earliest_start_min[day] = day < early ? 480 : 720;
                c->latest_start_min[day] = c->earliest_start_min[day];
            }
            count_cause(&rules, 7, cause, tally);
        }
    }
}

/* Six days of paid time where only five weekdays are open. */
static void count_paid(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_WEEKDAYS) | rule_bit(HC_CONFLICT_LEAST_PAID);
    for (size_t closed = 0; closed < 4; closed++) {
        hc_rules rules = fixture_rules(1);
        hc_contract *c = &rules.contracts[0];
        c->days_a_week_least = 0;
        c->days_a_week_most = 6;
        c->week_paid_min_least = 6 * 480;
        c->latest_start_min[closed] = -1;
        c->latest_start_min[closed + 2] = -1;
        count_cause(&rules, 7, cause, tally);
    }
}

/* Only the shift of 510 min has a place for its breaks when work after the last one is short,
 * and five of them are not paid 41 hours. */
static void work_between_breaks_is_named_as_a_cause(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    c->shift_longest_min = 570;
    c->shift_step_min = 60;
    c->week_paid_min_least = 5 * 480 + 60;
    hc_conflict *conflicts = NULL;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 0);
    hc_free(conflicts);
    c->work_after_breaks.most_min = 90;
    CU_ASSERT_EQUAL(find(&rules, 7, &conflicts), 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_WORK_STRETCH));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_PAID));
    CU_ASSERT_PTR_NOT_NULL(strstr(conflicts[0].text, "work between breaks"));
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* Two weeks of five days of eight hours are 4800 min; five days a week and fewer hours in the
 * period contradict each other, and so do more hours and the days that may be worked. */
static void paid_time_of_the_period_is_named_as_a_cause(void)
{
    hc_rules rules = fixture_rules(1);
    hc_contract *c = &rules.contracts[0];
    hc_conflict *conflicts = NULL;
    c->period_paid_min_most = 4800;
    c->average_week_paid_min_least = 2400;
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 0);
    hc_free(conflicts);
    c->period_paid_min_most = 4799;
    c->average_week_paid_min_least = HC_NO_LIMIT;
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_MOST_PERIOD));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_DAYS));
    hc_free(conflicts);
    c->period_paid_min_most = HC_NO_LIMIT;
    c->period_paid_min_least = 4801;
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_PERIOD));
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_MOST_DAYS));
    hc_free(conflicts);
    hc_rules_clear(&rules);
}

/* Skills name queues of the centre, which a search of one contract does not know. */
static void paid_time_of_the_period_is_a_cause_with_skills_too(void)
{
    hc_rules rules = fixture_rules(1);
    hc_conflict *conflicts = NULL;
    char names[2][HC_NAME_MAX] = {"billing", "service"};
    rules.queues = names;
    rules.queue_count = 2;
    rules.contracts[0].skills = 2;
    rules.contracts[0].period_paid_min_least = 4801;
    CU_ASSERT_EQUAL(find(&rules, 14, &conflicts), 1);
    CU_ASSERT_TRUE(holds(&conflicts[0], HC_CONFLICT_LEAST_PERIOD));
    hc_free(conflicts);
    rules.queues = NULL;
    hc_rules_clear(&rules);
}

/* On three to six days no shift fits into a person's own half hour. */
static void count_own_hours(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_HOURS) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t days = 3; days <= 6; days++) {
        hc_rules rules = fixture_named_rules(2);
        set_hours(&rules.agents[1], 7, days, 30);
        count_cause(&rules, 7, cause, tally);
    }
}

/* Monday to Friday must be worked, at most six days in a row, and some were before. */
static void count_work_before(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_BEFORE) | rule_bit(HC_CONFLICT_WEEKDAYS) |
                           rule_bit(HC_CONFLICT_CONSECUTIVE_DAYS) |
                           rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (int32_t run = 2; run <= 6; run++) {
        hc_rules rules = fixture_named_rules(2);
        hc_contract *c = &rules.contracts[0];
        c->consecutive_days_most = 6;
        c->latest_start_min[5] = -1;
        c->latest_start_min[6] = -1;
        rules.agents[1].before = (hc_agent_history){.run_days = run, .end_min = -420};
        count_cause(&rules, 7, cause, tally);
    }
}

/* Six days a week and no weekend; or whole weekends whose Sunday is closed: five are left. */
static void count_weekends(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_WEEKENDS) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (size_t weeks = 1; weeks <= 4; weeks++) {
        for (int whole = 0; whole < 2; whole++) {
            hc_rules rules = fixture_rules(1);
            hc_contract *c = &rules.contracts[0];
            c->days_a_week_least = 6;
            c->days_a_week_most = 6;
            c->weekends_whole = whole == 1;
            c->weekend_off_every = whole == 1 ? HC_NO_LIMIT : 1;
            if (whole == 1) { c->latest_start_min[6] = -1; }
            count_cause(&rules, 7 * weeks,
                        whole == 0 ? cause : cause | rule_bit(HC_CONFLICT_WEEKDAYS), tally);
        }
    }
}

/* A week of late shifts and one of early ones, every day: too little rest from Sunday to
 * Monday. */
static void count_turns_of_a_rotation(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_REST) | rule_bit(HC_CONFLICT_WINDOWS) |
                           rule_bit(HC_CONFLICT_LENGTHS) | rule_bit(HC_CONFLICT_LEAST_DAYS);
    for (int32_t late = 840; late <= 900; late += 30) {
        hc_rules rules = fixture_rules(1);
        hc_contract *c = &rules.contracts[0];
        c->days_a_week_least = 7;
        c->days_a_week_most = 7;
        c->consecutive_days_most = HC_NO_LIMIT;
        c->break_count = 0;
        c->rotation_count = 2;
        c->rotation_from = FIXTURE_MONDAY;
        for (size_t day = 0; day < 7; day++) {
            c->rotation[0][day] = (hc_day_window){late, late, late + 510};
            c->rotation[1][day] = (hc_day_window){360, 360, 870};
        }
        hc_rotation_span(c);
        count_cause(&rules, 14, cause, tally);
    }
}

/* Eight paid hours fit into every day's window, ten into none. Four days of eight are too few
 * for `least`, and a fifth day is too much, or too many. */
static void count_lengths_without_window(cause_tally *tally)
{
    const unsigned cause = rule_bit(HC_CONFLICT_WINDOWS) | rule_bit(HC_CONFLICT_LEAST_PAID);
    for (int32_t least = 1980; least <= 2040; least += 30) {
        for (int days = 0; days < 2; days++) {
            hc_rules rules = fixture_rules(1);
            hc_contract *c = &rules.contracts[0];
            c->break_count = 0;
            c->shift_shortest_min = 480;
            c->shift_longest_min = 600;
            c->shift_step_min = 120;
            c->days_a_week_least = 0;
            c->week_paid_min_least = least;
            c->days_a_week_most = days == 1 ? 4 : 6;
            c->week_paid_min_most = days == 1 ? HC_NO_LIMIT : 2100;
            for (size_t day = 0; day < 7; day++) {
                c->earliest_start_min[day] = c->latest_start_min[day] = 480;
                c->latest_end_min[day] = 990;
            }
            count_cause(&rules, 7,
                        cause | (days == 1 ? rule_bit(HC_CONFLICT_MOST_DAYS)
                                           : rule_bit(HC_CONFLICT_MOST_PAID) |
                                                 rule_bit(HC_CONFLICT_LENGTHS)),
                        tally);
        }
    }
}

static void causes_of_made_up_conflicts_are_found(void)
{
    cause_tally tally = {0};
    count_runs(&tally);
    count_closed_apart(&tally);
    count_leave(&tally);
    count_rest(&tally);
    count_spread(&tally);
    count_paid(&tally);
    count_own_hours(&tally);
    count_work_before(&tally);
    count_weekends(&tally);
    count_turns_of_a_rotation(&tally);
    count_lengths_without_window(&tally);
    printf("%zu of %zu found, %zu false ... ", tally.found, tally.cases, tally.false_one);
    CU_ASSERT_EQUAL(tally.cases, 76);
    CU_ASSERT_TRUE(tally.found >= 74);
    CU_ASSERT_EQUAL(tally.false_one, 0);
}

static void rules_that_fail_their_check_are_refused(void)
{
    hc_rules rules = fixture_rules(1);
    rules.contracts[0].start_grid_min = 0;
    hc_axis axis = fixture_axis(30, 7);
    hc_conflict *conflicts = NULL;
    size_t count = 5;
    CU_ASSERT_EQUAL(hc_conflicts_find(&axis, &rules, &conflicts, &count, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(count, 5);
    CU_ASSERT_STRING_EQUAL(hc_conflict_rule_name(HC_CONFLICT_REST), "rest between shifts");
    CU_ASSERT_STRING_EQUAL(hc_conflict_rule_name((hc_conflict_rule)77), "unknown rule");
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

static void each_failing_allocation_is_reported(void)
{
    hc_rules rules = early_thursday();
    hc_axis axis = fixture_axis(30, 7);
    hc_conflict *conflicts = NULL;
    size_t count = 5;
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_conflicts_find(&axis, &rules, &conflicts, &count, NULL), HC_OK);
    const size_t made = hc_heap_count();
    hc_free(conflicts);
    conflicts = NULL;
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= made; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_conflicts_find(&axis, &rules, &conflicts, &count, NULL),
                        HC_ERR_MEMORY);
        CU_ASSERT_PTR_NULL(conflicts);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_axis_clear(&axis);
    hc_rules_clear(&rules);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(sound_rules_have_no_conflict),
        HC_TEST(smallest_contradiction_is_named),
        HC_TEST(cheapest_remedy_comes_first_and_is_the_least_that_helps),
        HC_TEST(each_named_remedy_really_helps),
        HC_TEST(contradiction_between_weeks_is_found),
        HC_TEST(agent_whose_leave_leaves_too_few_days_is_named),
        HC_TEST(agent_whose_own_hours_leave_too_few_days_is_named),
        HC_TEST(agent_who_comes_from_work_is_named_with_it),
        HC_TEST(work_between_breaks_is_named_as_a_cause),
        HC_TEST(paid_time_of_the_period_is_named_as_a_cause),
        HC_TEST(paid_time_of_the_period_is_a_cause_with_skills_too),
        HC_TEST(causes_of_made_up_conflicts_are_found),
        HC_TEST(rules_that_fail_their_check_are_refused),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("scheduler/conflict", tests, sizeof tests / sizeof tests[0]);
}
