package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.dxy;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Functions.x;
import static org.parhelion.mesh.stencil.Functions.y;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/** Rows of the matrix of a {@link GridOperator} against its action. */
class GridRowsTest {
    private static final Boundary[] BOUNDARIES = {
        Boundary.dirichlet(1), Boundary.neumann(2), Boundary.robin(y(), x().plus(1), Expr.constant(1)),
        Boundary.symmetry(), Boundary.antisymmetry(), Boundary.outflow()
    };

    /** Every diagonal number against ⟨e, A e⟩ of its unit vector. */
    private static void diagonalIsThatOfTheImage(GridOperator a) {
        DistributedVector diagonal = a.diagonal().orElseThrow();
        DistributedVector unit = a.domain().vector("unit");
        DistributedVector image = a.domain().vector("image");
        IndexBox all = a.unknown().grid().global(a.unknown().location());
        for (int k = all.z0(); k < all.z1(); k++) {
            for (int j = all.y0(); j < all.y1(); j++) {
                for (int i = all.x0(); i < all.x1(); i++) {
                    unit.field().fill(0);
                    unit.field().set(i, j, k, 1);
                    a.apply(unit, image);
                    double expected = unit.dot(image);
                    assertEquals(expected, unit.dot(diagonal), 1e-12 * Math.abs(expected), i + " " + j + " " + k);
                }
            }
        }
    }

    @RankTest({1, 2, 3})
    void theDiagonalHoldsWhatWallsFoldIn(Communicator world) {
        for (Location location : new Location[] {Location.CELL, Location.NODE}) {
            for (Boundary boundary : BOUNDARIES) {
                Field u = CartesianGrid.of(world, 6, 5).field("u", location).boundary(boundary);
                diagonalIsThatOfTheImage(GridOperator.of(u, laplacian(u).times(x().plus(1))));
                diagonalIsThatOfTheImage(GridOperator.of(u, laplacian(u, 4).plus(dxy(u))));
            }
        }
    }

    @RankTest({1, 2})
    void theDiagonalOfThinPeriodicGrids(Communicator world) {
        Field u = CartesianGrid.builder(world)
                .cells(6, 1)
                .periodic(Axis.X, Axis.Y)
                .build()
                .field("u");
        diagonalIsThatOfTheImage(GridOperator.of(u, laplacian(u)));
        Field v = CartesianGrid.of(world, 4, 2).field("v").boundary(Boundary.neumann(0));
        diagonalIsThatOfTheImage(GridOperator.of(v, laplacian(v, 4)));
    }

    private static GridOperator operator(Communicator world, Location location, Boundary boundary, double shift) {
        Field u = CartesianGrid.builder(world)
                .cells(9, 7)
                .stretched(Axis.X, s -> s * (1 + s))
                .build()
                .field("u", location)
                .boundary(boundary);
        return GridOperator.of(u, u.times(shift).minus(laplacian(u)));
    }

    @RankTest({1, 2})
    void constantsAreTheNullSpaceWhereNothingAsksForAValue(Communicator world) {
        for (Location location : new Location[] {Location.CELL, Location.NODE}) {
            for (Boundary boundary : BOUNDARIES) {
                boolean free = boundary.kind() == Boundary.Kind.NEUMANN
                        || boundary.kind() == Boundary.Kind.SYMMETRY
                        || boundary.kind() == Boundary.Kind.OUTFLOW;
                assertEquals(
                        free,
                        !operator(world, location, boundary, 0).nullSpace().isEmpty());
                assertTrue(operator(world, location, boundary, 1e-3).nullSpace().isEmpty());
            }
        }
    }

    @RankTest({1, 3})
    void imagesHaveNothingOutsideTheRange(Communicator world) {
        for (Location location : new Location[] {Location.CELL, Location.NODE}) {
            GridOperator a = operator(world, location, Boundary.neumann(0), 0);
            DistributedVector v = a.domain().vector("v");
            DistributedVector image = a.domain().vector("image");
            v.fillRandom(5);
            a.apply(v, image);
            assertEquals(0, a.nullSpace().component(image) / image.norm(), 1e-14);
            v.fill(1);
            assertTrue(a.nullSpace().component(v) > 0.5);
            a.nullSpace().projectToRange(v);
            assertEquals(0, a.nullSpace().component(v), 1e-14);
        }
    }

    @RankTest(1)
    void whatIsNotLinearIsRefused(Communicator world) {
        Field u = CartesianGrid.of(world, 8, 8).field("u");
        Term square = u.times(u);
        String message = assertThrows(IllegalArgumentException.class, () -> GridOperator.of(u, square))
                .getMessage();
        assertTrue(message.contains("is not linear in u"), message);
    }

    @RankTest(1)
    void anOperatorTellsWhatItIs(Communicator world) {
        Field u = CartesianGrid.of(world, 8, 8).field("u");
        assertEquals(
                "5-point operator, constant coefficients, 64 unknowns",
                GridOperator.of(u, laplacian(u)).describe());
        assertEquals(
                "9-point operator, variable coefficients, 64 unknowns",
                GridOperator.of(u, laplacian(u).plus(dxy(u).times(x()))).describe());
    }
}
