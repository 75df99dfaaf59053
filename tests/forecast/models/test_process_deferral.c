#include <stdlib.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 280
#define AHEAD 14
#define MONDAY 3 /* index of the first */

typedef struct fitted {
    hc_special_days special;
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_process process;
    double work[2 * DAYS];
    hc_day_effects effects;
} fitted;

static void close_day(fitted *f, size_t day)
{
    const hc_special_day closed = {.day = SYNTHETIC_FIRST + (int64_t)day,
                                   .kind = HC_SPECIAL_CLOSED,
                                   .name = "Closed",
                                   .uplift = HC_MISSING};
    CU_ASSERT_EQUAL_FATAL(hc_special_days_add(&f->special, &closed, NULL), HC_OK);
    if (day < DAYS) { f->matrix.seen[day] = f->matrix.total[day] = 0.0; }
}

/* So many Thursdays closed, three weeks apart, the last two weeks ago or so; the Friday
 * has 1.25 times its calls, the Saturday so many times. Ahead the first Saturday is closed. */
static void fit(fitted *f, size_t closures, double saturday)
{
    const hc_level_steps no_steps = {.count = 0};
    synthetic s = synthetic_default();
    s.days = DAYS;
    s.interval_min = 60;
    hc_series history = synthetic_make(&s);
    *f = (fitted){.matrix = HC_DAY_MATRIX_INIT};
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&f->matrix, &history, 0, SYNTHETIC_FIRST + DAYS, NULL), HC_OK);
    for (size_t i = 0; i < closures; i++) {
        const size_t thursday = MONDAY + 7 * (37 - 3 * i) + 3;
        close_day(f, thursday);
        f->matrix.total[thursday + 1] *= 1.25;
        f->matrix.total[thursday + 2] *= saturday;
    }
    close_day(f, DAYS + 1); /* DAYS is a Friday */
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f->calendar, &f->matrix, &f->special, AHEAD, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_fit(&f->process, &f->matrix, &f->calendar, &no_steps, NULL, true, NULL),
        HC_OK);
    hc_day_effects_at(&f->process, DAYS, f->work, &f->effects);
    hc_series_clear(&history);
}

static void clear(fitted *f)
{
    hc_day_process_clear(&f->process);
    hc_calendar_clear(&f->calendar);
    hc_day_matrix_clear(&f->matrix);
    hc_special_days_clear(&f->special);
}

static const hc_day_kind *monday_after_the_rest(const fitted *f)
{
    const hc_day_kind *kind = &f->calendar.kind[DAYS + 3];
    CU_ASSERT_FATAL(kind->class_of == HC_CLASS_AFTER1 && kind->over_rest);
    CU_ASSERT_EQUAL(kind->at_once, 0.0);
    return kind;
}

/* The second days tell of days over the rest that were never seen. */
static void second_days_without_effect_tell_that_nothing_is_left_over_the_rest(void)
{
    fitted f;
    fit(&f, 12, 1.0);
    CU_ASSERT(f.process.deferral.at_once > 0.75 * f.process.trust);
    CU_ASSERT(f.process.trust > 0.5);
    CU_ASSERT(hc_special_effect(&f.effects, monday_after_the_rest(&f)) < 0.08);
    const hc_day_kind *friday = &f.calendar.kind[MONDAY + 7 * 37 + 4];
    CHECK_CLOSE(friday->at_once, 1.0, 1e-12);
    CHECK_CLOSE(exp(hc_special_effect(&f.effects, friday)), 1.25, 0.03);
    CHECK_CLOSE(exp(hc_special_effect(&f.effects, friday + 1)), 1.0, 0.01);
    clear(&f);
}

static void busy_second_days_tell_that_it_lasts(void)
{
    fitted f;
    fit(&f, 12, 1.12);
    CU_ASSERT(f.process.deferral.at_once < 0.05);
    CU_ASSERT(hc_special_effect(&f.effects, monday_after_the_rest(&f)) > 0.15);
    const hc_day_kind *saturday = &f.calendar.kind[MONDAY + 7 * 37 + 5];
    CU_ASSERT(saturday->class_of == HC_CLASS_AFTER2);
    CHECK_CLOSE(exp(hc_special_effect(&f.effects, saturday)), 1.12, 0.02);
    clear(&f);
}

/* Nothing after the rest by the one, 0.2 by the other. */
static void unseen_both_accounts_are_as_likely(void)
{
    fitted f;
    fit(&f, 0, 1.0);
    CHECK_CLOSE(f.process.deferral.at_once, 0.5 * f.process.trust, 1e-12);
    CHECK_CLOSE(hc_special_effect(&f.effects, monday_after_the_rest(&f)),
                0.2 * (1.0 - 0.5 * f.process.trust), 1e-12);
    clear(&f);
}

static void forget_accounts(hc_day_process *process)
{
    hc_deferral_clear(&process->deferral);
}

/* An origin before the last day has the covariance's account alone, and so have days that do
 * not look as the process draws them. */
static void earlier_origins_and_strange_days_have_one_account(void)
{
    fitted f;
    double work[2 * DAYS];
    hc_day_effects earlier;
    fit(&f, 0, 1.0);
    hc_day_effects_at(&f.process, DAYS - 7, work, &earlier);
    CU_ASSERT_PTR_NULL(earlier.deferral);
    CHECK_CLOSE(hc_special_effect(&earlier, monday_after_the_rest(&f)), 0.2, 1e-12);
    forget_accounts(&f.process);
    f.process.trust = 0.0;
    CU_ASSERT_EQUAL(hc_process_weigh_deferral(&f.process, NULL), HC_OK);
    CU_ASSERT_PTR_NULL(f.process.deferral.lasting_solved);
    clear(&f);
}

/* ------------------------------------------------------------------------ second method */

/* What the second account says of the rows, its covariance factored as a whole. */
typedef struct whole {
    double *covariance, *y; /* y becomes K^-1 y */
    double evidence;        /* log, up to a constant */
} whole;

static whole solve_whole(const hc_day_process *process, bool at_once)
{
    const size_t n = process->rows, stride = process->stride;
    whole it = {.covariance = calloc(n * stride, sizeof(double)),
                .y = calloc(2 * n, sizeof(double))};
    hc_process_by_kind(process->tables, process->row, n, stride, it.covariance);
    hc_process_covariance(process->tables, &process->sizes, process->row, n, stride,
                          it.covariance, it.covariance);
    (void)hc_process_centre(process->row, n, it.y + n, it.y);
    for (size_t i = 0; at_once && i < n; i++) {
        const hc_process_row *a = &process->row[i];
        if (!hc_day_is_after(&a->kind)) { continue; }
        const double root = a->kind.at_once;
        it.y[i] += a->prior.mean - 0.2 * root;
        for (size_t j = i; j < n; j++) {
            const hc_process_row *b = &process->row[j];
            if (!hc_day_is_after(&b->kind)) { continue; }
            it.covariance[i * stride + j] +=
                (0.2 * 0.2 + 0.06 * 0.06) * root * b->kind.at_once - /* of one name */
                hc_class_covariance(&a->kind, &a->prior, &b->kind, &b->prior);
        }
    }
    CU_ASSERT_FATAL(hc_cholesky(it.covariance, n, stride));
    hc_cholesky_forward(it.covariance, n, stride, it.y);
    for (size_t i = 0; i < n; i++) {
        it.evidence -= 0.5 * it.y[i] * it.y[i] + log(it.covariance[i * stride + i]);
    }
    hc_cholesky_backward(it.covariance, n, stride, it.y);
    return it;
}

/* What it leaves of a day ahead: of all that makes its mean, or of its kind alone. */
static double whole_doubt(const hc_day_process *process, const whole *it, size_t day,
                          const hc_day_kind *kind, bool at_once, bool alone)
{
    const hc_process_row ahead = {
        .day = (int32_t)day, .kind = *kind, .prior = hc_calendar_prior(kind)};
    const size_t n = process->rows;
    double *common = calloc(n + 1, sizeof(double)), told = 0.0;
    for (size_t i = 0; i <= n; i++) {
        const hc_process_row *row = i < n ? &process->row[i] : &ahead;
        const double of_kind = hc_class_covariance(&row->kind, &row->prior, kind, &ahead.prior);
        const bool other = at_once && hc_day_is_after(&row->kind);
        common[i] = alone ? of_kind : hc_process_between_means(process->tables, row, &ahead);
        if (other) {
            common[i] +=
                (0.2 * 0.2 + 0.06 * 0.06) * row->kind.at_once * kind->at_once - of_kind;
        }
    }
    hc_cholesky_forward(it->covariance, n, process->stride, common);
    for (size_t i = 0; i < n; i++) {
        told += common[i] * common[i];
    }
    const double left = common[n] - told;
    free(common);
    return left;
}

static void free_whole(whole *it)
{
    free(it->covariance);
    free(it->y);
}

/* The two accounts weighed as if the days were surely as drawn, places in the month by the
 * covariance alone. */
static void weigh_alone(fitted *f)
{
    hc_free(f->process.places_solved);
    f->process.places_solved = NULL;
    hc_free(f->process.places.whitened);
    f->process.places.whitened = NULL;
    forget_accounts(&f->process);
    f->process.trust = 1.0;
    CU_ASSERT_EQUAL_FATAL(hc_process_weigh_deferral(&f->process, NULL), HC_OK);
    hc_day_effects_at(&f->process, DAYS, f->work, &f->effects);
}

static void weights_and_means_are_those_of_both_covariances_as_a_whole(void)
{
    fitted f;
    fit(&f, 2, 1.02);
    weigh_alone(&f);
    whole lasting = solve_whole(&f.process, false), at_once = solve_whole(&f.process, true);
    const double weight = 1.0 / (1.0 + exp(lasting.evidence - at_once.evidence));
    CU_ASSERT(weight > 0.2 && weight < 0.98);
    CHECK_CLOSE(f.process.deferral.at_once, weight, 1e-9);
    for (size_t i = 0; i < f.process.rows; i++) {
        CHECK_CLOSE(f.effects.solved[i], lasting.y[i] + weight * (at_once.y[i] - lasting.y[i]),
                    1e-8);
    }
    free_whole(&lasting);
    free_whole(&at_once);
    clear(&f);
}

/* Of the days after the one that is closed ahead; both means by the covariances as a whole are
 * those of the test above. */
static void doubts_are_those_of_both_covariances_and_of_how_far_they_are_apart(void)
{
    fitted f;
    fit(&f, 2, 1.02);
    weigh_alone(&f);
    whole lasting = solve_whole(&f.process, false), at_once = solve_whole(&f.process, true);
    const double chance = f.process.deferral.at_once;
    double *work = calloc(HC_DOUBT_SIDES * f.process.stride, sizeof(double));
    hc_day_doubts doubts[HC_DOUBT_DAYS];
    (void)hc_process_doubts(&f.process, &f.effects, f.calendar.kind + DAYS, HC_DOUBT_DAYS, DAYS,
                            true, work, doubts);
    for (size_t i = 0; i < HC_DOUBT_DAYS; i++) {
        const hc_day_kind *kind = &f.calendar.kind[DAYS + i];
        if (!hc_day_is_after(kind)) { continue; }
        f.process.deferral.at_once = 0.0;
        double apart = hc_special_effect(&f.effects, kind);
        f.process.deferral.at_once = 1.0;
        apart -= hc_special_effect(&f.effects, kind);
        const double between = chance * (1.0 - chance) * apart * apart;
        const double day_sd = hc_calendar_prior(kind).day_sd;
        for (int alone = 0; alone < 2; alone++) {
            const double first =
                whole_doubt(&f.process, &lasting, DAYS + i, kind, false, alone == 1);
            const double second =
                whole_doubt(&f.process, &at_once, DAYS + i, kind, true, alone == 1);
            CHECK_CLOSE(alone == 1 ? doubts[i].special - day_sd * day_sd : doubts[i].mean,
                        first + chance * (second - first) + between, 1e-7);
        }
    }
    free(work);
    free_whole(&lasting);
    free_whole(&at_once);
    clear(&f);
}

static void each_failing_allocation_is_reported(void)
{
    fitted f;
    size_t failed = 0;
    hc_status st = HC_ERR_MEMORY;
    fit(&f, 2, 1.0);
    while (st == HC_ERR_MEMORY && failed < 50) {
        forget_accounts(&f.process);
        hc_heap_fail_at(failed + 1);
        st = hc_process_weigh_deferral(&f.process, NULL);
        hc_heap_fail_at(0);
        failed += st == HC_ERR_MEMORY;
    }
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT(failed > 3);
    clear(&f);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(second_days_without_effect_tell_that_nothing_is_left_over_the_rest),
        HC_TEST(busy_second_days_tell_that_it_lasts),
        HC_TEST(unseen_both_accounts_are_as_likely),
        HC_TEST(earlier_origins_and_strange_days_have_one_account),
        HC_TEST(weights_and_means_are_those_of_both_covariances_as_a_whole),
        HC_TEST(doubts_are_those_of_both_covariances_and_of_how_far_they_are_apart),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("process deferral", tests, sizeof tests / sizeof *tests);
}
