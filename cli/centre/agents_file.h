/* The people of a centre from a CSV file: id,name,contract or class, when they can work, what
 * they wish for and what they have worked before. */
#ifndef HC_CLI_CENTRE_AGENTS_FILE_H
#define HC_CLI_CENTRE_AGENTS_FILE_H

#include "cli/base/message.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Adds the agents of a file to rules that have queues, contracts and classes already. A
 * contract that people name without a class gets a class of its name; who names neither has the
 * contract of their hours a week, else the first one. Columns: docs/formats.md. The screen
 * (NULL: nobody) hears of columns that say nothing here, and of hours that decided. Errors
 * HC_ERR_INPUT, HC_ERR_FORMAT, HC_ERR_PARSE, HC_ERR_EMPTY with line and column; HC_ERR_MEMORY.
 * On error the rules hold part of the file: clear them.
 */
hc_status hc_agents_load(const char *path, const hc_axis *axis, const hc_screen *screen,
                         hc_rules *rules, hc_error *err) HC_MUST_USE;

/* The same to count people and their hours, whatever their skills are: rules need no queues. */
hc_status hc_agents_count(const char *path, const hc_axis *axis, const hc_screen *screen,
                          hc_rules *rules, hc_error *err) HC_MUST_USE;

/* Whether anybody of the file has skills of their own; false when it cannot be read, which
 * hc_agents_load() then tells. */
bool hc_agents_have_skills(const char *path);

#ifdef __cplusplus
}
#endif
#endif
