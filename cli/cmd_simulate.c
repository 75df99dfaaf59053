/* headcount simulate: plays a plan's roster, or one interval, call by call. */
#include <math.h>
#include <string.h>

#include "cli/base/table.h"
#include "cli/play/play.h"
#include "cli/play/play_queues.h"
#include "cli/program.h"
#include "erlang/load.h"
#include "erlang/requirement_build.h"
#include "erlang/staffing.h"
#include "forecast/base/memory.h"

#define RUNS_OF_A_PLAN 100
#define RUNS_OF_AN_INTERVAL 2000
#define SETTLE_S 7200.0   /* an interval is played after this long under the same load, */
#define SETTLE_CALLS 20.0 /* or so many handle times when they are long */

typedef struct simulate_settings {
    int64_t runs;
    int64_t seed;
    double aht_cv;
    double calls;
    double interval_min;
    double aht_s;
    int64_t agents;
    double patience_s;
    hc_target_option target;
} simulate_settings;

#define AT(field) offsetof(simulate_settings, field)

static const hc_option options[] = {
    {"runs", 0, true, HC_OPTION_WHOLE, AT(runs), "N", 2, HC_SIM_REPLICATIONS_MAX,
     "how often it is played (default 100; an interval 2000)"},
    {"seed", 0, true, HC_OPTION_WHOLE, AT(seed), "S", 0, 9e15,
     "of the chance that is drawn (default 1); the same seed meets the same callers"},
    {"calls", 0, true, HC_OPTION_NUMBER, AT(calls), "CALLS", 0.001, 1e6,
     "one interval instead of a plan: contacts offered"},
    {"interval", 0, true, HC_OPTION_NUMBER, AT(interval_min), "MINUTES", 0.1, 1440,
     "length of the interval (default 30)"},
    {"aht", 0, true, HC_OPTION_DURATION, AT(aht_s), "SECONDS", 0.1, 86400,
     "average handle time of the interval"},
    {"agents", 0, true, HC_OPTION_WHOLE, AT(agents), "N", 1, HC_SIM_AGENTS_MAX,
     "agents on the phones in the interval"},
    {"patience", 0, false, HC_OPTION_DURATION, AT(patience_s), "SECONDS", 0.001, 1e9,
     "mean patience of callers (default: the plan's; of an interval: they wait for ever)"},
    {"target", 0, false, HC_OPTION_TARGET, AT(target), "PERCENT/SECONDS", 0, 0,
     "service level of the offered calls (default: the plan's; of an interval: 80/20)"},
    {"aht-cv", 0, false, HC_OPTION_NUMBER, AT(aht_cv), "RATIO", 0, 20,
     "standard deviation of handle times over their mean, lognormal unless 1, which is "
     "exponential (default 1)"},
};

static const simulate_settings settings_default = {
    .runs = -1,
    .seed = 1,
    .aht_cv = 1.0,
    .calls = (double)NAN,
    .interval_min = 30.0,
    .aht_s = (double)NAN,
    .agents = -1,
    .patience_s = (double)NAN,
    .target = {(double)NAN, (double)NAN},
};

/* ---- one interval -------------------------------------------------------------------------
 */

static hc_status check_interval(const simulate_settings *asked, hc_error *err)
{
    const char *example =
        "headcount simulate plan, or headcount simulate --calls 100 --aht 180 "
        "--agents 14";
    const char *missing = hc_is_missing(asked->calls)   ? "a plan or --calls"
                          : hc_is_missing(asked->aht_s) ? "--aht"
                          : asked->agents < 0           ? "--agents"
                                                        : NULL;
    if (missing == NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, example, "%s is missing", missing);
}

/* The formula's figures in the steady state; HC_MISSING in an overload. */
static hc_status ask_formula(const hc_play *play, hc_play_figures *figures, hc_error *err)
{
    hc_metrics metrics = {0};
    hc_error why = HC_ERROR_INIT;
    hc_load load = hc_load_of_calls(play->calls[0], play->interval_s, play->aht_s[0]);
    const bool forever = hc_is_missing(play->patience_s);
    if (!forever) { load.patience_s = play->patience_s; }
    const hc_status st = hc_staffing_metrics(forever ? HC_MODEL_C : HC_MODEL_A, &load,
                                             play->agents[0], play->target_s, &metrics, &why);
    *figures = (hc_play_figures){HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING};
    if (st == HC_ERR_DOMAIN) { return HC_OK; }
    if (st == HC_OK) {
        *figures = (hc_play_figures){metrics.sl_offered, metrics.p_abandon, metrics.asa_s,
                                     metrics.occupancy};
    } else if (err != NULL) {
        *err = why;
    }
    return st;
}

static hc_status set_interval(const simulate_settings *asked, hc_play *play, hc_error *err)
{
    const double interval_s = 60.0 * asked->interval_min;
    HC_TRY(check_interval(asked, err));
    const double settle = ceil(fmax(SETTLE_S, SETTLE_CALLS * asked->aht_s) / interval_s);
    HC_TRY(hc_play_make((size_t)settle + 1, 1, play, err));
    hc_play_figures formula;
    play->warm_up_slots = (size_t)settle;
    play->interval_s = interval_s;
    play->patience_s = asked->patience_s;
    play->target_s =
        hc_is_missing(asked->target.seconds) ? HC_TARGET_S_DEFAULT : asked->target.seconds;
    play->target_level =
        hc_is_missing(asked->target.level) ? HC_SERVICE_LEVEL_DEFAULT : asked->target.level;
    for (size_t slot = 0; slot < play->slots; slot++) {
        play->calls[slot] = asked->calls;
        play->aht_s[slot] = asked->aht_s;
        play->agents[slot] = (double)asked->agents;
    }
    HC_TRY(ask_formula(play, &formula, err));
    for (size_t slot = 0; slot < play->slots; slot++) {
        play->formula[slot] = formula;
    }
    return HC_OK;
}

/* ---- a plan -------------------------------------------------------------------------------
 */

static hc_status open_plan(const simulate_settings *asked, const char *path, hc_plan_file *plan,
                           hc_error *err)
{
    if (!hc_is_missing(asked->calls) || !hc_is_missing(asked->aht_s) || asked->agents >= 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "give one or the other",
                       "--calls, --aht and --agents describe one interval, not a plan");
    }
    return hc_plan_file_open(path, plan, err);
}

/* Whether it says what each queue gets: by skill, or with agents of its own. */
static bool has_queues(const hc_plan_file *plan)
{
    const cJSON *first = cJSON_GetArrayItem(hc_plan_member(plan->root, "requirement"), 0);
    return hc_plan_member(first, "delivered") != NULL;
}

static hc_status set_plan(const simulate_settings *asked, const hc_plan_file *plan,
                          hc_play *play, hc_error *err)
{
    HC_TRY(hc_play_plan(plan, play, err));
    if (!hc_is_missing(asked->patience_s)) { play->patience_s = asked->patience_s; }
    if (!hc_is_missing(asked->target.level)) { play->target_level = asked->target.level; }
    if (!hc_is_missing(asked->target.seconds)) { play->target_s = asked->target.seconds; }
    return HC_OK;
}

/* ---- what is printed ----------------------------------------------------------------------
 */

static const hc_column columns[] = {
    {"day", "Day"},
    {"contacts", "Contacts"},
    {"service_level", "SL"},
    {"service_level_half_width", "+-"},
    {"service_level_formula", "formula"},
    {"abandon_rate", "Hang up"},
    {"abandon_rate_half_width", "+-"},
    {"abandon_rate_formula", "formula"},
    {"asa_s", "ASA, s"},
    {"asa_s_half_width", "+-"},
    {"asa_s_formula", "formula"},
    {"occupancy", "Occupied"},
    {"occupancy_half_width", "+-"},
    {"occupancy_formula", "formula"},
};
#define COLUMNS (sizeof columns / sizeof *columns)

static hc_status put_estimate(hc_table *table, const hc_sim_estimate *estimate, double formula,
                              int32_t decimals, hc_error *err)
{
    HC_TRY(hc_table_number(table, estimate->value, decimals, err));
    HC_TRY(hc_table_number(table, estimate->half_width, decimals, err));
    return hc_table_number(table, formula, decimals, err);
}

static hc_status put_day(hc_table *table, const char *name, const hc_played_day *day,
                         hc_error *err)
{
    const hc_sim_summary *played = &day->simulated;
    const hc_play_figures *formula = &day->formula;
    HC_TRY(hc_table_text(table, name, err));
    HC_TRY(hc_table_number(table, day->contacts, 1, err));
    HC_TRY(put_estimate(table, &played->sl_offered, formula->service_level, 4, err));
    HC_TRY(put_estimate(table, &played->p_abandon, formula->abandon_rate, 4, err));
    HC_TRY(put_estimate(table, &played->asa_s, formula->asa_s, 2, err));
    return put_estimate(table, &day->occupancy, formula->occupancy, 4, err);
}

/* Surely below what is asked for: chance alone does not explain it. */
static bool surely_missed(const hc_played_day *played, double target_level)
{
    const hc_sim_estimate *level = &played->simulated.sl_offered;
    return !hc_is_missing(target_level) && level->value + level->half_width < target_level;
}

static void print_level(const hc_played_day *played, double target_s, double target_level,
                        FILE *out)
{
    const hc_sim_estimate *level = &played->simulated.sl_offered;
    (void)fprintf(out, "%.1f %% (+- %.1f) answered within %g s", 100.0 * level->value,
                  100.0 * level->half_width, target_s);
    if (!hc_is_missing(target_level)) {
        (void)fprintf(out, ", asked %g %%: %s", 100.0 * target_level,
                      surely_missed(played, target_level)               ? "missed"
                      : level->value - level->half_width < target_level ? "not sure"
                                                                        : "met");
    }
    (void)fputs(".\n", out);
}

static void print_runs(const hc_sim_options *how, const hc_played_day *all, FILE *out)
{
    (void)fprintf(out, "Played %zu times with %.0f contacts each, seed %llu", how->replications,
                  all->contacts, (unsigned long long)how->seed);
}

static void print_verdict(const hc_play *play, const hc_sim_options *how,
                          const hc_played_day *all, FILE *out)
{
    print_runs(how, all, out);
    (void)fputs(": ", out);
    print_level(all, play->target_s, play->target_level, out);
    (void)fputs("+- is half the 99 % interval of chance in so many runs; formula is what "
                "the Erlang model says of the same agents.\n\n",
                out);
}

static hc_status print(const hc_play *play, const hc_sim_options *how,
                       const hc_played_day *days, const hc_screen *screen, hc_error *err)
{
    hc_table table = hc_table_of(columns, COLUMNS);
    hc_status st = HC_OK;
    const bool one = play->days == 1 && play->date[0][0] == '\0';
    for (size_t day = 0; st == HC_OK && !one && day < play->days; day++) {
        st = put_day(&table, play->date[day], &days[day], err);
    }
    if (st == HC_OK) { st = put_day(&table, one ? "interval" : "all", &days[play->days], err); }
    if (st == HC_OK) {
        if (hc_is_for_people(screen->format)) {
            print_verdict(play, how, &days[play->days], screen->out);
        }
        hc_table_print(&table, screen->format, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

static void print_queue_verdicts(const hc_stored_plan *plan, const hc_played_queue *rows,
                                 const hc_sim_options *how, FILE *out)
{
    const size_t queues = hc_stored_plan_queues(plan);
    print_runs(how, &rows[queues].played, out);
    (void)fputs(".\n", out);
    for (size_t q = 0; q < queues; q++) {
        hc_put_text(out, rows[q].name);
        (void)fputs(": ", out);
        print_level(&rows[q].played, rows[q].target_s, rows[q].target_level, out);
    }
    (void)fputs(
        plan->result.served != NULL
            ? "A call goes to whoever has been idle longest of those who can serve it, a "
              "free agent takes the\ncall that has waited longest of those they can "
              "serve. "
            : "Each queue has its share of the roster for itself. ",
        out);
    (void)fputs("+- is half the 99 % interval of chance in so many runs;\nformula is what the "
                "Erlang model says of each queue by itself with the agents it was given.\n\n",
                out);
}

static hc_status print_queues(const hc_stored_plan *plan, const hc_played_queue *rows,
                              const hc_sim_options *how, const hc_screen *screen, hc_error *err)
{
    const size_t queues = hc_stored_plan_queues(plan);
    hc_column of_queues[COLUMNS];
    memcpy(of_queues, columns, sizeof columns);
    of_queues[0] = (hc_column){"queue", "Queue"};
    hc_table table = hc_table_of(of_queues, COLUMNS);
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q <= queues; q++) {
        st = put_day(&table, rows[q].name, &rows[q].played, err);
    }
    if (st == HC_OK) {
        if (hc_is_for_people(screen->format)) {
            print_queue_verdicts(plan, rows, how, screen->out);
        }
        hc_table_print(&table, screen->format, screen->out);
    }
    hc_table_clear(&table);
    return st;
}

static hc_sim_options options_of(const simulate_settings *asked, size_t usual_runs)
{
    hc_sim_options how = hc_sim_options_default();
    how.seed = (uint64_t)asked->seed;
    how.replications = asked->runs > 0 ? (size_t)asked->runs : usual_runs;
    return how;
}

/* The queues of a plan that do not stand in one line. */
static hc_status play_queues(const simulate_settings *asked, const hc_stored_plan *plan,
                             const hc_call *call, int *exit_code, hc_error *err)
{
    const size_t queues = hc_stored_plan_queues(plan);
    const hc_sim_options how = options_of(asked, RUNS_OF_A_PLAN);
    const hc_queues_change change = {.patience_s = asked->patience_s,
                                     .target_s = asked->target.seconds,
                                     .target_level = asked->target.level,
                                     .aht_cv = asked->aht_cv};
    hc_played_queue *rows = NULL;
    HC_TRY(hc_alloc(&rows, queues + 1, sizeof *rows, err));
    hc_status st = hc_play_queues(plan, &change, &how, rows, err);
    if (st == HC_OK) { st = print_queues(plan, rows, &how, call->screen, err); }
    for (size_t q = 0; st == HC_OK && q < queues; q++) {
        if (!surely_missed(&rows[q].played, rows[q].target_level)) { continue; }
        hc_say_warning(call->screen, "queue %s misses the service level that was asked for",
                       rows[q].name);
        *exit_code = HC_EXIT_SHORT;
    }
    hc_free(rows);
    return st;
}

static hc_status play_and_print(const simulate_settings *asked, hc_play *play, bool plan,
                                const hc_call *call, int *exit_code, hc_error *err)
{
    hc_played_day *days = NULL;
    const hc_sim_options how = options_of(asked, plan ? RUNS_OF_A_PLAN : RUNS_OF_AN_INTERVAL);
    play->aht_cv = asked->aht_cv;
    HC_TRY(hc_alloc(&days, play->days + 1, sizeof *days, err));
    hc_status st = hc_play_run(play, &how, days, err);
    if (st == HC_OK) { st = print(play, &how, days, call->screen, err); }
    if (st == HC_OK && surely_missed(&days[play->days], play->target_level)) {
        hc_say_warning(call->screen, "the service level that was asked for is missed");
        *exit_code = HC_EXIT_SHORT;
    }
    hc_free(days);
    return st;
}

static hc_status run_line(const simulate_settings *asked, const hc_plan_file *plan,
                          const hc_call *call, int *exit_code, hc_error *err)
{
    hc_play play = {0};
    hc_status st =
        plan != NULL ? set_plan(asked, plan, &play, err) : set_interval(asked, &play, err);
    if (st == HC_OK) { st = play_and_print(asked, &play, plan != NULL, call, exit_code, err); }
    hc_play_clear(&play);
    return st;
}

static hc_status run_queues(const simulate_settings *asked, const hc_plan_file *plan,
                            const hc_call *call, int *exit_code, hc_error *err)
{
    hc_stored_plan stored = {0};
    HC_TRY(hc_stored_plan_read(plan, &stored, err));
    const hc_status st = play_queues(asked, &stored, call, exit_code, err);
    hc_stored_plan_clear(&stored);
    return st;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const simulate_settings *asked = call->settings;
    hc_plan_file plan = {{0}, NULL};
    if (call->file_count == 0) { return run_line(asked, NULL, call, exit_code, err); }
    HC_TRY(open_plan(asked, call->files[0], &plan, err));
    const hc_status st = has_queues(&plan) ? run_queues(asked, &plan, call, exit_code, err)
                                           : run_line(asked, &plan, call, exit_code, err);
    hc_plan_file_close(&plan);
    return st;
}

const hc_verb hc_verb_simulate = {
    .name = "simulate",
    .arguments = "[PLAN]",
    .summary = "play a plan's roster, or one interval, call by call",
    .examples = "headcount simulate plan\n"
                "headcount simulate plan/plan.json --runs 1000 --seed 7 --aht-cv 1.2\n"
                "# one interval\n"
                "headcount simulate --calls 100 --interval 30 --aht 180 --agents 14 --patience "
                "148",
    .about =
        "PLAN is plan.json or its folder. Contacts come by chance around the forecast, agents\n"
        "are the roster's people not on a break, less shrinkage; calls in hand are finished,\n"
        "and who waits in one interval is answered in the next. Service level, share that\n"
        "hangs up, average speed of answer and occupancy stand beside the formula's, a row a\n"
        "day and one for all, each with half its 99 % interval. A single interval is played\n"
        "after hours of the same load, as the formulas take it. A fraction of an agent is an\n"
        "agent for a part of the time, in turns of five minutes or less. Queues with agents "
        "of\n"
        "their own have a row each. So they have where people serve several by their skills: "
        "a\n"
        "call goes to whoever has been idle longest of those who can serve it, and who "
        "becomes\n"
        "free takes the call that has waited longest of those they can serve. The formula "
        "gives\n"
        "everybody to one queue in each interval, so a plan with people to spare is played\n"
        "better than it says.",
    .files_most = 1,
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .settings_size = sizeof(simulate_settings),
    .settings_default = &settings_default,
    .run = run,
};
