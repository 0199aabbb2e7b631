package org.parhelion.mesh;

import java.util.Arrays;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.mpi.Communicator;

/**
 * A structured grid of cells in one to three dimensions, cut into one block per rank. Each axis has its own coordinates,
 * evenly spaced or stretched, and may be periodic. An axis that a 1-D or 2-D grid lacks counts as one dummy cell without
 * ghosts; an axis with one cell is not the same: it has ghosts on both sides.
 */
public final class CartesianGrid {
    private final Communicator communicator;
    private final int dimensions;
    private final AxisCoordinates[] axes;
    private final BlockDecomposition decomposition;
    private final StorageOrder storage;
    private final IndexBox[] global = new IndexBox[Location.values().length];
    private final IndexBox[] owned = new IndexBox[Location.values().length];
    private final Parameter time = Parameter.of("t", 0);
    private final CommunicationTimes communicationTimes;
    private final HaloDebug haloDebug;
    private KernelWatch kernelWatch;

    CartesianGrid(
            Communicator communicator,
            int dimensions,
            AxisCoordinates[] axes,
            BlockDecomposition decomposition,
            StorageOrder storage,
            boolean debugsHalos) {
        this.communicator = communicator;
        this.communicationTimes = new CommunicationTimes(communicator.profile());
        this.haloDebug = debugsHalos ? new HaloDebug(communicator.rank()) : null;
        this.dimensions = dimensions;
        this.axes = axes;
        this.decomposition = decomposition;
        this.storage = storage;
        for (Location location : Location.values()) {
            global[location.ordinal()] =
                    new IndexBox(0, points(Axis.X, location), 0, points(Axis.Y, location), 0, points(Axis.Z, location));
            owned[location.ordinal()] = owned(location, communicator.rank());
        }
    }

    /**
     * The unit cube, no axis periodic.
     *
     * @param cells global number of cells along x, y, z; one to three numbers, as many as the grid has dimensions
     * @throws IllegalArgumentException if there are more ranks than cells to share
     */
    public static CartesianGrid of(Communicator communicator, int... cells) {
        return builder(communicator).cells(cells).build();
    }

    /** A grid with choices: {@code builder(world).cells(64, 64).extent(Axis.X, 0, 2).periodic(Axis.Y).build()}. */
    public static GridBuilder builder(Communicator communicator) {
        return new GridBuilder(communicator);
    }

    /** The ranks that share the grid. */
    public Communicator communicator() {
        return communicator;
    }

    /** 1, 2 or 3. */
    public int dimensions() {
        return dimensions;
    }

    /** Whether this axis is one of the grid's {@link #dimensions}. */
    public boolean uses(Axis axis) {
        return axis.ordinal() < dimensions;
    }

    /** Global number of cells along an axis. */
    public int cells(Axis axis) {
        return axes[axis.ordinal()].cells();
    }

    /** Global number of points along an axis: on faces one more than cells, unless periodic. */
    public int points(Axis axis, Location location) {
        return axes[axis.ordinal()].points(onFace(axis, location));
    }

    /** Coordinate of the low end of the axis. */
    public double low(Axis axis) {
        return axes[axis.ordinal()].wall(false);
    }

    /** Coordinate of the high end of the axis. */
    public double high(Axis axis) {
        return axes[axis.ordinal()].wall(true);
    }

    /** Volume of the domain: the product of the lengths of the axes in use. */
    public double volume() {
        double volume = 1;
        for (int a = 0; a < dimensions; a++) {
            volume *= axes[a].wall(true) - axes[a].wall(false);
        }
        return volume;
    }

    public boolean isPeriodic(Axis axis) {
        return axes[axis.ordinal()].isPeriodic();
    }

    public boolean isUniform(Axis axis) {
        return axes[axis.ordinal()].isUniform();
    }

    /**
     * Width of a cell along a uniform axis.
     *
     * @throws IllegalStateException if the axis is stretched
     */
    public double spacing(Axis axis) {
        if (!isUniform(axis)) {
            throw new IllegalStateException(
                    "axis " + axis.label() + " is stretched and has no single spacing; ask for the one at a point");
        }
        return axes[axis.ordinal()].uniformSpacing();
    }

    /** Width of the cell around a point by its global index; of a point on a face, the distance of the centres beside it. */
    public double spacing(Axis axis, Location location, int index) {
        return axes[axis.ordinal()].spacing(onFace(axis, location), index);
    }

    /** Coordinate of a point by its global index, which may lie outside the domain. */
    public double coordinate(Axis axis, Location location, int index) {
        return axes[axis.ordinal()].coordinate(onFace(axis, location), index);
    }

    /**
     * The length of an axis that belongs to a point by its global index (its share of an integral): as
     * {@link #spacing(Axis, Location, int)}, but half of it for a point on a wall; 1 on an axis that the grid lacks.
     */
    public double extent(Axis axis, Location location, int index) {
        return uses(axis) ? axes[axis.ordinal()].extent(onFace(axis, location), index) : 1;
    }

    /** Coordinate of the wall on a side. */
    double wall(Side side) {
        return axes[side.axis().ordinal()].wall(side.isHigh());
    }

    /** Distance between a ghost point in the given layer (from 1) behind a wall and its mirror image inside. */
    double mirrorDistance(Side side, Location location, int layer) {
        Axis axis = side.axis();
        return axes[axis.ordinal()].mirrorDistance(onFace(axis, location), layer, side.isHigh());
    }

    /** The simulation's clock: the {@code t} of expressions and boundary values on this grid. */
    public Parameter time() {
        return time;
    }

    /** What this rank has spent on communication for this grid's fields. */
    public CommunicationTimes communicationTimes() {
        return communicationTimes;
    }

    /** Finds ghost points that are read though they are stale; null unless {@link GridBuilder#debugHalos} asked for it. */
    public HaloDebug haloDebug() {
        return haloDebug;
    }

    /** Who is told of kernels; null for nobody. */
    public KernelWatch kernelWatch() {
        return kernelWatch;
    }

    /** Has somebody told of every kernel that has run on this grid, on every rank alike; null for nobody. */
    public void kernelWatch(KernelWatch watch) {
        kernelWatch = watch;
    }

    /** How the cells are shared by the ranks. */
    public BlockDecomposition decomposition() {
        return decomposition;
    }

    /** The order in which this rank's blocks, of all fields, are stored. */
    public StorageOrder storage() {
        return storage;
    }

    /** All points, by global index. */
    public IndexBox global(Location location) {
        return global[location.ordinal()];
    }

    /**
     * The points that this rank owns, by global index. Point {@code i} belongs to whoever owns cell {@code i}, the one
     * point more on the last face to the owner of the last cell.
     */
    public IndexBox owned(Location location) {
        return owned[location.ordinal()];
    }

    /** The points that another rank owns, by global index. */
    public IndexBox owned(Location location, int rank) {
        IndexBox box = decomposition.box(rank);
        for (int a = 0; a < dimensions; a++) {
            Axis axis = Axis.of(a);
            if (box.high(axis) == cells(axis)) {
                box = box.with(axis, box.low(axis), points(axis, location));
            }
        }
        return box;
    }

    /** A field of cell values. */
    public Field field(String name) {
        return field(name, Location.CELL);
    }

    public Field field(String name, Location location) {
        for (int a = dimensions; a < 3; a++) {
            if (location.isOnFace(Axis.of(a)) && location != Location.NODE) {
                throw new IllegalArgumentException("field " + name + ": a " + dimensions + "-D grid has no "
                        + Axis.of(a).label() + " faces");
            }
        }
        return new Field(this, name, location);
    }

    /** Whether points sit on faces along this axis; never on an axis that the grid lacks. */
    boolean onFace(Axis axis, Location location) {
        return uses(axis) && location.isOnFace(axis);
    }

    /** Such as {@code 100×50 cells in 2×2 blocks, [0, 1] [0, 2]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(decomposition.toString()).append(',');
        for (AxisCoordinates axis : Arrays.asList(axes).subList(0, dimensions)) {
            text.append(" [").append(axis.wall(false)).append(", ").append(axis.wall(true));
            text.append(axis.isPeriodic() ? ")" : "]");
        }
        return text.toString();
    }
}
