package org.parhelion.blas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Matrices as rows of doubles, for what a test expects: the definitions, in plain loops. */
final class Dense {
    private Dense() {}

    static double[][] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, j -> random.nextDouble() - 0.5);
        }
        return matrix;
    }

    static double[][] op(Transpose trans, double[][] a) {
        return trans == Transpose.NO ? a : transposed(a);
    }

    static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    /** α a b + β c. */
    static double[][] product(double alpha, double[][] a, double[][] b, double beta, double[][] c) {
        double[][] result = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                double sum = 0;
                for (int l = 0; l < b.length; l++) {
                    sum += a[i][l] * b[l][j];
                }
                result[i][j] = alpha * sum + (beta == 0 ? 0 : beta * c[i][j]);
            }
        }
        return result;
    }

    static double[][] product(double[][] a, double[][] b) {
        return product(1, a, b, 0, null);
    }

    static double[][] symmetric(Triangle triangle, double[][] a) {
        double[][] s = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                s[i][j] = inTriangle(triangle, i, j) ? a[i][j] : a[j][i];
            }
        }
        return s;
    }

    static double[][] triangular(Triangle triangle, Diagonal diagonal, double[][] a) {
        double[][] t = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                t[i][j] = inTriangle(triangle, i, j) ? a[i][j] : 0;
            }
            t[i][i] = diagonal == Diagonal.UNIT ? 1 : a[i][i];
        }
        return t;
    }

    static boolean inTriangle(Triangle triangle, int i, int j) {
        return triangle == Triangle.UPPER ? i <= j : i >= j;
    }

    /** Stored with lines that are two elements longer than needed, from element 3 on; gaps hold NaN. */
    static Doubles stored(Order order, double[][] a, int ld, boolean direct) {
        int lines = order == Order.ROW_MAJOR ? a.length : a[0].length;
        int length = order == Order.ROW_MAJOR ? a[0].length : a.length;
        int needed = (lines - 1) * ld + length;
        Doubles storage = direct
                ? Doubles.of(ByteBuffer.allocateDirect((needed + 3) * Double.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asDoubleBuffer())
                : Doubles.of(new double[needed + 3]);
        for (int i = 0; i < needed + 3; i++) {
            storage.set(i, Double.NaN);
        }
        Doubles matrix = storage.from(3);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                matrix.set(index(order, i, j, ld), a[i][j]);
            }
        }
        return matrix;
    }

    static int index(Order order, int i, int j, int ld) {
        return order == Order.ROW_MAJOR ? i * ld + j : j * ld + i;
    }

    static double[][] read(Order order, int rows, int columns, Doubles storage, int ld) {
        double[][] a = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                a[i][j] = storage.get(index(order, i, j, ld));
            }
        }
        return a;
    }

    static double difference(double[][] a, double[][] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                double d = Math.abs(a[i][j] - b[i][j]);
                largest = d <= largest ? largest : d;
            }
        }
        return largest;
    }
}
