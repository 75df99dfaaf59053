/*
 * A what-if: changes to what a plan was made from. Pure: a plan's inputs and a scenario give
 * changed inputs, which the staffing engine answers as it answers the plan's own.
 */
#ifndef HC_CLI_WHATIF_SCENARIO_H
#define HC_CLI_WHATIF_SCENARIO_H

#include "cli/base/option.h"
#include "cli/centre/centre.h"
#include "cli/plan/plan_inputs.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCENARIO_NAME_MAX 128
#define HC_SCENARIO_TEXT_MAX 96
#define HC_SCENARIO_PARTS_MAX 16
#define HC_SCENARIO_DEFLECTIONS_MAX 8

/* What can be changed, and where: one list for options, scenario files and sweeps. */
typedef enum hc_scenario_key {
    HC_SCENARIO_VOLUME = 0,
    HC_SCENARIO_AHT,
    HC_SCENARIO_ACW,
    HC_SCENARIO_DEFLECT,
    HC_SCENARIO_REPEAT_SHARE,
    HC_SCENARIO_PATIENCE,
    HC_SCENARIO_TARGET,
    HC_SCENARIO_SHRINKAGE,
    HC_SCENARIO_VENDOR_SHARE,
    HC_SCENARIO_WAGE,
    HC_SCENARIO_AGENTS,
    HC_SCENARIO_QUEUE, /* where: one queue */
    HC_SCENARIO_DATES, /* where: some days */
    HC_SCENARIO_KEYS
} hc_scenario_key;

/* "240" sets, "+20" and "-20" add, "+30%" and "-10%" scale. */
typedef enum hc_amount_kind {
    HC_AMOUNT_NONE = 0,
    HC_AMOUNT_SET,
    HC_AMOUNT_ADD,
    HC_AMOUNT_SCALE
} hc_amount_kind;

typedef struct hc_amount {
    hc_amount_kind kind;
    double value; /* SCALE: the factor */
} hc_amount;

typedef struct hc_deflection {
    char reason[HC_REASON_NAME_MAX];
    double share; /* 0..1 of the contacts with that reason */
} hc_deflection;

/* Changes to one queue or all, on some days or all. HC_MISSING and NONE: as it is. */
typedef struct hc_scenario_part {
    char text[HC_SCENARIO_KEYS][HC_SCENARIO_TEXT_MAX]; /* as typed; "": not given */
    int64_t first_day, last_day;                       /* HC_DAY_NONE: the whole week */
    hc_amount volume, aht, acw, patience, wage, agents;
    size_t deflection_count;
    hc_deflection deflections[HC_SCENARIO_DEFLECTIONS_MAX];
    double repeat_share, shrinkage, vendor_share;
    hc_target_option target;
} hc_scenario_part;

/* Parts are applied one after another; a zeroed struct changes nothing. */
typedef struct hc_scenario {
    char name[HC_SCENARIO_NAME_MAX];
    size_t part_count;
    hc_scenario_part *parts;
} hc_scenario;

/* What the staffing engine is asked. A zeroed struct is empty; staff points into it. */
typedef struct hc_scenario_inputs {
    hc_series forecast; /* of the centre itself, without what a vendor takes */
    hc_queue_rules *queue_rules;
    double *paths; /* possible weeks, where the rules need them; else NULL */
    hc_staff_rules staff;
    double shrinkage;
    double vendor_calls; /* of the week, beside those of the forecast */
    double vendor_hours; /* the handle time in them */
    hc_amount agents;    /* of the plan's roster */
    hc_amount wage;
} hc_scenario_inputs;

/* "volume", "aht", ... "repeat-share": in options, columns and keys. */
const char *hc_scenario_key_name(hc_scenario_key key);

/* The key of a name; '_' and '-' are the same. False when there is none. */
bool hc_scenario_key_find(const char *name, size_t length, hc_scenario_key *key);

hc_scenario_part hc_scenario_part_unchanged(void);

/* Takes one change over as it was typed. HC_ERR_USAGE says what the key needs. */
hc_status hc_scenario_set(hc_scenario_part *part, hc_scenario_key key, const char *text,
                          hc_error *err) HC_MUST_USE;

/* What an option table fills: the changes as typed, NULL where there is none. */
typedef struct hc_scenario_options {
    const char *text[HC_SCENARIO_KEYS];
} hc_scenario_options;

#define HC_SCENARIO_OPTION(base, key, name, common, value, help)                               \
    {                                                                                          \
        name, 0, common, HC_OPTION_TEXT,                                                       \
            (base) + offsetof(hc_scenario_options, text) + (key) * sizeof(const char *),       \
            value, 0, 0, help                                                                  \
    }

/* The options of one scenario, for the verbs that take one; the queue that it is about has a
 * name of its own in each. */
#define HC_SCENARIO_OPTION_LIST(base)                                                          \
    HC_SCENARIO_OPTION(base, HC_SCENARIO_VOLUME, "volume", true, "CHANGE",                     \
                       "more or fewer contacts: +30%, -10%, or the week's number"),            \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_AHT, "aht", true, "CHANGE",                       \
                           "other handle time: +10%, -20 (seconds), or 240"),                  \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_ACW, "acw", false, "CHANGE",                      \
                           "other after-call work: -10 (seconds), 20, or -25% of today's"),    \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_DEFLECT, "deflect", false, "REASON=SHARE,..",     \
                           "contacts that go to self-service, by the reasons of the centre "   \
                           "file or the history"),                                             \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_REPEAT_SHARE, "repeat-share", false, "SHARE",     \
                           "share of contacts that come again, in place of today's"),          \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_PATIENCE, "patience", false, "CHANGE",            \
                           "other mean patience of callers: +20%, or 90"),                     \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_TARGET, "target", true, "PERCENT/SECONDS",        \
                           "another service level, such as 90/10"),                            \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_SHRINKAGE, "shrinkage", true, "SHARE",            \
                           "another shrinkage, such as 35%"),                                  \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_VENDOR_SHARE, "vendor-share", false, "SHARE",     \
                           "share of the contacts of every interval that a vendor takes"),     \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_WAGE, "wage", false, "CHANGE",                    \
                           "another price of a paid hour: +5%, or 21.50"),                     \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_AGENTS, "agents", true, "CHANGE",                 \
                           "the plan's roster with -5 or +10% agents on the phones, or with "  \
                           "that many"),                                                       \
        HC_SCENARIO_OPTION(base, HC_SCENARIO_DATES, "dates", false, "DATE[..DATE]",            \
                           "only these days' contacts and handle time")

/* The part that the options say; *any is whether they change anything. HC_ERR_USAGE. */
hc_status hc_scenario_of_options(const hc_scenario_options *options, hc_scenario_part *part,
                                 bool *any, hc_error *err) HC_MUST_USE;

/* Adds a part. HC_ERR_LIMIT past HC_SCENARIO_PARTS_MAX; HC_ERR_MEMORY. */
hc_status hc_scenario_add(hc_scenario *scenario, const hc_scenario_part *part,
                          hc_error *err) HC_MUST_USE;

/* "volume +30%, aht -10%": what its parts say, for a scenario without a name. */
void hc_scenario_describe(const hc_scenario *scenario, char *text, size_t size);

double hc_amount_apply(hc_amount amount, double today);

/*
 * The plan's inputs with the scenario's changes. The centre gives after-call work, repeats and
 * reasons of today. *out is empty before and after an error.
 * Errors  HC_ERR_USAGE  a queue or reason that there is not, a day outside the plan, a handle
 *         time or patience that would not be above 0, and what the centre does not know of
 *         today; HC_ERR_RANGE from contact_mix.h; HC_ERR_MEMORY.
 */
hc_status hc_scenario_apply(const hc_plan_inputs *plan, const hc_centre *centre,
                            const hc_scenario *scenario, hc_scenario_inputs *out,
                            hc_error *err) HC_MUST_USE;

/*
 * The plan's roster in the scenario: agents[slots] on the phones under its shrinkage, with more
 * or fewer wherever somebody works; people_factor is how many people that is over the plan's.
 */
void hc_scenario_roster(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                        double *agents, double *people_factor);

/* people[needs * slots] to schedule for a requirement of the scenario, queue by queue where
 * people have skills. Errors of hc_requirement_people(). */
hc_status hc_scenario_people(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                             const hc_requirement *requirement, int32_t *people,
                             hc_error *err) HC_MUST_USE;

/*
 * What those agents give a requirement of the scenario, of which people[needs][slots] are to be
 * rostered: one need, the whole centre. Where people have skills they are given to the queues
 * anew, and the queues stand before the whole. spread: that requirement's forecast, for
 * service_level_expected of queues; may be NULL. Errors of hc_requirement_serve_agents().
 */
hc_status hc_scenario_serve(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                            const hc_requirement *requirement, const int32_t *people,
                            const double *agents, const hc_series *spread, hc_requirement *out,
                            hc_error *err) HC_MUST_USE;

void hc_scenario_inputs_clear(hc_scenario_inputs *inputs);
void hc_scenario_clear(hc_scenario *scenario);

#ifdef __cplusplus
}
#endif
#endif
