/*
 * What the columns of exports are called, in English, Korean and the languages of western
 * Europe.
 */
#ifndef HC_FORECAST_LOAD_TEXT_COLUMN_NAMES_H
#define HC_FORECAST_LOAD_TEXT_COLUMN_NAMES_H

#include "forecast/load/text/roles.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Names that always hold date and time, and names that do so only where no date column is. */
#define HC_SURE_TIMESTAMPS                                                                            \
    "timestamp|datetime|date time|date/time|time stamp|interval start utc date|ds|ts|"                \
    "start date time|date and time|epoch|epoch ms|unix time|unix timestamp|start epoch|"              \
    "interval start epoch|일시|"                                                                    \
    "날짜시간|시작일시|zeitstempel|datum uhrzeit|datum/uhrzeit|datum und uhrzeit|horodatage|" \
    "date heure|date/heure|date et heure|fecha hora|fecha/hora|fecha y hora|data "                    \
    "ora|data/ora|"                                                                                   \
    "data e ora|data hora|data/hora|data e hora|datum tijd|datum/tijd|datum en tijd"
#define HC_INTERVALS_ELSEWHERE                                                                 \
    "intervall|intervallbeginn|intervallstart|beginn intervall|beginn|intervalle|"             \
    "début intervalle|début de l'intervalle|début d'intervalle|intervalo|inicio intervalo|" \
    "inicio del intervalo|intervallo|inizio intervallo|início do intervalo|begin interval"
#define HC_OTHER_TIMESTAMPS                                                                       \
    "interval start|interval start time|start interval|start time|start|period "                  \
    "start|interval begin|"                                                                       \
    "interval|time|when|started at|time start|created at|created|opened at|time "                 \
    "interval|date "                                                                              \
    "interval|"                                                                                   \
    "date range|call start|call start time|call time|call date time|call datetime|"               \
    "call date/time|conversation start|conversation started at|initiation timestamp|"             \
    "date trunc|bucket|time bucket|hour bucket|interval bucket|hour|간격 시작 시간|시작 " \
    "시간|시각|" HC_INTERVALS_ELSEWHERE

/* What a single call's wait is called, however it ended; in a table of intervals the same names
 * leave open whose wait it is. */
#define HC_WAITS_OF_CALLS                                                                      \
    "wait|wait time|waiting time|queue time|queue wait time|time in queue|q "                  \
    "time|대기시간|wartezeit"

/* Inbound or outbound, or beside a column that tells these how a call ended; in a table of
 * intervals "Call Type" is a queue. */
#define HC_DIRECTIONS                                                                          \
    "direction|call direction|contact direction|richtung|anrufrichtung|sens|dirección|"       \
    "direzione|direção|richting|수발신|인아웃구분"
#define HC_DIRECTION_OR_OUTCOME "call type"

/* Tables of a data model whose counts are what contacts are compared with, or made calls. */
#define HC_COMPARED_TABLES                                                                     \
    "forecast|forecasts|budget|plan|planned|target|targets|variance|outbound|last year|"       \
    "prior year|prognose|vorjahr|예측|계획|전년"

/* A reason by its name; some logs write into it how a call ended. */
#define HC_REASON_OR_OUTCOME "disposition"

/* A count, or of a single call whether it was. */
#define HC_HANDLED_OR_OUTCOME "answered"

/* Of a single call from its begin to its end, where nothing tells the part that its agent had.
 */
#define HC_DURATIONS_OF_CALLS                                                                  \
    "duration|call duration|call length|total duration|dauer|anrufdauer|durée|durée appel|"  \
    "durée de l'appel|duración|durata|duração|duur|통화길이|통화 시간"

/* Names of a role, apart by bars, best first. A role may have several lines: how its times
 * count. */
typedef struct hc_column_names {
    hc_role role;
    hc_time_sense sense;
    const char *names;
} hc_column_names;

extern const hc_column_names hc_column_name_lines[];
extern const size_t hc_column_name_line_count;

#ifdef __cplusplus
}
#endif
#endif
