/* The peer of 'parhelion bench gemm': cblas_dgemm, row-major, C = A B with n x n doubles.
   usage: gemm N SECONDS      prints 'gemm GFLOPS', of the fastest of the products that fit into the time */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void cblas_dgemm(int order, int trans_a, int trans_b, int m, int n, int k, double alpha, const double *a, int lda,
                 const double *b, int ldb, double beta, double *c, int ldc);

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: gemm N SECONDS\n");
    return 2;
  }
  int n = atoi(argv[1]);
  double seconds = atof(argv[2]), best = HUGE_VAL;
  size_t size = (size_t)n * n;
  double *a = malloc(size * sizeof *a), *b = malloc(size * sizeof *b), *c = malloc(size * sizeof *c);
  for (size_t i = 0; i < size; i++) {
    a[i] = rand() / (double)RAND_MAX;
    b[i] = rand() / (double)RAND_MAX;
    c[i] = 0;
  }
  double start = now();
  for (int run = 0; run < 3 || now() - start < seconds; run++) {
    double from = now();
    cblas_dgemm(101, 111, 111, n, n, n, 1, a, n, b, n, 0, c, n);
    double took = now() - from;
    if (took < best) best = took;
  }
  printf("gemm %.4f\n", 2e-9 * n * n * n / best);
  return c[0] > 0 ? 0 : 1;
}
