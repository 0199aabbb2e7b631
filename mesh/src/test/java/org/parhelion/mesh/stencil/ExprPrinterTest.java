package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.parhelion.mesh.CartesianGrid;

class ExprPrinterTest {
    private static final CartesianGrid GRID = Points.anisotropic();
    private static final RandomExpressions RANDOM = new RandomExpressions(GRID);

    @Provide
    Arbitrary<Expr> expressions() {
        return RANDOM.anything();
    }

    @Property(tries = 500, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void parsingWhatWasPrintedGivesTheSameTree(@ForAll("expressions") Expr expr) {
        assertEquals(expr, RANDOM.symbols().parse(ExprPrinter.print(expr)));
    }

    @Test
    void parenthesesStandOnlyWhereNeeded() {
        for (String text : new String[] {
            "a*laplacian(u) - u*v^2 + b*(1 - u)",
            "-u^2",
            "(-u)^2",
            "2^-v",
            "u^v^2",
            "(u^v)^2",
            "a/(b*u)",
            "a/b/u",
            "u - (v - 1)",
            "-(2)",
            "-2",
            "- 2".replace(" ", "") + "^2",
            "(-2)^2",
            "!(u < v && v > 1 || a == b)",
            "(u < v) == (v < u)",
            "where(u >= 1, min(u, v), atan2(u, v))",
            "shift(dxy(u), 1, 0, -2) + upwind_x(v, u)/hx",
            "u - -v",
            "1e-5".toUpperCase(java.util.Locale.ROOT).replace("1E", "1.0E") + "*t"
        }) {
            assertEquals(text, ExprPrinter.print(RANDOM.symbols().parse(text)));
        }
    }
}
