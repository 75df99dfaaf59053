#include "forecast/load/source/queue_log.h"

#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "forecast/load/text/csv_text.h"

#define EPOCH_DIGITS 10
#define FIELDS_MAX 12 /* epoch, call, queue, agent, event, then up to seven parameters */
#define FIELD_EPOCH 0
#define FIELD_CALL 1
#define FIELD_QUEUE 2
#define FIELD_AGENT 3
#define FIELD_EVENT 4
#define NO_FIELD 0

typedef struct field {
    const char *text;
    size_t length;
} field;

/* An event that ends a call, and the fields in which it says how long it waited and talked. */
typedef struct ending {
    const char *event;
    size_t wait, talk; /* NO_FIELD: nobody talked */
    bool passed_on;
} ending;

static const ending endings[] = {
    {"COMPLETEAGENT", 5, 6, false},
    {"COMPLETECALLER", 5, 6, false},
    {"TRANSFER", 7, 8, true},
    {"BLINDTRANSFER", 7, 8, true},
    {"ATTENDEDTRANSFER", 7, 8, true},
    {"ABANDON", 7, NO_FIELD, false},
    {"EXITWITHTIMEOUT", 7, NO_FIELD, false},
    {"EXITWITHKEY", 8, NO_FIELD, false},
    {"EXITEMPTY", 7, NO_FIELD, false},
};

bool hc_queue_log_begins(const char *text, size_t length)
{
    if (length <= EPOCH_DIGITS || text[EPOCH_DIGITS] != '|') { return false; }
    return strspn(text, "0123456789") == EPOCH_DIGITS;
}

static size_t split(const char *line, size_t length, field *fields)
{
    size_t count = 0;
    for (size_t begin = 0; begin <= length && count < FIELDS_MAX; count++) {
        const char *bar = memchr(line + begin, '|', length - begin);
        const size_t end = bar != NULL ? (size_t)(bar - line) : length;
        fields[count] = (field){line + begin, end - begin};
        begin = end + 1;
    }
    return count;
}

static const ending *find_ending(field event)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (strlen(endings[i].event) == event.length &&
            memcmp(endings[i].event, event.text, event.length) == 0) {
            return &endings[i];
        }
    }
    return NULL;
}

/* Seconds of a field; 0 where the line has none. */
static int64_t seconds_of(const field *fields, size_t count, size_t at)
{
    int64_t seconds = 0;
    if (at == NO_FIELD || at >= count) { return 0; }
    return hc_parse_int64(fields[at].text, fields[at].length, &seconds) ? seconds : 0;
}

/* True when the line ended a call and has become a row. */
static bool put_call(FILE *out, const field *fields, size_t count)
{
    int64_t epoch_s = 0;
    char time[HC_TIME_TEXT_MAX];
    const ending *how = count > FIELD_EVENT ? find_ending(fields[FIELD_EVENT]) : NULL;
    if (how == NULL ||
        !hc_parse_int64(fields[FIELD_EPOCH].text, fields[FIELD_EPOCH].length, &epoch_s)) {
        return false;
    }
    const int64_t talk_s = seconds_of(fields, count, how->talk);
    const int64_t wait_s = seconds_of(fields, count, how->wait);
    const int64_t came_s = epoch_s - talk_s - wait_s;
    if (came_s < 0) { return false; }
    hc_format_local(
        (hc_local_time){came_s / HC_SECONDS_A_DAY, (int32_t)(came_s % HC_SECONDS_A_DAY)}, time);
    hc_csv_put_quoted(out, fields[FIELD_CALL].text, fields[FIELD_CALL].length);
    (void)fprintf(out, ",%sZ,", time);
    hc_csv_put_quoted(out, fields[FIELD_QUEUE].text, fields[FIELD_QUEUE].length);
    (void)fprintf(out, ",%d,%lld,%lld,%d,", how->talk == NO_FIELD ? 1 : 0, (long long)talk_s,
                  (long long)wait_s, how->passed_on ? 1 : 0);
    hc_csv_put_quoted(out, fields[FIELD_AGENT].text, fields[FIELD_AGENT].length);
    (void)fputc('\n', out);
    return true;
}

hc_status hc_queue_log_write(const char *text, size_t length, const char *name, FILE *out,
                             hc_error *err)
{
    const hc_place at = {.file = name};
    size_t calls = 0;
    (void)fputs("call id,timestamp,queue,abandoned,talk time,wait time,transferred,agent\n",
                out);
    for (size_t begin = 0; begin < length;) {
        const char *feed = memchr(text + begin, '\n', length - begin);
        const size_t end = feed != NULL ? (size_t)(feed - text) : length;
        field fields[FIELDS_MAX];
        calls += put_call(out, fields, split(text + begin, end - begin, fields));
        begin = end + 1;
    }
    if (calls == 0) {
        return hc_fail(err, HC_ERR_FORMAT, at,
                       "events such as COMPLETEAGENT and ABANDON are looked for",
                       "looks like a queue_log, but no line of it ends a call");
    }
    if (fflush(out) == 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_INPUT, at, "is the disk full?",
                   "no temporary file could be written");
}
