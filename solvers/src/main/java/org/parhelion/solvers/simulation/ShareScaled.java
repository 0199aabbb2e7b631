package org.parhelion.solvers.simulation;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.VectorSpace;

/** z ← M⁻¹ (r / w): an approximate inverse of an operator A, made one of W A, whose rows are A's times shares w. */
final class ShareScaled implements LinearOperator {
    private final LinearOperator inverse;
    private final Field share;
    private final DistributedVector scaled;

    ShareScaled(LinearOperator inverse, Field share) {
        this.inverse = inverse;
        this.share = share;
        this.scaled = inverse.domain().vector("r/w");
    }

    @Override
    public VectorSpace domain() {
        return inverse.domain();
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        IndexBox box = domain().box();
        double[] from = x.data();
        double[] to = scaled.data();
        double[] w = share.data();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                int row = x.field().index(box.x0(), j, k);
                int out = scaled.field().index(box.x0(), j, k);
                int by = share.index(box.x0(), j, k);
                divide(from, row, w, by, to, out, box.size(Axis.X));
            }
        }
        scaled.markWritten();
        inverse.apply(scaled, y);
    }

    private static void divide(double[] from, int row, double[] w, int by, double[] to, int out, int count) {
        for (int n = 0; n < count; n++) {
            to[out + n] = from[row + n] / w[by + n];
        }
    }
}
