#include "cli/centre/skill_names.h"

#include <string.h>

#include "tests/support/hc_test.h"

#define QUEUES 4

static char queues[QUEUES][HC_NAME_MAX] = {"Sales", "Care", "Fleet, lease", "care"};

static hc_status read_skills(const char *text, hc_skills *skills, hc_error *err)
{
    const hc_rules rules = {.queue_count = QUEUES, .queues = queues};
    return hc_skill_names_read(&rules, text, (hc_place){"agents.csv", 3, 5}, skills, err);
}

static void names_are_apart_by_bars_or_other_marks(void)
{
    static const struct {
        const char *text;
        hc_skills skills;
    } cases[] = {{"", 0},
                 {"Sales", 1},
                 {"Sales|Care", 3},
                 {" Sales | Care ", 3},
                 {"Sales, Care", 3},
                 {"Sales;Care", 3},
                 {"Sales / Care", 3},
                 {"Fleet, lease", 4}, /* a queue's own comma */
                 {"Sales|Fleet, lease", 5},
                 {"Sales, Care|Fleet, lease", 7}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        hc_error err = HC_ERROR_INIT;
        hc_skills skills = 99;
        CU_ASSERT_EQUAL(read_skills(cases[k].text, &skills, &err), HC_OK);
        CU_ASSERT_EQUAL(skills, cases[k].skills);
    }
}

static void capital_letters_tell_queues_apart_only_where_they_must(void)
{
    hc_error err = HC_ERROR_INIT;
    hc_skills skills = 0;
    CU_ASSERT_EQUAL(read_skills("SALES", &skills, &err), HC_OK);
    CU_ASSERT_EQUAL(skills, 1);
    CU_ASSERT_EQUAL(read_skills("care", &skills, &err), HC_OK);
    CU_ASSERT_EQUAL(skills, 8);
}

static void what_is_no_queue_is_named_with_its_place(void)
{
    static const char *const texts[] = {"Billing", "Sales, Billing", "Sales|Billing"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        hc_error err = HC_ERROR_INIT;
        hc_skills skills = 0;
        CU_ASSERT_EQUAL(read_skills(texts[k], &skills, &err), HC_ERR_FORMAT);
        CU_ASSERT_STRING_EQUAL(err.message, "there is no queue 'Billing'");
        CU_ASSERT_EQUAL(err.line, 3);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.hint, "'Sales', 'Care'"));
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(names_are_apart_by_bars_or_other_marks),
        HC_TEST(capital_letters_tell_queues_apart_only_where_they_must),
        HC_TEST(what_is_no_queue_is_named_with_its_place),
    };
    return hc_test_run("skill_names", tests, sizeof tests / sizeof tests[0]);
}
