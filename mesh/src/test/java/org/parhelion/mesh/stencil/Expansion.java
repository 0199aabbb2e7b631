package org.parhelion.mesh.stencil;

import org.parhelion.mesh.Axis;

/** A function of one or two numbers that was expanded into a program, run one argument at a time. */
final class Expansion {
    private final Program.Instruction[] steps;
    private final double[] values;
    private final int result;

    interface Unary {
        int expand(ProgramBuilder builder, int x);
    }

    interface Binary {
        int expand(ProgramBuilder builder, int x, int y);
    }

    private Expansion(Binary function) {
        ProgramBuilder builder = new ProgramBuilder();
        result = function.expand(builder, builder.coordinate(Axis.X, 0), builder.coordinate(Axis.Y, 0));
        steps = new Program.Instruction[builder.size()];
        for (int n = 0; n < steps.length; n++) {
            steps[n] = builder.instruction(n);
        }
        values = new double[steps.length];
    }

    static Expansion of(Unary function) {
        return new Expansion((builder, x, y) -> function.expand(builder, x));
    }

    static Expansion of2(Binary function) {
        return new Expansion(function);
    }

    double at(double x) {
        return at(x, Double.NaN);
    }

    double at(double x, double y) {
        for (int n = 0; n <= result; n++) {
            Program.Instruction step = steps[n];
            values[n] = switch (step.op()) {
                case CONSTANT -> step.constant();
                case COORDINATE -> step.slot() == 0 ? x : y;
                default -> step.op().apply(operand(step.a()), operand(step.b()), operand(step.c()));
            };
        }
        return values[result];
    }

    private double operand(int number) {
        return number < 0 ? 0 : values[number];
    }

    /** Operations that the result depends on, other than constants and arguments. */
    int operations() {
        boolean[] needed = new boolean[steps.length];
        needed[result] = true;
        int count = 0;
        for (int n = result; n >= 0; n--) {
            Program.Instruction step = steps[n];
            for (int operand : new int[] {step.a(), step.b(), step.c()}) {
                if (needed[n] && operand >= 0) {
                    needed[operand] = true;
                }
            }
            count += needed[n] && step.op().operands() > 0 ? 1 : 0;
        }
        return count;
    }
}
