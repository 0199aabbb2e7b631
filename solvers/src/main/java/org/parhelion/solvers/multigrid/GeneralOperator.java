package org.parhelion.solvers.multigrid;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.FieldSubstitution;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.GridOperator;

/**
 * An operator of any stencil. On coarser levels it is the same expression on the coarser grid, with the fields that it reads
 * carried over: taken at the common points along axes where they lie on faces, averaged along those where they lie in cells.
 */
final class GeneralOperator implements CoarsenableOperator {
    private final Communicator communicator;
    private final GridOperator finestOperator;
    private final GridOperator operator;
    private final boolean finest;
    private final Expr image;
    private final Field unknown;
    /** What stands in the expression of the finest level, and its likeness on this one; null on ranks that take no part. */
    private final Map<Field, Field> fields;

    private final LevelShape shape;
    private final AxisOperator[] shares;
    private final double[] couplings;

    private GeneralOperator(
            GridOperator finestOperator,
            GridOperator operator,
            Map<Field, Field> fields,
            LevelShape shape,
            AxisOperator[] shares,
            double[] couplings) {
        this.communicator = finestOperator.domain().communicator();
        this.unknown = finestOperator.unknown();
        this.image = finestOperator.image();
        this.finest = finestOperator == operator;
        this.finestOperator = finestOperator;
        this.operator = operator;
        this.fields = fields;
        this.shape = shape;
        this.shares = shares;
        this.couplings = couplings;
    }

    static GeneralOperator of(GridOperator operator, LevelShape shape) {
        Map<Field, Field> fields = new LinkedHashMap<>();
        collect(operator.image(), operator.unknown(), fields, new IdentityHashMap<>());
        double[] couplings = new double[3];
        for (int a = 0; a < 3; a++) {
            AxisLine line = shape.axis(a);
            if (line.isUsed()) {
                double width = (line.faces()[line.cells()] - line.faces()[0]) / line.cells();
                couplings[a] = 1 / (width * width);
            }
        }
        return new GeneralOperator(operator, operator, fields, shape, VariableOperator.shares(shape.axes()), couplings);
    }

    private static void collect(Expr expr, Field unknown, Map<Field, Field> fields, IdentityHashMap<Expr, Expr> seen) {
        if (seen.put(expr, expr) != null) {
            return;
        }
        if (expr instanceof Expr.Access access && access.field() != unknown) {
            fields.put(access.field(), access.field());
        }
        expr.operands().forEach(operand -> collect(operand, unknown, fields, seen));
    }

    @Override
    public double[] couplings() {
        return couplings.clone();
    }

    @Override
    public double[] weight(int axis) {
        return shares[axis].weight();
    }

    @Override
    public double[] coarseWeight(int axis, AxisTransfer transfer) {
        return shares[axis].coarsened(transfer).weight();
    }

    @Override
    public LevelOperator levelOperator(Communicator ranks, LevelShape level, LevelPlace place) {
        return new GeneralLevelOperator(operator, !finest);
    }

    @Override
    public CoarsenableOperator coarsened(LevelShape coarse, AxisTransfer[] transfers, LevelPlace place) {
        AxisOperator[] coarseShares = new AxisOperator[3];
        double[] coarseCouplings = couplings();
        for (int a = 0; a < 3; a++) {
            coarseShares[a] = shares[a].coarsened(transfers[a]);
            coarseCouplings[a] *= transfers[a].isIdentity() ? 1 : 0.25;
        }
        Map<Field, Field> coarseFields = new LinkedHashMap<>();
        fields.forEach((original, here) -> {
            CoefficientCoarsening carrier = new CoefficientCoarsening(communicator, original, shape, coarse, transfers);
            coarseFields.put(original, carrier.carry(here, place));
        });
        GridOperator coarseOperator = null;
        if (place != null) {
            Map<Field, Field> all = new LinkedHashMap<>(coarseFields);
            all.put(unknown, place.prototype());
            coarseOperator = GridOperator.of(place.prototype(), new FieldSubstitution(all).apply(image));
        }
        return new GeneralOperator(finestOperator, coarseOperator, coarseFields, coarse, coarseShares, coarseCouplings);
    }
}
