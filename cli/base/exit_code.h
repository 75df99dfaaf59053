/* What the program's exit code says; scripts rely on it. */
#ifndef HC_CLI_BASE_EXIT_CODE_H
#define HC_CLI_BASE_EXIT_CODE_H

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_EXIT_LIST(X)                                                                        \
    X(HC_EXIT_DONE, 0, "done")                                                                 \
    X(HC_EXIT_SHORT, 1, "done, but a target or rule could not be met; the result says which")  \
    X(HC_EXIT_USAGE, 2, "the command line makes no sense")                                     \
    X(HC_EXIT_INPUT, 3, "an input cannot be used")                                             \
    X(HC_EXIT_REJECTS, 4, "more rows were rejected than allowed")                              \
    X(HC_EXIT_OUTPUT, 6, "an output could not be written")                                     \
    X(HC_EXIT_MEMORY, 7, "out of memory")                                                      \
    X(HC_EXIT_INTERRUPTED, 130, "interrupted; the best result so far was written")

enum {
#define HC_EXIT_ENUM(name, code, text) name = code,
    HC_EXIT_LIST(HC_EXIT_ENUM)
#undef HC_EXIT_ENUM
};

/* The exit code of a command that ended with this status. */
int hc_exit_code(hc_status status);

#ifdef __cplusplus
}
#endif
#endif
