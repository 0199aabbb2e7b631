package org.parhelion.solvers.eigen;

import java.util.Arrays;
import java.util.Comparator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * All eigenvalues of a small symmetric matrix, by EJML: plain Java, so that every rank finds the same bits.
 *
 * @param values ascending
 * @param vectors row n is the eigenvector of value n, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record SmallEigen(double[] values, double[][] vectors) {
    /**
     * @param a symmetric; the mean of the two triangles is taken
     * @return null if there is a NaN, or EJML finds no decomposition
     */
    static SmallEigen of(double[][] a) {
        int n = a.length;
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.set(i, j, 0.5 * (a[i][j] + a[j][i]));
            }
        }
        for (double each : matrix.data) {
            if (!Double.isFinite(each)) {
                return null;
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(matrix)) {
            return null;
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> eigen.getEigenvalue(i).real));
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getEigenvalue(order[i]).real;
            vectors[i] = eigen.getEigenVector(order[i]).data.clone();
        }
        return new SmallEigen(values, vectors);
    }
}
