#include "tests/forecast/load/source/zip_file.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

typedef struct zip_out {
    unsigned char *bytes;
    size_t at;
} zip_out;

static void put(zip_out *out, uint32_t value, int count)
{
    for (int i = 0; i < count; i++) {
        out->bytes[out->at++] = (unsigned char)(value >> (8 * i));
    }
}

static void put_text(zip_out *out, const char *text)
{
    memcpy(out->bytes + out->at, text, strlen(text));
    out->at += strlen(text);
}

/* Checksum, both lengths and the length of the name: the same in both headers. */
static void put_common(zip_out *out, const zip_text *part)
{
    const uint32_t length = (uint32_t)strlen(part->text);
    put(out, (uint32_t)crc32(0, (const Bytef *)part->text, length), 4);
    put(out, length, 4);
    put(out, length, 4);
    put(out, (uint32_t)strlen(part->name), 2);
}

size_t zip_make(const zip_text *parts, size_t count, unsigned char *bytes)
{
    zip_out out = {bytes, 0};
    uint32_t at[16];
    for (size_t i = 0; i < count; i++) {
        at[i] = (uint32_t)out.at;
        put_text(&out, "PK\3\4");
        put(&out, 20, 4); /* version, flags */
        put(&out, 0, 2);  /* stored */
        put(&out, 0, 4);  /* time */
        put_common(&out, &parts[i]);
        put(&out, 0, 2);
        put_text(&out, parts[i].name);
        put_text(&out, parts[i].text);
    }
    const uint32_t list_at = (uint32_t)out.at;
    for (size_t i = 0; i < count; i++) {
        put_text(&out, "PK\1\2");
        put(&out, 20, 2);
        put(&out, 20, 4);
        put(&out, 0, 2);
        put(&out, 0, 4);
        put_common(&out, &parts[i]);
        put(&out, 0, 4); /* extra, comment */
        put(&out, 0, 4); /* disk, inner kind */
        put(&out, 0, 4);
        put(&out, at[i], 4);
        put_text(&out, parts[i].name);
    }
    const uint32_t list_bytes = (uint32_t)out.at - list_at;
    put_text(&out, "PK\5\6");
    put(&out, 0, 4);
    put(&out, (uint32_t)count, 2);
    put(&out, (uint32_t)count, 2);
    put(&out, list_bytes, 4);
    put(&out, list_at, 4);
    put(&out, 0, 2);
    return out.at;
}
