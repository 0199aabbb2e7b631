package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mpi.Communicator;

/** Sparse matrices from and to EJML's dense ones. */
final class DenseCopies {
    private DenseCopies() {}

    static CsrMatrix ofDense(VectorSpace range, VectorSpace domain, DMatrixRMaj whole) {
        if (whole.numRows != range.size() || whole.numCols != domain.size()) {
            throw new IllegalArgumentException("a dense matrix of " + whole.numRows + " × " + whole.numCols
                    + " given for a sparse one of " + range.size() + " × " + domain.size());
        }
        CsrBuilder elements = CsrMatrix.builder(range, domain);
        int first = (int) range.firstRow();
        for (int i = first; i < first + range.localSize(); i++) {
            for (int j = 0; j < whole.numCols; j++) {
                if (whole.get(i, j) != 0) {
                    elements.add(i, j, whole.get(i, j));
                }
            }
        }
        return elements.build();
    }

    static DMatrixRMaj toDense(CsrMatrix matrix) {
        long rows = matrix.range().size();
        long columns = matrix.domain().size();
        if (rows > 0 && columns > (Integer.MAX_VALUE - 8) / rows) {
            throw new IllegalArgumentException(
                    "a matrix of " + matrix.size() + " is too large for a dense copy on every rank");
        }
        LocalRows a = matrix.rows();
        int width = (int) columns;
        double[] mine = new double[a.rows() * width];
        for (int i = 0; i < a.rows(); i++) {
            for (int k = a.start[i]; k < a.start[i + 1]; k++) {
                mine[i * width + (int) a.globalColumn(a.columns[k])] = a.values[k];
            }
        }
        Communicator ranks = matrix.range().communicator();
        int[] counts = new int[ranks.size()];
        ranks.allGather(new int[] {mine.length}, counts);
        DMatrixRMaj whole = new DMatrixRMaj((int) rows, width);
        double[] all = new double[Arrays.stream(counts).sum()];
        ranks.allGatherv(mine, all, counts);
        System.arraycopy(all, 0, whole.data, 0, all.length);
        return whole;
    }
}
