package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.stencil.Lowering.Offset;

/** Derivatives as weighted sums of the operand at points around: the same formulas as {@link Differences}, term by term. */
final class StencilWeights {
    private static final double[][] FIRST = {{0.5}, {2.0 / 3, -1.0 / 12}};
    private static final double[][] SECOND = {{1}, {4.0 / 3, -1.0 / 12}};

    private final CartesianGrid grid;

    StencilWeights(CartesianGrid grid) {
        this.grid = grid;
    }

    /** One point of a stencil and what the operand there is multiplied with. */
    record Weight(Offset offset, Expr value) {}

    List<Weight> of(Expr.Derivative derivative) {
        int accuracy = derivative.accuracy();
        if (derivative.second() == derivative.first()) {
            return along(derivative.first(), 2, accuracy);
        }
        List<Weight> first = along(derivative.first(), 1, accuracy);
        return derivative.second() == null ? first : products(first, along(derivative.second(), 1, accuracy));
    }

    List<Weight> of(Expr.Laplacian laplacian) {
        List<Weight> all = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            if (grid.uses(axis)) {
                all.addAll(along(axis, 2, laplacian.accuracy()));
            }
        }
        return all;
    }

    /** Points x and y away: the first differences along two axes, one of the other. Their axes differ. */
    private static List<Weight> products(List<Weight> first, List<Weight> second) {
        List<Weight> all = new ArrayList<>();
        for (Weight b : second) {
            for (Weight a : first) {
                Offset offset = b.offset.plus(a.offset.i(), a.offset.j(), a.offset.k());
                all.add(new Weight(offset, b.value.times(a.value.shift(b.offset.i(), b.offset.j(), b.offset.k()))));
            }
        }
        return all;
    }

    private List<Weight> along(Axis axis, int derivative, int accuracy) {
        return grid.isUniform(axis)
                ? uniform(axis, derivative, accuracy, grid.spacing(axis))
                : stretched(axis, derivative, accuracy);
    }

    private static List<Weight> uniform(Axis axis, int derivative, int accuracy, double spacing) {
        double[] weights = (derivative == 1 ? FIRST : SECOND)[accuracy / 2 - 1];
        double scale = derivative == 1 ? 1 / spacing : 1 / (spacing * spacing);
        List<Weight> all = new ArrayList<>();
        double centre = 0;
        for (int n = 1; n <= weights.length; n++) {
            double weight = weights[n - 1] * scale;
            all.add(new Weight(Offset.NONE.plus(axis, n), Expr.constant(weight)));
            all.add(new Weight(Offset.NONE.plus(axis, -n), Expr.constant(derivative == 1 ? -weight : weight)));
            centre -= 2 * weight;
        }
        if (derivative == 2) {
            all.add(new Weight(Offset.NONE, Expr.constant(centre)));
        }
        return all;
    }

    private static List<Weight> stretched(Axis axis, int derivative, int accuracy) {
        int[] points = accuracy == 2 ? new int[] {1, -1} : new int[] {1, -1, 2, -2};
        List<Weight> all = new ArrayList<>();
        Expr centre = Expr.constant(0);
        for (int m : points) {
            Expr weight = lagrange(axis, derivative, points, m);
            all.add(new Weight(Offset.NONE.plus(axis, m), weight));
            centre = centre.minus(weight);
        }
        all.add(new Weight(Offset.NONE, centre));
        return all;
    }

    private static Expr lagrange(Axis axis, int derivative, int[] points, int m) {
        Expr denominator = distance(axis, m, 0);
        Expr numerator = Expr.constant(derivative == 1 ? 1 : 0);
        for (int l : points) {
            if (l == m) {
                continue;
            }
            denominator = denominator.times(distance(axis, m, l));
            if (derivative == 1) {
                numerator = numerator.times(distance(axis, 0, l));
            } else {
                Expr product = Expr.constant(2);
                for (int other : points) {
                    product = other == m || other == l ? product : product.times(distance(axis, 0, other));
                }
                numerator = numerator.plus(product);
            }
        }
        return numerator.dividedBy(denominator);
    }

    /** Coordinate of one neighbour less that of another. */
    private static Expr distance(Axis axis, int of, int from) {
        return coordinate(axis, of).minus(coordinate(axis, from));
    }

    private static Expr coordinate(Axis axis, int distance) {
        Offset offset = Offset.NONE.plus(axis, distance);
        Expr coordinate = new Expr.Coordinate(axis);
        return distance == 0 ? coordinate : coordinate.shift(offset.i(), offset.j(), offset.k());
    }
}
