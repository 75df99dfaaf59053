/* headcount staff: agents for one interval from options, or for every row of a grid file. */
#include <math.h>
#include <string.h>

#include "cli/base/table.h"
#include "cli/centre/centre.h"
#include "cli/program.h"
#include "cli/staff/metric_columns.h"
#include "cli/staff/staff_case.h"
#include "cli/staff/staff_grid.h"
#include "cli/staff/waits_file.h"
#include "erlang/requirement_build.h"
#include "erlang/shrinkage.h"
#include "erlang/staffing.h"

typedef struct staff_settings {
    const char *input;
    double calls;
    double interval_min;
    double aht_s;
    double load_erlangs;
    hc_target_option target;
    int32_t target_of; /* hc_sl_definition */
    double asa_s;
    double wait_all_s;
    double abandon_rate;
    double occupancy;
    double p_wait;
    double patience_s;
    double lines;
    int32_t model;
    int64_t agents;
    double shrinkage;
    hc_staff_extra extra;
} staff_settings;

enum { MODEL_AUTO = 0, MODEL_B, MODEL_C, MODEL_A };

#define AT(field) offsetof(staff_settings, field)

static const hc_option options[] = {
    {"calls", 0, true, HC_OPTION_NUMBER, AT(calls), "CALLS", 0, 1e12,
     "contacts offered in the interval"},
    {"interval", 0, true, HC_OPTION_NUMBER, AT(interval_min), "MINUTES", 0.01, 1440,
     "length of the interval (default 30)"},
    {"aht", 0, true, HC_OPTION_DURATION, AT(aht_s), "SECONDS", 0.001, 86400,
     "average handle time: talk, hold and after-call work"},
    {"target", 0, true, HC_OPTION_TARGET, AT(target), "PERCENT/SECONDS", 0, 0,
     "service level (default 80/20)"},
    {"patience", 0, true, HC_OPTION_DURATION, AT(patience_s), "SECONDS", 0.001, 1e9,
     "mean patience of callers: Erlang A (default: they wait for ever, Erlang C)"},
    {"shrinkage", 0, true, HC_OPTION_FRACTION, AT(shrinkage), "SHARE", 0, 0.99,
     "share of rostered time lost; gives people beside agents (default 30%)"},
    {"agents", 0, true, HC_OPTION_WHOLE, AT(agents), "N", 1, 4e9,
     "the service that N agents give, instead of how many are needed"},
    {"input", 0, true, HC_OPTION_PATH, AT(input), "GRID.csv", 0, 0,
     "one question a row; see below for the columns"},
    {"occupancy", 0, false, HC_OPTION_FRACTION, AT(occupancy), "SHARE", 0.01, 1,
     "agents at most this busy, such as 88% (default: no limit)"},
    {"asa", 0, false, HC_OPTION_DURATION, AT(asa_s), "SECONDS", 0.001, 86400,
     "average speed of answer, at most (default: no limit)"},
    {"abandon", 0, false, HC_OPTION_FRACTION, AT(abandon_rate), "SHARE", 1e-9, 0.999,
     "share that hangs up, at most; needs --patience (default: no limit)"},
    {"of", 0, false, HC_OPTION_CHOICE, AT(target_of), "offered|net|answered", 0, 0,
     "calls that the service level is a share of: all, all but those hung up within T, "
     "the answered (default offered)"},
    {"wait-all", 0, false, HC_OPTION_DURATION, AT(wait_all_s), "SECONDS", 0.001, 86400,
     "average wait of all calls, at most (default: no limit)"},
    {"p-wait", 0, false, HC_OPTION_FRACTION, AT(p_wait), "SHARE", 1e-9, 0.999,
     "share of the calls that waits at all, at most (default: no limit)"},
    {"load", 0, false, HC_OPTION_NUMBER, AT(load_erlangs), "ERLANGS", 0, 1e9,
     "offered load, instead of --calls"},
    {"lines", 0, false, HC_OPTION_NUMBER, AT(lines), "LINES", 1, 1e9,
     "calls that fit in, talking or waiting (default: no limit)"},
    {"model", 0, false, HC_OPTION_CHOICE, AT(model), "auto|B|C|A", 0, 0,
     "auto: A when --patience is given, else C"},
    {"solve", 0, false, HC_OPTION_CHOICE, AT(extra.sought), "volume|aht", 0, 0,
     "with --agents: the most calls, or the longest handle time, within every target"},
    {"cv", 0, false, HC_OPTION_FRACTION, AT(extra.cv), "SHARE", 0, 1,
     "spread of the forecast (standard deviation over mean): expected service under it"},
    {"risk", 0, false, HC_OPTION_FRACTION, AT(extra.risk), "SHARE", 0.001, 0.999,
     "with --cv: meet every target with this probability, such as 90%"},
    {"redial", 0, false, HC_OPTION_FRACTION, AT(extra.redial), "SHARE", 0, 0.99,
     "share of callers who hung up, or found lines busy, that call again"},
    {"reconnect", 0, false, HC_OPTION_FRACTION, AT(extra.reconnect), "SHARE", 0, 0.99,
     "share of answered callers that call again: the matter was not settled"},
    {"waits", 0, false, HC_OPTION_PATH, AT(extra.waits), "FILE.csv", 0, 0,
     "waits of single callers, wait_s,hung_up: patience of any shape, as they show it"},
    {"chat", 0, false, HC_OPTION_TEXT, AT(extra.chat), "SECONDS,..", 0, 0,
     "chats instead of calls: time of a chat held alone, with one more, and so on"},
};

static const staff_settings settings_default = {
    .calls = (double)NAN,
    .interval_min = 30.0,
    .aht_s = (double)NAN,
    .load_erlangs = (double)NAN,
    .target = {(double)NAN, (double)NAN},
    .target_of = HC_SL_OFFERED,
    .asa_s = (double)NAN,
    .wait_all_s = (double)NAN,
    .abandon_rate = (double)NAN,
    .occupancy = (double)NAN,
    .p_wait = (double)NAN,
    .patience_s = (double)NAN,
    .lines = (double)NAN,
    .agents = -1,
    .shrinkage = HC_SHRINKAGE_DEFAULT,
    .extra = {.cv = (double)NAN,
              .risk = (double)NAN,
              .redial = (double)NAN,
              .reconnect = (double)NAN,
              .sought = HC_STAFF_SOUGHT_AGENTS},
};

typedef struct staff_answer {
    int64_t agents;
    int64_t headcount;
    hc_staff_result result;
} staff_answer;

static void add_target(hc_staff_case *question, hc_target_kind kind, double limit)
{
    if (!hc_is_missing(limit)) {
        question->targets[question->target_count++] =
            (hc_target){kind, limit, question->target_s};
    }
}

/* True when a target beside the service level was named. */
static bool bounds_more(const staff_settings *asked)
{
    const double limits[] = {asked->asa_s, asked->wait_all_s, asked->abandon_rate,
                             asked->occupancy, asked->p_wait};
    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        if (!hc_is_missing(limits[k])) { return true; }
    }
    return false;
}

static void add_targets(hc_staff_case *question, const staff_settings *asked)
{
    const bool loss = question->model == HC_MODEL_B;
    double level = asked->target.level;
    question->target_s =
        hc_is_missing(asked->target.seconds) ? HC_TARGET_S_DEFAULT : asked->target.seconds;
    if (hc_is_missing(level) && !bounds_more(asked)) { level = HC_SERVICE_LEVEL_DEFAULT; }
    if (loss && !hc_is_missing(level)) {
        add_target(question, HC_TARGET_P_BLOCK, 1.0 - level);
    } else {
        add_target(question, hc_service_level_kind(asked->target_of), level);
    }
    add_target(question, HC_TARGET_ASA_S, asked->asa_s);
    add_target(question, HC_TARGET_WAIT_ALL_S, asked->wait_all_s);
    add_target(question, HC_TARGET_P_ABANDON, asked->abandon_rate);
    add_target(question, HC_TARGET_OCCUPANCY, asked->occupancy);
    add_target(question, HC_TARGET_P_WAIT, asked->p_wait);
}

/* A share of the calls that nobody hung up on is met by few agents: never without the rest. */
static void show_who_hung_up(const staff_settings *asked, const staff_answer *answer,
                             const hc_screen *screen)
{
    const double gone = answer->result.metrics.p_abandon;
    if (asked->target_of == HC_SL_OFFERED || !hc_is_missing(asked->abandon_rate) ||
        !(gone > 0.0)) {
        return;
    }
    hc_say_note(screen,
                "%.3g %% hang up, whom this service level leaves out: bound them with "
                "--abandon too",
                100.0 * gone);
}

static hc_model model_asked(const staff_settings *asked)
{
    switch (asked->model) {
    case MODEL_B:
        return HC_MODEL_B;
    case MODEL_C:
        return HC_MODEL_C;
    case MODEL_A:
        return HC_MODEL_A;
    default:
        return hc_is_missing(asked->patience_s) ? HC_MODEL_C : HC_MODEL_A;
    }
}

/* What has to be there for a question. */
static hc_status check_asked(const staff_settings *asked, hc_error *err)
{
    const char *example = "headcount staff --calls 100 --interval 30 --aht 180";
    if (hc_is_missing(asked->load_erlangs) && hc_is_missing(asked->calls)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, example,
                       "--calls (or --load, or --input) is missing");
    }
    if (hc_is_missing(asked->aht_s) && asked->extra.chat == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, example, "--aht is missing");
    }
    HC_TRY(hc_staff_extra_check(&asked->extra, asked->agents, err));
    if (model_asked(asked) == HC_MODEL_A && hc_is_missing(asked->patience_s)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "for instance --patience 120",
                       "Erlang A needs --patience");
    }
    return HC_OK;
}

static hc_status ask(const staff_settings *asked, hc_staff_case *question, hc_error *err)
{
    double aht_s = asked->aht_s;
    HC_TRY(check_asked(asked, err));
    *question = (hc_staff_case){.interval_s = asked->interval_min * 60.0,
                                .extra = asked->extra,
                                .model = model_asked(asked)};
    if (asked->extra.chat != NULL) {
        HC_TRY(hc_staff_chat_read(asked->extra.chat, &question->chat, err));
        aht_s = question->chat.chat_aht_s[0];
    }
    question->load = !hc_is_missing(asked->load_erlangs)
                         ? hc_load_of(asked->load_erlangs, aht_s)
                         : hc_load_of_calls(asked->calls, question->interval_s, aht_s);
    question->chat.chats_a_second = question->load.load_erlangs / aht_s;
    question->chat.patience_s =
        hc_is_missing(asked->patience_s) ? (double)INFINITY : asked->patience_s;
    if (question->model == HC_MODEL_A) { question->load.patience_s = asked->patience_s; }
    if (asked->extra.waits != NULL) {
        HC_TRY(hc_waits_load(asked->extra.waits, &question->curve, err));
    }
    if (!hc_is_missing(asked->lines)) { question->load.lines = asked->lines; }
    add_targets(question, asked);
    return HC_OK;
}

static hc_status answer_question(const staff_settings *asked, const hc_staff_case *question,
                                 staff_answer *answer, hc_error *err)
{
    hc_status st = HC_OK;
    answer->agents = asked->agents;
    if (answer->agents < 0) { st = hc_staff_case_solve(question, &answer->agents, err); }
    if (st == HC_OK) {
        st = hc_staff_case_metrics(question, answer->agents, &answer->result, err);
    }
    /* An overload or an unreachable target is an answer, not a fault of the input. */
    if (st == HC_ERR_DOMAIN) { st = HC_ERR_INFEASIBLE; }
    if (st == HC_OK) {
        st = hc_headcount_of_agents((double)answer->agents, asked->shrinkage,
                                    &answer->headcount, err);
    }
    return st;
}

static const char *model_words(const hc_staff_case *question)
{
    if (question->chat.levels > 0) { return "chats held side by side"; }
    if (question->curve.bins > 0) { return "callers hang up as their waits showed"; }
    switch (question->model) {
    case HC_MODEL_B:
        return "Erlang B, nobody can wait";
    case HC_MODEL_C:
        return "Erlang C, callers wait for ever";
    default:
        return "Erlang A, callers hang up";
    }
}

/* For people: one quantity a line. */
static hc_status print_lines(const staff_settings *asked, const hc_staff_case *question,
                             const staff_answer *answer, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"quantity", "Quantity"}, {"value", "Value"}};
    hc_table table = hc_table_of(columns, 2);
    (void)fprintf(screen->out,
                  "%lld agents on the phones, %lld people with %g %% shrinkage (%s)\n\n",
                  (long long)answer->agents, (long long)answer->headcount,
                  100.0 * asked->shrinkage, model_words(question));
    hc_status st = hc_table_text(&table, "Offered load, Erlangs", err);
    if (st == HC_OK) { st = hc_table_number(&table, question->load.load_erlangs, 3, err); }
    if (st == HC_OK) { st = hc_table_text(&table, "T, seconds", err); }
    if (st == HC_OK) { st = hc_table_number(&table, question->target_s, 1, err); }
    for (size_t m = 0; st == HC_OK && m < HC_METRIC_COUNT; m++) {
        st = hc_table_text(&table, hc_metric_columns[m].title, err);
        if (st == HC_OK) {
            st = hc_table_number(&table, hc_metric_value(&answer->result.metrics, m), 4, err);
        }
    }
    for (size_t k = 0; st == HC_OK && k < answer->result.finding_count; k++) {
        st = hc_table_text(&table, answer->result.findings[k].title, err);
        if (st == HC_OK) {
            st = hc_table_number(&table, answer->result.findings[k].value, 4, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* For programs: one row with every metric. */
static hc_status print_row(const hc_staff_case *question, const staff_answer *answer,
                           hc_format format, FILE *out, hc_error *err)
{
    const hc_staff_result *result = &answer->result;
    hc_column columns[3 + HC_METRIC_COUNT + HC_STAFF_FINDINGS_MAX] = {
        {"load", "Load"}, {"n", "Agents"}, {"headcount", "People"}};
    for (size_t m = 0; m < HC_METRIC_COUNT; m++) {
        columns[3 + m] = (hc_column){hc_metric_columns[m].name, hc_metric_columns[m].title};
    }
    for (size_t k = 0; k < result->finding_count; k++) {
        columns[3 + HC_METRIC_COUNT + k] =
            (hc_column){result->findings[k].name, result->findings[k].title};
    }
    hc_table table = hc_table_of(columns, 3 + HC_METRIC_COUNT + result->finding_count);
    hc_status st = hc_table_number(&table, question->load.load_erlangs, 3, err);
    if (st == HC_OK) { st = hc_table_number(&table, (double)answer->agents, 0, err); }
    if (st == HC_OK) { st = hc_table_number(&table, (double)answer->headcount, 0, err); }
    for (size_t m = 0; st == HC_OK && m < HC_METRIC_COUNT; m++) {
        st = hc_table_number(&table, hc_metric_value(&answer->result.metrics, m), 6, err);
    }
    for (size_t k = 0; st == HC_OK && k < result->finding_count; k++) {
        st = hc_table_number(&table, result->findings[k].value, 6, err);
    }
    if (st == HC_OK) { hc_table_print(&table, format, out); }
    hc_table_clear(&table);
    return st;
}

/* A target that was named but not met by --agents is a reason for exit code 1. */
static bool all_met(const hc_staff_case *question, const staff_answer *answer)
{
    for (size_t k = 0; k < question->target_count; k++) {
        if (!hc_staffing_meets(question->model, &question->load, (double)answer->agents,
                               &question->targets[k], &answer->result.metrics)) {
            return false;
        }
    }
    return true;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const staff_settings *asked = call->settings;
    const hc_screen *screen = call->screen;
    if (asked->input != NULL) { return hc_staff_grid(asked->input, screen, exit_code, err); }
    hc_staff_case question = {.model = HC_MODEL_C};
    staff_answer answer = {0};
    HC_TRY(ask(asked, &question, err));
    HC_TRY(answer_question(asked, &question, &answer, err));
    const bool asked_target = !hc_is_missing(asked->target.level) || bounds_more(asked);
    const bool bounded = asked_target && hc_is_missing(asked->extra.risk);
    if (bounded && asked->extra.sought == HC_STAFF_SOUGHT_AGENTS &&
        !all_met(&question, &answer)) {
        hc_say_warning(screen, "%lld agents do not meet the target", (long long)answer.agents);
        *exit_code = HC_EXIT_SHORT;
    }
    show_who_hung_up(asked, &answer, screen);
    if (hc_is_for_people(screen->format)) {
        return print_lines(asked, &question, &answer, screen, err);
    }
    return print_row(&question, &answer, screen->format, screen->out, err);
}

const hc_verb hc_verb_staff = {
    .name = "staff",
    .arguments = "",
    .summary = "agents for one interval, or for a grid of them",
    .examples = "headcount staff --calls 100 --interval 30 --aht 180 --target 80/20\n"
                "headcount staff --calls 100 --aht 180 --patience 120 --shrinkage 25%\n"
                "# several targets at once; the service level of the calls that were answered\n"
                "headcount staff --calls 100 --aht 180 --patience 120 --target 80/20 --of "
                "answered --abandon 3% --asa 10\n"
                "# what do 12 agents give?\n"
                "headcount staff --calls 100 --aht 180 --agents 12\n"
                "# and how many calls do 14 hold?\n"
                "headcount staff --calls 100 --aht 180 --agents 14 --solve volume\n"
                "# the forecast may be 10 % off: meet the target with 90 % probability\n"
                "headcount staff --calls 100 --aht 180 --cv 10% --risk 90%\n"
                "# three chats at once, each longer then\n"
                "headcount staff --calls 100 --chat 300,400,540\n"
                "# patience as a phone log shows it\n"
                "headcount staff --calls 100 --aht 180 --waits waits.csv\n"
                "headcount staff --input grid.csv --format csv > answers.csv",
    .about =
        "Gives the fewest agents that meet every target named, and all service metrics at "
        "that\n"
        "number. Shares are of all offered calls unless the name says otherwise; T is the\n"
        "target's seconds.\n"
        "\n"
        "A grid has a header row with some of the columns id, kind (solve or eval), model (B, "
        "C,\n"
        "A, AK), calls and interval_s or load, aht_s, patience_s, lines, T_s, target_type "
        "(the\n"
        "metric that is bounded, such as sl_offered), target, and n for eval rows. The answer\n"
        "has a row for each: id, n and the metrics; n is -1 where no number of agents meets "
        "the\n"
        "target, and empty where the row is refused, which is told with file and line.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .settings_size = sizeof(staff_settings),
    .settings_default = &settings_default,
    .run = run,
};
