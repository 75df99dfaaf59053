/* headcount demo: a believable sample centre to try everything on. */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/base/output_folder.h"
#include "cli/base/text.h"
#include "cli/plan/earlier_run.h"
#include "cli/program.h"
#include "forecast/base/atomic_file.h"
#include "forecast/demo.h"

/* People for a week's workload in hours: those at work and a safety staff that grows as its
 * square root (Halfin & Whitt 1981), with shrinkage. */
#define PEOPLE_OF(workload_h) (0.0398 * (workload_h) + 0.361 * sqrt(workload_h))
#define PART_TIME_SHARE (16.0 / 52.0)

typedef struct demo_settings {
    int64_t weeks;
    int64_t queues;
    int64_t seed;
    bool dry_run;
} demo_settings;

#define AT(field) offsetof(demo_settings, field)

static const hc_option options[] = {
    {"weeks", 0, true, HC_OPTION_WHOLE, AT(weeks), "N", 2, HC_DEMO_WEEKS_MAX,
     "length of the history (default 52)"},
    {"queues", 0, true, HC_OPTION_WHOLE, AT(queues), "N", 1, 100, "queues (default 3)"},
    {"seed", 0, false, HC_OPTION_WHOLE, AT(seed), "N", 1, 1e15,
     "another centre of the same kind (default 1)"},
    HC_DRY_RUN_OPTION(AT(dry_run)),
};

static const demo_settings settings_default = {.weeks = 52, .queues = 3, .seed = 1};

/* What one run made. A zeroed struct is empty. */
typedef struct demo_centre {
    hc_series observed;
    hc_series truth;
    hc_special_days days;
} demo_centre;

static void put_number(FILE *out, double value, int decimals)
{
    (void)fputc(',', out);
    hc_put_fixed(out, value, decimals);
}

static void put_start(FILE *out, const hc_series *series, size_t queue, size_t slot)
{
    char time[HC_TIME_TEXT_MAX];
    hc_format_instant(&series->axis.zone, hc_axis_utc_s(&series->axis, slot), time);
    (void)fprintf(out, "%s,", time);
    hc_csv_cell(out, series->queues[queue].name);
}

/* Only what a real export has: no rows while closed, none for gaps. */
static void put_history(const demo_centre *demo, FILE *out)
{
    const hc_series *series = &demo->observed;
    (void)fputs("timestamp,queue,offered,handled,abandoned,aht_s\n", out);
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        for (size_t q = 0; q < series->queue_count; q++) {
            const hc_queue *queue = &series->queues[q];
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            put_start(out, series, q, slot);
            put_number(out, queue->calls[slot], 0);
            put_number(out, queue->handled[slot], 0);
            put_number(out, queue->abandoned[slot], 0);
            put_number(out, queue->aht_s[slot], 1);
            (void)fputc('\n', out);
        }
    }
}

static void put_truth(const demo_centre *demo, FILE *out)
{
    const hc_series *series = &demo->truth;
    (void)fputs("timestamp,queue,mean,aht_s\n", out);
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        for (size_t q = 0; q < series->queue_count; q++) {
            const hc_queue *queue = &series->queues[q];
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            put_start(out, series, q, slot);
            put_number(out, queue->calls[slot], 4);
            put_number(out, queue->aht_s[slot], 2);
            (void)fputc('\n', out);
        }
    }
}

static void put_special_days(const demo_centre *demo, FILE *out)
{
    (void)fputs("date,name,kind\n", out);
    for (size_t k = 0; k < demo->days.count; k++) {
        const hc_special_day *day = &demo->days.days[k];
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(day->day, date);
        (void)fprintf(out, "%s,", date);
        hc_csv_cell(out, day->name);
        (void)fprintf(out, ",%s\n", hc_special_kind_name(day->kind));
    }
}

static void put_centre(const demo_centre *demo, FILE *out)
{
    (void)demo;
    (void)fputs(
        "{\n"
        "  \"schema_version\": 1,\n"
        "  \"name\": \"Sample centre\",\n"
        "  \"week_starts_on\": \"Mon\",\n"
        "  \"every_queue\": {\n"
        "    \"target\": { \"service_level\": 0.8, \"seconds\": 20, \"occupancy_most\": 0.88 "
        "},\n"
        "    \"patience_s\": 148\n"
        "  },\n"
        "  \"shrinkage\": { \"absence\": 0.07, \"leave\": 0.08, \"training\": 0.05, "
        "\"meetings\": 0.03, \"other\": 0.02 },\n"
        "  \"contracts\": [\n"
        "    { \"name\": \"full time\", \"shift_shortest_min\": 510, \"days_a_week_most\": 5, "
        "\"start_spread_min\": 120 },\n"
        "    { \"name\": \"part time\", \"shift_shortest_min\": 300, \"days_a_week_most\": 5, "
        "\"start_spread_min\": 240,\n"
        "      \"breaks\": [{ \"name\": \"break\", \"length_min\": 15, \"earliest_min\": 90, "
        "\"latest_min\": 180 }] }\n"
        "  ],\n"
        "  \"agents_file\": \"agents.csv\",\n"
        "  \"special_days_file\": \"special_days.csv\"\n"
        "}\n",
        out);
}

/* A little more than the week after the history is likely to ask for. */
static size_t people_of(const hc_series *truth)
{
    const size_t slots = hc_axis_slots(&truth->axis);
    double workload_s = 0.0;
    for (size_t q = 0; q < truth->queue_count; q++) {
        const hc_queue *queue = &truth->queues[q];
        for (size_t slot = 0; slot < slots; slot++) {
            if (queue->state[slot] == HC_SLOT_OPEN) {
                workload_s += queue->calls[slot] * queue->aht_s[slot];
            }
        }
    }
    return (size_t)ceil(PEOPLE_OF(workload_s / 3600.0 / ((double)truth->axis.days / 7.0)));
}

/* Two names in a row of primes apart, so that no pair comes twice among the first 143. */
static void put_agents(const demo_centre *demo, FILE *out)
{
    static const char *const first[] = {"Ada",   "Ben",   "Chloe", "Dong-hyun", "Eva",
                                        "Farid", "Grace", "Hana",  "Ivan",      "Ji-woo",
                                        "Karl",  "Lucia", "Mina"};
    static const char *const last[] = {"Alvarez", "Brown",   "Cho",    "Dubois",
                                       "Eriksen", "Fischer", "Garcia", "Han",
                                       "Ito",     "Jensen",  "Kim"};
    static const char *const prefers[] = {"", "08:00", "", "10:00", "", "12:00", ""};
    const size_t people = people_of(&demo->truth);
    const size_t full_time = people - (size_t)((double)people * PART_TIME_SHARE);
    (void)fputs("id,name,contract,days_off,preferred_start\n", out);
    for (size_t k = 0; k < people; k++) {
        const char *contract = k < full_time ? "full time" : "part time";
        (void)fprintf(out, "E%03zu,%s %s,%s,%s,%s\n", k + 1,
                      first[k % (sizeof first / sizeof *first)],
                      last[k % (sizeof last / sizeof *last)], contract,
                      k % 12 == 5 ? "Sat; Sun" : "", prefers[k % 7]);
    }
}

static void put_note(const demo_centre *demo, FILE *out)
{
    const hc_axis *axis = &demo->observed.axis;
    char monday[HC_TIME_TEXT_MAX];
    hc_format_date(axis->first_day + (int64_t)axis->days, monday);
    (void)fputs(
        "A made-up call centre whose truth is known.\n\n"
        "history.csv       what the phone system exported: contacts, handled, abandoned, "
        "handle time\n"
        "special_days.csv  holidays and events\n"
        "centre.json       targets, shrinkage, contracts\n"
        "agents.csv        the people\n"
        "truth.csv         the means that history.csv was drawn from, to judge forecasts "
        "by\n\n"
        "Try:\n"
        "  headcount check history.csv --centre centre.json\n"
        "  headcount plan history.csv --centre centre.json --out plan\n"
        "  headcount explain plan --at ",
        out);
    (void)fprintf(out, "%sT10:30\n", monday);
    (void)fputs("  headcount backtest history.csv --centre centre.json\n", out);
}

typedef struct demo_file {
    const char *name;
    void (*put)(const demo_centre *demo, FILE *out);
} demo_file;

/* First the one that no other centre has: where it is, the others are a sample's as well. */
static const demo_file files[] = {
    {"truth.csv", put_truth},
    {"history.csv", put_history},
    {"special_days.csv", put_special_days},
    {"centre.json", put_centre},
    {"agents.csv", put_agents},
    {"README.txt", put_note},
};

/* An earlier sample is replaced; somebody's own history or centre file is not. */
static hc_status spare_others(const char *folder, hc_error *err)
{
    const char *names[sizeof files / sizeof *files];
    char path[HC_OUTPUT_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/%s", folder, files[0].name);
    if (access(path, F_OK) == 0) { return HC_OK; }
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        names[k] = files[k].name;
    }
    return hc_earlier_run_spares_others(folder, names, sizeof files / sizeof *files, err);
}

static hc_status write_files(const demo_centre *demo, const char *folder, bool dry_run,
                             const hc_screen *screen, hc_error *err)
{
    hc_atomic_group *group = NULL;
    FILE *out = NULL;
    hc_status st = hc_atomic_create(&group, folder, err);
    for (size_t k = 0; st == HC_OK && k < sizeof files / sizeof *files; k++) {
        st = hc_atomic_open(group, files[k].name, &out, err);
        if (st != HC_OK) { break; }
        files[k].put(demo, out);
        st = hc_stream_check(out, files[k].name, err);
    }
    if (st == HC_OK) { st = hc_output_commit(group, folder, dry_run, screen, err); }
    hc_atomic_free(group);
    return st;
}

static void say_next(const char *folder, FILE *out)
{
    (void)fputs("A sample centre is in ", out);
    hc_put_text(out, folder);
    (void)fputs(". Next:\n  headcount plan ", out);
    hc_put_text(out, folder);
    (void)fputs("/history.csv --centre ", out);
    hc_put_text(out, folder);
    (void)fputs("/centre.json --out ", out);
    hc_put_text(out, folder);
    (void)fputs("/plan\n", out);
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const demo_settings *asked = call->settings;
    const char *folder = call->files[0];
    demo_centre demo = {0};
    hc_demo_options making = hc_demo_options_default();
    (void)exit_code;
    making.weeks = (size_t)asked->weeks;
    making.queues = (size_t)asked->queues;
    making.seed = (uint64_t)asked->seed;
    HC_TRY(hc_output_folder_check(folder, err));
    HC_TRY(spare_others(folder, err));
    hc_status st = hc_demo_history(&making, &demo.observed, &demo.truth, &demo.days, err);
    if (st == HC_OK) { st = write_files(&demo, folder, asked->dry_run, call->screen, err); }
    if (st == HC_OK && !asked->dry_run) { say_next(folder, call->screen->out); }
    hc_series_clear(&demo.observed);
    hc_series_clear(&demo.truth);
    hc_special_days_clear(&demo.days);
    return st;
}

const hc_verb hc_verb_demo = {
    .name = "demo",
    .arguments = "DIR",
    .summary = "writes a believable sample centre",
    .examples =
        "headcount demo sample\n"
        "headcount plan sample/history.csv --centre sample/centre.json --out sample/plan",
    .about =
        "The history is drawn from known means (truth.csv) with weekday, intraday, month and\n"
        "holiday shapes, scatter, handle times, abandons and a few gaps. The same options\n"
        "give the same files.",
    .files_least = 1,
    .files_most = 1,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
