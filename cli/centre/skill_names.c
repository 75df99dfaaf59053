#include "cli/centre/skill_names.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/suggest.h"

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

/* The name between two bars, without the blanks around it. */
static void cut_name(const char *text, size_t length, char name[HC_NAME_MAX])
{
    const char *end = text + length;
    while (text < end && *text == ' ') {
        text++;
    }
    while (end > text && end[-1] == ' ') {
        end--;
    }
    (void)snprintf(name, HC_NAME_MAX, "%.*s", (int)(end - text), text);
}

hc_status hc_skill_names_read(const hc_rules *rules, const char *text, hc_place at,
                              hc_skills *skills, hc_error *err)
{
    hc_status st = HC_OK;
    *skills = 0;
    while (*text != '\0' && st == HC_OK) {
        const size_t length = strcspn(text, HC_SKILLS_APART_TEXT);
        char name[HC_NAME_MAX];
        cut_name(text, length, name);
        if (name[0] != '\0') { st = add_skill(rules, name, at, skills, err); }
        text += length;
        if (*text != '\0') { text++; }
    }
    return st;
}
