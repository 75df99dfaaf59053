#include "scheduler/peak_mix.h"

#include <math.h>

#define TIE 1e-9 /* relative: cheaper by less is no cheaper */

/* One level being answered. */
typedef struct peak_work {
    const hc_peak_need *need;
    const hc_peak_sources *from;
    const double *extra; /* [slots] of this level */
    double *use;         /* [days] hours that so many temporary staff cover .. */
    size_t *end;         /* [days] .. up to this slot */
    double people;       /* that they count as */
    bool *works;         /* [days] do they work? */
} peak_work;

/* ---- checks -------------------------------------------------------------------------------
 */

static hc_status check_amount(double value, const char *name, hc_error *err)
{
    if (value >= 0.0 && isfinite(value)) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "%s must be 0 or more, found %g", name,
                   value);
}

/* Prices that may be left out. */
static hc_status check_price(double value, const char *name, hc_error *err)
{
    return hc_is_missing(value) ? HC_OK : check_amount(value, name, err);
}

static hc_status check_sources(const hc_peak_sources *from, hc_error *err)
{
    HC_TRY(check_price(from->overtime_an_hour, "the price of overtime", err));
    HC_TRY(check_amount(from->overtime_hours_a_week, "overtime a week", err));
    HC_TRY(check_price(from->vendor_an_hour, "the vendor's price", err));
    HC_TRY(check_amount(from->vendor_hours_least, "the vendor's least hours", err));
    HC_TRY(check_amount(from->short_an_hour, "the price of an hour short", err));
    HC_TRY(check_price(from->temp_an_hour, "the wage of temporary staff", err));
    if (hc_is_missing(from->temp_an_hour)) { return HC_OK; }
    HC_TRY(check_amount(from->temp_hire_cost, "the cost of hiring", err));
    HC_TRY(check_amount(from->temp_training_hours, "training", err));
    HC_TRY(check_amount(from->temp_shift_hours, "a shift", err));
    if (!(from->temp_productivity > 0.0 && isfinite(from->temp_productivity)) ||
        from->temp_shift_slots == 0 || from->temp_most > HC_PEAK_TEMPS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "temporary staff need a productivity above 0, shifts, and at most %d "
                       "heads",
                       HC_PEAK_TEMPS_MAX);
    }
    return HC_OK;
}

static hc_status check_need(const hc_peak_need *need, hc_error *err)
{
    if (need->days > HC_PEAK_DAYS_MAX || need->levels > HC_PEAK_LEVELS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "",
                       "a peak has at most %d days and %d levels, found %zu and %zu",
                       HC_PEAK_DAYS_MAX, HC_PEAK_LEVELS_MAX, need->days, need->levels);
    }
    const size_t slots = need->day_first[need->days];
    HC_TRY(check_amount(need->slot_hours, "an interval", err));
    for (size_t level = 0; level < need->levels; level++) {
        HC_TRY(check_amount(need->level_cost[level], "the cost of a level", err));
    }
    for (size_t k = 0; k < need->levels * slots; k++) {
        HC_TRY(check_amount(need->extra[k], "people missing", err));
    }
    return HC_OK;
}

/* ---- temporary staff ----------------------------------------------------------------------
 */

/* Most hours of a day that so many people on one shift cover, over the time it may start. */
static double best_shift(const peak_work *work, size_t day)
{
    const double people = work->people;
    const size_t first = work->need->day_first[day], end = work->need->day_first[day + 1];
    double sum = 0.0, most = 0.0;
    for (size_t slot = first; slot < end; slot++) {
        sum += fmin(people, work->extra[slot]);
        if (slot - first >= work->from->temp_shift_slots) {
            sum -= fmin(people, work->extra[slot - work->from->temp_shift_slots]);
        }
        if (sum > most) {
            most = sum;
            work->end[day] = slot + 1;
        }
    }
    return most * work->need->slot_hours;
}

/* In each week the days of most use, at most so many: the others are given up. */
static void keep_best_days(const peak_work *work, size_t first, size_t end)
{
    for (size_t kept = 0; kept < work->from->temp_days_a_week; kept++) {
        size_t best = end;
        for (size_t day = first; day < end; day++) {
            if (work->works[day] || !(work->use[day] > 0.0)) { continue; }
            if (best == end || work->use[day] > work->use[best]) { best = day; }
        }
        if (best == end) { break; }
        work->works[best] = true;
    }
    for (size_t day = first; day < end; day++) {
        if (!work->works[day]) { work->use[day] = 0.0; }
    }
}

static size_t week_end(const hc_peak_need *need, size_t day)
{
    size_t end = day;
    while (end < need->days && need->week[end] == need->week[day]) {
        end++;
    }
    return end;
}

/* Fills use[] and works[] for so many heads, and the mix with what they do and cost. */
static void put_temps(peak_work *work, size_t temps, hc_peak_mix *mix)
{
    const hc_peak_sources *from = work->from;
    const hc_peak_need *need = work->need;
    work->people = from->temp_productivity * (double)temps;
    for (size_t day = 0; day < need->days; day++) {
        work->works[day] = false;
        work->use[day] = temps > 0 && day >= from->temp_first_day ? best_shift(work, day) : 0.0;
    }
    for (size_t day = 0; day < need->days; day = week_end(need, day)) {
        keep_best_days(work, day, week_end(need, day));
    }
    for (size_t day = 0; day < need->days; day++) {
        if (!work->works[day]) { continue; }
        if (mix->temp_shifts++ == 0) { mix->temp_days_first = day; }
        mix->temp_days_last = day;
        mix->temp_hours += work->use[day];
    }
    if (temps == 0) { return; }
    const size_t shifts =
        mix->temp_shifts > from->temp_shifts_least ? mix->temp_shifts : from->temp_shifts_least;
    const double paid_hours =
        from->temp_training_hours + (double)shifts * from->temp_shift_hours;
    mix->temps = temps;
    mix->temp_cost = (double)temps * (from->temp_hire_cost + paid_hours * from->temp_an_hour);
}

/* ---- overtime and vendor ------------------------------------------------------------------
 */

/* Hours of one week before and after the vendor can help; of them those that somebody of the
 * own people could work, who is not there then. */
typedef struct week_rest {
    double before, before_own;
    double after, after_own;
} week_rest;

/* People missing in a slot beside the temporary staff. */
static double left_open(const peak_work *work, size_t day, size_t slot)
{
    const double missing = work->extra[slot];
    const bool helped = work->works[day] && slot < work->end[day] &&
                        slot + work->from->temp_shift_slots >= work->end[day];
    return helped ? fmax(0.0, missing - work->people) : missing;
}

static week_rest rest_of_week(const peak_work *work, size_t first, size_t end)
{
    const hc_peak_need *need = work->need;
    week_rest rest = {0};
    for (size_t day = first; day < end; day++) {
        double open = 0.0, own = 0.0;
        for (size_t slot = need->day_first[day]; slot < need->day_first[day + 1]; slot++) {
            const double people = left_open(work, day, slot);
            open += people * need->slot_hours;
            own += (need->spare == NULL ? people : fmin(people, need->spare[slot])) *
                   need->slot_hours;
        }
        *(day < work->from->vendor_first_day ? &rest.before : &rest.after) += open;
        *(day < work->from->vendor_first_day ? &rest.before_own : &rest.after_own) += own;
    }
    return rest;
}

/* Overtime goes where the vendor cannot first; a dearer vendor gets what it leaves. */
static void cover_week(const hc_peak_sources *from, bool vendor, week_rest rest,
                       hc_peak_mix *mix)
{
    const bool has_overtime = from->overtime_an_hour < from->short_an_hour;
    const double most = has_overtime ? from->overtime_hours_a_week : 0.0;
    const bool vendor_first = vendor && !(from->vendor_an_hour >= from->overtime_an_hour);
    const double early = fmin(most, rest.before_own);
    const double late = vendor_first ? 0.0 : fmin(most - early, rest.after_own);
    mix->overtime_hours += early + late;
    mix->short_hours += rest.before - early;
    if (vendor) {
        mix->vendor_hours += rest.after - late;
    } else {
        mix->short_hours += rest.after - late;
    }
}

/* Hours that are billed anyway take the place of overtime: *after is all they could be used
 * for. */
static void use_least_hours(const hc_peak_sources *from, double after, hc_peak_mix *mix)
{
    const double could = fmin(from->vendor_hours_least, after);
    const double swap = fmax(0.0, could - mix->vendor_hours);
    mix->vendor_hours += swap;
    mix->overtime_hours -= swap;
}

static void cover_rest(const peak_work *work, bool vendor, hc_peak_mix *mix)
{
    const hc_peak_sources *from = work->from;
    double after = 0.0;
    for (size_t day = 0; day < work->need->days;) {
        const size_t end = week_end(work->need, day);
        const week_rest rest = rest_of_week(work, day, end);
        cover_week(from, vendor, rest, mix);
        after += rest.after;
        day = end;
    }
    mix->vendor = vendor;
    if (vendor) {
        use_least_hours(from, after, mix);
        mix->vendor_cost =
            from->vendor_an_hour * fmax(from->vendor_hours_least, mix->vendor_hours);
    }
    if (mix->overtime_hours > 0.0) {
        mix->overtime_cost = from->overtime_an_hour * mix->overtime_hours;
    }
    mix->cost = mix->temp_cost + mix->overtime_cost + mix->vendor_cost + mix->level_cost;
}

/* ---- the choice ---------------------------------------------------------------------------
 */

static double weight(const hc_peak_mix *mix, const hc_peak_sources *from)
{
    return mix->cost + from->short_an_hour * mix->short_hours;
}

bool hc_peak_mix_is_cheaper(const hc_peak_mix *mix, const hc_peak_mix *than,
                            const hc_peak_sources *sources)
{
    return weight(mix, sources) < weight(than, sources) * (1.0 - TIE);
}

/* More heads than the worst interval asks for are of no use. */
static size_t temps_of_use(const peak_work *work)
{
    double peak = 0.0;
    if (hc_is_missing(work->from->temp_an_hour)) { return 0; }
    for (size_t slot = 0; slot < work->need->day_first[work->need->days]; slot++) {
        peak = fmax(peak, work->extra[slot]);
    }
    const double heads = ceil(peak / work->from->temp_productivity);
    return heads < (double)work->from->temp_most ? (size_t)heads : work->from->temp_most;
}

static double all_hours(const peak_work *work)
{
    double people = 0.0;
    for (size_t slot = 0; slot < work->need->day_first[work->need->days]; slot++) {
        people += work->extra[slot];
    }
    return people * work->need->slot_hours;
}

static hc_peak_mix answer_level(peak_work *work, double level_cost)
{
    const bool has_vendor = work->from->vendor_an_hour < work->from->short_an_hour;
    const double hours = all_hours(work);
    hc_peak_mix best = {0};
    for (size_t temps = 0; temps <= temps_of_use(work); temps++) {
        hc_peak_mix with = {.level_cost = level_cost, .extra_hours = hours};
        put_temps(work, temps, &with);
        for (int vendor = 0; vendor <= (has_vendor ? 1 : 0); vendor++) {
            hc_peak_mix mix = with;
            cover_rest(work, vendor == 1, &mix);
            const bool first = temps == 0 && vendor == 0;
            if (first || hc_peak_mix_is_cheaper(&mix, &best, work->from)) { best = mix; }
        }
    }
    return best;
}

hc_status hc_peak_mix_find(const hc_peak_need *need, const hc_peak_sources *sources,
                           hc_peak_mix *mixes, size_t *best, hc_error *err)
{
    peak_work work = {.need = need, .from = sources};
    HC_TRY(check_sources(sources, err));
    HC_TRY(check_need(need, err));
    hc_status st = hc_alloc(&work.use, need->days, sizeof *work.use, err);
    if (st == HC_OK) { st = hc_alloc(&work.works, need->days, sizeof *work.works, err); }
    if (st == HC_OK) { st = hc_alloc(&work.end, need->days, sizeof *work.end, err); }
    *best = 0;
    for (size_t level = 0; st == HC_OK && level < need->levels; level++) {
        work.extra = need->extra + level * need->day_first[need->days];
        mixes[level] = answer_level(&work, need->level_cost[level]);
        if (hc_peak_mix_is_cheaper(&mixes[level], &mixes[*best], sources)) { *best = level; }
    }
    hc_free(work.use);
    hc_free(work.works);
    hc_free(work.end);
    return st;
}
