#include "cli/plan/summary_part.h"

void hc_summary_slot(const hc_axis *axis, size_t slot, char *text, size_t size)
{
    const hc_local_time local = hc_axis_local(axis, slot);
    char date[HC_TIME_TEXT_MAX];
    char clock[HC_TIME_TEXT_MAX];
    hc_format_date(local.day, date);
    hc_format_clock(local.second_of_day / 60, clock);
    (void)snprintf(text, size, "%s %s %s", hc_weekday_name(hc_weekday(local.day)), date, clock);
}

const char *hc_summary_people_word(int32_t count)
{
    return count == 1 ? "person" : "people";
}
