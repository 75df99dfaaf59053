#include "forecast/models/wave_days.h"

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"
#include "tests/forecast/forecast_support.h"

#define DAYS 210
#define AHEAD 14
#define ROWS (DAYS + 8)
#define PI 3.14159265358979323846

/* Thirty weeks of a queue with a wave of 14 weeks, of size .1 (log scale). */
#define CYCLE_WEEKS 14.0
#define CYCLE_SIZE 0.1

typedef struct fitted {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_day_process process;
    hc_wave_days waves;
    double effect[DAYS + AHEAD];
} fitted;

static double planted(double day)
{
    return CYCLE_SIZE * cos(2.0 * PI * day / (7.0 * CYCLE_WEEKS));
}

static void make(fitted *f)
{
    const hc_level_steps steps = {.count = 0};
    *f = (fitted){.matrix = synthetic_days(DAYS, planted)};
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&f->calendar, &f->matrix, NULL, AHEAD, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_sketch(&f->process, &f->matrix, &f->calendar, &steps, NULL), HC_OK);
}

static void clear(fitted *f)
{
    hc_wave_days_clear(&f->waves);
    hc_day_process_clear(&f->process);
    hc_calendar_clear(&f->calendar);
    hc_day_matrix_clear(&f->matrix);
}

/* A season of a year and half a year, and, where asked for, a cycle of one of two lengths. */
static hc_waves_believed believed_of(bool cycle)
{
    return (hc_waves_believed){.season = 2,
                               .variance = {0.04 * 0.04, 0.02 * 0.02},
                               .lengths = {cycle ? 2 : 0, {CYCLE_WEEKS, 18.0}}};
}

/* U'^-1 times the covariances of the rows with a day; gives the day's own variance. */
static double solve_day(const fitted *f, size_t day, double *solved)
{
    const hc_day_process *process = &f->process;
    const hc_process_row it = {.day = (int32_t)day,
                               .kind = f->calendar.kind[day],
                               .prior = hc_calendar_prior(&f->calendar.kind[day])};
    for (size_t i = 0; i < process->rows; i++) {
        solved[i] = hc_process_between(process->tables, &process->row[i], &it);
    }
    hc_cholesky_forward(process->factor, process->rows, process->stride, solved);
    return hc_process_between(process->tables, &it, &it);
}

/* Covariance by the season, and by a cycle of such a length and size, of two days. */
static double by_waves(const hc_waves_believed *believed, double weeks, double size, double a,
                       double b)
{
    double sum = size * size * cos(2.0 * PI * (a - b) / (7.0 * weeks));
    for (size_t wave = 0; wave < believed->season; wave++) {
        sum += believed->variance[wave] * cos(2.0 * PI * (double)(wave + 1) * (a - b) / 365.25);
    }
    return sum;
}

/* What one account, a process with waves of these sizes in its covariance, says of a day. */
typedef struct account {
    double evidence, mean, variance;
} account;

static account account_of(const fitted *f, const hc_waves_believed *believed, double weeks,
                          double size, size_t day)
{
    static double matrix[ROWS * ROWS * 2], common[ROWS], y[ROWS], sorted[ROWS];
    const hc_day_process *process = &f->process;
    const size_t n = process->rows, stride = process->stride;
    const hc_process_row it = {.day = (int32_t)day, .kind = f->calendar.kind[day]};
    account said = {.evidence = hc_wave_log_prior(size) + log(weeks)};
    memset(matrix, 0, sizeof matrix);
    hc_process_by_kind(process->tables, process->row, n, stride, matrix);
    hc_process_covariance(process->tables, &process->sizes, process->row, n, stride, matrix,
                          matrix);
    for (size_t i = 0; i < n; i++) {
        const double at = (double)process->row[i].day;
        for (size_t j = i; j < n; j++) {
            matrix[i * stride + j] +=
                by_waves(believed, weeks, size, at, (double)process->row[j].day);
        }
        common[i] = hc_process_between(process->tables, &process->row[i], &it) +
                    by_waves(believed, weeks, size, at, (double)day);
    }
    CU_ASSERT_FATAL(hc_cholesky(matrix, n, stride));
    (void)hc_process_centre(process->row, n, sorted, y);
    hc_cholesky_forward(matrix, n, stride, y);
    hc_cholesky_forward(matrix, n, stride, common);
    for (size_t i = 0; i < n; i++) {
        said.evidence -= 0.5 * y[i] * y[i] + log(matrix[i * stride + i]);
    }
    said.mean = hc_dot(common, y, n);
    said.variance = hc_process_between(process->tables, &it, &it) +
                    by_waves(believed, weeks, size, 0.0, 0.0) - hc_dot(common, common, n);
    return said;
}

/* The mean of all accounts, by their evidence, as if each were a model of its own. */
static account all_accounts(const fitted *f, const hc_waves_believed *believed, size_t day)
{
    account all = {0.0, 0.0, 0.0};
    double weights = 0.0, square = 0.0, most = 0.0;
    const size_t lengths = believed->lengths.count > 0 ? believed->lengths.count : 1;
    const size_t sizes = believed->lengths.count > 0 ? HC_CYCLE_SIZES : 2;
    for (size_t k = 0; k < lengths; k++) {
        for (size_t i = 1; i < sizes; i++) {
            const double weeks = believed->lengths.count > 0 ? believed->lengths.weeks[k] : 1.0;
            const double size = believed->lengths.count > 0 ? hc_cycle_sizes[i] : 0.0;
            const account it = account_of(f, believed, weeks, size, day);
            if (k == 0 && i == 1) { most = it.evidence; }
            const double weight = exp(it.evidence - most);
            weights += weight;
            all.mean += weight * it.mean;
            square += weight * (it.variance + it.mean * it.mean);
        }
    }
    all.mean /= weights;
    all.variance = square / weights - all.mean * all.mean;
    return all;
}

/* Doubted beside the process, waves are doubted as they are as part of its covariance: the
 * variance of a day ahead is that of all accounts, each by itself and weighed by its evidence.
 */
static void check_against_accounts(bool cycle)
{
    fitted f;
    double solved[ROWS];
    make(&f);
    const hc_waves_believed believed = believed_of(cycle);
    const size_t day = DAYS + 9;
    const account all = all_accounts(&f, &believed, day);
    const double own = solve_day(&f, day, solved);
    CU_ASSERT_EQUAL_FATAL(hc_wave_days_tell(&f.waves, &believed, &f.process, f.effect, NULL),
                          HC_OK);
    const double left = own - hc_dot(solved, solved, f.process.rows);
    const double doubt = hc_wave_days_doubt(&f.waves, solved, day);
    CU_ASSERT(doubt > 0.0);
    CU_ASSERT_DOUBLE_EQUAL(left + doubt, all.variance, 1e-9);
    clear(&f);
}

static void a_season_is_doubted_as_part_of_the_covariance(void)
{
    check_against_accounts(false);
}

static void a_cycle_is_doubted_by_all_its_lengths_and_sizes(void)
{
    check_against_accounts(true);
}

static void the_planted_length_is_the_likelier(void)
{
    fitted f;
    make(&f);
    const hc_waves_believed believed = believed_of(true);
    CU_ASSERT_EQUAL_FATAL(hc_wave_days_tell(&f.waves, &believed, &f.process, f.effect, NULL),
                          HC_OK);
    CU_ASSERT(f.waves.cycle[0].share > f.waves.cycle[1].share);
    CU_ASSERT_DOUBLE_EQUAL(f.waves.cycle[0].share + f.waves.cycle[1].share, 1.0, 1e-12);
    clear(&f);
}

/* What was taken out of the rows is put back first: it makes no difference what it was. */
static void what_was_taken_out_makes_no_difference(void)
{
    fitted f, other;
    double solved[ROWS];
    make(&f);
    make(&other);
    const hc_waves_believed believed = believed_of(true);
    for (size_t i = 0; i < other.process.rows; i++) {
        hc_process_row *row = &other.process.row[i];
        other.effect[row->day] = 0.05 * sin((double)row->day / 30.0);
        row->log_total -= other.effect[row->day];
    }
    CU_ASSERT_EQUAL_FATAL(hc_wave_days_tell(&f.waves, &believed, &f.process, f.effect, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_wave_days_tell(&other.waves, &believed, &other.process, other.effect, NULL), HC_OK);
    (void)solve_day(&f, DAYS + 9, solved);
    const double doubt = hc_wave_days_doubt(&f.waves, solved, DAYS + 9);
    CHECK_CLOSE(hc_wave_days_doubt(&other.waves, solved, DAYS + 9), doubt, 1e-2);
    clear(&f);
    clear(&other);
}

/* The later a day, the less the level of the latest ones makes good of a wave that was
 * misjudged. */
static void a_wave_is_doubted_the_more_the_later_it_comes(void)
{
    fitted f;
    double solved[ROWS], before = 0.0;
    make(&f);
    const hc_waves_believed believed = believed_of(true);
    CU_ASSERT_EQUAL_FATAL(hc_wave_days_tell(&f.waves, &believed, &f.process, f.effect, NULL),
                          HC_OK);
    for (size_t day = DAYS; day < DAYS + AHEAD; day += 7) {
        (void)solve_day(&f, day, solved);
        const double doubt = hc_wave_days_doubt(&f.waves, solved, day);
        CU_ASSERT(doubt > before);
        before = doubt;
    }
    clear(&f);
}

static void without_waves_nothing_is_doubted(void)
{
    const hc_wave_days none = {.rows = 0};
    CU_ASSERT_EQUAL(hc_wave_days_doubt(&none, NULL, 100), 0.0);
}

static void each_failing_allocation_is_reported(void)
{
    fitted f;
    make(&f);
    const hc_waves_believed believed = believed_of(true);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 4; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_wave_days_tell(&f.waves, &believed, &f.process, f.effect, NULL),
                        HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(f.waves.rows, 0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    clear(&f);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_season_is_doubted_as_part_of_the_covariance),
        HC_TEST(a_cycle_is_doubted_by_all_its_lengths_and_sizes),
        HC_TEST(the_planted_length_is_the_likelier),
        HC_TEST(what_was_taken_out_makes_no_difference),
        HC_TEST(a_wave_is_doubted_the_more_the_later_it_comes),
        HC_TEST(without_waves_nothing_is_doubted),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("wave_days", tests, sizeof tests / sizeof *tests);
}
