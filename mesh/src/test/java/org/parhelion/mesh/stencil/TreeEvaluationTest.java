package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.stencil.ReferenceEvaluation.Enclosed;

/** Random trees: lowered and interpreted they have the value that the tree has by definition. */
class TreeEvaluationTest {
    private static final CartesianGrid GRID = Points.anisotropic();
    private static final RandomExpressions RANDOM = new RandomExpressions(GRID);

    @Provide
    Arbitrary<Expr> expressions() {
        return RANDOM.pointwise();
    }

    @Property(tries = 200, seed = "2", edgeCases = EdgeCasesMode.NONE)
    void loweringKeepsTheValue(@ForAll("expressions") Expr expr) {
        Enclosed expected = new ReferenceEvaluation(GRID, 3, 4, 2).of(expr);
        Assume.that(expected.isDecided());
        double actual = Points.at(GRID, expr, 3, 4, 2);
        assertTrue(
                Math.abs(expected.value() - actual) <= expected.error(),
                () -> ExprPrinter.print(expr) + " = " + expected + ", not " + actual);
    }

    @Property(tries = 50, seed = "3", edgeCases = EdgeCasesMode.NONE)
    void loweringTwiceGivesTheSameProgram(@ForAll("expressions") Expr expr) {
        Program first = Points.program(GRID, expr);
        Program second = Points.program(GRID, expr);
        assertEquals(first.instructions(), second.instructions());
    }
}
