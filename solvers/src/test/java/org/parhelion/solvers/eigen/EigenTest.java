package org.parhelion.solvers.eigen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.Preconditioner;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.linear.VectorSpace;

class EigenTest {
    private static void assertValues(double[] expected, EigenResult result, double relative) {
        assertTrue(result.converged(), result.toString());
        for (int n = 0; n < result.values().length; n++) {
            assertEquals(expected[n], result.values()[n], relative * Math.abs(expected[n]), result + ", number " + n);
        }
    }

    /** Vectors are orthonormal and have the residuals that are told. */
    private static void assertVectors(LinearOperator a, EigenResult result) {
        DistributedVector r = a.domain().vector("r");
        for (int n = 0; n < result.values().length; n++) {
            DistributedVector x = result.vectors().get(n);
            for (int m = 0; m <= n; m++) {
                assertEquals(
                        m == n ? 1 : 0, x.dot(result.vectors().get(m)), 1e-9, result + ", vectors " + m + ", " + n);
            }
            a.apply(x, r);
            r.addScaled(-result.values()[n], x);
            assertEquals(
                    result.residuals()[n],
                    r.norm(),
                    1e-6 * result.residuals()[n] + 1e-11 * Math.abs(result.values()[n]));
        }
    }

    @RankTest({1, 2, 3, 4})
    void lobpcgFindsTheMultipleEigenvaluesOfTheCube(Communicator world) {
        LinearOperator a = EigenProblems.cube(world, 10, 10, 10);
        double[] exact = EigenProblems.ofCube(10, 10, 10);
        EigenResult plain = Lobpcg.smallest(a, 7).solve();
        assertValues(exact, plain, 1e-12);
        assertVectors(a, plain);
        EigenResult preconditioned = Lobpcg.smallest(a, 7)
                .preconditioner(Preconditioner.chebyshev(a, 6))
                .solve();
        assertValues(exact, preconditioned, 1e-12);
        assertTrue(preconditioned.iterations() < plain.iterations() / 2, plain + " and " + preconditioned);
    }

    @RankTest({1, 2, 3, 4})
    void lanczosFindsBothEndsOfABox(Communicator world) {
        LinearOperator a = EigenProblems.cube(world, 11, 9, 7);
        double[] exact = EigenProblems.ofCube(11, 9, 7);
        EigenResult smallest = Lanczos.smallest(a, 5).solve();
        assertValues(exact, smallest, 1e-12);
        assertVectors(a, smallest);
        double[] descending = new double[exact.length];
        Arrays.setAll(descending, n -> exact[exact.length - 1 - n]);
        assertValues(descending, Lanczos.largest(a, 4).solve(), 1e-12);
    }

    @RankTest({1, 2, 3})
    void lanczosFindsWhatIsNearAShift(Communicator world) {
        LinearOperator a = EigenProblems.cube(world, 11, 9, 7);
        double[] exact = EigenProblems.ofCube(11, 9, 7);
        for (double shift : new double[] {0, 150}) {
            LinearOperator shifted = Lanczos.shifted(a, shift);
            LinearOperator inverse = (shift == 0 ? Krylov.cg(shifted) : Krylov.minres(shifted))
                    .stop(Stop.relative(1e-12))
                    .asOperator();
            double[] nearest = Arrays.stream(exact)
                    .boxed()
                    .sorted((p, q) -> Double.compare(Math.abs(p - shift), Math.abs(q - shift)))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            EigenResult result = Lanczos.nearest(a, shift, inverse, 4).solve();
            assertValues(nearest, result, 1e-11);
            assertTrue(result.iterations() < 60, result.toString());
        }
    }

    @RankTest({1, 2})
    void denseMatricesHaveTheEigenvaluesOfEjml(Communicator world) {
        SplittableRandom random = new SplittableRandom(17);
        for (int n : new int[] {1, 2, 6, 25, 60}) {
            DMatrixRMaj matrix = new DMatrixRMaj(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double value = random.nextDouble() - 0.5;
                    matrix.set(i, j, value);
                    matrix.set(j, i, value);
                }
            }
            EigenDecomposition_F64<DMatrixRMaj> ejml = DecompositionFactory_DDRM.eig(n, false, true);
            assertTrue(ejml.decompose(matrix.copy()));
            double[] exact = new double[n];
            Arrays.setAll(exact, i -> ejml.getEigenvalue(i).real);
            Arrays.sort(exact);
            LinearOperator a = EigenProblems.dense(world, matrix);
            for (int count : new int[] {1, Math.min(n, 4), Math.min(n, 6)}) {
                EigenResult block = Lobpcg.smallest(a, count).solve();
                assertValues(exact, block, 1e-9);
                EigenResult single = Lanczos.smallest(a, count).solve();
                assertValues(exact, single, 1e-9);
                assertVectors(a, single);
            }
        }
    }

    @RankTest({1, 2})
    void multipleEigenvaluesOfAnExhaustedSpaceAreFound(Communicator world) {
        LinearOperator a = EigenProblems.dense(world, CommonOps_DDRM.diag(3, 3, 3, 5, 5, 7));
        assertValues(new double[] {3, 3, 3, 5, 5, 7}, Lanczos.smallest(a, 6).solve(), 1e-13);
        assertValues(new double[] {3, 3, 3, 5, 5, 7}, Lobpcg.smallest(a, 6).solve(), 1e-13);
        assertValues(new double[] {7, 5, 5, 3}, Lanczos.largest(a, 4).solve(), 1e-13);
    }

    @RankTest({1, 2, 3})
    void theNullSpaceIsLeftOut(Communicator world) {
        LinearOperator a = EigenProblems.closedBox(world, 12, 7);
        // cell-centred without flux: Σ (2 sin(k π / 2 n) n)², k = 0 … n − 1
        double x = Math.pow(24 * Math.sin(Math.PI / 24), 2);
        double y = Math.pow(14 * Math.sin(Math.PI / 14), 2);
        double[] exact = {y, x, x + y};
        assertEquals(Math.min(x, y), y);
        assertValues(exact, Lobpcg.smallest(a, 3).solve(), 1e-12);
        LinearOperator inverse = Krylov.cg(a).stop(Stop.relative(1e-12)).asOperator();
        assertValues(exact, Lanczos.nearest(a, 0, inverse, 3).solve(), 1e-11);
    }

    @RankTest({1, 2, 3, 4})
    void bothGiveTheSameBitsAsOnOneRank(Communicator world) {
        try (Communicator alone = world.split(world.rank(), 0).orElseThrow()) {
            EigenResult[][] results = new EigenResult[2][];
            for (int which = 0; which < 2; which++) {
                LinearOperator a = EigenProblems.cube(which == 0 ? world : alone, 9, 8, 7);
                results[which] = new EigenResult[] {
                    Lobpcg.smallest(a, 4)
                            .preconditioner(Preconditioner.chebyshev(a, 4))
                            .solve(),
                    Lanczos.smallest(a, 4).solve()
                };
            }
            for (int n = 0; n < 2; n++) {
                EigenResult many = results[0][n];
                EigenResult one = results[1][n];
                assertEquals(one.iterations(), many.iterations());
                assertArrayEquals(one.values(), many.values());
                assertArrayEquals(one.residuals(), many.residuals());
                for (int v = 0; v < 4; v++) {
                    assertEquals(
                            one.vectors().get(v).field().get(4, 3, 2),
                            many.vectors().get(v).dot(unit(many.vectors().get(v).space())));
                }
            }
        }
    }

    private static DistributedVector unit(VectorSpace space) {
        DistributedVector e = space.vector("e");
        e.field().set(4, 3, 2, 1);
        return e;
    }

    @RankTest({1, 2})
    void whatDidNotConvergeIsSaid(Communicator world) {
        LinearOperator a = EigenProblems.cube(world, 10, 9, 8);
        EigenResult few = Lobpcg.smallest(a, 5).iterations(3).solve();
        assertFalse(few.converged());
        assertTrue(
                few.toString().endsWith("did not converge: the allowed number of iterations is used up"),
                few.toString());
        assertVectors(a, few);
        assertEquals(
                few.toString(),
                assertThrows(EigenvalueException.class, few::orThrow).getMessage());
        EigenResult none = Lanczos.smallest(a, 5).restarts(1).solve();
        assertFalse(none.converged());
        assertTrue(none.explanation().startsWith("after "), none.explanation());
        assertVectors(a, none);
        // an inverse that is not exact enough
        LinearOperator rough = Krylov.cg(a).stop(Stop.relative(1e-3)).asOperator();
        EigenResult wrong = Lanczos.nearest(a, 0, rough, 2).restarts(5).solve();
        for (int n = 0; n < 2; n++) {
            assertEquals(wrong.accepted()[n], wrong.residuals()[n] <= 1e-8 * wrong.values()[n], wrong.toString());
        }
    }

    @RankTest({1, 2})
    void numbersThatAreNoneAreSaid(Communicator world) {
        DMatrixRMaj matrix = CommonOps_DDRM.identity(12);
        matrix.set(3, 4, Double.NaN);
        LinearOperator a = EigenProblems.dense(world, matrix);
        for (EigenResult result :
                List.of(Lobpcg.smallest(a, 2).solve(), Lanczos.largest(a, 2).solve())) {
            assertFalse(result.converged());
            assertTrue(result.explanation().contains("NaN or infinity"), result.toString());
        }
    }

    @RankTest({1, 2})
    void wishesThatCannotBeMetAreRefused(Communicator world) {
        LinearOperator a = EigenProblems.dense(world, CommonOps_DDRM.identity(5));
        LinearOperator other = EigenProblems.dense(world, CommonOps_DDRM.identity(6));
        assertMessage("LOBPCG: 6 eigenvalues of an operator that has 5", () -> Lobpcg.smallest(a, 6));
        assertMessage("Lanczos: 0 eigenvalues of an operator that has 5", () -> Lanczos.largest(a, 0));
        assertMessage(
                "LOBPCG: the preconditioner has 6 unknowns, but the operator has 5 unknowns",
                () -> Lobpcg.smallest(a, 1).preconditioner(other));
        assertMessage(
                "Lanczos: the inverse has 6 unknowns, but the operator has 5 unknowns",
                () -> Lanczos.nearest(a, 0, other, 1));
        assertMessage(
                "Lanczos: a basis of 3 vectors for 2 eigenvalues; at least 4 are needed",
                () -> Lanczos.smallest(a, 2).basis(3));
        assertMessage(
                "a tolerance of 0.0; it must be more than 0",
                () -> Lobpcg.smallest(a, 1).tolerance(0));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @RankTest({1, 2})
    void aGoodGuessShortensTheSearch(Communicator world) {
        LinearOperator a = EigenProblems.cube(world, 10, 9, 8);
        EigenResult first = Lobpcg.smallest(a, 3).tolerance(1e-10).solve();
        EigenResult again = Lobpcg.smallest(a, 3).guess(first.vectors()).solve();
        assertTrue(again.converged() && again.iterations() <= 1, again.toString());
    }
}
