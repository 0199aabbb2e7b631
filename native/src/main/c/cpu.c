#define _GNU_SOURCE
#include "facts.h"
#include "files.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__aarch64__) || defined(__arm__)
#include <sys/auxv.h>
#endif

enum { MOST_PROCESSORS = 8192 };

int ph_cpu_model(const char *root, char *out, size_t size) {
    /* x86, then other architectures' words for it */
    static const char *const keys[] = {"model name", "Model", "cpu", "Processor", NULL};
    for (int k = 0; keys[k] != NULL; k++) {
        int status = ph_value_of(root, "/proc/cpuinfo", keys[k], out, size);
        if (status != PH_ABSENT) {
            return status;
        }
    }
    return PH_ABSENT;
}

static int append(const char *word, char *out, size_t size) {
    size_t used = strlen(out);
    int length = snprintf(out + used, size - used, used == 0 ? "%s" : " %s", word);
    return length < 0 || used + (size_t)length >= size ? PH_TOO_SMALL : PH_OK;
}

#if defined(__x86_64__) || defined(__i386__)

#define SIMD_SETS(set) \
    set("sse2") set("sse4.2") set("avx") set("avx2") set("fma") set("avx512f") set("avx512dq") set("avx512vl")

int ph_cpu_simd(char *out, size_t size) {
    if (size == 0) {
        return PH_TOO_SMALL;
    }
    out[0] = '\0';
    int status = PH_OK;
    __builtin_cpu_init();
#define ADD(name)                                              \
    if (status == PH_OK && __builtin_cpu_supports(name)) {     \
        status = append(name, out, size);                      \
    }
    SIMD_SETS(ADD)
#undef ADD
    return status;
}

#elif defined(__aarch64__)

int ph_cpu_simd(char *out, size_t size) {
    if (size == 0) {
        return PH_TOO_SMALL;
    }
    out[0] = '\0';
    /* bits of AT_HWCAP and AT_HWCAP2 in the kernel's arm64 interface */
    unsigned long first = getauxval(AT_HWCAP), second = getauxval(AT_HWCAP2);
    int status = PH_OK;
    if (first & (1UL << 1)) {
        status = append("asimd", out, size);
    }
    if (status == PH_OK && (first & (1UL << 22))) {
        status = append("sve", out, size);
    }
    if (status == PH_OK && (second & (1UL << 1))) {
        status = append("sve2", out, size);
    }
    return status;
}

#else

int ph_cpu_simd(char *out, size_t size) {
    (void)out;
    (void)size;
    return PH_ABSENT;
}

#endif

int ph_cpu_logical(int *count) {
    cpu_set_t *set = CPU_ALLOC(MOST_PROCESSORS);
    if (set == NULL) {
        return PH_ABSENT;
    }
    size_t size = CPU_ALLOC_SIZE(MOST_PROCESSORS);
    int status = sched_getaffinity(0, size, set) == 0 ? PH_OK : PH_ABSENT;
    if (status == PH_OK) {
        *count = CPU_COUNT_S(size, set);
    }
    CPU_FREE(set);
    return status;
}

int ph_cpu_cores(const char *root, int *count) {
    char list[4096];
    int status = ph_first_line(root, "/sys/devices/system/cpu/online", list, sizeof list);
    if (status != PH_OK) {
        return status;
    }
    int *processors = malloc(MOST_PROCESSORS * sizeof *processors);
    if (processors == NULL) {
        return PH_ABSENT;
    }
    int online;
    status = ph_read_list(list, processors, MOST_PROCESSORS, &online);
    *count = 0;
    for (int p = 0; status == PH_OK && p < online && p < MOST_PROCESSORS; p++) {
        char path[128], siblings[4096];
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", processors[p]);
        status = ph_first_line(root, path, siblings, sizeof siblings);
        /* a core is counted at the first of its threads */
        if (status == PH_OK && atoi(siblings) == processors[p]) {
            (*count)++;
        }
    }
    free(processors);
    return status;
}

static long bytes_of(const char *size) {
    char *unit;
    long value = strtol(size, &unit, 10);
    switch (*unit) {
        case 'K':
            return value * 1024;
        case 'M':
            return value * 1024 * 1024;
        case 'G':
            return value * 1024 * 1024 * 1024;
        default:
            return value;
    }
}

int ph_cache_bytes(const char *root, int level, long *bytes) {
    for (int index = 0; index < 16; index++) {
        char path[128], text[64];
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/level", index);
        int status = ph_first_line(root, path, text, sizeof text);
        if (status != PH_OK) {
            return status;
        }
        if (atoi(text) != level) {
            continue;
        }
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/type", index);
        status = ph_first_line(root, path, text, sizeof text);
        if (status != PH_OK) {
            return status;
        }
        if (strcmp(text, "Instruction") == 0) {
            continue;
        }
        snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/size", index);
        status = ph_first_line(root, path, text, sizeof text);
        if (status == PH_OK) {
            *bytes = bytes_of(text);
        }
        return status;
    }
    return PH_ABSENT;
}
