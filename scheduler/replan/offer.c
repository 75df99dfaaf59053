#include "scheduler/replan/offer.h"

#include "forecast/base/memory.h"
#include "scheduler/cover/plan.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/premium.h"
#include "scheduler/replan/candidate.h"

#define HC_MINUTES_AN_HOUR 60.0
#define HC_OFFER_STEP_MIN 30
#define HC_OFFER_MOST_MIN 120
#define HC_OFFER_COUNT 20
#define HC_OFFER_LEAST 1e-9 /* saved by an offer */

const char *hc_offer_kind_name(hc_offer_kind kind)
{
    static const char *const names[] = {
#define HC_OFFER_KIND_TEXT(name, text) text,
        HC_OFFER_KINDS(HC_OFFER_KIND_TEXT)
#undef HC_OFFER_KIND_TEXT
    };
    return (unsigned)kind < HC_OFFER_KIND_COUNT ? names[kind] : "unknown offer";
}

hc_offer_options hc_offer_options_default(void)
{
    return (hc_offer_options){
        .step_min = HC_OFFER_STEP_MIN, .most_min = HC_OFFER_MOST_MIN, .count = HC_OFFER_COUNT};
}

/* A zeroed struct is empty. */
typedef struct market {
    hc_problem problem;
    const hc_rules *rules;
    const hc_offer_options *options;
    int32_t interval_min;
    int32_t from_min; /* of the first midnight: nothing before it is offered */
    hc_plan plan;     /* without heads: the cover alone */
    hc_candidate *candidates;
    size_t count;
} market;

/* ---- the cover ---- */

/* The candidate is on the phones, or no longer, in the cells that begin from minute to minute.
 */
static void add_cells(market *m, const hc_candidate *c, int32_t from_min, int32_t to_min,
                      int32_t by)
{
    const size_t to = (size_t)((to_min + m->interval_min - 1) / m->interval_min);
    const size_t end = to < m->problem.all_cells ? to : m->problem.all_cells;
    if (to_min <= from_min) { return; }
    (void)hc_plan_change_cover(&m->plan, c->set, (size_t)(from_min / m->interval_min), end, by);
}

static void read_shift(market *m, const hc_roster *roster, size_t k)
{
    const hc_shift *shift = &roster->shifts[k];
    hc_candidate *c = &m->candidates[m->count++];
    *c = hc_candidate_of(&m->problem, m->rules, roster, k);
    add_cells(m, c, c->start_min, c->end_min, 1);
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t at = c->midnight_min + shift->break_start_min[b];
        add_cells(m, c, at, at + shift->break_length_min[b], -1);
    }
}

/* ---- what it saves ---- */

static bool is_more(const hc_offer *offer)
{
    return offer->kind == HC_OFFER_STAY_LONGER || offer->kind == HC_OFFER_COME_EARLIER;
}

/* Cover cost saved by the candidate's being there (or, by -1, not) from minute to minute. */
static double saved(const market *m, const hc_candidate *c, int32_t from_min, int32_t to_min,
                    int32_t by)
{
    double sum = 0.0;
    for (int32_t at = from_min; at < to_min; at += m->interval_min) {
        const size_t cell = (size_t)(at / m->interval_min);
        if (cell >= m->problem.cells) { break; }
        const size_t at_set = c->set * m->problem.all_cells + cell;
        if (by > 0) {
            sum += m->plan.gain[at_set];
        } else if (m->plan.cover[at_set] > 0) {
            sum -= hc_plan_loss(&m->plan, c->set, cell);
        }
    }
    return sum;
}

/* Time less costs no cover while the person would have been on a break. */
static double saved_without(const market *m, const hc_candidate *c, int32_t from_min,
                            int32_t to_min)
{
    double sum = saved(m, c, from_min, to_min, -1);
    for (size_t b = 0; b < c->shift->break_count; b++) {
        const int32_t at = c->midnight_min + c->shift->break_start_min[b];
        const int32_t end = at + c->shift->break_length_min[b];
        const int32_t first = at > from_min ? at : from_min;
        const int32_t last = end < to_min ? end : to_min;
        if (last > first) { sum -= saved(m, c, first, last, -1); }
    }
    return sum;
}

static bool spans(const market *m, const hc_candidate *c, hc_offer_kind kind,
                  int32_t length_min, int32_t *from_min, int32_t *to_min)
{
    const bool more = kind == HC_OFFER_STAY_LONGER || kind == HC_OFFER_COME_EARLIER;
    const bool at_end = kind == HC_OFFER_STAY_LONGER || kind == HC_OFFER_LEAVE_EARLY;
    *from_min = at_end ? c->end_min : c->start_min;
    if (more != at_end) { *from_min -= length_min; }
    *to_min = *from_min + length_min;
    if (*from_min < m->from_min) { return false; }
    if (!more) { return 2 * length_min <= c->shift->length_min; }
    return *from_min >= c->earliest_min && *to_min <= c->latest_min &&
           length_min <= c->paid_left_min && length_min <= c->period_left_min;
}

/* Paid on top for work from minute to minute, in hours of the wage. */
static double premium_hours(const market *m, const hc_candidate *c, int32_t from_min,
                            int32_t to_min)
{
    const double *sums = m->problem.forms[c->form].premium_hours;
    const int32_t cells = (int32_t)m->problem.all_cells;
    const int32_t from = from_min > 0 ? from_min / m->interval_min : 0;
    const int32_t to = to_min / m->interval_min < cells ? to_min / m->interval_min : cells;
    return sums == NULL || to <= from ? 0.0 : sums[to] - sums[from];
}

/* Of the hours that the week has more or fewer, those that are overtime, in hours of the wage
 * on top. */
static double overtime_hours(const market *m, const hc_candidate *c, const hc_offer *offer)
{
    const hc_contract *contract = &m->rules->contracts[m->problem.forms[c->form].contract];
    const int32_t length_min = offer->to_min - offer->from_min;
    const int32_t less = is_more(offer) ? 0 : length_min;
    const int32_t more = is_more(offer) ? length_min : 0;
    const int32_t min = hc_overtime_min(contract, c->week_paid_min + more) -
                        hc_overtime_min(contract, c->week_paid_min - less);
    return contract->overtime_premium * min / HC_MINUTES_AN_HOUR;
}

static void price_offer(const market *m, const hc_candidate *c, hc_offer *offer)
{
    const double hours = (offer->to_min - offer->from_min) / HC_MINUTES_AN_HOUR;
    const double paid_hours = hours + premium_hours(m, c, offer->from_min, offer->to_min) +
                              overtime_hours(m, c, offer);
    if (is_more(offer)) {
        offer->saves =
            saved(m, c, offer->from_min, offer->to_min, 1) - paid_hours * c->wage_an_hour;
    } else {
        offer->saves =
            saved_without(m, c, offer->from_min, offer->to_min) + paid_hours * c->wage_an_hour;
    }
    offer->saves_an_hour = offer->saves / hours;
}

/* By the hour, then the longer one. */
static bool is_better(const hc_offer *best, const hc_offer *offer)
{
    if (offer->saves <= HC_OFFER_LEAST) { return false; }
    const double more = offer->saves_an_hour - best->saves_an_hour;
    const bool longer = offer->to_min - offer->from_min > best->to_min - best->from_min;
    return best->saves <= 0.0 || more > HC_OFFER_LEAST || (more >= -HC_OFFER_LEAST && longer);
}

/* Whether the person has a better offer than *best, which it then becomes. */
static bool beats(const market *m, const hc_candidate *c, hc_offer *best)
{
    bool better = false;
    for (int kind = 0; kind < HC_OFFER_KIND_COUNT; kind++) {
        for (int32_t length = m->options->step_min; length <= m->options->most_min;
             length += m->options->step_min) {
            hc_offer offer = {
                .kind = (hc_offer_kind)kind, .agent = c->shift->agent, .day = c->shift->day};
            if (!spans(m, c, offer.kind, length, &offer.from_min, &offer.to_min)) { continue; }
            price_offer(m, c, &offer);
            if (!is_better(best, &offer)) { continue; }
            *best = offer;
            better = true;
        }
    }
    return better;
}

/* The same person's shift beside the one that grows: rest and the week's most hold for both. */
static void narrow(const hc_offer *offer, bool later, hc_candidate *other)
{
    const int32_t rest_min = other->rest_min;
    if (later && offer->to_min + rest_min > other->earliest_min) {
        other->earliest_min = offer->to_min + rest_min;
    }
    if (!later && offer->from_min - rest_min < other->latest_min) {
        other->latest_min = offer->from_min - rest_min;
    }
    if (other->shift->day / HC_DAYS_A_WEEK == offer->day / HC_DAYS_A_WEEK &&
        other->paid_left_min != INT32_MAX) {
        other->paid_left_min -= offer->to_min - offer->from_min;
    }
    if (other->period_left_min != INT32_MAX) {
        other->period_left_min -= offer->to_min - offer->from_min;
    }
}

/* Time more leaves less to the person's other shifts, which stand around the chosen one. */
static void narrow_others(market *m, size_t chosen, const hc_offer *offer)
{
    for (size_t k = chosen; k-- > 0 && m->candidates[k].shift->agent == offer->agent;) {
        narrow(offer, false, &m->candidates[k]);
    }
    for (size_t k = chosen + 1; k < m->count && m->candidates[k].shift->agent == offer->agent;
         k++) {
        narrow(offer, true, &m->candidates[k]);
    }
}

/* The person's week is paid so much more or less from now on. */
static void pay_week(market *m, const hc_offer *offer)
{
    const int32_t length_min = offer->to_min - offer->from_min;
    for (size_t k = 0; k < m->count; k++) {
        hc_candidate *c = &m->candidates[k];
        if (c->shift->agent != offer->agent ||
            c->shift->day / HC_DAYS_A_WEEK != offer->day / HC_DAYS_A_WEEK) {
            continue;
        }
        c->week_paid_min += is_more(offer) ? length_min : -length_min;
    }
}

/* The best offer of all; it is counted as taken up. false: none saves. */
static bool take_best(market *m, hc_offer *offer)
{
    size_t chosen = SIZE_MAX;
    hc_offer best = {.saves = 0.0};
    for (size_t k = 0; k < m->count; k++) {
        if (!m->candidates[k].taken && beats(m, &m->candidates[k], &best)) { chosen = k; }
    }
    if (chosen == SIZE_MAX) { return false; }
    hc_candidate *c = &m->candidates[chosen];
    const bool more = is_more(&best);
    c->taken = true;
    if (more) { narrow_others(m, chosen, &best); }
    pay_week(m, &best);
    add_cells(m, c, best.from_min, best.to_min, more ? 1 : -1);
    for (size_t b = 0; b < c->shift->break_count && !more; b++) {
        const int32_t at = c->midnight_min + c->shift->break_start_min[b];
        const int32_t end = at + c->shift->break_length_min[b];
        add_cells(m, c, at > best.from_min ? at : best.from_min,
                  end < best.to_min ? end : best.to_min, 1);
    }
    best.from_min -= c->midnight_min;
    best.to_min -= c->midnight_min;
    *offer = best;
    return true;
}

/* ---- the front door ---- */

static hc_status check(const hc_axis *axis, const hc_offer_options *options, hc_error *err)
{
    const int32_t step = options->step_min;
    if (step < 1 || step % axis->interval_min != 0 || options->most_min < step ||
        options->most_min > HC_MINUTES_A_DAY) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use multiples of the interval",
                       "offers in steps of %d up to %d min do not fit a %d-minute interval",
                       step, options->most_min, axis->interval_min);
    }
    return HC_OK;
}

static hc_status make_cover(market *m, hc_error *err)
{
    size_t *nobody = NULL;
    HC_TRY(hc_alloc(&nobody, m->problem.group_count, sizeof *nobody, err));
    const hc_status st = hc_plan_make(&m->plan, &m->problem, nobody, err);
    hc_free(nobody);
    return st;
}

static hc_status open_market(market *m, const hc_axis *axis, const double *required,
                             const hc_roster *roster, hc_error *err)
{
    HC_TRY(hc_problem_make(&m->problem, axis, required, m->rules, err));
    HC_TRY(make_cover(m, err));
    HC_TRY(hc_alloc(&m->candidates, roster->shift_count, sizeof *m->candidates, err));
    m->interval_min = axis->interval_min;
    m->from_min = (int32_t)m->options->day * HC_MINUTES_A_DAY + m->options->from_min;
    for (size_t k = 0; k < roster->shift_count; k++) {
        read_shift(m, roster, k);
    }
    return HC_OK;
}

hc_status hc_offers_find(const hc_axis *axis, const double *required, const hc_rules *rules,
                         const hc_roster *roster, const hc_offer_options *options,
                         hc_offer *offers, size_t *found, hc_error *err)
{
    market m = {.rules = rules, .options = options};
    HC_TRY(check(axis, options, err));
    const hc_status st = open_market(&m, axis, required, roster, err);
    if (st == HC_OK) {
        *found = 0;
        while (*found < options->count && take_best(&m, &offers[*found])) {
            (*found)++;
        }
    }
    hc_plan_clear(&m.plan);
    hc_free(m.candidates);
    hc_problem_clear(&m.problem);
    return st;
}
