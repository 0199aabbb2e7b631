/* The peer of 'parhelion bench lu': ScaLAPACK's pdgesv on a random matrix, block-cyclic on a process grid.
   usage: mpirun -n P pdgesv N BLOCK ROWS COLUMNS SOLVES   with ROWS x COLUMNS = P
   Prints 'lu GFLOPS RESIDUAL' of the fastest solve; GF/s by HPL's count, the residual scaled as HPL scales it. */
#include <math.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void Cblacs_get(int context, int what, int *value);
void Cblacs_gridinit(int *context, const char *order, int rows, int columns);
void Cblacs_gridinfo(int context, int *rows, int *columns, int *row, int *column);
int numroc_(const int *n, const int *block, const int *process, const int *first, const int *processes);
void descinit_(int *desc, const int *m, const int *n, const int *mb, const int *nb, const int *row, const int *column,
               const int *context, const int *leading, int *info);
void pdgesv_(const int *n, const int *columns, double *a, const int *ia, const int *ja, const int *desca, int *pivots,
             double *b, const int *ib, const int *jb, const int *descb, int *info);
void pdgemv_(const char *trans, const int *m, const int *n, const double *alpha, const double *a, const int *ia,
             const int *ja, const int *desca, const double *x, const int *ix, const int *jx, const int *descx,
             const int *incx, const double *beta, double *y, const int *iy, const int *jy, const int *descy,
             const int *incy);
double pdlange_(const char *norm, const int *m, const int *n, const double *a, const int *ia, const int *ja,
                const int *desca, double *work);

/* The numbers of LuRanks.java: uniform in -1/2 to 1/2, a function of the place alone (splitmix64). */
static double element(uint64_t i, uint64_t j) {
  uint64_t z = (i * 0x100000001b3ULL + j + 1) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  z ^= z >> 31;
  return (double)(z >> 11) * 0x1p-53 - 0.5;
}

static int global(int local, int block, int process, int processes) {
  return (local / block * processes + process) * block + local % block;
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  if (argc != 6) {
    fprintf(stderr, "usage: pdgesv N BLOCK ROWS COLUMNS SOLVES\n");
    MPI_Abort(MPI_COMM_WORLD, 2);
  }
  int n = atoi(argv[1]), block = atoi(argv[2]), rows = atoi(argv[3]), columns = atoi(argv[4]), solves = atoi(argv[5]);
  int context, row, column, zero = 0, one = 1, info;
  Cblacs_get(-1, 0, &context);
  Cblacs_gridinit(&context, "Row", rows, columns);
  Cblacs_gridinfo(context, &rows, &columns, &row, &column);
  int local_rows = numroc_(&n, &block, &row, &zero, &rows);
  int local_columns = numroc_(&n, &block, &column, &zero, &columns);
  int b_columns = numroc_(&one, &block, &column, &zero, &columns);
  int leading = local_rows > 1 ? local_rows : 1, desca[9], descb[9];
  descinit_(desca, &n, &n, &block, &block, &zero, &zero, &context, &leading, &info);
  descinit_(descb, &n, &one, &block, &block, &zero, &zero, &context, &leading, &info);
  size_t size = (size_t)leading * (local_columns > 0 ? local_columns : 1);
  double *a = malloc(size * sizeof *a), *b = malloc(leading * sizeof *b), *r = malloc(leading * sizeof *r);
  double *original = malloc(size * sizeof *a), *work = malloc((size_t)(local_rows + local_columns + 2 * n) * sizeof *work);
  int *pivots = malloc((local_rows + block) * sizeof *pivots);
  for (int j = 0; j < local_columns; j++)
    for (int i = 0; i < local_rows; i++)
      original[i + (size_t)j * leading] = element(global(i, block, row, rows), global(j, block, column, columns));
  double best = HUGE_VAL;
  for (int solve = 0; solve < solves; solve++) {
    memcpy(a, original, size * sizeof *a);
    for (int i = 0; i < local_rows && b_columns > 0; i++) r[i] = b[i] = element(global(i, block, row, rows), n);
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    pdgesv_(&n, &one, a, &one, &one, desca, pivots, b, &one, &one, descb, &info);
    double took = MPI_Wtime() - start;
    MPI_Allreduce(MPI_IN_PLACE, &took, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    if (took < best) best = took;
  }
  double norm_a = pdlange_("I", &n, &n, original, &one, &one, desca, work);
  double norm_x = pdlange_("I", &n, &one, b, &one, &one, descb, work);
  double norm_b = pdlange_("I", &n, &one, r, &one, &one, descb, work);
  double plus = 1, minus = -1;
  pdgemv_("N", &n, &n, &plus, original, &one, &one, desca, b, &one, &one, descb, &one, &minus, r, &one, &one, descb,
          &one);
  double error = pdlange_("I", &n, &one, r, &one, &one, descb, work);
  double flops = 2.0 / 3.0 * n * n * n + 1.5 * n * n;
  if (row == 0 && column == 0)
    printf("lu %.4f %.3e\n", flops / best * 1e-9, error / (0x1p-53 * (norm_a * norm_x + norm_b) * n));
  MPI_Finalize();
  return info == 0 ? 0 : 1;
}
