#include "forecast/base/memory.h"

#include <stdint.h>
#include <string.h>

bool hc_size_mul(size_t a, size_t b, size_t *product)
{
    if (b != 0 && a > SIZE_MAX / b) { return false; }
    *product = a * b;
    return true;
}

static hc_status no_memory(hc_error *err, size_t count, size_t size)
{
    return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL,
                   "out of memory: %zu times %zu bytes were needed", count, size);
}

hc_status hc_alloc(void *out, size_t count, size_t size, hc_error *err)
{
    void *memory = NULL;
    size_t bytes = 0;
    if (hc_size_mul(count, size, &bytes)) { memory = hc_heap_alloc(bytes > 0 ? bytes : 1); }
    if (memory != NULL) { memset(memory, 0, bytes > 0 ? bytes : 1); }
    memcpy(out, &memory, sizeof memory);
    return memory != NULL ? HC_OK : no_memory(err, count, size);
}

hc_status hc_grow(void *array, size_t *capacity, size_t need, size_t size, hc_error *err)
{
    if (need <= *capacity) { return HC_OK; }
    size_t room = *capacity < 8 ? 8 : *capacity;
    while (room < need) {
        room = room > SIZE_MAX / 2 ? need : room * 2;
    }
    size_t bytes = 0;
    if (!hc_size_mul(room, size, &bytes)) { return no_memory(err, room, size); }
    char *memory = NULL;
    memcpy(&memory, array, sizeof memory);
    memory = hc_heap_realloc(memory, bytes);
    if (memory == NULL) { return no_memory(err, room, size); }
    memset(memory + *capacity * size, 0, bytes - *capacity * size);
    memcpy(array, &memory, sizeof memory);
    *capacity = room;
    return HC_OK;
}

hc_status hc_strdup(char **out, const char *text, hc_error *err)
{
    const size_t length = strlen(text) + 1;
    char *copy = NULL;
    HC_TRY(hc_alloc(&copy, length, 1, err));
    memcpy(copy, text, length);
    *out = copy;
    return HC_OK;
}

void hc_free(void *memory)
{
    hc_heap_free(memory);
}
