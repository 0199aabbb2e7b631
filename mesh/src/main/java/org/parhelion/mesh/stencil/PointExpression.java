package org.parhelion.mesh.stencil;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Location;

/**
 * An expression of coordinates, numbers and parameters, evaluated at single points of a grid by global index: for set-up,
 * where a few points matter and the rank that owns them does not. The operations are those of a kernel, so the values are
 * the same bits on every rank.
 */
public final class PointExpression {
    private final CartesianGrid grid;
    private final Location location;
    private final Program program;
    private final Program.Instruction[] instructions;
    private final double[] values;
    private final int result;

    private PointExpression(CartesianGrid grid, Location location, Program program) {
        this.grid = grid;
        this.location = location;
        this.program = program;
        this.instructions = program.instructions().toArray(new Program.Instruction[0]);
        this.values = new double[instructions.length];
        this.result = program.reductions().get(0).value();
    }

    /**
     * @param location where the points lie
     * @throws ExpressionException if the expression makes no sense on this grid
     */
    public static PointExpression of(CartesianGrid grid, Location location, Expr expr) {
        List<Reduction> wanted = List.of(new Reduction(Program.ReductionOp.MAX, expr));
        return new PointExpression(grid, location, Lowering.lower(grid, location, List.of(), wanted));
    }

    /** Whether the value depends on the values of fields; if so, {@link #at} cannot tell it. */
    public boolean readsFields() {
        return !program.fields().isEmpty();
    }

    /** Whether the value depends on the place along an axis, apart from what fields bring. */
    public boolean dependsOn(Axis axis) {
        for (Program.Instruction it : instructions) {
            if (it.op() == PrimitiveOp.COORDINATE && it.slot() == axis.ordinal()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the value is the same everywhere. */
    public boolean isConstant() {
        return !readsFields() && !dependsOn(Axis.X) && !dependsOn(Axis.Y) && !dependsOn(Axis.Z);
    }

    /** The value at a point by global index, at the present values of parameters. */
    public double at(int i, int j, int k) {
        int[] point = {i, j, k};
        for (int n = 0; n < values.length; n++) {
            Program.Instruction it = instructions[n];
            values[n] = switch (it.op()) {
                case CONSTANT -> it.constant();
                case PARAMETER -> program.parameters().get(it.slot()).value();
                case COORDINATE -> grid.coordinate(Axis.of(it.slot()), location, point[it.slot()] + it.i());
                case LOAD ->
                    throw new IllegalStateException("the expression reads field "
                            + program.fields().get(it.slot()).name() + ", which single points do not know");
                default -> it.op().apply(operand(it.a()), operand(it.b()), operand(it.c()));
            };
        }
        return values[result];
    }

    private double operand(int number) {
        return number < 0 ? 0 : values[number];
    }
}
