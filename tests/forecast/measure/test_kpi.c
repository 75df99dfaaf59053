#include "forecast/measure/kpi.h"

#include "tests/support/hc_test.h"

#define MONDAY 20514 /* 2026-03-02 */

/* A ledger of every fact; rows are added with the facts that a test names. */
static hc_ledger new_ledger(void)
{
    hc_ledger ledger = {.fact_count = HC_FACTS};
    size_t kind = 0;
    for (size_t fact = 0; fact < HC_FACTS; fact++) {
        ledger.facts[fact] = (hc_fact)fact;
    }
    const hc_ledger_kind phone = {.queue = "Desk", .channel = "phone"};
    const hc_ledger_kind chat = {.queue = "Desk", .channel = "chat"};
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_kind(&ledger, &phone, &kind, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_kind(&ledger, &chat, &kind, NULL), HC_OK);
    return ledger;
}

typedef struct fact_given {
    hc_fact fact;
    double value;
} fact_given;

static void add_row(hc_ledger *ledger, int64_t day, uint32_t kind, const fact_given *given,
                    size_t count)
{
    const hc_ledger_row row = {kind, 540, day};
    double value[HC_FACTS];
    for (size_t fact = 0; fact < HC_FACTS; fact++) {
        value[fact] = HC_MISSING;
    }
    for (size_t k = 0; k < count; k++) {
        value[given[k].fact] = given[k].value;
    }
    CU_ASSERT_EQUAL_FATAL(hc_ledger_add_row(ledger, &row, value, NULL), HC_OK);
}
#define ROW(ledger, day, kind, ...)                                                            \
    add_row(ledger, day, kind, (const fact_given[]){__VA_ARGS__},                              \
            sizeof((const fact_given[]){__VA_ARGS__}) / sizeof(fact_given))

static hc_kpi_sums sum_all(const hc_ledger *ledger)
{
    hc_kpi_sums sums = {0};
    for (size_t row = 0; row < ledger->row_count; row++) {
        hc_kpi_add(&sums, ledger, row);
    }
    return sums;
}

static double measure(const hc_ledger *ledger, hc_kpi kpi)
{
    const hc_kpi_sums sums = sum_all(ledger);
    return hc_kpi_of(&sums, kpi).value;
}

/* 1 of 1 and 50 of 100: 51 of 101, where the mean of the ratios would be 75 %. */
static void measures_are_ratios_of_sums(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 1}, {HC_FACT_IN_TARGET, 1});
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 100}, {HC_FACT_IN_TARGET, 50});
    CHECK_CLOSE(measure(&ledger, HC_KPI_SERVICE_LEVEL), 51.0 / 101.0, 1e-12);
    hc_ledger_clear(&ledger);
}

/* 70 resolved of 100 answered, 20 of which one try cannot solve. */
static void first_contact_resolution_is_resolved_over_total(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 110}, {HC_FACT_HANDLED, 100},
        {HC_FACT_RESOLVED, 70}, {HC_FACT_UNRESOLVABLE, 20}, {HC_FACT_REPEATS, 22});
    CHECK_CLOSE(measure(&ledger, HC_KPI_FCR_GROSS), 0.70, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_FCR_NET), 0.875, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_REPEAT), 0.20, 1e-12);
    hc_ledger_clear(&ledger);
}

/* 1 of 2 and 9 of 98 answered: 10 of 100, not the mean of the rates; offered count for nothing.
 */
static void the_transfer_rate_is_of_all_answered(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 4}, {HC_FACT_HANDLED, 2},
        {HC_FACT_TRANSFERRED, 1});
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 98}, {HC_FACT_TRANSFERRED, 9});
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 70}, {HC_FACT_HANDLED, 60});
    CHECK_CLOSE(measure(&ledger, HC_KPI_TRANSFER), 0.10, 1e-12);
    const hc_kpi_sums few = sum_all(&ledger);
    CU_ASSERT_TRUE(hc_kpi_of(&few, HC_KPI_TRANSFER).small); /* 5.5 to 17.4 % */
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 900}, {HC_FACT_TRANSFERRED, 90});
    const hc_kpi_sums many = sum_all(&ledger);
    CU_ASSERT_FALSE(hc_kpi_of(&many, HC_KPI_TRANSFER).small); /* 8.3 to 12.0 % */
    hc_ledger_clear(&ledger);
}

/* 50 promoters, 30 passives, 20 detractors: 30 points; 9 of 10 occupied, 6 of 10 paid. */
static void every_other_measure_by_hand(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 12}, {HC_FACT_HANDLED, 10},
        {HC_FACT_ABANDONED, 2}, {HC_FACT_WAIT_S, 150}, {HC_FACT_HANDLE_S, 3240},
        {HC_FACT_TALK_S, 2600}, {HC_FACT_HOLD_S, 240}, {HC_FACT_ACW_S, 400},
        {HC_FACT_STAFFED_S, 3600}, {HC_FACT_PAID_S, 5400}, {HC_FACT_COST, 42},
        {HC_FACT_PROMOTERS, 50}, {HC_FACT_PASSIVES, 30}, {HC_FACT_DETRACTORS, 20},
        {HC_FACT_CSAT_SUM, 43}, {HC_FACT_CSAT_ANSWERS, 10}, {HC_FACT_CES_SUM, 22},
        {HC_FACT_CES_ANSWERS, 10});
    CHECK_CLOSE(measure(&ledger, HC_KPI_ABANDON), 2.0 / 12.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_ASA), 15.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_AHT), 324.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_TALK) + measure(&ledger, HC_KPI_HOLD) +
                    measure(&ledger, HC_KPI_ACW),
                324.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_OCCUPANCY), 0.9, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_UTILISATION), 0.6, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_COST), 4.2, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_NPS), 30.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_CSAT), 4.3, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_CES), 2.2, 1e-12);
    hc_ledger_clear(&ledger);
}

/* 1000 customers at the start, 990 the day after; 10 and 5 leave. */
static void customers_are_counted_once_at_the_start(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY + 1, 0, {HC_FACT_CUSTOMERS, 990}, {HC_FACT_CUSTOMERS_LOST, 5});
    ROW(&ledger, MONDAY, 0, {HC_FACT_CUSTOMERS, 600}, {HC_FACT_CUSTOMERS_LOST, 10});
    ROW(&ledger, MONDAY, 1, {HC_FACT_CUSTOMERS, 400});
    CHECK_CLOSE(measure(&ledger, HC_KPI_CHURN), 0.015, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_RETENTION), 0.985, 1e-12);
    hc_ledger_clear(&ledger);
}

/* 200 and 100 of those customers buy again: 0.3; 9000 of revenue in 60 orders, 450 of it lost;
 * 180 of cost. Without such columns nothing is known. */
static void what_customers_buy_is_known_where_it_is_counted(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_CUSTOMERS, 1000}, {HC_FACT_CUSTOMERS_LOST, 10});
    CU_ASSERT(hc_is_missing(measure(&ledger, HC_KPI_RETURNING)));
    CU_ASSERT(hc_is_missing(measure(&ledger, HC_KPI_ORDER_VALUE)));
    ROW(&ledger, MONDAY + 1, 0, {HC_FACT_CUSTOMERS_AGAIN, 200}, {HC_FACT_REVENUE, 5000},
        {HC_FACT_ORDERS, 40}, {HC_FACT_REVENUE_LOST, 450}, {HC_FACT_COST, 100});
    ROW(&ledger, MONDAY + 2, 0, {HC_FACT_CUSTOMERS_AGAIN, 100}, {HC_FACT_REVENUE, 4000},
        {HC_FACT_ORDERS, 20}, {HC_FACT_REVENUE_LOST, 0}, {HC_FACT_COST, 80});
    CHECK_CLOSE(measure(&ledger, HC_KPI_RETURNING), 0.3, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_ORDER_VALUE), 150.0, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_REVENUE_CHURN), 0.05, 1e-12);
    CHECK_CLOSE(measure(&ledger, HC_KPI_COST_OF_REVENUE), 0.02, 1e-12);
    hc_ledger_clear(&ledger);
}

static void a_row_that_knows_one_side_only_is_left_out(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 10}, {HC_FACT_ABANDONED, 1});
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 90});
    CHECK_CLOSE(measure(&ledger, HC_KPI_ABANDON), 0.1, 1e-12);
    CU_ASSERT(hc_is_missing(measure(&ledger, HC_KPI_COST)));
    hc_ledger_clear(&ledger);
}

/* R. G. Newcombe (1998), Statistics in Medicine 17, 857, table I, method 3. */
static void wilson_as_published(void)
{
    static const double cases[][4] = {{81, 263, 0.2553, 0.3662},
                                      {15, 148, 0.0624, 0.1605},
                                      {0, 20, 0.0000, 0.1611},
                                      {1, 29, 0.0061, 0.1718}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double low = 0.0, high = 0.0;
        hc_wilson(cases[k][0], cases[k][1], &low, &high);
        CU_ASSERT_DOUBLE_EQUAL(low, cases[k][2], 5e-5);
        CU_ASSERT_DOUBLE_EQUAL(high, cases[k][3], 5e-5);
    }
}

/* Rows 10/1, 14/1, 30/2: ratio 13.5, residuals -3.5 0.5 3, variance 3/2 x 21.5 / 16,
 * t(2) 4.3027.
 */
static void a_mean_has_the_interval_of_a_ratio_estimator(void)
{
    hc_ledger ledger = new_ledger();
    ROW(&ledger, MONDAY, 0, {HC_FACT_HANDLED, 1}, {HC_FACT_HANDLE_S, 10});
    ROW(&ledger, MONDAY, 0, {HC_FACT_HANDLED, 1}, {HC_FACT_HANDLE_S, 14});
    ROW(&ledger, MONDAY, 0, {HC_FACT_HANDLED, 2}, {HC_FACT_HANDLE_S, 30});
    const hc_kpi_sums sums = sum_all(&ledger);
    const hc_kpi_value value = hc_kpi_of(&sums, HC_KPI_AHT);
    CHECK_CLOSE(value.high - value.value, 4.302652729911275 * sqrt(1.5 * 21.5 / 16.0), 1e-9);
    CU_ASSERT(value.small);
    hc_ledger_clear(&ledger);
}

/* 8 of 10 may be anything from a half on; 800 of 1000 is known. */
static void small_samples_are_marked(void)
{
    hc_kpi_sums few = {.of[HC_KPI_SERVICE_LEVEL] = {.top = 8, .bottom = 10, .rows = 4}};
    hc_kpi_sums many = {.of[HC_KPI_SERVICE_LEVEL] = {.top = 800, .bottom = 1000, .rows = 4}};
    CU_ASSERT(hc_kpi_of(&few, HC_KPI_SERVICE_LEVEL).small);
    CU_ASSERT(!hc_kpi_of(&many, HC_KPI_SERVICE_LEVEL).small);
}

/* Periods of one contact, or of nine, 10 and 12 s in turns: mean moving range 2 times the root
 * of the contacts, sigma that / 1.12838. */
static void the_band_is_that_of_laney(void)
{
    hc_kpi_group periods[8] = {0};
    double low = 0.0, high = 0.0;
    for (double contacts = 1.0; contacts <= 9.0; contacts += 8.0) {
        for (size_t k = 0; k < 8; k++) {
            periods[k].sums.of[HC_KPI_AHT] = (hc_kpi_sum){
                .top = (k % 2 == 0 ? 10 : 12) * contacts, .bottom = contacts, .rows = 1};
        }
        const hc_kpi_band band = hc_kpi_band_of(periods, 8, HC_KPI_AHT);
        hc_kpi_band_at(&band, 4.0, &low, &high);
        CHECK_CLOSE(high, 11.0 + 3.0 * 2.0 * sqrt(contacts) / 1.1283791670955126 / 2.0, 1e-12);
        CHECK_CLOSE(low, fmax(0.0, 22.0 - high), 1e-12);
    }
    const hc_kpi_band none = hc_kpi_band_of(periods, 7, HC_KPI_AHT);
    hc_kpi_band_at(&none, 4.0, &low, &high);
    CU_ASSERT(hc_is_missing(low) && hc_is_missing(high));
}

static void groups_are_sorted_and_add_up(void)
{
    hc_ledger ledger = new_ledger();
    hc_kpi_groups groups = {0};
    hc_kpi_cut cut = {HC_BY_CHANNEL | HC_BY_WEEK, 0, HC_DAY_NONE, HC_DAY_NONE};
    ROW(&ledger, MONDAY + 8, 0, {HC_FACT_OFFERED, 4});
    ROW(&ledger, MONDAY + 6, 1, {HC_FACT_OFFERED, 2});
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 1});
    CU_ASSERT_EQUAL(hc_kpi_group_rows(&ledger, &cut, &groups, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(groups.count, 3);
    CU_ASSERT_STRING_EQUAL(groups.groups[0].kind->channel, "phone");
    CU_ASSERT_EQUAL(groups.groups[0].first_day, MONDAY);
    CU_ASSERT_EQUAL(groups.groups[1].first_day, MONDAY + 7);
    CU_ASSERT_EQUAL(groups.groups[2].sums.offered, 2.0);
    /* the mix of each week: 1 of 3 and 2 of 3, then all */
    CHECK_CLOSE(hc_kpi_of(&groups.groups[0].sums, HC_KPI_MIX).value, 1.0 / 3.0, 1e-12);
    CHECK_CLOSE(hc_kpi_of(&groups.groups[1].sums, HC_KPI_MIX).value, 1.0, 1e-12);
    CHECK_CLOSE(hc_kpi_of(&groups.groups[2].sums, HC_KPI_MIX).value, 2.0 / 3.0, 1e-12);
    hc_kpi_groups_clear(&groups);
    cut = (hc_kpi_cut){HC_BY_WEEKDAY, 0, MONDAY, MONDAY + 7};
    CU_ASSERT_EQUAL(hc_kpi_group_rows(&ledger, &cut, &groups, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(groups.count, 2);
    CU_ASSERT_EQUAL(groups.groups[0].weekday, 0);
    CU_ASSERT_EQUAL(groups.groups[1].weekday, 6);
    hc_kpi_groups_clear(&groups);
    cut.by = HC_BY_DAY | HC_BY_MONTH;
    CU_ASSERT_EQUAL(hc_kpi_group_rows(&ledger, &cut, &groups, NULL), HC_ERR_USAGE);
    cut = (hc_kpi_cut){0, 0, MONDAY + 100, HC_DAY_NONE};
    CU_ASSERT_EQUAL(hc_kpi_group_rows(&ledger, &cut, &groups, NULL), HC_OK);
    CU_ASSERT_EQUAL(groups.count, 0);
    hc_ledger_clear(&ledger);
}

static void each_failing_allocation_is_reported(void)
{
    hc_ledger ledger = new_ledger();
    const hc_kpi_cut cut = {HC_BY_QUEUE, 0, HC_DAY_NONE, HC_DAY_NONE};
    ROW(&ledger, MONDAY, 0, {HC_FACT_OFFERED, 1});
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 5; k++) {
        hc_kpi_groups groups = {0};
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_kpi_group_rows(&ledger, &cut, &groups, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(0);
    hc_ledger_clear(&ledger);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(measures_are_ratios_of_sums),
        HC_TEST(first_contact_resolution_is_resolved_over_total),
        HC_TEST(the_transfer_rate_is_of_all_answered),
        HC_TEST(every_other_measure_by_hand),
        HC_TEST(customers_are_counted_once_at_the_start),
        HC_TEST(what_customers_buy_is_known_where_it_is_counted),
        HC_TEST(a_row_that_knows_one_side_only_is_left_out),
        HC_TEST(wilson_as_published),
        HC_TEST(a_mean_has_the_interval_of_a_ratio_estimator),
        HC_TEST(small_samples_are_marked),
        HC_TEST(the_band_is_that_of_laney),
        HC_TEST(groups_are_sorted_and_add_up),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("forecast/measure/kpi", tests, sizeof tests / sizeof *tests);
}
