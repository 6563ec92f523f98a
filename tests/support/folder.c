#include "tests/support/folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/sandbox.h"

static void take_from(Folder *out, const char *path, const char *within) {
    char *place = sandbox_path(path, within);
    DIR *directory = opendir(place);
    need(directory != NULL, place);
    for (const struct dirent *entry; (entry = readdir(directory));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        char *name = *within ? sandbox_path(within, entry->d_name) : strdup(entry->d_name);
        char *file = sandbox_path(path, name);
        struct stat found;
        need(lstat(file, &found) == 0, file);
        const bool is_folder = S_ISDIR(found.st_mode);
        if (is_folder) take_from(out, path, name);
        FolderFile *taken = &out->files[out->count++];
        need(out->count < FOLDER_FILES, "fewer files");
        *taken = (FolderFile){.name = name, .mode = found.st_mode, .is_folder = is_folder};
        taken->bytes = is_folder ? strdup("") : sandbox_read(file, &taken->length);
        need(taken->bytes != NULL, file);
        free(file);
    }
    closedir(directory);
    free(place);
}

void folder_take(Folder *out, const char *path) {
    *out = (Folder){0};
    take_from(out, path, "");
}

void folder_free(Folder *folder) {
    for (size_t i = 0; i < folder->count; i++) {
        free(folder->files[i].name);
        free(folder->files[i].bytes);
    }
    folder->count = 0;
}

const FolderFile *folder_find(const Folder *folder, const char *name) {
    for (size_t i = 0; i < folder->count; i++)
        if (strcmp(folder->files[i].name, name) == 0) return &folder->files[i];
    return NULL;
}

bool folder_same(const FolderFile *one, const FolderFile *other) {
    return one->mode == other->mode && one->length == other->length &&
           memcmp(one->bytes, other->bytes, one->length) == 0;
}

void folder_restore(const Folder *folder, const char *path) {
    Folder now;
    folder_take(&now, path);
    for (size_t i = 0; i < now.count; i++) {
        char *file = sandbox_path(path, now.files[i].name);
        if (!folder_find(folder, now.files[i].name)) need(remove(file) == 0, file);
        free(file);
    }
    for (size_t i = folder->count; i-- > 0;) { /* a folder before what stands in it */
        const FolderFile *was = &folder->files[i], *is = folder_find(&now, was->name);
        char *file = sandbox_path(path, was->name);
        if (!is || !folder_same(is, was)) {
            if (!was->is_folder)
                sandbox_write(file, was->bytes, was->length);
            else if (!is)
                need(mkdir(file, 0700) == 0, file);
            need(chmod(file, was->mode & 07777) == 0, file);
        }
        free(file);
    }
    folder_free(&now);
}
