/* A peer of 'parhelion bench poisson': -laplace(u) = f with n^3 unknowns in the unit cube, u = 0 on its walls, 7 points, by
   hypre's conjugate gradients with one cycle of its geometric multigrid PFMG (red-black Gauss-Seidel, non-Galerkin coarse
   operators, one sweep before and after) as preconditioner, from zero to 1e-8 of the right-hand side.
   usage: mpirun -n P poisson_hypre N REPETITIONS
   Prints for each repetition 'poisson SETUP_SECONDS SOLVE_SECONDS ITERATIONS RELATIVE_RESIDUAL'. */
#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "HYPRE.h"
#include "HYPRE_krylov.h"
#include "HYPRE_struct_ls.h"

static int n, low[3], high[3];
static double *values;

static HYPRE_StructMatrix matrix(HYPRE_StructGrid grid, HYPRE_StructStencil stencil) {
  HYPRE_StructMatrix a;
  int entries[4] = {0, 1, 2, 3};
  long q = 0;
  HYPRE_StructMatrixCreate(MPI_COMM_WORLD, grid, stencil, &a);
  HYPRE_StructMatrixSetSymmetric(a, 1);
  HYPRE_StructMatrixInitialize(a);
  for (int k = low[2]; k <= high[2]; k++) {
    for (int j = low[1]; j <= high[1]; j++) {
      for (int i = low[0]; i <= high[0]; i++) {
        values[q++] = 6;
        values[q++] = i < n - 1 ? -1 : 0;
        values[q++] = j < n - 1 ? -1 : 0;
        values[q++] = k < n - 1 ? -1 : 0;
      }
    }
  }
  HYPRE_StructMatrixSetBoxValues(a, low, high, 4, entries, values);
  HYPRE_StructMatrixAssemble(a);
  return a;
}

static HYPRE_StructVector vector(HYPRE_StructGrid grid, int right_hand_side) {
  HYPRE_StructVector v;
  double h = 1.0 / (n + 1);
  long q = 0;
  HYPRE_StructVectorCreate(MPI_COMM_WORLD, grid, &v);
  HYPRE_StructVectorInitialize(v);
  for (int k = low[2]; k <= high[2]; k++) {
    for (int j = low[1]; j <= high[1]; j++) {
      for (int i = low[0]; i <= high[0]; i++) {
        double x = (i + 1) * h, y = (j + 1) * h, z = (k + 1) * h;
        double f = 3 * M_PI * M_PI * sin(M_PI * x) * sin(M_PI * y) * sin(M_PI * z) + z * exp(x * y);
        values[q++] = right_hand_side ? h * h * f : 0;
      }
    }
  }
  HYPRE_StructVectorSetBoxValues(v, low, high, values);
  HYPRE_StructVectorAssemble(v);
  return v;
}

static void solve(HYPRE_StructMatrix a, HYPRE_StructVector b, HYPRE_StructVector x, int rank) {
  HYPRE_StructSolver solver, cycle;
  int iterations;
  double residual, start, set_up, end;
  HYPRE_StructVectorSetConstantValues(x, 0);
  MPI_Barrier(MPI_COMM_WORLD);
  start = MPI_Wtime();
  HYPRE_StructPFMGCreate(MPI_COMM_WORLD, &cycle);
  HYPRE_StructPFMGSetRelaxType(cycle, 2);
  HYPRE_StructPFMGSetRAPType(cycle, 1);
  HYPRE_StructPFMGSetNumPreRelax(cycle, 1);
  HYPRE_StructPFMGSetNumPostRelax(cycle, 1);
  HYPRE_StructPFMGSetMaxIter(cycle, 1);
  HYPRE_StructPFMGSetTol(cycle, 0);
  HYPRE_StructPFMGSetZeroGuess(cycle);
  HYPRE_StructPCGCreate(MPI_COMM_WORLD, &solver);
  HYPRE_StructPCGSetTol(solver, 1e-8);
  HYPRE_StructPCGSetMaxIter(solver, 100);
  HYPRE_StructPCGSetPrecond(solver, HYPRE_StructPFMGSolve, HYPRE_StructPFMGSetup, cycle);
  HYPRE_StructPCGSetup(solver, a, b, x);
  set_up = MPI_Wtime();
  HYPRE_StructPCGSolve(solver, a, b, x);
  end = MPI_Wtime();
  HYPRE_StructPCGGetNumIterations(solver, &iterations);
  HYPRE_StructPCGGetFinalRelativeResidualNorm(solver, &residual);
  if (rank == 0) {
    printf("poisson %.4f %.4f %d %.3e\n", set_up - start, end - set_up, iterations, residual);
  }
  HYPRE_StructPCGDestroy(solver);
  HYPRE_StructPFMGDestroy(cycle);
}

int main(int argc, char **argv) {
  int rank, ranks, dims[3] = {0, 0, 0}, offsets[4][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  HYPRE_StructGrid grid;
  HYPRE_StructStencil stencil;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  HYPRE_Init();
  n = atoi(argv[1]);
  MPI_Dims_create(ranks, 3, dims);
  int at[3] = {rank % dims[0], rank / dims[0] % dims[1], rank / (dims[0] * dims[1])};
  long cells = 1;
  for (int a = 0; a < 3; a++) {
    low[a] = at[a] * n / dims[a];
    high[a] = (at[a] + 1) * n / dims[a] - 1;
    cells *= high[a] - low[a] + 1;
  }
  values = malloc(4 * cells * sizeof *values);
  HYPRE_StructGridCreate(MPI_COMM_WORLD, 3, &grid);
  HYPRE_StructGridSetExtents(grid, low, high);
  HYPRE_StructGridAssemble(grid);
  HYPRE_StructStencilCreate(3, 4, &stencil);
  for (int e = 0; e < 4; e++) {
    HYPRE_StructStencilSetElement(stencil, e, offsets[e]);
  }
  HYPRE_StructMatrix a = matrix(grid, stencil);
  HYPRE_StructVector b = vector(grid, 1), x = vector(grid, 0);
  for (int repetition = 0; repetition < atoi(argv[2]); repetition++) {
    solve(a, b, x, rank);
  }
  HYPRE_Finalize();
  MPI_Finalize();
  return 0;
}
