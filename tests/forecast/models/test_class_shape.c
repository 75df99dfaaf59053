#include <math.h>
#include <string.h>

#include "forecast/models/class_shape.h"
#include "tests/forecast/forecast_support.h"

#define SLOTS 20
#define DAYS_MAX 24
#define CALLS 1000.0

/* Days of one class whose calls are CALLS, flat over the slots of every weekday. */
typedef struct class_days {
    double calls[DAYS_MAX * SLOTS], total[DAYS_MAX], seen[DAYS_MAX];
    double shares[HC_WEEKDAYS * SLOTS];
    hc_day_kind kind[DAYS_MAX];
    hc_day_matrix matrix;
    hc_calendar calendar;
} class_days;

/* The first `special` of the days are eves, the others ordinary. */
static void make_days(class_days *made, size_t days, size_t special)
{
    memset(made, 0, sizeof *made);
    for (size_t cell = 0; cell < HC_WEEKDAYS * SLOTS; cell++) {
        made->shares[cell] = 1.0 / SLOTS;
    }
    for (size_t day = 0; day < days; day++) {
        made->kind[day].class_of = day < special ? HC_CLASS_EVE : HC_CLASS_ORDINARY;
        made->seen[day] = 1.0;
        made->total[day] = CALLS;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            made->calls[day * SLOTS + slot] = CALLS / SLOTS;
        }
    }
    made->matrix = (hc_day_matrix){.days = days,
                                   .slots = SLOTS,
                                   .calls = made->calls,
                                   .total = made->total,
                                   .seen = made->seen};
    made->calendar = (hc_calendar){.days = days, .kind = made->kind};
}

/* A day's calls all come in the slots first .. end - 1, alike. */
static void crowd(class_days *made, size_t day, size_t first, size_t end)
{
    for (size_t slot = 0; slot < SLOTS; slot++) {
        const bool inside = slot >= first && slot < end;
        made->calls[day * SLOTS + slot] = inside ? CALLS / (double)(end - first) : 0.0;
    }
}

/* The shape of one more eve, and its doubt. */
static double shape_of(const class_days *made, double share[SLOTS])
{
    const hc_day_kind eve = {.class_of = HC_CLASS_EVE};
    double doubt = -1.0;
    memcpy(share, made->shares, SLOTS * sizeof *share);
    CU_ASSERT_EQUAL_FATAL(hc_class_shape(&made->matrix, &made->calendar, made->shares, 0.0, 1.0,
                                         &eve, share, &doubt, NULL),
                          HC_OK);
    return doubt;
}

/* .35: what is believed of an eve before one was seen. */
static void a_class_never_seen_keeps_the_weekdays_shape_in_doubt(void)
{
    class_days made;
    double share[SLOTS];
    make_days(&made, 12, 0);
    CHECK_CLOSE(shape_of(&made, share), 0.35, 1e-12);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CHECK_CLOSE(share[slot], 1.0 / SLOTS, 1e-12);
    }
}

/* Eves that close at noon: bent towards that, and the surer the more of them were seen. */
static void days_of_one_shape_bend_it_and_take_the_doubt(void)
{
    class_days made;
    double share[SLOTS], before = 1.0, sum = 0.0;
    for (size_t eves = 2; eves <= 16; eves *= 2) {
        make_days(&made, DAYS_MAX, eves);
        for (size_t day = 0; day < eves; day++) {
            crowd(&made, day, 0, SLOTS / 2);
        }
        const double doubt = shape_of(&made, share);
        CU_ASSERT(doubt < before);
        before = doubt;
    }
    CU_ASSERT(before < 0.05);
    CU_ASSERT(share[2] > 1.8 / SLOTS && share[SLOTS - 3] < 0.2 / SLOTS);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        sum += share[slot];
    }
    CHECK_CLOSE(sum, 1.0, 1e-12);
}

/* Mornings and afternoons in turn: an interval has twice the mean or nothing, a variance of 1
 * relative to the mean squared. */
static void days_of_two_shapes_leave_it_in_doubt(void)
{
    class_days made;
    double share[SLOTS];
    make_days(&made, DAYS_MAX, 16);
    for (size_t day = 0; day < 16; day++) {
        crowd(&made, day, day % 2 * SLOTS / 2, SLOTS / 2 + day % 2 * SLOTS / 2);
    }
    const double doubt = shape_of(&made, share);
    CU_ASSERT(doubt > 0.8 && doubt < 1.3);
}

/* Poisson counts of 50 vary by 2 % of their mean squared: that is chance, no doubt. */
static void chance_is_not_doubt(void)
{
    class_days made;
    hc_rng rng;
    double share[SLOTS];
    make_days(&made, DAYS_MAX, 16);
    hc_rng_seed(&rng, 11);
    for (size_t day = 0; day < 16; day++) {
        made.total[day] = 0.0;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            made.calls[day * SLOTS + slot] = hc_rng_poisson(&rng, CALLS / SLOTS);
            made.total[day] += made.calls[day * SLOTS + slot];
        }
    }
    CU_ASSERT(shape_of(&made, share) < 0.35 / 17.0 + 0.005);
}

/* Eight days of a class whose truth is the weekday's flat shape, counts of 50 in an interval:
 * the shape is nearer to it by far than their own means are. */
static void a_class_like_its_weekday_keeps_the_weekdays_shape(void)
{
    class_days made;
    hc_rng rng;
    double share[SLOTS], bent = 0.0, own = 0.0, seen[SLOTS] = {0.0}, total = 0.0;
    make_days(&made, DAYS_MAX, 8);
    hc_rng_seed(&rng, 5);
    for (size_t day = 0; day < DAYS_MAX; day++) {
        made.total[day] = 0.0;
        for (size_t slot = 0; slot < SLOTS; slot++) {
            const double came = hc_rng_poisson(&rng, CALLS / SLOTS);
            made.calls[day * SLOTS + slot] = came;
            made.total[day] += came;
            seen[slot] += day < 8 ? came : 0.0;
        }
        total += day < 8 ? made.total[day] : 0.0;
    }
    (void)shape_of(&made, share);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        bent += fabs(share[slot] - 1.0 / SLOTS);
        own += fabs(seen[slot] / total - 1.0 / SLOTS);
    }
    CU_ASSERT(bent < 0.1 * own);
}

/* One eve that closed at noon: half of what is believed of eves is common to them, so that
 * about half of it is taken over. Ten of them: nearly all. */
static void a_day_seen_once_is_half_believed(void)
{
    class_days made;
    double share[SLOTS];
    make_days(&made, DAYS_MAX, 1);
    crowd(&made, 0, 0, SLOTS / 2);
    (void)shape_of(&made, share);
    CU_ASSERT(share[2] > 1.4 / SLOTS && share[2] < 1.85 / SLOTS);
    CU_ASSERT(share[SLOTS - 3] > 0.15 / SLOTS && share[SLOTS - 3] < 0.6 / SLOTS);
    make_days(&made, DAYS_MAX, 10);
    for (size_t day = 0; day < 10; day++) {
        crowd(&made, day, 0, SLOTS / 2);
    }
    (void)shape_of(&made, share);
    CU_ASSERT(share[SLOTS - 3] < 0.05 / SLOTS);
}

static void a_failing_allocation_is_reported(void)
{
    class_days made;
    double share[SLOTS] = {0};
    const hc_day_kind eve = {.class_of = HC_CLASS_EVE};
    make_days(&made, DAYS_MAX, 4);
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_class_shape(&made.matrix, &made.calendar, made.shares, 0.0, 1.0, &eve,
                                   share, NULL, NULL),
                    HC_ERR_MEMORY);
    hc_heap_fail_at(0);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_class_never_seen_keeps_the_weekdays_shape_in_doubt),
        HC_TEST(days_of_one_shape_bend_it_and_take_the_doubt),
        HC_TEST(days_of_two_shapes_leave_it_in_doubt),
        HC_TEST(chance_is_not_doubt),
        HC_TEST(a_class_like_its_weekday_keeps_the_weekdays_shape),
        HC_TEST(a_day_seen_once_is_half_believed),
        HC_TEST(a_failing_allocation_is_reported),
    };
    return hc_test_run("class shape", tests, sizeof tests / sizeof *tests);
}
