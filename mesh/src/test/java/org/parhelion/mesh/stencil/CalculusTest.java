package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

/** Java's way to write an expression gives the same tree as the text. */
class CalculusTest {
    private final CartesianGrid grid = Points.anisotropic();
    private final Field u = Points.field(grid, "u", (x, y, z) -> x + 10 * y * y + 100 * z);
    private final Field v = Points.field(grid, "v", (x, y, z) -> 2 + x * y * z);

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void derivativesAreThoseOfTheText(int order) {
        SymbolTable symbols = new SymbolTable(grid, order).add(u).add(v);
        assertEquals(symbols.parse("dx(u)"), Calculus.dx(u, order));
        assertEquals(symbols.parse("dy(u)"), Calculus.dy(u, order));
        assertEquals(symbols.parse("dz(u)"), Calculus.dz(u, order));
        assertEquals(symbols.parse("dxx(u)"), Calculus.dxx(u, order));
        assertEquals(symbols.parse("dyy(u)"), Calculus.dyy(u, order));
        assertEquals(symbols.parse("dzz(u)"), Calculus.dzz(u, order));
        assertEquals(symbols.parse("dxy(u)"), Calculus.dxy(u, order));
        assertEquals(symbols.parse("dxz(u)"), Calculus.dxz(u, order));
        assertEquals(symbols.parse("dyz(u)"), Calculus.dyz(u, order));
        assertEquals(symbols.parse("laplacian(u)"), Calculus.laplacian(u, order));
    }

    @Test
    void vectorsHaveOneComponentForEachAxis() {
        SymbolTable symbols = new SymbolTable(grid, 2).add(u).add(v);
        List<Expr> gradient = Calculus.gradient(grid, u);
        assertEquals(List.of(symbols.parse("dx(u)"), symbols.parse("dy(u)"), symbols.parse("dz(u)")), gradient);
        assertEquals(1, Calculus.gradient(Points.builder().cells(5).build(), u).size());
        assertEquals(symbols.parse("dx(u) + dy(v)"), Calculus.divergence(List.of(u, v)));
        assertEquals(symbols.parse("v*dx(u) + u*dy(u)"), Calculus.advect(List.of(v, u), u));
        assertEquals(symbols.parse("upwind_x(v, u) + upwind_y(u, u)"), Calculus.upwind(List.of(v, u), u));
        assertEquals(20, Points.at(grid, Calculus.divergence(gradient), 4, 3, 2), 1e-11);
        assertThrows(IllegalArgumentException.class, () -> Calculus.divergence(List.of()));
    }

    @Test
    void functionsAreThoseOfTheText() {
        SymbolTable symbols = new SymbolTable(grid, 2).add(u).add(v);
        assertEquals(
                symbols.parse("where(x < y && !(u == v) || z <= u, exp(u), atan2(u, v))"),
                Functions.where(
                        Functions.or(
                                Functions.and(
                                        Functions.less(Functions.x(), Functions.y()),
                                        Functions.not(Functions.equal(u, v))),
                                Functions.lessEqual(Functions.z(), u)),
                        Functions.exp(u),
                        Functions.atan2(u, v)));
        List<Expr> functions = List.of(
                Functions.sqrt(u),
                Functions.log(u),
                Functions.sin(u),
                Functions.cos(u),
                Functions.tan(u),
                Functions.asin(u),
                Functions.acos(u),
                Functions.atan(u),
                Functions.sinh(u),
                Functions.cosh(u),
                Functions.tanh(u),
                Functions.abs(u),
                Functions.sign(u),
                Functions.floor(u));
        String[] names = "sqrt log sin cos tan asin acos atan sinh cosh tanh abs sign floor".split(" ");
        for (int n = 0; n < names.length; n++) {
            assertEquals(symbols.parse(names[n] + "(u)"), functions.get(n));
        }
        assertEquals(symbols.parse("min(u, v)"), Functions.min(u, v));
        assertEquals(symbols.parse("max(u, v)"), Functions.max(u, v));
        assertEquals(symbols.parse("hypot(u, v)"), Functions.hypot(u, v));
        assertEquals(
                symbols.parse("(u + 1 - v)*2/v^3"), u.plus(1).minus(v).times(2).dividedBy(v.pow(3)));
    }
}
