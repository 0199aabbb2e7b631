package org.parhelion.solvers.simulation;

import java.util.stream.LongStream;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/** Refuses grids that the ranks could not hold, before they ask for the memory. */
final class SizeCheck {
    /** More ghost and padding cells on both sides of an axis than a field has. */
    private static final int MARGIN = 16;

    private SizeCheck() {}

    /** @throws InputException a rank has more cells than an array can hold */
    static void arrays(GridSpec spec, int ranks) {
        int[] cells = spec.size().stream().mapToInt(Integer::intValue).toArray();
        // which axes are periodic decides about equally good cuts only
        boolean[] periodic = new boolean[cells.length];
        if (fits(cells, periodic, ranks)) {
            return;
        }
        double points = points(cells, periodic, ranks);
        // a count beyond the number of cells may not be possible at all
        long least = (long) Math.ceil(points * ranks / Integer.MAX_VALUE);
        String advice = LongStream.rangeClosed(least, 2 * least)
                .filter(count -> count <= 1 << 24 && fits(cells, periodic, (int) count))
                .mapToObj(count -> "use at least " + count + " ranks (-n " + count + ") or fewer cells")
                .findFirst()
                .orElse("use far fewer cells");
        throw spec.position()
                .refuse("grid.size gives a rank of " + ranks + String.format(" about %.2g cells", points)
                        + ", more than an array can hold (2.1e+09); " + advice);
    }

    /** Whether arrays do; more ranks than cells are refused elsewhere. */
    private static boolean fits(int[] cells, boolean[] periodic, int ranks) {
        try {
            return points(cells, periodic, ranks) <= Integer.MAX_VALUE;
        } catch (IllegalArgumentException moreRanksThanCells) {
            return true;
        }
    }

    private static double points(int[] cells, boolean[] periodic, int ranks) {
        return points(BlockDecomposition.of(cells, periodic, ranks).box(0), cells.length);
    }

    private static double points(IndexBox box, int dimensions) {
        double points = 1;
        for (int a = 0; a < dimensions; a++) {
            points *= box.size(Axis.of(a)) + (double) MARGIN;
        }
        return points;
    }

    /**
     * For a look at a case on one rank.
     *
     * @throws InputException it has more cells than that rank can hold, though those of the run could
     */
    static void oneRank(GridSpec spec, int ranksOfRun) {
        arrays(spec, ranksOfRun);
        int[] cells = spec.size().stream().mapToInt(Integer::intValue).toArray();
        if (!fits(cells, new boolean[cells.length], 1)) {
            throw spec.position()
                    .refuse("check looks at a case on one rank, which cannot hold so many cells, though " + ranksOfRun
                            + " ranks can; check it with fewer, as in --set grid.size.0=1000");
        }
    }

    /** @throws InputException the fields of the case alone are more than this rank's heap */
    static void heap(CaseModel model, Communicator world) {
        CartesianGrid grid = model.grid();
        IndexBox largest = grid.decomposition().box(0);
        double needed = (double) largest.count() * model.fields().size() * Double.BYTES;
        boolean shared = world.transport().equals("threads");
        double heap = (double) Runtime.getRuntime().maxMemory() / (shared ? world.size() : 1);
        if (needed > heap) {
            throw model.file()
                    .grid()
                    .position()
                    .refuse("the fields alone take " + NumberText.bytes(needed) + " on each of " + world.size()
                            + (world.size() == 1 ? " rank" : " ranks") + ", whose Java heap has "
                            + NumberText.bytes(heap) + "; use more ranks on more nodes, or fewer cells");
        }
    }
}
