#include "forecast/mean_band.h"

#include <math.h>
#include <string.h>

#include "forecast/forecast.h"
#include "forecast/models/robust.h"
#include "forecast/models/smooth_line.h"

#define WITH_BIAS 1.125           /* squared error of the best smoothing over its variance */
#define BACK_WEEKS 8.0            /* half life of the back-tests' say */
#define MISS_CAP 0.5              /* log scale: one wild day must not decide */
#define USUAL_DAYS 14             /* that tell what is usual */
#define MOVES_A_DAY (1.0 / 365.0) /* the level moves for good once a year, */
#define MOVE_SD 0.3               /* by so much, log scale */
#define PASSES_IN 2.0             /* of surges that pass, one in two is over the next day */
#define AGREE_SHARE 0.5           /* of their middle that all days of a move must show */
#define CHANCE_LEAST 0.02
#define LATEST_DAYS 3      /* whose middle miss tells how sure the level is now */
#define SURPRISE_LAST 2    /* times the variance of such a middle: no surprise up to it, */
#define SURPRISE_STAYS 0.4 /* and of what is beyond, so much is doubt of the level ahead */
#define T4_HEIGHT 0.375    /* of Student's t with four degrees of freedom, at 0 */
#define NORMAL_HEIGHT 0.3989422804014327

/* Log misses of a back-test's first week, oldest first: misses[7]. Quiet weekdays scatter by
 * their own chance and tell little of the level. */
static size_t list_misses(const hc_queue_model *model, const hc_origin *origin,
                          const double *totals, bool quiet_too, double *misses)
{
    size_t n = 0;
    for (size_t ahead = 0; ahead < 7 && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (day >= model->matrix.days || model->matrix.seen[day] <= 0.0) { continue; }
        const hc_day_kind *kind = &model->calendar.kind[day];
        if (!hc_day_is_ordinary(kind)) { continue; }
        if (!quiet_too && model->calendar.quiet[kind->pattern]) { continue; }
        misses[n++] = log((model->matrix.total[day] + 1.0) / (totals[ahead] + 1.0));
    }
    return n;
}

double hc_week_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                     const hc_combination *combination, double *totals)
{
    double together = 0.0, pairs = 0.0;
    for (size_t i = 0; i < backs; i++) {
        double misses[7], sum = 0.0, squares = 0.0;
        hc_combined_totals(&back[i], combination, totals);
        const size_t n = list_misses(model, &back[i], totals, true, misses);
        for (size_t k = 0; k < n; k++) {
            const double capped = fmin(MISS_CAP, fmax(-MISS_CAP, misses[k]));
            sum += capped;
            squares += capped * capped;
        }
        const double weight = hc_discount((double)i, BACK_WEEKS);
        if (n < 2) { continue; }
        together += weight * (sum * sum - squares);
        pairs += weight * (double)(n * (n - 1));
    }
    return pairs > 0.0 ? fmax(0.0, together / pairs) : 0.0;
}

hc_status hc_week_total_doubt(const hc_queue_model *model, const hc_origin *now,
                              const double *totals, double *variance, hc_error *err)
{
    const size_t days = now->ahead < 7 ? now->ahead : 7;
    double share[7] = {0.0}, week = 0.0, *work = NULL;
    hc_day_effects effects;
    for (size_t ahead = 0; ahead < days; ahead++) {
        week += totals[ahead];
    }
    *variance = 0.0;
    if (!(week > 0.0)) { return HC_OK; }
    for (size_t ahead = 0; ahead < days; ahead++) {
        share[ahead] = totals[ahead] / week;
    }
    HC_TRY(hc_alloc(&work, 3 * model->process.rows, sizeof *work, err));
    hc_day_effects_at(&model->process, now->before, work, &effects);
    double *left = work + 2 * model->process.rows;
    *variance =
        hc_process_total_doubt(&model->process, &effects, model->calendar.kind + now->before,
                               share, days, now->before, left);
    *variance += hc_wave_days_doubt(&model->waves.by_days, left, now->before + days / 2);
    hc_free(work);
    return HC_OK;
}

/* How far days are off beside their week, by the back-tests before the newest, as a standard
 * deviation. */
static double usual_miss(const hc_queue_model *model, const hc_origin *back, size_t backs,
                         const hc_combination *combination, double *totals)
{
    double misses[7 * HC_BACKTEST_WEEKS_MAX], sorted[7];
    size_t n = 0;
    for (size_t i = 1; i < backs; i++) {
        hc_combined_totals(&back[i], combination, totals);
        const size_t days = list_misses(model, &back[i], totals, false, misses + n);
        memcpy(sorted, misses + n, days * sizeof *sorted);
        const double week = days > 0 ? hc_median(sorted, days) : 0.0;
        for (size_t end = n + days; n < end; n++) {
            misses[n] = fabs(misses[n] - week);
        }
    }
    return n >= USUAL_DAYS ? HC_SD_OF_MEDIAN * hc_median(misses, n) : (double)INFINITY;
}

/*
 * Odds that the level has moved with the latest n days, by their misses' middle and what is
 * usual of such a middle: moves are normal, what passes has heavy tails, and the longer it
 * lasts the less of it there is.
 */
static double odds_of_move(double middle, double usual, size_t n)
{
    const double z = middle / usual, far = middle / MOVE_SD;
    const double passing = T4_HEIGHT * pow(1.0 + z * z / 4.0, -2.5) / usual;
    const double lasting = NORMAL_HEIGHT * exp(-0.5 * far * far) / MOVE_SD;
    return MOVES_A_DAY * pow(PASSES_IN, (double)(n - 1)) * lasting / passing;
}

/* All lie that way, and at least half as far. */
static bool misses_agree(const double *misses, size_t n, double middle)
{
    for (size_t i = 0; i < n; i++) {
        if (!(misses[i] / middle > AGREE_SHARE)) { return false; }
    }
    return true;
}

/* How far `now` says more of the days ahead than the back-test a week before: what it has
 * followed. */
static double followed(const hc_origin *now, const hc_origin *back,
                       const hc_combination *combination, double *totals)
{
    double before[7], change[7];
    size_t n = 0;
    hc_combined_totals(back, combination, totals);
    memcpy(before, totals + 7, sizeof before);
    hc_combined_totals(now, combination, totals);
    for (size_t ahead = 0; ahead < 7 && ahead < now->ahead; ahead++) {
        if (!(before[ahead] > 0.0) || !(totals[ahead] > 0.0)) { continue; }
        change[n++] = log((totals[ahead] + 1.0) / (before[ahead] + 1.0));
    }
    return n > 0 ? hc_median(change, n) : 0.0;
}

/* The likeliest number of latest days that a move may be old: its odds, and the days' middle
 * miss. */
static double likeliest_move(const double *misses, size_t n, double week, double day,
                             double *move)
{
    double sorted[7], best = 0.0;
    *move = 0.0;
    for (size_t latest = 1; latest <= n; latest++) {
        const double *run = misses + n - latest;
        memcpy(sorted, run, latest * sizeof *sorted);
        const double middle = hc_median(sorted, latest);
        const double usual = sqrt(week + day * day / (double)latest);
        const double odds = odds_of_move(middle, usual, latest);
        if (!(odds > best) || !misses_agree(run, latest, middle)) { continue; }
        best = odds;
        *move = middle;
    }
    return best;
}

/*
 * Variance of the log level because it has just surprised: volatility comes in clusters
 * (Engle 1982), and whether the level stays where it is or goes back is not known. Days that
 * look as the process draws them have no clusters.
 */
static double surprise(const double *misses, size_t n, double week, double day)
{
    double sorted[7];
    const size_t latest = n < LATEST_DAYS ? n : LATEST_DAYS;
    if (latest == 0) { return 0.0; }
    memcpy(sorted, misses + n - latest, latest * sizeof *sorted);
    const double middle = fmin(MISS_CAP, fabs(hc_median(sorted, latest)));
    const double usual = week + day * day / (double)latest;
    return SURPRISE_STAYS * fmax(0.0, middle * middle - SURPRISE_LAST * usual);
}

/* What days scatter by around their means as the process draws them, log scale: this variance
 * and that of their counts. */
static double drawn_variance(const hc_queue_model *model, const double totals[7])
{
    const hc_process_sizes *sizes = &model->process.sizes;
    double contacts = 0.0, days = 0.0;
    for (size_t day = 0; day < 7; day++) {
        contacts += totals[day];
        days += totals[day] > 0.0;
    }
    const double of_counts = days / (contacts + days + 1.0);
    return sizes->noise * sizes->noise + sizes->memory * sizes->memory + of_counts;
}

hc_level_move hc_unsettled_level(const hc_queue_model *model, const hc_origin *now,
                                 const hc_origin *back, size_t backs,
                                 const hc_combination *combination, double *totals)
{
    hc_level_move settled = {0.0, 0.0, 0.0};
    double misses[7], move = 0.0;
    if (backs < 2) { return settled; }
    const double seen = usual_miss(model, back, backs, combination, totals);
    if (!(seen > 0.0) || isinf(seen)) { return settled; }
    const double week = hc_week_doubt(model, back + 1, backs - 1, combination, totals);
    const double trust = model->process.trust;
    hc_combined_totals(&back[0], combination, totals);
    const double day = fmax(seen, sqrt(trust * drawn_variance(model, totals)));
    const size_t n = list_misses(model, &back[0], totals, false, misses);
    const double odds = likeliest_move(misses, n, week, day, &move);
    const double shift = expm1(move - followed(now, &back[0], combination, totals));
    const double chance = odds / (1.0 + odds);
    settled.doubt = (1.0 - model->process.plausible) * surprise(misses, n, week, day);
    return shift * move > 0.0 && chance > CHANCE_LEAST
               ? (hc_level_move){chance, shift, settled.doubt}
               : settled;
}

static double day_weight(const hc_queue_model *model, size_t day, size_t speed)
{
    const double age_weeks = (double)(model->matrix.days - day) / 7.0;
    return model->weight[day] * hc_discount(age_weeks, hc_share_half_lives[speed]);
}

/* A share is sum_d c_d Y_d, c_d = sum_k speed_k a_kd / sum_d a_kd T_d by the weights a of the
 * days in each speed's mean: its variance is sum_d c_d^2 T_d times dispersion and share.
 * Smoothing calms that; where its width is best the bias it costs is a quarter of what is left
 * (Wand & Jones 1995), and a width is not chosen that is worse than none. */
double hc_share_doubt(const hc_queue_model *model, const double speed[HC_SHARE_SPEEDS],
                      double dispersion)
{
    const hc_day_matrix *matrix = &model->matrix;
    double calls[HC_SHARE_SPEEDS] = {0.0}, variance = 0.0, left = 0.0;
    for (size_t k = 0; k < HC_SHARE_SPEEDS; k++) {
        left += speed[k] * fmin(1.0, WITH_BIAS / hc_smoothing_calms(model->form[k].width));
    }
    for (size_t day = 0; day < matrix->days; day++) {
        for (size_t k = 0; k < HC_SHARE_SPEEDS && matrix->seen[day] > 0.0; k++) {
            calls[k] += day_weight(model, day, k) * matrix->total[day];
        }
    }
    for (size_t day = 0; day < matrix->days; day++) {
        double counts = 0.0;
        for (size_t k = 0; k < HC_SHARE_SPEEDS && matrix->seen[day] > 0.0; k++) {
            counts += calls[k] > 0.0 ? speed[k] * day_weight(model, day, k) / calls[k] : 0.0;
        }
        variance += counts * counts * matrix->total[day];
    }
    return dispersion * variance * left;
}
