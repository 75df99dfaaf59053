#include "forecast/base/base64.h"

#include <stdint.h>

#define FILLER 64 /* place of '=' behind the digits */

void hc_base64(const void *bytes, size_t count, char *text)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    const uint8_t *byte = bytes;
    for (size_t at = 0; at < count; at += 3, text += 4) {
        const size_t left = count - at;
        const uint32_t bits = (uint32_t)byte[at] << 16 |
                              (uint32_t)(left > 1 ? byte[at + 1] : 0) << 8 |
                              (uint32_t)(left > 2 ? byte[at + 2] : 0);
        for (size_t i = 0; i < 4; i++) {
            text[i] = digit[i <= left ? bits >> (18 - 6 * i) & 63 : FILLER];
        }
    }
    *text = '\0';
}
