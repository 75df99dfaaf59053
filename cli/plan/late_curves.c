#include "cli/plan/late_curves.h"

#include "erlang/late_calls.h"
#include "forecast/base/memory.h"

static size_t widest(const hc_late_source *source, size_t slots)
{
    size_t width = 1;
    for (size_t slot = 0; slot < slots; slot++) {
        const size_t own = hc_late_width(source->people[slot]);
        width = own > width ? own : width;
    }
    return width;
}

/* Late contacts of a slot for every number of people; past its own width it stays. */
static void fill_slot(const hc_late_source *source, size_t slot, double *late, size_t width)
{
    const size_t own = hc_late_width(source->people[slot]);
    const double agents_a_person =
        (1.0 - source->shrinkage) * source->requirement->presence[slot];
    hc_late_calls(source->forecast, source->staff, source->requirement, source->need, slot,
                  agents_a_person, late, own);
    hc_lower_hull(late, own);
    hc_few_pieces(late, own, HC_LATE_PIECES_MAX);
    for (size_t people = own; people < width; people++) {
        late[people] = late[own - 1];
    }
}

/* What a late contact must cost for the last person required to save short_cost on average. */
static double usual_cost(const int32_t *required, const double *late, size_t width,
                         size_t slots, double short_cost)
{
    double saved = 0.0;
    double busy = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const size_t people = (size_t)required[slot];
        const double *own = &late[slot * width];
        if (people == 0 || people >= width) { continue; }
        busy += 1.0;
        saved += own[people - 1] - own[people];
    }
    return saved > 0.0 ? short_cost * busy / saved : short_cost;
}

void hc_late_curves_price(double *late, size_t slots, size_t width, const int32_t *people,
                          double asked_cost, double short_cost, hc_late_curves *out)
{
    const double cost =
        asked_cost > 0.0 ? asked_cost : usual_cost(people, late, width, slots, short_cost);
    for (size_t k = 0; k < slots * width; k++) {
        late[k] *= cost;
    }
    *out = (hc_late_curves){.late_call_cost = cost,
                            .price = late,
                            .curves = {.slots = slots, .width = width, .price = late}};
}

hc_status hc_late_curves_make(const hc_late_source *source, double asked_cost,
                              double short_cost, hc_late_curves *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(&source->requirement->axis);
    const size_t width = widest(source, slots);
    size_t count = 0;
    double *late = NULL;
    if (!hc_size_mul(slots, width, &count)) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "plan queues one by one",
                       "too many people for curves of late contacts");
    }
    HC_TRY(hc_alloc(&late, count, sizeof *late, err));
    for (size_t slot = 0; slot < slots; slot++) {
        fill_slot(source, slot, &late[slot * width], width);
    }
    hc_late_curves_price(late, slots, width, source->people, asked_cost, short_cost, out);
    return HC_OK;
}

void hc_late_curves_clear(hc_late_curves *curves)
{
    hc_free(curves->price);
    *curves = (hc_late_curves){0};
}
