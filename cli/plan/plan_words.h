/*
 * A finished plan in words: its inputs with their fingerprints, every assumption with where it
 * comes from, what was understood, warnings and notes; and the plan as the writers take it.
 */
#ifndef HC_CLI_PLAN_PLAN_WORDS_H
#define HC_CLI_PLAN_PLAN_WORDS_H

#include "cli/base/lines.h"
#include "cli/plan/pipeline.h"
#include "cli/plan/reading.h"
#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct is empty. */
typedef struct hc_plan_words {
    size_t input_count;
    hc_plan_input *inputs;
    hc_lines reading_texts; /* of the options, which borrow them */
    size_t reading_count;
    hc_plan_option reading[HC_READING_MAX];
    hc_lines values; /* of the assumptions, which borrow them */
    size_t assumption_count;
    size_t assumption_capacity;
    hc_plan_assumption *assumptions;
    hc_lines facts;
    hc_lines warnings;
    hc_lines notes;
    hc_lines override_texts; /* of the overrides, which borrow them */
    size_t override_count;
    hc_plan_override *overrides;
} hc_plan_words;

/* HC_ERR_INPUT when an input can no longer be read; HC_ERR_MEMORY. Clear *words in any case. */
hc_status hc_plan_words_make(const hc_week_plan *plan, const hc_plan_settings *settings,
                             const char *const *files, size_t file_count, hc_plan_words *words,
                             hc_error *err) HC_MUST_USE;

/* What the writers read; borrows from both. */
hc_plan_result hc_plan_result_of(const hc_week_plan *plan, const hc_plan_words *words);

void hc_plan_words_clear(hc_plan_words *words);

#ifdef __cplusplus
}
#endif
#endif
