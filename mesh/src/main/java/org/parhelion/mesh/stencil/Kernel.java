package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.CommunicationTimes.Part;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * Assignments and reductions over all points of a grid, fused into one loop of generated machine code. Halos are exchanged
 * as needed, while the points that need none are computed.
 *
 * <pre>{@code
 * Kernel step = Kernel.of(Kernel.assign(next, T.plus(laplacian(T).times(kappa).times(dt))));
 * step.run();
 * T.swap(next);
 * }</pre>
 *
 * <p>At each point all loads come before all stores: an assignment sees what its target was. A field may not be assigned
 * if it is also read at other points. The value of a point and of a reduction has the same bits on any number of ranks.
 * Making, running and closing a kernel are collective: every rank of the grid does the same.
 */
public final class Kernel implements AutoCloseable {
    private final Program program;
    private final CartesianGrid grid;
    private final Location location;
    private final List<Reduction> reductions;
    private final GhostNeeds needs;
    private final Field[] ghosted;
    private final Field[] written;
    private final HaloExchange exchange;
    private final BoxRunner runner;
    private final NonFiniteCheck check;
    // Boxes of points in the order of storage.
    private final IndexBox owned;
    private final IndexBox inner;
    private final IndexBox[] shell;
    private final double[] results;
    private final KernelDebug debug;
    private final KernelProfile profile;
    private final Runnable computing = this::compute;

    private Kernel(
            Program program, CartesianGrid grid, Location location, List<Reduction> reductions, KernelOptions options) {
        this.program = program;
        this.grid = grid;
        this.location = location;
        this.reductions = List.copyOf(reductions);
        this.needs = new GhostNeeds(program, grid, location);
        this.ghosted = needs.fields().toArray(new Field[0]);
        this.written = program.stores().stream()
                .map(store -> program.fields().get(store.slot()))
                .toArray(Field[]::new);
        refuseHazards(program);
        for (Field field : ghosted) {
            field.widenHalo(needs.width(field));
        }
        this.exchange = ghosted.length == 0 ? null : HaloExchange.of(needs.fields(), needs.corners());
        this.runner = new BoxRunner(program, grid, location, options.checkFinite(), options.tier());
        this.check = options.checkFinite() ? new NonFiniteCheck(grid, written) : null;
        IndexBox global = grid.owned(location);
        IndexBox points = new IndexBox(0, global.size(Axis.X), 0, global.size(Axis.Y), 0, global.size(Axis.Z));
        StorageOrder order = grid.storage();
        this.owned = order.arranged(points);
        this.inner = order.arranged(needs.inner(axis -> exchange != null && exchange.fillsAtStart(axis)));
        this.shell = GhostNeeds.shell(owned, inner).toArray(new IndexBox[0]);
        this.results = new double[program.reductions().size()];
        this.profile = new KernelProfile(grid, program, points);
        this.debug = grid.haloDebug() == null ? null : new KernelDebug(grid.haloDebug(), program, points, words());
    }

    /** The value of a term, to be written to a field at every point. */
    public static Assignment assign(Field target, Term value) {
        return new Assignment(target, value.expr());
    }

    /** The exact sum of a term over all points, rounded once. */
    public static Reduction sum(Term value) {
        return new Reduction(ReductionOp.SUM, value.expr());
    }

    /** The smallest value of a term; NaN if any is NaN. */
    public static Reduction min(Term value) {
        return new Reduction(ReductionOp.MIN, value.expr());
    }

    /** The largest value of a term; NaN if any is NaN. */
    public static Reduction max(Term value) {
        return new Reduction(ReductionOp.MAX, value.expr());
    }

    /**
     * A kernel of assignments.
     *
     * @throws ExpressionException if an expression makes no sense on the grid, or as the general form says
     */
    public static Kernel of(Assignment... assignments) {
        return of(List.of(assignments), List.of());
    }

    /**
     * A kernel of assignments and reductions. It runs over the points of the fields that it writes, or, if it writes none,
     * of the fields that it reads. Halos of fields that it reads at other points are made wide enough.
     *
     * @throws ExpressionException if an expression makes no sense on the grid; if the fields written lie on different grids
     *     or at different locations; if one is written twice, or written and read at other points
     */
    public static Kernel of(List<Assignment> assignments, List<Reduction> reductions) {
        return of(assignments, reductions, KernelOptions.standard());
    }

    static Kernel of(List<Assignment> assignments, List<Reduction> reductions, KernelOptions options) {
        Field place = KernelPlace.of(assignments, reductions);
        Program program = Lowering.lower(place.grid(), place.location(), assignments, reductions);
        return new Kernel(program, place.grid(), place.location(), reductions, options);
    }

    static Kernel of(Program program, CartesianGrid grid, Location location, KernelOptions options) {
        return new Kernel(program, grid, location, List.of(), options);
    }

    /**
     * The same kernel, which also sees to it that what it writes is finite. That costs one operation for each value written.
     * Close the one that is not used.
     *
     * @return a kernel whose {@link #run} throws {@link NonFiniteException} on the ranks where a NaN or an infinity was written
     */
    public Kernel checkingFinite() {
        return new Kernel(program, grid, location, reductions, new KernelOptions(true, CodeTier.adaptive()));
    }

    private static void refuseHazards(Program program) {
        for (Program.Store store : program.stores()) {
            for (Program.Instruction it : program.instructions()) {
                boolean elsewhere = it.i() != 0 || it.j() != 0 || it.k() != 0;
                if (it.op() == PrimitiveOp.LOAD && it.slot() == store.slot() && elsewhere) {
                    String name = program.fields().get(store.slot()).name();
                    throw new ExpressionException("field " + name + " is both assigned and read at other points ("
                            + it.i() + ", " + it.j() + ", " + it.k()
                            + ") in one kernel, so that the result would depend"
                            + " on the order of the points; assign to another field and swap the two");
                }
            }
        }
    }

    /**
     * Computes all points: where ghosts of fields that it reads are stale, starts their exchange, computes the points that
     * need no other rank's, finishes the exchange, and computes the shell that is left. Allocates nothing once the code is
     * made.
     */
    public void run() {
        if (profile.isOn()) {
            profile.record(computing);
        } else {
            compute();
        }
    }

    private void compute() {
        if (debug != null) {
            debug.begin();
        }
        runner.start();
        if (anyStale()) {
            exchange.start();
            runner.run(inner);
            exchange.finish();
            if (debug != null) {
                debug.checkFilled();
            }
            for (IndexBox box : shell) {
                runner.run(box);
            }
        } else {
            if (debug != null && exchange != null) {
                debug.checkCurrent(exchange);
            }
            runner.run(owned);
        }
        for (Field field : written) {
            field.markWritten();
        }
        if (debug != null) {
            debug.end();
        }
        if (grid.kernelWatch() != null) {
            grid.kernelWatch().ran(words(), List.of(written));
        }
        if (check != null && runner.sawNonFinite()) {
            check.findAndThrow();
        }
        if (results.length > 0) {
            reduce();
        }
    }

    /** What it does: {@code kernel that assigns u, v and reduces 1 value}. */
    String words() {
        List<String> parts = new ArrayList<>();
        if (written.length > 0) {
            parts.add("assigns " + Arrays.stream(written).map(Field::name).collect(Collectors.joining(", ")));
        }
        if (results.length > 0) {
            parts.add("reduces " + results.length + (results.length == 1 ? " value" : " values"));
        }
        return "the kernel that " + String.join(" and ", parts);
    }

    private void reduce() {
        long since = grid.communicationTimes().begin(Part.REDUCTION);
        for (int n = 0; n < results.length; n++) {
            results[n] = reduced(n);
        }
        grid.communicationTimes().end(Part.REDUCTION, since);
    }

    private boolean anyStale() {
        for (Field field : ghosted) {
            if (!field.ghostsCurrent(needs.corners())) {
                return true;
            }
        }
        return false;
    }

    private double reduced(int n) {
        ReductionOp op = program.reductions().get(n).op();
        if (op == ReductionOp.SUM) {
            ReproducibleSum sum = runner.sum(n);
            sum.allReduce(grid.communicator());
            return sum.value();
        }
        boolean min = op == ReductionOp.MIN;
        long key = ordered(runner.extreme(n), min);
        return fromOrdered(grid.communicator().allReduce(key, min ? ReduceOp.MIN : ReduceOp.MAX), min);
    }

    /** A whole number in the order of the doubles, −0 before +0, NaN winning: MPI says nothing about either of a double. */
    private static long ordered(double value, boolean min) {
        if (Double.isNaN(value)) {
            return min ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static double fromOrdered(long key, boolean min) {
        if (key == (min ? Long.MIN_VALUE : Long.MAX_VALUE)) {
            return Double.NaN;
        }
        return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
    }

    /**
     * The result of a reduction in the last run, the same on every rank.
     *
     * @param reduction one of those that the kernel was made of
     */
    public double value(Reduction reduction) {
        int n = reductions.indexOf(reduction);
        if (n < 0) {
            throw new IllegalArgumentException("the kernel has no reduction " + reduction);
        }
        return results[n];
    }

    /** The result of reduction {@code n} of those that the kernel was made of, counted from 0, in the last run. */
    public double reduction(int n) {
        return results[n];
    }

    /** What is computed at each point. */
    public Program program() {
        return program;
    }

    /** What the kernel costs and how it runs now. */
    public KernelReport report() {
        return KernelReport.of(program, grid.storage(), needs, runner);
    }

    /** Frees what the halo exchange holds. */
    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
        }
    }
}
