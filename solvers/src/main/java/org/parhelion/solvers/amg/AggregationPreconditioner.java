package org.parhelion.solvers.amg;

import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/** One cycle from zero. */
final class AggregationPreconditioner implements LinearOperator {
    private final SmoothedAggregation aggregation;
    private final AggregationCycles cycles;

    AggregationPreconditioner(SmoothedAggregation aggregation, AggregationCycles cycles) {
        this.aggregation = aggregation;
        this.cycles = cycles;
    }

    @Override
    public VectorSpace domain() {
        return aggregation.matrix().domain();
    }

    @Override
    public void apply(DistributedVector r, DistributedVector z) {
        for (DistributedVector v : new DistributedVector[] {r, z}) {
            if (!v.space().isSameAs(domain())) {
                throw new IllegalArgumentException(
                        "smoothed aggregation: a vector of " + v.space() + " for a matrix of " + domain());
            }
        }
        cycles.apply(r.data(), z.data());
        z.markWritten();
    }

    @Override
    public String describe() {
        return "smoothed aggregation of " + aggregation.levels() + " levels for the "
                + aggregation.matrix().describe();
    }
}
