package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.PointFunction;

/** Observed orders against the derivatives of u = sin(a x + b y + c z) · eˣ⁻ʸ⁺ᶻ … in closed form. */
class DifferencesTest {
    private static final double A = 2.1;
    private static final double B = 1.3;
    private static final double C = -1.7;

    private static double phase(double x, double y, double z) {
        return A * x + B * y + C * z + 0.4;
    }

    @ParameterizedTest
    @CsvSource({
        "x,, 2", "y,, 2", "z,, 2", "x,x, 2", "y,y, 2", "z,z, 2", "x,y, 2", "x,z, 2", "y,z, 2",
        "x,, 4", "y,, 4", "z,, 4", "x,x, 4", "y,y, 4", "z,z, 4", "x,y, 4", "x,z, 4", "y,z, 4",
    })
    void derivativesConvergeAtTheirOrder(String first, String second, int accuracy) {
        Axis a = axis(first);
        Axis b = second == null ? null : axis(second);
        double[] k = {A, B, C};
        PointFunction exact = b == null
                ? (x, y, z) -> k[a.ordinal()] * Math.cos(phase(x, y, z))
                : (x, y, z) -> -k[a.ordinal()] * k[b.ordinal()] * Math.sin(phase(x, y, z));
        for (boolean stretched : new boolean[] {false, true}) {
            double coarse = error(stretched, 12, u -> new Expr.Derivative(u, a, b, accuracy), exact);
            double fine = error(stretched, 24, u -> new Expr.Derivative(u, a, b, accuracy), exact);
            assertEquals(accuracy, Math.log(coarse / fine) / Math.log(2), stretched ? 0.3 : 0.1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, false", "4, false", "2, true", "4, true"})
    void laplaciansConvergeAtTheirOrder(int accuracy, boolean stretched) {
        PointFunction exact = (x, y, z) -> -(A * A + B * B + C * C) * Math.sin(phase(x, y, z));
        double coarse = error(stretched, 12, u -> new Expr.Laplacian(u, accuracy), exact);
        double fine = error(stretched, 24, u -> new Expr.Laplacian(u, accuracy), exact);
        assertEquals(accuracy, Math.log(coarse / fine) / Math.log(2), stretched ? 0.3 : 0.1);
    }

    @ParameterizedTest
    @CsvSource({"2", "4"})
    void aDerivativeOfADerivativeConvergesToo(int accuracy) {
        PointFunction exact = (x, y, z) ->
                A * C * 2 * (Math.pow(Math.sin(phase(x, y, z)), 2) - Math.pow(Math.cos(phase(x, y, z)), 2));
        java.util.function.UnaryOperator<Expr> nested = u -> new Expr.Derivative(
                u.times(new Expr.Derivative(u, Axis.Z, null, accuracy)).times(-2), Axis.X, null, accuracy);
        double coarse = error(false, 12, nested, exact);
        double fine = error(false, 24, nested, exact);
        assertEquals(accuracy, Math.log(coarse / fine) / Math.log(2), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"x", "y", "z"})
    void upwindDifferencesAreOfFirstOrder(String name) {
        Axis axis = axis(name);
        double[] k = {A, B, C};
        for (boolean stretched : new boolean[] {false, true}) {
            PointFunction exact = (x, y, z) -> (x - 0.7) * k[axis.ordinal()] * Math.cos(phase(x, y, z));
            java.util.function.UnaryOperator<Expr> upwind =
                    u -> new Expr.Upwind(new Expr.Coordinate(Axis.X).minus(0.7), u, axis);
            double coarse = error(stretched, 24, upwind, exact);
            double fine = error(stretched, 48, upwind, exact);
            assertEquals(1, Math.log(coarse / fine) / Math.log(2), 0.15);
        }
    }

    private static double error(
            boolean stretched, int n, java.util.function.UnaryOperator<Expr> expression, PointFunction exact) {
        CartesianGrid grid = stretched ? stretched(n) : uniform(n);
        Field u = Points.field(grid, "u", (x, y, z) -> Math.sin(phase(x, y, z)));
        return Points.largestError(grid, expression.apply(u.expr()), exact);
    }

    private static CartesianGrid uniform(int n) {
        return Points.builder().cells(n, n + n / 4, n / 2).extent(1, 1.1, 0.6).build();
    }

    /** Smooth all round: periodic, so that points beyond the ends follow the same map. */
    static CartesianGrid stretched(int n) {
        return Points.builder()
                .cells(n, n, n)
                .periodic(Axis.X, Axis.Y, Axis.Z)
                .stretched(Axis.X, s -> s + 0.05 * Math.sin(2 * Math.PI * s))
                .stretched(Axis.Y, s -> 1.2 * s - 0.04 * Math.sin(2 * Math.PI * s))
                .stretched(Axis.Z, s -> 0.8 * s + 0.03 * Math.cos(2 * Math.PI * s))
                .build();
    }

    private static Axis axis(String name) {
        return Axis.valueOf(name.trim().toUpperCase(java.util.Locale.ROOT));
    }
}
