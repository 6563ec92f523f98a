/* folder: all files in a folder and in those in it, and these, as they are at one moment, to be compared and
 * put back. */
#ifndef LEASELAB_TESTS_SUPPORT_FOLDER_H
#define LEASELAB_TESTS_SUPPORT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct {
    char *name; /* within the folder; owned */
    char *bytes;
    size_t length;
    mode_t mode;
    bool is_folder; /* itself: of no bytes, and behind what stands in it */
} FolderFile;

enum { FOLDER_FILES = 64 };
typedef struct {
    FolderFile files[FOLDER_FILES];
    size_t count;
} Folder;

void folder_take(Folder *out, const char *path);
void folder_free(Folder *folder);
const FolderFile *folder_find(const Folder *folder, const char *name); /* NULL: there is none */
bool folder_same(const FolderFile *one, const FolderFile *other);      /* in bytes and mode */
/* Makes what lies there what it was. */
void folder_restore(const Folder *folder, const char *path);

#endif
