/* Lists with a row for every call: what a row counts for, and the intervals nobody called in.
 */
#include <string.h>

#include "forecast/load/ledger_fill.h"

static bool begins(hc_csv_cell_text cell, const char *word)
{
    const size_t length = strlen(word);
    return cell.length >= length && hc_csv_same_name(cell.text, length, word, length);
}

static bool is_word(hc_csv_cell_text cell, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (hc_csv_same_name(cell.text, cell.length, words[i], strlen(words[i]))) {
            return true;
        }
    }
    return false;
}

bool hc_call_cell_is_yes(hc_csv_cell_text cell)
{
    static const char *const words[] = {"yes", "true", "y"};
    return is_word(cell, words, sizeof words / sizeof *words) ||
           strpbrk(cell.text, "123456789") != NULL;
}

bool hc_call_cell_is_no(hc_csv_cell_text cell)
{
    static const char *const words[] = {"no", "false", "n"};
    return is_word(cell, words, sizeof words / sizeof *words);
}

/* "abandoned_in_queue" too */
static bool is_abandoned(hc_csv_cell_text cell)
{
    return begins(cell, "abandoned") || hc_call_cell_is_yes(cell);
}

/* Calls that the centre makes, by hand or by a dialler, and calls among agents; "Outage" is
 * what somebody called about. */
bool hc_call_is_outbound(hc_csv_cell_text direction)
{
    static const char *const diallers[] = {"out",        "manual", "preview",  "progressive",
                                           "predictive", "power",  "autodial", "o/b",
                                           "ob",         "intern"};
    static const char *const out[] = {"outbound", "outgoing",  "internal",  "ausgehend",
                                      "sortant",  "salien",    "in uscita", "uitgaand",
                                      "발신",     "아웃바운드"};
    if (direction.length == 0) { return false; }
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        if (begins(direction, out[i])) { return true; }
    }
    return is_word(direction, diallers, sizeof diallers / sizeof *diallers);
}

bool hc_row_says_nothing(const hc_load_plan *plan, const hc_csv_row *row)
{
    const hc_csv_cell_text complete = hc_plan_cell(plan, row, HC_ROLE_COMPLETE);
    const hc_csv_cell_text direction = hc_plan_cell(plan, row, HC_ROLE_DIRECTION);
    if (complete.length > 0 && !hc_call_cell_is_yes(complete)) { return true; }
    return hc_call_is_outbound(direction);
}

static hc_call_outcome outcome_of(const hc_load_plan *plan, const hc_csv_row *row)
{
    const hc_csv_cell_text cell = hc_plan_cell(plan, row, HC_ROLE_OUTCOME);
    const hc_call_outcome outcome = hc_call_outcome_of(cell.text, cell.length);
    if (outcome != HC_OUTCOME_MAYBE_LOST) { return outcome; }
    return plan->outcomes[HC_OUTCOME_ANSWERED] > 0 ? HC_OUTCOME_LOST : HC_OUTCOME_UNKNOWN;
}

bool hc_call_is_answered(const hc_load_plan *plan, const hc_csv_row *row, double aht_s)
{
    if (hc_plan_has(plan, HC_ROLE_ABANDONED)) {
        return !is_abandoned(hc_plan_cell(plan, row, HC_ROLE_ABANDONED));
    }
    const hc_call_outcome outcome = outcome_of(plan, row);
    if (outcome != HC_OUTCOME_UNKNOWN) { return outcome == HC_OUTCOME_ANSWERED; }
    if (hc_plan_has(plan, HC_ROLE_ANSWERED_AT)) {
        const hc_csv_cell_text at = hc_plan_cell(plan, row, HC_ROLE_ANSWERED_AT);
        return !hc_quantity_is_absent(at.text, at.length);
    }
    if (hc_plan_has(plan, HC_ROLE_AHT) || hc_plan_has(plan, HC_ROLE_TOTAL_HANDLE) ||
        hc_plan_has(plan, HC_ROLE_TALK)) {
        return aht_s > 0.0;
    }
    const hc_csv_cell_text agent = hc_plan_cell(plan, row, HC_ROLE_AGENT);
    return !hc_plan_has(plan, HC_ROLE_AGENT) ||
           !hc_quantity_is_absent(agent.text, agent.length);
}

void hc_call_put(hc_queue *queue, size_t slot, const hc_row_counts *values)
{
    if (hc_slot_state_of(queue, slot) == HC_SLOT_GAP) {
        hc_slot_store(queue, slot, values);
    } else {
        hc_slot_add(queue, slot, values);
    }
}

static bool any_calls(const hc_loading *loading)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        if (loading->plan[file].map.is_calls) { return true; }
    }
    return false;
}

static bool day_has_calls(const hc_series *series, size_t day)
{
    for (size_t q = 0; q < series->queue_count; q++) {
        for (size_t slot = series->axis.day_first[day]; slot < series->axis.day_first[day + 1];
             slot++) {
            if (series->queues[q].state[slot] == HC_SLOT_OPEN) { return true; }
        }
    }
    return false;
}

static void fill_day(hc_series *series, size_t day)
{
    const hc_row_counts none = {0.0, 0.0, 0.0, HC_MISSING, 0.0};
    for (size_t q = 0; q < series->queue_count; q++) {
        hc_queue *queue = &series->queues[q];
        for (size_t slot = series->axis.day_first[day]; slot < series->axis.day_first[day + 1];
             slot++) {
            if (queue->state[slot] != HC_SLOT_GAP) { continue; }
            hc_slot_store(queue, slot, &none);
            queue->state[slot] = HC_SLOT_OPEN;
        }
    }
}

void hc_calls_fill_zeros(hc_loading *loading)
{
    hc_series *series = &loading->series;
    if (!any_calls(loading)) { return; }
    for (size_t day = 0; day < series->axis.days; day++) {
        if (day_has_calls(series, day)) { fill_day(series, day); }
    }
}
