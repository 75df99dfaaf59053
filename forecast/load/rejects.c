#include "forecast/load/rejects.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"

static const char *const kind_names[HC_REJECT_KINDS] = {
#define HC_REJECT_NAME(kind, name, text) name,
    HC_REJECT_LIST(HC_REJECT_NAME)
#undef HC_REJECT_NAME
};

static const char *const kind_texts[HC_REJECT_KINDS] = {
#define HC_REJECT_TEXT(kind, name, text) text,
    HC_REJECT_LIST(HC_REJECT_TEXT)
#undef HC_REJECT_TEXT
};

static bool is_kind(hc_reject_kind kind)
{
    return (int)kind >= 0 && (int)kind < (int)HC_REJECT_KINDS;
}

const char *hc_reject_kind_name(hc_reject_kind kind)
{
    return is_kind(kind) ? kind_names[kind] : "unknown";
}

const char *hc_reject_kind_text(hc_reject_kind kind)
{
    return is_kind(kind) ? kind_texts[kind] : "an unknown kind";
}

/* Cut to size, not within a UTF-8 character. */
static void copy_cut(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0U) == 0x80U) {
            length--;
        }
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

hc_status hc_rejects_add(hc_rejects *rejects, size_t file, hc_place at, hc_reject_kind kind,
                         const char *found, const char *message, hc_error *err)
{
    if (rejects->count < HC_REJECT_DETAILS_MAX) {
        HC_TRY(hc_grow(&rejects->list, &rejects->capacity, rejects->count + 1,
                       sizeof *rejects->list, err));
        hc_reject *reject = &rejects->list[rejects->count++];
        reject->file = file;
        reject->line = at.line;
        reject->column = at.column;
        reject->kind = kind;
        copy_cut(reject->found, sizeof reject->found, found);
        copy_cut(reject->message, sizeof reject->message, message);
    }
    rejects->total++;
    rejects->by_kind[kind]++;
    return HC_OK;
}

void hc_rejects_clear(hc_rejects *rejects)
{
    hc_free(rejects->list);
    *rejects = (hc_rejects)HC_REJECTS_INIT;
}
