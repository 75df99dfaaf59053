#include "forecast/load/text/weekday_name.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define LANGUAGES 6 /* English, German, French, Spanish, Italian, Dutch */

/* True for the whole name and for its first letters, three or more; Germans write two. */
static bool is_name_of(const char *text, const char *full, size_t letters_least)
{
    const size_t length = strlen(text);
    return length >= letters_least && length <= strlen(full) &&
           strncasecmp(text, full, length) == 0;
}

int32_t hc_weekday_of_name(const char *name)
{
    static const char *const full[7][LANGUAGES] = {
        {"monday", "montag", "lundi", "lunes", "lunedì", "maandag"},
        {"tuesday", "dienstag", "mardi", "martes", "martedì", "dinsdag"},
        {"wednesday", "mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag"},
        {"thursday", "donnerstag", "jeudi", "jueves", "giovedì", "donderdag"},
        {"friday", "freitag", "vendredi", "viernes", "venerdì", "vrijdag"},
        {"saturday", "samstag", "samedi", "sábado", "sabato", "zaterdag"},
        {"sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag"}};
    static const char *const german[] = {"mo", "di", "mi", "do", "fr", "sa", "so"};
    static const char *const korean[] = {"월", "화", "수", "목", "금", "토", "일"};
    for (int32_t day = 0; day < 7; day++) {
        const size_t stem = strlen(korean[day]);
        if (is_name_of(name, german[day], 2)) { return day; }
        if (strncmp(name, korean[day], stem) == 0 &&
            (name[stem] == '\0' || strcmp(name + stem, "요일") == 0)) {
            return day;
        }
        for (size_t language = 0; language < LANGUAGES; language++) {
            if (is_name_of(name, full[day][language], 3)) { return day; }
        }
    }
    return -1;
}
