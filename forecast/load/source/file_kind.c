#include "forecast/load/source/file_kind.h"

#include <string.h>

#include "forecast/load/source/queue_log.h"
#include "forecast/load/source/sqlite_table.h"
#include "forecast/load/source/xlsx_book.h"

typedef struct file_mark {
    const char *bytes;
    size_t length;
    const char *what;
} file_mark;

const char *hc_file_is_no_text(const hc_byte_survey *survey)
{
    static const file_mark marks[] = {
        {"\xD0\xCF\x11\xE0", 4, "an old or encrypted Excel workbook"},
        {"%PDF", 4, "a PDF document"},
        {"<html", 5, "a web page, as some systems save workbooks"},
        {"<HTML", 5, "a web page, as some systems save workbooks"},
        {"<!DOC", 5, "a web page, as some systems save workbooks"},
        {"<table", 6, "a web page, as some systems save workbooks"},
        {"CREATE TABLE", 12, "a dump of SQL statements"},
        {"-- MySQL dump", 13, "a dump of SQL statements"},
        {"INSERT INTO", 11, "a dump of SQL statements"},
        {"<?xml", 5, "an XML document, as some systems save workbooks"},
    };
    /* A stray NUL spoils its row; a hundredth of them is no text. */
    const bool binary =
        survey->nul * 100 > survey->bytes || survey->control * 20 > survey->head;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (survey->bytes >= marks[i].length &&
            memcmp(survey->first, marks[i].bytes, marks[i].length) == 0) {
            return marks[i].what;
        }
    }
    return binary ? "a binary file" : NULL;
}

static size_t skip_blanks(const hc_byte_survey *survey, size_t at)
{
    while (at < sizeof survey->first && at < survey->bytes &&
           (survey->first[at] == ' ' ||
            (survey->first[at] >= '\t' && survey->first[at] <= '\r'))) {
        at++;
    }
    return at;
}

/* "{" at the start, or "[" before another bracket: "[Date]" heads a column. */
static bool is_json(const hc_byte_survey *survey)
{
    const bool marked = survey->bytes >= 3 && memcmp(survey->first, "\xEF\xBB\xBF", 3) == 0;
    const size_t at = skip_blanks(survey, marked ? 3 : 0);
    if (at >= sizeof survey->first || at >= survey->bytes) { return false; }
    const size_t next = skip_blanks(survey, at + 1);
    const int after =
        next < sizeof survey->first && next < survey->bytes ? survey->first[next] : 0;
    return survey->first[at] == '{' ||
           (survey->first[at] == '[' && (after == '{' || after == '['));
}

static bool is_queue_log(const hc_byte_survey *survey)
{
    const size_t held =
        survey->bytes < sizeof survey->first - 1 ? survey->bytes : sizeof survey->first - 1;
    char begin[sizeof survey->first] = "";
    memcpy(begin, survey->first, held);
    return hc_queue_log_begins(begin, held);
}

hc_file_kind hc_file_kind_of(const hc_byte_survey *survey)
{
    const char *first = (const char *)survey->first;
    if (hc_sqlite_begins(first, sizeof survey->first)) { return HC_FILE_DATABASE; }
    if (hc_xlsx_begins(first, sizeof survey->first)) { return HC_FILE_WORKBOOK; }
    if (is_json(survey)) { return HC_FILE_JSON; }
    return is_queue_log(survey) ? HC_FILE_QUEUE_LOG : HC_FILE_TEXT;
}
