#include "cli/base/progress.h"

#include <time.h>

#include "forecast/base/number.h"

#define FIRST_S 0.5 /* shorter work says nothing */
#define EVERY_S 0.2

double hc_clock_s(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

hc_progress hc_progress_start(const hc_screen *screen, const char *what)
{
    return (hc_progress){screen, what, hc_clock_s(), 0.0};
}

void hc_progress_show(hc_progress *progress, double done, const char *detail)
{
    const hc_screen *screen = progress->screen;
    const double now_s = hc_clock_s();
    const double spent_s = now_s - progress->started_s;
    if (!screen->err_is_terminal || screen->quiet || spent_s < FIRST_S ||
        now_s - progress->shown_s < EVERY_S) {
        return;
    }
    progress->shown_s = now_s;
    (void)fprintf(screen->err, "\r\033[K%s", progress->what);
    if (!hc_is_missing(done) && done > 0.0) {
        const double left_s = spent_s * (1.0 - done) / done;
        (void)fprintf(screen->err, " %3.0f %%, about %.0f s left", 100.0 * done, left_s);
    }
    if (detail != NULL) { (void)fprintf(screen->err, ", %s", detail); }
    (void)fflush(screen->err);
}

void hc_progress_end(hc_progress *progress)
{
    if (progress->shown_s > 0.0) {
        (void)fputs("\r\033[K", progress->screen->err);
        (void)fflush(progress->screen->err);
        progress->shown_s = 0.0;
    }
}

void hc_progress_parts_start(hc_progress_parts *parts, const hc_screen *screen,
                             const char *what, size_t all)
{
    *parts = (hc_progress_parts){.progress = hc_progress_start(screen, what), .all = all};
    (void)pthread_mutex_init(&parts->lock, NULL);
}

void hc_progress_part_done(void *parts)
{
    hc_progress_parts *work = parts;
    (void)pthread_mutex_lock(&work->lock);
    work->done++;
    if (work->done < work->all) {
        hc_progress_show(&work->progress, (double)work->done / (double)work->all, NULL);
    }
    (void)pthread_mutex_unlock(&work->lock);
}

void hc_progress_parts_end(hc_progress_parts *parts)
{
    hc_progress_end(&parts->progress);
    (void)pthread_mutex_destroy(&parts->lock);
}
