#include "forecast/load/source/zip_parts.h"

#include <string.h>

#define ZLIB_CONST /* zlib reads its input through pointers to const */
#include <zlib.h>

#include "forecast/base/memory.h"

/* APPNOTE 6.3 of the zip format: end of the list, its entries, the header before a part. */
#define END_BYTES 22
#define ENTRY_BYTES 46
#define LOCAL_BYTES 30
#define COMMENT_MAX 65535

static uint32_t little_endian(const unsigned char *bytes, int count)
{
    uint32_t value = 0;
    for (int i = count - 1; i >= 0; i--) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/* A comment may stand behind the end record. */
bool hc_zip_start(hc_zip *zip, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t back = END_BYTES; back <= length && back <= END_BYTES + COMMENT_MAX; back++) {
        const unsigned char *end = byte + length - back;
        if (memcmp(end, "PK\5\6", 4) != 0) { continue; }
        *zip = (hc_zip){byte, length, little_endian(end + 16, 4), little_endian(end + 10, 2)};
        return true;
    }
    return false;
}

bool hc_zip_next(hc_zip *zip, hc_zip_part *part)
{
    if (zip->parts_left == 0 || zip->list_at > zip->length ||
        zip->length - zip->list_at < ENTRY_BYTES) {
        return false;
    }
    const unsigned char *entry = zip->bytes + zip->list_at;
    const size_t name_length = little_endian(entry + 28, 2);
    if (memcmp(entry, "PK\1\2", 4) != 0 || name_length >= HC_ZIP_NAME_MAX ||
        zip->length - zip->list_at - ENTRY_BYTES < name_length) {
        return false;
    }
    *part = (hc_zip_part){.method = little_endian(entry + 10, 2),
                          .checksum = little_endian(entry + 16, 4),
                          .packed = little_endian(entry + 20, 4),
                          .unpacked = little_endian(entry + 24, 4),
                          .local_at = little_endian(entry + 42, 4)};
    memcpy(part->name, entry + ENTRY_BYTES, name_length);
    zip->list_at +=
        ENTRY_BYTES + name_length + little_endian(entry + 30, 2) + little_endian(entry + 32, 2);
    zip->parts_left--;
    return true;
}

/* The packed bytes of a part; NULL when they lie outside. */
static const unsigned char *packed_bytes(const hc_zip *zip, const hc_zip_part *part)
{
    if (part->local_at > zip->length || zip->length - part->local_at < LOCAL_BYTES) {
        return NULL;
    }
    const unsigned char *local = zip->bytes + part->local_at;
    const size_t data_at = part->local_at + LOCAL_BYTES + little_endian(local + 26, 2) +
                           little_endian(local + 28, 2);
    if (memcmp(local, "PK\3\4", 4) != 0 || data_at > zip->length ||
        zip->length - data_at < part->packed) {
        return NULL;
    }
    return zip->bytes + data_at;
}

static bool inflate_part(const hc_zip_part *part, const unsigned char *packed, char *text)
{
    if (part->method == 0) {
        if (part->packed != part->unpacked) { return false; }
        memcpy(text, packed, part->packed);
        return true;
    }
    z_stream stream = {0};
    if (part->method != Z_DEFLATED || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return false;
    }
    stream.next_in = packed;
    stream.avail_in = (uInt)part->packed;
    stream.next_out = (Bytef *)text;
    stream.avail_out = (uInt)part->unpacked;
    const int result = inflate(&stream, Z_FINISH);
    const bool whole = result == Z_STREAM_END && stream.total_out == part->unpacked;
    (void)inflateEnd(&stream);
    return whole;
}

hc_status hc_zip_unpack(const hc_zip *zip, const hc_zip_part *part, char **text, hc_error *err)
{
    const unsigned char *packed = packed_bytes(zip, part);
    char *made = NULL;
    if (packed == NULL) {
        return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE, "", "%s lies outside of the archive",
                       part->name);
    }
    if (part->unpacked > HC_ZIP_PART_BYTES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "%s has more than %zu MiB",
                       part->name, HC_ZIP_PART_BYTES_MAX >> 20);
    }
    HC_TRY(hc_alloc(&made, part->unpacked + 1, 1, err));
    if (!inflate_part(part, packed, made) ||
        crc32(0, (const Bytef *)made, (uInt)part->unpacked) != part->checksum) {
        hc_free(made);
        return hc_fail(err, HC_ERR_FORMAT, HC_NOWHERE, "", "%s does not unpack", part->name);
    }
    *text = made;
    return HC_OK;
}
