package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.parhelion.blas.Transpose;

class DenseOpsTest {
    @Property(tries = 300, seed = "20260101")
    void blasAndEjmlAreBothTheNaiveProduct(
            @ForAll @IntRange(max = 20) int m,
            @ForAll @IntRange(max = 20) int n,
            @ForAll @IntRange(max = 20) int k,
            @ForAll Transpose transA,
            @ForAll Transpose transB,
            @ForAll @IntRange(min = -1, max = 2) int alpha,
            @ForAll @IntRange(min = -1, max = 2) int beta,
            @ForAll long seed) {
        Random random = new Random(seed);
        DMatrixRMaj a = transA == Transpose.NO ? draw(m, k, random) : draw(k, m, random);
        DMatrixRMaj b = transB == Transpose.NO ? draw(k, n, random) : draw(n, k, random);
        DMatrixRMaj c = draw(m, n, random);
        DMatrixRMaj byBlas = c.copy();
        DMatrixRMaj byEjml = c.copy();
        DenseOps.byBlas(NaiveBlas.engine(), transA, transB, alpha, a, b, beta, byBlas);
        DenseOps.byEjml(transA, transB, alpha, a, b, beta, byEjml);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += (transA == Transpose.NO ? a.get(i, l) : a.get(l, i))
                            * (transB == Transpose.NO ? b.get(l, j) : b.get(j, l));
                }
                double expected = alpha * sum + beta * c.get(i, j);
                assertEquals(expected, byBlas.get(i, j), 1e-12);
                assertEquals(expected, byEjml.get(i, j), 1e-12);
            }
        }
    }

    private static DMatrixRMaj draw(int rows, int columns, Random random) {
        return RandomMatrices_DDRM.rectangle(rows, columns, -1, 1, random);
    }

    @Example
    void smallProductsHaveEjmlsNamesAndGiveCItsSize() {
        DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6}});
        DMatrixRMaj c = new DMatrixRMaj(0, 0);
        DenseOps.multiplyTransB(a, a, c);
        assertElements(c, 2, 2, 14, 32, 32, 77);
        DenseOps.multiplyAdd(-1, new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}}), c.copy(), c);
        assertElements(c, 2, 2, 0, 0, 0, 0);
        DenseOps.multiplyTransA(a, a, c);
        assertElements(c, 3, 3, 17, 22, 27, 22, 29, 36, 27, 36, 45);
        DenseOps.multiply(2, new DMatrixRMaj(new double[][] {{1, 1}}), a, c);
        assertElements(c, 1, 3, 10, 14, 18);
    }

    private static void assertElements(DMatrixRMaj matrix, int rows, int columns, double... elements) {
        assertEquals(rows, matrix.numRows);
        assertEquals(columns, matrix.numCols);
        for (int i = 0; i < elements.length; i++) {
            assertEquals(elements[i], matrix.data[i]);
        }
    }

    @Example
    void whatDoesNotFitIsRefusedWithItsSizes() {
        DMatrixRMaj a = new DMatrixRMaj(2, 3);
        Exception inner =
                assertThrows(IllegalArgumentException.class, () -> DenseOps.multiply(a, a, new DMatrixRMaj(2, 2)));
        assertTrue(inner.getMessage().startsWith("op(A) is 2 × 3 and op(B) is 2 × 3"), inner.getMessage());
        DMatrixRMaj square = new DMatrixRMaj(3, 3);
        assertThrows(IllegalArgumentException.class, () -> DenseOps.multiply(square, square, square));
        Exception size = assertThrows(
                IllegalArgumentException.class, () -> DenseOps.multiplyAdd(a, square, new DMatrixRMaj(3, 3)));
        assertEquals("C is 3 × 3, the product 2 × 3", size.getMessage());
    }
}
