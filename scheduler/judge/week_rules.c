#include "scheduler/judge/judge.h"

#include "scheduler/legal_week.h"

/* ---- between shifts ---- */

static void judge_neighbours(hc_judge *j, const hc_person *who, const hc_duty *earlier,
                             const hc_duty *later)
{
    const int64_t date = later->shift->row->date;
    const int64_t rest = later->from_min - earlier->to_min;
    if (later->shift->day == earlier->shift->day) {
        hc_broken_text(j, who->id, date, HC_BROKEN_ONE_SHIFT, "another shift", "one a day");
    }
    if (rest < 0) {
        hc_broken_text(j, who->id, date, HC_BROKEN_OVERLAP, "two shifts at once", "one");
    } else if (rest < who->contract->rest_min) {
        hc_broken(j, who->id, date, HC_BROKEN_REST, rest, "at least", who->contract->rest_min,
                  HC_UNIT_MINUTES);
    }
}

/* Days in a row that the person had worked when the horizon began. */
static int32_t run_before(const hc_person *who)
{
    return who->agent != NULL ? who->agent->before.run_days : 0;
}

/* The rest after the last shift before the horizon. */
static void judge_first_rest(hc_judge *j, const hc_person *who)
{
    if (run_before(who) == 0 || who->duty_count == 0) { return; }
    const hc_timed_row *first = j->duties[0].shift;
    const int64_t rest = j->duties[0].from_min - who->agent->before.end_min;
    if (rest < who->contract->rest_min) {
        hc_broken(j, who->id, first->row->date, HC_BROKEN_REST, rest, "at least",
                  who->contract->rest_min, HC_UNIT_MINUTES);
    }
}

static void judge_runs(hc_judge *j, const hc_person *who)
{
    const int32_t most = who->contract->consecutive_days_most;
    for (size_t i = 0; i < who->duty_count; i++) {
        hc_duty *now = &j->duties[i];
        const int64_t gap = i == 0 ? 2 : now->shift->day - now[-1].shift->day;
        now->run_days = gap > 1 ? 1 : now[-1].run_days + (int32_t)gap;
        const int32_t before = run_before(who);
        if (i == 0 && now->shift->day == 0) { now->run_days += before; }
        const bool first_over =
            now->run_days == most + 1 || (i == 0 && before > 0 && now->run_days > most);
        if (most != HC_NO_LIMIT && gap != 0 && first_over) {
            hc_broken(j, who->id, now->shift->row->date, HC_BROKEN_CONSECUTIVE_DAYS,
                      now->run_days, "at most", most, HC_UNIT_DAYS);
        }
    }
}

/* ---- weekends ---- */

static bool works_on(const hc_judge *j, const hc_person *who, int64_t day)
{
    for (size_t i = 0; i < who->duty_count; i++) {
        if (j->duties[i].shift->day == day) { return true; }
    }
    return false;
}

/* Every weekend that begins or ends in the horizon, by the day of its Saturday. */
static void judge_weekends(hc_judge *j, const hc_person *who)
{
    const hc_contract *c = who->contract;
    const int64_t days = (int64_t)j->axis->days;
    const int64_t first = HC_SATURDAY - hc_weekday(j->axis->first_day); /* -1: Sunday begins */
    int32_t count = 0;
    int32_t run = 0;
    for (int64_t saturday = first; saturday < days; saturday += HC_DAYS_A_WEEK) {
        const int64_t date = j->axis->first_day + (saturday < 0 ? 0 : saturday);
        const bool on_saturday = works_on(j, who, saturday);
        const bool on_sunday = works_on(j, who, saturday + 1);
        const bool whole_known = saturday >= 0 && saturday + 1 < days;
        if (c->weekends_whole && whole_known && on_saturday != on_sunday) {
            hc_broken_text(j, who->id, date, HC_BROKEN_WEEKEND_WHOLE,
                           on_saturday ? "Saturday alone" : "Sunday alone",
                           "both days or neither");
        }
        run = on_saturday || on_sunday ? run + 1 : 0;
        count += run > 0 ? 1 : 0;
        if (c->weekend_off_every != HC_NO_LIMIT && run == c->weekend_off_every) {
            hc_broken(j, who->id, date, HC_BROKEN_WEEKENDS_RUN, run, "at most",
                      c->weekend_off_every - 1, HC_UNIT_WEEKENDS);
        }
        if (c->weekends_most != HC_NO_LIMIT && run > 0 && count == c->weekends_most + 1) {
            hc_broken(j, who->id, date, HC_BROKEN_WEEKENDS_MOST, count, "at most",
                      c->weekends_most, HC_UNIT_WEEKENDS);
        }
    }
}

/* ---- weeks ---- */

/* What one person did in one week. */
typedef struct week_sum {
    int64_t first_day; /* from the axis' first */
    int32_t days;      /* of the horizon that lie in the week */
    uint8_t worked[HC_DAYS_A_WEEK];
    int32_t worked_days;
    int32_t paid_min;
    int64_t earliest_start_min; /* after its day's midnight */
    int64_t latest_start_min;
} week_sum;

static week_sum sum_week(const hc_judge *j, const hc_person *who, int64_t first_day)
{
    const int64_t left = (int64_t)j->axis->days - first_day;
    week_sum sum = {.first_day = first_day,
                    .days = left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK,
                    .earliest_start_min = INT64_MAX,
                    .latest_start_min = INT64_MIN};
    for (size_t i = 0; i < who->duty_count; i++) {
        const hc_timed_row *shift = j->duties[i].shift;
        const int64_t day = shift->day - first_day;
        if (day < 0 || day >= HC_DAYS_A_WEEK) { continue; }
        const int64_t start = shift->start_min - shift->day * HC_MINUTES_A_DAY;
        sum.worked_days += sum.worked[day] ? 0 : 1;
        sum.worked[day] = 1;
        sum.paid_min += j->duties[i].paid_min;
        if (start < sum.earliest_start_min) { sum.earliest_start_min = start; }
        if (start > sum.latest_start_min) { sum.latest_start_min = start; }
    }
    return sum;
}

/* Longest stretch of days off. */
static int32_t days_off_in_a_row(const week_sum *sum)
{
    int32_t longest = 0;
    int32_t run = 0;
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        run = sum->worked[day] ? 0 : run + 1;
        if (run > longest) { longest = run; }
    }
    return longest;
}

static void judge_week_most(hc_judge *j, const hc_person *who, const week_sum *sum)
{
    const hc_contract *c = who->contract;
    const int64_t date = j->axis->first_day + sum->first_day;
    if (c->days_a_week_most != HC_NO_LIMIT && sum->worked_days > c->days_a_week_most) {
        hc_broken(j, who->id, date, HC_BROKEN_DAYS_MOST, sum->worked_days, "at most",
                  c->days_a_week_most, HC_UNIT_DAYS);
    }
    if (c->week_paid_min_most != HC_NO_LIMIT && sum->paid_min > c->week_paid_min_most) {
        hc_broken(j, who->id, date, HC_BROKEN_PAID_MOST, sum->paid_min, "at most",
                  c->week_paid_min_most, HC_UNIT_MINUTES);
    }
    const int32_t off = days_off_in_a_row(sum);
    /* In a week cut short they may lie past the horizon. */
    if (c->days_off_together > 1 && sum->days == HC_DAYS_A_WEEK && off < c->days_off_together) {
        hc_broken(j, who->id, date, HC_BROKEN_DAYS_OFF_TOGETHER, off, "at least",
                  c->days_off_together, HC_UNIT_DAYS);
    }
    const int64_t spread =
        sum->worked_days > 0 ? sum->latest_start_min - sum->earliest_start_min : 0;
    if (c->start_spread_min != HC_NO_LIMIT && spread > c->start_spread_min) {
        hc_broken(j, who->id, date, HC_BROKEN_START_SPREAD, spread, "at most",
                  c->start_spread_min, HC_UNIT_MINUTES);
    }
}

/* Where the person's weekends stand when the week begins; 0 after a broken rule. */
static int32_t weekends_before(const hc_judge *j, const hc_person *who, int64_t first_day)
{
    const hc_weekend_rule rule = hc_weekend_rule_of(who->contract);
    int32_t state = 0;
    for (int64_t day = 0; day < first_day; day++) {
        const int32_t weekday = hc_weekday(j->axis->first_day + day);
        state = hc_weekend_after(&rule, state, weekday, day == 0, works_on(j, who, day));
        state = state == HC_WEEKEND_FORBIDDEN ? 0 : state;
    }
    return state;
}

/* How the person came into the week, from the shifts before it. */
static hc_week_edge edge_before(const hc_judge *j, const hc_person *who, int64_t first_day)
{
    hc_week_edge edge = hc_week_edge_none();
    const int32_t weekend = weekends_before(j, who, first_day);
    const hc_duty *last = NULL;
    for (size_t i = 0; i < who->duty_count && j->duties[i].shift->day < first_day; i++) {
        last = &j->duties[i];
    }
    if (last == NULL && run_before(who) > 0) {
        const int32_t worked = first_day == 0 ? run_before(who) : 0;
        edge.end_min[worked < HC_RUN_MAX ? worked : HC_RUN_MAX][weekend] =
            who->agent->before.end_min - (int32_t)first_day * HC_MINUTES_A_DAY;
        return edge;
    }
    if (last == NULL) {
        edge.end_min[0][weekend] = HC_WEEK_NO_SHIFT;
        return edge;
    }
    const int32_t run = last->shift->day == first_day - 1 ? last->run_days : 0;
    edge.end_min[run < HC_RUN_MAX ? run : HC_RUN_MAX][weekend] =
        (int32_t)(last->to_min - first_day * HC_MINUTES_A_DAY);
    return edge;
}

/* Whether the person cannot work on that day, if the horizon holds it. */
static bool is_shut(const hc_judge *j, const hc_person *who, int64_t day)
{
    if (day >= (int64_t)j->axis->days) { return false; }
    const int64_t date = j->axis->first_day + day;
    const hc_contract own = hc_contract_from(who->contract, who->of_class, date);
    return hc_on_leave(j, who, day) ||
           !hc_day_holds_shift(&own, who->of_class, hc_weekday(date), hc_hours_of(j, who, day));
}

bool hc_least_gives_way(const hc_judge *j, const hc_person *who)
{
    bool gives = who->of_class->least_gives_way || run_before(who) > 0;
    for (int64_t day = 0; day < (int64_t)j->axis->days && !gives; day++) {
        const hc_day_hours hours = hc_hours_of(j, who, day);
        gives = hc_on_leave(j, who, day) || hours.from_min > 0 || hours.to_min != HC_NO_LIMIT;
    }
    return gives;
}

/* What a week must hold, less what the person's days off put out of reach. */
static void week_leasts(hc_judge *j, const hc_person *who, const week_sum *sum, int32_t *days,
                        int32_t *paid_min)
{
    const int64_t first_day = j->axis->first_day + sum->first_day;
    const hc_contract own = hc_contract_from(who->contract, who->of_class, first_day);
    const hc_agent *agent = who->agent;
    hc_week_case week = {.contract = &own,
                         .of_class = who->of_class,
                         .first_weekday = hc_weekday(first_day),
                         .days = sum->days,
                         .is_first = sum->first_day == 0};
    *days = hc_week_days_least(&week);
    *paid_min = hc_week_paid_least(&week);
    if ((sum->worked_days >= *days && sum->paid_min >= *paid_min) ||
        !hc_least_gives_way(j, who)) {
        return;
    }
    if (agent != NULL && agent->day_off != NULL) {
        week.day_off = agent->day_off + sum->first_day;
    }
    if (agent != NULL && agent->hours != NULL) { week.hours = agent->hours + sum->first_day; }
    week.before = edge_before(j, who, sum->first_day);
    week.goes_on = sum->first_day + HC_DAYS_A_WEEK < (int64_t)j->axis->days;
    week.shut_after = is_shut(j, who, sum->first_day + HC_DAYS_A_WEEK);
    hc_week_reach reach = {0};
    if (j->status == HC_OK) { j->status = hc_week_search(&week, &reach, j->err); }
    if (j->status != HC_OK) { return; }
    if (reach.days_most < *days) { *days = reach.days_most; }
    if (reach.paid_most < *paid_min) { *paid_min = reach.paid_most; }
}

static void judge_week_least(hc_judge *j, const hc_person *who, const week_sum *sum)
{
    int32_t days = 0;
    int32_t paid_min = 0;
    week_leasts(j, who, sum, &days, &paid_min);
    const int64_t date = j->axis->first_day + sum->first_day;
    if (sum->worked_days < days) {
        hc_broken(j, who->id, date, HC_BROKEN_DAYS_LEAST, sum->worked_days, "at least", days,
                  HC_UNIT_DAYS);
    }
    if (sum->paid_min < paid_min) {
        hc_broken(j, who->id, date, HC_BROKEN_PAID_LEAST, sum->paid_min, "at least", paid_min,
                  HC_UNIT_MINUTES);
    }
}

/* Everything that holds between a person's shifts and over the weeks. */
void hc_judge_weeks(hc_judge *j, const hc_person *who)
{
    hc_judge_activities(j, who);
    judge_runs(j, who);
    judge_weekends(j, who);
    judge_first_rest(j, who);
    for (size_t i = 1; i < who->duty_count; i++) {
        judge_neighbours(j, who, &j->duties[i - 1], &j->duties[i]);
    }
    for (int64_t day = 0; day < (int64_t)j->axis->days; day += HC_DAYS_A_WEEK) {
        const week_sum sum = sum_week(j, who, day);
        judge_week_most(j, who, &sum);
        judge_week_least(j, who, &sum);
        hc_price_overtime(j, who, sum.paid_min);
    }
}
