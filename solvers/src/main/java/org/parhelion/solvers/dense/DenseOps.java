package org.parhelion.solvers.dense;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.ExitCodeException;

/**
 * Products of EJML's dense matrices by the BLAS of this machine, and by EJML where matrices are so small that the call costs more
 * than it gains. Names and arguments are those of {@link CommonOps_DDRM}; C gets its size from A and B.
 *
 * <pre>{@code
 * DenseOps.multiply(a, b, c); // c ← a b
 * }</pre>
 *
 * <p>All throw {@link IllegalArgumentException} when sizes do not fit or C is A or B.
 */
public final class DenseOps {
    /** Multiplications and additions from which on BLAS is quicker: m n k. Measured: OpenBLAS through JNI passes EJML at n = 8. */
    static final long CROSSOVER = 8L * 8 * 8;

    private DenseOps() {}

    /** C ← A B. */
    public static void multiply(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.NO, 1, a, b, 0, c);
    }

    /** C ← Aᵀ B. */
    public static void multiplyTransA(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.YES, Transpose.NO, 1, a, b, 0, c);
    }

    /** C ← A Bᵀ. */
    public static void multiplyTransB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.YES, 1, a, b, 0, c);
    }

    /** C ← Aᵀ Bᵀ. */
    public static void multiplyTransAB(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.YES, Transpose.YES, 1, a, b, 0, c);
    }

    /** C ← α A B. */
    public static void multiply(double alpha, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.NO, alpha, a, b, 0, c);
    }

    /** C ← C + A B; C must have the product's size. */
    public static void multiplyAdd(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.NO, 1, a, b, 1, c);
    }

    /** C ← C + α A B; C must have the product's size. */
    public static void multiplyAdd(double alpha, DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj c) {
        product(Transpose.NO, Transpose.NO, alpha, a, b, 1, c);
    }

    /** C ← α op(A) op(B) + β C; with β = 0, C gets the product's size and is not read. */
    public static void product(
            Transpose transA,
            Transpose transB,
            double alpha,
            DMatrixRMaj a,
            DMatrixRMaj b,
            double beta,
            DMatrixRMaj c) {
        int m = transA == Transpose.NO ? a.numRows : a.numCols;
        int k = transA == Transpose.NO ? a.numCols : a.numRows;
        int inner = transB == Transpose.NO ? b.numRows : b.numCols;
        int n = transB == Transpose.NO ? b.numCols : b.numRows;
        if (k != inner) {
            throw new IllegalArgumentException(
                    "op(A) is " + m + " × " + k + " and op(B) is " + inner + " × " + n + ": the inner sizes differ");
        }
        if (a.data == c.data || b.data == c.data) {
            throw new IllegalArgumentException("C must not be A or B: it is written while they are read; give a copy");
        }
        if (Double.isNaN(alpha) || Double.isNaN(beta)) {
            throw new IllegalArgumentException("alpha and beta must be numbers, got alpha " + alpha + ", beta " + beta);
        }
        fit(m, n, beta, c);
        if ((long) m * n * k < CROSSOVER) {
            byEjml(transA, transB, alpha, a, b, beta, c);
        } else {
            byBlas(engine(), transA, transB, alpha, a, b, beta, c);
        }
    }

    private static void fit(int m, int n, double beta, DMatrixRMaj c) {
        if (beta == 0) {
            c.reshape(m, n);
        } else if (c.numRows != m || c.numCols != n) {
            throw new IllegalArgumentException(
                    "C is " + c.numRows + " × " + c.numCols + ", the product " + m + " × " + n);
        }
    }

    static void byBlas(
            Blas blas,
            Transpose transA,
            Transpose transB,
            double alpha,
            DMatrixRMaj a,
            DMatrixRMaj b,
            double beta,
            DMatrixRMaj c) {
        int k = transA == Transpose.NO ? a.numCols : a.numRows;
        blas.dgemm(
                Order.ROW_MAJOR,
                transA,
                transB,
                c.numRows,
                c.numCols,
                k,
                alpha,
                Doubles.of(a.data),
                Math.max(1, a.numCols),
                Doubles.of(b.data),
                Math.max(1, b.numCols),
                beta,
                Doubles.of(c.data),
                Math.max(1, c.numCols));
    }

    static void byEjml(
            Transpose transA,
            Transpose transB,
            double alpha,
            DMatrixRMaj a,
            DMatrixRMaj b,
            double beta,
            DMatrixRMaj c) {
        if (beta == 0) {
            c.zero();
        } else if (beta != 1) {
            CommonOps_DDRM.scale(beta, c);
        }
        if (a.getNumElements() == 0 || b.getNumElements() == 0) {
            return;
        }
        if (transA == Transpose.NO && transB == Transpose.NO) {
            CommonOps_DDRM.multAdd(alpha, a, b, c);
        } else if (transA == Transpose.YES && transB == Transpose.NO) {
            CommonOps_DDRM.multAddTransA(alpha, a, b, c);
        } else if (transA == Transpose.NO) {
            CommonOps_DDRM.multAddTransB(alpha, a, b, c);
        } else {
            CommonOps_DDRM.multAddTransAB(alpha, a, b, c);
        }
    }

    /**
     * The engine that dense algebra uses: {@link Blas#best}.
     *
     * @throws ExitCodeException the user has asked for an engine that there is not; the message is for the user
     */
    public static Blas engine() {
        try {
            return Blas.best();
        } catch (IllegalArgumentException unknown) {
            throw new ExitCodeException(ExitCodeException.BAD_INPUT, unknown.getMessage(), unknown);
        } catch (IllegalStateException missing) {
            throw new ExitCodeException(ExitCodeException.ENVIRONMENT, missing.getMessage(), missing);
        }
    }
}
