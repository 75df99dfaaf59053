#include "cli/publish/xlsx_check.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "forecast/base/memory.h"
#include "forecast/load/source/zip_parts.h"

#define FILE_BYTES_MAX 0x7FFFFFFF /* larger ones would need the 64-bit form of the format */

typedef struct archive {
    const char *path;
    unsigned char *bytes;
    size_t length;
} archive;

static hc_status broken(const archive *zip, const char *name, const char *what, hc_error *err)
{
    return hc_fail(err, HC_ERR_OUTPUT, (hc_place){.file = zip->path}, "",
                   "the workbook is not sound: %s%s%s", name, name[0] != '\0' ? ": " : "",
                   what);
}

static hc_status read_stream(archive *zip, FILE *in, hc_error *err)
{
    off_t length = -1;
    if (fseeko(in, 0, SEEK_END) == 0) { length = ftello(in); }
    if (length < 0 || length > FILE_BYTES_MAX || fseeko(in, 0, SEEK_SET) != 0) {
        return broken(zip, "", "it cannot be read back", err);
    }
    HC_TRY(hc_alloc(&zip->bytes, (size_t)length, 1, err));
    zip->length = (size_t)length;
    if (fread(zip->bytes, 1, zip->length, in) != zip->length) {
        return broken(zip, "", "it cannot be read back", err);
    }
    return HC_OK;
}

static hc_status read_archive(archive *zip, hc_error *err)
{
    FILE *in = fopen(zip->path, "rb");
    if (in == NULL) { return broken(zip, "", "it cannot be opened", err); }
    const hc_status st = read_stream(zip, in, err);
    (void)fclose(in);
    return st;
}

/* Cells and texts that stand in the parts, and how many texts their list says it has. A lost
 * block of a part may leave it well-formed: what was in it is missing in these. */
typedef struct contents {
    size_t cells, texts, texts_said;
} contents;

static void XMLCALL see_element(void *of, const XML_Char *name, const XML_Char **attributes)
{
    contents *seen = of;
    seen->cells += strcmp(name, "c") == 0; /* of a sheet; no other part has such */
    seen->texts += strcmp(name, "si") == 0;
    if (strcmp(name, "sst") != 0) { return; }
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (strcmp(attributes[i], "uniqueCount") == 0) {
            seen->texts_said = strtoul(attributes[i + 1], NULL, 10);
        }
    }
}

static hc_status check_part(const archive *file, const hc_zip *zip, const hc_zip_part *part,
                            contents *seen, hc_error *err)
{
    char *text = NULL;
    hc_error why = HC_ERROR_INIT;
    hc_status st = hc_zip_unpack(zip, part, &text, &why);
    if (st == HC_ERR_MEMORY) { return hc_fail(err, st, HC_NOWHERE, "", "%s", why.message); }
    if (st != HC_OK) { return broken(file, "", why.message, err); }
    XML_Parser parser = part->unpacked <= INT32_MAX ? XML_ParserCreate("UTF-8") : NULL;
    if (parser == NULL) {
        st = hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "out of memory");
    } else {
        XML_SetUserData(parser, seen);
        XML_SetStartElementHandler(parser, see_element);
        if (XML_Parse(parser, text, (int)part->unpacked, 1) != XML_STATUS_OK) {
            st = broken(file, part->name, XML_ErrorString(XML_GetErrorCode(parser)), err);
        }
    }
    XML_ParserFree(parser);
    hc_free(text);
    return st;
}

static hc_status check_archive(const archive *file, size_t cells, hc_error *err)
{
    hc_zip zip;
    hc_zip_part part;
    contents seen = {0};
    if (!hc_zip_start(&zip, file->bytes, file->length)) {
        return broken(file, "", "it has no end", err);
    }
    if (zip.parts_left == 0) { return broken(file, "", "it is empty", err); }
    while (hc_zip_next(&zip, &part)) {
        HC_TRY(check_part(file, &zip, &part, &seen, err));
    }
    if (zip.parts_left != 0) { return broken(file, "", "its list is torn", err); }
    if (seen.texts != seen.texts_said) { return broken(file, "", "texts are missing", err); }
    if (seen.cells != cells) { return broken(file, "", "cells are missing", err); }
    return HC_OK;
}

hc_status hc_xlsx_check(const char *path, size_t cells, hc_error *err)
{
    archive zip = {.path = path};
    hc_status st = read_archive(&zip, err);
    if (st == HC_OK) { st = check_archive(&zip, cells, err); }
    hc_free(zip.bytes);
    return st;
}
