package org.parhelion.mesh.stencil;

import java.util.function.Function;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.stencil.Arithmetic.Value;

/**
 * Elementary functions as expansions: each method appends to a program the primitive operations that compute the function,
 * a straight line without branches or calls, and returns the number of the result. As the primitives are exact or correctly
 * rounded, every back end gives the same bits, in a vector body, its tail, and the interpreter; the operations must not be
 * re-associated or contracted afterwards. Special values are those of {@link Math}. A constant argument is folded, by the
 * same operations.
 *
 * <p>Largest errors, in units in the last place (asserted by {@code ElementaryAccuracyTest} against 50 digits): exp, log,
 * sin, cos 1; all others 2; floor, sign exact. The angle of sin, cos and tan may be at most 2^46 (7·10^13) in magnitude,
 * beyond which the result is NaN. Up to 10^9 the bound holds; up to 2^46 the absolute error of sin and cos stays below
 * 2^-52, but a value next to zero may lose digits.
 */
public final class ElementaryFunctions {
    private ElementaryFunctions() {}

    public static int exp(ProgramBuilder b, int x) {
        return expand(b, x, Exponentials::exp);
    }

    /** Natural logarithm. */
    public static int log(ProgramBuilder b, int x) {
        return expand(b, x, Exponentials::log);
    }

    public static int sinh(ProgramBuilder b, int x) {
        return expand(b, x, Exponentials::sinh);
    }

    public static int cosh(ProgramBuilder b, int x) {
        return expand(b, x, Exponentials::cosh);
    }

    public static int tanh(ProgramBuilder b, int x) {
        return expand(b, x, Exponentials::tanh);
    }

    /** Sine of an angle in radians, at most 2^46 in magnitude; NaN beyond. */
    public static int sin(ProgramBuilder b, int x) {
        return expand(b, x, Trigonometry::sin);
    }

    /** Cosine of an angle in radians, at most 2^46 in magnitude; NaN beyond. */
    public static int cos(ProgramBuilder b, int x) {
        return expand(b, x, Trigonometry::cos);
    }

    /** Tangent of an angle in radians, at most 2^46 in magnitude; NaN beyond. */
    public static int tan(ProgramBuilder b, int x) {
        return expand(b, x, Trigonometry::tan);
    }

    public static int asin(ProgramBuilder b, int x) {
        return expand(b, x, InverseTrigonometry::asin);
    }

    public static int acos(ProgramBuilder b, int x) {
        return expand(b, x, InverseTrigonometry::acos);
    }

    public static int atan(ProgramBuilder b, int x) {
        return expand(b, x, InverseTrigonometry::atan);
    }

    /** Angle of the point (x, y), in [−π, π]. */
    public static int atan2(ProgramBuilder b, int y, int x) {
        return expand(b, y, x, InverseTrigonometry::atan2);
    }

    /** {@code x^y}; a constant y that is a small whole number or ±½ becomes products or a square root. */
    public static int pow(ProgramBuilder b, int x, int y) {
        return b.isConstant(y)
                ? expand(b, x, (a, base) -> Powers.pow(a, base, a.number(b.value(y))))
                : expand(b, x, y, Powers::pow);
    }

    /** √(x² + y²) without overflow or underflow on the way. */
    public static int hypot(ProgramBuilder b, int x, int y) {
        return expand(b, x, y, Rounding::hypot);
    }

    /** Largest whole number that is not above x. */
    public static int floor(ProgramBuilder b, int x) {
        return expand(b, x, Rounding::floor);
    }

    /** −1, 0 or 1, with the sign of a zero kept, as {@link Math#signum(double)}. */
    public static int sign(ProgramBuilder b, int x) {
        return expand(b, x, Rounding::sign);
    }

    private interface Unary {
        Value expand(Arithmetic arithmetic, Value x);
    }

    private interface Binary {
        Value expand(Arithmetic arithmetic, Value x, Value y);
    }

    private static int expand(ProgramBuilder b, int x, Unary function) {
        if (b.isConstant(x)) {
            return b.constant(evaluate(a -> function.expand(a, variable(a, 0)), b.value(x)));
        }
        return function.expand(new Arithmetic(b), new Value(x)).number();
    }

    private static int expand(ProgramBuilder b, int x, int y, Binary function) {
        if (b.isConstant(x) && b.isConstant(y)) {
            return b.constant(
                    evaluate(a -> function.expand(a, variable(a, 0), variable(a, 1)), b.value(x), b.value(y)));
        }
        return function.expand(new Arithmetic(b), new Value(x), new Value(y)).number();
    }

    /** A stand-in for argument {@code number} of {@link #evaluate}, which the builder does not know for a constant. */
    private static Value variable(Arithmetic scratch, int number) {
        return new Value(scratch.program().coordinate(Axis.of(number), 0));
    }

    private static double evaluate(Function<Arithmetic, Value> expansion, double... arguments) {
        ProgramBuilder scratch = new ProgramBuilder();
        int result = expansion.apply(new Arithmetic(scratch)).number();
        double[] values = new double[scratch.size()];
        for (int n = 0; n < values.length; n++) {
            Program.Instruction step = scratch.instruction(n);
            values[n] = switch (step.op()) {
                case CONSTANT -> step.constant();
                case COORDINATE -> arguments[step.slot()];
                default ->
                    step.op().apply(operand(values, step.a()), operand(values, step.b()), operand(values, step.c()));
            };
        }
        return values[result];
    }

    private static double operand(double[] values, int number) {
        return number < 0 ? 0 : values[number];
    }
}
