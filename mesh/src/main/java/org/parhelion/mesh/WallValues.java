package org.parhelion.mesh;

import java.util.List;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Parameter;

/**
 * The values of one boundary at the points of the wall that this rank's block, ghosts included, touches: a plane for each
 * number of the boundary (one of Dirichlet and Neumann, three of Robin), evaluated again when a parameter has changed.
 */
final class WallValues {
    private final Field field;
    private final Side side;
    private final Axis inner;
    private final Axis outer;
    private final WallFunction[] functions;
    private final Parameter[] parameters;
    private final long[] seen;
    private final double[][] planes;
    private int halo = -1;
    private int width;

    WallValues(Field field, Side side, Boundary boundary) {
        this.field = field;
        this.side = side;
        this.inner = inner(field.grid(), side.axis());
        this.outer = outer(field.grid(), side.axis());
        List<Expr> values = boundary.values();
        this.functions = values.stream()
                .map(value -> WallFunction.of(field.grid(), value))
                .toArray(WallFunction[]::new);
        this.parameters = WallExpression.parameters(boundary).toArray(new Parameter[0]);
        this.seen = new long[parameters.length];
        this.planes = new double[functions.length][];
    }

    /** Of the two axes along a wall the one with the smaller stride. */
    static Axis inner(CartesianGrid grid, Axis normal) {
        StorageOrder order = grid.storage();
        return normal == order.axis(0) ? order.axis(1) : order.axis(0);
    }

    /** Of the two axes along a wall the one with the larger stride. */
    static Axis outer(CartesianGrid grid, Axis normal) {
        StorageOrder order = grid.storage();
        return normal == order.axis(2) ? order.axis(1) : order.axis(2);
    }

    double[] plane(int number) {
        return planes[number];
    }

    /** Position in a plane of the point with these local indices. */
    int index(int atInner, int atOuter) {
        return (atOuter + field.halo(outer)) * width + atInner + field.halo(inner);
    }

    /** Evaluates what has changed since the last call. */
    void update() {
        boolean changed = halo != field.halo();
        for (int n = 0; n < parameters.length; n++) {
            long bits = Double.doubleToRawLongBits(parameters[n].value());
            changed |= seen[n] != bits;
            seen[n] = bits;
        }
        if (!changed) {
            return;
        }
        if (halo != field.halo()) {
            halo = field.halo();
            width = field.size(inner) + 2 * field.halo(inner);
            int rows = field.size(outer) + 2 * field.halo(outer);
            for (int n = 0; n < planes.length; n++) {
                planes[n] = new double[width * rows];
            }
        }
        for (int n = 0; n < planes.length; n++) {
            evaluate(functions[n], planes[n]);
        }
    }

    private void evaluate(WallFunction function, double[] plane) {
        double wall = field.grid().wall(side);
        for (int b = -field.halo(outer); b < field.size(outer) + field.halo(outer); b++) {
            double v = coordinate(outer, b);
            for (int a = -field.halo(inner); a < field.size(inner) + field.halo(inner); a++) {
                double u = coordinate(inner, a);
                plane[index(a, b)] =
                        function.at(along(Axis.X, wall, u, v), along(Axis.Y, wall, u, v), along(Axis.Z, wall, u, v));
            }
        }
    }

    /** Of these coordinates, across the wall and along its two axes, the one of an axis. */
    private double along(Axis axis, double wall, double u, double v) {
        return axis == side.axis() ? wall : axis == inner ? u : v;
    }

    /** Coordinate along the wall; beyond a periodic seam that of the point itself, which lies at the other end. */
    private double coordinate(Axis axis, int local) {
        CartesianGrid grid = field.grid();
        int index = field.offset(axis) + local;
        if (grid.isPeriodic(axis)) {
            index = Math.floorMod(index, grid.cells(axis));
        }
        return grid.coordinate(axis, field.location(), index);
    }
}
