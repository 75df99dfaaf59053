/*
 * What the walk of one person is made of: the numbering of its states day by day, and the walk
 * itself. A state before a day is a block (weekends worked, minutes, counts of the shift types
 * that are counted, each within what can be reached from the first day and can still keep the
 * limits) and a last: a class of shift types and its run of work, or a run of free days. Shift
 * types that forbid the same followers are one class.
 */
#ifndef HC_SCHEDULER_NAMED_TOUR_WALK_H
#define HC_SCHEDULER_NAMED_TOUR_WALK_H

#include "forecast/base/memory.h"
#include "scheduler/named/tour.h"

#define HC_TOUR_WEEKENDS ((size_t)0) /* the parts of a block: first these two, */
#define HC_TOUR_UNITS ((size_t)1)
#define HC_TOUR_COUNTS ((size_t)2) /* then shift types that are counted */
#define HC_TOUR_PARTS ((size_t)8)

/* How the states before a day are numbered. */
typedef struct hc_tour_day {
    int32_t least[HC_TOUR_PARTS]; /* of each part of a block */
    int32_t count[HC_TOUR_PARTS];
    size_t stride[HC_TOUR_PARTS];
    size_t blocks;
    int32_t first_last; /* lasts that can be: first_last .. first_last + lasts - 1 */
    int32_t lasts;
    size_t first_state; /* of the day, in from and pick */
} hc_tour_day;

/* Shift types whose choice leads from a state to the same state. */
typedef struct hc_tour_group {
    int32_t follower_class;
    int32_t units;
    size_t part; /* of the block, that counts the type; 0: not counted */
} hc_tour_group;

struct hc_named_tour {
    const hc_named_problem *problem;
    int32_t unit_min; /* common step of the shifts' minutes */
    int32_t units_of[HC_NAMED_SHIFTS_MAX];
    int32_t classes;
    int32_t class_of[HC_NAMED_SHIFTS_MAX];
    uint64_t not_next[HC_NAMED_SHIFTS_MAX]; /* of each class */
    hc_tour_day *day;                       /* [days + 1] */
    uint64_t *may;                          /* [days] choices that free days and limits leave */
    uint8_t *kept;                          /* [days] of a type with few days left */
    int8_t *kept_choice;                    /* [days] best roster of a search */
    double *limit_price; /* [people * shift types] of limits that cannot be counted */
    double *now;         /* states of a day; HUGE_VAL between walks */
    double *next;
    uint8_t *live_now; /* [blocks] those that hold a state */
    uint8_t *live_next;
    double *least_now; /* [lasts] */
    int32_t *from;     /* state of the day before */
    int8_t *pick;      /* choice that led to the state */
    size_t now_room;
    size_t next_room;
    size_t live_now_room;
    size_t live_next_room;
    size_t least_room;
    size_t from_room;
    size_t pick_room;
    uint64_t steps;
};

/* One walk: who, by what prices, under which numbering. */
typedef struct hc_tour_walk {
    hc_named_tour *tour;
    const hc_named_person *person;
    const uint64_t *allowed; /* [days] */
    const double *price;
    double penalty[HC_NAMED_SHIFTS_MAX]; /* added to the price of each type */
    double weekend_price;                /* of each weekend with work */
    size_t parts;
    size_t counted[HC_TOUR_PARTS]; /* the shift type that a part counts */
    int32_t runs;                  /* longest run of work */
    int32_t offs;                  /* free days from which on more make no difference */
    int32_t longest;               /* units of the longest shift */
    size_t groups;
    hc_tour_group group[HC_NAMED_SHIFTS_MAX];
    size_t group_of[HC_NAMED_SHIFTS_MAX];
    double states;          /* of all days */
    double plain_states;    /* of all days when no type is counted */
    bool too_many;          /* states, to count these shift types */
    bool possible;          /* false: no day-by-day sums keep the limits */
    double corridor_states; /* 0: all rosters; else only those near an even spread */
} hc_tour_walk;

/* Numbers the states with these shift types counted. */
void hc_tour_plan(hc_tour_walk *walk, uint64_t counted);

/* Numbers the states of rosters whose sums have no limit: weekends, minutes, counts. */
void hc_tour_plan_unlimited(hc_tour_walk *walk);

/* The choices that are allowed and that the person may make; false when a day has none. */
bool hc_tour_set_choices(const hc_tour_walk *walk);

/*
 * Keeps to rosters whose minutes and weekends spread evenly over the days, as far from it as
 * states_most allows; false when that leaves no room.
 */
bool hc_tour_narrow(hc_tour_walk *walk, double states_most);

/* Walks; choice[days] and *value are of the cheapest roster. */
hc_status hc_tour_walk_days(hc_tour_walk *walk, int8_t *choice, double *value, bool *found,
                            hc_error *err) HC_MUST_USE;

/* The last of a class after so many shifts in a row, and of so many free days. */
static inline int32_t hc_tour_work_last(const hc_tour_walk *walk, int32_t follower_class,
                                        int32_t run)
{
    return follower_class * walk->runs + run - 1;
}

static inline int32_t hc_tour_off_last(const hc_tour_walk *walk, int32_t off)
{
    return walk->tour->classes * walk->runs + off - 1;
}

static inline bool hc_tour_is_weekday(const hc_named_problem *problem, size_t day,
                                      int32_t weekday)
{
    return (problem->first_weekday + (int32_t)(day % 7)) % 7 == weekday;
}

#define HC_SATURDAY 5
#define HC_SUNDAY 6

#endif
