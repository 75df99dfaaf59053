/* What the program says about itself, all of it made from the verbs' tables. */
#ifndef HC_CLI_HELP_H
#define HC_CLI_HELP_H

#include <stdio.h>

#include "cli/base/verb.h"

#ifdef __cplusplus
extern "C" {
#endif

void hc_help_first(FILE *stream);                      /* no arguments at all: twelve lines */
void hc_help_all(FILE *stream);                        /* --help: the same with every verb */
void hc_help_short(FILE *stream, const hc_verb *verb); /* -h: common options */
void hc_help_full(FILE *stream, const hc_verb *verb);  /* --help: examples first, everything */
void hc_help_markdown(FILE *stream);                   /* docs/cli.md */
void hc_help_man(FILE *stream);                        /* headcount(1) */
void hc_help_bash(FILE *stream);                       /* completion */
void hc_help_zsh(FILE *stream);
void hc_help_fish(FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
