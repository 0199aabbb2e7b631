package org.parhelion.solvers.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.mpi.Communicator;

/** A small matrix as an operator: every rank has all of it and computes its own rows. */
final class DenseOperator implements LinearOperator {
    private final DMatrixRMaj matrix;
    private final VectorSpace domain;
    private final VectorSpace range;
    private final int[] counts;
    private final double[] whole;
    private NullSpace nullSpace = NullSpace.NONE;

    DenseOperator(Communicator ranks, DMatrixRMaj matrix) {
        this.matrix = matrix;
        this.domain = VectorSpace.ofRows(ranks, share(ranks, ranks.rank(), matrix.numCols));
        this.range = matrix.numRows == matrix.numCols
                ? domain
                : VectorSpace.ofRows(ranks, share(ranks, ranks.rank(), matrix.numRows));
        this.counts = new int[ranks.size()];
        Arrays.setAll(counts, rank -> share(ranks, rank, matrix.numCols));
        this.whole = new double[matrix.numCols];
    }

    private static int share(Communicator ranks, int rank, int rows) {
        return (int) ((long) rows * (rank + 1) / ranks.size() - (long) rows * rank / ranks.size());
    }

    DenseOperator singular(NullSpace space) {
        this.nullSpace = space;
        return this;
    }

    /** A Hilbert matrix, 1 / (i + j + 1). */
    static DMatrixRMaj hilbert(int n) {
        DMatrixRMaj h = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h.set(i, j, 1.0 / (i + j + 1));
            }
        }
        return h;
    }

    static DMatrixRMaj random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        for (int i = 0; i < n * n; i++) {
            a.data[i] = random.nextDouble() - 0.5;
        }
        return a;
    }

    /** B Bᵀ + I / 2. */
    static DMatrixRMaj randomDefinite(int n, long seed) {
        DMatrixRMaj b = random(n, seed);
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransB(b, b, a);
        for (int i = 0; i < n; i++) {
            a.add(i, i, 0.5);
        }
        return a;
    }

    @Override
    public VectorSpace domain() {
        return domain;
    }

    @Override
    public VectorSpace range() {
        return range;
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        domain.communicator().allGatherv(x.data(), whole, counts);
        for (int i = 0; i < range.localSize(); i++) {
            int row = (int) range.firstRow() + i;
            double sum = 0;
            for (int j = 0; j < whole.length; j++) {
                sum = Math.fma(matrix.get(row, j), whole[j], sum);
            }
            y.data()[i] = sum;
        }
        y.markWritten();
    }

    @Override
    public Optional<DistributedVector> diagonal() {
        DistributedVector d = domain.vector("diagonal");
        for (int i = 0; i < domain.localSize(); i++) {
            int row = (int) domain.firstRow() + i;
            d.data()[i] = matrix.get(row, row);
        }
        return Optional.of(d);
    }

    @Override
    public NullSpace nullSpace() {
        return nullSpace;
    }

    /** A vector of these numbers. */
    DistributedVector vector(double... values) {
        DistributedVector v = domain.vector("v");
        for (int i = 0; i < domain.localSize(); i++) {
            v.data()[i] = values[(int) domain.firstRow() + i];
        }
        return v;
    }

    /** All numbers of a vector, on every rank. */
    double[] all(DistributedVector v) {
        double[] all = new double[whole.length];
        domain.communicator().allGatherv(v.data(), all, counts);
        return all;
    }
}
