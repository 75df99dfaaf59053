#include "cli/publish/short_spells.h"

#include "cli/publish/queue_figures.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

static void a_spell_ends_with_the_shortage_or_the_day(void)
{
    sample_plan sample;
    sample_options options = sample_options_default();
    options.days = 2;
    sample_make(&sample, &options);
    for (size_t slot = 0; slot < 96; slot++) {
        sample.roster.on_phones[slot] = 0;
        sample.scheduled[slot] = slot >= 46 && slot <= 49 ? (int32_t)slot - 44 : 0;
    }
    hc_short_spell *spells = NULL;
    size_t count = 0;
    CU_ASSERT_EQUAL(hc_plan_short_spells(&sample.plan, &spells, &count, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(count, 2);
    CU_ASSERT_EQUAL(spells[0].first_slot, 46);
    CU_ASSERT_EQUAL(spells[0].slots, 2);
    CU_ASSERT_EQUAL(spells[0].worst_short, 3);
    CHECK_CLOSE(spells[0].short_hours, 2.5, 1e-15);
    CU_ASSERT_EQUAL(spells[1].first_slot, 48);
    CU_ASSERT_EQUAL(spells[1].worst_short, 5);
    hc_free(spells);
    sample_clear(&sample);
}

static void the_worst_come_first_and_of_equals_the_earlier(void)
{
    hc_short_spell spells[4] = {
        {9, 1, 1, 1.0, 0}, {4, 1, 2, 2.0, 1}, {4, 1, 2, 2.0, 0}, {2, 1, 1, 1.0, 1}};
    hc_short_spells_rank(spells, 4);
    CU_ASSERT_EQUAL(spells[0].queue, 0);
    CU_ASSERT_EQUAL(spells[1].queue, 1);
    CU_ASSERT_EQUAL(spells[2].first_slot, 2);
    CU_ASSERT_EQUAL(spells[3].first_slot, 9);
    hc_short_spells_rank(NULL, 0); /* of none there is no worst */
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_spell_ends_with_the_shortage_or_the_day),
        HC_TEST(the_worst_come_first_and_of_equals_the_earlier),
    };
    return hc_test_run("short_spells", tests, sizeof tests / sizeof tests[0]);
}
