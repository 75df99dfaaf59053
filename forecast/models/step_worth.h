/* Steps of the level told from growth. */
#ifndef HC_FORECAST_MODELS_STEP_WORTH_H
#define HC_FORECAST_MODELS_STEP_WORTH_H

#include "forecast/models/known_days.h"
#include "forecast/models/level_steps.h"

/*
 * Lumps of steady growth pass for steps one by one, and aligned they hide it. The step that
 * tells least is dropped as long as it tells less than it must: of steps that stand for growth
 * the slope tells more with each one that goes.
 */
void hc_step_worth_drop_growth(hc_level_steps *steps, const hc_known_days *known);

#endif
