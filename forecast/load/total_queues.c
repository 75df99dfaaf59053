/* Queues that are the sum of the others: called so, or found to be. */
#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/ledger_fill.h"

#define SUMS_LEAST 48     /* intervals with contacts in which a sum shows */
#define SUMS_SHARE 0.99   /* of them; the others may have lost a row */
#define OTHERS_LEAST 2    /* two queues alike are no sum of each other */
#define PARTS_MOST 1000   /* queues whose names are compared with each other */
#define SUM_ACCURACY 1e-6 /* of contacts that are parts of one */

static bool is_total(const hc_loading *loading, size_t queue)
{
    return loading->names.entry[queue].is_total;
}

static size_t count_real(const hc_loading *loading)
{
    size_t real = 0;
    for (size_t queue = 0; queue < loading->series.queue_count; queue++) {
        real += !is_total(loading, queue);
    }
    return real;
}

static double calls_in(const hc_queue *queue, size_t slot)
{
    const bool open = hc_slot_state_of(queue, slot) == HC_SLOT_OPEN;
    return open ? queue->calls[slot] : 0.0;
}

/* Queues that one of them may be the sum of: all, or the parts of one. */
typedef struct sum_groups {
    size_t *group;   /* [queues] */
    size_t *members; /* [groups] */
    double *sum;     /* [groups] of one interval */
    double *seen;    /* [queues] intervals in which the group has contacts */
    double *halves;  /* [queues] of them those in which the queue has half of them */
} sum_groups;

static void see_slot(const hc_loading *loading, const sum_groups *groups, size_t slot)
{
    const hc_series *series = &loading->series;
    for (size_t q = 0; q < series->queue_count; q++) {
        groups->sum[groups->group[q]] = 0.0;
    }
    for (size_t q = 0; q < series->queue_count; q++) {
        if (is_total(loading, q)) { continue; }
        groups->sum[groups->group[q]] += calls_in(&series->queues[q], slot);
    }
    for (size_t q = 0; q < series->queue_count; q++) {
        const double sum = groups->sum[groups->group[q]];
        const double calls = calls_in(&series->queues[q], slot);
        groups->seen[q] += sum > 0.0 ? 1.0 : 0.0;
        groups->halves[q] +=
            sum > 0.0 && fabs(2.0 * calls - sum) <= SUM_ACCURACY * sum ? 1.0 : 0.0;
    }
}

/* Of two queues that are half of it all equally often, the same contacts beside nothing,
 * neither is the other's sum. */
static bool is_most_often(const hc_loading *loading, const sum_groups *groups, size_t queue)
{
    for (size_t q = 0; q < loading->series.queue_count; q++) {
        if (q != queue && !is_total(loading, q) && groups->group[q] == groups->group[queue] &&
            groups->halves[q] >= groups->halves[queue]) {
            return false;
        }
    }
    return true;
}

static void mark_sums(hc_loading *loading, const sum_groups *groups)
{
    for (size_t slot = 0; slot < hc_axis_slots(&loading->series.axis); slot++) {
        see_slot(loading, groups, slot);
    }
    for (size_t q = 0; q < loading->series.queue_count; q++) {
        if (groups->members[groups->group[q]] > OTHERS_LEAST && groups->seen[q] >= SUMS_LEAST &&
            groups->halves[q] >= SUMS_SHARE * groups->seen[q] &&
            is_most_often(loading, groups, q)) {
            loading->names.entry[q].is_total = true;
        }
    }
}

/* Of "Sales / Berlin" what stands before the mark; else all of the name. */
static size_t whole_length(const char *name)
{
    const char *mark = strstr(name, " / ");
    return mark != NULL ? (size_t)(mark - name) : strlen(name);
}

static bool are_parts_of_one(const char *a, const char *b)
{
    const size_t length = whole_length(a);
    return length == whole_length(b) && strncmp(a, b, length) == 0;
}

/* By parts: queues of one name before " / " are a group, named by the first of them. */
static bool group_queues(const hc_loading *loading, bool by_parts, const sum_groups *groups)
{
    const hc_series *series = &loading->series;
    bool any = false;
    for (size_t q = 0; q < series->queue_count; q++) {
        size_t first = 0;
        while (by_parts && first < q &&
               !are_parts_of_one(series->queues[first].name, series->queues[q].name)) {
            first++;
        }
        groups->group[q] = first;
        groups->members[first] += !is_total(loading, q);
        any = any || groups->members[first] > OTHERS_LEAST;
    }
    return any;
}

static hc_status make_groups(sum_groups *groups, size_t queues, hc_error *err)
{
    HC_TRY(hc_alloc(&groups->group, queues, sizeof *groups->group, err));
    HC_TRY(hc_alloc(&groups->members, queues, sizeof *groups->members, err));
    HC_TRY(hc_alloc(&groups->sum, queues, sizeof *groups->sum, err));
    HC_TRY(hc_alloc(&groups->seen, queues, sizeof *groups->seen, err));
    return hc_alloc(&groups->halves, queues, sizeof *groups->halves, err);
}

/* "Whole centre" in any language. */
static hc_status find_sums(hc_loading *loading, bool by_parts, hc_error *err)
{
    const size_t queues = loading->series.queue_count;
    sum_groups groups = {0};
    if (queues <= OTHERS_LEAST || (by_parts && queues > PARTS_MOST)) { return HC_OK; }
    const hc_status st = make_groups(&groups, queues, err);
    if (st == HC_OK && group_queues(loading, by_parts, &groups)) {
        mark_sums(loading, &groups);
    }
    hc_free(groups.group);
    hc_free(groups.members);
    hc_free(groups.sum);
    hc_free(groups.seen);
    hc_free(groups.halves);
    return st;
}

static void drop(hc_loading *loading, size_t queue)
{
    hc_load_note(loading->report, "queue \"%s\" is taken as the sum of the others: dropped",
                 loading->series.queues[queue].name);
    hc_queue_free_arrays(&loading->series.queues[queue]);
    if (loading->options->ledger != NULL) {
        hc_ledger_drop_kind(loading->options->ledger, queue);
    }
}

hc_status hc_drop_total_queues(hc_loading *loading, hc_error *err)
{
    hc_series *series = &loading->series;
    HC_TRY(find_sums(loading, false, err));
    HC_TRY(find_sums(loading, true, err));
    const size_t real = count_real(loading);
    if (real == 0 || real == series->queue_count) { return HC_OK; }
    size_t to = 0;
    for (size_t queue = 0; queue < series->queue_count; queue++) {
        if (is_total(loading, queue)) {
            drop(loading, queue);
        } else {
            series->queues[to++] = series->queues[queue];
        }
    }
    series->queue_count = to;
    return HC_OK;
}
