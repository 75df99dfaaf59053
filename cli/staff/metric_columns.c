#include "cli/staff/metric_columns.h"

#define AT(field) offsetof(hc_metrics, field)

const hc_metric_column hc_metric_columns[HC_METRIC_COUNT] = {
    {"erlang_b", "Blocked if nobody could wait (Erlang B)", AT(erlang_b)},
    {"p_wait", "Share that waits at all", AT(p_wait)},
    {"p_wait_gt_T", "Share that would wait over T", AT(p_wait_gt_t)},
    {"p_block", "Share that finds every line busy", AT(p_block)},
    {"p_abandon", "Share that hangs up waiting", AT(p_abandon)},
    {"p_abandon_in_T", "Share that hangs up within T", AT(p_abandon_in_t)},
    {"sl_offered", "Service level, of offered", AT(sl_offered)},
    {"late", "Not answered within T, of offered", AT(late)},
    {"sl_net", "Service level, of offered less hung up within T", AT(sl_net)},
    {"sl_answered", "Service level, of answered", AT(sl_answered)},
    {"asa_s", "Average speed of answer, s", AT(asa_s)},
    {"wait_all_s", "Average wait of all, s", AT(wait_all_s)},
    {"occupancy", "Occupancy", AT(occupancy)},
    {"queue_len", "Average number waiting", AT(queue_len)},
};

double hc_metric_value(const hc_metrics *metrics, size_t metric)
{
    return *(const double *)(const void *)((const char *)metrics +
                                           hc_metric_columns[metric].at);
}
