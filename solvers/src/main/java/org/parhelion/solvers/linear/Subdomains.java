package org.parhelion.solvers.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mpi.ReduceOp;

/**
 * Overlapping parts of a square sparse matrix. Each begins as consecutive rows and takes in, level by level, the rows that its
 * own are coupled to; the rank that has its first row works on it. Vectors over all parts, one after the other, are what
 * {@link #gather} makes of a vector and {@link #scatter} makes a vector of.
 */
final class Subdomains {
    private final CsrMatrix matrix;
    /** First rows of this rank's parts before they grow, and the rows after their last ones. */
    private final List<long[]> cores = new ArrayList<>();

    private final List<long[]> rows = new ArrayList<>();
    private CsrMatrix gather;
    private CsrMatrix scatter;
    private boolean aligned;

    private Subdomains(CsrMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * Collective.
     *
     * @param count number of parts, of equal size, on whatever number of ranks; 0 for one a rank
     * @param overlap levels
     * @param restricted whether of rows in several parts only that part counts which had it first, else all are added
     */
    static Subdomains of(CsrMatrix matrix, int count, int overlap, boolean restricted) {
        Subdomains parts = new Subdomains(matrix);
        parts.cut(count);
        CsrMatrix grown = parts.selection(false);
        for (int level = 0; level < overlap; level++) {
            parts.grow(grown.multiply(matrix).rows());
            grown = parts.selection(false);
        }
        parts.gather = grown;
        parts.scatter = (restricted ? parts.selection(true) : grown).transpose();
        parts.aligned = overlap == 0 && parts.areAligned();
        return parts;
    }

    private void cut(int count) {
        long first = matrix.range().firstRow();
        long end = first + matrix.range().localSize();
        if (count == 0) {
            keep(first, end);
            return;
        }
        long size = matrix.range().size();
        for (int part = 0; part < count; part++) {
            long from = size / count * part + size % count * part / count;
            if (from >= first && from < end) {
                keep(from, size / count * (part + 1) + size % count * (part + 1) / count);
            }
        }
    }

    private void keep(long from, long to) {
        if (from < to) {
            cores.add(new long[] {from, to});
            long[] own = new long[Math.toIntExact(to - from)];
            Arrays.setAll(own, n -> from + n);
            rows.add(own);
        }
    }

    /** Takes in the columns that rows of the parts have. */
    private void grow(LocalRows coupled) {
        int at = 0;
        for (int part = 0; part < rows.size(); part++) {
            long[] own = rows.get(part);
            int count = coupled.start[at + own.length] - coupled.start[at];
            long[] all = Arrays.copyOf(own, own.length + count);
            for (int k = 0; k < count; k++) {
                all[own.length + k] = coupled.globalColumn(coupled.columns[coupled.start[at] + k]);
            }
            rows.set(part, LocalRows.distinct(all, all.length));
            at += own.length;
        }
    }

    /** A matrix of ones that picks the rows of all parts; with {@code onlyCores} the rest stays zero. */
    private CsrMatrix selection(boolean onlyCores) {
        int size = Math.toIntExact(rows.stream().mapToLong(own -> own.length).sum());
        int[] start = new int[size + 1];
        long[] columns = new long[size];
        int n = 0;
        int to = 0;
        for (int part = 0; part < rows.size(); part++) {
            long[] core = cores.get(part);
            for (long row : rows.get(part)) {
                if (!onlyCores || (row >= core[0] && row < core[1])) {
                    columns[to++] = row;
                }
                start[++n] = to;
            }
        }
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return CsrMatrix.ofRows(
                VectorSpace.ofRows(matrix.range().communicator(), size), matrix.range(), start, columns, ones);
    }

    /** Whether on every rank the parts, one after the other, are just the rank's rows. */
    private boolean areAligned() {
        long end = matrix.range().firstRow() + matrix.range().localSize();
        boolean mine = gather.range().localSize() == matrix.range().localSize()
                && (cores.isEmpty() || cores.get(cores.size() - 1)[1] == end);
        return matrix.range().communicator().allReduce(mine ? 1L : 0L, ReduceOp.MIN) == 1;
    }

    /** Whether {@link #gather} and {@link #scatter} would change nothing. */
    boolean aligned() {
        return aligned;
    }

    /** The square matrices of this rank's parts. Collective. */
    List<SquareBlock> blocks() {
        LocalRows all = gather.multiply(matrix).rows();
        List<SquareBlock> blocks = new ArrayList<>();
        int at = 0;
        for (long[] own : rows) {
            blocks.add(SquareBlock.of(all, at, own));
            at += own.length;
        }
        return blocks;
    }

    /** From a vector to its numbers at the rows of all parts. */
    CsrMatrix gather() {
        return gather;
    }

    /** The way back; numbers of a row that several parts give are added in the order of parts. */
    CsrMatrix scatter() {
        return scatter;
    }
}
