#include "cli/explain/explain_interval.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/explain/explain_contacts.h"
#include "erlang/staffing.h"
#include "forecast/base/number.h"

#define AGENTS "agents,agents_exact,service_level,abandon_rate,asa_s,occupancy"

/* ---- load ---------------------------------------------------------------------------------
 */

static const cJSON *rules_of(const hc_explaining *it)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const cJSON *own = hc_plan_find(hc_plan_member(staffing, "queues"), "queue",
                                    hc_plan_text(it->need, "queue"));
    return own != NULL ? own : hc_plan_member(staffing, "pool");
}

static hc_status explain_load(const hc_explaining *it, hc_error *err)
{
    const double interval_s =
        60.0 * hc_plan_number(hc_plan_member(it->plan->root, "axis"), "interval_min");
    const double calls = hc_explain_need(it, "calls");
    const double aht_s = hc_explain_need(it, "aht_s");
    HC_EXPLAIN(it, "load_erlangs,calls,aht_s",
               "Load: %.3f contacts x %.2f s / %.0f s = %.3f Erlangs", calls, aht_s, interval_s,
               calls * aht_s / interval_s);
    if (hc_plan_text(rules_of(it), "work")[0] != '\0') { return HC_OK; }
    HC_EXPLAIN(it, "load_erlangs",
               "  with the contacts that last from the intervals before (%s): %.3f Erlangs",
               hc_plan_text(hc_plan_member(it->plan->root, "staffing"), "time_method"),
               hc_explain_need(it, "load_erlangs"));
    return HC_OK;
}

/* ---- agents -------------------------------------------------------------------------------
 */

static hc_status metrics_at(const hc_explaining *it, const cJSON *rules, double agents,
                            hc_metrics *metrics, bool *overload, hc_error *err)
{
    hc_load load =
        hc_load_of(hc_explain_need(it, "load_erlangs"), hc_explain_need(it, "aht_s"));
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

static hc_status explain_agents_at(const hc_explaining *it, const cJSON *rules, double agents,
                                   hc_error *err)
{
    hc_metrics metrics = {0};
    bool overload = false;
    HC_TRY(metrics_at(it, rules, agents, &metrics, &overload, err));
    if (overload) {
        HC_EXPLAIN(it, AGENTS, "  %.0f agents: overload, callers would wait without end",
                   agents);
        return HC_OK;
    }
    HC_EXPLAIN(
        it, AGENTS,
        "  %.0f agents: %.2f %% within %g s, %.2f %% hang up, answered after %.2f s, %.2f %% "
        "occupied",
        agents, 100.0 * metrics.sl_offered, hc_plan_number(rules, "target_s"),
        100.0 * metrics.p_abandon, metrics.asa_s, 100.0 * metrics.occupancy);
    return HC_OK;
}

/* The bound in words: "sl_offered at least 0.8 within 20 s". */
static hc_status explain_target(const hc_explaining *it, const cJSON *target, hc_error *err)
{
    const char *metric = hc_plan_text(target, "metric");
    hc_target_kind kind = HC_TARGET_SL_OFFERED;
    const bool least = hc_target_find(metric, &kind) && hc_target_is_at_least(kind);
    if (!least) {
        HC_EXPLAIN(it, AGENTS, "  target: %s at most %g", metric,
                   hc_plan_number(target, "limit"));
        return HC_OK;
    }
    HC_EXPLAIN(it, AGENTS, "  target: %s at least %g within %g s", metric,
               hc_plan_number(target, "limit"), hc_plan_number(target, "target_s"));
    return HC_OK;
}

static hc_status explain_targets(const hc_explaining *it, const cJSON *rules, hc_error *err)
{
    const cJSON *target = NULL;
    cJSON_ArrayForEach(target, hc_plan_member(rules, "targets"))
    {
        HC_TRY(explain_target(it, target, err));
    }
    HC_EXPLAIN(it, AGENTS, "  target: occupancy at most %g",
               hc_plan_number(rules, "occupancy_max"));
    return HC_OK;
}

/* Chosen interval by interval for the mean forecast. */
static bool is_plain(const hc_explaining *it)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const char *per = hc_plan_text(staffing, "target_per");
    return strcmp(per, "day") != 0 && strcmp(per, "week") != 0 &&
           hc_is_missing(hc_plan_number(staffing, "risk"));
}

/* How the number was chosen: interval by interval or over a period, on average or surely. */
static hc_status explain_choice(const hc_explaining *it, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const char *per = hc_plan_text(staffing, "target_per");
    const double risk = hc_plan_number(staffing, "risk");
    const bool period = strcmp(per, "day") == 0 || strcmp(per, "week") == 0;
    if (period && hc_is_missing(risk)) {
        HC_EXPLAIN(
            it, AGENTS,
            "  chosen: the cheapest agents over the %s whose calls together meet the service "
            "level on average over the forecast's spread",
            per);
    } else if (period) {
        HC_EXPLAIN(
            it, AGENTS,
            "  chosen: the cheapest agents over the %s whose calls together meet the service "
            "level with a probability of %g %%",
            per, 100.0 * risk);
    } else if (!hc_is_missing(risk)) {
        HC_EXPLAIN(
            it, AGENTS,
            "  chosen: for the rate of contacts that is not passed with a probability of %g %%",
            100.0 * risk);
    }
    return HC_OK;
}

/* Of the pool's agents those who do chats and deferred work. */
static double agents_aside(const hc_explaining *it)
{
    const double aside = hc_explain_need(it, "agents_aside");
    return hc_is_missing(aside) ? 0.0 : aside;
}

static hc_status explain_deferred(const hc_explaining *it, const cJSON *rules, double agents,
                                  hc_error *err)
{
    const double share = hc_plan_number(rules, "answer_share");
    const double hours = hc_plan_number(rules, "answer_within_s") / 3600.0;
    const double wait_s = hc_explain_need(it, "asa_s");
    if (share < 1.0) {
        HC_EXPLAIN(
            it, "agents,agents_exact",
            "Agents: %.0f (%.3f), the same number whenever they work: the fewest who finish "
            "%g %% of the week's contacts within %g working hours, in turn",
            agents, hc_explain_need(it, "agents_exact"), 100.0 * share, hours);
    } else {
        HC_EXPLAIN(
            it, "agents,agents_exact",
            "Agents: %.0f (%.3f), the same number whenever they work: the fewest who finish "
            "all that comes within %g working hours, the earliest deadline first",
            agents, hc_explain_need(it, "agents_exact"), hours);
    }
    if (hc_is_missing(wait_s)) { return HC_OK; }
    HC_EXPLAIN(
        it, "asa_s,service_level",
        "Answers: those who write now have one after %.1f hours of the clock on average, in "
        "turn; %.4g %% of them in time",
        wait_s / 3600.0, 100.0 * hc_explain_need(it, "service_level"));
    return HC_OK;
}

static hc_status explain_chats(const hc_explaining *it, const cJSON *rules, double agents,
                               hc_error *err)
{
    const cJSON *times = hc_plan_member(rules, "chat_aht_s");
    const cJSON *time = NULL;
    int level = 0;
    HC_EXPLAIN(it, "agents,agents_exact",
               "Agents: %.0f, the fewest that meet every target; each "
               "holds up to %d chats at once",
               agents, cJSON_GetArraySize(times));
    cJSON_ArrayForEach(time, times)
    {
        level++;
        HC_EXPLAIN(it, AGENTS, "  a chat takes %g s while its agent holds %d",
                   time->valuedouble, level);
    }
    HC_TRY(explain_targets(it, rules, err));
    HC_EXPLAIN(it, AGENTS,
               "  %.0f agents: %.2f %% within %g s, %.2f %% hang up, %.2f %% of the agents "
               "have a chat",
               agents, 100.0 * hc_explain_need(it, "service_level"),
               hc_plan_number(rules, "target_s"), 100.0 * hc_explain_need(it, "abandon_rate"),
               100.0 * hc_explain_need(it, "occupancy"));
    return HC_OK;
}

/* Whether the roster's people are given to the queues, interval by interval. */
static bool served_by_skills(const hc_plan_file *plan)
{
    return hc_plan_member(hc_plan_member(plan->root, "schedule"), "queues") != NULL;
}

static hc_status explain_agents(const hc_explaining *it, hc_error *err)
{
    const cJSON *rules = rules_of(it);
    const char *work = hc_plan_text(rules, "work");
    const double aside = agents_aside(it);
    const double agents = hc_explain_need(it, "agents") - aside;
    if (strcmp(work, "deferred") == 0) { return explain_deferred(it, rules, agents, err); }
    if (strcmp(work, "chat") == 0) { return explain_chats(it, rules, agents, err); }
    if (aside > 0.0) {
        HC_EXPLAIN(
            it, "agents,agents_exact",
            "Agents: %.0f, of whom %.0f do chats and deferred work; the others answer calls:",
            hc_explain_need(it, "agents"), aside);
    }
    if (rules == NULL) {
        HC_EXPLAIN(it, "agents,agents_exact", "Agents: %.0f, the sum over the queues, %s",
                   agents,
                   served_by_skills(it->plan) ? "which people serve by their skills"
                                              : "each with agents of its own");
        return HC_OK;
    }
    const double patience_s = hc_plan_number(rules, "patience_s");
    const char *fewest = is_plain(it) ? ", the fewest that meet every target" : "";
    if (hc_is_missing(patience_s)) {
        HC_EXPLAIN(it, "agents,agents_exact", "Agents: %.0f by %s (callers wait for ever)%s",
                   agents, hc_plan_text(rules, "model"), fewest);
    } else {
        HC_EXPLAIN(it, "agents,agents_exact", "Agents: %.0f by %s (mean patience %.0f s)%s",
                   agents, hc_plan_text(rules, "model"), patience_s, fewest);
    }
    HC_TRY(explain_choice(it, err));
    HC_TRY(explain_targets(it, rules, err));
    HC_TRY(explain_agents_at(it, rules, agents, err));
    if (!hc_is_missing(hc_explain_need(it, "service_level_expected"))) {
        HC_EXPLAIN(it, "service_level_expected",
                   "  over the forecast's spread, busy and quiet days together: %.2f %%",
                   100.0 * hc_explain_need(it, "service_level_expected"));
    }
    return agents > 1.0 ? explain_agents_at(it, rules, agents - 1.0, err) : HC_OK;
}

/* ---- people -------------------------------------------------------------------------------
 */

static hc_status explain_people(const hc_explaining *it, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(it->plan->root, "staffing");
    const double usual = hc_plan_number(staffing, "shrinkage");
    const double presence = hc_plan_number_at(staffing, "presence", it->slot);
    const double shrinkage = hc_is_missing(presence) ? usual : 1.0 - (1.0 - usual) * presence;
    const double agents = hc_explain_need(it, "agents");
    const bool covered = cJSON_IsTrue(hc_plan_member(it->need, "covered_by_roster")) != 0;
    const cJSON *delivered = hc_plan_member(covered ? it->plan->root : it->need, "delivered");
    if (covered && served_by_skills(it->plan)) {
        HC_EXPLAIN(it, "scheduled", "People: %.0f, the sum over the queues, each rounded up",
                   hc_explain_need(it, "scheduled"));
    } else {
        HC_EXPLAIN(it, "scheduled",
                   "People: %.0f agents / (1 - %g shrinkage) = %.2f, rounded up to %.0f",
                   agents, shrinkage, agents / (1.0 - shrinkage),
                   hc_explain_need(it, "scheduled"));
    }
    if (delivered == NULL) { return HC_OK; }
    const double agents_exact = hc_plan_number_at(delivered, "agents_exact", it->slot);
    HC_EXPLAIN(
        it, "on_phones,scheduled",
        "Roster: %.2f people not on a break (mean of the interval)%s x (1 - %g) = %.2f agents "
        "on the phones",
        agents_exact / (1.0 - shrinkage), covered ? "" : " serve this queue", shrinkage,
        agents_exact);
    HC_EXPLAIN(it, "delivered",
               "  which gives %.2f %% within the target's time, %.2f %% hang up",
               100.0 * hc_plan_number_at(delivered, "service_level", it->slot),
               100.0 * hc_plan_number_at(delivered, "abandon_rate", it->slot));
    return HC_OK;
}

static hc_status explain(const hc_explaining *it, hc_error *err)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    HC_EXPLAIN(it, "queue,timestamp", "Interval: %s, %g minutes, %s",
               cJSON_IsString(time) ? time->valuestring : "",
               hc_plan_number(hc_plan_member(it->plan->root, "axis"), "interval_min"),
               hc_plan_text(it->need, "queue"));
    HC_TRY(hc_explain_contacts(it, err));
    if (!(hc_explain_need(it, "calls") > 0.0) && hc_explain_need(it, "agents") > 0.0) {
        HC_EXPLAIN(it, AGENTS,
                   "Agents: %.0f for chats and deferred work, which calls do not add to",
                   hc_explain_need(it, "agents"));
        return explain_people(it, err);
    }
    if (!(hc_explain_need(it, "calls") > 0.0)) {
        HC_EXPLAIN(it, "aht_s,load_erlangs,scheduled,service_level_expected," AGENTS,
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
    hc_explaining it = {
        .plan = plan, .slot = slot, .before = before, .scenario = scenario, .to = to};
    HC_TRY(find_need(plan, queue, &it.need, err));
    return explain(&it, err);
}
