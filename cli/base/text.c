#include "cli/base/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "forecast/base/csv_guard.h"
#include "forecast/base/number.h"
#include "forecast/base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD: what stands for bytes that are not text */

/* Failures are not lost here: the stream keeps them for hc_stream_check. */
static void put_bytes(FILE *out, const char *bytes, size_t count)
{
    (void)fwrite(bytes, 1, count, out);
}

void hc_put(FILE *out, const char *literal)
{
    put_bytes(out, literal, strlen(literal));
}

void hc_put_int(FILE *out, int64_t value)
{
    (void)fprintf(out, "%" PRId64, value);
}

void hc_put_count(FILE *out, uint64_t value)
{
    (void)fprintf(out, "%" PRIu64, value);
}

void hc_put_fixed(FILE *out, double value, int decimals)
{
    char text[HC_NUMBER_TEXT_MAX];
    if (!isfinite(value)) { return; }
    hc_format_fixed(value, decimals, text);
    hc_put(out, text);
}

/* Bytes of the character at text; 0 where it is not UTF-8. */
static size_t character_bytes(const char *text)
{
    const unsigned char lead = (unsigned char)text[0];
    const size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size_t bad_at = 0;
    return strnlen(text, bytes) == bytes && hc_utf8_is_valid(text, bytes, &bad_at) ? bytes : 0;
}

static bool is_control(const char *text, size_t bytes)
{
    const unsigned char first = (unsigned char)text[0];
    if (bytes == 1) { return first < 0x20 || first == 0x7F; }
    return bytes == 2 && first == 0xC2 && (unsigned char)text[1] < 0xA0; /* U+0080..U+009F */
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

void hc_csv_cell(FILE *out, const char *text)
{
    const size_t length = strlen(text);
    const bool guard = hc_csv_needs_guard(text, length);
    const bool quote = length > 0 && (strpbrk(text, ",;\"\r\n") != NULL || is_blank(text[0]) ||
                                      is_blank(text[length - 1]));
    if (quote) { hc_put(out, "\""); }
    if (guard) { hc_put(out, "'"); }
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '"') { hc_put(out, "\""); }
        put_bytes(out, from, 1);
    }
    if (quote) { hc_put(out, "\""); }
}

static const char *tsv_escape(char byte)
{
    switch (byte) {
    case '\t':
        return "\\t";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\\':
        return "\\\\";
    default:
        return NULL;
    }
}

void hc_tsv_cell(FILE *out, const char *text)
{
    if (hc_csv_needs_guard(text, strlen(text))) { hc_put(out, "'"); }
    for (; *text != '\0'; text++) {
        const char *escape = tsv_escape(*text);
        if (escape != NULL) {
            hc_put(out, escape);
        } else {
            put_bytes(out, text, 1);
        }
    }
}

#define MARKDOWN_MARKS "\\|`*_<>[]~&"

size_t hc_markdown_escapes(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += strchr(MARKDOWN_MARKS, *text) != NULL ? 1 : 0;
    }
    return count;
}

void hc_markdown_cell(FILE *out, const char *text)
{
    for (size_t bytes = 0; *text != '\0'; text += bytes > 0 ? bytes : 1) {
        bytes = character_bytes(text);
        if (bytes == 0 || is_control(text, bytes)) {
            hc_put(out, REPLACEMENT);
            continue;
        }
        if (strchr(MARKDOWN_MARKS, *text) != NULL) { hc_put(out, "\\"); }
        put_bytes(out, text, bytes);
    }
}

static const char *json_escape(const char *text, size_t bytes)
{
    if (bytes == 3 && memcmp(text, "\xE2\x80\xA8", 3) == 0) { return "\\u2028"; }
    if (bytes == 3 && memcmp(text, "\xE2\x80\xA9", 3) == 0) { return "\\u2029"; }
    switch (text[0]) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default:
        return NULL;
    }
}

void hc_json_text(FILE *out, const char *text)
{
    hc_put(out, "\"");
    for (size_t bytes = 0; *text != '\0'; text += bytes > 0 ? bytes : 1) {
        bytes = character_bytes(text);
        const char *escape = bytes > 0 ? json_escape(text, bytes) : "\\ufffd";
        if (escape != NULL) {
            hc_put(out, escape);
        } else if (is_control(text, bytes)) {
            (void)fprintf(out, "\\u%04x", (unsigned)(unsigned char)text[bytes - 1]);
        } else {
            put_bytes(out, text, bytes);
        }
    }
    hc_put(out, "\"");
}

void hc_json_number(FILE *out, double value)
{
    char text[HC_NUMBER_TEXT_MAX] = "null";
    if (isfinite(value)) { hc_format_double(value, text); }
    hc_put(out, text);
}

static const char *html_escape(const char *text, size_t bytes)
{
    if (bytes == 0) { return REPLACEMENT; }
    switch (text[0]) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return is_control(text, bytes) ? REPLACEMENT : NULL;
    }
}

void hc_html_text(FILE *out, const char *text)
{
    for (size_t bytes = 0; *text != '\0'; text += bytes > 0 ? bytes : 1) {
        bytes = character_bytes(text);
        const char *escape = html_escape(text, bytes);
        if (escape != NULL) {
            hc_put(out, escape);
        } else {
            put_bytes(out, text, bytes);
        }
    }
}

/* Puts bytes that must stay together; starts a continuation line where they no longer fit. */
static void fold(FILE *out, const char *bytes, size_t count, size_t *column)
{
    if (*column + count > HC_ICAL_LINE_MAX) {
        hc_put(out, "\r\n ");
        *column = 1; /* the blank counts */
    }
    put_bytes(out, bytes, count);
    *column += count;
}

static const char *ical_escape(const char *text, size_t bytes)
{
    if (bytes == 0) { return REPLACEMENT; }
    switch (text[0]) {
    case '\\':
        return "\\\\";
    case ';':
        return "\\;";
    case ',':
        return "\\,";
    case '\n':
        return "\\n";
    case '\t':
        return NULL;
    default:
        return is_control(text, bytes) ? REPLACEMENT : NULL;
    }
}

void hc_ical_text(FILE *out, const char *property, const char *text)
{
    size_t column = 0;
    for (const char *from = property; *from != '\0'; from++) {
        fold(out, from, 1, &column);
    }
    fold(out, ":", 1, &column);
    for (size_t bytes = 0; *text != '\0'; text += bytes > 0 ? bytes : 1) {
        bytes = character_bytes(text);
        const char *escape = ical_escape(text, bytes);
        fold(out, escape != NULL ? escape : text, escape != NULL ? strlen(escape) : bytes,
             &column);
    }
    hc_put(out, "\r\n");
}

hc_status hc_stream_check(FILE *out, const char *name, hc_error *err)
{
    errno = 0;
    const bool flushed = fflush(out) == 0;
    if (flushed && ferror(out) == 0) { return HC_OK; }
    const hc_place at = {.file = name};
    char reason[128] = "a write failed";
    const bool full = errno == ENOSPC || errno == EDQUOT;
    if (errno != 0) { (void)strerror_r(errno, reason, sizeof reason); }
    return hc_fail(err, HC_ERR_OUTPUT, at, full ? "the disk is full" : "",
                   "could not be written: %s", reason);
}
