/* headcount kpi: what the centre delivered. */
#include <string.h>

#include "cli/kpi/measures.h"
#include "cli/program.h"

typedef struct kpi_settings {
    hc_history_settings history;
    const char *by;
    hc_target_option target;
    double csat_scale;
    double ces_scale;
} kpi_settings;

#define AT(field) offsetof(kpi_settings, field)

static const hc_option options[] = {
    {"by", 0, true, HC_OPTION_TEXT, AT(by), "PART,...", 0, 0,
     "a row for each queue, channel, site, reason, weekday, and day, week or month"},
    {"target", 0, true, HC_OPTION_TARGET, AT(target), "80/20", 0, 0,
     "service level to judge by (default: the centre file's, else 80/20)"},
    {"csat-scale", 0, false, HC_OPTION_NUMBER, AT(csat_scale), "N", 1, 100,
     "highest satisfaction score that could be given (default: 5, 7 or 10, by the scores)"},
    {"ces-scale", 0, false, HC_OPTION_NUMBER, AT(ces_scale), "N", 1, 100,
     "the same of the effort score"},
    HC_HISTORY_OPTIONS(AT(history)),
};

static const kpi_settings settings_default = {.history = HC_HISTORY_SETTINGS_DEFAULT,
                                              .target = {(double)NAN, (double)NAN},
                                              .csat_scale = (double)NAN,
                                              .ces_scale = (double)NAN};

static bool read_part(const char *word, size_t length, unsigned *by)
{
    static const struct {
        const char *word;
        unsigned bit;
    } parts[] = {{"queue", HC_BY_QUEUE},   {"channel", HC_BY_CHANNEL}, {"site", HC_BY_SITE},
                 {"reason", HC_BY_REASON}, {"weekday", HC_BY_WEEKDAY}, {"day", HC_BY_DAY},
                 {"week", HC_BY_WEEK},     {"month", HC_BY_MONTH}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        if (strlen(parts[k].word) == length && memcmp(parts[k].word, word, length) == 0) {
            *by |= parts[k].bit;
            return true;
        }
    }
    return false;
}

static hc_status read_by(const char *text, unsigned *by, hc_error *err)
{
    while (text != NULL && *text != '\0') {
        const size_t length = strcspn(text, ",");
        if (!read_part(text, length, by)) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                           "queue, channel, site, reason, weekday, day, week or month, apart "
                           "by commas",
                           "--by cannot read '%.*s'", (int)length, text);
        }
        text += length + (text[length] == ',' ? 1 : 0);
    }
    return HC_OK;
}

/* A part that no file has would only make one group of everything. */
static hc_status check_columns(const hc_history *history, unsigned by, hc_error *err)
{
    static const struct {
        unsigned bit;
        hc_role role;
    } parts[] = {{HC_BY_CHANNEL, HC_ROLE_CHANNEL},
                 {HC_BY_SITE, HC_ROLE_SITE},
                 {HC_BY_REASON, HC_ROLE_REASON}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        bool there = (by & parts[k].bit) == 0;
        for (size_t file = 0; !there && file < history->load.file_count; file++) {
            there = history->load.files[file].column[parts[k].role][0] != '\0';
        }
        if (there) { continue; }
        const char *name = hc_role_name(parts[k].role);
        char hint[96];
        (void)snprintf(hint, sizeof hint, "if there is one, name it with --columns %s=NAME",
                       name);
        return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE, hint, "the history has no column for %s",
                       hc_role_text(parts[k].role));
    }
    return HC_OK;
}

static hc_status print_summary(const hc_history *history, const hc_kpi_cut *cut,
                               const hc_aims *aims, const hc_screen *screen, hc_error *err)
{
    hc_open_lines(screen->out, screen->format);
    const hc_status st = hc_measures_print_summary(history, cut, aims, screen->out, err);
    hc_close_lines(screen->out, screen->format);
    return st;
}

static hc_status print(const hc_history *history, const hc_kpi_cut *cut, const hc_aims *aims,
                       const hc_screen *screen, hc_error *err)
{
    hc_kpi_groups groups = {0};
    const bool people = hc_is_for_people(screen->format);
    if (people && cut->by == 0) { return print_summary(history, cut, aims, screen, err); }
    HC_TRY(hc_kpi_group_rows(&history->ledger, cut, &groups, err));
    const hc_status st = (people ? hc_measures_print_wide
                                 : hc_measures_print_long)(&groups, cut, aims, screen, err);
    hc_kpi_groups_clear(&groups);
    return st;
}

static void say_doubts(const hc_history *history, const hc_screen *screen)
{
    const hc_ledger *ledger = &history->ledger;
    bool counted = false;
    for (size_t file = 0; file < history->load.file_count; file++) {
        counted = counted ||
                  history->load.files[file].column[HC_ROLE_CSAT_ANSWERS][0] != '\0' ||
                  history->load.files[file].column[HC_ROLE_CES_ANSWERS][0] != '\0';
    }
    if (ledger->unread > 0) {
        hc_say_note(screen, "%zu cells hold no number where a measure should be: left out",
                    ledger->unread);
    }
    if (!counted && (ledger->csat_most > 0.0 || ledger->ces_most > 0.0)) {
        hc_say_note(screen, "no column says how many answered a survey: scores are weighed by "
                            "the contacts answered");
    }
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const kpi_settings *asked = call->settings;
    hc_history_settings reading = asked->history;
    hc_kpi_cut cut = {.from_day = HC_DAY_NONE, .until_day = HC_DAY_NONE};
    hc_history history = {0};
    (void)exit_code;
    reading.ledger = true;
    HC_TRY(read_by(asked->by, &cut.by, err));
    hc_status st =
        hc_history_open(&reading, call->files, call->file_count, call->screen, &history, err);
    if (st == HC_OK) { st = check_columns(&history, cut.by, err); }
    if (st == HC_OK) {
        hc_aims aims = hc_aims_of(&history.centre, &asked->target);
        aims.csat_scale = asked->csat_scale;
        aims.ces_scale = asked->ces_scale;
        cut.week_start = history.centre.week_starts_on;
        say_doubts(&history, call->screen);
        st = print(&history, &cut, &aims, call->screen, err);
    }
    hc_history_clear(&history);
    return st;
}

const hc_verb hc_verb_kpi = {
    .name = "kpi",
    .arguments = "HISTORY...",
    .summary = "what the centre delivered, with small samples marked",
    .examples = "headcount kpi calls.csv --centre centre.json\n"
                "headcount kpi calls.csv --by queue,month\n"
                "# every figure with its interval, aim and band, for a spreadsheet\n"
                "headcount kpi calls.csv --by site,week --format csv > kpi.csv",
    .about =
        "Service level, waits, hang-ups, occupancy, handle time and its parts, first-contact\n"
        "resolution, repeats, transfers, cost, satisfaction, churn and mixes, as far as the\n"
        "history has columns for them (docs/formats.md). Figures of several intervals are\n"
        "ratios of sums, never means of ratios. A sample is marked as small when its 95 %\n"
        "interval is wider than +-5 points of a share or +-10 % of a mean. A figure is\n"
        "unusual when it is outside the band that the history's own scatter from period to\n"
        "period draws around it. Tables mark figures with ! (misses its aim), ^ v (unusual)\n"
        "and ~ (small sample); shares are percent there, and fractions in csv and json.",
    .files_least = 1,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
