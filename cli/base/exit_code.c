#include "cli/base/exit_code.h"

int hc_exit_code(hc_status status)
{
    switch (status) {
    case HC_OK:
        return HC_EXIT_DONE;
    case HC_ERR_INFEASIBLE:
        return HC_EXIT_SHORT;
    case HC_ERR_USAGE:
        return HC_EXIT_USAGE;
    case HC_ERR_REJECTS:
        return HC_EXIT_REJECTS;
    case HC_ERR_OUTPUT:
    case HC_ERR_INTERNAL: /* no result could be given */
        return HC_EXIT_OUTPUT;
    case HC_ERR_MEMORY:
        return HC_EXIT_MEMORY;
    case HC_ERR_INTERRUPTED:
        return HC_EXIT_INTERRUPTED;
    default:
        return HC_EXIT_INPUT;
    }
}
