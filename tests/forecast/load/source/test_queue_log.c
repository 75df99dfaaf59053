#include "forecast/load/source/queue_log.h"

#include <string.h>

#include "tests/support/hc_test.h"

static hc_status table_of(const char *text, char *table, size_t size, hc_error *err)
{
    FILE *out = tmpfile();
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    const hc_status st = hc_queue_log_write(text, strlen(text), "queue_log", out, err);
    rewind(out);
    table[fread(table, 1, size - 1, out)] = '\0';
    (void)fclose(out);
    return st;
}

/* 1772442000 is 2026-03-02T09:00:00Z; each call came in then. */
static void calls_count_at_the_time_they_came_in(void)
{
    char table[1024];
    CU_ASSERT_EQUAL(table_of("1772442000|a.1|sales|NONE|ENTERQUEUE||555|1\n"
                             "1772442010|a.1|sales|SIP/1|CONNECT|10|a.1|4\n"
                             "1772442190|a.1|sales|SIP/1|COMPLETEAGENT|10|180|1\n"
                             "1772442025|a.2|sales|NONE|ABANDON|1|1|25\n"
                             "1772442060|a.3|help|NONE|EXITWITHKEY|2|1|1|60\n"
                             "1772442100|a.4|help|SIP/2|BLINDTRANSFER|200|out|40|60|1\n",
                             table, sizeof table, NULL),
                    HC_OK);
    CU_ASSERT_STRING_EQUAL(table,
                           "call id,timestamp,queue,abandoned,talk time,wait time,transferred,"
                           "agent\n"
                           "\"a.1\",2026-03-02T09:00:00Z,\"sales\",0,180,10,0,\"SIP/1\"\n"
                           "\"a.2\",2026-03-02T09:00:00Z,\"sales\",1,0,25,0,\"NONE\"\n"
                           "\"a.3\",2026-03-02T09:00:00Z,\"help\",1,0,60,0,\"NONE\"\n"
                           "\"a.4\",2026-03-02T09:00:00Z,\"help\",0,60,40,1,\"SIP/2\"\n");
}

static void broken_lines_are_passed_over(void)
{
    char table[256];
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(
        table_of("x|y\n\n|||\n1772442025|a.2|sales|NONE|ABANDON\n", table, sizeof table, NULL),
        HC_OK); /* without its wait it counts when it ended */
    CU_ASSERT_PTR_NOT_NULL(strstr(table, "2026-03-02T09:00:25Z"));
    CU_ASSERT_EQUAL(
        table_of("1772442000|NONE|NONE|NONE|QUEUESTART|\n", table, sizeof table, &err),
        HC_ERR_FORMAT);
}

static void only_an_epoch_and_a_bar_begin_a_log(void)
{
    CU_ASSERT_TRUE(hc_queue_log_begins("1772442000|NONE", 15));
    CU_ASSERT_FALSE(hc_queue_log_begins("20260302|09:00|3", 16));
    CU_ASSERT_FALSE(hc_queue_log_begins("1772442000,NONE", 15));
    CU_ASSERT_FALSE(hc_queue_log_begins("1772442000", 10));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(calls_count_at_the_time_they_came_in),
        HC_TEST(broken_lines_are_passed_over),
        HC_TEST(only_an_epoch_and_a_bar_begin_a_log),
    };
    return hc_test_run("queue log", tests, sizeof tests / sizeof *tests);
}
