package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.SolveResult.Status;

class HonestEndTest {
    private static final List<Function<LinearOperator, LinearSolver>> METHODS = List.of(
            Krylov::cg,
            Krylov::pipelinedCg,
            Krylov::bicgstab,
            Krylov::minres,
            Krylov::chebyshev,
            Krylov::gmres,
            a -> Krylov.fgmres(a, 30));

    /** ‖b − A x‖ / ‖b‖ by EJML. */
    private static double relativeResidual(DMatrixRMaj a, double[] x, double[] b) {
        DMatrixRMaj r = new DMatrixRMaj(b.length, 1);
        CommonOps_DDRM.mult(a, DMatrixRMaj.wrap(b.length, 1, x), r);
        double square = 0;
        double ofB = 0;
        for (int i = 0; i < b.length; i++) {
            square += (b[i] - r.get(i)) * (b[i] - r.get(i));
            ofB += b[i] * b[i];
        }
        return Math.sqrt(square / ofB);
    }

    @RankTest({1, 2, 3})
    void hilbertSystemsAreSolvedOrSaidNotToBe(Communicator world) {
        for (int n = 4; n <= 12; n++) {
            DMatrixRMaj h = DenseOperator.hilbert(n);
            DenseOperator a = new DenseOperator(world, h);
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            for (double tolerance : new double[] {1e-8, 1e-15, 1e-18}) {
                for (Function<LinearOperator, LinearSolver> method : METHODS) {
                    DistributedVector b = a.vector(ones);
                    DistributedVector x = a.domain().vector("x");
                    SolveResult result = method.apply(a)
                            .stop(Stop.relative(tolerance).or(Stop.iterations(400)))
                            .solve(b, x);
                    String what = "Hilbert " + n + " to " + tolerance + ": " + result;
                    double truth = relativeResidual(h, a.all(x), ones);
                    assertFalse(Double.isNaN(truth) && result.status() != Status.NOT_FINITE, what);
                    assertFalse(result.converged() && truth > 1.01 * tolerance + 1e-14, what + ", by EJML " + truth);
                    assertTrue(result.converged() || !result.explanation().isEmpty(), what);
                    boolean direct = result.solver().startsWith("GMRES")
                            || result.solver().equals("MINRES");
                    if (n <= 6 && tolerance == 1e-8 && direct) {
                        assertTrue(result.converged(), what);
                    }
                    if (tolerance == 1e-18) {
                        assertFalse(result.converged() && result.residual() > 0, what);
                    }
                }
            }
        }
    }

    @RankTest({1, 2, 4})
    void randomDefiniteSystemsHaveTheSolutionOfEjml(Communicator world) {
        for (int n : new int[] {1, 2, 5, 17, 40}) {
            DMatrixRMaj matrix = DenseOperator.randomDefinite(n, 11L * n);
            DenseOperator a = new DenseOperator(world, matrix);
            DistributedVector b = a.domain().vector("b");
            b.fillRandom(n);
            DMatrixRMaj exact = new DMatrixRMaj(n, 1);
            assertTrue(CommonOps_DDRM.solve(matrix, DMatrixRMaj.wrap(n, 1, a.all(b)), exact));
            for (Function<LinearOperator, LinearSolver> method : METHODS) {
                DistributedVector x = a.domain().vector("x");
                SolveResult result = method.apply(a)
                        .preconditioner(Preconditioner.jacobi(a))
                        .stop(Stop.relative(1e-12).or(Stop.iterations(1000)))
                        .solve(b, x)
                        .orThrow();
                double[] found = a.all(x);
                for (int i = 0; i < n; i++) {
                    assertEquals(exact.get(i), found[i], 1e-9, result.toString());
                }
            }
        }
    }

    @RankTest({1, 2})
    void randomRegularSystemsHaveTheSolutionOfEjml(Communicator world) {
        int n = 30;
        DMatrixRMaj matrix = DenseOperator.random(n, 99);
        CommonOps_DDRM.addEquals(matrix, 3, CommonOps_DDRM.identity(n));
        DenseOperator a = new DenseOperator(world, matrix);
        DistributedVector b = a.domain().vector("b");
        b.fillRandom(1);
        DMatrixRMaj exact = new DMatrixRMaj(n, 1);
        assertTrue(CommonOps_DDRM.solve(matrix, DMatrixRMaj.wrap(n, 1, a.all(b)), exact));
        for (LinearSolver solver : List.of(Krylov.bicgstab(a), Krylov.gmres(a), Krylov.fgmres(a, 10))) {
            DistributedVector x = a.domain().vector("x");
            SolveResult result = solver.stop(Stop.relative(1e-13).or(Stop.iterations(1000)))
                    .solve(b, x)
                    .orThrow();
            for (int i = 0; i < n; i++) {
                assertEquals(exact.get(i), a.all(x)[i], 1e-10, result.toString());
            }
        }
    }

    @RankTest({1, 2, 3})
    void anIndefiniteOperatorIsFoundOut(Communicator world) {
        LinearOperator a = GridProblems.HELMHOLTZ.on(world);
        for (LinearSolver solver : List.of(Krylov.cg(a), Krylov.pipelinedCg(a), Krylov.chebyshev(a))) {
            SolveResult result =
                    solver.solve(GridProblems.rightHandSide(a), a.domain().vector("x"));
            assertEquals(Status.INDEFINITE, result.status(), result.toString());
            assertTrue(result.toString().contains("the operator is not positive definite"), result.toString());
            assertTrue(assertThrows(NotConvergedException.class, result::orThrow)
                    .getMessage()
                    .startsWith(solver.name()));
        }
    }

    @RankTest({1, 2})
    void anIndefinitePreconditionerIsFoundOut(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        LinearOperator m = GridProblems.HELMHOLTZ.on(world);
        LinearOperator onCells = new LinearOperator() {
            @Override
            public VectorSpace domain() {
                return a.domain();
            }

            @Override
            public void apply(DistributedVector x, DistributedVector y) {
                a.apply(x, y);
                y.addScaled(-1500, x);
            }
        };
        for (LinearSolver solver : List.of(Krylov.cg(a), Krylov.pipelinedCg(a), Krylov.minres(a))) {
            SolveResult result = solver.preconditioner(onCells)
                    .solve(GridProblems.rightHandSide(a), a.domain().vector("x"));
            assertEquals(Status.INDEFINITE, result.status(), result.toString());
            assertTrue(result.explanation().contains("the preconditioner is not positive definite"), result.toString());
        }
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> Krylov.cg(a).preconditioner(m));
        assertTrue(e.getMessage().startsWith("linear solver: the preconditioner maps "), e.getMessage());
    }

    @RankTest({1, 2, 3})
    void numbersThatAreNoneAreSaid(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        for (Function<LinearOperator, LinearSolver> method : METHODS) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                DistributedVector b = GridProblems.rightHandSide(a);
                b.field().set(3, 2, 1, bad);
                SolveResult result = method.apply(a).solve(b, a.domain().vector("x"));
                assertEquals(Status.NOT_FINITE, result.status(), result.toString());
                assertEquals("the right-hand side holds NaN or infinity", result.explanation());
                DistributedVector x = a.domain().vector("x");
                x.field().set(0, 0, 5, bad);
                result = method.apply(a).solve(GridProblems.rightHandSide(a), x);
                assertEquals(Status.NOT_FINITE, result.status(), result.toString());
                assertTrue(result.explanation().startsWith("the first guess holds NaN"), result.explanation());
            }
            LinearOperator broken = new BreaksLater(a, 7);
            SolveResult result = method.apply(broken)
                    .solve(GridProblems.rightHandSide(a), a.domain().vector("x"));
            assertEquals(Status.NOT_FINITE, result.status(), result.toString());
            assertFalse(result.explanation().isEmpty());
        }
    }

    private static final class BreaksLater implements LinearOperator {
        private final LinearOperator a;
        private int left;

        BreaksLater(LinearOperator a, int good) {
            this.a = a;
            this.left = good;
        }

        @Override
        public VectorSpace domain() {
            return a.domain();
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            a.apply(x, y);
            if (left-- <= 0) {
                y.field().set(1, 1, 1, Double.NaN);
            }
        }
    }

    @RankTest({1, 2})
    void aZeroRightHandSideHasTheSolutionZero(Communicator world) {
        for (GridProblems problem : GridProblems.values()) {
            LinearOperator a = problem.on(world);
            for (Function<LinearOperator, LinearSolver> method : METHODS) {
                DistributedVector x = a.domain().vector("x");
                x.fillRandom(1);
                SolveResult result = method.apply(a).solve(a.domain().vector("b"), x);
                assertTrue(result.converged(), result.toString());
                assertEquals(0, result.iterations());
                assertEquals(0, result.relativeResidual());
                assertEquals(0, x.norm());
            }
        }
    }

    @RankTest({1, 2})
    void anExactFirstGuessNeedsNoStep(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        DistributedVector x = a.domain().vector("x");
        x.fillRandom(1);
        DistributedVector b = a.domain().vector("b");
        a.apply(x, b);
        for (Function<LinearOperator, LinearSolver> method : METHODS) {
            SolveResult result = method.apply(a).stop(Stop.relative(0)).solve(b, x);
            assertTrue(result.converged(), result.toString());
            assertEquals(0, result.iterations());
            assertEquals(1, result.history().length);
        }
    }

    @RankTest({1, 2})
    void whatCannotBeReachedEndsAsStagnated(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        for (Function<LinearOperator, LinearSolver> method : METHODS) {
            SolveResult result = method.apply(a)
                    .stop(Stop.relative(1e-19).or(Stop.iterations(5000)))
                    .solve(GridProblems.rightHandSide(a), a.domain().vector("x"));
            assertEquals(Status.STAGNATED, result.status(), result.toString());
            assertTrue(result.relativeResidual() < 1e-13, result.toString());
        }
    }

    @RankTest({1, 2})
    void tinyAndHugeRightHandSidesAreNotTakenForZeroOrInfinite(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        for (double scale : new double[] {1e-200, 1e200}) {
            for (Function<LinearOperator, LinearSolver> method : METHODS) {
                DistributedVector b = GridProblems.rightHandSide(a);
                b.scale(scale);
                DistributedVector x = a.domain().vector("x");
                SolveResult result = method.apply(a).solve(b, x);
                assertTrue(result.rightHandSide() / scale > 10 && result.rightHandSide() / scale < 100);
                assertEquals(result.converged(), result.residual() <= 1e-8 * result.rightHandSide(), result.toString());
            }
        }
    }
}
