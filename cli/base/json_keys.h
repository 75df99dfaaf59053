/*
 * Reading a JSON object by a table of its keys: each key says its kind, range and field.
 * Unknown and doubled keys, wrong kinds and values out of range are errors with line and
 * column.
 */
#ifndef HC_CLI_BASE_JSON_KEYS_H
#define HC_CLI_BASE_JSON_KEYS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A parsed file, kept with its text so that errors can say line and column. Borrowed. */
typedef struct hc_json_file {
    const char *name; /* the file's */
    const char *text;
    size_t length;
    const cJSON *root;
} hc_json_file;

/* The kind of a value, and the type of the field that it fills. */
typedef enum hc_key_kind {
    HC_KEY_TEXT = 0, /* char[most]; least 1: not empty */
    HC_KEY_NUMBER,   /* double; null: INFINITY where allowed */
    HC_KEY_WHOLE,    /* int32_t; null: -1 where allowed */
    HC_KEY_COUNT,    /* size_t */
    HC_KEY_CLOCK,    /* int32_t, minutes after midnight, of "HH:MM" */
    HC_KEY_FLAG,     /* bool */
    HC_KEY_CHOICE,   /* int32_t: place in choices */
    HC_KEY_OBJECT,   /* the struct at the field, by the table inside */
    HC_KEY_LIST,     /* every element is handed to read, with the whole struct */
    HC_KEY_OWN       /* the value is handed to read, with the whole struct */
} hc_key_kind;

struct hc_keys;

typedef hc_status (*hc_key_fn)(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err);

typedef struct hc_key {
    const char *name;
    hc_key_kind kind;
    size_t at;    /* offsetof the field */
    double least; /* NUMBER, WHOLE, COUNT: range; LIST: fewest and most elements */
    double most;
    bool above_least; /* least itself is not allowed */
    bool may_be_null;
    bool required;
    const char *choices;          /* CHOICE: "a|b|c" */
    hc_key_fn read;               /* LIST, OWN */
    const struct hc_keys *inside; /* OBJECT; LIST and OWN when their objects have a table */
} hc_key;

typedef struct hc_keys {
    const char *what; /* "contract", for messages */
    const hc_key *keys;
    size_t count;
} hc_keys;

/* Fills the fields of the keys that are there; the others stay. On error some may be filled. */
hc_status hc_keys_read(const hc_json_file *json, const cJSON *object, const hc_keys *keys,
                       void *into, hc_error *err) HC_MUST_USE;

/* Where a value of the tree stands; line 0 when it cannot be told. */
hc_place hc_json_place(const hc_json_file *json, const cJSON *value);

/* hc_fail with the place of a value of the tree. */
hc_status hc_json_refuse(const hc_json_file *json, const cJSON *value, hc_status status,
                         const char *hint, hc_error *err, const char *format, ...)
    HC_PRINTF(6, 7);

#ifdef __cplusplus
}
#endif
#endif
