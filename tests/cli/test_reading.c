/* A plan keeps how its history was read, and what asks the history again reads it so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024
#define COLUMNS "timestamp=Wann,queue=Tisch,volume=Rufe,talk=Rede,acw=Rest,repeats=Wieder"

static const char *const weeks[] = {
    "07.09.2026", "08.09.2026", "09.09.2026", "10.09.2026", "11.09.2026",
    "14.09.2026", "15.09.2026", "16.09.2026", "17.09.2026", "18.09.2026",
    "21.09.2026", "22.09.2026", "23.09.2026", "24.09.2026", "25.09.2026",
};

/* A desk of 40 calls an hour, 90 s of talk and 30 s of work after; names that nobody knows,
 * days before months, a Latin letter that is no UTF-8. */
static void make_history(char *path)
{
    static char text[64 * 1024];
    size_t length = (size_t)snprintf(text, sizeof text, "Wann;Tisch;Rufe;Rede;Rest;Wieder\n");
    for (size_t day = 0; day < sizeof weeks / sizeof *weeks; day++) {
        for (int hour = 9; hour < 17; hour++) {
            length += (size_t)snprintf(text + length, sizeof text - length,
                                       "%s %02d:00;B\xFCro;40;90;30;4\n", weeks[day], hour);
        }
    }
    (void)hc_scratch_file(path, "wann.csv", text);
}

static void make_plan(const char *history, char *folder)
{
    (void)hc_scratch_path(folder, PATH, "read");
    hc_ran ran = RUN("plan", history, "--columns", COLUMNS, "--encoding", "ISO-8859-1",
                     "--date-order", "dmy", "--until", "2026-09-20", "--max-rejects", "0.01",
                     "--out", folder, "--effort", "0", "--time-limit", "0");
    CU_ASSERT_FATAL(ran.exit_code == 0 || ran.exit_code == 1);
    hc_ran_free(&ran);
}

static void a_plan_keeps_the_options_that_are_not_usual(void)
{
    char history[PATH], folder[PATH], path[2 * PATH];
    make_history(history);
    make_plan(history, folder);
    (void)snprintf(path, sizeof path, "%s/plan.json", folder);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    char *end = strstr(text, "\"assumptions\"");
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    *end = '\0'; /* stretches that are short have a "from" of their own */
    CU_ASSERT(SAYS(text, "\"columns\": \"" COLUMNS "\""));
    CU_ASSERT(SAYS(text, "\"encoding\": \"ISO-8859-1\""));
    CU_ASSERT(SAYS(text, "\"date-order\": \"dmy\""));
    CU_ASSERT(SAYS(text, "\"until\": \"2026-09-20\""));
    CU_ASSERT(SAYS(text, "\"max-rejects\": \"0.01\""));
    CU_ASSERT_FALSE(SAYS(text, "\"label\":"));
    CU_ASSERT_FALSE(SAYS(text, "\"from\":"));
    free(text);
}

static void its_history_is_read_again_as_it_was(void)
{
    char history[PATH], folder[PATH];
    make_history(history);
    make_plan(history, folder);
    hc_ran ran = RUN("explain", folder, "--acw", "20", "--figure", "aht_s");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Handle time: 110.00 s"));
    hc_ran_free(&ran);
    ran = RUN("whatif", folder, "--repeat-share", "0%", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    hc_ran_free(&ran);
}

/* A newer export of the same kind, and one of another kind. */
static void another_file_is_read_so_too_or_else_as_any(void)
{
    char history[PATH], folder[PATH], plain[PATH];
    make_history(history);
    make_plan(history, folder);
    hc_ran ran =
        RUN("explain", folder, "--acw", "20", "--figure", "aht_s", "--history", history);
    CU_ASSERT(SAYS(ran.out, "Handle time: 110.00 s"));
    CU_ASSERT_FALSE(SAYS(ran.err, "no file like"));
    hc_ran_free(&ran);
    (void)hc_scratch_file(plain, "plain.csv",
                          "timestamp,queue,calls,talk,acw\n"
                          "2026-09-07T09:00:00,B\xC3\xBCro,40,75,45\n"
                          "2026-09-07T10:00:00,B\xC3\xBCro,40,75,45\n");
    ran = RUN("explain", folder, "--acw", "20", "--figure", "aht_s", "--history", plain);
    CU_ASSERT(SAYS(ran.err, "plain.csv is no file like the plan's history"));
    CU_ASSERT(SAYS(ran.out, "Handle time: 95.00 s"));
    hc_ran_free(&ran);
}

static void an_option_that_is_none_is_a_fault_of_the_plan(void)
{
    char history[PATH], folder[PATH], path[2 * PATH];
    make_history(history);
    make_plan(history, folder);
    (void)snprintf(path, sizeof path, "%s/plan.json", folder);
    char *text = hc_file_text(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    char *option = strstr(text, "\"date-order\"");
    CU_ASSERT_PTR_NOT_NULL_FATAL(option);
    memcpy(option, "\"data-order\"", strlen("\"data-order\""));
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs(text, file);
    (void)fclose(file);
    free(text);
    hc_ran ran = RUN("whatif", folder, "--acw", "20", "--history", history);
    CU_ASSERT_EQUAL(ran.exit_code, 3); /* HC_EXIT_INPUT */
    CU_ASSERT(SAYS(ran.err, "read with 'data-order', which is no option here"));
    hc_ran_free(&ran);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_plan_keeps_the_options_that_are_not_usual),
        HC_TEST(its_history_is_read_again_as_it_was),
        HC_TEST(another_file_is_read_so_too_or_else_as_any),
        HC_TEST(an_option_that_is_none_is_a_fault_of_the_plan),
    };
    return hc_test_run("program: reading", tests, sizeof tests / sizeof *tests);
}
