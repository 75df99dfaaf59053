/* Reader of the public named-employee instances (T. Curtois, R. Qu 2014): sections of
 * comma-separated lines, `#` comments. */
#ifndef HC_TESTS_BENCH_CURTOIS_READ_H
#define HC_TESTS_BENCH_CURTOIS_READ_H

#include "scheduler/named/named.h"

#define CURTOIS_ID_MAX 16

typedef struct curtois {
    hc_named_problem problem; /* points into the arrays below */
    char (*shift_ids)[CURTOIS_ID_MAX];
    char (*person_ids)[CURTOIS_ID_MAX];
    hc_named_shift *shifts;
    hc_named_person *persons;
    uint8_t *free_day;
    double *wish_cost;
    hc_named_need *needs;
} curtois;

/* false, with a line on stderr, when the file cannot be read. */
bool curtois_read(const char *path, curtois *out);
void curtois_clear(curtois *instance);

#endif
