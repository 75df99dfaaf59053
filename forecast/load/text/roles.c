#include "forecast/load/text/roles.h"

#include <string.h>
#include <strings.h>

#include "forecast/load/text/column_names.h"

typedef struct unit_word {
    const char *word;
    hc_time_unit unit;
} unit_word;

static const unit_word unit_words[] = {
    {"milliseconds", HC_UNIT_MILLISECONDS},
    {"seconds", HC_UNIT_SECONDS},
    {"minutes", HC_UNIT_MINUTES},
    {"hours", HC_UNIT_HOURS},
    {"hrs", HC_UNIT_HOURS},
    {"msec", HC_UNIT_MILLISECONDS},
    {"secs", HC_UNIT_SECONDS},
    {"sekunden", HC_UNIT_SECONDS},
    {"secondes", HC_UNIT_SECONDS},
    {"segundos", HC_UNIT_SECONDS},
    {"sek", HC_UNIT_SECONDS},
    {"seg", HC_UNIT_SECONDS},
    {"minuten", HC_UNIT_MINUTES},
    {"minutos", HC_UNIT_MINUTES},
    {"mins", HC_UNIT_MINUTES},
    {"sec", HC_UNIT_SECONDS},
    {"min", HC_UNIT_MINUTES},
    {"ms", HC_UNIT_MILLISECONDS},
    {"초", HC_UNIT_SECONDS},
    {"분", HC_UNIT_MINUTES},
    {"s", HC_UNIT_SECONDS},
};
#define UNIT_WORDS (sizeof unit_words / sizeof unit_words[0])

static const char *const role_names[HC_ROLES] = {
#define HC_ROLE_NAME(role, name, text) name,
    HC_ROLE_LIST(HC_ROLE_NAME)
#undef HC_ROLE_NAME
};

static const char *const role_texts[HC_ROLES] = {
#define HC_ROLE_TEXT(role, name, text) text,
    HC_ROLE_LIST(HC_ROLE_TEXT)
#undef HC_ROLE_TEXT
};

static bool is_role(hc_role role)
{
    return (int)role >= 0 && (int)role < (int)HC_ROLES;
}

const char *hc_role_name(hc_role role)
{
    return is_role(role) ? role_names[role] : "unknown";
}

const char *hc_role_text(hc_role role)
{
    return is_role(role) ? role_texts[role] : "unknown";
}

const char *hc_role_synonyms(hc_role role)
{
    for (size_t i = 0; i < hc_column_name_line_count; i++) {
        if (hc_column_name_lines[i].role == role) { return hc_column_name_lines[i].names; }
    }
    return "";
}

/* ---------------------------------------------------------------- reading one name */

/* A column's name without its unit: "AHT (min)" is "AHT " and minutes. */
typedef struct read_name {
    size_t length; /* of the part before a bracket or unit word */
    hc_time_unit unit;
    bool percent; /* "(%)": a share, and no count */
} read_name;

static hc_time_unit unit_of(const char *text, size_t length)
{
    for (size_t i = 0; i < UNIT_WORDS; i++) {
        if (hc_csv_same_name(text, length, unit_words[i].word, strlen(unit_words[i].word))) {
            return unit_words[i].unit;
        }
    }
    return HC_UNIT_BY_EVIDENCE;
}

static read_name without_bracket(const char *name)
{
    read_name read = {strlen(name), HC_UNIT_BY_EVIDENCE, false};
    const size_t open = strcspn(name, "([");
    if (open > 0 && open < read.length) {
        const size_t inner = strcspn(name + open + 1, ")]");
        read.percent = memchr(name + open + 1, '%', inner) != NULL;
        read.unit = unit_of(name + open + 1, inner);
        read.length = open;
    }
    return read;
}

/* "aht_seconds", "Talk time sec": a unit as a word of its own at the end. */
static read_name without_word(const char *name)
{
    read_name read = {strlen(name), HC_UNIT_BY_EVIDENCE, false};
    size_t at = read.length;
    while (at > 0 && strchr(" _-.", name[at - 1]) == NULL) {
        at--;
    }
    if (at > 0) {
        read.unit = unit_of(name + at, read.length - at);
        if (read.unit != HC_UNIT_BY_EVIDENCE) { read.length = at; }
    }
    return read;
}

bool hc_role_is_time(hc_role role)
{
    return role >= HC_ROLE_AHT;
}

bool hc_role_is_share(hc_role role)
{
    return role == HC_ROLE_SERVICE_LEVEL || role == HC_ROLE_FCR ||
           role == HC_ROLE_TRANSFER_RATE;
}

bool hc_role_is_measure(hc_role role)
{
    return (role >= HC_ROLE_IN_TARGET && role < HC_ROLE_AHT) || role >= HC_ROLE_WAIT;
}

hc_time_unit hc_unit_of_name(const char *name)
{
    const read_name bracket = without_bracket(name);
    return bracket.unit != HC_UNIT_BY_EVIDENCE ? bracket.unit : without_word(name).unit;
}

static bool names_count(const char *text, size_t length, hc_role role)
{
    for (size_t line = 0; line < hc_column_name_line_count; line++) {
        if (hc_column_name_lines[line].role != role) { continue; }
        if (hc_csv_is_one_of(text, length, hc_column_name_lines[line].names)) { return true; }
    }
    return false;
}

/* "Calls (answered)" are no calls offered. */
static bool bracket_says_other(const char *column, size_t outer, hc_role role)
{
    static const hc_role counts[] = {HC_ROLE_VOLUME, HC_ROLE_HANDLED, HC_ROLE_ABANDONED};
    const char *inner = column + outer + 1;
    const size_t length = strcspn(inner, ")]");
    bool is_count = false;
    bool is_other = hc_csv_same_name(inner, length, "outbound", strlen("outbound"));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        is_count = is_count || counts[i] == role;
        is_other = is_other || (counts[i] != role && names_count(inner, length, counts[i]));
    }
    return is_count && is_other && !names_count(inner, length, role);
}

/* "Calls (answered)" is "Calls answered". */
static bool is_named_with_bracket(const char *column, size_t outer, const char *name,
                                  size_t length)
{
    char joined[HC_BARE_NAME_MAX];
    if (column[outer] == '\0') { return false; }
    const size_t inner = strcspn(column + outer + 1, ")]");
    if (column[outer + 1 + inner] == '\0' || outer + inner + 1 > sizeof joined) {
        return false;
    }
    memcpy(joined, column, outer);
    memcpy(joined + outer, column + outer + 1, inner);
    return hc_csv_same_name(joined, outer + inner, name, length);
}

static bool is_named(const char *column, const char *name, size_t length, hc_role role,
                     hc_time_unit *unit)
{
    *unit = HC_UNIT_BY_EVIDENCE;
    if (hc_csv_same_name(column, strlen(column), name, length)) { return true; }
    const read_name bracket = without_bracket(column);
    if (is_named_with_bracket(column, bracket.length, name, length)) { return true; }
    *unit = bracket.unit;
    if (hc_csv_same_name(column, bracket.length, name, length)) {
        return (!bracket.percent || hc_role_is_share(role)) &&
               (column[bracket.length] == '\0' ||
                !bracket_says_other(column, bracket.length, role));
    }
    const read_name word = without_word(column);
    *unit = word.unit;
    return hc_role_is_time(role) && hc_csv_same_name(column, word.length, name, length);
}

/* "Calls" of "Sum of Calls"; false: it is no such name. */
static bool without_sum(const char *column, char *bare, size_t size)
{
    static const char *const sums[] = {"sum",        "avg",   "average", "mean", "summe",
                                       "mittelwert", "somme", "moyenne", "suma", "promedio"};
    static const char *const marks[] = {" of ", " von ", " de ", "("};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        const size_t word = strlen(sums[i]);
        if (strncasecmp(column, sums[i], word) != 0) { continue; }
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            const size_t mark = strlen(marks[k]);
            size_t length = strlen(column);
            if (strncasecmp(column + word, marks[k], mark) != 0) { continue; }
            length -= word + mark + (marks[k][0] == '(' && column[length - 1] == ')' ? 1 : 0);
            if (length == 0 || length >= size) { return false; }
            memcpy(bare, column + word + mark, length);
            bare[length] = '\0';
            return true;
        }
    }
    return false;
}

/* "SumCalls" as Power BI calls a sum that nobody has named: one word, then a capital letter. */
static const char *behind_sum_word(const char *name)
{
    const bool joined = strncmp(name, "Sum", 3) == 0 && name[3] >= 'A' && name[3] <= 'Z';
    return joined ? name + 3 : name;
}

/* "Calls" of "Facts[Calls]", "'Call facts'[Calls]" and "[Calls]"; a unit in the brackets, or
 * the table of a forecast, is no such name. */
static bool without_table(const char *column, char *bare, size_t size)
{
    const size_t open = strcspn(column, "[");
    const size_t length = strlen(column);
    if (length < open + 3 || column[length - 1] != ']' || length - open >= size ||
        (open > 0 && strchr(" (", column[open - 1]) != NULL)) {
        return false;
    }
    const size_t inner = length - open - 2;
    const size_t quoted = open > 1 && column[0] == '\'' && column[open - 1] == '\'' ? 1 : 0;
    if (unit_of(column + open + 1, inner) != HC_UNIT_BY_EVIDENCE ||
        memchr(column + open + 1, '%', inner) != NULL ||
        hc_csv_is_one_of(column + quoted, open - 2 * quoted, HC_COMPARED_TABLES)) {
        return false;
    }
    memcpy(bare, column + open + 1, inner);
    bare[inner] = '\0';
    const char *name = behind_sum_word(bare);
    memmove(bare, name, strlen(name) + 1);
    return true;
}

bool hc_name_made_bare(const char *column, char *bare, size_t size)
{
    char inner[HC_BARE_NAME_MAX];
    if (!without_table(column, inner, sizeof inner)) { return without_sum(column, bare, size); }
    if (without_sum(inner, bare, size)) { return true; }
    if (strlen(inner) >= size) { return false; }
    memcpy(bare, inner, strlen(inner) + 1);
    return true;
}

bool hc_role_is_named(const char *column, const char *name, size_t length, hc_role role,
                      hc_time_unit *unit)
{
    char bare[HC_BARE_NAME_MAX];
    return is_named(column, name, length, role, unit) ||
           (hc_name_made_bare(column, bare, sizeof bare) &&
            is_named(bare, name, length, role, unit));
}

/* Whether the column's name is one of the names, which bars set apart. */
static bool is_one_of(const char *column, const char *names, hc_role role)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    size_t length = 0;
    for (const char *word = NULL; (word = hc_csv_next_name(&names, &length)) != NULL;) {
        if (hc_role_is_named(column, word, length, role, &unit)) { return true; }
    }
    return false;
}

size_t hc_role_find(hc_role role, const char *const *names, size_t count)
{
    for (size_t line = 0; line < hc_column_name_line_count; line++) {
        if (hc_column_name_lines[line].role != role) { continue; }
        for (size_t i = 0; i < count; i++) {
            if (is_one_of(names[i], hc_column_name_lines[line].names, role)) { return i; }
        }
    }
    return HC_CSV_NO_COLUMN;
}

bool hc_role_is_key(const char *name, const char *const *forced)
{
    static const hc_role keys[] = {HC_ROLE_TIMESTAMP, HC_ROLE_DATE,  HC_ROLE_TIME,
                                   HC_ROLE_END,       HC_ROLE_QUEUE, HC_ROLE_CHANNEL,
                                   HC_ROLE_SITE,      HC_ROLE_REASON};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const char *own = forced[keys[k]];
        const bool named =
            own != NULL && hc_csv_same_name(own, strlen(own), name, strlen(name));
        if (named || hc_role_find(keys[k], &name, 1) == 0) { return true; }
    }
    return false;
}

static bool any_is(hc_role role, const char *const *names, size_t count)
{
    return hc_role_find(role, names, count) != HC_CSV_NO_COLUMN;
}

bool hc_roles_are_history(const char *const *names, size_t count)
{
    return (any_is(HC_ROLE_TIMESTAMP, names, count) || any_is(HC_ROLE_DATE, names, count)) &&
           (any_is(HC_ROLE_VOLUME, names, count) || any_is(HC_ROLE_HANDLED, names, count) ||
            any_is(HC_ROLE_CALL, names, count));
}
