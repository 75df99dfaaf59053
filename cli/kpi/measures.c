#include "cli/kpi/measures.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/table.h"

/* ---- aims ---------------------------------------------------------------------------------
 */

hc_aims hc_aims_of(const hc_centre *centre, const hc_target_option *target)
{
    const hc_service service = hc_centre_service(centre, "");
    hc_aims aims;
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        aims.at[kpi] = centre->aims[kpi];
    }
    aims.csat_scale = aims.ces_scale = HC_MISSING;
    const bool asked = !hc_is_missing(target->level);
    aims.at[HC_KPI_SERVICE_LEVEL] = asked ? target->level : service.service_level;
    aims.target_s = asked ? target->seconds : service.target_s;
    aims.at[HC_KPI_ASA] = service.asa_s_most;
    aims.at[HC_KPI_ABANDON] = service.abandon_rate_most;
    aims.at[HC_KPI_OCCUPANCY] = service.occupancy_most;
    if (hc_is_missing(aims.at[HC_KPI_ACW])) { aims.at[HC_KPI_ACW] = HC_ACW_AIM_S; }
    return aims;
}

bool hc_aim_is_most(hc_kpi kpi)
{
    switch (kpi) {
    case HC_KPI_SERVICE_LEVEL:
    case HC_KPI_UTILISATION:
    case HC_KPI_FCR_GROSS:
    case HC_KPI_FCR_NET:
    case HC_KPI_CSAT:
    case HC_KPI_NPS:
    case HC_KPI_RETENTION:
    case HC_KPI_RETURNING:
    case HC_KPI_ORDER_VALUE:
        return false;
    default:
        return true;
    }
}

hc_aim_verdict hc_aim_judge(const hc_aims *aims, hc_kpi kpi, const hc_kpi_value *value)
{
    const double aim = aims->at[kpi];
    if (hc_is_missing(aim) || hc_is_missing(value->value)) { return HC_AIM_NONE; }
    if (value->small && !(value->low > aim || value->high < aim)) { return HC_AIM_UNSURE; }
    const double slack = 1e-12 * fabs(aim);
    const bool met =
        hc_aim_is_most(kpi) ? value->value <= aim + slack : value->value >= aim - slack;
    return met ? HC_AIM_MET : HC_AIM_MISSED;
}

const char *hc_aim_word(hc_aim_verdict verdict)
{
    static const char *const words[] = {"", "met", "missed", "unsure"};
    return words[verdict];
}

/* ---- one group ----------------------------------------------------------------------------
 */

/* Text of one part of what a group is of. */
typedef struct group_part {
    unsigned by;
    hc_column column;
} group_part;

static const group_part parts[] = {
    {HC_BY_QUEUE, {"queue", "Queue"}},       {HC_BY_CHANNEL, {"channel", "Channel"}},
    {HC_BY_SITE, {"site", "Site"}},          {HC_BY_REASON, {"reason", "Reason"}},
    {HC_BY_WEEKDAY, {"weekday", "Weekday"}}, {HC_BY_PERIODS, {"period", "Period"}},
};
#define PARTS (sizeof parts / sizeof *parts)

/* NULL for periods, which are dates. */
static const char *part_word(const hc_kpi_group *group, unsigned by)
{
    switch (by) {
    case HC_BY_QUEUE:
        return group->kind->queue;
    case HC_BY_CHANNEL:
        return group->kind->channel;
    case HC_BY_SITE:
        return group->kind->site;
    case HC_BY_REASON:
        return group->kind->reason;
    case HC_BY_WEEKDAY:
        return hc_weekday_name(group->weekday);
    default:
        return NULL;
    }
}

static void part_text(const hc_kpi_group *group, const hc_kpi_cut *cut, const group_part *part,
                      char text[HC_QUEUE_NAME_MAX])
{
    const char *word = part_word(group, part->by);
    text[0] = '\0';
    if ((cut->by & part->by) == 0) { return; }
    if (word != NULL) {
        (void)snprintf(text, HC_QUEUE_NAME_MAX, "%s", word);
        return;
    }
    hc_format_date(group->first_day, text);
    if ((cut->by & HC_BY_MONTH) != 0) { text[strlen("2026-11")] = '\0'; }
}

/* First and end of the groups that are periods of the same thing. */
static void find_run(const hc_kpi_groups *groups, size_t at, size_t *first, size_t *end)
{
    const hc_kpi_group *group = &groups->groups[at];
    for (*first = at; *first > 0; (*first)--) {
        const hc_kpi_group *before = &groups->groups[*first - 1];
        if (before->set != group->set || before->weekday != group->weekday) { break; }
    }
    for (*end = at + 1; *end < groups->count; (*end)++) {
        const hc_kpi_group *after = &groups->groups[*end];
        if (after->set != group->set || after->weekday != group->weekday) { break; }
    }
}

/* A figure with all that judges it. */
typedef struct judged {
    hc_kpi_value value;
    hc_aim_verdict aim;
    double band_low, band_high;
    bool outside;
} judged;

/* Bands of the run that the current group is in, made once a run. */
typedef struct run_bands {
    size_t end;
    hc_kpi_band band[HC_KPIS];
} run_bands;

static void see_run(const hc_kpi_groups *groups, size_t at, run_bands *bands)
{
    size_t first = 0;
    if (at < bands->end) { return; }
    find_run(groups, at, &first, &bands->end);
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        bands->band[kpi] =
            hc_kpi_band_of(&groups->groups[first], bands->end - first, (hc_kpi)kpi);
    }
}

static judged judge(const hc_kpi_group *group, const run_bands *bands, const hc_aims *aims,
                    hc_kpi kpi)
{
    judged made = {.value = hc_kpi_of(&group->sums, kpi)};
    made.aim = hc_aim_judge(aims, kpi, &made.value);
    hc_kpi_band_at(&bands->band[kpi], made.value.count, &made.band_low, &made.band_high);
    made.outside =
        made.value.value < made.band_low || made.value.value > made.band_high; /* NaN: no */
    return made;
}

/* ---- for machines -------------------------------------------------------------------------
 */

static hc_status add_texts(hc_table *table, const hc_kpi_group *group, const hc_kpi_cut *cut,
                           bool all, hc_error *err)
{
    char text[HC_QUEUE_NAME_MAX];
    for (size_t part = 0; part < PARTS; part++) {
        if (!all && (cut->by & parts[part].by) == 0) { continue; }
        part_text(group, cut, &parts[part], text);
        HC_TRY(hc_table_text(table, text, err));
    }
    return HC_OK;
}

static hc_status add_long(hc_table *table, const hc_kpi_group *group, const hc_kpi_cut *cut,
                          const judged *figure, const hc_aims *aims, hc_kpi kpi, hc_error *err)
{
    const double numbers[] = {figure->value.value, figure->value.low, figure->value.high,
                              figure->value.count};
    HC_TRY(add_texts(table, group, cut, true, err));
    HC_TRY(hc_table_text(table, hc_kpi_name(kpi), err));
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        HC_TRY(hc_table_number(table, numbers[k], 4, err));
    }
    HC_TRY(hc_table_text(table, figure->value.small ? "yes" : "no", err));
    HC_TRY(hc_table_number(table, aims->at[kpi], 4, err));
    HC_TRY(hc_table_text(table, hc_aim_word(figure->aim), err));
    HC_TRY(hc_table_number(table, figure->band_low, 4, err));
    HC_TRY(hc_table_number(table, figure->band_high, 4, err));
    return hc_table_text(table, figure->outside ? "yes" : "no", err);
}

/* The contacts themselves lead: every share is of them. */
static hc_status add_contacts(hc_table *table, const hc_kpi_group *group, const hc_kpi_cut *cut,
                              hc_error *err)
{
    HC_TRY(add_texts(table, group, cut, true, err));
    HC_TRY(hc_table_text(table, "contacts", err));
    HC_TRY(hc_table_number(table, group->sums.offered, 0, err));
    for (size_t k = 0; k < 2; k++) {
        HC_TRY(hc_table_number(table, HC_MISSING, 0, err));
    }
    HC_TRY(hc_table_number(table, group->sums.offered, 0, err));
    HC_TRY(hc_table_text(table, "no", err));
    HC_TRY(hc_table_number(table, HC_MISSING, 0, err));
    HC_TRY(hc_table_text(table, "", err));
    HC_TRY(hc_table_number(table, HC_MISSING, 0, err));
    HC_TRY(hc_table_number(table, HC_MISSING, 0, err));
    return hc_table_text(table, "no", err);
}

static hc_status add_group_long(hc_table *table, const hc_kpi_groups *groups, size_t at,
                                const hc_kpi_cut *cut, const hc_aims *aims, run_bands *bands,
                                hc_error *err)
{
    const hc_kpi_group *group = &groups->groups[at];
    see_run(groups, at, bands);
    HC_TRY(add_contacts(table, group, cut, err));
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        const judged figure = judge(group, bands, aims, (hc_kpi)kpi);
        if (hc_is_missing(figure.value.value)) { continue; }
        HC_TRY(add_long(table, group, cut, &figure, aims, (hc_kpi)kpi, err));
    }
    return HC_OK;
}

hc_status hc_measures_print_long(const hc_kpi_groups *groups, const hc_kpi_cut *cut,
                                 const hc_aims *aims, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"queue", "Queue"},     {"channel", "Channel"},    {"site", "Site"},
        {"reason", "Reason"},   {"weekday", "Weekday"},    {"period", "Period"},
        {"measure", "Measure"}, {"value", "Value"},        {"low", "Low"},
        {"high", "High"},       {"count", "Count"},        {"small_sample", "Small"},
        {"aim", "Aim"},         {"aim_met", "Met"},        {"band_low", "Band low"},
        {"band_high", "High"},  {"out_of_band", "Outside"}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    run_bands bands = {0};
    hc_status st = HC_OK;
    for (size_t at = 0; st == HC_OK && at < groups->count; at++) {
        st = add_group_long(&table, groups, at, cut, aims, &bands, err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* ---- for people ---------------------------------------------------------------------------
 */

/* The measures that some group knows. */
static size_t known_measures(const hc_kpi_groups *groups, hc_kpi *known)
{
    size_t count = 0;
    for (size_t kpi = 0; kpi < HC_KPIS; kpi++) {
        for (size_t at = 0; at < groups->count; at++) {
            const hc_kpi_sum *sum = &groups->groups[at].sums.of[kpi];
            if (!(sum->rows > 0.0) || !(sum->bottom > 0.0)) { continue; }
            known[count++] = (hc_kpi)kpi;
            break;
        }
    }
    return count;
}

/* Shares are percent for people. */
static bool is_share(hc_kpi kpi)
{
    return hc_kpi_unit_of(kpi) <= HC_KPI_PART;
}

/* "SL %": the title with its unit. */
typedef struct unit_title {
    char text[32];
} unit_title;

static unit_title title_of(hc_kpi kpi)
{
    unit_title title;
    (void)snprintf(title.text, sizeof title.text, "%s%s", hc_kpi_title(kpi),
                   is_share(kpi) ? " %" : "");
    return title;
}

#define MARKS                                                                                  \
    "! misses its aim   ^ v above, below its usual range   ~ small sample (--format csv has "  \
    "the ranges)"

static hc_status add_figure(hc_table *table, const judged *figure, hc_kpi kpi, hc_error *err)
{
    hc_cell cell = {.value = figure->value.value,
                    .decimals = hc_kpi_unit_of(kpi) == HC_KPI_POINTS ? 2 : 1,
                    .is_share = is_share(kpi)};
    const bool high = figure->value.value > figure->band_high;
    const bool known = !hc_is_missing(figure->value.value);
    (void)snprintf(cell.marks, sizeof cell.marks, "%s%s%s",
                   figure->aim == HC_AIM_MISSED ? "!" : "",
                   !figure->outside ? ""
                   : high           ? "^"
                                    : "v",
                   known && figure->value.small ? "~" : "");
    return hc_table_cell(table, cell, err);
}

static hc_status add_group_wide(hc_table *table, const hc_kpi_group *group, const hc_kpi *known,
                                size_t known_count, const hc_aims *aims, const run_bands *bands,
                                hc_error *err)
{
    HC_TRY(hc_table_number(table, group->sums.offered, 0, err));
    for (size_t k = 0; k < known_count; k++) {
        const judged figure = judge(group, bands, aims, known[k]);
        HC_TRY(add_figure(table, &figure, known[k], err));
    }
    return HC_OK;
}

static bool has_marks(const hc_table *table)
{
    for (size_t k = 0; k < table->cell_count; k++) {
        if (table->cells[k].marks[0] != '\0') { return true; }
    }
    return false;
}

static hc_status fill_wide(const hc_kpi_groups *groups, const hc_kpi_cut *cut,
                           const hc_kpi *known, size_t known_count, const hc_aims *aims,
                           hc_table *table, hc_error *err)
{
    run_bands bands = {0};
    for (size_t at = 0; at < groups->count; at++) {
        see_run(groups, at, &bands);
        HC_TRY(add_texts(table, &groups->groups[at], cut, false, err));
        HC_TRY(
            add_group_wide(table, &groups->groups[at], known, known_count, aims, &bands, err));
    }
    return HC_OK;
}

hc_status hc_measures_print_wide(const hc_kpi_groups *groups, const hc_kpi_cut *cut,
                                 const hc_aims *aims, const hc_screen *screen, hc_error *err)
{
    hc_column columns[PARTS + HC_KPIS + 1];
    unit_title titles[HC_KPIS];
    hc_kpi known[HC_KPIS];
    size_t count = 0;
    for (size_t part = 0; part < PARTS; part++) {
        if ((cut->by & parts[part].by) != 0) { columns[count++] = parts[part].column; }
    }
    const size_t keys = count;
    columns[count++] = (hc_column){"contacts", "Contacts"};
    const size_t known_count = known_measures(groups, known);
    for (size_t k = 0; k < known_count; k++) {
        titles[k] = title_of(known[k]);
        columns[count++] = (hc_column){hc_kpi_name(known[k]), titles[k].text};
    }
    hc_table table = hc_table_of(columns, count);
    table.keys = keys;
    const hc_status st = fill_wide(groups, cut, known, known_count, aims, &table, err);
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    if (st == HC_OK && has_marks(&table)) { (void)fprintf(screen->out, "\n%s\n", MARKS); }
    hc_table_clear(&table);
    return st;
}
