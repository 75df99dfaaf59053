#include <string.h>

#include "cli/centre/centre_part.h"

#define ATTRITION_MOST 0.9

/* ---- by tenure ----------------------------------------------------------------------------
 */

#define TENURE(band, text, range_most)                                                         \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = (band) * sizeof(double),                  \
        .most = (range_most), .required = true                                                 \
    }
#define TENURES(range_most)                                                                    \
    TENURE(0, "under_3_months", range_most), TENURE(1, "under_12_months", range_most),         \
        TENURE(2, "longer", range_most)

static const hc_key headcount_key[] = {TENURES(1e6)};
static const hc_keys headcount_keys = {"headcount", headcount_key,
                                       sizeof headcount_key / sizeof *headcount_key};
static const hc_key attrition_key[] = {TENURES(ATTRITION_MOST)};
static const hc_keys attrition_keys = {"attrition_a_month", attrition_key,
                                       sizeof attrition_key / sizeof *attrition_key};

/* A number is what it is of all: people are all taken to be there for long. */
static hc_status read_headcount(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_capacity_terms *terms = into;
    if (!cJSON_IsNumber(value)) {
        return hc_keys_read(json, value, &headcount_keys, terms->headcount, err);
    }
    if (!(value->valuedouble >= 0.0 && value->valuedouble <= 1e6)) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "full-timers on the payroll", err,
                              "'headcount' must be 0 to 1000000, found %g", value->valuedouble);
    }
    terms->headcount[0] = terms->headcount[1] = 0.0;
    terms->headcount[2] = value->valuedouble;
    return HC_OK;
}

static hc_status read_attrition(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_capacity_terms *terms = into;
    if (!cJSON_IsNumber(value)) {
        return hc_keys_read(json, value, &attrition_keys, terms->attrition, err);
    }
    if (!(value->valuedouble >= 0.0 && value->valuedouble <= ATTRITION_MOST)) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "a share a month, such as 0.03", err,
                              "'attrition_a_month' must be 0 to %g, found %g", ATTRITION_MOST,
                              value->valuedouble);
    }
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        terms->attrition[band] = value->valuedouble;
    }
    return HC_OK;
}

/* ---- lists of shares ----------------------------------------------------------------------
 */

static hc_status read_shares(const hc_json_file *json, const cJSON *value, double most,
                             size_t least_count, size_t most_count, double *shares,
                             hc_error *err)
{
    const cJSON *element = NULL;
    size_t count = 0;
    const int size = cJSON_IsArray(value) ? cJSON_GetArraySize(value) : -1;
    if (size < (int)least_count || size > (int)most_count) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "shares, such as 0.3", err,
                              "'%s' must be a list of %zu to %zu numbers", value->string,
                              least_count, most_count);
    }
    cJSON_ArrayForEach(element, value)
    {
        if (!cJSON_IsNumber(element) ||
            !(element->valuedouble >= 0.0 && element->valuedouble <= most)) {
            return hc_json_refuse(json, element, HC_ERR_RANGE, "a share, such as 0.3", err,
                                  "an element of '%s' must be 0 to %g", value->string, most);
        }
        shares[count++] = element->valuedouble;
    }
    return HC_OK;
}

static hc_status read_ramp(const hc_json_file *json, const cJSON *value, void *into,
                           hc_error *err)
{
    hc_capacity_terms *terms = into;
    HC_TRY(read_shares(json, value, 1.0, 0, HC_RAMP_MONTHS_MAX, terms->ramp, err));
    terms->ramp_months = (size_t)cJSON_GetArraySize(value);
    terms->ramp_said = true;
    return HC_OK;
}

static hc_status read_shrinkage(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_capacity_terms *terms = into;
    terms->shrinkage_said = true;
    return read_shares(json, value, HC_CAPACITY_SHRINKAGE_MAX, 12, 12, terms->shrinkage, err);
}

static hc_status read_leave(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_capacity_terms *terms = into;
    terms->leave_said = true;
    return read_shares(json, value, HC_CAPACITY_SHRINKAGE_MAX, 12, 12, terms->leave, err);
}

/* ---- capacity -----------------------------------------------------------------------------
 */

#define AT(field) offsetof(hc_capacity_terms, field)
#define NUMBER(text, field, range_least, range_most)                                           \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = AT(field), .least = (range_least),        \
        .most = (range_most)                                                                   \
    }

static const hc_key capacity_key[] = {
    {.name = "headcount",
     .kind = HC_KEY_OWN,
     .read = read_headcount,
     .inside = &headcount_keys},
    NUMBER("week_hours", week_hours, 1, 168),
    {.name = "attrition_a_month",
     .kind = HC_KEY_OWN,
     .read = read_attrition,
     .inside = &attrition_keys},
    NUMBER("class_size", class_size, 1, 1000),
    NUMBER("class_least", class_least, 1, 1000),
    NUMBER("lead_weeks", lead_weeks, 0, 104),
    NUMBER("training_weeks", training_weeks, 0, 104),
    {.name = "ramp", .kind = HC_KEY_OWN, .read = read_ramp},
    NUMBER("hire_cost", hire_cost, 0, HC_CENTRE_PRICE_MOST),
    NUMBER("seat_cost_a_month", seat_cost_a_month, 0, HC_CENTRE_PRICE_MOST),
    {.name = "shrinkage_by_month", .kind = HC_KEY_OWN, .read = read_shrinkage},
    {.name = "leave_by_month", .kind = HC_KEY_OWN, .read = read_leave},
    {.name = "hires_file",
     .kind = HC_KEY_TEXT,
     .at = AT(hires_file),
     .least = 1,
     .most = HC_TERMS_PATH_MAX},
};
const hc_keys hc_centre_capacity_keys = {"capacity", capacity_key,
                                         sizeof capacity_key / sizeof *capacity_key};

hc_capacity_terms hc_capacity_terms_unsaid(void)
{
    hc_capacity_terms terms = {.week_hours = HC_MISSING,
                               .class_size = HC_MISSING,
                               .class_least = HC_MISSING,
                               .lead_weeks = HC_MISSING,
                               .training_weeks = HC_MISSING,
                               .hire_cost = HC_MISSING,
                               .seat_cost_a_month = HC_MISSING};
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        terms.headcount[band] = terms.attrition[band] = HC_MISSING;
    }
    return terms;
}

/* ---- vendors ------------------------------------------------------------------------------
 */

#undef AT
#define AT(field) offsetof(hc_vendor_terms, field)
#define PRICE_OF(text, price_kind)                                                             \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER,                                                 \
        .at = AT(price) + (price_kind) * sizeof(double), .most = HC_CENTRE_PRICE_MOST          \
    }

static const hc_key vendor_key[] = {
    {.name = "name",
     .kind = HC_KEY_TEXT,
     .at = AT(name),
     .least = 1,
     .most = HC_NAME_MAX,
     .required = true},
    PRICE_OF("price_a_call", HC_PRICE_A_CALL),
    PRICE_OF("price_a_minute", HC_PRICE_A_MINUTE),
    PRICE_OF("price_an_hour", HC_PRICE_AN_HOUR),
    PRICE_OF("price_a_seat", HC_PRICE_A_SEAT),
    NUMBER("least_a_month", least_a_month, 0, HC_CENTRE_PRICE_MOST),
    NUMBER("notice_weeks", notice_weeks, 0, 520),
    NUMBER("service_level", service_level, 0, 1),
    NUMBER("penalty", penalty, 0, 1),
    NUMBER("missed_months", missed_months, 0, 1),
};
const hc_keys hc_centre_vendor_keys = {"vendor", vendor_key,
                                       sizeof vendor_key / sizeof *vendor_key};

hc_status hc_centre_read_vendor(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_centre *centre = into;
    hc_vendor_terms vendor = {.price = {HC_MISSING, HC_MISSING, HC_MISSING, HC_MISSING},
                              .notice_weeks = HC_MISSING,
                              .service_level = HC_MISSING,
                              .penalty = HC_MISSING,
                              .missed_months = HC_MISSING};
    size_t prices = 0;
    HC_TRY(hc_keys_read(json, value, &hc_centre_vendor_keys, &vendor, err));
    for (size_t kind = 0; kind < HC_PRICE_KINDS; kind++) {
        if (hc_is_missing(vendor.price[kind])) { continue; }
        vendor.kind = (hc_price_kind)kind;
        prices++;
    }
    if (prices != 1) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT,
                              "price_a_call, price_a_minute, price_an_hour or price_a_seat",
                              err, "vendor '%s' needs one price, found %zu", vendor.name,
                              prices);
    }
    size_t capacity = centre->vendor_count;
    HC_TRY(hc_grow(&centre->vendors, &capacity, centre->vendor_count + 1, sizeof vendor, err));
    centre->vendors[centre->vendor_count++] = vendor;
    return HC_OK;
}
