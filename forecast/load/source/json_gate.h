/*
 * JSON as RFC 8259 has it, and nothing else: a strict gate in front of cJSON, which by itself
 * takes wrong numbers, control characters, invalid UTF-8 and duplicate keys without a word.
 * Errors carry the 1-based line and column (in characters) of the first fault.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_JSON_GATE_H
#define HC_FORECAST_LOAD_SOURCE_JSON_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_JSON_BYTES_MAX ((size_t)256 << 20)
#define HC_JSON_DEPTH_MAX 64
#define HC_JSON_NUMBER_MAX 1024 /* characters */

struct cJSON; /* <cjson/cJSON.h> */

/*
 * Is text[length] one JSON value? name is the file's, for the errors. A byte order mark before
 * it is allowed. Beyond the grammar refused: a key given twice in an object (also when spelt
 * with escapes), NUL as a byte or as \u0000, half surrogate pairs, numbers that a double cannot
 * hold (1e400) or would change (9007199254740993). HC_ERR_PARSE  not such a text; HC_ERR_LIMIT
 * size, depth or length of a number;  HC_ERR_MEMORY.
 */
hc_status hc_json_check(const char *text, size_t length, const char *name,
                        hc_error *err) HC_MUST_USE;

/* hc_json_check, then the tree, which the caller frees with cJSON_Delete. On error *out is
 * untouched. */
hc_status hc_json_parse(const char *text, size_t length, const char *name, struct cJSON **out,
                        hc_error *err) HC_MUST_USE;

/*
 * Where the member or element named by a JSON pointer (RFC 6901: "/queues/0/target", "" the
 * whole) is written in a text that passed the check: place of the key, or of the value of an
 * array's element. False, and nothing set, when there is none. Takes one pass: meant for error
 * messages.
 */
bool hc_json_locate(const char *text, size_t length, const char *pointer, int64_t *line,
                    int32_t *column);

#ifdef __cplusplus
}
#endif
#endif
