package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;

/**
 * The ties between neighbours along one axis of a {@link VariableOperator}, per area across the axis: mean and half the
 * difference of what a tie is, seen from both its points, kept at the lower one.
 *
 * @param means laid out as the level's vectors are; null on ranks that take no part
 */
record FineTies(double[] means, double[] flows) {
    /** Collective. */
    static FineTies of(VariableOperator operator, int axis) {
        LevelPlace place = operator.place();
        Storage storage = place == null ? null : place.storage();
        LevelShape shape = operator.shape();
        try (BoxTransfer halo = BoxTransfer.of(
                operator.communicator(), shape, rank -> StarLevelOperator.faces(shape, rank), storage, storage, true)) {
            halo.run(operator.low(axis), operator.low(axis));
        }
        if (place == null) {
            return new FineTies(null, null);
        }
        FineTies ties = new FineTies(place.newArray(), place.newArray());
        ties.compute(operator, axis);
        return ties;
    }

    private void compute(VariableOperator operator, int axis) {
        StarLayout layout = operator.place().layout();
        AxisLine line = operator.shape().axis(axis);
        double[] weight = operator.weight(axis);
        int offset = operator.place().owned().low(Axis.of(axis));
        int last = line.isPeriodic() ? line.points() : line.end() - 1;
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    int p = offset + (axis == 0 ? i : axis == 1 ? j : k);
                    if (p < last) {
                        int at = layout.index(i, j, k);
                        int next = p + 1 < line.points() ? p + 1 : 0;
                        double up = weight[p] * operator.high(axis)[at];
                        double down = weight[next] * operator.low(axis)[at + layout.stride(axis)];
                        set(at, up, down, isFreeWall(line, p, false), isFreeWall(line, next, true));
                    }
                }
            }
        }
    }

    /** Whether a point lies on a wall that leaves it to the equation: its coefficients have the ghost's folded in. */
    private static boolean isFreeWall(AxisLine line, int p, boolean atHigh) {
        return line.isOnFace() && !line.isPeriodic() && p == (atHigh ? line.cells() : 0);
    }

    private void set(int at, double up, double down, boolean lowerOnWall, boolean upperOnWall) {
        if (lowerOnWall && upperOnWall || !lowerOnWall && !upperOnWall) {
            boolean same = Math.abs(up - down) <= AxisOperator.ROUNDING * (Math.abs(up) + Math.abs(down));
            means[at] = 0.5 * (up + down);
            flows[at] = same ? 0 : 0.5 * (up - down);
        } else {
            means[at] = lowerOnWall ? down : up;
        }
    }

    /** What of the diagonal is neither ties nor walls. */
    static double[] reactions(VariableOperator operator) {
        if (operator.place() == null) {
            return null;
        }
        StarLayout layout = operator.place().layout();
        double[] rho = operator.place().newArray();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    int at = layout.index(i, j, k);
                    double rest = operator.centre()[at];
                    for (int a = 0; a < 3; a++) {
                        rest -= ties(operator, a, at, i, j, k);
                    }
                    boolean none = Math.abs(rest) <= AxisOperator.ROUNDING * Math.abs(operator.centre()[at]);
                    rho[at] = none ? 0 : rest;
                }
            }
        }
        return rho;
    }

    private static double ties(VariableOperator operator, int a, int at, int i, int j, int k) {
        if (operator.low(a) == null) {
            return 0;
        }
        double sum = operator.low(a)[at] + operator.high(a)[at];
        int local = a == 0 ? i : a == 1 ? j : k;
        for (int end = 0; end < 2; end++) {
            double[] wall = operator.wall(a, end == 1);
            int nearest = end == 0 ? 0 : operator.place().layout().size(a) - 1;
            if (wall != null && local == nearest) {
                sum += wall[operator.planeIndex(a, i, j, k)];
            }
        }
        return sum;
    }

    /** Conductance to the wall on a side, per area, at the points nearest to it; 0 elsewhere. */
    static double[] wall(VariableOperator operator, int axis, boolean atHigh) {
        if (operator.place() == null) {
            return null;
        }
        double[] values = operator.place().newArray();
        double[] wall = operator.wall(axis, atHigh);
        if (wall == null) {
            return values;
        }
        StarLayout layout = operator.place().layout();
        AxisLine line = operator.shape().axis(axis);
        int nearest = atHigh ? layout.size(axis) - 1 : 0;
        int point = atHigh ? line.end() - 1 : line.first();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    if ((axis == 0 ? i : axis == 1 ? j : k) == nearest) {
                        values[layout.index(i, j, k)] =
                                operator.weight(axis)[point] * wall[operator.planeIndex(axis, i, j, k)];
                    }
                }
            }
        }
        return values;
    }
}
