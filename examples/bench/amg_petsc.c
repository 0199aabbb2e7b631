/*
 * PETSc's algebraic multigrid beside ours: 7-point differences on N^3 points of the unit cube, a matrix of compressed rows, conjugate
 * gradients to 1e-8. The preconditioner is chosen by options, such as -pc_type hypre (BoomerAMG) or -pc_type gamg.
 *
 *   amg_petsc -n N [PETSC OPTIONS]
 *
 * Prints "amg SETUP SOLVE ITERATIONS RESIDUAL": seconds on the slowest rank, without the assembly of the matrix, and |b - A x| / |b|.
 * The twin of AmgRanks.java.
 */
#include <petscdm.h>
#include <petscdmda.h>
#include <petscksp.h>

static PetscErrorCode assemble(DM grid, PetscInt n, Mat a) {
    PetscInt x0, y0, z0, nx, ny, nz;
    PetscCall(DMDAGetCorners(grid, &x0, &y0, &z0, &nx, &ny, &nz));
    for (PetscInt k = z0; k < z0 + nz; k++)
        for (PetscInt j = y0; j < y0 + ny; j++)
            for (PetscInt i = x0; i < x0 + nx; i++) {
                MatStencil row = {k, j, i, 0}, column[7];
                PetscScalar value[7];
                PetscInt count = 0;
                for (int side = 0; side < 7; side++) {
                    MatStencil at = row;
                    at.i += (side == 1) - (side == 2);
                    at.j += (side == 3) - (side == 4);
                    at.k += (side == 5) - (side == 6);
                    if (at.i < 0 || at.j < 0 || at.k < 0 || at.i >= n || at.j >= n || at.k >= n) continue;
                    column[count] = at;
                    value[count++] = side == 0 ? 6 : -1;
                }
                PetscCall(MatSetValuesStencil(a, 1, &row, count, column, value, INSERT_VALUES));
            }
    PetscCall(MatAssemblyBegin(a, MAT_FINAL_ASSEMBLY));
    PetscCall(MatAssemblyEnd(a, MAT_FINAL_ASSEMBLY));
    return 0;
}

/* h^2 (3 pi^2 sin(pi x) sin(pi y) sin(pi z) + z exp(xy)) */
static PetscErrorCode fill(DM grid, PetscInt n, Vec b) {
    PetscInt x0, y0, z0, nx, ny, nz;
    PetscScalar ***f;
    double h = 1.0 / (n + 1);
    PetscCall(DMDAGetCorners(grid, &x0, &y0, &z0, &nx, &ny, &nz));
    PetscCall(DMDAVecGetArray(grid, b, &f));
    for (PetscInt k = z0; k < z0 + nz; k++)
        for (PetscInt j = y0; j < y0 + ny; j++)
            for (PetscInt i = x0; i < x0 + nx; i++) {
                double x = (i + 1) * h, y = (j + 1) * h, z = (k + 1) * h;
                double sines = sin(PETSC_PI * x) * sin(PETSC_PI * y) * sin(PETSC_PI * z);
                f[k][j][i] = h * h * (3 * PETSC_PI * PETSC_PI * sines + z * exp(x * y));
            }
    PetscCall(DMDAVecRestoreArray(grid, b, &f));
    return 0;
}

static double slowest(double seconds) {
    MPI_Allreduce(MPI_IN_PLACE, &seconds, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
    return seconds;
}

int main(int argc, char **argv) {
    PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
    PetscInt n = 127, steps;
    PetscCall(PetscOptionsGetInt(NULL, NULL, "-n", &n, NULL));
    DM grid;
    PetscCall(DMDACreate3d(PETSC_COMM_WORLD, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, DMDA_STENCIL_STAR, n, n, n,
                           PETSC_DECIDE, PETSC_DECIDE, PETSC_DECIDE, 1, 1, NULL, NULL, NULL, &grid));
    PetscCall(DMSetUp(grid));
    Mat a;
    Vec b, x, r;
    PetscCall(DMCreateMatrix(grid, &a));
    PetscCall(assemble(grid, n, a));
    PetscCall(DMCreateGlobalVector(grid, &b));
    PetscCall(fill(grid, n, b));
    PetscCall(VecDuplicate(b, &x));
    PetscCall(VecDuplicate(b, &r));
    KSP ksp;
    PetscCall(KSPCreate(PETSC_COMM_WORLD, &ksp));
    PetscCall(KSPSetOperators(ksp, a, a));
    PetscCall(KSPSetType(ksp, KSPCG));
    PetscCall(KSPSetTolerances(ksp, 1e-8, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT));
    PetscCall(KSPSetFromOptions(ksp));
    PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
    double start = MPI_Wtime();
    PetscCall(KSPSetUp(ksp));
    double setup = slowest(MPI_Wtime() - start);
    start = MPI_Wtime();
    PetscCall(KSPSolve(ksp, b, x));
    double solve = slowest(MPI_Wtime() - start);
    PetscReal residual, size;
    PetscCall(KSPGetIterationNumber(ksp, &steps));
    PetscCall(MatMult(a, x, r));
    PetscCall(VecAYPX(r, -1, b));
    PetscCall(VecNorm(r, NORM_2, &residual));
    PetscCall(VecNorm(b, NORM_2, &size));
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "amg %.4f %.4f %d %.3e\n", setup, solve, (int)steps, (double)(residual / size)));
    PetscCall(PetscFinalize());
    return 0;
}
