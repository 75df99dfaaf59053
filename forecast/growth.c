#include "forecast/growth.h"

#include <math.h>

#define DAMPING 0.95       /* of the slope, a week beyond the longest span */
#define FADE_HALF_LIFE 1.0 /* weeks: growth that has just ended must show */
#define FADE_WEEKS 3       /* after the first, of a back-test */
#define FADE_SD 1.0        /* of the share that is lost of growth as said, beforehand */

/* Weeks that the slope goes on for: damped beyond the longest span. */
static double weeks_carried(double weeks)
{
    const double beyond = fmax(0.0, weeks - HC_GROWTH_QUARTER_WEEKS);
    return weeks - beyond + (1.0 - pow(DAMPING, beyond)) / (1.0 - DAMPING);
}

/* A day's level as the combination says it; 0 of a closed day. */
static double level_of(const hc_origin *now, const double *totals, size_t day)
{
    const double effect = now->month[day] * now->special[day] * now->wave[day];
    return effect > 0.0 ? totals[day] / effect : 0.0;
}

/* Levels of the first week's weekdays, and what is said of each since. */
typedef struct gains {
    double first[HC_WEEKDAYS], said[HC_WEEKDAYS];
} gains;

/* Log of a day's level over that of its weekday in the first week; days in order. */
static double gain_of(gains *of, const hc_queue_model *model, const hc_origin *origin,
                      const double *totals, size_t day)
{
    const int32_t pattern = model->calendar.kind[origin->before + day].pattern;
    const double level = level_of(origin, totals, day);
    if (day < 7 && level > 0.0) { of->first[pattern] = level; }
    if (day >= 7 && level > 0.0 && of->first[pattern] > 0.0) {
        of->said[pattern] = log(level / of->first[pattern]);
    }
    return of->said[pattern];
}

/* Sums of a regression of misses on gains as said. */
typedef struct fade_sums {
    double n, weight, xx, xy, yy;
} fade_sums;

static void add_back_test(fade_sums *sums, const hc_queue_model *model, const hc_origin *back,
                          const double *totals)
{
    gains of = {{0.0}, {0.0}};
    double first_miss = HC_MISSING;
    for (size_t week = 0; week <= FADE_WEEKS; week++) {
        double came = 0.0, said = 0.0, gain = 0.0, days = 0.0;
        for (size_t day = 7 * week; day < 7 * week + 7 && day < back->ahead; day++) {
            const double here = gain_of(&of, model, back, totals, day);
            if (!hc_day_is_judged(model, back, day)) { continue; }
            came += model->matrix.total[back->before + day];
            said += totals[day];
            gain += here;
            days += 1.0;
        }
        const double miss = came > 0.0 && said > 0.0 ? log(came / said) : HC_MISSING;
        if (week == 0) { first_miss = miss; }
        if (week == 0 || hc_is_missing(miss - first_miss)) { continue; }
        const double x = gain / days, y = miss - first_miss;
        const double end = (double)(back->before + 7 * week + 7);
        const double weight =
            hc_discount(((double)model->matrix.days - end) / 7.0, FADE_HALF_LIFE);
        sums->n += 1.0;
        sums->weight += weight;
        sums->xx += weight * x * x;
        sums->xy += weight * x * y;
        sums->yy += weight * y * y;
    }
}

double hc_growth_lost(const hc_queue_model *model, const hc_origin *back, size_t backs,
                      const hc_combination *combination, double *totals)
{
    fade_sums sums = {0.0, 0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < backs; i++) {
        hc_combined_totals(&back[i], combination, totals);
        add_back_test(&sums, model, &back[i], totals);
    }
    if (sums.n < FADE_WEEKS || !(sums.xy < 0.0)) { return 0.0; }
    const double share = sums.xy / sums.xx;
    const double left = fmax(0.0, sums.yy - share * sums.xy) / sums.weight;
    const double chance = left * sums.n / (sums.n - 1.0) / (FADE_SD * FADE_SD);
    const double told = sums.xx / FADE_WEEKS; /* weeks of one back-test are off together */
    return fmin(1.0, -share * told / (told + chance));
}

void hc_growth_carry_on(const hc_growth *growth, const hc_queue_model *model,
                        const hc_combination *combination, double *totals, hc_origin *now)
{
    gains of = {{0.0}, {0.0}};
    hc_combined_totals(now, combination, totals);
    for (size_t day = 0; day < now->ahead; day++) {
        const double said = gain_of(&of, model, now, totals, day);
        const size_t week = day / 7;
        const double weeks = (double)week;
        if (day < 7) { continue; }
        const hc_growth_span span = hc_growth_span_at(growth, weeks);
        const double grown = growth->slope * weeks_carried(weeks);
        const double by_methods = (1.0 - growth->lost) * said;
        const double gain = by_methods + span.believed * (span.kept * grown - by_methods);
        for (size_t i = 0; i < hc_candidate_count; i++) {
            now->totals[i * now->ahead + day] *= exp(gain - said);
        }
        const double doubt = span.believed * span.doubt * grown * grown;
        now->doubt[day] += doubt;
        now->mean_doubt[day] += doubt;
    }
}
