#include "cli/whatif/today.h"

#include <stdlib.h>
#include <string.h>

#include "cli/centre/centre_part.h"
#include "cli/plan/reading.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

void hc_today_need_of(const hc_scenario *scenario, hc_today_need *need)
{
    for (size_t p = 0; p < scenario->part_count; p++) {
        const hc_scenario_part *part = &scenario->parts[p];
        need->acw =
            need->acw || part->acw.kind == HC_AMOUNT_SET || part->acw.kind == HC_AMOUNT_SCALE;
        need->repeats = need->repeats || !hc_is_missing(part->repeat_share);
        need->reasons = need->reasons || part->deflection_count > 0;
    }
}

/* What is needed and not said of some queue. */
static hc_today_need open_of(const hc_today_need *need, const hc_series *forecast,
                             const hc_centre *centre)
{
    hc_today_need open = {false, false, false};
    for (size_t q = 0; q < forecast->queue_count; q++) {
        const hc_service service = hc_centre_service(centre, forecast->queues[q].name);
        open.acw = open.acw || (need->acw && hc_is_missing(service.acw_s));
        open.repeats = open.repeats || (need->repeats && hc_is_missing(service.repeat_share));
        open.reasons = open.reasons || (need->reasons && service.reason_count == 0);
    }
    return open;
}

/* What is asked of a plan's history. */
typedef struct today_case {
    hc_today_need open;
    const hc_plan_file *plan;
    const char *centre_path;
    const hc_series *forecast;
    hc_centre *centre;
} today_case;

/* ---- one queue ----------------------------------------------------------------------------
 */

/* The centre's own entry of a queue, made where there is none. */
static hc_status own_service(hc_centre *centre, const char *queue, hc_service **service,
                             hc_error *err)
{
    for (size_t q = 0; q < centre->queue_count; q++) {
        *service = &centre->queues[q].service;
        if (strcmp(centre->queues[q].name, queue) == 0) { return HC_OK; }
    }
    size_t capacity = centre->queue_count; /* its array is exactly as long */
    HC_TRY(hc_grow(&centre->queues, &capacity, centre->queue_count + 1, sizeof *centre->queues,
                   err));
    hc_centre_queue *made = &centre->queues[centre->queue_count++];
    *made = (hc_centre_queue){.service = hc_centre_service_unsaid()};
    (void)snprintf(made->name, sizeof made->name, "%s", queue);
    *service = &made->service;
    return HC_OK;
}

static int more_contacts_first(const void *a, const void *b)
{
    const hc_contact_reason *one = a, *two = b;
    return (one->share < two->share) - (one->share > two->share);
}

/* Reasons with their share of the queue's contacts; those without a name are the rest. */
static hc_status take_reasons(const hc_kpi_groups *groups, const char *queue,
                              hc_service *service, hc_error *err)
{
    hc_contact_reason *reasons = NULL;
    size_t count = 0;
    double all = 0.0;
    HC_TRY(hc_alloc(&reasons, groups->count, sizeof *reasons, err));
    for (size_t k = 0; k < groups->count; k++) {
        const hc_kpi_group *group = &groups->groups[k];
        const double aht_s = hc_kpi_of(&group->sums, HC_KPI_AHT).value;
        if (strcmp(group->kind->queue, queue) != 0) { continue; }
        all += group->sums.offered;
        if (group->kind->reason[0] == '\0' || !(aht_s > 0.0)) { continue; }
        hc_contact_reason *reason = &reasons[count++];
        *reason = (hc_contact_reason){.share = group->sums.offered, .aht_s = aht_s};
        (void)snprintf(reason->name, sizeof reason->name, "%.*s", (int)sizeof reason->name - 1,
                       group->kind->reason);
    }
    for (size_t k = 0; k < count; k++) {
        reasons[k].share /= all;
    }
    if (count > 0) { qsort(reasons, count, sizeof *reasons, more_contacts_first); }
    service->reason_count = count < HC_REASONS_MAX ? count : HC_REASONS_MAX;
    service->reasons = reasons;
    return HC_OK;
}

static const hc_kpi_group *group_of(const hc_kpi_groups *groups, const char *queue)
{
    for (size_t k = 0; k < groups->count; k++) {
        if (strcmp(groups->groups[k].kind->queue, queue) == 0) { return &groups->groups[k]; }
    }
    return NULL;
}

static hc_status take_queue(const hc_today_need *need, const char *queue,
                            const hc_kpi_groups *queues, const hc_kpi_groups *reasons,
                            hc_centre *centre, hc_error *err)
{
    const hc_service said = hc_centre_service(centre, queue);
    const hc_kpi_group *group = group_of(queues, queue);
    hc_service *own = NULL;
    if (group == NULL) { return HC_OK; }
    HC_TRY(own_service(centre, queue, &own, err));
    if (need->acw && hc_is_missing(said.acw_s)) {
        own->acw_s = hc_kpi_of(&group->sums, HC_KPI_ACW).value;
    }
    if (need->repeats && hc_is_missing(said.repeat_share)) {
        own->repeat_share = hc_kpi_of(&group->sums, HC_KPI_REPEAT).value;
    }
    if (!need->reasons || said.reason_count > 0) { return HC_OK; }
    return take_reasons(reasons, queue, own, err);
}

/* ---- the history --------------------------------------------------------------------------
 */

static hc_status measure(const hc_today_need *need, const hc_history *history,
                         const hc_series *forecast, hc_centre *centre, hc_error *err)
{
    hc_kpi_cut cut = {HC_BY_QUEUE, 0, hc_history_end(history) - HC_LATELY_DAYS, HC_DAY_NONE};
    hc_kpi_groups queues = {0}, reasons = {0};
    hc_status st = hc_kpi_group_rows(&history->ledger, &cut, &queues, err);
    cut.by |= HC_BY_REASON;
    if (st == HC_OK) { st = hc_kpi_group_rows(&history->ledger, &cut, &reasons, err); }
    for (size_t q = 0; st == HC_OK && q < forecast->queue_count; q++) {
        st = take_queue(need, forecast->queues[q].name, &queues, &reasons, centre, err);
    }
    hc_kpi_groups_clear(&queues);
    hc_kpi_groups_clear(&reasons);
    return st;
}

static hc_status read_and_measure(const today_case *it, bool own, const char *const *files,
                                  size_t count, const hc_screen *screen, hc_error *err)
{
    hc_history_settings how = HC_HISTORY_SETTINGS_DEFAULT;
    hc_history history = {0};
    how.centre = it->centre_path;
    how.ledger = true;
    hc_status st = hc_reading_open(it->plan, own, &how, files, count, screen, &history, err);
    if (st == HC_OK) { st = measure(&it->open, &history, it->forecast, it->centre, err); }
    hc_history_clear(&history);
    return st;
}

hc_status hc_today_fill(const hc_today_need *need, const hc_plan_file *plan,
                        const hc_option_texts *files, const char *centre_path,
                        const hc_series *forecast, const hc_screen *screen, hc_centre *centre,
                        hc_error *err)
{
    const today_case it = {open_of(need, forecast, centre), plan, centre_path, forecast,
                           centre};
    const char *own[HC_LOAD_FILES_MAX];
    if (!it.open.acw && !it.open.repeats && !it.open.reasons) { return HC_OK; }
    if (files->count > 0) {
        return read_and_measure(&it, false, files->text, files->count, screen, err);
    }
    const size_t count = hc_reading_own_files(plan, own);
    if (count == 0) { return HC_OK; }
    hc_error why = HC_ERROR_INIT;
    hc_screen silent = *screen;
    silent.quiet = true;
    const hc_status st = read_and_measure(&it, true, own, count, &silent, &why);
    if (st == HC_ERR_MEMORY) {
        *err = why;
        return st;
    }
    if (st != HC_OK) {
        hc_say_note(screen,
                    "the plan's history %s is not read; --history FILE tells today's "
                    "after-call work, repeats and reasons",
                    own[0]);
    }
    return HC_OK;
}
