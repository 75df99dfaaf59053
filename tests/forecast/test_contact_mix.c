#include "forecast/contact_mix.h"

#include <string.h>

#include "forecast/base/number.h"
#include "tests/support/hc_test.h"

static const hc_contact_reason reasons[] = {{"password", 0.25, 120.0}, {"invoice", 0.5, 240.0}};

static hc_error err;

static hc_status deflect(double password, double invoice, hc_mix_change *change)
{
    const double deflected[] = {password, invoice};
    err = (hc_error)HC_ERROR_INIT;
    return hc_contacts_deflect(reasons, deflected, 2, 260.0, change, &err);
}

/* By hand: 25 x 120 + 50 x 240 + 25 x 440 s = 26,000 s of 100 contacts. Half of the passwords
 * gone leaves 87.5 contacts with 24,500 s: 280 s each. */
static void deflecting_short_contacts_makes_the_rest_longer(void)
{
    hc_mix_change change = {0};
    CU_ASSERT_EQUAL(deflect(0.5, 0.0, &change), HC_OK);
    CHECK_CLOSE(change.calls_factor, 0.875, 1e-15);
    CHECK_CLOSE(260.0 * change.aht_factor, 280.0, 1e-14);
    CHECK_CLOSE(change.calls_factor * change.aht_factor, 24500.0 / 26000.0, 1e-14);
}

static void no_deflection_changes_nothing(void)
{
    hc_mix_change change = {0};
    CU_ASSERT_EQUAL(deflect(0.0, 0.0, &change), HC_OK);
    CHECK_CLOSE(change.calls_factor, 1.0, 0);
    CHECK_CLOSE(change.aht_factor, 1.0, 0);
}

/* What is left when both named reasons are gone is the rest: 25 contacts of 440 s. */
static void all_named_contacts_gone_leaves_the_nameless(void)
{
    hc_mix_change change = {0};
    CU_ASSERT_EQUAL(deflect(1.0, 1.0, &change), HC_OK);
    CHECK_CLOSE(change.calls_factor, 0.25, 1e-15);
    CHECK_CLOSE(260.0 * change.aht_factor, 440.0, 1e-14);
}

/* Shares of 1: the reasons' own mean, 180 s, stands for the queue's, so 260 s plays no part. */
static void a_complete_mix_has_its_own_mean(void)
{
    static const hc_contact_reason both[] = {{"short", 0.5, 120.0}, {"long", 0.5, 240.0}};
    static const double deflected[] = {1.0, 0.0};
    hc_mix_change change = {0};
    CU_ASSERT_EQUAL(hc_contacts_deflect(both, deflected, 2, 260.0, &change, NULL), HC_OK);
    CHECK_CLOSE(change.calls_factor, 0.5, 1e-15);
    CHECK_CLOSE(change.aht_factor, 240.0 / 180.0, 1e-14);
}

static void each_error_says_what_is_wrong(void)
{
    static const double all[] = {1.0, 1.0};
    hc_contact_reason wrong[2] = {reasons[0], reasons[1]};
    hc_mix_change change = {7.0, 7.0};
    CU_ASSERT_EQUAL(deflect(1.5, 0.0, &change), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "password"));
    wrong[0].share = 0.6;
    CU_ASSERT_EQUAL(hc_contacts_deflect(wrong, all, 2, 260.0, &change, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "1.1"));
    wrong[0] = reasons[0];
    wrong[0].aht_s = 600.0;
    CU_ASSERT_EQUAL(hc_contacts_deflect(wrong, all, 2, 260.0, &change, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "270.0 s"));
    wrong[0] = (hc_contact_reason){"rest", 0.5, 280.0};
    CU_ASSERT_EQUAL(hc_contacts_deflect(wrong, all, 2, 260.0, &change, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "nothing is left"));
    wrong[0].aht_s = HC_MISSING;
    CU_ASSERT_EQUAL(hc_contacts_deflect(wrong, all, 2, 260.0, &change, &err), HC_ERR_RANGE);
    CHECK_CLOSE(change.calls_factor, 7.0, 0); /* untouched */
}

/* From the field's rule: 10 % of repeats make 1.11 of the matters, 20 % 1.25, 30 % 1.43. */
static void repeats_inflate_the_matters_behind_them(void)
{
    double factor = 0.0;
    CU_ASSERT_EQUAL(hc_contacts_repeat(0.0, 0.2, &factor, NULL), HC_OK);
    CHECK_CLOSE(factor, 1.25, 1e-15);
    CU_ASSERT_EQUAL(hc_contacts_repeat(0.2, 0.0, &factor, NULL), HC_OK);
    CHECK_CLOSE(factor, 0.8, 1e-15);
    CU_ASSERT_EQUAL(hc_contacts_repeat(0.3, 0.3, &factor, NULL), HC_OK);
    CHECK_CLOSE(factor, 1.0, 0);
    CU_ASSERT_EQUAL(hc_contacts_repeat(0.0, 0.95, &factor, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_contacts_repeat(-0.1, 0.2, &factor, NULL), HC_ERR_RANGE);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(deflecting_short_contacts_makes_the_rest_longer),
        HC_TEST(no_deflection_changes_nothing),
        HC_TEST(all_named_contacts_gone_leaves_the_nameless),
        HC_TEST(a_complete_mix_has_its_own_mean),
        HC_TEST(each_error_says_what_is_wrong),
        HC_TEST(repeats_inflate_the_matters_behind_them),
    };
    return hc_test_run("contact_mix", tests, sizeof tests / sizeof tests[0]);
}
