#include "cli/centre/skill_names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli/base/suggest.h"

#define KNOWN_TEXT_MAX 256
#define OTHER_MARKS ",;/" /* between names, where all of it is no queue's name */

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

/* The queue of that name, letter by letter, else but for capital letters. */
static bool find_skill(const hc_rules *rules, const char *name, hc_skills *skills)
{
    size_t exact = 0, alike = 0;
    while (exact < rules->queue_count && strcmp(rules->queues[exact], name) != 0) {
        exact++;
    }
    while (alike < rules->queue_count && strcasecmp(rules->queues[alike], name) != 0) {
        alike++;
    }
    const size_t queue = exact < rules->queue_count ? exact : alike;
    if (queue == rules->queue_count) { return false; }
    *skills |= (hc_skills)1 << queue;
    return true;
}

/* The name up to one of the marks, without the blanks around it; gives what is left. */
static const char *cut_name(const char *text, const char *marks, char name[HC_NAME_MAX])
{
    const size_t length = strcspn(text, marks);
    const char *end = text + length;
    const char *rest = end + (*end != '\0' ? 1 : 0);
    while (text < end && *text == ' ') {
        text++;
    }
    while (end > text && end[-1] == ' ') {
        end--;
    }
    (void)snprintf(name, HC_NAME_MAX, "%.*s", (int)(end - text), text);
    return rest;
}

/* What is no queue's name: several with other marks between them. */
static hc_status add_several(const hc_rules *rules, const char *text, hc_place at,
                             hc_skills *skills, hc_error *err)
{
    char name[HC_NAME_MAX];
    while (*text != '\0') {
        text = cut_name(text, OTHER_MARKS, name);
        if (name[0] != '\0' && !find_skill(rules, name, skills)) {
            return refuse(rules, name, at, err);
        }
    }
    return HC_OK;
}

hc_status hc_skill_names_read(const hc_rules *rules, const char *text, hc_place at,
                              hc_skills *skills, hc_error *err)
{
    char name[HC_NAME_MAX];
    *skills = 0;
    while (*text != '\0') {
        text = cut_name(text, HC_SKILLS_APART_TEXT, name);
        if (name[0] == '\0' || find_skill(rules, name, skills)) { continue; }
        HC_TRY(add_several(rules, name, at, skills, err));
    }
    return HC_OK;
}
