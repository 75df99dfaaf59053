#include "forecast/models/level_growth.h"

#include <math.h>

#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"

#define WEEKS_MOST 104 /* that growth is told from */
#define WEEK_DAYS_MIN 3
#define SLOPE_HALF_LIFE 8.0 /* weeks */
#define FIRST_WEEKS 12      /* before the first span */
#define BASE_WEEKS 3        /* of the level at either end of a span */
#define SLOPE_WEEKS 2.0     /* spans nearer than their length and this tell the same */
#define SPANS_LEAST 2.0     /* apart from one another, */
#define STARTS_LEAST 26.0   /* and weeks that they begin in: less may be half of a season */
#define ERRORS 1.5          /* standard errors within which nothing is believed */
#define BLOCK_WEEKS 4       /* a month of weeks: gains from one to the next .. */
#define GAINS_LEAST 4.0     /* .. so many of them tell growth by months */

static const double span_weeks[HC_GROWTH_SPANS] = {HC_GROWTH_MONTH_WEEKS,
                                                   HC_GROWTH_QUARTER_WEEKS};

/* ---- weekly levels ------------------------------------------------------------------------
 */

typedef struct weekly {
    size_t weeks;
    double level[WEEKS_MOST]; /* log, the newest last; HC_MISSING: too few days */
} weekly;

/* Log total without place in the month and wave; HC_MISSING of days that are not ordinary. */
static void log_days(const hc_queue_model *model, const hc_day_effects *effects,
                     const double *wave, double *log_total)
{
    const hc_day_matrix *matrix = &model->matrix;
    for (size_t day = 0; day < matrix->days; day++) {
        const hc_day_kind *kind = &model->calendar.kind[day];
        const bool known = matrix->seen[day] > 0.0 && hc_day_is_ordinary(kind);
        log_total[day] =
            known ? log(matrix->total[day] + 1.0) - hc_month_effect(effects, kind) - wave[day]
                  : HC_MISSING;
    }
}

/* Known days of a week less their weekdays' effects. */
static size_t week_values(const hc_day_matrix *matrix, const double *log_total, size_t first,
                          const double effect[HC_WEEKDAYS], double values[7])
{
    size_t n = 0;
    for (size_t day = first; day < first + 7; day++) {
        if (hc_is_missing(log_total[day])) { continue; }
        values[n++] = log_total[day] - effect[matrix->weekday[day]];
    }
    return n;
}

static void read_weeks(const hc_day_matrix *matrix, const double *log_total,
                       const double effect[HC_WEEKDAYS], weekly *made)
{
    const size_t all = matrix->days / 7;
    made->weeks = all < WEEKS_MOST ? all : WEEKS_MOST;
    for (size_t week = 0; week < made->weeks; week++) {
        double values[7];
        const size_t first = matrix->days - 7 * (made->weeks - week);
        const size_t n = week_values(matrix, log_total, first, effect, values);
        made->level[week] = n >= WEEK_DAYS_MIN ? hc_median(values, n) : HC_MISSING;
    }
}

/* Means of the weekdays beside the levels of their weeks. */
static void learn_weekdays(const hc_day_matrix *matrix, const double *log_total,
                           const weekly *weeks, double effect[HC_WEEKDAYS])
{
    double sum[HC_WEEKDAYS] = {0.0}, count[HC_WEEKDAYS] = {0.0};
    const size_t from = matrix->days - 7 * weeks->weeks;
    for (size_t day = from; day < matrix->days; day++) {
        const double off = log_total[day] - weeks->level[(day - from) / 7];
        if (hc_is_missing(off)) { continue; }
        sum[matrix->weekday[day]] += off;
        count[matrix->weekday[day]] += 1.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        if (count[weekday] > 0.0) { effect[weekday] = sum[weekday] / count[weekday]; }
    }
}

/* Weekdays and weeks in turn, from the weekdays' mean logs. */
static void level_weeks(const hc_day_matrix *matrix, const double *log_total, weekly *weeks)
{
    double effect[HC_WEEKDAYS] = {0.0};
    *weeks = (weekly){.weeks = matrix->days / 7 < WEEKS_MOST ? matrix->days / 7 : WEEKS_MOST};
    learn_weekdays(matrix, log_total, weeks, effect);
    read_weeks(matrix, log_total, effect, weeks);
    learn_weekdays(matrix, log_total, weeks, effect);
    read_weeks(matrix, log_total, effect, weeks);
}

/* ---- spans --------------------------------------------------------------------------------
 */

/* Slope a week of the discounted least-squares line through the weeks up to `last`. */
static double slope_at(const weekly *weeks, size_t last)
{
    double w = 0.0, wx = 0.0, wy = 0.0, wxx = 0.0, wxy = 0.0;
    for (size_t back = 0; back <= last; back++) {
        const double y = weeks->level[last - back], x = -(double)back;
        if (hc_is_missing(y)) { continue; }
        const double weight = hc_discount((double)back, SLOPE_HALF_LIFE);
        w += weight;
        wx += weight * x;
        wy += weight * y;
        wxx += weight * x * x;
        wxy += weight * x * y;
    }
    const double spread = w * wxx - wx * wx;
    return spread > 0.0 ? (w * wxy - wx * wy) / spread : 0.0;
}

/* Mean level of the known ones of BASE_WEEKS weeks; HC_MISSING without any. */
static double base_at(const weekly *weeks, size_t last)
{
    double sum = 0.0, n = 0.0;
    for (size_t week = last + 1 - BASE_WEEKS; week <= last; week++) {
        if (hc_is_missing(weeks->level[week])) { continue; }
        sum += weeks->level[week];
        n += 1.0;
    }
    return n > 0.0 ? sum / n : HC_MISSING;
}

/* The share of the slope that spans of this length kept, by least squares through none, and the
 * part of it that is more than chance (positive part; James & Stein 1961). Spans overlap: as
 * many as lie apart count. */
static hc_growth_span judge_span(const weekly *weeks, double length)
{
    double xx = 0.0, xy = 0.0, yy = 0.0, n = 0.0;
    const size_t apart = (size_t)length;
    for (size_t last = FIRST_WEEKS; last + apart < weeks->weeks; last++) {
        const double x = slope_at(weeks, last) * length;
        const double y = base_at(weeks, last + apart) - base_at(weeks, last);
        if (hc_is_missing(y)) { continue; }
        xx += x * x;
        xy += x * y;
        yy += y * y;
        n += 1.0;
    }
    const double spans = n / (length + SLOPE_WEEKS);
    if (n < STARTS_LEAST || spans < SPANS_LEAST || !(xx > 0.0) || !(xy > 0.0)) {
        return (hc_growth_span){0.0, 0.0, 0.0};
    }
    const double kept = xy / xx, error2 = fmax(0.0, yy - kept * xy) / xx / (spans - 1.0);
    return (hc_growth_span){.kept = fmin(1.0, kept),
                            .believed =
                                fmax(0.0, 1.0 - ERRORS * ERRORS * error2 / (kept * kept)),
                            .doubt = error2};
}

/* ---- months -------------------------------------------------------------------------------
 */

/* Mean level of the known weeks of a block, 0 the latest; HC_MISSING of fewer than half. */
static double block_level(const weekly *weeks, size_t block)
{
    double sum = 0.0, n = 0.0;
    for (size_t week = 0; week < BLOCK_WEEKS; week++) {
        const double level = weeks->level[weeks->weeks - 1 - block * BLOCK_WEEKS - week];
        if (hc_is_missing(level)) { continue; }
        sum += level;
        n += 1.0;
    }
    return 2.0 * n >= BLOCK_WEEKS ? sum / n : HC_MISSING;
}

/* The mean gain a week, as far as it is more than chance and the slope of today has it. Of n
 * gains the mean is a Student's t of n - 1 degrees of freedom, whose variance is (n - 1)/(n -
 * 3) times that of a normal one. */
static double judge_months(const weekly *weeks, double slope)
{
    double sum = 0.0, square = 0.0, n = 0.0, before = HC_MISSING;
    for (size_t block = weeks->weeks / BLOCK_WEEKS; block-- > 0;) {
        const double level = block_level(weeks, block), gain = level - before;
        before = level;
        if (hc_is_missing(gain)) { continue; }
        sum += gain;
        square += gain * gain;
        n += 1.0;
    }
    if (n < GAINS_LEAST || !(sum * slope > 0.0)) { return 0.0; }
    const double mean = sum / n;
    const double error2 = fmax(0.0, square / n - mean * mean) / (n - 3.0);
    const double believed = fmax(0.0, 1.0 - ERRORS * ERRORS * error2 / (mean * mean));
    return believed * copysign(fmin(fabs(mean) / BLOCK_WEEKS, fabs(slope)), slope);
}

hc_status hc_growth_learn(const hc_queue_model *model, hc_growth *growth, hc_error *err)
{
    const size_t days = model->matrix.days, rows = model->process.rows;
    double *work = NULL, *wave = NULL;
    hc_status st = hc_alloc(&work, 2 * rows + days, sizeof *work, err);
    if (st == HC_OK) {
        st = hc_alloc(&wave, 2 * (days + model->waves.weeks), sizeof *wave, err);
    }
    if (st == HC_OK) {
        weekly weeks;
        hc_day_effects effects;
        hc_day_effects_at(&model->process, days, work, &effects);
        hc_waves_effect(&model->waves, days, days, wave + days, wave);
        log_days(model, &effects, wave, work + 2 * rows);
        level_weeks(&model->matrix, work + 2 * rows, &weeks);
        *growth =
            (hc_growth){.slope = weeks.weeks > 0 ? slope_at(&weeks, weeks.weeks - 1) : 0.0};
        for (int span = 0; span < HC_GROWTH_SPANS; span++) {
            growth->span[span] = judge_span(&weeks, span_weeks[span]);
        }
        growth->by_months = judge_months(&weeks, growth->slope);
    }
    hc_free(work);
    hc_free(wave);
    return st;
}

/* ---- what is believed ----------------------------------------------------------------------
 */

/* Of a distance between both spans' lengths: straight between what they tell. */
hc_growth_span hc_growth_span_at(const hc_growth *growth, double weeks)
{
    const double month = span_weeks[HC_GROWTH_MONTH], quarter = span_weeks[HC_GROWTH_QUARTER];
    const double part = fmin(1.0, fmax(0.0, (weeks - month) / (quarter - month)));
    const hc_growth_span *near = &growth->span[HC_GROWTH_MONTH];
    const hc_growth_span *far = &growth->span[HC_GROWTH_QUARTER];
    return (hc_growth_span){.kept = near->kept + part * (far->kept - near->kept),
                            .believed =
                                near->believed + part * (far->believed - near->believed),
                            .doubt = near->doubt + part * (far->doubt - near->doubt)};
}

/* Of the slope of today what spans of this length carry on, a week. */
static double carried(const hc_growth *growth, int length)
{
    const hc_growth_span *span = &growth->span[length];
    return span->believed * span->kept * growth->slope;
}

double hc_growth_a_week(const hc_growth *growth)
{
    return carried(growth, HC_GROWTH_QUARTER);
}

double hc_growth_now(const hc_growth *growth)
{
    const double by_span = carried(growth, HC_GROWTH_MONTH);
    return fabs(by_span) > fabs(growth->by_months) ? by_span : growth->by_months;
}
