#include "scheduler/scale_decision.h"

const char *hc_scale_verdict_text(hc_scale_verdict verdict)
{
    static const char *const texts[HC_SCALE_VERDICTS] = {
        "not enough data", "training first", "shifts, not heads", "grow", "shrink", "hold"};
    return texts[verdict];
}

static bool is_thin(const hc_scale_evidence *evidence)
{
    return evidence->history_weeks < HC_SCALE_WEEKS_LEAST ||
           !(evidence->level_low >= 1.0 - HC_SCALE_LEVEL_SURE &&
             evidence->level_high <= 1.0 + HC_SCALE_LEVEL_SURE);
}

double hc_scale_usual_aht(const hc_scale_evidence *evidence)
{
    const bool shorter = evidence->aht_aim_s < evidence->aht_before_s;
    return shorter || hc_is_missing(evidence->aht_before_s) ? evidence->aht_aim_s
                                                            : evidence->aht_before_s;
}

static bool handles_slower(const hc_scale_evidence *evidence, double usual_aht_s)
{
    return evidence->aht_is_sure &&
           evidence->aht_now_s >= (1.0 + HC_SCALE_AHT_RISE) * usual_aht_s;
}

/* Surely so many points above the usual. */
static bool is_higher(const hc_scale_share *share)
{
    return share->is_sure && share->now - share->usual >= HC_SCALE_SHARE_RISE; /* NaN: no */
}

static bool is_lower(const hc_scale_share *share)
{
    return share->is_sure && share->usual - share->now >= HC_SCALE_SHARE_RISE;
}

double hc_scale_usual_volume(const hc_scale_evidence *evidence)
{
    const hc_scale_share *repeats = &evidence->repeats;
    return is_higher(repeats) ? (1.0 - repeats->now) / (1.0 - repeats->usual) : 1.0;
}

/* Days surely missed, while at least one other is surely kept. */
static bool misses_some_days(const hc_scale_evidence *evidence, bool *missed)
{
    size_t bad = 0, good = 0;
    for (size_t day = 0; day < 7; day++) {
        missed[day] = evidence->weekday_high[day] < evidence->service_level; /* NaN: no */
        bad += missed[day];
        good += evidence->weekday_low[day] >= evidence->service_level;
    }
    return bad > 0 && good > 0 && good >= bad;
}

static double normal_below(double z)
{
    return 0.5 * erfc(-z / 1.4142135623730951);
}

/* Of the log of the need: volume and handle time stray each on its own. */
static double need_log_sd(const hc_scale_evidence *evidence)
{
    return hypot(evidence->elasticity * evidence->log_sd,
                 evidence->aht_elasticity * evidence->aht_log_sd);
}

/* Probability that a need stays below so many people: need x volume^elasticity x handle
 * time^elasticity, the logs of both normal. */
static double need_below(const hc_scale_evidence *evidence, double need, double people)
{
    const double sd = need_log_sd(evidence);
    if (!(people > 0.0)) { return 0.0; }
    if (!(need > 0.0)) { return 1.0; }
    if (!(sd > 0.0)) { return need <= people ? 1.0 : 0.0; }
    return normal_below(log(people / need) / sd);
}

/* Volume, relative to the expected, that needs so many people, `needed` being for that. */
static double volume_of(const hc_scale_evidence *evidence, double needed, double people)
{
    if (!(needed > 0.0) || !(people > 0.0)) { return 0.0; }
    return exp(log(people / needed) / evidence->elasticity);
}

/* The need if the forecast misses as earlier ones did: its own where they missed to no side. */
static double need_as_missed(const hc_scale_evidence *evidence)
{
    return evidence->needed_as_missed > 0.0 ? evidence->needed_as_missed : evidence->needed;
}

/* Of the forecast and of its usual miss, of which nobody knows which will be. */
static double both_below(const hc_scale_evidence *evidence, double people)
{
    return 0.5 * (need_below(evidence, evidence->needed, people) +
                  need_below(evidence, need_as_missed(evidence), people));
}

static hc_scale_verdict by_need(double needed, double people, double tolerance)
{
    if (needed > people + tolerance) { return HC_SCALE_GROW; }
    return needed < people - tolerance ? HC_SCALE_SHRINK : HC_SCALE_HOLD;
}

/* A change that only one of both needs asks for is not made, and one that both ask for is as
 * large as the smaller of them. */
static void decide_by_people(const hc_scale_evidence *evidence, hc_scale_decision *made)
{
    const double missed = need_as_missed(evidence);
    const double people = evidence->people;
    const hc_scale_verdict first = by_need(evidence->needed, people, made->tolerance);
    made->is_torn = by_need(missed, people, made->tolerance) != first;
    made->verdict = made->is_torn ? HC_SCALE_HOLD : first;
    if (fabs(missed - people) < fabs(evidence->needed - people) && !made->is_torn) {
        made->needed = missed;
    }
}

static double probability_of(const hc_scale_evidence *evidence,
                             const hc_scale_decision *decision)
{
    const double most = evidence->people + decision->tolerance;
    switch (decision->verdict) {
    case HC_SCALE_NO_DATA:
        return HC_MISSING;
    case HC_SCALE_TRAIN:
        return need_below(evidence, evidence->needed_at_usual_aht, most);
    case HC_SCALE_SHIFTS:
        return 1.0 - decision->grow;
    case HC_SCALE_GROW:
        return decision->grow;
    case HC_SCALE_SHRINK:
        return decision->shrink;
    default:
        return 1.0 - decision->grow - decision->shrink;
    }
}

hc_scale_decision hc_scale_decide(const hc_scale_evidence *evidence)
{
    hc_scale_decision made = {.needed = evidence->needed,
                              .usual_aht_s = hc_scale_usual_aht(evidence),
                              .need_log_sd = need_log_sd(evidence)};
    const double share = HC_SCALE_TOLERANCE * evidence->people;
    made.tolerance = share > HC_SCALE_TOLERANCE_PEOPLE ? share : HC_SCALE_TOLERANCE_PEOPLE;
    const double missed = need_as_missed(evidence);
    made.grow_above =
        volume_of(evidence, fmin(evidence->needed, missed), evidence->people + made.tolerance);
    made.shrink_below =
        volume_of(evidence, fmax(evidence->needed, missed), evidence->people - made.tolerance);
    made.grow = 1.0 - both_below(evidence, evidence->people + made.tolerance);
    made.shrink = both_below(evidence, evidence->people - made.tolerance);
    made.slower = handles_slower(evidence, made.usual_aht_s);
    made.comes_again = is_higher(&evidence->repeats);
    made.less_solved = is_lower(&evidence->solved);
    made.passed_on = is_higher(&evidence->passed);
    const bool some_days = misses_some_days(evidence, made.weekday_missed);
    const bool too_few = evidence->needed > evidence->people + made.tolerance;
    if (is_thin(evidence)) {
        made.verdict = HC_SCALE_NO_DATA;
    } else if (made.slower || made.comes_again || made.less_solved || made.passed_on) {
        made.verdict = HC_SCALE_TRAIN;
    } else if (some_days && !too_few) {
        made.verdict = HC_SCALE_SHIFTS;
    } else {
        decide_by_people(evidence, &made);
    }
    made.probability = probability_of(evidence, &made);
    return made;
}
