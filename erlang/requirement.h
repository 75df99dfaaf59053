/*
 * hc_requirement: how many agents each interval needs, per queue and as a pool, and the service
 * that number gives. It is the only door from erlang/ to scheduler/.
 */
#ifndef HC_ERLANG_REQUIREMENT_H
#define HC_ERLANG_REQUIREMENT_H

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_REQUIREMENT_NAME_MAX 128

/* One queue, or a pool of queues that share agents. Arrays have hc_axis_slots(axis) entries. */
typedef struct hc_need {
    char name[HC_REQUIREMENT_NAME_MAX];
    double *calls;         /* expected contacts */
    double *aht_s;         /* HC_MISSING where there are no contacts */
    double *load_erlangs;  /* offered load */
    double *agents_exact;  /* fractional agents on the phones; rounded once, at the pool */
    int32_t *agents;       /* whole agents on the phones, before shrinkage; 0 where closed */
    int32_t *agents_aside; /* of these: who do chats and deferred work beside the line of calls
                              that the other columns are about; 0 in the needs of queues */
    double *service_level; /* of offered, within the target's seconds, at `agents`; HC_MISSING
                              where there are no calls */
    double *service_level_expected; /* the same, averaged over the forecast's spread: what days
                                       that turn out busier or quieter leave of it */
    double *abandon_rate;           /* of offered; 0 when callers wait for ever */
    double *asa_s;                  /* mean wait of the answered */
    double *occupancy;              /* 0..1 */
} hc_need;

typedef struct hc_requirement {
    hc_axis axis;
    double *presence; /* [slots] share of the usual presence of people: 1, but where shrinkage
                         follows the hours */
    size_t need_count;
    hc_need *needs;
} hc_requirement;

#define HC_REQUIREMENT_INIT                                                                    \
    {                                                                                          \
        0                                                                                      \
    }

#define HC_NEEDS_MAX 20000 /* every queue a loader takes, and as many pools */

/*
 * Every number HC_MISSING, agents 0, presence 1. axis is copied; what *requirement held is
 * cleared (it must hold HC_REQUIREMENT_INIT or a requirement). On error *requirement is as
 * before: HC_ERR_LIMIT past HC_NEEDS_MAX, HC_ERR_MEMORY.
 */
hc_status hc_requirement_make(hc_requirement *requirement, const hc_axis *axis,
                              size_t need_count, hc_error *err) HC_MUST_USE;
void hc_requirement_move(hc_requirement *to, hc_requirement *from);
void hc_requirement_clear(hc_requirement *requirement);

#ifdef __cplusplus
}
#endif
#endif
