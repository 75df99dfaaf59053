#include "cli/plan/reading.h"

#include <string.h>

static const hc_option options[] = {HC_HISTORY_OPTIONS(0)};

#define OPTIONS (sizeof options / sizeof *options)

_Static_assert(OPTIONS <= HC_READING_MAX, "a plan must hold every option of a history");

static const void *field_of(const hc_history_settings *how, const hc_option *option)
{
    return (const char *)how + option->at;
}

/* ---- telling ------------------------------------------------------------------------------
 */

static hc_status add_choice(const hc_option *option, int32_t choice, hc_lines *values,
                            hc_error *err)
{
    const char *word = "";
    size_t length = 0;
    (void)hc_choice_word(option->value, (size_t)choice, &word, &length);
    return hc_lines_add(values, err, "%.*s", (int)length, word);
}

/* As it would be typed; of an option that takes no text. */
static hc_status add_value(const hc_option *option, const void *field, hc_lines *values,
                           hc_error *err)
{
    char text[HC_NUMBER_TEXT_MAX];
    char date[HC_TIME_TEXT_MAX];
    switch (option->kind) {
    case HC_OPTION_CHOICE:
        return add_choice(option, *(const int32_t *)field, values, err);
    case HC_OPTION_DATE:
        hc_format_date(*(const int64_t *)field, date);
        return hc_lines_add(values, err, "%s", date);
    default:
        hc_format_double(*(const double *)field, text);
        return hc_lines_add(values, err, "%s", text);
    }
}

static bool is_text(const hc_option *option)
{
    return option->kind == HC_OPTION_TEXT || hc_option_is_path(option);
}

static bool is_changed(const hc_option *option, const void *field, const void *usual)
{
    if (is_text(option)) { return *(const char *const *)field != NULL; }
    if (option->kind == HC_OPTION_CHOICE) {
        return *(const int32_t *)field != *(const int32_t *)usual;
    }
    if (option->kind == HC_OPTION_DATE) {
        return *(const int64_t *)field != *(const int64_t *)usual;
    }
    const double now = *(const double *)field;
    const double then = *(const double *)usual;
    return hc_is_missing(now) ? !hc_is_missing(then) : !(fabs(now - then) <= 0.0);
}

hc_status hc_reading_tell(const hc_history_settings *how, hc_lines *values,
                          hc_plan_option *told, size_t *count, hc_error *err)
{
    const hc_history_settings usual = HC_HISTORY_SETTINGS_DEFAULT;
    *count = 0;
    for (size_t k = 0; k < OPTIONS; k++) {
        const hc_option *option = &options[k];
        const void *field = field_of(how, option);
        if (option->at == offsetof(hc_history_settings, centre) ||
            !is_changed(option, field, field_of(&usual, option))) {
            continue;
        }
        hc_plan_option *to = &told[(*count)++];
        *to = (hc_plan_option){option->name, NULL};
        if (is_text(option)) {
            to->value = *(const char *const *)field;
            continue;
        }
        HC_TRY(add_value(option, field, values, err));
        to->value = values->lines[values->count - 1];
    }
    return HC_OK;
}

/* ---- reading again ------------------------------------------------------------------------
 */

static const hc_option *option_of(const char *name)
{
    for (size_t k = 0; k < OPTIONS; k++) {
        if (strcmp(options[k].name, name) == 0) { return &options[k]; }
    }
    return NULL;
}

/* Fills how, which borrows from the plan. */
static hc_status recall(const hc_plan_file *plan, bool own, hc_history_settings *how,
                        hc_error *err)
{
    const cJSON *said = NULL;
    cJSON_ArrayForEach(said, hc_plan_member(plan->root, "reading"))
    {
        const hc_option *option = option_of(said->string);
        if (option == NULL || !cJSON_IsString(said)) {
            return hc_fail(err, HC_ERR_FORMAT, (hc_place){plan->path, 0, 0},
                           "make the plan again with this program",
                           "the plan's history was read with '%s', which is no option here",
                           said->string);
        }
        if (!own && option->kind == HC_OPTION_DATE) { continue; }
        HC_TRY(hc_option_value(option, said->valuestring, (char *)how + option->at, err));
    }
    return HC_OK;
}

size_t hc_reading_own_files(const hc_plan_file *plan, const char **files)
{
    const cJSON *input = NULL;
    size_t count = 0;
    cJSON_ArrayForEach(input, hc_plan_member(plan->root, "inputs"))
    {
        const char *path = hc_plan_text(input, "path");
        const bool history = strcmp(hc_plan_text(input, "role"), "history") == 0;
        if (history && strcmp(path, "-") != 0 && count < HC_LOAD_FILES_MAX) {
            files[count++] = path;
        }
    }
    return count;
}

/* The caller's own settings over those of the plan. */
static void put_over(const hc_history_settings *asked, hc_history_settings *how)
{
    how->centre = asked->centre;
    how->ledger = asked->ledger;
    if (asked->special_days != NULL) { how->special_days = asked->special_days; }
}

hc_status hc_reading_open(const hc_plan_file *plan, bool own, const hc_history_settings *how,
                          const char *const *files, size_t count, const hc_screen *screen,
                          hc_history *history, hc_error *err)
{
    hc_history_settings told = HC_HISTORY_SETTINGS_DEFAULT;
    const bool any = cJSON_GetArraySize(hc_plan_member(plan->root, "reading")) > 0;
    HC_TRY(recall(plan, own, &told, err));
    put_over(how, &told);
    const hc_status st = hc_history_open(&told, files, count, screen, history, err);
    if (st == HC_OK || st == HC_ERR_MEMORY || own || !any) { return st; }
    hc_error second = HC_ERROR_INIT;
    hc_history_clear(history);
    if (hc_history_open(how, files, count, screen, history, &second) != HC_OK) { return st; }
    hc_say_note(screen, "%s is no file like the plan's history: read without its options",
                files[0]);
    return HC_OK;
}
