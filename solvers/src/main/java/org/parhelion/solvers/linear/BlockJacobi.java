package org.parhelion.solvers.linear;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.mpi.ReduceOp;

/**
 * The block Jacobi preconditioner: the inverses of the square blocks along the diagonal of a sparse matrix, such as those of
 * the unknowns of one point. The same bits on any number of ranks.
 */
public final class BlockJacobi implements LinearOperator {
    private final CsrMatrix matrix;
    private final int block;
    /** The inverses, one after the other, row by row. */
    private final double[] inverses;

    private BlockJacobi(CsrMatrix matrix, int block, double[] inverses) {
        this.matrix = matrix;
        this.block = block;
        this.inverses = inverses;
    }

    /**
     * Collective.
     *
     * @param block rows of a block; those left at the end of the matrix make a smaller one
     * @throws IllegalArgumentException the matrix is not square, or a block would have rows of two ranks: cut rows by
     *     {@link RowPartition#evenly(org.parhelion.mpi.Communicator, long, int)}
     * @throws ZeroPivotException on every rank, with its rows: a block is singular
     */
    public static BlockJacobi of(CsrMatrix matrix, int block) {
        AdditiveSchwarz.checkSquare("block Jacobi", matrix);
        if (block < 1) {
            throw new IllegalArgumentException("block Jacobi: blocks of " + block + " rows; they must have at least 1");
        }
        long first = matrix.range().firstRow();
        boolean straddles = first % block != 0 && first < matrix.range().size();
        if (matrix.range().communicator().allReduce(straddles ? 1L : 0L, ReduceOp.MAX) == 1) {
            throw new IllegalArgumentException("block Jacobi: rows are cut over ranks in the midst of blocks of "
                    + block + "; cut them by RowPartition.evenly(ranks, size, " + block + ")");
        }
        double[] inverses = new double[Math.multiplyExact(matrix.range().localSize(), block)];
        FirstFailure.onZeroPivot(matrix.range().communicator(), () -> {
            if (block == 1) {
                invertDiagonal(matrix, inverses);
            } else {
                invert(matrix, block, inverses);
            }
        });
        return new BlockJacobi(matrix, block, inverses);
    }

    private static void invert(CsrMatrix matrix, int block, double[] inverses) {
        LocalRows rows = matrix.rows();
        for (int from = 0; from < rows.rows(); from += block) {
            int size = Math.min(block, rows.rows() - from);
            DMatrixRMaj dense = new DMatrixRMaj(size, size);
            for (int i = 0; i < size; i++) {
                for (int k = rows.start[from + i]; k < rows.start[from + i + 1]; k++) {
                    int column = rows.columns[k] - from;
                    if (rows.columns[k] < rows.owned && column >= 0 && column < size) {
                        dense.set(i, column, rows.values[k]);
                    }
                }
            }
            if (!CommonOps_DDRM.invert(dense) || !isFinite(dense)) {
                long first = matrix.range().firstRow() + from;
                throw new ZeroPivotException("block Jacobi: the block of rows " + first + " to " + (first + size - 1)
                        + " (counted from 0) is singular; take other blocks, or another preconditioner");
            }
            System.arraycopy(dense.data, 0, inverses, from * block, size * size);
        }
    }

    private static void invertDiagonal(CsrMatrix matrix, double[] inverses) {
        double[] diagonal = matrix.diagonal().orElseThrow().data();
        for (int i = 0; i < inverses.length; i++) {
            if (diagonal[i] == 0) {
                throw new ZeroPivotException("block Jacobi: the diagonal element of row "
                        + (matrix.range().firstRow() + i) + " (counted from 0) is zero; take larger blocks, or another"
                        + " preconditioner");
            }
            inverses[i] = 1 / diagonal[i];
        }
    }

    private static boolean isFinite(DMatrixRMaj dense) {
        for (double value : dense.data) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public VectorSpace domain() {
        return matrix.domain();
    }

    @Override
    public void apply(DistributedVector r, DistributedVector z) {
        matrix.checkImage("M⁻¹ r", r, z);
        double[] in = r.data();
        double[] out = z.data();
        if (block == 1) {
            multiply(inverses, in, out);
        } else {
            multiplyBlocks(in, out);
        }
        z.markWritten();
    }

    private static void multiply(double[] factors, double[] in, double[] out) {
        for (int i = 0; i < factors.length; i++) {
            out[i] = factors[i] * in[i];
        }
    }

    private void multiplyBlocks(double[] in, double[] out) {
        int rows = matrix.range().localSize();
        for (int from = 0; from < rows; from += block) {
            int size = Math.min(block, rows - from);
            int at = from * block;
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int j = 0; j < size; j++) {
                    sum += inverses[at++] * in[from + j];
                }
                out[from + i] = sum;
            }
        }
    }

    @Override
    public String describe() {
        return "block Jacobi, blocks of " + block + ", " + domain().size() + " unknowns";
    }
}
