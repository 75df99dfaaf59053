/*
 * curtois_make PEOPLE WEEKS SHIFTS [SEED [full]]: writes a made-up named-employee instance in
 * the public format. Everyone first gets a roster drawn at random; limits, days off and needs
 * are read from these rosters, so that at least one roster keeps every limit and nearly meets
 * every need. With `full`, as in the public ones, limits are those of a few contracts and needs
 * are drawn to take all their time, weekends too, so that no roster meets them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/rng.h"

#define PEOPLE_MAX 1000
#define DAYS_MAX 364
#define SHIFTS_MAX 32
#define OFF (-1)

typedef struct maker {
    hc_rng rng;
    int people;
    int days;
    int shifts;
    int minutes[SHIFTS_MAX];
    int part[SHIFTS_MAX]; /* of the day: an earlier part may not follow a later one */
    bool full;            /* contracts, and needs of all their time */
    int64_t most_min;     /* of everybody */
    int8_t *plan;         /* [people * days] */
} maker;

/* What one person's roster keeps to. */
typedef struct limits {
    int most_run;
    int least_run;
    int least_off;
    bool may[SHIFTS_MAX];
} limits;

static int below(maker *m, int bound)
{
    return (int)hc_rng_below(&m->rng, (uint64_t)bound);
}

/* All of 8 hours, two lengths, or many: as in the small, middle and large public ones. */
static void make_shifts(maker *m)
{
    static const int lengths[] = {480, 480, 540, 600, 420, 360};
    for (int s = 0; s < m->shifts; s++) {
        m->minutes[s] = 480;
        if (m->shifts >= 5 && s == m->shifts - 1) { m->minutes[s] = 600; }
        if (m->shifts >= 16) { m->minutes[s] = lengths[below(m, 6)]; }
        m->part[s] = s * 4 / m->shifts;
    }
}

static void draw_limits(maker *m, int person, limits *who)
{
    const bool part_time = person * 4 >= m->people * 3;
    who->most_run = part_time ? 5 : 5 + below(m, 2);
    who->least_run = part_time ? 1 : 2;
    who->least_off = part_time ? 1 + below(m, 2) : 2 + (below(m, 5) == 0);
    for (int s = 0; s < m->shifts; s++) {
        who->may[s] = below(m, 10) < 6;
    }
    who->may[below(m, m->shifts)] = true;
}

/* A shift that may follow: the part of the day does not go back. */
static int draw_shift(maker *m, const limits *who, int before)
{
    for (;;) {
        const int s = below(m, m->shifts);
        if (who->may[s] && (before == OFF || m->part[s] >= m->part[before])) { return s; }
    }
}

static void draw_roster(maker *m, int person, const limits *who)
{
    int8_t *plan = m->plan + (size_t)person * (size_t)m->days;
    int day = 0;
    int off = below(m, 4);
    while (day < m->days) {
        for (; off > 0 && day < m->days; off--) {
            plan[day++] = OFF;
        }
        int run = who->least_run + below(m, who->most_run - who->least_run + 1);
        if (below(m, 2) == 0) { run = who->most_run; }
        int before = OFF;
        for (; run > 0 && day < m->days; run--) {
            const bool same = before != OFF && below(m, 3) > 0;
            before = same ? before : draw_shift(m, who, before);
            plan[day++] = (int8_t)before;
        }
        off = who->least_off + (below(m, 3) == 0) + (below(m, 12) == 0 ? 5 : 0);
    }
}

static void print_person(maker *m, int person, const limits *who)
{
    const int8_t *plan = m->plan + (size_t)person * (size_t)m->days;
    int taken[SHIFTS_MAX] = {0};
    int minutes = 0;
    int weekends = 0;
    for (int day = 0; day < m->days; day++) {
        const bool sunday = day + 1 < m->days && plan[day + 1] != OFF;
        if (day % 7 == 5 && (plan[day] != OFF || sunday)) { weekends++; }
        if (plan[day] == OFF) { continue; }
        taken[plan[day]]++;
        minutes += m->minutes[plan[day]];
    }
    (void)printf("P%d,", person);
    for (int s = 0; s < m->shifts; s++) {
        const int most = below(m, 5) == 0 ? taken[s] + 1 + taken[s] / 10 : m->days;
        (void)printf("%sS%d=%d", s > 0 ? "|" : "", s, who->may[s] ? most : 0);
    }
    (void)printf(",%d,%d,%d,%d,%d,%d\n", minutes + 60 * below(m, 9),
                 minutes - 480 - 60 * below(m, 9), who->most_run, who->least_run,
                 who->least_off, weekends);
}

/* Full time with runs of 5 or 6 days, two thirds or one third: minutes of four weeks. */
static void print_contract(maker *m, int person)
{
    static const int minutes[] = {8640, 8640, 8640, 8640, 8640, 8640, 8640, 5160, 5160, 3420};
    const int contract = person * 10 / m->people;
    const int most = minutes[contract] * m->days / 28;
    const bool part_time = contract >= 7;
    const bool long_runs = contract == 5 || contract == 6;
    m->most_min += most;
    (void)printf("P%d,", person);
    for (int s = 0; s < m->shifts; s++) {
        const bool usual = s == person % m->shifts;
        const bool few = !usual && below(m, 4) == 0;
        const int limit = few ? 1 + most / 480 / (2 + below(m, 3)) : m->days;
        (void)printf("%sS%d=%d", s > 0 ? "|" : "", s, usual || below(m, 10) < 6 ? limit : 0);
    }
    (void)printf(",%d,%d,%d,%d,%d,%d\n", most,
                 most - (long_runs ? 3 : 1) * 480 * ((m->days + 27) / 28), long_runs ? 6 : 5,
                 part_time ? 1 : 2, long_runs ? 3 : 2, m->days / 14);
}

static void print_staff(maker *m)
{
    (void)puts("\nSECTION_STAFF");
    for (int person = 0; person < m->people; person++) {
        limits who = {0};
        draw_limits(m, person, &who);
        draw_roster(m, person, &who);
        if (m->full) {
            print_contract(m, person);
        } else {
            print_person(m, person, &who);
        }
    }
}

static void print_shifts(const maker *m)
{
    (void)printf("SECTION_HORIZON\n%d\n\nSECTION_SHIFTS\n", m->days);
    for (int s = 0; s < m->shifts; s++) {
        const char *mark = "";
        (void)printf("S%d,%d,", s, m->minutes[s]);
        for (int t = 0; t < m->shifts; t++) {
            if (m->part[t] >= m->part[s]) { continue; }
            (void)printf("%sS%d", mark, t);
            mark = "|";
        }
        (void)puts("");
    }
}

static void print_days_off(maker *m)
{
    (void)puts("\nSECTION_DAYS_OFF");
    for (int person = 0; person < m->people; person++) {
        (void)printf("P%d", person);
        for (int day = below(m, 14); m->full && day + 1 < m->days; day += 20 + below(m, 14)) {
            (void)printf(",%d,%d", day, day + 1);
        }
        for (int day = 0; day < m->days && !m->full; day++) {
            if (m->plan[person * m->days + day] == OFF && below(m, 5) == 0) {
                (void)printf(",%d", day);
            }
        }
        (void)puts("");
    }
}

static void print_wishes(maker *m, const char *section)
{
    (void)printf("\n%s\n", section);
    for (int person = 0; person < m->people; person++) {
        for (int day = below(m, 7); day < m->days; day += 1 + below(m, 14)) {
            (void)printf("P%d,%d,S%d,%d\n", person, day, below(m, m->shifts), 1 + below(m, 3));
        }
    }
}

/* Everybody's time, spread over days and shift types with chance. */
static void print_full_cover(maker *m)
{
    double weight = 0.0; /* mean minutes of a person needed for each shift type */
    for (int s = 0; s < m->shifts; s++) {
        weight += m->minutes[s] * (double)(2 + s % 3);
    }
    for (int day = 0; day < m->days; day++) {
        for (int s = 0; s < m->shifts; s++) {
            const double people = (double)m->most_min / m->days / weight * (2 + s % 3);
            const double chance = (hc_rng_uniform(&m->rng) + hc_rng_uniform(&m->rng) - 1.0) *
                                  (1.0 + people / 3.0);
            const double needed = people + chance + hc_rng_uniform(&m->rng);
            (void)printf("%d,S%d,%d,100,1\n", day, s, needed > 0.0 ? (int)needed : 0);
        }
    }
}

static void print_cover(maker *m)
{
    (void)puts("\nSECTION_COVER");
    if (m->full) {
        print_full_cover(m);
        return;
    }
    for (int day = 0; day < m->days; day++) {
        for (int s = 0; s < m->shifts; s++) {
            int worked = 0;
            for (int person = 0; person < m->people; person++) {
                worked += m->plan[person * m->days + day] == s;
            }
            const int change = below(m, 8) == 0 ? below(m, 3) - 1 : 0;
            (void)printf("%d,S%d,%d,100,1\n", day, s,
                         worked + change < 0 ? 0 : worked + change);
        }
    }
}

/* A whole number from 1 to most, or 0. */
static int size_of(const char *text, int most)
{
    int64_t value = 0;
    const bool ok = hc_parse_int64(text, strlen(text), &value) && value >= 1 && value <= most;
    return ok ? (int)value : 0;
}

int main(int argc, char **argv)
{
    maker m = {0};
    if (argc > 3) {
        m.people = size_of(argv[1], PEOPLE_MAX);
        m.days = 7 * size_of(argv[2], DAYS_MAX / 7);
        m.shifts = size_of(argv[3], SHIFTS_MAX);
    }
    if (m.people == 0 || m.days == 0 || m.shifts == 0) {
        (void)fprintf(stderr,
                      "curtois_make PEOPLE WEEKS SHIFTS [SEED [full]]: at most %d, %d, %d\n",
                      PEOPLE_MAX, DAYS_MAX / 7, SHIFTS_MAX);
        return 2;
    }
    m.full = argc > 5 && strcmp(argv[5], "full") == 0;
    hc_rng_seed(&m.rng, argc > 4 ? (uint64_t)size_of(argv[4], 1000000) : 1);
    if (hc_alloc(&m.plan, (size_t)m.people * (size_t)m.days, sizeof *m.plan, NULL) != HC_OK) {
        return 7;
    }
    make_shifts(&m);
    print_shifts(&m);
    print_staff(&m);
    print_days_off(&m);
    print_wishes(&m, "SECTION_SHIFT_ON_REQUESTS");
    print_wishes(&m, "SECTION_SHIFT_OFF_REQUESTS");
    print_cover(&m);
    hc_free(m.plan);
    return 0;
}
