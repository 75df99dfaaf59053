/* The form of each speed's shares by what they say of weeks that were held out. */
#include <math.h>
#include <string.h>

#include "forecast/models/share_fit.h"
#include "forecast/models/shares.h"
#include "forecast/models/smooth_line.h"

#define WIDTH_GAIN 0.9995 /* a wider smoothing must win this much, */
#define OWN_GAIN 0.98     /* a weekday of its own this much */
#define HELD_OUT_DAYS 42  /* a block of days that the forms are judged by */
#define BLOCKS 8          /* the latest such blocks, each by the days before it */
#define USUAL_WIDTH 2.5   /* slots: a profile that tells the usual calls of an interval */

static const double widths[] = {0.0, 0.4, 0.7, 1.0, 1.5, 2.5, 4.0, 6.0}; /* slots */
#define WIDTHS (sizeof widths / sizeof *widths)

/* Errors of every width by weekday, of shares held to the others' and of its own. */
typedef struct form_errors {
    double alike[WIDTHS][HC_WEEKDAYS], own[WIDTHS][HC_WEEKDAYS];
} form_errors;

hc_share_form hc_share_form_of(double width)
{
    return (hc_share_form){.width = width, .calms = hc_smoothing_calms(width)};
}

/* Squared misses of a day's intervals over their usual number of calls, as a count's variance
 * grows with its mean; given the day's total: a level that has moved since must not decide. */
static double day_error(const double *row, const double *share, const double *usual,
                        size_t slots, double total)
{
    double error = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const double miss = share[slot] * total - row[slot];
        error += miss * miss / (usual[slot] * total + HC_SHARE_CELL_MIN);
    }
    return error;
}

typedef struct held_out {
    const hc_day_matrix *matrix;
    const hc_calendar *calendar;
    const double *weight;
    size_t from, to;                         /* days */
    double *usual;                           /* [HC_WEEKDAYS * slots] */
    double *shares;                          /* the same */
    const hc_share_form *usual_form, *forms; /* [WIDTHS] */
} held_out;

static void add_block_error(const held_out *block, const hc_share_fit *fit,
                            double error[HC_WEEKDAYS])
{
    const size_t slots = block->matrix->slots;
    for (size_t day = block->from; day < block->to; day++) {
        const size_t at = (size_t)block->calendar->kind[day].pattern;
        if (block->matrix->seen[day] <= 0.0 || !(fit->sums[at].at > 0.0)) { continue; }
        error[at] += block->weight[day] *
                     day_error(block->matrix->calls + day * slots, block->shares + at * slots,
                               block->usual + at * slots, slots, block->matrix->total[day]);
    }
}

/* Adds the errors that every form of a speed makes in a block. */
static void add_errors(const held_out *block, hc_share_fit *fit, size_t speed, double usual,
                       form_errors *errors)
{
    hc_share_fit_sum(fit, block->matrix, block->calendar, block->weight, block->from, speed,
                     usual);
    hc_share_fit_smooth(fit, block->matrix, block->usual_form->width);
    hc_share_fit_write(fit, block->matrix, block->usual_form, block->usual);
    for (size_t i = 0; i < WIDTHS; i++) {
        hc_share_form form = block->forms[i];
        hc_share_fit_smooth(fit, block->matrix, form.width);
        memset(form.own, 1, sizeof form.own);
        hc_share_fit_write(fit, block->matrix, &form, block->shares);
        add_block_error(block, fit, errors->own[i]);
        memset(form.own, 0, sizeof form.own);
        hc_share_fit_write(fit, block->matrix, &form, block->shares);
        add_block_error(block, fit, errors->alike[i]);
    }
}

static hc_share_form best_form(const form_errors *errors, const hc_share_form forms[WIDTHS])
{
    hc_share_form best = forms[0];
    double least = HUGE_VAL;
    for (size_t i = 0; i < WIDTHS; i++) {
        hc_share_form form = forms[i];
        double error = 0.0;
        for (size_t at = 0; at < HC_WEEKDAYS; at++) {
            form.own[at] = errors->own[i][at] < errors->alike[i][at] * OWN_GAIN;
            error += form.own[at] ? errors->own[i][at] : errors->alike[i][at];
        }
        if (error < least * WIDTH_GAIN) {
            least = error;
            best = form;
        }
    }
    return best;
}

hc_status hc_shares_choose_form(const hc_day_matrix *matrix, const hc_calendar *calendar,
                                const double *weight, size_t before,
                                hc_share_form form[HC_SHARE_SPEEDS], hc_error *err)
{
    hc_share_fit fit = {0};
    hc_share_form forms[WIDTHS];
    const hc_share_form usual_form = hc_share_form_of(USUAL_WIDTH);
    held_out block = {.matrix = matrix,
                      .calendar = calendar,
                      .weight = weight,
                      .usual_form = &usual_form,
                      .forms = forms};
    for (size_t i = 0; i < WIDTHS; i++) {
        forms[i] = hc_share_form_of(widths[i]);
    }
    const size_t cells = HC_WEEKDAYS * matrix->slots;
    const size_t held = before < (size_t)3 * HELD_OUT_DAYS ? before / 3 : HELD_OUT_DAYS;
    hc_status st = hc_share_fit_take(&fit, matrix->slots, before, err);
    if (st == HC_OK) { st = hc_alloc(&block.usual, 2 * cells, sizeof(double), err); }
    for (size_t speed = 0; st == HC_OK && speed < HC_SHARE_SPEEDS; speed++) {
        block.shares = block.usual + cells;
        form_errors errors = {0};
        const double usual = hc_usual_total(matrix, before, fit.totals);
        for (size_t k = 1; k <= BLOCKS && (k + 1) * held <= before; k++) {
            block.from = before - k * held;
            block.to = block.from + held;
            add_errors(&block, &fit, speed, usual, &errors);
        }
        form[speed] = best_form(&errors, forms);
    }
    hc_free(block.usual);
    hc_share_fit_free(&fit);
    return st;
}
