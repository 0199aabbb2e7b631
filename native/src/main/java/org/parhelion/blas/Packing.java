package org.parhelion.blas;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/** Copies blocks into the panels that {@link GemmKernel} reads from end to end. */
final class Packing {
    private static final int LANES = GemmKernel.SPECIES.length();

    private Packing() {}

    static void panels(Strided from, int across, int depth, int width, double[] to) {
        panels(from, across, depth, width, to, 0);
    }

    /**
     * Cuts across × depth elements of a heap matrix into panels of {@code width} rows; in a panel the elements of one column lie
     * side by side. The last panel is filled up with zeros.
     */
    static void panels(Strided from, int across, int depth, int width, double[] to, int start) {
        int at = start;
        for (int i = 0; i < across; i += width) {
            int rows = Math.min(width, across - i);
            if (rows < width) {
                Arrays.fill(to, at, at + width * depth, 0);
            }
            int first = from.index(i, 0);
            if (from.rowStride() != 1) {
                for (int row = 0; row < rows; row++) {
                    spread(
                            from.array(),
                            first + row * from.rowStride(),
                            from.columnStride(),
                            depth,
                            to,
                            at + row,
                            width);
                }
            } else if (rows == 2 * LANES) {
                pairs(from.array(), first, from.columnStride(), depth, to, at);
            } else {
                groups(from.array(), first, from.columnStride(), depth, rows, to, at, width);
            }
            at += width * depth;
        }
    }

    private static void spread(double[] from, int first, int stride, int depth, double[] to, int at, int width) {
        for (int p = 0; p < depth; p++) {
            to[at + p * width] = from[first + p * stride];
        }
    }

    private static void pairs(double[] from, int first, int stride, int depth, double[] to, int at) {
        for (int p = 0; p < depth; p++) {
            int source = first + p * stride;
            int target = at + p * (2 * LANES);
            DoubleVector.fromArray(GemmKernel.SPECIES, from, source).intoArray(to, target);
            DoubleVector.fromArray(GemmKernel.SPECIES, from, source + LANES).intoArray(to, target + LANES);
        }
    }

    private static void groups(
            double[] from, int first, int stride, int depth, int rows, double[] to, int at, int width) {
        for (int p = 0; p < depth; p++) {
            for (int row = 0; row < rows; row++) {
                to[at + p * width + row] = from[first + p * stride + row];
            }
        }
    }
}
