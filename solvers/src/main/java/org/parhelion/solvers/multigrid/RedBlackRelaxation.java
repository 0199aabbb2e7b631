package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** Red–black Gauss–Seidel. */
final class RedBlackRelaxation implements Relaxation {
    private final StarLevelOperator operator;
    private final double omega;

    RedBlackRelaxation(StarLevelOperator operator, double omega) {
        this.operator = operator;
        this.omega = omega;
    }

    StarLevelOperator operator() {
        return operator;
    }

    double omega() {
        return omega;
    }

    @Override
    public void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed) {
        double[] values = u.data();
        double[] rightHandSide = b.data();
        for (int n = 0; n < 2 * sweeps; n++) {
            operator.exchange(values);
            operator.kernels().relax(reversed ? 1 - (n & 1) : n & 1, values, rightHandSide, omega);
        }
        u.markWritten();
    }
}
