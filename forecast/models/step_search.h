/* A lasting jump of the level between two known days, by the days around it. */
#ifndef HC_FORECAST_MODELS_STEP_SEARCH_H
#define HC_FORECAST_MODELS_STEP_SEARCH_H

#include "forecast/models/known_days.h"

#define HC_STEP_BEFORE_MIN 10 /* known days that tell the old level, at least */

/*
 * The step before known day `at`, log scale; 0 where there is none. Around one several days in
 * a row look like it: the answer is the day whose step is largest, at or before `at`. back: log
 * step that would undo the one after it, 0 for none, which fewer days may tell.
 */
size_t hc_step_search(const hc_known_days *known, size_t at, double back, double *step);

#endif
