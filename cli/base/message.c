#include "cli/base/message.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forecast/base/utf8.h"

#define RED "\033[31m"
#define AMBER "\033[33m"
#define PLAIN "\033[0m"

hc_screen hc_screen_standard(void)
{
    hc_screen screen = {.out = stdout, .err = stderr};
    screen.out_is_terminal = isatty(STDOUT_FILENO) == 1;
    const char *term = getenv("TERM");
    const bool dumb = term != NULL && strcmp(term, "dumb") == 0; /* moves no cursor */
    screen.err_is_terminal = isatty(STDERR_FILENO) == 1 && !dumb;
    screen.format = screen.out_is_terminal ? HC_FORMAT_TABLE : HC_FORMAT_CSV;
    hc_screen_colour(&screen, HC_COLOUR_AUTO);
    return screen;
}

void hc_screen_colour(hc_screen *screen, hc_colour_choice choice)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    const bool unwanted = (no_color != NULL && no_color[0] != '\0') ||
                          (term != NULL && strcmp(term, "dumb") == 0);
    screen->colour = choice == HC_COLOUR_ALWAYS ||
                     (choice == HC_COLOUR_AUTO && screen->err_is_terminal && !unwanted);
}

/* Length of the character at text, or 0 when it must not reach a terminal as it is. */
static size_t safe_length(const char *text)
{
    const unsigned char first = (unsigned char)text[0];
    if (first < 0x80) { return first >= 0x20 && first != 0x7f ? 1 : 0; }
    const size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    size_t bad_at = 0;
    if (strnlen(text, length) < length || !hc_utf8_is_valid(text, length, &bad_at)) {
        return 0;
    }
    const bool control = first == 0xc2 && (unsigned char)text[1] < 0xa0; /* U+0080..U+009F */
    return control ? 0 : length;
}

void hc_put_text(FILE *stream, const char *text)
{
    while (*text != '\0') {
        const size_t length = safe_length(text);
        if (length == 0) {
            (void)fprintf(stream, "\\x%02x", (unsigned)(unsigned char)*text);
            text++;
        } else {
            (void)fwrite(text, 1, length, stream);
            text += length;
        }
    }
}

void hc_open_lines(FILE *stream, hc_format format)
{
    if (format == HC_FORMAT_MD) { (void)fputs("```text\n", stream); }
}

void hc_close_lines(FILE *stream, hc_format format)
{
    if (format == HC_FORMAT_MD) { (void)fputs("```\n", stream); }
}

void hc_put_label(FILE *stream, const char *word)
{
    (void)fprintf(stream, "%-9s ", word);
}

static void say(const hc_screen *screen, const char *kind, const char *colour,
                const hc_error *err)
{
    FILE *stream = screen->err;
    (void)fflush(screen->out); /* keep the order of results and talk on a shared terminal */
    if (err->file[0] != '\0') {
        hc_put_text(stream, err->file);
        if (err->line > 0) { (void)fprintf(stream, ":%lld", (long long)err->line); }
        if (err->line > 0 && err->column > 0) { (void)fprintf(stream, ":%d", err->column); }
    } else {
        (void)fputs("headcount", stream);
    }
    (void)fprintf(stream, ": %s%s:%s ", screen->colour ? colour : "", kind,
                  screen->colour ? PLAIN : "");
    hc_put_text(stream, err->message);
    if (err->hint[0] != '\0') {
        (void)fputs(" (", stream);
        hc_put_text(stream, err->hint);
        (void)fputc(')', stream);
    }
    (void)fputc('\n', stream);
}

void hc_say_error(const hc_screen *screen, const hc_error *err)
{
    hc_error shown = *err;
    if (shown.message[0] == '\0') {
        (void)snprintf(shown.message, sizeof shown.message, "%s", hc_status_text(err->status));
    }
    say(screen, "error", RED, &shown);
}

void hc_say_reject(const hc_screen *screen, const hc_error *reject)
{
    say(screen, "rejected", AMBER, reject);
}

void hc_say_warning_at(const hc_screen *screen, const hc_error *warning)
{
    say(screen, "warning", AMBER, warning);
}

static void say_formatted(const hc_screen *screen, const char *kind, const char *colour,
                          const char *format, va_list arguments) HC_PRINTF(4, 0);

static void say_formatted(const hc_screen *screen, const char *kind, const char *colour,
                          const char *format, va_list arguments)
{
    hc_error said = HC_ERROR_INIT;
    /* the callers' va_start has set them; clang-tidy 14 does not see it here */
    /* NOLINTNEXTLINE(clang-analyzer-valist*) */
    (void)vsnprintf(said.message, sizeof said.message, format, arguments);
    say(screen, kind, colour, &said);
}

void hc_say_warning(const hc_screen *screen, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_formatted(screen, "warning", AMBER, format, arguments);
    va_end(arguments);
}

void hc_say_note(const hc_screen *screen, const char *format, ...)
{
    if (screen->quiet) { return; }
    va_list arguments;
    va_start(arguments, format);
    say_formatted(screen, "note", "", format, arguments);
    va_end(arguments);
}
