/*
 * Which column is what: roles found by name with synonyms (column_names.h), or named by the
 * user. Case, blanks, '_', '-' and what stands in brackets do not matter.
 */
#ifndef HC_FORECAST_LOAD_COLUMNS_H
#define HC_FORECAST_LOAD_COLUMNS_H

#include "forecast/load/csv_table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Role, the name a user may map ("volume=COLUMN"), and what it is. */
#define HC_ROLE_LIST(X)                                                                        \
    X(HC_ROLE_TIMESTAMP, "timestamp", "start of the interval, date and time")                  \
    X(HC_ROLE_DATE, "date", "date")                                                            \
    X(HC_ROLE_TIME, "time", "time of day, start of the interval")                              \
    X(HC_ROLE_END, "end", "end of the interval")                                               \
    X(HC_ROLE_CALL, "call", "number of a single call")                                         \
    X(HC_ROLE_DIRECTION, "direction", "inbound or outbound")                                   \
    X(HC_ROLE_ANSWERED_AT, "answered_at", "when a call was answered")                          \
    X(HC_ROLE_AGENT, "agent", "who answered a call")                                           \
    X(HC_ROLE_QUEUE, "queue", "queue, skill or split")                                         \
    X(HC_ROLE_CHANNEL, "channel", "channel or media type")                                     \
    X(HC_ROLE_SITE, "site", "site")                                                            \
    X(HC_ROLE_REASON, "reason", "reason of the contacts")                                      \
    X(HC_ROLE_COMPLETE, "complete", "whether the interval was over")                           \
    X(HC_ROLE_VOLUME, "volume", "contacts offered")                                            \
    X(HC_ROLE_HANDLED, "handled", "contacts answered")                                         \
    X(HC_ROLE_ABANDONED, "abandoned", "callers who hung up waiting")                           \
    X(HC_ROLE_IN_TARGET, "in_target", "contacts answered in time")                             \
    X(HC_ROLE_SERVICE_LEVEL, "service_level", "share of the offered answered in time")         \
    X(HC_ROLE_RESOLVED, "resolved", "contacts resolved at the first try")                      \
    X(HC_ROLE_FCR, "fcr", "share of the answered resolved at the first try")                   \
    X(HC_ROLE_UNRESOLVABLE, "unresolvable", "contacts that one try cannot resolve")            \
    X(HC_ROLE_REPEATS, "repeats", "contacts about a matter that came before")                  \
    X(HC_ROLE_TRANSFER_RATE, "transfer_rate", "share of the answered passed on")               \
    X(HC_ROLE_TRANSFERRED, "transferred", "answered contacts passed on to someone else")       \
    X(HC_ROLE_COST, "cost", "cost of the interval")                                            \
    X(HC_ROLE_CSAT, "csat", "mean satisfaction score")                                         \
    X(HC_ROLE_CSAT_ANSWERS, "csat_answers", "answers behind the satisfaction score")           \
    X(HC_ROLE_CES, "ces", "mean effort score")                                                 \
    X(HC_ROLE_CES_ANSWERS, "ces_answers", "answers behind the effort score")                   \
    X(HC_ROLE_PROMOTERS, "promoters", "customers who would recommend")                         \
    X(HC_ROLE_PASSIVES, "passives", "customers who neither would nor would not")               \
    X(HC_ROLE_DETRACTORS, "detractors", "customers who would not recommend")                   \
    X(HC_ROLE_CUSTOMERS, "customers", "customers at the start")                                \
    X(HC_ROLE_CUSTOMERS_LOST, "customers_lost", "customers who left")                          \
    X(HC_ROLE_CUSTOMERS_AGAIN, "repeat_customers", "customers who bought again")               \
    X(HC_ROLE_ORDERS, "orders", "orders of the interval")                                      \
    X(HC_ROLE_REVENUE, "revenue", "revenue of the interval")                                   \
    X(HC_ROLE_REVENUE_LOST, "revenue_lost", "revenue lost with customers who left")            \
    X(HC_ROLE_AHT, "aht", "average handle time")                                               \
    X(HC_ROLE_TOTAL_HANDLE, "total_handle", "total handle time")                               \
    X(HC_ROLE_TALK, "talk", "talk time")                                                       \
    X(HC_ROLE_HOLD, "hold", "hold time")                                                       \
    X(HC_ROLE_ACW, "acw", "after-call work")                                                   \
    X(HC_ROLE_WAIT, "wait", "wait of the answered")                                            \
    X(HC_ROLE_ABANDON_WAIT, "abandon_wait", "wait of those who hung up")                       \
    X(HC_ROLE_STAFFED, "staffed", "time agents were logged in for contacts")                   \
    X(HC_ROLE_PAID, "paid", "paid time of the agents")

typedef enum hc_role {
#define HC_ROLE_ENUM(role, name, text) role,
    HC_ROLE_LIST(HC_ROLE_ENUM)
#undef HC_ROLE_ENUM
        HC_ROLES
} hc_role;

const char *hc_role_name(hc_role role); /* "volume" */
const char *hc_role_text(hc_role role); /* "contacts offered" */

/* How often a time in a column stands for one contact or for the whole interval, by its name.
 */
typedef enum hc_time_sense {
    HC_TIME_BY_EVIDENCE = 0, /* "Talk Time": the numbers decide */
    HC_TIME_AVERAGE,         /* "Avg Talk" */
    HC_TIME_TOTAL            /* "Total Talk Time", "acdtime" */
} hc_time_sense;

/* Unit that a column's name says ("AHT (min)"). */
typedef enum hc_time_unit {
    HC_UNIT_BY_EVIDENCE = 0,
    HC_UNIT_SECONDS,
    HC_UNIT_MINUTES,
    HC_UNIT_MILLISECONDS,
    HC_UNIT_CLOCK,         /* m:ss or h:mm:ss */
    HC_UNIT_CLOCK_MINUTES, /* h:mm */
    HC_UNIT_HOURS,
    HC_UNIT_DAYS /* a spreadsheet's own: parts of a day */
} hc_time_unit;

typedef struct hc_column_map {
    size_t column[HC_ROLES]; /* HC_CSV_NO_COLUMN where the file has none */
    hc_time_sense sense[HC_ROLES];
    hc_time_unit unit[HC_ROLES];
    bool is_calls;       /* a row is one call: it has a number of its own and no counts */
    bool times_are_ends; /* only the interval's end is there; it is mapped as the timestamp */
} hc_column_map;

/* Between the names of several columns that the user gave one role: a queue each. */
#define HC_COLUMN_NAMES_MARK '\x1F'

/*
 * Maps the kept header of a table. A file that has no contacts offered or handled but a number
 * for each call is a list of single calls. forced: NULL or HC_ROLES names, NULL or "" where the
 * user named none. Needed are timestamp or date + time, and volume or handled + abandoned
 * (handled alone when that is all there is).
 *
 * Errors  HC_ERR_FORMAT  a needed column is missing (the hint lists the names looked for and
 *                        the columns found) or a forced name is not in the file.
 */
hc_status hc_columns_map(const hc_csv_table *table, const char *const *forced,
                         hc_column_map *map, hc_error *err) HC_MUST_USE;

/* Whether some of these names are a time and a count of contacts, or a time and the number of a
 * single call: the columns of a history. */
bool hc_columns_are_history(const char *const *names, size_t count);

/* The first of these names that the role is known by; HC_CSV_NO_COLUMN: none. */
size_t hc_columns_find(hc_role role, const char *const *names, size_t count);

/* Whether a column says which interval and queue a row is about: by its name, or as the user's
 * forced[HC_ROLES]. */
bool hc_columns_is_key(const char *name, const char *const *forced);

/* Of an average or total time; of a share, "83.2%" or 0.832. */
bool hc_role_is_time(hc_role role);
bool hc_role_is_share(hc_role role);

/* Read for measures alone, never for a forecast. */
bool hc_role_is_measure(hc_role role);

/* The synonyms of a role as they are shown, "offered, volume, calls, ...". */
const char *hc_role_synonyms(hc_role role);

#ifdef __cplusplus
}
#endif
#endif
