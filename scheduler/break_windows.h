/*
 * Where the breaks of a shift may start so that the work before, between and after them lasts
 * as long as the contract asks: the windows of its break rules narrowed to what some lawful
 * placement of all breaks can use.
 */
#ifndef HC_SCHEDULER_BREAK_WINDOWS_H
#define HC_SCHEDULER_BREAK_WINDOWS_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_break_window {
    size_t rule; /* index into the contract's breaks */
    int32_t length_min;
    int32_t earliest_min; /* after the shift's start, as in the rule but narrower */
    int32_t latest_min;
} hc_break_window;

/* The breaks of one shift in the order in which they are taken. */
typedef struct hc_break_windows {
    size_t count;
    hc_break_window windows[HC_BREAKS_MAX];
    hc_work_limit between; /* of the work between two of them */
    bool meet; /* some places within the windows break that limit: they must be chosen together
                */
} hc_break_windows;

/* The contract's limit of one kind with that on unbroken work: 0 and a day where there is none.
 */
hc_work_limit hc_work_limit_of(const hc_contract *contract, hc_work_limit limit);

/* The windows of a shift of that length; false: no placement of its breaks is lawful. */
bool hc_break_windows_make(const hc_contract *contract, int32_t shift_min,
                           hc_break_windows *out);

/* Whether a shift of that length has a lawful placement of its breaks. */
bool hc_shift_length_works(const hc_contract *contract, int32_t shift_min);

/* The longest shift that does; 0: none. */
int32_t hc_longest_working_shift(const hc_contract *contract);

#ifdef __cplusplus
}
#endif
#endif
