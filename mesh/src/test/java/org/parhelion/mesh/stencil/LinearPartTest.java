package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

class LinearPartTest {
    private final CartesianGrid grid = Points.anisotropic();
    private final Field u = Points.field(grid, "u", (x, y, z) -> 1 + x * x - y + z * y);
    private final Field v = Points.field(grid, "v", (x, y, z) -> 2 + Math.sin(x + y * z));
    private final Field zero = Points.field(grid, "u", (x, y, z) -> 0);
    private final SymbolTable symbols = new SymbolTable(grid, 2).add(u).add(v).add(Parameter.of("k", 0.7));

    private LinearPart parts(String text) {
        return LinearPart.of(symbols.parse(text), Set.of(u));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u",
                "-k*laplacian(u) + sin(x)*u/2 - 3",
                "diffusion(exp(x) + v, u) + v^2",
                "dx(v*u + x) - upwind_y(v - 2, 2*u - y)",
                "where(x < 0.5 && v > 2, u + 1, shift(u, 1, 0, 0)*k) - dxy(u)",
                "laplacian(laplacian(u) + u*k)/(1 + v^2) + 0*u - (x - u)",
                "u^1 + v*(k - u)"
            })
    void aLinearExpressionIsItsTwoPartsTogether(String text) {
        LinearPart parts = parts(text);
        Expr whole = symbols.parse(text);
        double value = Points.at(grid, whole, 4, 3, 2);
        double sum = Points.at(grid, parts.linear(), 4, 3, 2) + Points.at(grid, parts.rest(), 4, 3, 2);
        assertEquals(value, sum, 1e-12 * (1 + Math.abs(value)));
        assertFalse(LinearPart.isIn(parts.rest(), Set.of(u)));
        // L(0) = 0 and L(2u) = 2 L(u)
        Expr ofZero = new FieldSubstitution(java.util.Map.of(u, zero)).apply(parts.linear());
        assertEquals(0, Points.at(grid, ofZero, 4, 3, 2));
        double once = Points.at(grid, parts.linear(), 4, 3, 2);
        for (int n = 0; n < u.data().length; n++) {
            u.data()[n] *= 2;
        }
        assertEquals(2 * once, Points.at(grid, parts.linear(), 4, 3, 2), 1e-12 * (1 + Math.abs(once)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"laplacian(u) - k*dx(u) | true", "laplacian(u) + 1 | false", "where(v > 1, u, 2*u) | true"})
    void whetherThereIsARestIsTold(String text, boolean homogeneous) {
        assertEquals(homogeneous, parts(text).isHomogeneous());
        assertFalse(parts(text).isFreeOfUnknowns());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v*k + sin(x)", "3"})
    void anExpressionWithoutTheFieldsIsAllRest(String text) {
        assertTrue(parts(text).isFreeOfUnknowns());
        assertFalse(LinearPart.isIn(symbols.parse(text), Set.of(u)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "k*laplacian(u) - u*dx(u) | u*dx(u)",
                "laplacian(u + u^3) | u^3",
                "1/u + u | 1/u",
                "sin(2*u) | sin(2*u)",
                "where(u > 0, 1, 2)*v | where(u > 0, 1, 2)",
                "upwind_x(u, v) | upwind_x(u, v)",
                "abs(laplacian(u)) | abs(laplacian(u))",
            })
    void theNonlinearPartIsShown(String text, String culprit) {
        ExpressionException refused = assertThrows(ExpressionException.class, () -> parts(text));
        assertEquals("\"" + culprit + "\" is not linear in u", refused.problem());
    }
}
