#include "forecast/load/text/csv_text.h"

#include <string.h>

#include "forecast/base/number.h"

/* The second byte of an upper-case letter of Latin-1, such as the one of "Ü", in UTF-8. */
static bool is_upper_latin(const char *text, size_t at)
{
    const unsigned char c = (unsigned char)text[at];
    return c >= 0x80 && c <= 0x9E && c != 0x97 && at > 0 && text[at - 1] == '\xC3';
}

/* The next byte that matters in a name, lower case; 0 at the end. */
static unsigned char name_character(const char *text, size_t length, size_t *at)
{
    while (*at < length && strchr(" \t\r\n_-.:#*", text[*at]) != NULL) {
        (*at)++;
    }
    if (*at >= length) { return 0; }
    const unsigned char c = (unsigned char)text[*at];
    const bool upper = (c >= 'A' && c <= 'Z') || is_upper_latin(text, *at);
    (*at)++;
    return upper ? (unsigned char)(c + ('a' - 'A')) : c;
}

unsigned char hc_csv_name_first(const char *name, size_t length)
{
    size_t at = 0;
    return name_character(name, length, &at);
}

bool hc_csv_same_name(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t at = 0;
    size_t bt = 0;
    unsigned char left = 1;
    while (left != 0) {
        left = name_character(a, a_length, &at);
        if (left != name_character(b, b_length, &bt)) { return false; }
    }
    return true;
}

const char *hc_csv_next_name(const char **list, size_t *length)
{
    const char *name = *list;
    if (name[0] == '\0') { return NULL; }
    *length = strcspn(name, "|");
    *list = name + *length + (name[*length] == '|' ? 1 : 0);
    return name;
}

bool hc_csv_is_one_of(const char *name, size_t length, const char *names)
{
    size_t size = 0;
    for (const char *one = NULL; (one = hc_csv_next_name(&names, &size)) != NULL;) {
        if (hc_csv_same_name(name, length, one, size)) { return true; }
    }
    return false;
}

bool hc_csv_name_begins(const char *name, size_t length, const char *with, size_t with_length)
{
    size_t at = 0;
    size_t begun = 0;
    unsigned char wanted = name_character(with, with_length, &begun);
    while (wanted != 0) {
        if (name_character(name, length, &at) != wanted) { return false; }
        wanted = name_character(with, with_length, &begun);
    }
    return true;
}

void hc_csv_put_quoted(FILE *out, const char *text, size_t length)
{
    (void)fputc('"', out);
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        if (c == '"') { (void)fputc('"', out); }
        (void)fputc(c == '\n' || c == '\r' ? ' ' : c, out);
    }
    (void)fputc('"', out);
}

void hc_csv_put_number(FILE *out, double value)
{
    char number[HC_NUMBER_TEXT_MAX];
    hc_format_double(value, number);
    (void)fputs(number, out);
    const char *point = strchr(number, '.');
    if (point != NULL && strspn(point + 1, "0123456789") == 3 && strlen(point) == 4) {
        (void)fputc('0', out);
    }
}
