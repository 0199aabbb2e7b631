package org.parhelion.mesh;

import java.util.List;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Lowering;
import org.parhelion.mesh.stencil.PrimitiveOp;
import org.parhelion.mesh.stencil.Program;
import org.parhelion.mesh.stencil.Reduction;

/**
 * A boundary value as a function of the place on the wall, at the present values of its parameters. It runs the same
 * operations as a kernel would, one by one, so its values are the same on every rank and machine.
 */
final class WallFunction {
    private final Program program;
    private final Program.Instruction[] instructions;
    private final double[] values;
    private final int result;

    private WallFunction(Program program) {
        this.program = program;
        this.instructions = program.instructions().toArray(new Program.Instruction[0]);
        this.values = new double[instructions.length];
        this.result = program.reductions().get(0).value();
    }

    /** @throws IllegalArgumentException if the expression makes no sense on this grid */
    static WallFunction of(CartesianGrid grid, Expr value) {
        List<Reduction> wanted = List.of(new Reduction(Program.ReductionOp.MAX, value));
        return new WallFunction(Lowering.lower(grid, Location.CELL, List.of(), wanted));
    }

    double at(double x, double y, double z) {
        for (int n = 0; n < values.length; n++) {
            Program.Instruction instruction = instructions[n];
            values[n] = switch (instruction.op()) {
                case CONSTANT -> instruction.constant();
                case PARAMETER -> program.parameters().get(instruction.slot()).value();
                case COORDINATE -> instruction.slot() == 0 ? x : instruction.slot() == 1 ? y : z;
                default -> apply(instruction.op(), instruction.a(), instruction.b(), instruction.c());
            };
        }
        return values[result];
    }

    private double apply(PrimitiveOp op, int a, int b, int c) {
        return op.apply(values[a], b < 0 ? 0 : values[b], c < 0 ? 0 : values[c]);
    }
}
