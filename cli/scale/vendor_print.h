/* A weighed vendor in words and as JSON. */
#ifndef HC_CLI_SCALE_VENDOR_PRINT_H
#define HC_CLI_SCALE_VENDOR_PRINT_H

#include <stdio.h>

#include "cli/base/json_stream.h"
#include "cli/scale/vendor_case.h"

#ifdef __cplusplus
extern "C" {
#endif

void hc_vendor_case_put_json(const hc_vendor_case *weighed, hc_json *json);

/* The lines of one vendor. */
void hc_vendor_case_print(const hc_vendor_case *weighed, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
