/*
 * Status codes and errors: every function that can fail returns an hc_status and, where the
 * caller gave one, fills an hc_error that names the place, what was found and what to do.
 */
#ifndef HC_BASE_STATUS_H
#define HC_BASE_STATUS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HC_MUST_USE __attribute__((warn_unused_result))
#define HC_PRINTF(format_at, args_at) __attribute__((format(printf, format_at, args_at)))
#else
#define HC_MUST_USE
#define HC_PRINTF(format_at, args_at)
#endif

/* One list: enum, names, texts, docs and exit codes are all made from it. */
#define HC_STATUS_LIST(X)                                                                      \
    X(HC_OK, "done")                                                                           \
    X(HC_ERR_USAGE, "the call or command line makes no sense")                                 \
    X(HC_ERR_DOMAIN, "a value lies where the formula has no answer")                           \
    X(HC_ERR_RANGE, "a value is outside its allowed range")                                    \
    X(HC_ERR_LIMIT, "a named limit would be passed")                                           \
    X(HC_ERR_PARSE, "text could not be read as what it should be")                             \
    X(HC_ERR_FORMAT, "the input is not laid out as needed")                                    \
    X(HC_ERR_EMPTY, "the input holds no usable data")                                          \
    X(HC_ERR_REJECTS, "more rows were rejected than allowed")                                  \
    X(HC_ERR_INPUT, "an input could not be read")                                              \
    X(HC_ERR_OUTPUT, "an output could not be written")                                         \
    X(HC_ERR_MEMORY, "out of memory")                                                          \
    X(HC_ERR_INFEASIBLE, "no answer meets every rule")                                         \
    X(HC_ERR_INTERRUPTED, "interrupted")                                                       \
    X(HC_ERR_INTERNAL, "a fault of our own")

typedef enum hc_status {
#define HC_STATUS_ENUM(name, text) name,
    HC_STATUS_LIST(HC_STATUS_ENUM)
#undef HC_STATUS_ENUM
        HC_STATUS_COUNT
} hc_status;

/* A place in an input. line and column are 1-based; 0 means "not known"; file may be NULL. */
typedef struct hc_place {
    const char *file;
    int64_t line;
    int32_t column;
} hc_place;

#define HC_NOWHERE ((hc_place){0})
#define HC_ERROR_FILE_MAX 256
#define HC_ERROR_TEXT_MAX 512

/* Caller-owned, fixed size, needs no clean-up; longer texts are cut at a character. */
typedef struct hc_error {
    hc_status status;
    char file[HC_ERROR_FILE_MAX];
    int64_t line;
    int32_t column;
    char message[HC_ERROR_TEXT_MAX]; /* what was found and what was expected */
    char hint[HC_ERROR_TEXT_MAX];    /* what to do; may be empty */
} hc_error;

#define HC_ERROR_INIT                                                                          \
    {                                                                                          \
        0                                                                                      \
    }

/* Fills err (may be NULL) and returns status, so that callers can `return hc_fail(...)`. To add
 * context, hint and arguments may point into *err itself. */
hc_status hc_fail(hc_error *err, hc_status status, hc_place at, const char *hint,
                  const char *format, ...) HC_PRINTF(5, 6);

/* "calls.csv:1841:12: message (hint)" into text[size]; parts that are not known are left out.
 * A size of 0 or less writes nothing. */
void hc_error_text(const hc_error *err, char *text, int size);

/* Name ("HC_ERR_RANGE") and sentence of a status; never NULL, also for unknown values. */
const char *hc_status_name(hc_status status);
const char *hc_status_text(hc_status status);

/* Once, before any other call, by the program: switches GSL's aborting handler off
 * (process-wide). */
void hc_init(void);

#define HC_TRY(expression)                                                                     \
    do {                                                                                       \
        const hc_status hc_try_status_ = (expression);                                         \
        if (hc_try_status_ != HC_OK) { return hc_try_status_; }                                \
    } while (0)

#ifdef __cplusplus
}
#endif
#endif
