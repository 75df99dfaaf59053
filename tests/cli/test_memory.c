/* Every allocation of a command may fail: the program says so, leaks nothing and exits with 7.
 */
#include <stdio.h>
#include <string.h>

#include "cli/base/exit_code.h"
#include "cli/program.h"
#include "forecast/base/memory.h"
#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

/* libcsv asks for less when its cell cannot grow as far as it would like: that is no failure.
 */
#define SURVIVED_MOST 4

static FILE *nowhere;

static int run(const char *const *arguments)
{
    hc_screen screen = {.out = nowhere, .err = nowhere, .format = HC_FORMAT_CSV};
    size_t count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    return hc_program_run(&screen, arguments, count);
}

/* Fails allocation 1, 1 + step, 1 + 2 step ... of the command, one a run. */
static void check_every_failure(const char *const *arguments, size_t step)
{
    nowhere = fopen("/dev/null", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(nowhere);
    hc_heap_fail_at(0);
    const size_t live = hc_heap_live();
    const size_t before = hc_heap_count();
    CU_ASSERT_EQUAL(run(arguments), HC_EXIT_DONE);
    const size_t allocations = hc_heap_count() - before;
    CU_ASSERT(allocations > 0);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
    size_t wrong = 0;
    size_t survived = 0;
    for (size_t k = 1; k <= allocations; k += step) {
        hc_heap_fail_at(k);
        const int code = run(arguments);
        hc_heap_fail_at(0);
        survived += code == HC_EXIT_DONE ? 1 : 0;
        if ((code != HC_EXIT_MEMORY && code != HC_EXIT_DONE) || hc_heap_live() != live) {
            if (wrong++ == 0) {
                printf("\n    %s: allocation %zu of %zu: exit %d, %zu blocks left\n",
                       arguments[0], k, allocations, code, hc_heap_live() - live);
            }
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(survived <= SURVIVED_MOST);
    (void)fclose(nowhere);
}

#define CHECK(step, ...) check_every_failure((const char *const[]){__VA_ARGS__, NULL}, (step))

static const char *small_history(char *path)
{
    FILE *file = fopen(hc_scratch_path(path, PATH, "small.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,queue,calls,aht\n", file);
    for (int day = 1; day <= 28; day++) {
        for (int hour = 9; hour < 17; hour++) {
            (void)fprintf(file, "2026-02-%02dT%02d:00:00,Sales,%d,240\n", day, hour, 9 + hour);
        }
    }
    (void)fclose(file);
    return path;
}

static void staff_survives_every_failure(void)
{
    CHECK(1, "staff", "--calls", "100", "--aht", "180");
}

static void a_grid_survives_every_failure(void)
{
    char path[PATH];
    (void)hc_scratch_file(path, "grid.csv", "id,load,aht_s,T_s,target\na,10,180,20,0.8\n");
    CHECK(1, "staff", "--input", path);
}

static void check_survives_every_failure(void)
{
    char path[PATH];
    CHECK(1, "check", small_history(path));
}

static void forecast_survives_every_failure(void)
{
    char path[PATH];
    CHECK(13, "forecast", small_history(path), "--days", "7");
}

static void kpi_survives_every_failure(void)
{
    char path[PATH];
    CHECK(1, "kpi", small_history(path), "--by", "queue,week");
}

static void scale_survives_failures(void)
{
    char path[PATH];
    char demand[PATH];
    (void)hc_scratch_file(demand, "demand.csv", "month,volume,aht_s\n2027-01,2000,240\n");
    CHECK(1, "scale", "--demand", demand);
    CHECK(61, "scale", small_history(path), "--months", "1");
}

static void a_centre_file_survives_every_failure(void)
{
    char path[PATH];
    char centre[PATH];
    (void)hc_scratch_file(centre, "centre.json",
                          "{\"queues\":[{\"name\":\"Sales\",\"aht_s\":200}],"
                          "\"vendors\":[{\"name\":\"V\",\"price_a_call\":2}],"
                          "\"contracts\":[{\"name\":\"a\"}],"
                          "\"classes\":[{\"name\":\"b\",\"contract\":\"a\",\"count\":9}]}");
    CHECK(1, "check", small_history(path), "--centre", centre);
}

static void plan_survives_failures(void)
{
    char path[PATH];
    char out[PATH];
    char centre[PATH];
    (void)hc_scratch_file(centre, "few.json",
                          "{\"every_queue\":{\"target\":{\"service_level\":0.1}},"
                          "\"contracts\":[{\"name\":\"a\",\"shift_shortest_min\":480,"
                          "\"breaks\":[]}],"
                          "\"classes\":[{\"name\":\"b\",\"contract\":\"a\",\"count\":14}]}");
    (void)hc_scratch_path(out, sizeof out, "plan");
    CHECK(97, "plan", small_history(path), "--centre", centre, "--effort", "0", "--time-limit",
          "0", "--out", out);
}

/* A plan of four weeks' history, whose centre has a vendor for the peak. */
static const char *small_plan(char *out, char *centre)
{
    char path[PATH];
    (void)hc_scratch_file(centre, "vendor.json",
                          "{\"every_queue\":{\"target\":{\"service_level\":0.1}},"
                          "\"vendors\":[{\"name\":\"North\",\"price_an_hour\":40}],"
                          "\"contracts\":[{\"name\":\"a\",\"shift_shortest_min\":480,"
                          "\"breaks\":[]}],"
                          "\"classes\":[{\"name\":\"b\",\"contract\":\"a\",\"count\":14}]}");
    (void)hc_scratch_path(out, PATH, "changed");
    nowhere = fopen("/dev/null", "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(nowhere);
    CU_ASSERT_EQUAL_FATAL(
        run((const char *const[]){"plan", small_history(path), "--centre", centre, "--effort",
                                  "0", "--time-limit", "0", "--out", out, NULL}),
        HC_EXIT_DONE);
    (void)fclose(nowhere);
    return out;
}

static void what_ifs_survive_failures(void)
{
    char out[PATH];
    char centre[PATH];
    char events[PATH];
    char scenarios[PATH];
    (void)hc_scratch_file(events, "events.csv",
                          "date,name,kind,uplift\n2026-03-03,Launch,event,200%\n");
    (void)hc_scratch_file(scenarios, "what_ifs.json",
                          "[{\"name\":\"A\",\"volume\":\"+3%\"},{\"name\":\"A\",\"aht\":200}]");
    const char *plan = small_plan(out, centre);
    CHECK(5, "whatif", plan, "--volume", "+30%", "--threads", "1");
    CHECK(11, "whatif", plan, "--scenarios", scenarios, "--threads", "1");
    CHECK(11, "whatif", plan, "--sweep", "volume=+0%..+2%:1%", "--threads", "1");
    CHECK(5, "whatif", plan, "--peak", events, "--centre", centre);
    CHECK(11, "explain", plan, "--volume", "+30%");
    CHECK(11, "explain", plan, "--volume", "+30%", "--at", "2026-03-03T10:00");
    CHECK(11, "report", plan, "--out", "-");
    CHECK(5, "explain", plan, "--peak", events, "--centre", centre);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(staff_survives_every_failure),
        HC_TEST(a_grid_survives_every_failure),
        HC_TEST(check_survives_every_failure),
        HC_TEST(forecast_survives_every_failure),
        HC_TEST(a_centre_file_survives_every_failure),
        HC_TEST(plan_survives_failures),
        HC_TEST(kpi_survives_every_failure),
        HC_TEST(scale_survives_failures),
        HC_TEST(what_ifs_survive_failures),
    };
    return hc_test_run("program: memory", tests, sizeof tests / sizeof *tests);
}
