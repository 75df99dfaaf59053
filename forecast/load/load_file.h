/*
 * One file during a load: what the first pass saw of its columns and what was decided from
 * that. Shared by survey.c (first pass), fill.c (second pass) and load_csv.c.
 */
#ifndef HC_FORECAST_LOAD_LOAD_FILE_H
#define HC_FORECAST_LOAD_LOAD_FILE_H

#include "forecast/load/column_groups.h"
#include "forecast/load/first_row.h"
#include "forecast/load/load_csv.h"
#include "forecast/load/queue_names.h"
#include "forecast/load/text/call_outcome.h"
#include "forecast/load/text/quantity.h"
#include "forecast/load/text/stamp.h"
#include "forecast/load/text/total_words.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LOAD_DAYS (HC_DAY_MAX - HC_DAY_MIN + 1)
#define HC_MINUTES_AN_HOUR 60

/* Cells of a column of handle times. */
typedef struct hc_time_evidence {
    size_t clocks, numbers, two_part;
    double sum, rows, positive; /* seconds as numbers and m:ss stand, rows, those above 0 */
    double handled;             /* contacts of those rows */
    double sum_square, handled_square, product; /* for their correlation */
} hc_time_evidence;

/* Columns whose values tell queues apart: channels, then sites. */
#define HC_SPLITS 2
extern const hc_role hc_split_role[HC_SPLITS];

typedef struct hc_value_split {
    bool many; /* more than one value is in use */
    char first[HC_QUEUE_NAME_MAX];
} hc_value_split;

typedef struct hc_load_plan {
    const char *path;
    const char *name;    /* as shown: "stdin" for "-" */
    hc_csv_table *table; /* NULL between the passes of many files */
    hc_column_map map;
    char rival[HC_QUEUE_NAME_MAX];   /* a column that may be the contacts offered, too */
    char by_look[HC_FIRST_ROW_TEXT]; /* columns of a file without a header; "": it has one */
    bool is_wide;                    /* a column for each day or time of day */
    bool is_outline;                 /* nested labels of a pivot table in one column */
    bool is_long;                    /* a row for each metric */
    hc_column_gathering gathered;
    size_t needed_cells; /* the last named column and those before it */
    hc_value_split split[HC_SPLITS];
    /* seen */
    hc_order_evidence dates;
    hc_stamp above;      /* the latest date of a column that leaves it out where it repeats */
    size_t dates_filled; /* rows that took it */
    char above_queue[HC_QUEUE_NAME_MAX]; /* the same of the queue */
    char title_queue[HC_QUEUE_NAME_MAX]; /* that a line above the rows names; "": none */
    int32_t year;                        /* of dates without one; 0: nobody said it */
    size_t dates_dated;                  /* dates that had no year */
    int32_t new_year_until; /* months before it are of the year after `year`; 0: none is */
    int32_t hour_before;    /* of the row before, and its day of the month */
    int32_t day_before;
    size_t noon_falls;      /* rows at 1 behind one at 12 of the same day */
    bool has_afternoon;     /* a time of 13:00 or later */
    hc_stamp title_day;     /* the same of the day */
    size_t dates_of_titles; /* rows that took it */
    int64_t timeless_line;  /* the first row without a time that can be read; 0: none */
    hc_role timeless_role;  /* whose cell it is that cannot */
    char timeless_text[HC_QUEUE_NAME_MAX];
    hc_error fault;     /* of the first row that is none; line 0: there was no such row */
    int64_t order_line; /* the first row that shows the order, or the first that has one */
    char order_text[HC_QUEUE_NAME_MAX];
    size_t minute_seen[HC_MINUTES_AN_HOUR];
    int32_t bare_max;
    size_t stamps, midnights, midnights_24, offsets, zone_letters;
    int32_t offset_least_s, offset_most_s; /* of the times with one */
    size_t volume_cells, volume_empty;
    hc_mark_evidence marks;
    hc_size_evidence sizes[HC_ROLES];
    int64_t marks_line;
    char marks_text[HC_QUEUE_NAME_MAX];
    hc_time_evidence time[HC_ROLES];
    size_t outbound_rows;
    size_t queue_cells, queue_empty;
    size_t outcomes[HC_CALL_OUTCOMES];    /* calls that ended so, by their words */
    char outcome_text[HC_QUEUE_NAME_MAX]; /* the first word that says neither */
    double share_most[HC_ROLES];          /* largest number in a column of shares */
    /* decided */
    hc_date_order order;
    char decimal;
    bool bare_with_minutes;
    bool empty_is_no_data;
    bool fill_queue; /* merged cells leave the queue out where it repeats */
    hc_time_unit unit[HC_ROLES];
    hc_time_sense sense[HC_ROLES];
    hc_label_side label;
    int64_t first_day, last_day;           /* with any row */
    int64_t twin_first_day, twin_last_day; /* shared with another list of calls */
    size_t twins;                          /* calls of an earlier file */
} hc_load_plan;

/* A single call that was met; file 0: none, else its number and one. */
typedef struct hc_call_met {
    uint64_t hash;
    uint32_t file;
} hc_call_met;

/* A single call of an agent's: from the answer to the end of its after-call work. */
typedef struct hc_agent_call {
    uint64_t agent;     /* hash of the name, which is not kept */
    int64_t from_utc_s; /* answered */
    double until_utc_s;
    uint32_t row; /* of the ledger */
} hc_agent_call;

/* Rows of each day, indexed by day - HC_DAY_MIN. */
typedef struct hc_day_counts {
    uint32_t *month_first; /* of the current file, if dates are month/day/year (or plain) */
    uint32_t *day_first;   /* of the current file, if they are day/month/year (or plain) */
    uint32_t *all;         /* of the files decided so far */
} hc_day_counts;

typedef struct hc_loading {
    const hc_load_options *options;
    size_t file_count;
    hc_load_plan *plan;
    hc_queue_names names;
    hc_day_counts days;
    int64_t first_day, last_day; /* that rows may lie on */
    int32_t interval_min;        /* of the rows, before any regridding */
    unsigned parts;              /* of hc_series_part: arrays of every queue */
    bool keep_open;
    hc_load_report *report;
    hc_series series;
    size_t queue_capacity;
    double *ring_s; /* [queues] */
    size_t ring_capacity;
    uint32_t **ledger_row; /* [queue][slot]: a row of the ledger and one; 0: none */
    size_t ledger_row_count;
    size_t ledger_row_capacity;
    hc_call_met *met; /* [met_room] by hash, see call_twins.h */
    size_t met_count, met_room;
    hc_agent_call *agent_calls;
    size_t agent_call_count, agent_call_capacity;
} hc_loading;

/* True when some role has a column in the file. */
static inline bool hc_plan_has(const hc_load_plan *plan, hc_role role)
{
    return plan->map.column[role] != HC_CSV_NO_COLUMN;
}

/* The cell of a role; an empty one when there is none. */
static inline hc_csv_cell_text hc_plan_cell(const hc_load_plan *plan, const hc_csv_row *row,
                                            hc_role role)
{
    const hc_csv_cell_text empty = {"", 0};
    const size_t column = plan->map.column[role];
    return column < row->count ? row->cell[column] : empty;
}

typedef enum hc_row_sort {
    HC_ROW_DATA = 0,
    HC_ROW_TOTAL,
    HC_ROW_RAGGED,
    HC_ROW_NO_TIME
} hc_row_sort;

/* Tells rows with a time from totals, repeated headers, ragged rows and rows without a time. */
hc_row_sort hc_row_read_stamp(hc_load_plan *plan, const hc_csv_row *row, hc_stamp *stamp);

/* A line such as "Split/Skill: Sales" or "Date: 2026-06-01" above the rows: their queue or day
 * where no column has it, kept in the plan. False for other lines. */
bool hc_row_is_title(hc_load_plan *plan, const hc_csv_row *row);

/* "83.2 %" without its sign: the length of the number; *percent tells whether there was one. */
size_t hc_share_digits(hc_csv_cell_text cell, bool *percent);

/* The name under which a row's queue is kept, a reason behind a mark; false when it is empty or
 * too long. */
bool hc_row_queue_name(const hc_load_plan *plan, const hc_load_options *options,
                       const hc_csv_row *row, char *name, size_t *length);

/* Keeps the queue of this row for those below that have none. */
void hc_row_remember_queue(hc_load_plan *plan, const hc_csv_row *row);

/* The role of the column that holds the row's date or time, for places. */
hc_role hc_plan_time_role(const hc_load_plan *plan);

/* The row's day; false: there is no such day. */
bool hc_plan_day(const hc_load_plan *plan, const hc_stamp *stamp, int64_t *day);

/* The next row may be read all the same. */
static inline bool hc_is_row_fault(hc_status st)
{
    return st == HC_ERR_PARSE || st == HC_ERR_LIMIT;
}

/* Tries each of the first rows as header, and tells the table how its rows are made; the error
 * is that of the most likely one. */
hc_status hc_plan_find_header(hc_load_plan *plan, const hc_load_options *options,
                              hc_error *err) HC_MUST_USE;

/* Names of the columns that are read, and of those that are not. */
void hc_plan_describe_columns(hc_load_plan *plan, hc_load_file *file);

hc_status hc_plan_open(hc_loading *loading, size_t file, hc_error *err) HC_MUST_USE;
void hc_plan_close(hc_loading *loading, size_t file);

/* First pass over a file: evidence, queue names, days. Then the decisions. */
hc_status hc_survey_file(hc_loading *loading, size_t file, hc_error *err) HC_MUST_USE;
hc_status hc_survey_decide(hc_loading *loading, size_t file, hc_error *err) HC_MUST_USE;

/* history_days.c: first_day and last_day by the rows that are believed, the axis of them, and
 * the axis cut to the days that got rows. */
hc_status hc_load_days_find(hc_loading *loading, hc_error *err) HC_MUST_USE;
hc_status hc_load_days_axis(hc_loading *loading, hc_error *err) HC_MUST_USE;
hc_status hc_load_days_trim(hc_series *series, hc_error *err) HC_MUST_USE;

/* The interval of all files together, from the first pass; after the second, the coarser one
 * where a stretch of the history has it, or where the user asked for it. */
hc_status hc_decide_interval(hc_loading *loading, hc_error *err) HC_MUST_USE;
hc_status hc_mend_interval(hc_loading *loading, hc_error *err) HC_MUST_USE;

/* Optional arrays that the files have columns for. */
unsigned hc_plans_parts(const hc_loading *loading);

/* Second pass over a file, into loading->series. */
hc_status hc_fill_file(hc_loading *loading, size_t file, hc_error *err) HC_MUST_USE;

/* Takes away queues that are sums: those called "Total" beside others, and one whose contacts
 * are, in nearly every interval, what two or more others have together. HC_ERR_MEMORY. */
hc_status hc_drop_total_queues(hc_loading *loading, hc_error *err) HC_MUST_USE;

/* Says of queues whose contacts only ever rise within a day. */
void hc_note_running_totals(hc_loading *loading);

/* Adds what a second queue of the same axis has in a slot. */
void hc_queue_add_slot(hc_queue *queue, size_t slot, const hc_queue *from);

/* Marks of the second pass in hc_queue.state, taken away at the end. */
#define HC_STATE_BY_THIS_FILE 0x40U

/* hc_slot_state of a slot during the second pass, without the marks. */
static inline uint8_t hc_slot_state_of(const hc_queue *queue, size_t slot)
{
    return queue->state[slot] & (uint8_t)~HC_STATE_BY_THIS_FILE;
}

void hc_load_note(hc_load_report *report, const char *format, ...) HC_PRINTF(2, 3);

/* How each file was taken, for the notes of the report. */
void hc_load_note_first_pass(hc_loading *loading);

/* What to do where a file has totals of days. */
#define HC_DAYS_ALONE_HINT                                                                     \
    "agents are needed by the hour: export it by interval, an hour or less, with the time of " \
    "day beside the date; eight weeks are enough to start"

/* Why nothing of a file has a day: HC_ERR_EMPTY. */
hc_status hc_load_no_days(const hc_loading *loading, size_t file, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
