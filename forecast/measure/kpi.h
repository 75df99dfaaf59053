/*
 * What a centre delivered: measures made from the ledger, always as a ratio of sums and with
 * the interval that the sample leaves; by queue, channel, site, reason, day, week or month; and
 * the band that the history's own scatter draws around each. Definitions: docs/math.md,
 * Measures.
 */
#ifndef HC_FORECAST_MEASURE_KPI_H
#define HC_FORECAST_MEASURE_KPI_H

#include "forecast/ledger.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_KPI_BAND_PERIODS_LEAST 8 /* a scatter from fewer says nothing */
#define HC_KPI_SHARE_SURE 0.05 /* a share known less well than +-5 points is a small sample */
#define HC_KPI_MEAN_SURE 0.10  /* a mean, less well than +-10 % of itself */
#define HC_KPI_GROUPS_MAX 1000000

/* Name in files, title above a column, unit: share 0..1 of counts, part of times or money,
 * seconds, or points. What customers buy, from RETURNING on, and the gaps between an agent's
 * contacts are only told where they are known.
 */
#define HC_KPI_LIST(X)                                                                         \
    X(HC_KPI_MIX, "contact_share", "Share", HC_KPI_SHARE)                                      \
    X(HC_KPI_SERVICE_LEVEL, "service_level", "SL", HC_KPI_SHARE)                               \
    X(HC_KPI_ASA, "asa_s", "ASA s", HC_KPI_SECONDS)                                            \
    X(HC_KPI_ABANDON, "abandon_rate", "Hang up", HC_KPI_SHARE)                                 \
    X(HC_KPI_OCCUPANCY, "occupancy", "Occupied", HC_KPI_PART)                                  \
    X(HC_KPI_UTILISATION, "utilisation", "Utilised", HC_KPI_PART)                              \
    X(HC_KPI_AHT, "aht_s", "AHT s", HC_KPI_SECONDS)                                            \
    X(HC_KPI_TALK, "talk_s", "Talk s", HC_KPI_SECONDS)                                         \
    X(HC_KPI_HOLD, "hold_s", "Hold s", HC_KPI_SECONDS)                                         \
    X(HC_KPI_ACW, "acw_s", "ACW s", HC_KPI_SECONDS)                                            \
    X(HC_KPI_FCR_GROSS, "fcr_gross", "FCR gross", HC_KPI_SHARE)                                \
    X(HC_KPI_FCR_NET, "fcr_net", "FCR net", HC_KPI_SHARE)                                      \
    X(HC_KPI_REPEAT, "repeat_share", "Repeats", HC_KPI_SHARE)                                  \
    X(HC_KPI_TRANSFER, "transfer_rate", "Passed on", HC_KPI_SHARE)                             \
    X(HC_KPI_COST, "cost_per_contact", "Cost", HC_KPI_POINTS)                                  \
    X(HC_KPI_CSAT, "csat", "CSAT", HC_KPI_POINTS)                                              \
    X(HC_KPI_NPS, "nps", "NPS", HC_KPI_POINTS)                                                 \
    X(HC_KPI_CES, "ces", "CES", HC_KPI_POINTS)                                                 \
    X(HC_KPI_CHURN, "churn", "Churn", HC_KPI_SHARE)                                            \
    X(HC_KPI_RETENTION, "retention", "Retention", HC_KPI_SHARE)                                \
    X(HC_KPI_RETURNING, "repeat_customer_rate", "Buy again", HC_KPI_SHARE)                     \
    X(HC_KPI_ORDER_VALUE, "order_value", "Order", HC_KPI_POINTS)                               \
    X(HC_KPI_REVENUE_CHURN, "revenue_churn", "Revenue lost", HC_KPI_PART)                      \
    X(HC_KPI_COST_OF_REVENUE, "cost_of_revenue", "Cost of revenue", HC_KPI_PART)               \
    X(HC_KPI_GAP, "gap_s", "Gap s", HC_KPI_SECONDS)

typedef enum hc_kpi {
#define HC_KPI_ENUM(kpi, name, title, unit) kpi,
    HC_KPI_LIST(HC_KPI_ENUM)
#undef HC_KPI_ENUM
        HC_KPIS
} hc_kpi;

typedef enum hc_kpi_unit {
    HC_KPI_SHARE = 0, /* of counted contacts, answers or customers */
    HC_KPI_PART,      /* of time or money */
    HC_KPI_SECONDS,
    HC_KPI_POINTS
} hc_kpi_unit;

const char *hc_kpi_name(hc_kpi kpi);
const char *hc_kpi_title(hc_kpi kpi);
hc_kpi_unit hc_kpi_unit_of(hc_kpi kpi);

/* Sums over the rows that know both sides of a measure; squares for the interval of a ratio. */
typedef struct hc_kpi_sum {
    double top, bottom, rows;
    double top_square, bottom_square, product;
} hc_kpi_sum;

/* A zeroed struct is empty. */
typedef struct hc_kpi_sums {
    double offered;
    double rows;
    hc_kpi_sum of[HC_KPIS];
    int64_t customers_day; /* first moment that counted customers */
    int32_t customers_minute;
} hc_kpi_sums;

typedef struct hc_kpi_value {
    double value; /* HC_MISSING: no rows know it */
    double low;   /* 95 % interval; HC_MISSING where the sample gives none */
    double high;
    double count; /* contacts, answers, customers, or seconds that it is of */
    bool small;   /* the interval is wider than the limits above, or there is none */
} hc_kpi_value;

void hc_kpi_add(hc_kpi_sums *sums, const hc_ledger *ledger, size_t row);

/*
 * The measure of the sums. Shares of counts have Wilson's interval, the others that of a ratio
 * estimator over the rows (Cochran), with Student's quantile.
 */
hc_kpi_value hc_kpi_of(const hc_kpi_sums *sums, hc_kpi kpi);

/* Wilson's 95 % interval of top out of bottom; low and high are 0 and 1 at most. */
void hc_wilson(double top, double bottom, double *low, double *high);

/* What rows are grouped by: any of these bits, with at most one of the periods. */
typedef enum hc_kpi_by {
    HC_BY_QUEUE = 1,
    HC_BY_CHANNEL = 2,
    HC_BY_SITE = 4,
    HC_BY_REASON = 8,
    HC_BY_WEEKDAY = 16,
    HC_BY_DAY = 32,
    HC_BY_WEEK = 64,
    HC_BY_MONTH = 128
} hc_kpi_by;
#define HC_BY_PERIODS (HC_BY_DAY | HC_BY_WEEK | HC_BY_MONTH)
#define HC_BY_PARTS (HC_BY_QUEUE | HC_BY_CHANNEL | HC_BY_SITE | HC_BY_REASON)

typedef struct hc_kpi_cut {
    unsigned by;        /* hc_kpi_by; 0: everything together */
    int32_t week_start; /* 0 Monday .. 6 Sunday */
    int64_t from_day;   /* HC_DAY_NONE: from the first */
    int64_t until_day;  /* day after the last; HC_DAY_NONE: to the last */
} hc_kpi_cut;

typedef struct hc_kpi_group {
    const hc_ledger_kind *kind; /* of its first row: the parts that it is grouped by */
    size_t set;                 /* groups that differ in the period alone share it */
    int32_t weekday;            /* -1 unless grouped by it */
    int64_t first_day;          /* of the period; of the rows where there is no period */
    hc_kpi_sums sums;
} hc_kpi_group;

typedef struct hc_kpi_groups {
    size_t count;
    size_t capacity;
    hc_kpi_group *groups; /* by set in order of appearance, then by period */
} hc_kpi_groups;

/*
 * Groups by queue, channel, site or reason also know their share of the contacts of the same
 * period and weekday. HC_ERR_USAGE two periods at once; HC_ERR_LIMIT past HC_KPI_GROUPS_MAX;
 * HC_ERR_MEMORY. *made must be empty; kinds are borrowed from the ledger.
 */
hc_status hc_kpi_group_rows(const hc_ledger *ledger, const hc_kpi_cut *cut, hc_kpi_groups *made,
                            hc_error *err) HC_MUST_USE;
void hc_kpi_groups_clear(hc_kpi_groups *groups);

/*
 * Band of one measure in one period, from count periods in a row: the ratio of sums +- 3 sigma,
 * sigma from the mean moving range of the periods' deviations in units of 1/sqrt(bottom)
 * (Laney's charts): it holds the scatter between periods beside that of chance. HC_MISSING with
 * fewer than HC_KPI_BAND_PERIODS_LEAST periods that know the measure.
 */
typedef struct hc_kpi_band {
    double middle;
    double sigma;               /* of a period with bottom 1 */
    double low_most, high_most; /* the measure's own limits */
} hc_kpi_band;
hc_kpi_band hc_kpi_band_of(const hc_kpi_group *periods, size_t count, hc_kpi kpi);
void hc_kpi_band_at(const hc_kpi_band *band, double bottom, double *low, double *high);

#ifdef __cplusplus
}
#endif
#endif
