package org.parhelion.solvers.simulation;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
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
        fillAtRandom(x.field(), 1);
        fillAtRandom(y.field(), 2);
        a.apply(y, image);
        double left = x.dot(image);
        double size = image.norm() * x.norm();
        a.apply(x, image);
        double right = y.dot(image);
        return new OperatorTraits(Math.abs(left - right) <= ROUND_OFF * size, mayBeIndefinite);
    }

    /** Numbers from −1 to 1 by the finaliser of SplitMix64 of each point's global index: the same on any cuts. */
    private static void fillAtRandom(Field field, long seed) {
        CartesianGrid grid = field.grid();
        long perRow = grid.points(Axis.X, field.location());
        long perPlane = perRow * grid.points(Axis.Y, field.location());
        double[] data = field.data();
        for (int k = 0; k < field.size(Axis.Z); k++) {
            for (int j = 0; j < field.size(Axis.Y); j++) {
                long first = (field.offset(Axis.Z) + k) * perPlane
                        + (field.offset(Axis.Y) + j) * perRow
                        + field.offset(Axis.X);
                fillAtRandom(data, field.index(0, j, k), field.size(Axis.X), first + (seed << Integer.SIZE));
            }
        }
        field.markWritten();
    }

    private static void fillAtRandom(double[] data, int from, int count, long number) {
        for (int i = 0; i < count; i++) {
            long z = (number + i) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            data[from + i] = (z ^ (z >>> 31)) * 0x1p-63;
        }
    }
}
