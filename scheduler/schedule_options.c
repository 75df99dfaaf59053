#include "scheduler/schedule_options.h"

hc_schedule_options hc_schedule_options_default(void)
{
    return (hc_schedule_options){.seed = 1, .effort = 1.0, .threads = 1};
}
