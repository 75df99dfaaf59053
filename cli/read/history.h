/*
 * A history as every verb takes it in: centre file, zone, files, special days, cleaning; with
 * the options for all of that, and what was understood said on stderr.
 */
#ifndef HC_CLI_READ_HISTORY_H
#define HC_CLI_READ_HISTORY_H

#include "cli/base/message.h"
#include "cli/base/option.h"
#include "cli/centre/centre.h"
#include "forecast/clean/clean.h"
#include "forecast/forecast.h"
#include "forecast/load/load_csv.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LATELY_DAYS 91 /* the newest of a history, that say how things are today */

/* Filled by HC_HISTORY_OPTIONS. */
typedef struct hc_history_settings {
    const char *centre;
    const char *special_days;
    const char *holidays; /* a country or an iCalendar file */
    const char *zone;
    const char *columns; /* "volume=Offered,aht=Avg handle" */
    const char *encoding;
    const char *table;   /* of a database */
    int32_t date_order;  /* hc_date_order */
    double year;         /* of dates without one; HC_MISSING: they have theirs */
    int32_t decimal;     /* place in auto, point, comma */
    int32_t delimiter;   /* place in auto, comma, semicolon, tab, bar */
    int32_t aht_unit;    /* hc_time_unit */
    int32_t label;       /* hc_label_side */
    int32_t on_conflict; /* hc_on_conflict */
    double interval_min; /* HC_MISSING: as the data have it */
    int64_t from_day;    /* HC_DAY_NONE: all */
    int64_t until_day;
    double rejects_most; /* share of the rows */
    bool ledger;         /* keep all that the history says, for measures: no option */
} hc_history_settings;

#define HC_HISTORY_SETTINGS_DEFAULT                                                            \
    {                                                                                          \
        .year = (double)NAN, .interval_min = (double)NAN, .from_day = HC_DAY_NONE,             \
        .until_day = HC_DAY_NONE, .rejects_most = 0.05                                         \
    }

/* Rows of a verb's option table; base is the offset of the hc_history_settings in its settings.
 */
#define HC_HISTORY_OPTIONS(base)                                                               \
    {"special-days",                                                                           \
     0,                                                                                        \
     true,                                                                                     \
     HC_OPTION_PATH,                                                                           \
     (base) + offsetof(hc_history_settings, special_days),                                     \
     "FILE",                                                                                   \
     0,                                                                                        \
     0,                                                                                        \
     "days you know of: date,name,kind (closed, holiday, eve, half_day, event, ordinary)"},    \
        {"holidays",                                                                           \
         0,                                                                                    \
         true,                                                                                 \
         HC_OPTION_PATH,                                                                       \
         (base) + offsetof(hc_history_settings, holidays),                                     \
         "kr|us|FILE.ics",                                                                     \
         0,                                                                                    \
         0,                                                                                    \
         "public holidays, on days that --special-days says nothing of"},                      \
        {"centre",                                                                             \
         0,                                                                                    \
         true,                                                                                 \
         HC_OPTION_PATH,                                                                       \
         (base) + offsetof(hc_history_settings, centre),                                       \
         "FILE",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "centre.json: targets, contracts, opening hours, prices"},                            \
        {"zone",                                                                               \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_TEXT,                                                                       \
         (base) + offsetof(hc_history_settings, zone),                                         \
         "ZONE",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "time zone of the history, such as Europe/Berlin (default: none)"},                   \
        {"columns",                                                                            \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_TEXT,                                                                       \
         (base) + offsetof(hc_history_settings, columns),                                      \
         "ROLE=NAME,...",                                                                      \
         0,                                                                                    \
         0,                                                                                    \
         "columns whose names are not known: volume=Line1,aht=Length; several for volume are " \
         "a "                                                                                  \
         "queue each"},                                                                        \
        {"interval",                                                                           \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_NUMBER,                                                                     \
         (base) + offsetof(hc_history_settings, interval_min),                                 \
         "MINUTES",                                                                            \
         1,                                                                                    \
         1440,                                                                                 \
         "coarser intervals than the history's"},                                              \
        {"date-order",                                                                         \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, date_order),                                   \
         "auto|ymd|dmy|mdy",                                                                   \
         0,                                                                                    \
         0,                                                                                    \
         "order of day, month and year (default: by evidence)"},                               \
        {"year",                                                                               \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_NUMBER,                                                                     \
         (base) + offsetof(hc_history_settings, year),                                         \
         "YEAR",                                                                               \
         1900,                                                                                 \
         2200,                                                                                 \
         "(first) year of dates that have none, such as 02.03. or Mar 2"},                     \
        {"decimal",                                                                            \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, decimal),                                      \
         "auto|point|comma",                                                                   \
         0,                                                                                    \
         0,                                                                                    \
         "decimal mark of numbers (default: by evidence)"},                                    \
        {"delimiter",                                                                          \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, delimiter),                                    \
         "auto|comma|semicolon|tab|bar",                                                       \
         0,                                                                                    \
         0,                                                                                    \
         "what stands between cells (default: by evidence)"},                                  \
        {"aht-unit",                                                                           \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, aht_unit),                                     \
         "auto|seconds|minutes|ms|m:ss|h:mm",                                                  \
         0,                                                                                    \
         0,                                                                                    \
         "unit of handle times whose column does not name it"},                                \
        {"label",                                                                              \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, label),                                        \
         "auto|start|end",                                                                     \
         0,                                                                                    \
         0,                                                                                    \
         "which side of its interval a time names"},                                           \
        {"encoding",                                                                           \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_TEXT,                                                                       \
         (base) + offsetof(hc_history_settings, encoding),                                     \
         "NAME",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "of files that are not UTF-8, such as CP949"},                                        \
        {"table",                                                                              \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_TEXT,                                                                       \
         (base) + offsetof(hc_history_settings, table),                                        \
         "NAME",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "table of an SQLite history, sheet of a workbook (default: the only one that fits)"}, \
        {"on-conflict",                                                                        \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_history_settings, on_conflict),                                  \
         "auto|first|last|sum|error",                                                          \
         0,                                                                                    \
         0,                                                                                    \
         "same queue and interval twice (auto: a later file wins, else an error)"},            \
        {"from",                                                                               \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_DATE,                                                                       \
         (base) + offsetof(hc_history_settings, from_day),                                     \
         "DATE",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "leave out earlier days of the history"},                                             \
        {"until",                                                                              \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_DATE,                                                                       \
         (base) + offsetof(hc_history_settings, until_day),                                    \
         "DATE",                                                                               \
         0,                                                                                    \
         0,                                                                                    \
         "leave out this day and later ones"},                                                 \
    {                                                                                          \
        "max-rejects", 0, false, HC_OPTION_FRACTION,                                           \
            (base) + offsetof(hc_history_settings, rejects_most), "SHARE", 0, 1,               \
            "share of bad rows that is put up with (default 5%)"                               \
    }

/* A zeroed struct is empty. */
typedef struct hc_history {
    hc_centre centre; /* the default when there is no centre file */
    hc_zone zone;
    const char *special_days_file; /* NULL: none; borrowed */
    const char *holidays;          /* country or iCalendar file; NULL: none; borrowed */
    size_t holidays_added;         /* days that it put into `special` */
    hc_series series;              /* cleaned */
    hc_ledger ledger;              /* of the rows as they came; empty unless asked for */
    hc_special_days special;
    hc_load_report load;
    hc_clean_report clean;
} hc_history;

/*
 * Fills history->ledger of a history that was opened, by reading its files once more, when any
 * has a column that tells whether contacts were settled: passed on, come again, or solved at
 * the first try. Standard input cannot be read twice. Says nothing; files that have gone leave
 * it empty. HC_ERR_MEMORY.
 */
hc_status hc_history_read_outcomes(const hc_history_settings *settings,
                                   const char *const *files, size_t file_count,
                                   hc_history *history, hc_error *err) HC_MUST_USE;

/*
 * Reads centre, files and special days, cleans, and says rejects and notes. On error what was
 * understood so far is kept in the report for `check`; clear in any case.
 */
hc_status hc_history_open(const hc_history_settings *settings, const char *const *files,
                          size_t file_count, const hc_screen *screen, hc_history *history,
                          hc_error *err) HC_MUST_USE;

/* HC_ERR_EMPTY, with both numbers of days, where nothing can be forecast from so little. */
hc_status hc_history_check_length(const hc_history *history, hc_error *err) HC_MUST_USE;

/* hc_forecast_run from the cleaned history, with progress on a terminal. */
hc_status hc_history_forecast(const hc_history *history, const hc_forecast_options *options,
                              const hc_screen *screen, hc_series *out,
                              hc_forecast_report *report, hc_error *err) HC_MUST_USE;

/* The file of overrides: the option's, else the centre file's, else NULL. */
const char *hc_history_overrides(const hc_history *history, const char *option);

/* Day after the history's last. */
int64_t hc_history_end(const hc_history *history);

/* Whether the queue has any handle time. */
bool hc_queue_has_aht(const hc_series *series, size_t queue);

void hc_history_clear(hc_history *history);

#ifdef __cplusplus
}
#endif
#endif
