/*
 * Files to read, from their start and as often as wanted: also what comes by a pipe, as
 * standard input and a shell's <(command) do.
 */
#ifndef HC_FORECAST_BASE_INPUT_H
#define HC_FORECAST_BASE_INPUT_H

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How messages name an input: "stdin" for "-". */
const char *hc_input_name(const char *path);

/*
 * Opens path, "-" for standard input, as a descriptor at its start that can be rewound; it is
 * closed by the caller. A descriptor of the process by its name, "-" or /dev/fd/63, is read to
 * its end once and gives way to what was read, so that whoever opens it again reads the same. A
 * named pipe is read once.
 *
 * Errors  HC_ERR_INPUT   it cannot be read, or is a folder;
 *         HC_ERR_MEMORY  there is no room for what is read at once.
 */
hc_status hc_input_open(const char *path, int *descriptor, hc_error *err) HC_MUST_USE;

/* HC_ERR_INPUT: it cannot be read, and why, by errno. */
hc_status hc_input_failed(const char *path, hc_error *err);

#ifdef __cplusplus
}
#endif
#endif
