#include "erlang/staffing.h"

#include "erlang/erlang_a.h"
#include "erlang/erlang_b.h"
#include "erlang/erlang_c.h"
#include "erlang/staffing_question.h"

#define BRACKET_STEPS_MAX 200
#define FAR_STEP 16.0       /* growth of steps where the score does not tell how far it is */
#define EXACT_DIGITS 1e-12  /* relative width at which a fractional search stops */
#define CAPACITY_LEAST 1e-9 /* Erlangs: a smaller load is called none */

/* One target asked of one queue. */
typedef struct question {
    hc_model model;
    const hc_load *load;
    const hc_target *target;
} question;

/* ---- one target ---- */

static hc_status evaluate(const question *ask, double agents, hc_metrics *metrics,
                          hc_error *err)
{
    const hc_load *load = ask->load;
    if (ask->model == HC_MODEL_B) {
        *metrics = hc_loss_metrics(load, agents);
        return HC_OK;
    }
    if (ask->model == HC_MODEL_C) {
        return hc_erlang_c_metrics(load, agents, ask->target->target_s, metrics, err);
    }
    if (isinf(load->lines)) {
        hc_erlang_a_for_target(load, agents, ask->target, metrics);
        return HC_OK;
    }
    return hc_erlang_a_metrics(load, agents, ask->target->target_s, metrics, err);
}

/* Largest number of agents known not to do, and the most that may be asked about. */
static double below_least(const question *ask)
{
    if (ask->model == HC_MODEL_B) { return -1.0; }
    if (ask->model == HC_MODEL_C) {
        return floor(ask->load->load_erlangs + ask->load->load_rest_erlangs);
    }
    return 0.0;
}

static double most_agents(const question *ask)
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

static first_look first_guess(const question *ask)
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

static hc_status ask_at(const question *ask, double agents, bracket *ends, bool *met,
                        double *gap, hc_error *err)
{
    hc_metrics metrics = {0};
    HC_TRY(evaluate(ask, agents, &metrics, err));
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
    return HC_OK;
}

static hc_status infeasible(const question *ask, hc_error *err)
{
    const hc_target *target = ask->target;
    if (!isinf(ask->load->lines) && ask->model != HC_MODEL_B) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "give more lines or a softer target",
                       "%g lines cannot hold %s at %.10g, however many agents",
                       ask->load->lines, hc_target_name(target->kind), target->limit);
    }
    return hc_target_refuse_perfect(target, err);
}

static hc_status no_bracket(const question *ask, double most, hc_error *err)
{
    if (most < HC_AGENTS_MAX) { return infeasible(ask, err); }
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
static hc_status find_bracket(const question *ask, bracket *ends, hc_error *err)
{
    const double most = most_agents(ask);
    const double floor_agents = ends->low;
    const first_look start = first_guess(ask);
    double per_score = start.per_score;
    double step = 1.0;
    double at = fmin(most, fmax(floor_agents + 1.0, floor(start.agents)));
    bool met = false;
    double gap = 0.0;
    HC_TRY(ask_at(ask, at, ends, &met, &gap, err));
    const bool first_met = met;
    while (met == first_met) {
        const double before = at;
        const double gap_before = gap;
        if (met && at <= floor_agents + 1.0) { return HC_OK; }
        if (!met && at >= most) { return no_bracket(ask, most, err); }
        at = floor(next_step(at, met, gap, per_score, step));
        at = fmin(most, fmax(floor_agents + 1.0, at));
        step *= isfinite(gap) ? 2.0 : FAR_STEP;
        HC_TRY(ask_at(ask, at, ends, &met, &gap, err));
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
static hc_status solve_whole(const question *ask, double *agents, hc_error *err)
{
    bracket ends = {.low = below_least(ask), .low_score = HC_MISSING, .high_score = HC_MISSING};
    HC_TRY(find_bracket(ask, &ends, err));
    bool met = false;
    double gap = 0.0;
    for (int turn = 0; ends.high - ends.low > 1.5; turn++) {
        const double guess = ceil(next_guess(&ends, turn));
        const double at = fmin(ends.high - 1.0, fmax(ends.low + 1.0, guess));
        HC_TRY(ask_at(ask, at, &ends, &met, &gap, err));
    }
    *agents = ends.high;
    return HC_OK;
}

/* The fractional root between the answer and the whole number below it. */
static hc_status solve_fraction(const question *ask, double *agents, hc_error *err)
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
    HC_TRY(ask_at(ask, whole, &ends, &met, &gap, err));
    ends.low = fmax(whole - 1.0, ask->model == HC_MODEL_C ? ask->load->load_erlangs : 0.0);
    for (int turn = 0; turn < BRACKET_STEPS_MAX; turn++) {
        const double at = next_guess(&ends, turn);
        if (ends.high - ends.low <= EXACT_DIGITS * ends.high || at <= ends.low ||
            at >= ends.high) {
            break;
        }
        HC_TRY(ask_at(ask, at, &ends, &met, &gap, err));
    }
    *agents = ends.high;
    return HC_OK;
}

static bool is_always_met(const question *ask)
{
    const hc_target_kind kind = ask->target->kind;
    const bool no_abandons = ask->model == HC_MODEL_B || isinf(ask->load->patience_s);
    const bool no_waits = ask->model == HC_MODEL_B;
    const bool no_blocks = ask->model != HC_MODEL_B && isinf(ask->load->lines);
    return (kind == HC_TARGET_P_ABANDON && no_abandons) ||
           (kind == HC_TARGET_P_BLOCK && no_blocks) ||
           (no_waits && (kind == HC_TARGET_ASA_S || kind == HC_TARGET_WAIT_ALL_S ||
                         kind == HC_TARGET_P_WAIT || kind == HC_TARGET_P_WAIT_GT_T));
}

/* Asks for what only endless agents give: 100 %, or none at all. */
static bool is_perfection(const hc_target *target)
{
    return hc_target_is_at_least(target->kind) ? target->limit >= 1.0 : !(target->limit > 0.0);
}

/* Erlang C by service level has a road of its own. */
static double fast_agents(const question *ask)
{
    const hc_target *target = ask->target;
    if (ask->model != HC_MODEL_C || !hc_target_is_at_least(target->kind)) { return -1.0; }
    return hc_erlang_c_agents(ask->load, target->target_s,
                              (1.0 - target->limit) + hc_target_slack(target));
}

static hc_status solve_one(const question *ask, bool whole, double *agents, hc_error *err)
{
    if (is_always_met(ask)) {
        *agents = below_least(ask) + 1.0;
        return HC_OK;
    }
    if (is_perfection(ask->target)) { return infeasible(ask, err); }
    if (!whole) { return solve_fraction(ask, agents, err); }
    const double fast = fast_agents(ask);
    if (fast >= 0.0) {
        *agents = fast;
        return HC_OK;
    }
    return solve_whole(ask, agents, err);
}

/* ---- all targets ---- */

/* With finite lines more agents may make it worse: blocked calls do not wait, and where callers
 * hang up sooner than calls take, a line is free again sooner without an agent. */
static bool may_rise_with_agents(const hc_load *load, hc_target_kind kind)
{
    return kind == HC_TARGET_P_WAIT || kind == HC_TARGET_P_WAIT_GT_T ||
           (kind == HC_TARGET_P_BLOCK && load->patience_s < load->aht_s);
}

static hc_status check_targets(hc_model model, const hc_load *load, const hc_target *targets,
                               size_t target_count, hc_error *err)
{
    const bool finite = model != HC_MODEL_B && !isinf(load->lines);
    const hc_load seen = hc_served_load(model, load);
    if (target_count == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "80 % within 20 s, say",
                       "there is no target to staff for");
    }
    for (size_t i = 0; i < target_count; i++) {
        HC_TRY(hc_target_check(&targets[i], err));
        if (finite && may_rise_with_agents(&seen, targets[i].kind)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                           "bound sl_offered or p_abandon instead",
                           "%s is no target with these lines: more agents may raise it, since "
                           "blocked calls do not wait and hang-ups free lines",
                           hc_target_name(targets[i].kind));
        }
    }
    return HC_OK;
}

/* More agents never hurt: a target that is met by as many as another needs has no say. */
static hc_status has_no_say(const question *ask, double agents, bool *met, hc_error *err)
{
    hc_metrics metrics = {0};
    *met = false;
    if (is_perfection(ask->target) || is_always_met(ask)) { return HC_OK; }
    HC_TRY(evaluate(ask, agents, &metrics, err));
    *met = hc_target_is_met(ask->target, &metrics);
    return HC_OK;
}

static hc_status raise_to(const question *ask, bool whole, double *most, hc_error *err)
{
    bool met = false;
    double need = 0.0;
    if (whole && *most > 0.0) { HC_TRY(has_no_say(ask, *most, &met, err)); }
    if (met) { return HC_OK; }
    HC_TRY(solve_one(ask, whole, &need, err));
    *most = fmax(*most, need);
    return HC_OK;
}

static hc_status solve_all(hc_model model, const hc_load *load, const hc_target *targets,
                           size_t target_count, bool whole, double *agents, hc_error *err)
{
    HC_TRY(hc_staffing_check(model, load, 0.0, 0.0, err));
    HC_TRY(check_targets(model, load, targets, target_count, err));
    double most = 0.0;
    const hc_load seen = hc_served_load(model, load);
    for (size_t i = 0; load->load_erlangs > 0.0 && i < target_count; i++) {
        const question ask = {hc_served_model(model, load), &seen, &targets[i]};
        HC_TRY(raise_to(&ask, whole, &most, err));
    }
    *agents = most;
    return HC_OK;
}

hc_status hc_staffing_solve(hc_model model, const hc_load *load, const hc_target *targets,
                            size_t target_count, int64_t *agents, hc_error *err)
{
    double need = 0.0;
    HC_TRY(solve_all(model, load, targets, target_count, true, &need, err));
    *agents = (int64_t)need;
    return HC_OK;
}

hc_status hc_staffing_solve_exact(hc_model model, const hc_load *load, const hc_target *targets,
                                  size_t target_count, double *agents, hc_error *err)
{
    if (!isinf(load->lines) && model != HC_MODEL_B) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "leave lines out",
                       "fractional agents are not defined with finite lines");
    }
    return solve_all(model, load, targets, target_count, false, agents, err);
}

/* ---- capacity ---- */

/* True when the agents hold this load within every target; overload never does. */
static hc_status holds(hc_model model, const hc_load *load, const hc_target *targets,
                       size_t target_count, double agents, bool *held, hc_error *err)
{
    *held = true;
    for (size_t i = 0; *held && i < target_count; i++) {
        const question ask = {hc_served_model(model, load), load, &targets[i]};
        if (is_always_met(&ask)) {
            *held = ask.model != HC_MODEL_C || agents > load->load_erlangs;
            continue;
        }
        if (is_perfection(&targets[i])) { return infeasible(&ask, err); }
        if (ask.model == HC_MODEL_C && agents <= load->load_erlangs) {
            *held = false;
            return HC_OK;
        }
        hc_metrics metrics = {0};
        HC_TRY(evaluate(&ask, agents, &metrics, err));
        *held = hc_target_is_met(&targets[i], &metrics);
    }
    return HC_OK;
}

/* The load at a trial, growing by calls or by handle time. */
static hc_load grown(const hc_load *load, double load_erlangs, hc_capacity_kind what)
{
    hc_load trial = *load;
    trial.load_erlangs = load_erlangs;
    trial.load_rest_erlangs = 0.0;
    if (what == HC_CAPACITY_AHT) {
        trial.aht_s = load->aht_s * (load_erlangs / load->load_erlangs);
    }
    return trial;
}

static hc_status largest_load(hc_model model, const hc_load *load, const hc_target *targets,
                              size_t target_count, double agents, hc_capacity_kind what,
                              double *most, hc_error *err)
{
    double low = 0.0;
    double high = fmax(agents, CAPACITY_LEAST);
    const double top = HC_LOAD_ERLANGS_MAX;
    bool held = true;
    while (held) {
        const hc_load trial = grown(load, high, what);
        HC_TRY(holds(model, &trial, targets, target_count, agents, &held, err));
        if (held) { low = high; }
        if (held && high >= top) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "bound p_abandon or sl_offered too",
                           "the targets hold at any load up to %g Erlangs", top);
        }
        if (held) { high = fmin(2.0 * high, top); }
    }
    while (high - low > 1e-13 * high && high > CAPACITY_LEAST) {
        const double middle = 0.5 * (low + high);
        const hc_load trial = grown(load, middle, what);
        HC_TRY(holds(model, &trial, targets, target_count, agents, &held, err));
        if (held) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *most = low;
    return HC_OK;
}

hc_status hc_staffing_capacity(hc_model model, const hc_load *load, const hc_target *targets,
                               size_t target_count, double agents, hc_capacity_kind what,
                               double *most, hc_error *err)
{
    HC_TRY(hc_staffing_check(model, load, agents, 0.0, err));
    HC_TRY(check_targets(model, load, targets, target_count, err));
    if (what == HC_CAPACITY_AHT && !(load->load_erlangs > 0.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give the calls too",
                       "the longest AHT of no calls has no answer");
    }
    if (!(agents > 0.0)) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "", "no agents hold no load");
    }
    const hc_load seen = hc_served_load(model, load);
    double most_erlangs = 0.0;
    HC_TRY(largest_load(model, &seen, targets, target_count, agents, what, &most_erlangs, err));
    if (!(most_erlangs > 0.0)) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "soften the target",
                       "%g agents do not meet the targets at any load", agents);
    }
    *most = what == HC_CAPACITY_AHT ? grown(load, most_erlangs, what).aht_s : most_erlangs;
    return HC_OK;
}
