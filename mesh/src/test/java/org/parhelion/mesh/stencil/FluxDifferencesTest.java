package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

class FluxDifferencesTest {
    private static double coefficient(double x, double y, double z) {
        return 2 + Math.sin(2 * x + y - z);
    }

    /** ∇·(a ∇u) for u = cos(x − 2y + z), with a as above. */
    private static double exact(double x, double y, double z) {
        double u = Math.cos(x - 2 * y + z);
        double slope = -Math.sin(x - 2 * y + z);
        double da = Math.cos(2 * x + y - z);
        return -6 * coefficient(x, y, z) * u + slope * da * (2 - 2 - 1);
    }

    private static double error(int factor, boolean stretched) {
        CartesianGrid grid = stretched ? DifferencesTest.stretched(8 * factor) : uniform(factor);
        SymbolTable symbols =
                new SymbolTable(grid, 2).add(Points.field(grid, "u", (x, y, z) -> Math.cos(x - 2 * y + z)));
        return Points.largestError(
                grid, symbols.parse("diffusion(2 + sin(2*x + y - z), u)"), FluxDifferencesTest::exact);
    }

    private static CartesianGrid uniform(int factor) {
        return Points.builder()
                .cells(10 * factor, 7 * factor, 5 * factor)
                .extent(1, 0.9, 0.6)
                .build();
    }

    @Test
    void variableCoefficientsConvergeAtSecondOrder() {
        assertEquals(2, Math.log(error(1, false) / error(2, false)) / Math.log(2), 0.1);
        assertEquals(2, Math.log(error(2, true) / error(4, true)) / Math.log(2), 0.2);
    }

    @Test
    void theCoefficientIsTakenAtTheFace() {
        CartesianGrid grid = Points.builder().cells(8).extent(2).build();
        Field u = Points.field(grid, "u", (x, y, z) -> x * x * x);
        double h = 0.25;
        double x = Points.x(grid, 3);
        double east = Math.exp(x + h / 2) * (Math.pow(x + h, 3) - x * x * x);
        double west = Math.exp(x - h / 2) * (x * x * x - Math.pow(x - h, 3));
        double expected = (east - west) / (h * h);
        assertEquals(
                expected, Points.at(grid, Calculus.diffusion(grid, Functions.exp(Functions.x()), u), 3, 0, 0), 1e-12);
        Field a = Points.field(grid, "a", (px, y, z) -> px * px);
        double mean = (x * x + (x + h) * (x + h)) / 2 * (Math.pow(x + h, 3) - x * x * x)
                - (x * x + (x - h) * (x - h)) / 2 * (x * x * x - Math.pow(x - h, 3));
        assertEquals(mean / (h * h), Points.at(grid, Calculus.diffusion(grid, a, u), 3, 0, 0), 1e-12);
    }

    /** The flux out of one cell is the same number as the flux into the next. */
    @Test
    void theOperatorIsSymmetricToTheLastBit() {
        CartesianGrid grid = Points.builder().cells(9).extent(0.7).build();
        for (int i = 0; i < 8; i++) {
            assertEquals(entry(grid, i, i + 1), entry(grid, i + 1, i), "entry " + i);
        }
        assertEquals(0, entry(grid, 2, 4));
    }

    private static double entry(CartesianGrid grid, int row, int column) {
        Field unit = Points.field(grid, "unit", (x, y, z) -> 0);
        unit.data()[unit.index(column, 0, 0)] = 1;
        return Points.at(grid, new SymbolTable(grid, 2).add(unit).parse("diffusion(exp(3*x), unit)"), row, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3*laplacian(u)", "diffusion(3, 3, 3, u)", "diffusion(3, u)"})
    void aNumberForACoefficientGivesTheLaplacian(String text) {
        CartesianGrid grid = Points.anisotropic();
        Field u = Points.field(grid, "u", (x, y, z) -> x * x + 2 * y * y - z * z * z);
        SymbolTable symbols = new SymbolTable(grid, 2).add(u);
        double z = Points.z(grid, 2);
        assertEquals(3 * (2 + 4 - 6 * z), Points.at(grid, symbols.parse(text), 4, 3, 2), 1e-11);
    }

    @Test
    void eachAxisMayHaveItsOwnCoefficient() {
        CartesianGrid grid = Points.anisotropic();
        Field u = Points.field(grid, "u", (x, y, z) -> x * x + 10 * y * y + 100 * z * z);
        Expr apart = Calculus.diffusion(grid, List.of(Functions.x(), Expr.constant(5), Functions.y()), u);
        double x = Points.x(grid, 4);
        double y = Points.y(grid, 3);
        // ∂(x 2x)/∂x + 5·20 + y·200
        assertEquals(4 * x + 100 + 200 * y, Points.at(grid, apart, 4, 3, 2), 1e-10);
    }

    @Test
    void aWrongNumberOfCoefficientsIsRefused() {
        CartesianGrid grid = Points.anisotropic();
        SymbolTable symbols = new SymbolTable(grid, 2).add(Points.field(grid, "u", (x, y, z) -> 0));
        String message = assertThrows(ExpressionException.class, () -> symbols.parse("diffusion(1, 2, u)"))
                .getMessage();
        assertTrue(
                message.contains(
                        "diffusion(a, e) takes 2 or 4 arguments (one coefficient, or one for each axis), not 3"),
                message);
        assertThrows(ExpressionException.class, () -> symbols.parse("2*diffusion"));
        assertThrows(
                ExpressionException.class,
                () -> Calculus.diffusion(grid, List.of(Functions.x(), Functions.x()), Functions.y()));
        assertTrue(grid.uses(Axis.Z));
    }
}
