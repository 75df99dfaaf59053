#include "scheduler/cover/form.h"

#include "scheduler/break_windows.h"
#include "scheduler/cover/premium.h"
#include "scheduler/period_paid.h"
#include "scheduler/schedule_interval.h"
#include "scheduler/whole.h"

static int32_t length_step(const hc_contract *contract)
{
    return contract->shift_longest_min > contract->shift_shortest_min
               ? contract->shift_step_min
               : contract->shift_longest_min + 1;
}

/* false: the breaks of such a shift have no lawful place. */
static bool make_shape(const hc_contract *contract, int32_t length_min, int32_t interval_min,
                       hc_shape *shape)
{
    hc_break_windows breaks;
    if (!hc_break_windows_make(contract, length_min, &breaks)) { return false; }
    shape->length = length_min / interval_min;
    shape->paid_min = length_min;
    shape->break_count = breaks.count;
    shape->breaks_meet = breaks.meet;
    shape->work_least = breaks.between.least_min / interval_min;
    shape->work_most = breaks.between.most_min / interval_min;
    for (size_t b = 0; b < breaks.count; b++) {
        const hc_break_window *window = &breaks.windows[b];
        shape->breaks[b] = (hc_shape_break){.length = window->length_min / interval_min,
                                            .earliest = window->earliest_min / interval_min,
                                            .latest = window->latest_min / interval_min,
                                            .rule = (uint8_t)window->rule,
                                            .paid = contract->breaks[window->rule].paid};
        if (!contract->breaks[window->rule].paid) { shape->paid_min -= window->length_min; }
    }
    shape->paid_hours = shape->paid_min / 60.0;
    return true;
}

static hc_status make_shapes(const hc_contract *contract, int32_t interval_min, hc_form *form,
                             hc_error *err)
{
    const int32_t step = length_step(contract);
    const int32_t lengths =
        (contract->shift_longest_min - contract->shift_shortest_min) / step + 1;
    HC_TRY(hc_alloc(&form->shapes, (size_t)lengths, sizeof *form->shapes, err));
    for (int32_t k = 0; k < lengths; k++) {
        hc_shape *shape = &form->shapes[form->shape_count];
        if (!make_shape(contract, contract->shift_shortest_min + k * step, interval_min,
                        shape)) {
            continue;
        }
        form->shape_count++; /* at least one does: the rules have been checked */
        const int32_t paid = shape->paid_min;
        form->paid_unit = hc_common_divisor(form->paid_unit, paid);
        if (paid > form->paid_longest) { form->paid_longest = paid; }
    }
    form->longest = form->shapes[form->shape_count - 1].length;
    if (form->paid_unit < 1) { form->paid_unit = 1; }
    return HC_OK;
}

static int32_t limit_or(int32_t limit, int32_t otherwise)
{
    return limit == HC_NO_LIMIT ? otherwise : limit;
}

/* Rules that the horizon's few weekends cannot break need no states. */
static void drop_idle_weekend_rules(const hc_problem *problem, hc_weekend_rule *rule)
{
    int32_t weekends = 0;
    for (size_t day = 0; day < problem->days; day++) {
        const bool begins = problem->is_weekend[day] &&
                            (day == 0 || hc_day_weekday(problem, day) == HC_SATURDAY);
        weekends += begins ? 1 : 0;
    }
    if (rule->most >= weekends) { rule->most = HC_NO_LIMIT; }
    if (rule->off_every > weekends) { rule->off_every = HC_NO_LIMIT; }
    rule->whole = rule->whole && weekends > 0;
}

/* Paid time of the whole horizon; that of a single week is the week's. */
static void set_paid_limits(const hc_problem *problem, const hc_contract *c, hc_form *form)
{
    form->least_paid = limit_or(c->week_paid_min_least, 0);
    form->most_paid = c->week_paid_min_most;
    form->least_total = hc_period_paid_least(c, problem->days);
    form->most_total = hc_period_paid_most(c, problem->days);
    if (problem->weeks > 1) { return; }
    if (form->most_paid == HC_NO_LIMIT) { form->most_paid = form->most_total; }
    form->most_paid = hc_narrower_most(form->most_paid, form->most_total);
}

hc_status hc_form_make(const hc_problem *problem, const hc_rules *rules, size_t contract,
                       int32_t interval_min, hc_form *form, hc_error *err)
{
    const hc_contract *c = &rules->contracts[contract];
    HC_TRY(hc_contract_on_interval(c, interval_min, err));
    form->contract = contract;
    HC_TRY(make_shapes(c, interval_min, form, err));
    form->grid = c->start_grid_min / interval_min;
    form->spread = c->start_spread_min == HC_NO_LIMIT ? HC_NO_LIMIT
                                                      : c->start_spread_min / c->start_grid_min;
    form->rest = (limit_or(c->rest_min, 0) + interval_min - 1) / interval_min;
    form->least_days = limit_or(c->days_a_week_least, 0);
    form->most_days = limit_or(c->days_a_week_most, HC_DAYS_A_WEEK);
    form->off_together = limit_or(c->days_off_together, 0);
    form->run_most = c->consecutive_days_most;
    form->weekend = hc_weekend_rule_of(c);
    drop_idle_weekend_rules(problem, &form->weekend);
    set_paid_limits(problem, c, form);
    form->weekend_cost = c->weekend_day_cost;
    form->hire_cost = rules->choose_heads
                          ? c->hire_cost_a_week * (double)problem->days / HC_DAYS_A_WEEK
                          : 0.0;
    form->heads_most = rules->choose_heads ? c->heads_most : HC_NO_LIMIT;
    HC_TRY(hc_alloc(&form->first_start, 3 * problem->days, sizeof *form->first_start, err));
    form->last_start = form->first_start + problem->days;
    form->last_end = form->last_start + problem->days;
    for (size_t day = 0; day < problem->days; day++) {
        form->last_start[day] = -1;
    }
    return hc_premium_hours_make(problem, c, &form->premium_hours, err);
}
