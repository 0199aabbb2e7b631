#include "files.h"
#include "facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_below(const char *root, const char *path) {
    char name[1024];
    int length = snprintf(name, sizeof name, "%s%s", root, path);
    if (length < 0 || (size_t)length >= sizeof name) {
        return NULL;
    }
    return fopen(name, "r");
}

int ph_copy(const char *text, char *out, size_t size) {
    size_t length = strlen(text);
    if (length + 1 > size) {
        return PH_TOO_SMALL;
    }
    memcpy(out, text, length + 1);
    return PH_OK;
}

int ph_first_line(const char *root, const char *path, char *out, size_t size) {
    FILE *file = open_below(root, path);
    if (file == NULL) {
        return PH_ABSENT;
    }
    char line[4096];
    char *read = fgets(line, sizeof line, file);
    fclose(file);
    if (read == NULL) {
        return PH_ABSENT;
    }
    line[strcspn(line, "\n")] = '\0';
    return ph_copy(line, out, size);
}

int ph_value_of(const char *root, const char *path, const char *key, char *out, size_t size) {
    FILE *file = open_below(root, path);
    if (file == NULL) {
        return PH_ABSENT;
    }
    char line[4096];
    int status = PH_ABSENT;
    size_t length = strlen(key);
    while (status == PH_ABSENT && fgets(line, sizeof line, file) != NULL) {
        char *colon = strchr(line, ':');
        if (colon == NULL || strncmp(line, key, length) != 0 ||
            strspn(line + length, " \t") != (size_t)(colon - line) - length) {
            continue;
        }
        char *value = colon + 1 + strspn(colon + 1, " \t");
        value[strcspn(value, "\n")] = '\0';
        status = ph_copy(value, out, size);
    }
    fclose(file);
    return status;
}

int ph_read_list(const char *list, int *numbers, int capacity, int *count) {
    *count = 0;
    while (*list != '\0') {
        char *end;
        long from = strtol(list, &end, 10);
        if (end == list) {
            return PH_ABSENT;
        }
        long to = from;
        if (*end == '-') {
            list = end + 1;
            to = strtol(list, &end, 10);
            if (end == list || to < from) {
                return PH_ABSENT;
            }
        }
        for (long n = from; n <= to; n++) {
            if (*count < capacity) {
                numbers[*count] = (int)n;
            }
            (*count)++;
        }
        if (*end != ',' && *end != '\0') {
            return PH_ABSENT;
        }
        list = *end == ',' ? end + 1 : end;
    }
    return *count > 0 ? PH_OK : PH_ABSENT;
}
