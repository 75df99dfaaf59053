#ifndef HC_LIVE_STRINGS_H
#define HC_LIVE_STRINGS_H

int strcasecmp(const char *a, const char *b); /* declared, never called: names stay outside */

#endif
