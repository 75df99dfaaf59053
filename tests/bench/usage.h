/* What a benchmark has used so far: processor time of the whole process, and its peak memory.
 */
#ifndef HC_BENCH_USAGE_H
#define HC_BENCH_USAGE_H

#include <sys/resource.h>
#include <time.h>

static inline double cpu_s(void)
{
    struct timespec used;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}

static inline double peak_mb(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0;
}

#endif
