/* The command that asks for one scenario again, to be pasted into a shell. */
#ifndef HC_CLI_WHATIF_WHATIF_COMMAND_H
#define HC_CLI_WHATIF_WHATIF_COMMAND_H

#include "cli/whatif/whatif_tables.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WHATIF_COMMAND_MAX 2048

/* Into text[size]; a piece that has no room is left out. */
void hc_whatif_command(const hc_whatif_results *results, size_t scenario, char *text,
                       size_t size);

#ifdef __cplusplus
}
#endif
#endif
