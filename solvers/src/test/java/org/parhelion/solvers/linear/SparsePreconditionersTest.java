package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.function.Executable;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class SparsePreconditionersTest {
    /** The matrix of an operator that every rank can hold. */
    private static DMatrixRMaj dense(LinearOperator m, Communicator world) {
        int n = (int) m.domain().size();
        VectorSpace space = m.domain();
        CsrBuilder columns = CsrMatrix.builder(space, space);
        DistributedVector unit = space.vector("unit");
        DistributedVector image = space.vector("image");
        for (int j = 0; j < n; j++) {
            unit.fill(0);
            if (j >= space.firstRow() && j < space.firstRow() + space.localSize()) {
                unit.data()[(int) (j - space.firstRow())] = 1;
            }
            m.apply(unit, image);
            for (int i = 0; i < space.localSize(); i++) {
                columns.add(space.firstRow() + i, j, image.data()[i]);
            }
        }
        return columns.build().toDense();
    }

    private static DMatrixRMaj part(DMatrixRMaj a, int from, int to) {
        return CommonOps_DDRM.extract(a, from, to, from, to);
    }

    private static DMatrixRMaj inverse(DMatrixRMaj a) {
        DMatrixRMaj inverse = a.copy();
        assertTrue(CommonOps_DDRM.invert(inverse));
        return inverse;
    }

    /** Diagonally dominant, unsymmetric, each row coupled to its neighbours only: ILU(0) is LU. */
    private static CsrMatrix tridiagonal(Communicator world, int n) {
        VectorSpace space = SparseSamples.unevenly(world, n, 11);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (long i = space.firstRow(); i < space.firstRow() + space.localSize(); i++) {
            elements.add(i, i, 4 + i % 3);
            if (i > 0) {
                elements.add(i, i - 1, -1.5);
            }
            if (i < n - 1) {
                elements.add(i, i + 1, -1 - 0.1 * (i % 5));
            }
        }
        return elements.build();
    }

    @RankTest({1, 2, 3, 4})
    void restrictedSchwarzIsItsDefinition(Communicator world) {
        int n = 26;
        CsrMatrix a = tridiagonal(world, n);
        DMatrixRMaj whole = a.toDense();
        for (int overlap = 0; overlap <= 2; overlap++) {
            DMatrixRMaj expected = new DMatrixRMaj(n, n);
            for (int p = 0; p < 3; p++) {
                int from = n * p / 3;
                int to = n * (p + 1) / 3;
                int low = Math.max(0, from - overlap);
                int high = Math.min(n, to + overlap);
                DMatrixRMaj solve = inverse(part(whole, low, high));
                for (int i = from; i < to; i++) {
                    for (int j = low; j < high; j++) {
                        expected.set(i, j, solve.get(i - low, j - low));
                    }
                }
            }
            LinearOperator m = AdditiveSchwarz.of(a).parts(3).overlap(overlap).ilu0();
            assertArrayEquals(expected.data, dense(m, world).data, 1e-14);
        }
    }

    @RankTest({1, 2, 3, 4})
    void additiveSchwarzIsItsDefinition(Communicator world) {
        int n = 26;
        CsrMatrix unsymmetric = tridiagonal(world, n);
        CsrMatrix a = unsymmetric.combine(1, 1, unsymmetric.transpose());
        DMatrixRMaj whole = a.toDense();
        for (int overlap = 0; overlap <= 2; overlap++) {
            DMatrixRMaj expected = new DMatrixRMaj(n, n);
            for (int p = 0; p < 4; p++) {
                int low = Math.max(0, n * p / 4 - overlap);
                int high = Math.min(n, n * (p + 1) / 4 + overlap);
                DMatrixRMaj solve = inverse(part(whole, low, high));
                for (int i = low; i < high; i++) {
                    for (int j = low; j < high; j++) {
                        expected.add(i, j, solve.get(i - low, j - low));
                    }
                }
            }
            LinearOperator m = AdditiveSchwarz.of(a).parts(4).overlap(overlap).ic0();
            assertArrayEquals(expected.data, dense(m, world).data, 1e-14);
        }
    }

    @RankTest({1, 3})
    void ssorIsItsDefinition(Communicator world) {
        int n = 19;
        SplittableRandom random = new SplittableRandom(5);
        DMatrixRMaj a = SparseSamples.random(random, n, n, 3);
        CommonOps_DDRM.addEquals(a, 3, CommonOps_DDRM.identity(n));
        double omega = 1.3;
        DMatrixRMaj lower = new DMatrixRMaj(n, n);
        DMatrixRMaj upper = new DMatrixRMaj(n, n);
        DMatrixRMaj d = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                (i > j ? lower : upper).set(i, j, i == j ? 0 : a.get(i, j));
            }
            lower.set(i, i, a.get(i, i) / omega);
            upper.set(i, i, a.get(i, i) / omega);
            d.set(i, i, a.get(i, i) * (2 - omega) / omega);
        }
        DMatrixRMaj half = new DMatrixRMaj(n, n);
        DMatrixRMaj expected = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(inverse(upper), d, half);
        CommonOps_DDRM.mult(half, inverse(lower), expected);
        VectorSpace space = RowPartition.evenly(world, n);
        LinearOperator m =
                AdditiveSchwarz.of(CsrMatrix.ofDense(space, space, a)).parts(1).ssor(omega);
        assertArrayEquals(expected.data, dense(m, world).data, 1e-13);
    }

    @RankTest({1, 2})
    void incompleteFactorsMultiplyToTheMatrixWhereItHasElements(Communicator world) {
        CsrMatrix a = SparseSamples.poisson(world, 4);
        for (LinearOperator m : List.of(
                AdditiveSchwarz.of(a).parts(1).ilu0(),
                AdditiveSchwarz.of(a).parts(1).ic0())) {
            DMatrixRMaj product = inverse(dense(m, world));
            DMatrixRMaj expected = a.toDense();
            boolean differs = false;
            for (int k = 0; k < product.data.length; k++) {
                if (expected.data[k] != 0) {
                    assertEquals(expected.data[k], product.data[k], 1e-12);
                } else {
                    differs |= Math.abs(product.data[k]) > 1e-3;
                }
            }
            assertTrue(differs);
        }
    }

    /** Preconditioners of a symmetric matrix that must be symmetric themselves. */
    private static List<LinearOperator> symmetric(CsrMatrix a) {
        AdditiveSchwarz schwarz = AdditiveSchwarz.of(a);
        return List.of(
                schwarz.ssor(1),
                schwarz.parts(5).overlap(1).ssor(1.5),
                schwarz.parts(1).ic0(),
                schwarz.overlap(1).ic0(),
                schwarz.overlap(2).parts(3).ic0(),
                schwarz.ilu0(),
                BlockJacobi.of(a, 1),
                BlockJacobi.of(a, 5));
    }

    private static CsrMatrix poisson(Communicator world, int n) {
        CsrMatrix a = SparseSamples.poisson(world, n);
        VectorSpace space = RowPartition.evenly(world, a.range().size(), 5);
        return CsrMatrix.ofDense(space, space, a.toDense());
    }

    @RankTest({1, 2, 3, 4})
    void theyAreSymmetricAsHpcgTestsIt(Communicator world) {
        CsrMatrix a = poisson(world, 6);
        DistributedVector x = SparseSamples.vector(a.domain(), 1);
        DistributedVector y = SparseSamples.vector(a.domain(), 2);
        DistributedVector image = a.domain().vector("image");
        a.apply(y, image);
        double forth = x.dot(image);
        a.apply(x, image);
        assertEquals(
                forth, image.dot(y), 1e-14 * x.norm() * y.norm() * a.norms().infinity());
        for (LinearOperator m : symmetric(a)) {
            m.apply(y, image);
            double xy = x.dot(image);
            m.apply(x, image);
            assertEquals(xy, image.dot(y), 1e-15 * x.norm() * y.norm(), m.describe());
            assertTrue(image.dot(x) > 0, m.describe());
        }
    }

    @RankTest({1, 2, 3, 4})
    void preconditionedSolvesTakeFewerStepsAndHaveTheBitsOfOneRank(Communicator world) {
        CsrMatrix a = poisson(world, 7);
        CsrMatrix whole = poisson(SparseSamples.alone(world), 7);
        int plain = solve(a, null).iterations();
        List<LinearOperator> cut = symmetric(a);
        List<LinearOperator> alone = symmetric(whole);
        for (int n = 0; n < cut.size(); n++) {
            SolveResult result = solve(a, cut.get(n)).orThrow();
            boolean jacobi = cut.get(n) instanceof BlockJacobi;
            assertTrue(
                    result.iterations() < plain + (jacobi ? 1 : 0),
                    result + ", " + cut.get(n).describe());
            assertArrayEquals(
                    solve(whole, alone.get(n)).history(),
                    result.history(),
                    cut.get(n).describe());
        }
    }

    private static SolveResult solve(CsrMatrix a, LinearOperator m) {
        DistributedVector b = SparseSamples.vector(a.range(), 3);
        LinearSolver cg = Krylov.cg(a).stop(Stop.relative(1e-10).or(Stop.iterations(200)));
        return (m == null ? cg : cg.preconditioner(m)).solve(b, a.domain().vector("x"));
    }

    @RankTest({1, 2, 3, 4})
    void onePartARankIsExactWhereTheRanksAreNotCoupled(Communicator world) {
        int size = 6 * world.size();
        VectorSpace space = RowPartition.evenly(world, size);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (long i = space.firstRow(); i < space.firstRow() + 6; i++) {
            elements.add(i, i, 3);
            if (i % 6 > 0) {
                elements.add(i, i - 1, -1);
                elements.add(i - 1, i, -1);
            }
        }
        CsrMatrix a = elements.build();
        assertEquals(
                1, solve(a, AdditiveSchwarz.of(a).onePerRank().ic0()).orThrow().iterations());
        assertEquals(1, solve(a, BlockJacobi.of(a, 6)).orThrow().iterations());
    }

    /** Symmetric positive definite; without shift IC(0) has a negative pivot: D. S. Kershaw, J. Comput. Phys. 26, 1978. */
    private static final double[][] KERSHAW = {{3, -2, 0, 2}, {-2, 3, -2, 0}, {0, -2, 3, -2}, {2, 0, -2, 3}};

    @RankTest({1, 2, 3})
    void incompleteCholeskyIsShiftedWhereItBreaksDown(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 4);
        CsrMatrix a = CsrMatrix.ofDense(space, space, new DMatrixRMaj(KERSHAW));
        LinearOperator m = AdditiveSchwarz.of(a).parts(1).ic0();
        assertTrue(m.describe().startsWith("IC(0), broke down and was shifted by up to 0."), m.describe());
        assertTrue(solve(a, m).converged());
        LinearOperator none =
                AdditiveSchwarz.of(SparseSamples.poisson(world, 3)).ic0();
        assertEquals("IC(0), 8 parts, 27 unknowns", none.describe());
    }

    @RankTest({1, 2, 4})
    void zeroPivotsAndDiagonalsAreRefusedOnEveryRankWithTheirRow(Communicator world) {
        VectorSpace space = RowPartition.evenly(world, 9);
        CsrMatrix a = matrix(space, (i, j) -> i == j ? (i == 6 ? 0.0 : 2.0) : Math.abs(i - j) == 1 ? 1.0 : 0.0);
        refused(
                "SSOR: there is no diagonal element in row 6 (rows count from 0)",
                () -> AdditiveSchwarz.of(a).ssor(1));
        refused(
                "IC(0): there is no diagonal element in row 6",
                () -> AdditiveSchwarz.of(a).ic0());
        CsrMatrix pivot = matrix(space, (i, j) -> (i == 4 || i == 5) && (j == 4 || j == 5) ? 1.0 : i == j ? 2.0 : 0.0);
        refused(
                "ILU(0): a zero pivot in row 5",
                () -> AdditiveSchwarz.of(pivot).parts(1).ilu0());
        CsrMatrix negative = matrix(space, (i, j) -> i == j ? i == 7 ? -2.0 : 2.0 : 0.0);
        refused(
                "IC(0): the diagonal element must be positive, but it is not in row 7",
                () -> AdditiveSchwarz.of(negative).ic0());
        VectorSpace threes = RowPartition.evenly(world, 9, 3);
        CsrMatrix singular = matrix(threes, (i, j) -> i / 3 == j / 3 ? (i / 3 == 1 ? 1.0 : i == j ? 1.0 : 0) : 0.0);
        refused(
                "block Jacobi: the block of rows 3 to 5 (counted from 0) is singular",
                () -> BlockJacobi.of(singular, 3));
    }

    private interface Element {
        double at(int i, int j);
    }

    private static CsrMatrix matrix(VectorSpace space, Element element) {
        int n = (int) space.size();
        DMatrixRMaj dense = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                dense.set(i, j, element.at(i, j));
            }
        }
        return CsrMatrix.ofDense(space, space, dense);
    }

    @RankTest({2, 3})
    void whatCannotBeDoneIsRefused(Communicator world) {
        CsrMatrix flat = CsrMatrix.builder(RowPartition.evenly(world, 4), RowPartition.evenly(world, 5))
                .build();
        refused("additive Schwarz needs a square matrix, but A is 4 × 5", () -> AdditiveSchwarz.of(flat));
        refused("block Jacobi needs a square matrix, but A is 4 × 5", () -> BlockJacobi.of(flat, 1));
        CsrMatrix a = tridiagonal(world, 12);
        refused("0 parts", () -> AdditiveSchwarz.of(a).parts(0));
        refused("an overlap of -1 levels", () -> AdditiveSchwarz.of(a).overlap(-1));
        refused(
                "ω must lie between 0 and 2, but it is 2.0",
                () -> AdditiveSchwarz.of(a).ssor(2));
        refused(
                "IC(0): the matrix is not symmetric",
                () -> AdditiveSchwarz.of(a).ic0());
        VectorSpace space = RowPartition.evenly(world, 8);
        CsrMatrix b = CsrMatrix.builder(space, space).build();
        refused(
                "in the midst of blocks of 5; cut them by RowPartition.evenly(ranks, size, 5)",
                () -> BlockJacobi.of(b, 5));
        VectorSpace blocks = RowPartition.evenly(world, 11, 4);
        CsrMatrix identity = matrix(blocks, (i, j) -> i == j ? 4 : 0);
        DistributedVector x = SparseSamples.vector(blocks, 1);
        DistributedVector y = blocks.vector("y");
        BlockJacobi.of(identity, 4).apply(x, y);
        x.scale(0.25);
        assertArrayEquals(x.data(), y.data());
        refused(
                "A is 11 × 11, but r has 8 numbers",
                () -> BlockJacobi.of(identity, 4).apply(space.vector("r"), y));
    }

    private static void refused(String words, Executable work) {
        Exception e = assertThrows(RuntimeException.class, work);
        assertTrue(e instanceof IllegalArgumentException || e instanceof ZeroPivotException, e.toString());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
