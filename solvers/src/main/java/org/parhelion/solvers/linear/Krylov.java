package org.parhelion.solvers.linear;

/** Krylov subspace methods. */
public final class Krylov {
    private Krylov() {}

    /** Conjugate gradients, for symmetric positive definite operators. */
    public static LinearSolver cg(LinearOperator a) {
        return new ConjugateGradient(LinearSolver.Setup.of(a));
    }
}
