/* Queues that are the sum of the others. */
#include <stdlib.h>

#define LOADED_FILE TEST_FILE("load_total_queues.csv")
#include "tests/forecast/load/loaded.h"

#define INTERVALS 96 /* two days of half hours */

typedef struct three_queues {
    const char *third;
    int parts; /* queues beside it */
    int off;   /* so many of its intervals are one contact too many */
} three_queues;

/* Contacts of the parts change by the interval, and the third has what they have together. */
static loaded *load_three(const three_queues *made)
{
    static char text[32768];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,queue,offered,aht\n");
    for (int k = 0; k < INTERVALS; k++) {
        int sum = k < made->off ? 1 : 0;
        for (int part = 0; part <= made->parts; part++) {
            const int calls = part < made->parts ? 5 + (7 * k + 11 * part) % 13 : sum;
            sum += calls;
            used +=
                (size_t)snprintf(text + used, sizeof text - used,
                                 "2026-03-%02d %02d:%02d,%s%c,%d,200\n", 2 + k / 48, k % 48 / 2,
                                 30 * (k % 2), part < made->parts ? "Part " : made->third,
                                 part < made->parts ? 'A' + part : ' ', calls);
        }
    }
    return load_text(text, NULL);
}

static void expect_queues(const three_queues *asked, size_t queues)
{
    loaded *made = load_three(asked);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queue_count, queues);
    CU_ASSERT_EQUAL(has_note(made, "is taken as the sum of the others: dropped"),
                    queues == (size_t)asked->parts);
    unload(made);
}

static void a_queue_called_total_is_dropped(void)
{
    static const char *const words[] = {"Total", "All queues", "Gesamt", "합계"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        expect_queues(&(three_queues){words[k], 1, INTERVALS}, 1);
    }
}

static void a_queue_that_is_the_sum_is_dropped_whatever_its_name(void)
{
    expect_queues(&(three_queues){"Gesamtes Haus", 2, 0}, 2);
    expect_queues(&(three_queues){"Whole centre", 3, 0}, 3);
}

/* A total by its name is no part of what another is found to be the sum of. */
static void a_named_total_does_not_hide_a_sum(void)
{
    static char text[32768];
    static const char *const names[] = {"Total", "A", "B", "Whole house"};
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,queue,offered\n");
    for (int row = 0; row < 4 * INTERVALS; row++) {
        const int k = row / 4, a = 5 + 7 * k % 13, b = 3 + 11 * k % 7;
        const int calls[] = {a + b, a, b, a + b};
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "2026-03-%02d %02d:%02d,%s,%d\n", 2 + k / 48, k % 48 / 2,
                                 30 * (k % 2), names[row % 4], calls[row % 4]);
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL_FATAL(made->series.queue_count, 2);
    CU_ASSERT_STRING_EQUAL(made->series.queues[0].name, "A");
    CU_ASSERT_STRING_EQUAL(made->series.queues[1].name, "B");
    unload(made);
}

static void nearly_the_sum_is_a_queue(void)
{
    expect_queues(&(three_queues){"Hotline", 2, INTERVALS / 10}, 3);
}

/* Each queue has a sum of its own sites. */
static void a_site_that_is_the_sum_of_a_queues_sites_is_dropped(void)
{
    static char text[65536];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,queue,site,offered\n");
    for (int k = 0; k < INTERVALS; k++) {
        for (int queue = 0; queue < 2; queue++) {
            const int calls[] = {5 + (7 * k + queue) % 13, 3 + (11 * k + queue) % 7};
            used += (size_t)snprintf(
                text + used, sizeof text - used,
                "2026-03-%02d %02d:%02d,Q%d,North,%d\n2026-03-%02d %02d:%02d,Q%d,South,%d\n"
                "2026-03-%02d %02d:%02d,Q%d,Konzern,%d\n",
                2 + k / 48, k % 48 / 2, 30 * (k % 2), queue, calls[0], 2 + k / 48, k % 48 / 2,
                30 * (k % 2), queue, calls[1], 2 + k / 48, k % 48 / 2, 30 * (k % 2), queue,
                calls[0] + calls[1]);
        }
    }
    loaded *made = load_text(text, NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.queue_count, 4);
    CU_ASSERT(has_note(made, "queue \"Q0 / Konzern\" is taken as the sum of the others"));
    CU_ASSERT(has_note(made, "queue \"Q1 / Konzern\" is taken as the sum of the others"));
    unload(made);
}

/* Two queues with the same contacts may be two queues. */
static void one_queue_is_no_sum_of_one_other(void)
{
    expect_queues(&(three_queues){"Hotline", 1, 0}, 2);
}

/* Two queues alike beside one that nobody calls, and the same with some calls there, of which
 * one alone is the sum. */
static void two_queues_alike_beside_an_empty_one_stay(void)
{
    for (int some = 0; some < 2; some++) {
        static char text[32768];
        size_t used = (size_t)snprintf(text, sizeof text, "timestamp,queue,offered\n");
        for (int row = 0; row < 3 * 200; row++) {
            const int k = row / 3, queue = row % 3;
            const int alike = 5 + 7 * k % 13, third = some != 0 && k == 50 ? 1 : 0;
            const int calls = queue == 0 ? alike : queue == 1 ? alike + third : third;
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "2026-03-%02d %02d:%02d,%c,%d\n", 2 + k / 48, k % 48 / 2,
                                     30 * (k % 2), 'A' + queue, calls);
        }
        loaded *made = load_text(text, NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(made->series.queue_count, some != 0 ? 2U : 3U);
        CU_ASSERT_STRING_EQUAL(made->series.queues[1].name, some != 0 ? "C" : "B");
        unload(made);
    }
}

static void a_failed_allocation_is_told(void)
{
    expect_failed_allocations(LOADED_FILE,
                              "timestamp,queue,offered\n2026-03-02 09:00,A,1\n"
                              "2026-03-02 09:00,B,2\n2026-03-02 09:00,C,3\n",
                              400);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_queue_called_total_is_dropped),
        HC_TEST(a_queue_that_is_the_sum_is_dropped_whatever_its_name),
        HC_TEST(a_named_total_does_not_hide_a_sum),
        HC_TEST(nearly_the_sum_is_a_queue),
        HC_TEST(a_site_that_is_the_sum_of_a_queues_sites_is_dropped),
        HC_TEST(one_queue_is_no_sum_of_one_other),
        HC_TEST(two_queues_alike_beside_an_empty_one_stay),
        HC_TEST(a_failed_allocation_is_told),
    };
    return hc_test_run("total_queues", tests, sizeof tests / sizeof tests[0]);
}
