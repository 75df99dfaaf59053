/*
 * The CSV files people open: tidy, one fact a row, header first, lines end in LF. Times are the
 * start of the interval in ISO 8601, with offset when the zone has a name; missing is an empty
 * cell. Each function gives HC_ERR_OUTPUT (err names the file) when a write failed.
 */
#ifndef HC_CLI_PUBLISH_WRITE_CSV_H
#define HC_CLI_PUBLISH_WRITE_CSV_H

#include <stdio.h>

#include "erlang/requirement.h"
#include "forecast/series.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_COVER "cover.csv"

/* queue,timestamp,mean,q025,..,q975,aht_s[,aht_sd_s],state: a row per queue and interval. */
hc_status hc_write_forecast_csv(const hc_series *forecast, FILE *out,
                                hc_error *err) HC_MUST_USE;
/* The same without the row of names. */
hc_status hc_write_forecast_rows(const hc_series *forecast, FILE *out,
                                 hc_error *err) HC_MUST_USE;

/*
 * queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,service_level,
 * abandon_rate,asa_s,occupancy: a row per need and interval. scheduled[need_count * slots]:
 * people after shrinkage. With a price of late contacts the last column is late_contacts, of
 * the need that it is for, see late_points.h.
 */
typedef struct hc_late_column {
    size_t need;
    double late_call_cost;         /* above 0 */
    const hc_cover_curves *curves; /* of late contacts at that price; NULL: no such column */
} hc_late_column;
hc_status hc_write_requirement_csv(const hc_requirement *requirement, const int32_t *scheduled,
                                   const hc_late_column *late, FILE *out,
                                   hc_error *err) HC_MUST_USE;

/*
 * class,date,start,end,length_min,breaks,count: the distinct shifts of each class and date with
 * how many people have them. breaks: "lunch 12:00-12:30; break 15:00-15:15".
 */
hc_status hc_write_shifts_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err) HC_MUST_USE;

/*
 * agent,class,date,activity,start,end: a row per shift (activity "shift") and per break (its
 * name), start and end as instants.
 */
hc_status hc_write_roster_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err) HC_MUST_USE;

/* timestamp,required,scheduled,short,over: people wanted against those served on the phones,
 * both [queue_count][slots]; with a column queue where there are names (NULL: one queue). */
hc_status hc_write_cover_csv(const hc_axis *axis, size_t queue_count,
                             char (*queues)[HC_NAME_MAX], const int32_t *required,
                             const int32_t *served, FILE *out, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
