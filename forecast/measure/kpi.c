#include "forecast/measure/kpi.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#define NORMAL_975 1.959963984540054
#define SIGMAS 3.0
#define RANGE_OF_TWO 1.128379167095513 /* mean range of two normal values: 2 / sqrt(pi) */

static const char *const names[HC_KPIS] = {
#define KPI_NAME(kpi, name, title, unit) name,
    HC_KPI_LIST(KPI_NAME)
#undef KPI_NAME
};
static const char *const titles[HC_KPIS] = {
#define KPI_TITLE(kpi, name, title, unit) title,
    HC_KPI_LIST(KPI_TITLE)
#undef KPI_TITLE
};
static const hc_kpi_unit units[HC_KPIS] = {
#define KPI_UNIT(kpi, name, title, unit) unit,
    HC_KPI_LIST(KPI_UNIT)
#undef KPI_UNIT
};

const char *hc_kpi_name(hc_kpi kpi)
{
    return names[kpi];
}

const char *hc_kpi_title(hc_kpi kpi)
{
    return titles[kpi];
}

hc_kpi_unit hc_kpi_unit_of(hc_kpi kpi)
{
    return units[kpi];
}

/* ---- sums ---------------------------------------------------------------------------------
 */

static void add_pair(hc_kpi_sum *sum, double top, double bottom)
{
    if (hc_is_missing(top) || hc_is_missing(bottom)) { return; }
    sum->top += top;
    sum->bottom += bottom;
    sum->rows += 1.0;
    sum->top_square += top * top;
    sum->bottom_square += bottom * bottom;
    sum->product += top * bottom;
}

/* Customers are counted once, at the first moment that tells them; who left, all the time. */
static void add_customers(hc_kpi_sums *sums, const hc_ledger_row *row, const double *fact)
{
    hc_kpi_sum *churn = &sums->of[HC_KPI_CHURN];
    const double customers = fact[HC_FACT_CUSTOMERS];
    if (!hc_is_missing(fact[HC_FACT_CUSTOMERS_LOST])) {
        churn->top += fact[HC_FACT_CUSTOMERS_LOST];
    }
    if (hc_is_missing(customers)) { return; }
    const bool first =
        !(churn->rows > 0.0) || row->day < sums->customers_day ||
        (row->day == sums->customers_day && row->minute < sums->customers_minute);
    const bool same = churn->rows > 0.0 && row->day == sums->customers_day &&
                      row->minute == sums->customers_minute;
    if (first) {
        sums->customers_day = row->day;
        sums->customers_minute = row->minute;
        churn->bottom = 0.0;
    }
    if (first || same) { churn->bottom += customers; }
    churn->rows += 1.0;
}

/* Of the same customers; known where somebody counted them. */
static void add_returning(hc_kpi_sums *sums, double again)
{
    const hc_kpi_sum *churn = &sums->of[HC_KPI_CHURN];
    hc_kpi_sum *returning = &sums->of[HC_KPI_RETURNING];
    if (!hc_is_missing(again)) {
        returning->top += again;
        returning->rows += 1.0;
    }
    returning->bottom = returning->rows > 0.0 ? churn->bottom : 0.0;
}

void hc_kpi_add(hc_kpi_sums *sums, const hc_ledger *ledger, size_t row)
{
    double fact[HC_FACTS];
    hc_ledger_read(ledger, row, fact);
    hc_kpi_sum *of = sums->of;
    const double offered = fact[HC_FACT_OFFERED];
    const double handled =
        hc_is_missing(fact[HC_FACT_HANDLED]) ? offered : fact[HC_FACT_HANDLED];
    const double handle_s = fact[HC_FACT_HANDLE_S];
    const double promoters = fact[HC_FACT_PROMOTERS];
    const double detractors = fact[HC_FACT_DETRACTORS];
    sums->rows += 1.0;
    sums->offered += hc_is_missing(offered) ? 0.0 : offered;
    add_pair(&of[HC_KPI_SERVICE_LEVEL], fact[HC_FACT_IN_TARGET], offered);
    add_pair(&of[HC_KPI_ASA], fact[HC_FACT_WAIT_S], handled);
    add_pair(&of[HC_KPI_ABANDON], fact[HC_FACT_ABANDONED], offered);
    add_pair(&of[HC_KPI_OCCUPANCY], handle_s, fact[HC_FACT_STAFFED_S]);
    add_pair(&of[HC_KPI_UTILISATION], handle_s, fact[HC_FACT_PAID_S]);
    add_pair(&of[HC_KPI_AHT], handle_s, handled);
    add_pair(&of[HC_KPI_TALK], fact[HC_FACT_TALK_S], handled);
    add_pair(&of[HC_KPI_HOLD], fact[HC_FACT_HOLD_S], handled);
    add_pair(&of[HC_KPI_ACW], fact[HC_FACT_ACW_S], handled);
    add_pair(&of[HC_KPI_GAP], fact[HC_FACT_GAP_S], fact[HC_FACT_GAPS]);
    add_pair(&of[HC_KPI_FCR_GROSS], fact[HC_FACT_RESOLVED], handled);
    add_pair(&of[HC_KPI_FCR_NET], fact[HC_FACT_RESOLVED], handled - fact[HC_FACT_UNRESOLVABLE]);
    add_pair(&of[HC_KPI_REPEAT], fact[HC_FACT_REPEATS], offered);
    add_pair(&of[HC_KPI_TRANSFER], fact[HC_FACT_TRANSFERRED], handled);
    add_pair(&of[HC_KPI_COST], fact[HC_FACT_COST], handled);
    add_pair(&of[HC_KPI_CSAT], fact[HC_FACT_CSAT_SUM], fact[HC_FACT_CSAT_ANSWERS]);
    add_pair(&of[HC_KPI_CES], fact[HC_FACT_CES_SUM], fact[HC_FACT_CES_ANSWERS]);
    add_pair(&of[HC_KPI_NPS], 100.0 * (promoters - detractors),
             promoters + detractors + fact[HC_FACT_PASSIVES]);
    add_customers(sums, &ledger->rows[row], fact);
    add_returning(sums, fact[HC_FACT_CUSTOMERS_AGAIN]);
    add_pair(&of[HC_KPI_ORDER_VALUE], fact[HC_FACT_REVENUE], fact[HC_FACT_ORDERS]);
    add_pair(&of[HC_KPI_REVENUE_CHURN], fact[HC_FACT_REVENUE_LOST], fact[HC_FACT_REVENUE]);
    add_pair(&of[HC_KPI_COST_OF_REVENUE], fact[HC_FACT_COST], fact[HC_FACT_REVENUE]);
    of[HC_KPI_RETENTION] = of[HC_KPI_CHURN];
    of[HC_KPI_RETENTION].top = of[HC_KPI_CHURN].bottom - of[HC_KPI_CHURN].top;
}

/* ---- a measure ----------------------------------------------------------------------------
 */

void hc_wilson(double top, double bottom, double *low, double *high)
{
    const double square = NORMAL_975 * NORMAL_975;
    const double share = top / bottom;
    const double middle = (share + square / (2.0 * bottom)) / (1.0 + square / bottom);
    const double half = NORMAL_975 / (1.0 + square / bottom) *
                        sqrt(share * (1.0 - share) / bottom + square / (4.0 * bottom * bottom));
    *low = middle - half > 0.0 ? middle - half : 0.0;
    *high = middle + half < 1.0 ? middle + half : 1.0;
}

/* Var(R) = n / (n - 1) sum (top - R bottom)^2 / (sum bottom)^2 */
static void ratio_interval(const hc_kpi_sum *sum, double ratio, double *low, double *high)
{
    if (sum->rows < 2.0) { return; }
    double squares =
        sum->top_square - 2.0 * ratio * sum->product + ratio * ratio * sum->bottom_square;
    if (!(squares > 0.0)) { squares = 0.0; } /* rounding */
    const double deviation = sqrt(sum->rows / (sum->rows - 1.0) * squares) / fabs(sum->bottom);
    const double half = gsl_cdf_tdist_Pinv(0.975, sum->rows - 1.0) * deviation;
    *low = ratio - half;
    *high = ratio + half;
}

/* Half of the interval that is still taken as known. */
static double half_that_is_sure(hc_kpi kpi, double value)
{
    if (kpi == HC_KPI_NPS) { return 100.0 * HC_KPI_MEAN_SURE; }
    return units[kpi] == HC_KPI_SHARE ? HC_KPI_SHARE_SURE : HC_KPI_MEAN_SURE * fabs(value);
}

hc_kpi_value hc_kpi_of(const hc_kpi_sums *sums, hc_kpi kpi)
{
    const hc_kpi_sum *sum = &sums->of[kpi];
    hc_kpi_value value = {HC_MISSING, HC_MISSING, HC_MISSING, sum->bottom, true};
    if (!(sum->rows > 0.0) || !(sum->bottom > 0.0)) { return value; }
    value.value = sum->top / sum->bottom;
    if (units[kpi] == HC_KPI_SHARE) {
        if (value.value <= 1.0) { hc_wilson(sum->top, sum->bottom, &value.low, &value.high); }
    } else {
        ratio_interval(sum, value.value, &value.low, &value.high);
        if (kpi != HC_KPI_NPS && value.low < 0.0) { value.low = 0.0; }
        if (units[kpi] == HC_KPI_PART && value.high > 1.0) { value.high = 1.0; }
    }
    value.small =
        !(value.high - value.low <= 2.0 * half_that_is_sure(kpi, value.value)); /* NaN: small */
    return value;
}

/* ---- groups -------------------------------------------------------------------------------
 */

static bool same_set(const hc_ledger_kind *a, const hc_ledger_kind *b, unsigned by)
{
    return ((by & HC_BY_QUEUE) == 0 || strcmp(a->queue, b->queue) == 0) &&
           ((by & HC_BY_CHANNEL) == 0 || strcmp(a->channel, b->channel) == 0) &&
           ((by & HC_BY_SITE) == 0 || strcmp(a->site, b->site) == 0) &&
           ((by & HC_BY_REASON) == 0 || strcmp(a->reason, b->reason) == 0);
}

/* set[kind] for every kind: the first kind that it is grouped with. */
static hc_status find_sets(const hc_ledger *ledger, unsigned by, size_t **set, hc_error *err)
{
    HC_TRY(hc_alloc(set, ledger->kind_count, sizeof **set, err));
    for (size_t kind = 0; kind < ledger->kind_count; kind++) {
        size_t first = 0;
        while (!same_set(&ledger->kinds[first], &ledger->kinds[kind], by)) {
            first++;
        }
        (*set)[kind] = first;
    }
    return HC_OK;
}

static int64_t period_of(const hc_kpi_cut *cut, int64_t day)
{
    hc_civil_date date = hc_date_from_day(day);
    if ((cut->by & HC_BY_DAY) != 0) { return day; }
    if ((cut->by & HC_BY_WEEK) != 0) {
        return day - (hc_weekday(day) - cut->week_start + 7) % 7;
    }
    if ((cut->by & HC_BY_MONTH) == 0) { return 0; }
    date.day = 1;
    return hc_day_from_date(date);
}

/* The table of groups: a cell for every set, period and weekday, number and one; 0: none. */
typedef struct group_table {
    const hc_kpi_cut *cut;
    int64_t first_day;
    size_t days;
    size_t *set;
    size_t *cell;
} group_table;

static bool is_inside(const hc_kpi_cut *cut, int64_t day)
{
    return (cut->from_day == HC_DAY_NONE || day >= cut->from_day) &&
           (cut->until_day == HC_DAY_NONE || day < cut->until_day);
}

static void find_days(const hc_ledger *ledger, group_table *table)
{
    int64_t last = HC_DAY_NONE;
    table->first_day = HC_DAY_MAX;
    for (size_t row = 0; row < ledger->row_count; row++) {
        const int64_t day = ledger->rows[row].day;
        if (!is_inside(table->cut, day)) { continue; }
        const int64_t period = period_of(table->cut, day);
        if (period < table->first_day) { table->first_day = period; }
        if (period > last) { last = period; }
    }
    table->days = last == HC_DAY_NONE ? 0 : (size_t)(last - table->first_day) + 1;
}

static hc_status add_row(const hc_ledger *ledger, size_t row, group_table *table,
                         hc_kpi_groups *made, hc_error *err)
{
    const hc_ledger_row *at = &ledger->rows[row];
    const int64_t period = period_of(table->cut, at->day);
    const bool weekdays = (table->cut->by & HC_BY_WEEKDAY) != 0;
    const int32_t weekday = hc_weekday(at->day);
    const size_t set = table->set[at->kind];
    const size_t place = ((set * 7 + (size_t)(weekdays ? weekday : 0)) * table->days) +
                         (size_t)(period - table->first_day);
    if (table->cell[place] == 0) {
        if (made->count == HC_KPI_GROUPS_MAX) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "group by longer periods",
                           "more than %d groups", HC_KPI_GROUPS_MAX);
        }
        HC_TRY(hc_grow(&made->groups, &made->capacity, made->count + 1, sizeof *made->groups,
                       err));
        made->groups[made->count] = (hc_kpi_group){
            .kind = &ledger->kinds[set],
            .set = set,
            .weekday = weekdays ? weekday : -1,
            .first_day = (table->cut->by & HC_BY_PERIODS) != 0 ? period : at->day};
        table->cell[place] = ++made->count;
    }
    hc_kpi_add(&made->groups[table->cell[place] - 1].sums, ledger, row);
    return HC_OK;
}

/* Into the order of sets, weekdays and periods: that of the cells. */
static hc_status sort_groups(const group_table *table, size_t cells, hc_kpi_groups *made,
                             hc_error *err)
{
    hc_kpi_group *sorted = NULL;
    size_t to = 0;
    HC_TRY(hc_alloc(&sorted, made->count, sizeof *sorted, err));
    for (size_t cell = 0; cell < cells; cell++) {
        if (table->cell[cell] > 0) { sorted[to++] = made->groups[table->cell[cell] - 1]; }
    }
    hc_free(made->groups);
    made->groups = sorted;
    made->capacity = made->count;
    return HC_OK;
}

/* What part of the contacts of its period and weekday each group is. */
static hc_status find_shares(const group_table *table, hc_kpi_groups *made, hc_error *err)
{
    const bool by_period = (table->cut->by & HC_BY_PERIODS) != 0;
    double *total = NULL;
    if ((table->cut->by & HC_BY_PARTS) == 0) { return HC_OK; }
    HC_TRY(hc_alloc(&total, 7 * table->days, sizeof *total, err));
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < made->count; k++) {
            hc_kpi_group *group = &made->groups[k];
            const size_t weekday = group->weekday < 0 ? 0 : (size_t)group->weekday;
            const size_t day = by_period ? (size_t)(group->first_day - table->first_day) : 0;
            double *all = &total[weekday * table->days + day];
            if (pass == 0) { *all += group->sums.offered; }
            group->sums.of[HC_KPI_MIX] = (hc_kpi_sum){
                .top = group->sums.offered, .bottom = *all, .rows = group->sums.rows};
        }
    }
    hc_free(total);
    return HC_OK;
}

hc_status hc_kpi_group_rows(const hc_ledger *ledger, const hc_kpi_cut *cut, hc_kpi_groups *made,
                            hc_error *err)
{
    const unsigned periods = cut->by & HC_BY_PERIODS;
    group_table table = {.cut = cut};
    size_t cells = 0;
    if ((periods & (periods - 1)) != 0) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "day, week or month",
                       "measures are grouped by one kind of period at a time");
    }
    find_days(ledger, &table);
    if (table.days == 0) { return HC_OK; }
    if (!hc_size_mul(ledger->kind_count * 7, table.days, &cells)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "too many groups");
    }
    hc_status st = find_sets(ledger, cut->by, &table.set, err);
    if (st == HC_OK) { st = hc_alloc(&table.cell, cells, sizeof *table.cell, err); }
    for (size_t row = 0; st == HC_OK && row < ledger->row_count; row++) {
        if (!is_inside(cut, ledger->rows[row].day)) { continue; }
        st = add_row(ledger, row, &table, made, err);
    }
    if (st == HC_OK) { st = sort_groups(&table, cells, made, err); }
    if (st == HC_OK) { st = find_shares(&table, made, err); }
    if (st != HC_OK) { hc_kpi_groups_clear(made); }
    hc_free(table.set);
    hc_free(table.cell);
    return st;
}

void hc_kpi_groups_clear(hc_kpi_groups *groups)
{
    hc_free(groups->groups);
    *groups = (hc_kpi_groups){0};
}

/* ---- the band -----------------------------------------------------------------------------
 */

static bool knows(const hc_kpi_sum *sum)
{
    return sum->rows > 0.0 && sum->bottom > 0.0;
}

hc_kpi_band hc_kpi_band_of(const hc_kpi_group *periods, size_t count, hc_kpi kpi)
{
    const bool share = units[kpi] == HC_KPI_SHARE || units[kpi] == HC_KPI_PART;
    const double least = kpi == HC_KPI_NPS ? -100.0 : 0.0;
    hc_kpi_band band = {HC_MISSING, HC_MISSING, least, share ? 1.0 : (double)INFINITY};
    double top = 0.0, bottom = 0.0, range = 0.0, before = HC_MISSING;
    size_t known = 0;
    for (size_t k = 0; k < count; k++) {
        const hc_kpi_sum *sum = &periods[k].sums.of[kpi];
        if (!knows(sum)) { continue; }
        top += sum->top;
        bottom += sum->bottom;
        known++;
    }
    if (known < HC_KPI_BAND_PERIODS_LEAST) { return band; }
    band.middle = top / bottom;
    for (size_t k = 0; k < count; k++) {
        const hc_kpi_sum *sum = &periods[k].sums.of[kpi];
        if (!knows(sum)) { continue; }
        const double deviation = (sum->top / sum->bottom - band.middle) * sqrt(sum->bottom);
        if (!hc_is_missing(before)) { range += fabs(deviation - before); }
        before = deviation;
    }
    band.sigma = range / (double)(known - 1) / RANGE_OF_TWO;
    return band;
}

void hc_kpi_band_at(const hc_kpi_band *band, double bottom, double *low, double *high)
{
    const double half = SIGMAS * band->sigma / sqrt(bottom);
    *low = band->middle - half > band->low_most ? band->middle - half : band->low_most;
    *high = band->middle + half < band->high_most ? band->middle + half : band->high_most;
    if (hc_is_missing(half)) { *low = *high = HC_MISSING; }
}
