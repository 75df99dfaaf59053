/* NOLINTNEXTLINE(bugprone-reserved-identifier,cert-dcl*): glibc's name for CPU sets */
#define _GNU_SOURCE

#include "forecast/base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

#include "forecast/base/memory.h"

#define THREADS_MAX 256 /* more only take memory */

/*
 * Items are handed out one by one in rising order. When item f fails, items above f are no
 * longer begun, but every item below f has been handed out before it and is finished: so the
 * lowest failed item, whose error is returned, is the same one that a plain loop would have
 * stopped at.
 */
typedef struct job {
    size_t items;
    hc_item_fn fn;
    void *context;
    atomic_size_t next;
    atomic_size_t failed; /* lowest failed item so far; items when none has */
    pthread_mutex_t lock; /* guards the two below and the lowering of failed */
    hc_status status;
    hc_error error;
} job;

static void note_failure(job *work, size_t item, hc_status status, const hc_error *error)
{
    (void)pthread_mutex_lock(&work->lock);
    if (item < atomic_load(&work->failed)) {
        atomic_store(&work->failed, item);
        work->status = status;
        work->error = *error;
    }
    (void)pthread_mutex_unlock(&work->lock);
}

static void *work_items(void *argument)
{
    job *work = argument;
    for (;;) {
        const size_t item = atomic_fetch_add(&work->next, 1);
        if (item >= work->items || item > atomic_load(&work->failed)) { return NULL; }
        hc_error error = HC_ERROR_INIT;
        const hc_status status = work->fn(work->context, item, &error);
        if (status != HC_OK) { note_failure(work, item, status, &error); }
    }
}

static hc_status run_alone(size_t items, hc_item_fn fn, void *context, hc_error *err)
{
    for (size_t item = 0; item < items; item++) {
        HC_TRY(fn(context, item, err));
    }
    return HC_OK;
}

/* A thread that cannot be started is done without: the others take its items. */
static void run_threads(job *work, pthread_t *helpers, size_t helper_count)
{
    size_t started = 0;
    while (started < helper_count &&
           pthread_create(&helpers[started], NULL, work_items, work) == 0) {
        started++;
    }
    (void)work_items(work);
    for (size_t helper = 0; helper < started; helper++) {
        (void)pthread_join(helpers[helper], NULL);
    }
}

hc_status hc_parallel_for(size_t items, size_t threads, hc_item_fn fn, void *context,
                          hc_error *err)
{
    size_t count = threads > 0 ? threads : hc_parallel_cores();
    if (count > THREADS_MAX) { count = THREADS_MAX; }
    if (count > items) { count = items; }
    if (count <= 1) { return run_alone(items, fn, context, err); }
    pthread_t *helpers = NULL;
    HC_TRY(hc_alloc(&helpers, count - 1, sizeof *helpers, err));
    job work = {.items = items, .fn = fn, .context = context, .status = HC_OK};
    atomic_init(&work.next, 0);
    atomic_init(&work.failed, items);
    if (pthread_mutex_init(&work.lock, NULL) != 0) {
        hc_free(helpers);
        return run_alone(items, fn, context, err);
    }
    run_threads(&work, helpers, count - 1);
    (void)pthread_mutex_destroy(&work.lock);
    hc_free(helpers);
    if (work.status != HC_OK && err != NULL) { *err = work.error; }
    return work.status;
}

size_t hc_parallel_cores(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) {
        return (size_t)CPU_COUNT(&allowed);
    }
    const int64_t online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}
