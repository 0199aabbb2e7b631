package org.parhelion.mesh;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.parhelion.mpi.Communicator;

/**
 * Choices for a {@link CartesianGrid}. Only the cells must be given; an axis without an extent reaches from 0 to 1. The
 * order of the calls does not matter, every check is made in {@link #build}.
 */
public final class GridBuilder {
    private final Communicator communicator;
    private final boolean[] periodic = new boolean[3];
    private final Map<Axis, double[]> extents = new EnumMap<>(Axis.class);
    private final Map<Axis, double[]> faces = new EnumMap<>(Axis.class);
    private final Map<Axis, DoubleUnaryOperator> maps = new EnumMap<>(Axis.class);
    private int[] cells = {};
    private int[] blocks;
    /** Null: whichever suits the cuts. */
    private StorageOrder storage = StorageOrder.X_FASTEST;

    private boolean debugsHalos = Boolean.getBoolean("parhelion.debug.halo");

    GridBuilder(Communicator communicator) {
        this.communicator = communicator;
    }

    /**
     * The size of the grid.
     *
     * @param cells global number of cells along x, y, z; one to three numbers, as many as the grid has dimensions
     */
    public GridBuilder cells(int... cells) {
        this.cells = cells.clone();
        return this;
    }

    /** Coordinates of the two ends of an axis. */
    public GridBuilder extent(Axis axis, double from, double to) {
        extents.put(axis, new double[] {from, to});
        return this;
    }

    /** Lengths along x, y, z; the low ends at 0. */
    public GridBuilder extent(double... lengths) {
        for (int a = 0; a < lengths.length; a++) {
            extent(Axis.of(a), 0, lengths[a]);
        }
        return this;
    }

    /** Axes whose two ends are joined. */
    public GridBuilder periodic(Axis... axes) {
        for (Axis axis : axes) {
            periodic[axis.ordinal()] = true;
        }
        return this;
    }

    /**
     * Cells of different widths, face by face.
     *
     * @param faces ascending coordinates of all cell faces along the axis: one more than cells
     */
    public GridBuilder stretched(Axis axis, double... faces) {
        this.faces.put(axis, faces.clone());
        maps.remove(axis);
        return this;
    }

    /**
     * Cells of different widths, by a function.
     *
     * @param map coordinate of the cell face at a share, 0 to 1, of the axis's cells; ascending
     */
    public GridBuilder stretched(Axis axis, DoubleUnaryOperator map) {
        maps.put(axis, map);
        faces.remove(axis);
        return this;
    }

    /** Blocks along x, y, z, whose product is the number of ranks; without this call the cut with the least surface. */
    public GridBuilder ranks(int... blocks) {
        this.blocks = blocks.clone();
        return this;
    }

    /**
     * The order in which each block is stored, {@link StorageOrder#X_FASTEST} without this call. Programs that go through
     * {@link Field#data} by themselves, instead of by kernels, have to know it.
     */
    public GridBuilder storage(StorageOrder order) {
        storage = Objects.requireNonNull(order, "order");
        return this;
    }

    /** Has each block stored so that, if possible, no faces across the fastest axis go to other ranks. */
    public GridBuilder storageFollowsCuts() {
        storage = null;
        return this;
    }

    /**
     * Whether to poison ghost points that are stale and to look for whoever reads them ({@link HaloDebug}): slow, for
     * finding a mistake. Without this call the system property {@code parhelion.debug.halo} says so.
     */
    public GridBuilder debugHalos(boolean debugs) {
        debugsHalos = debugs;
        return this;
    }

    /**
     * The grid; the same on every rank.
     *
     * @throws IllegalArgumentException if a choice makes no sense; the message names the axis
     */
    public CartesianGrid build() {
        if (cells.length < 1 || cells.length > 3) {
            throw new IllegalArgumentException("a grid has one to three axes; cells were given for " + cells.length);
        }
        for (Axis axis : Axis.values()) {
            boolean named = periodic[axis.ordinal()]
                    || extents.containsKey(axis)
                    || faces.containsKey(axis)
                    || maps.containsKey(axis);
            if (axis.ordinal() >= cells.length && named) {
                throw new IllegalArgumentException("a " + cells.length + "-D grid has no axis " + axis.label());
            }
        }
        BlockDecomposition decomposition = decomposition();
        AxisCoordinates[] axes = new AxisCoordinates[3];
        for (Axis axis : Axis.values()) {
            axes[axis.ordinal()] = coordinates(axis);
        }
        StorageOrder order = storage == null ? StorageOrder.following(decomposition) : storage;
        return new CartesianGrid(communicator, cells.length, axes, decomposition, order, debugsHalos);
    }

    private BlockDecomposition decomposition() {
        if (blocks == null) {
            return BlockDecomposition.of(cells, periodic, communicator.size());
        }
        BlockDecomposition decomposition = BlockDecomposition.of(cells, periodic, blocks);
        if (decomposition.ranks() != communicator.size()) {
            throw new IllegalArgumentException(
                    decomposition + ", but there are " + communicator.size() + " ranks; give as many blocks as ranks");
        }
        return decomposition;
    }

    private AxisCoordinates coordinates(Axis axis) {
        int n = axis.ordinal() < cells.length ? cells[axis.ordinal()] : 1;
        boolean wraps = periodic[axis.ordinal()];
        double[] given = faces.get(axis);
        if (maps.containsKey(axis)) {
            given = AxisCoordinates.faces(n, maps.get(axis));
        }
        if (given != null) {
            checkFaces(axis, n, given);
            return new AxisCoordinates(given, wraps);
        }
        double[] extent = extents.getOrDefault(axis, new double[] {0, 1});
        double length = extent[1] - extent[0];
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException("axis " + axis.label() + " from " + extent[0] + " to " + extent[1]
                    + ": both ends must be finite, the second greater");
        }
        return new AxisCoordinates(n, extent[0], extent[1], wraps);
    }

    private void checkFaces(Axis axis, int n, double[] given) {
        if (extents.containsKey(axis)) {
            throw new IllegalArgumentException(
                    "axis " + axis.label() + " has both an extent and face coordinates; give one of them");
        }
        if (given.length != n + 1) {
            throw new IllegalArgumentException("axis " + axis.label() + " has " + n + " cells and so " + (n + 1)
                    + " faces, but " + given.length + " face coordinates");
        }
        for (int i = 0; i <= n; i++) {
            if (!Double.isFinite(given[i]) || (i > 0 && !(given[i] > given[i - 1]))) {
                throw new IllegalArgumentException("axis " + axis.label() + ": face " + i + " lies at " + given[i]
                        + "; face coordinates must be finite and ascending");
            }
        }
    }
}
