#include "forecast/special_days.h"

#include <math.h>
#include <string.h>

static const char *const kind_names[HC_SPECIAL_KINDS] = {"closed",   "holiday", "eve",
                                                         "half_day", "event",   "ordinary"};

const char *hc_special_kind_name(hc_special_kind kind)
{
    return (int)kind >= 0 && (int)kind < HC_SPECIAL_KINDS ? kind_names[kind] : NULL;
}

static char plain(char c)
{
    if (c >= 'A' && c <= 'Z') { return (char)(c - 'A' + 'a'); }
    if (c == ' ' || c == '-') { return '_'; }
    return c;
}

static bool same_kind(const char *text, const char *name)
{
    size_t i = 0;
    while (text[i] != '\0' && plain(text[i]) == name[i]) {
        i++;
    }
    return text[i] == '\0' && name[i] == '\0';
}

bool hc_special_kind_find(const char *text, hc_special_kind *kind)
{
    for (int i = 0; i < HC_SPECIAL_KINDS; i++) {
        if (same_kind(text, kind_names[i])) {
            *kind = (hc_special_kind)i;
            return true;
        }
    }
    return false;
}

/* First entry on or after a day. */
static size_t position(const hc_special_days *special, int64_t day)
{
    size_t low = 0;
    size_t high = special->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (special->days[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

hc_status hc_special_days_add(hc_special_days *special, const hc_special_day *day,
                              hc_error *err)
{
    if (day->day < HC_DAY_MIN || day->day > HC_DAY_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "a special day must lie in 1900..2200");
    }
    if (!hc_is_missing(day->uplift) &&
        !(day->uplift > -1.0 && day->uplift <= HC_SPECIAL_UPLIFT_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "0.2 is 20 % more",
                       "an uplift must be above -1 and at most %g, found %g",
                       HC_SPECIAL_UPLIFT_MAX, day->uplift);
    }
    const size_t at = position(special, day->day);
    if (at == special->count || special->days[at].day != day->day) {
        HC_TRY(hc_grow(&special->days, &special->capacity, special->count + 1,
                       sizeof *special->days, err));
        memmove(special->days + at + 1, special->days + at,
                (special->count - at) * sizeof *special->days);
        special->count++;
    }
    special->days[at] = *day;
    return HC_OK;
}

void hc_special_day_name(hc_special_day *day, const char *name)
{
    size_t length = strlen(name);
    if (length >= HC_SPECIAL_NAME_MAX) {
        length = HC_SPECIAL_NAME_MAX - 1;
        while (length > 0 && ((unsigned char)name[length] & 0xC0U) == 0x80U) {
            length--;
        }
    }
    memcpy(day->name, name, length);
    day->name[length] = '\0';
}

hc_status hc_special_days_copy(hc_special_days *to, const hc_special_days *from, hc_error *err)
{
    hc_special_days made = HC_SPECIAL_DAYS_INIT;
    HC_TRY(hc_grow(&made.days, &made.capacity, from->count, sizeof *made.days, err));
    if (from->count > 0) { memcpy(made.days, from->days, from->count * sizeof *made.days); }
    made.count = from->count;
    hc_special_days_clear(to);
    *to = made;
    return HC_OK;
}

const hc_special_day *hc_special_days_entry(const hc_special_days *special, int64_t day)
{
    if (special == NULL) { return NULL; }
    const size_t at = position(special, day);
    return at < special->count && special->days[at].day == day ? &special->days[at] : NULL;
}

const hc_special_day *hc_special_days_find(const hc_special_days *special, int64_t day)
{
    const hc_special_day *entry = hc_special_days_entry(special, day);
    return entry != NULL && entry->kind != HC_SPECIAL_ORDINARY ? entry : NULL;
}

hc_status hc_special_days_add_missing(hc_special_days *special, const hc_special_days *from,
                                      hc_error *err)
{
    hc_special_days made = HC_SPECIAL_DAYS_INIT;
    hc_status st = hc_special_days_copy(&made, special, err);
    for (size_t i = 0; st == HC_OK && i < from->count; i++) {
        if (hc_special_days_entry(&made, from->days[i].day) != NULL) { continue; }
        st = hc_special_days_add(&made, &from->days[i], err);
    }
    if (st != HC_OK) {
        hc_special_days_clear(&made);
        return st;
    }
    hc_special_days_clear(special);
    *special = made;
    return HC_OK;
}

static hc_status add_tail(hc_special_days *special, const hc_special_day *event, hc_error *err)
{
    for (int64_t later = 1; event->day + later <= HC_DAY_MAX; later++) {
        const double share = exp2(-(double)later / event->half_life_days);
        if (share < HC_TAIL_SHARE_LEAST) { break; }
        if (hc_special_days_entry(special, event->day + later) != NULL) { continue; }
        hc_special_day tail = *event;
        tail.day += later;
        tail.half_life_days = 0.0;
        tail.tail_share = share;
        tail.uplift *= share; /* missing stays missing */
        HC_TRY(hc_special_days_add(special, &tail, err));
    }
    return HC_OK;
}

hc_status hc_special_days_spread(hc_special_days *special, hc_error *err)
{
    hc_special_days made = HC_SPECIAL_DAYS_INIT;
    hc_status st = hc_special_days_copy(&made, special, err);
    for (size_t i = special->count; st == HC_OK && i-- > 0;) { /* the later event first */
        const hc_special_day *day = &special->days[i];
        if (day->half_life_days > 0.0) { st = add_tail(&made, day, err); }
    }
    if (st != HC_OK) {
        hc_special_days_clear(&made);
        return st;
    }
    hc_special_days_clear(special);
    *special = made;
    return HC_OK;
}

bool hc_special_days_is_closed(const hc_special_days *special, int64_t day)
{
    const hc_special_day *found = hc_special_days_find(special, day);
    return found != NULL && found->kind == HC_SPECIAL_CLOSED;
}

void hc_special_days_clear(hc_special_days *special)
{
    hc_free(special->days);
    *special = (hc_special_days)HC_SPECIAL_DAYS_INIT;
}
