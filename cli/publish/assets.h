/* Files that are built into the program: the report's style, its script and Chart.js. */
#ifndef HC_CLI_PUBLISH_ASSETS_H
#define HC_CLI_PUBLISH_ASSETS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const unsigned char hc_asset_report_css[];
extern const size_t hc_asset_report_css_bytes;
extern const unsigned char hc_asset_report_js[];
extern const size_t hc_asset_report_js_bytes;
extern const unsigned char hc_asset_steps_js[]; /* what moves and live draw with */
extern const size_t hc_asset_steps_js_bytes;
extern const unsigned char hc_asset_moves_js[];
extern const size_t hc_asset_moves_js_bytes;
extern const unsigned char hc_asset_live_js[];
extern const size_t hc_asset_live_js_bytes;
extern const unsigned char hc_asset_live_wasm[]; /* none, of 0 bytes, without clang and lld */
extern const size_t hc_asset_live_wasm_bytes;
extern const unsigned char hc_asset_chart_js[];
extern const size_t hc_asset_chart_js_bytes;

#ifdef __cplusplus
}
#endif
#endif
