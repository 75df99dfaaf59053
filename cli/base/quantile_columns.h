/* Names of the quantile columns in files, in the order of hc_quantile_p. */
#ifndef HC_CLI_BASE_QUANTILE_COLUMNS_H
#define HC_CLI_BASE_QUANTILE_COLUMNS_H

#include "forecast/series.h"

static const char *const hc_quantile_names[HC_QUANTILES] = {"q025", "q05", "q10", "q25", "q50",
                                                            "q75",  "q90", "q95", "q975"};

#endif
