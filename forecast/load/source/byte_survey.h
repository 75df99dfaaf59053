/*
 * One look through all bytes of a file: is it text, and in which encoding?
 */
#ifndef HC_FORECAST_LOAD_SOURCE_BYTE_SURVEY_H
#define HC_FORECAST_LOAD_SOURCE_BYTE_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What has been seen so far; begins as zeros. */
typedef struct hc_byte_survey {
    size_t bytes;
    size_t nul;         /* zero bytes */
    size_t head;        /* bytes of the first chunk */
    size_t control;     /* of these: control characters that no text has */
    size_t blank;       /* blanks and line ends */
    size_t utf8_good;   /* complete characters of several bytes */
    size_t utf8_bad;    /* places where UTF-8 breaks */
    unsigned need;      /* bytes the current UTF-8 character still needs */
    unsigned low, high; /* allowed range of the next one */
    bool korean_bad;    /* not CP949 */
    size_t hangul;      /* CP949 syllables of the everyday block */
    unsigned lead;      /* first byte of the current CP949 character */
    bool japanese_bad;  /* not Shift-JIS (CP932) */
    size_t kana;        /* Shift-JIS: hiragana, katakana */
    size_t kanji;       /* and characters of its first level, those of everyday use */
    unsigned sjis_lead; /* first byte of the current Shift-JIS character */
    bool western_bad;   /* not what Windows-1252 writes in western Europe */
    unsigned high_run;  /* bytes above ASCII side by side */
    size_t western;     /* letters above ASCII */
    unsigned char first[16];
} hc_byte_survey;

/* The next bytes of the file. */
void hc_byte_survey_add(hc_byte_survey *survey, const unsigned char *bytes, size_t count);

/* What a file that is not UTF-8 looks like: "CP949" with Korean syllables in it, "CP932" with
 * more Japanese characters than those, "CP1252" with letters of western Europe, else NULL. */
const char *hc_byte_survey_guess(const hc_byte_survey *survey);

#ifdef __cplusplus
}
#endif
#endif
