#include "cli/explain/explanation.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/suggest.h"
#include "cli/base/table.h"
#include "forecast/base/memory.h"

hc_status hc_explanation_add(hc_explanation *to, hc_error *err, const char *figures,
                             const char *format, ...)
{
    char text[HC_EXPLANATION_MAX];
    hc_explained line = {.detail = figures[0] == '+'};
    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above */
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    HC_TRY(hc_grow(&to->lines, &to->capacity, to->count + 1, sizeof *to->lines, err));
    HC_TRY(hc_strdup(&line.figures, figures + (line.detail ? 1 : 0), err));
    const hc_status st = hc_strdup(&line.text, text, err);
    if (st != HC_OK) {
        hc_free(line.figures);
        return st;
    }
    to->lines[to->count++] = line;
    return HC_OK;
}

/* ---- names --------------------------------------------------------------------------------
 */

static bool is_about(const hc_explained *line, const char *figure)
{
    const size_t length = strlen(figure);
    for (const char *name = line->figures; *name != '\0';) {
        const size_t end = strcspn(name, ",");
        if (end == length && memcmp(name, figure, length) == 0) { return true; }
        name += end + (name[end] == ',' ? 1 : 0);
    }
    return false;
}

static bool any_is_about(const hc_explanation *explanation, const char *figure)
{
    for (size_t k = 0; k < explanation->count; k++) {
        if (is_about(&explanation->lines[k], figure)) { return true; }
    }
    return false;
}

static hc_status unknown_figure(const hc_explanation *explanation, const char *figure,
                                hc_error *err)
{
    hc_suggestion suggestion = {0};
    char hint[sizeof err->hint] = "headcount explain --format csv names them all";
    char best[64] = "";
    for (size_t k = 0; k < explanation->count; k++) {
        for (const char *name = explanation->lines[k].figures; *name != '\0';) {
            char word[sizeof best];
            const size_t end = strcspn(name, ",");
            (void)snprintf(word, sizeof word, "%.*s", (int)end, name);
            const size_t before = suggestion.best != NULL ? suggestion.distance : SIZE_MAX;
            hc_suggest(&suggestion, figure, word);
            if (suggestion.best != NULL && suggestion.distance < before) {
                memcpy(best, word, sizeof best);
            }
            name += end + (name[end] == ',' ? 1 : 0);
        }
    }
    if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean %s?", best);
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "there is no figure '%s' here", figure);
}

/* ---- print --------------------------------------------------------------------------------
 */

static void print_text(const hc_explanation *explanation, const char *figure, FILE *out)
{
    for (size_t k = 0; k < explanation->count; k++) {
        const hc_explained *line = &explanation->lines[k];
        if (figure != NULL ? !is_about(line, figure) : line->detail) { continue; }
        hc_put_text(out, line->text);
        (void)fputs("\n", out);
    }
}

static hc_status print_table(const hc_explanation *explanation, const char *figure,
                             const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"figures", "Figures"}, {"explanation", "Explanation"}};
    hc_table table = hc_table_of(columns, 2);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < explanation->count; k++) {
        const hc_explained *line = &explanation->lines[k];
        if (figure != NULL && !is_about(line, figure)) { continue; }
        st = hc_table_text(&table, line->figures, err);
        if (st == HC_OK) { st = hc_table_text(&table, line->text, err); }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

hc_status hc_explanation_print(const hc_explanation *explanation, const char *figure,
                               const hc_screen *screen, hc_error *err)
{
    if (figure != NULL && !any_is_about(explanation, figure)) {
        return unknown_figure(explanation, figure, err);
    }
    if (screen->format_given && screen->format != HC_FORMAT_TABLE) {
        return print_table(explanation, figure, screen, err);
    }
    print_text(explanation, figure, screen->out);
    return HC_OK;
}

void hc_explanation_clear(hc_explanation *explanation)
{
    for (size_t k = 0; k < explanation->count; k++) {
        hc_free(explanation->lines[k].figures);
        hc_free(explanation->lines[k].text);
    }
    hc_free(explanation->lines);
    *explanation = (hc_explanation){0};
}
