/* The tables of the centre file's keys, for the test that compares them with the schema. */
#ifndef HC_CLI_CENTRE_CENTRE_KEYS_H
#define HC_CLI_CENTRE_CENTRE_KEYS_H

#include "cli/base/json_keys.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Keys of the file itself; those of its objects hang below. */
extern const hc_keys hc_centre_file_keys;

#ifdef __cplusplus
}
#endif
#endif
