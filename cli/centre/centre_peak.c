#include "cli/centre/centre_part.h"
#include "forecast/base/number.h"

#define WEEKS_MOST 104
#define HEADS_MOST 10000

hc_peak_terms hc_peak_terms_default(void)
{
    return (hc_peak_terms){.overtime_hours_a_week_most = 4.0,
                           .temporary = {.productivity = 0.8,
                                         .wage_an_hour = HC_MISSING,
                                         .lead_weeks = 2.0,
                                         .training_weeks = 1.0,
                                         .shift_min = 480,
                                         .days_a_week_most = 5,
                                         .heads_most = 100},
                           .service_level_least = HC_MISSING,
                           .lost_contact_cost = HC_MISSING,
                           .late_contact_cost = HC_MISSING};
}

#define NUMBER(text, field, range_most)                                                        \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = AT(field), .most = (range_most)           \
    }
#define WHOLE(text, field, range_least, range_most)                                            \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_WHOLE, .at = AT(field), .least = (range_least),         \
        .most = (range_most)                                                                   \
    }

#define AT(field) offsetof(hc_temporary_terms, field)
static const hc_key temporary_key[] = {
    {.name = "wage_an_hour",
     .kind = HC_KEY_NUMBER,
     .at = AT(wage_an_hour),
     .most = HC_CENTRE_PRICE_MOST,
     .required = true},
    NUMBER("hire_cost", hire_cost, HC_CENTRE_PRICE_MOST),
    NUMBER("lead_weeks", lead_weeks, WEEKS_MOST),
    NUMBER("training_weeks", training_weeks, WEEKS_MOST),
    {.name = "productivity",
     .kind = HC_KEY_NUMBER,
     .at = AT(productivity),
     .most = 1,
     .above_least = true},
    WHOLE("shift_min", shift_min, 60, 1440),
    WHOLE("days_a_week_most", days_a_week_most, 1, 7),
    NUMBER("weeks_least", weeks_least, WEEKS_MOST),
    WHOLE("heads_most", heads_most, 0, HEADS_MOST),
};
static const hc_keys temporary_keys = {"temporary", temporary_key,
                                       sizeof temporary_key / sizeof *temporary_key};

static hc_status read_temporary(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_peak_terms *terms = into;
    HC_TRY(hc_keys_read(json, value, &temporary_keys, &terms->temporary, err));
    terms->temporary.said = true;
    return HC_OK;
}

#undef AT
#define AT(field) offsetof(hc_peak_terms, field)
static const hc_key peak_key[] = {
    NUMBER("overtime_hours_a_week_most", overtime_hours_a_week_most, 80),
    {.name = "temporary",
     .kind = HC_KEY_OWN,
     .read = read_temporary,
     .inside = &temporary_keys},
    {.name = "service_level_least",
     .kind = HC_KEY_NUMBER,
     .at = AT(service_level_least),
     .most = 1,
     .above_least = true},
    NUMBER("lost_contact_cost", lost_contact_cost, HC_CENTRE_PRICE_MOST),
    NUMBER("late_contact_cost", late_contact_cost, HC_CENTRE_PRICE_MOST),
};
const hc_keys hc_centre_peak_keys = {"peak", peak_key, sizeof peak_key / sizeof *peak_key};
