/*
 * Put before a program with LD_PRELOAD: the allocation HC_HEAP_FAIL (counted from the first in
 * main's process) fails, and all after it where HC_HEAP_EVER is 1; HC_HEAP_COUNT names a file
 * that takes the number of allocations.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_ulong made;
static unsigned long fail_at;
static int for_ever;

static void *(*real_malloc)(size_t);
static void *(*real_realloc)(void *, size_t);
static void *(*real_calloc)(size_t, size_t);
static char early[65536]; /* what dlsym itself asks for */
static size_t early_used;

static void *take_early(size_t bytes)
{
    void *taken = early + early_used;
    early_used += (bytes + 15) / 16 * 16;
    return early_used <= sizeof early ? taken : NULL;
}

static int is_early(const void *memory)
{
    const char *at = memory;
    return at >= early && at < early + sizeof early;
}

__attribute__((constructor)) static void begin(void)
{
    real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
    real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    const char *at = getenv("HC_HEAP_FAIL");
    const char *ever = getenv("HC_HEAP_EVER");
    made = 0;
    for_ever = ever != NULL && ever[0] == '1';
    fail_at = at != NULL ? strtoul(at, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("HC_HEAP_COUNT");
    const unsigned long count = made;
    fail_at = 0;
    FILE *file = path != NULL ? fopen(path, "w") : NULL;
    if (file == NULL) { return; }
    fprintf(file, "%lu\n", count);
    fclose(file);
}

static int fails(void)
{
    const unsigned long k = atomic_fetch_add(&made, 1) + 1;
    if (fail_at == 0 || k < fail_at || (k > fail_at && !for_ever)) { return 0; }
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t bytes)
{
    if (real_malloc == NULL) { return take_early(bytes); }
    return fails() ? NULL : real_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
    if (real_calloc == NULL) { return take_early(count * bytes); }
    return fails() ? NULL : real_calloc(count, bytes);
}

void *realloc(void *memory, size_t bytes)
{
    if (is_early(memory)) {
        void *moved = malloc(bytes);
        if (moved != NULL) { memcpy(moved, memory, bytes); } /* never past early's end in use */
        return moved;
    }
    if (real_realloc == NULL) { return take_early(bytes); }
    return fails() ? NULL : real_realloc(memory, bytes);
}

extern void __libc_free(void *);

void free(void *memory)
{
    if (!is_early(memory)) { __libc_free(memory); }
}
