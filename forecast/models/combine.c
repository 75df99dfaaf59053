#include "forecast/models/combine.h"

#include <math.h>
#include <string.h>

#include "forecast/forecast.h"
#include "forecast/models/robust.h"

#define ERROR_WEEKS 4.0     /* half life of the back-tests' say, */
#define LATER_WEEKS 20.0    /* and on later weeks, where they overlap and tell less each */
#define ERROR_CAP 2.0       /* times the candidates' median: one wild week must not decide */
#define LATER_DAYS 28       /* days ahead that the weights of the later weeks are by */
#define DROP_BEYOND 0.15    /* believed lead of the best that costs a candidate all weight */
#define SHARPNESS 20.0      /* weight exp(-SHARPNESS believed lead by intervals */
#define SHARPNESS_DAY 12.0  /*            - SHARPNESS_DAY that by days) */
#define CHANCE 2.0          /* times the variance by chance: what candidates must differ by */
#define BELIEVED_OF_ONE 0.5 /* of what a single back-test shows */
#define PROCESS_SHARE 0.5   /* of the say beforehand has the process that was told all, */
#define PROCESS_DAYS 250.0  /* and half of the way there with as many days as it searches; */
#define PLAUSIBLE_SHARE 0.9 /* of the others' say it has where the days look like its own */
#define SHIFT_WEEKS_MAX 4
#define SHIFT_DAYS 6        /* a week, the latest, that must all have been missed, */
#define SHIFT_DAYS_MIN 4    /* as far as they are known */
#define SHIFT_LOG 0.25      /* middle miss */
#define SHIFT_LOG_EACH 0.15 /* least miss of the middle candidate */

/* ------------------------------------------------------------------------- combination */

/* Days of a back-test that count: known and ordinary. */
static bool counts(const hc_queue_model *model, size_t day)
{
    return day < model->matrix.days && model->matrix.seen[day] > 0.0 &&
           hc_day_is_ordinary(&model->calendar.kind[day]);
}

const double *hc_candidate_shares(const hc_queue_model *model, const hc_origin *origin,
                                  size_t candidate, size_t ahead)
{
    const double *own = origin->own_shares[candidate];
    const size_t slots = model->matrix.slots, day = origin->before + ahead;
    return own != NULL ? own + ahead * slots
                       : origin->shares + (size_t)model->calendar.kind[day].pattern * slots;
}

static double interval_error(const hc_queue_model *model, const hc_origin *origin, size_t ahead,
                             double total, const double *share)
{
    const size_t slots = model->matrix.slots, day = origin->before + ahead;
    const double *row = model->matrix.calls + day * slots;
    double error = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        error += fabs(total * share[slot] - row[slot]);
    }
    return error;
}

/* Errors of every candidate at one origin over days from .. to - 1 ahead; false when no day
 * counts. */
static bool span_errors(const hc_queue_model *model, const hc_origin *origin, size_t from,
                        size_t to, double *interval, double *by_day)
{
    double calls = 0.0;
    memset(interval, 0, hc_candidate_count * sizeof *interval);
    memset(by_day, 0, hc_candidate_count * sizeof *by_day);
    for (size_t ahead = from; ahead < to && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (!counts(model, day)) { continue; }
        calls += model->matrix.total[day];
        for (size_t i = 0; i < hc_candidate_count; i++) {
            const double total = origin->totals[i * origin->ahead + ahead];
            interval[i] += interval_error(model, origin, ahead, total,
                                          hc_candidate_shares(model, origin, i, ahead));
            by_day[i] += fabs(total - model->matrix.total[day]);
        }
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        interval[i] /= fmax(calls, 1.0);
        by_day[i] /= fmax(calls, 1.0);
    }
    return calls > 0.0;
}

/* One kind of errors of the candidates in every back-test. */
typedef struct back_errors {
    double of[HC_BACKTEST_WEEKS_MAX][HC_CANDIDATES_LIMIT];
    double mean[HC_CANDIDATES_LIMIT]; /* discounted; HC_MISSING without a back-test */
} back_errors;

/* Errors over a span of days ahead. */
typedef struct span {
    size_t from, to;                                        /* days ahead */
    double half_life;                                       /* of the back-tests' say, weeks */
    size_t tests;                                           /* back-tests that have such days */
    double weight[HC_BACKTEST_WEEKS_MAX], weights, squares; /* their say, its sums */
    back_errors interval, by_day;
} span;

static void cap_errors(double *errors)
{
    double sorted[HC_CANDIDATES_LIMIT];
    memcpy(sorted, errors, hc_candidate_count * sizeof *sorted);
    const double cap = ERROR_CAP * hc_median(sorted, hc_candidate_count);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        errors[i] = fmin(errors[i], cap);
    }
}

/* Discounted mean over the back-tests of a candidate's values less a constant. */
static double discounted(const span *errors, const back_errors *kind, size_t candidate)
{
    double sum = 0.0;
    for (size_t test = 0; test < errors->tests; test++) {
        sum += errors->weight[test] * kind->of[test][candidate];
    }
    return errors->weights > 0.0 ? sum / errors->weights : HC_MISSING;
}

static void read_errors(const hc_queue_model *model, const hc_origin *origins, size_t count,
                        span *errors)
{
    for (size_t back = 0; back < count && back < HC_BACKTEST_WEEKS_MAX; back++) {
        const size_t test = errors->tests;
        if (!span_errors(model, &origins[back], errors->from, errors->to,
                         errors->interval.of[test], errors->by_day.of[test])) {
            continue;
        }
        cap_errors(errors->interval.of[test]);
        const double weight = hc_discount((double)back, errors->half_life);
        errors->weight[test] = weight;
        errors->weights += weight;
        errors->squares += weight * weight;
        errors->tests++;
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        errors->interval.mean[i] = discounted(errors, &errors->interval, i);
        errors->by_day.mean[i] = discounted(errors, &errors->by_day, i);
    }
}

/* Variance by chance of the candidates' mean errors beside each other, from how these scatter
 * from one back-test to the next: the mean over the candidates. Needs two back-tests. */
static double chance_variance(const span *errors, const back_errors *kind)
{
    const size_t n = hc_candidate_count;
    const double middle = hc_mean(kind->mean, n);
    double sum = 0.0;
    for (size_t test = 0; test < errors->tests; test++) {
        const double here = hc_mean(kind->of[test], n), weight = errors->weight[test];
        for (size_t i = 0; i < n; i++) {
            const double off = kind->of[test][i] - here - (kind->mean[i] - middle);
            sum += weight * weight * off * off;
        }
    }
    const double count = errors->weights * errors->weights / errors->squares;
    return sum / (errors->weights * errors->weights) * count / (count - 1.0) / (double)n;
}

/* The part of the candidates' differences that is more than chance: empirical Bayes. */
static double believed_part(const span *errors, const back_errors *kind)
{
    if (errors->tests < 2) { return BELIEVED_OF_ONE; }
    const double middle = hc_mean(kind->mean, hc_candidate_count);
    double seen = 0.0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double off = kind->mean[i] - middle;
        seen += off * off / (double)hc_candidate_count;
    }
    return seen > 0.0 ? fmax(0.0, 1.0 - CHANCE * chance_variance(errors, kind) / seen) : 0.0;
}

/* How far each candidate is believed to be behind the best, in errors of the usual one. */
static void believed_lead(const span *errors, const back_errors *kind, double *lead)
{
    const double part = believed_part(errors, kind);
    const double usual = hc_mean(kind->mean, hc_candidate_count);
    double best = HUGE_VAL;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        best = fmin(best, kind->mean[i]);
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        lead[i] = usual > 0.0 ? part * (kind->mean[i] - best) / usual : 0.0;
    }
}

/* Before any back-test the process has this share of the say, all others alike the rest. But
 * where the days look as it would draw them there is little left for others to know better. */
static void weigh_beforehand(double share, double plausible, double *weight)
{
    const double process = share + (1.0 - share) * PLAUSIBLE_SHARE * plausible;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        weight[i] = hc_candidates[i].forecast == hc_process_mean
                        ? process
                        : (1.0 - process) / ((double)hc_candidate_count - 1.0);
    }
}

/* The process is the one model of all parts at once, and the more days told its numbers the
 * more it weighs, up to as much as all others together: methods with a fixed memory gain
 * nothing from a long history. In later weeks all begin alike: a trend that is right for a week
 * may overshoot in a month. */
static double share_next_week(const hc_queue_model *model, double alike)
{
    const double rows = (double)model->process.rows;
    return alike + (PROCESS_SHARE - alike) * rows / (rows + PROCESS_DAYS);
}

/* weight: beforehand, becomes what it is after the back-tests. */
static void weigh_candidates(const span *errors, double *weight)
{
    double lead[HC_CANDIDATES_LIMIT], lead_day[HC_CANDIDATES_LIMIT], sum = 0.0;
    believed_lead(errors, &errors->interval, lead);
    believed_lead(errors, &errors->by_day, lead_day);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        weight[i] *= lead[i] < DROP_BEYOND
                         ? exp(-SHARPNESS * lead[i] - SHARPNESS_DAY * lead_day[i])
                         : 0.0;
        sum += weight[i];
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        weight[i] /= sum;
    }
}

void hc_combine(const hc_queue_model *model, const hc_origin *origins, size_t count,
                hc_combination *combination)
{
    span week = {.from = 0, .to = 7, .half_life = ERROR_WEEKS};
    span later = {.from = 7, .to = LATER_DAYS, .half_life = LATER_WEEKS};
    read_errors(model, origins, count, &week);
    read_errors(model, origins, count, &later);
    memcpy(combination->wape_interval, week.interval.mean, sizeof week.interval.mean);
    memcpy(combination->wape_day, week.by_day.mean, sizeof week.by_day.mean);
    const double alike = 1.0 / (double)hc_candidate_count;
    weigh_beforehand(share_next_week(model, alike), model->process.trust, combination->weight);
    if (week.tests > 0) { weigh_candidates(&week, combination->weight); }
    memcpy(combination->weight_later, combination->weight, sizeof combination->weight);
    if (later.tests > 0) {
        weigh_beforehand(alike, model->process.plausible, combination->weight_later);
        weigh_candidates(&later, combination->weight_later);
    }
}

static double weight_of(const hc_combination *combination, size_t candidate, size_t ahead)
{
    return ahead < 7 ? combination->weight[candidate] : combination->weight_later[candidate];
}

void hc_weigh_speeds(const hc_queue_model *model, const hc_origin *origins, size_t count,
                     double weight[HC_SHARE_SPEEDS])
{
    hc_speed_misses sum = model->speed_misses;
    for (size_t back = 0; back < count && back < HC_SHARE_WEEKS; back++) {
        for (size_t ahead = 0; ahead < 7 && ahead < origins[back].ahead; ahead++) {
            const size_t day = origins[back].before + ahead;
            if (!counts(model, day)) { continue; }
            hc_speed_misses_add(&sum, &model->matrix, day, model->calendar.kind[day].pattern,
                                model->weight[day], origins[back].shares_by_speed);
        }
    }
    hc_speed_weights(&sum, weight);
}

void hc_mix_shares(hc_origin *origin, size_t slots, const double weight[HC_SHARE_SPEEDS])
{
    const size_t cells = HC_WEEKDAYS * slots;
    for (size_t cell = 0; cell < cells; cell++) {
        origin->shares[cell] = 0.0;
        for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
            origin->shares[cell] +=
                weight[speed] * origin->shares_by_speed[speed * cells + cell];
        }
    }
}

void hc_combined_totals(const hc_origin *origin, const hc_combination *combination,
                        double *totals)
{
    for (size_t day = 0; day < origin->ahead; day++) {
        totals[day] = 0.0;
        for (size_t i = 0; i < hc_candidate_count; i++) {
            totals[day] +=
                weight_of(combination, i, day) * origin->totals[i * origin->ahead + day];
        }
    }
}

void hc_combined_shares(const hc_queue_model *model, const hc_origin *origin,
                        const hc_combination *combination, size_t ahead, double *share)
{
    const size_t slots = model->matrix.slots;
    const size_t pattern = (size_t)model->calendar.kind[origin->before + ahead].pattern;
    const double *common = origin->shares + pattern * slots;
    double calls = 0.0, common_calls = 0.0;
    memset(share, 0, slots * sizeof *share);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double own =
            weight_of(combination, i, ahead) * origin->totals[i * origin->ahead + ahead];
        calls += own;
        if (origin->own_shares[i] == NULL) {
            common_calls += own;
            continue;
        }
        for (size_t slot = 0; slot < slots; slot++) {
            share[slot] += own * origin->own_shares[i][ahead * slots + slot];
        }
    }
    for (size_t slot = 0; slot < slots; slot++) {
        share[slot] =
            calls > 0.0 ? (share[slot] + common_calls * common[slot]) / calls : common[slot];
    }
}

/* ------------------------------------------------------------------------- level shift */

/* Log misses of one candidate over the latest days that count; least: smallest |miss|. */
static double middle_miss(const hc_queue_model *model, const hc_origin *origin, size_t i,
                          const size_t *ahead, size_t n, bool *up, bool *down, double *least)
{
    double misses[SHIFT_WEEKS_MAX * SHIFT_DAYS];
    *least = (double)INFINITY;
    for (size_t k = 0; k < n; k++) {
        const double actual = model->matrix.total[origin->before + ahead[k]];
        const double total = origin->totals[i * origin->ahead + ahead[k]];
        misses[k] = log((actual + 1.0) / (total + 1.0));
        *up = *up && misses[k] > 0.0;
        *down = *down && misses[k] < 0.0;
        *least = fmin(*least, fabs(misses[k]));
    }
    return hc_median(misses, n);
}

bool hc_level_shift(const hc_queue_model *model, const hc_origin *earlier, hc_origin *now,
                    double *ratio)
{
    const size_t days = now->before - earlier->before, weeks = days / 7;
    size_t ahead[SHIFT_WEEKS_MAX * SHIFT_DAYS], n = 0;
    if (weeks > SHIFT_WEEKS_MAX) { return false; }
    for (size_t back = 1; back <= days && n < weeks * SHIFT_DAYS; back++) {
        if (counts(model, now->before - back)) { ahead[n++] = days - back; }
    }
    if (n < weeks * SHIFT_DAYS_MIN) { return false; }
    double middle[HC_CANDIDATES_LIMIT], size[HC_CANDIDATES_LIMIT], least[HC_CANDIDATES_LIMIT];
    bool up = true, down = true;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        middle[i] = middle_miss(model, earlier, i, ahead, n, &up, &down, &least[i]);
        size[i] = fabs(middle[i]);
    }
    if (!(up || down) || hc_median(size, hc_candidate_count) <= SHIFT_LOG ||
        hc_median(least, hc_candidate_count) <= SHIFT_LOG_EACH) {
        return false;
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double *from = earlier->totals + i * earlier->ahead;
        for (size_t day = 0; day < now->ahead && day + days < earlier->ahead; day++) {
            now->totals[i * now->ahead + day] = from[day + days] * exp(middle[i]);
        }
    }
    *ratio = exp(hc_median(middle, hc_candidate_count));
    return true;
}
