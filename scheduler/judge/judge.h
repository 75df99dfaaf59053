/*
 * What the files of the judge share: the published rows as minutes of wall clock, the person
 * being judged, and how a broken rule is written down. A file judges one kind of rule:
 * published.c what the rows say, windows.c when the dates allow work, day_rules.c a shift,
 * work_stretches.c the work between its breaks, week_rules.c what holds between shifts and over
 * weeks, period_rules.c what all days together must hold, heads.c how many people there are;
 * pauses.c tells what lies within a shift, cost.c prices, cover_price.c what people short and
 * over cost, queues.c who serves which queue, which queue_cover.c also tells of rosters that
 * are not judged. None of it makes schedules.
 */
#ifndef HC_SCHEDULER_JUDGE_H
#define HC_SCHEDULER_JUDGE_H

#include "scheduler/check_roster.h"

/* A row with its times in minutes of wall clock after the axis' first midnight. */
typedef struct hc_timed_row {
    const hc_roster_row *row;
    int64_t start_min;
    int64_t end_min;
    int64_t day; /* of the row's date, from the axis' first */
    bool is_shift;
    bool is_overtime;
} hc_timed_row;

/* A shift of the person being judged. */
typedef struct hc_duty {
    const hc_timed_row *shift;
    int64_t from_min; /* at work with the overtime, which the shift itself does not hold */
    int64_t to_min;
    int32_t paid_min;
    double premium_hours; /* of the wage, on top of the paid time */
    int32_t run_days;     /* days worked in a row up to this one */
} hc_duty;

typedef struct hc_judge {
    const hc_axis *axis;
    const double *required;
    const hc_rules *rules;
    int64_t *slot_wall_min; /* wall clock of each slot's start, as pieces count it */
    hc_timed_row *pieces;   /* by agent, then start */
    size_t piece_count;
    hc_duty *duties; /* of one person; room for as many as there are pieces */
    size_t *heads;   /* [class_count] people seen */
    /* Where there are several queues: people with the same skills put together. */
    size_t set_count;
    hc_skills *sets; /* room for one a row */
    double *of_set;  /* [sets][slots] of the verdict's cover */
    size_t set_room;
    double *room; /* [1 << queues] see queues.c */
    size_t violation_room;
    hc_roster_verdict verdict;
    hc_status status; /* first failure of our own, such as memory */
    hc_error *err;
} hc_judge;

/* Whose rows are being judged. */
typedef struct hc_person {
    const char *id;
    const hc_class *of_class;    /* NULL: not known, so no contract to judge by */
    const hc_contract *contract; /* NULL with class */
    const hc_agent *agent;       /* NULL when there are no names */
    size_t set;                  /* of skills, where there are several queues */
    const hc_timed_row *pieces;
    size_t piece_count;
    size_t duty_count;
} hc_person;

/* Room for judging so many rows; axis, required and rules are set. HC_ERR_MEMORY: clear it. */
hc_status hc_judge_make(hc_judge *j, size_t row_count) HC_MUST_USE;

/* All but the verdict. */
void hc_judge_clear(hc_judge *j);

/* ---- complaints ---- */

typedef enum hc_unit {
    HC_UNIT_CLOCK,
    HC_UNIT_MINUTES,
    HC_UNIT_DAYS,
    HC_UNIT_HEADS,
    HC_UNIT_WEEKENDS
} hc_unit;

/* Notes a broken rule: what was found, and what is allowed in words .. */
void hc_broken_text(hc_judge *j, const char *agent, int64_t day, hc_roster_rule rule,
                    const char *found, const char *allowed);

/* .. or as an amount: "at most" 5 days. */
void hc_broken(hc_judge *j, const char *agent, int64_t day, hc_roster_rule rule, int64_t found,
               const char *relation, int64_t allowed, hc_unit in);

/* ---- what the rows say ---- */

/* Fills pieces and slot_wall_min. */
void hc_judge_read_rows(hc_judge *j, const hc_roster_row *rows, size_t row_count);
bool hc_has_rows(const hc_judge *j, const char *id);

/* Finds the person's class and agent. */
void hc_judge_identity(hc_judge *j, hc_person *who);

/* Fills duties from the rows that make sense, and adds them to the cover. */
void hc_collect_duties(hc_judge *j, hc_person *who);

/* ---- the rules ---- */

/* One shift; its paid minutes are known afterwards. */
void hc_judge_duty(hc_judge *j, const hc_person *who, hc_duty *d);

/* Each must have its row inside a shift; that no break lies in it is told with the overlaps. */
void hc_judge_activities(hc_judge *j, const hc_person *who);

/* Everything that holds between a person's shifts and over the weeks. */
void hc_judge_weeks(hc_judge *j, const hc_person *who);

/* Paid time of all days together. */
void hc_judge_period(hc_judge *j, const hc_person *who);
int64_t hc_period_least_min(const hc_contract *contract, int64_t days);

/* Whether the person need not reach what the contract asks: days off, hours of one's own and
 * days worked before may stand in the way, and shape other weeks than their own. */
bool hc_least_gives_way(const hc_judge *j, const hc_person *who);

/* Classes and contracts; prices the heads when they are chosen. */
void hc_judge_heads(hc_judge *j);

/* The start and end of work that the date allows the person, as contract, rotation and class
 * say; not worked where the latest start lies below the earliest. */
hc_day_window hc_window_on(const hc_person *who, int64_t date);

/* The contract as it holds for a week from that day on: its windows are those of its rotation
 * on the dates, and it asks for no more days than these leave open. */
hc_contract hc_contract_from(const hc_contract *contract, const hc_class *of_class,
                             int64_t first_day);

/* How long a shift's work lasts before, between and after its breaks, and their order. */
void hc_judge_work_stretches(hc_judge *j, const hc_person *who, const hc_duty *d);

/* The person's activity that the row is; NULL: it is none. */
const hc_activity *hc_activity_of(const hc_person *who, const hc_timed_row *p);

/* A break or an activity within a shift. */
bool hc_lies_inside(const hc_timed_row *shift, const hc_timed_row *pause);
bool hc_on_leave(const hc_judge *j, const hc_person *who, int64_t day);

/* The hours of the day when this person can work. */
hc_day_hours hc_hours_of(const hc_judge *j, const hc_person *who, int64_t day);

/* ---- prices ---- */

/* Hours of the wage that the contract pays on top for work from minute to minute of the
 * horizon. */
double hc_premium_hours(const hc_judge *j, const hc_contract *contract, int64_t from_min,
                        int64_t to_min);
void hc_price_person(hc_judge *j, const hc_person *who);

/* What of one week's paid minutes the person is paid as overtime. */
void hc_price_overtime(hc_judge *j, const hc_person *who, int32_t week_paid_min);
void hc_add_cover(hc_judge *j, const hc_person *who, const hc_timed_row *p, double sign);
void hc_price_cover(hc_judge *j);

/* Price of so many people at a queue in a slot. */
double hc_price_at(const hc_judge *j, size_t queue, size_t slot, double people);

/* ---- who serves which queue ---- */

size_t hc_queues_of(const hc_judge *j);

/* Finds the person's set of skills. Nothing to do with one queue. */
void hc_judge_skills(hc_judge *j, hc_person *who);

/* Fills the verdict's cover_of_queue[][slot]: the cheapest way for the people on the phones. */
void hc_serve_queues(hc_judge *j, size_t slot);

#endif
