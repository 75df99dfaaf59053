#include "cli/publish/xlsx_check.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#define ZLIB_CONST /* zlib reads its input through pointers to const */
#include <zlib.h>

#include "forecast/base/memory.h"
#include "forecast/base/utf8.h"

/* APPNOTE 6.3 of the zip format: end of central directory, central header, local header. */
#define END_BYTES 22
#define CENTRAL_BYTES 46
#define LOCAL_BYTES 30
#define DEPTH_MAX 64
#define PART_NAME_MAX 128
#define FILE_BYTES_MAX 0x7FFFFFFF /* larger ones would need the 64-bit form of the format */

typedef struct archive {
    const char *path;
    unsigned char *bytes;
    size_t length;
} archive;

/* One part as its central header describes it. */
typedef struct part {
    char name[PART_NAME_MAX];
    uint32_t method; /* 0 stored, 8 deflated */
    uint32_t checksum;
    size_t packed;
    size_t unpacked;
    size_t local_at;
} part;

static uint32_t little_endian(const unsigned char *bytes, int count)
{
    uint32_t value = 0;
    for (int i = count - 1; i >= 0; i--) {
        value = value << 8 | bytes[i];
    }
    return value;
}

static hc_status broken(const archive *zip, const char *name, const char *what, hc_error *err)
{
    return hc_fail(err, HC_ERR_OUTPUT, (hc_place){.file = zip->path}, "",
                   "the workbook is not sound: %s%s%s", name, name[0] != '\0' ? ": " : "",
                   what);
}

static hc_status read_stream(archive *zip, FILE *in, hc_error *err)
{
    off_t length = -1;
    if (fseeko(in, 0, SEEK_END) == 0) { length = ftello(in); }
    if (length < 0 || length > FILE_BYTES_MAX || fseeko(in, 0, SEEK_SET) != 0) {
        return broken(zip, "", "it cannot be read back", err);
    }
    HC_TRY(hc_alloc(&zip->bytes, (size_t)length, 1, err));
    zip->length = (size_t)length;
    if (fread(zip->bytes, 1, zip->length, in) != zip->length) {
        return broken(zip, "", "it cannot be read back", err);
    }
    return HC_OK;
}

static hc_status read_archive(archive *zip, hc_error *err)
{
    FILE *in = fopen(zip->path, "rb");
    if (in == NULL) { return broken(zip, "", "it cannot be opened", err); }
    const hc_status st = read_stream(zip, in, err);
    (void)fclose(in);
    return st;
}

/* A name that a tag begins with: up to a blank, '/' or '>'. */
static size_t tag_name_length(const char *at, const char *end)
{
    size_t length = 0;
    while (at + length < end && strchr(" \t\r\n/>", at[length]) == NULL) {
        length++;
    }
    return length;
}

/* Every tag closes in order and there is text inside of them only; enough to catch a torn part.
 */
static bool is_well_formed(const char *text, size_t length)
{
    const char *const end = text + length;
    const char *open[DEPTH_MAX];
    size_t open_length[DEPTH_MAX];
    size_t depth = 0;
    for (const char *at = memchr(text, '<', length); at != NULL;
         at = memchr(at, '<', (size_t)(end - at))) {
        const char *close = memchr(at, '>', (size_t)(end - at));
        if (close == NULL) { return false; }
        const bool closing = at[1] == '/';
        const char *name = at + (closing ? 2 : 1);
        const size_t name_length = tag_name_length(name, end);
        at = close;
        if (name[0] == '?' || close[-1] == '/') { continue; }
        if (!closing && depth == DEPTH_MAX) { return false; }
        if (!closing) {
            open[depth] = name;
            open_length[depth++] = name_length;
            continue;
        }
        if (depth == 0 || open_length[depth - 1] != name_length ||
            memcmp(open[depth - 1], name, name_length) != 0) {
            return false;
        }
        depth--;
    }
    return depth == 0 && length > 0;
}

static bool unpack(const part *what, const unsigned char *packed, unsigned char *text)
{
    if (what->method == 0) {
        if (what->packed != what->unpacked) { return false; }
        memcpy(text, packed, what->packed);
        return true;
    }
    z_stream stream = {0};
    if (what->method != Z_DEFLATED || inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return false;
    }
    stream.next_in = packed;
    stream.avail_in = (uInt)what->packed;
    stream.next_out = text;
    stream.avail_out = (uInt)what->unpacked;
    const int result = inflate(&stream, Z_FINISH);
    const bool whole = result == Z_STREAM_END && stream.total_out == what->unpacked;
    (void)inflateEnd(&stream);
    return whole;
}

static hc_status check_part(const archive *zip, const part *what, hc_error *err)
{
    if (what->local_at + LOCAL_BYTES > zip->length) {
        return broken(zip, what->name, "it lies outside", err);
    }
    const unsigned char *local = zip->bytes + what->local_at;
    const size_t data_at = what->local_at + LOCAL_BYTES + little_endian(local + 26, 2) +
                           little_endian(local + 28, 2);
    if (memcmp(local, "PK\3\4", 4) != 0 || data_at + what->packed > zip->length) {
        return broken(zip, what->name, "it lies outside", err);
    }
    unsigned char *text = NULL;
    size_t bad_at = 0;
    HC_TRY(hc_alloc(&text, what->unpacked, 1, err));
    hc_status st = HC_OK;
    if (!unpack(what, zip->bytes + data_at, text) ||
        crc32(0, text, (uInt)what->unpacked) != what->checksum) {
        st = broken(zip, what->name, "it does not unpack", err);
    } else if (!hc_utf8_is_valid((const char *)text, what->unpacked, &bad_at)) {
        st = broken(zip, what->name, "it is not UTF-8", err);
    } else if (!is_well_formed((const char *)text, what->unpacked)) {
        st = broken(zip, what->name, "its tags do not close", err);
    }
    hc_free(text);
    return st;
}

/* Reads the central header at *at and moves past it; false when there is none. */
static bool next_part(const archive *zip, size_t *at, part *what)
{
    if (*at + CENTRAL_BYTES > zip->length) { return false; }
    const unsigned char *header = zip->bytes + *at;
    const size_t name_length = little_endian(header + 28, 2);
    if (memcmp(header, "PK\1\2", 4) != 0 || name_length >= PART_NAME_MAX ||
        *at + CENTRAL_BYTES + name_length > zip->length) {
        return false;
    }
    *what = (part){.method = little_endian(header + 10, 2),
                   .checksum = little_endian(header + 16, 4),
                   .packed = little_endian(header + 20, 4),
                   .unpacked = little_endian(header + 24, 4),
                   .local_at = little_endian(header + 42, 4)};
    memcpy(what->name, header + CENTRAL_BYTES, name_length);
    *at += CENTRAL_BYTES + name_length + little_endian(header + 30, 2) +
           little_endian(header + 32, 2);
    return true;
}

static hc_status check_archive(const archive *zip, hc_error *err)
{
    if (zip->length < END_BYTES) { return broken(zip, "", "it has no end", err); }
    const unsigned char *end = zip->bytes + zip->length - END_BYTES;
    if (memcmp(end, "PK\5\6", 4) != 0) { return broken(zip, "", "it has no end", err); }
    const uint32_t parts = little_endian(end + 10, 2);
    size_t at = little_endian(end + 16, 4);
    for (uint32_t i = 0; i < parts; i++) {
        part what;
        if (!next_part(zip, &at, &what)) { return broken(zip, "", "its list is torn", err); }
        HC_TRY(check_part(zip, &what, err));
    }
    return parts > 0 ? HC_OK : broken(zip, "", "it is empty", err);
}

hc_status hc_xlsx_check(const char *path, hc_error *err)
{
    archive zip = {.path = path};
    hc_status st = read_archive(&zip, err);
    if (st == HC_OK) { st = check_archive(&zip, err); }
    hc_free(zip.bytes);
    return st;
}
