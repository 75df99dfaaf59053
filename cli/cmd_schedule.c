/* headcount schedule: shifts and a roster for a requirement file. */
#include <math.h>
#include <string.h>

#include "cli/base/interrupt.h"
#include "cli/base/output_folder.h"
#include "cli/centre/centre_file.h"
#include "cli/plan/earlier_run.h"
#include "cli/plan/schedule_result.h"
#include "cli/program.h"
#include "cli/publish/write_csv.h"
#include "cli/publish/write_people.h"
#include "cli/roster/roster_change.h"
#include "cli/roster/roster_check.h"
#include "cli/roster/roster_offers.h"
#include "cli/roster/roster_swap.h"
#include "cli/roster/team.h"
#include "erlang/shrinkage.h"
#include "forecast/base/number.h"
#include "scheduler/replan/kept.h"

typedef struct schedule_settings {
    const char *centre;
    const char *agents;
    const char *out;
    bool dry_run;
    const char *check;
    const char *keep;
    double change_cost;
    hc_time_option from;
    const char *swap;
    bool offers;
    bool frontier;
    bool one_more;
    const char *zone;
    const char *queue;
    double shrinkage;
    double late_call_cost;
    double effort;
    double time_limit_s;
} schedule_settings;

#define AT(field) offsetof(schedule_settings, field)

static const hc_option options[] = {
    {"centre", 0, true, HC_OPTION_PATH, AT(centre), "FILE", 0, 0,
     "centre.json: contracts, classes, prices"},
    {"agents", 0, true, HC_OPTION_PATH, AT(agents), "FILE", 0, 0,
     "your people: id,name,contract or class, hours, leave, wishes"},
    {"out", 'o', true, HC_OPTION_OUTPUT, AT(out), "DIR", 0, 0,
     "folder for shifts.csv, roster.csv, cover.csv, schedule.json and people.csv"},
    HC_DRY_RUN_OPTION(AT(dry_run)),
    {"check", 0, true, HC_OPTION_PATH, AT(check), "ROSTER.csv", 0, 0,
     "judge this roster instead of making one; exit code 1 when it breaks a rule"},
    {"keep", 0, true, HC_OPTION_PATH, AT(keep), "ROSTER.csv", 0, 0,
     "plan this roster again, with few changes"},
    {"change-cost", 0, false, HC_OPTION_NUMBER, AT(change_cost), "COST", 0, 1e9,
     "with --keep: what an agent's changed day must save at least (default 4)"},
    {"from", 0, false, HC_OPTION_TIME, AT(from), "TIME", 0, 0,
     "with --keep: only breaks from then on that day move; offers begin then"},
    {"swap", 0, false, HC_OPTION_TEXT, AT(swap), "A,B,DATE", 0, 0,
     "with --keep: two people exchange a day; is it lawful, what does it do to cover?"},
    {"offers", 0, false, HC_OPTION_FLAG, AT(offers), "", 0, 0,
     "with --keep: whom to ask to stay longer or to leave early, best first"},
    {"frontier", 0, false, HC_OPTION_FLAG, AT(frontier), "", 0, 0,
     "without agents: what it costs to have fewer of each contract; mix.csv"},
    {"one-more", 0, false, HC_OPTION_FLAG, AT(one_more), "", 0, 0,
     "without agents: what one person more or fewer changes; one_more.csv"},
    {"time-limit", 0, true, HC_OPTION_DURATION, AT(time_limit_s), "SECONDS", 0, 86400,
     "stop after this time with the best found (default 0: none)"},
    {"effort", 0, false, HC_OPTION_NUMBER, AT(effort), "FACTOR", 0, 1000,
     "how long to improve, below 1 also to prove (default 1)"},
    {"shrinkage", 0, false, HC_OPTION_FRACTION, AT(shrinkage), "SHARE", 0, 0.95,
     "raise the requirement for time lost (default 0: it is people to roster)"},
    {"late-call", 0, false, HC_OPTION_NUMBER, AT(late_call_cost), "COST", 0, 1e9,
     "by the file's late_contacts: the price of each (0: the usual scale)"},
    {"queue", 0, false, HC_OPTION_TEXT, AT(queue), "NAME", 0, 0,
     "the one to schedule, of a file with several"},
    {"zone", 0, false, HC_OPTION_TEXT, AT(zone), "ZONE", 0, 0,
     "time zone of the file (default: that of the centre file, else none)"},
};

static const schedule_settings settings_default = {.shrinkage = 0.0,
                                                   .late_call_cost = (double)NAN,
                                                   .effort = 1.0,
                                                   .time_limit_s = 0.0,
                                                   .change_cost = HC_CHANGE_COST_DEFAULT};

/* Curves of late contacts come from the file and hold the plan's shrinkage. */
static hc_status check_late(const schedule_settings *asked, const char *file, bool skilled,
                            const hc_wanted *wanted, hc_error *err)
{
    if (hc_is_missing(asked->late_call_cost)) { return HC_OK; }
    if (asked->offers || asked->shrinkage > 0.0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave out the one or the other",
                       "--late-call goes neither with --offers nor with --shrinkage");
    }
    HC_TRY(hc_team_check_late(skilled, asked->late_call_cost, err));
    if (wanted->late != NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_FORMAT, (hc_place){file, 1, 0},
                   "headcount plan --late-call 0 --out writes it into requirement.csv",
                   "--late-call needs the column late_contacts");
}

static hc_status read_inputs(const schedule_settings *asked, const char *file,
                             hc_schedule_work *work, hc_error *err)
{
    hc_zone zone = HC_ZONE_FLOATING;
    work->centre = hc_centre_default();
    if (asked->centre != NULL) { HC_TRY(hc_centre_load(asked->centre, &work->centre, err)); }
    const char *name = asked->zone != NULL ? asked->zone : work->centre.zone;
    if (name[0] != '\0') { HC_TRY(hc_zone_load(name, &zone, err)); }
    const bool skilled = hc_team_has_skills(&work->centre, asked->agents);
    HC_TRY(hc_wanted_load(file, &zone, asked->queue, skilled, &work->wanted, err));
    HC_TRY(check_late(asked, file, skilled, &work->wanted, err));
    const size_t count = work->wanted.queue_count * hc_axis_slots(&work->wanted.axis);
    for (size_t at = 0; at < count; at++) {
        int64_t people = 0;
        HC_TRY(hc_headcount_of_agents(work->wanted.people[at], asked->shrinkage, &people, err));
        work->wanted.people[at] = (int32_t)people;
    }
    return HC_OK;
}

static hc_status make_rules(const schedule_settings *asked, const hc_screen *screen,
                            hc_schedule_work *work, hc_error *err)
{
    const hc_team_source source = {.centre = &work->centre,
                                   .agents_file = asked->agents,
                                   .axis = &work->wanted.axis,
                                   .shrinkage = asked->shrinkage,
                                   .required = work->wanted.people,
                                   .queue_count = work->wanted.queue_count,
                                   .queues = work->wanted.queues,
                                   .centre_file = asked->centre,
                                   .screen = screen};
    HC_TRY(hc_team_make(&source, &work->rules, err));
    if (hc_is_missing(asked->late_call_cost)) { return HC_OK; }
    hc_wanted *wanted = &work->wanted;
    hc_late_curves_price(wanted->late, hc_axis_slots(&wanted->axis), wanted->late_width,
                         wanted->people, asked->late_call_cost,
                         work->rules.cover_cost.short_cost[0], &work->late);
    wanted->late = NULL; /* taken over */
    work->rules.curves = work->late.curves;
    return HC_OK;
}

/* ---- a roster that is kept ----------------------------------------------------------------
 */

/* Rows that cannot be kept are said, not refused. */
static void say_left_out(const hc_kept_count *count, const hc_screen *screen)
{
    if (count->unknown_agents > 0) {
        hc_say_warning(screen,
                       "%zu rows of the kept roster are of people whom the agents file "
                       "does not name: left out",
                       count->unknown_agents);
    }
    if (count->outside > 0) {
        hc_say_note(screen,
                    "%zu rows of the kept roster lie outside the requirement's days: left out",
                    count->outside);
    }
}

/* The people of the file become the agents when no agents file names them. */
static hc_status read_kept_rows(const schedule_settings *asked, const hc_screen *screen,
                                hc_schedule_work *work, hc_error *err)
{
    hc_roster_file *file = &work->kept_file;
    HC_TRY(make_rules(asked, screen, work, err));
    HC_TRY(hc_roster_file_read(asked->keep, file, err));
    return hc_kept_people(file->rows, file->count, &work->rules, err);
}

static hc_status make_kept(const hc_schedule_work *work, const hc_screen *screen,
                           hc_roster *roster, hc_error *err)
{
    hc_kept_count count = {0};
    HC_TRY(hc_kept_roster(&work->wanted.axis, &work->rules, work->kept_file.rows,
                          work->kept_file.count, roster, &count, err));
    say_left_out(&count, screen);
    return HC_OK;
}

/* The day of the requirement that --from names, and the minute of it; the start without. */
static hc_status find_from(const schedule_settings *asked, const hc_axis *axis, size_t *day,
                           int32_t *minute, hc_error *err)
{
    *day = 0;
    *minute = 0;
    if (asked->from.text == NULL) { return HC_OK; }
    const int64_t at = asked->from.local.day - axis->first_day;
    if (at < 0 || at >= (int64_t)axis->days) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "name a time of the days to be planned",
                       "--from %s lies outside the requirement", asked->from.text);
    }
    *day = (size_t)at;
    *minute = asked->from.local.second_of_day / 60;
    return HC_OK;
}

/* Mixes are of people without names; a frontier also of numbers that nobody gave. */
static hc_status check_mixes(const schedule_settings *asked, const hc_rules *rules,
                             hc_error *err)
{
    if ((asked->frontier || asked->one_more) && rules->agent_count > 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave out the agents file",
                       "--frontier and --one-more ask how many people there should be, but "
                       "%zu are named",
                       rules->agent_count);
    }
    if (asked->frontier && !rules->choose_heads) {
        return hc_fail(
            err, HC_ERR_USAGE, HC_NOWHERE, "leave the classes out of the centre file",
            "--frontier asks how many people there should be, but the classes say so");
    }
    return HC_OK;
}

static hc_status solve(const schedule_settings *asked, const hc_screen *screen,
                       hc_schedule_work *work, hc_error *err)
{
    const hc_wanted *wanted = &work->wanted;
    hc_replan_options replan = hc_replan_options_default();
    HC_TRY(find_from(asked, &wanted->axis, &replan.day, &replan.from_min, err));
    replan.change_cost = asked->change_cost;
    replan.breaks_only = asked->from.text != NULL;
    if (asked->keep != NULL) {
        HC_TRY(read_kept_rows(asked, screen, work, err));
        HC_TRY(make_kept(work, screen, &work->kept, err));
    } else {
        HC_TRY(make_rules(asked, screen, work, err));
        HC_TRY(check_mixes(asked, &work->rules, err));
    }
    work->step = (hc_schedule_step){.axis = &wanted->axis,
                                    .wanted = wanted->people,
                                    .rules = &work->rules,
                                    .interval_min = work->centre.schedule_interval_min,
                                    .effort = asked->effort,
                                    .time_limit_s = asked->time_limit_s,
                                    .screen = screen,
                                    .kept = asked->keep != NULL ? &work->kept : NULL,
                                    .replan = replan,
                                    .wants_frontier = asked->frontier,
                                    .wants_one_more = asked->one_more};
    HC_TRY(hc_schedule_step_run(&work->step, &work->roster, err));
    if (asked->keep == NULL) { return HC_OK; }
    return hc_roster_changes(&work->rules, &work->kept, &work->roster, &work->changes, err);
}

/* ---- what is asked of it --------------------------------------------------------------
 */

#define ALWAYS_WRITTEN 4 /* of its files; the others are looked at when they are there */

/* Also with the files that the centre names, once it has been read. */
static hc_status check_out(const schedule_settings *asked, const hc_call *call,
                           const hc_centre *centre, hc_error *err)
{
    static const char *const names[] = {"shifts.csv",     "roster.csv",    HC_FILE_COVER,
                                        HC_FILE_SCHEDULE, "changes.csv",   HC_FILE_PEOPLE,
                                        HC_FILE_MIX,      HC_FILE_ONE_MORE};
    const size_t count = sizeof names / sizeof *names;
    if (asked->out == NULL) { return HC_OK; }
    HC_TRY(hc_output_folder_check(asked->out, err));
    HC_TRY(hc_output_spares_inputs(asked->out, names, count, call, err));
    HC_TRY(hc_earlier_run_spares_others(asked->out, names, ALWAYS_WRITTEN, err));
    return hc_output_spares_input(asked->out, names, count, centre->agents_file, err);
}

static hc_status make_grid(const hc_schedule_work *work, hc_schedule_grid *grid, hc_error *err)
{
    return hc_schedule_grid_make(&work->wanted.axis, work->wanted.people, &work->rules,
                                 work->centre.schedule_interval_min, grid, err);
}

static hc_status check(const schedule_settings *asked, const hc_call *call,
                       hc_schedule_work *work, int *exit_code, hc_error *err)
{
    hc_schedule_grid grid;
    HC_TRY(make_rules(asked, call->screen, work, err));
    HC_TRY(make_grid(work, &grid, err));
    const hc_status st = hc_roster_check(asked->check, &grid, call->screen, exit_code, err);
    hc_schedule_grid_clear(&grid);
    return st;
}

static hc_status make(const schedule_settings *asked, const hc_call *call,
                      hc_schedule_work *work, int *exit_code, hc_error *err)
{
    HC_TRY(solve(asked, call->screen, work, err));
    HC_TRY(hc_schedule_serve(work, err));
    if (asked->out != NULL) {
        HC_TRY(hc_schedule_publish(work, asked->out, asked->dry_run, call->screen, err));
    }
    HC_TRY(hc_schedule_print(work, call->screen, err));
    if (work->step.broken_classes > 0) { *exit_code = HC_EXIT_SHORT; }
    if (work->step.interrupted) { *exit_code = HC_EXIT_INTERRUPTED; }
    return HC_OK;
}

/* The roster with the days exchanged, for the files; its cost is the checker's. */
static hc_status take_swapped(const hc_roster_verdict *after, const hc_screen *screen,
                              hc_schedule_work *work, hc_error *err)
{
    HC_TRY(make_kept(work, screen, &work->roster, err));
    work->roster.cost = after->cost;
    work->roster.cover_cost = after->cover_cost;
    work->roster.lp_bound = HC_MISSING;
    work->roster.gap = after->cost > 0.0 ? 1.0 : 0.0;
    return hc_roster_changes(&work->rules, &work->kept, &work->roster, &work->changes, err);
}

static hc_status swap(const schedule_settings *asked, const hc_call *call,
                      hc_schedule_work *work, int *exit_code, hc_error *err)
{
    hc_roster_verdict after = HC_ROSTER_VERDICT_INIT;
    hc_schedule_grid grid;
    bool lawful = false;
    HC_TRY(read_kept_rows(asked, call->screen, work, err));
    HC_TRY(make_kept(work, call->screen, &work->kept, err));
    HC_TRY(make_grid(work, &grid, err));
    const hc_swap_case against = {.grid = &grid, .screen = call->screen};
    hc_status st =
        hc_roster_swap(&against, asked->swap, &work->kept_file, &after, &lawful, err);
    if (st == HC_OK && !lawful) {
        *exit_code = HC_EXIT_SHORT;
        hc_say_warning(call->screen, "the swap breaks rules: %zu times; nothing was written",
                       after.listed_count);
    } else if (st == HC_OK) {
        st = take_swapped(&after, call->screen, work, err);
        if (st == HC_OK) { st = hc_schedule_serve(work, err); }
        if (st == HC_OK && asked->out != NULL) {
            st = hc_schedule_publish(work, asked->out, asked->dry_run, call->screen, err);
        }
    }
    hc_roster_verdict_clear(&after);
    hc_schedule_grid_clear(&grid);
    return st;
}

static hc_status offer(const schedule_settings *asked, const hc_call *call,
                       hc_schedule_work *work, int *exit_code, hc_error *err)
{
    hc_table table = {0};
    hc_schedule_grid grid;
    (void)exit_code;
    HC_TRY(read_kept_rows(asked, call->screen, work, err));
    HC_TRY(make_kept(work, call->screen, &work->kept, err));
    hc_offers_case offers = {.grid = &grid, .roster = &work->kept};
    HC_TRY(find_from(asked, &work->wanted.axis, &offers.day, &offers.from_min, err));
    HC_TRY(make_grid(work, &grid, err));
    const hc_status st = hc_roster_offers(&offers, &table, err);
    if (st == HC_OK && table.cell_count == 0 && hc_is_for_people(call->screen->format)) {
        (void)fputs("No time more or less of anybody would save anything.\n",
                    call->screen->out);
    } else if (st == HC_OK) {
        hc_table_print(&table, call->screen->format, call->screen->out);
    }
    hc_table_clear(&table);
    hc_schedule_grid_clear(&grid);
    return st;
}

/* Options that only a kept roster gives a meaning, and those that it takes it from. */
static hc_status check_kept_options(const schedule_settings *asked, hc_error *err)
{
    if ((asked->frontier || asked->one_more) && (asked->keep != NULL || asked->check != NULL)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave out the one or the other",
                       "--frontier and --one-more make a new schedule: they go with neither "
                       "--keep nor --check");
    }
    const bool given = asked->swap != NULL || asked->offers || asked->from.text != NULL;
    if (given && asked->keep == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "name the roster: --keep roster.csv",
                       "--swap, --offers and --from need a roster to keep");
    }
    return HC_OK;
}

typedef hc_status (*schedule_work_fn)(const schedule_settings *asked, const hc_call *call,
                                      hc_schedule_work *work, int *exit_code, hc_error *err);

static schedule_work_fn work_of(const schedule_settings *asked)
{
    if (asked->check != NULL) { return check; }
    if (asked->swap != NULL) { return swap; }
    return asked->offers ? offer : make;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const schedule_settings *asked = call->settings;
    hc_schedule_work work = {0};
    HC_TRY(check_kept_options(asked, err));
    HC_TRY(check_out(asked, call, &work.centre, err));
    hc_status st = read_inputs(asked, call->files[0], &work, err);
    if (st == HC_OK) { st = check_out(asked, call, &work.centre, err); }
    if (st == HC_OK) { st = work_of(asked)(asked, call, &work, exit_code, err); }
    hc_schedule_work_clear(&work);
    return st;
}

const hc_verb hc_verb_schedule = {
    .name = "schedule",
    .arguments = "REQUIREMENT.csv",
    .summary = "shifts and a roster for a requirement, with a proved gap",
    .examples =
        "headcount schedule requirement.csv --centre centre.json --out roster\n"
        "headcount schedule requirement.csv --agents agents.csv --time-limit 30 --out roster\n"
        "# the pool of a finished plan, with other contracts\n"
        "headcount schedule plan/requirement.csv --queue 'all queues' --centre other.json\n"
        "# the same by service: of a plan made with --late-call\n"
        "headcount schedule plan/requirement.csv --queue 'all queues' --late-call 0.5\n"
        "# does a roster that was changed by hand keep every rule?\n"
        "headcount schedule requirement.csv --centre centre.json --check roster/roster.csv\n"
        "# somebody fell ill: few changes, each of which must save 4 or more\n"
        "headcount schedule requirement.csv --agents agents.csv --keep roster/roster.csv --out "
        "new\n"
        "# the rest of today: only breaks move, for what is wanted now\n"
        "headcount schedule now.csv --keep roster/roster.csv --from 2026-11-23T12:00 --out "
        "new\n"
        "headcount schedule now.csv --keep roster/roster.csv --from 2026-11-23T12:00 --offers\n"
        "headcount schedule requirement.csv --keep roster/roster.csv --swap E1,E2,2026-11-23\n"
        "# how many people on which contracts, and what would other mixes cost?\n"
        "headcount schedule requirement.csv --centre centre.json --frontier --one-more",
    .about =
        "The file has a row an interval: timestamp and required_agents, the people to roster\n"
        "(with shrinkage already in it, unless --shrinkage says otherwise). Intervals without "
        "a\n"
        "row need nobody. Shifts and breaks are placed together for the whole horizon. The "
        "lower\n"
        "bound is proved: no schedule under these rules costs less. Being short of people is "
        "no\n"
        "error: cover.csv says where. Ctrl-C stops with the best schedule found so far.\n"
        "A file of several queues is taken whole when people have skills, which name the "
        "queues\n"
        "that they serve: each has to be met, and cover.csv says by queue where people are "
        "short.\n"
        "With --late-call as few contacts as possible are late, by the curves in the column\n"
        "late_contacts that a plan made with --late-call writes. Such a curve counts the "
        "people\n"
        "of one line, so it does not go with skills.\n"
        "\n"
        "--keep starts from a published roster. People whose week the rules still allow keep "
        "it,\n"
        "unless a change saves more than --change-cost an agent and day; the lower bound then\n"
        "holds for cost and changes together. With --out the new roster, people.csv and\n"
        "changes.csv are written. --swap takes several exchanges, apart by semicolons, and\n"
        "writes the roster when they are lawful.\n"
        "\n"
        "Without an agents file and without classes the program chooses how many people each\n"
        "contract needs. --frontier then also solves for at most 3/4, 1/2, 1/4 and none of "
        "the\n"
        "people of each contract; a mix is dominated when another costs no more, is no shorter "
        "and\n"
        "needs no more people. --one-more solves for one person more and one fewer. Both "
        "search\n"
        "once for each row, and their costs hold everybody's hiring.",
    .files_least = 1,
    .files_most = 1,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
