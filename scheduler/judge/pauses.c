#include <string.h>

#include "scheduler/judge/judge.h"

bool hc_lies_inside(const hc_timed_row *shift, const hc_timed_row *pause)
{
    return !pause->is_shift && !pause->is_overtime && pause->end_min > pause->start_min &&
           pause->start_min >= shift->start_min && pause->end_min <= shift->end_min;
}

const hc_activity *hc_activity_of(const hc_person *who, const hc_timed_row *p)
{
    for (size_t k = 0; who->agent != NULL && k < who->agent->activity_count; k++) {
        const hc_activity *one = &who->agent->activities[k];
        if (!p->is_shift && p->start_min == one->start_min && p->end_min == one->end_min &&
            strcmp(p->row->activity, one->name) == 0) {
            return one;
        }
    }
    return NULL;
}
