/* random_centres [COUNT [FIRST [EFFORT [LOOKS [PLAIN]]]]]: solves random centres, with and
 * without trainings, and judges every roster. PLAIN 1: without what few centres have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "tests/scheduler/random_centre.h"

static double argument(int argc, char **argv, int at, double otherwise)
{
    double value = otherwise;
    if (at < argc && !hc_parse_double(argv[at], strlen(argv[at]), &value)) { exit(2); }
    return value;
}

int main(int argc, char **argv)
{
    const uint64_t count = (uint64_t)argument(argc, argv, 1, 1000.0);
    const uint64_t first = (uint64_t)argument(argc, argv, 2, 1.0);
    const random_effort effort = {.effort = argument(argc, argv, 3, 0.0),
                                  .looks = (size_t)argument(argc, argv, 4, 0.0),
                                  .wide = argument(argc, argv, 5, 0.0) <= 0.0,
                                  .activities = true};
    uint64_t seen[RANDOM_FAILED + 1] = {0};
    hc_init();
    for (uint64_t seed = first; seed < first + count; seed++) {
        seen[random_centre_judge(seed, &effort)]++;
    }
    (void)printf(
        "\nlawful %llu  no legal week %llu  too large %llu  broken rule %llu  other cost %llu  "
        "bound above "
        "cost %llu  disagree %llu  failed %llu\n",
        (unsigned long long)seen[RANDOM_LAWFUL], (unsigned long long)seen[RANDOM_NO_WEEK],
        (unsigned long long)seen[RANDOM_TOO_LARGE],
        (unsigned long long)seen[RANDOM_BROKEN_RULE],
        (unsigned long long)seen[RANDOM_OTHER_COST],
        (unsigned long long)seen[RANDOM_BOUND_ABOVE], (unsigned long long)seen[RANDOM_DISAGREE],
        (unsigned long long)seen[RANDOM_FAILED]);
    return seen[RANDOM_LAWFUL] + seen[RANDOM_NO_WEEK] + seen[RANDOM_TOO_LARGE] == count
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}
