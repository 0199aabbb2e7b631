#include "facts.h"
#include "files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int ph_numa_nodes(const char *root, int *nodes, int capacity, int *count) {
    char list[1024];
    int status = ph_first_line(root, "/sys/devices/system/node/has_memory", list, sizeof list);
    if (status != PH_OK) {
        return status;
    }
    return ph_read_list(list, nodes, capacity, count);
}

int ph_numa_bytes(const char *root, int node, long long *bytes) {
    char path[128], key[64], value[128];
    snprintf(path, sizeof path, "/sys/devices/system/node/node%d/meminfo", node);
    snprintf(key, sizeof key, "Node %d MemTotal", node);
    int status = ph_value_of(root, path, key, value, sizeof value);
    if (status != PH_OK) {
        return status;
    }
    *bytes = strtoll(value, NULL, 10) * 1024;
    return PH_OK;
}

int ph_numa_cpus(const char *root, int node, char *out, size_t size) {
    char path[128];
    snprintf(path, sizeof path, "/sys/devices/system/node/node%d/cpulist", node);
    return ph_first_line(root, path, out, size);
}
