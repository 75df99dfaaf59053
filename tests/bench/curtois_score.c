/*
 * curtois_score INSTANCE SOLUTION: judges a roster of a public named-employee instance, sharing
 * no code with what solves it. Prints every broken limit and the objective; fails when a limit
 * is broken.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT 4096
#define SHIFTS 40
#define DAYS 366
#define PEOPLE 400
#define ID 16

typedef struct scores {
    int days;
    int shift_count;
    char shift_id[SHIFTS][ID];
    int minutes[SHIFTS];
    char not_next[SHIFTS][TEXT / 16];
    int people;
    char person_id[PEOPLE][ID];
    char limits[PEOPLE][TEXT / 8];
    long limit[PEOPLE][6]; /* most and least minutes, most and least run, least off, weekends */
    int plan[PEOPLE][DAYS]; /* shift, or -1 */
    int worked[DAYS][SHIFTS];
    long cost;
    int broken;
} scores;

/* The n-th field of a line, fields parted by any of marks. */
static void field(const char *line, int n, const char *marks, char *text, size_t size)
{
    for (; n > 0 && line != NULL; n--) {
        line = strpbrk(line, marks);
        line = line == NULL ? NULL : line + 1;
    }
    const size_t length = line == NULL ? 0 : strcspn(line, marks);
    (void)snprintf(text, size, "%.*s", (int)(length < size ? length : size - 1),
                   line == NULL ? "" : line);
}

static long number(const char *line, int n)
{
    char text[ID * 4];
    field(line, n, ",", text, sizeof text);
    return strtol(text, NULL, 10);
}

static int shift_named(const scores *s, const char *id)
{
    for (int i = 0; i < s->shift_count; i++) {
        if (strcmp(s->shift_id[i], id) == 0) { return i; }
    }
    return -1;
}

static int person_named(const scores *s, const char *line)
{
    char id[ID];
    field(line, 0, ",", id, sizeof id);
    for (int i = 0; i < s->people; i++) {
        if (strcmp(s->person_id[i], id) == 0) { return i; }
    }
    (void)fprintf(stderr, "unknown employee %s\n", id);
    exit(3);
}

static void add_shift(scores *s, const char *line)
{
    field(line, 0, ",", s->shift_id[s->shift_count], ID);
    s->minutes[s->shift_count] = (int)number(line, 1);
    field(line, 2, ",", s->not_next[s->shift_count], sizeof s->not_next[0]);
    s->shift_count++;
}

static void add_person(scores *s, const char *line)
{
    field(line, 0, ",", s->person_id[s->people], ID);
    field(line, 1, ",", s->limits[s->people], sizeof s->limits[0]);
    for (int i = 0; i < 6; i++) {
        s->limit[s->people][i] = number(line, 2 + i);
    }
    s->people++;
}

static void complain(scores *s, int person, int day, const char *what)
{
    (void)printf("employee %s, day %d: %s\n", s->person_id[person], day, what);
    s->broken++;
}

static void check_days_off(scores *s, const char *line)
{
    const int person = person_named(s, line);
    for (const char *at = strchr(line, ','); at != NULL; at = strchr(at + 1, ',')) {
        const int day = (int)strtol(at + 1, NULL, 10);
        if (s->plan[person][day] >= 0) { complain(s, person, day, "works on a day off"); }
    }
}

static void add_wish(scores *s, const char *line, int wants)
{
    char id[ID];
    field(line, 2, ",", id, sizeof id);
    const int works =
        s->plan[person_named(s, line)][number(line, 1)] == shift_named(s, id) ? 1 : 0;
    if (works != wants) { s->cost += number(line, 3); }
}

static void add_cover(scores *s, const char *line)
{
    char id[ID];
    field(line, 1, ",", id, sizeof id);
    const long lacking = number(line, 2) - s->worked[number(line, 0)][shift_named(s, id)];
    s->cost += lacking > 0 ? lacking * number(line, 3) : -lacking * number(line, 4);
}

/* first: horizon, shifts and staff; later, when the plan is known, all that judges it. */
static void read_instance(scores *s, const char *path, int first)
{
    char line[TEXT];
    char section[TEXT] = "";
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(3);
    }
    while (fgets(line, sizeof line, in) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#') { continue; }
        if (strncmp(line, "SECTION", 7) == 0) {
            (void)snprintf(section, sizeof section, "%s", line);
        } else if (first) {
            if (strcmp(section, "SECTION_HORIZON") == 0) { s->days = (int)number(line, 0); }
            if (strcmp(section, "SECTION_SHIFTS") == 0) { add_shift(s, line); }
            if (strcmp(section, "SECTION_STAFF") == 0) { add_person(s, line); }
        } else {
            if (strcmp(section, "SECTION_DAYS_OFF") == 0) { check_days_off(s, line); }
            if (strcmp(section, "SECTION_SHIFT_ON_REQUESTS") == 0) { add_wish(s, line, 1); }
            if (strcmp(section, "SECTION_SHIFT_OFF_REQUESTS") == 0) { add_wish(s, line, 0); }
            if (strcmp(section, "SECTION_COVER") == 0) { add_cover(s, line); }
        }
    }
    (void)fclose(in);
}

static void read_plan(scores *s, const char *path)
{
    char line[TEXT];
    FILE *in = fopen(path, "r");
    int person = 0;
    while (in != NULL && fgets(line, sizeof line, in) != NULL && person < s->people) {
        line[strcspn(line, "\r\n")] = '\0';
        for (int day = 0; day < s->days; day++) {
            char id[ID];
            field(line, day, ",", id, sizeof id);
            s->plan[person][day] = shift_named(s, id);
            if (s->plan[person][day] < 0 && strcmp(id, "-") != 0) {
                complain(s, person, day, "no such shift");
            }
            if (s->plan[person][day] >= 0) { s->worked[day][s->plan[person][day]]++; }
        }
        person++;
    }
    if (in == NULL || person < s->people) {
        (void)fprintf(stderr, "%s: %d of %d employees\n", path, person, s->people);
        exit(3);
    }
    (void)fclose(in);
}

static void check_sums(scores *s, int person)
{
    long minutes = 0;
    long weekends = 0;
    int taken[SHIFTS] = {0};
    for (int day = 0; day < s->days; day++) {
        const int shift = s->plan[person][day];
        if (shift >= 0) {
            minutes += s->minutes[shift];
            taken[shift]++;
        }
        const int sunday = day + 1 < s->days ? s->plan[person][day + 1] : -1;
        if (day % 7 == 5 && (shift >= 0 || sunday >= 0)) { weekends++; }
    }
    if (minutes > s->limit[person][0]) { complain(s, person, 0, "too many minutes"); }
    if (minutes < s->limit[person][1]) { complain(s, person, 0, "too few minutes"); }
    if (weekends > s->limit[person][5]) { complain(s, person, 0, "too many weekends"); }
    for (int i = 0; i < s->shift_count; i++) {
        char part[ID * 2];
        char id[ID];
        field(s->limits[person], i, "|", part, sizeof part);
        field(part, 0, "=", id, sizeof id);
        const char *sign = strchr(part, '=');
        const int shift = shift_named(s, id);
        if (sign != NULL && shift >= 0 && taken[shift] > strtol(sign + 1, NULL, 10)) {
            complain(s, person, 0, "too many of a shift");
        }
    }
}

/* Whether the day's shift may not follow that of the day before. */
static int is_forbidden_pair(const scores *s, int before, int now)
{
    for (int n = 0;; n++) {
        char id[ID];
        field(s->not_next[before], n, "|", id, sizeof id);
        if (id[0] == '\0') { return 0; }
        if (strcmp(id, s->shift_id[now]) == 0) { return 1; }
    }
}

/* One maximal run of work or free days, from first to before end. */
static void check_run(scores *s, int person, int first, int end)
{
    const int length = end - first;
    const int edge = first == 0 || end == s->days;
    const int works = s->plan[person][first] >= 0;
    if (works && length > s->limit[person][2]) { complain(s, person, first, "run too long"); }
    if (works && length < s->limit[person][3] && !edge) {
        complain(s, person, first, "run too short");
    }
    if (!works && length < s->limit[person][4] && !edge) {
        complain(s, person, first, "too few days off in a row");
    }
}

static void check_runs(scores *s, int person)
{
    const int *plan = s->plan[person];
    int first = 0;
    for (int day = 1; day <= s->days; day++) {
        const int same = day < s->days && (plan[day] >= 0) == (plan[day - 1] >= 0);
        if (same && plan[day] >= 0 && is_forbidden_pair(s, plan[day - 1], plan[day])) {
            complain(s, person, day, "a shift that may not follow");
        }
        if (!same) {
            check_run(s, person, first, day);
            first = day;
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fprintf(stderr, "curtois_score INSTANCE SOLUTION\n");
        return 2;
    }
    scores *s = calloc(1, sizeof *s);
    if (s == NULL) { return 7; }
    read_instance(s, argv[1], 1);
    read_plan(s, argv[2]);
    for (int person = 0; person < s->people; person++) {
        check_sums(s, person);
        check_runs(s, person);
    }
    read_instance(s, argv[1], 0);
    (void)printf("objective %ld  broken limits %d\n", s->cost, s->broken);
    const int broken = s->broken;
    free(s);
    return broken > 0 ? 1 : 0;
}
