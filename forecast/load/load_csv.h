/*
 * History from CSV files into an hc_series: columns, units, date order, interval, queues and
 * zone by evidence, each bad row named, good rows kept. Reads every file twice (standard input
 * goes through an unlinked temporary file), so memory is what the series needs and a little
 * more.
 */
#ifndef HC_FORECAST_LOAD_CSV_H
#define HC_FORECAST_LOAD_CSV_H

#include "forecast/ledger.h"
#include "forecast/load/columns.h"
#include "forecast/load/rejects.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CALLS_MAX 1e9     /* contacts in one interval */
#define HC_AHT_MAX_S 86400.0 /* a handle time of more than a day is a wrong unit */
#define HC_LOAD_NOTE_MAX 240
#define HC_LOAD_NOTES_MAX 64
#define HC_LOAD_FILES_MAX 1000

typedef enum hc_on_conflict {
    HC_CONFLICT_DEFAULT = 0, /* within one file as ERROR, from a later file as LAST */
    HC_CONFLICT_FIRST,
    HC_CONFLICT_LAST,
    HC_CONFLICT_SUM,
    HC_CONFLICT_ERROR /* the later row is rejected, the first one kept */
} hc_on_conflict;

typedef enum hc_label_side { HC_LABEL_FOUND = 0, HC_LABEL_START, HC_LABEL_END } hc_label_side;

/* Seconds of ringing that are part of a queue's handle times. */
typedef double hc_ring_s(const void *of, const char *queue);

typedef struct hc_load_options {
    const hc_zone *zone; /* NULL: floating wall clock */
    int32_t
        interval_min;  /* 0: as the data have it; else at least that coarse, a multiple of it */
    unsigned parts;    /* of HC_PART_AHT, HANDLED, ABANDONED: arrays wanted when the files have
                          them */
    double slots_full; /* queues x intervals above which only calls and AHT are kept */
    const char *column[HC_ROLES]; /* the user's own names of columns, or all by number in a
                                     file without a header; NULL: by synonym */
    const char *encoding;         /* see hc_csv_options */
    const char *table;            /* likewise */
    char delimiter;               /* '\0': found */
    hc_date_order date_order;
    int32_t year;          /* of dates that have none; 0: such dates are refused */
    char decimal;          /* '.' or ','; '\0': found */
    hc_time_unit aht_unit; /* of every handle time without one in its name */
    hc_label_side label;   /* do times name the start or the end of an interval? */
    hc_on_conflict on_conflict;
    const char *queue_name;    /* of rows in files without a queue column; NULL: "all" */
    int64_t from_day;          /* rows before are left out, counted; HC_DAY_NONE: all */
    int64_t until_day;         /* rows on or after this day likewise; HC_DAY_NONE: all */
    double rejects_most_share; /* of all rows, 0..1 */
    size_t rejects_most_rows;  /* as many are always allowed */
    hc_ledger *ledger;         /* filled when not NULL; empty, or a ledger that is cleared */
    hc_ring_s *ring_s;         /* seconds that a queue's contacts ring at an agent before they
                                  are answered, added to every handle time; NULL: none */
    const void *ring_of;       /* what it is called with */
} hc_load_options;

/* Floating zone, everything found, all three parts, 5 % or 10 rows of rejects. */
hc_load_options hc_load_options_default(void);

/* One file as it was understood. Texts are UTF-8; "" where there is nothing to say. */
typedef struct hc_load_file {
    char path[HC_ERROR_FILE_MAX];
    char encoding[HC_CSV_ENCODING_MAX];
    char origin[HC_CSV_ORIGIN_MAX]; /* "sheet 'May' of the workbook"; "": all of the file */
    bool encoding_is_guess;
    char delimiter;
    int64_t header_line;
    char column[HC_ROLES][HC_QUEUE_NAME_MAX]; /* header text by role; "" not there */
    char unread[HC_LOAD_NOTE_MAX];            /* names of the others, apart by commas */
    hc_time_unit unit[HC_ROLES];              /* of the time columns, after evidence */
    hc_time_sense sense[HC_ROLES];            /* likewise: average or total */
    hc_date_order date_order;
    char date_why[HC_LOAD_NOTE_MAX]; /* "day 23 in line 12" */
    char decimal;                    /* '.' or ',' */
    bool has_offsets;                /* times carry Z or +hh:mm */
    hc_label_side label;
    int32_t interval_min; /* of this file's own times */
    size_t rows;          /* all rows after the header, blank lines not counted */
    size_t kept;
    size_t rejected;
    size_t duplicates; /* identical rows dropped, and rows that lost or won a conflict */
    size_t conflicts;  /* of these: with other numbers */
    size_t totals;     /* sum rows, footers and repeated headers dropped */
    size_t no_data;    /* rows that say "no data": calls empty or '-' */
    size_t outside;    /* rows before from_day or from until_day on */
} hc_load_file;

typedef struct hc_load_report {
    size_t file_count;
    hc_load_file *files;
    int32_t interval_min; /* of the series */
    int32_t coarsest_min; /* interval of the coarser stretch when it changed half-way, else the
                             same */
    int64_t first_day, last_day; /* local days of the series */
    size_t rows, kept;           /* sums over the files */
    size_t duplicates, conflicts, totals, no_data, outside;
    bool offered_is_sum;     /* no volume column: handled + abandoned */
    bool offered_is_handled; /* no volume and no abandoned column: handled alone */
    size_t clock_twins; /* rows put into the second of two equal wall times by file order */
    size_t clock_zeros; /* rows without calls at times that clocks skipped, dropped */
    size_t note_count;
    char note[HC_LOAD_NOTES_MAX][HC_LOAD_NOTE_MAX]; /* sentences for stderr and `check` */
    hc_rejects rejects;
} hc_load_report;

#define HC_LOAD_REPORT_INIT                                                                    \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Loads one or more files as one history.
 *
 * Gives   out: an axis of whole local days from the first to the last row; slots without rows
 * are HC_SLOT_GAP with HC_MISSING calls, slots with rows HC_SLOT_OPEN. Queues in order of first
 * appearance; rows that differ in their reason are added up. handled, abandoned and aht_s as
 * far as asked for and present. Errors HC_ERR_INPUT, HC_ERR_EMPTY (no usable row),
 * HC_ERR_FORMAT (columns missing, dates or decimals that can be read in two ways, intervals
 * that do not nest, a binary file), HC_ERR_LIMIT (queues, days, size), HC_ERR_REJECTS (more
 * than the options allow), HC_ERR_USAGE, HC_ERR_MEMORY. On error *out is as before and a ledger
 * partly filled; *report (cleared first, must not be NULL) tells what was understood until
 * then, also on error.
 */
hc_status hc_history_load(const hc_load_options *options, const char *const *paths,
                          size_t path_count, hc_series *out, hc_load_report *report,
                          hc_error *err) HC_MUST_USE;

const char *hc_date_order_name(hc_date_order order); /* "year-month-day" ... */
const char *hc_time_unit_name(hc_time_unit unit);    /* "seconds", "m:ss" ... */

void hc_load_report_clear(hc_load_report *report);

#ifdef __cplusplus
}
#endif
#endif
