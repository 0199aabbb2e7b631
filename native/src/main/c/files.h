/* Small files of /proc and /sys. */
#ifndef PARHELION_FILES_H
#define PARHELION_FILES_H

#include <stddef.h>

/* First line of the file root/path, without its end. */
int ph_first_line(const char *root, const char *path, char *out, size_t size);

/* Value of "key : value" in the file root/path. */
int ph_value_of(const char *root, const char *path, const char *key, char *out, size_t size);

/* Copies text with its end. */
int ph_copy(const char *text, char *out, size_t size);

/* Numbers of a list like 0-3,8: fills at most capacity of them; count is how many there are. */
int ph_read_list(const char *list, int *numbers, int capacity, int *count);

#endif
