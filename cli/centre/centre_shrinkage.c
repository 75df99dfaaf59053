/* The parts of shrinkage in the centre file, for all hours and for some. */
#include <stdio.h>
#include <string.h>

#include "cli/centre/centre_part.h"

#define SHRINKAGE_MOST 0.95

enum { ABSENCE = 0, LEAVE, TRAINING, MEETINGS, OTHER };

#define PART(base, part, text)                                                                 \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = (base) + (part) * sizeof(double),         \
        .most = SHRINKAGE_MOST                                                                 \
    }
#define PARTS(base)                                                                            \
    PART(base, ABSENCE, "absence"), PART(base, LEAVE, "leave"),                                \
        PART(base, TRAINING, "training"), PART(base, MEETINGS, "meetings"),                    \
        PART(base, OTHER, "other")

static const hc_key shrinkage_key[] = {PARTS(0)};
const hc_keys hc_centre_shrinkage_keys = {"shrinkage", shrinkage_key,
                                          HC_CENTRE_SHRINKAGE_PARTS};

hc_status hc_centre_read_shrinkage(const hc_json_file *json, const cJSON *value, void *into,
                                   hc_error *err)
{
    hc_centre *centre = into;
    double parts[HC_CENTRE_SHRINKAGE_PARTS] = {0.0};
    if (cJSON_IsNumber(value)) {
        if (!(value->valuedouble >= 0.0 && value->valuedouble <= SHRINKAGE_MOST)) {
            return hc_json_refuse(json, value, HC_ERR_RANGE, "a share, such as 0.3", err,
                                  "shrinkage must be 0 to %g, found %g", SHRINKAGE_MOST,
                                  value->valuedouble);
        }
        centre->shrinkage = value->valuedouble;
        return HC_OK;
    }
    HC_TRY(hc_keys_read(json, value, &hc_centre_shrinkage_keys, parts, err));
    for (size_t k = 0; k < HC_CENTRE_SHRINKAGE_PARTS; k++) {
        hc_shrinkage_part *part = &centre->shrinkage_parts[k];
        (void)snprintf(part->name, sizeof part->name, "%s", shrinkage_key[k].name);
        part->share = parts[k];
    }
    centre->shrinkage_part_count = HC_CENTRE_SHRINKAGE_PARTS;
    return hc_shrinkage_total(centre->shrinkage_parts, HC_CENTRE_SHRINKAGE_PARTS,
                              &centre->shrinkage, err);
}

/* ---- some hours ---------------------------------------------------------------------------
 */

static const hc_key hours_key[] = {HC_CENTRE_WEEK_HOURS_KEYS,
                                   PARTS(offsetof(hc_shrinkage_hours, part))};
const hc_keys hc_centre_shrinkage_hours_keys = {"hours of shrinkage", hours_key,
                                                sizeof hours_key / sizeof *hours_key};

hc_status hc_centre_read_shrinkage_hours(const hc_json_file *json, const cJSON *value,
                                         void *into, hc_error *err)
{
    hc_centre *centre = into;
    hc_shrinkage_hours hours = {.when = {.from_min = 0}};
    for (size_t k = 0; k < HC_CENTRE_SHRINKAGE_PARTS; k++) {
        hours.part[k] = HC_MISSING;
    }
    HC_TRY(hc_centre_read_when(json, value, &hc_centre_shrinkage_hours_keys, &hours, err));
    centre->shrinkage_hours[centre->shrinkage_hours_count++] = hours;
    return HC_OK;
}

/* What the hours say of a part stands in place of what holds otherwise. A shrinkage that is one
 * number is all `other`. */
static double shrinkage_then(const hc_centre *centre, const hc_shrinkage_hours *hours)
{
    const double usual =
        hc_is_missing(centre->shrinkage) ? HC_SHRINKAGE_DEFAULT : centre->shrinkage;
    double total = 0.0;
    for (size_t k = 0; k < HC_CENTRE_SHRINKAGE_PARTS; k++) {
        const double otherwise = centre->shrinkage_part_count > 0
                                     ? centre->shrinkage_parts[k].share
                                     : (k == OTHER ? usual : 0.0);
        total += hc_is_missing(hours->part[k]) ? otherwise : hours->part[k];
    }
    return total;
}

hc_status hc_centre_check_shrinkage(const hc_json_file *json, const hc_centre *centre,
                                    hc_error *err)
{
    for (size_t k = 0; k < centre->shrinkage_hours_count; k++) {
        const double share = shrinkage_then(centre, &centre->shrinkage_hours[k]);
        if (share <= SHRINKAGE_MOST) { continue; }
        return hc_json_refuse(
            json, cJSON_GetObjectItemCaseSensitive(json->root, "shrinkage_by_time"),
            HC_ERR_RANGE, "parts that are not named there keep their usual share", err,
            "entry %zu: the parts of shrinkage add up to %g, at most %g is possible", k + 1,
            share, SHRINKAGE_MOST);
    }
    return HC_OK;
}

size_t hc_centre_presence(const hc_centre *centre, hc_presence_window *windows)
{
    const double usual =
        hc_is_missing(centre->shrinkage) ? HC_SHRINKAGE_DEFAULT : centre->shrinkage;
    for (size_t k = 0; k < centre->shrinkage_hours_count; k++) {
        const hc_shrinkage_hours *hours = &centre->shrinkage_hours[k];
        windows[k] = (hc_presence_window){.from_min = hours->when.from_min,
                                          .to_min = hours->when.to_min,
                                          .presence = (1.0 - shrinkage_then(centre, hours)) /
                                                      (1.0 - usual)};
        for (size_t day = 0; day < 7; day++) {
            windows[k].weekdays[day] = hc_centre_weekday_on(&hours->when.weekdays, day);
        }
    }
    return centre->shrinkage_hours_count;
}
