package org.parhelion.solvers.dense;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Matrices for tests. */
final class Samples {
    private Samples() {}

    /** Uniform in −1 to 1, the same on all ranks. */
    static double[][] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] a = new double[rows][columns];
        for (double[] row : a) {
            Arrays.setAll(row, j -> 2 * random.nextDouble() - 1);
        }
        return a;
    }

    static DistributedMatrix deal(ProcessGrid grid, double[][] a, int columns, int block) {
        return DistributedMatrix.zeros(grid, a.length, columns, block).fill((i, j) -> a[i][j]);
    }

    /** The whole matrix on every rank. */
    static double[][] whole(DistributedMatrix matrix) {
        double[] values = Replicated.columns(matrix, 0, matrix.columns());
        double[][] whole = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                whole[i][j] = values[i + j * matrix.rows()];
            }
        }
        return whole;
    }

    /**
     * A sparse matrix of the Matrix Market of this package's resources (SuiteSparse Matrix Collection, Davis and Hu,
     * ACM TOMS 38, 2011; CC BY 4.0), written out densely.
     */
    static double[][] market(String name) {
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(Samples.class.getResourceAsStream(name + ".mtx"), StandardCharsets.UTF_8))) {
            String header = text.readLine();
            String line = text.readLine();
            while (line.startsWith("%")) {
                line = text.readLine();
            }
            String[] sizes = line.strip().split("\\s+", -1);
            double[][] a = new double[Integer.parseInt(sizes[0])][Integer.parseInt(sizes[1])];
            for (line = text.readLine(); line != null && !line.isBlank(); line = text.readLine()) {
                String[] words = line.strip().split("\\s+", -1);
                int i = Integer.parseInt(words[0]) - 1;
                int j = Integer.parseInt(words[1]) - 1;
                a[i][j] = words.length > 2 ? Double.parseDouble(words[2]) : 1;
                if (header.contains("symmetric")) {
                    a[j][i] = a[i][j];
                }
            }
            return a;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
