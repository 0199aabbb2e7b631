package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class PreconditionerTest {
    @RankTest({1, 2, 3})
    void jacobiHelpsAgainstBadScaling(Communicator world) {
        int n = 40;
        DMatrixRMaj matrix = DenseOperator.randomDefinite(n, 3);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.set(i, j, matrix.get(i, j) * Math.pow(10, (i % 7 + j % 7) / 2.0));
            }
        }
        DenseOperator a = new DenseOperator(world, matrix);
        DistributedVector b = a.domain().vector("b");
        b.fillRandom(4);
        SolveResult plain = Krylov.cg(a).solve(b, a.domain().vector("x"));
        SolveResult scaled = Krylov.cg(a)
                .preconditioner(Preconditioner.jacobi(a))
                .solve(b, a.domain().vector("x"))
                .orThrow();
        assertTrue(scaled.iterations() < plain.iterations() / 2, plain + ", with Jacobi " + scaled);
        SolveResult same = Krylov.cg(a)
                .preconditioner(Preconditioner.identity(a.domain()))
                .solve(b, a.domain().vector("x"));
        assertArrayEquals(plain.history(), same.history());
    }

    @RankTest({1, 2, 3})
    void jacobiNamesTheRowOfAZeroOnTheDiagonal(Communicator world) {
        DMatrixRMaj matrix = CommonOps_DDRM.identity(9);
        matrix.set(5, 5, 0);
        matrix.set(7, 7, Double.NaN);
        DenseOperator a = new DenseOperator(world, matrix);
        Exception e = assertThrows(IllegalArgumentException.class, () -> Preconditioner.jacobi(a));
        assertEquals(
                "Jacobi: the diagonal is zero or not finite at row 5 of DenseOperator, 9 unknowns; choose another"
                        + " preconditioner",
                e.getMessage());
    }

    @RankTest({1, 2, 4})
    void jacobiNamesThePointOnAGrid(Communicator world) {
        LinearOperator poisson = GridProblems.POISSON.on(world);
        LinearOperator a = new LinearOperator() {
            @Override
            public VectorSpace domain() {
                return poisson.domain();
            }

            @Override
            public void apply(DistributedVector x, DistributedVector y) {
                poisson.apply(x, y);
            }

            @Override
            public Optional<DistributedVector> diagonal() {
                DistributedVector d = domain().vector("d");
                d.fill(1);
                d.field().set(12, 9, 4, 0);
                return Optional.of(d);
            }
        };
        Exception e = assertThrows(IllegalArgumentException.class, () -> Preconditioner.jacobi(a));
        assertTrue(
                e.getMessage().startsWith("Jacobi: the diagonal is zero or not finite at point (12, 9, 4) of "),
                e.getMessage());
    }

    @RankTest({1})
    void jacobiWantsADiagonal(Communicator world) {
        LinearOperator none = Preconditioner.identity(VectorSpace.ofRows(world, 3));
        Exception e = assertThrows(IllegalArgumentException.class, () -> Preconditioner.jacobi(none));
        assertEquals("Jacobi: the operator does not know its diagonal: identity, 3 unknowns", e.getMessage());
    }

    @RankTest({1, 2})
    void theChebyshevPolynomialIsSymmetricAndDefinite(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        for (int degree = 1; degree <= 5; degree++) {
            LinearOperator m = Preconditioner.chebyshev(a, degree);
            DistributedVector x = a.domain().vector("x");
            DistributedVector y = a.domain().vector("y");
            DistributedVector mx = a.domain().vector("M⁻¹x");
            DistributedVector my = a.domain().vector("M⁻¹y");
            x.fillRandom(1);
            y.fillRandom(2);
            m.apply(x, mx);
            m.apply(y, my);
            assertEquals(0, (mx.dot(y) - my.dot(x)) / (mx.norm() * y.norm()), 1e-14);
            assertTrue(mx.dot(x) > 0 && EigenvalueBounds.estimate(m, null, 15).low() > 0);
        }
        assertThrows(IllegalArgumentException.class, () -> Preconditioner.chebyshev(a, 0));
    }

    /** With it, k steps lessen the error by 1 / T_k((b + a) / (b − a)) at worst: Saad (2003), theorem 6.25. */
    @RankTest({1, 2})
    void theChebyshevPolynomialKeepsItsBound(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        EigenvalueBounds bounds = EigenvalueBounds.estimate(a, null, 80);
        double ratio = (bounds.high() + bounds.low()) / (bounds.high() - bounds.low());
        for (int degree : new int[] {1, 3, 10, 30}) {
            DistributedVector x = a.domain().vector("x");
            DistributedVector b = a.domain().vector("b");
            b.fillRandom(8);
            Preconditioner.chebyshev(a, degree, bounds).apply(b, x);
            DistributedVector r = a.domain().vector("r");
            a.apply(x, r);
            r.scaleAndAdd(-1, b);
            double polynomial = Math.cosh(degree * Math.log(ratio + Math.sqrt(ratio * ratio - 1)));
            assertTrue(r.norm() <= 1.001 / polynomial * b.norm(), "degree " + degree + ": " + r.norm() / b.norm());
        }
    }

    @RankTest({1, 2, 3})
    void boundsHoldTheEigenvaluesOfTheCube(Communicator world) {
        LinearOperator a = GridProblems.POISSON.on(world);
        // cell-centred: λ = Σ (2 sin(k π / 2 n) / h)², k = 1 … n
        int[] n = {14, 11, 6};
        double[] h = {1.0 / 14, 0.8 / 11, 0.5 / 6};
        double low = 0;
        double high = 0;
        for (int d = 0; d < 3; d++) {
            low += Math.pow(2 * Math.sin(Math.PI / 2 / n[d]) / h[d], 2);
            high += 4 / (h[d] * h[d]);
        }
        EigenvalueBounds rough = EigenvalueBounds.estimate(a, null, 10);
        assertTrue(rough.high() >= high && rough.high() < 1.5 * high, rough + " for " + high);
        EigenvalueBounds fine = EigenvalueBounds.estimate(a, null, 60);
        assertEquals(high, fine.high(), 2e-3 * high);
        assertEquals(low, fine.low(), 1e-6 * low);
        EigenvalueBounds scaled = EigenvalueBounds.estimate(a, Preconditioner.chebyshev(a, 4), 40);
        assertTrue(scaled.high() < 2.1 && scaled.high() / scaled.low() < high / low / 8, scaled.toString());
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> EigenvalueBounds.estimate(GridProblems.HELMHOLTZ.on(world), null, 40));
        assertTrue(e.getMessage().endsWith("so it is not positive definite"), e.getMessage());
    }
}
