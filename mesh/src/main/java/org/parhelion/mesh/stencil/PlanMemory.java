package org.parhelion.mesh.stencil;

import java.util.List;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mpi.ReproducibleSum;

/** What the stateless code of one compiled plan works on: rows between chunks and running results. */
final class PlanMemory {
    /** Points per piece of work, so that all rows stay in the first-level cache. */
    private static final int MOST_POINTS = 1024;

    private final CompiledPlan compiled;
    private final double[][] rows;
    private final double[] accumulators;
    private final double[] identities;
    private final BoxCode[] codes;
    private final int points;

    PlanMemory(CompiledPlan compiled) {
        this.compiled = compiled;
        this.points = MOST_POINTS / compiled.lanes() * compiled.lanes();
        this.rows = new double[compiled.rows()][points];
        this.accumulators = new double[compiled.plan().accumulators() * compiled.lanes()];
        this.identities = identities(compiled.plan());
        this.codes = compiled.codes().toArray(new BoxCode[0]);
        clear();
    }

    /** Where each accumulator starts. */
    private static double[] identities(CodePlan plan) {
        double[] identities = new double[plan.accumulators()];
        List<Integer> extremes = plan.extremes();
        for (int a = 0; a < extremes.size(); a++) {
            boolean min = plan.reductions().get(extremes.get(a)).op() == ReductionOp.MIN;
            identities[a] = min ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return identities;
    }

    /** Forgets the running results. */
    void clear() {
        for (int a = 0; a < accumulators.length; a++) {
            accumulators[a] = identities[a / compiled.lanes()];
        }
    }

    /** Computes a box, in pieces if chunks pass values on or there are sums. */
    void run(KernelData data, ReproducibleSum[] sums, int x0, int x1, int y0, int y1, int z0, int z1) {
        if (rows.length == 0) {
            piece(data, sums, x0, x1, y0, y1, z0, z1);
            return;
        }
        int height = Math.max(1, points / (x1 - x0));
        for (int z = z0; z < z1; z++) {
            for (int y = y0; y < y1; y += height) {
                for (int x = x0; x < x1; x += points) {
                    piece(data, sums, x, Math.min(x1, x + points), y, Math.min(y1, y + height), z, z + 1);
                }
            }
        }
    }

    private void piece(KernelData data, ReproducibleSum[] sums, int x0, int x1, int y0, int y1, int z0, int z1) {
        for (BoxCode code : codes) {
            code.run(data.arrays, data.parameters, data.coordinates, rows, accumulators, x0, x1, y0, y1, z0, z1);
        }
        for (int s = 0; s < sums.length; s++) {
            sums[s].add(rows[rows.length - sums.length + s], 0, (x1 - x0) * (y1 - y0));
        }
    }

    /** Folds the lanes of an accumulator into a result so far. */
    double fold(int accumulator, ReductionOp op, double result) {
        double folded = result;
        for (int lane = 0; lane < compiled.lanes(); lane++) {
            double value = accumulators[accumulator * compiled.lanes() + lane];
            folded = op == ReductionOp.MIN ? Math.min(folded, value) : Math.max(folded, value);
        }
        return folded;
    }

    /** Whether a stored value may have been NaN or infinite; only for plans that check. */
    boolean sawNonFinite() {
        int last = identities.length - 1;
        for (int lane = 0; lane < compiled.lanes(); lane++) {
            if (Double.isNaN(accumulators[last * compiled.lanes() + lane])) {
                return true;
            }
        }
        return false;
    }

    CompiledPlan compiled() {
        return compiled;
    }
}
