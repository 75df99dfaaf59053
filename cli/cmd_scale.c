/* headcount scale: grow, hold or shrink, and the months ahead. */
#include "cli/centre/centre_file.h"
#include "cli/program.h"
#include "cli/scale/scale_print.h"
#include "cli/scale/scale_table.h"
#include "cli/scale/vendor_print.h"

#define AT(field) offsetof(hc_scale_settings, field)

static const hc_option options[] = {
    {"months", 0, true, HC_OPTION_WHOLE, AT(plan.periods), "N", 1, HC_LONG_PERIODS_MAX,
     "months to plan, or weeks with --by week (default 6 months, 26 weeks, or until a class "
     "decided now is of use)"},
    {"by", 0, true, HC_OPTION_CHOICE, AT(plan.by), "month|week", 0, 0, "a row for each"},
    {"headcount", 0, true, HC_OPTION_NUMBER, AT(plan.headcount), "FTE", 0.01, 1e6,
     "full-timers there today (default: the centre file's, else those of its agents, else by "
     "the history)"},
    {"agents", 0, true, HC_OPTION_PATH, AT(agents), "FILE", 0, 0,
     "the people who are there: id,name,contract or class (default: the centre file's)"},
    {"shrinkage", 0, true, HC_OPTION_FRACTION, AT(plan.shrinkage), "SHARE", 0, 0.95,
     "paid time off the phones (default: the centre file's, else 30%)"},
    {"wage", 0, false, HC_OPTION_NUMBER, AT(plan.wage), "MONEY", 0, 1e9,
     "of a paid hour (default: the centre file's; without one there is no cost)"},
    {"aht", 0, false, HC_OPTION_DURATION, AT(aht_s), "SECONDS", 1, 86400,
     "handle time of queues whose history has none"},
    {"aht-aim", 0, false, HC_OPTION_DURATION, AT(aht_aim_s), "SECONDS", 1, 86400,
     "handle time that is aimed at (default: the history's own past)"},
    {"hires", 0, false, HC_OPTION_PATH, AT(plan.hires), "FILE.csv", 0, 0,
     "people already hired: date,people"},
    {"demand", 0, true, HC_OPTION_PATH, AT(demand), "FILE.csv", 0, 0,
     "plan these months in place of a history: month,volume,aht_s"},
    HC_STAFFING_OPTIONS(AT(staffing)),
    HC_HISTORY_OPTIONS(AT(history)),
};

static const hc_scale_settings settings_default = {
    .history = HC_HISTORY_SETTINGS_DEFAULT,
    .staffing = HC_STAFFING_OPTIONS_DEFAULT,
    .plan = {.headcount = (double)NAN, .shrinkage = (double)NAN, .wage = (double)NAN},
    .aht_s = (double)NAN,
    .aht_aim_s = (double)NAN};

/* ---- vendors ------------------------------------------------------------------------------
 */

typedef struct vendor_list {
    size_t count;
    hc_vendor_case *cases;
} vendor_list;

static hc_status weigh_vendors(const hc_centre *centre, const hc_long_plan *plan,
                               const hc_scale_case *made, const hc_screen *screen,
                               vendor_list *list, hc_error *err)
{
    if (centre->vendor_count > 0 && hc_is_missing(plan->options.wage_an_hour)) {
        hc_say_warning(screen, "vendors are not weighed: there is no wage (wage_an_hour under "
                               "costs in the centre file, or --wage)");
        return HC_OK;
    }
    HC_TRY(hc_alloc(&list->cases, centre->vendor_count, sizeof *list->cases, err));
    for (size_t k = 0; k < centre->vendor_count; k++) {
        HC_TRY(
            hc_vendor_case_make(&centre->vendors[k], plan, centre, made, &list->cases[k], err));
        list->count++;
    }
    return HC_OK;
}

static void print_vendors(const vendor_list *list, FILE *out)
{
    for (size_t k = 0; k < list->count; k++) {
        hc_vendor_case_print(&list->cases[k], out);
    }
}

/* ---- a file of months ---------------------------------------------------------------------
 */

static hc_status count_people(const hc_scale_settings *asked, const hc_centre *centre,
                              hc_long_plan *plan, hc_error *err)
{
    hc_people_there *there = &plan->people;
    *there = (hc_people_there){HC_PEOPLE_SAID, 0, hc_long_plan_people(plan)};
    if (!(there->full_timers > 0.0)) {
        there->source = HC_PEOPLE_UNKNOWN;
        HC_TRY(hc_people_of_week(centre, asked->agents, plan->periods[0].first_day,
                                 plan->options.week_hours, there, err));
    }
    hc_long_plan_put_people(plan);
    return HC_OK;
}

static hc_status plan_demand(const hc_scale_settings *asked, const hc_centre *centre,
                             hc_long_plan *plan, hc_error *err)
{
    const char *hires = asked->plan.hires;
    if (hires == NULL && centre->capacity.hires_file[0] != '\0') {
        hires = centre->capacity.hires_file;
    }
    HC_TRY(hc_long_plan_read(asked->demand, &asked->plan, plan, err));
    HC_TRY(hc_long_plan_terms(&asked->plan, centre, &asked->staffing.promise, plan, err));
    plan->service_level = HC_MISSING; /* workload over occupancy knows none */
    if (hires != NULL) { HC_TRY(hc_long_plan_hires(hires, plan, err)); }
    HC_TRY(count_people(asked, centre, plan, err));
    return hc_long_plan_run(plan, err);
}

static hc_status print_demand(const hc_long_plan *plan, const vendor_list *vendors,
                              const hc_screen *screen, hc_error *err)
{
    if (screen->format == HC_FORMAT_JSON) {
        return hc_scale_print_json(NULL, NULL, plan, vendors->cases, vendors->count,
                                   screen->out, err);
    }
    const bool people = hc_is_for_people(screen->format);
    if (people) {
        hc_scale_print_people(plan, screen->out);
        (void)fputs("\n", screen->out);
    }
    HC_TRY(hc_scale_print_plan(plan, screen->format, screen->out, err));
    if (people) {
        (void)fputs("\n", screen->out);
        hc_open_lines(screen->out, screen->format);
        print_vendors(vendors, screen->out);
        hc_scale_print_assumed(plan, screen->out);
        hc_close_lines(screen->out, screen->format);
    }
    return HC_OK;
}

static hc_status run_demand(const hc_scale_settings *asked, const hc_screen *screen,
                            hc_error *err)
{
    hc_centre centre = hc_centre_default();
    hc_long_plan plan = {0};
    vendor_list vendors = {0};
    hc_status st = HC_OK;
    if (asked->history.centre != NULL) {
        st = hc_centre_load(asked->history.centre, &centre, err);
    }
    if (st == HC_OK) { st = plan_demand(asked, &centre, &plan, err); }
    if (st == HC_OK) { st = weigh_vendors(&centre, &plan, NULL, screen, &vendors, err); }
    if (st == HC_OK) { st = print_demand(&plan, &vendors, screen, err); }
    hc_free(vendors.cases);
    hc_long_plan_clear(&plan);
    hc_centre_clear(&centre);
    return st;
}

/* ---- a history ----------------------------------------------------------------------------
 */

static hc_status print_words(const hc_scale_case *made, const hc_scale_costs *costs,
                             const vendor_list *vendors, const hc_screen *screen, hc_error *err)
{
    FILE *out = screen->out;
    hc_open_lines(out, screen->format);
    HC_TRY(hc_scale_print_verdict(made, vendors->cases, vendors->count, out, err));
    hc_scale_print_costs(costs, out);
    print_vendors(vendors, out);
    hc_scale_print_assumed(&made->plan, out);
    hc_close_lines(out, screen->format);
    (void)fputs("\n", out);
    return hc_scale_print_plan(&made->plan, screen->format, out, err);
}

static hc_status print_case(const hc_scale_case *made, const vendor_list *vendors,
                            const hc_screen *screen, hc_error *err)
{
    hc_scale_costs costs = {0};
    const bool people = hc_is_for_people(screen->format);
    if (!people && screen->format != HC_FORMAT_JSON) {
        return hc_scale_print_plan(&made->plan, screen->format, screen->out, err);
    }
    HC_TRY(hc_scale_costs_make(made, &costs, err));
    const hc_status st = people ? print_words(made, &costs, vendors, screen, err)
                                : hc_scale_print_json(made, &costs, &made->plan, vendors->cases,
                                                      vendors->count, screen->out, err);
    hc_scale_costs_clear(&costs);
    return st;
}

/* Months hold no possible weeks, so a risk is kept in every interval. */
static hc_status settle_risk(hc_staffing_options *staffing, hc_error *err)
{
    if (hc_is_missing(staffing->risk)) { return HC_OK; }
    if (staffing->target_per == HC_CHOICE_NONE) { staffing->target_per = HC_PER_INTERVAL; }
    if (staffing->target_per == HC_PER_INTERVAL) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave one of them out",
                   "scale takes --risk with --target-per interval only");
}

static hc_status run_history(const hc_call *call, hc_error *err)
{
    hc_scale_settings asked = *(const hc_scale_settings *)call->settings;
    hc_scale_case made = {0};
    vendor_list vendors = {0};
    HC_TRY(settle_risk(&asked.staffing, err));
    hc_status st =
        hc_scale_case_make(&asked, call->files, call->file_count, call->screen, &made, err);
    if (st == HC_OK) {
        st =
            weigh_vendors(&made.history.centre, &made.plan, &made, call->screen, &vendors, err);
    }
    if (st == HC_OK) { st = print_case(&made, &vendors, call->screen, err); }
    hc_free(vendors.cases);
    hc_scale_case_clear(&made);
    return st;
}

static hc_status run(const hc_call *call, int *exit_code, hc_error *err)
{
    const hc_scale_settings *asked = call->settings;
    (void)exit_code;
    if (asked->demand != NULL && call->file_count > 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave one of them out",
                       "scale takes a history or --demand, not both");
    }
    if (asked->demand != NULL) { return run_demand(asked, call->screen, err); }
    if (call->file_count == 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "headcount scale --help shows examples",
                       "scale needs HISTORY... or --demand FILE.csv");
    }
    return run_history(call, err);
}

const hc_verb hc_verb_scale = {
    .name = "scale",
    .arguments = "HISTORY...",
    .summary = "grow, hold or shrink; people, hires and cost months ahead",
    .examples = "headcount scale calls.csv --centre centre.json --headcount 42\n"
                "# a year, for a spreadsheet\n"
                "headcount scale calls.csv --months 12 --format csv > capacity.csv\n"
                "# the budget's volumes in place of a forecast\n"
                "headcount scale --demand budget.csv --centre centre.json",
    .about =
        "Looks in this order: are there data enough; do contacts take longer than they did or\n"
        "should, come again more often, get solved less at the first try or passed on more "
        "(then\n"
        "training comes first); is the service missed on some weekdays only "
        "(then\n"
        "shifts must move); and only then, do the months ahead need more or fewer people than\n"
        "are there. The verdict comes with the three figures that decide it, how probable it "
        "is\n"
        "that it stays right, and what would change it. The plan below it has a row a month:\n"
        "people needed, people there after leavers and with learners, classes to start, cost.\n"
        "`capacity` in the centre file says how people are hired, learn and leave. With\n"
        "--format json all of it, for `explain`.",
    .files_least = 0,
    .files_most = HC_LOAD_FILES_MAX,
    HC_VERB_OPTIONS(options, settings_default),
    .run = run,
};
