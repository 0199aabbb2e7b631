package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

/** What saves passes over memory gives the bits of one operation after another. */
class FusedProductsTest {
    /** Rows in order, rows sorted by length, most rows with ghosts, ranks without rows. */
    private static List<CsrMatrix> matrices(Communicator world) {
        VectorSpace even = RowPartition.evenly(world, 57);
        DMatrixRMaj dense = SparseSamples.random(new SplittableRandom(4), 57, 57, 5);
        VectorSpace uneven = SparseSamples.unevenly(world, 57, 11);
        return List.of(
                SparseSamples.poisson(world, 11),
                CsrMatrix.ofDense(even, even, dense),
                CsrMatrix.ofDense(uneven, uneven, dense));
    }

    @RankTest({1, 2, 3, 4})
    void aProductWithItsInnerProductIsThatOfTheTwoAlone(Communicator world) {
        for (CsrMatrix a : matrices(world)) {
            try (a) {
                DistributedVector x = SparseSamples.vector(a.domain(), 3);
                DistributedVector apart = a.range().vector("apart");
                DistributedVector together = a.range().vector("together");
                a.apply(x, apart);
                InnerProducts products = new InnerProducts(a.domain(), 2);
                for (int twice = 0; twice < 2; twice++) {
                    a.applyAndDot(x, together, products, 1);
                    products.allReduce();
                    assertArrayEquals(apart.data(), together.data(), a.describe());
                    assertEquals(x.dot(apart), products.value(1), a.describe());
                }
                InnerProducts fast = new InnerProducts(a.domain().with(Reductions.FAST), 1);
                a.applyAndDot(x, together, fast, 0);
                fast.allReduce();
                assertEquals(x.dot(apart), fast.value(0), 1e-13 * x.norm() * apart.norm(), a.describe());
            }
        }
    }

    /** The same preconditioner, which no method may look into. */
    private record Closed(LinearOperator inner) implements LinearOperator {
        @Override
        public VectorSpace domain() {
            return inner.domain();
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            inner.apply(x, y);
        }
    }

    private static void checkSameSteps(LinearOperator a, LinearOperator m, DistributedVector b) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector y = a.domain().vector("y");
        LinearSolver cg = Krylov.cg(a).stop(Stop.relative(1e-9).or(Stop.iterations(200)));
        SolveResult fused = cg.preconditioner(m).solve(b, x);
        SolveResult apart = cg.preconditioner(new Closed(m)).solve(b, y);
        assertEquals(SolveResult.Status.CONVERGED, fused.status());
        assertArrayEquals(apart.history(), fused.history(), a.describe());
        assertArrayEquals(y.data(), x.data(), a.describe());
    }

    @RankTest({1, 2, 3, 4})
    void conjugateGradientsStepAlikeWhereTheyDoNotStoreThePreconditionedResidual(Communicator world) {
        try (CsrMatrix poisson = SparseSamples.poisson(world, 11)) {
            DistributedVector d = poisson.range().vector("d");
            for (int n = 0; n < d.data().length; n++) {
                d.data()[n] = 1 + (poisson.range().firstRow() + n) % 7;
            }
            try (CsrMatrix shifted = poisson.combine(1, 1, diagonal(poisson, d))) {
                checkSameSteps(shifted, Preconditioner.jacobi(shifted), SparseSamples.vector(poisson.range(), 5));
                checkSameSteps(
                        shifted, Preconditioner.identity(shifted.domain()), SparseSamples.vector(poisson.range(), 6));
            }
        }
        for (GridProblems problem : List.of(GridProblems.POISSON, GridProblems.NEUMANN)) {
            LinearOperator a = problem.on(world);
            LinearOperator m =
                    problem == GridProblems.NEUMANN ? Preconditioner.identity(a.domain()) : Preconditioner.jacobi(a);
            checkSameSteps(a, m, GridProblems.rightHandSide(a));
        }
    }

    private static CsrMatrix diagonal(CsrMatrix like, DistributedVector d) {
        int rows = like.range().localSize();
        int[] start = new int[rows + 1];
        long[] columns = new long[rows];
        for (int i = 0; i < rows; i++) {
            start[i + 1] = i + 1;
            columns[i] = like.range().firstRow() + i;
        }
        return CsrMatrix.ofRows(like.range(), like.domain(), start, columns, d.data());
    }
}
