#include "scheduler/cover/columns.h"

#include <string.h>

#include "forecast/base/memory.h"

#define HC_COLUMNS_MAX 2000000 /* GLPK counts in int */

bool hc_columns_have(const hc_columns *columns, size_t newest, const hc_day_shift *tour)
{
    const size_t bytes = columns->days * sizeof *tour;
    for (size_t c = newest; c != HC_NO_COLUMN; c = columns->all[c].older) {
        if (memcmp(hc_columns_tour(columns, c), tour, bytes) == 0) { return true; }
    }
    return false;
}

hc_status hc_columns_add(hc_columns *columns, const hc_column *column, const hc_day_shift *tour,
                         hc_error *err)
{
    const size_t count = columns->count;
    if (count >= HC_COLUMNS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "",
                       "the linear program would pass %d tours", HC_COLUMNS_MAX);
    }
    HC_TRY(hc_grow(&columns->tours, &columns->tour_capacity, (count + 1) * columns->days,
                   sizeof *columns->tours, err));
    HC_TRY(hc_grow(&columns->all, &columns->capacity, count + 1, sizeof *columns->all, err));
    columns->all[count] = *column;
    memcpy(&columns->tours[count * columns->days], tour, columns->days * sizeof *tour);
    columns->count++;
    return HC_OK;
}

void hc_columns_clear(hc_columns *columns)
{
    hc_free(columns->all);
    hc_free(columns->tours);
    *columns = (hc_columns){0};
}
