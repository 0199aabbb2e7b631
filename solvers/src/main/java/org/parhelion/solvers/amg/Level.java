package org.parhelion.solvers.amg;

/** One level: its matrix on this rank, its smoother, and the vectors that cycles need. Ranks without rows do nothing there. */
final class Level implements AutoCloseable {
    private final SparseRows a;
    private final Halo halo;
    private final RowRanges ranges;
    private final double[] inverse;
    private final ChebyshevSteps steps;
    private double[] x;
    private double[] other;
    private final double[] d;
    private final double[] b;

    /** @param depth 0 for the finest level, whose right-hand side is the caller's */
    Level(int depth, SparseRows a, Halo halo, RowRanges ranges, Scaling scaling, ChebyshevSteps steps) {
        this.a = a;
        this.halo = halo;
        this.ranges = ranges;
        this.inverse = scaling.inverse();
        this.steps = steps;
        this.x = new double[halo.layout().length()];
        this.other = new double[x.length];
        this.d = new double[a.rows()];
        this.b = new double[depth == 0 ? 0 : a.rows()];
    }

    /** The present solution, own numbers first. */
    double[] solution() {
        return x;
    }

    /** The level's own right-hand side. */
    double[] rightHandSide() {
        return b;
    }

    /**
     * Smooths the present solution.
     *
     * @param fromZero take it as zero, whatever it is
     * @param target where the result goes in the place of {@link #solution}; null to leave it there
     */
    void relax(double[] rhs, boolean fromZero, double[] target) {
        int first = 0;
        if (fromZero) {
            first = 1;
            start(rhs, steps.beta()[0], steps.degree() == 1 && target != null ? target : x);
        }
        for (int k = first; k < steps.degree(); k++) {
            double[] from = x;
            boolean last = k == steps.degree() - 1 && target != null;
            double[] to = last ? target : other;
            double alpha = steps.alpha()[k];
            double beta = steps.beta()[k];
            ranges.run(
                    halo,
                    from,
                    (low, high) -> RowKernels.chebyshev(low, high, a, from, rhs, inverse, alpha, beta, d, to));
            if (!last) {
                other = from;
                x = to;
            }
        }
    }

    /** d ← β D⁻¹ b, x ← d. */
    private void start(double[] rhs, double beta, double[] to) {
        for (int i = 0; i < d.length; i++) {
            double step = beta * inverse[i] * rhs[i];
            d[i] = step;
            to[i] = step;
        }
    }

    /** r ← b − A x. */
    void residual(double[] rhs, double[] r) {
        double[] from = x;
        ranges.run(halo, from, (low, high) -> RowKernels.residual(low, high, a, from, rhs, r));
    }

    @Override
    public void close() {
        halo.close();
    }
}
