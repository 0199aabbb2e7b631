package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;

/**
 * What a point inside or outside the domain holds after an exchange, by the definition of the boundaries: recursion over
 * global indices, knowing nothing of blocks, layers or messages. Boundary values must be numbers.
 */
final class GhostOracle {
    private final Field field;
    private final CartesianGrid grid;

    GhostOracle(Field field) {
        this.field = field;
        this.grid = field.grid();
    }

    /** A value that tells every point of the grid from every other. */
    static double value(int i, int j, int k) {
        return 1.0 / 3 + i + 100 * j + 10_000.0 * k;
    }

    /** Gives every owned point its value, every ghost NaN. */
    void prepare() {
        field.fill(Double.NaN);
        IndexBox owned = grid.owned(field.location());
        for (int k = owned.z0(); k < owned.z1(); k++) {
            for (int j = owned.y0(); j < owned.y1(); j++) {
                for (int i = owned.x0(); i < owned.x1(); i++) {
                    field.set(i, j, k, value(i, j, k));
                }
            }
        }
    }

    /** Compares every point that this rank stores with what it should hold, bit for bit. */
    void check(boolean corners) {
        IndexBox owned = grid.owned(field.location());
        IndexBox stored = field.stored().shift(field.offset(Axis.X), field.offset(Axis.Y), field.offset(Axis.Z));
        for (int k = stored.z0(); k < stored.z1(); k++) {
            for (int j = stored.y0(); j < stored.y1(); j++) {
                for (int i = stored.x0(); i < stored.x1(); i++) {
                    int outside = (i < owned.x0() || i >= owned.x1() ? 1 : 0)
                            + (j < owned.y0() || j >= owned.y1() ? 1 : 0)
                            + (k < owned.z0() || k >= owned.z1() ? 1 : 0);
                    if (corners || outside <= 1) {
                        double expected = expected(i, j, k);
                        if (Double.compare(expected, field.get(i, j, k)) != 0) {
                            String where = field + " at " + i + " " + j + " " + k + " of " + owned + " on " + grid;
                            assertEquals(expected, field.get(i, j, k), where);
                        }
                    }
                }
            }
        }
    }

    double expected(int... at) {
        for (int a = 2; a >= 0; a--) {
            Axis axis = Axis.of(a);
            int points = grid.points(axis, field.location());
            if (grid.isPeriodic(axis)) {
                at[a] = Math.floorMod(at[a], points);
            } else if (at[a] < 0 || at[a] >= points) {
                return beyond(Side.of(axis, at[a] >= 0), at);
            }
        }
        for (int a = 2; a >= 0; a--) {
            Axis axis = Axis.of(a);
            boolean onFace = grid.uses(axis) && field.location().isOnFace(axis) && !grid.isPeriodic(axis);
            boolean low = at[a] == 0;
            if (onFace && (low || at[a] == grid.cells(axis))) {
                Boundary boundary = field.boundary(Side.of(axis, !low));
                if (boundary.kind() == Boundary.Kind.DIRICHLET) {
                    return number(boundary, 0);
                } else if (boundary.kind() == Boundary.Kind.ANTISYMMETRY) {
                    return 0;
                }
            }
        }
        return value(at[0], at[1], at[2]);
    }

    private double beyond(Side side, int[] at) {
        int a = side.axis().ordinal();
        int last = grid.points(side.axis(), field.location()) - 1;
        boolean onFace = field.location().isOnFace(side.axis());
        int[] image = at.clone();
        image[a] = onFace
                ? (side.isHigh() ? 2 * last - at[a] : -at[a])
                : (side.isHigh() ? 2 * last + 1 - at[a] : -1 - at[a]);
        int[] nearest = at.clone();
        nearest[a] = side.isHigh() ? last : 0;
        double d = Math.abs(at[a] - image[a]) * grid.spacing(side.axis());
        Boundary boundary = field.boundary(side);
        return switch (boundary.kind()) {
            case DIRICHLET -> 2 * number(boundary, 0) - expected(image);
            case NEUMANN -> expected(image) + number(boundary, 0) * d;
            case ROBIN -> {
                double a2 = number(boundary, 0) / 2;
                double slope = number(boundary, 1) / d;
                yield (number(boundary, 2) - expected(image) * (a2 - slope)) / (a2 + slope);
            }
            case SYMMETRY -> expected(image);
            case ANTISYMMETRY -> -expected(image);
            case OUTFLOW -> expected(nearest);
            case PERIODIC -> throw new AssertionError("wrapped before");
        };
    }

    private static double number(Boundary boundary, int n) {
        return ((Expr.Constant) boundary.values().get(n)).value();
    }
}
