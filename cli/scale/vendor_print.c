#include "cli/scale/vendor_print.h"

#include "cli/base/message.h"

static void put_terms(const hc_vendor_terms *vendor, FILE *out)
{
    static const char *const units[HC_PRICE_KINDS] = {"a contact", "a minute", "an agent hour",
                                                      "a seat and month"};
    hc_put_text(out, vendor->name);
    (void)fprintf(out, ": %g %s", vendor->price[vendor->kind], units[vendor->kind]);
    if (vendor->least_a_month > 0.0) {
        (void)fprintf(out, ", at least %g a month", vendor->least_a_month);
    }
    if (!hc_is_missing(vendor->notice_weeks)) {
        (void)fprintf(out, ", %g weeks of notice", vendor->notice_weeks);
    }
    if (!hc_is_missing(vendor->penalty)) {
        (void)fprintf(out, ", pays back %g %% when it misses", 100.0 * vendor->penalty);
        if (hc_is_missing(vendor->service_level)) {
            (void)fputs(" its promise", out);
        } else {
            (void)fprintf(out, " %g %%", 100.0 * vendor->service_level);
        }
    }
    (void)fputs("\n", out);
}

static void put_break_even(const hc_vendor_case *weighed, FILE *out)
{
    const char *below = weighed->below_is_dearer ? "dearer" : "cheaper";
    const char *above = weighed->below_is_dearer ? "cheaper" : "dearer";
    hc_put_label(out, "");
    switch (weighed->break_even_count) {
    case 0:
        (void)fprintf(out, "%s than in-house at every volume from a twentieth to twentyfold\n",
                      below);
        return;
    case 1:
        (void)fprintf(out, "break-even at %.0f contacts a month: %s below, %s above\n",
                      weighed->break_even[0], below, above);
        return;
    default:
        (void)fprintf(out,
                      "break-even at %.0f and %.0f contacts a month: %s outside, %s between\n",
                      weighed->break_even[0], weighed->break_even[1], below, above);
    }
}

static void put_split(const hc_vendor_case *weighed, FILE *out)
{
    hc_put_label(out, "");
    if (weighed->line_share < 0.999) {
        (void)fprintf(out,
                      "of the calls alone, %.1f %% of the contacts, without chats and deferred "
                      "work:\n",
                      100.0 * weighed->line_share);
        hc_put_label(out, "");
    }
    if (weighed->own_share > 0.9999 || weighed->own_share < 0.0001) {
        (void)fprintf(out, "cheapest split by interval: %s, %.0f a month\n",
                      weighed->own_share < 0.5 ? "all to the vendor" : "nothing to the vendor",
                      weighed->split_cost);
        return;
    }
    (void)fprintf(out,
                  "cheapest split by interval: %.0f a month; in-house keeps %.1f %% of the "
                  "contacts with up to %d agents, the vendor takes the rest with up to %d",
                  weighed->split_cost, 100.0 * weighed->own_share, (int)weighed->own_most,
                  (int)weighed->vendor_most);
    (void)fprintf(out, weighed->split_gap > 1e-9 ? " (proved within %.3f %%)\n" : " (proved)\n",
                  100.0 * weighed->split_gap);
    hc_put_label(out, "");
    (void)fprintf(
        out, "pooling loss: %.0f hours on the phones in two places, %.0f in one (%+.1f %%)\n",
        weighed->split_hours, weighed->pooled_hours,
        100.0 * (weighed->split_hours / weighed->pooled_hours - 1.0));
}

/* What is in the cost beside the bill, and what stopping would cost. */
static void put_risks(const hc_vendor_case *weighed, FILE *out)
{
    const hc_vendor_offer *offer = &weighed->offer;
    const double bill = hc_vendor_bill(offer, offer->volume);
    if (!hc_is_missing(weighed->miss_probability)) {
        hc_put_label(out, "");
        (void)fprintf(out,
                      "of a bill of %.0f it pays %.0f back: it misses in %.0f %% of the months",
                      bill, offer->refund_share * bill, 100.0 * weighed->miss_probability);
        (void)fputs(hc_is_missing(weighed->vendor->missed_months)
                        ? ", were its staff what yours would be for the expected one\n"
                        : ", by the centre file\n",
                    out);
    } else if (!hc_is_missing(weighed->vendor->penalty)) {
        hc_put_label(out, "");
        (void)fputs(
            "what it pays back is not priced: a history or `missed_months` tells how often it "
            "misses\n",
            out);
    }
    if (hc_is_missing(weighed->stop_cost)) { return; }
    hc_put_label(out, "");
    (void)fprintf(out, "stopping costs %.0f, the notice of %g weeks", weighed->stop_cost,
                  weighed->vendor->notice_weeks);
    if (hc_is_missing(weighed->stop_probability)) {
        (void)fputs("; only a history tells how likely that is\n", out);
        return;
    }
    (void)fprintf(out,
                  "; with %.0f %% fewer people are needed, so %.0f a month are in the cost\n",
                  100.0 * weighed->stop_probability, offer->stop_a_month);
}

static void put_growth(const hc_vendor_case *weighed, FILE *out)
{
    if (hc_is_missing(weighed->grow_cost)) { return; }
    hc_put_label(out, "");
    (void)fprintf(out, "for the people who are missing: %.0f a month there, %.0f hired: %s\n",
                  weighed->grow_cost, weighed->grow_own_cost,
                  weighed->grow_cost < weighed->grow_own_cost ? "cheaper there"
                                                              : "hiring is cheaper");
}

void hc_vendor_case_print(const hc_vendor_case *weighed, FILE *out)
{
    const hc_vendor_offer *offer = &weighed->offer;
    const double cost = hc_vendor_cost(offer, offer->volume);
    hc_put_label(out, "Vendor");
    put_terms(weighed->vendor, out);
    hc_put_label(out, "");
    (void)fprintf(out,
                  "all %.0f contacts of a month: %.0f there (%.2f each), %.0f in-house (%.2f "
                  "each)\n",
                  offer->volume, cost, cost / offer->volume, offer->own_cost,
                  offer->own_cost / offer->volume);
    put_risks(weighed, out);
    put_break_even(weighed, out);
    put_growth(weighed, out);
    if (weighed->has_split) { put_split(weighed, out); }
}

void hc_vendor_case_put_json(const hc_vendor_case *weighed, hc_json *json)
{
    const hc_vendor_offer *offer = &weighed->offer;
    hc_json_open_object(json, NULL);
    hc_json_put_text(json, "name", weighed->vendor->name);
    hc_json_put_number(json, "volume_a_month", offer->volume);
    hc_json_put_number(json, "bill", hc_vendor_bill(offer, offer->volume));
    hc_json_put_number(json, "miss_probability", weighed->miss_probability);
    hc_json_put_number(json, "refund_share", offer->refund_share);
    hc_json_put_number(json, "stop_cost", weighed->stop_cost);
    hc_json_put_number(json, "stop_probability", weighed->stop_probability);
    hc_json_put_number(json, "stop_cost_a_month", offer->stop_a_month);
    hc_json_put_number(json, "vendor_cost", hc_vendor_cost(offer, offer->volume));
    hc_json_put_number(json, "own_cost", offer->own_cost);
    hc_json_put_number(json, "grow_cost", weighed->grow_cost);
    hc_json_put_number(json, "grow_own_cost", weighed->grow_own_cost);
    hc_json_put_bool(json, "vendor_dearer_below", weighed->below_is_dearer);
    for (size_t k = 0; k < 2; k++) {
        hc_json_put_number(json, k == 0 ? "break_even" : "break_even_2",
                           k < weighed->break_even_count ? weighed->break_even[k] : HC_MISSING);
    }
    if (weighed->has_split) {
        hc_json_put_number(json, "split_line_share", weighed->line_share);
        hc_json_put_number(json, "split_cost", weighed->split_cost);
        hc_json_put_number(json, "split_gap", weighed->split_gap);
        hc_json_put_number(json, "split_own_share", weighed->own_share);
        hc_json_put_int(json, "split_own_agents_most", weighed->own_most);
        hc_json_put_int(json, "split_vendor_agents_most", weighed->vendor_most);
        hc_json_put_number(json, "pooled_hours", weighed->pooled_hours);
        hc_json_put_number(json, "split_hours", weighed->split_hours);
    }
    hc_json_close(json);
}
