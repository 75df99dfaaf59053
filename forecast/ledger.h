/*
 * The ledger: all that a history says of its contacts beside what a forecast needs. A row for
 * every row of the history that was kept, with the facts that the files have: sums of the
 * interval, never averages, so that any rows can be added up.
 */
#ifndef HC_FORECAST_LEDGER_H
#define HC_FORECAST_LEDGER_H

#include "forecast/base/calendar.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fact and what it is, each of one interval. */
#define HC_FACT_LIST(X)                                                                        \
    X(HC_FACT_OFFERED, "contacts offered")                                                     \
    X(HC_FACT_HANDLED, "contacts answered")                                                    \
    X(HC_FACT_ABANDONED, "callers who hung up waiting")                                        \
    X(HC_FACT_IN_TARGET, "contacts answered in time")                                          \
    X(HC_FACT_WAIT_S, "seconds that the answered waited")                                      \
    X(HC_FACT_HANDLE_S, "seconds of talk, hold and after-call work")                           \
    X(HC_FACT_TALK_S, "seconds of talk")                                                       \
    X(HC_FACT_HOLD_S, "seconds of hold")                                                       \
    X(HC_FACT_ACW_S, "seconds of after-call work")                                             \
    X(HC_FACT_STAFFED_S, "seconds that agents were logged in for contacts")                    \
    X(HC_FACT_PAID_S, "paid seconds of the agents")                                            \
    X(HC_FACT_GAP_S, "seconds between an agent's contact and the one before")                  \
    X(HC_FACT_GAPS, "such gaps")                                                               \
    X(HC_FACT_RESOLVED, "contacts resolved at the first try")                                  \
    X(HC_FACT_UNRESOLVABLE, "contacts that one try cannot resolve")                            \
    X(HC_FACT_REPEATS, "contacts about a matter that came before")                             \
    X(HC_FACT_TRANSFERRED, "answered contacts passed on to someone else")                      \
    X(HC_FACT_COST, "cost")                                                                    \
    X(HC_FACT_CSAT_SUM, "sum of the satisfaction scores")                                      \
    X(HC_FACT_CSAT_ANSWERS, "answers behind them")                                             \
    X(HC_FACT_CES_SUM, "sum of the effort scores")                                             \
    X(HC_FACT_CES_ANSWERS, "answers behind them")                                              \
    X(HC_FACT_PROMOTERS, "customers who would recommend")                                      \
    X(HC_FACT_PASSIVES, "customers who neither would nor would not")                           \
    X(HC_FACT_DETRACTORS, "customers who would not recommend")                                 \
    X(HC_FACT_CUSTOMERS, "customers at the start")                                             \
    X(HC_FACT_CUSTOMERS_LOST, "customers who left")                                            \
    X(HC_FACT_CUSTOMERS_AGAIN, "customers who bought again")                                   \
    X(HC_FACT_ORDERS, "orders")                                                                \
    X(HC_FACT_REVENUE, "revenue")                                                              \
    X(HC_FACT_REVENUE_LOST, "revenue lost with customers who left")

typedef enum hc_fact {
#define HC_FACT_ENUM(fact, text) fact,
    HC_FACT_LIST(HC_FACT_ENUM)
#undef HC_FACT_ENUM
        HC_FACTS
} hc_fact;

/* What the rows of one kind have in common; "" where the files have no such column. */
typedef struct hc_ledger_kind {
    char queue[HC_QUEUE_NAME_MAX];
    char channel[HC_QUEUE_NAME_MAX];
    char site[HC_QUEUE_NAME_MAX];
    char reason[HC_QUEUE_NAME_MAX];
} hc_ledger_kind;

typedef struct hc_ledger_row {
    uint32_t kind;
    int32_t minute; /* of the local day, start of the interval */
    int64_t day;
} hc_ledger_row;

/* Rows in the order of the files. A zeroed struct is empty. */
typedef struct hc_ledger {
    size_t kind_count;
    size_t kind_capacity;
    hc_ledger_kind *kinds;
    size_t fact_count; /* that some file has */
    hc_fact facts[HC_FACTS];
    size_t row_count;
    size_t row_capacity;
    hc_ledger_row *rows;
    size_t value_capacity;
    double *values; /* [row * fact_count + k], of facts[k]; HC_MISSING where not known */
    size_t unread; /* cells of the columns for measures that hold no number, taken as unknown */
    double csat_most; /* highest satisfaction and effort score met: their scales show in it */
    double ces_most;
} hc_ledger;

/* Whether any file has it. */
bool hc_ledger_has(const hc_ledger *ledger, hc_fact fact);

/* One fact of one row; HC_MISSING where it is not known. */
double hc_ledger_value(const hc_ledger *ledger, size_t row, hc_fact fact);

/* All facts of a row into value[HC_FACTS], the unknown HC_MISSING. */
void hc_ledger_read(const hc_ledger *ledger, size_t row, double *value);

/* A kind at the end, its number in *kind; a row at the end. HC_ERR_MEMORY: as before. */
hc_status hc_ledger_add_kind(hc_ledger *ledger, const hc_ledger_kind *added, size_t *kind,
                             hc_error *err) HC_MUST_USE;
hc_status hc_ledger_add_row(hc_ledger *ledger, const hc_ledger_row *added, const double *value,
                            hc_error *err) HC_MUST_USE;

/* Overwrites a row's facts; takes the rows of a kind out. */
void hc_ledger_write(hc_ledger *ledger, size_t row, const double *value);
void hc_ledger_drop_kind(hc_ledger *ledger, size_t kind);

void hc_ledger_clear(hc_ledger *ledger);

#ifdef __cplusplus
}
#endif
#endif
