package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.GridOperator;

/** Choices for {@link Multigrid}; each has a default that suits Poisson's equation. */
public final class MultigridBuilder {
    private final GridOperator operator;
    private Cycle cycle = Cycle.V;
    private Smoother smoother;
    private boolean fused = true;
    private int before = 1;
    private int after = 1;
    private int levels = Integer.MAX_VALUE;
    private int directUnknowns = 64;
    private int unknownsPerRank = 8192;

    MultigridBuilder(GridOperator operator) {
        this.operator = operator;
    }

    /** V unless told otherwise. */
    public MultigridBuilder cycle(Cycle kind) {
        this.cycle = kind;
        return this;
    }

    /** Unless told otherwise, red–black Gauss–Seidel, or Chebyshev where the stencil reaches too far for it. */
    public MultigridBuilder smoother(Smoother smoother) {
        this.smoother = smoother;
        return this;
    }

    /**
     * Sweeps of the smoother before and after the coarse correction; 1 and 1 unless told otherwise. As a preconditioner of
     * conjugate gradients they must be equal.
     */
    public MultigridBuilder sweeps(int before, int after) {
        if (before < 0 || after < 0 || before + after == 0) {
            throw new IllegalArgumentException("multigrid: " + before + " sweeps before and " + after
                    + " after the coarse correction; neither may be negative, and one must be done");
        }
        this.before = before;
        this.after = after;
        return this;
    }

    /** Most levels, the finest one included; as many as make sense unless told otherwise. */
    public MultigridBuilder levels(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("multigrid: " + most + " levels; give at least 1");
        }
        this.levels = most;
        return this;
    }

    /** A level of at most so many unknowns is solved directly; 64 unless told otherwise. */
    public MultigridBuilder directUnknowns(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("multigrid: levels of at most " + most + " unknowns; give at least 1");
        }
        this.directUnknowns = most;
        return this;
    }

    /** Coarse levels move to fewer ranks so that each has about so many unknowns; 8192 unless told otherwise. */
    public MultigridBuilder unknownsPerRank(int least) {
        if (least < 1) {
            throw new IllegalArgumentException("multigrid: " + least + " unknowns per rank; give at least 1");
        }
        this.unknownsPerRank = least;
        return this;
    }

    /** Whether smoothing and transfers may go plane by plane in one pass; for tests that compare. */
    MultigridBuilder fused(boolean allowed) {
        this.fused = allowed;
        return this;
    }

    boolean fused() {
        return fused;
    }

    /**
     * Sets up all levels. Collective.
     *
     * @throws IllegalArgumentException if the operator cannot be coarsened, or its coarsest grid is singular
     */
    public Multigrid build() {
        return new Multigrid(this);
    }

    GridOperator operator() {
        return operator;
    }

    Cycle cycle() {
        return cycle;
    }

    Smoother smoother() {
        return smoother;
    }

    /** With all choices made. */
    MultigridBuilder decided() {
        MultigridBuilder decided = copy();
        if (smoother == null) {
            boolean star = operator.stencil().isStar();
            decided.smoother = star ? Smoother.redBlack() : Smoother.chebyshev();
        }
        return decided;
    }

    int sweepsBefore() {
        return before;
    }

    int sweepsAfter() {
        return after;
    }

    int levels() {
        return levels;
    }

    int directUnknowns() {
        return directUnknowns;
    }

    int unknownsPerRank() {
        return unknownsPerRank;
    }

    private MultigridBuilder copy() {
        MultigridBuilder copy = new MultigridBuilder(operator);
        copy.cycle = cycle;
        copy.smoother = smoother;
        copy.before = before;
        copy.after = after;
        copy.levels = levels;
        copy.directUnknowns = directUnknowns;
        copy.unknownsPerRank = unknownsPerRank;
        copy.fused = fused;
        return copy;
    }
}
