/* A target in words. */
#ifndef HC_CLI_PLAN_TARGET_WORDS_H
#define HC_CLI_PLAN_TARGET_WORDS_H

#include "cli/base/lines.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "80 % of offered within 20 s" as a line more; who: "", or whose it is, as "Sales: ".
 * HC_ERR_MEMORY. */
hc_status hc_target_words(const char *who, const hc_target *target, hc_lines *values,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
