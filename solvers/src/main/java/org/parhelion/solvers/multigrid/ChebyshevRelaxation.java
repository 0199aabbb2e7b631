package org.parhelion.solvers.multigrid;

import org.parhelion.solvers.linear.DistributedVector;

/** Chebyshev's semi-iteration on the upper part of the spectrum of D⁻¹ A: Y. Saad, Iterative Methods, §12.3. */
final class ChebyshevRelaxation implements Relaxation {
    /** The part of the spectrum left to coarser grids reaches up to this share of the largest eigenvalue. */
    private static final double SMOOTH = 0.25;

    private final LevelOperator operator;
    private final DistributedVector r;
    private final DistributedVector d;
    private final DistributedVector scratch;
    private final DiagonalScaling scaling;
    private final double centre;
    private final double radius;

    ChebyshevRelaxation(Level level) {
        this.operator = level.operator();
        this.r = level.residualVector();
        this.d = level.place().space().vector("direction");
        this.scratch = level.place().space().vector("image");
        this.scaling = new DiagonalScaling(level);
        double largest = operator.spectralBound();
        this.centre = largest * (1 + SMOOTH) / 2;
        this.radius = largest * (1 - SMOOTH) / 2;
    }

    @Override
    public void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed) {
        double sigma = centre / radius;
        double rho = 1 / sigma;
        operator.residual(u, b, r);
        scaling.divide(r); // r ← D⁻¹ (b − A u)
        d.copyFrom(r);
        d.scale(1 / centre);
        for (int degree = 1; degree <= sweeps; degree++) {
            u.addScaled(1, d); // u ← u + d
            if (degree == sweeps) {
                break;
            }
            operator.apply(d, scratch);
            scaling.divide(scratch);
            r.addScaled(-1, scratch); // r ← r − D⁻¹ A d
            double next = 1 / (2 * sigma - rho);
            d.scale(next * rho);
            d.addScaled(2 * next / radius, r); // d ← ρ′ρ d + 2ρ′/δ r
            rho = next;
        }
    }
}
