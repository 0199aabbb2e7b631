package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/** The factorizations on this machine's BLAS, at sizes where it works in blocks, beside the same on textbook loops. */
class FactorizationTwinsTest {
    private static final int N = 150;
    private static final int BLOCK = 32;

    private static double difference(DistributedMatrix one, DistributedMatrix other) {
        return one.copy().add(-1, other).norms().max();
    }

    @RankTest({1, 2, 3, 4, 6})
    void luHasTheSamePivotsAndFactors(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix a = Samples.deal(grid, Samples.random(N, N + 9, 41), N + 9, BLOCK);
            DistributedLu quick = DistributedLu.factor(a.copy());
            DistributedLu naive = DistributedLu.factor(a, new TextbookBlas());
            assertArrayEquals(naive.pivots(), quick.pivots());
            double found = difference(naive.factors(), quick.factors());
            assertTrue(found < 1e-10, () -> "" + found);
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void luSolvesToRoundOffAndTellsTheSameCondition(Communicator world) {
        ProcessGrid grid = ProcessGrid.of(world);
        DistributedMatrix a = Samples.deal(grid, Samples.random(N, N, 42), N, BLOCK);
        DistributedMatrix b = Samples.deal(grid, Samples.random(N, 40, 43), 40, BLOCK);
        DistributedMatrix x = b.copy();
        DistributedLu lu = DistributedLu.factor(a.copy());
        lu.solve(x);
        double found = Residuals.solution(a, x, b);
        assertTrue(found < Residuals.THRESHOLD, () -> "" + found);
        double naive = DistributedLu.factor(a.copy(), new TextbookBlas()).conditionEstimate(1);
        double quick = lu.conditionEstimate(1);
        assertTrue(Math.abs(naive - quick) < 1e-9 * naive, () -> naive + ", " + quick);
    }

    @RankTest({1, 2, 3, 4, 6})
    void choleskyHasTheSameFactor(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix a = DistributedMatrix.zeros(grid, N, N, BLOCK)
                    .fill((i, j) -> 1 / (1 + Math.abs(i - j) / 4.0) + (i == j ? 2 : 0));
            DistributedMatrix b = Samples.deal(grid, Samples.random(N, 3, 44), 3, BLOCK);
            DistributedMatrix x = b.copy();
            DistributedCholesky quick = DistributedCholesky.factor(a.copy());
            double found = difference(
                    DistributedCholesky.factor(a.copy(), new TextbookBlas()).factor(), quick.factor());
            assertTrue(found < 1e-12, () -> "" + found);
            quick.solve(x);
            double residual = Residuals.solution(a, x, b);
            assertTrue(residual < Residuals.THRESHOLD, () -> "" + residual);
        }
    }

    @RankTest({1, 2, 3, 4, 6})
    void qrHasTheSameFactors(Communicator world) {
        for (ProcessGrid grid : Grids.all(world)) {
            DistributedMatrix a = Samples.deal(grid, Samples.random(N, 70, 45), 70, BLOCK);
            DistributedQr quick = DistributedQr.factor(a.copy());
            double found = difference(
                    DistributedQr.factor(a.copy(), new TextbookBlas()).factors(), quick.factors());
            assertTrue(found < 1e-11, () -> "" + found);
            double orthogonality = Residuals.orthogonality(quick.q());
            assertTrue(orthogonality < Residuals.THRESHOLD, () -> "" + orthogonality);
        }
    }
}
