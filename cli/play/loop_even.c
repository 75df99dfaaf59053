#include <math.h>
#include <string.h>

#include "cli/play/closed_loop_table.h"

#define TARGET_LEAST 0.01
#define TARGET_MOST 0.999
#define TRIALS 3       /* the first with the target promised, each other nearer to the level */
#define EVEN_NEAR 5e-3 /* a level so near to the one wanted is led to it by a straight line */
#define LEVEL_DIGITS 1e-6

/* What one feed gives when it is asked for a level. */
typedef struct trial {
    double target;
    double level; /* mean of the weeks */
    double hours;
} trial;

static trial trial_of(const hc_closed_loop *loop, hc_loop_feed feed, double target)
{
    const hc_loop_verdict verdict = hc_loop_verdict_of(loop, feed);
    return (trial){target, verdict.level, verdict.agent_hours};
}

static hc_status try_target(const hc_history *history, const hc_backtest *backtest,
                            const hc_loop_options *options, hc_loop_feed feed,
                            const hc_target_option *target, trial *given, hc_error *err)
{
    hc_loop_options asked = *options;
    hc_closed_loop loop = {0};
    asked.staffing.promise.target = *target;
    asked.leave_out = ~(1U << feed);
    HC_TRY(hc_closed_loop_run(history, backtest, &asked, &loop, err));
    *given = trial_of(&loop, feed, target->level);
    hc_closed_loop_clear(&loop);
    return HC_OK;
}

/* The target to ask for next: as many late calls more or fewer as are wanted, then along the
 * line through the last two trials. */
static double next_target(const trial *trials, size_t count, double level)
{
    const trial *last = &trials[count - 1];
    double target = 1.0 - (1.0 - last->target) * (1.0 - level) / (1.0 - last->level);
    if (count > 1 && fabs(last->level - trials[count - 2].level) > LEVEL_DIGITS) {
        target = last->target + (level - last->level) *
                                    (last->target - trials[count - 2].target) /
                                    (last->level - trials[count - 2].level);
    }
    return fmin(fmax(target, TARGET_LEAST), TARGET_MOST);
}

static void swap(trial *one, trial *other)
{
    const trial kept = *one;
    *one = *other;
    *other = kept;
}

/* Agent hours at the level, by the two trials nearest to it; 0: none is near. */
static double hours_at(trial *trials, double level)
{
    for (size_t k = 0; k < 2; k++) { /* the nearest two come first */
        for (size_t other = k + 1; other < TRIALS; other++) {
            if (fabs(trials[other].level - level) < fabs(trials[k].level - level)) {
                swap(&trials[k], &trials[other]);
            }
        }
    }
    const trial *near = &trials[0];
    const double apart = trials[1].level - near->level;
    if (!(fabs(near->level - level) <= EVEN_NEAR)) { return 0.0; }
    if (!(fabs(apart) > LEVEL_DIGITS)) { return near->hours; }
    return near->hours + (level - near->level) * (trials[1].hours - near->hours) / apart;
}

/* Agent hours of one feed at the level; 0: not known. `first` is what it gave as promised. */
static hc_status hours_of_feed(const hc_history *history, const hc_backtest *backtest,
                               const hc_loop_options *options, hc_loop_feed feed,
                               double target_s, const trial *first, double level, double *hours,
                               hc_error *err)
{
    trial trials[TRIALS] = {*first};
    *hours = 0.0;
    if (!(first->level < 1.0)) { return HC_OK; }
    for (size_t k = 1; k < TRIALS; k++) {
        const hc_target_option target = {next_target(trials, k, level), target_s};
        HC_TRY(try_target(history, backtest, options, feed, &target, &trials[k], err));
    }
    *hours = hours_at(trials, level);
    return HC_OK;
}

hc_status hc_closed_loop_even(const hc_history *history, const hc_backtest *backtest,
                              const hc_loop_options *options, hc_closed_loop *loop,
                              hc_error *err)
{
    double hours[HC_LOOP_FEEDS] = {0};
    const trial wanted = trial_of(loop, HC_LOOP_FORECAST, loop->target);
    if (!loop->one_target || !(wanted.level < 1.0)) { return HC_OK; }
    hours[HC_LOOP_FORECAST] = wanted.hours;
    for (hc_loop_feed feed = HC_LOOP_FORECAST + 1; feed < HC_LOOP_FEEDS; feed++) {
        const trial first = trial_of(loop, feed, loop->target);
        HC_TRY(hours_of_feed(history, backtest, options, feed, loop->target_s, &first,
                             wanted.level, &hours[feed], err));
    }
    memcpy(loop->even_hours, hours, sizeof hours);
    return HC_OK;
}
