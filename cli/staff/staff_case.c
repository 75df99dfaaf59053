#include "cli/staff/staff_case.h"

#include <string.h>

#include "erlang/uncertainty.h"
#include "forecast/base/number.h"

static bool returns(const hc_staff_extra *extra)
{
    return !hc_is_missing(extra->redial) || !hc_is_missing(extra->reconnect);
}

hc_status hc_staff_extra_check(const hc_staff_extra *extra, int64_t agents, hc_error *err)
{
    const int kinds = (hc_is_missing(extra->cv) ? 0 : 1) + (returns(extra) ? 1 : 0) +
                      (extra->chat != NULL ? 1 : 0) + (extra->waits != NULL ? 1 : 0) +
                      (extra->sought != HC_STAFF_SOUGHT_AGENTS ? 1 : 0);
    if (kinds > 1) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "ask one after the other",
                       "--cv, --redial or --reconnect, --chat, --waits and --solve do not go "
                       "together");
    }
    if (!hc_is_missing(extra->risk) && hc_is_missing(extra->cv)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "for instance --cv 0.1 --risk 90%",
                       "--risk needs --cv, the spread of the forecast");
    }
    if (extra->sought != HC_STAFF_SOUGHT_AGENTS && agents < 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "for instance --agents 14 --solve volume",
                       "--solve needs --agents");
    }
    return HC_OK;
}

hc_status hc_staff_chat_read(const char *text, hc_chat *chat, hc_error *err)
{
    const char *at = text;
    chat->levels = 0;
    for (bool more = true; more;) {
        const size_t length = strcspn(at, ",");
        more = at[length] == ',';
        if (chat->levels == HC_CHAT_LEVELS_MAX ||
            !hc_parse_double(at, length, &chat->chat_aht_s[chat->levels])) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                           "seconds of a chat that is alone, with one more, ..: --chat "
                           "300,400,540",
                           "'%s' is not a list of at most %d times", text, HC_CHAT_LEVELS_MAX);
        }
        chat->levels++;
        at += length + (more ? 1 : 0);
    }
    return HC_OK;
}

static hc_returns returns_of(const hc_staff_extra *extra)
{
    const double again = hc_is_missing(extra->redial) ? 0.0 : extra->redial;
    return (hc_returns){.after_abandon = again,
                        .after_block = again,
                        .after_answer =
                            hc_is_missing(extra->reconnect) ? 0.0 : extra->reconnect};
}

hc_status hc_staff_case_solve(const hc_staff_case *asked, int64_t *agents, hc_error *err)
{
    const hc_staff_extra *extra = &asked->extra;
    const hc_target *targets = asked->targets;
    const size_t count = asked->target_count;
    if (asked->chat.levels > 0) {
        return hc_chat_solve(&asked->chat, targets, count, agents, err);
    }
    if (asked->curve.bins > 0 && !(asked->load.load_erlangs > 0.0)) {
        *agents = 0;
        return HC_OK;
    }
    if (asked->curve.bins > 0) {
        return hc_general_patience_solve(&asked->load, &asked->curve, targets, count, agents,
                                         err);
    }
    if (returns(extra)) {
        const hc_returns back = returns_of(extra);
        return hc_redial_solve(asked->model, &asked->load, &back, targets, count, agents, err);
    }
    if (hc_is_missing(extra->cv)) {
        return hc_staffing_solve(asked->model, &asked->load, targets, count, agents, err);
    }
    if (hc_is_missing(extra->risk)) {
        return hc_uncertain_solve(asked->model, &asked->load, extra->cv, targets, count, agents,
                                  err);
    }
    return hc_risk_solve(asked->model, &asked->load, extra->cv, extra->risk, targets, count,
                         agents, err);
}

static void find(hc_staff_result *result, const char *name, const char *title, double value)
{
    result->findings[result->finding_count++] = (hc_staff_finding){name, title, value};
}

static hc_status chat_metrics(const hc_staff_case *asked, int64_t agents,
                              hc_staff_result *result, hc_error *err)
{
    hc_chat_metrics chat;
    HC_TRY(hc_chat_evaluate(&asked->chat, agents, asked->target_s, &chat, err));
    result->metrics = chat.service;
    find(result, "chats_an_agent", "Chats an agent holds, on average", chat.chats_an_agent);
    find(result, "chat_aht_s", "Time of a chat that comes of it, s", chat.chat_aht_s);
    return HC_OK;
}

/* Callers hang up as their waits showed; with the shares that outlast a few waits. */
static hc_status curve_metrics(const hc_staff_case *asked, int64_t agents,
                               hc_staff_result *result, hc_error *err)
{
    if (asked->load.load_erlangs > 0.0) {
        HC_TRY(hc_general_patience_metrics(&asked->load, &asked->curve, (double)agents,
                                           asked->target_s, &result->metrics, err));
    } else {
        HC_TRY(hc_staffing_metrics(HC_MODEL_C, &asked->load, (double)agents, asked->target_s,
                                   &result->metrics, err));
    }
    find(result, "patient_60_s", "Share that still waits after 60 s unanswered",
         hc_patience_curve_survival(&asked->curve, 60.0));
    find(result, "patient_180_s", "Share that still waits after 180 s unanswered",
         hc_patience_curve_survival(&asked->curve, 180.0));
    return HC_OK;
}

static hc_status returning_metrics(const hc_staff_case *asked, int64_t agents,
                                   hc_staff_result *result, hc_error *err)
{
    const hc_returns back = returns_of(&asked->extra);
    hc_load total;
    HC_TRY(hc_redial_load(asked->model, &asked->load, &back, (double)agents, asked->target_s,
                          &total, &result->metrics, err));
    find(result, "load_total", "Load with those who call again, Erlangs", total.load_erlangs);
    find(result, "calls_total", "Calls with those who call again",
         total.load_erlangs * asked->interval_s / total.aht_s);
    return HC_OK;
}

static hc_status spread_metrics(const hc_staff_case *asked, int64_t agents,
                                hc_staff_result *result, hc_error *err)
{
    hc_metrics naive;
    HC_TRY(hc_uncertain_metrics(asked->model, &asked->load, asked->extra.cv, (double)agents,
                                asked->target_s, &result->metrics, err));
    HC_TRY(hc_staffing_metrics(asked->model, &asked->load, (double)agents, asked->target_s,
                               &naive, err));
    find(result, "sl_offered_naive", "Service level if the forecast came exactly true",
         naive.sl_offered);
    if (!hc_is_missing(asked->extra.risk)) {
        find(result, "load_at_risk", "Load that is not passed with that probability, Erlangs",
             asked->load.load_erlangs * hc_rate_at(asked->extra.cv, asked->extra.risk));
    }
    return HC_OK;
}

static hc_status capacity_metrics(const hc_staff_case *asked, int64_t agents,
                                  hc_staff_result *result, hc_error *err)
{
    const bool volume = asked->extra.sought == HC_STAFF_SOUGHT_VOLUME;
    hc_load held = asked->load;
    double most = 0.0;
    HC_TRY(hc_staffing_capacity(asked->model, &asked->load, asked->targets, asked->target_count,
                                (double)agents, volume ? HC_CAPACITY_VOLUME : HC_CAPACITY_AHT,
                                &most, err));
    held.load_rest_erlangs = 0.0;
    if (volume) {
        held.load_erlangs = most;
        find(result, "calls_most", "Most calls that they hold",
             most * asked->interval_s / held.aht_s);
    } else {
        held.load_erlangs = asked->load.load_erlangs / asked->load.aht_s * most;
        held.aht_s = most;
        find(result, "aht_most_s", "Longest handle time that they hold, s", most);
    }
    find(result, "load_most", "Load that they then hold, Erlangs", held.load_erlangs);
    return hc_staffing_metrics(asked->model, &held, (double)agents, asked->target_s,
                               &result->metrics, err);
}

hc_status hc_staff_case_metrics(const hc_staff_case *asked, int64_t agents,
                                hc_staff_result *result, hc_error *err)
{
    result->finding_count = 0;
    if (asked->chat.levels > 0) { return chat_metrics(asked, agents, result, err); }
    if (asked->curve.bins > 0) { return curve_metrics(asked, agents, result, err); }
    if (returns(&asked->extra)) { return returning_metrics(asked, agents, result, err); }
    if (!hc_is_missing(asked->extra.cv)) { return spread_metrics(asked, agents, result, err); }
    if (asked->extra.sought != HC_STAFF_SOUGHT_AGENTS) {
        return capacity_metrics(asked, agents, result, err);
    }
    return hc_staffing_metrics(asked->model, &asked->load, (double)agents, asked->target_s,
                               &result->metrics, err);
}
