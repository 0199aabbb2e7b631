package org.parhelion.solvers.linear;

import java.util.Optional;

/** Krylov subspace methods. Which one: {@link #cg} if A is symmetric positive definite, {@link #minres} if symmetric, else GMRES. */
public final class Krylov {
    private static final int RESTART = 30;

    private Krylov() {}

    /** Conjugate gradients, for symmetric positive definite operators and preconditioners. Three work vectors. */
    public static LinearSolver cg(LinearOperator a) {
        return new ConjugateGradient(LinearSolver.Setup.of(a));
    }

    /**
     * The same with one reduction a step, which travels behind the operator's and the preconditioner's work: for many ranks.
     * More vector updates (nine work vectors) and sooner at its limit of accuracy than {@link #cg}.
     */
    public static LinearSolver pipelinedCg(LinearOperator a) {
        return new PipelinedConjugateGradient(LinearSolver.Setup.of(a));
    }

    /** Stabilized biconjugate gradients, for any regular operator: two applications a step, seven work vectors. */
    public static LinearSolver bicgstab(LinearOperator a) {
        return new BiCgStab(LinearSolver.Setup.of(a));
    }

    /** Generalized minimal residuals, restarted after 30 steps, see {@link #gmres(LinearOperator, int)}. */
    public static LinearSolver gmres(LinearOperator a) {
        return gmres(a, RESTART);
    }

    /** Generalized minimal residuals for any regular operator, preconditioned from the right: {@code restart} + 4 vectors. */
    public static LinearSolver gmres(LinearOperator a, int restart) {
        return new Gmres(LinearSolver.Setup.of(a), restart, false);
    }

    /** The same for a preconditioner that is another one in each step, such as a solver: 2 {@code restart} + 2 vectors. */
    public static LinearSolver fgmres(LinearOperator a, int restart) {
        return new Gmres(LinearSolver.Setup.of(a), restart, true);
    }

    /** Minimal residuals, for symmetric operators, definite or not, with a positive definite preconditioner. */
    public static LinearSolver minres(LinearOperator a) {
        return new Minres(LinearSolver.Setup.of(a));
    }

    /**
     * Chebyshev iteration, for symmetric positive definite operators.
     *
     * @param low not above the smallest eigenvalue of M⁻¹ A
     * @param high not below the largest one
     */
    public static LinearSolver chebyshev(LinearOperator a, double low, double high) {
        return new Chebyshev(LinearSolver.Setup.of(a), Optional.of(new EigenvalueBounds(low, high)));
    }

    /** The same with bounds that the first solve estimates. */
    public static LinearSolver chebyshev(LinearOperator a) {
        return new Chebyshev(LinearSolver.Setup.of(a), Optional.empty());
    }
}
