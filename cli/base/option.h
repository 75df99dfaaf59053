/*
 * Command-line options: one table a verb says how its options are read, shown in the help, in
 * the manual page and in shell completion. A value is written into the verb's own settings
 * struct.
 */
#ifndef HC_CLI_BASE_OPTION_H
#define HC_CLI_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/calendar.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CHOICE_NONE (-1)

/* What an option takes, and the type of the settings field that it fills. */
typedef enum hc_option_kind {
    HC_OPTION_FLAG = 0, /* bool */
    HC_OPTION_TEXT,     /* const char *, borrowed from argv */
    HC_OPTION_PATH,     /* const char *, borrowed from argv: a file that is read */
    HC_OPTION_OUTPUT,   /* const char *, borrowed from argv: a file or folder that is written */
    HC_OPTION_NUMBER,   /* double */
    HC_OPTION_WHOLE,    /* int64_t */
    HC_OPTION_FRACTION, /* double: "30%" or "0.3" */
    HC_OPTION_DURATION, /* double, seconds: "240", "4:00", "0:04:00" */
    HC_OPTION_DAYS,     /* int64_t: "28", "28d", "4w" */
    HC_OPTION_DATE,     /* int64_t, day number */
    HC_OPTION_TIME,     /* hc_time_option */
    HC_OPTION_TARGET,   /* hc_target_option: "80/20" */
    HC_OPTION_CHOICE,   /* int32_t: place in the list of choices */
    HC_OPTION_TEXTS     /* hc_option_texts: may be given several times */
} hc_option_kind;

#define HC_OPTION_TEXTS_MAX 8

/* Every value of an option that may be given several times, borrowed from argv. */
typedef struct hc_option_texts {
    size_t count;
    const char *text[HC_OPTION_TEXTS_MAX];
} hc_option_texts;

/* A moment as typed: date, or date and time; a date means its midnight. */
typedef struct hc_time_option {
    const char *text; /* NULL: not given */
    hc_local_time local;
    bool has_offset;
    int32_t offset_s; /* east of Greenwich */
} hc_time_option;

/* "80/20": level of the calls within so many seconds. */
typedef struct hc_target_option {
    double level;   /* 0..1; HC_MISSING when not given */
    double seconds; /* HC_MISSING when not given */
} hc_target_option;

typedef struct hc_option {
    const char *name; /* long form, without the dashes */
    char letter;      /* short form; 0: none */
    bool common;      /* shown in the short help as well */
    hc_option_kind kind;
    size_t at;         /* offsetof the field in the settings */
    const char *value; /* the value's word in the help: "SECONDS"; choices: "table|csv|json" */
    double least;      /* range of NUMBER, WHOLE, FRACTION, DURATION and DAYS; both 0: any */
    double most;
    const char *help;
} hc_option;

static inline bool hc_option_is_path(const hc_option *option)
{
    return option->kind == HC_OPTION_PATH || option->kind == HC_OPTION_OUTPUT;
}

/* A table and the struct that it fills. */
typedef struct hc_option_set {
    const hc_option *options;
    size_t count;
    void *settings;
} hc_option_set;

/*
 * Reads arguments[count]. Options may stand anywhere, as --name value, --name=value, -n value;
 * "--" ends them; "-" is a positional. Positionals are collected in positionals[count], their
 * number in *positional_count. HC_ERR_USAGE names the argument; the settings may then be partly
 * filled.
 */
hc_status hc_options_read(const hc_option_set *sets, size_t set_count,
                          const char *const *arguments, size_t count, const char **positionals,
                          size_t *positional_count, hc_error *err) HC_MUST_USE;

/* One value, as hc_options_read does it; field points to the option's field. */
hc_status hc_option_value(const hc_option *option, const char *text, void *field,
                          hc_error *err) HC_MUST_USE;

/* "2026-11-23", "2026-11-23T09:30" (seconds and offset optional); false otherwise. */
bool hc_time_option_read(const char *text, size_t length, hc_time_option *time);

/* The k-th of "table|csv|json"; false when there are fewer. word is not terminated. */
bool hc_choice_word(const char *choices, size_t k, const char **word, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
