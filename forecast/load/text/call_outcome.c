#include "forecast/load/text/call_outcome.h"

#include <string.h>

#include "forecast/load/text/csv_text.h"

typedef struct outcome_words {
    hc_call_outcome outcome;
    const char *words; /* apart by bars */
} outcome_words;

/* Whole cells, since "Missed payment" is what somebody called about; behind a star whatever
 * else follows. */
static const outcome_words lines[] = {
    {HC_OUTCOME_LOST,
     "abandon*|aban|short abandon*|call abandoned|no answer|no answered|not answered|"
     "unanswered|unanswered call|never answered|not connected|hung up|hang up|hangup|"
     "hung up in queue|hung up waiting|missed|missed call|call missed|queue exit|exit queue|"
     "left queue|no|n|false|exit empty|exit with timeout|exit with key|ring no answer|"
     "nicht angenommen|nicht beantwortet|unbeantwortet|verpasst|verpasster anruf|entgangen|"
     "aufgelegt|abgebrochen|abbruch|manqué|appel manqué|sans réponse|non répondu|"
     "non décroché|raccroché|abandonné|no contestada|sin respuesta|no atendida|"
     "não atendida|abbandonata|non risposta|senza risposta|gemist|niet beantwoord|"
     "opgehangen|포기*|미응답|무응답|부재중|미연결|放棄*|不在"},
    {HC_OUTCOME_MAYBE_LOST,
     "lost|lost call|call lost|dropped|failed|busy|cancel|canceled|cancelled|rejected|"
     "declined|timeout|timed out|overflow|overflowed|voicemail|disconnected|unsuccessful|"
     "verloren|besetzt|perdu|occupé|perdida|ocupado|persa|occupato|verlaten|실패|통화중|취소"},
    {HC_OUTCOME_ANSWERED,
     "answered|answer|answered by agent|call answered|answered call|connected|call "
     "connected|complete|"
     "completed|call completed|complete agent|complete caller|handled|accepted|served|taken|"
     "picked "
     "up|yes|y|true|success|successful|angenommen|beantwortet|bearbeitet|verbunden|erfolgreich|"
     "répondu|traité|décroché|abouti|contestada|atendida|completada|risposta|gestita|"
     "beantwoord|afgehandeld|응답*|응대*|통화완료|통화성공|처리완료|완료|연결|応答*"},
};

static bool is_word(const char *text, size_t length, const char *word, size_t size)
{
    return word[size - 1] == '*' ? hc_csv_name_begins(text, length, word, size - 1)
                                 : hc_csv_same_name(text, length, word, size);
}

static bool is_one_of(const char *text, size_t length, const char *words)
{
    size_t size = 0;
    for (const char *word = NULL; (word = hc_csv_next_name(&words, &size)) != NULL;) {
        if (is_word(text, length, word, size)) { return true; }
    }
    return false;
}

hc_call_outcome hc_call_outcome_of(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (is_one_of(text, length, lines[i].words)) { return lines[i].outcome; }
    }
    return HC_OUTCOME_UNKNOWN;
}
