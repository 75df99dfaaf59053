/* Small files for the loader's tests, written into the build folder. */
#ifndef HC_TESTS_FORECAST_LOAD_SUPPORT_H
#define HC_TESTS_FORECAST_LOAD_SUPPORT_H

#include <stdio.h>
#include <string.h>

#include "forecast/load/load_csv.h"
#include "tests/support/hc_test.h"

#define TEST_FILE(name) HC_BINARY_DIR "/tests/" name

static inline void write_bytes(const char *path, const void *bytes, size_t length)
{
    FILE *stream = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, stream), length);
    CU_ASSERT_EQUAL(fclose(stream), 0);
}

static inline void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

/* The history that a file of this text holds. */
static inline hc_status load_written(const char *path, const char *text,
                                     const hc_load_options *options, hc_series *series,
                                     hc_load_report *report, hc_error *err)
{
    write_text(path, text);
    return hc_history_load(options, &path, 1, series, report, err);
}

/* Loads the text with each allocation failing in turn, at most `most` of them: each is told and
 * leaks nothing. */
static inline void expect_failed_allocations(const char *path, const char *text, size_t most)
{
    const hc_load_options options = hc_load_options_default();
    const size_t live = hc_heap_live();
    hc_status st = HC_ERR_MEMORY;
    for (size_t k = 1; st != HC_OK && k < most; k++) {
        hc_series series = HC_SERIES_INIT;
        hc_load_report report = HC_LOAD_REPORT_INIT;
        hc_heap_fail_at(k);
        st = load_written(path, text, &options, &series, &report, NULL);
        hc_heap_fail_at(0);
        CU_ASSERT(st == HC_OK || st == HC_ERR_MEMORY);
        hc_series_clear(&series);
        hc_load_report_clear(&report);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    CU_ASSERT_EQUAL(st, HC_OK);
}

#endif
