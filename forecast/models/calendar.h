/*
 * What is known of a day in advance: its kind (special days as given, days after a closure
 * found here), the weekday whose pattern it follows, and its place in the month.
 */
#ifndef HC_FORECAST_MODELS_CALENDAR_H
#define HC_FORECAST_MODELS_CALENDAR_H

#include "forecast/day_matrix.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hc_day_class {
    HC_CLASS_ORDINARY = 0,
    HC_CLASS_CLOSED,   /* no service: certain zero */
    HC_CLASS_HOLIDAY,  /* like the weekly rest day, where there is one */
    HC_CLASS_EVE,      /* closes early */
    HC_CLASS_HALF_DAY, /* reduced */
    HC_CLASS_EVENT,    /* campaign, launch: an uplift given or learnt by name */
    HC_CLASS_AFTER1,   /* first ordinary day after working days that were shut or short */
    HC_CLASS_AFTER2,   /* the second */
    HC_CLASS_COUNT
} hc_day_class;

/* What is believed of a class before any such day was seen, log scale. */
typedef struct hc_class_prior {
    double mean;     /* of the effect */
    double class_sd; /* of the effect common to the class */
    double name_sd;  /* of what days of one name have in common beyond that */
    double day_sd;   /* of one such day around both */
} hc_class_prior;

typedef struct hc_day_kind {
    uint8_t class_of; /* hc_day_class */
    int32_t pattern;  /* weekday whose pattern the day follows */
    int8_t business; /* 0, 1, 2.. from the month's first business day, -1, -2.. from its last */
    int8_t date;     /* day of the month less 16 */
    uint16_t name;   /* number of its name; 0 none */
    const char *label; /* name as given, of the closed day for days after; "" none. Borrowed */
    double log_uplift; /* given by the planner; HC_MISSING when to be learnt. Of the event, on
                          the days after it too */
    double tail_share; /* what is left of an earlier event's uplift; 0 none of its days */
    double log_about;  /* tail days: the event's log uplift, roughly measured */
    double deferred;   /* AFTER1, AFTER2: root of the working days of demand lost just before */
    double at_once;    /* AFTER1: root of what the day before lost of a working day */
    bool over_rest;    /* AFTER1: days of rest lie between what was lost and the day */
} hc_day_kind;

typedef struct hc_calendar {
    int64_t first_day;
    size_t days;                 /* history and horizon */
    hc_day_kind *kind;           /* [days] */
    int32_t rest_weekday;        /* the weekly rest day, or -1 */
    double lost[HC_CLASS_COUNT]; /* share of a working day's calls that such a day loses */
    bool quiet[HC_WEEKDAYS];     /* rest and closed weekdays */
} hc_calendar;

#define HC_CALENDAR_INIT                                                                       \
    {                                                                                          \
        0                                                                                      \
    }

/* Kinds of matrix->days and of `ahead` days after them. special may be NULL; labels borrow from
 * it. */
hc_status hc_calendar_make(hc_calendar *calendar, const hc_day_matrix *matrix,
                           const hc_special_days *special, size_t ahead,
                           hc_error *err) HC_MUST_USE;

/* Prior of a day's kind: of its class, days after lost ones in proportion to what was lost. */
hc_class_prior hc_calendar_prior(const hc_day_kind *kind);

/* The same of a day after lost ones where what a day loses comes back on the next or not at
 * all.
 */
hc_class_prior hc_calendar_prior_at_once(const hc_day_kind *kind);

/* One of the days that are told by what was lost before them. */
static inline bool hc_day_is_after(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_AFTER1 || kind->class_of == HC_CLASS_AFTER2;
}

/* log(total + 1) of a day less its median over the same ordinary weekday nearby; HC_MISSING
 * without any. */
double hc_day_log_ratio(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day);

/* One of the days after an event, with a part of its uplift. */
static inline bool hc_day_is_tail(const hc_day_kind *kind)
{
    return kind->tail_share > 0.0;
}

static inline bool hc_day_is_ordinary(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_ORDINARY;
}

void hc_calendar_clear(hc_calendar *calendar);

#ifdef __cplusplus
}
#endif
#endif
