package org.parhelion.solvers.amg;

/** Between a level and the next coarser one, which may lie on fewer ranks. */
final class Transfer implements AutoCloseable {
    private final SparseRows prolongation;
    private final Halo columns;
    private final RowRanges prolongationRanges;
    private final SparseRows restriction;
    private final Halo restricted;
    private final RowRanges restrictionRanges;
    private final Move move;
    /** The fine level's residual with the ghosts that the restriction needs. */
    private final double[] residual;
    /** The coarse level's vectors as its aggregates are cut over ranks. */
    private final double[] coarse;

    private final double[] direct;

    /** Collective. @param move of the coarse level's vectors from where its aggregates are; null if they stay */
    Transfer(GalerkinProduct product, Move move) {
        this.prolongation = product.prolongation();
        this.columns = Halo.of(product.columns());
        this.prolongationRanges = RowRanges.of(prolongation, product.columns().owned());
        this.restriction = product.restriction();
        this.restricted = Halo.of(product.restricted());
        this.restrictionRanges = RowRanges.of(restriction, product.restricted().owned());
        this.move = move;
        this.residual = new double[product.restricted().length()];
        this.coarse = new double[product.columns().length()];
        this.direct = new double
                [move == null ? product.columns().owned() : move.target().owned()];
    }

    /** Where the fine level's residual is to be. */
    double[] residual() {
        return residual;
    }

    /** Room for the coarse level's vectors where that is solved directly. */
    double[] coarse() {
        return direct;
    }

    /** b ← Pᵀ r. */
    void restrict(double[] rightHandSide) {
        double[] to = move == null ? rightHandSide : coarse;
        restrictionRanges.run(
                restricted, residual, (low, high) -> RowKernels.multiply(low, high, restriction, residual, to));
        if (move != null) {
            move.there(coarse, rightHandSide);
        }
    }

    /** x ← x + P e. */
    void prolong(double[] error, double[] x) {
        if (move != null) {
            move.back(error, coarse);
        } else {
            System.arraycopy(error, 0, coarse, 0, columns.layout().owned());
        }
        prolongationRanges.run(
                columns, coarse, (low, high) -> RowKernels.addProduct(low, high, prolongation, coarse, x));
    }

    @Override
    public void close() {
        columns.close();
        restricted.close();
        if (move != null) {
            move.close();
        }
    }
}
