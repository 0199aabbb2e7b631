package org.parhelion.solvers.dense;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.Communicator;

/** Process grids to test on. */
final class Grids {
    private Grids() {}

    /** All shapes that so many ranks can form. */
    static List<ProcessGrid> all(Communicator world) {
        List<ProcessGrid> grids = new ArrayList<>();
        for (int rows = 1; rows <= world.size(); rows++) {
            if (world.size() % rows == 0) {
                grids.add(ProcessGrid.of(world, rows, world.size() / rows));
            }
        }
        return grids;
    }

    /** A grid of this rank alone. */
    static ProcessGrid alone(Communicator world) {
        return ProcessGrid.of(world.split(world.rank(), 0).orElseThrow());
    }

    /** A number that is different at every place, of either sign. */
    static double value(int row, int column) {
        return Math.sin(1 + 17 * row + 1.25 * column) * (1 + (row * 31 + column * 7) % 5);
    }
}
