package org.parhelion.solvers.amg;

import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.multigrid.Cycle;

/** Choices for {@link SmoothedAggregation}; each has a default that suits diffusion. */
public final class SmoothedAggregationBuilder {
    private final CsrMatrix matrix;
    private NearNullSpace nearNullSpace;
    private Cycle cycle = Cycle.V;
    private int degree = 2;
    private double strength = 0.25;
    private int levels = Integer.MAX_VALUE;
    private int directUnknowns = 500;
    private int unknownsPerRank = 8192;

    SmoothedAggregationBuilder(CsrMatrix matrix) {
        this.matrix = matrix;
        this.nearNullSpace = NearNullSpace.constants(matrix.domain());
    }

    /** Constants unless told otherwise. */
    public SmoothedAggregationBuilder nearNullSpace(NearNullSpace space) {
        if (!space.space().isSameAs(matrix.domain())) {
            throw new IllegalArgumentException("smoothed aggregation: the near null space has " + space.space()
                    + ", but the matrix has " + matrix.domain());
        }
        this.nearNullSpace = space;
        return this;
    }

    /** V unless told otherwise. */
    public SmoothedAggregationBuilder cycle(Cycle kind) {
        this.cycle = kind;
        return this;
    }

    /** Degree of the Chebyshev polynomial that smooths before and after each coarse correction; 2 unless told otherwise. */
    public SmoothedAggregationBuilder degree(int degree) {
        if (degree < 1) {
            throw new IllegalArgumentException(
                    "smoothed aggregation: a polynomial of degree " + degree + "; give at least 1");
        }
        this.degree = degree;
        return this;
    }

    /**
     * Ties below this share of a row's largest one are weak; aggregates do not follow them. 0 takes all as strong. On each coarser
     * level it is halved.
     */
    public SmoothedAggregationBuilder strength(double threshold) {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException(
                    "smoothed aggregation: a threshold of " + threshold + " for ties; it must be in [0, 1)");
        }
        this.strength = threshold;
        return this;
    }

    /** Most levels, the finest one included; as many as make sense unless told otherwise. */
    public SmoothedAggregationBuilder levels(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("smoothed aggregation: " + most + " levels; give at least 1");
        }
        this.levels = most;
        return this;
    }

    /** A level of at most so many unknowns is solved directly; 500 unless told otherwise. */
    public SmoothedAggregationBuilder directUnknowns(int most) {
        if (most < 1 || most > CoarseSolver.MOST) {
            throw new IllegalArgumentException("smoothed aggregation: levels of at most " + most
                    + " unknowns solved directly; give 1 to " + CoarseSolver.MOST);
        }
        this.directUnknowns = most;
        return this;
    }

    /** Coarse levels move to fewer ranks so that each has about so many unknowns; 8192 unless told otherwise. */
    public SmoothedAggregationBuilder unknownsPerRank(int least) {
        if (least < 1) {
            throw new IllegalArgumentException(
                    "smoothed aggregation: " + least + " unknowns per rank; give at least 1");
        }
        this.unknownsPerRank = least;
        return this;
    }

    /**
     * Sets up all levels. Collective.
     *
     * @throws IllegalArgumentException on every rank: a diagonal element is not positive, nodes are cut by ranks, or the coarsest
     *     level is singular
     */
    public SmoothedAggregation build() {
        return new SmoothedAggregation(copy());
    }

    private SmoothedAggregationBuilder copy() {
        SmoothedAggregationBuilder copy = new SmoothedAggregationBuilder(matrix);
        copy.nearNullSpace = nearNullSpace;
        copy.cycle = cycle;
        copy.degree = degree;
        copy.strength = strength;
        copy.levels = levels;
        copy.directUnknowns = directUnknowns;
        copy.unknownsPerRank = unknownsPerRank;
        return copy;
    }

    CsrMatrix matrix() {
        return matrix;
    }

    NearNullSpace nearNullSpace() {
        return nearNullSpace;
    }

    Cycle cycle() {
        return cycle;
    }

    int degree() {
        return degree;
    }

    double strength() {
        return strength;
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
}
