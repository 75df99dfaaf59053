#include "tests/bench/truth_form.h"

#include <math.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "forecast/models/cholesky.h"

#define PI 3.14159265358979323846
#define DATES 31
#define DATE 7               /* first column of the dates, */
#define KIND (DATE + DATES)  /* of the kinds of day, */
#define SEASON (KIND + 3)    /* of the season */
#define COLUMNS (SEASON + 2) /* and the number of all but the wave's */
#define DAY_COLUMNS 7        /* of these that one day has */
#define RUN 7                /* first feature of the runs, */
#define KIND_FEATURE 10
#define SEASON_FEATURE 13
#define WAVE_FEATURE 15 /* and of the wave */
#define WAVE_WEEKS_MIN 10.0
#define WAVE_STEP 1.01
#define FIRST_TO_MAX 7    /* begin, middle and end of a month: */
#define MIDDLE_FROM_MIN 8 /* dates that each run lies in */
#define MIDDLE_TO_MAX 24
#define LAST_FROM_MIN 25
#define BURN_IN 6 /* draws that are thrown away */
#define SEED 11

/* What is believed of the numbers beforehand: mean and standard deviation. A weekday's is that
 * of the mean level, with this deviation. */
#define WEEKDAY_SD 1.0
#define RUN_SD 0.1
#define WAVE_SD 0.06
static const double kind_mean[3] = {0.15, -0.6, 1.0}, kind_sd[3] = {0.15, 0.4, 0.3};

/* Products of the columns of the days, weighted. */
typedef struct sums {
    double middle; /* mean log level, taken out */
    double square[COLUMNS][COLUMNS], target[COLUMNS];
    double wave[TRUTH_WAVES][2][COLUMNS], waves[TRUTH_WAVES][3], wave_target[TRUTH_WAVES][2];
} sums;

typedef struct fit {
    double evidence;
    double beta[TRUTH_FEATURES];
} fit;

truth_form truth_form_told(void)
{
    truth_form form = {.first_to = 3, .middle_from = 15, .middle_to = 16, .last_from = 28};
    while (truth_wave_weeks(form.wave) < 37.0) {
        form.wave++;
    }
    return form;
}

/* One of the lengths is that of the centres, so that who is told it is told it exactly. */
double truth_wave_weeks(size_t wave)
{
    return 37.0 *
           pow(WAVE_STEP, (double)wave - round(log(37.0 / WAVE_WEEKS_MIN) / log(WAVE_STEP)));
}

/* Columns of a day that need not be 0, and their values. */
static void columns_of(const truth_day *day, size_t column[DAY_COLUMNS],
                       double value[DAY_COLUMNS])
{
    const size_t at[DAY_COLUMNS] = {(size_t)day->weekday,
                                    DATE + (size_t)day->date - 1,
                                    KIND,
                                    KIND + 1,
                                    KIND + 2,
                                    SEASON,
                                    SEASON + 1};
    const double is[DAY_COLUMNS] = {
        1.0, 1.0, day->after, day->half, day->event, day->season[0], day->season[1]};
    memcpy(column, at, sizeof at);
    memcpy(value, is, sizeof is);
}

static double wave_angle(size_t day, size_t wave)
{
    return 2.0 * PI * (double)day / (7.0 * truth_wave_weeks(wave));
}

static void add_waves(sums *s, size_t number, const truth_day *day, double weight,
                      double target)
{
    size_t column[DAY_COLUMNS];
    double value[DAY_COLUMNS];
    columns_of(day, column, value);
    for (size_t wave = 0; wave < TRUTH_WAVES; wave++) {
        const double sine = sin(wave_angle(number, wave)),
                     cosine = cos(wave_angle(number, wave));
        for (size_t i = 0; i < DAY_COLUMNS; i++) {
            s->wave[wave][0][column[i]] += weight * sine * value[i];
            s->wave[wave][1][column[i]] += weight * cosine * value[i];
        }
        s->waves[wave][0] += weight * sine * sine;
        s->waves[wave][1] += weight * sine * cosine;
        s->waves[wave][2] += weight * cosine * cosine;
        s->wave_target[wave][0] += weight * sine * target;
        s->wave_target[wave][1] += weight * cosine * target;
    }
}

static void add_days(sums *s, const truth_day *days, size_t seen)
{
    double weights = 0.0;
    for (size_t day = 0; day < seen; day++) {
        s->middle += days[day].weight * days[day].level;
        weights += days[day].weight;
    }
    s->middle /= fmax(weights, 1e-9);
    for (size_t day = 0; day < seen; day++) {
        size_t column[DAY_COLUMNS];
        double value[DAY_COLUMNS];
        const double weight = days[day].weight, target = days[day].level - s->middle;
        if (!days[day].open || !(weight > 0.0)) { continue; }
        columns_of(&days[day], column, value);
        for (size_t i = 0; i < DAY_COLUMNS; i++) {
            s->target[column[i]] += weight * value[i] * target;
            for (size_t j = 0; j < DAY_COLUMNS; j++) {
                s->square[column[i]][column[j]] += weight * value[i] * value[j];
            }
        }
        add_waves(s, day, &days[day], weight, target);
    }
}

/* Columns first .. last - 1 that make a feature, the wave's apart. */
static void columns_of_feature(const truth_form *form, size_t feature, size_t *first,
                               size_t *last)
{
    const int from[3] = {1, form->middle_from, form->last_from};
    const int to[3] = {form->first_to, form->middle_to, DATES};
    if (feature >= RUN && feature < KIND_FEATURE) {
        *first = DATE + (size_t)from[feature - RUN] - 1;
        *last = DATE + (size_t)to[feature - RUN];
        return;
    }
    *first = feature < RUN ? feature : KIND + feature - KIND_FEATURE;
    *last = *first + 1;
}

static double prior_sd(size_t feature)
{
    if (feature < RUN) { return WEEKDAY_SD; }
    if (feature < KIND_FEATURE) { return RUN_SD; }
    return feature < SEASON_FEATURE ? kind_sd[feature - KIND_FEATURE] : WAVE_SD;
}

static double prior_mean(size_t feature)
{
    return feature >= KIND_FEATURE && feature < SEASON_FEATURE
               ? kind_mean[feature - KIND_FEATURE]
               : 0.0;
}

/* Sum of values over the columns of a feature. */
static double feature_sum(const truth_form *form, size_t feature, const double *values)
{
    size_t first, last;
    double sum = 0.0;
    columns_of_feature(form, feature, &first, &last);
    for (size_t column = first; column < last; column++) {
        sum += values[column];
    }
    return sum;
}

/* Products of a feature with all columns. */
static void feature_row(const sums *s, const truth_form *form, size_t feature,
                        double row[COLUMNS])
{
    size_t first, last;
    columns_of_feature(form, feature, &first, &last);
    memset(row, 0, COLUMNS * sizeof *row);
    for (size_t column = first; column < last; column++) {
        for (size_t other = 0; other < COLUMNS; other++) {
            row[other] += s->square[column][other];
        }
    }
}

/* Normal equations of a form, upper triangle, what is believed beforehand not in them. */
static void fill_equations(const sums *s, const truth_form *form, double *a, double *b)
{
    double row[COLUMNS];
    for (size_t i = 0; i < WAVE_FEATURE; i++) {
        double *to = a + i * TRUTH_FEATURES;
        b[i] = feature_sum(form, i, s->target);
        feature_row(s, form, i, row);
        for (size_t j = i; j < WAVE_FEATURE; j++) {
            to[j] = feature_sum(form, j, row);
        }
        to[WAVE_FEATURE] = feature_sum(form, i, s->wave[form->wave][0]);
        to[WAVE_FEATURE + 1] = feature_sum(form, i, s->wave[form->wave][1]);
    }
    const double *waves = s->waves[form->wave];
    double *sine = a + (size_t)WAVE_FEATURE * (TRUTH_FEATURES + 1);
    sine[0] = waves[0];
    sine[1] = waves[1];
    sine[TRUTH_FEATURES + 1] = waves[2];
    b[WAVE_FEATURE] = s->wave_target[form->wave][0];
    b[WAVE_FEATURE + 1] = s->wave_target[form->wave][1];
}

/* Log evidence up to what all forms have in common, and the numbers' posterior mean. */
static fit fit_form(const sums *s, const truth_form *form)
{
    double a[TRUTH_FEATURES * TRUTH_FEATURES] = {0}, b[TRUTH_FEATURES];
    fit it = {.evidence = -HUGE_VAL};
    fill_equations(s, form, a, b);
    for (size_t i = 0; i < TRUTH_FEATURES; i++) {
        const double precision = 1.0 / (prior_sd(i) * prior_sd(i));
        a[i * TRUTH_FEATURES + i] += precision;
        it.beta[i] = b[i] += precision * prior_mean(i);
    }
    if (!hc_cholesky(a, TRUTH_FEATURES, TRUTH_FEATURES)) { return it; }
    hc_cholesky_forward(a, TRUTH_FEATURES, TRUTH_FEATURES, it.beta);
    it.evidence = 0.0;
    for (size_t i = 0; i < TRUTH_FEATURES; i++) {
        it.evidence += 0.5 * it.beta[i] * it.beta[i] - log(a[i * TRUTH_FEATURES + i]);
    }
    hc_cholesky_backward(a, TRUTH_FEATURES, TRUTH_FEATURES, it.beta);
    return it;
}

/* ------------------------------------------------------------------------------- forms */

#define FORMS_MAX TRUTH_WAVES /* the largest part of all that a form can be changed in */
_Static_assert((MIDDLE_TO_MAX - MIDDLE_FROM_MIN + 1) * (MIDDLE_TO_MAX - MIDDLE_FROM_MIN + 2) /
                       2 <=
                   FORMS_MAX,
               "the middle runs must fit");

/* All forms that differ from this one in one run, or in the wave. */
static size_t forms_near(const truth_form *form, size_t part, truth_form forms[FORMS_MAX])
{
    size_t n = 0;
    for (int date = 0; part == 0 && date <= FIRST_TO_MAX; date++) {
        forms[n] = *form;
        forms[n++].first_to = date;
    }
    for (int date = MIDDLE_FROM_MIN; part == 1 && date <= MIDDLE_TO_MAX; date++) {
        for (int to = date; to <= MIDDLE_TO_MAX; to++) {
            forms[n] = *form;
            forms[n].middle_from = date;
            forms[n++].middle_to = to;
        }
    }
    for (int date = LAST_FROM_MIN; part == 2 && date <= DATES + 1; date++) {
        forms[n] = *form;
        forms[n++].last_from = date;
    }
    for (size_t wave = 0; part == 3 && wave < TRUTH_WAVES; wave++) {
        forms[n] = *form;
        forms[n++].wave = wave;
    }
    return n;
}

/* One of them by its evidence; the likeliest while nothing is known yet of the other parts. */
static truth_form draw_part(const sums *s, const truth_form *form, size_t part, bool likeliest,
                            hc_rng *rng)
{
    truth_form forms[FORMS_MAX];
    double evidence[FORMS_MAX], most = -HUGE_VAL, sum = 0.0;
    const size_t n = forms_near(form, part, forms);
    size_t best = 0;
    for (size_t i = 0; i < n; i++) {
        evidence[i] = fit_form(s, &forms[i]).evidence;
        if (evidence[i] > most) { best = i; }
        most = fmax(most, evidence[i]);
    }
    if (likeliest) { return forms[best]; }
    for (size_t i = 0; i < n; i++) {
        sum += evidence[i] = exp(evidence[i] - most);
    }
    double left = hc_rng_uniform(rng) * sum;
    for (size_t i = 0; i < n; i++) {
        left -= evidence[i];
        if (left <= 0.0) { return forms[i]; }
    }
    return forms[best];
}

static double log_level(const fit *it, const truth_form *form, const truth_day *day,
                        size_t number)
{
    const double *beta = it->beta;
    double sum = beta[day->weekday];
    if (day->date <= form->first_to) { sum += beta[RUN]; }
    if (day->date >= form->middle_from && day->date <= form->middle_to) {
        sum += beta[RUN + 1];
    }
    if (day->date >= form->last_from) { sum += beta[RUN + 2]; }
    sum += beta[KIND_FEATURE] * day->after + beta[KIND_FEATURE + 1] * day->half +
           beta[KIND_FEATURE + 2] * day->event;
    sum += beta[SEASON_FEATURE] * day->season[0] + beta[SEASON_FEATURE + 1] * day->season[1];
    return sum + beta[WAVE_FEATURE] * sin(wave_angle(number, form->wave)) +
           beta[WAVE_FEATURE + 1] * cos(wave_angle(number, form->wave));
}

static void add_levels(const sums *s, const truth_form *form, const truth_day *days, size_t n,
                       double share, double *level)
{
    const fit it = fit_form(s, form);
    for (size_t day = 0; day < n; day++) {
        level[day] += share * (s->middle + log_level(&it, form, &days[day], day));
    }
}

hc_status truth_form_fit(const truth_day *days, size_t seen, size_t n, bool told, size_t draws,
                         double *level, hc_error *err)
{
    sums *s = NULL;
    hc_rng rng;
    HC_TRY(hc_alloc(&s, 1, sizeof *s, err));
    add_days(s, days, seen);
    memset(level, 0, n * sizeof *level);
    truth_form form = truth_form_told();
    if (told) {
        add_levels(s, &form, days, n, 1.0, level);
    } else {
        form = (truth_form){.first_to = 0, .middle_from = 12, .middle_to = 12, .last_from = 32};
        hc_rng_seed(&rng, SEED);
        for (size_t draw = 0; draw < BURN_IN + draws; draw++) {
            for (size_t part = 4; part-- > 0;) {
                form = draw_part(s, &form, part, draw < BURN_IN / 2, &rng);
            }
            if (draw >= BURN_IN) { add_levels(s, &form, days, n, 1.0 / (double)draws, level); }
        }
    }
    hc_free(s);
    return HC_OK;
}
