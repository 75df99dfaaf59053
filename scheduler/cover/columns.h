/*
 * The columns of the linear program as data: whole tours, or tours in pieces. Where a group's
 * days are free of each other (hc_group.is_loose) a tour is a frame, which says on which days a
 * head works and from which start on in each week, and one shift for each of those days: few
 * pieces then make very many tours.
 */
#ifndef HC_SCHEDULER_COVER_COLUMNS_H
#define HC_SCHEDULER_COVER_COLUMNS_H

#include "scheduler/cover/problem.h"

typedef enum hc_column_kind {
    HC_COLUMN_TOUR = 0,
    HC_COLUMN_FRAME, /* its "shifts" are only the base start of each day worked */
    HC_COLUMN_DAY    /* one day's shift */
} hc_column_kind;

typedef struct hc_column {
    hc_column_kind kind;
    size_t group;
    size_t day;   /* of HC_COLUMN_DAY */
    int32_t base; /* of HC_COLUMN_DAY: start number from which on its frames start */
    size_t older; /* column of the same list before this one; HC_NO_COLUMN */
} hc_column;

#define HC_NO_COLUMN SIZE_MAX

typedef struct hc_columns {
    size_t days;
    size_t count;
    size_t capacity;
    size_t tour_capacity;
    hc_column *all;
    hc_day_shift *tours; /* [count][days] of HC_COLUMN_DAY the one day only */
} hc_columns;

static inline const hc_day_shift *hc_columns_tour(const hc_columns *columns, size_t column)
{
    return &columns->tours[column * columns->days];
}

/*
 * Is there a column with these shifts in the list that begins at `newest`? All columns of a
 * list have one kind, group, and, for shifts of a day, day and base.
 */
bool hc_columns_have(const hc_columns *columns, size_t newest, const hc_day_shift *tour);

/* Appends; tour[days] is copied. HC_ERR_LIMIT, HC_ERR_MEMORY. */
hc_status hc_columns_add(hc_columns *columns, const hc_column *column, const hc_day_shift *tour,
                         hc_error *err) HC_MUST_USE;

void hc_columns_clear(hc_columns *columns);

#endif
