/* The heap itself, in a file of its own so that a test can link another one in its place. */
#include <stdlib.h>

#include "forecast/base/memory.h"

void *hc_heap_alloc(size_t bytes)
{
    return malloc(bytes);
}

void *hc_heap_realloc(void *memory, size_t bytes)
{
    return realloc(memory, bytes);
}

void hc_heap_free(void *memory)
{
    free(memory);
}
