package org.parhelion.solvers.multigrid;

/** Linear interpolation axis by axis, and its weighted transpose. */
record LinearTransfer(Restriction restriction, Prolongation prolongation) implements Transfer {
    @Override
    public void restrict(double[] r, double[] b) {
        restriction.apply(r, b);
    }

    @Override
    public boolean isLocal() {
        return restriction.isLocal();
    }

    @Override
    public void correct(double[] v, double[] u) {
        prolongation.apply(v, u, true);
    }

    @Override
    public void close() {
        restriction.close();
        prolongation.close();
    }
}
