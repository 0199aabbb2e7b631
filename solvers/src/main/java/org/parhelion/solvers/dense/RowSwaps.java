package org.parhelion.solvers.dense;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parhelion.mpi.Communicator;

/**
 * The row interchanges of one panel, applied to columns all at once. Every rank of a process column gets the new block row,
 * which all of them need for the update; the rows that leave it go to where the others came from. One message to each
 * rank, whatever the number of rows.
 */
final class RowSwaps {
    private final DistributedMatrix a;
    private final LuPanel panel;
    private final int owner;
    /** For each row of the block row: which rank had it, and where among the rows that this rank sends. */
    private final int[] sourceRank;

    private final int[] sourceIndex;
    /** How many rows each rank sends. */
    private final int[] counts;
    /** Local rows that this rank sends. */
    private final int[] sentRows;
    /** Local rows outside of the block row that this rank gets, and which rows of the old block row they get. */
    private final int[] filledRows;

    private final int[] filledFrom;
    private double[] sent = new double[0];
    private double[] received = new double[0];

    RowSwaps(DistributedMatrix a, LuPanel panel) {
        this.a = a;
        this.panel = panel;
        int first = panel.first();
        int width = panel.width();
        BlockCyclic rows = a.rowMap();
        int me = a.grid().myRow();
        owner = rows.owner(first);
        Map<Integer, Integer> content = contents(first, panel.pivots());
        counts = new int[a.grid().rows()];
        counts[owner] = width;
        sourceRank = new int[width];
        sourceIndex = new int[width];
        int[] mine = new int[2 * width];
        int sending = 0;
        if (owner == me) {
            for (; sending < width; sending++) {
                mine[sending] = panel.top() + sending;
            }
        }
        for (int i = 0; i < width; i++) {
            int source = content.getOrDefault(first + i, first + i);
            boolean inside = source < first + width;
            sourceRank[i] = rows.owner(source);
            sourceIndex[i] = inside ? source - first : counts[sourceRank[i]]++;
            if (!inside && sourceRank[i] == me) {
                mine[sending++] = rows.local(source);
            }
        }
        sentRows = Arrays.copyOf(mine, sending);
        int[] outside = content.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(row -> row >= first + width && rows.owner(row) == me)
                .toArray();
        filledRows = Arrays.stream(outside).map(rows::local).toArray();
        filledFrom = Arrays.stream(outside).map(row -> content.get(row) - first).toArray();
    }

    /** Which row's numbers each touched row has in the end. */
    private static Map<Integer, Integer> contents(int first, int[] pivots) {
        Map<Integer, Integer> content = new LinkedHashMap<>();
        for (int i = 0; i < pivots.length; i++) {
            int up = content.getOrDefault(pivots[i], pivots[i]);
            content.put(pivots[i], content.getOrDefault(first + i, first + i));
            content.put(first + i, up);
        }
        return content;
    }

    /** Swaps rows in local columns; by all ranks of the process column. */
    void apply(int fromColumn, int toColumn) {
        if (a.grid().rows() == 1) {
            swapInPlace(fromColumn, toColumn);
        } else if (toColumn > fromColumn) {
            double[] upper = new double[panel.width() * (toColumn - fromColumn)];
            exchange(fromColumn, toColumn, upper);
            if (panel.hasBlockRow()) {
                store(upper, fromColumn, toColumn);
            }
        }
    }

    /** Puts a block row into its place. */
    void store(double[] upper, int fromColumn, int toColumn) {
        int width = panel.width();
        for (int c = fromColumn; c < toColumn; c++) {
            System.arraycopy(upper, (c - fromColumn) * width, a.local(), panel.top() + c * a.localRows(), width);
        }
    }

    private void swapInPlace(int fromColumn, int toColumn) {
        double[] local = a.local();
        int[] pivots = panel.pivots();
        for (int c = fromColumn; c < toColumn; c++) {
            int column = c * a.localRows();
            int row = column + panel.first();
            for (int i = 0; i < pivots.length; i++) {
                double kept = local[row + i];
                local[row + i] = local[column + pivots[i]];
                local[column + pivots[i]] = kept;
            }
        }
    }

    /**
     * Swaps rows outside of the block row in place and gives the new block row to all ranks of the process column.
     *
     * @param upper the new block row out, column-major with leading dimension of the panel's width
     */
    void exchange(int fromColumn, int toColumn, double[] upper) {
        int columns = toColumn - fromColumn;
        Communicator group = a.grid().column();
        double[] local = a.local();
        if (sent.length != sentRows.length * columns) {
            sent = new double[sentRows.length * columns];
        }
        for (int c = 0; c < columns; c++) {
            int column = (fromColumn + c) * a.localRows();
            for (int i = 0; i < sentRows.length; i++) {
                sent[c * sentRows.length + i] = local[column + sentRows[i]];
            }
        }
        int[] lengths = Arrays.stream(counts).map(count -> count * columns).toArray();
        int total = Arrays.stream(lengths).sum();
        if (received.length != total) {
            received = new double[total];
        }
        group.allGatherv(sent, received, lengths);
        int[] starts = new int[counts.length];
        for (int r = 1; r < counts.length; r++) {
            starts[r] = starts[r - 1] + lengths[r - 1];
        }
        unpack(starts, fromColumn, columns, upper);
    }

    private void unpack(int[] starts, int fromColumn, int columns, double[] upper) {
        int width = panel.width();
        double[] local = a.local();
        for (int c = 0; c < columns; c++) {
            for (int i = 0; i < width; i++) {
                int rank = sourceRank[i];
                upper[c * width + i] = received[starts[rank] + c * counts[rank] + sourceIndex[i]];
            }
            int column = (fromColumn + c) * a.localRows();
            int old = starts[owner] + c * counts[owner];
            for (int i = 0; i < filledRows.length; i++) {
                local[column + filledRows[i]] = received[old + filledFrom[i]];
            }
        }
    }
}
