package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** Damped Jacobi. */
final class JacobiRelaxation implements Relaxation {
    private final LevelOperator operator;
    private final DistributedVector scratch;
    private final DiagonalScaling scaling;
    private final double omega;

    JacobiRelaxation(Level level, double omega) {
        this.operator = level.operator();
        this.scratch = level.residualVector();
        this.scaling = new DiagonalScaling(level);
        this.omega = omega;
    }

    @Override
    public void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed) {
        for (int n = 0; n < sweeps; n++) {
            operator.residual(u, b, scratch);
            scaling.divide(scratch);
            u.addScaled(omega, scratch); // u ← u + ω D⁻¹ (b − A u)
        }
    }
}
