package org.parhelion.solvers.linear;

import java.util.Optional;

/**
 * A linear map between vectors: a matrix, an expression on a grid, a preconditioner, a cycle of multigrid. All ranks of its
 * spaces apply it alike.
 */
public interface LinearOperator {
    /** Vectors that it takes. */
    VectorSpace domain();

    /** Vectors that it gives; the same as {@link #domain} of a square operator. */
    default VectorSpace range() {
        return domain();
    }

    /**
     * y ← A x.
     *
     * @param x argument, not changed
     * @param y image, overwritten; not the same vector as {@code x}
     */
    void apply(DistributedVector x, DistributedVector y);

    /**
     * y ← A x, and this rank's part of product n ← ⟨x, y⟩: the same bits as one after the other, in fewer passes over memory
     * where the operator knows how. Of a square operator.
     *
     * @param x argument, not changed
     * @param y image, overwritten; not the same vector as {@code x}
     */
    default void applyAndDot(DistributedVector x, DistributedVector y, InnerProducts products, int n) {
        apply(x, y);
        products.set(n, x, y);
    }

    /**
     * The diagonal of a square operator, if it is known.
     *
     * @return a new vector, the same numbers on any number of ranks
     */
    default Optional<DistributedVector> diagonal() {
        return Optional.empty();
    }

    /** What the operator maps to zero, where that is known; none of a regular one. */
    default NullSpace nullSpace() {
        return NullSpace.NONE;
    }

    /** Such as {@code 7-point operator, 16777216 unknowns}. */
    default String describe() {
        return getClass().getSimpleName() + ", " + domain();
    }
}
