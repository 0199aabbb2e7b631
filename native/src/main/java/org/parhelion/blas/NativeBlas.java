package org.parhelion.blas;

import java.lang.ref.Reference;
import java.util.Optional;

/**
 * The BLAS of this site through JNI. Heap arrays are held in place while C works on them, direct buffers are passed by
 * address; nothing is copied.
 *
 * <p>A JVM that holds an array for C cannot collect garbage (with the serial and the parallel collector; G1 can from Java 22
 * on): whoever needs memory waits until the call ends. One rank to a JVM has nobody who would wait. Where ranks are threads
 * of one JVM ({@code parhelion.ranks.here} above 1), calls of level 3 on heap arrays are cut into slices of at most
 * {@link #SLICE} operations, between which a collection can take place. Measured at n = 4096 with OpenBLAS 0.3.21 on one core of an AMD EPYC (39 GF/s),
 * serial collector: the longest time that another thread's allocation took was 3.9 s without slices and 0.05 s with them.
 * They cost 1 % of the speed at n = 2048.
 *
 * <p>A slice is first a part of the inner dimension, of a multiple of 256: what OpenBLAS packs at once anyway, so that
 * nothing is read twice. Copying the operands to native memory instead would cost a tenth of the time at n = 1024.
 */
final class NativeBlas implements Blas {
    /** Operations (multiplications and additions) of a call that holds heap arrays while other ranks live in this JVM. */
    static final double SLICE = 2e9;

    /** Least part of a dimension that is still multiplied at full speed. */
    private static final int LEAST = 256;

    private final int threads;
    private final double slice;

    NativeBlas() {
        this(RanksHere.defaultThreads(), SLICE);
    }

    /** @param slice operations of a call beside other ranks in this JVM, on heap arrays */
    NativeBlas(int threads, double slice) {
        this.threads = NativeLibrary.facts().threads() ? threads : 1;
        this.slice = slice;
    }

    @Override
    public String name() {
        return "NativeBlas";
    }

    @Override
    public String description() {
        NativeLibrary.Facts facts = NativeLibrary.facts();
        return "NativeBlas (" + facts.name() + (facts.version().isEmpty() ? "" : " " + facts.version())
                + (facts.core().isEmpty() ? "" : " for " + facts.core()) + ", " + facts.file() + "), " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public Blas withThreads(int number) {
        return new NativeBlas(number, slice);
    }

    @Override
    public Optional<Lapack> lapack() {
        return NativeLibrary.facts().lapack() ? Optional.of(new NativeLapack(threads, slice)) : Optional.empty();
    }

    @Override
    public void dgemm(
            Order order,
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb,
            double beta,
            Doubles c,
            int ldc) {
        if (isLong(2.0 * m * n * k, a, b, c)) {
            if (k >= 2 * LEAST) {
                int half = half(k);
                Doubles restA = a.from(at(order, transA, 0, half, lda));
                Doubles restB = b.from(at(order, transB, half, 0, ldb));
                dgemm(order, transA, transB, m, n, half, alpha, a, lda, b, ldb, beta, c, ldc);
                dgemm(order, transA, transB, m, n, k - half, alpha, restA, lda, restB, ldb, 1, c, ldc);
                return;
            }
            if (n >= 2 * LEAST && n >= m) {
                int half = half(n);
                Doubles restB = b.from(at(order, transB, 0, half, ldb));
                Doubles restC = c.from(at(order, Transpose.NO, 0, half, ldc));
                dgemm(order, transA, transB, m, half, k, alpha, a, lda, b, ldb, beta, c, ldc);
                dgemm(order, transA, transB, m, n - half, k, alpha, a, lda, restB, ldb, beta, restC, ldc);
                return;
            }
            if (m >= 2 * LEAST) {
                int half = half(m);
                Doubles restA = a.from(at(order, transA, half, 0, lda));
                Doubles restC = c.from(at(order, Transpose.NO, half, 0, ldc));
                dgemm(order, transA, transB, half, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
                dgemm(order, transA, transB, m - half, n, k, alpha, restA, lda, b, ldb, beta, restC, ldc);
                return;
            }
        }
        NativeCalls.dgemm(
                threads,
                code(order),
                code(transA),
                code(transB),
                m,
                n,
                k,
                alpha,
                a.array(),
                a.place(),
                lda,
                b.array(),
                b.place(),
                ldb,
                beta,
                c.array(),
                c.place(),
                ldc);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
        Reference.reachabilityFence(c);
    }

    @Override
    public void sgemm(
            Order order,
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            float alpha,
            Floats a,
            int lda,
            Floats b,
            int ldb,
            float beta,
            Floats c,
            int ldc) {
        if (isLong(2.0 * m * n * k, a, b, c)) {
            if (k >= 2 * LEAST) {
                int half = half(k);
                Floats restA = a.from(at(order, transA, 0, half, lda));
                Floats restB = b.from(at(order, transB, half, 0, ldb));
                sgemm(order, transA, transB, m, n, half, alpha, a, lda, b, ldb, beta, c, ldc);
                sgemm(order, transA, transB, m, n, k - half, alpha, restA, lda, restB, ldb, 1, c, ldc);
                return;
            }
            if (n >= 2 * LEAST && n >= m) {
                int half = half(n);
                Floats restB = b.from(at(order, transB, 0, half, ldb));
                Floats restC = c.from(at(order, Transpose.NO, 0, half, ldc));
                sgemm(order, transA, transB, m, half, k, alpha, a, lda, b, ldb, beta, c, ldc);
                sgemm(order, transA, transB, m, n - half, k, alpha, a, lda, restB, ldb, beta, restC, ldc);
                return;
            }
            if (m >= 2 * LEAST) {
                int half = half(m);
                Floats restA = a.from(at(order, transA, half, 0, lda));
                Floats restC = c.from(at(order, Transpose.NO, half, 0, ldc));
                sgemm(order, transA, transB, half, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
                sgemm(order, transA, transB, m - half, n, k, alpha, restA, lda, b, ldb, beta, restC, ldc);
                return;
            }
        }
        NativeCalls.sgemm(
                threads,
                code(order),
                code(transA),
                code(transB),
                m,
                n,
                k,
                alpha,
                a.array(),
                a.place(),
                lda,
                b.array(),
                b.place(),
                ldb,
                beta,
                c.array(),
                c.place(),
                ldc);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
        Reference.reachabilityFence(c);
    }

    @Override
    public void dsymm(
            Order order,
            Side side,
            Triangle triangle,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb,
            double beta,
            Doubles c,
            int ldc) {
        boolean left = side == Side.LEFT;
        int free = left ? n : m;
        if (free >= 2 * LEAST && isLong(2.0 * m * n * (left ? m : n), a, b, c)) {
            int half = half(free);
            Doubles restB = b.from(at(order, Transpose.NO, left ? 0 : half, left ? half : 0, ldb));
            Doubles restC = c.from(at(order, Transpose.NO, left ? 0 : half, left ? half : 0, ldc));
            int rest = free - half;
            dsymm(order, side, triangle, left ? m : half, left ? half : n, alpha, a, lda, b, ldb, beta, c, ldc);
            dsymm(order, side, triangle, left ? m : rest, left ? rest : n, alpha, a, lda, restB, ldb, beta, restC, ldc);
            return;
        }
        NativeCalls.dsymm(
                threads,
                code(order),
                code(side),
                code(triangle),
                m,
                n,
                alpha,
                a.array(),
                a.place(),
                lda,
                b.array(),
                b.place(),
                ldb,
                beta,
                c.array(),
                c.place(),
                ldc);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
        Reference.reachabilityFence(c);
    }

    @Override
    public void dsyrk(
            Order order,
            Triangle triangle,
            Transpose trans,
            int n,
            int k,
            double alpha,
            Doubles a,
            int lda,
            double beta,
            Doubles c,
            int ldc) {
        if (k >= 2 * LEAST && isLong((double) n * n * k, a, c, c)) {
            int half = half(k);
            Doubles rest = a.from(at(order, trans, 0, half, lda));
            dsyrk(order, triangle, trans, n, half, alpha, a, lda, beta, c, ldc);
            dsyrk(order, triangle, trans, n, k - half, alpha, rest, lda, 1, c, ldc);
            return;
        }
        NativeCalls.dsyrk(
                threads,
                code(order),
                code(triangle),
                code(trans),
                n,
                k,
                alpha,
                a.array(),
                a.place(),
                lda,
                beta,
                c.array(),
                c.place(),
                ldc);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(c);
    }

    @Override
    public void dtrsm(
            Order order,
            Side side,
            Triangle triangle,
            Transpose transA,
            Diagonal diagonal,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb) {
        boolean left = side == Side.LEFT;
        int free = left ? n : m;
        if (free >= 2 * LEAST && isLong((double) m * n * (left ? m : n), a, b, b)) {
            int half = half(free);
            Doubles restB = b.from(at(order, Transpose.NO, left ? 0 : half, left ? half : 0, ldb));
            int rest = free - half;
            dtrsm(order, side, triangle, transA, diagonal, left ? m : half, left ? half : n, alpha, a, lda, b, ldb);
            dtrsm(order, side, triangle, transA, diagonal, left ? m : rest, left ? rest : n, alpha, a, lda, restB, ldb);
            return;
        }
        NativeCalls.dtrsm(
                threads,
                code(order),
                code(side),
                code(triangle),
                code(transA),
                code(diagonal),
                m,
                n,
                alpha,
                a.array(),
                a.place(),
                lda,
                b.array(),
                b.place(),
                ldb);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
    }

    @Override
    public void dtrmm(
            Order order,
            Side side,
            Triangle triangle,
            Transpose transA,
            Diagonal diagonal,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles b,
            int ldb) {
        boolean left = side == Side.LEFT;
        int free = left ? n : m;
        if (free >= 2 * LEAST && isLong((double) m * n * (left ? m : n), a, b, b)) {
            int half = half(free);
            Doubles restB = b.from(at(order, Transpose.NO, left ? 0 : half, left ? half : 0, ldb));
            int rest = free - half;
            dtrmm(order, side, triangle, transA, diagonal, left ? m : half, left ? half : n, alpha, a, lda, b, ldb);
            dtrmm(order, side, triangle, transA, diagonal, left ? m : rest, left ? rest : n, alpha, a, lda, restB, ldb);
            return;
        }
        NativeCalls.dtrmm(
                threads,
                code(order),
                code(side),
                code(triangle),
                code(transA),
                code(diagonal),
                m,
                n,
                alpha,
                a.array(),
                a.place(),
                lda,
                b.array(),
                b.place(),
                ldb);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(b);
    }

    @Override
    public void dgemv(
            Order order,
            Transpose trans,
            int m,
            int n,
            double alpha,
            Doubles a,
            int lda,
            Doubles x,
            int incX,
            double beta,
            Doubles y,
            int incY) {
        NativeCalls.dgemv(
                threads,
                code(order),
                code(trans),
                m,
                n,
                alpha,
                a.array(),
                a.place(),
                lda,
                x.array(),
                x.place(),
                incX,
                beta,
                y.array(),
                y.place(),
                incY);
        Reference.reachabilityFence(a);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
    }

    @Override
    public void dger(
            Order order, int m, int n, double alpha, Doubles x, int incX, Doubles y, int incY, Doubles a, int lda) {
        NativeCalls.dger(
                threads,
                code(order),
                m,
                n,
                alpha,
                x.array(),
                x.place(),
                incX,
                y.array(),
                y.place(),
                incY,
                a.array(),
                a.place(),
                lda);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
        Reference.reachabilityFence(a);
    }

    @Override
    public double ddot(int n, Doubles x, int incX, Doubles y, int incY) {
        double result = NativeCalls.ddot(threads, n, x.array(), x.place(), incX, y.array(), y.place(), incY);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
        return result;
    }

    @Override
    public void daxpy(int n, double alpha, Doubles x, int incX, Doubles y, int incY) {
        NativeCalls.daxpy(threads, n, alpha, x.array(), x.place(), incX, y.array(), y.place(), incY);
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(y);
    }

    @Override
    public double dnrm2(int n, Doubles x, int incX) {
        double result = NativeCalls.dnrm2(threads, n, x.array(), x.place(), incX);
        Reference.reachabilityFence(x);
        return result;
    }

    @Override
    public void dscal(int n, double alpha, Doubles x, int incX) {
        NativeCalls.dscal(threads, n, alpha, x.array(), x.place(), incX);
        Reference.reachabilityFence(x);
    }

    /** Whether the call would hold up collections that others wait for. */
    private boolean isLong(double operations, Doubles a, Doubles b, Doubles c) {
        return operations > slice && (a.isHeap() || b.isHeap() || c.isHeap()) && RanksHere.inThisJvm() > 1;
    }

    private boolean isLong(double operations, Floats a, Floats b, Floats c) {
        return operations > 2 * slice && (a.isHeap() || b.isHeap() || c.isHeap()) && RanksHere.inThisJvm() > 1;
    }

    /** About half of a dimension, in whole blocks. */
    private static int half(int dimension) {
        return (dimension / 2 + LEAST - 1) / LEAST * LEAST;
    }

    /** Where element (row, column) of op() lies. */
    private static int at(Order order, Transpose trans, int row, int column, int ld) {
        return (order == Order.ROW_MAJOR) == (trans == Transpose.NO) ? row * ld + column : row + column * ld;
    }

    private static int code(Order order) {
        return order == Order.ROW_MAJOR ? 101 : 102;
    }

    private static int code(Transpose trans) {
        return trans == Transpose.NO ? 111 : 112;
    }

    private static int code(Triangle triangle) {
        return triangle == Triangle.UPPER ? 121 : 122;
    }

    private static int code(Diagonal diagonal) {
        return diagonal == Diagonal.NON_UNIT ? 131 : 132;
    }

    private static int code(Side side) {
        return side == Side.LEFT ? 141 : 142;
    }
}
