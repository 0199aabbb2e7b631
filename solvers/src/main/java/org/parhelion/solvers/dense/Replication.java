package org.parhelion.solvers.dense;

import java.nio.DoubleBuffer;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * A process grid cut into layers that each hold whole matrices: the 2.5-D layout (Solomonik and Demmel, “Communication-optimal
 * parallel 2.5D matrix multiplication”, Euro-Par 2011). Boxes of {@code down} × {@code across} neighbouring processes share
 * what they have; the ranks at the same place in all boxes are a layer, a grid with blocks that many times larger.
 * To be closed, as it has communicators of its own; making one is collective.
 */
final class Replication implements AutoCloseable {
    /** Elements of a message [1]. */
    private static final int PIECE = 1 << 18;

    private final ProcessGrid grid;
    private final int down;
    private final int across;
    private final Communicator box;
    private final Layer layer;
    private final DoubleBuffer sent = Panels.direct(PIECE);
    private final DoubleBuffer received = Panels.direct(PIECE);

    private Replication(ProcessGrid grid, int down, int across) {
        this.grid = grid;
        this.down = down;
        this.across = across;
        int row = grid.myRow() / down;
        int column = grid.myColumn() / across;
        int columns = grid.columns() / across;
        box = grid.world().split(row * columns + column, place()).orElseThrow();
        layer = new Layer(
                grid.world().split(place() * (grid.rows() / down) + row, column).orElseThrow(),
                grid.world().split(place() * columns + column, row).orElseThrow());
    }

    /** So many layers, of which each is as square as the grid allows. */
    static Replication of(ProcessGrid grid, int copies) {
        int down = down(grid, copies);
        if (down == 0) {
            throw new IllegalArgumentException(
                    "replication " + copies + " does not divide a grid of " + grid.rows() + " × " + grid.columns()
                            + " processes into layers; it must be a divisor of the rows times one of the columns");
        }
        return new Replication(grid, down, copies / down);
    }

    /** Rows of a box; 0 if the grid cannot be cut so. */
    static int down(ProcessGrid grid, int copies) {
        int best = 0;
        for (int down = 1; down <= copies; down++) {
            int across = copies / down;
            if (down * across == copies && grid.rows() % down == 0 && grid.columns() % across == 0) {
                boolean squarer = best == 0
                        || Math.abs(grid.rows() / down - grid.columns() / across)
                                < Math.abs(grid.rows() / best - grid.columns() / (copies / best));
                best = squarer ? down : best;
            }
        }
        return best;
    }

    /** This rank's place in its box, which is also the number of its layer. */
    int place() {
        return grid.myRow() % down * across + grid.myColumn() % across;
    }

    Layer layer() {
        return layer;
    }

    /** This rank's part of a matrix in its layer: of zeros. */
    Part zeros(DistributedMatrix matrix) {
        BlockCyclic rows = new BlockCyclic(matrix.rows(), coarse(matrix, down), grid.rows() / down);
        BlockCyclic columns = new BlockCyclic(matrix.columns(), coarse(matrix, across), grid.columns() / across);
        int height = rows.count(layer.myRow());
        int length = DistributedMatrix.storage(height, columns.count(layer.myColumn()));
        return new Part(new double[length], rows, columns, Math.max(1, height));
    }

    private static int coarse(DistributedMatrix matrix, int factor) {
        return (int) Math.min(Integer.MAX_VALUE, (long) matrix.block() * factor);
    }

    /** This rank's part of a matrix in its layer: what all ranks of the box have. */
    Part replicate(DistributedMatrix matrix) {
        Part part = zeros(matrix);
        for (int member = 0; member < box.size(); member++) {
            new Member(matrix, part, member).broadcast();
        }
        return part;
    }

    /** C ← sum over the layers + β C. */
    void reduce(Part part, double beta, DistributedMatrix c) {
        for (int member = 0; member < box.size(); member++) {
            new Member(c, part, member).reduce(beta);
        }
    }

    @Override
    public void close() {
        layer.column().close();
        layer.row().close();
        box.close();
    }

    /** What one rank of the box has of a matrix, within the layer's part. */
    private final class Member {
        private final double[] own;
        private final Part part;
        private final int member;
        private final List<BlockCyclic.Run> rows;
        private final BlockCyclic columnMap;
        private final int column;
        private final int height;
        private final int width;

        Member(DistributedMatrix matrix, Part part, int member) {
            this.part = part;
            this.member = member;
            own = matrix.local();
            int row = grid.myRow() / down * down + member / across;
            column = grid.myColumn() / across * across + member % across;
            columnMap = matrix.columnMap();
            rows = matrix.rowMap().runs(part.rows()).stream()
                    .filter(run -> matrix.rowMap().owner(run.start()) == row)
                    .toList();
            height = matrix.rowMap().count(row);
            width = columnMap.count(column);
        }

        private int columnsToAMessage() {
            return Math.max(1, PIECE / Math.max(1, height));
        }

        /** A message holds whole columns unless a single one is too long. */
        private DoubleBuffer room(DoubleBuffer buffer, int length) {
            return length <= buffer.capacity() ? buffer.limit(length) : Panels.direct(length);
        }

        void broadcast() {
            for (int from = 0; from < width && height > 0; from += columnsToAMessage()) {
                int to = Math.min(width, from + columnsToAMessage());
                DoubleBuffer message = room(sent, (to - from) * height);
                if (box.rank() == member) {
                    message.put(0, own, from * height, (to - from) * height);
                }
                box.broadcast(message, member);
                copy(message, from, to, true);
            }
        }

        void reduce(double beta) {
            for (int from = 0; from < width && height > 0; from += columnsToAMessage()) {
                int to = Math.min(width, from + columnsToAMessage());
                DoubleBuffer message = room(sent, (to - from) * height);
                DoubleBuffer sum = room(received, (to - from) * height);
                copy(message, from, to, false);
                box.reduce(message, sum, ReduceOp.SUM, member);
                if (box.rank() == member) {
                    for (int i = 0; i < (to - from) * height; i++) {
                        int at = from * height + i;
                        own[at] = beta == 0 ? sum.get(i) : sum.get(i) + beta * own[at];
                    }
                }
            }
        }

        /** Between a message and the places of its columns in the layer's part. */
        private void copy(DoubleBuffer message, int from, int to, boolean intoPart) {
            int at = 0;
            for (int j = from; j < to; j++) {
                int start = part.columns().local(columnMap.global(j, column)) * part.leading();
                for (BlockCyclic.Run run : rows) {
                    int place = start + part.rows().local(run.start());
                    if (intoPart) {
                        message.get(at, part.values(), place, run.length());
                    } else {
                        message.put(at, part.values(), place, run.length());
                    }
                    at += run.length();
                }
            }
        }
    }
}
