#include "cli/base/lines.h"

#include <stdarg.h>
#include <stdio.h>

#include "forecast/base/memory.h"

hc_status hc_lines_add(hc_lines *lines, hc_error *err, const char *format, ...)
{
    char text[HC_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start is one line above */
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    HC_TRY(
        hc_grow(&lines->lines, &lines->capacity, lines->count + 1, sizeof *lines->lines, err));
    HC_TRY(hc_strdup(&lines->lines[lines->count], text, err));
    lines->count++;
    return HC_OK;
}

void hc_lines_clear(hc_lines *lines)
{
    for (size_t k = 0; k < lines->count; k++) {
        hc_free(lines->lines[k]);
    }
    hc_free(lines->lines);
    *lines = (hc_lines){0};
}
