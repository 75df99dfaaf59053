#include "forecast/load/source/sqlite_table.h"

#include <sqlite3.h>
#include <string.h>
#include <strings.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/text/roles.h"

#define NAME_MAX_BYTES 256 /* of a table */
#define TABLES_MAX 1000
#define LIST_MAX 160 /* of their names, in messages */
#define BUSY_MS 2000 /* wait for who writes at the moment */

static const char mark[] = "SQLite format 3";

bool hc_sqlite_begins(const char *text, size_t length)
{
    return length >= sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0;
}

typedef struct database {
    const char *path;
    sqlite3 *handle;
} database;

static hc_status cannot_read(const database *from, hc_error *err)
{
    const bool memory = sqlite3_errcode(from->handle) == SQLITE_NOMEM;
    return hc_fail(err, memory ? HC_ERR_MEMORY : HC_ERR_INPUT, (hc_place){from->path, 0, 0}, "",
                   "the database cannot be read: %s", sqlite3_errmsg(from->handle));
}

static hc_status prepare(const database *from, const char *sql, sqlite3_stmt **statement,
                         hc_error *err)
{
    return sqlite3_prepare_v2(from->handle, sql, -1, statement, NULL) == SQLITE_OK
               ? HC_OK
               : cannot_read(from, err);
}

/* Nothing in the file can write, or run code of its own. */
static hc_status open_database(database *from, hc_error *err)
{
    int on = 0;
    if (sqlite3_open_v2(from->path, &from->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK) {
        return cannot_read(from, err);
    }
    (void)sqlite3_busy_timeout(from->handle, BUSY_MS);
    (void)sqlite3_db_config(from->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &on);
    (void)sqlite3_db_config(from->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    return sqlite3_exec(from->handle, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK
               ? HC_OK
               : cannot_read(from, err);
}

/* ---- which table --------------------------------------------------------------------------
 */

typedef struct table_choice {
    const char *wanted;            /* NULL: find it */
    char found[NAME_MAX_BYTES];    /* by name */
    size_t count, fitting;         /* of all; of those with the columns of a history */
    char last[NAME_MAX_BYTES];     /* of all */
    char last_fit[NAME_MAX_BYTES]; /* of those that fit */
    char list[LIST_MAX], fit_list[LIST_MAX];
} table_choice;

static hc_status select_all(const database *from, const char *name, sqlite3_stmt **statement,
                            hc_error *err)
{
    char *sql = sqlite3_mprintf("SELECT * FROM \"%w\"", name);
    if (sql == NULL) {
        return hc_fail(err, HC_ERR_MEMORY, (hc_place){from->path, 0, 0}, "", "out of memory");
    }
    const hc_status st = prepare(from, sql, statement, err);
    sqlite3_free(sql);
    return st;
}

/* Whether the columns are those of a history; a view that cannot be read is none. */
static bool fits(const database *from, const char *name)
{
    const char *names[HC_CSV_COLUMNS_MAX];
    sqlite3_stmt *statement = NULL;
    bool yes = false;
    if (select_all(from, name, &statement, NULL) == HC_OK) {
        const int count = sqlite3_column_count(statement);
        for (int i = 0; i < count && i < HC_CSV_COLUMNS_MAX; i++) {
            names[i] = sqlite3_column_name(statement, i);
        }
        yes = count <= HC_CSV_COLUMNS_MAX && hc_roles_are_history(names, (size_t)count);
    }
    (void)sqlite3_finalize(statement);
    return yes;
}

static void add_name(char list[LIST_MAX], const char *name)
{
    const size_t used = strlen(list);
    (void)snprintf(list + used, LIST_MAX - used, "%s%s", used > 0 ? ", " : "", name);
}

static void see_table(const database *from, const char *name, table_choice *choice)
{
    if (strlen(name) >= NAME_MAX_BYTES) { return; }
    choice->count++;
    (void)snprintf(choice->last, sizeof choice->last, "%s", name);
    add_name(choice->list, name);
    if (choice->wanted != NULL) {
        if (strcasecmp(name, choice->wanted) == 0) {
            (void)snprintf(choice->found, sizeof choice->found, "%s", name);
        }
        return;
    }
    if (!fits(from, name)) { return; }
    choice->fitting++;
    add_name(choice->fit_list, name);
    (void)snprintf(choice->last_fit, sizeof choice->last_fit, "%s", name);
}

static hc_status see_tables(const database *from, table_choice *choice, hc_error *err)
{
    sqlite3_stmt *statement = NULL;
    hc_status st = prepare(from,
                           "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND "
                           "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                           &statement, err);
    int step = SQLITE_ROW;
    while (st == HC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW &&
           choice->count < TABLES_MAX) {
        see_table(from, (const char *)sqlite3_column_text(statement, 0), choice);
    }
    if (st == HC_OK && step != SQLITE_ROW && step != SQLITE_DONE) {
        st = cannot_read(from, err);
    }
    (void)sqlite3_finalize(statement);
    return st;
}

static hc_status choose(const database *from, const char *wanted, char name[NAME_MAX_BYTES],
                        hc_error *err)
{
    table_choice choice = {.wanted = wanted};
    const hc_place at = {from->path, 0, 0};
    HC_TRY(see_tables(from, &choice, err));
    if (choice.count == 0) {
        return hc_fail(err, HC_ERR_FORMAT, at, "", "the database has no table");
    }
    const bool by_name = choice.found[0] != '\0';
    if (by_name || (wanted == NULL && (choice.fitting == 1 || choice.count == 1))) {
        (void)snprintf(name, NAME_MAX_BYTES, "%s",
                       by_name               ? choice.found
                       : choice.fitting == 1 ? choice.last_fit
                                             : choice.last);
        return HC_OK;
    }
    if (wanted != NULL) {
        return hc_fail(err, HC_ERR_FORMAT, at, "--table NAME",
                       "the database has no table '%s'; it has %s", wanted, choice.list);
    }
    return hc_fail(err, HC_ERR_FORMAT, at, "say which: --table NAME",
                   "%s of the database's tables have the columns of a history: %s",
                   choice.fitting == 0 ? "none" : "several",
                   choice.fitting == 0 ? choice.list : choice.fit_list);
}

/* ---- rows ---------------------------------------------------------------------------------
 */

static void put_quoted(FILE *out, const char *text)
{
    hc_csv_put_quoted(out, text, strlen(text));
}

static void put_value(FILE *out, sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        (void)fprintf(out, "%lld", (long long)sqlite3_column_int64(row, column));
        break;
    case SQLITE_FLOAT:
        hc_csv_put_number(out, sqlite3_column_double(row, column));
        break;
    case SQLITE_TEXT:
        put_quoted(out, (const char *)sqlite3_column_text(row, column));
        break;
    default:
        break;
    }
}

static hc_status put_header(const database *from, sqlite3_stmt *rows, FILE *out, hc_error *err)
{
    const int columns = sqlite3_column_count(rows);
    if (columns > HC_CSV_COLUMNS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, (hc_place){from->path, 0, 0}, "name a view of fewer",
                       "the table has more than %d columns", HC_CSV_COLUMNS_MAX);
    }
    for (int i = 0; i < columns; i++) {
        if (i > 0) { (void)fputc(',', out); }
        put_quoted(out, sqlite3_column_name(rows, i));
    }
    (void)fputc('\n', out);
    return HC_OK;
}

static hc_status put_rows(const database *from, sqlite3_stmt *rows, FILE *out, hc_error *err)
{
    const int columns = sqlite3_column_count(rows);
    int step = SQLITE_ROW;
    HC_TRY(put_header(from, rows, out, err));
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++) {
            if (i > 0) { (void)fputc(',', out); }
            put_value(out, rows, i);
        }
        (void)fputc('\n', out);
    }
    if (step != SQLITE_DONE) { return cannot_read(from, err); }
    if (fflush(out) == 0 && ferror(out) == 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_INPUT, (hc_place){from->path, 0, 0}, "is the disk full?",
                   "a temporary file cannot be written");
}

hc_status hc_sqlite_table_write(const char *path, const char *wanted, FILE *out, char *table,
                                size_t size, hc_error *err)
{
    database from = {path, NULL};
    char name[NAME_MAX_BYTES] = "";
    sqlite3_stmt *rows = NULL;
    hc_status st = open_database(&from, err);
    if (st == HC_OK) { st = choose(&from, wanted, name, err); }
    if (st == HC_OK) { st = select_all(&from, name, &rows, err); }
    if (st == HC_OK) { st = put_rows(&from, rows, out, err); }
    (void)snprintf(table, size, "%s", name);
    (void)sqlite3_finalize(rows);
    (void)sqlite3_close(from.handle);
    return st;
}
