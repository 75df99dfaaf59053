#include "forecast/measure/change.h"

#include "tests/support/hc_test.h"

#define MONDAY 20457

static hc_ledger new_ledger(void)
{
    hc_ledger ledger = {
        .fact_count = 4,
        .facts = {HC_FACT_OFFERED, HC_FACT_HANDLED, HC_FACT_HANDLE_S, HC_FACT_IN_TARGET}};
    const hc_ledger_kind phone = {.channel = "phone"};
    const hc_ledger_kind chat = {.channel = "chat"};
    size_t kind = 0;
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_kind(&ledger, &phone, &kind, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_kind(&ledger, &chat, &kind, NULL), HC_OK);
    return ledger;
}

static void add_row(hc_ledger *ledger, int64_t day, uint32_t kind, double calls, double aht_s)
{
    const hc_ledger_row row = {kind, 540, day};
    const double level = hc_weekday(day) == 0 ? 0.5 : 0.9;
    double value[HC_FACTS] = {0.0};
    value[HC_FACT_OFFERED] = value[HC_FACT_HANDLED] = calls;
    value[HC_FACT_HANDLE_S] = calls * aht_s;
    value[HC_FACT_IN_TARGET] = level * calls;
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_row(ledger, &row, value, NULL), HC_OK);
}

/* 20 weeks: the newest 4 against the 16 before; chat of 100 s, phone of 300 s. */
static hc_ledger make(double chat_share_after, double slower)
{
    hc_ledger ledger = new_ledger();
    for (int64_t day = 0; day < 140; day++) {
        const bool after = day >= 112;
        const double chat = after ? chat_share_after : 0.5;
        const double factor = after ? slower : 1.0;
        add_row(&ledger, MONDAY + day, 0, 100.0 * (1.0 - chat), 300.0 * factor);
        add_row(&ledger, MONDAY + day, 1, 100.0 * chat, 100.0 * factor);
    }
    return ledger;
}

static void the_newest_weeks_stand_against_those_before(void)
{
    hc_ledger ledger = make(0.5, 1.25);
    hc_change change;
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_OK);
    CU_ASSERT_EQUAL(change.end, MONDAY + 140);
    CU_ASSERT_EQUAL(change.recent_first, MONDAY + 112);
    CU_ASSERT_EQUAL(change.before_first, MONDAY);
    CHECK_CLOSE(change.recent_a_day, 100.0, 1e-12);
    CHECK_CLOSE(change.before_a_day, 100.0, 1e-12);
    CHECK_CLOSE(change.aht_now_s, 250.0, 1e-12);
    CHECK_CLOSE(change.aht_before_s, 200.0, 1e-12);
    hc_ledger_clear(&ledger);
}

/* Half the chats: 250 s on average, but each kind takes as long as it did. */
static void a_new_mix_changes_no_handle_time(void)
{
    hc_ledger ledger = make(0.25, 1.0);
    hc_change change;
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_OK);
    CHECK_CLOSE(hc_kpi_of(&change.recent, HC_KPI_AHT).value, 250.0, 1e-12);
    CHECK_CLOSE(hc_kpi_of(&change.before, HC_KPI_AHT).value, 200.0, 1e-12);
    CHECK_CLOSE(change.aht_now_s / change.aht_before_s, 1.0, 1e-12);
    hc_ledger_clear(&ledger);
}

static void weekdays_are_those_of_eight_weeks(void)
{
    hc_ledger ledger = make(0.5, 1.0);
    hc_change change;
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_OK);
    CHECK_CLOSE(hc_kpi_of(&change.weekday[0], HC_KPI_SERVICE_LEVEL).value, 0.5, 1e-12);
    CHECK_CLOSE(hc_kpi_of(&change.weekday[4], HC_KPI_SERVICE_LEVEL).value, 0.9, 1e-12);
    CHECK_CLOSE(change.weekday[0].offered, 800.0, 1e-12);
    hc_ledger_clear(&ledger);
}

/* 400 contacts: sqrt 20, +- 0.98: (19.02 / 20)^2 to (20.98 / 20)^2. */
static void the_level_is_known_as_well_as_its_count_says(void)
{
    hc_ledger ledger = new_ledger();
    hc_change change;
    for (int64_t day = 0; day < 28; day++) {
        add_row(&ledger, MONDAY + day, 0, 400.0 / 28.0, 100.0);
    }
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_OK);
    CHECK_CLOSE(change.level_low, 0.904403, 1e-5);
    CHECK_CLOSE(change.level_high, 1.100399, 1e-5);
    CU_ASSERT(hc_is_missing(change.before_a_day));
    CU_ASSERT_EQUAL(change.before_first, change.recent_first);
    hc_ledger_clear(&ledger);
}

static void nothing_gives_no_change(void)
{
    hc_ledger ledger = new_ledger();
    hc_change change;
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_ERR_EMPTY);
    add_row(&ledger, MONDAY, 0, 1.0, 100.0);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_change_make(&ledger, &change, NULL), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    hc_ledger_clear(&ledger);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_newest_weeks_stand_against_those_before),
        HC_TEST(a_new_mix_changes_no_handle_time),
        HC_TEST(weekdays_are_those_of_eight_weeks),
        HC_TEST(the_level_is_known_as_well_as_its_count_says),
        HC_TEST(nothing_gives_no_change),
    };
    return hc_test_run("forecast/measure/change", tests, sizeof tests / sizeof *tests);
}
