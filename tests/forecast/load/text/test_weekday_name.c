#include "forecast/load/text/weekday_name.h"

#include <stddef.h>

#include "tests/support/hc_test.h"

static void a_week_in_each_language_is_read(void)
{
    static const char *const weeks[][7] = {
        {"Mon", "tues", "WEDNESDAY", "Thu", "Friday", "sat", "Sunday"},
        {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"},
        {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
        {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
        {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
        {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
        {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
        {"월", "화요일", "수", "목요일", "금", "토", "일요일"}};
    for (size_t week = 0; week < sizeof weeks / sizeof weeks[0]; week++) {
        for (int32_t day = 0; day < 7; day++) {
            CU_ASSERT_EQUAL(hc_weekday_of_name(weeks[week][day]), day);
        }
    }
}

static void other_words_and_single_letters_are_none(void)
{
    static const char *const words[] = {"",      "M",  "Tu",   "Month", "Mondays",
                                        "Sales", "10", "월별", "일자",  "Sunday calls"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        CU_ASSERT_EQUAL(hc_weekday_of_name(words[i]), -1);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_week_in_each_language_is_read),
        HC_TEST(other_words_and_single_letters_are_none),
    };
    return hc_test_run("weekday_name", tests, sizeof tests / sizeof tests[0]);
}
