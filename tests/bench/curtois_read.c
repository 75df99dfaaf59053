#include "tests/bench/curtois_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#define LINE_MAX_BYTES 4096
#define FIELDS_MAX 600

typedef enum section {
    SECTION_NONE,
    SECTION_HORIZON,
    SECTION_SHIFTS,
    SECTION_STAFF,
    SECTION_DAYS_OFF,
    SECTION_ON,
    SECTION_OFF,
    SECTION_COVER
} section;

static section section_of(const char *line)
{
    static const char *const names[] = {"",
                                        "SECTION_HORIZON",
                                        "SECTION_SHIFTS",
                                        "SECTION_STAFF",
                                        "SECTION_DAYS_OFF",
                                        "SECTION_SHIFT_ON_REQUESTS",
                                        "SECTION_SHIFT_OFF_REQUESTS",
                                        "SECTION_COVER"};
    for (size_t i = 1; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(line, names[i]) == 0) { return (section)i; }
    }
    return SECTION_NONE;
}

/* Cuts text at each mark in place; fields past the last are empty. */
static size_t cut(char *text, char mark, char **fields)
{
    size_t count = 0;
    char *end = text + strlen(text);
    for (size_t i = 0; i < FIELDS_MAX; i++) {
        fields[i] = end;
    }
    fields[count++] = text;
    for (char *at = text; *at != '\0' && count < FIELDS_MAX; at++) {
        if (*at == mark) {
            *at = '\0';
            fields[count++] = at + 1;
        }
    }
    return count;
}

static int32_t whole(const char *text)
{
    int64_t value = 0;
    if (!hc_parse_int64(text, strlen(text), &value)) {
        (void)fprintf(stderr, "not a whole number: '%s'\n", text);
        exit(EXIT_FAILURE);
    }
    return (int32_t)value;
}

static size_t find_id(char (*ids)[CURTOIS_ID_MAX], size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0) { return i; }
    }
    (void)fprintf(stderr, "unknown identifier '%s'\n", id);
    exit(EXIT_FAILURE);
}

static void read_shift(curtois *c, char **f)
{
    hc_named_problem *p = &c->problem;
    (void)snprintf(c->shift_ids[p->shift_count], CURTOIS_ID_MAX, "%s", f[0]);
    c->shifts[p->shift_count].minutes = whole(f[1]);
    p->shift_count++;
}

/* The shifts that may not follow are named before they are all known: read in a second pass. */
static void read_followers(curtois *c, char **f, size_t fields)
{
    char *ids[FIELDS_MAX];
    const size_t shift = find_id(c->shift_ids, c->problem.shift_count, f[0]);
    const size_t count = fields > 2 && f[2][0] != '\0' ? cut(f[2], '|', ids) : 0;
    for (size_t i = 0; i < count; i++) {
        const size_t after = find_id(c->shift_ids, c->problem.shift_count, ids[i]);
        c->shifts[shift].not_next |= (uint64_t)1 << after;
    }
}

static void read_person(curtois *c, char **f)
{
    hc_named_problem *p = &c->problem;
    hc_named_person *who = &c->persons[p->people];
    char *limits[FIELDS_MAX];
    const size_t count = cut(f[1], '|', limits);
    for (size_t i = 0; i < count; i++) {
        char *parts[FIELDS_MAX];
        (void)cut(limits[i], '=', parts);
        who->most_of[find_id(c->shift_ids, p->shift_count, parts[0])] = whole(parts[1]);
    }
    (void)snprintf(c->person_ids[p->people], CURTOIS_ID_MAX, "%s", f[0]);
    who->most_min = whole(f[2]);
    who->least_min = whole(f[3]);
    who->most_run = whole(f[4]);
    who->least_run = whole(f[5]);
    who->least_off = whole(f[6]);
    who->most_weekends = whole(f[7]);
    p->people++;
}

/* Not getting a wished shift costs on every other choice of the day. */
static void read_wish(curtois *c, char **f, bool wants)
{
    const hc_named_problem *p = &c->problem;
    const size_t person = find_id(c->person_ids, p->people, f[0]);
    const size_t shift = find_id(c->shift_ids, p->shift_count, f[2]);
    double *cost =
        c->wish_cost + (person * p->days + (size_t)whole(f[1])) * (p->shift_count + 1);
    for (size_t choice = 0; choice <= p->shift_count; choice++) {
        if ((choice == shift) != wants) { cost[choice] += whole(f[3]); }
    }
}

static void read_line(curtois *c, section in, char *line)
{
    hc_named_problem *p = &c->problem;
    char *f[FIELDS_MAX];
    const size_t fields = cut(line, ',', f);
    if (in == SECTION_HORIZON) { p->days = (size_t)whole(f[0]); }
    if (in == SECTION_SHIFTS) { read_shift(c, f); }
    if (in == SECTION_STAFF) { read_person(c, f); }
    if (in == SECTION_DAYS_OFF) {
        const size_t person = find_id(c->person_ids, p->people, f[0]);
        for (size_t i = 1; i < fields; i++) {
            c->free_day[person * p->days + (size_t)whole(f[i])] = 1;
        }
    }
    if (in == SECTION_ON) { read_wish(c, f, true); }
    if (in == SECTION_OFF) { read_wish(c, f, false); }
    if (in == SECTION_COVER) {
        const size_t shift = find_id(c->shift_ids, p->shift_count, f[1]);
        c->needs[(size_t)whole(f[0]) * p->shift_count + shift] =
            (hc_named_need){whole(f[2]), whole(f[3]), whole(f[4])};
    }
}

static bool make_arrays(curtois *c)
{
    const hc_named_problem *p = &c->problem;
    return hc_alloc(&c->free_day, p->people * p->days, sizeof *c->free_day, NULL) == HC_OK &&
           hc_alloc(&c->wish_cost, p->people * p->days * (p->shift_count + 1),
                    sizeof *c->wish_cost, NULL) == HC_OK &&
           hc_alloc(&c->needs, p->days * p->shift_count, sizeof *c->needs, NULL) == HC_OK;
}

/* Pass 0 reads sizes, shifts and staff; pass 1 what refers to them. */
static bool read_pass(curtois *c, FILE *in, int pass)
{
    char line[LINE_MAX_BYTES];
    section now = SECTION_NONE;
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0') { continue; }
        if (strncmp(line, "SECTION_", 8) == 0) {
            now = section_of(line);
            continue;
        }
        const bool early =
            now == SECTION_HORIZON || now == SECTION_SHIFTS || now == SECTION_STAFF;
        if (early == (pass == 0)) { read_line(c, now, line); }
        if (pass == 1 && now == SECTION_SHIFTS) {
            char *f[FIELDS_MAX];
            read_followers(c, f, cut(line, ',', f));
        }
    }
    return ferror(in) == 0;
}

bool curtois_read(const char *path, curtois *out)
{
    curtois c = {0};
    FILE *in = fopen(path, "r");
    bool ok =
        in != NULL &&
        hc_alloc(&c.shift_ids, HC_NAMED_SHIFTS_MAX, sizeof *c.shift_ids, NULL) == HC_OK &&
        hc_alloc(&c.person_ids, HC_NAMED_PEOPLE_MAX, sizeof *c.person_ids, NULL) == HC_OK &&
        hc_alloc(&c.shifts, HC_NAMED_SHIFTS_MAX, sizeof *c.shifts, NULL) == HC_OK &&
        hc_alloc(&c.persons, HC_NAMED_PEOPLE_MAX, sizeof *c.persons, NULL) == HC_OK;
    ok = ok && read_pass(&c, in, 0) && make_arrays(&c);
    if (ok) {
        rewind(in);
        ok = read_pass(&c, in, 1);
    }
    if (in != NULL) { (void)fclose(in); }
    c.problem.shifts = c.shifts;
    c.problem.persons = c.persons;
    c.problem.free_day = c.free_day;
    c.problem.wish_cost = c.wish_cost;
    c.problem.needs = c.needs;
    if (!ok) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        curtois_clear(&c);
        return false;
    }
    *out = c;
    return true;
}

void curtois_clear(curtois *c)
{
    hc_free(c->shift_ids);
    hc_free(c->person_ids);
    hc_free(c->shifts);
    hc_free(c->persons);
    hc_free(c->free_day);
    hc_free(c->wish_cost);
    hc_free(c->needs);
    *c = (curtois){0};
}
