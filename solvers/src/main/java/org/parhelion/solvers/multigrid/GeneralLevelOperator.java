package org.parhelion.solvers.multigrid;

import java.util.Arrays;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Functions;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

/** Any operator on one level, applied by its generated kernel. */
final class GeneralLevelOperator implements LevelOperator {
    private final GridOperator operator;
    private final boolean owned;

    /** @param owned whether the operator is closed with this one */
    GeneralLevelOperator(GridOperator operator, boolean owned) {
        this.operator = operator;
        this.owned = owned;
    }

    @Override
    public void apply(DistributedVector u, DistributedVector y) {
        operator.apply(u, y);
    }

    @Override
    public void residual(DistributedVector u, DistributedVector b, DistributedVector r) {
        operator.apply(u, r);
        r.scaleAndAdd(-1, b); // r ← b − A u
    }

    @Override
    public double[] diagonal() {
        Optional<DistributedVector> diagonal = operator.diagonal();
        double[] values = diagonal.orElseThrow().data().clone();
        Field field = diagonal.get().field();
        IndexBox box = operator.domain().box();
        double[] all = new double[values.length];
        Arrays.fill(all, 1);
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                int row = field.index(box.x0(), j, k);
                System.arraycopy(values, row, all, row, box.size(Axis.X));
            }
        }
        return all;
    }

    @Override
    public double spectralBound() {
        LinearStencil stencil = operator.stencil();
        Expr sum = Expr.constant(0);
        for (LinearStencil.Entry entry : stencil.entries()) {
            sum = sum.plus(Functions.abs(entry.coefficient()));
        }
        Expr ratio = sum.dividedBy(Functions.abs(stencil.at(0, 0, 0).orElse(Expr.constant(0))));
        DistributedVector values = operator.domain().vector("row sum");
        try (Kernel once = Kernel.of(Kernel.assign(values.field(), ratio))) {
            once.run();
        }
        double most = 0;
        IndexBox box = operator.domain().box();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    most = Math.max(most, values.data()[values.field().index(i, j, k)]);
                }
            }
        }
        return operator.domain().communicator().allReduce(most, ReduceOp.MAX);
    }

    @Override
    public void close() {
        if (owned) {
            operator.close();
        }
    }
}
