#include "cli/whatif/sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* "PREFIX FIRST..LAST:STEP SUFFIX" taken apart. */
typedef struct range {
    char prefix[HC_SCENARIO_TEXT_MAX / 2];
    double first, last, step;
    bool is_signed;
    bool percent;
    const char *suffix;
} range;

/* A number with or without sign and %; *end is behind it. */
static bool read_number(const char *text, const char **end, double *value, range *to)
{
    const size_t sign = text[0] == '+' || text[0] == '-' ? 1 : 0;
    size_t length = sign + strspn(text + sign, "0123456789");
    if (text[length] == '.' && text[length + 1] != '.') {
        length += 1 + strspn(text + length + 1, "0123456789");
    }
    const size_t skip = text[0] == '+' ? 1 : 0;
    if (!hc_parse_double(text + skip, length - skip, value)) { return false; }
    to->is_signed = to->is_signed || sign > 0;
    to->percent = to->percent || text[length] == '%';
    *end = text + length + (text[length] == '%' ? 1 : 0);
    return true;
}

static bool read_range(const char *text, range *to)
{
    const char *equals = strrchr(text, '=');
    const char *at = equals != NULL ? equals + 1 : text;
    *to = (range){0};
    if ((size_t)(at - text) >= sizeof to->prefix) { return false; }
    memcpy(to->prefix, text, (size_t)(at - text));
    if (!read_number(at, &at, &to->first, to) || strncmp(at, "..", 2) != 0 ||
        !read_number(at + 2, &at, &to->last, to) || *at != ':') {
        return false;
    }
    range step = {0}; /* "+10%" as a step is no sign of the values */
    if (!read_number(at + 1, &to->suffix, &to->step, &step)) { return false; }
    return to->step > 0.0 && to->last >= to->first && strlen(to->suffix) < 8;
}

static void write_value(const range *from, size_t k, char *text)
{
    char number[HC_NUMBER_TEXT_MAX];
    const double value = from->first + (double)k * from->step;
    hc_format_fixed(value, 6, number);
    (void)snprintf(text, HC_SCENARIO_TEXT_MAX, "%s%s%s%s%s", from->prefix,
                   from->is_signed && number[0] != '-' ? "+" : "", number,
                   from->percent ? "%" : "", from->suffix);
}

/* Every value must be one that the key takes. */
static hc_status check_values(const hc_sweep *sweep, hc_error *err)
{
    for (size_t k = 0; k < sweep->count; k++) {
        hc_scenario_part part = hc_scenario_part_unchanged();
        HC_TRY(hc_scenario_set(&part, sweep->key, sweep->text[k], err));
    }
    return HC_OK;
}

hc_status hc_sweep_read(const char *text, hc_sweep *sweep, hc_error *err)
{
    const char *equals = strchr(text, '=');
    hc_sweep made = {0};
    range values;
    if (equals != NULL && !hc_scenario_key_find(text, (size_t)(equals - text), &made.key)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "volume, aht, acw, deflect, repeat-share, patience, target, shrinkage, "
                       "vendor-share, wage or agents",
                       "there is no input '%.*s' to sweep", (int)(equals - text), text);
    }
    if (equals == NULL || !hc_scenario_key_find(text, (size_t)(equals - text), &made.key) ||
        made.key >= HC_SCENARIO_QUEUE || !read_range(equals + 1, &values)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "such as volume=-20%..+40%:10%",
                       "a sweep is INPUT=FIRST..LAST:STEP, found '%s'", text);
    }
    const double steps = floor((values.last - values.first) / values.step + 1e-9);
    if (!(steps < HC_SWEEP_VALUES_MAX)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "take a wider step",
                       "'%s' has more than %d values", text, HC_SWEEP_VALUES_MAX);
    }
    made.count = (size_t)steps + 1;
    HC_TRY(hc_alloc(&made.text, made.count, sizeof *made.text, err));
    for (size_t k = 0; k < made.count; k++) {
        write_value(&values, k, made.text[k]);
    }
    const hc_status st = check_values(&made, err);
    if (st != HC_OK) {
        hc_sweep_clear(&made);
        return st;
    }
    *sweep = made;
    return HC_OK;
}

void hc_sweep_clear(hc_sweep *sweep)
{
    hc_free(sweep->text);
    *sweep = (hc_sweep){0};
}
