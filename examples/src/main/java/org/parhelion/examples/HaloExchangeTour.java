package org.parhelion.examples;

import java.util.List;
import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mpi.Parallel;

/**
 * What a halo exchange does, made visible: each rank prints its block of a small field before and after, ghosts included,
 * and then computes inner points while the messages travel.
 *
 * <pre>hpc-scripts/parhelion java org.parhelion.examples.HaloExchangeTour -n 2</pre>
 */
public final class HaloExchangeTour {
    private HaloExchangeTour() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            var grid = CartesianGrid.builder(world)
                    .cells(6, 8)
                    .extent(6, 8)
                    .periodic(Axis.X)
                    .build();
            var field = grid.field("u").boundary(Boundary.dirichlet(0));
            field.fill(Double.NaN);
            for (int j = 0; j < field.size(Axis.Y); j++) {
                for (int i = 0; i < field.size(Axis.X); i++) {
                    field.data()[field.index(i, j, 0)] = 10 * (j + field.offset(Axis.Y)) + i + field.offset(Axis.X);
                }
            }
            field.markWritten();
            show(field, "before: ghosts hold nothing");

            try (var halo = HaloExchange.of(List.of(field), true)) {
                halo.exchange();
                show(
                        field,
                        "after: x wraps around, y has the mirror image of a wall at 0, cuts have the neighbour's cells");

                long[] points = new long[2];
                halo.overlap(
                        () -> points[0] = inner(field).count(),
                        () -> points[1] = field.owned().count() - points[0]);
                print(
                        field,
                        "overlap: " + points[0] + " inner points while messages travel, " + points[1] + " after\n");
            }
        });
    }

    /** Points that need no ghost. */
    private static IndexBox inner(Field field) {
        IndexBox owned = field.owned();
        return new IndexBox(owned.x0() + 1, owned.x1() - 1, owned.y0() + 1, owned.y1() - 1, 0, 1);
    }

    private static void show(Field field, String title) {
        var text = new StringBuilder(title).append('\n');
        for (int j = field.size(Axis.Y); j >= -1; j--) {
            for (int i = -1; i <= field.size(Axis.X); i++) {
                text.append(String.format(Locale.ROOT, "%5.0f", field.data()[field.index(i, j, 0)]));
            }
            text.append('\n');
        }
        print(field, text.toString());
    }

    /** In rank order, by the first rank. */
    private static void print(Field field, String text) {
        var world = field.grid().communicator();
        for (String part : world.gatherObjects(String.class, "rank " + world.rank() + " " + text, 0)) {
            System.out.print(part);
        }
    }
}
