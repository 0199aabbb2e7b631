/* The peer of 'parhelion bench summa': ScaLAPACK's pdgemm, C = A B with n x n doubles, block-cyclic on a process grid.
   usage: mpirun -n P pdgemm N BLOCK ROWS COLUMNS PRODUCTS   with ROWS x COLUMNS = P
   Prints 'summa GFLOPS' of the fastest product. */
#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void Cblacs_get(int context, int what, int *value);
void Cblacs_gridinit(int *context, const char *order, int rows, int columns);
void Cblacs_gridinfo(int context, int *rows, int *columns, int *row, int *column);
int numroc_(const int *n, const int *block, const int *process, const int *first, const int *processes);
void descinit_(int *desc, const int *m, const int *n, const int *mb, const int *nb, const int *row, const int *column,
               const int *context, const int *leading, int *info);
void pdgemm_(const char *trans_a, const char *trans_b, const int *m, const int *n, const int *k, const double *alpha,
             const double *a, const int *ia, const int *ja, const int *desca, const double *b, const int *ib,
             const int *jb, const int *descb, const double *beta, double *c, const int *ic, const int *jc,
             const int *descc);

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  if (argc != 6) {
    fprintf(stderr, "usage: pdgemm N BLOCK ROWS COLUMNS PRODUCTS\n");
    MPI_Abort(MPI_COMM_WORLD, 2);
  }
  int n = atoi(argv[1]), block = atoi(argv[2]), rows = atoi(argv[3]), columns = atoi(argv[4]), products = atoi(argv[5]);
  int context, row, column, zero = 0, one = 1, info, desc[9];
  Cblacs_get(-1, 0, &context);
  Cblacs_gridinit(&context, "Row", rows, columns);
  Cblacs_gridinfo(context, &rows, &columns, &row, &column);
  int local_rows = numroc_(&n, &block, &row, &zero, &rows);
  int local_columns = numroc_(&n, &block, &column, &zero, &columns);
  int leading = local_rows > 1 ? local_rows : 1;
  descinit_(desc, &n, &n, &block, &block, &zero, &zero, &context, &leading, &info);
  size_t size = (size_t)leading * (local_columns > 0 ? local_columns : 1);
  double *a = malloc(size * sizeof *a), *b = malloc(size * sizeof *b), *c = calloc(size, sizeof *c);
  for (size_t i = 0; i < size; i++) {
    a[i] = rand() / (double)RAND_MAX;
    b[i] = rand() / (double)RAND_MAX;
  }
  double best = HUGE_VAL, unit = 1, nothing = 0;
  for (int product = 0; product < products; product++) {
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    pdgemm_("N", "N", &n, &n, &n, &unit, a, &one, &one, desc, b, &one, &one, desc, &nothing, c, &one, &one, desc);
    double took = MPI_Wtime() - start;
    MPI_Allreduce(MPI_IN_PLACE, &took, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    if (took < best) best = took;
  }
  if (row == 0 && column == 0) printf("summa %.4f\n", 2e-9 * n * n * n / best);
  MPI_Finalize();
  return 0;
}
