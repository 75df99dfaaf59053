/*
 * A seasonal peak: what an event calendar adds to a plan's ordinary week, what own people leave
 * open, who could help and at what cost, and what happens if nobody does.
 */
#ifndef HC_CLI_WHATIF_PEAK_H
#define HC_CLI_WHATIF_PEAK_H

#include "cli/base/message.h"
#include "cli/base/option.h"
#include "cli/centre/centre.h"
#include "cli/plan/plan_inputs.h"
#include "forecast/special_days.h"
#include "scheduler/peak_mix.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the command line says of a peak. */
typedef struct hc_peak_options {
    const char *events;      /* calendar: date,name,kind,uplift; NULL: no peak is asked for */
    hc_option_texts history; /* files from which uplifts are measured */
    int64_t decide_day;      /* help is ordered on this day; HC_DAY_NONE: early enough */
} hc_peak_options;

#define HC_PEAK_OPTIONS_DEFAULT                                                                \
    {                                                                                          \
        .decide_day = HC_DAY_NONE                                                              \
    }

/* Rows of a verb's option table; base is the offset of the hc_peak_options in its settings. */
#define HC_PEAK_OPTION_LIST(base)                                                              \
    {"peak",                                                                                   \
     0,                                                                                        \
     true,                                                                                     \
     HC_OPTION_PATH,                                                                           \
     (base) + offsetof(hc_peak_options, events),                                               \
     "FILE",                                                                                   \
     0,                                                                                        \
     0,                                                                                        \
     "events ahead (date,name,kind,uplift): who is missing, the cheapest help, or none"},      \
        {"history",                                                                            \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_TEXTS,                                                                      \
         (base) + offsetof(hc_peak_options, history),                                          \
         "FILE",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "history for what the events or centre file leave open: uplifts, after-call work, "   \
         "reasons"},                                                                           \
    {                                                                                          \
        "decide", 0, false, HC_OPTION_DATE, (base) + offsetof(hc_peak_options, decide_day),    \
            "DATE", 0, 0, "day on which help for the peak is ordered (default: early enough)"  \
    }

/* Contacts and what becomes of them. */
typedef struct hc_peak_service {
    double calls;
    double in_time;
    double lost; /* hung up */
} hc_peak_service;

/* One day from the first event to the last. Hours are person-hours. */
typedef struct hc_peak_day {
    int64_t day;
    const char *event; /* "": an ordinary day between events */
    bool measured;     /* the uplift is learnt, not given */
    double ordinary_calls;
    double calls;
    int32_t people_most;  /* that an interval needs */
    double missing_most;  /* beside own people */
    double missing_hours; /* at the usual target */
    hc_peak_service nothing;
} hc_peak_day;

/* A zeroed struct is empty. Everything about service is of the event days alone. */
typedef struct hc_peak {
    const hc_plan_inputs *plan; /* borrowed, like the centre */
    const hc_centre *centre;
    hc_special_days events; /* the calendar, past days too */
    hc_series ordinary;     /* the days without events */
    hc_series forecast;     /* and with them */
    double *factor;         /* [queue * days] of the events */
    double *spare;          /* [slots] people of the roster who are not there then */
    double *own_people;     /* [slots] on the plan's roster */
    double *own_agents;     /* [slots] of them on the phones */
    double *extra;          /* [level * slots] */
    size_t *week;           /* [days] */
    hc_peak_day *days;
    size_t levels;
    double level[HC_PEAK_LEVELS_MAX]; /* service level, the usual one first */
    hc_peak_service at_level[HC_PEAK_LEVELS_MAX];
    double level_cost[HC_PEAK_LEVELS_MAX];
    hc_peak_service usual;   /* the same days without events, own people */
    hc_peak_service nothing; /* with events, own people */
    double nothing_cost;     /* HC_MISSING when nobody priced a lost or late contact */
    double wage_an_hour;     /* HC_MISSING: not known */
    double overtime_premium; /* share of it on top, as the contracts pay it */
    double occupancy;        /* of the agents that the usual target asks for */
    double aht_s;            /* of the event days */
    hc_peak_sources sources; /* without a vendor */
    hc_peak_mix mixes[HC_PEAK_LEVELS_MAX];
    const hc_vendor_terms *vendors[HC_PEAK_LEVELS_MAX]; /* whose hours a mix has; NULL: none */
    size_t best;
    int64_t decide_day;
} hc_peak;

/*
 * An ordinary day of the peak is the plan's day of the same weekday, freed of what is special
 * about it; an event lifts it by the calendar's uplift, else by what the plan knows of an event
 * of that name, else by what is measured in the history. Own people are the plan's roster of
 * the same weekday. Errors of the calendar and the history with their places; HC_ERR_EMPTY when
 * no event is ahead; HC_ERR_USAGE when an uplift is neither given nor to be measured; those of
 * hc_requirement_build() and hc_peak_mix_find(). *peak is to be cleared in any case.
 */
hc_status hc_peak_make(const hc_peak_options *options, const char *centre_path,
                       const hc_plan_inputs *plan, const hc_centre *centre,
                       const hc_screen *screen, hc_peak *peak, hc_error *err) HC_MUST_USE;

/* Tables and sentences for people, else rows of subject, item, figure and value. */
hc_status hc_peak_print(const hc_peak *peak, const hc_screen *screen,
                        hc_error *err) HC_MUST_USE;

/* Prices and limits of help with this vendor in it. */
hc_peak_sources hc_peak_with_vendor(const hc_peak *peak, const hc_vendor_terms *vendor);

void hc_peak_clear(hc_peak *peak);

#ifdef __cplusplus
}
#endif
#endif
