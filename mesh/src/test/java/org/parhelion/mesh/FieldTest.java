package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.parhelion.mesh.stencil.BinaryOp;
import org.parhelion.mesh.stencil.Expr;

class FieldTest {
    private final CartesianGrid grid =
            CartesianGrid.builder(OneRank.of(0, 1)).cells(4, 3).periodic(Axis.Y).build();

    @Test
    void wideningTheHaloKeepsTheValues() {
        Field u = grid.field("u");
        u.fill((x, y, z) -> 10 * x + y);
        double before = u.get(3, 2, 0);
        u.widenHalo(3);
        assertEquals(before, u.get(3, 2, 0));
        assertEquals((4 + 6) * (3 + 6), u.data().length);
        assertEquals(u.index(3, 2, 0), u.index(0, 0, 0) + 3 + 2 * u.strideY());
    }

    @Test
    void ghostsAreStaleAfterAWriteAndFacesAreLessThanCorners() {
        Field u = grid.field("u");
        assertFalse(u.ghostsCurrent(false));
        u.markExchanged(false);
        assertTrue(u.ghostsCurrent(false));
        assertFalse(u.ghostsCurrent(true));
        u.markExchanged(true);
        assertTrue(u.ghostsCurrent(true));
        u.set(1, 1, 0, 5);
        assertFalse(u.ghostsCurrent(false));
    }

    @Test
    void aBoundaryThatDependsOnTimeMakesGhostsStaleWhenTimeMoves() {
        Field u = grid.field("u");
        Expr twiceTheTime = grid.time().times(2);
        u.boundary(Side.X_LOW, Boundary.dirichlet(twiceTheTime));
        u.markExchanged(true);
        assertTrue(u.ghostsCurrent(true));
        grid.time().set(0.5);
        assertFalse(u.ghostsCurrent(true));
        u.markExchanged(true);
        assertTrue(u.ghostsCurrent(true));
        Field v = grid.field("v");
        v.markExchanged(true);
        grid.time().set(1);
        assertTrue(v.ghostsCurrent(true));
    }

    @Test
    void swappedFieldsKeepTheirGhostsOnlyIfTheirBoundariesAgree() {
        Field u = grid.field("u").boundary(Side.X_LOW, Boundary.dirichlet(1));
        Field v = grid.field("v").boundary(Side.X_LOW, Boundary.dirichlet(1));
        u.fill(1);
        v.fill(2);
        v.markExchanged(true);
        u.swap(v);
        assertEquals(2, u.get(0, 0, 0));
        assertTrue(u.ghostsCurrent(true));
        assertFalse(v.ghostsCurrent(false));
        v.boundary(Side.X_LOW, Boundary.dirichlet(3));
        u.swap(v);
        assertFalse(v.ghostsCurrent(false));
    }

    @Test
    void swappingWidensTheNarrowerHalo() {
        Field u = grid.field("u");
        Field v = grid.field("v");
        u.fill(1);
        v.fill(2);
        v.widenHalo(2);
        u.swap(v);
        assertEquals(2, u.halo());
        assertEquals(2, v.halo());
        assertEquals(2, u.get(3, 2, 0));
        assertEquals(1, v.get(3, 2, 0));
    }

    @Test
    void fieldsOfDifferentLocationsAreNotSwapped() {
        Field u = grid.field("u");
        Field v = grid.field("v", Location.X_FACE);
        String message =
                assertThrows(IllegalArgumentException.class, () -> u.swap(v)).getMessage();
        assertTrue(message.contains("u (CELL) and v (X_FACE)"), message);
    }

    @Test
    void boundariesMustAgreeWithTheGrid() {
        Field u = grid.field("u");
        assertEquals(Boundary.neumann(0), u.boundary(Side.X_HIGH));
        assertEquals(Boundary.periodic(), u.boundary(Side.Y_LOW));
        u.boundary(Boundary.outflow());
        assertEquals(Boundary.outflow(), u.boundary(Side.X_LOW));
        assertEquals(Boundary.periodic(), u.boundary(Side.Y_LOW));
        assertThrows(IllegalArgumentException.class, () -> u.boundary(Side.X_LOW, Boundary.periodic()));
        assertThrows(IllegalArgumentException.class, () -> u.boundary(Side.Y_LOW, Boundary.outflow()));
        assertThrows(IllegalArgumentException.class, () -> u.boundary(Side.Z_LOW, Boundary.outflow()));
        assertThrows(IllegalArgumentException.class, () -> u.boundary(Boundary.periodic()));
    }

    @Test
    void robinBoundariesWithoutASolutionAreRefused() {
        Field u = grid.field("u");
        String message = assertThrows(
                        IllegalArgumentException.class, () -> u.boundary(Side.X_LOW, Boundary.robin(8, -1, 0)))
                .getMessage();
        assertTrue(message.startsWith("field u, side x-: boundary robin(8.0, -1.0, 0.0) has no solution"), message);
        u.boundary(Side.X_LOW, Boundary.robin(7, -1, 0));
    }

    @Test
    void boundaryValuesThatUseAFieldAreRefused() {
        Field u = grid.field("u");
        Expr sum = new Expr.Binary(BinaryOp.ADD, Expr.constant(1), u.expr());
        String message = assertThrows(IllegalArgumentException.class, () -> Boundary.neumann(sum))
                .getMessage();
        assertTrue(message.startsWith("boundary neumann: its value uses field u"), message);
        assertThrows(IllegalArgumentException.class, () -> Boundary.dirichlet(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Boundary.robin(0, 0, 1));
    }

    @Test
    void blocksThatOutgrowAnArrayAreRefused() {
        CartesianGrid huge = CartesianGrid.of(OneRank.of(0, 1), 2000, 2000, 2000);
        String message = assertThrows(IllegalArgumentException.class, () -> huge.field("u"))
                .getMessage();
        assertEquals(
                "field u: 2000×2000×2000 points on one rank are more than an array holds; use more ranks", message);
    }

    @Test
    void pointsOfOtherRanksAreNotRead() {
        Field u = CartesianGrid.of(OneRank.of(1, 2), 6).field("u");
        assertThrows(IndexOutOfBoundsException.class, () -> u.get(0, 0, 0));
        u.set(0, 0, 0, 7);
        assertThrows(IndexOutOfBoundsException.class, () -> u.set(6, 0, 0, 7));
    }
}
