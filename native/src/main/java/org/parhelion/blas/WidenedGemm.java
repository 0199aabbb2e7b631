package org.parhelion.blas;

/** sgemm for engines that only have dgemm: compact copies in double precision, multiplied, rounded back. */
final class WidenedGemm {
    private WidenedGemm() {}

    static void sgemm(
            Blas engine,
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
        int innerA = transA == Transpose.NO ? k : m;
        int innerB = transB == Transpose.NO ? n : k;
        boolean rows = order == Order.ROW_MAJOR;
        int lengthA = rows ? innerA : m + k - innerA;
        int lengthB = rows ? innerB : n + k - innerB;
        int lengthC = rows ? n : m;
        double[] wideA = widen(a, m + k - lengthA, lengthA, lda);
        double[] wideB = widen(b, n + k - lengthB, lengthB, ldb);
        double[] wideC = beta == 0 ? new double[m * n] : widen(c, m + n - lengthC, lengthC, ldc);
        engine.dgemm(
                order,
                transA,
                transB,
                m,
                n,
                k,
                alpha,
                Doubles.of(wideA),
                Math.max(1, lengthA),
                Doubles.of(wideB),
                Math.max(1, lengthB),
                beta,
                Doubles.of(wideC),
                Math.max(1, lengthC));
        for (int line = 0; line < m + n - lengthC; line++) {
            for (int i = 0; i < lengthC; i++) {
                c.set(line * ldc + i, (float) wideC[line * lengthC + i]);
            }
        }
    }

    private static double[] widen(Floats from, int lines, int length, int ld) {
        double[] wide = new double[Math.multiplyExact(lines, length)];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                wide[line * length + i] = from.get(line * ld + i);
            }
        }
        return wide;
    }
}
