#include "cli/base/interrupt.h"

#include <signal.h>
#include <stddef.h>

/* The one variable of the program that changes: a signal has no other way to tell. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void hc_interrupt_watch(void)
{
    struct sigaction action = {0};
    action.sa_handler = note_interrupt;
    action.sa_flags = (int)SA_RESETHAND; /* the second Ctrl-C has its usual effect */
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
}

bool hc_interrupted(void)
{
    return interrupted != 0;
}
