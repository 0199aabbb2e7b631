// The loops that `parhelion bench stencil` is measured against, as one would write them by hand: doubles, one thread.
//   gcc -O3 -march=native -ffast-math stencil.c -o stencil
//   ./stencil NAME N SECONDS      NAME: triad heat7 heat7-step star13 box27 gray-scott
// prints the seconds of one sweep over N^3 cells, best of the batches that fit into SECONDS; the first batch is warm-up.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RESTRICT __restrict__

static int n;    // cells along each axis
static long my;  // distance of neighbours along y
static long mz;  // distance of neighbours along z
static double *a, *b, *c, *d;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// First cell of row (j, k), cells counted from 0 behind the halo.
static long row(int halo, int j, int k) { return (k + halo) * mz + (j + halo) * my + halo; }

static double *field(long size, double low) {
  double *f = malloc(sizeof(double) * (size_t)size);
  if (!f) {
    fprintf(stderr, "stencil: no memory for %ld numbers\n", size);
    exit(1);
  }
  for (long i = 0; i < size; i++) f[i] = low + 1e-3 * (double)(i % 7);
  return f;
}

static void swap(double **x, double **y) {
  double *t = *x;
  *x = *y;
  *y = t;
}

// Rows are functions of their own: gcc believes `restrict` of parameters only, and vectorizes none but simple loops without.
#define ROW static __attribute__((noinline)) void

// STREAM's third: 24 bytes for each number.
ROW triad_row(double *RESTRICT q, const double *RESTRICT p, const double *RESTRICT r, long size) {
  for (long i = 0; i < size; i++) q[i] = p[i] + 3.0 * r[i];
}

static void triad(void) { triad_row(c, a, b, (long)n * n * n); }

ROW heat7_row(double *RESTRICT q, const double *RESTRICT p, int n, long my, long mz) {
  const double k0 = 0.1;
  for (int i = 0; i < n; i++)
    q[i] = p[i] + k0 * (p[i - 1] + p[i + 1] + p[i - my] + p[i + my] + p[i - mz] + p[i + mz] - 6.0 * p[i]);
}

static void heat7(void) {
  for (int k = 0; k < n; k++)
    for (int j = 0; j < n; j++) heat7_row(b + row(1, j, k), a + row(1, j, k), n, my, mz);
}

// Ghosts of a periodic domain, faces only, then the sweep.
static void heat7_step(void) {
  double *u = a;
  for (int k = 0; k < n; k++)
    for (int j = 0; j < n; j++) {
      long o = row(1, j, k);
      u[o - 1] = u[o + n - 1];
      u[o + n] = u[o];
    }
  for (int k = 0; k < n; k++) {
    memcpy(u + row(1, -1, k), u + row(1, n - 1, k), sizeof(double) * (size_t)n);
    memcpy(u + row(1, n, k), u + row(1, 0, k), sizeof(double) * (size_t)n);
  }
  for (int j = 0; j < n; j++) {
    memcpy(u + row(1, j, -1), u + row(1, j, n - 1), sizeof(double) * (size_t)n);
    memcpy(u + row(1, j, n), u + row(1, j, 0), sizeof(double) * (size_t)n);
  }
  heat7();
  swap(&a, &b);
}

// Fourth-order Laplacian.
ROW star13_row(double *RESTRICT q, const double *RESTRICT p, int n, long my, long mz) {
  const double k0 = 0.05;
  for (int i = 0; i < n; i++) {
    double near = p[i - 1] + p[i + 1] + p[i - my] + p[i + my] + p[i - mz] + p[i + mz];
    double far = p[i - 2] + p[i + 2] + p[i - 2 * my] + p[i + 2 * my] + p[i - 2 * mz] + p[i + 2 * mz];
    q[i] = p[i] + k0 * (4.0 / 3.0 * near - 1.0 / 12.0 * far - 7.5 * p[i]);
  }
}

static void star13(void) {
  for (int k = 0; k < n; k++)
    for (int j = 0; j < n; j++) star13_row(b + row(2, j, k), a + row(2, j, k), n, my, mz);
}

// Weighted mean of a cell and all its neighbours.
ROW box27_row(double *RESTRICT q, const double *RESTRICT p, int n, long my, long mz) {
  const double w0 = 8.0 / 64, w1 = 4.0 / 64, w2 = 2.0 / 64, w3 = 1.0 / 64;
  for (int i = 0; i < n; i++) {
    double faces = p[i - 1] + p[i + 1] + p[i - my] + p[i + my] + p[i - mz] + p[i + mz];
    double edges = p[i - 1 - my] + p[i + 1 - my] + p[i - 1 + my] + p[i + 1 + my] + p[i - 1 - mz] + p[i + 1 - mz] +
                   p[i - 1 + mz] + p[i + 1 + mz] + p[i - my - mz] + p[i + my - mz] + p[i - my + mz] + p[i + my + mz];
    double corners = p[i - 1 - my - mz] + p[i + 1 - my - mz] + p[i - 1 + my - mz] + p[i + 1 + my - mz] +
                     p[i - 1 - my + mz] + p[i + 1 - my + mz] + p[i - 1 + my + mz] + p[i + 1 + my + mz];
    q[i] = w0 * p[i] + w1 * faces + w2 * edges + w3 * corners;
  }
}

static void box27(void) {
  for (int k = 0; k < n; k++)
    for (int j = 0; j < n; j++) box27_row(b + row(1, j, k), a + row(1, j, k), n, my, mz);
}

// Both equations of Gray and Scott, one Euler step.
ROW gray_scott_row(double *RESTRICT un, double *RESTRICT vn, const double *RESTRICT u, const double *RESTRICT v, int n,
                   long my, long mz) {
  const double du = 0.16, dv = 0.08, f = 0.035, kk = 0.065, dt = 0.5;
  for (int i = 0; i < n; i++) {
    double lu = u[i - 1] + u[i + 1] + u[i - my] + u[i + my] + u[i - mz] + u[i + mz] - 6.0 * u[i];
    double lv = v[i - 1] + v[i + 1] + v[i - my] + v[i + my] + v[i - mz] + v[i + mz] - 6.0 * v[i];
    double uvv = u[i] * v[i] * v[i];
    un[i] = u[i] + dt * (du * lu - uvv + f * (1.0 - u[i]));
    vn[i] = v[i] + dt * (dv * lv + uvv - (f + kk) * v[i]);
  }
}

static void gray_scott(void) {
  for (int k = 0; k < n; k++)
    for (int j = 0; j < n; j++) {
      long o = row(1, j, k);
      gray_scott_row(c + o, d + o, a + o, b + o, n, my, mz);
    }
}

static const struct {
  const char *name;
  void (*sweep)(void);
  int halo, fields;
} loops[] = {{"triad", triad, 0, 3},    {"heat7", heat7, 1, 2}, {"heat7-step", heat7_step, 1, 2},
             {"star13", star13, 2, 2}, {"box27", box27, 1, 2}, {"gray-scott", gray_scott, 1, 4}};

// Seconds of one sweep: batches of at least 5 ms, best of those that fit into the time.
static double best_time(void (*sweep)(void), double seconds) {
  double best = 1e30, end = now() + seconds;
  long count = 1;
  int warm = 0;
  do {
    double start = now();
    for (long i = 0; i < count; i++) sweep();
    double took = now() - start;
    if (took < 5e-3) {
      count *= 2;
    } else if (!warm) {
      warm = 1;
    } else if (took / (double)count < best) {
      best = took / (double)count;
    }
  } while (best == 1e30 || now() < end);
  return best;
}

int main(int argc, char **argv) {
  if (argc < 4 || (n = atoi(argv[2])) < 1) {
    fprintf(stderr, "usage: stencil NAME N SECONDS\n");
    return 2;
  }
  for (size_t l = 0; l < sizeof loops / sizeof *loops; l++)
    if (!strcmp(argv[1], loops[l].name)) {
      my = n + 2 * loops[l].halo;
      mz = my * my;
      double **all[] = {&a, &b, &c, &d};
      for (int f = 0; f < loops[l].fields; f++) *all[f] = field(mz * my, 0.1 * (f + 1));
      printf("%.9g\n", best_time(loops[l].sweep, atof(argv[3])));
      double sum = 0;  // so that the sweeps are not removed
      for (long i = 0; i < mz * my; i += 97) sum += a[i] + b[i];
      return sum == 12345 ? 1 : 0;
    }
  fprintf(stderr, "stencil: no loop '%s'\n", argv[1]);
  return 2;
}
