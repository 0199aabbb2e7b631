package org.parhelion.solvers.dense;

import java.util.List;

/** Transposes a distributed matrix into another one, some columns at a time. */
final class Turning {
    private final DistributedMatrix from;
    private final DistributedMatrix to;
    private final ProcessGrid grid;

    /**
     * @param from m×n
     * @param to n×m, on the same grid
     */
    Turning(DistributedMatrix from, DistributedMatrix to) {
        this.from = from;
        this.to = to;
        grid = from.grid();
    }

    void run() {
        int width = Rectangle.linesAtOnce(from.rows());
        for (int column = 0; column < from.columns(); column += width) {
            turn(column, Math.min(from.columns(), column + width));
        }
    }

    private void turn(int column, int columnEnd) {
        List<BlockCyclic.Run> rows = from.rowMap().runs(to.columnMap());
        List<BlockCyclic.Run> columns = from.columnMap().runs(to.rowMap()).stream()
                .filter(run -> run.start() < columnEnd && run.start() + run.length() > column)
                .map(run -> clip(run, column, columnEnd))
                .toList();
        int ranks = grid.world().size();
        int[] sendCounts = new int[ranks];
        int[] receiveCounts = new int[ranks];
        for (int rank = 0; rank < ranks; rank++) {
            int row = rank / grid.columns();
            int place = rank % grid.columns();
            sendCounts[rank] = count(rows, grid.myRow(), place) * count(columns, grid.myColumn(), row);
            receiveCounts[rank] = count(rows, row, grid.myColumn()) * count(columns, place, grid.myRow());
        }
        double[] sent = new double[sum(sendCounts)];
        double[] received = new double[sum(receiveCounts)];
        int at = 0;
        for (int rank = 0; rank < ranks; rank++) {
            at = pack(rows, columns, rank, sent, at);
        }
        grid.world().allToAllv(sent, sendCounts, received, receiveCounts);
        at = 0;
        for (int rank = 0; rank < ranks; rank++) {
            at = unpack(rows, columns, rank, received, at);
        }
    }

    private static BlockCyclic.Run clip(BlockCyclic.Run run, int from, int end) {
        int start = Math.max(run.start(), from);
        int length = Math.min(run.start() + run.length(), end) - start;
        return new BlockCyclic.Run(start, length, run.owner(), run.otherOwner());
    }

    private static int count(List<BlockCyclic.Run> runs, int owner, int otherOwner) {
        int count = 0;
        for (BlockCyclic.Run run : runs) {
            count += run.owner() == owner && run.otherOwner() == otherOwner ? run.length() : 0;
        }
        return count;
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum = Math.addExact(sum, count);
        }
        return sum;
    }

    private int pack(List<BlockCyclic.Run> rows, List<BlockCyclic.Run> columns, int rank, double[] sent, int start) {
        int at = start;
        for (BlockCyclic.Run some : columns) {
            boolean mine = some.owner() == grid.myColumn() && some.otherOwner() == rank / grid.columns();
            for (int j = 0; mine && j < some.length(); j++) {
                int column = (from.columnMap().local(some.start()) + j) * from.localRows();
                for (BlockCyclic.Run run : rows) {
                    if (run.owner() == grid.myRow() && run.otherOwner() == rank % grid.columns()) {
                        int row = from.rowMap().local(run.start());
                        System.arraycopy(from.local(), column + row, sent, at, run.length());
                        at += run.length();
                    }
                }
            }
        }
        return at;
    }

    private int unpack(
            List<BlockCyclic.Run> rows, List<BlockCyclic.Run> columns, int rank, double[] received, int start) {
        int at = start;
        for (BlockCyclic.Run some : columns) {
            boolean mine = some.owner() == rank % grid.columns() && some.otherOwner() == grid.myRow();
            for (int j = 0; mine && j < some.length(); j++) {
                int row = to.rowMap().local(some.start()) + j;
                for (BlockCyclic.Run run : rows) {
                    if (run.owner() == rank / grid.columns() && run.otherOwner() == grid.myColumn()) {
                        int column = to.columnMap().local(run.start());
                        for (int i = 0; i < run.length(); i++) {
                            to.local()[row + (column + i) * to.localRows()] = received[at++];
                        }
                    }
                }
            }
        }
        return at;
    }
}
