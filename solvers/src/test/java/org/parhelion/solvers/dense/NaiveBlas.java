package org.parhelion.solvers.dense;

import java.lang.reflect.Proxy;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;

/** An engine that knows dgemm only, by its definition: the reference twin, which works on every machine. */
final class NaiveBlas {
    private NaiveBlas() {}

    static Blas engine() {
        return (Blas) Proxy.newProxyInstance(
                NaiveBlas.class.getClassLoader(), new Class<?>[] {Blas.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("dgemm")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    dgemm(arguments);
                    return null;
                });
    }

    private static void dgemm(Object[] with) {
        boolean rowMajor = with[0] == Order.ROW_MAJOR;
        int k = (int) with[5];
        double alpha = (double) with[6];
        Matrix a = new Matrix((Doubles) with[7], (int) with[8], rowMajor == (with[1] == Transpose.NO));
        Matrix b = new Matrix((Doubles) with[9], (int) with[10], rowMajor == (with[2] == Transpose.NO));
        double beta = (double) with[11];
        Matrix c = new Matrix((Doubles) with[12], (int) with[13], rowMajor);
        for (int i = 0; i < (int) with[3]; i++) {
            for (int j = 0; j < (int) with[4]; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += a.at(i, l) * b.at(l, j);
                }
                c.set(i, j, alpha * sum + (beta == 0 ? 0 : beta * c.at(i, j)));
            }
        }
    }

    private record Matrix(Doubles values, int leading, boolean byRows) {
        private int place(int i, int j) {
            return byRows ? i * leading + j : i + j * leading;
        }

        double at(int i, int j) {
            return values.get(place(i, j));
        }

        void set(int i, int j, double value) {
            values.set(place(i, j), value);
        }
    }
}
