/* The numbers of a row, read or refused. */
#include <stdarg.h>
#include <stdio.h>

#include "forecast/load/fill_values.h"

/* ---------------------------------------------------------------- refusing */

hc_status hc_filling_reject(const hc_filling *f, hc_role role, hc_reject_kind kind,
                            hc_error *err, const char *format, ...)
{
    char message[HC_REJECT_MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    /* va_start has just set args; clang-tidy 14 does not see it here. */
    (void)vsnprintf(message, sizeof message, format, args); /* NOLINT(clang-analyzer-valist*) */
    va_end(args);
    const size_t column = f->plan->map.column[role];
    const hc_csv_cell_text found = hc_plan_cell(f->plan, f->row, role);
    f->seen->rejected++;
    return hc_rejects_add(&f->loading->report->rejects, f->file,
                          hc_csv_table_place(f->plan->table, column), kind, found.text, message,
                          err);
}

hc_status hc_filling_reject_row(const hc_filling *f, hc_place at, hc_reject_kind kind,
                                const char *message, hc_error *err)
{
    f->seen->rejected++;
    return hc_rejects_add(&f->loading->report->rejects, f->file, at, kind, "", message, err);
}

hc_status hc_filling_reject_fault(const hc_filling *f, const hc_error *fault, hc_error *err)
{
    static const hc_reject_kind kinds[] = {
        [HC_CSV_FAULT_NONE] = HC_REJECT_QUOTE,
        [HC_CSV_FAULT_QUOTE] = HC_REJECT_QUOTE,
        [HC_CSV_FAULT_ENCODING] = HC_REJECT_ENCODING,
        [HC_CSV_FAULT_TOO_LONG] = HC_REJECT_TOO_LONG,
    };
    const hc_place at = {fault->file, fault->line, fault->column};
    return hc_filling_reject_row(f, at, kinds[hc_csv_table_fault(f->plan->table)],
                                 fault->message, err);
}

/* ---------------------------------------------------------------- numbers */

typedef enum reading { READ_VALUE = 0, READ_ABSENT, READ_REFUSED } reading;

static hc_status refuse_count(const hc_filling *f, hc_role role, double value, hc_error *err)
{
    const char *name = f->seen->column[role];
    if (value < 0.0) {
        return hc_filling_reject(f, role, HC_REJECT_NEGATIVE, err,
                                 "%.60s must be 0 or more, found %g", name, value);
    }
    return hc_filling_reject(f, role, HC_REJECT_RANGE, err,
                             "%.60s must be at most %g, found %g", name, HC_CALLS_MAX, value);
}

static hc_status read_count(const hc_filling *f, hc_role role, double *value, reading *result,
                            hc_error *err)
{
    const hc_csv_cell_text cell = hc_plan_cell(f->plan, f->row, role);
    *value = HC_MISSING;
    *result = READ_ABSENT;
    if (hc_quantity_is_absent(cell.text, cell.length)) { return HC_OK; }
    *result = READ_REFUSED;
    if (!hc_quantity_read(cell.text, cell.length, f->plan->decimal, value)) {
        return hc_filling_reject(f, role, HC_REJECT_NUMBER, err,
                                 "%.60s must be a number, found \"%.60s\"",
                                 f->seen->column[role], cell.text);
    }
    if (!(*value >= 0.0 && *value <= HC_CALLS_MAX)) {
        return refuse_count(f, role, *value, err);
    }
    *result = READ_VALUE;
    return HC_OK;
}

/* Seconds for one contact from one column of handle times. */
static hc_status read_time(const hc_filling *f, hc_role role, double contacts, double *seconds,
                           reading *result, hc_error *err)
{
    const hc_csv_cell_text cell = hc_plan_cell(f->plan, f->row, role);
    const char *name = f->seen->column[role];
    double value = 0.0;
    *seconds = HC_MISSING;
    *result = READ_ABSENT;
    if (!hc_plan_has(f->plan, role) || hc_quantity_is_absent(cell.text, cell.length)) {
        return HC_OK;
    }
    *result = READ_REFUSED;
    if (!hc_quantity_read_time(cell.text, cell.length, f->plan->decimal, f->plan->unit[role],
                               &value)) {
        return hc_filling_reject(f, role, HC_REJECT_NUMBER, err,
                                 "%.60s must be a time in seconds or h:mm:ss, found \"%.60s\"",
                                 name, cell.text);
    }
    if (value < 0.0) {
        return hc_filling_reject(f, role, HC_REJECT_NEGATIVE, err,
                                 "AHT must be above 0 and at most 86400 s, found %g", value);
    }
    if (f->plan->sense[role] == HC_TIME_TOTAL) {
        value = contacts > 0.0 ? value / contacts : 0.0;
    }
    if (!(value <= HC_AHT_MAX_S)) {
        return hc_filling_reject(f, role, HC_REJECT_RANGE, err,
                                 "AHT must be above 0 and at most 86400 s, found %g", value);
    }
    *seconds = value;
    *result = READ_VALUE;
    return HC_OK;
}

/* AHT itself, else the total, else talk + hold + after-call work. 0 is "nobody was handled". */
static hc_status read_aht(const hc_filling *f, double contacts, double *aht_s, bool *refused,
                          hc_error *err)
{
    const hc_load_plan *plan = f->plan;
    const hc_role whole = hc_plan_has(plan, HC_ROLE_AHT) ? HC_ROLE_AHT : HC_ROLE_TOTAL_HANDLE;
    const bool in_parts = !hc_plan_has(plan, whole);
    const hc_role parts[] = {in_parts ? HC_ROLE_TALK : whole, HC_ROLE_HOLD, HC_ROLE_ACW};
    double sum = 0.0;
    for (size_t i = 0; i < (in_parts ? 3U : 1U); i++) {
        double seconds = HC_MISSING;
        reading result = READ_ABSENT;
        HC_TRY(read_time(f, parts[i], contacts, &seconds, &result, err));
        *refused = result == READ_REFUSED;
        if (*refused) { return HC_OK; }
        if (result == READ_VALUE) { sum += seconds; }
        if (result == READ_ABSENT && i == 0) { break; } /* hold alone is no handle time */
    }
    if (!(sum <= HC_AHT_MAX_S)) {
        *refused = true;
        return hc_filling_reject(f, parts[0], HC_REJECT_RANGE, err,
                                 "AHT must be above 0 and at most 86400 s, found %g", sum);
    }
    *aht_s = sum > 0.0 ? sum : HC_MISSING;
    return HC_OK;
}

double hc_filling_answered(const hc_row_counts *values)
{
    if (!hc_is_missing(values->handled)) { return values->handled; }
    const double gone = hc_is_missing(values->abandoned) ? 0.0 : values->abandoned;
    return values->calls > gone ? values->calls - gone : 0.0;
}

/* Offered, or what stands for it. *refused: the row is rejected or says "no data". */
static hc_status settle_calls(const hc_filling *f, hc_row_counts *values, bool *refused,
                              hc_error *err)
{
    if (!hc_plan_has(f->plan, HC_ROLE_VOLUME) && !hc_is_missing(values->handled)) {
        const double gone = hc_is_missing(values->abandoned) ? 0.0 : values->abandoned;
        values->calls = values->handled + gone;
    }
    *refused = hc_is_missing(values->calls);
    if (!*refused) { return HC_OK; }
    const hc_role role =
        hc_plan_has(f->plan, HC_ROLE_VOLUME) ? HC_ROLE_VOLUME : HC_ROLE_HANDLED;
    const bool dash = hc_plan_cell(f->plan, f->row, role).length > 0;
    if (dash || f->plan->empty_is_no_data) {
        f->seen->no_data++;
        return HC_OK;
    }
    return hc_filling_reject(f, role, HC_REJECT_EMPTY, err, "%.60s is empty",
                             f->seen->column[role]);
}

hc_status hc_filling_values(const hc_filling *f, hc_row_counts *values, bool *refused,
                            hc_error *err)
{
    static const hc_role roles[] = {HC_ROLE_VOLUME, HC_ROLE_HANDLED, HC_ROLE_ABANDONED};
    double *const into[] = {&values->calls, &values->handled, &values->abandoned};
    *values = (hc_row_counts){HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING};
    for (size_t i = 0; i < 3; i++) {
        reading result = READ_ABSENT;
        if (!hc_plan_has(f->plan, roles[i])) { continue; }
        HC_TRY(read_count(f, roles[i], into[i], &result, err));
        *refused = result == READ_REFUSED;
        if (*refused) { return HC_OK; }
    }
    HC_TRY(settle_calls(f, values, refused, err));
    if (*refused) { return HC_OK; }
    values->wait_s = hc_row_wait_s(f->plan, f->row, values);
    return read_aht(f, hc_filling_answered(values), &values->aht_s, refused, err);
}

/* One contact: answered with its handle time, or gone. */
hc_status hc_filling_call(const hc_filling *f, hc_row_counts *values, bool *refused,
                          hc_error *err)
{
    *values = (hc_row_counts){.calls = 1.0, .aht_s = HC_MISSING};
    HC_TRY(read_aht(f, 1.0, &values->aht_s, refused, err));
    if (*refused) { return HC_OK; }
    const bool answered = hc_call_is_answered(f->plan, f->row, values->aht_s);
    values->handled = answered ? 1.0 : 0.0;
    values->abandoned = answered ? 0.0 : 1.0;
    values->wait_s = hc_call_wait_s(f->plan, f->row);
    if (!answered) { values->aht_s = HC_MISSING; }
    return HC_OK;
}
