/* Ctrl-C: the first one asks for the best result so far, the second one ends the program. */
#ifndef HC_CLI_BASE_INTERRUPT_H
#define HC_CLI_BASE_INTERRUPT_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

void hc_interrupt_watch(void); /* from now on Ctrl-C is only noted */
bool hc_interrupted(void);

#ifdef __cplusplus
}
#endif
#endif
