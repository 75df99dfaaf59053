/* Base64 (RFC 4648): bytes as text, for hashes in security policies and programs in pages. */
#ifndef HC_BASE_BASE64_H
#define HC_BASE_BASE64_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that the text of so many bytes takes, with its end mark. */
#define HC_BASE64_MAX(bytes) (((bytes) + 2) / 3 * 4 + 1)

/* text[HC_BASE64_MAX(count)] */
void hc_base64(const void *bytes, size_t count, char *text);

#ifdef __cplusplus
}
#endif
#endif
