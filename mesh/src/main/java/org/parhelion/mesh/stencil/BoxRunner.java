package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mpi.ReproducibleSum;

/**
 * Runs a kernel's code over boxes on this rank, told in the order of storage: x means along rows, y across rows, z across
 * planes. Scalar code at first, vector code where and when it is faster
 * ({@link CodeTier}), the few points that fill no vector by scalar code; all give the same bits.
 */
final class BoxRunner {
    /**
     * What the planes that one plane of points needs may take of a cache before the box is cut across rows. Cutting breaks the
     * long streams that hardware prefetch likes: at 256³ (2 MB) it cost a quarter of the speed.
     */
    private static final int CACHE_BYTES = 8 << 20;

    private static final int PLANES_PER_CALL = 16;

    private final KernelData data;
    private final ReproducibleSum[] sums;
    private final CodeTier tier;
    private final int planes;
    private PlanMemory scalar;
    private PlanMemory vector;
    private final ReductionOp[] operations;
    /** Of each reduction: its number among the sums or among the extremes. */
    private final int[] order;

    BoxRunner(Program program, CartesianGrid grid, Location location, boolean checkFinite, CodeTier tier) {
        this.data = new KernelData(program, grid, location, checkFinite);
        this.tier = tier;
        this.planes = planes(program, grid.storage().axis(2));
        this.operations =
                program.reductions().stream().map(Program.Reduction::op).toArray(ReductionOp[]::new);
        this.order = new int[operations.length];
        int numberOfSums = 0;
        for (int n = 0; n < order.length; n++) {
            order[n] = operations[n] == ReductionOp.SUM ? numberOfSums++ : n - numberOfSums;
        }
        this.sums = new ReproducibleSum[numberOfSums];
        Arrays.setAll(sums, n -> new ReproducibleSum());
    }

    /** How many planes of memory one plane of points reads and writes. */
    private static int planes(Program program, Axis across) {
        List<List<Integer>> read = new ArrayList<>();
        for (Program.Instruction it : program.instructions()) {
            List<Integer> plane = List.of(it.slot(), it.offset(across));
            if (it.op() == PrimitiveOp.LOAD && !read.contains(plane)) {
                read.add(plane);
            }
        }
        return Math.max(1, read.size() + program.stores().size());
    }

    /** Fetches fields and parameters and forgets the results of the last run. */
    void start() {
        if (data.refresh()) {
            scalar = new PlanMemory(CompiledPlan.of(data.plan(), null));
            vector = null;
            tier.forgetVectorCode();
        }
        scalar.clear();
        if (vector != null) {
            vector.clear();
        }
        for (ReproducibleSum sum : sums) {
            sum.clear();
        }
    }

    /** @param box in the order of storage */
    void run(IndexBox box) {
        if (box.isEmpty()) {
            return;
        }
        data.checkReach(box);
        if (vector == null && tier.wantsVectorCode()) {
            makeVectorCode();
        }
        int lanes = vector == null ? 1 : vector.compiled().lanes();
        int end = box.x0() + (box.x1() - box.x0()) / lanes * lanes;
        if (vector == null || end == box.x0()) {
            long start = System.nanoTime();
            scalar.run(data, sums, box.x0(), box.x1(), box.y0(), box.y1(), box.z0(), box.z1());
            tier.ranScalar(box.count(), System.nanoTime() - start);
        } else {
            panels(box, end);
        }
    }

    private void makeVectorCode() {
        Optional<VectorShape> shape = tier.shape();
        if (shape.isPresent()) {
            vector = new PlanMemory(CompiledPlan.of(data.plan(), shape.get()));
        }
    }

    /** Cuts the box so that the planes that one plane needs stay in the cache until the next plane needs them. */
    private void panels(IndexBox box, int end) {
        int height = Math.max(64, CACHE_BYTES / (Double.BYTES * planes * (box.x1() - box.x0())));
        int depth = end < box.x1() ? 1 : PLANES_PER_CALL;
        for (int y = box.y0(); y < box.y1(); y += height) {
            int y1 = Math.min(box.y1(), y + height);
            for (int z = box.z0(); z < box.z1(); z += depth) {
                int z1 = Math.min(box.z1(), z + depth);
                if (tier.usesVectorCode()) {
                    vectorPanel(box, end, y, y1, z, z1);
                } else {
                    trainingPanel(box, y, y1, z, z1);
                }
            }
        }
    }

    private void vectorPanel(IndexBox box, int end, int y0, int y1, int z0, int z1) {
        long start = System.nanoTime();
        vector.run(data, sums, box.x0(), end, y0, y1, z0, z1);
        tier.ranVector((long) (end - box.x0()) * (y1 - y0) * (z1 - z0), System.nanoTime() - start);
        if (end < box.x1()) {
            scalar.run(data, sums, end, box.x1(), y0, y1, z0, z1);
        }
    }

    /** Row by row, a short piece of some rows by vector code that HotSpot has yet to compile, the rest by scalar code. */
    private void trainingPanel(IndexBox box, int y0, int y1, int z0, int z1) {
        int lanes = vector.compiled().lanes();
        int most = Math.min(box.x1() - box.x0(), CodeTier.TRAINING_VECTORS * lanes) / lanes * lanes;
        for (int z = z0; z < z1; z++) {
            for (int y = y0; y < y1; y++) {
                int done = box.x0();
                if (tier.tryVectorCode()) {
                    done += most;
                    long start = System.nanoTime();
                    vector.run(data, sums, box.x0(), done, y, y + 1, z, z + 1);
                    tier.ranVector(most, System.nanoTime() - start);
                }
                if (done < box.x1()) {
                    long start = System.nanoTime();
                    scalar.run(data, sums, done, box.x1(), y, y + 1, z, z + 1);
                    tier.ranScalar(box.x1() - done, System.nanoTime() - start);
                }
            }
        }
    }

    /** This rank's smallest or largest value so far. */
    double extreme(int reduction) {
        ReductionOp op = operations[reduction];
        double result = op == ReductionOp.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        result = scalar.fold(order[reduction], op, result);
        return vector == null ? result : vector.fold(order[reduction], op, result);
    }

    /** This rank's part of a sum. */
    ReproducibleSum sum(int reduction) {
        return sums[order[reduction]];
    }

    boolean sawNonFinite() {
        return scalar.sawNonFinite() || (vector != null && vector.sawNonFinite());
    }

    CodeTier tier() {
        return tier;
    }

    /** The code in use: scalar, and vector if made; none before the first run. */
    List<CompiledPlan> compiled() {
        if (scalar == null) {
            return List.of();
        }
        return vector == null ? List.of(scalar.compiled()) : List.of(scalar.compiled(), vector.compiled());
    }
}
