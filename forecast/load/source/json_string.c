#include "forecast/load/source/json_string.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') { return c - '0'; }
    if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int32_t hc_json_hex4(const char *text)
{
    int32_t value = 0;
    for (int at = 0; at < 4; at++) {
        const int digit = hex_digit(text[at]);
        if (digit < 0) { return -1; }
        value = value * 16 + digit;
    }
    return value;
}

bool hc_json_is_high_half(int32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

bool hc_json_is_low_half(int32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

static void hold(hc_json_reader *reader, uint32_t code)
{
    const size_t bytes = code < 0x80U ? 1 : code < 0x800U ? 2 : code < 0x10000U ? 3 : 4;
    static const unsigned char lead[5] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    reader->held_next = 0;
    reader->held_end = bytes;
    for (size_t byte = bytes - 1; byte > 0; byte--) {
        reader->held[byte] = (unsigned char)(0x80U | (code & 0x3FU));
        code >>= 6U;
    }
    reader->held[0] = (unsigned char)(lead[bytes] | code);
}

/* The escape behind a backslash. */
static void hold_escape(hc_json_reader *reader)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    const char escape = *reader->at++;
    if (escape != 'u') {
        hold(reader, (unsigned char)values[strchr(letters, escape) - letters]);
        return;
    }
    int32_t code = hc_json_hex4(reader->at);
    reader->at += 4;
    if (hc_json_is_high_half(code)) { /* "\uD83D\uDE00": 10 bits from each half */
        code = 0x10000 + (code - 0xD800) * 0x400 + (hc_json_hex4(reader->at + 2) - 0xDC00);
        reader->at += 6;
    }
    hold(reader, (uint32_t)code);
}

hc_json_reader hc_json_string_begin(const char *quote)
{
    return (hc_json_reader){.at = quote + 1};
}

int hc_json_next_byte(hc_json_reader *reader)
{
    if (reader->held_next == reader->held_end) {
        if (*reader->at == '"') { return -1; }
        if (*reader->at != '\\') { return (unsigned char)*reader->at++; }
        reader->at++;
        hold_escape(reader);
    }
    return reader->held[reader->held_next++];
}

int hc_json_string_compare(const char *quote_a, const char *quote_b)
{
    hc_json_reader a = hc_json_string_begin(quote_a);
    hc_json_reader b = hc_json_string_begin(quote_b);
    int byte_a = 0;
    int byte_b = 0;
    while (byte_a == byte_b && byte_a >= 0) {
        byte_a = hc_json_next_byte(&a);
        byte_b = hc_json_next_byte(&b);
    }
    return byte_a - byte_b;
}
