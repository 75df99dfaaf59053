/* What a column may be, and whether a name says that it is that. */
#ifndef HC_FORECAST_LOAD_TEXT_ROLES_H
#define HC_FORECAST_LOAD_TEXT_ROLES_H

#include "forecast/load/text/csv_text.h"
#include "forecast/load/text/quantity.h"

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
    X(HC_ROLE_OUTCOME, "outcome", "how a call ended")                                          \
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

/* Whether some of these names are a time and a count of contacts, or a time and the number of a
 * single call: the columns of a history. */
bool hc_roles_are_history(const char *const *names, size_t count);

/* The first of these names that the role is known by; HC_CSV_NO_COLUMN: none. */
size_t hc_role_find(hc_role role, const char *const *names, size_t count);

/* Whether a column says which interval and queue a row is about: by its name, or as the user's
 * forced[HC_ROLES]. */
bool hc_role_is_key(const char *name, const char *const *forced);

/* Of an average or total time; of a share, "83.2%" or 0.832. */
bool hc_role_is_time(hc_role role);
bool hc_role_is_share(hc_role role);

/* Read for measures alone, never for a forecast. */
bool hc_role_is_measure(hc_role role);

/* The synonyms of a role as they are shown, "offered, volume, calls, ...". */
const char *hc_role_synonyms(hc_role role);

/* Whether a column's name is this one, as it stands or without a bracket, a unit or the word
 * for a sum; *unit is the one that it says. "Calls (answered)" is not named "calls". */
bool hc_role_is_named(const char *column, const char *name, size_t length, hc_role role,
                      hc_time_unit *unit);

#define HC_BARE_NAME_MAX 128 /* bytes of a name without its bracket or sum */

/* "Offered" of "Sum of Offered" and "SUM(Offered)", as pivot tables and queries name columns,
 * of "Facts[Offered]" and "[SumOffered]", as Power BI does; false: it is no such name, or
 * longer than `size` holds. */
bool hc_name_made_bare(const char *column, char *bare, size_t size);

/* The unit that a column's name says: "AHT (min)", "talk_sec". */
hc_time_unit hc_unit_of_name(const char *name);

#ifdef __cplusplus
}
#endif
#endif
