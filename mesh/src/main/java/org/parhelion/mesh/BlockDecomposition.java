package org.parhelion.mesh;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/**
 * How the cells of a grid are cut into one block per rank: pure arithmetic, no communication, and no table that grows with
 * the number of ranks. Blocks along an axis differ by one cell at most; the low ones take the remainder. The rank of block
 * {@code (px, py, pz)} is {@code (pz · Py + py) · Px + px}.
 */
public final class BlockDecomposition {
    private final int[] cells;
    private final boolean[] periodic;
    private final int[] ranks;

    private BlockDecomposition(int[] cells, boolean[] periodic, int[] ranks) {
        this.cells = cells;
        this.periodic = periodic;
        this.ranks = ranks;
    }

    /**
     * Cuts a grid so that the blocks' common surface is smallest; of equals, the one with the most cuts across z, then y.
     *
     * @param cells cells along x, y, z; one to three numbers
     * @param periodic axes whose two ends are neighbours; as many as {@code cells}
     * @param ranks number of blocks
     * @throws IllegalArgumentException if a block would have no cell
     */
    public static BlockDecomposition of(int[] cells, boolean[] periodic, int ranks) {
        int[] all = checkedCells(cells, periodic);
        if (ranks < 1) {
            throw new IllegalArgumentException("a grid cannot be cut into " + ranks + " blocks; give at least 1");
        }
        boolean[] wraps = Arrays.copyOf(periodic, 3);
        int[] best = ProcessGrid.best(all, wraps, ranks);
        if (best == null) {
            throw new IllegalArgumentException(tooMany(cells, all, ranks));
        }
        return new BlockDecomposition(all, wraps, best);
    }

    /** As {@link #of(int[], boolean[], int)}, no axis periodic. */
    public static BlockDecomposition of(int[] cells, int ranks) {
        return of(cells, new boolean[cells.length], ranks);
    }

    /**
     * Cuts a grid as told.
     *
     * @param blocks blocks along each axis of {@code cells}
     * @throws IllegalArgumentException if a block would have no cell
     */
    public static BlockDecomposition of(int[] cells, boolean[] periodic, int[] blocks) {
        int[] all = checkedCells(cells, periodic);
        int[] ranks = {1, 1, 1};
        if (blocks.length > 3) {
            throw new IllegalArgumentException("blocks along " + blocks.length + " axes; a grid has three at most");
        }
        System.arraycopy(blocks, 0, ranks, 0, blocks.length);
        long total = 1;
        for (int a = 0; a < 3; a++) {
            if (ranks[a] < 1 || ranks[a] > all[a]) {
                throw new IllegalArgumentException("axis " + Axis.of(a).label() + " with " + all[a]
                        + " cells cannot be cut into " + ranks[a] + " blocks of at least one cell");
            }
            total *= ranks[a];
        }
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("more than 2^31 - 1 blocks: " + text(ranks));
        }
        return new BlockDecomposition(all, Arrays.copyOf(periodic, 3), ranks);
    }

    /** Number of blocks in all. */
    public int ranks() {
        return ranks[0] * ranks[1] * ranks[2];
    }

    /** Number of blocks along an axis. */
    public int ranks(Axis axis) {
        return ranks[axis.ordinal()];
    }

    public int cells(Axis axis) {
        return cells[axis.ordinal()];
    }

    public boolean isPeriodic(Axis axis) {
        return periodic[axis.ordinal()];
    }

    /** Position of a rank's block along an axis, 0 ≤ block &lt; {@link #ranks(Axis)}. */
    public int block(int rank, Axis axis) {
        checkRank(rank);
        return switch (axis) {
            case X -> rank % ranks[0];
            case Y -> rank / ranks[0] % ranks[1];
            case Z -> rank / ranks[0] / ranks[1];
        };
    }

    /** Rank of the block at this position. */
    public int rankAt(int blockX, int blockY, int blockZ) {
        return (blockZ * ranks[1] + blockY) * ranks[0] + blockX;
    }

    /** First cell of a block along an axis; of the block past the last one, the number of cells. */
    public int start(Axis axis, int block) {
        int n = cells[axis.ordinal()];
        int p = ranks[axis.ordinal()];
        return block * (n / p) + Math.min(block, n % p);
    }

    /** Block that owns a cell, 0 ≤ cell &lt; {@link #cells}, along an axis. */
    public int blockOf(Axis axis, int cell) {
        int n = cells[axis.ordinal()];
        int p = ranks[axis.ordinal()];
        int small = n / p;
        int larger = n % p;
        long inLarger = (long) larger * (small + 1);
        return cell < inLarger ? cell / (small + 1) : (int) (larger + (cell - inLarger) / small);
    }

    /** The cells of a rank, by global index. */
    public IndexBox box(int rank) {
        int px = block(rank, Axis.X);
        int py = block(rank, Axis.Y);
        int pz = block(rank, Axis.Z);
        return new IndexBox(
                start(Axis.X, px),
                start(Axis.X, px + 1),
                start(Axis.Y, py),
                start(Axis.Y, py + 1),
                start(Axis.Z, pz),
                start(Axis.Z, pz + 1));
    }

    /** The rank that owns a cell. */
    public int rankOf(int i, int j, int k) {
        if (i < 0 || i >= cells[0] || j < 0 || j >= cells[1] || k < 0 || k >= cells[2]) {
            throw new IndexOutOfBoundsException(
                    "cell (" + i + ", " + j + ", " + k + ") is outside the grid of " + text(cells) + " cells");
        }
        return rankAt(blockOf(Axis.X, i), blockOf(Axis.Y, j), blockOf(Axis.Z, k));
    }

    /** The rank so many blocks away, periodic axes wrapped; {@link Communicator#NO_RANK} outside. */
    public int neighbour(int rank, int dx, int dy, int dz) {
        int px = wrap(Axis.X, block(rank, Axis.X) + dx);
        int py = wrap(Axis.Y, block(rank, Axis.Y) + dy);
        int pz = wrap(Axis.Z, block(rank, Axis.Z) + dz);
        return px < 0 || py < 0 || pz < 0 ? Communicator.NO_RANK : rankAt(px, py, pz);
    }

    /** A block position brought into range on a periodic axis; −1 if it is out of range on another. */
    private int wrap(Axis axis, int block) {
        int p = ranks[axis.ordinal()];
        if (block >= 0 && block < p) {
            return block;
        }
        return periodic[axis.ordinal()] ? Math.floorMod(block, p) : -1;
    }

    private void checkRank(int rank) {
        if (rank < 0 || rank >= ranks()) {
            throw new IndexOutOfBoundsException("rank " + rank + " of " + ranks());
        }
    }

    private static int[] checkedCells(int[] cells, boolean[] periodic) {
        if (cells.length < 1 || cells.length > 3) {
            throw new IllegalArgumentException("a grid has one to three axes, not " + cells.length);
        }
        if (periodic.length < cells.length) {
            throw new IllegalArgumentException(cells.length + " axes but " + periodic.length + " periodic flags");
        }
        for (int a = 0; a < cells.length; a++) {
            if (cells[a] < 1) {
                throw new IllegalArgumentException(
                        cells[a] + " cells along " + Axis.of(a).label() + "; a grid needs at least 1 along each axis");
            }
        }
        int[] all = {1, 1, 1};
        System.arraycopy(cells, 0, all, 0, cells.length);
        return all;
    }

    private static String tooMany(int[] given, int[] cells, int ranks) {
        long total = (long) cells[0] * cells[1] * cells[2];
        String message = "grid " + text(given) + " cannot be cut into " + ranks + " blocks of at least one cell; ";
        if (ranks > total) {
            return message + "the largest rank count that fits is " + total;
        }
        int fits = ranks - 1;
        while (ProcessGrid.best(cells, new boolean[3], fits) == null) {
            fits--;
        }
        return message + "the largest rank count below " + ranks + " that fits is " + fits;
    }

    private static String text(int[] numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(text.length() == 0 ? "" : "×").append(number);
        }
        return text.toString();
    }

    /** Such as {@code 100×50 cells in 2×2 blocks}. */
    @Override
    public String toString() {
        return text(cells) + " cells in " + text(ranks) + " blocks";
    }
}
