#include "forecast/load/source/source.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "forecast/base/input.h"
#include "forecast/base/memory.h"
#include "forecast/load/source/byte_survey.h"
#include "forecast/load/source/file_kind.h"
#include "forecast/load/source/json_gate.h"
#include "forecast/load/source/json_table.h"
#include "forecast/load/source/queue_log.h"
#include "forecast/load/source/sqlite_table.h"
#include "forecast/load/source/xlsx_table.h"
#include "forecast/load/text/csv_text.h"

#define CHUNK 65536U        /* bytes read at once */
#define GZIP_BUFFER 131072U /* larger than zlib's 8 KiB: fewer system calls */

struct hc_source {
    char *file; /* as shown */
    gzFile input;
    char encoding[HC_SOURCE_ENCODING_MAX];
    char origin[HC_CSV_ORIGIN_MAX];
    size_t mark; /* bytes of the byte order mark, skipped */
    bool guess;
    bool clean;
    bool converts;      /* false: the bytes are UTF-8 already */
    iconv_t converter;  /* only when it converts */
    unsigned char *raw; /* [CHUNK], only with a converter */
    size_t raw_at, raw_end;
    bool raw_done;
};

static hc_place in_file(const hc_source *source)
{
    return (hc_place){.file = source->file};
}

/* ---------------------------------------------------------------- opening */

/* The source reads from it, and closes it. */
static hc_status take_descriptor(hc_source *source, int descriptor, hc_error *err)
{
    source->input = gzdopen(descriptor, "rb");
    if (source->input == NULL) { (void)close(descriptor); }
    if (source->input == NULL || gzbuffer(source->input, GZIP_BUFFER) != 0) {
        return hc_fail(err, HC_ERR_MEMORY, in_file(source), NULL, "out of memory");
    }
    return HC_OK;
}

static hc_status open_input(hc_source *source, const char *path, hc_error *err)
{
    int descriptor = -1;
    HC_TRY(hc_input_open(path, &descriptor, err));
    return take_descriptor(source, descriptor, err);
}

static hc_status read_raw(hc_source *source, void *bytes, size_t room, size_t *got,
                          hc_error *err)
{
    const int count = gzread(source->input, bytes, (unsigned)(room < CHUNK ? room : CHUNK));
    int code = Z_OK;
    const char *text = count < 0 ? gzerror(source->input, &code) : "";
    if (count < 0 && code == Z_MEM_ERROR) {
        return hc_fail(err, HC_ERR_MEMORY, in_file(source), NULL, "out of memory");
    }
    if (count < 0) {
        return hc_fail(err, HC_ERR_INPUT, in_file(source), NULL, "cannot be read: %s",
                       code == Z_ERRNO ? strerror(errno) : text);
    }
    *got = (size_t)count;
    return HC_OK;
}

/* ---------------------------------------------------------------- which encoding */

static hc_status survey_all(hc_source *source, hc_byte_survey *survey, hc_error *err)
{
    unsigned char *chunk = NULL;
    HC_TRY(hc_alloc(&chunk, CHUNK, 1, err));
    size_t got = 1;
    hc_status st = HC_OK;
    while (st == HC_OK && got > 0) {
        st = read_raw(source, chunk, CHUNK, &got, err);
        if (st == HC_OK) { hc_byte_survey_add(survey, chunk, got); }
    }
    hc_free(chunk);
    survey->utf8_bad += survey->need > 0;
    survey->korean_bad = survey->korean_bad || survey->lead != 0;
    return st;
}

/* All bytes, past a byte order mark, with an end mark. */
static hc_status read_whole(hc_source *source, const hc_byte_survey *survey, char **text,
                            size_t *length, hc_error *err)
{
    if (survey->bytes > HC_JSON_BYTES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, in_file(source), "export the table as CSV",
                       "workbooks, JSON and logs of events may have at most %zu MiB",
                       HC_JSON_BYTES_MAX >> 20);
    }
    HC_TRY(hc_alloc(text, survey->bytes + 1, 1, err));
    if (gzrewind(source->input) != 0) { return hc_input_failed(source->file, err); }
    size_t got = 1;
    while (got > 0 && *length < survey->bytes) {
        HC_TRY(read_raw(source, *text + *length, survey->bytes - *length, &got, err));
        *length += got;
    }
    if (*length >= 3 && memcmp(*text, "\xEF\xBB\xBF", 3) == 0) {
        *length -= 3;
        memmove(*text, *text + 3, *length + 1);
    }
    return HC_OK;
}

/* From now on the source is what was written to a file without a name, which is closed. */
static hc_status take_table(hc_source *source, FILE *table, hc_error *err)
{
    const int copy = fflush(table) == 0 ? dup(fileno(table)) : -1;
    const bool read = copy >= 0 && lseek(copy, 0, SEEK_SET) == 0;
    const hc_status st = read ? HC_OK : hc_input_failed(source->file, err);
    (void)fclose(table);
    if (st != HC_OK) {
        if (copy >= 0) { (void)close(copy); }
        return st;
    }
    (void)gzclose(source->input);
    source->input = NULL;
    return take_descriptor(source, copy, err);
}

static hc_status write_table(hc_source *source, hc_file_kind kind, const char *text,
                             size_t length, const char *wanted, FILE *table, hc_error *err)
{
    if (kind == HC_FILE_JSON) {
        return hc_json_table_write(text, length, source->file, table, err);
    }
    if (kind == HC_FILE_QUEUE_LOG) {
        return hc_queue_log_write(text, length, source->file, table, err);
    }
    return hc_xlsx_table_write(text, length, source->file, wanted, table, source->origin,
                               sizeof source->origin, err);
}

/* The same list as delimited text. */
static hc_status tabulate(hc_source *source, const hc_byte_survey *survey, hc_file_kind kind,
                          const char *wanted, hc_error *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *table = tmpfile();
    if (table == NULL) { return hc_input_failed(source->file, err); }
    hc_status st = read_whole(source, survey, &text, &length, err);
    if (st == HC_OK) { st = write_table(source, kind, text, length, wanted, table, err); }
    hc_free(text);
    if (st == HC_OK) { return take_table(source, table, err); }
    (void)fclose(table);
    return st;
}

/* SQLite reads its file itself, so that it must be one. */
static hc_status tabulate_database(hc_source *source, const char *path, const char *wanted,
                                   hc_error *err)
{
    struct stat info;
    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 || !S_ISREG(info.st_mode)) {
        return hc_fail(err, HC_ERR_FORMAT, in_file(source), "name the file",
                       "a database cannot be read from a pipe");
    }
    FILE *table = tmpfile();
    if (table == NULL) { return hc_input_failed(source->file, err); }
    char name[HC_CSV_ORIGIN_MAX / 2] = "";
    const hc_status st = hc_sqlite_table_write(path, wanted, table, name, sizeof name, err);
    (void)snprintf(source->origin, sizeof source->origin, "table '%s' of the database", name);
    if (st == HC_OK) { return take_table(source, table, err); }
    (void)fclose(table);
    return st;
}

static void set_encoding(hc_source *source, const char *name, size_t mark)
{
    (void)snprintf(source->encoding, sizeof source->encoding, "%s", name);
    source->mark = mark;
}

/* A mark decides, else strict UTF-8, else the user, else what it looks like. A file that is
 * mostly UTF-8 stays it, with some bad rows. */
static hc_status choose_encoding(hc_source *source, const hc_byte_survey *survey,
                                 const char *wanted, hc_error *err)
{
    const unsigned char *first = survey->first;
    set_encoding(source, "UTF-8", 0);
    source->clean = survey->utf8_bad == 0 && survey->nul == 0;
    if (survey->bytes >= 2 && first[0] == 0xFF && first[1] == 0xFE) {
        set_encoding(source, "UTF-16LE", 2);
        return HC_OK;
    }
    if (survey->bytes >= 2 && first[0] == 0xFE && first[1] == 0xFF) {
        set_encoding(source, "UTF-16BE", 2);
        return HC_OK;
    }
    const char *binary = hc_file_is_no_text(survey);
    if (binary != NULL) {
        return hc_fail(err, HC_ERR_FORMAT, in_file(source), "save the table as CSV",
                       "is %s, not delimited text", binary);
    }
    if (survey->bytes >= 3 && memcmp(first, "\xEF\xBB\xBF", 3) == 0) {
        set_encoding(source, "UTF-8", 3);
    } else if (survey->utf8_bad > 0 && wanted != NULL && wanted[0] != '\0') {
        set_encoding(source, wanted, 0);
    } else if (survey->utf8_bad > survey->utf8_good / 10 &&
               hc_byte_survey_guess(survey) != NULL) {
        set_encoding(source, hc_byte_survey_guess(survey), 0);
        source->guess = true;
    }
    return HC_OK;
}

static hc_status open_converter(hc_source *source, hc_error *err)
{
    if (strcasecmp(source->encoding, "UTF-8") == 0) { return HC_OK; }
    source->clean = false;
    source->converter = iconv_open("UTF-8", source->encoding);
    source->converts = source->converter != (iconv_t)-1; /* NOLINT(performance-no-int-to-ptr) */
    if (!source->converts) {
        return hc_fail(err, HC_ERR_FORMAT, in_file(source), "see iconv -l for the names",
                       "there is no encoding \"%s\" on this machine", source->encoding);
    }
    return hc_alloc(&source->raw, CHUNK, 1, err);
}

/* What is no table yet is made one. */
static hc_status tabulate_any(hc_source *source, const char *path, const char *wanted,
                              hc_byte_survey *survey, hc_error *err)
{
    const hc_file_kind kind = hc_file_kind_of(survey);
    if (kind == HC_FILE_TEXT) { return HC_OK; }
    HC_TRY(kind == HC_FILE_DATABASE ? tabulate_database(source, path, wanted, err)
                                    : tabulate(source, survey, kind, wanted, err));
    *survey = (hc_byte_survey){0};
    return survey_all(source, survey, err);
}

static hc_status prepare(hc_source *source, const char *path, const char *encoding,
                         const char *wanted, hc_error *err)
{
    HC_TRY(hc_strdup(&source->file, hc_input_name(path), err));
    HC_TRY(open_input(source, path, err));
    hc_byte_survey survey = {0};
    HC_TRY(survey_all(source, &survey, err));
    if (survey.blank == survey.bytes) {
        return hc_fail(err, HC_ERR_EMPTY, in_file(source), NULL, "the file is empty");
    }
    HC_TRY(tabulate_any(source, path, wanted, &survey, err));
    HC_TRY(choose_encoding(source, &survey, encoding, err));
    HC_TRY(open_converter(source, err));
    return hc_source_rewind(source, err);
}

hc_status hc_source_open(hc_source **source, const char *path, const char *encoding,
                         const char *table, hc_error *err)
{
    hc_source *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    const hc_status st = prepare(made, path, encoding, table, err);
    if (st == HC_OK) {
        *source = made;
    } else {
        hc_source_close(made);
    }
    return st;
}

/* ---------------------------------------------------------------- reading */

/* Takes in more bytes unless a whole character is held for certain. */
static hc_status refill(hc_source *source, hc_error *err)
{
    const size_t left = source->raw_end - source->raw_at;
    if (left >= 8 || source->raw_done) { return HC_OK; }
    memmove(source->raw, source->raw + source->raw_at, left);
    source->raw_at = 0;
    source->raw_end = left;
    size_t got = 0;
    HC_TRY(read_raw(source, source->raw + left, CHUNK - left, &got, err));
    source->raw_end += got;
    source->raw_done = got == 0;
    return HC_OK;
}

/* Puts the stand-in for what cannot be converted and steps over it. */
static void skip_bad(hc_source *source, char **out, size_t *room)
{
    const size_t unit = strncmp(source->encoding, "UTF-16", 6) == 0 ? 2 : 1;
    const size_t left = source->raw_end - source->raw_at;
    source->raw_at += unit < left ? unit : left;
    const unsigned char bad = HC_SOURCE_BAD_BYTE;
    memcpy(*out, &bad, 1);
    (*out)++;
    (*room)--;
}

/* Converts what is held until the room is full or a byte is bad. */
static void convert(hc_source *source, char **out, size_t *room)
{
    char *in = (char *)source->raw + source->raw_at;
    size_t in_left = source->raw_end - source->raw_at;
    const size_t result = iconv(source->converter, &in, &in_left, out, room);
    const int code = errno;
    source->raw_at = source->raw_end - in_left;
    const bool cut_off = code == EINVAL && source->raw_done;
    if (result == (size_t)-1 && *room > 0 && (code == EILSEQ || cut_off)) {
        skip_bad(source, out, room);
    }
}

/* room must hold a character, four bytes. */
static hc_status read_converted(hc_source *source, char *text, size_t room, size_t *got,
                                hc_error *err)
{
    char *out = text;
    while (out == text && !(source->raw_at == source->raw_end && source->raw_done)) {
        HC_TRY(refill(source, err));
        convert(source, &out, &room);
    }
    *got = (size_t)(out - text);
    return HC_OK;
}

hc_status hc_source_read(hc_source *source, char *text, size_t room, size_t *got, hc_error *err)
{
    return source->raw != NULL ? read_converted(source, text, room, got, err)
                               : read_raw(source, text, room, got, err);
}

hc_status hc_source_rewind(hc_source *source, hc_error *err)
{
    char mark[4];
    size_t got = 0;
    source->raw_at = source->raw_end = 0;
    source->raw_done = false;
    if (gzrewind(source->input) != 0) { return hc_input_failed(source->file, err); }
    return source->mark > 0 ? read_raw(source, mark, source->mark, &got, err) : HC_OK;
}

const char *hc_source_file(const hc_source *source)
{
    return source->file;
}

const char *hc_source_encoding(const hc_source *source)
{
    return source->encoding;
}

const char *hc_source_origin(const hc_source *source)
{
    return source->origin;
}

bool hc_source_is_guess(const hc_source *source)
{
    return source->guess;
}

bool hc_source_is_clean(const hc_source *source)
{
    return source->clean;
}

void hc_source_close(hc_source *source)
{
    if (source == NULL) { return; }
    if (source->input != NULL) { (void)gzclose(source->input); }
    if (source->converts) { (void)iconv_close(source->converter); }
    hc_free(source->raw);
    hc_free(source->file);
    hc_free(source);
}
