#include "cli/publish/write_people.h"

#include <string.h>

#include "cli/base/text.h"
#include "scheduler/wishes.h"

static void put_person(const hc_rules *rules, const hc_roster *roster, size_t number,
                       const hc_duties *duties, FILE *out)
{
    const hc_agent *agent = &rules->agents[number];
    hc_csv_cell(out, agent->id);
    (void)fputc(',', out);
    hc_csv_cell(out, agent->name);
    (void)fputc(',', out);
    hc_csv_cell(out, rules->classes[roster->agents[number].class_index].name);
    (void)fprintf(out, ",%zu,%.2f,%d,%d,", duties->shifts, duties->hours, duties->weekends,
                  duties->lates);
    if (agent->preferred_start_min != HC_NO_LIMIT && duties->shifts > 0) {
        (void)fprintf(out, "%.2f", duties->apart_hours / (double)duties->shifts);
    }
    (void)fprintf(out, ",%d,%d,%g,%g,%.2f,%.2f\n", duties->wished_days, duties->granted_days,
                  agent->before.weekends + duties->weekends,
                  agent->before.lates + duties->lates, agent->before.hours + duties->hours,
                  duties->overtime_hours);
}

hc_status hc_write_people_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err)
{
    size_t shift = 0;
    hc_put(out, "agent,name,class,shifts,hours,weekends,lates,hours_from_wish,wished_days_off,"
                "granted_days_off,weekends_total,lates_total,hours_total,overtime_hours\n");
    for (size_t agent = 0; agent < rules->agent_count; agent++) {
        const hc_duties duties = hc_roster_duties(rules, roster, agent, &shift);
        put_person(rules, roster, agent, &duties, out);
    }
    return hc_stream_check(out, HC_FILE_PEOPLE, err);
}

bool hc_wish_words(const hc_rules *rules, const hc_roster *roster, char *text, size_t size)
{
    const hc_wish_sum sum = hc_wishes_of(rules, roster);
    char starts[64] = "";
    text[0] = '\0';
    if (sum.wished_starts > 0) {
        const int minutes = (int)(60.0 * sum.apart_hours / (double)sum.wished_starts + 0.5);
        (void)snprintf(starts, sizeof starts, "%sstarts are %d:%02d from the wish on average",
                       sum.wished_days > 0 ? "; " : "", minutes / 60, minutes % 60);
    }
    if (sum.wished_days > 0) {
        (void)snprintf(text, size, "%d of %d wished days off are free%s", sum.granted_days,
                       sum.wished_days, starts);
    } else {
        (void)snprintf(text, size, "%s", starts);
    }
    return text[0] != '\0';
}

void hc_fair_words(const hc_rules *rules, const hc_roster *roster, char *text, size_t size)
{
    const hc_wish_sum sum = hc_wishes_of(rules, roster);
    (void)snprintf(text, size,
                   "weekends %g to %g, late shifts %g to %g, hours %g to %g a person",
                   sum.least.weekends, sum.most.weekends, sum.least.lates, sum.most.lates,
                   sum.least.hours, sum.most.hours);
}
