#include "forecast/models/calendar.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/models/robust.h"

#define RECENT_DAYS 182    /* weekday levels are those of half a year */
#define REST_SHARE 0.5     /* a rest day has less than this share of the middle weekday */
#define AFTER_REACH_DAYS 5 /* how far back a closure may lie to count as just before */
#define AFTER2_REACH_DAYS 4
#define UPLIFT_SD 0.1       /* how far a planner's own uplift is believed to be off */
#define UPLIFT_LEAST (-0.9) /* measured: logs need something left */
#define LOST_MAX 2.0        /* working days of lost demand that are still remembered */
#define NEIGHBOUR_DAYS 42   /* the same weekday this near tells what a day would usually have */
#define MIDDLE_OF_MONTH 16  /* dates are told from here, so that they fit the tables */
#define HOLIDAY_SERVED 0.1  /* a past holiday with more than this share of a day was served */

/* Demand is deferred by closures; means and spreads of the classes on real centres. */
static const hc_class_prior class_prior[HC_CLASS_COUNT] = {
    [HC_CLASS_ORDINARY] = {0.0, 0.0, 0.0, 0.0},
    [HC_CLASS_CLOSED] = {0.0, 0.5, 0.2, 0.15},
    [HC_CLASS_HOLIDAY] = {0.0, 0.5, 0.2, 0.15},
    [HC_CLASS_EVE] = {-0.7, 0.5, 0.2, 0.15},
    [HC_CLASS_HALF_DAY] = {-0.693, 0.35, 0.16, 0.12},
    [HC_CLASS_EVENT] = {0.0, 0.0, 0.4, 0.15},
    [HC_CLASS_AFTER1] = {0.2, 0.2, 0.06, 0.08},
    [HC_CLASS_AFTER2] = {0.08, 0.1, 0.03, 0.04},
};

typedef struct weekday_levels {
    double median[HC_WEEKDAYS]; /* 0 when never seen */
    double middle;              /* median of the weekdays that were seen */
} weekday_levels;

static hc_day_class class_of_special(const hc_special_day *day)
{
    switch (day->kind) {
    case HC_SPECIAL_CLOSED:
        return HC_CLASS_CLOSED;
    case HC_SPECIAL_HOLIDAY:
        return HC_CLASS_HOLIDAY;
    case HC_SPECIAL_EVE:
        return HC_CLASS_EVE;
    case HC_SPECIAL_HALF_DAY:
        return HC_CLASS_HALF_DAY;
    case HC_SPECIAL_EVENT:
        return HC_CLASS_EVENT;
    case HC_SPECIAL_ORDINARY:
        return HC_CLASS_ORDINARY;
    }
    return HC_CLASS_ORDINARY;
}

/* Number of the first special day of the same name, plus 1: equal names, equal numbers. */
static uint16_t name_number(const hc_special_days *special, const char *name)
{
    for (size_t i = 0; i < special->count && i < UINT16_MAX - 1; i++) {
        if (strcmp(special->days[i].name, name) == 0) { return (uint16_t)(i + 1); }
    }
    return 0;
}

static void mark_special(hc_calendar *calendar, const hc_special_days *special)
{
    for (size_t day = 0; day < calendar->days; day++) {
        hc_day_kind *kind = &calendar->kind[day];
        *kind = (hc_day_kind){.label = "", .log_uplift = HC_MISSING};
        kind->pattern = hc_weekday(calendar->first_day + (int64_t)day);
        const hc_special_day *found =
            hc_special_days_find(special, calendar->first_day + (int64_t)day);
        if (found == NULL) { continue; }
        kind->class_of = (uint8_t)class_of_special(found);
        kind->label = found->name;
        kind->name = name_number(special, found->name);
        kind->tail_share = found->tail_share;
        const double share = hc_day_is_tail(kind) ? found->tail_share : 1.0;
        if (found->uplift > -1.0) {
            kind->log_uplift = log1p(fmax(found->uplift / share, -1.0 + DBL_EPSILON));
        }
    }
}

double hc_day_log_ratio(const hc_day_matrix *matrix, const hc_calendar *calendar, size_t day)
{
    double near[2 * NEIGHBOUR_DAYS + 1];
    size_t n = 0;
    const size_t first = day > NEIGHBOUR_DAYS ? day - NEIGHBOUR_DAYS : 0;
    for (size_t other = first; other < matrix->days && other <= day + NEIGHBOUR_DAYS; other++) {
        if (matrix->seen[other] > 0.0 && hc_day_is_ordinary(&calendar->kind[other]) &&
            calendar->kind[other].pattern == calendar->kind[day].pattern) {
            near[n++] = log(matrix->total[other] + 1.0);
        }
    }
    if (n == 0) { return HC_MISSING; }
    return log(matrix->total[day] + 1.0) - hc_median(near, n);
}

/* Log uplift of the events of a name by least squares over their days and those after them,
 * each beside its ordinary neighbours: u = sum s (r - 1) / sum s^2, s what is left of it. */
static double measure_uplift(const hc_calendar *calendar, const hc_day_matrix *matrix,
                             uint16_t name)
{
    double product = 0.0, square = 0.0;
    for (size_t day = 0; day < matrix->days; day++) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (kind->class_of != HC_CLASS_EVENT || kind->name != name) { continue; }
        const double ratio =
            matrix->seen[day] > 0.0 ? hc_day_log_ratio(matrix, calendar, day) : HC_MISSING;
        if (hc_is_missing(ratio)) { continue; }
        const double share = hc_day_is_tail(kind) ? kind->tail_share : 1.0;
        product += share * expm1(ratio);
        square += share * share;
    }
    const double uplift = square > 0.0 ? product / square : 0.0;
    return log1p(fmin(HC_SPECIAL_UPLIFT_MAX, fmax(UPLIFT_LEAST, uplift)));
}

/* The uplift that the fall of each event is reckoned about. */
static void learn_tails(hc_calendar *calendar, const hc_day_matrix *matrix)
{
    uint16_t name = 0; /* the latest name that was measured: events come in runs */
    double log_uplift = 0.0;
    for (size_t day = 0; day < calendar->days; day++) {
        hc_day_kind *kind = &calendar->kind[day];
        if (!hc_day_is_tail(kind)) { continue; }
        if (kind->name != name) { log_uplift = measure_uplift(calendar, matrix, kind->name); }
        name = kind->name;
        kind->log_about = log_uplift;
    }
}

static weekday_levels learn_levels(const hc_calendar *calendar, const hc_day_matrix *matrix)
{
    weekday_levels levels = {{0}, 0.0};
    double seen[HC_WEEKDAYS];
    size_t seen_count = 0;
    const size_t first = matrix->days > RECENT_DAYS ? matrix->days - RECENT_DAYS : 0;
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        double totals[RECENT_DAYS / HC_WEEKDAYS + 1];
        size_t n = 0;
        for (size_t day = first; day < matrix->days; day++) {
            const hc_day_kind *kind = &calendar->kind[day];
            if (matrix->weekday[day] == weekday && matrix->seen[day] > 0.0 &&
                (hc_day_is_ordinary(kind) || hc_day_is_tail(kind))) {
                totals[n++] = matrix->total[day];
            }
        }
        if (n == 0) { continue; }
        levels.median[weekday] = hc_median(totals, n);
        seen[seen_count++] = levels.median[weekday];
    }
    levels.middle = seen_count > 0 ? hc_median(seen, seen_count) : 0.0;
    return levels;
}

/* Was a holiday of the history served although the rest day is closed? */
static bool holidays_were_served(const hc_calendar *calendar, const hc_day_matrix *matrix,
                                 double middle)
{
    for (size_t day = 0; day < matrix->days; day++) {
        if (calendar->kind[day].class_of == HC_CLASS_HOLIDAY && matrix->seen[day] > 0.0 &&
            matrix->total[day] > HOLIDAY_SERVED * middle) {
            return true;
        }
    }
    return false;
}

/* The weekday with the lowest level, if that is low enough to be a day of rest. */
static void find_rest(hc_calendar *calendar, const hc_day_matrix *matrix,
                      const weekday_levels *levels)
{
    int32_t lowest = 0, lowest_seen = -1;
    for (int32_t weekday = HC_WEEKDAYS - 1; weekday >= 0; weekday--) {
        if (levels->median[weekday] <= levels->median[lowest]) { lowest = weekday; }
        if (levels->median[weekday] > 0.0 &&
            (lowest_seen < 0 || levels->median[weekday] < levels->median[lowest_seen])) {
            lowest_seen = weekday;
        }
    }
    if (levels->median[lowest] <= 0.0 &&
        holidays_were_served(calendar, matrix, levels->middle)) {
        lowest = lowest_seen;
    }
    calendar->rest_weekday =
        lowest >= 0 && levels->median[lowest] < REST_SHARE * levels->middle ? lowest : -1;
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        calendar->quiet[weekday] =
            levels->median[weekday] <= 0.0 || weekday == calendar->rest_weekday;
    }
}

static bool is_shut(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_CLOSED || kind->class_of == HC_CLASS_HOLIDAY;
}

static bool is_short(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_EVE || kind->class_of == HC_CLASS_HALF_DAY;
}

static bool loses(const hc_day_kind *kind)
{
    return is_shut(kind) || is_short(kind);
}

static bool is_quiet(const hc_calendar *calendar, size_t day)
{
    return calendar->quiet[hc_weekday(calendar->first_day + (int64_t)day)];
}

/* The latest shut or short working day just before an ordinary one, or NULL; *lost adds up what
 * the whole run of them lost, in working days. */
static const hc_day_kind *lost_before(const hc_calendar *calendar, size_t day, double *lost)
{
    const hc_day_kind *met = NULL;
    *lost = 0.0;
    for (size_t back = 1; back <= AFTER_REACH_DAYS && back <= day; back++) {
        const hc_day_kind *kind = &calendar->kind[day - back];
        if (is_quiet(calendar, day - back)) { continue; }
        if (!loses(kind)) { break; }
        if (met == NULL || (is_shut(kind) && !is_shut(met))) { met = kind; }
        *lost = fmin(LOST_MAX, *lost + calendar->lost[kind->class_of]);
    }
    return met;
}

static const hc_day_kind *open_day_before(const hc_calendar *calendar, size_t day)
{
    for (size_t back = 1; back <= AFTER2_REACH_DAYS && back <= day; back++) {
        const hc_day_kind *kind = &calendar->kind[day - back];
        if (!is_shut(kind) && !is_quiet(calendar, day - back)) { return kind; }
    }
    return NULL;
}

static void mark_after(hc_calendar *calendar)
{
    for (size_t day = 0; day < calendar->days; day++) {
        hc_day_kind *kind = &calendar->kind[day];
        if (!hc_day_is_ordinary(kind) || is_quiet(calendar, day)) { continue; }
        double lost = 0.0;
        const hc_day_kind *cause = lost_before(calendar, day, &lost);
        const hc_day_kind *open = open_day_before(calendar, day);
        if (cause != NULL) {
            kind->class_of = HC_CLASS_AFTER1;
            kind->label = cause->label;
            kind->name = cause->name;
            kind->deferred = sqrt(lost);
            kind->over_rest = !loses(&kind[-1]);
            if (loses(&kind[-1])) { kind->at_once = sqrt(calendar->lost[kind[-1].class_of]); }
        } else if (open != NULL && open->class_of == HC_CLASS_AFTER1) {
            kind->class_of = HC_CLASS_AFTER2;
            kind->label = open->label;
            kind->name = open->name;
            kind->deferred = open->deferred;
        }
    }
}

/* Median share of a working weekday's calls that days of a class lost; usual: before any was
 * seen. */
static double learn_lost(const hc_calendar *calendar, const hc_day_matrix *matrix,
                         const weekday_levels *levels, bool (*is_such)(const hc_day_kind *),
                         double usual_loss)
{
    double lost[64];
    size_t n = 0;
    for (size_t day = matrix->days; day-- > 0 && n < sizeof lost / sizeof *lost;) {
        const double usual = levels->median[matrix->weekday[day]];
        const size_t age = matrix->days - day;
        if (!is_such(&calendar->kind[day]) || matrix->seen[day] <= 0.0 ||
            age > (size_t)RECENT_DAYS * 2 || usual <= REST_SHARE * levels->middle) {
            continue;
        }
        lost[n++] = 1.0 - matrix->total[day] / usual;
    }
    if (n == 0) { return usual_loss; }
    return fmin(1.0, fmax(0.0, hc_median(lost, n)));
}

static bool is_eve(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_EVE;
}

static bool is_half_day(const hc_day_kind *kind)
{
    return kind->class_of == HC_CLASS_HALF_DAY;
}

/* Where shut means no service, an unseen shut day loses all; where it does not, half. */
static void learn_losses(hc_calendar *calendar, const hc_day_matrix *matrix,
                         const weekday_levels *levels)
{
    bool closures = calendar->rest_weekday >= 0;
    for (size_t day = 0; day < matrix->days; day++) {
        closures = closures || calendar->kind[day].class_of == HC_CLASS_CLOSED;
    }
    const double shut = learn_lost(calendar, matrix, levels, is_shut, closures ? 1.0 : 0.5);
    calendar->lost[HC_CLASS_CLOSED] = calendar->lost[HC_CLASS_HOLIDAY] = shut;
    /* Short days lose the less, the less even shut ones do. */
    calendar->lost[HC_CLASS_EVE] = learn_lost(
        calendar, matrix, levels, is_eve, shut * (1.0 - exp(class_prior[HC_CLASS_EVE].mean)));
    calendar->lost[HC_CLASS_HALF_DAY] =
        learn_lost(calendar, matrix, levels, is_half_day,
                   shut * (1.0 - exp(class_prior[HC_CLASS_HALF_DAY].mean)));
}

static bool is_business_day(const hc_calendar *calendar, const weekday_levels *levels,
                            int64_t day)
{
    const int64_t at = day - calendar->first_day;
    if (at >= 0 && at < (int64_t)calendar->days && is_shut(&calendar->kind[at])) {
        return false;
    }
    return levels->median[hc_weekday(day)] > REST_SHARE * levels->middle;
}

static void place_in_month(hc_calendar *calendar, const weekday_levels *levels, size_t day)
{
    const int64_t today = calendar->first_day + (int64_t)day;
    const hc_civil_date date = hc_date_from_day(today);
    const int32_t length = hc_days_in_month(date.year, date.month);
    int32_t done = 0, left = 0;
    for (int32_t other = 1; other <= length; other++) {
        const bool open = is_business_day(calendar, levels, today + other - date.day);
        done += open && other <= date.day;
        left += open && other >= date.day;
    }
    hc_day_kind *kind = &calendar->kind[day];
    kind->business =
        (int8_t)(done <= left ? (done > 1 ? done - 1 : 0) : -(left > 1 ? left : 1));
    kind->date = (int8_t)(date.day - MIDDLE_OF_MONTH);
}

hc_status hc_calendar_make(hc_calendar *calendar, const hc_day_matrix *matrix,
                           const hc_special_days *special, size_t ahead, hc_error *err)
{
    hc_calendar made = {.first_day = matrix->first_day, .days = matrix->days + ahead};
    HC_TRY(hc_alloc(&made.kind, made.days, sizeof *made.kind, err));
    mark_special(&made, special);
    const weekday_levels levels = learn_levels(&made, matrix);
    find_rest(&made, matrix, &levels);
    learn_losses(&made, matrix, &levels);
    mark_after(&made);
    for (size_t day = 0; day < made.days; day++) {
        place_in_month(&made, &levels, day);
        hc_day_kind *kind = &made.kind[day];
        if (kind->class_of == HC_CLASS_HOLIDAY && made.rest_weekday >= 0) {
            kind->pattern = made.rest_weekday;
        }
    }
    learn_tails(&made, matrix);
    hc_calendar_clear(calendar);
    *calendar = made;
    return HC_OK;
}

/* What is left of an event of log uplift L, log(1 + s (e^L - 1)), as a line in L about the
 * uplift that is given or was measured: the process knows sums of effects only. */
static void leave_share(const hc_day_kind *kind, hc_class_prior *prior)
{
    const double about = hc_is_missing(kind->log_uplift) ? kind->log_about : kind->log_uplift;
    const double uplift = expm1(about), share = kind->tail_share;
    const double slope = share * (1.0 + uplift) / (1.0 + share * uplift);
    prior->mean = log1p(share * uplift) + slope * (prior->mean - about);
    prior->class_sd *= slope;
    prior->name_sd *= slope;
    prior->day_sd *= slope;
}

hc_class_prior hc_calendar_prior(const hc_day_kind *kind)
{
    hc_class_prior prior = class_prior[kind->class_of];
    if (hc_day_is_after(kind)) {
        prior.mean *= kind->deferred;
        prior.class_sd *= kind->deferred;
        prior.name_sd *= kind->deferred;
    }
    if (!hc_is_missing(kind->log_uplift)) {
        prior.mean = kind->log_uplift;
        prior.name_sd = fmin(prior.name_sd, UPLIFT_SD);
    }
    if (hc_day_is_tail(kind)) { leave_share(kind, &prior); }
    return prior;
}

hc_class_prior hc_calendar_prior_at_once(const hc_day_kind *kind)
{
    hc_class_prior prior = class_prior[HC_CLASS_AFTER1];
    prior.mean *= kind->at_once;
    prior.class_sd *= kind->at_once;
    prior.name_sd *= kind->at_once;
    return prior;
}

void hc_calendar_clear(hc_calendar *calendar)
{
    hc_free(calendar->kind);
    *calendar = (hc_calendar)HC_CALENDAR_INIT;
}
