package org.parhelion.solvers.linear;

import org.parhelion.mpi.ReduceOp;

/** z ← D⁻¹ r with the diagonal D of an operator. */
final class Jacobi implements PointwiseOperator {
    private final LinearOperator a;
    private final DistributedVector inverse;

    Jacobi(LinearOperator a) {
        this.a = a;
        this.inverse = a.diagonal()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Jacobi: the operator does not know its diagonal: " + a.describe()));
        refuseZero();
        double[] d = inverse.data();
        inverse.forRows((from, to) -> {
            for (int n = from; n < to; n++) {
                d[n] = 1 / d[n];
            }
        });
        inverse.markWritten();
    }

    /** All ranks throw the same message. */
    private void refuseZero() {
        VectorSpace space = a.domain();
        double[] d = inverse.data();
        long first = Long.MAX_VALUE;
        for (int row = 0; row < space.rows(); row++) {
            int from = space.row(inverse, row);
            for (int n = 0; n < space.rowLength(); n++) {
                double value = d[from + n];
                if (!(Math.abs(value) >= Double.MIN_NORMAL && Double.isFinite(value))) {
                    first = Math.min(first, space.number(row) + n);
                }
            }
        }
        long found = space.communicator().allReduce(first, ReduceOp.MIN);
        if (found != Long.MAX_VALUE) {
            throw new IllegalArgumentException("Jacobi: the diagonal is zero or not finite at " + space.place(found)
                    + " of " + a.describe() + "; choose another preconditioner");
        }
    }

    @Override
    public VectorSpace domain() {
        return a.domain();
    }

    @Override
    public void note(FusedPass pass, DistributedVector x, DistributedVector y) {
        pass.product(y, inverse, x);
    }

    @Override
    public String describe() {
        return "Jacobi of " + a.describe();
    }
}
