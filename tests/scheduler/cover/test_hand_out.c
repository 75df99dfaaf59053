/* Columns of a linear program made into tours: pieces that fit, and days left open. */
#include "scheduler/cover/hand_out.h"

#include "scheduler/cover/problem_make.h"
#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

#define DAYS 7
#define BASE 16  /* start number: 8 o'clock in half hours */
#define CELLS 96 /* quarter hours of a day */

typedef struct handing {
    hc_axis axis;
    hc_rules rules;
    hc_problem problem;
    hc_pricer pricer;
    hc_columns columns;
    hc_plan plan;
} handing;

/* Two heads, eleven wanted from eight to five; a frame of the first five days in the list. */
static void open_case(handing *h)
{
    static double required[DAYS * CELLS];
    const size_t heads[1] = {2};
    hc_day_shift frame[DAYS];
    const hc_column column = {.kind = HC_COLUMN_FRAME, .older = HC_NO_COLUMN};
    *h = (handing){.rules = fixture_rules(2), .axis = fixture_axis(15, DAYS)};
    for (size_t slot = 0; slot < DAYS * CELLS; slot++) {
        required[slot] = slot % CELLS >= 32 && slot % CELLS < 68 ? 11.0 : 0.0;
    }
    CU_ASSERT_EQUAL_FATAL(hc_problem_make(&h->problem, &h->axis, required, &h->rules, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_pricer_make(&h->pricer, &h->problem, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_plan_make(&h->plan, &h->problem, heads, NULL), HC_OK);
    h->columns.days = DAYS;
    for (size_t day = 0; day < DAYS; day++) {
        frame[day] = (hc_day_shift){.start = day < 5 ? BASE : HC_DAY_OFF};
    }
    CU_ASSERT_EQUAL_FATAL(hc_columns_add(&h->columns, &column, frame, NULL), HC_OK);
}

static void close_case(handing *h)
{
    hc_plan_clear(&h->plan);
    hc_columns_clear(&h->columns);
    hc_pricer_clear(&h->pricer);
    hc_problem_clear(&h->problem);
    hc_rules_clear(&h->rules);
    hc_axis_clear(&h->axis);
}

/* The day's shift at the base start, breaks as early as they may be. */
static void add_day(handing *h, size_t day)
{
    const hc_shape *shape = &h->problem.forms[0].shapes[0];
    const hc_column column = {
        .kind = HC_COLUMN_DAY, .day = day, .base = BASE, .older = HC_NO_COLUMN};
    hc_day_shift tour[DAYS];
    for (size_t d = 0; d < DAYS; d++) {
        tour[d] = (hc_day_shift){.start = HC_DAY_OFF};
    }
    tour[day].start = (int16_t)(BASE * h->problem.forms[0].grid);
    tour[day].shape = 0;
    for (size_t b = 0; b < shape->break_count; b++) {
        tour[day].break_at[b] = (int16_t)shape->breaks[b].earliest;
    }
    CU_ASSERT_EQUAL_FATAL(hc_columns_add(&h->columns, &column, tour, NULL), HC_OK);
}

static void frames_count_as_heads_and_shifts_of_days_do_not(void)
{
    handing h;
    const int32_t heads[3] = {2, 1, 2};
    size_t used[1] = {0};
    open_case(&h);
    add_day(&h, 0);
    add_day(&h, 1);
    hc_count_heads(&h.columns, heads, used);
    CU_ASSERT_EQUAL(used[0], 2);
    close_case(&h);
}

static void everyone_works_the_frame_and_open_days_get_the_best_shift(void)
{
    handing h;
    const int32_t heads[3] = {2, 1, 2};
    double cost = 0.0;
    double cover_cost = 0.0;
    open_case(&h);
    add_day(&h, 0);
    add_day(&h, 1);
    CU_ASSERT_EQUAL_FATAL(hc_hand_out(&h.columns, heads, &h.pricer, &h.plan, NULL), HC_OK);
    for (size_t head = 0; head < 2; head++) {
        for (size_t day = 0; day < DAYS; day++) {
            const hc_day_shift *shift = &hc_plan_tour(&h.plan, head)[day];
            CU_ASSERT_EQUAL(shift->start != HC_DAY_OFF, day < 5);
            if (day < 5) { CU_ASSERT_EQUAL(shift->shape, 0); }
        }
    }
    const int16_t first = (int16_t)(BASE * h.problem.forms[0].grid);
    CU_ASSERT_EQUAL(hc_plan_tour(&h.plan, 0)[0].start, first);
    CU_ASSERT_EQUAL(hc_plan_tour(&h.plan, 0)[1].start, first);
    CU_ASSERT_EQUAL(hc_plan_tour(&h.plan, 1)[1].start, first);
    CU_ASSERT_EQUAL(hc_plan_recount(&h.plan, &cost, &cover_cost, NULL), HC_OK);
    CU_ASSERT_DOUBLE_EQUAL(cost, h.plan.cost, 1e-6);
    close_case(&h);
}

static void a_column_is_found_again_in_its_list(void)
{
    handing h;
    open_case(&h);
    CU_ASSERT_TRUE(hc_columns_have(&h.columns, 0, hc_columns_tour(&h.columns, 0)));
    CU_ASSERT_FALSE(hc_columns_have(&h.columns, HC_NO_COLUMN, hc_columns_tour(&h.columns, 0)));
    close_case(&h);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(frames_count_as_heads_and_shifts_of_days_do_not),
        HC_TEST(everyone_works_the_frame_and_open_days_get_the_best_shift),
        HC_TEST(a_column_is_found_again_in_its_list),
    };
    return hc_test_run("hand_out", tests, sizeof tests / sizeof tests[0]);
}
