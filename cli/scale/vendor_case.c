#include "cli/scale/vendor_case.h"

#include "cli/centre/vendor_price.h"
#include "erlang/requirement_people.h"
#include "erlang/staffing.h"

/* ---- a mean month -------------------------------------------------------------------------
 */

typedef struct mean_month {
    double volume, workload_hours, agent_hours, paid_hours, required_fte;
} mean_month;

static double months_of(const hc_long_plan *plan)
{
    double days = 0.0;
    for (size_t k = 0; k < plan->count; k++) {
        days += plan->input[k].days;
    }
    return days / HC_DAYS_A_MONTH;
}

static mean_month month_of(const hc_long_plan *plan)
{
    mean_month month = {0};
    const double months = months_of(plan);
    for (size_t k = 0; k < plan->count; k++) {
        const hc_capacity_row *row = &plan->rows[k];
        month.volume += plan->input[k].volume;
        month.workload_hours += row->workload_hours;
        month.agent_hours += row->agent_hours;
        month.paid_hours += row->gross_fte * row->fte_hours;
        month.required_fte += row->required_fte * plan->input[k].days;
    }
    month.volume /= months;
    month.workload_hours /= months;
    month.agent_hours /= months;
    month.paid_hours /= months;
    month.required_fte /= months * HC_DAYS_A_MONTH;
    return month;
}

static double seat_cost(const hc_centre *centre)
{
    const double cost = centre->capacity.seat_cost_a_month;
    return hc_is_missing(cost) ? 0.0 : cost;
}

/* Agents at once: by the intervals where there are any, else the full-timers on the phones. */
static double seats_of(const mean_month *month, const hc_scale_case *made)
{
    return made != NULL ? (double)made->most_agents : ceil(month->required_fte);
}

static double billed_for(const hc_vendor_terms *vendor, const mean_month *month, double seats)
{
    const double price = vendor->price[vendor->kind];
    switch (vendor->kind) {
    case HC_PRICE_A_CALL:
        return price * month->volume;
    case HC_PRICE_A_MINUTE:
        return price * month->workload_hours * 60.0;
    case HC_PRICE_AN_HOUR:
        return price * month->agent_hours;
    default:
        return price * seats;
    }
}

/* ---- risk ---------------------------------------------------------------------------------
 */

/* Probability that volume x handle time of a month is more than what the agents of the expected
 * one hold at the promised level, were the vendor's as many as ours. */
static hc_status miss_as_we_would(const hc_scale_case *made, const hc_vendor_terms *vendor,
                                  double *probability, hc_error *err)
{
    const hc_scale_evidence *evidence = &made->evidence;
    const double promised =
        hc_is_missing(vendor->service_level) ? evidence->service_level : vendor->service_level;
    const double sd = hypot(evidence->log_sd, evidence->aht_log_sd);
    double load = 1.0;
    HC_TRY(hc_scale_load_of_service(made, promised, &load, err));
    *probability = 0.5 * erfc(log(load) / sd / sqrt(2.0));
    return HC_OK;
}

/* How often it misses, and the part of the bill that is paid back for that. */
static hc_status price_penalty(const hc_scale_case *made, hc_vendor_case *weighed,
                               hc_error *err)
{
    const hc_vendor_terms *vendor = weighed->vendor;
    if (hc_is_missing(vendor->penalty)) { return HC_OK; }
    if (!hc_is_missing(vendor->missed_months)) {
        weighed->miss_probability = vendor->missed_months;
    } else if (made != NULL) {
        HC_TRY(miss_as_we_would(made, vendor, &weighed->miss_probability, err));
    } else {
        return HC_OK;
    }
    weighed->offer.refund_share = vendor->penalty * weighed->miss_probability;
    return HC_OK;
}

/* What is billed however few the contacts are, for as long as the notice lasts. */
static void price_notice(const hc_vendor_terms *vendor, double seats, double months,
                         const hc_scale_case *made, hc_vendor_case *weighed)
{
    const double seat_bill =
        vendor->kind == HC_PRICE_A_SEAT ? vendor->price[HC_PRICE_A_SEAT] * seats : 0.0;
    const double a_month = fmax(seat_bill, vendor->least_a_month);
    if (hc_is_missing(vendor->notice_weeks)) { return; }
    weighed->stop_cost = a_month * vendor->notice_weeks / HC_WEEKS_A_MONTH;
    if (made == NULL) { return; }
    weighed->stop_probability = made->decision.shrink;
    weighed->offer.stop_a_month = weighed->stop_probability * weighed->stop_cost / months;
}

/* The people missing, hired or as a vendor's hours on the phones, for a month of the plan. */
static void price_growth(const hc_long_plan *plan, const hc_centre *centre,
                         const hc_scale_case *made, const mean_month *month,
                         hc_vendor_case *weighed)
{
    const hc_capacity_options *options = &plan->options;
    const double people = made->decision.needed - made->evidence.people;
    const double paid_hours = people * options->week_hours * HC_WEEKS_A_MONTH;
    const double price = hc_vendor_hour_price(centre, weighed->vendor,
                                              month->workload_hours / month->agent_hours,
                                              3600.0 * month->workload_hours / month->volume);
    const double bill = price * paid_hours * month->agent_hours / month->paid_hours;
    if (made->decision.verdict != HC_SCALE_GROW) { return; }
    weighed->grow_own_cost =
        paid_hours * options->wage_an_hour + people * options->hire_cost / months_of(plan) +
        people * seat_cost(centre) * month->agent_hours / month->paid_hours;
    weighed->grow_cost =
        fmax(bill, weighed->vendor->least_a_month) * (1.0 - weighed->offer.refund_share) +
        weighed->offer.stop_a_month;
}

/* ---- all of it ----------------------------------------------------------------------------
 */

static hc_status weigh_month(const hc_long_plan *plan, const hc_centre *centre,
                             const hc_scale_case *made, hc_vendor_case *weighed, hc_error *err)
{
    const hc_vendor_terms *vendor = weighed->vendor;
    const mean_month month = month_of(plan);
    const double seats = seats_of(&month, made);
    const double power = made != NULL ? made->evidence.elasticity : 1.0;
    const bool by_contact = vendor->kind <= HC_PRICE_A_MINUTE;
    weighed->offer = (hc_vendor_offer){
        .volume = month.volume,
        .own_cost = month.paid_hours * plan->options.wage_an_hour + seat_cost(centre) * seats,
        .billed = billed_for(vendor, &month, seats),
        .least = vendor->least_a_month,
        .own_power = power,
        .billed_power = by_contact ? 1.0 : power};
    HC_TRY(price_penalty(made, weighed, err));
    price_notice(vendor, seats, months_of(plan), made, weighed);
    if (made != NULL) { price_growth(plan, centre, made, &month, weighed); }
    weighed->break_even_count =
        hc_vendor_break_even(&weighed->offer, weighed->break_even, &weighed->below_is_dearer);
    return HC_OK;
}

/* ---- the split ----------------------------------------------------------------------------
 */

/* A sample of weeks to split. held[n]: Erlangs that n agents hold within every target. */
typedef struct splitting {
    const hc_scale_case *made;
    const hc_vendor_terms *vendor;
    double wage_on_phones; /* of an hour on the phones */
    double aht_s;
    double calls; /* of the sample */
    size_t slots;
    double interval_h;
    int32_t most;
    double *held;
    size_t *first;
    size_t *slot; /* [interval]: which slot of the axis */
    hc_split_way *ways;
    size_t interval_count;
} splitting;

static const hc_need *pool_of(const splitting *s)
{
    return &s->made->staffing.requirement.needs[s->made->staffing.pool];
}

static const hc_queue_rules *rules_of(const splitting *s)
{
    const hc_staffing *staffing = &s->made->staffing;
    return staffing->rules.pooled || staffing->pool >= staffing->rules.queue_count
               ? &staffing->rules.pool
               : &staffing->queue_rules[staffing->pool];
}

static void measure_sample(splitting *s)
{
    const hc_need *pool = pool_of(s);
    double seconds = 0.0;
    for (size_t slot = 0; slot < s->slots; slot++) {
        if (!(pool->calls[slot] > 0.0)) { continue; }
        seconds += pool->calls[slot] * pool->aht_s[slot];
        s->calls += pool->calls[slot];
        s->interval_count++;
        s->most = pool->agents[slot] > s->most ? pool->agents[slot] : s->most;
    }
    s->aht_s = s->calls > 0.0 ? seconds / s->calls : 1.0;
}

/* Erlangs that n agents hold; 0 where not even the smallest load is. */
static hc_status fill_held(splitting *s, hc_error *err)
{
    const hc_queue_rules *rules = rules_of(s);
    hc_load load = hc_load_of(1.0, s->aht_s);
    load.patience_s = rules->patience_s;
    for (int32_t n = 1; n <= s->most; n++) {
        const hc_status st =
            hc_staffing_capacity(rules->model, &load, rules->targets, rules->target_count, n,
                                 HC_CAPACITY_VOLUME, &s->held[n], err);
        if (st == HC_ERR_INFEASIBLE) {
            s->held[n] = 0.0;
        } else if (st != HC_OK) {
            return st;
        }
        const double busy = rules->occupancy_max * n;
        if (s->held[n] > busy) { s->held[n] = busy; }
    }
    return HC_OK;
}

static int32_t agents_for(const splitting *s, double load_erlangs)
{
    int32_t n = 0;
    while (n < s->most && s->held[n] < load_erlangs - 1e-12) {
        n++;
    }
    return n;
}

/* With n agents of our own: what they hold, and the rest at the vendor. */
static hc_split_way way_of(const splitting *s, size_t slot, int32_t own)
{
    const hc_need *pool = pool_of(s);
    const double load = pool->calls[slot] * pool->aht_s[slot] / 3600.0 / s->interval_h;
    const double rest = s->held[own] < load - 1e-12 ? load - s->held[own] : 0.0;
    const double part = load > 0.0 ? rest / load : 0.0;
    const int32_t away = agents_for(s, rest);
    const double calls = part * pool->calls[slot];
    const double units[HC_PRICE_KINDS] = {calls, calls * pool->aht_s[slot] / 60.0,
                                          away * s->interval_h, 0.0};
    return (hc_split_way){.own_cost = own * s->interval_h * s->wage_on_phones,
                          .vendor_units = units[s->vendor->kind],
                          .own_agents = own,
                          .vendor_agents = away};
}

static hc_status make_room(splitting *s, hc_error *err)
{
    const size_t ways = s->interval_count * ((size_t)s->most + 1);
    HC_TRY(hc_alloc(&s->held, (size_t)s->most + 1, sizeof *s->held, err));
    HC_TRY(hc_alloc(&s->first, s->interval_count + 1, sizeof *s->first, err));
    HC_TRY(hc_alloc(&s->slot, s->interval_count, sizeof *s->slot, err));
    return hc_alloc(&s->ways, ways, sizeof *s->ways, err);
}

static void fill_ways(splitting *s)
{
    const hc_need *pool = pool_of(s);
    size_t at = 0, t = 0;
    for (size_t slot = 0; slot < s->slots; slot++) {
        if (!(pool->calls[slot] > 0.0)) { continue; }
        const double load = pool->calls[slot] * pool->aht_s[slot] / 3600.0 / s->interval_h;
        const int32_t all = agents_for(s, load);
        s->slot[t] = slot;
        s->first[t++] = at;
        for (int32_t own = 0; own <= all; own++) {
            s->ways[at++] = way_of(s, slot, own);
        }
        s->first[t] = at;
    }
}

/* Shares and hours of the chosen split, in a mean month. */
static void read_split(const splitting *s, const hc_split *split, double to_month,
                       hc_vendor_case *weighed)
{
    const hc_need *pool = pool_of(s);
    double own_calls = 0.0, calls = 0.0;
    for (size_t t = 0; t < s->interval_count; t++) {
        const size_t slot = s->slot[t];
        const size_t all = s->first[t + 1] - s->first[t] - 1;
        const hc_split_way *way = &s->ways[s->first[t] + split->way[t]];
        const double load = pool->calls[slot] * pool->aht_s[slot] / 3600.0 / s->interval_h;
        const double held = s->held[way->own_agents] < load ? s->held[way->own_agents] : load;
        own_calls += load > 0.0 ? pool->calls[slot] * held / load : 0.0;
        calls += pool->calls[slot];
        weighed->pooled_hours += to_month * (double)all * s->interval_h;
        weighed->split_hours +=
            to_month * (way->own_agents + way->vendor_agents) * s->interval_h;
    }
    weighed->own_share = calls > 0.0 ? own_calls / calls : 1.0;
    weighed->own_most = split->own_seats;
    weighed->vendor_most = split->vendor_seats;
    weighed->split_cost = to_month * split->cost + weighed->offer.stop_a_month;
    weighed->split_gap = split->cost > 0.0 ? (split->cost - split->bound) / split->cost : 0.0;
    weighed->has_split = true;
}

static hc_status solve(splitting *s, const hc_centre *centre, double to_month,
                       hc_vendor_case *weighed, hc_error *err)
{
    const bool by_seat = s->vendor->kind == HC_PRICE_A_SEAT;
    hc_split split = {0};
    HC_TRY(make_room(s, err));
    HC_TRY(fill_held(s, err));
    fill_ways(s);
    const double kept = 1.0 - weighed->offer.refund_share; /* of every bill */
    const double price = kept * s->vendor->price[s->vendor->kind];
    const hc_split_problem problem = {.interval_count = s->interval_count,
                                      .first = s->first,
                                      .ways = s->ways,
                                      .own_seat_cost = seat_cost(centre) / to_month,
                                      .vendor_price = by_seat ? 0.0 : price,
                                      .vendor_seat_cost = by_seat ? price / to_month : 0.0,
                                      .vendor_least =
                                          kept * s->vendor->least_a_month / to_month};
    HC_TRY(hc_split_solve(&problem, &split, err));
    read_split(s, &split, to_month, weighed);
    hc_split_clear(&split);
    return HC_OK;
}

/* Of all queues: chats and deferred work are no part of the line that is split. */
static double contacts_of_sample(const hc_scale_case *made)
{
    const hc_axis *axis = &made->forecast.axis;
    const size_t slots = axis->day_first[made->staffing.requirement.axis.days];
    double contacts = 0.0;
    for (size_t q = 0; q < made->forecast.queue_count; q++) {
        for (size_t slot = 0; slot < slots; slot++) {
            const double calls = made->forecast.queues[q].calls[slot];
            contacts += calls > 0.0 ? calls : 0.0;
        }
    }
    return contacts;
}

static hc_status split_sample(const hc_long_plan *plan, const hc_centre *centre,
                              const hc_scale_case *made, hc_vendor_case *weighed, hc_error *err)
{
    const hc_axis *axis = &made->staffing.requirement.axis;
    const bool apart = hc_need_is_sum(&made->staffing.rules, made->staffing.pool);
    if (apart) { return HC_OK; } /* a split is of one line */
    splitting s = {.made = made,
                   .vendor = weighed->vendor,
                   .wage_on_phones = plan->options.wage_an_hour / (1.0 - plan->shrinkage),
                   .slots = hc_axis_slots(axis),
                   .interval_h = axis->interval_min / 60.0};
    measure_sample(&s);
    const double contacts = contacts_of_sample(made);
    const double to_month =
        s.calls > 0.0 && contacts > 0.0 ? weighed->offer.volume / contacts : 0.0;
    weighed->line_share = contacts > 0.0 ? fmin(1.0, s.calls / contacts) : 1.0;
    const hc_status st = to_month > 0.0 ? solve(&s, centre, to_month, weighed, err) : HC_OK;
    hc_free(s.held);
    hc_free(s.first);
    hc_free(s.slot);
    hc_free(s.ways);
    return st;
}

hc_status hc_vendor_case_make(const hc_vendor_terms *vendor, const hc_long_plan *plan,
                              const hc_centre *centre, const hc_scale_case *made,
                              hc_vendor_case *weighed, hc_error *err)
{
    *weighed = (hc_vendor_case){.vendor = vendor,
                                .miss_probability = HC_MISSING,
                                .stop_cost = HC_MISSING,
                                .stop_probability = HC_MISSING,
                                .grow_cost = HC_MISSING,
                                .grow_own_cost = HC_MISSING};
    HC_TRY(weigh_month(plan, centre, made, weighed, err));
    return made != NULL ? split_sample(plan, centre, made, weighed, err) : HC_OK;
}
