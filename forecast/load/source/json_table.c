#include "forecast/load/source/json_table.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/source/json_gate.h"
#include "forecast/load/text/csv_text.h"

/* The keys of all objects, in the order they were met. */
typedef struct key_list {
    size_t count, capacity;
    char **names;
} key_list;

typedef struct json_reading {
    const char *text, *name;
    size_t length;
    key_list keys;
    FILE *out;
    bool writing; /* the second walk: the keys are known */
} json_reading;

/* ---------------------------------------------------------------- keys and rows */

static size_t find_key(const key_list *keys, const char *name)
{
    size_t at = 0;
    while (at < keys->count && strcmp(keys->names[at], name) != 0) {
        at++;
    }
    return at;
}

static hc_status see_keys(json_reading *reading, const cJSON *object, hc_error *err)
{
    key_list *keys = &reading->keys;
    const cJSON *member = NULL;
    cJSON_ArrayForEach(member, object)
    {
        if (find_key(keys, member->string) < keys->count) { continue; }
        if (keys->count == HC_CSV_COLUMNS_MAX) {
            return hc_fail(err, HC_ERR_LIMIT, (hc_place){.file = reading->name}, NULL,
                           "the objects have more than %d keys", HC_CSV_COLUMNS_MAX);
        }
        HC_TRY(
            hc_grow(&keys->names, &keys->capacity, keys->count + 1, sizeof *keys->names, err));
        HC_TRY(hc_strdup(&keys->names[keys->count], member->string, err));
        keys->count++;
    }
    return HC_OK;
}

static void put_quoted(FILE *out, const char *text)
{
    hc_csv_put_quoted(out, text, strlen(text));
}

static void put_value(FILE *out, const cJSON *value)
{
    if (cJSON_IsString(value)) {
        put_quoted(out, value->valuestring);
    } else if (cJSON_IsNumber(value)) {
        hc_csv_put_number(out, value->valuedouble);
    } else if (cJSON_IsBool(value)) {
        (void)fputs(cJSON_IsTrue(value) ? "true" : "false", out);
    }
}

static void put_row(const json_reading *reading, const cJSON *object)
{
    for (size_t i = 0; i < reading->keys.count; i++) {
        if (i > 0) { (void)fputc(',', reading->out); }
        put_value(reading->out,
                  cJSON_GetObjectItemCaseSensitive(object, reading->keys.names[i]));
    }
    (void)fputc('\n', reading->out);
}

static void put_header(const json_reading *reading)
{
    for (size_t i = 0; i < reading->keys.count; i++) {
        if (i > 0) { (void)fputc(',', reading->out); }
        put_quoted(reading->out, reading->keys.names[i]);
    }
    (void)fputc('\n', reading->out);
}

static hc_status take_object(json_reading *reading, const cJSON *object, hc_error *err)
{
    if (!cJSON_IsObject(object)) {
        return hc_fail(err, HC_ERR_FORMAT, (hc_place){.file = reading->name},
                       "an object for each interval or call is needed",
                       "the JSON list has something other than objects");
    }
    if (!reading->writing) { return see_keys(reading, object, err); }
    put_row(reading, object);
    return HC_OK;
}

/* ---------------------------------------------------------------- the list */

static hc_status take_list(json_reading *reading, const cJSON *list, hc_error *err)
{
    const cJSON *object = NULL;
    hc_status st = HC_OK;
    cJSON_ArrayForEach(object, list)
    {
        if (st == HC_OK) { st = take_object(reading, object, err); }
    }
    return st;
}

/* The array itself, or the one that an object wraps: {"calls": [...], "count": 3}. */
static const cJSON *find_list(const cJSON *root)
{
    const cJSON *member = NULL;
    if (cJSON_IsArray(root)) { return root; }
    cJSON_ArrayForEach(member, root)
    {
        if (cJSON_IsArray(member) && cJSON_IsObject(member->child)) { return member; }
    }
    return NULL;
}

/* An object without a list is a list of one. */
static hc_status take_root(json_reading *reading, const cJSON *root, hc_error *err)
{
    const cJSON *list = find_list(root);
    return list != NULL ? take_list(reading, list, err) : take_object(reading, root, err);
}

static hc_status write_whole(json_reading *reading, hc_error *err)
{
    cJSON *root = NULL;
    if (reading->length > HC_JSON_TABLE_WHOLE_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, (hc_place){.file = reading->name},
                       "export JSON Lines, an object a line, or CSV",
                       "a JSON list may have at most %zu MiB", HC_JSON_TABLE_WHOLE_MAX >> 20);
    }
    HC_TRY(hc_json_parse(reading->text, reading->length, reading->name, &root, err));
    hc_status st = take_root(reading, root, err);
    if (st == HC_OK) {
        put_header(reading);
        reading->writing = true;
        st = take_root(reading, root, err);
    }
    cJSON_Delete(root);
    return st;
}

/* ---------------------------------------------------------------- JSON Lines */

static hc_status take_line(json_reading *reading, const char *line, size_t length,
                           int64_t number, hc_error *err)
{
    cJSON *object = NULL;
    hc_error fault = HC_ERROR_INIT;
    if (length == 0 || strspn(line, " \t\r") >= length) { return HC_OK; }
    hc_status st = hc_json_parse(line, length, reading->name, &object, &fault);
    if (st != HC_OK) {
        fault.line = number;
        if (err != NULL) { *err = fault; }
        return st;
    }
    st = take_object(reading, object, err);
    cJSON_Delete(object);
    return st;
}

static hc_status walk_lines(json_reading *reading, hc_error *err)
{
    int64_t number = 1;
    for (size_t at = 0; at < reading->length; number++) {
        const char *line = reading->text + at;
        const char *end = memchr(line, '\n', reading->length - at);
        const size_t length = end != NULL ? (size_t)(end - line) : reading->length - at;
        HC_TRY(take_line(reading, line, length, number, err));
        at += length + 1;
    }
    return HC_OK;
}

static hc_status write_lines(json_reading *reading, hc_error *err)
{
    HC_TRY(walk_lines(reading, err));
    put_header(reading);
    reading->writing = true;
    return walk_lines(reading, err);
}

/* A first line that is a whole object, with another object after it. */
static bool is_lines(const json_reading *reading)
{
    const char *end = memchr(reading->text, '\n', reading->length);
    if (end == NULL || reading->text[0] != '{') { return false; }
    const size_t length = (size_t)(end - reading->text);
    const size_t blanks = strspn(end, " \t\r\n");
    return length + blanks < reading->length && end[blanks] == '{' &&
           hc_json_check(reading->text, length, reading->name, NULL) == HC_OK;
}

hc_status hc_json_table_write(const char *text, size_t length, const char *name, FILE *out,
                              hc_error *err)
{
    json_reading reading = {.text = text, .length = length, .name = name, .out = out};
    hc_status st = is_lines(&reading) ? write_lines(&reading, err) : write_whole(&reading, err);
    if (st == HC_OK && fflush(out) != 0) {
        st = hc_fail(err, HC_ERR_INPUT, (hc_place){.file = name}, "is the disk full?",
                     "no temporary file could be written");
    }
    for (size_t i = 0; i < reading.keys.count; i++) {
        hc_free(reading.keys.names[i]);
    }
    hc_free(reading.keys.names);
    return st;
}
