package org.parhelion.blas;

/**
 * The LAPACK of this site through JNI. Where ranks are threads of one JVM, matrices of the heap are copied to native memory
 * and back for long calls: unlike those of {@link NativeBlas} they cannot be cut, and nobody could collect garbage while
 * LAPACK holds an array.
 */
final class NativeLapack implements Lapack {
    private final int threads;
    private final double limit;

    /** @param limit operations above which a call beside other ranks works on copies */
    NativeLapack(int threads, double limit) {
        this.threads = threads;
        this.limit = limit;
    }

    private HeldMatrix hold(Doubles matrix, int rows, int columns, int ld, double operations) {
        return new HeldMatrix(matrix, rows, columns, ld, operations > limit && RanksHere.inThisJvm() > 1);
    }

    @Override
    public int dgetrf(int m, int n, Doubles a, int lda, int[] pivots) {
        int k = Math.min(m, n);
        int[] fromOne = new int[k];
        int info;
        try (HeldMatrix ofA = hold(a, m, n, lda, 2.0 * m * n * k)) {
            info = NativeCalls.dgetrf(threads, m, n, ofA.array(), ofA.place(), ofA.ld(), fromOne);
            ofA.written(info);
        }
        for (int i = 0; i < k; i++) {
            pivots[i] = fromOne[i] - 1;
        }
        return info;
    }

    @Override
    public void dgetrs(Transpose trans, int n, int columns, Doubles a, int lda, int[] pivots, Doubles b, int ldb) {
        int[] fromOne = new int[n];
        for (int i = 0; i < n; i++) {
            fromOne[i] = pivots[i] + 1;
        }
        double operations = 2.0 * n * n * columns;
        char letter = trans == Transpose.NO ? 'N' : 'T';
        try (HeldMatrix ofA = hold(a, n, n, lda, operations);
                HeldMatrix ofB = hold(b, n, columns, ldb, operations)) {
            ofB.written(NativeCalls.dgetrs(
                    threads,
                    letter,
                    n,
                    columns,
                    ofA.array(),
                    ofA.place(),
                    ofA.ld(),
                    fromOne,
                    ofB.array(),
                    ofB.place(),
                    ofB.ld()));
        }
    }

    @Override
    public int dpotrf(Triangle triangle, int n, Doubles a, int lda) {
        try (HeldMatrix ofA = hold(a, n, n, lda, (double) n * n * n / 3)) {
            return ofA.written(NativeCalls.dpotrf(threads, letter(triangle), n, ofA.array(), ofA.place(), ofA.ld()));
        }
    }

    @Override
    public void dpotrs(Triangle triangle, int n, int columns, Doubles a, int lda, Doubles b, int ldb) {
        double operations = 2.0 * n * n * columns;
        try (HeldMatrix ofA = hold(a, n, n, lda, operations);
                HeldMatrix ofB = hold(b, n, columns, ldb, operations)) {
            ofB.written(NativeCalls.dpotrs(
                    threads,
                    letter(triangle),
                    n,
                    columns,
                    ofA.array(),
                    ofA.place(),
                    ofA.ld(),
                    ofB.array(),
                    ofB.place(),
                    ofB.ld()));
        }
    }

    @Override
    public void dgeqrf(int m, int n, Doubles a, int lda, double[] tau) {
        int k = Math.min(m, n);
        double operations = 2.0 * m * n * k;
        try (HeldMatrix ofA = hold(a, m, n, lda, operations);
                HeldMatrix factors = hold(Doubles.of(tau), k, 1, k, operations)) {
            ofA.written(NativeCalls.dgeqrf(
                    threads, m, n, ofA.array(), ofA.place(), ofA.ld(), factors.array(), factors.place()));
            factors.written(0);
        }
    }

    @Override
    public int dsyev(boolean vectors, Triangle triangle, int n, Doubles a, int lda, double[] eigenvalues) {
        double operations = (vectors ? 9.0 : 4.0 / 3) * n * n * n;
        char job = vectors ? 'V' : 'N';
        try (HeldMatrix ofA = hold(a, n, n, lda, operations);
                HeldMatrix values = hold(Doubles.of(eigenvalues), n, 1, n, operations)) {
            int info = NativeCalls.dsyev(
                    threads,
                    job,
                    letter(triangle),
                    n,
                    ofA.array(),
                    ofA.place(),
                    ofA.ld(),
                    values.array(),
                    values.place());
            values.written(info);
            return ofA.written(info);
        }
    }

    @Override
    public int dgesvd(
            int m, int n, Doubles a, int lda, double[] singularValues, Doubles u, int ldu, Doubles vt, int ldvt) {
        int k = Math.min(m, n);
        boolean vectors = u != null;
        double operations = (vectors ? 14.0 : 4.0) * m * n * k;
        // without vectors LAPACK does not look at them, but wants leading dimensions above 0
        Doubles none = Doubles.of(new double[1]);
        try (HeldMatrix ofA = hold(a, m, n, lda, operations);
                HeldMatrix values = hold(Doubles.of(singularValues), k, 1, k, operations);
                HeldMatrix left = vectors ? hold(u, m, k, ldu, operations) : hold(none, 1, 1, 1, 0);
                HeldMatrix right = vectors ? hold(vt, k, n, ldvt, operations) : hold(none, 1, 1, 1, 0)) {
            int info = NativeCalls.dgesvd(
                    threads,
                    vectors ? 'S' : 'N',
                    m,
                    n,
                    ofA.array(),
                    ofA.place(),
                    ofA.ld(),
                    values.array(),
                    values.place(),
                    left.array(),
                    left.place(),
                    left.ld(),
                    right.array(),
                    right.place(),
                    right.ld());
            values.written(info);
            left.written(info);
            right.written(info);
            return ofA.written(info);
        }
    }

    private static char letter(Triangle triangle) {
        return triangle == Triangle.UPPER ? 'U' : 'L';
    }
}
