/*
 * The centre file, centre.json: what no history can tell. Targets, contracts, shift rules,
 * shrinkage, prices. Every key may be left out; an unknown key is an error with its line and
 * column. docs/centre.schema.json describes it; a test compares the two.
 */
#ifndef HC_CLI_CENTRE_CENTRE_H
#define HC_CLI_CENTRE_CENTRE_H

#include "cli/centre/capacity_terms.h"
#include "cli/centre/peak_terms.h"
#include "erlang/chat.h"
#include "erlang/shrinkage.h"
#include "erlang/target.h"
#include "forecast/contact_mix.h"
#include "forecast/measure/kpi.h"
#include "forecast/series.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CENTRE_PATH_MAX 1024
#define HC_CENTRE_CONTRACTS_MAX 64
#define HC_CENTRE_CLASSES_MAX 1000
#define HC_TIME_NOT_GIVEN INT32_MIN /* a time of day to be filled from the opening hours */

/* Which share the service level is of. */
typedef enum hc_sl_definition { HC_SL_OFFERED = 0, HC_SL_NET, HC_SL_ANSWERED } hc_sl_definition;

/* The staffing target that bounds it; definition: hc_sl_definition. */
hc_target_kind hc_service_level_kind(int32_t definition);

typedef enum hc_centre_model {
    HC_CENTRE_MODEL_AUTO = 0,
    HC_CENTRE_MODEL_ERLANG_A,
    HC_CENTRE_MODEL_ERLANG_C
} hc_centre_model;

/* The weekdays that opening hours and windows are for: the first member of what is read. */
typedef struct hc_weekdays {
    bool named; /* false: every day */
    bool on[7];
} hc_weekdays;

#define HC_CENTRE_SHRINKAGE_PARTS 5 /* absence, leave, training, meetings, other */

/* The same hours on some weekdays. */
typedef struct hc_weekday_hours {
    hc_weekdays weekdays;
    int32_t from_min;
    int32_t to_min;
} hc_weekday_hours;

/* Hours with other shrinkage. Parts HC_MISSING are as usual. */
typedef struct hc_shrinkage_hours {
    hc_weekday_hours when; /* first: see hc_centre_read_weekday() */
    double part[HC_CENTRE_SHRINKAGE_PARTS];
} hc_shrinkage_hours;

/* What makes a queue one of chats, or of deferred work; neither: calls. */
typedef struct hc_channel_terms {
    size_t chat_levels; /* 0: no chats */
    double chat_aht_s[HC_CHAT_LEVELS_MAX];
    double answer_within_h; /* working hours; HC_MISSING: nothing deferred */
    double answer_share;    /* of the deferred contacts; 0: all of them */
    int32_t opens_min[7];   /* when deferred work is done; all 0: whenever the queue is open */
    int32_t closes_min[7];
} hc_channel_terms;

/* What callers are promised. HC_MISSING: not said. */
typedef struct hc_service {
    double service_level;
    double target_s;
    int32_t definition; /* hc_sl_definition */
    double asa_s_most;
    double abandon_rate_most;
    double occupancy_most;
    double patience_s; /* INFINITY: callers wait for ever */
    double aht_s;
    double ring_s;       /* ringing at an agent, added to the history's handle times */
    double acw_s;        /* after-call work inside the handle time */
    double repeat_share; /* of contacts: the matter was not settled before */
    int32_t model;       /* hc_centre_model */
    hc_channel_terms channel;
    size_t reason_count;
    hc_contact_reason *reasons; /* owned by the centre */
} hc_service;

typedef struct hc_centre_queue {
    char name[HC_QUEUE_NAME_MAX];
    hc_service service; /* what is not said here follows every_queue */
    bool is_of_history; /* not in the file: what the history says of its channel */
    int64_t line;       /* of its name in the file */
    int32_t column;
} hc_centre_queue;

/* Queues that a contract's people serve, as the file has them. */
typedef struct hc_skill_list {
    char *names;  /* "billing|service"; NULL: all; owned by the centre */
    int64_t line; /* in the file */
    int32_t column;
} hc_skill_list;

typedef struct hc_centre {
    char name[HC_NAME_MAX];
    char zone[HC_ZONE_NAME_MAX];   /* "": none */
    int32_t week_starts_on;        /* 0 Monday .. 6 Sunday */
    int32_t schedule_interval_min; /* 0: not given */
    bool queues_share_agents;
    bool deferred_in_idle_time; /* agents who answer calls do deferred work between them */
    hc_service every_queue;
    size_t queue_count;
    hc_centre_queue *queues;
    bool has_opening_hours;
    int32_t opens_min[7]; /* opens == closes: closed that weekday */
    int32_t closes_min[7];
    double shrinkage; /* HC_MISSING: not given */
    size_t shrinkage_part_count;
    hc_shrinkage_part shrinkage_parts[HC_SHRINKAGE_PARTS_MAX];
    size_t shrinkage_hours_count;
    hc_shrinkage_hours shrinkage_hours[HC_PRESENCE_WINDOWS_MAX];
    char currency[16];
    double wage_an_hour; /* of every contract that says no other; HC_MISSING: not said */
    double weekend_day_cost;
    double hire_cost_a_week;
    hc_capacity_terms capacity;
    size_t vendor_count;
    hc_vendor_terms *vendors;
    hc_peak_terms peak;
    double aims[HC_KPIS]; /* of measures that are no service target; HC_MISSING: not said */
    size_t contract_count;
    hc_contract *contracts; /* times HC_TIME_NOT_GIVEN follow the opening hours */
    hc_skill_list *skills;  /* [contract_count] */
    size_t class_count;
    hc_class *classes;
    hc_cover_cost cover_cost;
    bool has_cover_cost; /* given, so in the currency; else the usual steps */
    size_t cost_hours_count;
    hc_cost_hours cost_hours[HC_COST_HOURS_MAX];
    char agents_file[HC_CENTRE_PATH_MAX]; /* "" none; else a path that can be opened */
    char special_days_file[HC_CENTRE_PATH_MAX];
    char holidays[HC_CENTRE_PATH_MAX]; /* "" none; "kr", "us" or the path of a calendar */
    char overrides_file[HC_CENTRE_PATH_MAX];
} hc_centre;

/* Everything as without a centre file: no contracts, no classes, targets not said. */
hc_centre hc_centre_default(void);

/* Whether it is one of chats or of deferred work. */
bool hc_channel_is_said(const hc_channel_terms *terms);

/* A queue of which nothing is said. */
hc_service hc_centre_service_unsaid(void);

/* Gives the contract the centre's prices where its own are HC_MISSING; 0 where nobody says one.
 */
void hc_centre_price(const hc_centre *centre, hc_contract *contract);

/* The service of one queue: what the queue says, else every_queue, else the defaults. Patience
 * and AHT stay HC_MISSING when nobody said them. */
hc_service hc_centre_service(const hc_centre *centre, const char *queue);

/* The queue of that name in the file; NULL: it has none. */
const hc_centre_queue *hc_centre_find(const hc_centre *centre, const char *queue);
bool hc_centre_names(const hc_centre *centre, const char *queue);

/* Its hours with other shrinkage beside the usual one: windows[HC_PRESENCE_WINDOWS_MAX], their
 * count. */
size_t hc_centre_presence(const hc_centre *centre, hc_presence_window *windows);

void hc_centre_clear(hc_centre *centre);

#ifdef __cplusplus
}
#endif
#endif
