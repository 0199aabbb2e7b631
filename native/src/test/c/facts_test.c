/* Tests of the C side by itself: lists, a made-up machine below a folder of our own, buffers that are too small. */
#include "facts.h"
#include "files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int passed, failures;

#define CHECK(what)                                                    \
    do {                                                               \
        if (what) {                                                    \
            passed++;                                                  \
        } else {                                                       \
            failures++;                                                \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #what);  \
        }                                                              \
    } while (0)

static void write_file(const char *root, const char *path, const char *text) {
    char name[1024];
    snprintf(name, sizeof name, "%s%s", root, path);
    for (char *slash = strchr(name + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0755);
        *slash = '/';
    }
    FILE *file = fopen(name, "w");
    if (file == NULL) {
        perror(name);
        exit(1);
    }
    fputs(text, file);
    fclose(file);
}

static void lists_are_read(void) {
    int numbers[4], count;
    CHECK(ph_read_list("0-2,7", numbers, 4, &count) == PH_OK && count == 4 && numbers[2] == 2 && numbers[3] == 7);
    CHECK(ph_read_list("5", numbers, 4, &count) == PH_OK && count == 1 && numbers[0] == 5);
    CHECK(ph_read_list("0-9", numbers, 4, &count) == PH_OK && count == 10 && numbers[3] == 3);
    CHECK(ph_read_list("", numbers, 4, &count) == PH_ABSENT);
    CHECK(ph_read_list("x", numbers, 4, &count) == PH_ABSENT);
    CHECK(ph_read_list("3-1", numbers, 4, &count) == PH_ABSENT);
    CHECK(ph_read_list("1;2", numbers, 4, &count) == PH_ABSENT);
}

/* Two memory nodes, two cores of two threads each, as a small server tells it. */
static void a_server_is_described(const char *root) {
    write_file(root, "/proc/cpuinfo",
               "processor\t: 0\nmodel\t\t: 49\nmodel name\t: Test CPU @ 2 GHz\nflags\t\t: fpu\n");
    write_file(root, "/sys/devices/system/cpu/online", "0-3\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0,2\n");
    write_file(root, "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list", "1,3\n");
    write_file(root, "/sys/devices/system/cpu/cpu2/topology/thread_siblings_list", "0,2\n");
    write_file(root, "/sys/devices/system/cpu/cpu3/topology/thread_siblings_list", "1,3\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index0/level", "1\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index0/type", "Instruction\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index0/size", "64K\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index1/level", "1\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index1/type", "Data\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index1/size", "48K\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index2/level", "3\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index2/type", "Unified\n");
    write_file(root, "/sys/devices/system/cpu/cpu0/cache/index2/size", "32M\n");
    write_file(root, "/sys/devices/system/node/has_memory", "0,2\n");
    write_file(root, "/sys/devices/system/node/node2/meminfo", "Node 2 MemTotal:   1024 kB\nNode 2 MemFree:   1 kB\n");
    write_file(root, "/sys/devices/system/node/node2/cpulist", "1,3\n");

    char text[64];
    CHECK(ph_cpu_model(root, text, sizeof text) == PH_OK && strcmp(text, "Test CPU @ 2 GHz") == 0);
    CHECK(ph_cpu_model(root, text, 5) == PH_TOO_SMALL);
    int count = 0;
    CHECK(ph_cpu_cores(root, &count) == PH_OK && count == 2);
    long bytes = 0;
    CHECK(ph_cache_bytes(root, 1, &bytes) == PH_OK && bytes == 48 * 1024);
    CHECK(ph_cache_bytes(root, 3, &bytes) == PH_OK && bytes == 32L * 1024 * 1024);
    CHECK(ph_cache_bytes(root, 2, &bytes) == PH_ABSENT);
    int nodes[8];
    CHECK(ph_numa_nodes(root, nodes, 8, &count) == PH_OK && count == 2 && nodes[1] == 2);
    long long memory = 0;
    CHECK(ph_numa_bytes(root, 2, &memory) == PH_OK && memory == 1024 * 1024);
    CHECK(ph_numa_bytes(root, 1, &memory) == PH_ABSENT);
    CHECK(ph_numa_cpus(root, 2, text, sizeof text) == PH_OK && strcmp(text, "1,3") == 0);
}

static void this_machine_is_described(void) {
    int count = 0;
    char text[512];
    CHECK(ph_cpu_logical(&count) == PH_OK && count >= 1);
    int status = ph_cpu_simd(text, sizeof text);
    CHECK(status == PH_OK || status == PH_ABSENT);
#ifdef __x86_64__
    CHECK(status == PH_OK && strstr(text, "sse2") != NULL);
    CHECK(ph_cpu_simd(text, 3) == PH_TOO_SMALL);
#endif
}

static void a_missing_blas_is_absent(void) {
    struct ph_blas facts;
    const char *none[] = {"libno-such-blas.so", NULL};
    CHECK(ph_blas_facts(none, &facts) == PH_ABSENT);
    const char *other[] = {"libc.so.6", NULL};
    CHECK(ph_blas_facts(other, &facts) == PH_ABSENT);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: facts_test FOLDER\n");
        return 2;
    }
    lists_are_read();
    a_server_is_described(argv[1]);
    this_machine_is_described();
    a_missing_blas_is_absent();
    printf("%d passed, %d failed\n", passed, failures);
    return failures == 0 ? 0 : 1;
}
