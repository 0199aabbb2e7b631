package org.parhelion.solvers.linear;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * The vectors that an operator takes and gives: how many unknowns there are, which of them this rank has, and where they
 * lie in memory. On this rank they are rows of numbers: all of one block {@code [z][y][x]} of a grid, or one row.
 */
public final class VectorSpace {
    /** How inner products and norms are added up. */
    public enum Reductions {
        /** Exactly, rounded once: the same bits on any number of ranks. */
        REPRODUCIBLE,
        /** In the order of memory and ranks. */
        FAST
    }

    /** A sum of squares of at least this has lost nothing to underflow. */
    private static final double SAFE_LEAST = 0x1p-900;

    private final Communicator communicator;
    private final Field prototype;
    private final IndexBox box;
    private final int length;
    private final long size;
    private final long first;
    private final Reductions reductions;
    private FusedPass pass;
    private InnerProducts product;

    private VectorSpace(VectorSpace same, Reductions reductions) {
        this.communicator = same.communicator;
        this.prototype = same.prototype;
        this.box = same.box;
        this.length = same.length;
        this.size = same.size;
        this.first = same.first;
        this.reductions = reductions;
    }

    private VectorSpace(Communicator communicator, int rows) {
        this.communicator = communicator;
        this.prototype = null;
        this.box = new IndexBox(0, rows, 0, 1, 0, 1);
        this.length = rows;
        this.size = communicator.allReduce((long) rows, ReduceOp.SUM);
        long[] before = {0};
        communicator.exscan(new long[] {rows}, before, ReduceOp.SUM);
        this.first = communicator.rank() == 0 ? 0 : before[0];
        this.reductions = Reductions.REPRODUCIBLE;
    }

    private VectorSpace(Field prototype) {
        this.communicator = prototype.grid().communicator();
        this.prototype = prototype;
        this.box = unknowns(prototype);
        this.length = 0;
        this.size = communicator.allReduce(box.count(), ReduceOp.SUM);
        this.first = -1;
        this.reductions = Reductions.REPRODUCIBLE;
    }

    /**
     * Vectors cut into consecutive pieces, one a rank in the order of ranks. Collective.
     *
     * @param rows numbers that this rank has, at least 0
     */
    public static VectorSpace ofRows(Communicator communicator, int rows) {
        return new VectorSpace(communicator, rows);
    }

    /**
     * Vectors of one number at each point of a grid that its boundaries leave free. They carry the field's boundaries with
     * all given values at 0, as befits arguments of a linear operator. Collective.
     *
     * @param field whose grid, location, halo and boundaries count, not its values
     * @throws IllegalArgumentException the grid's storage is in another order than {@link StorageOrder#X_FASTEST}
     */
    public static VectorSpace of(Field field) {
        StorageOrder order = field.grid().storage();
        if (order != StorageOrder.X_FASTEST) {
            throw new IllegalArgumentException(
                    "field " + field + " is stored with " + order.fastest().label()
                            + " as the fastest axis, but linear solvers need x; make the grid without storage() and"
                            + " storageFollowsCuts()");
        }
        return new VectorSpace(homogeneous(field, field.name()));
    }

    /** A field like this one, its boundary values at 0. */
    static Field homogeneous(Field field, String name) {
        // multigrid reads ghosts behind walls that hold nothing, with weight 0
        Field twin = field.grid().field(name, field.location()).withoutHaloDebug();
        twin.widenHalo(field.halo());
        for (Side side : Side.values()) {
            Axis axis = side.axis();
            if (field.grid().uses(axis) && !field.grid().isPeriodic(axis)) {
                twin.boundary(side, homogeneous(field.boundary(side)));
            }
        }
        return twin;
    }

    private static Boundary homogeneous(Boundary boundary) {
        return switch (boundary.kind()) {
            case DIRICHLET -> Boundary.dirichlet(0);
            case NEUMANN -> Boundary.neumann(0);
            case ROBIN ->
                Boundary.robin(boundary.values().get(0), boundary.values().get(1), Expr.constant(0));
            case PERIODIC, SYMMETRY, ANTISYMMETRY, OUTFLOW -> boundary;
        };
    }

    /** The points of this rank that no boundary fixes, by local index. */
    private static IndexBox unknowns(Field field) {
        CartesianGrid grid = field.grid();
        IndexBox box = field.owned();
        for (Side side : Side.values()) {
            Axis axis = side.axis();
            boolean onWall =
                    grid.uses(axis) && !grid.isPeriodic(axis) && grid.points(axis, field.location()) > grid.cells(axis);
            Boundary.Kind kind = onWall ? field.boundary(side).kind() : Boundary.Kind.NEUMANN;
            if (onWall && (kind == Boundary.Kind.DIRICHLET || kind == Boundary.Kind.ANTISYMMETRY)) {
                int low = side.isHigh() ? box.low(axis) : Math.max(box.low(axis), 1 - field.offset(axis));
                int high = side.isHigh()
                        ? Math.min(box.high(axis), grid.cells(axis) - field.offset(axis))
                        : box.high(axis);
                box = box.with(axis, low, Math.max(low, high));
            }
        }
        return box;
    }

    /** The same vectors with inner products added up in this way. */
    public VectorSpace with(Reductions reductions) {
        return new VectorSpace(this, reductions);
    }

    public Reductions reductions() {
        return reductions;
    }

    public Communicator communicator() {
        return communicator;
    }

    /** Number of unknowns on all ranks together. */
    public long size() {
        return size;
    }

    /** Number of unknowns on this rank. */
    public int localSize() {
        return (int) box.count();
    }

    /**
     * Number, among all, of this rank's first unknown.
     *
     * @throws IllegalStateException on a grid, where a rank's unknowns are not consecutive
     */
    public long firstRow() {
        if (prototype != null) {
            throw new IllegalStateException("unknowns of a grid have no consecutive numbers on a rank");
        }
        return first;
    }

    /** Whether the vectors are fields on a grid. */
    public boolean isGrid() {
        return prototype != null;
    }

    /**
     * A field on whose grid, at whose location and with whose boundaries the vectors lie; its values mean nothing.
     *
     * @throws IllegalStateException if these are no fields
     */
    public Field prototype() {
        if (prototype == null) {
            throw new IllegalStateException("vectors of rows are no fields on a grid");
        }
        return prototype;
    }

    /** The unknowns of this rank by local index; of rows {@code [0, localSize)} along x. */
    public IndexBox box() {
        return box;
    }

    /** A new vector, all zero. */
    public DistributedVector vector(String name) {
        return prototype == null
                ? new DistributedVector(this, null, new double[length])
                : new DistributedVector(this, homogeneous(prototype, name), null);
    }

    /** Rows of numbers side by side that a vector has on this rank. */
    int rows() {
        return box.isEmpty() ? 0 : box.size(Axis.Y) * box.size(Axis.Z);
    }

    /** Numbers of each row. */
    int rowLength() {
        return box.size(Axis.X);
    }

    /** Position in a vector's storage of a row's first number. */
    int row(DistributedVector vector, int row) {
        Field field = vector.field();
        int planes = box.size(Axis.Y);
        return field == null ? 0 : field.index(box.x0(), box.y0() + row % planes, box.z0() + row / planes);
    }

    /** Which of all points of the grid, or of all rows, a row's first number is. */
    long number(int row) {
        if (prototype == null) {
            return first;
        }
        CartesianGrid grid = prototype.grid();
        int planes = box.size(Axis.Y);
        long i = prototype.offset(Axis.X) + box.x0();
        long j = prototype.offset(Axis.Y) + box.y0() + row % planes;
        long k = prototype.offset(Axis.Z) + box.z0() + row / planes;
        long perRow = grid.points(Axis.X, prototype.location());
        return i + perRow * (j + grid.points(Axis.Y, prototype.location()) * k);
    }

    /** How a reader finds the unknown of this {@linkplain #number number}: {@code point (3, 0, 5)} or {@code row 17}. */
    String place(long number) {
        if (prototype == null) {
            return "row " + number;
        }
        long perRow = prototype.grid().points(Axis.X, prototype.location());
        long perPlane = perRow * prototype.grid().points(Axis.Y, prototype.location());
        return "point (" + number % perRow + ", " + number % perPlane / perRow + ", " + number / perPlane + ")";
    }

    /** For single operations, one after another. */
    FusedPass pass() {
        if (pass == null) {
            pass = new FusedPass(this, 0);
        }
        return pass;
    }

    /** For single products, one after another. */
    InnerProducts product() {
        if (product == null) {
            product = new InnerProducts(this, 1);
        }
        return product;
    }

    /** ‖v‖; by way of a copy scaled by a power of two where the sum of squares has overflowed or underflowed. */
    double norm(DistributedVector v) {
        double square = product().of(v, v);
        if (Double.isNaN(square) || (square >= SAFE_LEAST && square <= Double.MAX_VALUE)) {
            return Math.sqrt(square);
        }
        double largest = v.largest();
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        DistributedVector copy = vector("scaled");
        // in two steps: a power of two beyond the range of double may be needed
        pass().scaled(copy, Math.scalb(1.0, -exponent / 2), v).run();
        copy.scale(Math.scalb(1.0, -exponent + exponent / 2));
        return Math.scalb(Math.sqrt(product().of(copy, copy)), exponent);
    }

    /** Whether vectors of the two can be added. */
    public boolean isSameAs(VectorSpace other) {
        if (other.communicator != communicator || other.size != size || !other.box.equals(box)) {
            return false;
        }
        return prototype == null
                ? other.prototype == null
                : other.prototype != null
                        && other.prototype.grid() == prototype.grid()
                        && other.prototype.location() == prototype.location();
    }

    @Override
    public String toString() {
        return size + " unknowns" + (prototype == null ? "" : " on " + prototype.grid());
    }
}
