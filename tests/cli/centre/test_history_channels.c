#include "cli/centre/history_channels.h"

#include <stdio.h>
#include <string.h>

#include "cli/centre/centre_file.h"
#include "forecast/base/memory.h"
#include "tests/support/hc_test.h"

static void words_of_channels_stand_alone(void)
{
    static const char *const mails[] = {"Email",        "e-mail", "EMAIL", "Mails",
                                        "Support mail", "Correo", "이메일"};
    static const char *const chats[] = {"chat", "Web chat", "CHATS", "WhatsApp", "채팅"};
    static const char *const calls[] = {"", "Voice", "Voicemail", "Mailand", "Chatham", "Post"};
    for (size_t k = 0; k < sizeof mails / sizeof *mails; k++) {
        CU_ASSERT_EQUAL(hc_channel_kind_of(mails[k]), HC_CHANNEL_MAIL);
    }
    for (size_t k = 0; k < sizeof chats / sizeof *chats; k++) {
        CU_ASSERT_EQUAL(hc_channel_kind_of(chats[k]), HC_CHANNEL_CHAT);
    }
    for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
        CU_ASSERT_EQUAL(hc_channel_kind_of(calls[k]), HC_CHANNEL_CALLS);
    }
}

/* Two queues: "Desk" with this channel, "Line" without. */
static hc_series two_queues(hc_queue queues[2], const char *channel)
{
    queues[0] = queues[1] = (hc_queue){.name = "Line"};
    (void)snprintf(queues[0].name, sizeof queues[0].name, "Desk");
    (void)snprintf(queues[0].channel, sizeof queues[0].channel, "%s", channel);
    return (hc_series){.queue_count = 2, .queues = queues};
}

static void mail_becomes_deferred_work(void)
{
    hc_queue queues[2];
    hc_error err = HC_ERROR_INIT;
    hc_centre centre = hc_centre_default();
    const hc_series history = two_queues(queues, "E-Mail");
    CU_ASSERT_EQUAL(hc_centre_take_channels(&centre, &history, &err), HC_OK);
    CU_ASSERT(hc_centre_took_channel(&centre, "Desk"));
    CU_ASSERT_FALSE(hc_centre_took_channel(&centre, "Line"));
    CU_ASSERT_EQUAL(hc_centre_service(&centre, "Desk").channel.answer_within_h, 8.0);
    CU_ASSERT(hc_is_missing(hc_centre_service(&centre, "Line").channel.answer_within_h));
    CU_ASSERT_EQUAL(hc_centre_take_channels(&centre, &history, &err), HC_OK);
    CU_ASSERT_EQUAL(centre.queue_count, 1); /* once */
    hc_centre_clear(&centre);
}

static void chats_and_calls_stay_as_they_are(void)
{
    static const char *const channels[] = {"Chat", "Voice", ""};
    for (size_t k = 0; k < sizeof channels / sizeof *channels; k++) {
        hc_queue queues[2];
        hc_error err = HC_ERROR_INIT;
        hc_centre centre = hc_centre_default();
        const hc_series history = two_queues(queues, channels[k]);
        CU_ASSERT_EQUAL(hc_centre_take_channels(&centre, &history, &err), HC_OK);
        CU_ASSERT_EQUAL(centre.queue_count, 0);
    }
}

static void what_the_centre_file_says_holds(void)
{
    static const char *const texts[] = {
        "{\"queues\":[{\"name\":\"Desk\",\"aht_s\":300}]}",
        "{\"every_queue\":{\"chat\":{\"aht_s\":[300,400]}}}",
        "{\"every_queue\":{\"deferred\":{\"answer_within_h\":4}}}"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        hc_queue queues[2];
        hc_error err = HC_ERROR_INIT;
        hc_centre centre = hc_centre_default();
        const hc_series history = two_queues(queues, "Email");
        CU_ASSERT_EQUAL_FATAL(
            hc_centre_read("c.json", texts[k], strlen(texts[k]), &centre, &err), HC_OK);
        const size_t named = centre.queue_count;
        CU_ASSERT_EQUAL(hc_centre_take_channels(&centre, &history, &err), HC_OK);
        CU_ASSERT_EQUAL(centre.queue_count, named);
        CU_ASSERT_FALSE(hc_centre_took_channel(&centre, "Desk"));
        hc_centre_clear(&centre);
    }
}

static void a_failed_allocation_is_told(void)
{
    hc_queue queues[2];
    hc_error err = HC_ERROR_INIT;
    hc_centre centre = hc_centre_default();
    const hc_series history = two_queues(queues, "Email");
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_centre_take_channels(&centre, &history, &err), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(centre.queue_count, 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(words_of_channels_stand_alone),    HC_TEST(mail_becomes_deferred_work),
        HC_TEST(chats_and_calls_stay_as_they_are), HC_TEST(what_the_centre_file_says_holds),
        HC_TEST(a_failed_allocation_is_told),
    };
    return hc_test_run("history_channels", tests, sizeof tests / sizeof tests[0]);
}
