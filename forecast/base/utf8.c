#include "forecast/base/utf8.h"

#include <stdint.h>
#include <string.h>

#define REPLACEMENT 0xFFFDU /* what a terminal shows for a wrong byte */

typedef struct code_range {
    uint32_t first;
    uint32_t last;
} code_range;

/* Blocks that Unicode's EastAsianWidth.txt calls W or F throughout, with the picture blocks. */
static const code_range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},
    {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF},
    {0x1B000, 0x1B2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/* Combining marks and invisible format characters of the scripts that names are written in. */
static const code_range zero[] = {
    {0x00AD, 0x00AD}, {0x0300, 0x036F},   {0x0483, 0x0489},   {0x0591, 0x05BD},
    {0x05BF, 0x05BF}, {0x05C1, 0x05C2},   {0x05C4, 0x05C5},   {0x05C7, 0x05C7},
    {0x0610, 0x061A}, {0x064B, 0x065F},   {0x0670, 0x0670},   {0x06D6, 0x06DC},
    {0x06DF, 0x06E4}, {0x06E7, 0x06E8},   {0x06EA, 0x06ED},   {0x0900, 0x0902},
    {0x093A, 0x093A}, {0x093C, 0x093C},   {0x0941, 0x0948},   {0x094D, 0x094D},
    {0x0951, 0x0957}, {0x0962, 0x0963},   {0x0E31, 0x0E31},   {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x0EB1, 0x0EB1},   {0x0EB4, 0x0EBC},   {0x0EC8, 0x0ECD},
    {0x1160, 0x11FF}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},   {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F},   {0x20D0, 0x20FF},   {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xD7B0, 0xD7FF},   {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE01EF},
};

static bool is_in(uint32_t code, const code_range *ranges, size_t n)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (code > ranges[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n && code >= ranges[low].first;
}

/* Bytes of the character at text, 0 when it is wrong: the table of well-formed sequences of the
 * Unicode Standard (3.9, table 3-7). */
static size_t decode(const unsigned char *text, size_t length, uint32_t *code)
{
    const unsigned char lead = text[0];
    if (lead < 0x80U) {
        *code = lead;
        return 1;
    }
    const size_t need = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U || need > length) { return 0; }
    const unsigned char low = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
    const unsigned char high = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
    if (text[1] < low || text[1] > high) { return 0; }
    uint32_t value = lead & (0x7FU >> need);
    for (size_t at = 1; at < need; at++) {
        if ((text[at] & 0xC0U) != 0x80U) { return 0; }
        value = value << 6U | (text[at] & 0x3FU);
    }
    *code = value;
    return need;
}

bool hc_utf8_is_valid(const char *text, size_t length, size_t *bad_at)
{
    uint32_t code = 0;
    for (size_t at = 0; at < length;) {
        const size_t bytes = decode((const unsigned char *)text + at, length - at, &code);
        if (bytes == 0) {
            *bad_at = at;
            return false;
        }
        at += bytes;
    }
    return true;
}

static size_t code_width(uint32_t code)
{
    if (code < 0x20U || (code >= 0x7FU && code < 0xA0U)) { return 0; }
    if (code < 0x300U && code != 0xADU) { return 1; }
    if (is_in(code, zero, sizeof zero / sizeof zero[0])) { return 0; }
    return is_in(code, wide, sizeof wide / sizeof wide[0]) ? 2 : 1;
}

size_t hc_utf8_width(const char *text)
{
    const size_t length = strlen(text);
    size_t columns = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code = REPLACEMENT;
        const size_t bytes = decode((const unsigned char *)text + at, length - at, &code);
        columns += code_width(code);
        at += bytes > 0 ? bytes : 1;
    }
    return columns;
}
