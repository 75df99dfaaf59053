#include "forecast/load/source/json_gate.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/utf8.h"
#include "forecast/load/source/json_string.h"

#define BOM_BYTES 3

/* The text being read. Keys of all open objects lie one after another in `keys`. */
typedef struct gate {
    const char *text;
    size_t length;
    size_t at;
    const char *name;
    hc_error *err;
    size_t depth;
    char open[HC_JSON_DEPTH_MAX];        /* '{' or '[' */
    size_t first_key[HC_JSON_DEPTH_MAX]; /* of the object at that depth */
    const char **keys;                   /* their opening quotes */
    size_t key_count;
    size_t key_capacity;
} gate;

/* ---------------------------------------------------------------------------- places */

static size_t bom_bytes(const char *text, size_t length)
{
    return length >= BOM_BYTES && memcmp(text, "\xEF\xBB\xBF", BOM_BYTES) == 0 ? BOM_BYTES : 0;
}

static void place_of(const char *text, size_t at, int64_t *line, int32_t *column)
{
    int64_t lines = 1;
    int32_t columns = 1;
    for (size_t byte = bom_bytes(text, at); byte < at; byte++) {
        const unsigned char c = (unsigned char)text[byte];
        if (c == '\n') {
            lines++;
            columns = 1;
        } else if ((c & 0xC0U) != 0x80U && columns < INT32_MAX) {
            columns++;
        }
    }
    *line = lines;
    *column = columns;
}

static hc_status fail_at(const gate *g, size_t at, hc_status status, const char *hint,
                         const char *what)
{
    hc_place place = {.file = g->name};
    place_of(g->text, at, &place.line, &place.column);
    return hc_fail(g->err, status, place, hint, "%s", what);
}

static hc_status wrong(const gate *g, size_t at, const char *what)
{
    return fail_at(g, at, HC_ERR_PARSE, NULL, what);
}

/* ------------------------------------------------------------------------- characters */

static char peek(const gate *g)
{
    if (g->at >= g->length) { return '\0'; }
    return g->text[g->at];
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(gate *g)
{
    while (is_blank(peek(g))) {
        g->at++;
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "u" and its digits at g->at, and the second half of a pair. */
static hc_status pass_unicode(gate *g, size_t backslash)
{
    const int32_t unit = g->length - g->at >= 5 ? hc_json_hex4(g->text + g->at + 1) : -1;
    if (unit < 0) { return wrong(g, backslash, "\\u must be followed by four hex digits"); }
    if (unit == 0) { return wrong(g, backslash, "the character NUL is not allowed"); }
    g->at += 5;
    if (hc_json_is_low_half(unit)) {
        return wrong(g, backslash, "this is half of a surrogate pair");
    }
    if (!hc_json_is_high_half(unit)) { return HC_OK; }
    const bool pair = g->length - g->at >= 6 && g->text[g->at] == '\\' &&
                      g->text[g->at + 1] == 'u' &&
                      hc_json_is_low_half(hc_json_hex4(g->text + g->at + 2));
    if (!pair) { return wrong(g, backslash, "this is half of a surrogate pair"); }
    g->at += 6;
    return HC_OK;
}

static hc_status pass_escape(gate *g)
{
    const size_t backslash = g->at++;
    const char escape = peek(g);
    if (escape == 'u') { return pass_unicode(g, backslash); }
    if (escape == '\0' || strchr("\"\\/bfnrt", escape) == NULL) {
        return wrong(g, backslash, "there is no such escape in JSON");
    }
    g->at++;
    return HC_OK;
}

/* A string from its opening quote to behind its closing one. The bytes are known to be UTF-8.
 */
static hc_status pass_string(gate *g)
{
    const size_t begin = g->at++;
    hc_status st = HC_OK;
    while (st == HC_OK && g->at < g->length && g->text[g->at] != '"') {
        if ((unsigned char)g->text[g->at] < 0x20U) {
            return wrong(g, g->at, "a control character in a string must be escaped");
        }
        if (g->text[g->at] == '\\') {
            st = pass_escape(g);
        } else {
            g->at++;
        }
    }
    if (st == HC_OK && g->at >= g->length) { return wrong(g, begin, "this string has no end"); }
    g->at++;
    return st;
}

/* --------------------------------------------------------------------------- numbers */

static void pass_digits(gate *g)
{
    while (is_digit(peek(g))) {
        g->at++;
    }
}

/* Digits of text without sign, point, exponent and the zeros at both ends. */
static int significant_digits(const char *text, size_t length, char *digits)
{
    int count = 0;
    int kept = 0;
    for (size_t at = 0; at < length && text[at] != 'e' && text[at] != 'E'; at++) {
        if (!is_digit(text[at]) || (count == 0 && text[at] == '0')) { continue; }
        digits[count++] = text[at];
        if (text[at] != '0') { kept = count; }
    }
    return kept;
}

/* Would the double, written with as many digits, show other ones? */
static bool loses_digits(const char *text, size_t length, double value)
{
    char wanted[HC_JSON_NUMBER_MAX];
    char shown[HC_JSON_NUMBER_MAX];
    char printed[HC_JSON_NUMBER_MAX + 32];
    const int count = significant_digits(text, length, wanted);
    if (count == 0) { return false; }
    (void)snprintf(printed, sizeof printed, "%.*e", count - 1, value);
    const int printed_count = significant_digits(printed, strlen(printed), shown);
    return printed_count != count || memcmp(wanted, shown, (size_t)count) != 0;
}

static hc_status check_number(const gate *g, size_t begin)
{
    const size_t length = g->at - begin;
    double value = 0.0;
    if (length > HC_JSON_NUMBER_MAX) {
        return fail_at(g, begin, HC_ERR_LIMIT, "1024 characters are allowed",
                       "this number is too long");
    }
    if (!hc_parse_double(g->text + begin, length, &value)) {
        return wrong(g, begin, "this number is too large");
    }
    if (loses_digits(g->text + begin, length, value)) {
        return fail_at(g, begin, HC_ERR_PARSE, "write it as a string or with fewer digits",
                       "this number has more digits than can be kept");
    }
    return HC_OK;
}

static hc_status pass_number(gate *g)
{
    const size_t begin = g->at;
    if (peek(g) == '-') { g->at++; }
    if (!is_digit(peek(g))) { return wrong(g, begin, "a digit must follow the sign"); }
    if (peek(g) == '0') {
        g->at++;
        if (is_digit(peek(g))) { return wrong(g, begin, "a number may not begin with 0"); }
    }
    pass_digits(g);
    if (peek(g) == '.') {
        g->at++;
        if (!is_digit(peek(g))) { return wrong(g, begin, "a digit must follow the point"); }
        pass_digits(g);
    }
    if (peek(g) == 'e' || peek(g) == 'E') {
        g->at++;
        if (peek(g) == '+' || peek(g) == '-') { g->at++; }
        if (!is_digit(peek(g))) { return wrong(g, begin, "a digit must follow the exponent"); }
        pass_digits(g);
    }
    return check_number(g, begin);
}

/* ------------------------------------------------------------------------------ keys */

/* Equal keys end up side by side, the earlier one first. */
static int compare_keys(const void *left, const void *right)
{
    const char *const *a = left;
    const char *const *b = right;
    const int order = hc_json_string_compare(*a, *b);
    if (order != 0) { return order; }
    return *a < *b ? -1 : 1;
}

static hc_status note_key(gate *g, size_t quote)
{
    HC_TRY(hc_grow(&g->keys, &g->key_capacity, g->key_count + 1, sizeof *g->keys, g->err));
    g->keys[g->key_count++] = g->text + quote;
    return HC_OK;
}

/* At the end of an object: the first key that was there before. */
static hc_status check_keys(gate *g, size_t first)
{
    const size_t count = g->key_count - first;
    const char *twice = NULL;
    g->key_count = first;
    if (count < 2) { return HC_OK; }
    const char **keys = g->keys + first;
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t at = 1; at < count; at++) {
        if (hc_json_string_compare(keys[at - 1], keys[at]) == 0 &&
            (twice == NULL || keys[at] < twice)) {
            twice = keys[at];
        }
    }
    return twice == NULL ? HC_OK
                         : wrong(g, (size_t)(twice - g->text), "this key was given before");
}

/* --------------------------------------------------------------------------- grammar */

static hc_status pass_word(gate *g, const char *word)
{
    const size_t length = strlen(word);
    if (g->length - g->at < length || memcmp(g->text + g->at, word, length) != 0) {
        return wrong(g, g->at, "a value was expected");
    }
    g->at += length;
    return HC_OK;
}

static hc_status open_bracket(gate *g)
{
    if (g->depth == HC_JSON_DEPTH_MAX) {
        return fail_at(g, g->at, HC_ERR_LIMIT, "64 levels are allowed",
                       "objects and arrays lie too deep in each other");
    }
    g->open[g->depth] = g->text[g->at++];
    g->first_key[g->depth] = g->key_count;
    g->depth++;
    return HC_OK;
}

static hc_status close_bracket(gate *g)
{
    g->at++;
    g->depth--;
    return g->open[g->depth] == '{' ? check_keys(g, g->first_key[g->depth]) : HC_OK;
}

static char closing(const gate *g)
{
    return g->open[g->depth - 1] == '{' ? '}' : ']';
}

/* A key and its colon. */
static hc_status pass_key(gate *g)
{
    skip_blanks(g);
    if (peek(g) != '"') { return wrong(g, g->at, "a key in double quotes was expected"); }
    const size_t quote = g->at;
    HC_TRY(pass_string(g));
    HC_TRY(note_key(g, quote));
    skip_blanks(g);
    if (peek(g) != ':') { return wrong(g, g->at, "a colon was expected after the key"); }
    g->at++;
    return HC_OK;
}

/* Everything between two values: closing brackets, a comma, the next key. */
static hc_status pass_after_value(gate *g)
{
    skip_blanks(g);
    while (g->depth > 0 && peek(g) == closing(g)) {
        HC_TRY(close_bracket(g));
        skip_blanks(g);
    }
    if (g->depth == 0) { return HC_OK; }
    if (peek(g) != ',') {
        return wrong(g, g->at,
                     closing(g) == '}' ? "a comma or } was expected"
                                       : "a comma or ] was expected");
    }
    g->at++;
    return closing(g) == '}' ? pass_key(g) : HC_OK;
}

/* A scalar, or the opening of an object or array up to where its first value begins. */
static hc_status pass_value(gate *g, bool *complete)
{
    skip_blanks(g);
    const char c = peek(g);
    *complete = true;
    switch (c) {
    case '"':
        return pass_string(g);
    case 't':
        return pass_word(g, "true");
    case 'f':
        return pass_word(g, "false");
    case 'n':
        return pass_word(g, "null");
    case '{':
    case '[':
        HC_TRY(open_bracket(g));
        skip_blanks(g);
        if (peek(g) == closing(g)) { return close_bracket(g); }
        *complete = false;
        return c == '{' ? pass_key(g) : HC_OK;
    default:
        return is_digit(c) || c == '-' ? pass_number(g)
                                       : wrong(g, g->at, "a value was expected");
    }
}

static hc_status pass_text(gate *g)
{
    hc_status st = HC_OK;
    do {
        bool complete = true;
        st = pass_value(g, &complete);
        if (st == HC_OK && complete) { st = pass_after_value(g); }
    } while (st == HC_OK && g->depth > 0);
    if (st == HC_OK && g->at < g->length) {
        return wrong(g, g->at, "nothing may follow the value");
    }
    return st;
}

/* What holds for the bytes before any grammar: size, UTF-8, no NUL. */
static hc_status check_bytes(const gate *g)
{
    size_t bad_at = 0;
    if (g->length > HC_JSON_BYTES_MAX) {
        return hc_fail(g->err, HC_ERR_LIMIT, (hc_place){.file = g->name},
                       "split it, or use JSON Lines",
                       "%zu bytes of JSON are more than the 256 MiB allowed", g->length);
    }
    if (!hc_utf8_is_valid(g->text, g->length, &bad_at)) {
        return fail_at(g, bad_at, HC_ERR_PARSE, "save the file as UTF-8",
                       "this byte is not UTF-8");
    }
    const char *nul = g->length > 0 ? memchr(g->text, '\0', g->length) : NULL;
    if (nul != NULL) {
        return fail_at(g, (size_t)(nul - g->text), HC_ERR_PARSE, "is this a text file?",
                       "the character NUL is not allowed");
    }
    return HC_OK;
}

hc_status hc_json_check(const char *text, size_t length, const char *name, hc_error *err)
{
    gate g = {.text = text, .length = length, .name = name, .err = err};
    HC_TRY(check_bytes(&g));
    g.at = bom_bytes(text, length);
    const hc_status st = pass_text(&g);
    hc_free(g.keys);
    return st;
}

hc_status hc_json_parse(const char *text, size_t length, const char *name, struct cJSON **out,
                        hc_error *err)
{
    HC_TRY(hc_json_check(text, length, name, err));
    const size_t skip = bom_bytes(text, length);
    cJSON *tree = cJSON_ParseWithLengthOpts(text + skip, length - skip, NULL, 0);
    if (tree == NULL) { /* nothing else is left that it could refuse */
        return hc_fail(err, HC_ERR_MEMORY, (hc_place){.file = name}, NULL,
                       "out of memory for the tree of %zu bytes of JSON", length);
    }
    *out = tree;
    return HC_OK;
}

/* -------------------------------------------------------------------------- locating */

/* Behind the value that begins at g->at, in a text that passed the check. */
static void skip_value(gate *g)
{
    size_t depth = 0;
    do {
        const char c = peek(g);
        if (c == '"') {
            (void)pass_string(g);
        } else {
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            g->at++;
        }
    } while (g->at < g->length && (depth > 0 || strchr(",]} \t\r\n", peek(g)) == NULL));
}

/* Is the key at the quote what a pointer's step says, with ~0 for ~ and ~1 for /? */
static bool is_step(const char *quote, const char *step, size_t length)
{
    hc_json_reader letters = hc_json_string_begin(quote);
    for (size_t at = 0; at < length; at++) {
        char wanted = step[at];
        if (wanted == '~' && at + 1 < length) { wanted = step[++at] == '0' ? '~' : '/'; }
        if (hc_json_next_byte(&letters) != (unsigned char)wanted) { return false; }
    }
    return hc_json_next_byte(&letters) < 0;
}

static bool is_element(size_t element, const char *step, size_t length)
{
    int64_t wanted = 0;
    return length > 0 && is_digit(step[0]) && hc_parse_int64(step, length, &wanted) &&
           (uint64_t)wanted == (uint64_t)element;
}

/* From the bracket at g->at to the member or element of that step; *place is what to show of
 * it. */
static bool enter(gate *g, const char *step, size_t length, size_t *place)
{
    const char bracket = peek(g);
    if (bracket != '{' && bracket != '[') { return false; }
    g->at++;
    skip_blanks(g);
    for (size_t element = 0; peek(g) != '}' && peek(g) != ']'; element++) {
        *place = g->at;
        bool found = bracket == '[' && is_element(element, step, length);
        if (bracket == '{') {
            found = is_step(g->text + g->at, step, length);
            (void)pass_string(g);
            skip_blanks(g);
            g->at++; /* the colon */
            skip_blanks(g);
        }
        if (found) { return true; }
        skip_value(g);
        skip_blanks(g);
        if (peek(g) == ',') { g->at++; }
        skip_blanks(g);
    }
    return false;
}

bool hc_json_locate(const char *text, size_t length, const char *pointer, int64_t *line,
                    int32_t *column)
{
    gate g = {.text = text, .length = length, .at = bom_bytes(text, length)};
    skip_blanks(&g);
    size_t place = g.at;
    for (const char *step = pointer; *step != '\0';) {
        if (*step != '/') { return false; }
        step++;
        const size_t step_length = strcspn(step, "/");
        if (!enter(&g, step, step_length, &place)) { return false; }
        step += step_length;
    }
    place_of(text, place, line, column);
    return true;
}
