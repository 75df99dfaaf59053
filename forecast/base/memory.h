/*
 * Memory: the only door to the heap. Sizes are checked for overflow, memory comes zeroed, and
 * the tests put their own hc_heap_alloc in place at link time to make every allocation fail.
 */
#ifndef HC_BASE_MEMORY_H
#define HC_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* product = a * b; false (product untouched) when it does not fit. */
bool hc_size_mul(size_t a, size_t b, size_t *product) HC_MUST_USE;

/* count * size zeroed bytes in *out; a count of 0 gives a valid pointer. HC_ERR_MEMORY, *out
 * NULL. */
hc_status hc_alloc(void *out, size_t count, size_t size, hc_error *err) HC_MUST_USE;

/*
 * Makes room for `need` elements in *array (a pointer to a pointer), at least doubling
 * *capacity; new bytes are zeroed. On error *array and *capacity are as before.
 */
hc_status hc_grow(void *array, size_t *capacity, size_t need, size_t size,
                  hc_error *err) HC_MUST_USE;

/* A copy of text, freed with hc_free. */
hc_status hc_strdup(char **out, const char *text, hc_error *err) HC_MUST_USE;

void hc_free(void *memory); /* NULL is fine */

/* The three functions below live in a file of their own: a test may define them instead. */
void *hc_heap_alloc(size_t bytes);
void *hc_heap_realloc(void *memory, size_t bytes);
void hc_heap_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
