#include "forecast/load/source/sqlite_table.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/load/load_csv.h"
#include "tests/support/hc_test.h"

/* A database in a file of its own, made by these statements. */
static void make_database(char path[64], const char *sql)
{
    sqlite3 *handle = NULL;
    (void)snprintf(path, 64, "/tmp/hc_sqlite_XXXXXX");
    const int descriptor = mkstemp(path);
    CU_ASSERT_FATAL(descriptor >= 0);
    (void)close(descriptor);
    CU_ASSERT_EQUAL_FATAL(sqlite3_open(path, &handle), SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_close(handle), SQLITE_OK);
}

/* What is written of a database; the status in *st. */
static char *written(const char *sql, const char *table, hc_status *st, hc_error *err)
{
    char path[64];
    char *text = NULL;
    size_t length = 0;
    make_database(path, sql);
    FILE *out = open_memstream(&text, &length);
    char name[64] = "";
    *st = hc_sqlite_table_write(path, table, out, name, sizeof name, err);
    CU_ASSERT(*st != HC_OK || table == NULL || strcasecmp(name, table) == 0);
    (void)fclose(out);
    (void)unlink(path);
    return text;
}

static void check_text(const char *sql, const char *table, const char *expected)
{
    hc_error err = HC_ERROR_INIT;
    hc_status st = HC_OK;
    char *text = written(sql, table, &st, &err);
    CU_ASSERT_EQUAL(st, HC_OK);
    CU_ASSERT_STRING_EQUAL(text, expected);
    free(text);
}

static void check_refused(const char *sql, const char *table, const char *message)
{
    hc_error err = HC_ERROR_INIT;
    hc_status st = HC_OK;
    free(written(sql, table, &st, &err));
    CU_ASSERT_EQUAL(st, HC_ERR_FORMAT);
    CU_ASSERT_STRING_EQUAL(err.message, message);
}

#define CALLS "create table calls(timestamp text, offered integer, aht_s real);"
#define ROW "insert into calls values('2026-03-02 09:00', 12, 240.5);"
#define PEOPLE "create table people(id text, name text);"

static void the_only_table_is_taken_with_its_values(void)
{
    check_text("create table odd(a, \"b \"\"c\"); insert into odd values(1, 'x, \"y\"'), "
               "(null, x'00ff'), (2.5, 'line\nfeed')",
               NULL, "\"a\",\"b \"\"c\"\n1,\"x, \"\"y\"\"\"\n,\n2.5,\"line feed\"\n");
}

static void the_table_that_fits_is_taken_among_several(void)
{
    check_text(PEOPLE CALLS ROW, NULL,
               "\"timestamp\",\"offered\",\"aht_s\"\n\"2026-03-02 09:00\",12,240.5\n");
}

static void a_table_or_view_is_taken_by_name(void)
{
    check_text(PEOPLE CALLS ROW "create view busy as select timestamp, offered from calls;",
               "BUSY", "\"timestamp\",\"offered\"\n\"2026-03-02 09:00\",12\n");
}

static void what_cannot_be_chosen_is_named(void)
{
    check_refused(
        CALLS "create view again as select * from calls;" PEOPLE, NULL,
        "several of the database's tables have the columns of a history: again, calls");
    check_refused(PEOPLE "create table notes(text);", NULL,
                  "none of the database's tables have the columns of a history: notes, people");
    check_refused(PEOPLE, "calls", "the database has no table 'calls'; it has people");
    check_refused("", NULL, "the database has no table");
}

static void nothing_is_written_to_the_database(void)
{
    char path[64];
    hc_error err = HC_ERROR_INIT;
    char name[64] = "";
    FILE *out = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    make_database(path, CALLS ROW);
    CU_ASSERT_EQUAL(chmod(path, 0400), 0);
    CU_ASSERT_EQUAL(hc_sqlite_table_write(path, NULL, out, name, sizeof name, &err), HC_OK);
    CU_ASSERT_EQUAL(truncate(path, 1000), 0);
    CU_ASSERT_EQUAL(hc_sqlite_table_write(path, NULL, out, name, sizeof name, &err),
                    HC_ERR_INPUT);
    CU_ASSERT(strstr(err.message, "the database cannot be read: ") == err.message);
    (void)fclose(out);
    (void)unlink(path);
}

static void a_history_is_loaded_as_from_text(void)
{
    char path[64];
    const char *own[1] = {path};
    hc_load_options options = hc_load_options_default();
    hc_load_report report = HC_LOAD_REPORT_INIT;
    hc_series series = HC_SERIES_INIT;
    make_database(path,
                  PEOPLE CALLS ROW "insert into calls values('2026-03-02 09:30', 8, 200);");
    const size_t live = hc_heap_live();
    CU_ASSERT_EQUAL(hc_history_load(&options, own, 1, &series, &report, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_series_calls(&series, 0), 20.0);
    hc_series_clear(&series);
    hc_load_report_clear(&report);
    options.table = "people";
    CU_ASSERT_EQUAL(hc_history_load(&options, own, 1, &series, &report, NULL), HC_ERR_FORMAT);
    hc_load_report_clear(&report);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
    (void)unlink(path);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_only_table_is_taken_with_its_values),
        HC_TEST(the_table_that_fits_is_taken_among_several),
        HC_TEST(a_table_or_view_is_taken_by_name),
        HC_TEST(what_cannot_be_chosen_is_named),
        HC_TEST(nothing_is_written_to_the_database),
        HC_TEST(a_history_is_loaded_as_from_text),
    };
    return hc_test_run("forecast/load/sqlite_table", tests, sizeof tests / sizeof *tests);
}
