/* How many agents answer 100 calls of three minutes in half an hour, 80 % of them within 20
 * seconds? */
#include <stdio.h>

#include <headcount/erlang/staffing.h>

int main(void)
{
    hc_load load = hc_load_of_calls(100.0, 1800.0, 180.0);
    load.patience_s = 148.0;
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.80, 20.0};
    hc_error err = HC_ERROR_INIT;
    int64_t agents = 0;
    hc_metrics metrics;

    hc_init();
    if (hc_staffing_solve(HC_MODEL_A, &load, &target, 1, &agents, &err) != HC_OK ||
        hc_staffing_metrics(HC_MODEL_A, &load, (double)agents, 20.0, &metrics, &err) != HC_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("%lld agents: %.1f %% answered in time, %.1f %% hang up\n", (long long)agents,
           100.0 * metrics.sl_offered, 100.0 * metrics.p_abandon);
    return 0;
}
