/* Mixes of contracts as a table: the frontier, and one person more or fewer. */
#ifndef HC_CLI_ROSTER_STAFF_MIX_TABLE_H
#define HC_CLI_ROSTER_STAFF_MIX_TABLE_H

#include "cli/base/table.h"
#include "scheduler/staff_mix.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Titles live as long as the table; a zeroed struct is empty. */
typedef struct hc_mix_table {
    hc_table table;
    hc_column *columns;
    char *names; /* of the columns with a contract's heads */
} hc_mix_table;

/*
 * One row a point, the first mix first; `more` follows, when it has points. The rules are those
 * of the solve, and are borrowed.
 */
hc_status hc_mix_table_make(const hc_rules *rules, const hc_staff_mix *mix,
                            const hc_staff_mix *more, hc_mix_table *table,
                            hc_error *err) HC_MUST_USE;

void hc_mix_table_clear(hc_mix_table *table);

#ifdef __cplusplus
}
#endif
#endif
