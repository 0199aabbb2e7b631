/* A peer of 'parhelion bench poisson': the same system as in poisson_hypre.c by PETSc on a DMDA, by the options given:
     -ksp_type cg -pc_type mg -pc_mg_levels 6 -pc_mg_galerkin pmat     PETSc's geometric multigrid
     -ksp_type cg -pc_type hypre                                       hypre's BoomerAMG
   usage: mpirun -n P poisson_petsc -n N -ksp_rtol 1e-8 [OPTIONS]
   Prints 'poisson SETUP_SECONDS SOLVE_SECONDS ITERATIONS RELATIVE_RESIDUAL'. */
#include <petscdm.h>
#include <petscdmda.h>
#include <petscksp.h>

static PetscErrorCode matrix(KSP ksp, Mat unused, Mat a, void *context) {
  DM grid;
  PetscInt n, x0, y0, z0, nx, ny, nz;
  PetscCall(KSPGetDM(ksp, &grid));
  PetscCall(DMDAGetInfo(grid, 0, &n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  PetscCall(DMDAGetCorners(grid, &x0, &y0, &z0, &nx, &ny, &nz));
  for (PetscInt k = z0; k < z0 + nz; k++) {
    for (PetscInt j = y0; j < y0 + ny; j++) {
      for (PetscInt i = x0; i < x0 + nx; i++) {
        MatStencil row = {k, j, i, 0}, column[7];
        PetscScalar value[7];
        PetscInt count = 0;
        for (int side = 0; side < 7; side++) {
          MatStencil at = row;
          at.i += (side == 1) - (side == 2);
          at.j += (side == 3) - (side == 4);
          at.k += (side == 5) - (side == 6);
          if (at.i >= 0 && at.j >= 0 && at.k >= 0 && at.i < n && at.j < n && at.k < n) {
            column[count] = at;
            value[count++] = side == 0 ? 6 : -1;
          }
        }
        PetscCall(MatSetValuesStencil(a, 1, &row, count, column, value, INSERT_VALUES));
      }
    }
  }
  PetscCall(MatAssemblyBegin(a, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(a, MAT_FINAL_ASSEMBLY));
  return 0;
}

static PetscErrorCode right_hand_side(KSP ksp, Vec b, void *context) {
  DM grid;
  PetscInt n, x0, y0, z0, nx, ny, nz;
  PetscScalar ***f;
  PetscCall(KSPGetDM(ksp, &grid));
  PetscCall(DMDAGetInfo(grid, 0, &n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  PetscCall(DMDAGetCorners(grid, &x0, &y0, &z0, &nx, &ny, &nz));
  PetscCall(DMDAVecGetArray(grid, b, &f));
  double h = 1.0 / (n + 1);
  for (PetscInt k = z0; k < z0 + nz; k++) {
    for (PetscInt j = y0; j < y0 + ny; j++) {
      for (PetscInt i = x0; i < x0 + nx; i++) {
        double x = (i + 1) * h, y = (j + 1) * h, z = (k + 1) * h;
        double sines = sin(PETSC_PI * x) * sin(PETSC_PI * y) * sin(PETSC_PI * z);
        f[k][j][i] = h * h * (3 * PETSC_PI * PETSC_PI * sines + z * exp(x * y));
      }
    }
  }
  PetscCall(DMDAVecRestoreArray(grid, b, &f));
  return 0;
}

int main(int argc, char **argv) {
  PetscInt n = 127, iterations;
  KSP ksp;
  DM grid;
  Vec x, b, r;
  Mat a;
  PetscReal norm, norm_of_b;
  PetscCall(PetscInitialize(&argc, &argv, 0, 0));
  PetscCall(PetscOptionsGetInt(0, 0, "-n", &n, 0));
  PetscCall(DMDACreate3d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DMDA_STENCIL_STAR, n, n, n,
                         -1, -1, -1, 1, 1, 0, 0, 0, &grid));
  PetscCall(DMSetFromOptions(grid));
  PetscCall(DMSetUp(grid));
  PetscCall(KSPCreate(PETSC_COMM_WORLD, &ksp));
  PetscCall(KSPSetDM(ksp, grid));
  PetscCall(KSPSetComputeRHS(ksp, right_hand_side, 0));
  PetscCall(KSPSetComputeOperators(ksp, matrix, 0));
  PetscCall(KSPSetFromOptions(ksp));
  double start = MPI_Wtime();
  PetscCall(KSPSetUp(ksp));
  double set_up = MPI_Wtime();
  PetscCall(KSPSolve(ksp, 0, 0));
  double end = MPI_Wtime();
  PetscCall(KSPGetIterationNumber(ksp, &iterations));
  PetscCall(KSPGetSolution(ksp, &x));
  PetscCall(KSPGetRhs(ksp, &b));
  PetscCall(KSPGetOperators(ksp, &a, 0));
  PetscCall(VecDuplicate(b, &r));
  PetscCall(MatMult(a, x, r));
  PetscCall(VecAYPX(r, -1, b));
  PetscCall(VecNorm(r, NORM_2, &norm));
  PetscCall(VecNorm(b, NORM_2, &norm_of_b));
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "poisson %.4f %.4f %d %.3e\n", set_up - start, end - set_up, (int)iterations,
                        (double)(norm / norm_of_b)));
  PetscCall(VecDestroy(&r));
  PetscCall(KSPDestroy(&ksp));
  PetscCall(DMDestroy(&grid));
  PetscCall(PetscFinalize());
  return 0;
}
