package org.parhelion.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.parhelion.blas.Diagonal.UNIT;
import static org.parhelion.blas.Order.COLUMN_MAJOR;
import static org.parhelion.blas.Order.ROW_MAJOR;
import static org.parhelion.blas.Side.LEFT;
import static org.parhelion.blas.Side.RIGHT;
import static org.parhelion.blas.Transpose.NO;
import static org.parhelion.blas.Transpose.YES;
import static org.parhelion.blas.Triangle.UPPER;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every bad argument ends in its message before an engine is reached. */
final class CheckedBlasTest {
    private final Blas blas = new CheckedBlas(UnreachableBlas.create(), "a test");
    private final Doubles a = of(100);
    private final Doubles b = of(100);
    private final Doubles c = of(100);

    private static Doubles of(int length) {
        return Doubles.of(new double[length]);
    }

    private static DynamicTest refused(String message, Executable call) {
        return DynamicTest.dynamicTest(
                message,
                () -> assertEquals(
                        message,
                        assertThrows(IllegalArgumentException.class, call).getMessage()));
    }

    @TestFactory
    Stream<DynamicTest> argumentsOfDgemmAreRefused() {
        return Stream.of(
                refused("order is null", () -> blas.dgemm(null, NO, NO, 2, 2, 2, 1, a, 2, b, 2, 0, c, 2)),
                refused("transA is null", () -> blas.dgemm(ROW_MAJOR, null, NO, 2, 2, 2, 1, a, 2, b, 2, 0, c, 2)),
                refused("transB is null", () -> blas.dgemm(ROW_MAJOR, NO, null, 2, 2, 2, 1, a, 2, b, 2, 0, c, 2)),
                refused("a is null", () -> blas.dgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, null, 2, b, 2, 0, c, 2)),
                refused("b is null", () -> blas.dgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, a, 2, null, 2, 0, c, 2)),
                refused("c is null", () -> blas.dgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, a, 2, b, 2, 0, null, 2)),
                refused("m is -1, but must not be negative", () -> gemm(-1, 2, 2, 1, 0)),
                refused("n is -2, but must not be negative", () -> gemm(2, -2, 2, 1, 0)),
                refused("k is -3, but must not be negative", () -> gemm(2, 2, -3, 1, 0)),
                refused("alpha is NaN", () -> gemm(2, 2, 2, Double.NaN, 0)),
                refused("beta is NaN", () -> gemm(2, 2, 2, 1, Double.NaN)),
                refused(
                        "lda is 3, but a column-major 5×4 A needs at least 5",
                        () -> blas.dgemm(COLUMN_MAJOR, NO, NO, 5, 2, 4, 1, a, 3, b, 4, 0, c, 5)),
                refused(
                        "lda is 3, but a row-major 4×5 A needs at least 5",
                        () -> blas.dgemm(ROW_MAJOR, YES, NO, 5, 2, 4, 1, a, 3, b, 2, 0, c, 2)),
                refused(
                        "ldb is 2, but a row-major 3×4 B needs at least 4",
                        () -> blas.dgemm(ROW_MAJOR, NO, YES, 2, 3, 4, 1, a, 4, b, 2, 0, c, 3)),
                refused(
                        "ldc is 0, but a row-major 0×0 C needs at least 1",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 0, 0, 2, 1, a, 2, b, 1, 0, c, 0)),
                refused(
                        "a has 99 elements from its offset on, but a row-major 10×10 A with lda = 10 needs 100",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 10, 10, 10, 1, a.from(1), 10, b, 10, 0, c, 10)),
                refused(
                        "c has 100 elements from its offset on, but a row-major 10×10 C with ldc = 11 needs 109",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 10, 10, 10, 1, a, 10, b, 10, 0, c, 11)),
                refused(
                        "a has 100 elements from its offset on, but a row-major 50000×50000 A with lda = 50000 needs"
                                + " 2500000000",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 50000, 1, 50000, 1, a, 50000, b, 1, 0, c, 1)),
                refused(
                        "c overlaps a: what is written must not share elements with what is read",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, a, 2, b, 2, 0, a.from(3), 2)),
                refused(
                        "c overlaps b: what is written must not share elements with what is read",
                        () -> blas.dgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, a, 2, b, 2, 0, b, 2)));
    }

    private void gemm(int m, int n, int k, double alpha, double beta) {
        blas.dgemm(ROW_MAJOR, NO, NO, m, n, k, alpha, a, 2, b, 2, beta, c, 2);
    }

    @TestFactory
    Stream<DynamicTest> argumentsOfOtherMatrixRoutinesAreRefused() {
        Floats f = Floats.of(new float[4]);
        return Stream.of(
                refused("side is null", () -> blas.dsymm(ROW_MAJOR, null, UPPER, 2, 2, 1, a, 2, b, 2, 0, c, 2)),
                refused("triangle is null", () -> blas.dsymm(ROW_MAJOR, LEFT, null, 2, 2, 1, a, 2, b, 2, 0, c, 2)),
                refused(
                        "lda is 2, but a row-major 3×3 A needs at least 3",
                        () -> blas.dsymm(ROW_MAJOR, RIGHT, UPPER, 2, 3, 1, a, 2, b, 3, 0, c, 3)),
                refused(
                        "c overlaps b: what is written must not share elements with what is read",
                        () -> blas.dsymm(ROW_MAJOR, LEFT, UPPER, 2, 2, 1, a, 2, b, 2, 0, b, 2)),
                refused("trans is null", () -> blas.dsyrk(ROW_MAJOR, UPPER, null, 2, 2, 1, a, 2, 0, c, 2)),
                refused(
                        "k is -1, but must not be negative",
                        () -> blas.dsyrk(ROW_MAJOR, UPPER, NO, 2, -1, 1, a, 2, 0, c, 2)),
                refused("beta is NaN", () -> blas.dsyrk(ROW_MAJOR, UPPER, NO, 2, 2, 1, a, 2, Double.NaN, c, 2)),
                refused("diagonal is null", () -> blas.dtrsm(ROW_MAJOR, LEFT, UPPER, NO, null, 2, 2, 1, a, 2, b, 2)),
                refused(
                        "alpha is NaN",
                        () -> blas.dtrmm(ROW_MAJOR, LEFT, UPPER, NO, UNIT, 2, 2, Double.NaN, a, 2, b, 2)),
                refused(
                        "b overlaps a: what is written must not share elements with what is read",
                        () -> blas.dtrsm(ROW_MAJOR, LEFT, UPPER, NO, UNIT, 2, 2, 1, a, 2, a.from(1), 2)),
                refused(
                        "ldb is 1, but a row-major 2×2 B needs at least 2",
                        () -> blas.sgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, f, 2, f, 1, 0, f, 2)),
                refused(
                        "c overlaps a: what is written must not share elements with what is read",
                        () -> blas.sgemm(ROW_MAJOR, NO, NO, 2, 2, 2, 1, f, 2, f, 2, 0, f, 2)),
                refused("threads is 0, but must be at least 1", () -> blas.withThreads(0)));
    }

    @TestFactory
    Stream<DynamicTest> argumentsOfVectorRoutinesAreRefused() {
        return Stream.of(
                refused("incX is 0, but must not be", () -> blas.ddot(2, a, 0, b, 1)),
                refused("incY is 0, but must not be", () -> blas.daxpy(2, 1, a, 1, b, 0)),
                refused("n is -1, but must not be negative", () -> blas.dnrm2(-1, a, 1)),
                refused("alpha is NaN", () -> blas.dscal(1, Double.NaN, a, 1)),
                refused("x is null", () -> blas.dnrm2(1, null, 1)),
                refused(
                        "x has 100 elements from its offset on, but a vector of 51 with incX = -2 needs 101",
                        () -> blas.dscal(51, 1, a, -2)),
                refused(
                        "x has 100 elements from its offset on, but a vector of 2147483647 with incX = -2147483648 needs"
                                + " 4611686014132420609",
                        () -> blas.ddot(Integer.MAX_VALUE, a, Integer.MIN_VALUE, b, 1)),
                refused(
                        "y overlaps x: what is written must not share elements with what is read",
                        () -> blas.daxpy(2, 1, a, 2, a.from(2), 1)),
                refused(
                        "y overlaps a: what is written must not share elements with what is read",
                        () -> blas.dgemv(ROW_MAJOR, NO, 2, 2, 1, a, 3, b, 1, 0, a.from(1), 2)),
                refused(
                        "x has 100 elements from its offset on, but a vector of 101 with incX = 1 needs 101",
                        () -> blas.dgemv(ROW_MAJOR, YES, 101, 0, 1, a, 1, a, 1, 0, b, 1)),
                refused(
                        "a overlaps y: what is written must not share elements with what is read",
                        () -> blas.dger(ROW_MAJOR, 2, 2, 1, b, 1, a.from(2), 1, a, 2)));
    }

    @Test
    void nothingToComputeDoesNotReachTheEngine() {
        Doubles none = of(0);
        blas.dgemm(ROW_MAJOR, NO, NO, 0, 3, 4, 1, none, 4, b, 3, 0, none, 3);
        blas.dgemm(ROW_MAJOR, NO, NO, 3, 0, 4, 1, a, 4, none, 1, 0, none, 1);
        blas.dsymm(ROW_MAJOR, LEFT, UPPER, 0, 3, 1, none, 1, none, 3, 0, none, 3);
        blas.dsyrk(ROW_MAJOR, UPPER, NO, 0, 3, 1, none, 3, 0, none, 1);
        blas.dtrsm(ROW_MAJOR, LEFT, UPPER, NO, UNIT, 3, 0, 1, a, 3, none, 1);
        blas.dtrmm(ROW_MAJOR, LEFT, UPPER, NO, UNIT, 0, 3, 1, none, 1, none, 3);
        blas.dgemv(ROW_MAJOR, NO, 0, 3, 1, none, 3, b, 1, 0, none, 1);
        blas.dger(ROW_MAJOR, 3, 0, 1, a, 1, none, 1, none, 1);
        blas.daxpy(0, 1, none, 1, none, 1);
        blas.dscal(0, 1, none, 1);
        assertEquals(0, blas.ddot(0, none, 1, none, 1));
        assertEquals(0, blas.dnrm2(0, none, 1));
    }

    /** Blocks of one matrix, as a factorization updates them: next to each other in every row, but apart. */
    @Test
    void blocksOfOneMatrixAreApart() {
        Blas reached = blas;
        assertThrows(
                AssertionError.class,
                () -> reached.dgemm(ROW_MAJOR, NO, NO, 4, 4, 2, -1, a.from(2 * 6), 6, a.from(2), 6, 1, a.from(14), 6));
        assertThrows(
                AssertionError.class,
                () -> reached.dger(COLUMN_MAJOR, 4, 4, -1, a.from(1), 1, a.from(5), 5, a.from(6), 5));
    }
}
