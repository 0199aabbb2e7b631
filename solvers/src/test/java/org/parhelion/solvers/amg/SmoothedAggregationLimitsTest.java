package org.parhelion.solvers.amg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.linear.VectorSpace;

/** Input that is refused, and input at the edge of what is not. */
class SmoothedAggregationLimitsTest {
    private static void refused(String message, Executable work) {
        String found = assertThrows(IllegalArgumentException.class, work).getMessage();
        assertTrue(found.contains(message), found);
    }

    @RankTest({1, 3})
    void aRowWithoutDiagonalIsNamed(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 30);
        for (double diagonal : new double[] {0, -3, Double.NaN}) {
            CsrBuilder elements = CsrMatrix.builder(space, space);
            for (long i = space.firstRow(); i < space.firstRow() + space.localSize(); i++) {
                elements.add(i, i, i == 17 || i == 25 ? diagonal : 2);
                elements.add(i, (i + 1) % 30, -1);
            }
            CsrMatrix a = elements.build();
            String what = diagonal == 0 ? "row 17 (counted from 0) has a zero or nothing on the diagonal" : "row 17";
            refused(what, () -> SmoothedAggregation.of(a));
        }
    }

    @RankTest({1, 2})
    void aMatrixThatIsNotSquareIsRefused(Communicator world) {
        CsrMatrix a = CsrMatrix.builder(RowPartition.evenly(world, 4), RowPartition.evenly(world, 5))
                .build();
        refused("4 × 5", () -> SmoothedAggregation.of(a));
    }

    @RankTest({2})
    void pointsMustNotBeCut(Communicator world) {
        CsrMatrix a = Problems.diffusion(
                RowPartition.evenly(world, 1002), new int[] {1002, 1, 1}, true, (i, j, k) -> 1, 1, 0, 0);
        NearNullSpace pairs = NearNullSpace.constants(a.domain(), 2);
        refused(
                "multiple of 2 rows",
                () -> SmoothedAggregation.builder(a).nearNullSpace(pairs).build());
    }

    @RankTest({1, 2})
    void aSecondNullVectorIsASingularCoarsestLevel(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 1600);
        // two squares without a tie between them
        Problems.Conductivity apart = (i, j, k) -> 1;
        CsrMatrix whole = Problems.diffusion(space, new int[] {20, 80, 1}, false, apart, 1, 1, 0);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (int i = 0; i < space.localSize(); i++) {
            for (int k = whole.rowStart()[i]; k < whole.rowStart()[i + 1]; k++) {
                long row = space.firstRow() + i;
                long column = whole.globalColumn(whole.localColumns()[k]);
                if (row < 800 == column < 800) {
                    elements.add(row, column, whole.values()[k]);
                } else {
                    elements.add(row, row, whole.values()[k]);
                }
            }
        }
        CsrMatrix a = elements.build();
        refused("singular", () -> SmoothedAggregation.of(a));
    }

    @RankTest({1, 3})
    void settingsThatMakeNoSenseAreRefused(Communicator world) {
        CsrMatrix a = Problems.poisson(world, 3);
        SmoothedAggregationBuilder settings = SmoothedAggregation.builder(a);
        refused("degree 0", () -> settings.degree(0));
        refused("0 levels", () -> settings.levels(0));
        refused("[0, 1)", () -> settings.strength(1));
        refused("0 unknowns per rank", () -> settings.unknownsPerRank(0));
        refused("give 1 to", () -> settings.directUnknowns(0));
        VectorSpace other = RowPartition.evenly(world, 28);
        refused("28 unknowns", () -> settings.nearNullSpace(NearNullSpace.constants(other)));
        refused("takes no preconditioner", () -> {
            try (SmoothedAggregation amg = settings.build()) {
                amg.solver().preconditioner(amg.preconditioner());
            }
        });
        refused("coordinates", () -> NearNullSpace.rigidMotions(other, new double[99], new double[99]));
    }

    @RankTest({1, 4})
    void smallAndDiagonalMatricesNeedOneLevel(Communicator world) {
        for (long size : new long[] {1, 3, 3000}) {
            VectorSpace space = RowPartition.evenly(world, size);
            CsrBuilder elements = CsrMatrix.builder(space, space);
            for (long i = space.firstRow(); i < space.firstRow() + space.localSize(); i++) {
                elements.add(i, i, 1 + i % 7);
            }
            CsrMatrix a = elements.build();
            DistributedVector x = space.vector("x");
            try (SmoothedAggregation amg = SmoothedAggregation.of(a)) {
                assertEquals(1, amg.levels());
                assertEquals(1, amg.operatorComplexity());
                SolveResult result = Krylov.cg(a)
                        .preconditioner(amg.preconditioner())
                        .stop(Stop.relative(1e-10).or(Stop.iterations(5)))
                        .solve(Problems.random(space, 2), x);
                assertTrue(result.converged(), result.toString());
            }
        }
    }

    @RankTest({1, 2})
    void unknownsFixedByRowsOfTheIdentityAreLeftToSmoothing(Communicator world) {
        int n = 40;
        VectorSpace space = RowPartition.evenly(world, (long) n * n);
        CsrMatrix whole = Problems.diffusion(space, new int[] {n, n, 1}, true, (i, j, k) -> 1, 1, 1, 0);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (int i = 0; i < space.localSize(); i++) {
            long row = space.firstRow() + i;
            for (int k = whole.rowStart()[i]; k < whole.rowStart()[i + 1]; k++) {
                long column = whole.globalColumn(whole.localColumns()[k]);
                boolean fixed = row % 3 == 0 && row < 300 || column % 3 == 0 && column < 300;
                if (!fixed || row == column) {
                    elements.add(row, column, fixed ? 1e6 : whole.values()[k]);
                }
            }
        }
        CsrMatrix a = elements.build();
        try (SmoothedAggregation amg =
                SmoothedAggregation.builder(a).directUnknowns(20).build()) {
            SolveResult result = Krylov.cg(a)
                    .preconditioner(amg.preconditioner())
                    .stop(Stop.relative(1e-8).or(Stop.iterations(40)))
                    .solve(Problems.random(space, 2), space.vector("x"));
            assertTrue(result.converged() && result.iterations() <= 14, result.toString());
        }
    }
}
