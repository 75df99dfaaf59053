#include "cli/centre/centre_part.h"

/* Aims beside the service targets, by the names of the measures. */
#define AIM(text, kpi, range_least, range_most)                                                \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = (kpi) * sizeof(double),                   \
        .least = (range_least), .most = (range_most)                                           \
    }

static const hc_key aim_key[] = {
    AIM("aht_s", HC_KPI_AHT, 0, 86400),
    AIM("acw_s", HC_KPI_ACW, 0, 86400),
    AIM("gap_s", HC_KPI_GAP, 0, 86400),
    AIM("utilisation", HC_KPI_UTILISATION, 0, 1),
    AIM("fcr_gross", HC_KPI_FCR_GROSS, 0, 1),
    AIM("fcr_net", HC_KPI_FCR_NET, 0, 1),
    AIM("repeat_share", HC_KPI_REPEAT, 0, 1),
    AIM("transfer_rate", HC_KPI_TRANSFER, 0, 1),
    AIM("cost_per_contact", HC_KPI_COST, 0, HC_CENTRE_PRICE_MOST),
    AIM("csat", HC_KPI_CSAT, 0, 100),
    AIM("nps", HC_KPI_NPS, -100, 100),
    AIM("ces", HC_KPI_CES, 0, 100),
    AIM("churn", HC_KPI_CHURN, 0, 1),
    AIM("retention", HC_KPI_RETENTION, 0, 1),
    AIM("repeat_customer_rate", HC_KPI_RETURNING, 0, 1),
    AIM("order_value", HC_KPI_ORDER_VALUE, 0, HC_CENTRE_PRICE_MOST),
    AIM("revenue_churn", HC_KPI_REVENUE_CHURN, 0, 1),
    AIM("cost_of_revenue", HC_KPI_COST_OF_REVENUE, 0, 1),
};
const hc_keys hc_centre_aims_keys = {"aims", aim_key, sizeof aim_key / sizeof *aim_key};
