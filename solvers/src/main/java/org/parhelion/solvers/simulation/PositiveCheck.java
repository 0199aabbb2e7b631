package org.parhelion.solvers.simulation;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.ReduceOp;

/** Refuses coefficients that are not positive everywhere. */
final class PositiveCheck {
    private PositiveCheck() {}

    /**
     * Looks at all points that ranks own. Collective.
     *
     * @param text what the message is about
     * @throws org.parhelion.mpi.ExitCodeException on rank 0, with the first point in global order and its value
     */
    static void of(Field field, CaseText text) {
        CartesianGrid grid = field.grid();
        long mine = first(field);
        long first = grid.communicator().allReduce(mine, ReduceOp.MIN);
        Agreement.on(grid.communicator(), () -> {
            if (first != Long.MAX_VALUE && first == mine) {
                throw text.refuse("must be positive, but is " + describe(field, first));
            }
            return field;
        });
    }

    private static long first(Field field) {
        double[] data = field.data();
        for (int k = 0; k < field.size(Axis.Z); k++) {
            for (int j = 0; j < field.size(Axis.Y); j++) {
                for (int i = 0; i < field.size(Axis.X); i++) {
                    double value = data[field.index(i, j, k)];
                    if (!(value > 0 && value <= Double.MAX_VALUE)) {
                        return number(field, i, j, k);
                    }
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private static long number(Field field, int i, int j, int k) {
        long row = (long) (k + field.offset(Axis.Z)) * points(field, Axis.Y) + j + field.offset(Axis.Y);
        return row * points(field, Axis.X) + i + field.offset(Axis.X);
    }

    private static int points(Field field, Axis axis) {
        return field.grid().points(axis, field.location());
    }

    private static String describe(Field field, long number) {
        CartesianGrid grid = field.grid();
        int[] index = new int[3];
        long rest = number;
        for (Axis axis : Axis.values()) {
            index[axis.ordinal()] = (int) (rest % points(field, axis));
            rest /= points(field, axis);
        }
        double value = field.get(index[0], index[1], index[2]);
        StringBuilder text = new StringBuilder(NumberText.brief(value)).append(" at ");
        for (int a = 0; a < grid.dimensions(); a++) {
            double place = grid.coordinate(Axis.of(a), field.location(), index[a]);
            text.append(a == 0 ? "" : ", ").append(Axis.of(a).label());
            text.append(" = ").append(NumberText.brief(place));
        }
        return text.toString();
    }
}
