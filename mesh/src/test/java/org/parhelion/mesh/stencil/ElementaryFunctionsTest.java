package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Special values, symmetry, order, folding and size of the expansions. */
class ElementaryFunctionsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] SPECIAL = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        3,
        -3,
        1.5,
        -1.5,
        7,
        -8,
        Double.NaN,
        INFINITY,
        -INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        -Double.MIN_NORMAL,
        1e-310,
        -1e-310,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1e-300,
        1e300,
        -1e300,
        709.78,
        709.79,
        710.475,
        710.48,
        -708,
        -745.13,
        -745.14,
        1e5,
        -1e5,
        0x1p52,
        0x1p52 + 1,
        -0x1p52 - 1,
        0x1p53,
        0x1p53 + 2,
        0x1p51 + 0.5,
        -0x1p51 - 0.5,
        Math.PI,
        -Math.PI / 2,
        Math.nextDown(1.0),
        Math.nextUp(1.0),
        22,
        -22,
        1e-8,
        -1e-8,
        1024,
        -1024,
        -1022,
        -1074,
        -1075
    };

    private static final Map<String, Expansion> UNARY = Map.ofEntries(
            Map.entry("exp", Expansion.of(ElementaryFunctions::exp)),
            Map.entry("log", Expansion.of(ElementaryFunctions::log)),
            Map.entry("sin", Expansion.of(ElementaryFunctions::sin)),
            Map.entry("cos", Expansion.of(ElementaryFunctions::cos)),
            Map.entry("tan", Expansion.of(ElementaryFunctions::tan)),
            Map.entry("asin", Expansion.of(ElementaryFunctions::asin)),
            Map.entry("acos", Expansion.of(ElementaryFunctions::acos)),
            Map.entry("atan", Expansion.of(ElementaryFunctions::atan)),
            Map.entry("sinh", Expansion.of(ElementaryFunctions::sinh)),
            Map.entry("cosh", Expansion.of(ElementaryFunctions::cosh)),
            Map.entry("tanh", Expansion.of(ElementaryFunctions::tanh)),
            Map.entry("floor", Expansion.of(ElementaryFunctions::floor)),
            Map.entry("sign", Expansion.of(ElementaryFunctions::sign)));

    private static final Map<String, DoubleUnaryOperator> JAVA = Map.ofEntries(
            Map.entry("exp", StrictMath::exp),
            Map.entry("log", StrictMath::log),
            Map.entry("sin", StrictMath::sin),
            Map.entry("cos", StrictMath::cos),
            Map.entry("tan", StrictMath::tan),
            Map.entry("asin", StrictMath::asin),
            Map.entry("acos", StrictMath::acos),
            Map.entry("atan", StrictMath::atan),
            Map.entry("sinh", StrictMath::sinh),
            Map.entry("cosh", StrictMath::cosh),
            Map.entry("tanh", StrictMath::tanh),
            Map.entry("floor", StrictMath::floor),
            Map.entry("sign", StrictMath::signum));

    private static final Map<String, Expansion> BINARY = Map.of(
            "pow", Expansion.of2(ElementaryFunctions::pow),
            "atan2", Expansion.of2(ElementaryFunctions::atan2),
            "hypot", Expansion.of2(ElementaryFunctions::hypot));

    private static final Map<String, DoubleBinaryOperator> JAVA2 =
            Map.of("pow", StrictMath::pow, "atan2", StrictMath::atan2, "hypot", StrictMath::hypot);

    @Test
    void specialValuesAreThoseOfJava() {
        UNARY.forEach((name, function) -> {
            boolean angle = List.of("sin", "cos", "tan").contains(name);
            for (double x : SPECIAL) {
                if (!angle || Math.abs(x) <= 0x1p46) {
                    assertAgrees(JAVA.get(name).applyAsDouble(x), function.at(x), name + "(" + x + ")");
                }
            }
        });
    }

    @Test
    void specialPairsAreThoseOfJava() {
        BINARY.forEach((name, function) -> {
            for (double x : SPECIAL) {
                for (double y : SPECIAL) {
                    double expected = JAVA2.get(name).applyAsDouble(x, y);
                    assertAgrees(expected, function.at(x, y), name + "(" + x + ", " + y + ")");
                }
            }
        });
    }

    @Test
    void constantExponentsGiveTheSpecialValuesOfJava() {
        for (double y : SPECIAL) {
            Expansion pow = Expansion.of((b, x) -> ElementaryFunctions.pow(b, x, b.constant(y)));
            for (double x : SPECIAL) {
                assertAgrees(StrictMath.pow(x, y), pow.at(x), x + "^" + y);
            }
        }
        for (int y = -17; y <= 17; y++) {
            double exponent = y;
            Expansion pow = Expansion.of((b, x) -> ElementaryFunctions.pow(b, x, b.constant(exponent)));
            for (double x : SPECIAL) {
                assertAgrees(StrictMath.pow(x, y), pow.at(x), x + "^" + y);
            }
        }
    }

    @Test
    void anglesThatAreTooLargeGiveNoNumber() {
        for (String name : List.of("sin", "cos", "tan")) {
            assertTrue(Double.isFinite(UNARY.get(name).at(0x1p46)), name);
            for (double x : new double[] {Math.nextUp(0x1p46), -1e14, 1e300, INFINITY, -INFINITY}) {
                assertTrue(Double.isNaN(UNARY.get(name).at(x)), name + "(" + x + ")");
            }
        }
    }

    @Test
    void oddFunctionsAreOddAndEvenOnesEvenToTheLastBit() {
        Random random = new Random(3);
        for (int n = 0; n < 20_000; n++) {
            double x = random.nextGaussian() * Math.exp(3 * random.nextGaussian());
            for (String odd : List.of("sin", "tan", "asin", "atan", "sinh", "tanh", "sign")) {
                assertEquals(-UNARY.get(odd).at(x), UNARY.get(odd).at(-x), odd);
            }
            for (String even : List.of("cos", "cosh")) {
                assertEquals(UNARY.get(even).at(x), UNARY.get(even).at(-x), even);
            }
        }
    }

    @Test
    void increasingFunctionsIncrease() {
        for (String name : List.of("exp", "log", "atan", "sinh", "tanh")) {
            double before = Double.NEGATIVE_INFINITY;
            // steps of 2^38 units in the last place or more, across all seams
            for (double x = 0.1; x < 4; x *= 1 + 0x1p-14) {
                double value = UNARY.get(name).at(x);
                double lowest = before;
                assertTrue(value > lowest, name + "(" + x + ")");
                before = value;
            }
        }
    }

    @Test
    void seamsDoNotShow() {
        for (String name : List.of("exp", "log", "asin", "atan", "sinh", "tanh")) {
            for (double seam :
                    new double[] {0.34657359027997264, 0.5, 1, 0.41421356237309503, Math.sqrt(0.5), 2.41421356}) {
                double below = UNARY.get(name).at(seam - 0x1p-40);
                double above = UNARY.get(name).at(seam + 0x1p-40);
                assertTrue(!(above < below), name + " at " + seam);
            }
        }
    }

    @Test
    void wholePowersOfWholeNumbersAreExact() {
        Expansion pow = BINARY.get("pow");
        for (int base = -9; base <= 9; base++) {
            double exact = 1;
            for (int exponent = 0; exponent <= 15; exponent++) {
                assertEquals(exact, pow.at(base, exponent), base + "^" + exponent);
                exact *= base;
            }
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            assertEquals(Math.scalb(1.0, exponent), pow.at(2, exponent));
        }
    }

    @Test
    void constantArgumentsAreFoldedToTheValueAtRunTime() {
        for (double x : SPECIAL) {
            ProgramBuilder b = new ProgramBuilder();
            int folded = ElementaryFunctions.exp(b, b.constant(x));
            assertTrue(b.isConstant(folded));
            assertSame(UNARY.get("exp").at(x), b.value(folded));
            int sine = ElementaryFunctions.sin(b, b.constant(x));
            assertSame(UNARY.get("sin").at(x), b.value(sine));
            int angle = ElementaryFunctions.atan2(b, b.constant(x), b.constant(-1.5));
            assertSame(BINARY.get("atan2").at(x, -1.5), b.value(angle));
            Expansion cube =
                    Expansion.of((builder, base) -> ElementaryFunctions.pow(builder, base, builder.constant(3)));
            int power = ElementaryFunctions.pow(b, b.constant(x), b.constant(3));
            assertSame(cube.at(x), b.value(power));
        }
    }

    @Test
    void expansionsStaySmall() {
        Map<String, Integer> limits =
                Map.of("exp", 26, "log", 39, "sin", 40, "cos", 39, "tan", 53, "tanh", 40, "floor", 10);
        limits.forEach((name, limit) -> assertTrue(
                UNARY.get(name).operations() <= limit,
                name + " " + UNARY.get(name).operations()));
        assertTrue(BINARY.get("pow").operations() <= 130);
        Expansion sineAndCosine = Expansion.of(
                (b, x) -> b.apply(PrimitiveOp.ADD, ElementaryFunctions.sin(b, x), ElementaryFunctions.cos(b, x)));
        assertTrue(sineAndCosine.operations() <= 46, "sine and cosine share their work");
    }

    private static void assertSame(double expected, double actual) {
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual));
    }

    /** Within 3 units in the last place, and the same zero, infinity or NaN. */
    private static void assertAgrees(double expected, double actual, String what) {
        boolean same = Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
        boolean near = Double.isFinite(expected)
                && expected != 0
                && actual != 0
                && Math.abs(expected - actual) <= 3 * Math.ulp(expected);
        assertTrue(same || near, () -> what + " = " + actual + ", not " + expected);
    }
}
