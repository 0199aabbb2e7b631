/*
 * PETSc beside our conjugate gradients: 7-point differences on N^3 points, rows cut evenly over ranks, Jacobi preconditioner.
 *
 *   cg_petsc N STEPS
 *
 * Prints "cg SECONDS RESIDUAL": of a step, and |b - A x| / |b| after all of them. The twin of SpmvRanks.java.
 */
#include <petscksp.h>

static PetscErrorCode assemble(Mat a, PetscInt n) {
    PetscInt from, to;
    PetscCall(MatGetOwnershipRange(a, &from, &to));
    for (PetscInt row = from; row < to; row++) {
        PetscInt x = row % n, y = row / n % n, z = row / n / n, column[7], k = 0;
        PetscScalar value[7] = {-1, -1, -1, -1, -1, -1, -1};
        if (z > 0) column[k++] = row - n * n;
        if (y > 0) column[k++] = row - n;
        if (x > 0) column[k++] = row - 1;
        value[k] = 6;
        column[k++] = row;
        if (x < n - 1) column[k++] = row + 1;
        if (y < n - 1) column[k++] = row + n;
        if (z < n - 1) column[k++] = row + n * n;
        PetscCall(MatSetValues(a, 1, &row, k, column, value, INSERT_VALUES));
    }
    PetscCall(MatAssemblyBegin(a, MAT_FINAL_ASSEMBLY));
    PetscCall(MatAssemblyEnd(a, MAT_FINAL_ASSEMBLY));
    return 0;
}

int main(int argc, char **argv) {
    PetscInt n = atoi(argv[1]), steps = atoi(argv[2]);
    PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
    Mat a;
    PetscCall(MatCreateAIJ(PETSC_COMM_WORLD, PETSC_DECIDE, PETSC_DECIDE, n * n * n, n * n * n, 7, NULL, 3, NULL, &a));
    PetscCall(assemble(a, n));
    Vec x, b;
    PetscCall(MatCreateVecs(a, &x, &b));
    PetscInt from, to;
    PetscScalar *values;
    PetscCall(VecGetOwnershipRange(b, &from, &to));
    PetscCall(VecGetArray(b, &values));
    for (PetscInt row = from; row < to; row++) values[row - from] = (double)(row * 7919LL % 1000) / 1000 - 0.5;
    PetscCall(VecRestoreArray(b, &values));
    KSP ksp;
    PC pc;
    PetscCall(KSPCreate(PETSC_COMM_WORLD, &ksp));
    PetscCall(KSPSetOperators(ksp, a, a));
    PetscCall(KSPSetType(ksp, KSPCG));
    PetscCall(KSPSetNormType(ksp, KSP_NORM_UNPRECONDITIONED));
    PetscCall(KSPGetPC(ksp, &pc));
    PetscCall(PCSetType(pc, PCJACOBI));
    PetscCall(KSPSetTolerances(ksp, 1e-300, 1e-300, PETSC_DEFAULT, steps));
    PetscCall(KSPSetUp(ksp));
    double best = 1e300;
    for (int run = 0; run < 3; run++) {
        PetscCall(VecSet(x, 0));
        PetscCallMPI(MPI_Barrier(PETSC_COMM_WORLD));
        double start = MPI_Wtime();
        PetscCall(KSPSolve(ksp, b, x));
        double took = (MPI_Wtime() - start) / steps;
        PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &took, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
        if (took < best) best = took;
    }
    PetscReal residual, size;
    Vec r;
    PetscCall(VecDuplicate(b, &r));
    PetscCall(MatMult(a, x, r));
    PetscCall(VecAYPX(r, -1, b));
    PetscCall(VecNorm(r, NORM_2, &residual));
    PetscCall(VecNorm(b, NORM_2, &size));
    PetscCall(PetscPrintf(PETSC_COMM_WORLD, "cg %.6e %.6e\n", best, (double)(residual / size)));
    PetscCall(PetscFinalize());
    return 0;
}
