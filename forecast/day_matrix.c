#include "forecast/day_matrix.h"

#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/models/robust.h"

#define HOURS_DAYS 12   /* same weekdays that opening hours are learnt from, newest first */
#define HOURS_WEEKS 26  /* a weekday not seen for so long is closed */
#define MOVED_DAYS 3    /* same weekdays in a row that tell of other hours, */
#define MOVED_BEFORE 6  /* beside so many before them, */
#define MOVED_ODDS 12.0 /* log odds that silence is no chance, of neighbours together, */
#define MOVED_EACH 1.0  /* and of each */

#define NEAR_WEEKS 6 /* same weekdays on each side that tell a day's usual total */
#define NEAR_DAYS_MIN 3

/* One day of the history laid out by wall-clock slot. */
typedef struct wall_day {
    double *sum;    /* [slots] calls of the slots that are known */
    uint8_t *known; /* [slots] number of known slots that share the wall-clock slot */
    size_t open, gaps, outages;
} wall_day;

/* On days of 24 hours the wall-clock slot is simply the slot's number in the day. */
static size_t wall_slot(const hc_axis *axis, size_t day, size_t slot)
{
    const size_t length = axis->day_first[day + 1] - axis->day_first[day];
    return length == hc_axis_slots_a_day(axis) ? slot - axis->day_first[day]
                                               : hc_axis_wall_slot(axis, slot);
}

/* Days past the history's end are read as gaps: they keep the weekdays aligned up to the
 * origin. */
static void read_day(const hc_series *history, const hc_queue *queue, size_t day, size_t slots,
                     wall_day *out)
{
    memset(out->sum, 0, slots * sizeof *out->sum);
    memset(out->known, 0, slots * sizeof *out->known);
    out->open = out->gaps = out->outages = 0;
    const hc_axis *axis = &history->axis;
    if (day >= axis->days) { return; }
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        const uint8_t state = queue->state[slot];
        const bool unknown = state == HC_SLOT_OPEN && hc_is_missing(queue->calls[slot]);
        out->outages += state == HC_SLOT_OUTAGE;
        out->gaps += state == HC_SLOT_GAP || unknown;
        if ((state != HC_SLOT_OPEN && state != HC_SLOT_CLOSED) || unknown) { continue; }
        const size_t wall = wall_slot(axis, day, slot);
        out->sum[wall] += state == HC_SLOT_OPEN ? queue->calls[slot] : 0.0;
        out->known[wall]++;
        out->open += state == HC_SLOT_OPEN;
    }
}

/* Twins of a repeated hour become their mean; unknown slots HC_MISSING; all closed: unknown. */
static void store_day(hc_day_matrix *matrix, size_t day, const wall_day *wall)
{
    double *row = matrix->calls + day * matrix->slots;
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        const bool known = wall->known[slot] > 0 && wall->open > 0;
        row[slot] = known ? wall->sum[slot] / wall->known[slot] : HC_MISSING;
    }
}

static void count_hours(const hc_series *history, const hc_queue *queue, size_t day,
                        int32_t *votes)
{
    const hc_axis *axis = &history->axis;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        int32_t *vote = &votes[wall_slot(axis, day, slot)];
        *vote += queue->state[slot] == HC_SLOT_OPEN;
        *vote -= queue->state[slot] == HC_SLOT_CLOSED;
    }
}

/* A slot is open when most of the latest same weekdays served it. */
static void learn_hours(hc_day_matrix *matrix, const hc_series *history, const hc_queue *queue,
                        size_t first, const uint8_t *served, int32_t *votes)
{
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        size_t used = 0;
        memset(votes, 0, matrix->slots * sizeof *votes);
        for (size_t back = 1; back <= matrix->days && back <= (size_t)7 * HOURS_WEEKS; back++) {
            const size_t day = matrix->days - back;
            if (matrix->weekday[day] != weekday || !served[day] || used == HOURS_DAYS) {
                continue;
            }
            count_hours(history, queue, first + day, votes);
            used++;
        }
        uint8_t *open = matrix->open + (size_t)weekday * matrix->slots;
        for (size_t slot = 0; slot < matrix->slots; slot++) {
            open[slot] = votes[slot] > 0;
        }
    }
}

/* The latest days of a weekday, in one slot: how many in a row are silent (or not), and what
 * the days before them usually had. */
typedef struct slot_run {
    size_t days, before;
    bool silent;
    double calls; /* of the days before */
} slot_run;

static slot_run latest_run(const hc_day_matrix *matrix, int32_t weekday, size_t slot,
                           const uint8_t *served)
{
    slot_run run = {0, 0, false, 0.0};
    for (size_t back = 1; back <= matrix->days && back <= (size_t)7 * HOURS_WEEKS; back++) {
        const size_t day = matrix->days - back;
        if (matrix->weekday[day] != weekday || !served[day] || matrix->seen[day] < 1.0) {
            continue;
        }
        const double calls = matrix->calls[day * matrix->slots + slot];
        const bool silent = !(calls > 0.0);
        if (run.days == 0) { run.silent = silent; }
        if (run.before == 0 && silent == run.silent) {
            run.days++;
        } else {
            run.calls += calls;
            run.before++;
        }
        if (run.before == MOVED_BEFORE) { break; }
    }
    return run;
}

/*
 * Log odds against silence on `days` by chance. That all N calls of a steady slot fall into the
 * b days before rather than into the d after has the chance (b / (b + d))^N; the last of them
 * is what the days are counted from.
 */
static double silence(const slot_run *run, size_t days)
{
    if (run->before == 0) { return 0.0; }
    return fmax(0.0, run->calls - 1.0) * log1p((double)days / (double)run->before);
}

/* Slots first .. end - 1 of a weekday are silent alike: are they closed now? */
static void close_silence(const slot_run *run, size_t first, size_t end, uint8_t *open)
{
    size_t days = SIZE_MAX;
    double odds = 0.0;
    for (size_t slot = first; slot < end; slot++) {
        if (run[slot].days < days) { days = run[slot].days; }
    }
    for (size_t slot = first; slot < end; slot++) {
        odds += silence(&run[slot], days);
    }
    for (size_t slot = first; slot < end && odds > MOVED_ODDS; slot++) {
        if (silence(&run[slot], run[slot].days) > MOVED_EACH) { open[slot] = 0; }
    }
}

/* Hours that have moved: silence where many calls would have come, calls where it was shut. */
static void follow_moved_hours(hc_day_matrix *matrix, const uint8_t *served, slot_run *run)
{
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        uint8_t *open = matrix->open + (size_t)weekday * matrix->slots;
        size_t first = 0;
        for (size_t slot = 0; slot < matrix->slots; slot++) {
            run[slot] = latest_run(matrix, weekday, slot, served);
            const bool lasts = run[slot].days >= MOVED_DAYS;
            if (lasts && run[slot].silent) { continue; }
            if (lasts) { open[slot] = 1; }
            close_silence(run, first, slot, open);
            first = slot + 1;
        }
        close_silence(run, first, matrix->slots, open);
    }
}

/* What came in hours that are closed now says nothing of the hours to come, and a day that had
 * little else is unknown. */
static void forget_closed_hours(hc_day_matrix *matrix)
{
    for (size_t day = 0; day < matrix->days; day++) {
        const uint8_t *open = matrix->open + (size_t)matrix->weekday[day] * matrix->slots;
        double *row = matrix->calls + day * matrix->slots, kept = 0.0;
        for (size_t slot = 0; slot < matrix->slots; slot++) {
            if (!open[slot]) { row[slot] = 0.0; }
            kept += row[slot];
        }
        if (kept < HC_DAY_SEEN_MIN * matrix->total[day]) {
            memset(row, 0, matrix->slots * sizeof *row);
            matrix->seen[day] = kept = 0.0;
        }
        matrix->total[day] = kept;
    }
}

/* Mean of the known values of each weekday and slot; of all weekdays where one has none. */
static void mean_profile(const hc_day_matrix *matrix, double *profile, double *count)
{
    const size_t cells = HC_WEEKDAYS * matrix->slots;
    memset(profile, 0, cells * sizeof *profile);
    memset(count, 0, cells * sizeof *count);
    for (size_t day = 0; day < matrix->days; day++) {
        const size_t at = (size_t)matrix->weekday[day] * matrix->slots;
        const double *row = matrix->calls + day * matrix->slots;
        for (size_t slot = 0; slot < matrix->slots; slot++) {
            if (hc_is_missing(row[slot])) { continue; }
            profile[at + slot] += row[slot];
            count[at + slot] += 1.0;
        }
    }
    for (size_t cell = 0; cell < cells; cell++) {
        if (count[cell] > 0.0) { profile[cell] /= count[cell]; }
    }
}

/* Fills the holes of a row by its weekday's profile scaled to what was seen; see
 * HC_DAY_SEEN_MIN. */
static void fill_day(hc_day_matrix *matrix, size_t day, const double *profile)
{
    double *row = matrix->calls + day * matrix->slots;
    double usual = 0.0, usual_seen = 0.0, seen = 0.0;
    size_t known = 0;
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        usual += profile[slot];
        if (hc_is_missing(row[slot])) { continue; }
        usual_seen += profile[slot];
        seen += row[slot];
        known++;
    }
    double share = usual > 0.0 ? usual_seen / usual : (known == matrix->slots ? 1.0 : 0.0);
    if (known == 0 || share < HC_DAY_SEEN_MIN) { share = 0.0; }
    const double scale = usual_seen > 0.0 ? seen / usual_seen : 0.0;
    matrix->total[day] = 0.0;
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        if (hc_is_missing(row[slot])) { row[slot] = scale * profile[slot]; }
        if (share <= 0.0) { row[slot] = 0.0; }
        matrix->total[day] += row[slot];
    }
    matrix->seen[day] = share;
}

/* Median total of the same weekday nearby, of days seen whole; HC_MISSING with too few. */
static double usual_total(const hc_day_matrix *matrix, size_t day)
{
    double near[2 * NEAR_WEEKS];
    size_t n = 0;
    for (size_t week = 1; week <= NEAR_WEEKS; week++) {
        const size_t back = week * HC_WEEKDAYS;
        if (back <= day && matrix->seen[day - back] >= 1.0) {
            near[n++] = matrix->total[day - back];
        }
        if (day + back < matrix->days && matrix->seen[day + back] >= 1.0) {
            near[n++] = matrix->total[day + back];
        }
    }
    return n >= NEAR_DAYS_MIN ? hc_median(near, n) : HC_MISSING;
}

/* Callers who were cut off may call again the same day: a day with an outage had between what
 * was recorded and what was recorded plus all that the outage usually has. Of these the total
 * nearest to the weekday's level is taken. */
static void settle_outage_day(hc_day_matrix *matrix, size_t day)
{
    double *row = matrix->calls + day * matrix->slots;
    const double most = matrix->total[day], least = most * matrix->seen[day];
    const double usual = usual_total(matrix, day);
    if (hc_is_missing(usual) || !(least > 0.0)) { return; }
    const double total = fmin(most, fmax(least, usual));
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        row[slot] *= total / most;
    }
    matrix->total[day] = total;
}

static hc_status take_memory(hc_day_matrix *matrix, hc_error *err)
{
    size_t cells = 0;
    if (!hc_size_mul(matrix->days + 1, matrix->slots, &cells)) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "the history has too many days");
    }
    HC_TRY(hc_alloc(&matrix->calls, cells, sizeof *matrix->calls, err));
    HC_TRY(hc_alloc(&matrix->total, matrix->days, sizeof *matrix->total, err));
    HC_TRY(hc_alloc(&matrix->seen, matrix->days, sizeof *matrix->seen, err));
    HC_TRY(hc_alloc(&matrix->weekday, matrix->days, sizeof *matrix->weekday, err));
    return hc_alloc(&matrix->open, HC_WEEKDAYS * matrix->slots, sizeof *matrix->open, err);
}

typedef struct scratch {
    wall_day wall;
    double *profile, *count;
    uint8_t *served;
    uint8_t *outage; /* [days] parts of the day were an outage, none a gap */
    int32_t *votes;
    slot_run *run; /* [slots] */
} scratch;

static hc_status take_scratch(scratch *work, const hc_day_matrix *matrix, hc_error *err)
{
    const size_t cells = HC_WEEKDAYS * matrix->slots;
    HC_TRY(hc_alloc(&work->wall.sum, matrix->slots, sizeof *work->wall.sum, err));
    HC_TRY(hc_alloc(&work->wall.known, matrix->slots, sizeof *work->wall.known, err));
    HC_TRY(hc_alloc(&work->profile, cells, sizeof *work->profile, err));
    HC_TRY(hc_alloc(&work->count, cells, sizeof *work->count, err));
    HC_TRY(hc_alloc(&work->served, matrix->days, sizeof *work->served, err));
    HC_TRY(hc_alloc(&work->outage, matrix->days, sizeof *work->outage, err));
    HC_TRY(hc_alloc(&work->run, matrix->slots, sizeof *work->run, err));
    return hc_alloc(&work->votes, matrix->slots, sizeof *work->votes, err);
}

static void free_scratch(scratch *work)
{
    hc_free(work->wall.sum);
    hc_free(work->wall.known);
    hc_free(work->profile);
    hc_free(work->count);
    hc_free(work->served);
    hc_free(work->outage);
    hc_free(work->votes);
    hc_free(work->run);
}

static void fill_matrix(hc_day_matrix *matrix, const hc_series *history, const hc_queue *queue,
                        size_t first, scratch *work)
{
    for (size_t day = 0; day < matrix->days; day++) {
        matrix->weekday[day] = hc_weekday(matrix->first_day + (int64_t)day);
        read_day(history, queue, first + day, matrix->slots, &work->wall);
        store_day(matrix, day, &work->wall);
        work->served[day] = work->wall.open > 0;
        work->outage[day] = work->wall.outages > 0 && work->wall.gaps == 0;
    }
    mean_profile(matrix, work->profile, work->count);
    for (size_t day = 0; day < matrix->days; day++) {
        fill_day(matrix, day, work->profile + (size_t)matrix->weekday[day] * matrix->slots);
    }
    for (size_t day = 0; day < matrix->days; day++) {
        if (work->outage[day] && matrix->seen[day] > 0.0) { settle_outage_day(matrix, day); }
    }
    learn_hours(matrix, history, queue, first, work->served, work->votes);
    follow_moved_hours(matrix, work->served, work->run);
    forget_closed_hours(matrix);
}

hc_status hc_day_matrix_make(hc_day_matrix *matrix, const hc_series *history, size_t queue,
                             int64_t origin_day, hc_error *err)
{
    const hc_axis *axis = &history->axis;
    hc_day_matrix made = {.slots = hc_axis_slots_a_day(axis)};
    const int64_t span = origin_day > axis->first_day ? origin_day - axis->first_day : 0;
    made.days = (size_t)(span < HC_MATRIX_DAYS_MAX ? span : HC_MATRIX_DAYS_MAX);
    made.first_day = origin_day - (int64_t)made.days;
    scratch work = {0};
    hc_status st = take_memory(&made, err);
    if (st == HC_OK) { st = take_scratch(&work, &made, err); }
    if (st == HC_OK) {
        fill_matrix(&made, history, &history->queues[queue],
                    (size_t)(made.first_day - axis->first_day), &work);
        hc_day_matrix_clear(matrix);
        *matrix = made;
        made = (hc_day_matrix)HC_DAY_MATRIX_INIT;
    }
    free_scratch(&work);
    hc_day_matrix_clear(&made);
    return st;
}

void hc_day_matrix_clear(hc_day_matrix *matrix)
{
    hc_free(matrix->calls);
    hc_free(matrix->total);
    hc_free(matrix->seen);
    hc_free(matrix->weekday);
    hc_free(matrix->open);
    *matrix = (hc_day_matrix)HC_DAY_MATRIX_INIT;
}

double hc_usual_total(const hc_day_matrix *matrix, size_t before, double *totals)
{
    size_t n = 0;
    for (size_t day = 0; day < before; day++) {
        if (matrix->seen[day] > 0.0) { totals[n++] = matrix->total[day]; }
    }
    return n > 0 ? fmax(hc_median(totals, n), 1e-9) : 1.0;
}
