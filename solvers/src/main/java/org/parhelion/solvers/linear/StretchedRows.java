package org.parhelion.solvers.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Consecutive rows whose elements lie at the same distances from the diagonal, as difference formulas on a grid make them:
 * computed several at a time, without their column numbers, which are a third of the memory that a row costs. Values are kept a
 * second time, in the order in which they are met: of a block of rows all first ones, then all second ones, and so on.
 *
 * <p>Every row is summed in the order of its elements, as {@link RowLoop} does it: the same bits.
 */
final class StretchedRows {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Rows computed at a time; shorter stretches are not kept. */
    static final int BLOCK = 2 * LANES;

    /** The part of the elements from which on a copy of their values is worth its memory. */
    private static final double LEAST_PART = 0.75;

    /** Ascending: first row of each stretch, the row after its last one, and where its distances and their end are. */
    private final int[] from;

    private final int[] to;
    private final int[] distancesFrom;
    private final int[] distancesTo;
    /** Where the values of each stretch begin. */
    private final int[] valuesFrom;

    private final int[] distances;
    private final double[] values;

    /**
     * The stretches of some rows.
     *
     * @param runs first rows of runs of consecutive rows, and the rows after their last ones, in turn
     * @return null where too few rows lie in stretches
     */
    static StretchedRows of(LocalRows a, int[] runs) {
        List<int[]> stretches = new ArrayList<>();
        long entries = 0;
        long inStretches = 0;
        long stored = 0;
        for (int run = 0; run < runs.length; run += 2) {
            entries += a.start[runs[run + 1]] - a.start[runs[run]];
            for (int first = runs[run]; first < runs[run + 1]; ) {
                int end = endOfStretch(a, first, Math.min(runs[run + 1], first + RowLoop.PIECE));
                int length = a.start[first + 1] - a.start[first];
                if (end - first >= BLOCK && length > 0) {
                    stretches.add(new int[] {first, end});
                    inStretches += (long) (end - first) * length;
                    stored += (long) blocks(end - first) * BLOCK * length;
                }
                first = end;
            }
        }
        boolean worth = inStretches >= LEAST_PART * entries && stored > 0 && stored <= Integer.MAX_VALUE - 8;
        return worth ? new StretchedRows(a, stretches, (int) stored) : null;
    }

    /** The first row that has not as many elements as the first one, or not at the same distances. */
    private static int endOfStretch(LocalRows a, int first, int limit) {
        int length = a.start[first + 1] - a.start[first];
        int row = first + 1;
        while (row < limit && a.start[row + 1] - a.start[row] == length && isShifted(a, row, length)) {
            row++;
        }
        return row;
    }

    /** Whether a row has its elements one column after those of the row before. */
    private static boolean isShifted(LocalRows a, int row, int length) {
        int at = a.start[row];
        for (int k = at; k < at + length; k++) {
            if (a.columns[k] != a.columns[k - length] + 1) {
                return false;
            }
        }
        return true;
    }

    private static int blocks(int rows) {
        return (rows + BLOCK - 1) / BLOCK;
    }

    private StretchedRows(LocalRows a, List<int[]> stretches, int stored) {
        int count = stretches.size();
        from = new int[count];
        to = new int[count];
        distancesFrom = new int[count];
        distancesTo = new int[count];
        valuesFrom = new int[count];
        values = new double[stored];
        Distances known = new Distances();
        int at = 0;
        for (int n = 0; n < count; n++) {
            from[n] = stretches.get(n)[0];
            to[n] = stretches.get(n)[1];
            int length = a.start[from[n] + 1] - a.start[from[n]];
            distancesFrom[n] = known.place(a, from[n], length);
            distancesTo[n] = distancesFrom[n] + length;
            valuesFrom[n] = at;
            at = copy(a, n, length, at);
        }
        distances = known.all();
    }

    /** The last block begins earlier, so that it is a whole one. */
    private int copy(LocalRows a, int stretch, int length, int begin) {
        int at = begin;
        for (int block = from[stretch]; block < to[stretch]; block += BLOCK) {
            int row = Math.min(block, to[stretch] - BLOCK);
            for (int k = 0; k < length; k++) {
                for (int n = 0; n < BLOCK; n++) {
                    values[at++] = a.values[a.start[row + n] + k];
                }
            }
        }
        return at;
    }

    /** The first stretch from {@code first} on that ends after a row. */
    int endWithin(int first, int row) {
        int end = first;
        while (end < to.length && to[end] <= row) {
            end++;
        }
        return end;
    }

    /** The last place up to a row that is not inside of stretch {@code next}, the first one to end after that row. */
    int withoutCutting(int next, int row) {
        return next < from.length ? Math.min(row, from[next]) : row;
    }

    int from(int stretch) {
        return from[stretch];
    }

    int to(int stretch) {
        return to[stretch];
    }

    /** y ← A x in the rows of a stretch. */
    void run(int stretch, double[] x, double[] y) {
        run(
                from[stretch],
                to[stretch],
                distances,
                distancesFrom[stretch],
                distancesTo[stretch],
                values,
                valuesFrom[stretch],
                x,
                y);
    }

    private static void run(
            int from, int to, int[] distances, int first, int end, double[] values, int begin, double[] x, double[] y) {
        int k = begin;
        for (int block = from; block < to; block += BLOCK) {
            int row = Math.min(block, to - BLOCK);
            DoubleVector low = DoubleVector.zero(SPECIES);
            DoubleVector high = DoubleVector.zero(SPECIES);
            for (int d = first; d < end; d++) {
                int column = row + distances[d];
                low = low.add(
                        DoubleVector.fromArray(SPECIES, values, k).mul(DoubleVector.fromArray(SPECIES, x, column)));
                high = high.add(DoubleVector.fromArray(SPECIES, values, k + LANES)
                        .mul(DoubleVector.fromArray(SPECIES, x, column + LANES)));
                k += BLOCK;
            }
            low.intoArray(y, row);
            high.intoArray(y, row + LANES);
        }
    }

    /** Distances of columns from their rows, those of alike stretches once, so that they stay in cache. */
    private static final class Distances {
        private final Map<List<Integer>, Integer> places = new HashMap<>();
        private int[] all = new int[64];
        private int count;

        int place(LocalRows a, int row, int length) {
            List<Integer> wanted = new ArrayList<>(length);
            for (int k = a.start[row]; k < a.start[row + 1]; k++) {
                wanted.add(a.columns[k] - row);
            }
            return places.computeIfAbsent(wanted, this::append);
        }

        private int append(List<Integer> wanted) {
            int place = count;
            if (count + wanted.size() > all.length) {
                all = Arrays.copyOf(all, Math.max(2 * all.length, count + wanted.size()));
            }
            for (int distance : wanted) {
                all[count++] = distance;
            }
            return place;
        }

        int[] all() {
            return Arrays.copyOf(all, count);
        }
    }
}
