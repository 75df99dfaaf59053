#include "scheduler/vendor_split.h"

#define STEPS 400
#define HALVINGS 60

double hc_vendor_bill(const hc_vendor_offer *offer, double volume)
{
    const double billed = offer->billed * pow(volume / offer->volume, offer->billed_power);
    return billed > offer->least ? billed : offer->least;
}

double hc_vendor_cost(const hc_vendor_offer *offer, double volume)
{
    return hc_vendor_bill(offer, volume) * (1.0 - offer->refund_share) + offer->stop_a_month;
}

double hc_own_bill(const hc_vendor_offer *offer, double volume)
{
    return offer->own_cost * pow(volume / offer->volume, offer->own_power);
}

static double dearer_by(const hc_vendor_offer *offer, double volume)
{
    return hc_vendor_cost(offer, volume) - hc_own_bill(offer, volume);
}

static double halve(const hc_vendor_offer *offer, double low, double high)
{
    const bool dearer = dearer_by(offer, low) > 0.0;
    for (size_t k = 0; k < HALVINGS; k++) {
        const double middle = (low + high) / 2.0;
        *((dearer_by(offer, middle) > 0.0) == dearer ? &low : &high) = middle;
    }
    return (low + high) / 2.0;
}

size_t hc_vendor_break_even(const hc_vendor_offer *offer, double volume[2],
                            bool *below_is_dearer)
{
    const double factor = pow(HC_BREAK_EVEN_RANGE, 2.0 / STEPS);
    double low = offer->volume / HC_BREAK_EVEN_RANGE;
    size_t count = 0;
    *below_is_dearer = dearer_by(offer, low) > 0.0;
    for (size_t k = 0; k < STEPS && count < 2; k++) {
        const double high = low * factor;
        if ((dearer_by(offer, low) > 0.0) != (dearer_by(offer, high) > 0.0)) {
            volume[count++] = halve(offer, low, high);
        }
        low = high;
    }
    return count;
}
