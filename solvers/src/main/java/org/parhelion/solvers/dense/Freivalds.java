package org.parhelion.solvers.dense;

import java.util.SplittableRandom;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.ReduceOp;

/**
 * Checks a product in the time of a few matrix-vector products: C x = op(A) (op(B) x) for a random x of ones and minus ones holds
 * for a wrong C in at most half of all cases (R. Freivalds, “Probabilistic machines can use less running time”, IFIP 1977).
 */
public final class Freivalds {
    private Freivalds() {}

    /**
     * ‖C x − op(A) (op(B) x)‖∞ / (ε k ‖op(A)‖∞ ‖op(B)‖∞), ε = 2⁻⁵³: a right product has less than 16, as a rule less than 1.
     * To be called by all ranks; the same on all of them. Each holds vectors of the matrices' sizes.
     *
     * @param seed of x; the same on all ranks
     */
    public static double residual(
            Transpose transA,
            Transpose transB,
            DistributedMatrix a,
            DistributedMatrix b,
            DistributedMatrix c,
            long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[c.columns()];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextBoolean() ? 1 : -1;
        }
        double[] bx = times(transB, b, x);
        double[] expected = times(transA, a, bx);
        double[] actual = times(Transpose.NO, c, x);
        double error = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            error = difference <= error ? error : difference;
        }
        double normA = transA == Transpose.NO ? a.norms().infinity() : a.norms().one();
        double normB = transB == Transpose.NO ? b.norms().infinity() : b.norms().one();
        double scale = 0x1p-53 * Math.max(1, bx.length) * normA * normB;
        return error == 0 ? 0 : error / scale;
    }

    /** op(A) x, on every rank whole. */
    static double[] times(Transpose trans, DistributedMatrix a, double[] x) {
        boolean straight = trans == Transpose.NO;
        double[] y = new double[straight ? a.rows() : a.columns()];
        ProcessGrid grid = a.grid();
        for (int j = 0; j < a.localColumns(); j++) {
            int column = a.columnMap().global(j, grid.myColumn());
            for (int i = 0; i < a.localRows(); i++) {
                int row = a.rowMap().global(i, grid.myRow());
                double value = a.local()[i + j * a.localRows()];
                if (straight) {
                    y[row] += value * x[column];
                } else {
                    y[column] += value * x[row];
                }
            }
        }
        grid.world().allReduce(y, ReduceOp.SUM);
        return y;
    }
}
