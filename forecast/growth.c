#include "forecast/growth.h"

#include <math.h>

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
#define DAMPING 0.95        /* of the slope, a week beyond the longest span */
#define FADE_HALF_LIFE 1.0  /* weeks: growth that has just ended must show */
#define FADE_WEEKS 3        /* after the first, of a back-test */
#define FADE_SD 1.0         /* of the share that is lost of growth as said, beforehand */

static const double span_weeks[HC_GROWTH_SPANS] = {3.0, 13.0};

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

/* ---- ahead --------------------------------------------------------------------------------
 */

/* Of a distance between both spans' lengths: straight between what they tell. */
static hc_growth_span span_at(const hc_growth *growth, double weeks)
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

double hc_growth_a_week(const hc_growth *growth)
{
    const hc_growth_span *span = &growth->span[HC_GROWTH_QUARTER];
    return span->believed * span->kept * growth->slope;
}

double hc_growth_now(const hc_growth *growth)
{
    const hc_growth_span *span = &growth->span[HC_GROWTH_MONTH];
    const double by_span = span->believed * span->kept * growth->slope;
    return fabs(by_span) > fabs(growth->by_months) ? by_span : growth->by_months;
}

/* Weeks that the slope goes on for: damped beyond the longest span. */
static double weeks_carried(double weeks)
{
    const double beyond = fmax(0.0, weeks - span_weeks[HC_GROWTH_QUARTER]);
    return weeks - beyond + (1.0 - pow(DAMPING, beyond)) / (1.0 - DAMPING);
}

/* A day's level as the combination says it; 0 of a closed day. */
static double level_of(const hc_origin *now, const double *totals, size_t day)
{
    const double effect = now->month[day] * now->special[day] * now->wave[day];
    return effect > 0.0 ? totals[day] / effect : 0.0;
}

/* Levels of the first week's weekdays, and what is said of each since. */
typedef struct gains {
    double first[HC_WEEKDAYS], said[HC_WEEKDAYS];
} gains;

/* Log of a day's level over that of its weekday in the first week; days in order. */
static double gain_of(gains *of, const hc_queue_model *model, const hc_origin *origin,
                      const double *totals, size_t day)
{
    const int32_t pattern = model->calendar.kind[origin->before + day].pattern;
    const double level = level_of(origin, totals, day);
    if (day < 7 && level > 0.0) { of->first[pattern] = level; }
    if (day >= 7 && level > 0.0 && of->first[pattern] > 0.0) {
        of->said[pattern] = log(level / of->first[pattern]);
    }
    return of->said[pattern];
}

/* Sums of a regression of misses on gains as said. */
typedef struct fade_sums {
    double n, weight, xx, xy, yy;
} fade_sums;

static void add_back_test(fade_sums *sums, const hc_queue_model *model, const hc_origin *back,
                          const double *totals)
{
    gains of = {{0.0}, {0.0}};
    double first_miss = HC_MISSING;
    for (size_t week = 0; week <= FADE_WEEKS; week++) {
        double came = 0.0, said = 0.0, gain = 0.0, days = 0.0;
        for (size_t day = 7 * week; day < 7 * week + 7 && day < back->ahead; day++) {
            const double here = gain_of(&of, model, back, totals, day);
            if (!hc_day_is_judged(model, back, day)) { continue; }
            came += model->matrix.total[back->before + day];
            said += totals[day];
            gain += here;
            days += 1.0;
        }
        const double miss = came > 0.0 && said > 0.0 ? log(came / said) : HC_MISSING;
        if (week == 0) { first_miss = miss; }
        if (week == 0 || hc_is_missing(miss - first_miss)) { continue; }
        const double x = gain / days, y = miss - first_miss;
        const double end = (double)(back->before + 7 * week + 7);
        const double weight =
            hc_discount(((double)model->matrix.days - end) / 7.0, FADE_HALF_LIFE);
        sums->n += 1.0;
        sums->weight += weight;
        sums->xx += weight * x * x;
        sums->xy += weight * x * y;
        sums->yy += weight * y * y;
    }
}

double hc_growth_lost(const hc_queue_model *model, const hc_origin *back, size_t backs,
                      const hc_combination *combination, double *totals)
{
    fade_sums sums = {0.0, 0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < backs; i++) {
        hc_combined_totals(&back[i], combination, totals);
        add_back_test(&sums, model, &back[i], totals);
    }
    if (sums.n < FADE_WEEKS || !(sums.xy < 0.0)) { return 0.0; }
    const double share = sums.xy / sums.xx;
    const double left = fmax(0.0, sums.yy - share * sums.xy) / sums.weight;
    const double chance = left * sums.n / (sums.n - 1.0) / (FADE_SD * FADE_SD);
    const double told = sums.xx / FADE_WEEKS; /* weeks of one back-test are off together */
    return fmin(1.0, -share * told / (told + chance));
}

void hc_growth_carry_on(const hc_growth *growth, const hc_queue_model *model,
                        const hc_combination *combination, double *totals, hc_origin *now)
{
    gains of = {{0.0}, {0.0}};
    hc_combined_totals(now, combination, totals);
    for (size_t day = 0; day < now->ahead; day++) {
        const double said = gain_of(&of, model, now, totals, day);
        const size_t week = day / 7;
        const double weeks = (double)week;
        if (day < 7) { continue; }
        const hc_growth_span span = span_at(growth, weeks);
        const double grown = growth->slope * weeks_carried(weeks);
        const double by_methods = (1.0 - growth->lost) * said;
        const double gain = by_methods + span.believed * (span.kept * grown - by_methods);
        for (size_t i = 0; i < hc_candidate_count; i++) {
            now->totals[i * now->ahead + day] *= exp(gain - said);
        }
        const double doubt = span.believed * span.doubt * grown * grown;
        now->doubt[day] += doubt;
        now->mean_doubt[day] += doubt;
    }
}
