#include "cli/base/json_stream.h"

#include <assert.h>

#include "cli/base/text.h"

hc_json hc_json_start(FILE *out)
{
    return (hc_json){.out = out};
}

static void new_line(const hc_json *json)
{
    hc_put(json->out, "\n");
    for (size_t i = 0; i < json->depth; i++) {
        hc_put(json->out, "  ");
    }
}

/* The comma, line and key before a value. */
static void begin_value(hc_json *json, const char *key)
{
    if (json->depth > 0) {
        bool *has_member = &json->has_member[json->depth - 1];
        if (*has_member) { hc_put(json->out, ","); }
        *has_member = true;
        if (!json->on_one_line[json->depth - 1]) { new_line(json); }
    }
    if (key != NULL) {
        hc_json_text(json->out, key);
        hc_put(json->out, ": ");
    }
}

static void open_level(hc_json *json, const char *key, const char *bracket, char closing)
{
    assert(json->depth < HC_JSON_DEPTH_MAX);
    begin_value(json, key);
    hc_put(json->out, bracket);
    json->has_member[json->depth] = false;
    json->on_one_line[json->depth] = json->depth > 0 && json->on_one_line[json->depth - 1];
    json->closing[json->depth] = closing;
    json->depth++;
}

void hc_json_open_object(hc_json *json, const char *key)
{
    open_level(json, key, "{", '}');
}

void hc_json_open_array(hc_json *json, const char *key)
{
    open_level(json, key, "[", ']');
}

void hc_json_one_line(hc_json *json)
{
    assert(json->depth > 0);
    json->on_one_line[json->depth - 1] = true;
}

void hc_json_close(hc_json *json)
{
    assert(json->depth > 0);
    json->depth--;
    if (json->has_member[json->depth] && !json->on_one_line[json->depth]) { new_line(json); }
    const char bracket[2] = {json->closing[json->depth], '\0'};
    hc_put(json->out, bracket);
    if (json->depth == 0) { hc_put(json->out, "\n"); }
}

void hc_json_put_text(hc_json *json, const char *key, const char *text)
{
    begin_value(json, key);
    if (text == NULL) {
        hc_put(json->out, "null");
    } else {
        hc_json_text(json->out, text);
    }
}

void hc_json_put_number(hc_json *json, const char *key, double value)
{
    begin_value(json, key);
    hc_json_number(json->out, value);
}

void hc_json_put_int(hc_json *json, const char *key, int64_t value)
{
    begin_value(json, key);
    hc_put_int(json->out, value);
}

void hc_json_put_count(hc_json *json, const char *key, uint64_t value)
{
    begin_value(json, key);
    hc_put_count(json->out, value);
}

void hc_json_put_bool(hc_json *json, const char *key, bool value)
{
    begin_value(json, key);
    hc_put(json->out, value ? "true" : "false");
}

void hc_json_put_numbers(hc_json *json, const char *key, const double *values, size_t count)
{
    begin_value(json, key);
    hc_put(json->out, values == NULL ? "null" : "[");
    for (size_t i = 0; values != NULL && i < count; i++) {
        if (i > 0) { hc_put(json->out, ","); }
        hc_json_number(json->out, values[i]);
    }
    hc_put(json->out, values == NULL ? "" : "]");
}

void hc_json_put_ints(hc_json *json, const char *key, const int32_t *values, size_t count)
{
    begin_value(json, key);
    hc_put(json->out, values == NULL ? "null" : "[");
    for (size_t i = 0; values != NULL && i < count; i++) {
        if (i > 0) { hc_put(json->out, ","); }
        hc_put_int(json->out, values[i]);
    }
    hc_put(json->out, values == NULL ? "" : "]");
}

void hc_json_put_texts(hc_json *json, const char *key, const char *const *texts, size_t count)
{
    hc_json_open_array(json, key);
    for (size_t i = 0; i < count; i++) {
        hc_json_put_text(json, NULL, texts[i]);
    }
    hc_json_close(json);
}

void hc_json_put_instant(hc_json *json, const char *key, const hc_axis *axis, size_t slot)
{
    char text[HC_TIME_TEXT_MAX];
    hc_format_instant(&axis->zone, hc_axis_utc_s(axis, slot), text);
    hc_json_put_text(json, key, text);
}
