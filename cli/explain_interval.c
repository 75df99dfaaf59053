#include "cli/explain_interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "erlang/staffing.h"
#include "forecast/base/number.h"

#define CONTACTS "mean,calls,state," QUANTILES
#define QUANTILES "q025,q05,q10,q25,q50,q75,q90,q95,q975"
#define AGENTS "agents,agents_exact,service_level,abandon_rate,asa_s,occupancy"

/* What is being explained. */
typedef struct explaining {
    const hc_plan_file *plan;
    size_t slot;
    const cJSON *need;       /* of requirement[] */
    const hc_series *before; /* the forecast without the scenario; NULL: there is none */
    const char *scenario;    /* in words */
    hc_explanation *to;
} explaining;

#define SAY(it, figures, ...) HC_TRY(hc_explanation_add((it)->to, err, figures, __VA_ARGS__))

static double of_need(const explaining *it, const char *name)
{
    return hc_plan_number_at(it->need, name, it->slot);
}

/* ---- contacts -----------------------------------------------------------------------------
 */

/* The day's entry of a queue's method: its date is how the interval's time begins. */
static const cJSON *day_of(const explaining *it, const cJSON *forecast)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    char date[11] = "";
    if (cJSON_IsString(time)) { (void)snprintf(date, sizeof date, "%s", time->valuestring); }
    return hc_plan_find(hc_plan_member(hc_plan_member(forecast, "method"), "days"), "date",
                        date);
}

static hc_status explain_day(const explaining *it, const cJSON *day, hc_error *err)
{
    const char *special = hc_plan_text(day, "special_name");
    SAY(it, "mean,calls",
        "  day: %.2f on an ordinary %s x %.5f (place in the month) x %.5f (season) x %.5f "
        "(%s) = %.1f contacts",
        hc_plan_number(day, "ordinary_calls"), hc_plan_text(day, "pattern_weekday"),
        hc_plan_number(day, "month_factor"), hc_plan_number(day, "yearly_factor"),
        hc_plan_number(day, "special_factor"), special[0] != '\0' ? special : "no special day",
        hc_plan_number(day, "total"));
    return HC_OK;
}

static int64_t instant_of(const char *text)
{
    hc_time_option time = {0};
    (void)hc_time_option_read(text, strlen(text), &time);
    return time.local.day * HC_SECONDS_A_DAY + time.local.second_of_day - time.offset_s;
}

/* Does an override speak of this queue at this instant? */
static bool is_about(const cJSON *override, const char *queue, int64_t at)
{
    const char *of = hc_plan_text(override, "queue");
    return (of[0] == '\0' || strcmp(of, queue) == 0) &&
           at >= instant_of(hc_plan_text(override, "from")) &&
           at < instant_of(hc_plan_text(override, "to"));
}

/* The overrides that the interval is under: each with what it did in its whole range. */
static hc_status explain_overrides(const explaining *it, const char *queue, hc_error *err)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    const int64_t at = cJSON_IsString(time) ? instant_of(time->valuestring) : 0;
    const cJSON *override = NULL;
    cJSON_ArrayForEach(override, hc_plan_member(it->plan->root, "overrides"))
    {
        if (!is_about(override, queue, at)) { continue; }
        SAY(it, "mean,calls", "  override: %s", hc_plan_text(override, "text"));
    }
    return HC_OK;
}

/* Contacts or handle time of a queue as the plan has them, whatever the scenario makes of them.
 */
static double planned(const explaining *it, const cJSON *forecast, bool aht)
{
    size_t queue = 0;
    if (it->before == NULL ||
        !hc_series_find(it->before, hc_plan_text(forecast, "queue"), &queue)) {
        return hc_plan_number_at(forecast, aht ? "aht_s" : "mean", it->slot);
    }
    return (aht ? it->before->queues[queue].aht_s : it->before->queues[queue].calls)[it->slot];
}

/* What the scenario makes of the plan's contacts. */
static hc_status explain_change(const explaining *it, const cJSON *forecast, hc_error *err)
{
    if (it->before == NULL) { return HC_OK; }
    SAY(it, "mean,calls,aht_s", "  what if (%s): %.2f contacts of %.1f s become %.2f of %.1f s",
        it->scenario, planned(it, forecast, false), planned(it, forecast, true),
        hc_plan_number_at(forecast, "mean", it->slot),
        hc_plan_number_at(forecast, "aht_s", it->slot));
    return HC_OK;
}

/* The interval's share of the forecast day, then what the planner made of it. */
static hc_status explain_interval(const explaining *it, const cJSON *forecast, double total,
                                  hc_error *err)
{
    const double mean = planned(it, forecast, false);
    const double before = hc_plan_number_at(forecast, "mean_before_overrides", it->slot);
    const double forecast_mean = hc_is_missing(before) ? mean : before;
    if (total > 0.0 && forecast_mean > 0.0) {
        SAY(it, "mean,calls", "  interval: %.1f x %.6f (its share of the day) = %.2f contacts",
            total, forecast_mean / total, forecast_mean);
    }
    if (hc_is_missing(before)) { return HC_OK; }
    return explain_overrides(it, hc_plan_text(forecast, "queue"), err);
}

/* The quantiles of the forecast and the spread that they are drawn from. */
static hc_status explain_quantiles(const explaining *it, const cJSON *forecast, hc_error *err)
{
    static const char *const names[] = {"q025", "q05", "q10", "q25", "q50",
                                        "q75",  "q90", "q95", "q975"};
    static const char *const shares[] = {"2.5", "5",  "10", "25",  "50",
                                         "75",  "90", "95", "97.5"};
    const cJSON *method = hc_plan_member(forecast, "method");
    char text[256] = "";
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "%s%s %%: %.1f", k > 0 ? ", " : "",
                       shares[k], hc_plan_number_at(forecast, names[k], it->slot));
    }
    SAY(it, "+" QUANTILES, "  contacts stay below, with a probability of %s", text);
    SAY(it, "+" QUANTILES,
        "    by the residuals of %g back-tests: variance %.4f x mean + %.5f x mean^2 "
        "in the first week, as much more or less as they show of the weekday and the time of "
        "day, wider later and on special days",
        hc_plan_number(method, "backtests"), hc_plan_number(method, "band_a"),
        hc_plan_number(method, "band_b"));
    return HC_OK;
}

static hc_status explain_handle_spread(const explaining *it, const cJSON *forecast,
                                       hc_error *err)
{
    const double sd_s = hc_plan_number_at(forecast, "aht_sd_s", it->slot);
    if (hc_is_missing(sd_s)) { return HC_OK; }
    SAY(it, "+aht_sd_s", "    the mean of an interval's contacts is off by %.1f s (one sigma)",
        sd_s);
    return HC_OK;
}

static hc_status explain_queue(const explaining *it, const cJSON *forecast, hc_error *err)
{
    const char *name = hc_plan_text(forecast, "queue");
    const double mean = hc_plan_number_at(forecast, "mean", it->slot);
    const cJSON *day = day_of(it, forecast);
    const double total = hc_plan_number(day, "total");
    const cJSON *state = cJSON_GetArrayItem(hc_plan_member(forecast, "state"), (int)it->slot);
    if (cJSON_IsString(state) && strcmp(state->valuestring, "closed") == 0) {
        SAY(it, CONTACTS, "Contacts of '%s': 0, it is closed then", name);
        return HC_OK;
    }
    SAY(it, "mean,calls,state,q10,q90",
        "Contacts of '%s': %.2f expected (8 of 10 such intervals: %.0f to %.0f)", name, mean,
        hc_plan_number_at(forecast, "q10", it->slot),
        hc_plan_number_at(forecast, "q90", it->slot));
    if (day == NULL) { return HC_OK; }
    HC_TRY(explain_day(it, day, err));
    HC_TRY(explain_interval(it, forecast, total, err));
    const bool given = hc_plan_find(hc_plan_member(it->plan->root, "assumptions"), "name",
                                    "Handle time") != NULL;
    SAY(it, "aht_s", "  handle time: %.1f s, %s", planned(it, forecast, true),
        given ? "as given by --aht" : "as in the history");
    HC_TRY(explain_handle_spread(it, forecast, err));
    HC_TRY(explain_quantiles(it, forecast, err));
    return explain_change(it, forecast, err);
}

static hc_status explain_contacts(const explaining *it, hc_error *err)
{
    const cJSON *forecasts = hc_plan_member(it->plan->root, "forecast");
    const cJSON *own = hc_plan_find(forecasts, "queue", hc_plan_text(it->need, "queue"));
    const cJSON *forecast = NULL;
    if (own != NULL) { return explain_queue(it, own, err); }
    cJSON_ArrayForEach(forecast, forecasts)
    {
        HC_TRY(explain_queue(it, forecast, err));
    }
    return HC_OK;
}

/* ---- load ---------------------------------------------------------------------------------
 */

static const cJSON *rules_of(const explaining *it)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const cJSON *own = hc_plan_find(hc_plan_member(staffing, "queues"), "queue",
                                    hc_plan_text(it->need, "queue"));
    return own != NULL ? own : hc_plan_member(staffing, "pool");
}

static hc_status explain_load(const explaining *it, hc_error *err)
{
    const double interval_s =
        60.0 * hc_plan_number(hc_plan_member(it->plan->root, "axis"), "interval_min");
    const double calls = of_need(it, "calls");
    const double aht_s = of_need(it, "aht_s");
    SAY(it, "load_erlangs,calls,aht_s", "Load: %.3f contacts x %.2f s / %.0f s = %.3f Erlangs",
        calls, aht_s, interval_s, calls * aht_s / interval_s);
    if (hc_plan_text(rules_of(it), "work")[0] != '\0') { return HC_OK; }
    SAY(it, "load_erlangs",
        "  with the contacts that last from the intervals before (%s): %.3f Erlangs",
        hc_plan_text(hc_plan_member(it->plan->root, "staffing"), "time_method"),
        of_need(it, "load_erlangs"));
    return HC_OK;
}

/* ---- agents -------------------------------------------------------------------------------
 */

static hc_status metrics_at(const explaining *it, const cJSON *rules, double agents,
                            hc_metrics *metrics, bool *overload, hc_error *err)
{
    hc_load load = hc_load_of(of_need(it, "load_erlangs"), of_need(it, "aht_s"));
    const double patience_s = hc_plan_number(rules, "patience_s");
    const bool forever = hc_is_missing(patience_s);
    if (!forever) { load.patience_s = patience_s; }
    hc_error why = HC_ERROR_INIT;
    const hc_status st =
        agents > 0.0 ? hc_staffing_metrics(forever ? HC_MODEL_C : HC_MODEL_A, &load, agents,
                                           hc_plan_number(rules, "target_s"), metrics, &why)
                     : HC_ERR_DOMAIN;
    *overload = st == HC_ERR_DOMAIN;
    if (st != HC_OK && st != HC_ERR_DOMAIN) { *err = why; }
    return *overload ? HC_OK : st;
}

static hc_status explain_agents_at(const explaining *it, const cJSON *rules, double agents,
                                   hc_error *err)
{
    hc_metrics metrics = {0};
    bool overload = false;
    HC_TRY(metrics_at(it, rules, agents, &metrics, &overload, err));
    if (overload) {
        SAY(it, AGENTS, "  %.0f agents: overload, callers would wait without end", agents);
        return HC_OK;
    }
    SAY(it, AGENTS,
        "  %.0f agents: %.2f %% within %g s, %.2f %% hang up, answered after %.2f s, %.2f %% "
        "occupied",
        agents, 100.0 * metrics.sl_offered, hc_plan_number(rules, "target_s"),
        100.0 * metrics.p_abandon, metrics.asa_s, 100.0 * metrics.occupancy);
    return HC_OK;
}

/* The bound in words: "sl_offered at least 0.8 within 20 s". */
static hc_status explain_target(const explaining *it, const cJSON *target, hc_error *err)
{
    const char *metric = hc_plan_text(target, "metric");
    hc_target_kind kind = HC_TARGET_SL_OFFERED;
    const bool least = hc_target_find(metric, &kind) && hc_target_is_at_least(kind);
    if (!least) {
        SAY(it, AGENTS, "  target: %s at most %g", metric, hc_plan_number(target, "limit"));
        return HC_OK;
    }
    SAY(it, AGENTS, "  target: %s at least %g within %g s", metric,
        hc_plan_number(target, "limit"), hc_plan_number(target, "target_s"));
    return HC_OK;
}

static hc_status explain_targets(const explaining *it, const cJSON *rules, hc_error *err)
{
    const cJSON *target = NULL;
    cJSON_ArrayForEach(target, hc_plan_member(rules, "targets"))
    {
        HC_TRY(explain_target(it, target, err));
    }
    SAY(it, AGENTS, "  target: occupancy at most %g", hc_plan_number(rules, "occupancy_max"));
    return HC_OK;
}

/* Chosen interval by interval for the mean forecast. */
static bool is_plain(const explaining *it)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const char *per = hc_plan_text(staffing, "target_per");
    return strcmp(per, "day") != 0 && strcmp(per, "week") != 0 &&
           hc_is_missing(hc_plan_number(staffing, "risk"));
}

/* How the number was chosen: interval by interval or over a period, on average or surely. */
static hc_status explain_choice(const explaining *it, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const char *per = hc_plan_text(staffing, "target_per");
    const double risk = hc_plan_number(staffing, "risk");
    const bool period = strcmp(per, "day") == 0 || strcmp(per, "week") == 0;
    if (period && hc_is_missing(risk)) {
        SAY(it, AGENTS,
            "  chosen: the cheapest agents over the %s whose calls together meet the service "
            "level on average over the forecast's spread",
            per);
    } else if (period) {
        SAY(it, AGENTS,
            "  chosen: the cheapest agents over the %s whose calls together meet the service "
            "level with a probability of %g %%",
            per, 100.0 * risk);
    } else if (!hc_is_missing(risk)) {
        SAY(it, AGENTS,
            "  chosen: for the rate of contacts that is not passed with a probability of %g %%",
            100.0 * risk);
    }
    return HC_OK;
}

/* Of the pool's agents those who do chats and deferred work. */
static double agents_aside(const explaining *it)
{
    const double aside = of_need(it, "agents_aside");
    return hc_is_missing(aside) ? 0.0 : aside;
}

static hc_status explain_deferred(const explaining *it, const cJSON *rules, double agents,
                                  hc_error *err)
{
    const double share = hc_plan_number(rules, "answer_share");
    const double hours = hc_plan_number(rules, "answer_within_s") / 3600.0;
    const double wait_s = of_need(it, "asa_s");
    if (share < 1.0) {
        SAY(it, "agents,agents_exact",
            "Agents: %.0f (%.3f), the same number whenever they work: the fewest who finish "
            "%g %% of the week's contacts within %g working hours, in turn",
            agents, of_need(it, "agents_exact"), 100.0 * share, hours);
    } else {
        SAY(it, "agents,agents_exact",
            "Agents: %.0f (%.3f), the same number whenever they work: the fewest who finish "
            "all that comes within %g working hours, the earliest deadline first",
            agents, of_need(it, "agents_exact"), hours);
    }
    if (hc_is_missing(wait_s)) { return HC_OK; }
    SAY(it, "asa_s,service_level",
        "Answers: those who write now have one after %.1f hours of the clock on average, in "
        "turn; %.4g %% of them in time",
        wait_s / 3600.0, 100.0 * of_need(it, "service_level"));
    return HC_OK;
}

static hc_status explain_chats(const explaining *it, const cJSON *rules, double agents,
                               hc_error *err)
{
    const cJSON *times = hc_plan_member(rules, "chat_aht_s");
    const cJSON *time = NULL;
    int level = 0;
    SAY(it, "agents,agents_exact",
        "Agents: %.0f, the fewest that meet every target; each "
        "holds up to %d chats at once",
        agents, cJSON_GetArraySize(times));
    cJSON_ArrayForEach(time, times)
    {
        level++;
        SAY(it, AGENTS, "  a chat takes %g s while its agent holds %d", time->valuedouble,
            level);
    }
    HC_TRY(explain_targets(it, rules, err));
    SAY(it, AGENTS,
        "  %.0f agents: %.2f %% within %g s, %.2f %% hang up, %.2f %% of the agents "
        "have a chat",
        agents, 100.0 * of_need(it, "service_level"), hc_plan_number(rules, "target_s"),
        100.0 * of_need(it, "abandon_rate"), 100.0 * of_need(it, "occupancy"));
    return HC_OK;
}

/* Whether the roster's people are given to the queues, interval by interval. */
static bool served_by_skills(const hc_plan_file *plan)
{
    return hc_plan_member(hc_plan_member(plan->root, "schedule"), "queues") != NULL;
}

static hc_status explain_agents(const explaining *it, hc_error *err)
{
    const cJSON *rules = rules_of(it);
    const char *work = hc_plan_text(rules, "work");
    const double aside = agents_aside(it);
    const double agents = of_need(it, "agents") - aside;
    if (strcmp(work, "deferred") == 0) { return explain_deferred(it, rules, agents, err); }
    if (strcmp(work, "chat") == 0) { return explain_chats(it, rules, agents, err); }
    if (aside > 0.0) {
        SAY(it, "agents,agents_exact",
            "Agents: %.0f, of whom %.0f do chats and deferred work; the others answer calls:",
            of_need(it, "agents"), aside);
    }
    if (rules == NULL) {
        SAY(it, "agents,agents_exact", "Agents: %.0f, the sum over the queues, %s", agents,
            served_by_skills(it->plan) ? "which people serve by their skills"
                                       : "each with agents of its own");
        return HC_OK;
    }
    const double patience_s = hc_plan_number(rules, "patience_s");
    const char *fewest = is_plain(it) ? ", the fewest that meet every target" : "";
    if (hc_is_missing(patience_s)) {
        SAY(it, "agents,agents_exact", "Agents: %.0f by %s (callers wait for ever)%s", agents,
            hc_plan_text(rules, "model"), fewest);
    } else {
        SAY(it, "agents,agents_exact", "Agents: %.0f by %s (mean patience %.0f s)%s", agents,
            hc_plan_text(rules, "model"), patience_s, fewest);
    }
    HC_TRY(explain_choice(it, err));
    HC_TRY(explain_targets(it, rules, err));
    HC_TRY(explain_agents_at(it, rules, agents, err));
    if (!hc_is_missing(of_need(it, "service_level_expected"))) {
        SAY(it, "service_level_expected",
            "  over the forecast's spread, busy and quiet days together: %.2f %%",
            100.0 * of_need(it, "service_level_expected"));
    }
    return agents > 1.0 ? explain_agents_at(it, rules, agents - 1.0, err) : HC_OK;
}

/* ---- people -------------------------------------------------------------------------------
 */

static hc_status explain_people(const explaining *it, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const double usual = hc_plan_number(staffing, "shrinkage");
    const double presence = hc_plan_number_at(staffing, "presence", it->slot);
    const double shrinkage = hc_is_missing(presence) ? usual : 1.0 - (1.0 - usual) * presence;
    const double agents = of_need(it, "agents");
    const bool covered = cJSON_IsTrue(hc_plan_member(it->need, "covered_by_roster")) != 0;
    const cJSON *delivered = hc_plan_member(covered ? it->plan->root : it->need, "delivered");
    if (covered && served_by_skills(it->plan)) {
        SAY(it, "scheduled", "People: %.0f, the sum over the queues, each rounded up",
            of_need(it, "scheduled"));
    } else {
        SAY(it, "scheduled",
            "People: %.0f agents / (1 - %g shrinkage) = %.2f, rounded up to %.0f", agents,
            shrinkage, agents / (1.0 - shrinkage), of_need(it, "scheduled"));
    }
    if (delivered == NULL) { return HC_OK; }
    const double agents_exact = hc_plan_number_at(delivered, "agents_exact", it->slot);
    SAY(it, "on_phones,scheduled",
        "Roster: %.2f people not on a break (mean of the interval)%s x (1 - %g) = %.2f agents "
        "on the phones",
        agents_exact / (1.0 - shrinkage), covered ? "" : " serve this queue", shrinkage,
        agents_exact);
    SAY(it, "delivered", "  which gives %.2f %% within the target's time, %.2f %% hang up",
        100.0 * hc_plan_number_at(delivered, "service_level", it->slot),
        100.0 * hc_plan_number_at(delivered, "abandon_rate", it->slot));
    return HC_OK;
}

static hc_status explain(const explaining *it, hc_error *err)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    SAY(it, "queue,timestamp", "Interval: %s, %g minutes, %s",
        cJSON_IsString(time) ? time->valuestring : "",
        hc_plan_number(hc_plan_member(it->plan->root, "axis"), "interval_min"),
        hc_plan_text(it->need, "queue"));
    HC_TRY(explain_contacts(it, err));
    if (!(of_need(it, "calls") > 0.0) && of_need(it, "agents") > 0.0) {
        SAY(it, AGENTS, "Agents: %.0f for chats and deferred work, which calls do not add to",
            of_need(it, "agents"));
        return explain_people(it, err);
    }
    if (!(of_need(it, "calls") > 0.0)) {
        SAY(it, "aht_s,load_erlangs,scheduled,service_level_expected," AGENTS,
            "Agents: 0, as no contacts are expected: no load, nobody scheduled");
        return HC_OK;
    }
    HC_TRY(explain_load(it, err));
    HC_TRY(explain_agents(it, err));
    return explain_people(it, err);
}

/* The need that is asked for, or the one that the roster covers. */
static hc_status find_need(const hc_plan_file *plan, const char *queue, const cJSON **need,
                           hc_error *err)
{
    const cJSON *needs = hc_plan_member(plan->root, "requirement");
    const cJSON *element = NULL;
    char names[256] = "";
    size_t length = 0;
    cJSON_ArrayForEach(element, needs)
    {
        const char *name = hc_plan_text(element, "queue");
        const bool covered = cJSON_IsTrue(hc_plan_member(element, "covered_by_roster")) != 0;
        if (queue != NULL ? strcmp(name, queue) == 0 : covered) {
            *need = element;
            return HC_OK;
        }
        const int wrote = snprintf(names + length, sizeof names - length, "%s%s",
                                   length > 0 ? ", " : "the plan has ", name);
        length += wrote > 0 && (size_t)wrote < sizeof names - length ? (size_t)wrote : 0;
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, names, "there is no queue '%s' in the plan",
                   queue != NULL ? queue : "");
}

hc_status hc_explain_interval(const hc_plan_file *plan, size_t slot, const char *queue,
                              const hc_series *before, const char *scenario, hc_explanation *to,
                              hc_error *err)
{
    explaining it = {
        .plan = plan, .slot = slot, .before = before, .scenario = scenario, .to = to};
    HC_TRY(find_need(plan, queue, &it.need, err));
    return explain(&it, err);
}
