package org.parhelion.solvers.simulation;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

/**
 * What decides which methods can solve with an operator.
 *
 * @param isSymmetric whether ⟨x, A y⟩ = ⟨A x, y⟩
 * @param mayBeIndefinite whether there may be eigenvalues of both signs
 */
record OperatorTraits(boolean isSymmetric, boolean mayBeIndefinite) {
    private static final double ROUND_OFF = 1e-11;

    /** Tries symmetry on two vectors that have nothing in common with any operator; collective. */
    static OperatorTraits of(GridOperator a, boolean mayBeIndefinite) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector y = a.domain().vector("y");
        DistributedVector image = a.domain().vector("image");
        x.fillRandom(1);
        y.fillRandom(2);
        a.apply(y, image);
        double left = x.dot(image);
        double size = image.norm() * x.norm();
        a.apply(x, image);
        double right = y.dot(image);
        return new OperatorTraits(Math.abs(left - right) <= ROUND_OFF * size, mayBeIndefinite);
    }
}
