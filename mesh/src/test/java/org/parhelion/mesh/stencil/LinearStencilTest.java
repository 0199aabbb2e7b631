package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.dx;
import static org.parhelion.mesh.stencil.Calculus.dxy;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Functions.abs;
import static org.parhelion.mesh.stencil.Functions.sin;
import static org.parhelion.mesh.stencil.Functions.x;
import static org.parhelion.mesh.stencil.Functions.y;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class LinearStencilTest {
    private static double weight(LinearStencil stencil, int i, int j, int k) {
        Field u = stencil.unknown();
        return PointExpression.of(u.grid(), u.location(), stencil.at(i, j, k).orElseThrow())
                .at(1, 2, 0);
    }

    @RankTest(1)
    void theLaplacianHasItsFivePoints(Communicator world) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(8, 10).extent(2, 1).build();
        Field u = grid.field("u");
        LinearStencil stencil = LinearStencil.of(u, laplacian(u).plus(x()));
        assertEquals(5, stencil.entries().size());
        assertTrue(stencil.isStar());
        assertEquals(16, weight(stencil, 1, 0, 0), 1e-12);
        assertEquals(100, weight(stencil, 0, -1, 0), 1e-12);
        assertEquals(-232, weight(stencil, 0, 0, 0), 1e-12);
        assertEquals(
                0, PointExpression.of(grid, Location.CELL, stencil.rowSum()).at(0, 0, 0), 1e-12);
    }

    @RankTest(1)
    void coefficientsAreTakenAtTheirOwnPoints(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 8, 8);
        Field u = grid.field("u");
        // ∂/∂x (y x u): the weight of the point to the right holds x there
        LinearStencil stencil = LinearStencil.of(u, dx(x().times(y()).times(u)));
        assertEquals(4 * 2.5 / 8 * 2.5 / 8, weight(stencil, 1, 0, 0), 1e-14);
        assertEquals(-4 * 0.5 / 8 * 2.5 / 8, weight(stencil, -1, 0, 0), 1e-14);
    }

    @RankTest(1)
    void stencilsThatReachFurtherAreNoStars(Communicator world) {
        Field u = CartesianGrid.of(world, 8, 8).field("u");
        assertFalse(LinearStencil.of(u, laplacian(u, 4)).isStar());
        assertFalse(LinearStencil.of(u, dxy(u)).isStar());
    }

    @RankTest(1)
    void whatIsNotLinearIsRefused(Communicator world) {
        Field u = CartesianGrid.of(world, 8).field("u");
        Field v = u.grid().field("v");
        for (Term image : List.of(u.times(u), abs(u), laplacian(u).plus(sin(u)), u.dividedBy(u.plus(1)))) {
            String message = assertThrows(ExpressionException.class, () -> LinearStencil.of(u, image))
                    .getMessage();
            assertTrue(message.contains("is not linear in u"), message);
        }
        String message = assertThrows(ExpressionException.class, () -> LinearStencil.of(u, laplacian(v)))
                .getMessage();
        assertTrue(message.contains("does not contain u"), message);
        LinearStencil.of(u, laplacian(u).times(v).plus(v.times(v)));
    }

    @RankTest(1)
    void summandsAddUpToTheWhole(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 8, 8);
        Expr whole = x().plus(y())
                .times(3)
                .minus(x().minus(y().negate()).dividedBy(2))
                .shift(1, 0, 0);
        List<Expr> parts = Summands.of(whole);
        assertEquals(4, parts.size());
        double sum = 0;
        for (Expr part : parts) {
            PointExpression at = PointExpression.of(grid, Location.CELL, part);
            assertTrue(at.dependsOn(Axis.X) ^ at.dependsOn(Axis.Y));
            assertFalse(at.readsFields());
            sum += at.at(2, 3, 0);
        }
        assertEquals(PointExpression.of(grid, Location.CELL, whole).at(2, 3, 0), sum, 1e-14);
    }

    @RankTest({1, 2})
    void pointsOfOtherRanksHaveValuesToo(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 8);
        Field u = grid.field("u");
        assertEquals(7.5 / 8, PointExpression.of(grid, Location.CELL, x()).at(7, 0, 0));
        PointExpression field = PointExpression.of(grid, Location.CELL, u.plus(x()));
        assertTrue(field.readsFields() && !field.isConstant());
        assertThrows(IllegalStateException.class, () -> field.at(0, 0, 0));
    }
}
