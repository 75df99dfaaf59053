/* The large parts of plan.json, a file each. Only write_json.c includes this beside them. */
#ifndef HC_CLI_PUBLISH_JSON_PARTS_H
#define HC_CLI_PUBLISH_JSON_PARTS_H

#include "cli/base/json_stream.h"
#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `forecast`: every queue with what explains it; `backtest` where one was made. */
void hc_json_put_forecast(hc_json *json, const hc_plan_result *plan);
void hc_json_put_backtest(hc_json *json, const hc_backtest *backtest);

/* `staffing`, what was promised; `requirement` and `delivered`. */
void hc_json_put_staffing(hc_json *json, const hc_plan_result *plan);
void hc_json_put_requirement(hc_json *json, const hc_plan_result *plan);

/* `schedule`: the proof, the rules, people and shifts. HC_ERR_MEMORY. */
hc_status hc_json_put_schedule(hc_json *json, const hc_plan_result *plan,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
