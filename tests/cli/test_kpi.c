#include <stdio.h>
#include <string.h>

#include "tests/cli/run_program.h"
#include "tests/support/hc_test.h"

#define PATH 1024

static const char small_day[] =
    "timestamp,queue,channel,site,reason,offered,handled,abandoned,in_target,asa,avg talk,avg "
    "hold,avg acw,resolved,repeats,cost,csat,surveys\n"
    "2026-03-02 09:00,Desk,phone,Seoul,password,60,57,3,48,8,120,10,40,40,6,171,4.2,10\n"
    "2026-03-02 09:00,Desk,phone,Seoul,invoice,40,38,2,30,9,200,20,45,25,4,152,4.0,6\n"
    "2026-03-02 09:00,Desk,chat,Busan,invoice,20,20,0,20,5,300,0,20,15,1,60,4.6,5\n";

/* 98 of 120 in time, 115 answered, 80 resolved: all by hand. */
static void a_day_in_a_few_lines(void)
{
    hc_ran ran = RUN_WITH(small_day, "kpi", "-", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(hc_count_lines(ran.out) <= 10);
    CU_ASSERT(SAYS(ran.out, "81.7 % answered in time (asked 80 % within 20 s: unsure) (small "
                            "sample: 73.8 to 87.6 %)"));
    CU_ASSERT(SAYS(ran.out, "4.2 % hang up"));
    CU_ASSERT(SAYS(ran.out, "69.6 % at the first try (FCR gross)"));
    CU_ASSERT(SAYS(ran.out, "9.2 % are repeats"));
    CU_ASSERT(SAYS(ran.out, "after-call work is above 30 s (small sample)"));
    CU_ASSERT(SAYS(ran.out, "CSAT 4.24 of 5 (21 answers)"));
    CU_ASSERT(SAYS(ran.out, "3.33 a contact answered"));
    CU_ASSERT(SAYS(ran.out, "phone 83.3 %, chat 16.7 %; Seoul 83.3 %, Busan 16.7 %"));
    CU_ASSERT(SAYS(ran.out, "password 50.0 %, invoice 50.0 %"));
    CU_ASSERT(SAYS(ran.out, "Unknown   occupancy, utilisation, fcr_net, transfer_rate, nps, "
                            "ces, churn, retention"));
    hc_ran_free(&ran);
}

static void groups_are_rows(void)
{
    hc_ran ran = RUN_WITH(small_day, "kpi", "-", "--by", "site,day", "--format", "csv");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, ",,Busan,,,2026-03-02,fcr_gross,0.75,"));
    CU_ASSERT(SAYS(ran.out, ",,Seoul,,,2026-03-02,contact_share,0.8333333333333334,"));
    CU_ASSERT(SAYS(ran.out, ",,Seoul,,,2026-03-02,service_level,0.78,"));
    hc_ran_free(&ran);
    ran = RUN_WITH(small_day, "kpi", "-", "--by", "reason", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "Reason    Contacts  Share %   SL %"));
    CU_ASSERT(SAYS(ran.out, "password        60    50.0~  80.0~")); /* 48 of 60: +-10 points */
    CU_ASSERT(SAYS(ran.out, "~ small sample"));
    hc_ran_free(&ran);
    ran = RUN_WITH(small_day, "kpi", "-", "--by", "channel", "--format", "json");
    CU_ASSERT(SAYS(ran.out, "\"measure\": \"cost_per_contact\", \"value\": 3,"));
    hc_ran_free(&ran);
}

/* 12 of 150 in Sales, on two days; 3 of 20 in Billing, few. */
static void transfers_are_measured_per_queue_and_period(void)
{
    static const char history[] = "timestamp,queue,offered,handled,transferred\n"
                                  "2026-03-02 09:00,Sales,60,50,2\n"
                                  "2026-03-02 09:00,Billing,25,20,3\n"
                                  "2026-03-03 09:00,Sales,110,100,10\n";
    char centre[PATH];
    hc_scratch_file(centre, "transfers.json", "{\"aims\": {\"transfer_rate\": 0.01}}");
    hc_ran ran = RUN_WITH(history, "kpi", "-", "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "Solved    8.8 % are passed on"));
    hc_ran_free(&ran);
    ran = RUN_WITH(history, "kpi", "-", "--by", "queue", "--format", "csv", "--centre", centre);
    CU_ASSERT(SAYS(ran.out, "Sales,,,,,,transfer_rate,0.08,"));
    CU_ASSERT(SAYS(ran.out, ",150,no,0.01,missed,"));
    CU_ASSERT(SAYS(ran.out, "Billing,,,,,,transfer_rate,0.15,"));
    CU_ASSERT(SAYS(ran.out, ",20,yes,0.01,"));
    hc_ran_free(&ran);
    ran = RUN_WITH(history, "kpi", "-", "--by", "queue,day", "--format", "table");
    CU_ASSERT(SAYS(ran.out, "Passed on %"));
    CU_ASSERT(SAYS(ran.out, "15.0~"));
    hc_ran_free(&ran);
}

static void aims_come_from_the_centre_file(void)
{
    char centre[PATH];
    hc_scratch_file(centre, "centre.json",
                    "{\"aims\": {\"fcr_gross\": 0.9, \"aht_s\": 1000, \"cost_per_contact\": 1},"
                    " \"costs\": {\"currency\": \"EUR\"}}");
    hc_ran ran = RUN_WITH(small_day, "kpi", "-", "--centre", centre, "--format", "csv");
    CU_ASSERT(SAYS(ran.out, "1000,met,"));
    CU_ASSERT(SAYS(ran.out, ",0.9,missed,"));
    hc_ran_free(&ran);
    ran = RUN_WITH(small_day, "kpi", "-", "--centre", centre, "--format", "table");
    CU_ASSERT(SAYS(ran.out, "3.33 EUR a contact answered"));
    hc_ran_free(&ran);
}

static void what_makes_no_sense_is_said(void)
{
    hc_ran ran = RUN_WITH(small_day, "kpi", "-", "--by", "colour");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    CU_ASSERT(SAYS(ran.err, "--by cannot read 'colour'"));
    hc_ran_free(&ran);
    ran = RUN_WITH(small_day, "kpi", "-", "--by", "day,week");
    CU_ASSERT_EQUAL(ran.exit_code, 2);
    hc_ran_free(&ran);
    ran = RUN_WITH("timestamp,offered\n2026-03-02 09:00,3\n", "kpi", "-", "--by", "site");
    CU_ASSERT_EQUAL(ran.exit_code, 3);
    CU_ASSERT(SAYS(ran.err, "--columns site=NAME"));
    hc_ran_free(&ran);
}

/* Ten weeks of 240 s, and one of 300 s. */
static void a_week_outside_its_band_is_named(void)
{
    char path[PATH];
    FILE *file = fopen(hc_scratch_path(path, sizeof path, "weeks.csv"), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    (void)fputs("timestamp,offered,aht,repeats\n", file);
    for (int day = 0; day < 77; day++) {
        const int month = day < 31 ? 1 : day < 59 ? 2 : 3;
        const int before = month == 1 ? 0 : month == 2 ? 31 : 59;
        for (int hour = 9; hour < 17; hour++) {
            (void)fprintf(file, "2026-%02d-%02d %02d:00,%d,%d,%d\n", month, day - before + 1,
                          hour, 30 + (day + hour) % 5,
                          (day >= 74 - 3 ? 300 : 240) + (day * 7 + hour) % 9, 3);
        }
    }
    (void)fclose(file);
    hc_ran ran = RUN("kpi", path, "--format", "table");
    CU_ASSERT_EQUAL(ran.exit_code, 0);
    CU_ASSERT(SAYS(ran.out, "AHT s 2") || SAYS(ran.out, "AHT s 3"));
    CU_ASSERT(SAYS(ran.out, "(usually 2"));
    hc_ran_free(&ran);
}

/* 100 of cost and 4000 of revenue in 20 orders, 200 of it lost. */
static void what_customers_buy_has_lines_of_its_own(void)
{
    char path[PATH];
    (void)hc_scratch_file(path, "bought.csv",
                          "timestamp,offered,handled,cost,customers,customers lost,"
                          "repeat customers,orders,revenue,revenue lost\n"
                          "2026-03-02 09:00,60,50,60,800,4,40,12,2500,150\n"
                          "2026-03-02 09:30,60,50,40,,2,20,8,1500,50\n");
    hc_ran ran = RUN("kpi", path, "--format", "table");
    CU_ASSERT(
        SAYS(ran.out, "0.75 % of 800 customers left, 99.25 % stayed, 7.5 % bought again"));
    CU_ASSERT(SAYS(ran.out, "Cost      1.00 a contact answered, 2.5 % of the revenue"));
    CU_ASSERT(SAYS(ran.out, "Revenue   200.00 an order, 5.0 % lost with customers who left"));
    CU_ASSERT_FALSE(SAYS(ran.out, "order_value")); /* not missed where nobody counts it */
    hc_ran_free(&ran);
}

/* 150 + 10 + 10 are not 200, and 180 + 20 + 10 are more; 170 + 20 + 10 are it. */
static void parts_that_do_not_add_up_are_told(void)
{
    static const struct {
        const char *parts, *says;
    } cases[] = {
        {"170,20,10", "AHT 200.0 s = 170.0 talk + 20.0 hold + 10.0 after-call work"},
        {"150,10,10",
         "AHT 200.0 s beside 150.0 talk + 10.0 hold + 10.0 after-call work, 30.0 s "
         "are in none of them"},
        {"180,20,10",
         "AHT 200.0 s beside 180.0 talk + 20.0 hold + 10.0 after-call work, 10.0 s "
         "less than those"},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char path[PATH], text[PATH];
        (void)snprintf(text, sizeof text,
                       "timestamp,offered,handled,aht,avg talk,avg hold,avg acw\n"
                       "2026-03-02 09:00,40,38,200,%s\n2026-03-02 09:30,40,38,200,%s\n",
                       cases[k].parts, cases[k].parts);
        (void)hc_scratch_file(path, "parts.csv", text);
        hc_ran ran = RUN("kpi", path, "--format", "table");
        CU_ASSERT(SAYS(ran.out, cases[k].says));
        hc_ran_free(&ran);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_day_in_a_few_lines),
        HC_TEST(groups_are_rows),
        HC_TEST(transfers_are_measured_per_queue_and_period),
        HC_TEST(aims_come_from_the_centre_file),
        HC_TEST(what_makes_no_sense_is_said),
        HC_TEST(a_week_outside_its_band_is_named),
        HC_TEST(what_customers_buy_has_lines_of_its_own),
        HC_TEST(parts_that_do_not_add_up_are_told),
    };
    return hc_test_run("program: kpi", tests, sizeof tests / sizeof *tests);
}
