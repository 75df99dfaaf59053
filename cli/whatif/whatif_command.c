#include "cli/whatif/whatif_command.h"

#include <string.h>

typedef struct text_end {
    char *text;
    size_t size;
    size_t length;
} text_end;

static void add_raw(text_end *to, const char *text)
{
    const size_t length = strlen(text);
    if (to->length + length >= to->size) { return; }
    memcpy(to->text + to->length, text, length + 1);
    to->length += length;
}

/* A word for a POSIX shell: quoted unless nothing in it means anything there. */
static void add_word(text_end *to, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_./%+=,:-";
    add_raw(to, " ");
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        add_raw(to, word);
        return;
    }
    add_raw(to, "'");
    for (; *word != '\0'; word++) {
        add_raw(to, *word == '\'' ? "'\\''" : (const char[]){*word, '\0'});
    }
    add_raw(to, "'");
}

static void add_option(text_end *to, const char *name, const char *value)
{
    add_raw(to, " --");
    add_raw(to, name);
    add_word(to, value);
}

void hc_whatif_command(const hc_whatif_results *results, size_t scenario, char *text,
                       size_t size)
{
    const hc_scenario *asked = &results->scenarios->list[scenario];
    text_end to = {text, size, 0};
    text[0] = '\0';
    add_raw(&to, "headcount whatif");
    add_word(&to, results->plan_path);
    if (results->centre_path != NULL) { add_option(&to, "centre", results->centre_path); }
    for (size_t k = 0; k < results->history->count; k++) {
        add_option(&to, "history", results->history->text[k]);
    }
    if (asked->part_count > 1) {
        add_option(&to, "scenarios", results->scenarios_path);
        return;
    }
    if (asked->part_count == 0) { add_option(&to, "volume", "+0%"); } /* the plan itself */
    for (size_t k = 0; asked->part_count == 1 && k < HC_SCENARIO_KEYS; k++) {
        const char *value = asked->parts[0].text[k];
        if (value[0] != '\0') {
            add_option(&to, hc_scenario_key_name((hc_scenario_key)k), value);
        }
    }
}
