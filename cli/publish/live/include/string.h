/* Nothing of <string.h> is called by what runs in the page but what the compiler itself asks
 * for. */
#ifndef HC_LIVE_STRING_H
#define HC_LIVE_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int byte, size_t count);

#endif
