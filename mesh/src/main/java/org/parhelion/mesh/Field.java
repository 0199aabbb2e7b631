package org.parhelion.mesh;

import java.util.Arrays;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;

/**
 * One number at each point of a grid, this rank's block of it: {@code double[]} in the grid's {@link CartesianGrid#storage
 * storage order}, {@code [z][y][x]} unless told otherwise, with {@link #halo} ghost points on every side of every axis that
 * the grid uses. Storage is made at its first use, all zero.
 *
 * <p>A field knows whether its ghost points are current. Whoever writes to {@link #data} says so by
 * {@link #markWritten}; a {@link org.parhelion.mesh.halo.HaloExchange} fetches ghosts that are not current. Every rank
 * must do the same to a field in the same order. Points that lie on a wall which a Dirichlet boundary fixes get its value
 * when the next exchange starts.
 */
public final class Field implements Term {
    private final CartesianGrid grid;
    private final String name;
    private final Location location;
    /** Of the points owned: global index of the first, and how many, along each axis. */
    private final IndexBox global;

    private final IndexBox owned;
    private final Boundaries boundaries;
    private final GhostFill walls;
    private GhostState ghosts = new GhostState();
    private int halo = 1;
    private StorageLayout layout;
    private double[] data;
    /** Null unless stale ghosts are looked for. */
    private HaloDebug debug;

    private final int debugNumber;
    private long version;

    Field(CartesianGrid grid, String name, Location location) {
        this.grid = grid;
        this.name = name;
        this.location = location;
        this.global = grid.owned(location);
        this.owned = new IndexBox(0, global.size(Axis.X), 0, global.size(Axis.Y), 0, global.size(Axis.Z));
        this.boundaries = new Boundaries(this);
        this.walls = new GhostFill(this, boundaries);
        this.debug = grid.haloDebug();
        this.debugNumber = debug == null ? 0 : debug.number(this);
        layout = layOut();
    }

    public CartesianGrid grid() {
        return grid;
    }

    public String name() {
        return name;
    }

    public Location location() {
        return location;
    }

    /** Ghost points on each side of each axis in use. */
    public int halo() {
        return halo;
    }

    /** Ghost points on each side of this axis: {@link #halo}, or none on an axis that the grid does not use. */
    public int halo(Axis axis) {
        return grid.uses(axis) ? halo : 0;
    }

    /** Makes the halo at least this wide; values stay, the ghosts become stale. */
    public void widenHalo(int width) {
        if (width <= halo) {
            return;
        }
        double[] old = data;
        StorageLayout narrow = layout;
        halo = width;
        layout = layOut();
        data = null;
        if (old != null) {
            double[] wide = data();
            for (int k = 0; k < owned.z1(); k++) {
                for (int j = 0; j < owned.y1(); j++) {
                    for (int i = 0; i < owned.x1(); i++) {
                        wide[index(i, j, k)] = old[narrow.index(i, j, k)];
                    }
                }
            }
        }
        ghosts.markStale();
    }

    private StorageLayout layOut() {
        int[] points = {owned.x1(), owned.y1(), owned.z1()};
        int[] ghosts = {halo(Axis.X), halo(Axis.Y), halo(Axis.Z)};
        StorageOrder order = grid.storage();
        boolean cutAlongRows = grid.decomposition().ranks(order.fastest()) > 1;
        return StorageLayout.of(name, order, points, ghosts, cutAlongRows);
    }

    /** Points that this rank owns, by local index: from 0 along each axis. */
    public IndexBox owned() {
        return owned;
    }

    /** All points that this rank stores, ghosts included, by local index. */
    public IndexBox stored() {
        IndexBox box = owned;
        for (Axis axis : Axis.values()) {
            box = box.with(axis, -halo(axis), owned.high(axis) + halo(axis));
        }
        return box;
    }

    /** Number of points that this rank owns along an axis. */
    public int size(Axis axis) {
        return owned.high(axis);
    }

    /** Global index of local index 0 along an axis. */
    public int offset(Axis axis) {
        return global.low(axis);
    }

    /** Distance in {@link #data} between neighbours along x: 1 in the common {@link StorageOrder}. */
    public int strideX() {
        return layout.strideX();
    }

    /** Distance in {@link #data} between neighbours along y. */
    public int strideY() {
        return layout.strideY();
    }

    /** Distance in {@link #data} between neighbours along z. */
    public int strideZ() {
        return layout.strideZ();
    }

    /** Distance in {@link #data} between neighbours along an axis. */
    public int stride(Axis axis) {
        return switch (axis) {
            case X -> layout.strideX();
            case Y -> layout.strideY();
            case Z -> layout.strideZ();
        };
    }

    /** Position in {@link #data} of a point by local index; ghost points have negative indices or ones past the end. */
    public int index(int i, int j, int k) {
        return layout.index(i, j, k);
    }

    /** Position in {@link #data} of the first point of the j-th row that this rank owns of its k-th plane, as they are stored. */
    public int row(int j, int k) {
        StorageOrder order = grid.storage();
        return index(0, 0, 0) + j * stride(order.axis(1)) + k * stride(order.axis(2));
    }

    /** The storage itself, ghost points included. Whoever writes to it calls {@link #markWritten}. */
    public double[] data() {
        if (data == null) {
            data = new double[layout.length()];
            poisonGhosts();
        }
        return data;
    }

    /**
     * Exchanges the contents, ghost points included, with another field of the same grid and location. Ghosts stay
     * current only if both have the same boundaries.
     */
    public void swap(Field other) {
        if (other.grid != grid || other.location != location) {
            throw new IllegalArgumentException("fields " + name + " (" + location + ") and " + other.name + " ("
                    + other.location + ") cannot be swapped: they must be of one grid and location");
        }
        widenHalo(other.halo);
        other.widenHalo(halo);
        double[] mine = data;
        data = other.data;
        other.data = mine;
        GhostState state = ghosts;
        ghosts = other.ghosts;
        other.ghosts = state;
        if (!boundaries.equals(other.boundaries)) {
            forgetGhosts();
            other.forgetGhosts();
        }
        if (grid.haloDebug() != null) {
            renewPoison();
            other.renewPoison();
        }
    }

    /** Sets every point of the grid. */
    public void fill(double value) {
        Arrays.fill(data(), value);
        markWritten();
    }

    /** Sets every point of the grid by its coordinates. */
    public void fill(PointFunction function) {
        double[] x = coordinates(Axis.X);
        double[] y = coordinates(Axis.Y);
        double[] z = coordinates(Axis.Z);
        double[] values = data();
        for (int k = 0; k < z.length; k++) {
            for (int j = 0; j < y.length; j++) {
                for (int i = 0; i < x.length; i++) {
                    values[index(i, j, k)] = function.at(x[i], y[j], z[k]);
                }
            }
        }
        markWritten();
    }

    private double[] coordinates(Axis axis) {
        double[] coordinates = new double[size(axis)];
        Arrays.setAll(coordinates, i -> grid.coordinate(axis, location, offset(axis) + i));
        return coordinates;
    }

    /**
     * The value at a point by global index; for tests and set-up.
     *
     * @throws IndexOutOfBoundsException if this rank does not store the point, as its own or as a ghost
     */
    public double get(int i, int j, int k) {
        double value = data()[checkedIndex(i, j, k)];
        if (debug != null) {
            debug.checkRead(this, i - global.x0(), j - global.y0(), k - global.z0(), value);
        }
        return value;
    }

    /**
     * Sets the value at a point by global index, on the rank that owns it; for tests and set-up. As all changes of a field,
     * this is called on every rank alike.
     *
     * @throws IndexOutOfBoundsException if the point is not on the grid
     */
    public void set(int i, int j, int k, double value) {
        if (!grid.global(location).contains(i, j, k)) {
            throw new IndexOutOfBoundsException("field " + name + ": point (" + i + ", " + j + ", " + k
                    + ") is not one of " + grid.global(location));
        }
        if (global.contains(i, j, k)) {
            data()[checkedIndex(i, j, k)] = value;
        }
        markWritten();
    }

    private int checkedIndex(int i, int j, int k) {
        int x = i - global.x0();
        int y = j - global.y0();
        int z = k - global.z0();
        if (!stored().contains(x, y, z)) {
            throw new IndexOutOfBoundsException("field " + name + ": point (" + i + ", " + j + ", " + k
                    + ") is not on rank " + grid.communicator().rank() + ", which owns " + global);
        }
        return index(x, y, z);
    }

    /** What holds on this side of the domain: zero-gradient Neumann unless set; periodic where the grid is. */
    public Boundary boundary(Side side) {
        return boundaries.get(side);
    }

    /**
     * Says what holds on this side of the domain.
     *
     * @throws IllegalArgumentException if the grid lacks the axis, or one of axis and boundary is periodic and not the other
     */
    public Field boundary(Side side, Boundary boundary) {
        boundaries.set(side, boundary);
        walls.forget();
        forgetGhosts();
        return this;
    }

    /** Says what holds on all sides of the domain that are not periodic; a periodic boundary needs all axes to be so. */
    public Field boundary(Boundary boundary) {
        boundaries.setAll(boundary);
        walls.forget();
        forgetGhosts();
        return this;
    }

    /** Values have changed: ghost points are stale until the next exchange. */
    public void markWritten() {
        ghosts.markStale();
        if (debug != null) {
            version++;
            debug.checkWritten(this, data());
            poisonGhosts();
        }
    }

    /**
     * Leaves this field out of {@link HaloDebug}: of one whose holder reads ghosts that hold nothing, but multiplies them by
     * zero.
     */
    public Field withoutHaloDebug() {
        debug = null;
        return this;
    }

    private void forgetGhosts() {
        ghosts.markStale();
        poisonGhosts();
    }

    /** After the storage has come from another field. */
    private void renewPoison() {
        if (debug == null) {
            HaloDebug.clearGhosts(this, data());
        } else if (!ghosts.isCurrent(false, boundaries.parameters())) {
            poisonGhosts();
        }
    }

    private void poisonGhosts() {
        if (debug != null && data != null) {
            debug.poisonGhosts(this, data, debugNumber, version);
        }
    }

    /**
     * Whether the ghost points hold what the neighbours and boundaries say: nothing was written since the last exchange and
     * no parameter (time is one) that a boundary value uses has changed.
     *
     * @param corners whether the ghosts behind edges and corners of the block matter too
     */
    public boolean ghostsCurrent(boolean corners) {
        return ghosts.isCurrent(corners, boundaries.parameters());
    }

    /** The ghost points are filled; with {@code corners}, also those behind the edges and corners of the block. */
    public void markExchanged(boolean corners) {
        ghosts.markCurrent(corners, boundaries.parameters());
    }

    /**
     * Sets the points that this rank owns on walls whose boundary fixes them (nodes and faces; cells have none). The first
     * step of a halo exchange.
     */
    public void fixWalls() {
        walls.fixWalls();
    }

    /**
     * Fills the ghosts beyond the walls of the domain; those inside the domain must have been fetched. The last step of a
     * halo exchange.
     */
    public void fillBeyondWalls(boolean corners) {
        for (int axis = 0; axis < grid.dimensions(); axis++) {
            walls.fill(Axis.of(axis), corners);
        }
    }

    /**
     * Fills the ghosts beyond the walls of the domain across one axis. Those inside the domain must have been fetched, and
     * with {@code corners} those beyond the walls across the axes before it filled.
     */
    public void fillBeyondWalls(Axis axis, boolean corners) {
        walls.fill(axis, corners);
    }

    @Override
    public Expr expr() {
        return new Expr.Access(this, 0, 0, 0);
    }

    @Override
    public String toString() {
        return name;
    }
}
