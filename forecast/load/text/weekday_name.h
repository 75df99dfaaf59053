/*
 * Names of weekdays in the languages that exports come in.
 */
#ifndef HC_FORECAST_LOAD_TEXT_WEEKDAY_NAME_H
#define HC_FORECAST_LOAD_TEXT_WEEKDAY_NAME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 0 Monday .. 6 Sunday of "Mon", "monday", "Mo", "lunes", "월"; -1: no weekday. */
int32_t hc_weekday_of_name(const char *name);

#ifdef __cplusplus
}
#endif
#endif
