/* A heap that fails on demand, linked in place of forecast/base/heap.c. Threads may share it.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

static atomic_size_t fail_at;
static atomic_size_t made;
static atomic_size_t live;

void hc_heap_fail_at(size_t k)
{
    fail_at = k;
    made = 0;
}

size_t hc_heap_count(void)
{
    return made;
}

size_t hc_heap_live(void)
{
    return live;
}

static int fails(void)
{
    const size_t this_one = atomic_fetch_add(&made, 1) + 1;
    return fail_at != 0 && this_one == fail_at;
}

void *hc_heap_alloc(size_t bytes)
{
    if (fails()) { return NULL; }
    live++;
    return malloc(bytes);
}

void *hc_heap_realloc(void *memory, size_t bytes)
{
    if (fails()) { return NULL; }
    if (memory == NULL) { live++; }
    return realloc(memory, bytes);
}

void hc_heap_free(void *memory)
{
    if (memory != NULL) { live--; }
    free(memory);
}
