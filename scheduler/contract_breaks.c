#include <string.h>

#include "scheduler/break_windows.h"
#include "scheduler/contract_parts.h"

static hc_status check_break(const hc_contract *c, const hc_break_rule *rule, hc_error *err)
{
    if (rule->name[0] == '\0' || strcmp(rule->name, "shift") == 0) {
        return HC_CONTRACT_FAIL(err, c, "call it break or lunch",
                                "a break needs a name that is not '%s'", rule->name);
    }
    if (rule->length_min < 1 || rule->earliest_min < 0 || rule->from_shift_min < 0) {
        return HC_CONTRACT_FAIL(
            err, c, "", "%s: length must be above 0 and offsets not below, found %d, %d, %d",
            rule->name, rule->length_min, rule->earliest_min, rule->from_shift_min);
    }
    if (rule->earliest_min > rule->latest_min) {
        return HC_CONTRACT_FAIL(err, c, "swap the two",
                                "%s: its earliest start (%d min) is after its latest (%d min)",
                                rule->name, rule->earliest_min, rule->latest_min);
    }
    /* The shortest shift that has this break must hold the whole window. */
    int32_t shift_min = c->shift_shortest_min;
    while (shift_min < c->shift_longest_min && !hc_break_applies(rule, shift_min)) {
        shift_min += c->shift_step_min;
    }
    if (hc_break_applies(rule, shift_min) && rule->latest_min + rule->length_min > shift_min) {
        return HC_CONTRACT_FAIL(
            err, c, "start it earlier, or raise from_shift_min so that short shifts go without",
            "%s: from minute %d on it does not fit a shift of %d min", rule->name,
            rule->latest_min, shift_min);
    }
    return HC_OK;
}

/* Two breaks whose windows touch could be taken at once and be counted as one, unless work lies
 * between them: then they come one after the other as they are listed. */
static hc_status check_break_pair(const hc_contract *c, const hc_break_rule *a,
                                  const hc_break_rule *b, hc_error *err)
{
    const int32_t longest = c->shift_longest_min;
    const bool both = hc_break_applies(a, longest) && hc_break_applies(b, longest);
    const bool apart = a->latest_min + a->length_min <= b->earliest_min ||
                       b->latest_min + b->length_min <= a->earliest_min;
    if (both && !apart && c->work_between_breaks.least_min > 0) {
        if (a->earliest_min <= b->earliest_min) { return HC_OK; }
        return HC_CONTRACT_FAIL(err, c, "list breaks in the order in which they are taken",
                                "%s (from minute %d) is listed before %s (from minute %d)",
                                a->name, a->earliest_min, b->name, b->earliest_min);
    }
    if (both && !apart) {
        return HC_CONTRACT_FAIL(err, c,
                                "move one window until the breaks cannot meet, or ask for work "
                                "between breaks",
                                "the windows of %s (%d..%d) and %s (%d..%d) overlap", a->name,
                                a->earliest_min, a->latest_min + a->length_min, b->name,
                                b->earliest_min, b->latest_min + b->length_min);
    }
    return HC_OK;
}

static hc_status check_breaks(const hc_contract *c, hc_error *err)
{
    if (c->break_count > HC_BREAKS_MAX) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d breaks, found %zu", HC_BREAKS_MAX,
                                c->break_count);
    }
    hc_status st = HC_OK;
    for (size_t a = 0; a < c->break_count && st == HC_OK; a++) {
        st = check_break(c, &c->breaks[a], err);
        for (size_t b = 0; b < a && st == HC_OK; b++) {
            st = check_break_pair(c, &c->breaks[b], &c->breaks[a], err);
        }
    }
    return st;
}

static hc_status check_work_limit(const hc_contract *c, const char *which, hc_work_limit limit,
                                  hc_error *err)
{
    if (!hc_is_limit(limit.least_min, 0, HC_MINUTES_A_DAY) ||
        !hc_is_limit(limit.most_min, 1, HC_MINUTES_A_DAY) ||
        !hc_limits_agree(limit.least_min, limit.most_min)) {
        return HC_CONTRACT_FAIL(err, c, "swap the two or use minutes of a shift",
                                "work %s breaks cannot last at least %d and at most %d min",
                                which, limit.least_min, limit.most_min);
    }
    return HC_OK;
}

static hc_status check_work_limits(const hc_contract *c, hc_error *err)
{
    HC_TRY(check_work_limit(c, "before", c->work_before_breaks, err));
    HC_TRY(check_work_limit(c, "between", c->work_between_breaks, err));
    HC_TRY(check_work_limit(c, "after", c->work_after_breaks, err));
    if (!hc_is_limit(c->unbroken_work_min_most, 1, HC_MINUTES_A_DAY)) {
        return HC_CONTRACT_FAIL(err, c, "", "at most %d min of unbroken work make no sense",
                                c->unbroken_work_min_most);
    }
    if (hc_longest_working_shift(c) == 0) {
        return HC_CONTRACT_FAIL(
            err, c, "widen the breaks' windows, give one more, or allow longer work",
            "shifts of %d to %d min have no place for their breaks that keeps the work before, "
            "between and after them within its limits",
            c->shift_shortest_min, c->shift_longest_min);
    }
    return HC_OK;
}

hc_status hc_contract_breaks_check(const hc_contract *c, hc_error *err)
{
    HC_TRY(check_breaks(c, err));
    return check_work_limits(c, err);
}
