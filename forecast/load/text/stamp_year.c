/* Dates without a year, "02.03.", "Mar 02", "3월 2일", as of a year that is told. */
#include <stdio.h>
#include <string.h>

#include "forecast/load/text/stamp.h"

/* The date with the year in the way that it is read, and what it then says. */
static bool add_year(const char *text, size_t length, int32_t year,
                     char dated[HC_DATED_TEXT_MAX], hc_stamp *stamp)
{
    if (length == 0 || length + 16 > HC_DATED_TEXT_MAX || year <= 0) { return false; }
    const char *mark = memchr(text, '/', length);
    if (mark == NULL) { mark = memchr(text, '.', length); }
    if (mark == NULL) { mark = memchr(text, '-', length); }
    const bool between = mark != NULL && text[length - 1] != *mark;
    (void)snprintf(dated, HC_DATED_TEXT_MAX, "%.*s%.*s%d", (int)length, text, between ? 1 : 0,
                   between ? mark : "", (int)year);
    if (hc_stamp_read_date(dated, strlen(dated), stamp)) { return true; }
    (void)snprintf(dated, HC_DATED_TEXT_MAX, "%.*s %d", (int)length, text, (int)year);
    if (hc_stamp_read_date(dated, strlen(dated), stamp)) { return true; }
    (void)snprintf(dated, HC_DATED_TEXT_MAX, "%d년 %.*s", (int)year, (int)length, text);
    return hc_stamp_read_date(dated, strlen(dated), stamp);
}

bool hc_stamp_add_year(const char *text, size_t length, int32_t year,
                       char dated[HC_DATED_TEXT_MAX])
{
    hc_stamp stamp;
    return add_year(text, length, year, dated, &stamp);
}

bool hc_stamp_read_date_of_year(const char *text, size_t length, int32_t year, hc_stamp *stamp)
{
    char dated[HC_DATED_TEXT_MAX];
    return add_year(text, length, year, dated, stamp);
}

bool hc_stamp_read_of_year(const char *text, size_t length, int32_t year, hc_stamp *stamp)
{
    for (size_t at = length; at-- > 1;) {
        hc_stamp day;
        if (text[at] != ' ' || !hc_stamp_read_time(text + at + 1, length - at - 1, stamp) ||
            !hc_stamp_read_date_of_year(text, at, year, &day)) {
            continue;
        }
        stamp->has_date = true;
        stamp->order = day.order;
        stamp->year = day.year;
        stamp->a = day.a;
        stamp->b = day.b;
        return true;
    }
    return false;
}
