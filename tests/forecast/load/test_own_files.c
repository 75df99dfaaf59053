#include "forecast/load/own_files.h"

#include <string.h>

#define LOADED_FILE TEST_FILE("own_files.csv")
#include "tests/forecast/load/loaded.h"

static void the_programs_own_files_are_no_history(void)
{
    static const struct {
        const char *text, *what, *hint;
    } files[] = {
        {"queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled,occupancy\n"
         "A,2026-03-02T09:00:00,3,200,1,2,2,3,0.5\n",
         "this is the requirement of a plan, no history", "headcount schedule makes shifts"},
        {"class,date,start,end,length_min,breaks,count\n"
         "day,2026-03-02,08:00,16:30,510,\"lunch\",2\n",
         "the shifts of a plan", "plan wants the history"},
        {"agent,class,date,activity,start,end\nE1,day,2026-03-02,shift,2026-03-02T08:00:00,"
         "2026-03-02T16:30:00\n",
         "a roster", "--check or --keep"},
        {"timestamp,required,scheduled,short,over\n2026-03-02T08:00:00,1,2,0,1\n",
         "the cover of a schedule", "plan wants the history"},
        {"date,name,kind\n2026-03-02,Fair,event\n", "a list of special days", "--special-days"},
        {"id,name,contract\nE1,Ann,day\n", "a list of people", "--agents"},
        {"{\"contracts\": [{\"name\": \"day\", \"shift_shortest_min\": 480}]}", "a centre file",
         "--centre"},
    };
    for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
        loaded *made = load_text(files[k].text, NULL);
        CU_ASSERT_EQUAL(made->status, HC_ERR_FORMAT);
        CU_ASSERT_PTR_NOT_NULL(strstr(made->err.message, files[k].what));
        CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, files[k].hint));
        unload(made);
    }
}

/* Whoever says which columns to take is believed, and other columns are no such file. */
static void columns_that_are_named_are_taken(void)
{
    hc_load_options options = hc_load_options_default();
    static const char requirement[] =
        "queue,timestamp,calls,aht_s,load_erlangs,agents_exact,agents,scheduled\n"
        "A,2026-03-02T09:00:00,3,200,1,2,2,3\n";
    options.column[HC_ROLE_VOLUME] = "calls";
    loaded *made = load_text(requirement, &options);
    CU_ASSERT_EQUAL(made->status, HC_OK);
    unload(made);
    made =
        load_text("queue,timestamp,calls,aht_s,agents\nA,2026-03-02T09:00:00,3,200,2\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_OK);
    unload(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_programs_own_files_are_no_history),
        HC_TEST(columns_that_are_named_are_taken),
    };
    return hc_test_run("own_files", tests, sizeof tests / sizeof tests[0]);
}
