/*
 * Delimited text, row by row: histories, requirement files, agents, rosters, grids. Finds the
 * encoding and the delimiter, converts to UTF-8 before splitting, splits with libcsv in strict
 * mode and names every fault by file, line and column.
 *
 *     hc_csv_table *table = NULL;
 *     hc_csv_row row;
 *     bool more = true;
 *     st = hc_csv_table_open(&table, path, NULL, err);
 *     if (st == HC_OK) { st = hc_csv_table_header(table, err); }
 *     if (st == HC_OK) { st = hc_csv_table_column(table, "agents|required_agents", &agents,
 * err); } while (st == HC_OK && (st = hc_csv_table_next(table, &row, &more, err)) == HC_OK &&
 * more) { st = hc_csv_table_number(table, agents, &value, err);
 *         ...
 *     }
 *     hc_csv_table_close(table);
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_TABLE_H
#define HC_FORECAST_LOAD_CSV_CSV_TABLE_H

#include "forecast/load/csv/csv_gather.h"
#include "forecast/load/csv/csv_row.h"
#include "forecast/load/text/stamp.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_ENCODING_MAX 32

typedef struct hc_csv_table hc_csv_table; /* opaque: buffers, parser and place */

typedef struct hc_csv_options {
    const char *encoding; /* iconv name for a file that is neither marked nor UTF-8; NULL: by
                             its look */
    char delimiter;       /* , ; tab |; '\0': found from the file */
    const char *table;    /* of an SQLite database; NULL: the only one that fits */
} hc_csv_options;

/*
 * path "-" is standard input (kept in an unlinked temporary file, so that it can be rewound,
 * which takes the place of a pipe: whoever opens it again in this process reads the same);
 * gzip files are unpacked on the way, JSON lists and SQLite tables made rows. options may be
 * NULL. Nothing is read past the sniffed part into memory.
 *
 * Errors  HC_ERR_INPUT   not there, not readable, a folder; HC_ERR_EMPTY  no bytes or only
 * blanks; HC_ERR_FORMAT  a binary file (workbook, archive, NUL bytes), an unknown encoding,
 *                        a database without the one table; HC_ERR_MEMORY.
 */
hc_status hc_csv_table_open(hc_csv_table **table, const char *path,
                            const hc_csv_options *options, hc_error *err) HC_MUST_USE;

/*
 * The next row that is not blank; *more is false at the end. HC_ERR_PARSE, HC_ERR_LIMIT: this
 * row is bad (place in err, hc_csv_table_fault says which kind) and the call after goes on with
 * the line after the one where it began. HC_ERR_INPUT and HC_ERR_MEMORY end the reading.
 */
hc_status hc_csv_table_next(hc_csv_table *table, hc_csv_row *row, bool *more,
                            hc_error *err) HC_MUST_USE;

/* What was wrong with the row that hc_csv_table_next refused last. */
hc_csv_fault hc_csv_table_fault(const hc_csv_table *table);

/* Back to the first line. */
hc_status hc_csv_table_rewind(hc_csv_table *table, hc_error *err) HC_MUST_USE;

/*
 * Reads the first row that has as many cells as most rows and keeps it as the header.
 * HC_ERR_EMPTY when there is none. hc_csv_table_keep_header keeps the current row instead.
 */
hc_status hc_csv_table_header(hc_csv_table *table, hc_error *err) HC_MUST_USE;
hc_status hc_csv_table_keep_header(hc_csv_table *table, hc_error *err) HC_MUST_USE;

/* A header of two rows: cells that the kept one leaves empty take the name that the one kept
 * before it has there. */
hc_status hc_csv_table_join_header(hc_csv_table *table, hc_error *err) HC_MUST_USE;

/*
 * A table spread out: at least three columns side by side, half of all, whose names in the kept
 * header are dates, ascending times of day, or weekdays (also as 1 to 7) beside a column
 * with the week's date.
 * From then on a row for each of their cells that is not empty: the columns before them, the
 * name as date or time, and the cell as volume; places are those of the cell. The weeks' dates
 * have the order `wanted`, or the one by which all are the same weekday. *melted is false, and
 * nothing changed, for any other table. Errors as of hc_csv_table_next.
 */
hc_status hc_csv_table_melt(hc_csv_table *table, hc_date_order wanted, bool *melted,
                            hc_error *err) HC_MUST_USE;

/*
 * A pivot table whose first column, "Row Labels", holds days, times and queues of all levels.
 * From then on a row for each of the lowest level: "queue" (where there are queues), "date" and
 * "time", or "timestamp", then the values; where the columns are queues below "Sum of Calls", a
 * row for each of them. Sums give no row. *outlined is false, and nothing changed, for any
 * other table. Errors as of hc_csv_table_next.
 */
hc_status hc_csv_table_outline(hc_csv_table *table, bool *outlined, hc_error *err) HC_MUST_USE;

/* The parts of dates and times that the kept header names; *found where they make a date, or a
 * time of day, that no single column holds. Dates that name weeks have the order `wanted`, or
 * the one by which all are the same weekday. Errors as of hc_csv_table_next. */
hc_status hc_csv_table_find_time_parts(hc_csv_table *table, hc_date_order wanted,
                                       hc_csv_time_parts *parts, bool *found,
                                       hc_error *err) HC_MUST_USE;

/*
 * From now on a row for each group of each record, or one a record: the record's cells, then
 * "date" and "time" where parts make them, then "queue" and the measures of the group. The
 * columns of groups lose their names. A group whose measures are all empty gives no row; places
 * are those of the record's cells. parts, groups: may be NULL. keep_header ends it.
 *
 * Errors  HC_ERR_MEMORY
 */
hc_status hc_csv_table_gather(hc_csv_table *table, const hc_csv_time_parts *parts,
                              const hc_csv_groups *groups, hc_error *err) HC_MUST_USE;
bool hc_csv_table_is_gathered(const hc_csv_table *table);

/* Columns of a metric's name and its value in the kept header; false: they are not both there.
 */
bool hc_csv_table_find_metric(const hc_csv_table *table, size_t *metric, size_t *value);

/*
 * From now on a row for each set of cells in the columns that are keys[column_count], of which
 * there is one at least, in the order they are met: those cells, and one for each metric. A
 * metric that comes once more for the same keys begins another row. Rows too short to have a
 * metric stay as they are; places are the lines of the values. Errors as of hc_csv_table_next,
 * but for rows that are bad, which are told when it comes to them; HC_ERR_LIMIT past the limits
 * of csv_long.h; HC_ERR_MEMORY.
 */
hc_status hc_csv_table_pivot(hc_csv_table *table, const bool *keys, size_t metric, size_t value,
                             hc_error *err) HC_MUST_USE;

/* A file without a header: the columns are called 1, 2, 3 and so on, as many as the current row
 * has, and the header line is 0. */
hc_status hc_csv_table_number_header(hc_csv_table *table, hc_error *err) HC_MUST_USE;

/*
 * Names of the header's columns that is_read(of, column) does not know, apart by commas; those
 * without room in text[size] are counted: "Team, Longest wait and 3 more".
 */
typedef bool hc_csv_is_read(const void *of, size_t column);
void hc_csv_table_list_unread(const hc_csv_table *table, hc_csv_is_read *is_read,
                              const void *of, char *text, size_t size);

size_t hc_csv_table_column_count(const hc_csv_table *table); /* of the header */
const char *hc_csv_table_column_name(const hc_csv_table *table, size_t column);
/* Of the row that was the header before, as it stands. */
const char *hc_csv_table_upper_name(const hc_csv_table *table, size_t column);
int64_t hc_csv_table_header_line(const hc_csv_table *table);

/*
 * Column whose name is one of names ("agents|required_agents"; case, blanks, '_' and '-' do not
 * matter). find gives HC_CSV_NO_COLUMN when there is none; column makes that HC_ERR_FORMAT with
 * the names looked for and the columns found.
 */
size_t hc_csv_table_find(const hc_csv_table *table, const char *names);
hc_status hc_csv_table_column(const hc_csv_table *table, const char *names, size_t *column,
                              hc_error *err) HC_MUST_USE;

/*
 * Cells of the current row by column, errors with place. text is "" where the row has no such
 * cell (also for HC_CSV_NO_COLUMN). number: C locale, whole cell, finite; an empty cell gives
 * HC_MISSING; else it fails with HC_ERR_PARSE.
 */
const char *hc_csv_table_text(const hc_csv_table *table, size_t column);
hc_status hc_csv_table_number(const hc_csv_table *table, size_t column, double *value,
                              hc_error *err) HC_MUST_USE;

/* Where a cell of the current row begins: physical line and character, both 1-based. file is
 * valid as long as the table. */
hc_place hc_csv_table_place(const hc_csv_table *table, size_t column);

/* What was found: "UTF-8", "UTF-16LE", "CP949" ...; the delimiter; for notes and `check`. */
const char *hc_csv_table_encoding(const hc_csv_table *table);
const char *hc_csv_table_origin(const hc_csv_table *table); /* "sheet 'May' of the workbook", or
                                                               "": the file itself */
char hc_csv_table_delimiter(const hc_csv_table *table);
const char *hc_csv_table_file(const hc_csv_table *table); /* path as given; "stdin" for "-" */
bool hc_csv_table_encoding_is_guess(const hc_csv_table *table); /* by its look: say so */

void hc_csv_table_close(hc_csv_table *table); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
