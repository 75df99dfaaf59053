#include "erlang/offered_load.h"

#include "erlang/erlang_b.h"
#include "forecast/base/number.h"

/* Busy agents at the start of a slot and while it lasts. */
typedef struct busy_curve {
    double busy;  /* at the start; HC_MISSING: not known, start settled */
    double aht_s; /* of the last calls: how fast they leave when no more come */
} busy_curve;

static double plain_load(double calls, double aht_s, double interval_s)
{
    return calls > 0.0 ? calls * aht_s / interval_s : calls;
}

/* m' = calls a second - m / AHT over one slot, in closed form; moves the curve to the slot's
 * end. */
static double modified_load(busy_curve *curve, double calls, double aht_s, double interval_s,
                            bool opening)
{
    const double settled = plain_load(calls, aht_s, interval_s);
    if (calls > 0.0) { curve->aht_s = aht_s; }
    if (hc_is_missing(settled)) {
        curve->busy = HC_MISSING;
        return HC_MISSING;
    }
    if (hc_is_missing(curve->busy)) { curve->busy = settled; }
    if (!(curve->aht_s > 0.0)) { return settled; }
    const double lengths = interval_s / curve->aht_s;
    const double left =
        -expm1(-lengths); /* share of the old calls that leave within the slot */
    const double start = curve->busy;
    curve->busy = settled + (start - settled) * (1.0 - left);
    const double mean = settled + (start - settled) * left / lengths;
    return opening ? fmax(mean, curve->busy) : mean;
}

/* Calls that came between two times, in slots from the start of the axis; before it as in slot
 * 0. */
static double calls_between(const double *calls, size_t slots, double from, double to)
{
    double sum = 0.0;
    if (from < 0.0) {
        sum = calls[0] * (fmin(to, 0.0) - from);
        from = 0.0;
    }
    for (size_t slot = (size_t)from; slot < slots && (double)slot < to; slot++) {
        const double start = fmax(from, (double)slot);
        const double end = fmin(to, (double)slot + 1.0);
        sum += calls[slot] * (end - start);
    }
    return sum;
}

static double lagged_load(const double *calls, const double *aht_s, size_t slots, size_t slot,
                          double interval_s)
{
    const double lag = aht_s[slot] / interval_s;
    const double shifted =
        calls_between(calls, slots, (double)slot - lag, (double)slot + 1.0 - lag);
    return shifted * lag;
}

void hc_offered_load(hc_time_method method, const double *calls, const double *aht_s,
                     size_t slots, double interval_s, double *load_erlangs)
{
    busy_curve curve = {.busy = HC_MISSING};
    for (size_t slot = 0; slot < slots; slot++) {
        const bool opening = slot > 0 && !(calls[slot - 1] > 0.0);
        if (method == HC_TIME_MOL) {
            load_erlangs[slot] =
                modified_load(&curve, calls[slot], aht_s[slot], interval_s, opening);
        } else if (method == HC_TIME_LAG_SIPP && calls[slot] > 0.0 && !opening) {
            load_erlangs[slot] = lagged_load(calls, aht_s, slots, slot, interval_s);
        } else {
            load_erlangs[slot] = plain_load(calls[slot], aht_s[slot], interval_s);
        }
    }
}

/* Periods of about one handle time: in longer ones the backlog would come again too late. */
static double carried_in_slot(double calls, double handle_s, double agents, double interval_s,
                              double *backlog)
{
    const int periods = (int)fmax(1.0, fmin(1e4, floor(interval_s / handle_s + 0.5)));
    const double period_s = interval_s / periods;
    double sum = 0.0;
    for (int period = 0; period < periods; period++) {
        const double offered = calls / periods + *backlog;
        const double load_erlangs = plain_load(offered, handle_s, period_s);
        const double lost = load_erlangs > 0.0 ? hc_erlang_b(load_erlangs, agents) : 0.0;
        *backlog = offered * lost;
        sum += load_erlangs * (1.0 - lost);
    }
    return sum / periods;
}

void hc_carried_load(const double *calls, const double *aht_s, const double *agents,
                     size_t slots, double interval_s, double *carried_erlangs)
{
    double backlog = 0.0; /* calls that found no agent, to come again in the next period */
    double handle_s = interval_s;
    for (size_t slot = 0; slot < slots; slot++) {
        if (calls[slot] > 0.0) { handle_s = aht_s[slot]; }
        carried_erlangs[slot] =
            carried_in_slot(calls[slot], handle_s, agents[slot], interval_s, &backlog);
    }
}
