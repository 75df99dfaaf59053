/*
 * Zones are read from the system's TZif files by ourselves. libical 3.0.16 turns each file into
 * recurrence rules and back, and keeps every zone in process-wide tables; docs/math.md says
 * where its offsets differ from the files'.
 */
#include "forecast/base/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "forecast/base/tzif.h"

#define PATH_MAX_BYTES 1024
#define NEAR_NAMES 3
#define NEAR_EDITS_MAX 3 /* more wrong letters than this are another name */
/* No offset is larger, so no change further off matters. */
#define REACH_S (INT64_C(2) * HC_SECONDS_A_DAY)

/* ------------------------------------------------------------------------ arithmetic */

/* Number of changes at or before an instant. */
static size_t changes_until(const hc_zone *zone, int64_t utc_s)
{
    size_t low = 0;
    size_t high = zone->changes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (zone->change_utc_s[middle] <= utc_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Offset between change number count - 1 and the next. */
static int32_t offset_after(const hc_zone *zone, size_t count)
{
    return count > 0 ? zone->offset_after_s[count - 1] : zone->offset_before_s;
}

int32_t hc_zone_offset_s(const hc_zone *zone, int64_t utc_s)
{
    return offset_after(zone, changes_until(zone, utc_s));
}

hc_local_time hc_zone_to_local(const hc_zone *zone, int64_t utc_s)
{
    const int64_t wall_s = utc_s + hc_zone_offset_s(zone, utc_s);
    const int64_t second = (wall_s % HC_SECONDS_A_DAY + HC_SECONDS_A_DAY) % HC_SECONDS_A_DAY;
    return (hc_local_time){.day = (wall_s - second) / HC_SECONDS_A_DAY,
                           .second_of_day = (int32_t)second};
}

/* Instant of the change that a wall time which never happens falls into. */
static int64_t change_over(const hc_zone *zone, int64_t wall_s, size_t first, size_t last)
{
    for (size_t count = first; count < last; count++) {
        const int64_t change = zone->change_utc_s[count];
        if (wall_s - offset_after(zone, count) >= change &&
            wall_s - offset_after(zone, count + 1) < change) {
            return change;
        }
    }
    return wall_s - offset_after(zone, first);
}

hc_wall_kind hc_zone_to_utc(const hc_zone *zone, hc_local_time time, int64_t *first_utc_s,
                            int64_t *second_utc_s)
{
    const int64_t wall_s = time.day * HC_SECONDS_A_DAY + time.second_of_day;
    const size_t first = changes_until(zone, wall_s - REACH_S);
    const size_t last = changes_until(zone, wall_s + REACH_S);
    int found = 0;
    for (size_t count = first; count <= last; count++) {
        const int64_t utc_s = wall_s - offset_after(zone, count);
        if (changes_until(zone, utc_s) != count) { continue; }
        if (found == 0) { *first_utc_s = utc_s; }
        *second_utc_s = utc_s;
        found++;
    }
    if (found > 0) { return found == 1 ? HC_WALL_ONCE : HC_WALL_TWICE; }
    *first_utc_s = change_over(zone, wall_s, first, last);
    *second_utc_s = *first_utc_s;
    return HC_WALL_NEVER;
}

int64_t hc_zone_day_start_utc_s(const hc_zone *zone, int64_t day)
{
    int64_t first = 0;
    int64_t second = 0;
    (void)hc_zone_to_utc(zone, (hc_local_time){.day = day}, &first, &second);
    return first;
}

void hc_format_instant(const hc_zone *zone, int64_t utc_s, char *text)
{
    hc_format_local(hc_zone_to_local(zone, utc_s), text);
    if (zone->name[0] == '\0') { return; }
    const int32_t offset_s = hc_zone_offset_s(zone, utc_s);
    const int size_s = offset_s < 0 ? -offset_s : offset_s;
    const size_t length = strlen(text);
    const char sign = offset_s < 0 ? '-' : '+';
    if (size_s % 60 != 0) {
        (void)snprintf(text + length, HC_TIME_TEXT_MAX - length, "%c%02d:%02d:%02d", sign,
                       size_s / 3600, size_s / 60 % 60, size_s % 60);
        return;
    }
    (void)snprintf(text + length, HC_TIME_TEXT_MAX - length, "%c%02d:%02d", sign, size_s / 3600,
                   size_s / 60 % 60);
}

/* ----------------------------------------------------------------------- near names */

static char lower(char c)
{
    if (c == ' ') { return '_'; }
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Letters to insert, delete or change to turn one name into the other, without regard to case.
 */
static int edits_between(const char *a, const char *b)
{
    int row[HC_ZONE_NAME_MAX + 1];
    const size_t width = strlen(b);
    for (size_t j = 0; j <= width; j++) {
        row[j] = (int)j;
    }
    for (size_t i = 0; a[i] != '\0'; i++) {
        int diagonal = row[0];
        row[0] = (int)i + 1;
        for (size_t j = 0; j < width; j++) {
            const int change = diagonal + (lower(a[i]) != lower(b[j]) ? 1 : 0);
            diagonal = row[j + 1];
            const int shift = (row[j] < diagonal ? row[j] : diagonal) + 1;
            row[j + 1] = change < shift ? change : shift;
        }
    }
    return row[width];
}

typedef struct near_list {
    int count;
    int edits[NEAR_NAMES];
    char name[NEAR_NAMES][HC_ZONE_NAME_MAX];
} near_list;

/* "Seoul" is as near to "Asia/Seoul" as to "Seoul" itself. */
static void offer_name(near_list *near, const char *wanted, const char *name)
{
    const char *slash = strrchr(name, '/');
    int edits = edits_between(wanted, name);
    const int city_edits = slash != NULL ? edits_between(wanted, slash + 1) : edits;
    if (city_edits < edits) { edits = city_edits; }
    if (edits > NEAR_EDITS_MAX || edits * 2 > (int)strlen(wanted)) { return; }
    int at = near->count < NEAR_NAMES ? near->count++ : NEAR_NAMES;
    if (at == NEAR_NAMES && near->edits[--at] <= edits) { return; }
    for (; at > 0 && near->edits[at - 1] > edits; at--) {
        near->edits[at] = near->edits[at - 1];
        memcpy(near->name[at], near->name[at - 1], HC_ZONE_NAME_MAX);
    }
    near->edits[at] = edits;
    (void)snprintf(near->name[at], HC_ZONE_NAME_MAX, "%s", name);
}

/* Names in tzdata.zi: "Z Asia/Seoul 8:27:52 ..." and links, "L Asia/Seoul ROK". */
static void offer_line(near_list *near, const char *wanted, char *line)
{
    char *name = line + 2;
    if (line[0] == 'L') {
        char *blank = strchr(name, ' ');
        if (blank == NULL) { return; }
        name = blank + 1;
    }
    name[strcspn(name, " \r\n")] = '\0';
    if (strlen(name) < HC_ZONE_NAME_MAX) { offer_name(near, wanted, name); }
}

static void find_near(const char *folder, const char *wanted, near_list *near)
{
    char line[512];
    char path[PATH_MAX_BYTES];
    const int length = snprintf(path, sizeof path, "%s/tzdata.zi", folder);
    FILE *names = length < (int)sizeof path ? fopen(path, "r") : NULL;
    if (names == NULL) { return; }
    while (fgets(line, sizeof line, names) != NULL) {
        if ((line[0] == 'Z' || line[0] == 'L') && line[1] == ' ') {
            offer_line(near, wanted, line);
        }
    }
    (void)fclose(names);
}

static hc_status no_such_zone(const char *folder, const char *name, hc_error *err)
{
    near_list near = {.count = 0};
    char hint[HC_ERROR_TEXT_MAX] = "names look like Asia/Seoul or America/New_York";
    if (strlen(name) < HC_ZONE_NAME_MAX) { find_near(folder, name, &near); }
    if (near.count > 0) {
        (void)snprintf(hint, sizeof hint, "did you mean %s%s%s%s%s?", near.name[0],
                       near.count > 1 ? " or " : "", near.name[1], near.count > 2 ? " or " : "",
                       near.name[2]);
    }
    return hc_fail(err, HC_ERR_PARSE, HC_NOWHERE, hint, "there is no time zone \"%.*s\"",
                   HC_ZONE_NAME_MAX, name);
}

/* --------------------------------------------------------------------------- loading */

/* Letters, digits, "_+-", parts divided by "/": nothing that leads out of the folder. */
static bool is_zone_name(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";
    const size_t length = strlen(name);
    return length < HC_ZONE_NAME_MAX && strspn(name, allowed) == length && name[0] != '/' &&
           name[length - 1] != '/' && strstr(name, "//") == NULL;
}

/* The whole file into bytes[HC_TZIF_BYTES_MAX]; errno when it fails. */
static bool read_file(const char *path, unsigned char *bytes, size_t *length)
{
    struct stat info;
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) { return false; }
    ssize_t got = 0;
    size_t total = 0;
    const bool regular = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
    if (!regular) { errno = ENOENT; }
    while (regular && total < HC_TZIF_BYTES_MAX &&
           (got = read(file, bytes + total, HC_TZIF_BYTES_MAX - total)) != 0) {
        if (got < 0 && errno != EINTR) { break; }
        if (got > 0) { total += (size_t)got; }
    }
    const int why = errno;
    (void)close(file);
    errno = why;
    *length = total;
    return regular && got >= 0;
}

static hc_status cannot_read(const char *folder, const char *name, int why, hc_error *err)
{
    struct stat info;
    if (stat(folder, &info) != 0 || !S_ISDIR(info.st_mode)) {
        return hc_fail(err, HC_ERR_INPUT, HC_NOWHERE, "install the package tzdata",
                       "there is no time zone data at %s", folder);
    }
    if (why == ENOENT || why == ENOTDIR) { return no_such_zone(folder, name, err); }
    return hc_fail(err, HC_ERR_INPUT, HC_NOWHERE, NULL,
                   "the data of time zone \"%s\" cannot be read (error %d)", name, why);
}

hc_status hc_zone_load_from(const char *folder, const char *name, hc_zone *zone, hc_error *err)
{
    unsigned char bytes[HC_TZIF_BYTES_MAX];
    char path[PATH_MAX_BYTES];
    size_t length = 0;
    hc_zone loaded = HC_ZONE_FLOATING;
    if (name[0] == '\0') {
        *zone = loaded;
        return HC_OK;
    }
    const int path_length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!is_zone_name(name) || path_length >= (int)sizeof path) {
        return no_such_zone(folder, name, err);
    }
    if (!read_file(path, bytes, &length)) { return cannot_read(folder, name, errno, err); }
    (void)snprintf(loaded.name, sizeof loaded.name, "%s", name);
    HC_TRY(hc_tzif_parse(bytes, length, name, &loaded, err));
    *zone = loaded;
    return HC_OK;
}

hc_status hc_zone_load(const char *name, hc_zone *zone, hc_error *err)
{
    return hc_zone_load_from(HC_ZONE_FOLDER, name, zone, err);
}
