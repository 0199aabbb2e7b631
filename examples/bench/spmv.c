/*
 * Plain C beside the sparse matrix-vector product: y = A x in compressed sparse rows, one core.
 *
 *   spmv poisson N SECONDS    7-point differences on N^3 points
 *   spmv random N SECONDS     N rows of 1 to 31 elements at random columns
 *
 * Prints "spmv GFLOPS CHECKSUM"; the checksum is the sum of y. The twin of SpmvRanks.java.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* The finalizer of SplittableRandom (Steele, Lea and Flood 2014): a random number for each n. */
static uint64_t mix(uint64_t n) {
    uint64_t z = (n + 1) * 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

static int *start, *column;
static double *value;
static int rows;

static void poisson(int n) {
    rows = n * n * n;
    start = malloc((rows + 1) * sizeof(int));
    column = malloc(7 * (size_t)rows * sizeof(int));
    value = malloc(7 * (size_t)rows * sizeof(double));
    int k = 0;
    for (int row = 0; row < rows; row++) {
        int x = row % n, y = row / n % n, z = row / n / n;
        start[row] = k;
        if (z > 0) column[k] = row - n * n, value[k++] = -1;
        if (y > 0) column[k] = row - n, value[k++] = -1;
        if (x > 0) column[k] = row - 1, value[k++] = -1;
        column[k] = row, value[k++] = 6;
        if (x < n - 1) column[k] = row + 1, value[k++] = -1;
        if (y < n - 1) column[k] = row + n, value[k++] = -1;
        if (z < n - 1) column[k] = row + n * n, value[k++] = -1;
    }
    start[rows] = k;
}

static int ascending(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void unstructured(int n) {
    rows = n;
    start = malloc((rows + 1) * sizeof(int));
    column = malloc(31 * (size_t)rows * sizeof(int));
    value = malloc(31 * (size_t)rows * sizeof(double));
    int k = 0;
    for (int row = 0; row < rows; row++) {
        start[row] = k;
        int length = 1 + mix(32 * (uint64_t)row) % 31;
        for (int i = 0; i < length; i++) column[k + i] = mix(32 * (uint64_t)row + 1 + i) % n;
        qsort(column + k, length, sizeof(int), ascending);
        int kept = 0;
        for (int i = 0; i < length; i++)
            if (i == 0 || column[k + i] != column[k + i - 1]) column[k + kept++] = column[k + i];
        for (int i = 0; i < kept; i++) value[k + i] = 1.0 / (1 + i);
        k += kept;
    }
    start[rows] = k;
}

__attribute__((noinline)) static void multiply(const int *start, const int *column, const double *value,
                                               const double *x, double *y, int rows) {
    for (int i = 0; i < rows; i++) {
        double sum = 0;
        for (int k = start[i]; k < start[i + 1]; k++) sum += value[k] * x[column[k]];
        y[i] = sum;
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int n = atoi(argv[2]);
    double seconds = atof(argv[3]);
    if (strcmp(argv[1], "poisson") == 0) poisson(n);
    else unstructured(n);
    double *x = malloc(rows * sizeof(double)), *y = malloc(rows * sizeof(double));
    for (int i = 0; i < rows; i++) x[i] = (double)(mix(i) % 1000) / 1000;
    double best = 1e300, begun = now();
    for (int run = 0; run < 3 || now() - begun < seconds; run++) {
        double from = now();
        multiply(start, column, value, x, y, rows);
        double took = now() - from;
        if (took < best) best = took;
    }
    double checksum = 0;
    for (int i = 0; i < rows; i++) checksum += y[i];
    printf("spmv %.4f %.17g\n", 2e-9 * start[rows] / best, checksum);
    return 0;
}
