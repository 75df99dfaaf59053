#include "cli/staff/waits_file.h"

#include <strings.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table.h"

/* What has been read so far. */
typedef struct wait_list {
    size_t count;
    size_t wait_capacity;
    size_t hung_up_capacity;
    double *wait_s;
    bool *hung_up;
} wait_list;

static bool is_word(const char *text, const char *a, const char *b, const char *c)
{
    return strcasecmp(text, a) == 0 || strcasecmp(text, b) == 0 || strcasecmp(text, c) == 0;
}

static hc_status add_row(const hc_csv_table *table, size_t wait, size_t ended, wait_list *list,
                         hc_error *err)
{
    const char *word = hc_csv_table_text(table, ended);
    const bool gone = is_word(word, "1", "yes", "true");
    double wait_s = HC_MISSING;
    HC_TRY(hc_csv_table_number(table, wait, &wait_s, err));
    if (!(wait_s >= 0.0 && wait_s <= HC_TIME_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, hc_csv_table_place(table, wait), "it is in seconds",
                       "a wait must be 0 s or more, found '%s'",
                       hc_csv_table_text(table, wait));
    }
    if (!gone && !is_word(word, "0", "no", "false")) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, ended),
                       "1 where the caller hung up, 0 where the call was answered",
                       "hung_up must be 1 or 0, found '%s'", word);
    }
    HC_TRY(hc_grow(&list->wait_s, &list->wait_capacity, list->count + 1, sizeof *list->wait_s,
                   err));
    HC_TRY(hc_grow(&list->hung_up, &list->hung_up_capacity, list->count + 1,
                   sizeof *list->hung_up, err));
    list->wait_s[list->count] = wait_s;
    list->hung_up[list->count++] = gone;
    return HC_OK;
}

static hc_status read_rows(hc_csv_table *table, wait_list *list, hc_error *err)
{
    size_t wait = 0;
    size_t ended = 0;
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(table, err));
    HC_TRY(hc_csv_table_column(table, "wait_s|wait|waited_s", &wait, err));
    HC_TRY(hc_csv_table_column(table, "hung_up|abandoned", &ended, err));
    for (;;) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { return HC_OK; }
        HC_TRY(add_row(table, wait, ended, list, err));
    }
}

hc_status hc_waits_load(const char *path, hc_patience_curve *curve, hc_error *err)
{
    hc_csv_table *table = NULL;
    wait_list list = {0};
    hc_status st = hc_csv_table_open(&table, path, NULL, err);
    if (st == HC_OK) { st = read_rows(table, &list, err); }
    if (st == HC_OK) {
        st = hc_patience_curve_of_waits(list.wait_s, list.hung_up, list.count, curve, err);
    }
    hc_free(list.wait_s);
    hc_free(list.hung_up);
    hc_csv_table_close(table);
    return st;
}
