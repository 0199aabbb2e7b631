/* A peer of 'parhelion bench reduce': the inner product of two vectors of N doubles.
   usage: dot N SECONDS
   Prints the seconds of the fastest product. */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

static double dot(const double *x, const double *y, long n) {
  double sum = 0;
  for (long i = 0; i < n; i++) {
    sum += x[i] * y[i];
  }
  return sum;
}

int main(int argc, char **argv) {
  long n = atol(argv[1]);
  double end = now() + atof(argv[2]), best = 1e300, keep = 0;
  double *x = malloc(n * sizeof *x), *y = malloc(n * sizeof *y);
  for (long i = 0; i < n; i++) {
    x[i] = 1.0 / (i + 1);
    y[i] = i % 7 - 3.0;
  }
  do {
    double start = now();
    keep += dot(x, y, n);
    double took = now() - start;
    best = took < best ? took : best;
  } while (now() < end);
  fprintf(stderr, "%g\n", keep);
  printf("%.6e\n", best);
  return 0;
}
