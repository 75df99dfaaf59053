/* A heap that fails on demand, linked in place of forecast/base/heap.c. */
#include <stdlib.h>

#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

static size_t fail_at;
static size_t made;
static size_t live;

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
    made++;
    return fail_at != 0 && made == fail_at;
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
