/*
 * What the parts of the report share: the page being written, and figures as people read them.
 * Only the files of this folder include it.
 */
#ifndef HC_CLI_PUBLISH_HTML_PART_H
#define HC_CLI_PUBLISH_HTML_PART_H

#include <stdio.h>

#include "cli/base/text.h"
#include "cli/publish/figures.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_HOVER_SLOTS_MAX 1500 /* more intervals get no hover texts: the file stays small */

typedef struct hc_page {
    const hc_plan_result *plan;
    FILE *out;
    hc_plan_figures figures;
    size_t day_slot_first; /* slots of the day that any day needs or staffs: first .. end-1 */
    size_t day_slot_end;
} hc_page;

hc_page hc_page_of(const hc_plan_result *plan, FILE *out);

/* 12,345.6: at most so many decimals, thousands apart; an en dash when missing. */
void hc_html_number(FILE *out, double value, int decimals);
void hc_html_fixed(FILE *out, double value, int decimals);   /* exactly so many, for columns */
void hc_html_percent(FILE *out, double share, int decimals); /* 82.3 % */
void hc_html_day(FILE *out, int64_t day);                    /* Mon 23 Nov */
void hc_html_clock(FILE *out, const hc_axis *axis, size_t slot); /* 09:30, wall clock */
void hc_html_when(FILE *out, const hc_axis *axis, size_t slot);  /* Mon 23 Nov, 09:30 */

/* A name from outside, kept from turning the direction of the text around it. */
void hc_html_name(FILE *out, const char *name);

/* "3 short", "2 over" or "even": the difference in words, so that colour is never alone. */
void hc_html_difference(FILE *out, int32_t missing);

/* One row a method: ours first. queue: of which queue, NULL all of them. */
#define HC_PAGE_SCORES_MAX 16
typedef struct hc_page_score {
    const char *name;
    hc_accuracy week;
} hc_page_score;
typedef struct hc_page_scores {
    size_t tests; /* back-tests made */
    const char *queue;
    size_t count; /* 0: nothing is known */
    hc_page_score rows[HC_PAGE_SCORES_MAX];
} hc_page_scores;

hc_page_scores hc_page_scores_of(const hc_page *page);

/* Tables: heads are separated by '|', those marked '<' and the first are set left. */
void hc_html_open_table(FILE *out, const char *label);
void hc_html_heads(FILE *out, const char *heads);
void hc_html_close_table(FILE *out);
void hc_html_number_cell(FILE *out, double value, int decimals);
void hc_html_percent_cell(FILE *out, double share, int decimals);

size_t hc_page_largest_queue(const hc_page *page);

/* Contacts of a queue over the whole forecast. */
double hc_page_queue_calls(const hc_page *page, size_t queue);

/* Whether any slot of the day needs or has somebody. */
bool hc_page_day_is_open(const hc_page *page, size_t day);

/* The sections, in the order of the page. */
void hc_html_short_words(const hc_page *page);
void hc_html_key_figures(const hc_page *page);
void hc_html_warnings(const hc_page *page);
void hc_html_forecast(const hc_page *page, const size_t *chosen, size_t count);
void hc_html_cover(const hc_page *page);
void hc_html_served_queues(const hc_page *page); /* of their own agents, or by skill */
hc_status hc_html_heat(const hc_page *page, hc_error *err) HC_MUST_USE;
hc_status hc_html_shifts(const hc_page *page, hc_error *err) HC_MUST_USE;
void hc_html_moves(const hc_page *page);
hc_status hc_html_spells(const hc_page *page, hc_error *err) HC_MUST_USE;
void hc_html_proof(const hc_page *page);
void hc_html_live(const hc_page *page);

/* Whether the shifts have a row a person, and whether they can be tried at other times. */
bool hc_html_has_people_rows(const hc_page *page);
bool hc_html_has_moves(const hc_page *page);

/* Whether the page can have sliders: a plan of one line of calls, staffed by the interval. */
bool hc_html_has_live(const hc_page *page);

void hc_html_accuracy(const hc_page *page);
void hc_html_day_table(const hc_page *page);
void hc_html_interval_tables(const hc_page *page);
void hc_html_queue_table(const hc_page *page);
void hc_html_assumptions(const hc_page *page);

/* The queues that the forecast's chart draws, largest first (freed with hc_free), and their
 * data. */
hc_status hc_html_chart_queues(const hc_page *page, size_t **chosen, size_t *count,
                               hc_error *err) HC_MUST_USE;
void hc_html_chart_data(const hc_page *page, const size_t *chosen, size_t count);

#ifdef __cplusplus
}
#endif
#endif
