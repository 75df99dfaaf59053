#include "cli/roster/team.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/centre/agents_file.h"
#include "cli/centre/skill_names.h"
#include "cli/centre/weekly_hours.h"
#include "cli/roster/schedule_grid.h"
#include "scheduler/break_windows.h"
#include "scheduler/legal_week.h"
#include "scheduler/rotation.h"
#include "scheduler/rules_check.h"
#include "scheduler/schedule.h"

#define PART_TIME_SHIFT_MIN 240
#define PART_TIME_DAYS_LEAST 3
#define START_SPREAD_MIN 120 /* people like to start at about the same time all week */
#define LONG_DAY_MIN 960     /* open for longer: starts on the hour are sooner planned */
#define LONG_DAY_GRID_MIN 60
#define HIRE_COST_A_WEEK 4.0 /* a head costs as much as an agent missing for four intervals */
#define COVER_IN_WAGES 10.0  /* an hour short, in hours of pay, where nobody priced it */
#define HEADS_MARGIN 1.5     /* over what hours and peak ask of one contract alone */
#define HEADS_SPARE 5

hc_week_hours hc_week_hours_of(const hc_axis *axis, const int32_t *required)
{
    hc_week_hours hours = {{0}, {0}};
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        if (required[slot] <= 0) { continue; }
        const hc_local_time local = hc_axis_local(axis, slot);
        const int32_t weekday = hc_weekday(local.day);
        const int32_t from_min = local.second_of_day / 60;
        const int32_t to_min = from_min + axis->interval_min;
        int32_t *opens = &hours.opens_min[weekday];
        int32_t *closes = &hours.closes_min[weekday];
        if (*opens == *closes || from_min < *opens) { *opens = from_min; }
        if (to_min > *closes) { *closes = to_min; }
    }
    return hours;
}

/* ---- windows from hours -------------------------------------------------------------------
 */

static int32_t floor_to(int32_t minute, int32_t grid)
{
    return minute / grid * grid;
}

static int32_t ceil_to(int32_t minute, int32_t grid)
{
    return (minute + grid - 1) / grid * grid;
}

/* When a shift that begins on the weekday may end at the latest: midnight is no end where the
 * next day goes on. */
static int32_t last_end_min(const hc_week_hours *hours, size_t weekday)
{
    const size_t next = (weekday + 1) % 7;
    const int32_t closes = hours->closes_min[weekday];
    const bool goes_on = closes == HC_MINUTES_A_DAY && hours->opens_min[next] == 0;
    return goes_on ? HC_MINUTES_A_DAY + hours->closes_min[next] : closes;
}

static void close_weekday(hc_contract *contract, size_t weekday)
{
    contract->earliest_start_min[weekday] = 0;
    contract->latest_start_min[weekday] = HC_NO_LIMIT;
    contract->latest_end_min[weekday] = 0;
}

/* Fills the times of a weekday that nobody gave; closes it when no shift fits. */
static void settle_weekday(hc_contract *contract, const hc_week_hours *hours, size_t weekday)
{
    int32_t *earliest = &contract->earliest_start_min[weekday];
    int32_t *latest = &contract->latest_start_min[weekday];
    int32_t *end = &contract->latest_end_min[weekday];
    const int32_t grid = contract->start_grid_min;
    const bool learnt = *earliest == HC_TIME_NOT_GIVEN || *end == HC_TIME_NOT_GIVEN;
    if (*latest != HC_TIME_NOT_GIVEN && *latest < *earliest) { return; } /* not worked */
    if (learnt && hours->opens_min[weekday] == hours->closes_min[weekday]) {
        close_weekday(contract, weekday);
        return;
    }
    if (*earliest == HC_TIME_NOT_GIVEN) {
        *earliest = floor_to(hours->opens_min[weekday], grid);
    }
    if (*end == HC_TIME_NOT_GIVEN) { *end = ceil_to(last_end_min(hours, weekday), grid); }
    if (*latest == HC_TIME_NOT_GIVEN) {
        const int32_t fits = floor_to(*end - contract->shift_shortest_min, grid);
        *latest = fits < HC_MINUTES_A_DAY ? fits : HC_MINUTES_A_DAY - grid;
    }
    if (ceil_to(*earliest, grid) > *latest && learnt) { close_weekday(contract, weekday); }
}

static int32_t worked_weekdays(const hc_contract *contract)
{
    int32_t count = 0;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        count += contract->latest_start_min[weekday] >= contract->earliest_start_min[weekday];
    }
    return count;
}

/* The weeks of a rotation, as if each were the contract's only one. */
static void settle_rotation(hc_contract *contract, const hc_week_hours *hours)
{
    for (size_t week = 0; week < contract->rotation_count; week++) {
        hc_contract own = *contract;
        for (size_t weekday = 0; weekday < 7; weekday++) {
            hc_day_window *window = &contract->rotation[week][weekday];
            own.earliest_start_min[weekday] = window->earliest_start_min;
            own.latest_start_min[weekday] = window->latest_start_min;
            own.latest_end_min[weekday] = window->latest_end_min;
            settle_weekday(&own, hours, weekday);
            *window =
                (hc_day_window){own.earliest_start_min[weekday], own.latest_start_min[weekday],
                                own.latest_end_min[weekday]};
        }
    }
    if (contract->rotation_count > 0) { hc_rotation_span(contract); }
}

/* A week with a closed day asks for fewer days of work: the holiday counts as one. */
static void settle_contract(hc_contract *contract, const hc_week_hours *hours)
{
    for (size_t weekday = 0; weekday < 7; weekday++) {
        settle_weekday(contract, hours, weekday);
    }
    settle_rotation(contract, hours);
    const int32_t open = worked_weekdays(contract);
    if (open > 0 && contract->days_a_week_least > open) { contract->days_a_week_least = open; }
}

static void forget_windows(hc_contract *contract)
{
    for (size_t weekday = 0; weekday < 7; weekday++) {
        contract->earliest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_end_min[weekday] = HC_TIME_NOT_GIVEN;
    }
}

/* ---- contracts ----------------------------------------------------------------------------
 */

/* Shortest and longest day, in minutes on the contract's grid; 0 when nobody is ever needed. */
static void open_range(const hc_week_hours *hours, int32_t grid, int32_t *shortest,
                       int32_t *longest)
{
    *shortest = 0;
    *longest = 0;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (hours->opens_min[weekday] == hours->closes_min[weekday]) { continue; }
        const int32_t end = ceil_to(last_end_min(hours, weekday), grid);
        const int32_t span = end - floor_to(hours->opens_min[weekday], grid);
        if (*shortest == 0 || span < *shortest) { *shortest = span; }
        if (span > *longest) { *longest = span; }
    }
}

/* Breaks that begin too late for a shorter shift fall away. */
static void shorten_shift(hc_contract *contract, int32_t shift_min)
{
    size_t kept = 0;
    contract->shift_shortest_min = shift_min;
    contract->shift_longest_min = shift_min;
    while (kept < contract->break_count &&
           contract->breaks[kept].latest_min + contract->breaks[kept].length_min <= shift_min) {
        kept++;
    }
    contract->break_count = kept;
}

/* Where nobody says what an hour costs, a head has a price of points, so that there are no more
 * than are of use. */
static void price_usual(const hc_centre *centre, hc_contract *contract)
{
    const bool said = !hc_is_missing(centre->hire_cost_a_week) || centre->wage_an_hour > 0.0;
    contract->wage_an_hour = contract->weekend_day_cost = HC_MISSING;
    contract->hire_cost_a_week = said ? HC_MISSING : HIRE_COST_A_WEEK;
    hc_centre_price(centre, contract);
}

/*
 * Where the centre file has no contracts: 8-hour shifts, and 4-hour shifts for the days that
 * are too short for them and for peaks.
 */
static size_t usual_contracts(const hc_centre *centre, const hc_week_hours *hours,
                              hc_contract contracts[2])
{
    hc_contract full = hc_contract_default();
    hc_contract part = hc_contract_default();
    int32_t shortest = 0;
    int32_t longest = 0;
    open_range(hours, full.start_grid_min, &shortest, &longest);
    if (longest > LONG_DAY_MIN) {
        full.start_grid_min = LONG_DAY_GRID_MIN;
        part.start_grid_min = LONG_DAY_GRID_MIN;
    }
    forget_windows(&full);
    forget_windows(&part);
    (void)snprintf(part.name, sizeof part.name, "part-time");
    shorten_shift(&part, shortest < PART_TIME_SHIFT_MIN ? shortest : PART_TIME_SHIFT_MIN);
    part.days_a_week_least = PART_TIME_DAYS_LEAST;
    price_usual(centre, &full);
    price_usual(centre, &part);
    full.start_spread_min = START_SPREAD_MIN;
    part.start_spread_min = START_SPREAD_MIN;
    if (longest < full.shift_shortest_min) { shorten_shift(&full, longest); }
    settle_contract(&full, hours);
    settle_contract(&part, hours);
    contracts[0] = full;
    contracts[1] = part;
    return full.shift_shortest_min > part.shift_shortest_min ? 2 : 1;
}

static hc_status find_skills(const hc_team_source *source, size_t contract, hc_rules *rules,
                             hc_error *err)
{
    const hc_skill_list *list = &source->centre->skills[contract];
    const hc_place at = {source->centre_file, list->line, list->column};
    if (list->names == NULL) { return HC_OK; }
    return hc_skill_names_read(rules, list->names, at, &rules->contracts[contract].skills, err);
}

/* Says it where hours are known: the rules only see that no weekday may be worked. */
static hc_status check_room(const hc_contract *contract, const hc_week_hours *hours,
                            hc_error *err)
{
    int32_t shortest = 0;
    int32_t longest = 0;
    open_range(hours, contract->start_grid_min, &shortest, &longest);
    if (worked_weekdays(contract) > 0 || longest == 0 ||
        longest >= contract->shift_shortest_min) {
        return HC_OK;
    }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                   "allow shorter shifts (shift_shortest_min) or stay open longer",
                   "contract '%s': the shortest shift (%d min) is longer than any day is open "
                   "(%d min at most)",
                   contract->name, contract->shift_shortest_min, longest);
}

static hc_status make_contracts(const hc_team_source *source, hc_rules *rules, hc_error *err)
{
    const hc_week_hours hours = hc_week_hours_of(source->axis, source->required);
    const hc_centre *centre = source->centre;
    hc_contract usual[2];
    const bool given = centre->contract_count > 0;
    const size_t count =
        given ? centre->contract_count : usual_contracts(centre, &hours, usual);
    HC_TRY(hc_alloc(&rules->contracts, count, sizeof *rules->contracts, err));
    rules->contract_count = count;
    hc_status st = HC_OK;
    for (size_t k = 0; k < count && st == HC_OK; k++) {
        rules->contracts[k] = given ? centre->contracts[k] : usual[k];
        settle_contract(&rules->contracts[k], &hours);
        st = check_room(&rules->contracts[k], &hours, err);
        if (st == HC_OK && given && !source->heads_only) {
            st = find_skills(source, k, rules, err);
        }
    }
    return st;
}

/* ---- classes ------------------------------------------------------------------------------
 */

static hc_status copy_classes(const hc_centre *centre, hc_rules *rules, hc_error *err)
{
    HC_TRY(hc_alloc(&rules->classes, centre->class_count, sizeof *rules->classes, err));
    for (size_t k = 0; k < centre->class_count; k++) {
        rules->classes[k] = centre->classes[k];
    }
    rules->class_count = centre->class_count;
    return HC_OK;
}

/* Minutes a week that one person of the contract can be on the phones. */
static double week_minutes(const hc_contract *contract)
{
    double minutes = hc_longest_working_shift(contract);
    for (size_t k = 0; k < contract->break_count; k++) {
        minutes -= contract->breaks[k].length_min;
    }
    return minutes * contract->days_a_week_most;
}

/*
 * As many people of one contract as could be of use if it were the only one. The bound is kept
 * tight because what the scheduler proves grows weaker with it.
 */
static size_t heads_of_use(const hc_team_source *source, const hc_contract *contract)
{
    const hc_axis *axis = source->axis;
    const double weeks = (double)axis->days / 7.0 > 1.0 ? (double)axis->days / 7.0 : 1.0;
    double minutes = 0.0;
    double peak = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const double people = source->required[slot];
        minutes += people * axis->interval_min;
        peak = people > peak ? people : peak;
    }
    const double by_hours = minutes / weeks / week_minutes(contract);
    const double by_peak = peak * 7.0 / contract->days_a_week_most;
    const double most = by_hours > by_peak ? by_hours : by_peak;
    return (size_t)(most * HEADS_MARGIN) + HEADS_SPARE;
}

/* Nobody said how many people there are: one class a contract, as many as could be of use. */
static hc_status choose_heads(const hc_team_source *source, hc_rules *rules, hc_error *err)
{
    const size_t fair = HC_SCHEDULE_HEADS_MAX / rules->contract_count;
    HC_TRY(hc_alloc(&rules->classes, rules->contract_count, sizeof *rules->classes, err));
    rules->class_count = rules->contract_count;
    for (size_t k = 0; k < rules->contract_count; k++) {
        const hc_contract *contract = &rules->contracts[k];
        const int32_t allowed = contract->heads_most;
        size_t most = heads_of_use(source, contract);
        most = most < fair ? most : fair;
        hc_class *class = &rules->classes[k];
        *class = (hc_class){.contract = k,
                            .earliest_start_min = HC_NO_LIMIT,
                            .latest_start_min = HC_NO_LIMIT,
                            .latest_end_min = HC_NO_LIMIT};
        memcpy(class->name, contract->name, sizeof class->name);
        class->count =
            allowed != HC_NO_LIMIT && (size_t)allowed < most ? (size_t)allowed : most;
    }
    rules->choose_heads = true;
    return HC_OK;
}

/*
 * The usual steps of the cover cost are points. Beside a wage they are ten hours' pay an hour:
 * else a day's pay would be saved by leaving the phones alone.
 */
static void price_cover(const hc_team_source *source, hc_rules *rules)
{
    hc_cover_cost *cost = &rules->cover_cost;
    double wage = 0.0;
    for (size_t k = 0; k < rules->contract_count; k++) {
        wage = fmax(wage, rules->contracts[k].wage_an_hour);
    }
    if (source->centre->has_cover_cost || !(wage > 0.0)) { return; }
    const int32_t interval_min =
        hc_schedule_grid_min(source->axis, rules, source->centre->schedule_interval_min);
    const double price = COVER_IN_WAGES * wage * interval_min / 60.0;
    for (size_t k = 0; k < HC_COST_STEPS_MAX; k++) {
        cost->short_cost[k] *= price;
        cost->over_cost[k] *= price;
    }
}

/* ---- queues -------------------------------------------------------------------------------
 */

/* NULL: there is none. */
static const char *agents_path(const hc_centre *centre, const char *agents_file)
{
    if (agents_file != NULL) { return agents_file; }
    return centre->agents_file[0] != '\0' ? centre->agents_file : NULL;
}

bool hc_team_has_skills(const hc_centre *centre, const char *agents_file)
{
    const char *path = agents_path(centre, agents_file);
    for (size_t k = 0; k < centre->contract_count; k++) {
        if (centre->skills[k].names != NULL) { return true; }
    }
    return path != NULL && hc_agents_have_skills(path);
}

bool hc_team_part_queues(hc_centre *centre, const char *agents_file)
{
    const bool skilled = hc_team_has_skills(centre, agents_file);
    centre->queues_share_agents = centre->queues_share_agents && !skilled;
    return skilled;
}

/* A late contact's price is by the number of agents in one line; who has several queues to
 * serve stands in none for certain. */
hc_status hc_team_check_late(bool skilled, double late_call_cost, hc_error *err)
{
    if (!skilled || hc_is_missing(late_call_cost)) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                   "leave --late-call out: at which hours people may be short is then for "
                   "cover_cost_by_time in the centre file; or leave the skills out",
                   "--late-call knows one queue only: it does not go with skills");
}

static hc_status copy_queues(const hc_team_source *source, hc_rules *rules, hc_error *err)
{
    const size_t count = source->queue_count > 0 ? source->queue_count : 1;
    if (source->queues == NULL) { return HC_OK; }
    HC_TRY(hc_alloc(&rules->queues, count, sizeof *rules->queues, err));
    memcpy(rules->queues, source->queues, count * sizeof *rules->queues);
    rules->queue_count = count;
    return HC_OK;
}

/* The people wanted in all queues together: windows and numbers of heads follow from them. */
static hc_status sum_queues(const hc_team_source *source, int32_t **sum, hc_error *err)
{
    const size_t slots = hc_axis_slots(source->axis);
    HC_TRY(hc_alloc(sum, slots, sizeof **sum, err));
    for (size_t q = 0; q < source->queue_count || q < 1; q++) {
        for (size_t slot = 0; slot < slots; slot++) {
            (*sum)[slot] += source->required[q * slots + slot];
        }
    }
    return HC_OK;
}

static hc_status fill(const hc_team_source *source, hc_rules *rules, hc_error *err)
{
    const char *agents_file = agents_path(source->centre, source->agents_file);
    rules->cover_cost = source->centre->cover_cost;
    rules->cost_hours_count = source->centre->cost_hours_count;
    memcpy(rules->cost_hours, source->centre->cost_hours, sizeof rules->cost_hours);
    rules->shrinkage = source->shrinkage;
    HC_TRY(copy_queues(source, rules, err));
    HC_TRY(make_contracts(source, rules, err));
    if (agents_file == NULL && source->centre->class_count == 0) {
        return choose_heads(source, rules, err);
    }
    HC_TRY(copy_classes(source->centre, rules, err));
    if (agents_file == NULL) { return HC_OK; }
    return (source->heads_only ? hc_agents_count : hc_agents_load)(agents_file, source->axis,
                                                                   source->screen, rules, err);
}

bool hc_team_is_known(const hc_centre *centre, const char *agents_file)
{
    return agents_file != NULL || centre->agents_file[0] != '\0' || centre->class_count > 0;
}

size_t hc_team_heads(const hc_rules *rules, double week_hours, double *full_timers)
{
    const bool named = rules->agent_count > 0;
    const size_t groups = named ? rules->agent_count : rules->class_count;
    size_t heads = 0;
    double minutes = 0.0;
    for (size_t k = 0; k < groups; k++) {
        const hc_class *class = &rules->classes[named ? rules->agents[k].class_index : k];
        const size_t count = named ? 1 : class->count;
        heads += count;
        minutes +=
            (double)count * hc_contract_week_min_most(&rules->contracts[class->contract]);
    }
    *full_timers = minutes / 60.0 / week_hours;
    return heads;
}

hc_status hc_team_make(const hc_team_source *source, hc_rules *rules, hc_error *err)
{
    hc_rules made = HC_RULES_INIT;
    hc_team_source pooled = *source;
    int32_t *sum = NULL;
    hc_status st = sum_queues(source, &sum, err);
    pooled.required = sum;
    if (st == HC_OK) { st = fill(&pooled, &made, err); }
    if (st == HC_OK) { price_cover(&pooled, &made); }
    hc_free(sum);
    if (st == HC_OK) { st = hc_rules_check(&made, err); }
    if (st != HC_OK) {
        hc_rules_clear(&made);
        return st;
    }
    *rules = made;
    return HC_OK;
}
