#include "erlang/sim_check.h"

#include <string.h>

#include "tests/erlang/simple_centre.h"
#include "tests/support/hc_test.h"

static void check_refused(const hc_sim_model *model, const hc_sim_options *options,
                          hc_status status, const char *words)
{
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_sim_check(model, options, &err), status);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, words));
}

static void wrong_input_is_refused_by_name(void)
{
    simple_centre centre;
    make_centre(&centre, 2, 900.0, 5.0, 2, 100.0);
    hc_sim_options options = hc_sim_options_default();
    centre.calls[1] = (double)NAN;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "queue 0, slot 1: calls");
    centre.calls[1] = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "queue 0, slot 1: calls");
    centre.calls[1] = 5.0;
    centre.queue.reserve = -1;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "reserve below 0");
    centre.queue.reserve = 0;
    centre.aht_s[0] = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "queue 0, slot 0: AHT");
    centre.aht_s[0] = 0.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "queue 0, slot 0: AHT");
    centre.aht_s[0] = 10.0;
    centre.agents[1] = -1;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "group 0: agents below 0");
    centre.agents[1] = HC_SIM_AGENTS_MAX + 1;
    check_refused(&centre.model, &options, HC_ERR_LIMIT, "group 0");
    centre.agents[1] = 1;
    centre.queue.handling.kind = HC_DISTRIBUTION_NEVER;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "calls must end");
    centre.queue.handling.kind = HC_DISTRIBUTION_LOGNORMAL;
    centre.queue.handling.cv = -1.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "cv");
    centre.queue.handling.cv = 21.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "cv");
    centre.queue.handling.cv = 1.0;
    centre.queue.handling.mean_s = 0.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "the mean");
    centre.queue.handling.mean_s = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "the mean");
    const double below_s[1] = {-1.0}, endless_s[1] = {1e13};
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 1.0, 0.0, below_s, 1};
    check_refused(&centre.model, &options, HC_ERR_RANGE, "a sampled time");
    centre.queue.handling.sample = endless_s;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "a sampled time");
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 1.0, 0.0, NULL, 0};
    centre.queue.handling.kind = HC_DISTRIBUTION_EMPIRICAL;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "no time above 0");
    centre.queue.handling.kind = HC_DISTRIBUTION_EXPONENTIAL;
    centre.queue.patience.kind = (hc_distribution_kind)77;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "no such kind");
    centre.queue.patience.kind = (hc_distribution_kind)-1;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "no such kind");
    centre.queue.patience.kind = HC_DISTRIBUTION_NEVER;
    centre.queue.target_s = -1.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "target_s");
    centre.queue.target_s = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "target_s");
    centre.queue.target_s = 20.0;
    const size_t nowhere[1] = {5};
    centre.queue.route = nowhere;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "route");
    centre.queue.route = only_group;
    centre.model.interval_s = 0.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "interval_s");
    centre.model.interval_s = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "interval_s");
    centre.model.interval_s = 900.0;
    centre.group.interval_s = 0.0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "interval_s");
    centre.group.interval_s = 1e13;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "interval_s");
}

static void wrong_options_are_refused_by_name(void)
{
    simple_centre centre;
    make_centre(&centre, 2, 900.0, 5.0, 2, 100.0);
    hc_sim_options options = hc_sim_options_default();
    options.replications = 0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "replications");
    options.replications = HC_SIM_REPLICATIONS_MAX + 1;
    check_refused(&centre.model, &options, HC_ERR_LIMIT, "replications");
    options.replications = 3;
    options.antithetic = true;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "pairs");
    options.antithetic = false;
    options.warm_up_slots = 2;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "warm-up");
    options.warm_up_slots = 0;
    centre.model.slots = 0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "slots");
    centre.model.slots = 2;
    centre.model.queue_count = 0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "queues");
    centre.model.queue_count = 1;
    centre.model.group_count = 0;
    check_refused(&centre.model, &options, HC_ERR_RANGE, "groups");
}

static void what_can_be_played_is_let_through(void)
{
    simple_centre centre;
    make_centre(&centre, 2, 900.0, 5.0, 2, 100.0);
    hc_sim_options options = hc_sim_options_default();
    CU_ASSERT_EQUAL(hc_sim_check(&centre.model, &options, NULL), HC_OK);
    options.replications = 2;
    options.antithetic = true;
    options.warm_up_slots = 1;
    centre.calls[0] = 0.0; /* an interval without calls needs no handle time */
    centre.aht_s[0] = 0.0;
    CU_ASSERT_EQUAL(hc_sim_check(&centre.model, &options, NULL), HC_OK);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(wrong_input_is_refused_by_name),
        HC_TEST(wrong_options_are_refused_by_name),
        HC_TEST(what_can_be_played_is_let_through),
    };
    return hc_test_run("sim_check", tests, sizeof tests / sizeof tests[0]);
}
