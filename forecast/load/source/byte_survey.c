#include "forecast/load/source/byte_survey.h"

#include <stdint.h>
#include <string.h>

/* Table 3-7 of the Unicode Standard: how a well-formed character begins and goes on. */
static void start_utf8(hc_byte_survey *survey, unsigned byte)
{
    survey->low = 0x80;
    survey->high = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF) {
        survey->need = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        survey->need = 2;
        if (byte == 0xE0) { survey->low = 0xA0; }
        if (byte == 0xED) { survey->high = 0x9F; }
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        survey->need = 3;
        if (byte == 0xF0) { survey->low = 0x90; }
        if (byte == 0xF4) { survey->high = 0x8F; }
    } else if (byte >= 0x80) {
        survey->utf8_bad++;
    }
}

static void survey_utf8(hc_byte_survey *survey, unsigned byte)
{
    if (survey->need == 0) {
        start_utf8(survey, byte);
    } else if (byte >= survey->low && byte <= survey->high) {
        survey->low = 0x80;
        survey->high = 0xBF;
        survey->utf8_good += --survey->need == 0;
    } else {
        survey->utf8_bad++;
        survey->need = 0;
        start_utf8(survey, byte);
    }
}

static bool is_cp949_trail(unsigned byte)
{
    return (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) ||
           (byte >= 0x81 && byte <= 0xFE);
}

static void survey_korean(hc_byte_survey *survey, unsigned byte)
{
    if (survey->lead != 0) {
        survey->korean_bad = survey->korean_bad || !is_cp949_trail(byte);
        survey->hangul += survey->lead >= 0xB0 && survey->lead <= 0xC8 && byte >= 0xA1;
        survey->lead = 0;
    } else if (byte >= 0x81 && byte <= 0xFE) {
        survey->lead = byte;
    } else if (byte >= 0x80) {
        survey->korean_bad = true;
    }
}

/* A lead byte above 0x97 begins a kanji of the second level, one from 0xA0 to 0xDF is half a
 * katakana by itself. */
static void survey_japanese(hc_byte_survey *survey, unsigned byte)
{
    const unsigned lead = survey->sjis_lead;
    if (lead != 0) {
        const bool trail = byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
        survey->japanese_bad = survey->japanese_bad || !trail;
        survey->kana += (lead == 0x82 && byte >= 0x9F) || (lead == 0x83 && byte <= 0x96);
        survey->kanji += lead >= 0x88 && lead <= 0x97;
        survey->sjis_lead = 0;
    } else if ((byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC)) {
        survey->sjis_lead = byte;
    } else if (byte == 0x80 || byte == 0xA0 || byte >= 0xFD) {
        survey->japanese_bad = true;
    }
}

/* Letters of western Europe stand alone or in twos among plain ones ("Größe"); those that no
 * language there needs ("ÿ", "þ") speak against it. */
static void survey_western(hc_byte_survey *survey, unsigned byte)
{
    static const char rare[] = "\x81\x8D\x8F\x90\x9D\xD0\xD7\xDD\xDE\xF0\xF7\xFD\xFE\xFF";
    survey->high_run = byte >= 0x80 ? survey->high_run + 1 : 0;
    if (byte < 0x80) { return; }
    survey->western += byte >= 0xC0;
    survey->western_bad = survey->western_bad || survey->high_run > 2 ||
                          memchr(rare, (int)byte, sizeof rare - 1) != NULL;
}

static void survey_byte(hc_byte_survey *survey, unsigned byte)
{
    survey->nul += byte == 0;
    survey->blank += byte == ' ' || (byte >= '\t' && byte <= '\r');
    survey_utf8(survey, byte);
    survey_korean(survey, byte);
    survey_japanese(survey, byte);
    survey_western(survey, byte);
}

/* Eight bytes that are all plain ASCII other than NUL, inside no character: nothing to learn.
 */
static bool is_plain_word(const hc_byte_survey *survey, const unsigned char *bytes)
{
    uint64_t word = 0;
    memcpy(&word, bytes, sizeof word);
    const uint64_t zero = (word - 0x0101010101010101U) & ~word & 0x8080808080808080U;
    return survey->need == 0 && survey->lead == 0 && survey->sjis_lead == 0 &&
           survey->high_run == 0 && (word & 0x8080808080808080U) == 0 && zero == 0;
}

static void survey_head(hc_byte_survey *survey, const unsigned char *bytes, size_t count)
{
    survey->head = count;
    for (size_t i = 0; i < count; i++) {
        const bool layout = bytes[i] >= '\t' && bytes[i] <= '\r';
        survey->control += bytes[i] > 0 && bytes[i] < ' ' && !layout;
    }
}

void hc_byte_survey_add(hc_byte_survey *survey, const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count && survey->bytes + i < sizeof survey->first; i++) {
        survey->first[survey->bytes + i] = bytes[i];
    }
    /* The first chunk is read byte by byte, so that a file of blanks only is known as such. */
    const bool fast = survey->bytes > 0;
    if (!fast) { survey_head(survey, bytes, count); }
    for (size_t i = 0; i < count;) {
        if (fast && i + 8 <= count && is_plain_word(survey, bytes + i)) {
            i += 8;
        } else {
            survey_byte(survey, bytes[i++]);
        }
    }
    survey->bytes += count;
}

/* The bytes of a Korean syllable are no everyday Japanese character, and the other way round.
 */
static bool is_japanese(const hc_byte_survey *survey)
{
    const size_t characters = survey->kana + survey->kanji;
    return !survey->japanese_bad && survey->sjis_lead == 0 && characters > survey->hangul &&
           (survey->kana > 0 || survey->kanji > 1) &&
           (survey->western_bad || survey->western == 0);
}

const char *hc_byte_survey_guess(const hc_byte_survey *survey)
{
    if (is_japanese(survey)) { return "CP932"; }
    if (!survey->korean_bad && survey->hangul > 0) { return "CP949"; }
    return !survey->western_bad && survey->western > 0 ? "CP1252" : NULL;
}
