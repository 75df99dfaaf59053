/*
 * Outputs appear whole or not at all: files are written beside their targets under temporary
 * names, flushed and synced, and all renamed at the end. A group of files commits together.
 */
#ifndef HC_BASE_ATOMIC_FILE_H
#define HC_BASE_ATOMIC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_atomic_group hc_atomic_group; /* opaque: open temporaries and their targets */

/*
 * The folder is made when absent (one level; taken away again by free when nothing was
 * committed), and temporaries that a killed run left there are removed. HC_ERR_OUTPUT names the
 * folder and the reason.
 */
hc_status hc_atomic_create(hc_atomic_group **group, const char *folder,
                           hc_error *err) HC_MUST_USE;

/*
 * A stream to write the file `name` of the folder; valid until commit or free. name holds no
 * '/'. HC_ERR_OUTPUT: the target is a folder, device or symbolic link, or was opened before in
 * this group, or its temporary cannot be made.
 */
hc_status hc_atomic_open(hc_atomic_group *group, const char *name, FILE **stream,
                         hc_error *err) HC_MUST_USE;

/*
 * Path of the temporary of an open file, for writers that open by path (they must write into
 * the file that is there, as fopen "w" does). Valid until commit or free; NULL when there is
 * none of that name.
 */
const char *hc_atomic_path(const hc_atomic_group *group, const char *name);

/* Name of the k-th file, in the order of opening; NULL past the last. */
const char *hc_atomic_name(const hc_atomic_group *group, size_t k);

/*
 * Commit removes the file `name` of the folder: an output of an earlier run which this one does
 * not write. That is done before the last file of the group is put in place, so that a list of
 * outputs which is written last never forgets one. What the group writes, what is no regular
 * file and what is no name of a file in the folder is left alone.
 */
hc_status hc_atomic_drop(hc_atomic_group *group, const char *name, hc_error *err) HC_MUST_USE;

/* Whether the k-th file takes the place of one that is there; false past the last. */
bool hc_atomic_replaces(const hc_atomic_group *group, size_t k);

/* Name of the k-th file that commit would remove; NULL past the last. */
const char *hc_atomic_drops(const hc_atomic_group *group, size_t k);

/*
 * Flushes, syncs, closes and renames every file in the order of opening, then syncs the folder.
 * Once only: the streams are gone also after an error. On error no target has changed, or the
 * error says which had been renamed already.
 */
hc_status hc_atomic_commit(hc_atomic_group *group, hc_error *err) HC_MUST_USE;

void hc_atomic_free(hc_atomic_group *group); /* removes what was not committed; NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
