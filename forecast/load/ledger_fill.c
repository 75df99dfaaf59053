#include "forecast/load/ledger_fill.h"

#include <stdio.h>
#include <string.h>

#include "forecast/load/fill_values.h"

/* ---------------------------------------------------------------- which facts there are */

/* A fact is there when one of its columns is; a total needs the contacts it is of as well. */
typedef struct fact_source {
    hc_fact fact;
    hc_role column;
    hc_role other; /* also gives it; the same role: nothing else does */
} fact_source;

static const fact_source sources[] = {
    {HC_FACT_HANDLED, HC_ROLE_HANDLED, HC_ROLE_ABANDONED}, /* what is left of the offered */
    {HC_FACT_ABANDONED, HC_ROLE_ABANDONED, HC_ROLE_ABANDONED},
    {HC_FACT_IN_TARGET, HC_ROLE_IN_TARGET, HC_ROLE_SERVICE_LEVEL},
    {HC_FACT_WAIT_S, HC_ROLE_WAIT, HC_ROLE_WAIT},
    {HC_FACT_HANDLE_S, HC_ROLE_AHT, HC_ROLE_TOTAL_HANDLE},
    {HC_FACT_HANDLE_S, HC_ROLE_TALK, HC_ROLE_TALK},
    {HC_FACT_TALK_S, HC_ROLE_TALK, HC_ROLE_TALK},
    {HC_FACT_HOLD_S, HC_ROLE_HOLD, HC_ROLE_HOLD},
    {HC_FACT_ACW_S, HC_ROLE_ACW, HC_ROLE_ACW},
    {HC_FACT_STAFFED_S, HC_ROLE_STAFFED, HC_ROLE_STAFFED},
    {HC_FACT_PAID_S, HC_ROLE_PAID, HC_ROLE_PAID},
    {HC_FACT_GAP_S, HC_ROLE_AGENT, HC_ROLE_AGENT},
    {HC_FACT_GAPS, HC_ROLE_AGENT, HC_ROLE_AGENT},
    {HC_FACT_RESOLVED, HC_ROLE_RESOLVED, HC_ROLE_FCR},
    {HC_FACT_UNRESOLVABLE, HC_ROLE_UNRESOLVABLE, HC_ROLE_UNRESOLVABLE},
    {HC_FACT_REPEATS, HC_ROLE_REPEATS, HC_ROLE_REPEATS},
    {HC_FACT_TRANSFERRED, HC_ROLE_TRANSFERRED, HC_ROLE_TRANSFER_RATE},
    {HC_FACT_COST, HC_ROLE_COST, HC_ROLE_COST},
    {HC_FACT_CSAT_SUM, HC_ROLE_CSAT, HC_ROLE_CSAT},
    {HC_FACT_CSAT_ANSWERS, HC_ROLE_CSAT_ANSWERS, HC_ROLE_CSAT},
    {HC_FACT_CES_SUM, HC_ROLE_CES, HC_ROLE_CES},
    {HC_FACT_CES_ANSWERS, HC_ROLE_CES_ANSWERS, HC_ROLE_CES},
    {HC_FACT_PROMOTERS, HC_ROLE_PROMOTERS, HC_ROLE_PROMOTERS},
    {HC_FACT_PASSIVES, HC_ROLE_PASSIVES, HC_ROLE_PASSIVES},
    {HC_FACT_DETRACTORS, HC_ROLE_DETRACTORS, HC_ROLE_DETRACTORS},
    {HC_FACT_CUSTOMERS, HC_ROLE_CUSTOMERS, HC_ROLE_CUSTOMERS},
    {HC_FACT_CUSTOMERS_LOST, HC_ROLE_CUSTOMERS_LOST, HC_ROLE_CUSTOMERS_LOST},
    {HC_FACT_CUSTOMERS_AGAIN, HC_ROLE_CUSTOMERS_AGAIN, HC_ROLE_CUSTOMERS_AGAIN},
    {HC_FACT_ORDERS, HC_ROLE_ORDERS, HC_ROLE_ORDERS},
    {HC_FACT_REVENUE, HC_ROLE_REVENUE, HC_ROLE_REVENUE},
    {HC_FACT_REVENUE_LOST, HC_ROLE_REVENUE_LOST, HC_ROLE_REVENUE_LOST},
};

/* A list of calls in which something says who was answered. */
static bool calls_tell(const hc_load_plan *plan)
{
    static const hc_role told[] = {HC_ROLE_ABANDONED, HC_ROLE_OUTCOME,      HC_ROLE_ANSWERED_AT,
                                   HC_ROLE_AHT,       HC_ROLE_TOTAL_HANDLE, HC_ROLE_TALK,
                                   HC_ROLE_AGENT};
    for (size_t i = 0; plan->map.is_calls && i < sizeof told / sizeof *told; i++) {
        if (hc_plan_has(plan, told[i])) { return true; }
    }
    return false;
}

static bool some_file_has(const hc_loading *loading, const fact_source *source)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        const hc_load_plan *plan = &loading->plan[file];
        const bool of_calls =
            (source->fact == HC_FACT_HANDLED || source->fact == HC_FACT_ABANDONED) &&
            calls_tell(plan);
        if (of_calls || hc_plan_has(plan, source->column) || hc_plan_has(plan, source->other)) {
            return true;
        }
    }
    return false;
}

void hc_ledger_start(hc_loading *loading)
{
    hc_ledger *ledger = loading->options->ledger;
    if (ledger == NULL) { return; }
    hc_ledger_clear(ledger);
    ledger->facts[ledger->fact_count++] = HC_FACT_OFFERED;
    for (size_t k = 0; k < sizeof sources / sizeof *sources; k++) {
        if (some_file_has(loading, &sources[k]) && !hc_ledger_has(ledger, sources[k].fact)) {
            ledger->facts[ledger->fact_count++] = sources[k].fact;
        }
    }
}

/* ---------------------------------------------------------------- one row */

/* A row while its cells are read. */
typedef struct row_reading {
    const hc_load_plan *plan;
    const hc_csv_row *row;
    hc_ledger *ledger;
} row_reading;

/* The cell as it stands; false when it holds nothing or no number. */
static bool read_number(const row_reading *r, hc_role role, double *value)
{
    const hc_csv_cell_text cell = hc_plan_cell(r->plan, r->row, role);
    if (hc_quantity_is_absent(cell.text, cell.length)) { return false; }
    const bool read = hc_role_is_time(role)
                          ? hc_quantity_read_time(cell.text, cell.length, r->plan->decimal,
                                                  r->plan->unit[role], value)
                          : hc_quantity_read(cell.text, cell.length, r->plan->decimal, value);
    const bool good = read && *value >= 0.0;
    r->ledger->unread += !good;
    return good;
}

static double number_of(const row_reading *r, hc_role role)
{
    double value = 0.0;
    return read_number(r, role, &value) ? value : HC_MISSING;
}

/* 0..1, from "83.2%", 83.2 or 0.832. */
static double share_of(const row_reading *r, hc_role role)
{
    const hc_csv_cell_text cell = hc_plan_cell(r->plan, r->row, role);
    double value = 0.0;
    bool percent = false;
    if (hc_quantity_is_absent(cell.text, cell.length)) { return HC_MISSING; }
    const size_t length = hc_share_digits(cell, &percent);
    const bool read = hc_quantity_read(cell.text, length, r->plan->decimal, &value);
    if (percent || r->plan->share_most[role] > 1.0) { value /= 100.0; }
    if (read && value >= 0.0 && value <= 1.0) { return value; }
    r->ledger->unread++;
    return HC_MISSING;
}

/* Seconds of all the row's contacts. */
static double seconds_of(const row_reading *r, hc_role role, double contacts)
{
    const double seconds = number_of(r, role);
    return r->plan->sense[role] == HC_TIME_TOTAL ? seconds : seconds * contacts;
}

/* Contacts of a row; a single call is one of them or none: yes, no, or how often. */
static double contacts_of(const row_reading *r, hc_role role)
{
    const hc_csv_cell_text cell = hc_plan_cell(r->plan, r->row, role);
    if (!r->plan->map.is_calls) { return number_of(r, role); }
    if (hc_call_cell_is_yes(cell)) { return 1.0; }
    return hc_call_cell_is_no(cell) ? 0.0 : number_of(r, role);
}

/* A count of its own column, else a share of so many contacts. */
static double count_of(const row_reading *r, hc_role count, hc_role share, double contacts)
{
    if (hc_plan_has(r->plan, count)) { return contacts_of(r, count); }
    return hc_plan_has(r->plan, share) ? share_of(r, share) * contacts : HC_MISSING;
}

/* Answers behind a score: those counted, else one for each answered contact. */
static double answers_of(const row_reading *r, hc_role role, double contacts)
{
    return hc_plan_has(r->plan, role) ? number_of(r, role) : contacts;
}

static void see_score(double score, double *most)
{
    if (score > *most) { *most = score; }
}

static void read_scores(const row_reading *r, double contacts, double *value)
{
    const bool shared = !hc_plan_has(r->plan, HC_ROLE_CES_ANSWERS);
    const double csat = number_of(r, HC_ROLE_CSAT);
    const double ces = number_of(r, HC_ROLE_CES);
    const double csat_answers = answers_of(r, HC_ROLE_CSAT_ANSWERS, contacts);
    const double ces_answers =
        answers_of(r, shared ? HC_ROLE_CSAT_ANSWERS : HC_ROLE_CES_ANSWERS, contacts);
    see_score(csat, &r->ledger->csat_most);
    see_score(ces, &r->ledger->ces_most);
    value[HC_FACT_CSAT_SUM] = csat * csat_answers;
    value[HC_FACT_CSAT_ANSWERS] = csat_answers;
    value[HC_FACT_CES_SUM] = ces * ces_answers;
    value[HC_FACT_CES_ANSWERS] = ces_answers;
}

static void read_facts(const row_reading *r, const hc_row_counts *counts, double *value)
{
    const bool counted = !hc_is_missing(counts->handled) || !hc_is_missing(counts->abandoned);
    const double answered = hc_filling_answered(counts);
    value[HC_FACT_OFFERED] = counts->calls;
    value[HC_FACT_HANDLED] = counted ? answered : HC_MISSING;
    value[HC_FACT_ABANDONED] = counts->abandoned;
    value[HC_FACT_IN_TARGET] =
        count_of(r, HC_ROLE_IN_TARGET, HC_ROLE_SERVICE_LEVEL, counts->calls);
    value[HC_FACT_WAIT_S] = seconds_of(r, HC_ROLE_WAIT, answered);
    value[HC_FACT_HANDLE_S] = counts->aht_s * answered;
    value[HC_FACT_TALK_S] = seconds_of(r, HC_ROLE_TALK, answered);
    value[HC_FACT_HOLD_S] = seconds_of(r, HC_ROLE_HOLD, answered);
    value[HC_FACT_ACW_S] = seconds_of(r, HC_ROLE_ACW, answered);
    value[HC_FACT_STAFFED_S] = number_of(r, HC_ROLE_STAFFED);
    value[HC_FACT_PAID_S] = number_of(r, HC_ROLE_PAID);
    value[HC_FACT_GAP_S] = value[HC_FACT_GAPS] = HC_MISSING; /* known when all calls are */
    value[HC_FACT_RESOLVED] = count_of(r, HC_ROLE_RESOLVED, HC_ROLE_FCR, answered);
    value[HC_FACT_UNRESOLVABLE] = contacts_of(r, HC_ROLE_UNRESOLVABLE);
    value[HC_FACT_REPEATS] = contacts_of(r, HC_ROLE_REPEATS);
    value[HC_FACT_TRANSFERRED] =
        count_of(r, HC_ROLE_TRANSFERRED, HC_ROLE_TRANSFER_RATE, answered);
    value[HC_FACT_COST] = number_of(r, HC_ROLE_COST);
    value[HC_FACT_PROMOTERS] = number_of(r, HC_ROLE_PROMOTERS);
    value[HC_FACT_PASSIVES] = number_of(r, HC_ROLE_PASSIVES);
    value[HC_FACT_DETRACTORS] = number_of(r, HC_ROLE_DETRACTORS);
    value[HC_FACT_CUSTOMERS] = number_of(r, HC_ROLE_CUSTOMERS);
    value[HC_FACT_CUSTOMERS_LOST] = number_of(r, HC_ROLE_CUSTOMERS_LOST);
    value[HC_FACT_CUSTOMERS_AGAIN] = number_of(r, HC_ROLE_CUSTOMERS_AGAIN);
    value[HC_FACT_ORDERS] = number_of(r, HC_ROLE_ORDERS);
    value[HC_FACT_REVENUE] = number_of(r, HC_ROLE_REVENUE);
    value[HC_FACT_REVENUE_LOST] = number_of(r, HC_ROLE_REVENUE_LOST);
    read_scores(r, answered, value);
}

/* ---------------------------------------------------------------- into the ledger */

static void copy_cell(const hc_load_plan *plan, const hc_csv_row *row, hc_role role, char *to)
{
    const hc_csv_cell_text cell = hc_plan_cell(plan, row, role);
    const size_t length = cell.length < HC_QUEUE_NAME_MAX ? cell.length : 0;
    memcpy(to, cell.text, length);
    to[length] = '\0';
}

hc_status hc_ledger_open_queue(hc_loading *loading, const hc_load_plan *plan,
                               const hc_csv_row *row, hc_error *err)
{
    hc_ledger *ledger = loading->options->ledger;
    hc_ledger_kind kind = {{0}, {0}, {0}, {0}};
    const size_t queue = loading->series.queue_count - 1;
    size_t number = 0;
    if (ledger == NULL) { return HC_OK; }
    copy_cell(plan, row, HC_ROLE_QUEUE, kind.queue);
    copy_cell(plan, row, HC_ROLE_CHANNEL, kind.channel);
    copy_cell(plan, row, HC_ROLE_SITE, kind.site);
    copy_cell(plan, row, HC_ROLE_REASON, kind.reason);
    if (!hc_plan_has(plan, HC_ROLE_QUEUE)) {
        const char *name = loading->options->queue_name;
        (void)snprintf(kind.queue, sizeof kind.queue, "%s", name != NULL ? name : "all");
    }
    HC_TRY(hc_grow(&loading->ledger_row, &loading->ledger_row_capacity, queue + 1,
                   sizeof *loading->ledger_row, err));
    HC_TRY(hc_alloc(&loading->ledger_row[queue], hc_axis_slots(&loading->series.axis),
                    sizeof **loading->ledger_row, err));
    loading->ledger_row_count = queue + 1;
    return hc_ledger_add_kind(ledger, &kind, &number, err);
}

static void add_onto(double *value, const double *kept)
{
    for (size_t fact = 0; fact < HC_FACTS; fact++) {
        if (fact == HC_FACT_CUSTOMERS) { continue; }
        if (hc_is_missing(value[fact])) {
            value[fact] = kept[fact];
        } else if (!hc_is_missing(kept[fact])) {
            value[fact] += kept[fact];
        }
    }
}

hc_status hc_ledger_take(hc_loading *loading, const hc_load_plan *plan, const hc_csv_row *row,
                         size_t queue, size_t slot, const hc_row_counts *counts,
                         hc_ledger_way way, hc_error *err)
{
    hc_ledger *ledger = loading->options->ledger;
    const row_reading reading = {plan, row, ledger};
    double value[HC_FACTS];
    double kept[HC_FACTS];
    if (ledger == NULL) { return HC_OK; }
    read_facts(&reading, counts, value);
    uint32_t *at = &loading->ledger_row[queue][slot]; /* the row's number and one; 0: none */
    if (*at > 0) {
        hc_ledger_read(ledger, *at - 1, kept);
        if (way == HC_LEDGER_ADD) { add_onto(value, kept); }
        hc_ledger_write(ledger, *at - 1, value);
        return HC_OK;
    }
    if (ledger->row_count >= UINT32_MAX - 1) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL, "more than %u rows", UINT32_MAX);
    }
    const hc_local_time local = hc_axis_local(&loading->series.axis, slot);
    const hc_ledger_row added = {(uint32_t)queue, local.second_of_day / 60, local.day};
    HC_TRY(hc_ledger_add_row(ledger, &added, value, err));
    *at = (uint32_t)ledger->row_count;
    return HC_OK;
}

void hc_ledger_finish(hc_loading *loading)
{
    for (size_t queue = 0; queue < loading->ledger_row_count; queue++) {
        hc_free(loading->ledger_row[queue]);
    }
    hc_free(loading->ledger_row);
    loading->ledger_row = NULL;
    loading->ledger_row_count = loading->ledger_row_capacity = 0;
}

/* ---------------------------------------------------------------- reasons */

/* The queue of that name among the first `count`; count when there is none. */
static size_t find_name(const hc_series *series, size_t count, const char *name)
{
    size_t queue = 0;
    while (queue < count && strcmp(series->queues[queue].name, name) != 0) {
        queue++;
    }
    return queue;
}

static bool has_reasons(const hc_loading *loading)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        if (hc_plan_has(&loading->plan[file], HC_ROLE_REASON)) { return true; }
    }
    return false;
}

void hc_merge_reasons(hc_loading *loading)
{
    hc_series *series = &loading->series;
    size_t to = 0;
    if (!has_reasons(loading)) { return; }
    for (size_t from = 0; from < series->queue_count; from++) {
        hc_queue *queue = &series->queues[from];
        queue->name[strcspn(queue->name, (const char[]){HC_REASON_MARK, '\0'})] = '\0';
        const size_t same = find_name(series, to, queue->name);
        if (same == to) {
            series->queues[to++] = *queue;
            continue;
        }
        for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
            hc_queue_add_slot(&series->queues[same], slot, queue);
        }
        hc_queue_free_arrays(queue);
    }
    series->queue_count = to;
}
