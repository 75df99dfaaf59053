#include "cli/publish/publish.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/publish/figures.h"
#include "cli/publish/write_ical.h"
#include "tests/cli/publish/sample_plan.h"
#include "tests/support/hc_test.h"

static const char *const file_names[] = {HC_FILE_FORECAST, HC_FILE_REQUIREMENT, HC_FILE_SHIFTS,
                                         HC_FILE_ROSTER,   HC_FILE_PLAN,        HC_FILE_REPORT};
#define FOLDER_MAX 512
#define FILES (sizeof file_names / sizeof file_names[0])

/* A folder of the test's own, made anew. */
static const char *fresh_folder(char *folder)
{
    (void)snprintf(folder, FOLDER_MAX, "%s", HC_BINARY_DIR "/publish_XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    return folder;
}

static size_t entries_of(const char *folder)
{
    size_t count = 0;
    DIR *open_folder = opendir(folder);
    CU_ASSERT_PTR_NOT_NULL(open_folder);
    if (open_folder == NULL) { return SIZE_MAX; }
    for (struct dirent *entry = readdir(open_folder); entry != NULL;
         entry = readdir(open_folder)) {
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2 ? 1 : 0;
    }
    (void)closedir(open_folder);
    return count;
}

static void remove_folder(const char *folder)
{
    char path[FOLDER_MAX + 32];
    for (size_t i = 0; i < FILES; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, file_names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

static hc_status publish_into(const char *folder, const hc_plan_result *plan, hc_error *err)
{
    hc_atomic_group *group = NULL;
    hc_status st = hc_atomic_create(&group, folder, err);
    if (st == HC_OK) { st = hc_publish_plan(plan, group, err); }
    if (st == HC_OK) { st = hc_atomic_commit(group, err); }
    hc_atomic_free(group);
    return st;
}

static void a_plan_becomes_six_files_and_no_more(void)
{
    sample_plan sample;
    char folder[FOLDER_MAX];
    const sample_options options = sample_options_default();
    sample_make(&sample, &options);
    CU_ASSERT_EQUAL(publish_into(fresh_folder(folder), &sample.plan, NULL), HC_OK);
    CU_ASSERT_EQUAL(entries_of(folder), FILES);
    for (size_t i = 0; i < FILES; i++) {
        char path[FOLDER_MAX + 32];
        struct stat info = {0};
        (void)snprintf(path, sizeof path, "%s/%s", folder, file_names[i]);
        CU_ASSERT_EQUAL(stat(path, &info), 0);
        CU_ASSERT_TRUE(info.st_size > 100);
    }
    remove_folder(folder);
    sample_clear(&sample);
}

static void a_plan_that_lacks_a_part_is_refused_and_nothing_is_written(void)
{
    sample_plan sample;
    char folder[FOLDER_MAX];
    const sample_options options = sample_options_default();
    sample_make(&sample, &options);
    (void)fresh_folder(folder);
    for (size_t part = 0; part < 6; part++) {
        hc_plan_result plan = sample.plan;
        hc_error err = HC_ERROR_INIT;
        if (part == 0) { plan.forecast = NULL; }
        if (part == 1) { plan.requirement = NULL; }
        if (part == 2) { plan.scheduled = NULL; }
        if (part == 3) { plan.rules = NULL; }
        if (part == 4) { plan.roster = NULL; }
        if (part == 5) { plan.pool = 1; }
        CU_ASSERT_EQUAL(publish_into(folder, &plan, &err), HC_ERR_USAGE);
        CU_ASSERT_TRUE(err.message[0] != '\0');
    }
    CU_ASSERT_EQUAL(entries_of(folder), 0);
    remove_folder(folder);
    sample_clear(&sample);
}

static void parts_of_different_days_are_refused(void)
{
    sample_plan sample;
    char folder[FOLDER_MAX];
    const sample_options options = sample_options_default();
    sample_make(&sample, &options);
    sample.roster.axis.first_day++;
    CU_ASSERT_EQUAL(publish_into(fresh_folder(folder), &sample.plan, NULL), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(entries_of(folder), 0);
    remove_folder(folder);
    sample_clear(&sample);
}

static void every_failing_allocation_leaves_the_folder_as_it_was(void)
{
    sample_plan sample;
    char folder[FOLDER_MAX];
    const sample_options options = sample_options_default();
    sample_make(&sample, &options);
    (void)fresh_folder(folder);
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; k < 1000 && st != HC_OK; k++) {
        hc_heap_fail_at(k);
        st = publish_into(folder, &sample.plan, NULL);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        if (st != HC_OK) {
            CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
            CU_ASSERT_EQUAL(entries_of(folder), 0);
        }
    }
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(st, HC_OK);
    remove_folder(folder);
    sample_clear(&sample);
}

static void everybody_with_a_shift_gets_a_calendar(void)
{
    sample_plan sample;
    char folder[FOLDER_MAX];
    const sample_options options = sample_options_default();
    sample_make(&sample, &options);
    hc_atomic_group *group = NULL;
    CU_ASSERT_EQUAL_FATAL(hc_atomic_create(&group, fresh_folder(folder), NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_publish_calendars(&sample.rules, &sample.roster, group, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_atomic_commit(group, NULL), HC_OK);
    hc_atomic_free(group);
    const size_t people = hc_plan_figures_of(&sample.plan).people;
    CU_ASSERT_EQUAL(entries_of(folder), people + 1);
    for (size_t agent = 0; agent < sample.roster.agent_count; agent++) {
        char name[HC_ICAL_FILE_NAME_MAX];
        char path[FOLDER_MAX + HC_ICAL_FILE_NAME_MAX];
        hc_ical_file_name(&sample.roster, agent, name);
        (void)snprintf(path, sizeof path, "%s/%s", folder, name);
        (void)unlink(path);
    }
    char team[FOLDER_MAX + 32];
    (void)snprintf(team, sizeof team, "%s/%s", folder, HC_FILE_TEAM);
    CU_ASSERT_EQUAL(unlink(team), 0);
    CU_ASSERT_EQUAL(rmdir(folder), 0);
    sample_clear(&sample);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_plan_becomes_six_files_and_no_more),
        HC_TEST(a_plan_that_lacks_a_part_is_refused_and_nothing_is_written),
        HC_TEST(parts_of_different_days_are_refused),
        HC_TEST(everybody_with_a_shift_gets_a_calendar),
        HC_TEST(every_failing_allocation_leaves_the_folder_as_it_was),
    };
    return hc_test_run("publish", tests, sizeof tests / sizeof tests[0]);
}
