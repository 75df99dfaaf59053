/*
 * What explains figures: lines of formulas with their numbers, each knowing by name which
 * figures it is about, so that one figure of a table or file can be asked for.
 */
#ifndef HC_CLI_EXPLAIN_EXPLANATION_H
#define HC_CLI_EXPLAIN_EXPLANATION_H

#include "cli/base/message.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_EXPLANATION_MAX 1024 /* bytes of a line; longer ones are cut */

typedef struct hc_explained {
    char *figures; /* "agents,agents_exact": as in the columns of files */
    char *text;
    bool detail; /* shown only to who asks for its figures */
} hc_explained;

/* A zeroed struct is empty. */
typedef struct hc_explanation {
    size_t count;
    size_t capacity;
    hc_explained *lines;
} hc_explanation;

/* A line about some figures, apart by commas; a "+" before them keeps it for those who ask for
 * a figure. HC_ERR_MEMORY. */
hc_status hc_explanation_add(hc_explanation *to, hc_error *err, const char *figures,
                             const char *format, ...) HC_PRINTF(4, 5) HC_MUST_USE;

/*
 * The lines about one figure, or all of them (NULL): as text, or with --format as a table of
 * figures and explanation. HC_ERR_USAGE when no line is about the figure, with the names that
 * are; HC_ERR_MEMORY.
 */
hc_status hc_explanation_print(const hc_explanation *explanation, const char *figure,
                               const hc_screen *screen, hc_error *err) HC_MUST_USE;

void hc_explanation_clear(hc_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
