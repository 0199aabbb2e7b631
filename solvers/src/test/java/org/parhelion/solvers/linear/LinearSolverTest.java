package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.SolveResult.Status;

class LinearSolverTest {
    /** eᵢ ↦ eᵢ₊₁: GMRES makes no progress before its n-th step. */
    private static DMatrixRMaj cyclicShift(int n) {
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            a.set((i + 1) % n, i, 1);
        }
        return a;
    }

    @RankTest({1, 2, 3})
    void gmresThatIsRestartedTooEarlySaysThatItStagnates(Communicator world) {
        DenseOperator a = new DenseOperator(world, cyclicShift(8));
        DistributedVector b = a.vector(1, 0, 0, 0, 0, 0, 0, 0);
        SolveResult result = Krylov.gmres(a, 5).solve(b, a.domain().vector("x"));
        assertEquals(Status.STAGNATED, result.status(), result.toString());
        assertEquals("a cycle of 5 steps did not lessen the residual", result.explanation());
        DistributedVector x = a.domain().vector("x");
        result = Krylov.gmres(a, 8).solve(b, x).orThrow();
        assertEquals(8, result.iterations());
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 0, 1}, a.all(x), 1e-14);
    }

    @RankTest({1, 2})
    void gmresFindsAnExhaustedKrylovSpace(Communicator world) {
        DMatrixRMaj identity = CommonOps_DDRM.identity(6);
        DenseOperator a = new DenseOperator(world, identity);
        SolveResult result = Krylov.gmres(a)
                .solve(a.vector(1, 2, 3, 4, 5, 6), a.domain().vector("x"))
                .orThrow();
        assertEquals(1, result.iterations());
        // a singular operator, which does not say so, and a right-hand side outside of its range
        identity.set(5, 5, 0);
        result = Krylov.gmres(a).solve(a.vector(0, 0, 0, 0, 0, 1), a.domain().vector("x"));
        assertEquals(Status.BREAKDOWN, result.status(), result.toString());
        assertEquals("the operator is singular on the Krylov space", result.explanation());
    }

    @RankTest({1, 2})
    void bicgstabBreaksDownOnASkewMatrix(Communicator world) {
        DMatrixRMaj skew = new DMatrixRMaj(new double[][] {{0, 1}, {-1, 0}});
        DenseOperator a = new DenseOperator(world, skew);
        SolveResult result = Krylov.bicgstab(a).solve(a.vector(1, 0), a.domain().vector("x"));
        assertEquals(Status.BREAKDOWN, result.status(), result.toString());
        assertTrue(Krylov.gmres(a).solve(a.vector(1, 0), a.domain().vector("x")).converged());
    }

    @RankTest({1, 2})
    void aMethodForSymmetricOperatorsClaimsNothingWrongOfAnother(Communicator world) {
        DMatrixRMaj matrix = DenseOperator.randomDefinite(20, 5);
        CommonOps_DDRM.addEquals(matrix, 2, DenseOperator.random(20, 6));
        DenseOperator a = new DenseOperator(world, matrix);
        for (LinearSolver solver :
                new LinearSolver[] {Krylov.cg(a), Krylov.pipelinedCg(a), Krylov.minres(a), Krylov.chebyshev(a)}) {
            DistributedVector b = a.domain().vector("b");
            b.fillRandom(1);
            DistributedVector x = a.domain().vector("x");
            SolveResult result =
                    solver.stop(Stop.relative(1e-10).or(Stop.iterations(500))).solve(b, x);
            DistributedVector r = a.domain().vector("r");
            a.apply(x, r);
            r.scaleAndAdd(-1, b);
            assertEquals(r.norm(), result.residual(), result.toString());
            assertEquals(result.converged(), r.norm() <= 1e-10 * b.norm(), result.toString());
        }
    }

    @RankTest({1, 2, 3})
    void aRightHandSideOutsideOfTheRangeIsRefused(Communicator world) {
        LinearOperator a = GridProblems.NEUMANN.on(world);
        DistributedVector b = GridProblems.rightHandSide(a);
        b.addScaled(0.25, a.nullSpace().basis().get(0));
        for (LinearSolver solver : new LinearSolver[] {Krylov.cg(a), Krylov.gmres(a), Krylov.minres(a)}) {
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> solver.solve(b, a.domain().vector("x")));
            assertEquals(
                    solver.name() + ": the operator is singular and the right-hand side lies outside its range: its"
                            + " component in the null space is 2.500e-01, 1.4e-02 of its norm; subtract it"
                            + " (NullSpace.projectToRange) or change the boundaries",
                    e.getMessage());
        }
        a.nullSpace().project(b);
        assertTrue(Krylov.cg(a).solve(b, a.domain().vector("x")).converged());
    }

    @RankTest({1, 2})
    void aSingularSystemIsSolvedToRoundingInEveryGuess(Communicator world) {
        LinearOperator a = GridProblems.NEUMANN.on(world);
        DistributedVector x = a.domain().vector("x");
        x.fill(1e3); // far off in the null space
        SolveResult result = Krylov.cg(a)
                .stop(Stop.relative(1e-13).or(Stop.iterations(1000)))
                .solve(GridProblems.rightHandSide(a), x)
                .orThrow();
        assertEquals(0, a.nullSpace().component(x) / x.norm(), 1e-14, result.toString());
    }

    @RankTest({1, 2})
    void minresSaysThatASystemHasNoSolution(Communicator world) {
        DMatrixRMaj matrix = CommonOps_DDRM.diag(1, -2, 3, 0);
        DenseOperator a = new DenseOperator(world, matrix);
        SolveResult result =
                Krylov.minres(a).solve(a.vector(1, 1, 1, 1), a.domain().vector("x"));
        assertEquals(Status.BREAKDOWN, result.status(), result.toString());
    }

    @RankTest({1, 2, 3})
    void sizesThatDoNotFitAreNamed(Communicator world) {
        DenseOperator square = new DenseOperator(world, DenseOperator.hilbert(7));
        DistributedVector nine =
                VectorSpace.ofRows(world, world.rank() == 0 ? 9 : 0).vector("b");
        DistributedVector seven = square.domain().vector("x");
        assertMessage(
                "CG: the right-hand side has 9 unknowns, but the operator has 7 unknowns",
                () -> Krylov.cg(square).solve(nine, seven));
        assertMessage(
                "CG: the solution has 9 unknowns, but the operator has 7 unknowns",
                () -> Krylov.cg(square).solve(seven, nine));
        assertMessage(
                "CG: right-hand side and solution are one vector",
                () -> Krylov.cg(square).solve(seven, seven));
        assertMessage(
                "linear solver: the operator must be square, but it maps 7 unknowns to 5 unknowns",
                () -> Krylov.gmres(new DenseOperator(world, new DMatrixRMaj(5, 7))));
        LinearOperator nineByNine = new DenseOperator(world, DenseOperator.hilbert(9));
        assertMessage(
                "linear solver: the preconditioner maps 9 unknowns to 9 unknowns, but the operator is for 7 unknowns",
                () -> Krylov.minres(square).preconditioner(nineByNine));
        assertMessage("GMRES(0): a restart after 0 steps; at least 1 is needed", () -> Krylov.gmres(square, 0));
        assertMessage(
                "eigenvalue bounds of 2.0 and 1.0; they must be 0 < low < high", () -> Krylov.chebyshev(square, 2, 1));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @RankTest({1, 2, 3})
    void aSolverIsAnOperatorForInnerIterations(Communicator world) {
        LinearOperator a = GridProblems.CONVECTION.on(world);
        LinearOperator inner = Krylov.gmres(a, 10)
                .stop(Stop.relative(0.1).or(Stop.iterations(10)))
                .asOperator();
        DistributedVector b = GridProblems.rightHandSide(a);
        SolveResult plain =
                Krylov.fgmres(a, 20).solve(b, a.domain().vector("x")).orThrow();
        SolveResult nested = Krylov.fgmres(a, 20)
                .preconditioner(inner)
                .solve(b, a.domain().vector("x"))
                .orThrow();
        assertTrue(nested.iterations() < plain.iterations() / 3, plain + ", with inner iterations " + nested);
        assertTrue(inner.describe().startsWith("inverse by GMRES(10) of "), inner.describe());
        LinearOperator wrong = Krylov.cg(GridProblems.HELMHOLTZ.on(world)).asOperator();
        DistributedVector x = wrong.domain().vector("x");
        x.fillRandom(2);
        assertThrows(
                NotConvergedException.class, () -> wrong.apply(x, wrong.domain().vector("y")));
    }

    @RankTest({1, 2})
    void aSolverOfASingularOperatorIsItsPseudoInverse(Communicator world) {
        LinearOperator a = GridProblems.NEUMANN.on(world);
        LinearOperator inverse = Krylov.cg(a).stop(Stop.relative(1e-12)).asOperator();
        DistributedVector b = a.domain().vector("b");
        b.fillRandom(9);
        DistributedVector x = a.domain().vector("x");
        inverse.apply(b, x);
        DistributedVector image = a.domain().vector("A x");
        a.apply(x, image);
        a.nullSpace().project(b);
        image.addScaled(-1, b);
        assertEquals(0, image.norm() / b.norm(), 1e-11);
        assertEquals(0, a.nullSpace().component(x) / x.norm(), 1e-13);
    }

    @RankTest({1, 2})
    void criteriaAreJoined(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        DistributedVector b = GridProblems.rightHandSide(a);
        SolveResult few = Krylov.cg(a)
                .stop(Stop.relative(1e-8).or(Stop.iterations(4)))
                .solve(b, a.domain().vector("x"));
        assertEquals(Status.ITERATIONS, few.status());
        assertEquals(4, few.iterations());
        assertTrue(few.toString().endsWith("did not converge: the allowed number of iterations is used up"));
        SolveResult absolute =
                Krylov.cg(a).stop(Stop.absolute(1e-3)).solve(b, a.domain().vector("x"));
        assertTrue(absolute.converged() && absolute.residual() <= 1e-3 && absolute.residual() > 1e-5);
        DistributedVector near = a.domain().vector("x");
        Krylov.cg(a).solve(b, near).orThrow();
        SolveResult reduced = Krylov.cg(a).stop(Stop.reduction(0.01)).solve(b, near);
        assertTrue(reduced.converged() && reduced.residual() <= 0.01 * reduced.history()[0]);
        assertTrue(reduced.relativeResidual() < 1e-9, reduced.toString());
        SolveResult stuck = Krylov.chebyshev(a, 1e6, 1e7)
                .stop(Stop.relative(1e-8).or(Stop.stagnation(20)).or(Stop.iterations(4000)))
                .solve(b, a.domain().vector("x"));
        assertEquals(Status.STAGNATED, stuck.status(), stuck.toString());
        assertThrows(IllegalArgumentException.class, () -> Stop.relative(-1));
        assertThrows(IllegalArgumentException.class, () -> Stop.iterations(-1));
        assertThrows(IllegalArgumentException.class, () -> Stop.stagnation(0));
    }

    @RankTest({1, 2})
    void aSolverSolvesOneSystemAfterAnother(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        for (LinearSolver solver : new LinearSolver[] {
            Krylov.cg(a), Krylov.pipelinedCg(a), Krylov.bicgstab(a), Krylov.gmres(a, 7), Krylov.minres(a)
        }) {
            DistributedVector b = GridProblems.rightHandSide(a);
            DistributedVector x = a.domain().vector("x");
            double[] first = solver.solve(b, x).orThrow().history();
            DistributedVector poison = a.domain().vector("b");
            poison.fill(Double.NaN);
            assertEquals(Status.NOT_FINITE, solver.solve(poison, x).status());
            x.fill(0);
            assertArrayEquals(first, solver.solve(b, x).orThrow().history(), solver.name());
        }
    }
}
