#include "forecast/models/day_process.h"
#include "tests/forecast/forecast_support.h"

static size_t index_of(int32_t year, int32_t month, int32_t day)
{
    const hc_civil_date date = {year, month, day};
    return (size_t)(hc_day_from_date(date) - SYNTHETIC_FIRST);
}

/* A queue's days, their kinds and, where it is fitted, their process. */
typedef struct days_known {
    hc_day_matrix matrix;
    hc_special_days special;
    hc_calendar calendar;
    hc_day_process process;
} days_known;

static void forget(days_known *it)
{
    hc_day_process_clear(&it->process);
    hc_calendar_clear(&it->calendar);
    hc_special_days_clear(&it->special);
    hc_day_matrix_clear(&it->matrix);
}

static void add_special(days_known *it, size_t day, hc_special_kind kind, const char *name)
{
    hc_special_day special = {
        .day = SYNTHETIC_FIRST + (int64_t)day, .kind = kind, .uplift = HC_MISSING};
    hc_special_day_name(&special, name);
    CU_ASSERT_EQUAL_FATAL(hc_special_days_add(&it->special, &special, NULL), HC_OK);
}

/* Of a Mon-Sat queue with the special days that it has. */
static void make_kinds(const synthetic *s, days_known *it)
{
    hc_series history = synthetic_make(s);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&it->matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)s->days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&it->calendar, &it->matrix, &it->special, 30, NULL),
                          HC_OK);
    hc_series_clear(&history);
}

/* Monday 13 April 2020 closed, after a closed Sunday: Tuesday and Wednesday follow a closure.
 */
static void the_days_after_a_closure_are_found(void)
{
    const synthetic s = synthetic_default();
    const size_t easter = index_of(2020, 4, 13);
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    add_special(&it, easter, HC_SPECIAL_CLOSED, "Easter Monday");
    make_kinds(&s, &it);
    const hc_day_kind *kind = &it.calendar.kind[easter];
    CU_ASSERT_EQUAL(kind[-2].class_of, HC_CLASS_ORDINARY);
    CU_ASSERT_EQUAL(kind[0].class_of, HC_CLASS_CLOSED);
    CU_ASSERT_EQUAL(kind[1].class_of, HC_CLASS_AFTER1);
    CU_ASSERT_STRING_EQUAL(kind[1].label, "Easter Monday");
    CU_ASSERT_EQUAL(kind[2].class_of, HC_CLASS_AFTER2);
    CU_ASSERT_EQUAL(kind[3].class_of, HC_CLASS_ORDINARY);
    CU_ASSERT(hc_calendar_prior(&kind[1]).mean > 0.0);
    forget(&it);
}

/* Without any such day in the past the prior tells what it loses. */
static void what_a_half_day_loses_comes_back_too(void)
{
    const synthetic s = synthetic_default();
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    add_special(&it, s.days + 4, HC_SPECIAL_HALF_DAY, "Half"); /* unseen */
    make_kinds(&s, &it);
    const hc_day_kind *kind = &it.calendar.kind[s.days + 5];
    CU_ASSERT_EQUAL(kind->class_of, HC_CLASS_AFTER1);
    CHECK_CLOSE(it.calendar.lost[HC_CLASS_HALF_DAY], 1.0 - exp(-0.693), 1e-12);
    CHECK_CLOSE(kind->deferred, sqrt(1.0 - exp(-0.693)), 1e-12);
    forget(&it);
}

/* An eve and a closure: more is put off than by the closure alone, at most two days' worth. */
static void a_run_of_lost_days_adds_up(void)
{
    const synthetic s = synthetic_default();
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    add_special(&it, s.days + 10, HC_SPECIAL_EVE, "Eve");
    add_special(&it, s.days + 11, HC_SPECIAL_CLOSED, "Eve");
    make_kinds(&s, &it);
    const double eve = 1.0 - exp(-0.7);
    const hc_day_kind *after = &it.calendar.kind[s.days + 12];
    CU_ASSERT_EQUAL(after->class_of, HC_CLASS_AFTER1);
    CHECK_CLOSE(after->deferred, sqrt(1.0 + eve), 1e-12);
    CHECK_CLOSE(hc_calendar_prior(after).mean, 0.2 * sqrt(1.0 + eve), 1e-12);
    forget(&it);
}

/* Sunday is closed; a holiday with no other evidence is like it. */
static void a_holiday_follows_the_weekly_rest_day(void)
{
    const synthetic s = synthetic_default();
    const size_t holiday = index_of(2020, 5, 27);
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    add_special(&it, holiday, HC_SPECIAL_HOLIDAY, "Holiday");
    make_kinds(&s, &it);
    CU_ASSERT_EQUAL(it.calendar.rest_weekday, 6);
    CU_ASSERT_EQUAL(it.calendar.kind[holiday].pattern, 6);
    CU_ASSERT(it.calendar.quiet[6] && !it.calendar.quiet[0]);
    forget(&it);
}

static void a_queue_that_never_rests_keeps_its_weekday_on_a_holiday(void)
{
    synthetic s = synthetic_default();
    s.around_the_clock = true;
    const size_t holiday = index_of(2020, 5, 27);
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    add_special(&it, holiday, HC_SPECIAL_HOLIDAY, "Holiday");
    make_kinds(&s, &it);
    CU_ASSERT_EQUAL(it.calendar.rest_weekday, -1);
    CU_ASSERT_EQUAL(it.calendar.kind[holiday].pattern, 2);
    forget(&it);
}

/* March 2020: the 1st is a Sunday, so business days start on Monday the 2nd; the 31st is a
 * Tuesday. */
static void business_days_count_from_both_ends_of_the_month_and_dates_from_its_middle(void)
{
    const synthetic s = synthetic_default();
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    make_kinds(&s, &it);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 2)].business, 0);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 3)].business, 1);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 31)].business, -1);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 30)].business, -2);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 15)].date, -1);
    CU_ASSERT_EQUAL(it.calendar.kind[index_of(2020, 3, 31)].date, 15);
    forget(&it);
}

static void fit_process(const synthetic *s, const hc_series *history, days_known *it)
{
    const hc_level_steps steps = {.count = 0};
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&it->matrix, history, 0, SYNTHETIC_FIRST + (int64_t)s->days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&it->calendar, &it->matrix, &it->special, 7, NULL),
                          HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_process_fit(&it->process, &it->matrix, &it->calendar, &steps, NULL, true, NULL),
        HC_OK);
}

/* Of a kind on the first day ahead. */
static double special_doubt(const hc_day_process *process, const hc_day_effects *effects,
                            const hc_day_kind *kind)
{
    double work[4 * 256];
    hc_day_doubts doubts;
    CU_ASSERT_FATAL(process->stride <= 256);
    (void)hc_process_doubts(process, effects, kind, 1, 200, false, work, &doubts);
    return doubts.special;
}

/* Eight half days at 60 % of usual, planted: the effect is learnt near log 0.6. */
static void the_effect_of_half_days_is_learnt(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    for (size_t i = 0; i < 8; i++) {
        const size_t day = 12 + 15 * i;
        add_special(&it, day, HC_SPECIAL_HALF_DAY, "Half");
        for (size_t slot = day * 48; slot < (day + 1) * 48; slot++) {
            history.queues[0].calls[slot] *= 0.6;
        }
    }
    fit_process(&s, &history, &it);
    double work[2 * 200];
    CU_ASSERT_FATAL(it.process.rows <= 200);
    hc_day_effects effects;
    hc_day_effects_at(&it.process, it.matrix.days, work, &effects);
    CHECK_CLOSE(exp(hc_special_effect(&effects, &it.calendar.kind[12])), 0.6, 0.05);
    CU_ASSERT(fabs(hc_month_effect(&effects, &it.calendar.kind[30])) < 0.05);
    /* All but one day's own spread is told: of the class's and the name's little is left, of a
     * name never met the name's. */
    const hc_class_prior prior = hc_calendar_prior(&it.calendar.kind[12]);
    const double day = prior.day_sd * prior.day_sd, name = prior.name_sd * prior.name_sd;
    hc_day_kind stranger = it.calendar.kind[12];
    stranger.name = 99;
    const double known = special_doubt(&it.process, &effects, &it.calendar.kind[12]);
    const double unknown = special_doubt(&it.process, &effects, &stranger);
    CU_ASSERT(known > day && known < day + 0.15 * name);
    CU_ASSERT(unknown > day + 0.9 * name);
    CU_ASSERT(unknown < day + name + prior.class_sd * prior.class_sd);
    CU_ASSERT_EQUAL(special_doubt(&it.process, &effects, &it.calendar.kind[30]), 0.0);
    forget(&it);
    hc_series_clear(&history);
}

/* A closure on each third Thursday, and on Saturdays in between; planted: 1.3 times the calls
 * on the Friday, none more on the Monday after the Sunday's rest. Each is learnt by its own
 * days. */
static void days_after_the_rest_are_told_from_the_next_day(void)
{
    synthetic s = synthetic_default();
    s.days = 280;
    hc_series history = synthetic_make(&s);
    days_known it = {.matrix = HC_DAY_MATRIX_INIT};
    const size_t monday = index_of(2020, 3, 2) % 7;
    for (size_t week = 1; week < 39; week += 3) {
        const size_t thursday = monday + 7 * week + 3, saturday = thursday + 9;
        add_special(&it, thursday, HC_SPECIAL_CLOSED, "Closed");
        add_special(&it, saturday, HC_SPECIAL_CLOSED, "Closed");
        for (size_t slot = 0; slot < 48; slot++) {
            history.queues[0].state[thursday * 48 + slot] = HC_SLOT_CLOSED;
            history.queues[0].state[saturday * 48 + slot] = HC_SLOT_CLOSED;
            history.queues[0].calls[(thursday + 1) * 48 + slot] *= 1.3;
        }
    }
    fit_process(&s, &history, &it);
    double work[2 * 280];
    hc_day_effects effects;
    hc_day_effects_at(&it.process, it.matrix.days, work, &effects);
    const hc_day_kind *friday = &it.calendar.kind[monday + 7 + 4], *rested = friday + 10;
    CU_ASSERT(friday->class_of == HC_CLASS_AFTER1 && !friday->over_rest);
    CU_ASSERT(rested->class_of == HC_CLASS_AFTER1 && rested->over_rest);
    CHECK_CLOSE(exp(hc_special_effect(&effects, friday)), 1.3, 0.03);
    CHECK_CLOSE(exp(hc_special_effect(&effects, rested)), 1.0, 0.03);
    forget(&it);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(the_days_after_a_closure_are_found),
        HC_TEST(what_a_half_day_loses_comes_back_too),
        HC_TEST(a_run_of_lost_days_adds_up),
        HC_TEST(a_holiday_follows_the_weekly_rest_day),
        HC_TEST(a_queue_that_never_rests_keeps_its_weekday_on_a_holiday),
        HC_TEST(business_days_count_from_both_ends_of_the_month_and_dates_from_its_middle),
        HC_TEST(the_effect_of_half_days_is_learnt),
        HC_TEST(days_after_the_rest_are_told_from_the_next_day),
    };
    return hc_test_run("calendar kinds", tests, sizeof tests / sizeof *tests);
}
