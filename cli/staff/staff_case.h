/*
 * One staffing question of the command line, whichever model it needs: calls at a known rate,
 * a forecast that may be wrong, callers who come back, or chats held side by side.
 */
#ifndef HC_CLI_STAFF_STAFF_CASE_H
#define HC_CLI_STAFF_STAFF_CASE_H

#include "erlang/chat.h"
#include "erlang/general_patience.h"
#include "erlang/redial.h"
#include "erlang/staffing.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What --solve asks for; the order is that of the choices. */
typedef enum hc_staff_sought {
    HC_STAFF_SOUGHT_AGENTS = -1,
    HC_STAFF_SOUGHT_VOLUME = 0,
    HC_STAFF_SOUGHT_AHT
} hc_staff_sought;

/* What the command line adds to load and targets. */
typedef struct hc_staff_extra {
    double cv;        /* spread of the forecast's rate; HC_MISSING: known */
    double risk;      /* probability of meeting the targets; HC_MISSING: on average */
    double redial;    /* share of those who hung up or found lines busy; HC_MISSING: none */
    double reconnect; /* share of the answered; HC_MISSING: none */
    const char
        *chat; /* "300,400,540": seconds of a chat held alone, with another, ...; or NULL */
    const char *waits; /* file of single waits, whose hang-ups are the patience; or NULL */
    int32_t sought;    /* hc_staff_sought */
} hc_staff_extra;

typedef struct hc_staff_case {
    hc_model model;
    hc_load load;
    double interval_s;
    double target_s;
    hc_target targets[HC_TARGETS_MAX];
    size_t target_count;
    hc_staff_extra extra;
    hc_chat chat;            /* levels 0: calls */
    hc_patience_curve curve; /* bins 0: exponential patience, or none */
} hc_staff_case;

#define HC_STAFF_FINDINGS_MAX 3

/* A figure beside the metrics, by its name in files and for people. */
typedef struct hc_staff_finding {
    const char *name;
    const char *title;
    double value;
} hc_staff_finding;

typedef struct hc_staff_result {
    hc_metrics metrics; /* expected ones under a spread; of every attempt when callers return */
    hc_staff_finding findings[HC_STAFF_FINDINGS_MAX];
    size_t finding_count;
} hc_staff_result;

/* HC_ERR_USAGE for options that do not go together. agents below 0: none were named. */
hc_status hc_staff_extra_check(const hc_staff_extra *extra, int64_t agents,
                               hc_error *err) HC_MUST_USE;

/* "300,400,540" into levels and times. HC_ERR_USAGE. */
hc_status hc_staff_chat_read(const char *text, hc_chat *chat, hc_error *err) HC_MUST_USE;

/* Fewest agents. Errors of hc_staffing_solve() and of the model that is needed. */
hc_status hc_staff_case_solve(const hc_staff_case *asked, int64_t *agents,
                              hc_error *err) HC_MUST_USE;

/* What so many agents give; with --solve, the most that they hold and what they give then. */
hc_status hc_staff_case_metrics(const hc_staff_case *asked, int64_t agents,
                                hc_staff_result *result, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
