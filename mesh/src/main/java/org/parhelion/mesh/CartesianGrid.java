package org.parhelion.mesh;

import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.mpi.Communicator;

/** A structured grid of cells in one to three dimensions, cut into one block per rank. */
public final class CartesianGrid {
    private final Communicator communicator;
    private final int[] cells;
    private final double[] low;
    private final double[] high;
    private final boolean[] periodic;
    private final Parameter time = Parameter.of("t", 0);

    CartesianGrid(Communicator communicator, int[] cells, double[] low, double[] high, boolean[] periodic) {
        this.communicator = communicator;
        this.cells = cells;
        this.low = low;
        this.high = high;
        this.periodic = periodic;
    }

    /** @param cells global number of cells along x, y, z; one to three numbers; the unit cube, no axis periodic */
    public static CartesianGrid of(Communicator communicator, int... cells) {
        int[] all = {1, 1, 1};
        System.arraycopy(cells, 0, all, 0, cells.length);
        return new CartesianGrid(communicator, all, new double[3], new double[] {1, 1, 1}, new boolean[3]);
    }

    public Communicator communicator() {
        return communicator;
    }

    /** Whether the grid has more than the one dummy cell along this axis. */
    public boolean uses(Axis axis) {
        return cells[axis.ordinal()] > 1;
    }

    /** Global number of cells along an axis. */
    public int cells(Axis axis) {
        return cells[axis.ordinal()];
    }

    public double low(Axis axis) {
        return low[axis.ordinal()];
    }

    public double high(Axis axis) {
        return high[axis.ordinal()];
    }

    public boolean isPeriodic(Axis axis) {
        return periodic[axis.ordinal()];
    }

    public boolean isUniform(Axis axis) {
        return true;
    }

    /** Width of a cell along a uniform axis. */
    public double spacing(Axis axis) {
        return (high(axis) - low(axis)) / cells(axis);
    }

    /** Coordinate of a point by its global index, which may lie outside the domain. */
    public double coordinate(Axis axis, Location location, int index) {
        return low(axis) + (index + (location.isOnFace(axis) ? 0 : 0.5)) * spacing(axis);
    }

    /** The simulation's clock: the {@code t} of expressions and boundary values on this grid. */
    public Parameter time() {
        return time;
    }

    /** All points, by global index. */
    public IndexBox global(Location location) {
        return new IndexBox(0, cells[0], 0, cells[1], 0, cells[2]);
    }

    /** The points that this rank owns, by global index. */
    public IndexBox owned(Location location) {
        return global(location);
    }

    public Field field(String name) {
        return field(name, Location.CELL);
    }

    public Field field(String name, Location location) {
        return new Field(this, name, location);
    }
}
