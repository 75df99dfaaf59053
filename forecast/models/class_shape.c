#include "forecast/models/class_shape.h"

#include <math.h>
#include <string.h>

#define COMMON 0.5       /* of what is believed of a class, what its days have in common */
#define ORDINARY_DAYS 56 /* the latest, that tell how far a usual day is off its shape */
#define SIZES 12 /* variances that the common part is tried with: 0, then doubling from */
#define SIZE_MIN 0.0005
#define SIZE_USUAL 0.0025 /* of classes whose days are believed to be like the weekday's */
#define SIZE_LOG_SD 1.5   /* believed to a factor of four */

/* What is believed of a class before a day of it was seen: an eve closes at some hour, half a
 * day may be any half. Variances relative to an interval's mean squared. */
static const double shape_prior[HC_CLASS_COUNT] = {
    [HC_CLASS_HOLIDAY] = 0.15,
    [HC_CLASS_EVE] = 0.35,
    [HC_CLASS_HALF_DAY] = 0.25,
    [HC_CLASS_EVENT] = 0.05,
};

/* Calls of the class's days by interval: as they came, and with the weekday's own shares. */
typedef struct class_sums {
    const hc_day_matrix *matrix;
    const double *shares; /* of the weekdays */
    double width;
    double dispersion; /* of an interval's calls against a Poisson count's */
    double believed;   /* of the class: its shape_prior */
    double own;        /* variance of a day's intervals beside its class and chance, relative */
    double usual;      /* calls of a typical day, */
    double squares;    /* and its intervals' squared means */
    double *seen;      /* [slots] */
    double *expected;  /* [slots] */
    double calls;      /* sum of expected */
    double calls2;     /* sum of the days' squared totals */
    double *ratio; /* [slots] seen over expected, smoothed; below 0 where none is expected */
    double *noise; /* [slots] its variance by chance and by the days' own shapes */
    double apart;  /* share of the slots that tell of themselves, not of their neighbours */
    double *share; /* [slots] of the day at hand */
} class_sums;

/* Sums around a slot by a bell and by its square. */
typedef struct bell_sums {
    double seen, expected, chance, bell, bell2;
} bell_sums;

static bell_sums sum_around(const class_sums *sums, size_t slot)
{
    bell_sums sum = {0.0, 0.0, 0.0, 0.0, 0.0};
    const double scale = fmax(1.0, sums->width);
    const size_t reach = (size_t)(3.0 * scale), slots = sums->matrix->slots;
    for (size_t near = slot > reach ? slot - reach : 0; near < slots && near <= slot + reach;
         near++) {
        const double x = ((double)near - (double)slot) / scale, bell = exp(-0.5 * x * x);
        sum.seen += bell * sums->seen[near];
        sum.expected += bell * sums->expected[near];
        sum.chance += bell * bell * sums->expected[near];
        sum.bell += bell;
        sum.bell2 += bell * bell;
    }
    return sum;
}

/* Adds a day's calls (sign 1) or takes them out again (-1). */
static void add_day(class_sums *sums, size_t day, int32_t pattern, double sign)
{
    const size_t slots = sums->matrix->slots;
    const double *row = sums->matrix->calls + day * slots;
    const double total = sums->matrix->total[day];
    const double *shares = sums->shares + (size_t)pattern * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        sums->seen[slot] += sign * row[slot];
        sums->expected[slot] += sign * total * shares[slot];
        sums->calls += sign * total * shares[slot];
    }
    sums->calls2 += sign * total * total;
}

/* How the class's days differ from the weekday's shape, and how surely that is known. */
static void find_ratios(class_sums *sums)
{
    double slots = 0.0, apart = 0.0;
    const double days = sums->calls > 0.0 ? sums->calls2 / (sums->calls * sums->calls) : 0.0;
    for (size_t slot = 0; slot < sums->matrix->slots; slot++) {
        const bell_sums sum = sum_around(sums, slot);
        sums->ratio[slot] = -1.0;
        if (!(sums->expected[slot] > 0.0)) { continue; }
        sums->ratio[slot] = fmax(0.0, sum.seen / sum.expected);
        sums->noise[slot] =
            sums->dispersion * sum.chance / (sum.expected * sum.expected) + sums->own * days;
        slots += 1.0;
        apart += sum.bell2 / (sum.bell * sum.bell);
    }
    sums->apart = slots > 0.0 ? apart / slots : 0.0;
}

/* Variance of what the class's days have in common: none, then doubling from SIZE_MIN. */
static double size_of(size_t i)
{
    return i == 0 ? 0.0 : ldexp(SIZE_MIN, (int)i - 1);
}

/* Log likelihood of a size. */
static double log_likelihood(const class_sums *sums, double size)
{
    double sum = 0.0;
    for (size_t slot = 0; slot < sums->matrix->slots; slot++) {
        if (sums->ratio[slot] < 0.0) { continue; }
        const double off = sums->ratio[slot] - 1.0, variance = size + sums->noise[slot];
        sum -= 0.5 * (log(variance) + off * off / variance);
    }
    return sums->apart * sum;
}

/* How likely each size is: beforehand log-normal about what is believed, and that there is none
 * is as likely as all the others together. */
static void weigh_sizes(const class_sums *sums, double chance[SIZES])
{
    const double usual = fmax(SIZE_USUAL, COMMON * sums->believed);
    double likelihood[SIZES], best = -HUGE_VAL, sum = 0.0;
    chance[0] = 0.0;
    for (size_t i = 0; i < SIZES; i++) {
        likelihood[i] = log_likelihood(sums, size_of(i));
        best = fmax(best, likelihood[i]);
        if (i == 0) { continue; }
        const double far = log(size_of(i) / usual) / SIZE_LOG_SD;
        chance[i] = exp(-0.5 * far * far);
        chance[0] += chance[i];
    }
    for (size_t i = 0; i < SIZES; i++) {
        chance[i] *= exp(likelihood[i] - best);
        sum += chance[i];
    }
    for (size_t i = 0; i < SIZES; i++) {
        chance[i] /= sum;
    }
}

/* share: of the weekday; bent by what the days show as far as it is more than chance: the mean
 * over the sizes, each by its likelihood (empirical Bayes). */
static void bend(class_sums *sums, double *share)
{
    const size_t slots = sums->matrix->slots;
    double chance[SIZES], sum = 0.0;
    if (!(sums->calls > 0.0)) { return; }
    find_ratios(sums);
    weigh_sizes(sums, chance);
    for (size_t slot = 0; slot < slots; slot++) {
        double kept = 0.0;
        for (size_t i = 0; i < SIZES && sums->ratio[slot] >= 0.0; i++) {
            kept += chance[i] * size_of(i) / (size_of(i) + sums->noise[slot]);
        }
        share[slot] *= 1.0 + kept * (sums->ratio[slot] - 1.0);
        sum += share[slot];
    }
    for (size_t slot = 0; slot < slots && sum > 0.0; slot++) {
        share[slot] /= sum;
    }
}

static bool is_alike(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day,
                     const hc_day_kind *kind)
{
    const hc_day_kind *other = &calendar->kind[day];
    return matrix->seen[day] > 0.0 && other->class_of == kind->class_of &&
           hc_day_is_tail(other) == hc_day_is_tail(kind);
}

/* Squared misses of the intervals beyond chance, and squared means, added up. */
typedef struct shape_misses {
    double beyond, squares;
} shape_misses;

/* A day by a profile. */
static void miss_day(const class_sums *sums, size_t day, const double *share,
                     shape_misses *misses)
{
    const size_t slots = sums->matrix->slots;
    const double *row = sums->matrix->calls + day * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        const double mean = sums->matrix->total[day] * share[slot];
        misses->beyond += (row[slot] - mean) * (row[slot] - mean) - sums->dispersion * mean;
        misses->squares += mean * mean;
    }
}

/* A day by the profile that the other days of its class bend. */
static void miss_others(class_sums *sums, size_t day, int32_t pattern, shape_misses *misses)
{
    const size_t slots = sums->matrix->slots;
    memcpy(sums->share, sums->shares + (size_t)pattern * slots, slots * sizeof(double));
    add_day(sums, day, pattern, -1.0);
    bend(sums, sums->share);
    add_day(sums, day, pattern, 1.0);
    miss_day(sums, day, sums->share, misses);
}

static double beyond_chance(const shape_misses *misses)
{
    return misses->squares > 0.0 ? fmax(0.0, misses->beyond / misses->squares) : 0.0;
}

/* Of the latest ordinary days about their own shapes. */
static double ordinary_variance(const class_sums *sums, const hc_calendar *calendar)
{
    shape_misses misses = {0.0, 0.0};
    size_t met = 0;
    for (size_t day = sums->matrix->days; day-- > 0 && met < ORDINARY_DAYS;) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (!(sums->matrix->seen[day] > 0.0) || !hc_day_is_ordinary(kind)) { continue; }
        miss_day(sums, day, sums->shares + (size_t)kind->pattern * sums->matrix->slots,
                 &misses);
        met++;
    }
    return beyond_chance(&misses);
}

/* What the class's days have for themselves: about what they have in common, beside one typical
 * day of what is believed beforehand; no less than ordinary days have. */
static double own_variance(class_sums *sums, const hc_calendar *calendar,
                           const hc_day_kind *kind)
{
    const size_t slots = sums->matrix->slots;
    const double ordinary = ordinary_variance(sums, calendar);
    double days = 0.0;
    shape_misses misses = {0.0, 0.0};
    find_ratios(sums);
    for (size_t day = 0; day < sums->matrix->days; day++) {
        if (!is_alike(sums->matrix, calendar, day, kind)) { continue; }
        const double *usual = sums->shares + (size_t)calendar->kind[day].pattern * slots;
        for (size_t slot = 0; slot < slots; slot++) {
            sums->share[slot] = usual[slot] * fmax(0.0, sums->ratio[slot]);
        }
        miss_day(sums, day, sums->share, &misses);
        days += 1.0;
    }
    /* The days' own mean is nearer to each than what it stands for. */
    const double told = days > 0.0 ? (days - 1.0) / days : 0.0;
    misses.squares = told * misses.squares + sums->squares;
    misses.beyond += (1.0 - COMMON) * sums->believed * sums->squares;
    return days > 1.0 ? fmax(ordinary, beyond_chance(&misses))
                      : fmax(ordinary, (1.0 - COMMON) * sums->believed);
}

static double doubt_of(class_sums *sums, const hc_calendar *calendar, const hc_day_kind *kind)
{
    shape_misses misses = {sums->believed * sums->squares, sums->squares};
    for (size_t day = 0; day < sums->matrix->days; day++) {
        if (!is_alike(sums->matrix, calendar, day, kind)) { continue; }
        miss_others(sums, day, calendar->kind[day].pattern, &misses);
    }
    return beyond_chance(&misses);
}

hc_status hc_class_shape(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *shares, double width, double dispersion,
                         const hc_day_kind *kind, double *share, double *doubt, hc_error *err)
{
    const size_t slots = matrix->slots;
    double *block = NULL;
    HC_TRY(hc_alloc(&block, 5 * slots + matrix->days, sizeof *block, err));
    class_sums sums = {.matrix = matrix,
                       .shares = shares,
                       .width = width,
                       .dispersion = dispersion,
                       .believed = shape_prior[kind->class_of],
                       .seen = block,
                       .expected = block + slots,
                       .share = block + 2 * slots,
                       .ratio = block + 3 * slots,
                       .noise = block + 4 * slots};
    sums.usual = hc_usual_total(matrix, matrix->days, block + 5 * slots);
    for (size_t slot = 0; slot < slots; slot++) {
        const double mean = sums.usual * shares[(size_t)kind->pattern * slots + slot];
        sums.squares += mean * mean;
    }
    for (size_t day = 0; day < matrix->days; day++) {
        if (is_alike(matrix, calendar, day, kind)) {
            add_day(&sums, day, calendar->kind[day].pattern, 1.0);
        }
    }
    sums.own = own_variance(&sums, calendar, kind);
    if (doubt != NULL) { *doubt = doubt_of(&sums, calendar, kind); }
    bend(&sums, share);
    hc_free(block);
    return HC_OK;
}
