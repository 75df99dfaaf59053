#include "forecast/ledger.h"

#include <string.h>

bool hc_ledger_has(const hc_ledger *ledger, hc_fact fact)
{
    for (size_t k = 0; k < ledger->fact_count; k++) {
        if (ledger->facts[k] == fact) { return true; }
    }
    return false;
}

double hc_ledger_value(const hc_ledger *ledger, size_t row, hc_fact fact)
{
    for (size_t k = 0; k < ledger->fact_count; k++) {
        if (ledger->facts[k] == fact) { return ledger->values[row * ledger->fact_count + k]; }
    }
    return HC_MISSING;
}

void hc_ledger_read(const hc_ledger *ledger, size_t row, double *value)
{
    for (size_t fact = 0; fact < HC_FACTS; fact++) {
        value[fact] = HC_MISSING;
    }
    for (size_t k = 0; k < ledger->fact_count; k++) {
        value[ledger->facts[k]] = ledger->values[row * ledger->fact_count + k];
    }
}

void hc_ledger_write(hc_ledger *ledger, size_t row, const double *value)
{
    for (size_t k = 0; k < ledger->fact_count; k++) {
        ledger->values[row * ledger->fact_count + k] = value[ledger->facts[k]];
    }
}

hc_status hc_ledger_add_kind(hc_ledger *ledger, const hc_ledger_kind *added, size_t *kind,
                             hc_error *err)
{
    HC_TRY(hc_grow(&ledger->kinds, &ledger->kind_capacity, ledger->kind_count + 1,
                   sizeof *ledger->kinds, err));
    ledger->kinds[ledger->kind_count] = *added;
    *kind = ledger->kind_count++;
    return HC_OK;
}

hc_status hc_ledger_add_row(hc_ledger *ledger, const hc_ledger_row *added, const double *value,
                            hc_error *err)
{
    HC_TRY(hc_grow(&ledger->rows, &ledger->row_capacity, ledger->row_count + 1,
                   sizeof *ledger->rows, err));
    HC_TRY(hc_grow(&ledger->values, &ledger->value_capacity,
                   (ledger->row_count + 1) * ledger->fact_count, sizeof *ledger->values, err));
    ledger->rows[ledger->row_count] = *added;
    hc_ledger_write(ledger, ledger->row_count, value);
    ledger->row_count++;
    return HC_OK;
}

void hc_ledger_drop_kind(hc_ledger *ledger, size_t kind)
{
    const size_t facts = ledger->fact_count;
    size_t to = 0;
    for (size_t row = 0; row < ledger->row_count; row++) {
        if (ledger->rows[row].kind == kind) { continue; }
        ledger->rows[to] = ledger->rows[row];
        memmove(ledger->values + to * facts, ledger->values + row * facts,
                facts * sizeof *ledger->values);
        to++;
    }
    ledger->row_count = to;
}

void hc_ledger_clear(hc_ledger *ledger)
{
    hc_free(ledger->kinds);
    hc_free(ledger->rows);
    hc_free(ledger->values);
    *ledger = (hc_ledger){0};
}
