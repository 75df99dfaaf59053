/* headcount: from a call centre's history to next week's staff. */
#include <signal.h>
#include <stdlib.h>

#include "cli/program.h"
#include "forecast/base/memory.h"

int main(int argc, char **argv)
{
    hc_init();
    /* a closed pipe and a limit on file sizes are failed writes, told like any other */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    hc_screen screen = hc_screen_standard();
    const size_t count = argc > 1 ? (size_t)argc - 1 : 0;
    return hc_program_run(&screen, (const char *const *)argv + (count > 0 ? 1 : 0), count);
}
