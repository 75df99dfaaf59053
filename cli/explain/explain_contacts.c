/* Where the contacts and handle times of an interval come from. */
#include "cli/explain/explain_contacts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/number.h"

#define CONTACTS "mean,calls,state," QUANTILES
#define QUANTILES "q025,q05,q10,q25,q50,q75,q90,q95,q975"

double hc_explain_need(const hc_explaining *it, const char *name)
{
    return hc_plan_number_at(it->need, name, it->slot);
}

/* The day's entry of a queue's method: its date is how the interval's time begins. */
static const cJSON *day_of(const hc_explaining *it, const cJSON *forecast)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    char date[11] = "";
    if (cJSON_IsString(time)) { (void)snprintf(date, sizeof date, "%s", time->valuestring); }
    return hc_plan_find(hc_plan_member(hc_plan_member(forecast, "method"), "days"), "date",
                        date);
}

static hc_status explain_day(const hc_explaining *it, const cJSON *day, hc_error *err)
{
    const char *special = hc_plan_text(day, "special_name");
    HC_EXPLAIN(
        it, "mean,calls",
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
static hc_status explain_overrides(const hc_explaining *it, const char *queue, hc_error *err)
{
    const cJSON *times = hc_plan_member(hc_plan_member(it->plan->root, "axis"), "timestamps");
    const cJSON *time = cJSON_GetArrayItem(times, (int)it->slot);
    const int64_t at = cJSON_IsString(time) ? instant_of(time->valuestring) : 0;
    const cJSON *override = NULL;
    cJSON_ArrayForEach(override, hc_plan_member(it->plan->root, "overrides"))
    {
        if (!is_about(override, queue, at)) { continue; }
        HC_EXPLAIN(it, "mean,calls", "  override: %s", hc_plan_text(override, "text"));
    }
    return HC_OK;
}

/* Contacts or handle time of a queue as the plan has them, whatever the scenario makes of them.
 */
static double planned(const hc_explaining *it, const cJSON *forecast, bool aht)
{
    size_t queue = 0;
    if (it->before == NULL ||
        !hc_series_find(it->before, hc_plan_text(forecast, "queue"), &queue)) {
        return hc_plan_number_at(forecast, aht ? "aht_s" : "mean", it->slot);
    }
    return (aht ? it->before->queues[queue].aht_s : it->before->queues[queue].calls)[it->slot];
}

/* What the scenario makes of the plan's contacts. */
static hc_status explain_change(const hc_explaining *it, const cJSON *forecast, hc_error *err)
{
    if (it->before == NULL) { return HC_OK; }
    HC_EXPLAIN(it, "mean,calls,aht_s",
               "  what if (%s): %.2f contacts of %.1f s become %.2f of %.1f s", it->scenario,
               planned(it, forecast, false), planned(it, forecast, true),
               hc_plan_number_at(forecast, "mean", it->slot),
               hc_plan_number_at(forecast, "aht_s", it->slot));
    return HC_OK;
}

/* The interval's share of the forecast day, then what the planner made of it. */
static hc_status explain_interval(const hc_explaining *it, const cJSON *forecast, double total,
                                  hc_error *err)
{
    const double mean = planned(it, forecast, false);
    const double before = hc_plan_number_at(forecast, "mean_before_overrides", it->slot);
    const double forecast_mean = hc_is_missing(before) ? mean : before;
    if (total > 0.0 && forecast_mean > 0.0) {
        HC_EXPLAIN(it, "mean,calls",
                   "  interval: %.1f x %.6f (its share of the day) = %.2f contacts", total,
                   forecast_mean / total, forecast_mean);
    }
    if (hc_is_missing(before)) { return HC_OK; }
    return explain_overrides(it, hc_plan_text(forecast, "queue"), err);
}

/* The quantiles of the forecast and the spread that they are drawn from. */
static hc_status explain_quantiles(const hc_explaining *it, const cJSON *forecast,
                                   hc_error *err)
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
    HC_EXPLAIN(it, "+" QUANTILES, "  contacts stay below, with a probability of %s", text);
    HC_EXPLAIN(
        it, "+" QUANTILES,
        "    by the residuals of %g back-tests: variance %.4f x mean + %.5f x mean^2 "
        "in the first week, as much more or less as they show of the weekday and the time of "
        "day, wider later and on special days",
        hc_plan_number(method, "backtests"), hc_plan_number(method, "band_a"),
        hc_plan_number(method, "band_b"));
    return HC_OK;
}

static hc_status explain_handle_spread(const hc_explaining *it, const cJSON *forecast,
                                       hc_error *err)
{
    const double sd_s = hc_plan_number_at(forecast, "aht_sd_s", it->slot);
    if (hc_is_missing(sd_s)) { return HC_OK; }
    HC_EXPLAIN(it, "+aht_sd_s",
               "    the mean of an interval's contacts is off by %.1f s (one sigma)", sd_s);
    return HC_OK;
}

static hc_status explain_queue(const hc_explaining *it, const cJSON *forecast, hc_error *err)
{
    const char *name = hc_plan_text(forecast, "queue");
    const double mean = hc_plan_number_at(forecast, "mean", it->slot);
    const cJSON *day = day_of(it, forecast);
    const double total = hc_plan_number(day, "total");
    const cJSON *state = cJSON_GetArrayItem(hc_plan_member(forecast, "state"), (int)it->slot);
    if (cJSON_IsString(state) && strcmp(state->valuestring, "closed") == 0) {
        HC_EXPLAIN(it, CONTACTS, "Contacts of '%s': 0, it is closed then", name);
        return HC_OK;
    }
    HC_EXPLAIN(it, "mean,calls,state,q10,q90",
               "Contacts of '%s': %.2f expected (8 of 10 such intervals: %.0f to %.0f)", name,
               mean, hc_plan_number_at(forecast, "q10", it->slot),
               hc_plan_number_at(forecast, "q90", it->slot));
    if (day == NULL) { return HC_OK; }
    HC_TRY(explain_day(it, day, err));
    HC_TRY(explain_interval(it, forecast, total, err));
    const bool given = hc_plan_find(hc_plan_member(it->plan->root, "assumptions"), "name",
                                    "Handle time") != NULL;
    HC_EXPLAIN(it, "aht_s", "  handle time: %.1f s, %s", planned(it, forecast, true),
               given ? "as given by --aht" : "as in the history");
    HC_TRY(explain_handle_spread(it, forecast, err));
    HC_TRY(explain_quantiles(it, forecast, err));
    return explain_change(it, forecast, err);
}

hc_status hc_explain_contacts(const hc_explaining *it, hc_error *err)
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
