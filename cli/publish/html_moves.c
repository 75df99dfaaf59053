/*
 * Shifts that can be tried at other times in the report: the roster as data for the page's
 * script, which moves the bars of the shifts and counts the cover again.
 */
#include "cli/base/json_stream.h"
#include "cli/publish/html_part.h"
#include "cli/publish/shift_groups.h"

/* Meetings and trainings have their time: they do not go with a shift. */
static bool has_activities(const hc_roster *roster)
{
    for (size_t i = 0; i < roster->shift_count; i++) {
        for (size_t b = 0; b < roster->shifts[i].break_count; b++) {
            if (hc_break_is_activity(&roster->shifts[i], b)) { return true; }
        }
    }
    return false;
}

/* One line of people: with queues that are served by skill, who goes where is the program's
 * matter. */
bool hc_html_has_moves(const hc_page *page)
{
    const hc_roster *roster = page->plan->roster;
    return page->plan->served == NULL && roster->shift_count > 0 &&
           hc_html_has_people_rows(page) && !has_activities(roster);
}

/* [agent, day, start, length, then each break: name, start, length]; minutes after the day's
 * midnight. */
static void put_shift(const hc_plan_result *plan, const hc_shift *shift, hc_json *json)
{
    const size_t class_index = plan->roster->agents[shift->agent].class_index;
    hc_json_open_array(json, NULL);
    hc_json_one_line(json);
    hc_json_put_count(json, NULL, shift->agent);
    hc_json_put_count(json, NULL, shift->day);
    hc_json_put_int(json, NULL, shift->start_min);
    hc_json_put_int(json, NULL, shift->length_min);
    for (size_t b = 0; b < shift->break_count; b++) {
        hc_json_put_text(json, NULL, hc_shift_break_name(plan->rules, class_index, shift, b));
        hc_json_put_int(json, NULL, shift->break_start_min[b]);
        hc_json_put_int(json, NULL, shift->break_length_min[b]);
    }
    hc_json_close(json);
}

static void put_agent(const hc_plan_result *plan, const hc_roster_agent *agent, hc_json *json)
{
    hc_json_open_array(json, NULL);
    hc_json_one_line(json);
    hc_json_put_text(json, NULL, agent->id);
    hc_json_put_text(json, NULL, agent->name[0] != '\0' ? agent->name : agent->id);
    hc_json_put_text(json, NULL, plan->rules->classes[agent->class_index].name);
    hc_json_close(json);
}

static void put_dates(const hc_axis *axis, hc_json *json)
{
    hc_json_open_array(json, "dates");
    hc_json_one_line(json);
    for (size_t day = 0; day < axis->days; day++) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(axis->first_day + (int64_t)day, date);
        hc_json_put_text(json, NULL, date);
    }
    hc_json_close(json);
}

static void put_data(const hc_page *page)
{
    const hc_plan_result *plan = page->plan;
    const hc_axis *axis = &plan->roster->axis;
    const size_t slots = hc_axis_slots(axis);
    hc_put(page->out, "<script type=\"application/json\" id=\"moves-data\">");
    hc_json json = hc_json_start(page->out);
    hc_json_open_object(&json, NULL);
    hc_json_put_int(&json, "interval", axis->interval_min);
    put_dates(axis, &json);
    hc_json_put_ints(&json, "required", plan->scheduled + plan->pool * slots, slots);
    hc_json_open_array(&json, "agents");
    for (size_t agent = 0; agent < plan->roster->agent_count; agent++) {
        put_agent(plan, &plan->roster->agents[agent], &json);
    }
    hc_json_close(&json);
    hc_json_open_array(&json, "shifts");
    for (size_t i = 0; i < plan->roster->shift_count; i++) {
        put_shift(plan, &plan->roster->shifts[i], &json);
    }
    hc_json_close(&json);
    hc_json_close(&json);
    hc_put(page->out, "</script>\n");
}

/* Hidden until the script runs: without it nothing moves. */
void hc_html_moves(const hc_page *page)
{
    hc_put(page->out,
           "<div class=\"screen-only\" id=\"moves\" hidden>\n<h3>Try a shift at another "
           "time</h3>\n"
           "<p class=\"soft\">Drag a shift to the left or right, or choose it with Tab and the "
           "arrows up and down and move it with those to the sides; its breaks go with it. "
           "</p>\n<dl class=\"figures\" id=\"moves-figures\" aria-live=\"polite\"></dl>\n"
           "<div class=\"controls\">"
           "<button type=\"button\" id=\"moves-undo\" disabled>Undo</button>"
           "<button type=\"button\" id=\"moves-reset\" disabled>Back to the plan</button>"
           "<button type=\"button\" id=\"moves-save\">Save as roster-tried.csv</button></div>\n"
           "<ul class=\"moved\" id=\"moves-list\"></ul>\n"
           "<div class=\"canvas\" id=\"moves-canvas\" hidden><canvas id=\"moves-chart\" "
           "role=\"img\" aria-label=\"People needed and scheduled on the day of the shift that "
           "was moved last\"></canvas></div>\n<ul class=\"key\" id=\"moves-key\" hidden>"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"mean-line\" "
           "d=\"M0 7H26\"/></svg>with the shifts moved</li>"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"need dashed\" "
           "d=\"M0 7H26\"/></svg>needed</li>"
           "<li><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path class=\"base\" "
           "d=\"M0 0H26V14H0Z\"/></svg>on the plan's roster</li></ul>\n"
           "<p class=\"soft\">Rest, hours and leave are not looked at here. Whether every rule "
           "is kept is told by <code>headcount schedule requirement.csv --check "
           "roster-tried.csv</code>, with the plan's own centre, agents and queue.</p>\n");
    put_data(page);
    hc_put(page->out, "</div>\n");
}
