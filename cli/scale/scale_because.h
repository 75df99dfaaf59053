/* The figures behind the verdict of `scale`, in words, and the pieces that they are made of. */
#ifndef HC_CLI_SCALE_SCALE_BECAUSE_H
#define HC_CLI_SCALE_SCALE_BECAUSE_H

#include "cli/scale/scale_case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The line "Because": first the figure that the verdict stands on. */
void hc_scale_put_because(const hc_scale_case *made, FILE *out);

/* Contacts a month of the plan, on average. */
double hc_scale_volume_a_month(const hc_scale_case *made);

/* "+4.8 %" of now against before; "" when there is nothing to compare. */
void hc_scale_change_text(double now, double before, char text[32]);

/* Who is there, in words. */
void hc_scale_put_there(const hc_people_there *people, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
