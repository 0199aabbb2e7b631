package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/**
 * Matrices of the SuiteSparse collection, from easy to hopeless. Whatever a method claims is checked with EJML, whose residual is
 * computed from a dense copy.
 */
class MatrixMarketSolveTest {
    private static final double TOLERANCE = 1e-10;
    private static final Stop BRIEFLY = Stop.relative(TOLERANCE).or(Stop.iterations(200));
    private static final Stop STOP = Stop.relative(TOLERANCE).or(Stop.iterations(600));

    /** What a method made of a matrix: the solution on every rank, and what EJML says of it on the first. */
    private record Attempt(SolveResult result, CsrMatrix matrix, DistributedVector b, DistributedVector x) {
        static Attempt of(LinearSolver method) {
            return of(method, STOP);
        }

        static Attempt of(LinearSolver method, Stop stop) {
            CsrMatrix matrix = (CsrMatrix) method.setup().operator();
            DistributedVector b = SparseSamples.vector(matrix.range(), 21);
            DistributedVector x = matrix.domain().vector("x");
            SolveResult result = method.stop(stop).solve(b, x);
            return new Attempt(result, matrix, b, x);
        }

        private boolean isFirstRank() {
            return matrix.range().communicator().rank() == 0;
        }

        private static DMatrixRMaj column(DistributedVector v) {
            CsrBuilder elements =
                    CsrMatrix.builder(v.space(), RowPartition.evenly(v.space().communicator(), 1));
            for (int n = 0; n < v.space().localSize(); n++) {
                elements.add(v.space().firstRow() + n, 0, v.data()[n]);
            }
            return elements.build().toDense();
        }

        /** ‖b − A x‖ / ‖b‖. */
        private static double residual(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj x) {
            DMatrixRMaj r = b.copy();
            CommonOps_DDRM.multAdd(-1, a, x, r);
            return NormOps_DDRM.normF(r) / NormOps_DDRM.normF(b);
        }

        /** ‖x − x′‖ / ‖x′‖ for the x′ that EJML finds. */
        private static double error(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj x) {
            DMatrixRMaj exact = new DMatrixRMaj(a.numRows, 1);
            assertTrue(CommonOps_DDRM.solve(a, b, exact));
            double size = NormOps_DDRM.normF(exact);
            CommonOps_DDRM.subtractEquals(exact, x);
            return NormOps_DDRM.normF(exact) / size;
        }

        /** A claim that holds, or none. */
        void assertHonest() {
            if (result.converged()) {
                check(Double.POSITIVE_INFINITY);
            } else {
                assertTrue(result.toString().contains("did not converge"), result.toString());
                assertThrows(NotConvergedException.class, result::orThrow);
            }
        }

        void assertSolved(double condition) {
            assertTrue(result.converged(), result.toString());
            check(2 * condition * TOLERANCE);
        }

        /** Every rank has the same copies. */
        private void check(double error) {
            DMatrixRMaj dense = matrix.toDense();
            DMatrixRMaj right = column(b);
            DMatrixRMaj solution = column(x);
            if (!isFirstRank()) {
                return;
            }
            // Rounding errors of either computation of the residual.
            double rounding =
                    1e-15 * NormOps_DDRM.normF(dense) * NormOps_DDRM.normF(solution) / NormOps_DDRM.normF(right);
            double residual = residual(dense, right, solution);
            assertTrue(residual <= TOLERANCE + rounding, result + ", but residual " + residual);
            if (error < Double.POSITIVE_INFINITY) {
                double found = error(dense, right, solution);
                assertTrue(found <= error, result + ", but error " + found);
            }
        }
    }

    @RankTest({1, 2, 3, 4})
    void positiveDefiniteMatricesAreSolved(Communicator world) {
        CsrMatrix bus = SparseSamples.market(world, "494_bus");
        Attempt.of(Krylov.cg(bus)
                        .preconditioner(AdditiveSchwarz.of(bus).overlap(1).ic0()))
                .assertSolved(2.41541e6);
        Attempt.of(Krylov.cg(bus).preconditioner(AdditiveSchwarz.of(bus).ssor(1)))
                .assertSolved(2.41541e6);
        CsrMatrix stiffness = SparseSamples.market(world, "bcsstk01");
        Attempt.of(Krylov.cg(stiffness)
                        .preconditioner(AdditiveSchwarz.of(stiffness).parts(3).ic0()))
                .assertSolved(882336);
        Attempt.of(Krylov.cg(stiffness).preconditioner(Preconditioner.jacobi(stiffness)))
                .assertSolved(882336);
        CsrMatrix beam = SparseSamples.market(world, "LFAT5");
        Attempt.of(Krylov.cg(beam)
                        .preconditioner(AdditiveSchwarz.of(beam).parts(1).ic0()))
                .assertSolved(1.43092e8);
    }

    @RankTest({1, 2, 3, 4})
    void unsymmetricMatricesAreSolved(Communicator world) {
        CsrMatrix west = SparseSamples.market(world, "west0067");
        Attempt.of(Krylov.gmres(west, 67)).assertSolved(130.217);
        CsrMatrix waveguide = SparseSamples.market(world, "bfwa62");
        Attempt.of(Krylov.gmres(waveguide)
                        .preconditioner(AdditiveSchwarz.of(waveguide)
                                .parts(2)
                                .overlap(2)
                                .ilu0()))
                .assertSolved(553.061);
        CsrMatrix cage = SparseSamples.market(world, "cage5");
        Attempt.of(Krylov.bicgstab(cage).preconditioner(AdditiveSchwarz.of(cage).ilu0()))
                .assertSolved(15.4166);
        CsrMatrix flow = SparseSamples.market(world, "olm1000");
        Attempt.of(Krylov.gmres(flow)
                        .preconditioner(AdditiveSchwarz.of(flow).parts(1).ilu0()))
                .assertSolved(1.48722e6);
    }

    @RankTest({1, 2, 3})
    void anIndefiniteMatrixIsToldFromADefiniteOne(Communicator world) {
        CsrMatrix mesh = SparseSamples.market(world, "jagmesh7");
        Attempt cg = Attempt.of(Krylov.cg(mesh));
        assertEquals(SolveResult.Status.INDEFINITE, cg.result.status());
        cg.assertHonest();
        Attempt.of(Krylov.minres(mesh), Stop.relative(TOLERANCE).or(Stop.iterations(5000)))
                .assertSolved(11743.5);
    }

    @RankTest({1, 2, 3})
    void hopelessMatricesEndHonestly(Communicator world) {
        List<Attempt> attempts = new ArrayList<>();
        for (String name : List.of("west0479", "fs_183_1", "west0067", "LFAT5", "494_bus", "jagmesh7")) {
            CsrMatrix matrix = SparseSamples.market(world, name);
            for (LinearSolver method :
                    List.of(Krylov.gmres(matrix), Krylov.bicgstab(matrix), Krylov.cg(matrix), Krylov.minres(matrix))) {
                attempts.add(Attempt.of(method, BRIEFLY));
            }
        }
        CsrMatrix kinetics = SparseSamples.market(world, "fs_183_1");
        attempts.add(Attempt.of(Krylov.gmres(kinetics)
                .preconditioner(AdditiveSchwarz.of(kinetics).parts(1).ilu0())));
        attempts.forEach(Attempt::assertHonest);
        // κ = 3·10¹¹ without a preconditioner is out of reach.
        attempts.subList(0, 4).forEach(attempt -> assertFalse(attempt.result.converged(), attempt.result.toString()));
    }

    @RankTest({1, 2})
    void zeroDiagonalsOfTheCollectionAreNamed(Communicator world) {
        CsrMatrix west = SparseSamples.market(world, "west0479");
        ZeroPivotException e = assertThrows(
                ZeroPivotException.class, () -> AdditiveSchwarz.of(west).ilu0());
        assertTrue(e.getMessage().matches("ILU\\(0\\): there is no diagonal element in row \\d+ .*"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Preconditioner.jacobi(west));
    }

    @RankTest({1, 2, 3, 4})
    void solvesHaveTheBitsOfOneRank(Communicator world) {
        Communicator alone = SparseSamples.alone(world);
        CsrMatrix cut = SparseSamples.market(world, "olm1000");
        CsrMatrix whole = SparseSamples.market(alone, "olm1000");
        SolveResult one = Attempt.of(Krylov.gmres(whole)
                        .preconditioner(AdditiveSchwarz.of(whole).overlap(2).ilu0()))
                .result;
        SolveResult many = Attempt.of(Krylov.gmres(cut)
                        .preconditioner(AdditiveSchwarz.of(cut).overlap(2).ilu0()))
                .result;
        assertArrayEquals(one.history(), many.history());
    }
}
