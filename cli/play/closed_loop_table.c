#include "cli/play/closed_loop_table.h"

#include <math.h>

#include "cli/base/table.h"

#define EVEN_TITLE_MAX 32 /* bytes of a column's title */

static const char *const feed_names[HC_LOOP_FEEDS] = {"Headcount",       "last week",
                                                      "mean of 6 weeks", "day totals known",
                                                      "contacts known",  "perfect foresight"};

hc_loop_verdict hc_loop_verdict_of(const hc_closed_loop *loop, hc_loop_feed feed)
{
    hc_loop_verdict verdict = {0};
    double contacts = 0.0;
    double gone = 0.0;
    double foresight = 0.0;
    for (size_t k = 0; k < loop->week_count; k++) {
        const hc_loop_figures *all = &loop->weeks[k].all[feed];
        const double level = hc_loop_level(all);
        verdict.level += level / (double)loop->week_count;
        verdict.near += fabs(level - loop->target) <= HC_LOOP_NEAR ? 1 : 0;
        verdict.agent_hours += all->agent_hours;
        foresight += loop->weeks[k].all[HC_LOOP_FORESIGHT].agent_hours;
        contacts += all->contacts;
        gone += all->abandoned;
    }
    verdict.abandon_rate = contacts > 0.0 ? gone / contacts : HC_MISSING;
    verdict.against_foresight = foresight > 0.0 ? verdict.agent_hours / foresight : HC_MISSING;
    return verdict;
}

/* ---- for people ---------------------------------------------------------------------------
 */

static double known(double hours)
{
    return hours > 0.0 ? hours : HC_MISSING;
}

static hc_status print_summary(const hc_closed_loop *loop, const hc_screen *screen,
                               hc_error *err)
{
    char even[EVEN_TITLE_MAX];
    const hc_column columns[] = {{"fed_by", "Staffed by"},
                                 {"service_level", "SL, %"},
                                 {"abandon_rate", "Hang up, %"},
                                 {"near", "Weeks near"},
                                 {"agent_hours", "Agent hours"},
                                 {"against_foresight", "of foresight"},
                                 {"even_hours", even}};
    const double level = hc_loop_verdict_of(loop, HC_LOOP_FORECAST).level;
    (void)snprintf(even, sizeof even, "hours for %.1f %%", 100.0 * level);
    const bool played = !hc_is_missing(level); /* else nobody's level can be met */
    hc_table table =
        hc_table_of(columns, sizeof columns / sizeof *columns - (played ? 0U : 1U));
    hc_status st = HC_OK;
    for (hc_loop_feed feed = HC_LOOP_FORECAST; st == HC_OK && feed < HC_LOOP_FEEDS; feed++) {
        const hc_loop_verdict verdict = hc_loop_verdict_of(loop, feed);
        st = hc_table_text(&table, feed_names[feed], err);
        if (st == HC_OK) { st = hc_table_number(&table, 100.0 * verdict.level, 1, err); }
        if (st == HC_OK) { st = hc_table_number(&table, 100.0 * verdict.abandon_rate, 1, err); }
        if (st == HC_OK) { st = hc_table_number(&table, (double)verdict.near, 0, err); }
        if (st == HC_OK) { st = hc_table_number(&table, verdict.agent_hours, 0, err); }
        if (st == HC_OK) { st = hc_table_number(&table, verdict.against_foresight, 3, err); }
        if (st == HC_OK && played) {
            st = hc_table_number(&table, known(loop->even_hours[feed]), 0, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

/* In percent. */
static double more_than(double came, double told)
{
    return told > 0.0 ? 100.0 * (came / told - 1.0) : HC_MISSING;
}

static hc_status add_week(hc_table *table, const hc_loop_week *week, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(week->first_day, date);
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_number(table, week->all[0].contacts, 0, err));
    HC_TRY(hc_table_number(table, more_than(week->all[0].contacts, week->told), 1, err));
    HC_TRY(hc_table_number(table, more_than(week->work_s, week->work_told_s), 1, err));
    for (hc_loop_feed feed = HC_LOOP_FORECAST; feed < HC_LOOP_FEEDS; feed++) {
        HC_TRY(hc_table_number(table, 100.0 * hc_loop_level(&week->all[feed]), 1, err));
    }
    HC_TRY(hc_table_number(table, week->all[HC_LOOP_FORECAST].agent_hours, 0, err));
    return hc_table_number(table, week->all[HC_LOOP_FORESIGHT].agent_hours, 0, err);
}

static hc_status print_weeks(const hc_closed_loop *loop, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {{"week", "Week of"},
                                        {"contacts", "Contacts"},
                                        {"more", "more, %"},
                                        {"longer", "longer, %"},
                                        {"headcount", "SL, %"},
                                        {"last_week", "last week"},
                                        {"six_weeks", "6 weeks"},
                                        {"days", "days known"},
                                        {"contacts_known", "contacts known"},
                                        {"foresight", "foresight"},
                                        {"hours", "Agent hours"},
                                        {"hours_foresight", "foresight"}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (size_t k = 0; st == HC_OK && k < loop->week_count; k++) {
        st = add_week(&table, &loop->weeks[k], err);
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static void print_verdict(const hc_closed_loop *loop, uint64_t seed, FILE *out)
{
    const hc_loop_verdict verdict = hc_loop_verdict_of(loop, HC_LOOP_FORECAST);
    if (hc_is_missing(verdict.level)) {
        (void)fputs("No line was played: all contacts are chats or deferred work.\n\n", out);
        return;
    }
    (void)fprintf(out, "%.1f %% of the contacts that came would have been answered within %g s",
                  100.0 * verdict.level, loop->target_s);
    if (!hc_is_missing(loop->target)) {
        (void)fprintf(out, " (asked %g %%), %zu of %zu weeks within %g points of it",
                      100.0 * loop->target, verdict.near, loop->week_count,
                      100.0 * HC_LOOP_NEAR);
    }
    (void)fprintf(
        out,
        ",\nwith %.1f %% %s agent hours than for a week known beforehand. Each week was "
        "played %d times,\nseed %llu.\n",
        100.0 * fabs(verdict.against_foresight - 1.0),
        verdict.against_foresight < 1.0 ? "fewer" : "more", HC_LOOP_RUNS,
        (unsigned long long)seed);
}

/* What the plans' agent hours are more than those of one who is told more, in percent of
 * perfect foresight's. */
static double told_less(const hc_closed_loop *loop, hc_loop_feed less, hc_loop_feed more)
{
    return 100.0 * (hc_loop_verdict_of(loop, less).against_foresight -
                    hc_loop_verdict_of(loop, more).against_foresight);
}

/* The way from the plan to perfect foresight, a step for each thing that it did not know. */
static void print_ladder(const hc_closed_loop *loop, FILE *out)
{
    if (loop->unplayed >= loop->came) { return; }
    (void)fprintf(
        out,
        "Of this, not to know how much comes each day makes %+.1f %%, when in the day "
        "%+.1f %%, how long it\ntakes to handle %+.1f %%.\n",
        told_less(loop, HC_LOOP_FORECAST, HC_LOOP_DAY_TOTALS),
        told_less(loop, HC_LOOP_DAY_TOTALS, HC_LOOP_CONTACTS),
        told_less(loop, HC_LOOP_CONTACTS, HC_LOOP_FORESIGHT));
}

/* Plans of different service are not compared by their hours alone: one who is told less gives
 * less. */
static void print_even(const hc_closed_loop *loop, FILE *out)
{
    static const struct {
        hc_loop_feed feed;
        const char *words;
    } others[] = {{HC_LOOP_FORESIGHT, "a week known beforehand"},
                  {HC_LOOP_SIX_WEEKS, "the mean of six weeks"},
                  {HC_LOOP_LAST_WEEK, "last week repeated"}};
    const double mine = loop->even_hours[HC_LOOP_FORECAST];
    size_t told = 0;
    for (size_t k = 0; mine > 0.0 && k < sizeof others / sizeof *others; k++) {
        const double hours = loop->even_hours[others[k].feed];
        if (!(hours > 0.0)) { continue; }
        (void)fprintf(out, "%s%s%s %.1f %% %s%s",
                      told == 0   ? "For the same service "
                      : told == 1 ? ",\n"
                                  : ", ",
                      others[k].words, told == 0 ? " would take" : "",
                      100.0 * fabs(hours / mine - 1.0), hours < mine ? "fewer" : "more",
                      told == 0 ? " agent hours than Headcount's forecast" : "");
        told++;
    }
    if (told > 0) { (void)fputs(".\n", out); }
}

/* A service level that is higher than asked may be the cap's doing. */
static void print_cap(const hc_closed_loop *loop, FILE *out)
{
    const double hours = hc_loop_verdict_of(loop, HC_LOOP_FORECAST).agent_hours;
    const double share = hours > 0.0 ? loop->cap_hours / hours : 0.0;
    if (!(share >= HC_LOOP_CAP_TOLD)) { return; }
    (void)fprintf(
        out,
        "%.1f %% of Headcount's agent hours are there only because agents may be busy "
        "%g %% of their time at most.\n",
        100.0 * share, 100.0 * loop->cap);
}

/* The same words as plan's. */
static void print_promise(const hc_closed_loop *loop, FILE *out)
{
    double told = 0.0, in_time = 0.0, expected = 0.0;
    for (size_t k = 0; k < loop->week_count; k++) {
        told += loop->weeks[k].told;
        in_time += loop->weeks[k].told_in_time;
        expected += loop->weeks[k].told_in_time_expected;
    }
    if (!(told > 0.0)) { return; }
    (void)fprintf(out,
                  "The plans said %.1f %% within %g s expected, %.1f %% if the forecast comes "
                  "true.\n",
                  100.0 * expected / told, loop->target_s, 100.0 * in_time / told);
}

/* Callers who hang up free the lines for others: how long they wait is half of the answer. */
static void print_patience(const hc_closed_loop *loop, FILE *out)
{
    if (loop->unplayed >= loop->came) { return; }
    if (isinf(loop->patience_most_s) != 0) {
        (void)fputs("Callers wait for ever", out);
    } else if (loop->patience_most_s - loop->patience_least_s < 1.0) {
        (void)fprintf(out, "Callers wait %.0f s on average", loop->patience_most_s);
    } else {
        (void)fprintf(out, "Callers wait %.0f to %.0f s on average", loop->patience_least_s,
                      loop->patience_most_s);
    }
    (void)fprintf(out, "%s (%s).\n\n",
                  isinf(loop->patience_most_s) != 0 ? "" : " before they hang up",
                  hc_patience_origin_text(loop->patience_origin));
}

/* ---- for programs -------------------------------------------------------------------------
 */

static hc_status add_figures(hc_table *table, hc_loop_feed feed, int64_t week, const char *day,
                             const hc_loop_figures *figures, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(week, date);
    HC_TRY(hc_table_text(table, feed_names[feed], err));
    HC_TRY(hc_table_text(table, date, err));
    HC_TRY(hc_table_text(table, day, err));
    HC_TRY(hc_table_number(table, figures->contacts, 1, err));
    HC_TRY(hc_table_number(table, hc_loop_level(figures), 4, err));
    HC_TRY(hc_table_number(table, hc_loop_abandon_rate(figures), 4, err));
    return hc_table_number(table, figures->agent_hours, 2, err);
}

static hc_status add_week_of_feed(hc_table *table, const hc_loop_week *week, hc_loop_feed feed,
                                  hc_error *err)
{
    HC_TRY(add_figures(table, feed, week->first_day, "all", &week->all[feed], err));
    for (size_t day = 0; day < HC_LOOP_DAYS; day++) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(week->first_day + (int64_t)day, date);
        HC_TRY(add_figures(table, feed, week->first_day, date, &week->day[feed][day], err));
    }
    return HC_OK;
}

static hc_status print_rows(const hc_closed_loop *loop, const hc_screen *screen, hc_error *err)
{
    static const hc_column columns[] = {
        {"staffed_by", ""},    {"week", ""},         {"day", ""},        {"contacts", ""},
        {"service_level", ""}, {"abandon_rate", ""}, {"agent_hours", ""}};
    hc_table table = hc_table_of(columns, sizeof columns / sizeof *columns);
    hc_status st = HC_OK;
    for (hc_loop_feed feed = HC_LOOP_FORECAST; feed < HC_LOOP_FEEDS; feed++) {
        for (size_t k = 0; st == HC_OK && k < loop->week_count; k++) {
            st = add_week_of_feed(&table, &loop->weeks[k], feed, err);
        }
    }
    if (st == HC_OK) { hc_table_print(&table, screen->format, screen->out); }
    hc_table_clear(&table);
    return st;
}

static void note_unplayed(const hc_closed_loop *loop, const hc_screen *screen)
{
    if (!(loop->unplayed > 0.0)) { return; }
    hc_say_note(screen,
                "chats and deferred work are staffed and their hours counted, but not played: "
                "the service levels are those of the calls, %.0f %% of the contacts",
                100.0 * (1.0 - loop->unplayed / loop->came));
}

hc_status hc_closed_loop_print(const hc_closed_loop *loop, uint64_t seed,
                               const hc_screen *screen, hc_error *err)
{
    if (loop->skipped > 0) {
        hc_say_note(screen,
                    "%zu origins were left out: a week is played with six weeks of history "
                    "before it and all its days after it",
                    loop->skipped);
    }
    note_unplayed(loop, screen);
    if (!hc_is_for_people(screen->format)) {
        hc_say_note(screen, "each week was played %d times, seed %llu", HC_LOOP_RUNS,
                    (unsigned long long)seed);
        return print_rows(loop, screen, err);
    }
    print_verdict(loop, seed, screen->out);
    print_ladder(loop, screen->out);
    print_even(loop, screen->out);
    print_cap(loop, screen->out);
    print_promise(loop, screen->out);
    print_patience(loop, screen->out);
    HC_TRY(print_summary(loop, screen, err));
    (void)fputs("\n", screen->out);
    return print_weeks(loop, screen, err);
}
