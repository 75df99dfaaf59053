#include "forecast/base/status.h"

#include <gsl/gsl_errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const status_names[HC_STATUS_COUNT] = {
#define HC_STATUS_NAME(name, text) #name,
    HC_STATUS_LIST(HC_STATUS_NAME)
#undef HC_STATUS_NAME
};

static const char *const status_texts[HC_STATUS_COUNT] = {
#define HC_STATUS_TEXT(name, text) text,
    HC_STATUS_LIST(HC_STATUS_TEXT)
#undef HC_STATUS_TEXT
};

static int is_status(hc_status status)
{
    return (int)status >= 0 && (int)status < (int)HC_STATUS_COUNT;
}

const char *hc_status_name(hc_status status)
{
    return is_status(status) ? status_names[status] : "HC_ERR_UNKNOWN";
}

const char *hc_status_text(hc_status status)
{
    return is_status(status) ? status_texts[status] : "an unknown status";
}

/* Drops the bytes of a UTF-8 character that snprintf cut in half at the end. */
static void trim_cut_character(char *text)
{
    size_t end = strlen(text);
    size_t start = end;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0U) == 0x80U) {
        start--;
    }
    if (start == 0) { return; }
    const unsigned char lead = (unsigned char)text[start - 1];
    const size_t need = lead >= 0xF0U ? 3 : lead >= 0xE0U ? 2 : lead >= 0xC0U ? 1 : 0;
    if (end - start < need) { text[start - 1] = '\0'; }
}

static void copy_text(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text ? text : "");
    trim_cut_character(out);
}

/* Written apart and copied last: hint, place and arguments may be parts of *err itself. */
hc_status hc_fail(hc_error *err, hc_status status, hc_place at, const char *hint,
                  const char *format, ...)
{
    if (err == NULL) { return status; }
    hc_error made = {.status = status, .line = at.line, .column = at.column};
    copy_text(made.file, sizeof made.file, at.file);
    copy_text(made.hint, sizeof made.hint, hint);
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above */
    (void)vsnprintf(made.message, sizeof made.message, format, args);
    va_end(args);
    trim_cut_character(made.message);
    *err = made;
    return status;
}

void hc_error_text(const hc_error *err, char *text, int size)
{
    char place[HC_ERROR_FILE_MAX + 64] = "";
    if (size <= 0) { return; }
    if (err->file[0] != '\0' && err->line > 0 && err->column > 0) {
        (void)snprintf(place, sizeof place, "%s:%lld:%d: ", err->file, (long long)err->line,
                       (int)err->column);
    } else if (err->file[0] != '\0' && err->line > 0) {
        (void)snprintf(place, sizeof place, "%s:%lld: ", err->file, (long long)err->line);
    } else if (err->file[0] != '\0') {
        (void)snprintf(place, sizeof place, "%s: ", err->file);
    }
    const char *message = err->message[0] != '\0' ? err->message : hc_status_text(err->status);
    if (err->hint[0] != '\0') {
        (void)snprintf(text, (size_t)size, "%s%s (%s)", place, message, err->hint);
    } else {
        (void)snprintf(text, (size_t)size, "%s%s", place, message);
    }
    trim_cut_character(text);
}

void hc_init(void)
{
    (void)gsl_set_error_handler_off();
}
