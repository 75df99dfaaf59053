#include "cli/base/option.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/suggest.h"
#include "forecast/base/number.h"

/* ---- values -------------------------------------------------------------------------------
 */

bool hc_choice_word(const char *choices, size_t k, const char **word, size_t *length)
{
    const char *start = choices;
    for (;;) {
        const char *end = strchr(start, '|');
        if (k == 0) {
            *word = start;
            *length = end != NULL ? (size_t)(end - start) : strlen(start);
            return true;
        }
        if (end == NULL) { return false; }
        start = end + 1;
        k--;
    }
}

bool hc_time_option_read(const char *text, size_t length, hc_time_option *time)
{
    hc_time_option read = {.text = text};
    if (!hc_parse_iso_time(text, length, &read.local, &read.has_offset, &read.offset_s)) {
        return false;
    }
    *time = read;
    return true;
}

/* "80/20", "80%/20", "0.8/20s". A level above 1 is read as percent. */
static bool read_target(const char *text, hc_target_option *target)
{
    const char *slash = strchr(text, '/');
    hc_target_option read = {0};
    if (slash == NULL || slash == text) { return false; }
    size_t level_length = (size_t)(slash - text);
    const bool percent = slash[-1] == '%';
    if (percent) { level_length--; }
    size_t seconds_length = strlen(slash + 1);
    if (seconds_length > 0 && slash[seconds_length] == 's') { seconds_length--; }
    if (!hc_parse_double(text, level_length, &read.level) ||
        !hc_parse_duration_s(slash + 1, seconds_length, &read.seconds)) {
        return false;
    }
    if (percent || read.level > 1.0) { read.level /= 100.0; }
    if (!(read.level > 0.0 && read.level <= 1.0) || !(read.seconds >= 0.0)) { return false; }
    *target = read;
    return true;
}

static bool read_days(const char *text, int64_t *days)
{
    size_t length = strlen(text);
    int64_t unit = 1;
    if (length > 0 && (text[length - 1] == 'd' || text[length - 1] == 'w')) {
        unit = text[length - 1] == 'w' ? 7 : 1;
        length--;
    }
    int64_t count = 0;
    if (!hc_parse_int64(text, length, &count) || count < 0 || count > HC_DAY_MAX) {
        return false;
    }
    *days = count * unit;
    return true;
}

static bool read_choice(const char *choices, const char *text, int32_t *choice)
{
    const char *word = NULL;
    size_t length = 0;
    for (size_t k = 0; hc_choice_word(choices, k, &word, &length); k++) {
        if (strlen(text) == length && strncmp(text, word, length) == 0) {
            *choice = (int32_t)k;
            return true;
        }
    }
    return false;
}

/* What a value of this kind looks like, for the message that refuses another. */
static const char *kind_example(hc_option_kind kind)
{
    switch (kind) {
    case HC_OPTION_NUMBER:
        return "a number such as 100 or 2.5";
    case HC_OPTION_WHOLE:
        return "a whole number such as 12";
    case HC_OPTION_FRACTION:
        return "a share such as 30% or 0.3";
    case HC_OPTION_DURATION:
        return "seconds such as 240, or m:ss such as 4:00";
    case HC_OPTION_DAYS:
        return "days such as 28d, or weeks such as 4w";
    case HC_OPTION_DATE:
        return "a date such as 2026-11-23";
    case HC_OPTION_TIME:
        return "a time such as 2026-11-23T09:30";
    case HC_OPTION_TARGET:
        return "percent/seconds such as 80/20";
    default:
        return "a value";
    }
}

static bool in_range(const hc_option *option, double value)
{
    if (option->least >= option->most) { return true; } /* no range given */
    return value >= option->least && value <= option->most;
}

static bool read_number(const hc_option *option, const char *text, double *value)
{
    const size_t length = strlen(text);
    switch (option->kind) {
    case HC_OPTION_FRACTION:
        return hc_parse_fraction(text, length, value);
    case HC_OPTION_DURATION:
        return hc_parse_duration_s(text, length, value);
    default:
        return hc_parse_double(text, length, value);
    }
}

static bool read_whole(const hc_option *option, const char *text, int64_t *value)
{
    switch (option->kind) {
    case HC_OPTION_DAYS:
        return read_days(text, value);
    case HC_OPTION_DATE:
        return hc_parse_date(text, strlen(text), value);
    default:
        return hc_parse_int64(text, strlen(text), value);
    }
}

static hc_status refuse(const hc_option *option, const char *text, hc_error *err)
{
    if (option->kind == HC_OPTION_CHOICE) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s must be one of %s, found '%s'",
                       option->name, option->value, text);
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s needs %s, found '%s'", option->name,
                   kind_example(option->kind), text);
}

static hc_status refuse_range(const hc_option *option, const char *text, hc_error *err)
{
    char least[HC_NUMBER_TEXT_MAX];
    char most[HC_NUMBER_TEXT_MAX];
    hc_format_double(option->least, least);
    hc_format_double(option->most, most);
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s must be %s to %s, found '%s'",
                   option->name, least, most, text);
}

static hc_status fill_number(const hc_option *option, const char *text, double *field,
                             hc_error *err)
{
    double value = 0.0;
    if (!read_number(option, text, &value)) { return refuse(option, text, err); }
    if (!in_range(option, value)) { return refuse_range(option, text, err); }
    *field = value;
    return HC_OK;
}

static hc_status fill_whole(const hc_option *option, const char *text, int64_t *field,
                            hc_error *err)
{
    int64_t value = 0;
    if (!read_whole(option, text, &value)) { return refuse(option, text, err); }
    if (!in_range(option, (double)value)) { return refuse_range(option, text, err); }
    *field = value;
    return HC_OK;
}

static hc_status add_text(const hc_option *option, const char *text, hc_option_texts *texts,
                          hc_error *err)
{
    if (text[0] == '\0') { return refuse(option, text, err); }
    if (texts->count == HC_OPTION_TEXTS_MAX) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s is given more than %d times",
                       option->name, HC_OPTION_TEXTS_MAX);
    }
    texts->text[texts->count++] = text;
    return HC_OK;
}

hc_status hc_option_value(const hc_option *option, const char *text, void *field, hc_error *err)
{
    bool read = true;
    switch (option->kind) {
    case HC_OPTION_FLAG:
        *(bool *)field = true;
        return HC_OK;
    case HC_OPTION_TEXT:
    case HC_OPTION_PATH:
    case HC_OPTION_OUTPUT:
        read = text[0] != '\0';
        if (read) { *(const char **)field = text; }
        break;
    case HC_OPTION_NUMBER:
    case HC_OPTION_FRACTION:
    case HC_OPTION_DURATION:
        return fill_number(option, text, field, err);
    case HC_OPTION_WHOLE:
    case HC_OPTION_DAYS:
    case HC_OPTION_DATE:
        return fill_whole(option, text, field, err);
    case HC_OPTION_TIME:
        read = hc_time_option_read(text, strlen(text), field);
        break;
    case HC_OPTION_TARGET:
        read = read_target(text, field);
        break;
    case HC_OPTION_CHOICE:
        read = read_choice(option->value, text, field);
        break;
    case HC_OPTION_TEXTS:
        return add_text(option, text, field, err);
    }
    return read ? HC_OK : refuse(option, text, err);
}

/* ---- the command line ---------------------------------------------------------------------
 */

typedef struct hc_reading {
    const hc_option_set *sets;
    size_t set_count;
    const char *const *arguments;
    size_t count;
    size_t next;       /* argument to read next */
    bool options_over; /* after "--" */
    size_t positionals;
} hc_reading;

/* name[length] or letter, whichever is set. */
static const hc_option *find_option(const hc_reading *reading, const char *name, size_t length,
                                    char letter, void **field)
{
    for (size_t s = 0; s < reading->set_count; s++) {
        const hc_option_set *set = &reading->sets[s];
        for (size_t k = 0; k < set->count; k++) {
            const hc_option *option = &set->options[k];
            const bool same = name != NULL ? strlen(option->name) == length &&
                                                 strncmp(option->name, name, length) == 0
                                           : letter != 0 && option->letter == letter;
            if (same) {
                *field = (char *)set->settings + option->at;
                return option;
            }
        }
    }
    return NULL;
}

static hc_status unknown_option(const hc_reading *reading, const char *argument,
                                const char *name, size_t length, hc_error *err)
{
    char typed[HC_SUGGEST_WORD_MAX + 1] = "";
    char hint[HC_SUGGEST_WORD_MAX + 32] = "--help lists the options";
    hc_suggestion suggestion = {0};
    if (name != NULL && length <= HC_SUGGEST_WORD_MAX) { memcpy(typed, name, length); }
    for (size_t s = 0; s < reading->set_count && typed[0] != '\0'; s++) {
        for (size_t k = 0; k < reading->sets[s].count; k++) {
            hc_suggest(&suggestion, typed, reading->sets[s].options[k].name);
        }
    }
    if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean --%s?", suggestion.best);
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "unknown option '%s'", argument);
}

/* "--name" or "--name=..." of an option: a value that was forgotten in front of it. */
static bool is_option(const hc_reading *reading, const char *argument)
{
    void *field = NULL;
    if (strncmp(argument, "--", 2) != 0) { return false; }
    const char *name = argument + 2;
    return find_option(reading, name, strcspn(name, "="), 0, &field) != NULL;
}

/* Fills the field from "=value" or from the next argument. */
static hc_status take_value(hc_reading *reading, const hc_option *option, const char *attached,
                            void *field, hc_error *err)
{
    if (option->kind == HC_OPTION_FLAG) {
        if (attached != NULL) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s takes no value",
                           option->name);
        }
        return hc_option_value(option, "", field, err);
    }
    if (attached == NULL) {
        if (reading->next >= reading->count) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "--%s needs %s after it",
                           option->name, option->value);
        }
        if (is_option(reading, reading->arguments[reading->next])) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                           "--%s needs %s after it, found %s", option->name, option->value,
                           reading->arguments[reading->next]);
        }
        attached = reading->arguments[reading->next++];
    }
    return hc_option_value(option, attached, field, err);
}

static hc_status read_long(hc_reading *reading, const char *argument, hc_error *err)
{
    const char *name = argument + 2;
    const char *equals = strchr(name, '=');
    const size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    void *field = NULL;
    const hc_option *option = find_option(reading, name, length, 0, &field);
    if (option == NULL) { return unknown_option(reading, argument, name, length, err); }
    return take_value(reading, option, equals != NULL ? equals + 1 : NULL, field, err);
}

static hc_status read_short(hc_reading *reading, const char *argument, hc_error *err)
{
    void *field = NULL;
    const hc_option *option = find_option(reading, NULL, 0, argument[1], &field);
    if (option == NULL) {
        return unknown_option(reading, argument, argument + 1, strlen(argument + 1), err);
    }
    return take_value(reading, option, argument[2] != '\0' ? argument + 2 : NULL, field, err);
}

/* An option, the end of them, or a positional. */
static hc_status read_argument(hc_reading *reading, const char *argument,
                               const char **positionals, hc_error *err)
{
    if (!reading->options_over && strcmp(argument, "--") == 0) {
        reading->options_over = true;
        return HC_OK;
    }
    if (!reading->options_over && strncmp(argument, "--", 2) == 0) {
        return read_long(reading, argument, err);
    }
    if (!reading->options_over && argument[0] == '-' && argument[1] != '\0') {
        return read_short(reading, argument, err);
    }
    positionals[reading->positionals++] = argument;
    return HC_OK;
}

hc_status hc_options_read(const hc_option_set *sets, size_t set_count,
                          const char *const *arguments, size_t count, const char **positionals,
                          size_t *positional_count, hc_error *err)
{
    hc_reading reading = {
        .sets = sets, .set_count = set_count, .arguments = arguments, .count = count};
    while (reading.next < count) {
        const char *argument = arguments[reading.next++];
        HC_TRY(read_argument(&reading, argument, positionals, err));
    }
    *positional_count = reading.positionals;
    return HC_OK;
}
