/* The three public sets and the origins that they are judged by. */
#ifndef HC_TESTS_PUBLIC_DATA_H
#define HC_TESTS_PUBLIC_DATA_H

#include <stdio.h>
#include <string.h>

#include "forecast/clean/clean.h"
#include "forecast/load/load_csv.h"
#include "forecast/load/load_days.h"
#include "forecast/measure/backtest.h"

#define PUBLIC_SETS 3
#define PUBLIC_ORIGINS_MAX 13
#define PUBLIC_PATH_MAX 1024

typedef struct public_set {
    const char *calls, *days;   /* files */
    const char *first_origin;   /* ISO date */
    size_t origins, apart_days; /* how many, how far apart */
    double planner_wape;        /* best planner's average, one week ahead, by interval */
} public_set;

static const public_set public_sets[PUBLIC_SETS] = {
    {"bankcalls_5min.csv", "bankcalls_days.csv", "2003-08-04", 12, 7, 0.0862},
    {"anonbank_30min.csv", "anonbank_days.csv", "1999-05-09", 12, 7, 0.2628},
    {"uihc_ed_60min.csv", "uihc_ed_days.csv", "2017-04-03", 13, 28, 0.3177},
};

/* History as the program reads it: loaded and cleaned. */
static inline hc_status public_load(const char *folder, const public_set *set,
                                    hc_series *history, hc_special_days *special, hc_error *err)
{
    char calls[PUBLIC_PATH_MAX], days[PUBLIC_PATH_MAX];
    (void)snprintf(calls, sizeof calls, "%s/%s", folder, set->calls);
    (void)snprintf(days, sizeof days, "%s/%s", folder, set->days);
    const char *path = calls;
    const hc_load_options load = hc_load_options_default();
    const hc_clean_options options = hc_clean_options_default();
    hc_load_report read = HC_LOAD_REPORT_INIT;
    hc_clean_report cleaned = HC_CLEAN_REPORT_INIT;
    hc_status st = hc_history_load(&load, &path, 1, history, &read, err);
    if (st == HC_OK) { st = hc_special_days_load(days, special, err); }
    if (st == HC_OK) { st = hc_clean(history, special, &options, &cleaned, err); }
    hc_load_report_clear(&read);
    hc_clean_report_clear(&cleaned);
    return st;
}

/* Origins of a set; returns how many. */
static inline size_t public_origins(const public_set *set, int64_t origins[PUBLIC_ORIGINS_MAX])
{
    int64_t first = 0;
    if (!hc_parse_date(set->first_origin, strlen(set->first_origin), &first)) { return 0; }
    for (size_t i = 0; i < set->origins; i++) {
        origins[i] = first + (int64_t)(i * set->apart_days);
    }
    return set->origins;
}

#endif
