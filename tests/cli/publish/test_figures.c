#include "cli/publish/figures.h"

#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

/* Two hours of one day, figures that can be checked by hand. */
typedef struct tiny_plan {
    hc_plan_result plan;
    hc_axis axis;
    hc_requirement requirement;
    hc_roster roster;
    int32_t scheduled[4];
    int32_t on_phones[4];
} tiny_plan;

static void make_tiny(tiny_plan *tiny)
{
    static const double calls[4] = {10.0, 30.0, 0.0, 60.0};
    static const double aht_s[4] = {300.0, 200.0, 0.0, 400.0};
    static const int32_t agents[4] = {2, 4, 0, 8};
    static const int32_t scheduled[4] = {3, 6, 0, 12};
    static const int32_t present[4] = {5, 6, 1, 9};
    const hc_zone zone = HC_ZONE_FLOATING;
    *tiny = (tiny_plan){0};
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&tiny->axis, &zone, 360, 20780, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_requirement_make(&tiny->requirement, &tiny->axis, 1, NULL), HC_OK);
    hc_need *need = &tiny->requirement.needs[0];
    for (size_t slot = 0; slot < 4; slot++) {
        const bool open = calls[slot] > 0.0;
        need->calls[slot] = calls[slot];
        need->aht_s[slot] = open ? aht_s[slot] : HC_MISSING;
        need->load_erlangs[slot] = calls[slot] * aht_s[slot] / 21600.0;
        need->agents[slot] = agents[slot];
        need->service_level[slot] = open ? 0.5 + 0.1 * (double)slot : HC_MISSING;
        need->service_level_expected[slot] = open ? 0.4 + 0.1 * (double)slot : HC_MISSING;
        need->abandon_rate[slot] = open ? 0.1 : HC_MISSING;
        need->asa_s[slot] = open ? 10.0 * (double)(slot + 1) : HC_MISSING;
        need->occupancy[slot] = open ? 0.5 : HC_MISSING;
        tiny->scheduled[slot] = scheduled[slot];
        tiny->on_phones[slot] = present[slot];
    }
    tiny->roster.axis = tiny->axis;
    tiny->roster.on_phones = tiny->on_phones;
    tiny->plan.requirement = &tiny->requirement;
    tiny->plan.scheduled = tiny->scheduled;
    tiny->plan.roster = &tiny->roster;
    tiny->plan.delivered = need;
}

static void clear_tiny(tiny_plan *tiny)
{
    hc_requirement_clear(&tiny->requirement);
    hc_axis_clear(&tiny->axis);
}

static void shares_and_times_are_ratios_of_sums(void)
{
    tiny_plan tiny;
    make_tiny(&tiny);
    const hc_plan_figures figures = hc_plan_figures_of(&tiny.plan);
    CHECK_CLOSE(figures.calls, 100.0, 1e-15);
    CHECK_CLOSE(figures.aht_s, (10 * 300.0 + 30 * 200.0 + 60 * 400.0) / 100.0, 1e-14);
    CHECK_CLOSE(figures.service_level, (10 * 0.5 + 30 * 0.6 + 60 * 0.8) / 100.0, 1e-14);
    CHECK_CLOSE(figures.service_level_expected, (10 * 0.4 + 30 * 0.5 + 60 * 0.7) / 100.0,
                1e-14);
    CHECK_CLOSE(figures.abandon_rate, 0.1, 1e-14);
    CHECK_CLOSE(figures.asa_s, (10 * 10.0 + 30 * 20.0 + 60 * 40.0) / 100.0, 1e-14);
    CHECK_CLOSE(figures.occupancy, 0.5, 1e-14);
    clear_tiny(&tiny);
}

/* Two of ten agents do chats: eight, half busy, and 4.5 of a roster, all busy. */
static void occupancy_counts_by_who_is_in_the_line(void)
{
    tiny_plan tiny;
    make_tiny(&tiny);
    hc_need *need = &tiny.requirement.needs[0];
    need->calls[0] = need->calls[1] = 0.0;
    need->occupancy[0] = need->occupancy[1] = HC_MISSING;
    need->agents[3] = 10;
    need->agents_aside[3] = 2;
    need->occupancy[3] = 0.5;
    need->calls[2] = 10.0;
    need->agents[2] = 4;
    need->agents_exact[2] = 4.5;
    need->occupancy[2] = 1.0;
    CHECK_CLOSE(hc_plan_figures_of(&tiny.plan).occupancy, (8 * 0.5 + 4.5) / 12.5, 1e-14);
    clear_tiny(&tiny);
}

/* The sample's queue as it stands in a pool: once as calls, once as e-mail. */
static void contacts_beside_the_line_are_counted_apart(void)
{
    tiny_plan tiny;
    make_tiny(&tiny);
    hc_need needs[] = {tiny.requirement.needs[0], tiny.requirement.needs[0]};
    hc_requirement pooled = tiny.requirement;
    hc_queue_rules queues[] = {{.work = HC_WORK_DEFERRED}};
    const hc_staff_rules staff = {.queue_count = 1, .queues = queues};
    pooled.needs = needs;
    pooled.need_count = 2;
    tiny.plan.requirement = &pooled;
    tiny.plan.staff = &staff;
    CHECK_CLOSE(hc_plan_figures_of(&tiny.plan).calls_beside, 100.0, 1e-15);
    CHECK_CLOSE(hc_plan_figures_between(&tiny.plan, 0, 1).calls_beside, 10.0, 1e-15);
    queues[0].work = HC_WORK_CALLS;
    CHECK_CLOSE(hc_plan_figures_of(&tiny.plan).calls_beside, 0.0, 0.0);
    queues[0].work = HC_WORK_DEFERRED;
    pooled.need_count = 1; /* one queue alone: its contacts are the figures' own */
    CHECK_CLOSE(hc_plan_figures_of(&tiny.plan).calls_beside, 0.0, 0.0);
    clear_tiny(&tiny);
}

static void shortage_is_never_set_against_surplus(void)
{
    tiny_plan tiny;
    make_tiny(&tiny);
    const hc_plan_figures figures = hc_plan_figures_of(&tiny.plan);
    CHECK_CLOSE(figures.short_hours, 3 * 6.0, 1e-15);
    CHECK_CLOSE(figures.over_hours, (2 + 1) * 6.0, 1e-15);
    /* wages of 1000 for all scheduled hours */
    CHECK_CLOSE(hc_plan_over_wages(&tiny.plan, &figures), 0.0, 0.0);
    tiny.plan.costs.wages = 1000.0;
    CHECK_CLOSE(hc_plan_over_wages(&tiny.plan, &figures),
                1000.0 * 18.0 / figures.scheduled_hours, 1e-12);
    CU_ASSERT_EQUAL(figures.short_slots, 1);
    CU_ASSERT_EQUAL(figures.needed_slots, 3);
    CU_ASSERT_EQUAL(figures.worst_short, 3);
    CU_ASSERT_EQUAL(figures.worst_slot, 3);
    CU_ASSERT_EQUAL(figures.peak_agents, 8);
    CU_ASSERT_EQUAL(figures.peak_slot, 3);
    CU_ASSERT_EQUAL(figures.peak_scheduled, 12);
    clear_tiny(&tiny);
}

static void what_is_not_known_is_missing_not_zero(void)
{
    tiny_plan tiny;
    make_tiny(&tiny);
    tiny.plan.delivered = NULL;
    const hc_plan_figures unserved = hc_plan_figures_of(&tiny.plan);
    CU_ASSERT_TRUE(hc_is_missing(unserved.service_level));
    CU_ASSERT_FALSE(hc_is_missing(unserved.asked_service_level));
    const hc_plan_figures quiet = hc_plan_figures_between(&tiny.plan, 2, 3);
    CU_ASSERT_TRUE(hc_is_missing(quiet.aht_s));
    CU_ASSERT_TRUE(hc_is_missing(quiet.asked_service_level));
    const hc_plan_figures nothing = hc_plan_figures_between(&tiny.plan, 1, 1);
    CU_ASSERT_EQUAL(nothing.calls, 0.0);
    CU_ASSERT_TRUE(hc_is_missing(nothing.aht_s));
    clear_tiny(&tiny);
}

static void days_add_up_to_the_whole(void)
{
    sample_plan sample;
    sample_options options = sample_options_default();
    options.zone = "Europe/Berlin";
    sample_make(&sample, &options);
    const hc_plan_figures whole = hc_plan_figures_of(&sample.plan);
    const size_t *day_first = sample.roster.axis.day_first;
    double calls = 0.0;
    double short_hours = 0.0;
    for (size_t day = 0; day < options.days; day++) {
        const hc_plan_figures figures =
            hc_plan_figures_between(&sample.plan, day_first[day], day_first[day + 1]);
        calls += figures.calls;
        short_hours += figures.short_hours;
    }
    CHECK_CLOSE(calls, whole.calls, 1e-12);
    CHECK_CLOSE(short_hours, whole.short_hours, 1e-12);
    CU_ASSERT_TRUE(whole.people > 0 && whole.people <= options.agents);
    CU_ASSERT_EQUAL(whole.shifts, sample.roster.shift_count);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(shares_and_times_are_ratios_of_sums),
        HC_TEST(occupancy_counts_by_who_is_in_the_line),
        HC_TEST(contacts_beside_the_line_are_counted_apart),
        HC_TEST(shortage_is_never_set_against_surplus),
        HC_TEST(what_is_not_known_is_missing_not_zero),
        HC_TEST(days_add_up_to_the_whole),
    };
    return hc_test_run("figures", tests, sizeof tests / sizeof tests[0]);
}
