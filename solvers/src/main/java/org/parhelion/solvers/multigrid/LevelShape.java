package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.IndexBox;

/**
 * Which unknowns a level has and which ranks own them, as every rank can work it out. Coarse levels may be shared by only
 * some of the ranks.
 */
final class LevelShape {
    private final AxisLine[] axes;
    private final BlockDecomposition cut;
    private final int ranks;

    private LevelShape(AxisLine[] axes, BlockDecomposition cut, int ranks) {
        this.axes = axes;
        this.cut = cut;
        this.ranks = ranks;
    }

    /**
     * @param cut of the cells, one block for each rank that takes part
     * @param ranks number of ranks of the finest level
     */
    static LevelShape of(AxisLine[] axes, BlockDecomposition cut, int ranks) {
        return new LevelShape(axes, cut, ranks);
    }

    /** A coarser level on at most so many ranks; with the same blocks if that is as many as now. */
    LevelShape coarser(AxisLine[] coarse, int dimensions, int most) {
        int[] cells = new int[dimensions];
        boolean[] periodic = new boolean[dimensions];
        int[] blocks = new int[dimensions];
        boolean fits = most >= cut.ranks();
        for (int a = 0; a < dimensions; a++) {
            cells[a] = coarse[a].cells();
            periodic[a] = coarse[a].isPeriodic();
            blocks[a] = cut.ranks(Axis.of(a));
            fits &= blocks[a] <= cells[a];
        }
        if (fits) {
            return new LevelShape(coarse, BlockDecomposition.of(cells, periodic, blocks), ranks);
        }
        for (int count = Math.min(most, cut.ranks()); ; count--) {
            try {
                return new LevelShape(coarse, BlockDecomposition.of(cells, periodic, count), ranks);
            } catch (IllegalArgumentException tooMany) {
                if (count <= 1) {
                    throw tooMany;
                }
            }
        }
    }

    AxisLine axis(int a) {
        return axes[a];
    }

    AxisLine[] axes() {
        return axes;
    }

    boolean[] used() {
        return new boolean[] {axes[0].isUsed(), axes[1].isUsed(), axes[2].isUsed()};
    }

    BlockDecomposition cut() {
        return cut;
    }

    /** Number of ranks of the finest level. */
    int ranks() {
        return ranks;
    }

    /** Number of ranks that take part. */
    int activeRanks() {
        return cut.ranks();
    }

    /** The rank, of the finest level, that has a block. */
    int rankOf(int block) {
        return (int) ((long) block * ranks / cut.ranks());
    }

    /** The block of a rank, −1 if it takes no part. */
    int blockOf(int rank) {
        int block = (int) (((long) rank * cut.ranks() + ranks - 1) / ranks);
        return block < cut.ranks() && rankOf(block) == rank ? block : -1;
    }

    boolean isActive(int rank) {
        return blockOf(rank) >= 0;
    }

    /** The unknowns of a rank by global index; an empty box if it has none. */
    IndexBox owned(int rank) {
        int block = blockOf(rank);
        if (block < 0) {
            return IndexBox.EMPTY;
        }
        IndexBox box = cut.box(block);
        for (int a = 0; a < 3; a++) {
            Axis axis = Axis.of(a);
            int high = box.high(axis) == axes[a].cells() ? axes[a].points() : box.high(axis);
            int from = Math.max(box.low(axis), axes[a].first());
            box = box.with(axis, from, Math.max(from, Math.min(high, axes[a].end())));
        }
        return box.isEmpty() ? IndexBox.EMPTY : box;
    }

    /** All unknowns. */
    IndexBox all() {
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3; a++) {
            box = box.with(Axis.of(a), axes[a].first(), axes[a].end());
        }
        return box;
    }

    long size() {
        return all().count();
    }

    /** Points after which an axis repeats, 0 if it does not. */
    int period(Axis axis) {
        AxisLine line = axes[axis.ordinal()];
        return line.isUsed() && line.isPeriodic() ? line.points() : 0;
    }
}
