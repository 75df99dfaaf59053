/* A published roster.csv as rows: who works when, for the checker. */
#ifndef HC_CLI_READ_ROSTER_FILE_H
#define HC_CLI_READ_ROSTER_FILE_H

#include "scheduler/check_roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The rows and the texts that they point to. A zeroed struct is empty. */
typedef struct hc_roster_file {
    hc_roster_row *rows;
    size_t count;
    size_t capacity;
    char **texts;
    size_t text_count;
    size_t text_capacity;
} hc_roster_file;

/*
 * Reads agent, class, date, activity, start and end. Errors  HC_ERR_INPUT, HC_ERR_FORMAT,
 * HC_ERR_PARSE with line and column; HC_ERR_MEMORY. Clear *file in any case.
 */
hc_status hc_roster_file_read(const char *path, hc_roster_file *file,
                              hc_error *err) HC_MUST_USE;

void hc_roster_file_clear(hc_roster_file *file);

#ifdef __cplusplus
}
#endif
#endif
