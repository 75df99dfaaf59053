/*
 * The program: all its verbs, and one run of it. Help, manual page, shell completion and
 * docs/cli.md are all made from these tables.
 */
#ifndef HC_CLI_PROGRAM_H
#define HC_CLI_PROGRAM_H

#include "cli/base/verb.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The settings that every verb has. */
typedef struct hc_common_settings {
    bool help;
    bool full_help;
    bool quiet;
    int32_t format; /* hc_format or HC_CHOICE_NONE */
    int32_t colour; /* hc_colour_choice */
} hc_common_settings;

extern const hc_option hc_common_options[];
extern const size_t hc_common_option_count;

extern const hc_verb hc_verb_plan;
extern const hc_verb hc_verb_check;
extern const hc_verb hc_verb_forecast;
extern const hc_verb hc_verb_backtest;
extern const hc_verb hc_verb_staff;
extern const hc_verb hc_verb_simulate;
extern const hc_verb hc_verb_schedule;
extern const hc_verb hc_verb_kpi;
extern const hc_verb hc_verb_whatif;
extern const hc_verb hc_verb_scale;
extern const hc_verb hc_verb_explain;
extern const hc_verb hc_verb_report;
extern const hc_verb hc_verb_demo;
extern const hc_verb hc_verb_help;

/* All verbs in the order of the help; help itself is last. */
#define HC_VERB_COUNT 14
extern const hc_verb *const hc_verbs[HC_VERB_COUNT];

/* The verb of that name, or NULL. */
const hc_verb *hc_verb_find(const char *name);

/* The whole program: reads arguments[count] (without the program's name) and gives the exit
 * code. */
int hc_program_run(hc_screen *screen, const char *const *arguments, size_t count);

#ifdef __cplusplus
}
#endif
#endif
