#include "forecast/edges.h"

#include "tests/forecast/forecast_support.h"

#define SATURDAY 5
#define SUNDAY 6
#define OPENING 16 /* 08:00 in half hours */
#define CLOSING 36
#define BACKS 10

/* A queue with its back-tests. */
typedef struct tested {
    hc_queue_model model;
    hc_origin back[BACKS];
    hc_combination combination;
    double share[48], totals[28];
} tested;

static tested test_queue(const hc_series *history, size_t days)
{
    tested made = {.model = synthetic_model(history, days, 28)};
    const double speed[HC_SHARE_SPEEDS] = {0.25, 0.25, 0.25, 0.25};
    for (size_t back = 0; back < BACKS; back++) {
        CU_ASSERT_EQUAL_FATAL(
            hc_origin_make(&made.back[back], &made.model, days - 7 * (back + 1), 28, NULL),
            HC_OK);
        hc_mix_shares(&made.back[back], made.model.matrix.slots, speed);
    }
    hc_combine(&made.model, made.back, BACKS, &made.combination);
    return made;
}

static void clear(tested *made)
{
    for (size_t back = 0; back < BACKS; back++) {
        hc_origin_clear(&made->back[back]);
    }
    hc_queue_model_clear(&made->model);
}

static hc_edges learn(tested *made)
{
    hc_edges edges;
    hc_edges_learn(&made->model, made->back, BACKS, &made->combination, made->share, &edges);
    return edges;
}

static const hc_edge *edge_at(const hc_edges *edges, int32_t weekday, size_t slot)
{
    for (size_t k = 0; k < edges->count[weekday]; k++) {
        if (edges->edge[weekday][k].slot == slot) { return &edges->edge[weekday][k]; }
    }
    CU_FAIL_FATAL("no such edge");
    return NULL;
}

/* Saturdays' first slot times one number in even weeks and another in odd ones. */
static void change_openings(hc_series *history, double even, double odd)
{
    for (size_t slot = 0; slot < hc_axis_slots(&history->axis); slot++) {
        const size_t day = hc_axis_day_index(&history->axis, slot);
        const int64_t number = SYNTHETIC_FIRST + (int64_t)day;
        if (hc_weekday(number) != SATURDAY ||
            hc_axis_wall_slot(&history->axis, slot) != OPENING) {
            continue;
        }
        history->queues[0].calls[slot] =
            round(history->queues[0].calls[slot] * (number / 7 % 2 == 0 ? even : odd));
    }
}

static void an_hour_at_either_end_of_open_weekdays_is_an_edge(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    tested made = test_queue(&history, s.days);
    const hc_edges edges = learn(&made);
    for (int32_t weekday = 0; weekday < SUNDAY; weekday++) {
        CU_ASSERT_EQUAL(edges.count[weekday], 4);
        (void)edge_at(&edges, weekday, OPENING);
        (void)edge_at(&edges, weekday, OPENING + 1);
        (void)edge_at(&edges, weekday, CLOSING - 2);
        (void)edge_at(&edges, weekday, CLOSING - 1);
    }
    CU_ASSERT_EQUAL(edges.count[SUNDAY], 0);
    clear(&made);
    hc_series_clear(&history);
}

static void round_the_clock_there_is_no_edge(void)
{
    synthetic s = synthetic_default();
    s.around_the_clock = true;
    hc_series history = synthetic_make(&s);
    tested made = test_queue(&history, s.days);
    const hc_edges edges = learn(&made);
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        CU_ASSERT_EQUAL(edges.count[weekday], 0);
    }
    clear(&made);
    hc_series_clear(&history);
}

/* Shares that say twice what comes when Saturdays open, but for the one method that has its
 * own, and what the smooth shape is off there by itself. */
static void shares_that_are_too_large_at_an_edge_are_bent(void)
{
    synthetic s = synthetic_default();
    s.calls_a_day = 8000.0;
    hc_series history = synthetic_make(&s);
    tested made = test_queue(&history, s.days);
    for (size_t back = 0; back < BACKS; back++) {
        made.back[back].shares[SATURDAY * 48 + OPENING] *= 2.0;
    }
    const hc_edges edges = learn(&made);
    CHECK_CLOSE(edge_at(&edges, SATURDAY, OPENING)->factor, 0.53, 0.1);
    CHECK_CLOSE(edge_at(&edges, 2, OPENING)->factor, 1.0, 0.05);
    CHECK_CLOSE(edge_at(&edges, SATURDAY, OPENING)->doubt, 0.0, 1e-12);
    clear(&made);
    hc_series_clear(&history);
}

static void bent_shares_add_up_to_as_much(void)
{
    hc_edges edges = {.count = {0, 2}};
    double share[4] = {0.0, 0.4, 0.4, 0.2};
    edges.edge[1][0] = (hc_edge){1, 0.5, 0.0};
    edges.edge[1][1] = (hc_edge){3, 2.0, 0.0};
    hc_edges_bend(&edges, 1, share, 4);
    CHECK_CLOSE(share[0], 0.0, 1e-12);
    CHECK_CLOSE(share[1], 0.2, 1e-12);
    CHECK_CLOSE(share[2], 0.4, 1e-12);
    CHECK_CLOSE(share[3], 0.4, 1e-12);
    hc_edges_bend(&edges, 0, share, 4); /* a weekday without edges */
    CHECK_CLOSE(share[1], 0.2, 1e-12);
}

/* Nothing comes in one week, twice as much in the next. */
static void an_opening_that_may_be_shut_is_doubted(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    change_openings(&history, 0.0, 2.0);
    tested made = test_queue(&history, s.days);
    hc_edges edges = learn(&made);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    hc_edges_doubt(&made.model, made.back, BACKS, &made.combination, &bands, made.totals,
                   made.share, &edges);
    CU_ASSERT(hc_edge_doubt(&edges, SATURDAY, OPENING) > 0.5);
    CU_ASSERT(hc_edge_doubt(&edges, SATURDAY, OPENING) < 2.0);
    CU_ASSERT_EQUAL(hc_edge_doubt(&edges, SATURDAY, OPENING + 4), 0.0);
    CU_ASSERT_EQUAL(hc_edge_doubt(&edges, 2, OPENING), 0.0);
    clear(&made);
    hc_series_clear(&history);
}

/* Fewer than four back-tests tell nothing. */
static void too_few_back_tests_bend_nothing(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    change_openings(&history, 0.25, 0.25);
    tested made = test_queue(&history, s.days);
    hc_edges edges;
    hc_edges_learn(&made.model, made.back, 3, &made.combination, made.share, &edges);
    CHECK_CLOSE(edge_at(&edges, SATURDAY, OPENING)->factor, 1.0, 1e-12);
    clear(&made);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(an_hour_at_either_end_of_open_weekdays_is_an_edge),
        HC_TEST(round_the_clock_there_is_no_edge),
        HC_TEST(shares_that_are_too_large_at_an_edge_are_bent),
        HC_TEST(bent_shares_add_up_to_as_much),
        HC_TEST(an_opening_that_may_be_shut_is_doubted),
        HC_TEST(too_few_back_tests_bend_nothing),
    };
    return hc_test_run("forecast/edges", tests, sizeof tests / sizeof *tests);
}
