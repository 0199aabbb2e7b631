package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Largest errors in units in the last place, against 50 digits at random arguments, and densely against {@link StrictMath}. */
class ElementaryAccuracyTest {
    private static final int SAMPLES = 800;
    private static final int DENSE = 30_000;

    private final Random random = new Random(20260101);

    @Test
    void exponential() {
        Expansion exp = Expansion.of(ElementaryFunctions::exp);
        check(exp, HighPrecision::exp, 1, between(-1, 1), between(-708, 709.7), between(-745, -708), scaled(-60, 0));
        dense(exp, StrictMath::exp, 2, between(-708, 709.7));
    }

    @Test
    void logarithm() {
        Expansion log = Expansion.of(ElementaryFunctions::log);
        DoubleSupplier nearOne = () -> 1 + random.nextGaussian() * 1e-6;
        check(log, HighPrecision::log, 1, between(0.4, 2.5), nearOne, scaled(-1022, 1023), scaled(-1073, -1022));
        dense(log, StrictMath::log, 2, between(0.3, 3));
    }

    @Test
    void sineAndCosine() {
        Expansion sin = Expansion.of(ElementaryFunctions::sin);
        Expansion cos = Expansion.of(ElementaryFunctions::cos);
        DoubleSupplier[] ranges = {
            between(-4, 4), between(-0x1p20, 0x1p20), nearQuarterTurns(0x1p20), between(-1e9, 1e9)
        };
        check(sin, HighPrecision::sin, 1, ranges);
        check(cos, HighPrecision::cos, 1, ranges);
        dense(sin, StrictMath::sin, 2, between(-1e6, 1e6));
        dense(cos, StrictMath::cos, 2, between(-1e6, 1e6));
    }

    @Test
    void sineOfLargeAnglesKeepsItsAbsoluteError() {
        Expansion sin = Expansion.of(ElementaryFunctions::sin);
        for (int n = 0; n < SAMPLES; n++) {
            double x = between(-0x1p46, 0x1p46).getAsDouble();
            assertEquals(HighPrecision.sin(new BigDecimal(x)).doubleValue(), sin.at(x), 0x1p-52, "sin " + x);
        }
    }

    @Test
    void tangent() {
        Expansion tan = Expansion.of(ElementaryFunctions::tan);
        check(tan, HighPrecision::tan, 2, between(-2, 2), between(-0x1p20, 0x1p20), nearQuarterTurns(0x1p20));
        dense(tan, StrictMath::tan, 3, between(-100, 100));
    }

    @Test
    void arcSineAndArcCosine() {
        Expansion asin = Expansion.of(ElementaryFunctions::asin);
        Expansion acos = Expansion.of(ElementaryFunctions::acos);
        DoubleSupplier nearOne = () -> 1 - Math.exp(-30 * random.nextDouble());
        check(asin, HighPrecision::asin, 2, between(-1, 1), between(0.45, 0.55), nearOne, scaled(-40, 0));
        check(acos, HighPrecision::acos, 2, between(-1, 1), between(-0.55, -0.45), between(0.45, 0.55), nearOne);
        dense(asin, StrictMath::asin, 3, between(-1, 1));
        dense(acos, StrictMath::acos, 3, between(-1, 1));
    }

    @Test
    void arcTangents() {
        Expansion atan = Expansion.of(ElementaryFunctions::atan);
        check(atan, HighPrecision::atan, 2, between(-1, 1), between(0.41, 0.45), between(2, 3), scaled(-40, 60));
        dense(atan, StrictMath::atan, 3, between(-5, 5));
        Expansion atan2 = Expansion.of2(ElementaryFunctions::atan2);
        check2(atan2, HighPrecision::atan2, 2, between(-1, 1), between(-1, 1));
        check2(atan2, HighPrecision::atan2, 2, scaled(-9, 9), between(-1, 1));
        dense2(atan2, StrictMath::atan2, 3, between(-1, 1), between(-2, 2));
    }

    @Test
    void hyperbolicFunctions() {
        Expansion sinh = Expansion.of(ElementaryFunctions::sinh);
        Expansion cosh = Expansion.of(ElementaryFunctions::cosh);
        Expansion tanh = Expansion.of(ElementaryFunctions::tanh);
        check(sinh, HighPrecision::sinh, 2, between(-1.1, 1.1), between(1, 3), between(-710, 710), scaled(-60, 0));
        check(cosh, HighPrecision::cosh, 2, between(-3, 3), between(-710, 710));
        check(tanh, HighPrecision::tanh, 2, between(-0.5, 0.5), between(0.1, 0.3), between(-22, 22), scaled(-60, 0));
        dense(sinh, StrictMath::sinh, 4.5, between(-20, 20));
        dense(cosh, StrictMath::cosh, 4.5, between(-20, 20));
        dense(tanh, StrictMath::tanh, 4.5, between(-20, 20));
    }

    @Test
    void powers() {
        Expansion pow = Expansion.of2(ElementaryFunctions::pow);
        DoubleSupplier spread = () -> Math.exp(5 * random.nextGaussian());
        DoubleSupplier nearOne = () -> Math.exp(1e-3 * random.nextGaussian());
        check2(pow, HighPrecision::pow, 2, spread, between(-25, 25));
        check2(pow, HighPrecision::pow, 2, nearOne, between(-1e5, 1e5));
        check2(pow, HighPrecision::pow, 2, scaled(-1074, -1022), between(-0.9, 0.9));
        check2(pow, HighPrecision::pow, 2, scaled(500, 1023), between(-1, 1));
        dense2(pow, StrictMath::pow, 3, spread, between(-25, 25));
    }

    @Test
    void powersWithConstantExponents() {
        DoubleSupplier spread = () -> Math.exp(5 * random.nextGaussian());
        for (double y : new double[] {2, 3, 4, 5, 7, 12, 16, 17, -1, -2, -3, -6, -12, 0.5, -0.5, 1.5, 2.5, 0.4}) {
            Expansion pow = Expansion.of((b, x) -> ElementaryFunctions.pow(b, x, b.constant(y)));
            double largest = 0;
            for (int n = 0; n < SAMPLES / 5; n++) {
                double x = spread.getAsDouble();
                largest = Math.max(largest, error(pow.at(x), HighPrecision.pow(new BigDecimal(x), new BigDecimal(y))));
            }
            assertTrue(largest <= 2, "x^" + y + ": " + largest);
        }
    }

    @Test
    void hypotenuse() {
        Expansion hypot = Expansion.of2(ElementaryFunctions::hypot);
        check2(hypot, HighPrecision::hypot, 2, between(-1, 1), between(-1, 1));
        check2(hypot, HighPrecision::hypot, 2, scaled(500, 1023), scaled(500, 1023));
        check2(hypot, HighPrecision::hypot, 2, scaled(-1074, -400), scaled(-1074, -400));
    }

    private DoubleSupplier between(double from, double to) {
        return () -> from + random.nextDouble() * (to - from);
    }

    /** Positive numbers with exponents in a range. */
    private DoubleSupplier scaled(int from, int to) {
        return () -> Math.scalb(1 + random.nextDouble(), from + random.nextInt(to - from));
    }

    /** The doubles nearest to multiples of π/2, where nearly all digits cancel. */
    private DoubleSupplier nearQuarterTurns(double largest) {
        return () -> {
            double turns = Math.floor(Math.exp(random.nextDouble() * Math.log(largest)));
            return turns * (Math.PI / 2) * (random.nextBoolean() ? 1 : -1);
        };
    }

    private static void check(
            Expansion function, UnaryOperator<BigDecimal> reference, double bound, DoubleSupplier... ranges) {
        for (DoubleSupplier range : ranges) {
            for (int n = 0; n < SAMPLES; n++) {
                double x = range.getAsDouble();
                double error = error(function.at(x), reference.apply(new BigDecimal(x)));
                assertTrue(error <= bound, () -> "error " + error + " at " + x);
            }
        }
    }

    private static void check2(
            Expansion function,
            BinaryOperator<BigDecimal> reference,
            double bound,
            DoubleSupplier first,
            DoubleSupplier second) {
        for (int n = 0; n < SAMPLES; n++) {
            double x = first.getAsDouble();
            double y = second.getAsDouble();
            double error = error(function.at(x, y), reference.apply(new BigDecimal(x), new BigDecimal(y)));
            assertTrue(error <= bound, () -> "error " + error + " at " + x + ", " + y);
        }
    }

    /** Distance in units in the last place of the reference; 0 where both overflow. */
    private static double error(double value, BigDecimal reference) {
        double rounded = reference.doubleValue();
        if (Double.isInfinite(rounded) || Double.isInfinite(value)) {
            return value == rounded ? 0 : Double.POSITIVE_INFINITY;
        }
        return new BigDecimal(value)
                .subtract(reference)
                .abs()
                .divide(new BigDecimal(Math.ulp(rounded)), HighPrecision.DIGITS)
                .doubleValue();
    }

    private static void dense(Expansion function, DoubleUnaryOperator reference, double bound, DoubleSupplier range) {
        for (int n = 0; n < DENSE; n++) {
            double x = range.getAsDouble();
            double expected = reference.applyAsDouble(x);
            assertEquals(expected, function.at(x), bound * Math.ulp(expected), () -> "at " + x);
        }
    }

    private static void dense2(
            Expansion function, DoubleBinaryOperator reference, double bound, DoubleSupplier a, DoubleSupplier b) {
        for (int n = 0; n < DENSE; n++) {
            double x = a.getAsDouble();
            double y = b.getAsDouble();
            double expected = reference.applyAsDouble(x, y);
            assertEquals(expected, function.at(x, y), bound * Math.ulp(expected), () -> "at " + x + ", " + y);
        }
    }
}
