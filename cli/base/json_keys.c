#include "cli/base/json_keys.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/option.h"
#include "cli/base/suggest.h"
#include "forecast/base/number.h"
#include "forecast/load/source/json_gate.h"

#define POINTER_MAX 1024

/* ---- where a value stands -----------------------------------------------------------------
 */

/* Appends "/name" to a JSON pointer, escaped as RFC 6901 asks; false when it grows too long. */
static bool pointer_add(char *pointer, size_t *length, const char *name)
{
    size_t at = *length;
    if (at + 2 * strlen(name) + 2 > POINTER_MAX) { return false; }
    pointer[at++] = '/';
    for (; *name != '\0'; name++) {
        if (*name == '~' || *name == '/') {
            pointer[at++] = '~';
            pointer[at++] = *name == '~' ? '0' : '1';
        } else {
            pointer[at++] = *name;
        }
    }
    pointer[at] = '\0';
    *length = at;
    return true;
}

/* Pointer of a value by search from the root: only errors ask.
 * NOLINTNEXTLINE(misc-no-recursion): the gate has bounded the depth. */
static bool pointer_of(const cJSON *root, const cJSON *value, char *pointer, size_t length)
{
    size_t k = 0;
    if (root == value) { return true; }
    for (const cJSON *child = root->child; child != NULL; child = child->next, k++) {
        char number[HC_NUMBER_TEXT_MAX];
        size_t end = length;
        (void)snprintf(number, sizeof number, "%zu", k);
        if (pointer_add(pointer, &end, child->string != NULL ? child->string : number) &&
            pointer_of(child, value, pointer, end)) {
            return true;
        }
    }
    pointer[length] = '\0';
    return false;
}

hc_place hc_json_place(const hc_json_file *json, const cJSON *value)
{
    char pointer[POINTER_MAX] = "";
    hc_place at = {.file = json->name};
    if (pointer_of(json->root, value, pointer, 0)) {
        (void)hc_json_locate(json->text, json->length, pointer, &at.line, &at.column);
    }
    return at;
}

hc_status hc_json_refuse(const hc_json_file *json, const cJSON *value, hc_status status,
                         const char *hint, hc_error *err, const char *format, ...)
{
    char message[HC_ERROR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above */
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return hc_fail(err, status, hc_json_place(json, value), hint, "%s", message);
}

/* ---- values -------------------------------------------------------------------------------
 */

static hc_status wrong_kind(const hc_json_file *json, const cJSON *value, const char *wanted,
                            hc_error *err)
{
    return hc_json_refuse(json, value, HC_ERR_FORMAT, "", err, "'%s' must be %s",
                          value->string != NULL ? value->string : "this element", wanted);
}

static bool in_range(const hc_key *key, double value)
{
    return value <= key->most && (key->above_least ? value > key->least : value >= key->least);
}

static hc_status out_of_range(const hc_json_file *json, const cJSON *value, const hc_key *key,
                              hc_error *err)
{
    char least[HC_NUMBER_TEXT_MAX];
    char most[HC_NUMBER_TEXT_MAX];
    char found[HC_NUMBER_TEXT_MAX];
    hc_format_double(key->least, least);
    hc_format_double(key->most, most);
    hc_format_double(value->valuedouble, found);
    const bool percent = key->most <= 1.0 && value->valuedouble > 1.0;
    return hc_json_refuse(json, value, HC_ERR_RANGE, percent ? "a share, such as 0.8" : "", err,
                          "'%s' must be %s%s to %s, found %s", key->name,
                          key->above_least ? "above " : "", least, most, found);
}

static hc_status read_text(const hc_json_file *json, const cJSON *value, const hc_key *key,
                           char *field, hc_error *err)
{
    if (!cJSON_IsString(value)) { return wrong_kind(json, value, "a text in quotes", err); }
    const size_t length = strlen(value->valuestring);
    if (length < (size_t)key->least || length >= (size_t)key->most) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "", err,
                              "'%s' must have %g to %g bytes, found %zu", key->name, key->least,
                              key->most - 1.0, length);
    }
    memcpy(field, value->valuestring, length + 1);
    return HC_OK;
}

static hc_status read_number(const hc_json_file *json, const cJSON *value, const hc_key *key,
                             void *field, hc_error *err)
{
    const double number = value->valuedouble;
    if (key->may_be_null && cJSON_IsNull(value)) {
        if (key->kind == HC_KEY_NUMBER) { *(double *)field = (double)INFINITY; }
        if (key->kind == HC_KEY_WHOLE) { *(int32_t *)field = -1; }
        return HC_OK;
    }
    if (!cJSON_IsNumber(value)) {
        return wrong_kind(json, value, key->may_be_null ? "a number or null" : "a number", err);
    }
    if (key->kind != HC_KEY_NUMBER && number != floor(number)) {
        return wrong_kind(json, value, "a whole number", err);
    }
    if (!in_range(key, number)) { return out_of_range(json, value, key, err); }
    if (key->kind == HC_KEY_NUMBER) { *(double *)field = number; }
    if (key->kind == HC_KEY_WHOLE) { *(int32_t *)field = (int32_t)number; }
    if (key->kind == HC_KEY_COUNT) { *(size_t *)field = (size_t)number; }
    return HC_OK;
}

static hc_status read_clock(const hc_json_file *json, const cJSON *value, const hc_key *key,
                            int32_t *field, hc_error *err)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    int64_t hour = 0;
    int64_t minute = 0;
    if (strlen(text) != 5 || text[2] != ':' || !hc_parse_int64(text, 2, &hour) ||
        !hc_parse_int64(text + 3, 2, &minute) || hour < 0 || minute < 0 || minute > 59 ||
        hour * 60 + minute > (int64_t)key->most) {
        return hc_json_refuse(json, value, HC_ERR_PARSE, "", err,
                              "'%s' must be a time of day such as \"09:30\", at most %02d:%02d",
                              key->name, (int)key->most / 60, (int)key->most % 60);
    }
    *field = (int32_t)(hour * 60 + minute);
    return HC_OK;
}

static hc_status read_choice(const hc_json_file *json, const cJSON *value, const hc_key *key,
                             int32_t *field, hc_error *err)
{
    const hc_option option = {
        .name = key->name, .kind = HC_OPTION_CHOICE, .value = key->choices};
    if (!cJSON_IsString(value) ||
        hc_option_value(&option, value->valuestring, field, NULL) != HC_OK) {
        return hc_json_refuse(json, value, HC_ERR_PARSE, "", err, "'%s' must be one of %s",
                              key->name, key->choices);
    }
    return HC_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion): lists and objects nest as deep as the tables do. */
static hc_status read_list(const hc_json_file *json, const cJSON *value, const hc_key *key,
                           void *into, hc_error *err)
{
    const cJSON *element = NULL;
    if (!cJSON_IsArray(value)) { return wrong_kind(json, value, "a list", err); }
    const int count = cJSON_GetArraySize(value);
    if (count < (int)key->least || count > (int)key->most) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "", err,
                              "'%s' must have %g to %g elements, found %d", key->name,
                              key->least, key->most, count);
    }
    cJSON_ArrayForEach(element, value)
    {
        HC_TRY(key->read(json, element, into, err));
    }
    return HC_OK;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
static hc_status read_value(const hc_json_file *json, const cJSON *value, const hc_key *key,
                            void *into, hc_error *err)
{
    void *field = (char *)into + key->at;
    switch (key->kind) {
    case HC_KEY_TEXT:
        return read_text(json, value, key, field, err);
    case HC_KEY_NUMBER:
    case HC_KEY_WHOLE:
    case HC_KEY_COUNT:
        return read_number(json, value, key, field, err);
    case HC_KEY_CLOCK:
        return read_clock(json, value, key, field, err);
    case HC_KEY_CHOICE:
        return read_choice(json, value, key, field, err);
    case HC_KEY_OBJECT:
        return hc_keys_read(json, value, key->inside, field, err);
    case HC_KEY_LIST:
        return read_list(json, value, key, into, err);
    case HC_KEY_OWN:
        return key->read(json, value, into, err);
    case HC_KEY_FLAG:
        break;
    }
    if (!cJSON_IsBool(value)) { return wrong_kind(json, value, "true or false", err); }
    *(bool *)field = cJSON_IsTrue(value) != 0;
    return HC_OK;
}

/* ---- objects ------------------------------------------------------------------------------
 */

/* The key whose object has one of this name; NULL: none. */
static const char *key_around(const hc_keys *keys, const char *name)
{
    for (size_t k = 0; k < keys->count; k++) {
        const hc_keys *inside = keys->keys[k].inside;
        for (size_t i = 0; inside != NULL && i < inside->count; i++) {
            if (strcmp(inside->keys[i].name, name) == 0) { return keys->keys[k].name; }
        }
    }
    return NULL;
}

static hc_status unknown_key(const hc_json_file *json, const cJSON *value, const hc_keys *keys,
                             hc_error *err)
{
    hc_suggestion suggestion = {0};
    char hint[HC_SUGGEST_WORD_MAX + 32] = "";
    for (size_t k = 0; k < keys->count; k++) {
        hc_suggest(&suggestion, value->string, keys->keys[k].name);
    }
    if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean \"%s\"?", suggestion.best);
    }
    const char *around = key_around(keys, value->string);
    if (around != NULL) { (void)snprintf(hint, sizeof hint, "it goes into \"%s\"", around); }
    return hc_json_refuse(json, value, HC_ERR_FORMAT, hint, err, "unknown key '%s' in %s",
                          value->string, keys->what);
}

static const hc_key *find_key(const hc_keys *keys, const char *name)
{
    for (size_t k = 0; k < keys->count; k++) {
        if (strcmp(keys->keys[k].name, name) == 0) { return &keys->keys[k]; }
    }
    return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
hc_status hc_keys_read(const hc_json_file *json, const cJSON *object, const hc_keys *keys,
                       void *into, hc_error *err)
{
    const cJSON *member = NULL;
    if (!cJSON_IsObject(object)) {
        return hc_json_refuse(json, object, HC_ERR_FORMAT, "", err,
                              "%s must be an object in braces", keys->what);
    }
    cJSON_ArrayForEach(member, object)
    {
        const hc_key *key = find_key(keys, member->string);
        if (key == NULL) { return unknown_key(json, member, keys, err); }
        HC_TRY(read_value(json, member, key, into, err));
    }
    for (size_t k = 0; k < keys->count; k++) {
        if (keys->keys[k].required &&
            cJSON_GetObjectItemCaseSensitive(object, keys->keys[k].name) == NULL) {
            return hc_json_refuse(json, object, HC_ERR_FORMAT, "", err, "%s lacks '%s'",
                                  keys->what, keys->keys[k].name);
        }
    }
    return HC_OK;
}
