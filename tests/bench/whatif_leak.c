/*
 * No slow leak: a plan is asked scenario after scenario in one process, each made, answered and
 * forgotten, and the resident memory after all of them is that after the first hundredth,
 * within 1 MiB. Ends with 1 where it is not. A small week makes a million of them minutes:
 *
 *     headcount demo small --queues 1 --weeks 6
 *     grep -E '^t|T1[23]:' small/history.csv >small/noon.csv
 *     headcount plan small/noon.csv --effort 0 --out small/plan
 *     whatif_leak small/plan [SCENARIOS]  1000000
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/whatif/whatif.h"
#include "tests/bench/usage.h"

#define FLAT_KB 1024

static long resident_kb(void)
{
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL) { return -1; }
    const int read = fscanf(file, "%ld %ld", &pages, &resident);
    (void)fclose(file);
    return read == 2 ? resident * (sysconf(_SC_PAGESIZE) / 1024) : -1;
}

/* Contacts from -50 % to +49 %, every other time with a longer handle time and another target.
 */
static hc_status ask(const hc_whatif *whatif, long k, hc_whatif_answer *answer, hc_error *err)
{
    char volume[HC_SCENARIO_TEXT_MAX];
    (void)snprintf(volume, sizeof volume, "%+ld%%", k % 100 - 50);
    const char *changed = k % 2 == 0 ? NULL : "+10%";
    const hc_scenario_options options = {
        .text = {[HC_SCENARIO_VOLUME] = volume,
                 [HC_SCENARIO_AHT] = changed,
                 [HC_SCENARIO_TARGET] = changed != NULL ? "90/10" : NULL}};
    hc_scenario scenario = {0};
    hc_scenario_part part;
    bool any = false;
    hc_status st = hc_scenario_of_options(&options, &part, &any, err);
    if (st == HC_OK) { st = hc_scenario_add(&scenario, &part, err); }
    if (st == HC_OK) {
        st = hc_whatif_ask(whatif, &scenario, HC_WHATIF_MEAN, answer, NULL, err);
    }
    hc_scenario_clear(&scenario);
    return st;
}

/* Kilobytes that the process grew by after the first hundredth, in *grown. */
static hc_status ask_all(const hc_whatif *whatif, long count, long *grown, hc_error *err)
{
    long begun_kb = 0;
    double hours = 0.0; /* so that no answer goes unread */
    for (long k = 0; k < count; k++) {
        hc_whatif_answer answer;
        HC_TRY(ask(whatif, k, &answer, err));
        hours += answer.figure[HC_WHATIF_AGENT_HOURS].expected;
        if (k == count / 100) { begun_kb = resident_kb(); }
        if (k > 0 && k % (count / 10 > 0 ? count / 10 : 1) == 0) {
            printf("%ld scenarios: %ld kB, %.0f s of processor\n", k, resident_kb(), cpu_s());
        }
    }
    *grown = resident_kb() - begun_kb;
    printf("%ld scenarios, %ld rows of figures, %.0f agent hours: %+ld kB from the first "
           "hundredth\n",
           count, count * HC_WHATIF_FIGURES, hours, *grown);
    return HC_OK;
}

static hc_status run(const char *folder, long count, long *grown, hc_error *err)
{
    hc_plan_file file = {{0}, NULL};
    hc_plan_inputs plan = {0};
    hc_centre centre = hc_centre_default();
    hc_whatif whatif = {0};
    HC_TRY(hc_plan_file_open(folder, &file, err));
    hc_status st = hc_plan_inputs_read(&file, &plan, err);
    if (st == HC_OK) { st = hc_whatif_begin(&plan, &centre, &whatif, err); }
    if (st == HC_OK) { st = ask_all(&whatif, count, grown, err); }
    hc_whatif_end(&whatif);
    hc_centre_clear(&centre);
    hc_plan_inputs_clear(&plan);
    hc_plan_file_close(&file);
    return st;
}

int main(int count, char **arguments)
{
    long grown = 0;
    hc_error err = HC_ERROR_INIT;
    if (count < 2) { return 2; }
    const long scenarios = count > 2 ? strtol(arguments[2], NULL, 10) : 1000000;
    if (run(arguments[1], scenarios, &grown, &err) != HC_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    return grown > FLAT_KB ? 1 : 0;
}
