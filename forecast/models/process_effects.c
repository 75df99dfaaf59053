/* What the fitted day process says of days, as known at some origin. */
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

#define MIDDLE_PLACE (HC_PLACES / 2) /* place 0 of the tables */

/* Posterior means of every place in the month, given K^-1 y of the days before the origin. */
static void month_effects(const hc_process_tables *tables, hc_day_effects *effects)
{
    double business[HC_PLACES] = {0}, date[HC_PLACES] = {0};
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        if (row->by_ratio) { continue; }
        business[row->kind.business + MIDDLE_PLACE] += effects->solved[i];
        date[row->kind.date + MIDDLE_PLACE] += effects->solved[i];
    }
    for (size_t place = 0; place < HC_PLACES; place++) {
        effects->business[place] = effects->date[place] = 0.0;
        for (size_t other = 0; other < HC_PLACES; other++) {
            const size_t at = place * HC_PLACES + other;
            effects->business[place] += tables->business[at] * business[other];
            effects->date[place] += tables->date[at] * date[other];
        }
    }
}

/* What all rows together tell of the places by the average of all accounts of them. */
static void move_places(const hc_day_process *process, hc_day_effects *effects)
{
    for (size_t i = 0; i < effects->rows; i++) {
        effects->solved[i] += process->places_solved[i];
    }
    for (size_t place = 0; place < HC_PLACES; place++) {
        effects->business[place] += process->places_away[HC_PLACE_BUSINESS][place];
        effects->date[place] += process->places_away[HC_PLACE_DATE][place];
    }
}

static void centre_month(hc_day_effects *effects)
{
    double sum = 0.0, n = 0.0;
    for (size_t i = 0; i < effects->rows; i++) {
        if (effects->row[i].by_ratio || !hc_day_is_ordinary(&effects->row[i].kind)) {
            continue;
        }
        sum += hc_month_effect(effects, &effects->row[i].kind);
        n += 1.0;
    }
    effects->month_mean = n > 0.0 ? sum / n : 0.0;
    for (size_t place = 0; place < HC_PLACES; place++) {
        effects->business[place] -= effects->month_mean;
    }
}

/* Posterior means of what the alignment over the steps missed. */
static void step_effects(hc_day_effects *effects)
{
    for (size_t ahead = 1; ahead <= HC_LEVEL_STEPS_MAX; ahead++) {
        for (size_t i = 0; i < effects->rows; i++) {
            const size_t other = effects->row[i].steps_ahead;
            const double common = (double)(other < ahead ? other : ahead);
            effects->step[ahead] += HC_STEP_VARIANCE * common * effects->solved[i];
        }
    }
}

void hc_day_effects_at(const hc_day_process *process, size_t before, double *work,
                       hc_day_effects *effects)
{
    size_t n = process->rows;
    while (n > 0 && process->row[n - 1].day >= (int32_t)before) {
        n--;
    }
    *effects = (hc_day_effects){.rows = n, .row = process->row, .solved = work};
    if (n == 0) { return; }
    effects->middle = hc_process_centre(process->row, n, work + process->rows, work);
    if (n == process->rows && process->deferral.lasting_solved != NULL) {
        effects->deferral = &process->deferral;
        for (size_t i = 0; i < n; i++) {
            work[i] += process->deferral.shift[i];
        }
    }
    hc_cholesky_forward(process->factor, n, process->stride, work);
    hc_cholesky_backward(process->factor, n, process->stride, work);
    month_effects(process->tables, effects);
    if (n == process->rows && process->places_solved != NULL) { move_places(process, effects); }
    centre_month(effects);
    step_effects(effects);
}

double hc_month_effect(const hc_day_effects *effects, const hc_day_kind *kind)
{
    return effects->business[kind->business + HC_PLACES / 2] +
           effects->date[kind->date + HC_PLACES / 2];
}

/* By the covariance, given K^-1 y. */
static double class_effect(const hc_day_effects *effects, const hc_day_kind *kind,
                           const double *solved)
{
    const hc_class_prior prior = hc_calendar_prior(kind);
    double effect = prior.mean;
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        if (row->kind.class_of != kind->class_of) { continue; }
        effect += hc_class_covariance(kind, &prior, &row->kind, &row->prior) * solved[i];
    }
    return effect;
}

/* Where what a day loses comes back on the next or not at all. */
static double at_once_effect(const hc_day_effects *effects, const hc_day_kind *kind)
{
    double effect = hc_calendar_prior_at_once(kind).mean;
    for (size_t i = 0; i < effects->rows; i++) {
        if (!hc_day_is_after(&effects->row[i].kind)) { continue; }
        effect += hc_at_once_covariance(kind, &effects->row[i].kind) *
                  effects->deferral->at_once_solved[i];
    }
    return effect;
}

double hc_process_accounts_apart(const hc_day_effects *effects, const hc_day_kind *kind)
{
    return at_once_effect(effects, kind) -
           class_effect(effects, kind, effects->deferral->lasting_solved);
}

double hc_special_effect(const hc_day_effects *effects, const hc_day_kind *kind)
{
    const hc_deferral *deferral = effects->deferral;
    if (hc_day_is_ordinary(kind)) { return 0.0; }
    if (deferral == NULL || !hc_day_is_after(kind)) {
        return class_effect(effects, kind, effects->solved);
    }
    return class_effect(effects, kind, deferral->lasting_solved) +
           deferral->at_once * hc_process_accounts_apart(effects, kind);
}

double hc_process_level(const hc_day_process *process, const hc_day_effects *effects,
                        size_t day, int32_t pattern)
{
    const hc_process_sizes *sizes = &process->sizes;
    double sum = 0.0;
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        if (row->by_ratio) { continue; }
        const size_t lag = hc_day_distance((int32_t)day, row->day);
        const double same = row->kind.pattern == pattern ? process->tables->weekday[lag] : 0.0;
        sum += (process->tables->smooth[lag] + same) * effects->solved[i];
    }
    const double spread = sizes->noise * sizes->noise + sizes->memory * sizes->memory;
    const double log_total = effects->middle + effects->month_mean + sum,
                 total = fmax(0.0, expm1(log_total));
    return log_total + 0.5 * (spread + total / ((total + 1.0) * (total + 1.0)));
}

/* Running sums over the rows to one side of a day: of K^-1 y, of it times their distance in
 * days, and of it discounted by that. */
typedef struct trend_sums {
    double alone, by_days, discounted;
} trend_sums;

/* The sums of the day next to it, whose own row is known by K^-1 y (0: no row). */
static void move_a_day(trend_sums *sums, double discount, double solved)
{
    sums->by_days += sums->alone;
    sums->discounted = sums->discounted * discount + solved;
    sums->alone += solved;
}

/* The trend's covariance, up to a constant, times K^-1 y of the rows to one side; that of a
 * day with itself is 0, so its own row may be in the sums of both. */
static double trend_part(const hc_process_sizes *sizes, const trend_sums *sums)
{
    return sizes->trend * sizes->trend *
           (sums->alone - sums->by_days / sizes->trend_days - sums->discounted);
}

/* The believed waves' part of the days first .. n-1. */
static void add_waves(const hc_day_process *process, const hc_day_effects *effects,
                      size_t first, size_t n, double *trend)
{
    const double *wave = process->tables->wave;
    if (!(wave[0] > 0.0)) { return; }
    for (size_t i = 0; i < effects->rows; i++) {
        const size_t at = (size_t)effects->row[i].day;
        const double solved = effects->solved[i];
        if (effects->row[i].by_ratio) { continue; }
        for (size_t day = first; day < at; day++) {
            trend[day] += wave[at - day] * solved;
        }
        for (size_t day = at; day < n; day++) {
            trend[day] += wave[day - at] * solved;
        }
    }
}

void hc_process_trend(const hc_day_process *process, const hc_day_effects *effects, size_t n,
                      double *trend)
{
    const hc_process_sizes *sizes = &process->sizes;
    const hc_process_row *rows = effects->row;
    const double discount = exp(-1.0 / sizes->trend_days);
    size_t row = 0;
    while (row < effects->rows && rows[row].by_ratio) {
        row++;
    }
    memset(trend, 0, n * sizeof *trend);
    if (row == effects->rows) { return; }
    const size_t first = (size_t)rows[row].day, last = (size_t)rows[effects->rows - 1].day;
    trend_sums before = {0.0, 0.0, 0.0}, after = {0.0, 0.0, 0.0};
    for (size_t day = first; day < n; day++) {
        const bool known = row < effects->rows && rows[row].day == (int32_t)day;
        move_a_day(&before, discount, known ? effects->solved[row++] : 0.0);
        trend[day] = trend_part(sizes, &before);
    }
    for (size_t day = last + 1; day-- > first;) {
        const bool known = rows[row - 1].day == (int32_t)day;
        move_a_day(&after, discount, known ? effects->solved[--row] : 0.0);
        trend[day] += trend_part(sizes, &after);
    }
    add_waves(process, effects, first, n, trend);
    const double now = trend[last];
    for (size_t day = first; day < n; day++) {
        trend[day] -= now;
    }
    for (size_t day = 0; day < first; day++) {
        trend[day] = trend[first];
    }
}
