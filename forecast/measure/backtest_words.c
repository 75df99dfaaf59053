#include "forecast/measure/backtest_words.h"

#include <math.h>
#include <stdio.h>

#include "forecast/models/baseline.h"

#define CLAIM_CALLS 200.0 /* scored calls below which a percentage says little */

size_t hc_backtest_candidates(const hc_backtest *out)
{
    return out->score_count - 1 - hc_baseline_count;
}

/* Can the history support a claim about the forecast's error? */
static void judge(hc_backtest *out, double calls)
{
    size_t whole = 0;
    for (size_t i = 0; i < out->origin_count; i++) {
        whole += out->origins[i].whole_week;
    }
    if (whole < HC_BACKTEST_ORIGINS_CLAIM) {
        char found[64] = "Only part of a week";
        if (whole > 0) {
            (void)snprintf(found, sizeof found, "Only %zu whole week%s", whole,
                           whole == 1 ? "" : "s");
        }
        out->too_little = true;
        (void)snprintf(out->warning, sizeof out->warning,
                       "%s could be back-tested; %d whole weeks are needed before the errors "
                       "mean much.",
                       found, HC_BACKTEST_ORIGINS_CLAIM);
    } else if (calls < CLAIM_CALLS) {
        out->too_little = true;
        (void)snprintf(
            out->warning, sizeof out->warning,
            "Only %.0f calls came in the back-tested weeks; percentages of so few are mostly "
            "chance.",
            calls);
    }
}

/* "12 % smaller than that of last week repeated"; against a method without error there is no
 * ratio. */
static void compare(const hc_backtest_score *ours, const hc_backtest_score *other,
                    const char *who, char *text, size_t size)
{
    const double our_error = ours->week.wape_interval;
    const double other_error = other->week.wape_interval;
    if (hc_is_missing(our_error) || hc_is_missing(other_error)) {
        (void)snprintf(text, size, "not comparable with that of %s", who);
    } else if (other_error > 0.0) {
        const double ratio = our_error / other_error;
        (void)snprintf(text, size, "%.0f %% %s than that of %s", 100.0 * fabs(ratio - 1.0),
                       ratio <= 1.0 ? "smaller" : "larger", who);
    } else {
        (void)snprintf(text, size, "%s that of %s, which is 0",
                       our_error > 0.0 ? "larger than" : "the same as", who);
    }
}

/* "One week ahead, over 12 origins, ..." */
static void say_errors(hc_backtest *out)
{
    const hc_accuracy *week = &out->scores[0].week;
    if (hc_is_missing(week->wape_day) || hc_is_missing(week->wape_interval)) {
        (void)snprintf(out->sentence[1], sizeof out->sentence[1],
                       "No calls came in the back-tested days: there is nothing to measure "
                       "against.");
        return;
    }
    (void)snprintf(
        out->sentence[1], sizeof out->sentence[1],
        "One week ahead, over %zu origin%s, it was wrong by %.1f %% of the calls by day and "
        "%.1f %% by interval; chance alone would leave %.1f %% by interval.",
        out->origin_count, out->origin_count == 1 ? "" : "s", 100.0 * week->wape_day,
        100.0 * week->wape_interval, 100.0 * week->poisson_floor);
}

/* The candidate with most weight; NULL when nothing came to weigh them by. */
static const hc_backtest_score *leader(const hc_backtest *out)
{
    const hc_backtest_score *best = NULL;
    for (size_t i = 0; i < out->score_count; i++) {
        const hc_backtest_score *score = &out->scores[i];
        if (score->sort != HC_SCORE_CANDIDATE || hc_is_missing(score->weight)) { continue; }
        if (best == NULL || score->weight > best->weight) { best = score; }
    }
    return best;
}

/* "Method: a weighed mean of 9 methods, led by ..., 24 % of the weight". */
static void say_method(hc_backtest *out)
{
    const hc_backtest_score *best = leader(out);
    char led[HC_MODEL_NAME_MAX + 48] = "";
    if (best != NULL) {
        (void)snprintf(led, sizeof led, ", led by \"%s\" with %.0f %% of the weight",
                       best->name, 100.0 * best->weight);
    }
    (void)snprintf(out->sentence[0], sizeof out->sentence[0],
                   "Method: a mean of %zu methods weighed by their own back-tests%s.",
                   hc_backtest_candidates(out), led);
}

/* "80 % bands of totals held 82 % of 84 days and 10 of 12 of whole weeks." */
static void say_totals(hc_backtest *out)
{
    const hc_held_totals *days = &out->days_held, *weeks = &out->weeks_held;
    char of_weeks[48] = "";
    if (days->count == 0) { return; }
    if (weeks->count > 0) {
        (void)snprintf(of_weeks, sizeof of_weeks, " and %zu of %zu of whole weeks",
                       weeks->inside, weeks->count);
    }
    (void)snprintf(out->totals, sizeof out->totals,
                   "80 %% bands of totals held %.0f %% of %zu days%s.",
                   100.0 * (double)days->inside / (double)days->count, days->count, of_weeks);
}

void hc_backtest_say(hc_backtest *out, double calls)
{
    judge(out, calls);
    say_method(out);
    say_errors(out);
    say_totals(out);
    char naive[HC_REASON_MAX / 4], planner[HC_REASON_MAX / 4];
    char other[HC_MODEL_NAME_MAX + 16];
    (void)snprintf(other, sizeof other, "%s repeated", out->scores[1].name);
    compare(&out->scores[0], &out->scores[1], other, naive, sizeof naive);
    (void)snprintf(other, sizeof other, "the %s", out->scores[3].name);
    compare(&out->scores[0], &out->scores[3], other, planner, sizeof planner);
    (void)snprintf(out->sentence[2], sizeof out->sentence[2],
                   "By interval its error was %s, and %s.", naive, planner);
}
