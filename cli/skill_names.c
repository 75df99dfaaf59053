#include "cli/skill_names.h"

#include <stdio.h>
#include <string.h>

#include "cli/suggest.h"

#define KNOWN_TEXT_MAX 256

/* "the requirement is of billing and service" */
static void tell_known(const hc_rules *rules, char *text, size_t size)
{
    size_t length = 0;
    (void)snprintf(text, size, "the requirement names no queues");
    for (size_t q = 0; q < rules->queue_count && length < size; q++) {
        const int more =
            snprintf(text + length, size - length, "%s'%s'",
                     q > 0 ? ", " : "there is a requirement of ", rules->queues[q]);
        length += more > 0 ? (size_t)more : 0;
    }
}

static hc_status refuse(const hc_rules *rules, const char *name, hc_place at, hc_error *err)
{
    hc_suggestion near = {0};
    char known[KNOWN_TEXT_MAX];
    char hint[KNOWN_TEXT_MAX + HC_NAME_MAX + 32];
    tell_known(rules, known, sizeof known);
    for (size_t q = 0; q < rules->queue_count; q++) {
        hc_suggest(&near, name, rules->queues[q]);
    }
    if (near.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean '%s'? %s", near.best, known);
    } else {
        (void)snprintf(hint, sizeof hint, "%s", known);
    }
    return hc_fail(err, HC_ERR_FORMAT, at, hint, "there is no queue '%s'", name);
}

static hc_status add_skill(const hc_rules *rules, const char *name, hc_place at,
                           hc_skills *skills, hc_error *err)
{
    for (size_t q = 0; q < rules->queue_count; q++) {
        if (strcmp(rules->queues[q], name) != 0) { continue; }
        *skills |= (hc_skills)1 << q;
        return HC_OK;
    }
    return refuse(rules, name, at, err);
}

hc_status hc_skill_names_read(const hc_rules *rules, const char *text, hc_place at,
                              hc_skills *skills, hc_error *err)
{
    *skills = 0;
    while (*text != '\0') {
        const char *end = strchr(text, HC_SKILLS_APART);
        const size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
        size_t from = 0;
        size_t to = length;
        char name[HC_NAME_MAX];
        while (from < to && text[from] == ' ') {
            from++;
        }
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        (void)snprintf(name, sizeof name, "%.*s", (int)(to - from), text + from);
        if (to > from) { HC_TRY(add_skill(rules, name, at, skills, err)); }
        text += length + (end != NULL ? 1 : 0);
    }
    return HC_OK;
}
