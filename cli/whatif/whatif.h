/*
 * The answer to a what-if: what the changed week needs, what it costs, and what the plan's own
 * roster would give in it. The unchanged scenario gives the plan's figures.
 */
#ifndef HC_CLI_WHATIF_WHATIF_H
#define HC_CLI_WHATIF_WHATIF_H

#include "cli/whatif/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In the order of tables. The first block is of the need, the second of the plan's roster. */
typedef enum hc_whatif_figure {
    HC_WHATIF_CONTACTS = 0,
    HC_WHATIF_AHT_S,
    HC_WHATIF_WORK_HOURS,
    HC_WHATIF_AGENTS_PEAK,
    HC_WHATIF_AGENT_HOURS,
    HC_WHATIF_PERSON_HOURS,
    HC_WHATIF_PEOPLE,
    HC_WHATIF_SERVICE_LEVEL_EXPECTED, /* over the forecast's spread; no band: it is one */
    HC_WHATIF_SERVICE_LEVEL,
    HC_WHATIF_ABANDON_RATE,
    HC_WHATIF_ASA_S,
    HC_WHATIF_OCCUPANCY,
    HC_WHATIF_VENDOR_CONTACTS,
    HC_WHATIF_VENDOR_COST,
    HC_WHATIF_COST,
    HC_WHATIF_COST_A_CONTACT,
    HC_WHATIF_LOST_COST, /* of who hangs up, where the centre file prices it; in no other cost
                          */
    HC_WHATIF_ROSTER_PEOPLE,
    HC_WHATIF_ROSTER_SERVICE_LEVEL_EXPECTED,
    HC_WHATIF_ROSTER_SERVICE_LEVEL,
    HC_WHATIF_ROSTER_ABANDON_RATE,
    HC_WHATIF_ROSTER_ASA_S,
    HC_WHATIF_ROSTER_OCCUPANCY,
    HC_WHATIF_ROSTER_COST,
    HC_WHATIF_ROSTER_COST_A_CONTACT,
    HC_WHATIF_ROSTER_LOST_COST,
    HC_WHATIF_FIGURES
} hc_whatif_figure;

typedef struct hc_whatif_figure_text {
    const char *name;  /* in files: "agents_peak" */
    const char *title; /* for people */
    int32_t decimals;
    bool is_share; /* shown in percent */
} hc_whatif_figure_text;

extern const hc_whatif_figure_text hc_whatif_figures[HC_WHATIF_FIGURES];

/* The figure of a name; false when there is none. */
bool hc_whatif_figure_find(const char *name, hc_whatif_figure *figure);

/* A figure at the expected rate of contacts and at those that are passed in nine and in one of
 * ten such weeks. */
typedef struct hc_band {
    double expected;
    double low;  /* few contacts; HC_MISSING unless asked */
    double high; /* many contacts */
} hc_band;

typedef struct hc_whatif_answer {
    hc_band figure[HC_WHATIF_FIGURES]; /* HC_MISSING where nothing is known */
    double asked_level; /* service level that is promised; HC_MISSING when another metric is */
} hc_whatif_answer;

/* What all scenarios of a plan share. A zeroed struct is empty. */
typedef struct hc_whatif {
    const hc_plan_inputs *plan; /* borrowed, like the centre */
    const hc_centre *centre;
    hc_roster_price price;
    double *rate_low; /* [queue * slots] factor on the expected contacts */
    double *rate_high;
    double roster_people;
    double roster_hours;  /* person-hours on the floor */
    double covered_hours; /* of these, the part that the plan's own need has use for */
} hc_whatif;

/* HC_ERR_MEMORY and errors of hc_requirement_build(). On error *whatif is empty. */
hc_status hc_whatif_begin(const hc_plan_inputs *plan, const hc_centre *centre,
                          hc_whatif *whatif, hc_error *err) HC_MUST_USE;

/* How much is asked of a scenario: each takes its time, and holds what stands before it. */
typedef enum hc_whatif_depth {
    HC_WHATIF_MEAN = 0, /* the week as forecast */
    HC_WHATIF_SPREAD,   /* and what service is left over the forecast's spread */
    HC_WHATIF_BANDS     /* and the weeks of few and of many contacts */
} hc_whatif_depth;

/*
 * Answers one scenario. agents may be NULL, else [slots]: agents on the phones that each
 * interval needs. Errors of hc_scenario_apply() and of hc_requirement_build().
 */
hc_status hc_whatif_ask(const hc_whatif *whatif, const hc_scenario *scenario,
                        hc_whatif_depth depth, hc_whatif_answer *answer, int32_t *agents,
                        hc_error *err) HC_MUST_USE;

/* The terms of an answer's formulas, for who explains it. */
typedef struct hc_whatif_terms {
    double shrinkage;
    double own_contacts; /* without the vendor's */
    double wages; /* of the plan's roster under the scenario's wage, with overtime and premiums;
                     HC_MISSING: no price */
    double other_cost;
    double people_factor; /* people on the roster over the plan's */
    double own_cost;      /* of the need, without the vendor's */
} hc_whatif_terms;

/* Those of an answer that hc_whatif_ask() gave to the scenario; its errors. */
hc_status hc_whatif_terms_of(const hc_whatif *whatif, const hc_scenario *scenario,
                             const hc_whatif_answer *answer, hc_whatif_terms *terms,
                             hc_error *err) HC_MUST_USE;

void hc_whatif_end(hc_whatif *whatif);

#ifdef __cplusplus
}
#endif
#endif
