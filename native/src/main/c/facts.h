/* Facts about the machine: processor, memory nodes, BLAS. Plain C, no Java; every function fills what it is given and
 * returns a status. Paths of the kernel's files are taken below a root folder, "" on a real machine, so that tests can
 * bring their own. */
#ifndef PARHELION_FACTS_H
#define PARHELION_FACTS_H

#include <stddef.h>

enum ph_status {
    PH_OK = 0,
    PH_ABSENT = 1,    /* the machine does not have it or does not say */
    PH_TOO_SMALL = 2, /* the caller's buffer is too small */
};

/* Name of the processor as the kernel tells it. */
int ph_cpu_model(const char *root, char *out, size_t size);

/* SIMD instruction sets that this processor has and the system lets us use, separated by blanks. */
int ph_cpu_simd(char *out, size_t size);

/* Logical processors this process may run on. */
int ph_cpu_logical(int *count);

/* Cores among the online processors (two threads of one core count once). */
int ph_cpu_cores(const char *root, int *count);

/* Bytes of the data or unified cache of a level (1 to 4) of processor 0. */
int ph_cache_bytes(const char *root, int level, long *bytes);

/* Numbers of the memory nodes: fills at most capacity of them; count is how many there are. */
int ph_numa_nodes(const char *root, int *nodes, int capacity, int *count);

/* Memory of a node in bytes. */
int ph_numa_bytes(const char *root, int node, long long *bytes);

/* Processors of a node as a list: 0-3,8-11. */
int ph_numa_cpus(const char *root, int node, char *out, size_t size);

struct ph_blas {
    char library[512]; /* file it was loaded from */
    char config[256];  /* OpenBLAS's own description; empty for another BLAS */
    char core[64];     /* kernels OpenBLAS has chosen for this processor; empty for another BLAS */
    int threads;       /* threads it would use; 0 when it does not say */
};

/* Loads a BLAS (names: file names to try, ended by NULL) and asks it about itself. */
int ph_blas_facts(const char *const *names, struct ph_blas *out);

#endif
