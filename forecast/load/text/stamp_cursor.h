/* Reading a date or a time of day from a text, for stamp.c: the text is walked along once. */
#ifndef HC_FORECAST_LOAD_TEXT_STAMP_CURSOR_H
#define HC_FORECAST_LOAD_TEXT_STAMP_CURSOR_H

#include <string.h>

#include "forecast/load/text/stamp.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is left of a text while it is read. */
typedef struct hc_cursor {
    const char *text;
    size_t length, at;
} hc_cursor;

static inline char hc_cursor_peek(const hc_cursor *c)
{
    if (c->at >= c->length) { return '\0'; }
    return c->text[c->at];
}

static inline bool hc_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of the blank that is next, 0: it is none. Spreadsheets write narrow ones that do not
 * break between a time and AM or PM. */
static inline size_t hc_cursor_blank(const hc_cursor *c)
{
    static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        const size_t length = strlen(blanks[i]);
        if (c->length - c->at >= length && memcmp(c->text + c->at, blanks[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

static inline void hc_cursor_skip_blanks(hc_cursor *c)
{
    for (size_t blank = hc_cursor_blank(c); blank > 0; blank = hc_cursor_blank(c)) {
        c->at += blank;
    }
}

static inline bool hc_cursor_take(hc_cursor *c, char wanted)
{
    if (hc_cursor_peek(c) != wanted) { return false; }
    c->at++;
    return true;
}

static inline bool hc_cursor_take_word(hc_cursor *c, const char *word)
{
    const size_t length = strlen(word);
    if (c->length - c->at < length || memcmp(c->text + c->at, word, length) != 0) {
        return false;
    }
    c->at += length;
    return true;
}

/* A run of at most nine digits; *digits tells how many. */
static inline bool hc_cursor_take_number(hc_cursor *c, int32_t *value, size_t *digits)
{
    int32_t number = 0;
    size_t count = 0;
    while (hc_is_digit(hc_cursor_peek(c)) && count < 9) {
        number = number * 10 + (hc_cursor_peek(c) - '0');
        c->at++;
        count++;
    }
    if (count == 0 || hc_is_digit(hc_cursor_peek(c))) { return false; }
    *value = number;
    *digits = count;
    return true;
}

static inline bool hc_cursor_at_end(hc_cursor *c)
{
    hc_cursor_skip_blanks(c);
    return c->at == c->length;
}

static inline char hc_lower(char c)
{
    if (c >= 'A' && c <= 'Z') { return (char)(c - 'A' + 'a'); }
    return c;
}

static inline bool hc_is_letter(char c)
{
    return hc_lower(c) >= 'a' && hc_lower(c) <= 'z';
}

/* Each takes what is there and steps over it, or gives false. iso: no end of an interval may
 * follow, "-05:00" is an offset. */
bool hc_stamp_take_date(hc_cursor *c, hc_stamp *stamp);
bool hc_stamp_take_time(hc_cursor *c, hc_stamp *stamp, bool iso);

static inline bool hc_stamp_set_date(hc_stamp *stamp, hc_stamp_order order, int32_t year,
                                     int32_t a, int32_t b)
{
    stamp->order = order;
    stamp->year = year;
    stamp->a = a;
    stamp->b = b;
    stamp->has_date = true;
    return true;
}

#ifdef __cplusplus
}
#endif
#endif
