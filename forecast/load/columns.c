#include "forecast/load/columns.h"

#include <stdio.h>
#include <string.h>

#define SYNONYMS_SHOWN 6 /* of a missing column */

/* What a column may be called, best first. A role may have several lines: how its times count.
 */
typedef struct synonyms {
    hc_role role;
    hc_time_sense sense;
    const char *names;
} synonyms;

/* Names that always hold date and time, and names that do so only where no date column is. */
#define SURE_TIMESTAMPS                                                                        \
    "timestamp|datetime|date time|date/time|time stamp|interval start utc date|ds|일시|"     \
    "날짜시간|시작일시"
/* What a single call's wait is called, however it ended; in a table of intervals the same names
 * leave open whose wait it is. */
#define WAITS_OF_CALLS "wait|wait time|waiting time|queue time|time in queue|q time|대기시간"

#define OTHER_TIMESTAMPS                                                                       \
    "interval start|interval start time|start interval|start time|start|period "               \
    "start|interval begin|"                                                                    \
    "interval|time|started at|time start|created at|간격 시작 시간|시작 시간|시각"

static const synonyms table_of_names[] = {
    {HC_ROLE_TIMESTAMP, HC_TIME_BY_EVIDENCE, SURE_TIMESTAMPS "|" OTHER_TIMESTAMPS},
    {HC_ROLE_DATE, HC_TIME_BY_EVIDENCE,
     "date|row_date|day|calendar date|call date|일자|날짜|기준일|기준일자|통화일자|년월일"},
    {HC_ROLE_TIME, HC_TIME_BY_EVIDENCE,
     "time|starttime|start time|time of day|interval|interval start|interval start time|"
     "time interval|period|half hour|hour|시간|시간대|시각|시작시간|간격 시작 시간"},
    {HC_ROLE_END, HC_TIME_BY_EVIDENCE,
     "interval end|interval end time|end interval|end time|end|period end|간격 종료 "
     "시간|종료시간"},
    {HC_ROLE_CALL, HC_TIME_BY_EVIDENCE,
     "call id|interaction id|contact id|conversation id|unique id|history id|call sid|id"},
    {HC_ROLE_DIRECTION, HC_TIME_BY_EVIDENCE, "direction|call direction|call type"},
    {HC_ROLE_ANSWERED_AT, HC_TIME_BY_EVIDENCE,
     "answered at|time answered|answer time|answered time|connect time"},
    {HC_ROLE_QUEUE, HC_TIME_BY_EVIDENCE,
     "queue|queue name|csq name|csq 이름|csq|skill|skill name|skillset|split|split/skill|split "
     "name|"
     "call type|campaign|service|ct|ring groups|ivr destination group name|ring "
     "group|큐|큐명|스킬|스킬명|스킬그룹|대기열|상담그룹|업무|업무그룹|"
     "서비스|queue id"},
    {HC_ROLE_CHANNEL, HC_TIME_BY_EVIDENCE, "channel|channel type|media type|media|채널|매체"},
    {HC_ROLE_SITE, HC_TIME_BY_EVIDENCE,
     "site|site name|location|centre|center|지점|센터|사이트|거점"},
    {HC_ROLE_REASON, HC_TIME_BY_EVIDENCE,
     "reason|contact reason|call reason|reason code|issue type|topic|disposition|상담유형|"
     "문의유형|문의사유"},
    {HC_ROLE_COMPLETE, HC_TIME_BY_EVIDENCE, "interval complete"},
    {HC_ROLE_VOLUME, HC_TIME_BY_EVIDENCE,
     "volume|offered|calls offered|contacts offered|interactions offered|offer|"
     "incoming contact volume|contacts queued|calls presented|presented|calls|contacts|"
     "arrivals|incoming|tasks created|inbound calls|incalls|total "
     "calls|count|연결요청|요청호|상담요청|총콜수|"
     "인입호|인입호수|인입콜|인입|총인입호|총인입|걸려온 통화|콜수|통화수|접수호"},
    {HC_ROLE_HANDLED, HC_TIME_BY_EVIDENCE,
     "handled|answered|calls handled|calls answered|contacts handled|interactions handled|"
     "handled calls|answered calls|acdcalls|acd calls|answer|reservations accepted|tasks "
     "completed|응대호|응답호|응대호수|응답호수|"
     "응대콜|응대|응답|처리된 통화|처리호"},
    {HC_ROLE_ABANDONED, HC_TIME_BY_EVIDENCE,
     "abandoned|abandons|abandon|calls abandoned|abandoned calls|contacts abandoned|abncalls|"
     "aban calls|tasks canceled|completion status|포기호|포기호수|포기콜|포기|취소된 "
     "통화|이탈호"},
    {HC_ROLE_IN_TARGET, HC_TIME_BY_EVIDENCE,
     "in target|answered in target|answered within target|acceptable|acceptable calls|"
     "answered in sl|calls in sl|service level calls|contacts in service level|목표내응답|"
     "20초이내응답"},
    {HC_ROLE_SERVICE_LEVEL, HC_TIME_BY_EVIDENCE,
     "service level|service level %|sl|sl %|% within service level|service level 20 seconds|"
     "service level 30 seconds|service level 60 seconds|서비스레벨"},
    {HC_ROLE_RESOLVED, HC_TIME_BY_EVIDENCE,
     "resolved|resolved first contact|first contact resolved|resolved first call|fcr calls|"
     "fcr contacts|1차해결|1차해결호"},
    {HC_ROLE_FCR, HC_TIME_BY_EVIDENCE,
     "fcr|fcr %|first contact resolution|first call resolution|1차해결율|1차해결률|1차처리율"},
    {HC_ROLE_UNRESOLVABLE, HC_TIME_BY_EVIDENCE,
     "unresolvable|not resolvable|needs follow up|multi contact|1차해결불가"},
    {HC_ROLE_REPEATS, HC_TIME_BY_EVIDENCE,
     "repeats|repeat calls|repeat contacts|repeated calls|재인입|재인입호|재통화"},
    /* The rate goes first: "Transferred (%)" is no count. */
    {HC_ROLE_TRANSFER_RATE, HC_TIME_BY_EVIDENCE,
     "transfer rate|transfer %|transfer (%)|transferred %|transferred (%)|% transferred|"
     "transfers %|transfers (%)|percent transferred|transfer percentage|호전환율|이관율"},
    {HC_ROLE_TRANSFERRED, HC_TIME_BY_EVIDENCE,
     "transferred|transfers|calls transferred|transferred calls|contacts transferred|"
     "transferred contacts|interactions transferred|transferred out|transfers out|"
     "transfer out|calls transferred out|contacts transferred out|transfer count|transfer|"
     "호전환|호전환수|호전환건수|호전환호|호전환콜|이관|이관호|이관건수"},
    {HC_ROLE_COST, HC_TIME_BY_EVIDENCE, "cost|costs|total cost|비용|총비용"},
    {HC_ROLE_CSAT, HC_TIME_BY_EVIDENCE,
     "csat|csat score|satisfaction|customer satisfaction|만족도|고객만족도"},
    {HC_ROLE_CSAT_ANSWERS, HC_TIME_BY_EVIDENCE,
     "csat answers|csat surveys|csat responses|surveys|survey count|responses|설문수"},
    {HC_ROLE_CES, HC_TIME_BY_EVIDENCE,
     "ces|ces score|customer effort|customer effort score|고객노력지수"},
    {HC_ROLE_CES_ANSWERS, HC_TIME_BY_EVIDENCE, "ces answers|ces surveys|ces responses"},
    {HC_ROLE_PROMOTERS, HC_TIME_BY_EVIDENCE, "promoters|nps promoters|추천고객"},
    {HC_ROLE_PASSIVES, HC_TIME_BY_EVIDENCE, "passives|nps passives|중립고객"},
    {HC_ROLE_DETRACTORS, HC_TIME_BY_EVIDENCE, "detractors|nps detractors|비추천고객"},
    {HC_ROLE_CUSTOMERS, HC_TIME_BY_EVIDENCE,
     "customers|active customers|customers at start|고객수"},
    {HC_ROLE_CUSTOMERS_LOST, HC_TIME_BY_EVIDENCE,
     "customers lost|lost customers|churned|churned customers|cancellations|이탈고객|해지고객"},
    {HC_ROLE_CUSTOMERS_AGAIN, HC_TIME_BY_EVIDENCE,
     "repeat customers|returning customers|재구매고객"},
    {HC_ROLE_ORDERS, HC_TIME_BY_EVIDENCE, "orders|order count|purchases|주문수"},
    {HC_ROLE_REVENUE, HC_TIME_BY_EVIDENCE, "revenue|total revenue|매출|매출액"},
    {HC_ROLE_REVENUE_LOST, HC_TIME_BY_EVIDENCE,
     "revenue lost|lost revenue|churned revenue|이탈매출"},
    {HC_ROLE_AHT, HC_TIME_AVERAGE,
     "aht|average handle time|avg handle time|avg handle|average handling time|"
     "mean handle time|평균처리시간"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_TOTAL,
     "total handle time|total handling time|handle time total|총처리시간"},
    {HC_ROLE_TOTAL_HANDLE, HC_TIME_BY_EVIDENCE, "handle time|handling time|처리시간"},
    {HC_ROLE_TALK, HC_TIME_AVERAGE,
     "avg talk|avg talk time|average talk time|avg acd time|평균통화시간"},
    {HC_ROLE_TALK, HC_TIME_TOTAL, "total talk time|talk time total|acdtime|총통화시간"},
    {HC_ROLE_TALK, HC_TIME_BY_EVIDENCE, "talk time|talk|통화시간"},
    {HC_ROLE_HOLD, HC_TIME_AVERAGE, "avg hold|avg hold time|average hold time|평균보류시간"},
    {HC_ROLE_HOLD, HC_TIME_TOTAL, "total hold time|hold time total|총보류시간"},
    {HC_ROLE_HOLD, HC_TIME_BY_EVIDENCE, "hold time|hold|보류시간"},
    {HC_ROLE_ACW, HC_TIME_AVERAGE,
     "avg acw|avg acw time|average acw|average after call work|average after call work time|"
     "avg wrap|평균후처리시간"},
    {HC_ROLE_ACW, HC_TIME_TOTAL, "total acw time|total acw|acw time total|총후처리시간"},
    {HC_ROLE_ACW, HC_TIME_BY_EVIDENCE,
     "acw time|acw|after call work|after call work time|wrap up time|wrap time|wrap|"
     "후처리시간|후처리"},
    {HC_ROLE_WAIT, HC_TIME_AVERAGE,
     "asa|average speed of answer|avg speed of answer|avg speed ans|average speed answer|"
     "avg speed answer time|평균대기시간|평균응답시간"},
    {HC_ROLE_WAIT, HC_TIME_TOTAL,
     "anstime|answer wait time|total wait|total wait time|총대기시간"},
    {HC_ROLE_ABANDON_WAIT, HC_TIME_AVERAGE,
     "abandon wait|avg abandon time|average abandon time|avg aban time|avg time to abandon|"
     "average time to abandon|average wait of abandoned|평균포기시간"},
    {HC_ROLE_ABANDON_WAIT, HC_TIME_TOTAL,
     "abntime|total abandon time|total aban time|총포기시간"},
    {HC_ROLE_STAFFED, HC_TIME_TOTAL,
     "staffed|staffed time|logged in|logged in time|login time|on queue time|stafftime|"
     "ti_stafftime|로그인시간"},
    {HC_ROLE_PAID, HC_TIME_TOTAL,
     "paid|paid time|shift|shift time|scheduled|scheduled time|근무시간"},
};
#define NAME_LINES (sizeof table_of_names / sizeof table_of_names[0])

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
    for (size_t i = 0; i < NAME_LINES; i++) {
        if (table_of_names[i].role == role) { return table_of_names[i].names; }
    }
    return "";
}

/* ---------------------------------------------------------------- reading one name */

/* A column's name without its unit: "AHT (min)" is "AHT " and minutes. */
typedef struct read_name {
    size_t length; /* of the part before a bracket or unit word */
    hc_time_unit unit;
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
    read_name read = {strlen(name), HC_UNIT_BY_EVIDENCE};
    const size_t open = strcspn(name, "([");
    if (open > 0 && open < read.length) {
        const size_t inner = strcspn(name + open + 1, ")]");
        read.unit = unit_of(name + open + 1, inner);
        read.length = open;
    }
    return read;
}

/* "aht_seconds", "Talk time sec": a unit as a word of its own at the end. */
static read_name without_word(const char *name)
{
    read_name read = {strlen(name), HC_UNIT_BY_EVIDENCE};
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

/* Of all agents together: no contact has a part of it. */
static bool is_staff_time(hc_role role)
{
    return role == HC_ROLE_STAFFED || role == HC_ROLE_PAID;
}

/* True when the column's name is `name`, as it stands or without bracket or unit. */
static bool is_named(const char *column, const char *name, size_t length, hc_role role,
                     hc_time_unit *unit)
{
    *unit = HC_UNIT_BY_EVIDENCE;
    if (hc_csv_same_name(column, strlen(column), name, length)) { return true; }
    const read_name bracket = without_bracket(column);
    *unit = bracket.unit;
    if (hc_csv_same_name(column, bracket.length, name, length)) { return true; }
    const read_name word = without_word(column);
    *unit = word.unit;
    return hc_role_is_time(role) && hc_csv_same_name(column, word.length, name, length);
}

/* Whether the column's name is one of the names, which bars set apart. */
static bool is_one_of(const char *column, const char *names, hc_role role)
{
    hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
    for (const char *word = names; *word != '\0';) {
        const size_t length = strcspn(word, "|");
        if (is_named(column, word, length, role, &unit)) { return true; }
        word += length + (word[length] == '|' ? 1 : 0);
    }
    return false;
}

/* Whether any of the names is one of the role's synonyms. */
static bool any_is(hc_role role, const char *const *names, size_t count)
{
    for (size_t line = 0; line < NAME_LINES; line++) {
        if (table_of_names[line].role != role) { continue; }
        for (size_t i = 0; i < count; i++) {
            if (is_one_of(names[i], table_of_names[line].names, role)) { return true; }
        }
    }
    return false;
}

bool hc_columns_are_history(const char *const *names, size_t count)
{
    return (any_is(HC_ROLE_TIMESTAMP, names, count) || any_is(HC_ROLE_DATE, names, count)) &&
           (any_is(HC_ROLE_VOLUME, names, count) || any_is(HC_ROLE_HANDLED, names, count) ||
            any_is(HC_ROLE_CALL, names, count));
}

/* ---------------------------------------------------------------- mapping */

typedef struct mapping {
    const hc_csv_table *table;
    hc_column_map *map;
} mapping;

static bool is_taken(const mapping *m, size_t column)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (m->map->column[role] == column) { return true; }
    }
    return false;
}

static void map_by_names(mapping *m, hc_role role, const char *names, hc_time_sense sense)
{
    const size_t columns = hc_csv_table_column_count(m->table);
    while (names[0] != '\0' && m->map->column[role] == HC_CSV_NO_COLUMN) {
        const size_t length = strcspn(names, "|");
        for (size_t column = 0; column < columns; column++) {
            hc_time_unit unit = HC_UNIT_BY_EVIDENCE;
            const char *name = hc_csv_table_column_name(m->table, column);
            if (is_taken(m, column) || !is_named(name, names, length, role, &unit)) {
                continue;
            }
            m->map->column[role] = column;
            m->map->sense[role] = sense;
            m->map->unit[role] = unit;
            break;
        }
        names += length + (names[length] == '|');
    }
}

static void map_role(mapping *m, hc_role role)
{
    for (size_t i = 0; i < NAME_LINES; i++) {
        if (table_of_names[i].role == role) {
            map_by_names(m, role, table_of_names[i].names, table_of_names[i].sense);
        }
    }
}

/* Where there is a date column, "Start Time" is a time of day; where there is none, it is all.
 */
static void map_times(mapping *m)
{
    size_t *column = m->map->column;
    map_by_names(m, HC_ROLE_TIMESTAMP, SURE_TIMESTAMPS, HC_TIME_BY_EVIDENCE);
    if (column[HC_ROLE_TIMESTAMP] != HC_CSV_NO_COLUMN) { return; }
    map_role(m, HC_ROLE_DATE);
    if (column[HC_ROLE_DATE] != HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_TIME);
    } else if (column[HC_ROLE_TIME] == HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_TIMESTAMP);
    }
    if (column[HC_ROLE_TIME] == HC_CSV_NO_COLUMN &&
        column[HC_ROLE_TIMESTAMP] == HC_CSV_NO_COLUMN) {
        map_role(m, HC_ROLE_END);
        if (column[HC_ROLE_END] != HC_CSV_NO_COLUMN) { return; }
        column[HC_ROLE_TIMESTAMP] = column[HC_ROLE_DATE]; /* "Date" that holds both */
        column[HC_ROLE_DATE] = HC_CSV_NO_COLUMN;
    }
}

static void sense_of_forced(mapping *m, hc_role role, const char *name)
{
    const bool total = role == HC_ROLE_TOTAL_HANDLE || is_staff_time(role);
    m->map->sense[role] = role == HC_ROLE_AHT ? HC_TIME_AVERAGE
                          : total             ? HC_TIME_TOTAL
                                              : HC_TIME_BY_EVIDENCE;
    const read_name bracket = without_bracket(name);
    const read_name word = without_word(name);
    m->map->unit[role] = bracket.unit != HC_UNIT_BY_EVIDENCE ? bracket.unit : word.unit;
}

static hc_status map_forced(mapping *m, const char *const *forced, hc_error *err)
{
    for (size_t role = 0; forced != NULL && role < HC_ROLES; role++) {
        const char *name = forced[role];
        if (name == NULL || name[0] == '\0') { continue; }
        HC_TRY(hc_csv_table_column(m->table, name, &m->map->column[role], err));
        sense_of_forced(m, (hc_role)role, name);
    }
    return HC_OK;
}

/* "volume, offered, calls offered and 32 more" of names apart by bars. */
static void most_common(const char *names, char *text, size_t size)
{
    size_t used = 0;
    size_t count = 0;
    for (const char *name = names; *name != '\0'; count++) {
        const size_t length = strcspn(name, "|");
        if (count < SYNONYMS_SHOWN) {
            const int wrote = snprintf(text + used, size - used, "%s%.*s",
                                       count > 0 ? ", " : "", (int)length, name);
            used += wrote > 0 ? (size_t)wrote : 0;
        }
        name += length + (name[length] == '|' ? 1 : 0);
    }
    if (count > SYNONYMS_SHOWN) {
        (void)snprintf(text + used, size - used, " and %zu more", count - SYNONYMS_SHOWN);
    }
}

static hc_status missing(const mapping *m, hc_role role, const char *what, const char *names,
                         hc_error *err)
{
    char columns[HC_ERROR_TEXT_MAX] = "";
    size_t used = 0;
    const size_t count = hc_csv_table_column_count(m->table);
    for (size_t i = 0; i < count && used + 1 < sizeof columns; i++) {
        const int wrote = snprintf(columns + used, sizeof columns - used, "%s%s",
                                   i > 0 ? ", " : "", hc_csv_table_column_name(m->table, i));
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    char known[SYNONYMS_SHOWN * 32];
    char hint[HC_ERROR_TEXT_MAX];
    most_common(names, known, sizeof known);
    (void)snprintf(hint, sizeof hint, "name it with --columns %s=NAME; looked for %s",
                   hc_role_name(role), known);
    const hc_place at = {hc_csv_table_file(m->table), hc_csv_table_header_line(m->table), 1};
    return hc_fail(err, HC_ERR_FORMAT, at, hint, "no column for %s; the columns are: %s", what,
                   columns);
}

static bool has(const mapping *m, hc_role role)
{
    return m->map->column[role] != HC_CSV_NO_COLUMN;
}

/* A file that names intervals by their ends only. */
static void use_ends(mapping *m)
{
    size_t *column = m->map->column;
    const hc_role role = has(m, HC_ROLE_DATE) ? HC_ROLE_TIME : HC_ROLE_TIMESTAMP;
    if (has(m, HC_ROLE_TIMESTAMP) || has(m, HC_ROLE_TIME) || !has(m, HC_ROLE_END)) { return; }
    column[role] = column[HC_ROLE_END];
    column[HC_ROLE_END] = HC_CSV_NO_COLUMN;
    m->map->times_are_ends = true;
}

static bool is_of_calls(hc_role role)
{
    return role == HC_ROLE_CALL || role == HC_ROLE_DIRECTION || role == HC_ROLE_ANSWERED_AT;
}

/* Counts go first: only a file without any is a list of calls, and there "Call Type" tells
 * inbound from outbound. */
static void map_counts_or_calls(mapping *m)
{
    if (!has(m, HC_ROLE_VOLUME)) { map_role(m, HC_ROLE_VOLUME); }
    if (!has(m, HC_ROLE_HANDLED)) { map_role(m, HC_ROLE_HANDLED); }
    if (has(m, HC_ROLE_VOLUME) || has(m, HC_ROLE_HANDLED)) { return; }
    if (!has(m, HC_ROLE_CALL)) { map_role(m, HC_ROLE_CALL); }
    m->map->is_calls = has(m, HC_ROLE_CALL);
    if (!m->map->is_calls) { return; }
    map_role(m, HC_ROLE_DIRECTION);
    map_role(m, HC_ROLE_ANSWERED_AT);
    map_by_names(m, HC_ROLE_WAIT, WAITS_OF_CALLS, HC_TIME_AVERAGE);
}

/* Every time of a single call is that of one contact. */
static void make_times_single(mapping *m)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (hc_role_is_time((hc_role)role)) { m->map->sense[role] = HC_TIME_AVERAGE; }
    }
}

hc_status hc_columns_map(const hc_csv_table *table, const char *const *forced,
                         hc_column_map *map, hc_error *err)
{
    hc_column_map made = {.times_are_ends = false};
    mapping m = {table, &made};
    for (size_t role = 0; role < HC_ROLES; role++) {
        made.column[role] = HC_CSV_NO_COLUMN;
    }
    HC_TRY(map_forced(&m, forced, err));
    if (!has(&m, HC_ROLE_TIMESTAMP)) { map_times(&m); }
    map_counts_or_calls(&m);
    for (size_t role = HC_ROLE_END; role < HC_ROLES; role++) {
        if (has(&m, (hc_role)role) || is_of_calls((hc_role)role)) { continue; }
        map_role(&m, (hc_role)role);
    }
    if (made.is_calls) { make_times_single(&m); }
    use_ends(&m);
    if (!has(&m, HC_ROLE_TIMESTAMP) && !(has(&m, HC_ROLE_DATE) && has(&m, HC_ROLE_TIME))) {
        return missing(&m, HC_ROLE_TIMESTAMP,
                       "the interval's start (timestamp, or date and time)",
                       SURE_TIMESTAMPS "|" OTHER_TIMESTAMPS, err);
    }
    if (!has(&m, HC_ROLE_VOLUME) && !has(&m, HC_ROLE_HANDLED) && !made.is_calls) {
        return missing(&m, HC_ROLE_VOLUME, "the contacts offered",
                       hc_role_synonyms(HC_ROLE_VOLUME), err);
    }
    *map = made;
    return HC_OK;
}
