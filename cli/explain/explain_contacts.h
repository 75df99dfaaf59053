/* An interval that is being explained, and where its contacts come from. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_CONTACTS_H
#define HC_CLI_EXPLAIN_EXPLAIN_CONTACTS_H

#include "cli/explain/explain_interval.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is being explained. */
typedef struct hc_explaining {
    const hc_plan_file *plan;
    size_t slot;
    const cJSON *need;       /* of requirement[] */
    const hc_series *before; /* the forecast without the scenario; NULL: there is none */
    const char *scenario;    /* in words */
    hc_explanation *to;
} hc_explaining;

#define HC_EXPLAIN(it, figures, ...)                                                           \
    HC_TRY(hc_explanation_add((it)->to, err, figures, __VA_ARGS__))

/* A number of the interval's need, by its name in plan.json. */
double hc_explain_need(const hc_explaining *it, const char *name);

/* Every queue that the need is of: forecast, changes of it, quantiles, handle time. */
hc_status hc_explain_contacts(const hc_explaining *it, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
