/* Fewest agents for one target: a bracket around the answer, and how it shrinks. */
#include "erlang/erlang_c.h"
#include "erlang/staffing.h"
#include "erlang/staffing_question.h"

#define BRACKET_STEPS_MAX 200
#define FAR_STEP 16.0      /* growth of steps where the score does not tell how far it is */
#define EXACT_DIGITS 1e-12 /* relative width at which a fractional search stops */

static double most_agents(const hc_question *ask)
{
    return fmin(HC_AGENTS_MAX, ask->model == HC_MODEL_B ? HC_AGENTS_MAX : ask->load->lines);
}

/* How far the metric is from its limit, on a scale that is near linear in agents: logit or log.
 * Falls with agents; only a guide for the next guess, hc_target_is_met decides. */
static double score(const hc_target *target, const hc_metrics *metrics)
{
    const double metric = hc_target_metric(target, metrics);
    if (!hc_target_is_at_least(target->kind)) { return log(metric / target->limit); }
    const double miss = target->kind == HC_TARGET_SL_OFFERED ? metrics->late : 1.0 - metric;
    return log(miss / metric * (target->limit / (1.0 - target->limit)));
}

/* Where to look first, and by how many agents a score of 1 is off there. */
typedef struct first_look {
    double agents;
    double per_score;
} first_look;

/* Impatient callers as a fluid: below load x y, y the share that outlasts T, nobody is answered
 * in time; above, everybody who does not hang up. In between the wait scatters around T. */
static first_look guess_level(const hc_load *load, const hc_target *target)
{
    const double patient = exp(-target->target_s / load->patience_s);
    const double level = target->limit;
    const double scatter =
        sqrt(load->load_erlangs * patient * fmin(1.0, load->aht_s / load->patience_s));
    if (level > patient) {
        return (first_look){load->load_erlangs * level,
                            fmax(scatter, load->load_erlangs * level * (1.0 - level))};
    }
    const double share = fmin(level / patient, 0.999);
    const double z = log(share / (1.0 - share)) / 1.7; /* near the normal quantile */
    return (first_look){load->load_erlangs * patient + z * scatter, scatter / 1.7};
}

static first_look first_guess(const hc_question *ask)
{
    const double load = ask->load->load_erlangs;
    const double limit = ask->target->limit;
    const double root = sqrt(load);
    const bool impatient = ask->model == HC_MODEL_A && !isinf(ask->load->patience_s);
    switch (ask->target->kind) {
    case HC_TARGET_SL_OFFERED:
        if (impatient) { return guess_level(ask->load, ask->target); }
        break;
    case HC_TARGET_P_ABANDON:
        return (first_look){load * (1.0 - limit), fmax(load * limit, root)};
    case HC_TARGET_OCCUPANCY:
        return (first_look){load / fmax(limit, 1e-3), root};
    case HC_TARGET_P_BLOCK:
        return (first_look){load * (1.0 - limit), fmax(load * limit, root)};
    default:
        break;
    }
    return (first_look){ask->model == HC_MODEL_C ? load + 0.5 * root : load, root};
}

/* Ends of a search: low does not meet the target, high does. */
typedef struct bracket {
    double low;
    double high;
    double low_score;  /* > 0, or HC_MISSING when nobody asked */
    double high_score; /* <= 0, or HC_MISSING */
    int side;          /* of the last question: 1 high, -1 low */
} bracket;

static void ask_at(const hc_question *ask, double agents, bracket *ends, bool *met, double *gap)
{
    const hc_metrics metrics = hc_question_metrics(ask, agents);
    *met = hc_staffing_meets(ask->model, ask->load, agents, ask->target, &metrics);
    *gap = score(ask->target, &metrics);
    const int side = *met ? 1 : -1;
    const double stale = side == ends->side ? 0.5 : 1.0; /* the end that stays (Illinois) */
    if (*met) {
        ends->high = agents;
        ends->high_score = *gap;
        ends->low_score *= stale;
    } else {
        ends->low = agents;
        ends->low_score = *gap;
        ends->high_score *= stale;
    }
    ends->side = side;
}

static hc_status no_bracket(const hc_question *ask, double most, hc_error *err)
{
    if (most < HC_AGENTS_MAX) { return hc_question_refuse(ask, err); }
    return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "soften the target",
                   "%s at %.10g needs more than %g agents", hc_target_name(ask->target->kind),
                   ask->target->limit, HC_AGENTS_MAX);
}

/* Where the last score puts the answer, at least `step` on. */
static double next_step(double at, bool met, double gap, double per_score, double step)
{
    const double answer = isfinite(gap) ? ceil(at + gap * per_score) : at;
    return met ? fmin(answer, at - step) : fmax(answer, at + step);
}

/* Steps out from a first guess until the target is bracketed: to where the score says that the
 * answer is, and then by one, two, four, so that a good guess needs two steps. */
static hc_status find_bracket(const hc_question *ask, bracket *ends, hc_error *err)
{
    const double most = most_agents(ask);
    const double floor_agents = ends->low;
    const first_look start = first_guess(ask);
    double per_score = start.per_score;
    double step = 1.0;
    double at = fmin(most, fmax(floor_agents + 1.0, floor(start.agents)));
    bool met = false;
    double gap = 0.0;
    ask_at(ask, at, ends, &met, &gap);
    const bool first_met = met;
    while (met == first_met) {
        const double before = at;
        const double gap_before = gap;
        if (met && at <= floor_agents + 1.0) { return HC_OK; }
        if (!met && at >= most) { return no_bracket(ask, most, err); }
        at = floor(next_step(at, met, gap, per_score, step));
        at = fmin(most, fmax(floor_agents + 1.0, at));
        step *= isfinite(gap) ? 2.0 : FAR_STEP;
        ask_at(ask, at, ends, &met, &gap);
        const double slope = (at - before) / (gap_before - gap);
        if (isfinite(slope) && slope > 0.0) { per_score = slope; }
    }
    return HC_OK;
}

/* Where the scores say the root lies; the middle when they say nothing or have had their turns.
 */
static double next_guess(const bracket *ends, int turn)
{
    const double width = ends->high - ends->low;
    const double range = ends->low_score - ends->high_score;
    const double share = ends->low_score / range;
    if (turn % 3 == 2 || !isfinite(range) || !(share >= 0.0 && share <= 1.0)) {
        return ends->low + 0.5 * width;
    }
    return ends->low + share * width;
}

/* Fewest whole agents: the bracket shrinks to two neighbours. */
static hc_status solve_whole(const hc_question *ask, double *agents, hc_error *err)
{
    bracket ends = {
        .low = hc_question_too_few(ask), .low_score = HC_MISSING, .high_score = HC_MISSING};
    HC_TRY(find_bracket(ask, &ends, err));
    bool met = false;
    double gap = 0.0;
    for (int turn = 0; ends.high - ends.low > 1.5; turn++) {
        const double guess = ceil(next_guess(&ends, turn));
        const double at = fmin(ends.high - 1.0, fmax(ends.low + 1.0, guess));
        ask_at(ask, at, &ends, &met, &gap);
    }
    *agents = ends.high;
    return HC_OK;
}

/* The fractional root between the answer and the whole number below it. */
static hc_status solve_fraction(const hc_question *ask, double *agents, hc_error *err)
{
    bracket ends = {.low_score = HC_MISSING, .high_score = HC_MISSING};
    double whole = 0.0;
    bool met = false;
    double gap = 0.0;
    HC_TRY(solve_whole(ask, &whole, err));
    if (whole <= 0.0) {
        *agents = 0.0;
        return HC_OK;
    }
    ask_at(ask, whole, &ends, &met, &gap);
    ends.low = fmax(whole - 1.0, ask->model == HC_MODEL_C ? ask->load->load_erlangs : 0.0);
    for (int turn = 0; turn < BRACKET_STEPS_MAX; turn++) {
        const double at = next_guess(&ends, turn);
        if (ends.high - ends.low <= EXACT_DIGITS * ends.high || at >= ends.high) { break; }
        ask_at(ask, at, &ends, &met, &gap);
    }
    *agents = ends.high;
    return HC_OK;
}

/* Erlang C by service level has a road of its own. */
static double fast_agents(const hc_question *ask)
{
    const hc_target *target = ask->target;
    if (ask->model != HC_MODEL_C || !hc_target_is_at_least(target->kind)) { return -1.0; }
    return hc_erlang_c_agents(ask->load, target->target_s,
                              (1.0 - target->limit) + hc_target_slack(target));
}

hc_status hc_question_agents(const hc_question *ask, bool whole, double *agents, hc_error *err)
{
    if (hc_question_is_always_met(ask)) {
        *agents = hc_question_too_few(ask) + 1.0;
        return HC_OK;
    }
    if (hc_question_is_perfection(ask)) { return hc_question_refuse(ask, err); }
    if (!whole) { return solve_fraction(ask, agents, err); }
    const double fast = fast_agents(ask);
    if (fast >= 0.0) {
        *agents = fast;
        return HC_OK;
    }
    return solve_whole(ask, agents, err);
}
