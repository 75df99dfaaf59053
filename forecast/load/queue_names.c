#include "forecast/load/queue_names.h"

#include <string.h>

#include "forecast/base/hash.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/text/total_words.h"

#define BUCKETS_FIRST 64U

static bool is_entry(const hc_queue_entry *entry, const char *text, size_t length)
{
    return strncmp(entry->name, text, length) == 0 && entry->name[length] == '\0';
}

static char folded(char c)
{
    if (c >= 'A' && c <= 'Z') { return (char)(c - 'A' + 'a'); }
    return c;
}

/* "Sales" and "SALES" are one queue. */
static bool is_alike(const hc_queue_entry *entry, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (folded(entry->name[i]) != folded(text[i])) { return false; }
    }
    return entry->name[length] == '\0';
}

static uint64_t hash_of(const char *text, size_t length)
{
    char lower[HC_QUEUE_NAME_MAX] = "";
    for (size_t i = 0; i < length; i++) {
        lower[i] = folded(text[i]);
    }
    return hc_hash_bytes(HC_HASH_START, lower, length);
}

/* Bucket of the name, or the free one where it belongs. */
static size_t find_bucket(const hc_queue_names *names, const char *text, size_t length,
                          uint64_t hash)
{
    const size_t mask = names->bucket_count - 1;
    size_t at = (size_t)hash & mask;
    while (names->bucket[at] != 0) {
        const hc_queue_entry *entry = &names->entry[names->bucket[at] - 1];
        if (entry->hash == hash && is_alike(entry, text, length)) { break; }
        at = (at + 1) & mask;
    }
    return at;
}

bool hc_queue_names_find(hc_queue_names *names, const char *text, size_t length, size_t *queue)
{
    if (names->count == 0) { return false; }
    if (is_entry(&names->entry[names->last], text, length)) {
        *queue = names->last;
        return true;
    }
    const size_t next = names->last + 1;
    if (next < names->count && is_entry(&names->entry[next], text, length)) {
        *queue = names->last = next;
        return true;
    }
    const size_t at = find_bucket(names, text, length, hash_of(text, length));
    if (names->bucket[at] == 0) { return false; }
    *queue = names->last = names->bucket[at] - 1;
    names->entry[*queue].has_variants |= !is_entry(&names->entry[*queue], text, length);
    return true;
}

static hc_status grow_buckets(hc_queue_names *names, hc_error *err)
{
    const size_t count = names->bucket_count > 0 ? names->bucket_count * 2 : BUCKETS_FIRST;
    uint32_t *bucket = NULL;
    HC_TRY(hc_alloc(&bucket, count, sizeof *bucket, err));
    for (size_t i = 0; i < names->count; i++) {
        size_t at = (size_t)names->entry[i].hash & (count - 1);
        while (bucket[at] != 0) {
            at = (at + 1) & (count - 1);
        }
        bucket[at] = (uint32_t)i + 1;
    }
    hc_free(names->bucket);
    names->bucket = bucket;
    names->bucket_count = count;
    return HC_OK;
}

hc_status hc_queue_names_add(hc_queue_names *names, const char *text, size_t length,
                             size_t *queue, hc_error *err)
{
    if (hc_queue_names_find(names, text, length, queue)) { return HC_OK; }
    if (names->count == HC_QUEUES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "is the queue column the right one?",
                       "more than %d queues", HC_QUEUES_MAX);
    }
    if (names->count * 2 >= names->bucket_count) { HC_TRY(grow_buckets(names, err)); }
    HC_TRY(
        hc_grow(&names->entry, &names->capacity, names->count + 1, sizeof *names->entry, err));
    const uint64_t hash = hash_of(text, length);
    hc_queue_entry *entry = &names->entry[names->count];
    memset(entry, 0, sizeof *entry);
    memcpy(entry->name, text, length);
    entry->hash = hash;
    entry->is_total = hc_is_total_word(text, length);
    names->bucket[find_bucket(names, text, length, hash)] = (uint32_t)names->count + 1;
    *queue = names->last = names->count++;
    return HC_OK;
}

void hc_queue_names_clear(hc_queue_names *names)
{
    hc_free(names->entry);
    hc_free(names->bucket);
    *names = (hc_queue_names)HC_QUEUE_NAMES_INIT;
}
