/*
 * Calendar effects as an additive Gaussian process on log day totals: level, weekday, place in
 * the month, day class and name, a few days' memory. Every variance is learnt by marginal
 * likelihood, so that an effect which is not there shrinks to nothing. docs/math.md, Forecast,
 * "Calendar".
 */
#ifndef HC_FORECAST_MODELS_DAY_PROCESS_H
#define HC_FORECAST_MODELS_DAY_PROCESS_H

#include "forecast/models/level_steps.h"
#include "forecast/models/place_runs.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HC_PLACE_BUSINESS, HC_PLACE_DATE, HC_PLACE_KINDS };

/* Standard deviations (log scale) and lengths (days, places) of the process. */
typedef struct hc_process_sizes {
    double noise, level, weekday, memory, business, date, trend;
    double level_days, trend_days, memory_days, business_length, date_length;
} hc_process_sizes;

typedef struct hc_process_row {
    int32_t day;   /* index in the matrix */
    bool by_ratio; /* an older special day, known by its ratio to the days around it */
    hc_day_kind kind;
    hc_class_prior prior;
    double log_total;   /* log(total + 1); by_ratio: log of the ratio */
    double count_noise; /* 1 / (total + 1) */
    double weight;      /* robust, 1 ordinary */
    size_t steps_ahead; /* jumps of the level after it, that it was brought over */
    size_t in_a_row;    /* rows from it on, itself one of them, that are a day apart each */
    size_t to_alike;    /* rows to the next one of the same pattern; 0: there is none */
} hc_process_row;

typedef struct hc_process_tables hc_process_tables;

/*
 * What closed and short days lose comes back over the days after them, as the covariance says,
 * or on the next day and not at all later: what is known of all rows by both accounts, and what
 * the average of both adds to y so that K^-1 y is that of all other effects.
 */
typedef struct hc_deferral {
    double at_once;         /* weight of the second account, 0..1 */
    double *lasting_solved; /* [rows] K^-1 y by the first; NULL: there is no second, */
    double *at_once_solved; /* [rows] by the second, of days after lost ones, */
    double *shift;          /* [rows] added to y; both behind lasting_solved in its block */
    size_t count;           /* days after lost ones, */
    size_t *at;             /* [count] their rows; NULL: none, */
    double *whitened;       /* [count * stride] U'^-1 times their columns, */
    double *differs;        /* [count * stride] and D (I + B D)^-1 times that */
} hc_deferral;

/* Places in the month by the average of all accounts of them, the covariance's in parts. */
typedef struct hc_places_known {
    size_t count, first[HC_PLACE_KINDS],
        n[HC_PLACE_KINDS]; /* all; least index of a kind's; how many of it, dates last */
    double *whitened; /* [count * stride] U'^-1 times the columns of the places; NULL: by the
                         covariance alone */
    double *differs;  /* [count * count] variance that the average has more, by what is not told
                         of the places */
} hc_places_known;

typedef struct hc_day_process {
    size_t rows;
    hc_process_row *row; /* [rows], by_ratio rows first, then ascending by day */
    hc_process_sizes sizes;
    double plausible; /* 0..1: how well the days look as the process draws them, 0 when that
                         cannot be told, */
    double trust;     /* and how much that speaks for it, 0..1 */
    double *runs[HC_PLACE_KINDS]; /* [HC_PLACES * HC_PLACES] covariance of places in runs, of
                                     mean variance 1; NULL: effects change smoothly */
    double places_away[HC_PLACE_KINDS][HC_PLACES]; /* how far the average of all accounts of the
                                                      places, known of all rows, is from what
                                                      the covariance says of them, */
    double *places_solved; /* [rows] and what it adds to K^-1 y; NULL: nothing */
    hc_places_known places;
    hc_deferral deferral;
    size_t stride;
    double *factor;            /* [rows * stride] upper Cholesky factor of the covariance */
    hc_process_tables *tables; /* kernel values by distance */
} hc_day_process;

#define HC_DAY_PROCESS_INIT                                                                    \
    {                                                                                          \
        0                                                                                      \
    }

/* Log effects for days of any kind, as known at some origin. */
typedef struct hc_day_effects {
    double business[HC_PLACES], date[HC_PLACES]; /* centred over ordinary days */
    double month_mean; /* what the centring took out of them, which the level has */
    size_t rows;
    const hc_process_row *row;   /* borrowed from the process */
    double *solved;              /* [rows] K^-1 y */
    const hc_deferral *deferral; /* borrowed, of all rows; NULL: by the covariance alone */
    double middle;               /* median log total */
    double step[HC_LEVEL_STEPS_MAX + 1]; /* what the alignment missed, by jumps after the day */
} hc_day_effects;

/* Fits the process to the matrix's days; outside: log effect of each day that is taken out of
 * them, or NULL; waves: slow waves are part of the process, from nine months on. */
hc_status hc_day_process_fit(hc_day_process *process, const hc_day_matrix *matrix,
                             const hc_calendar *calendar, const hc_level_steps *steps,
                             const double *outside, bool waves, hc_error *err) HC_MUST_USE;

/* The same with the sizes that are believed beforehand: good enough to take the place in the
 * month out of the weeks that the season is told from. */
hc_status hc_day_process_sketch(hc_day_process *process, const hc_day_matrix *matrix,
                                const hc_calendar *calendar, const hc_level_steps *steps,
                                hc_error *err) HC_MUST_USE;

/*
 * Effects as known before day `before` (index): the factor of an earlier origin is the leading
 * block of the factor, so one Cholesky serves every back-test. work: 2 x process->rows doubles
 * of the caller's, in use as long as the effects are.
 */
void hc_day_effects_at(const hc_day_process *process, size_t before, double *work,
                       hc_day_effects *effects);

double hc_month_effect(const hc_day_effects *effects, const hc_day_kind *kind);
double hc_special_effect(const hc_day_effects *effects, const hc_day_kind *kind);

/* Expected log(total + 1) of a day (index) without month, special day and season: level, trend,
 * weekday and memory, with what the log scale loses. */
double hc_process_level(const hc_day_process *process, const hc_day_effects *effects,
                        size_t day, int32_t pattern);

/* What is not known of a day. */
typedef struct hc_day_doubts {
    double mean;    /* posterior variance of all that makes its log mean, of special days as of
                       others without what one such day is off by itself, and without the few
                       days' memory, which is noise that lasts */
    double whole;   /* the same with that memory; 0 where it is not asked for */
    double special; /* variance of a special day around its own effect: what earlier days of its
                       class and name leave open of both, and what one such day is off by
                       itself; 0 of ordinary days */
} hc_day_doubts;

#define HC_DOUBT_DAYS 7
#define HC_DOUBT_SIDES (3 * HC_DOUBT_DAYS + 1)

/* Of the days from `day` (index) on, kinds[count], at most HC_DOUBT_DAYS: fills doubts[count],
 * gives the posterior variance of the log level of the fourth. work: (3 x count + 1) x
 * process->stride doubles, of which the first are left as U'^-1 times what each row has in
 * common with that level. */
double hc_process_doubts(const hc_day_process *process, const hc_day_effects *effects,
                         const hc_day_kind *kinds, size_t count, size_t day, bool whole,
                         double *work, hc_day_doubts *doubts);

/* Posterior variance of the log of the total of days in a row from `day` on, kinds[count],
 * whose shares of it are share[count]: what is not known of them but their days' own noise;
 * work: effects->rows doubles, left as U'^-1 times what each row has in common with it. */
double hc_process_total_doubt(const hc_day_process *process, const hc_day_effects *effects,
                              const hc_day_kind *kinds, const double *share, size_t count,
                              size_t day, double *work);

/* Log trend and the process's own waves of the days 0 .. n-1, all known days among them, less
 * those of the last known; days older than the process looks back have the oldest's. */
void hc_process_trend(const hc_day_process *process, const hc_day_effects *effects, size_t n,
                      double *trend);

void hc_day_process_clear(hc_day_process *process);

#ifdef __cplusplus
}
#endif
#endif
