#include "scheduler/replan/offer.h"

#include "forecast/base/memory.h"
#include "scheduler/break_windows.h"
#include "scheduler/cover/plan.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/legal_week.h"
#include "scheduler/period_paid.h"
#include "scheduler/premium.h"
#include "scheduler/rotation.h"

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

/* One shift and what stands around it. Minutes count from the axis' first midnight. */
typedef struct candidate {
    const hc_shift *shift;
    int32_t midnight_min;
    int32_t start_min;
    int32_t end_min;
    int32_t earliest_min;    /* to which the start may go back */
    int32_t latest_min;      /* to which the end may go on */
    int32_t paid_left_min;   /* of the week's most; INT32_MAX: no limit */
    int32_t period_left_min; /* of the whole period's, likewise */
    int32_t week_paid_min;   /* of the person's week, with the offers taken up */
    int32_t rest_min;        /* between shifts */
    double wage_an_hour;
    size_t form; /* of its contract */
    size_t set;  /* of its skills */
    bool taken;
} candidate;

/* A zeroed struct is empty. */
typedef struct market {
    hc_problem problem;
    const hc_rules *rules;
    const hc_offer_options *options;
    int32_t interval_min;
    int32_t from_min; /* of the first midnight: nothing before it is offered */
    hc_plan plan;     /* without heads: the cover alone */
    candidate *candidates;
    size_t count;
} market;

/* ---- who could ---- */

static const hc_class *class_of(const market *m, const hc_roster *roster, const hc_shift *shift)
{
    return &m->rules->classes[roster->agents[shift->agent].class_index];
}

/* Paid minutes of the person's shifts, in the week of this one or all of them. */
static int32_t paid_of(const hc_contract *contract, const hc_roster *roster,
                       const hc_shift *shift, bool of_week)
{
    int32_t paid_min = 0;
    const hc_shift *first = shift; /* a person's shifts stand together */
    while (first > roster->shifts && first[-1].agent == shift->agent) {
        first--;
    }
    const hc_shift *end = roster->shifts + roster->shift_count;
    for (const hc_shift *other = first; other < end && other->agent == shift->agent; other++) {
        if (!of_week || other->day / HC_DAYS_A_WEEK == shift->day / HC_DAYS_A_WEEK) {
            paid_min += hc_shift_paid_min(contract, other);
        }
    }
    return paid_min;
}

static int32_t paid_left(int32_t most_min, int32_t paid_min)
{
    if (most_min == HC_NO_LIMIT) { return INT32_MAX; }
    return most_min > paid_min ? most_min - paid_min : 0;
}

/* NULL: the rules name nobody. */
static const hc_agent *person_of(const market *m, const hc_shift *shift)
{
    return shift->agent < m->rules->agent_count ? &m->rules->agents[shift->agent] : NULL;
}

/* A person's own hours of the day, and the rest since the last shift before the horizon. */
static void limit_by_person(const hc_agent *person, int32_t rest_min, candidate *c)
{
    if (person->hours != NULL) {
        const hc_day_hours hours = person->hours[c->shift->day];
        const int32_t from_min = c->midnight_min + hours.from_min;
        if (from_min > c->earliest_min) { c->earliest_min = from_min; }
        if (hours.to_min != HC_NO_LIMIT && c->midnight_min + hours.to_min < c->latest_min) {
            c->latest_min = c->midnight_min + hours.to_min;
        }
    }
    const int32_t rested = person->before.end_min + rest_min;
    if (person->before.run_days > 0 && rested > c->earliest_min) { c->earliest_min = rested; }
    if (person->wage_an_hour > 0.0) { c->wage_an_hour = person->wage_an_hour; }
}

static int32_t start_of(const hc_shift *shift)
{
    return (int32_t)shift->day * HC_MINUTES_A_DAY + shift->start_min;
}

/* How far work before the first break and after the last may grow. */
static void limit_by_work(const hc_contract *contract, candidate *c)
{
    const hc_shift *shift = c->shift;
    int32_t first_min = c->end_min;  /* start of the first break */
    int32_t last_min = c->start_min; /* end of the last one */
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t at = c->midnight_min + shift->break_start_min[b];
        const int32_t end = at + shift->break_length_min[b];
        if (hc_break_is_activity(shift, b)) { continue; }
        if (at < first_min) { first_min = at; }
        if (end > last_min) { last_min = end; }
    }
    const hc_work_limit none = {0, HC_NO_LIMIT};
    const bool has_break = last_min > c->start_min;
    const hc_work_limit before =
        hc_work_limit_of(contract, has_break ? contract->work_before_breaks : none);
    const hc_work_limit after =
        hc_work_limit_of(contract, has_break ? contract->work_after_breaks : none);
    if (first_min - before.most_min > c->earliest_min) {
        c->earliest_min = first_min - before.most_min;
    }
    if (last_min + after.most_min < c->latest_min) {
        c->latest_min = last_min + after.most_min;
    }
}

/* The windows of the day, the rest to the shifts before and after, and what the person allows;
 * shifts are sorted. */
static void limit(const market *m, const hc_roster *roster, size_t k, candidate *c)
{
    const hc_shift *shift = &roster->shifts[k];
    const hc_class *class = class_of(m, roster, shift);
    const hc_contract *contract = &m->rules->contracts[class->contract];
    const int64_t date = roster->axis.first_day + (int64_t)shift->day;
    const hc_contract own = hc_contract_of_week(contract, class, date);
    const hc_day_window window = hc_class_window(&own, class, hc_weekday(date));
    const int32_t rest = contract->rest_min > 0 ? contract->rest_min : 0;
    c->rest_min = rest;
    c->earliest_min = c->midnight_min + window.earliest_start_min;
    c->latest_min = c->midnight_min + window.latest_end_min;
    if (k > 0 && shift[-1].agent == shift->agent) {
        const int32_t rested = start_of(&shift[-1]) + shift[-1].length_min + rest;
        if (rested > c->earliest_min) { c->earliest_min = rested; }
    }
    if (k + 1 < roster->shift_count && shift[1].agent == shift->agent) {
        const int32_t rested = start_of(&shift[1]) - rest;
        if (rested < c->latest_min) { c->latest_min = rested; }
    }
    limit_by_work(contract, c);
    const int32_t period_most = hc_period_paid_most(contract, roster->axis.days);
    c->week_paid_min = paid_of(contract, roster, shift, true);
    c->paid_left_min = paid_left(contract->week_paid_min_most, c->week_paid_min);
    c->period_left_min = paid_left(period_most, paid_of(contract, roster, shift, false));
    c->wage_an_hour = contract->wage_an_hour;
    c->form = class->contract;
    const hc_agent *person = person_of(m, shift);
    if (person != NULL) { limit_by_person(person, rest, c); }
}

static size_t set_of(const market *m, hc_skills skills)
{
    size_t set = 0;
    while (set + 1 < m->problem.set_count && m->problem.sets[set] != skills) {
        set++;
    }
    return set;
}

/* The candidate is on the phones, or no longer, in the cells that begin from minute to minute.
 */
static void add_cells(market *m, const candidate *c, int32_t from_min, int32_t to_min,
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
    candidate *c = &m->candidates[m->count++];
    c->shift = shift;
    c->midnight_min = (int32_t)shift->day * HC_MINUTES_A_DAY;
    c->start_min = start_of(shift);
    c->end_min = c->start_min + shift->length_min;
    limit(m, roster, k, c);
    c->set = set_of(m, hc_skills_of(m->rules, class_of(m, roster, shift), person_of(m, shift)));
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
static double saved(const market *m, const candidate *c, int32_t from_min, int32_t to_min,
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
static double saved_without(const market *m, const candidate *c, int32_t from_min,
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

static bool spans(const market *m, const candidate *c, hc_offer_kind kind, int32_t length_min,
                  int32_t *from_min, int32_t *to_min)
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
static double premium_hours(const market *m, const candidate *c, int32_t from_min,
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
static double overtime_hours(const market *m, const candidate *c, const hc_offer *offer)
{
    const hc_contract *contract = &m->rules->contracts[m->problem.forms[c->form].contract];
    const int32_t length_min = offer->to_min - offer->from_min;
    const int32_t less = is_more(offer) ? 0 : length_min;
    const int32_t more = is_more(offer) ? length_min : 0;
    const int32_t min = hc_overtime_min(contract, c->week_paid_min + more) -
                        hc_overtime_min(contract, c->week_paid_min - less);
    return contract->overtime_premium * min / HC_MINUTES_AN_HOUR;
}

static void price_offer(const market *m, const candidate *c, hc_offer *offer)
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
static bool beats(const market *m, const candidate *c, hc_offer *best)
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
static void narrow(const hc_offer *offer, bool later, candidate *other)
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
        candidate *c = &m->candidates[k];
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
    candidate *c = &m->candidates[chosen];
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
