/* The program's own files: whoever gives one as a history is told what it is for. */
#ifndef HC_FORECAST_LOAD_OWN_FILES_H
#define HC_FORECAST_LOAD_OWN_FILES_H

#include "forecast/load/csv/csv_table.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_own_file {
    const char *header; /* its first columns, "class|date|start" */
    const char *what;   /* "the requirement of a plan" */
    const char *hint;   /* which verb or option takes it */
    bool has_counts;    /* columns that would be taken for a history's */
} hc_own_file;

/* The file whose columns the kept header begins with; NULL: none. */
const hc_own_file *hc_own_file_of(const hc_csv_table *table);

/* HC_ERR_FORMAT: what it is, and what takes it. */
hc_status hc_own_file_refuse(const hc_own_file *own, const hc_csv_table *table,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
