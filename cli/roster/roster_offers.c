#include "cli/roster/roster_offers.h"

#include "cli/publish/shift_groups.h"
#include "forecast/base/calendar.h"

#define OFFERS_MAX 30
#define OFFER_STEP_MIN 30

enum { OFFER_COLUMNS = 7 };

static const hc_column columns[OFFER_COLUMNS] = {{"agent", "Agent"},
                                                 {"date", "Date"},
                                                 {"offer", "Offer"},
                                                 {"from", "From"},
                                                 {"to", "To"},
                                                 {"saves", "Saves"},
                                                 {"saves_an_hour", "Saves an hour"}};

static hc_status add_row(const hc_roster *roster, const hc_offer *offer, hc_table *table,
                         hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    char from[HC_TIME_TEXT_MAX];
    char to[HC_TIME_TEXT_MAX];
    hc_format_date(roster->axis.first_day + (int64_t)offer->day, date);
    hc_shift_clock(offer->from_min, from);
    hc_shift_clock(offer->to_min, to);
    HC_TRY(hc_table_text(table, roster->agents[offer->agent].id, err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, hc_offer_kind_name(offer->kind), err));
    HC_TRY(hc_table_text(table, from, err));
    HC_TRY(hc_table_text(table, to, err));
    HC_TRY(hc_table_number(table, offer->saves, 2, err));
    return hc_table_number(table, offer->saves_an_hour, 2, err);
}

hc_status hc_roster_offers(const hc_offers_case *asked, hc_table *table, hc_error *err)
{
    hc_offer offers[OFFERS_MAX];
    size_t found = 0;
    const hc_schedule_grid *grid = asked->grid;
    const int32_t grid_min = grid->axis.interval_min;
    hc_offer_options options = hc_offer_options_default();
    options.day = asked->day;
    options.from_min = (asked->from_min + grid_min - 1) / grid_min * grid_min;
    options.count = OFFERS_MAX;
    options.step_min =
        grid_min < OFFER_STEP_MIN ? OFFER_STEP_MIN / grid_min * grid_min : grid_min;
    *table = hc_table_of(columns, OFFER_COLUMNS);
    HC_TRY(hc_offers_find(&grid->axis, grid->required, &grid->rules, asked->roster, &options,
                          offers, &found, err));
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < found; k++) {
        st = add_row(asked->roster, &offers[k], table, err);
    }
    return st;
}
