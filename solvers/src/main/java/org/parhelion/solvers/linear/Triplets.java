package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/** Elements of a sparse matrix by global row and column, in any order, some perhaps given several times. */
final class Triplets {
    /** What a Java array holds at most. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private long[] rows;
    private long[] columns;
    private double[] values;
    private int count;

    Triplets(int capacity) {
        this(new long[capacity], new long[capacity], new double[capacity], 0);
    }

    private Triplets(long[] rows, long[] columns, double[] values, int count) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.count = count;
    }

    int count() {
        return count;
    }

    void add(long row, long column, double value) {
        if (count == values.length) {
            grow();
        }
        rows[count] = row;
        columns[count] = column;
        values[count++] = value;
    }

    private void grow() {
        if (count == MOST) {
            throw new IllegalStateException(
                    "a sparse matrix: " + MOST + " elements are all that one rank can take; use more ranks");
        }
        int capacity = (int) Math.min(MOST, Math.max(16, count + (long) count / 2));
        rows = Arrays.copyOf(rows, capacity);
        columns = Arrays.copyOf(columns, capacity);
        values = Arrays.copyOf(values, capacity);
    }

    /** These elements on the ranks that have their rows, those of lower ranks first, each rank's in their order. Collective. */
    Triplets deliver(RowPartition partition) {
        Communicator ranks = partition.communicator();
        int size = ranks.size();
        int[] owner = new int[count];
        int[] sent = new int[size];
        for (int n = 0; n < count; n++) {
            owner[n] = partition.owner(rows[n]);
            sent[owner[n]]++;
        }
        long away = count - sent[ranks.rank()];
        if (ranks.allReduce(away, ReduceOp.MAX) == 0) {
            return this;
        }
        int[] next = new int[size];
        for (int rank = 1; rank < size; rank++) {
            next[rank] = next[rank - 1] + sent[rank - 1];
        }
        long[] row = new long[count];
        long[] column = new long[count];
        double[] value = new double[count];
        for (int n = 0; n < count; n++) {
            int to = next[owner[n]]++;
            row[to] = rows[n];
            column[to] = columns[n];
            value[to] = values[n];
        }
        return exchange(ranks, sent, row, column, value);
    }

    private static Triplets exchange(Communicator ranks, int[] sent, long[] row, long[] column, double[] value) {
        int[] received = new int[sent.length];
        ranks.allToAll(sent, received);
        long total = Arrays.stream(received).asLongStream().sum();
        if (total > MOST) {
            throw new IllegalStateException("a sparse matrix: " + total + " elements for one rank, which can take "
                    + MOST + "; use more ranks");
        }
        Triplets all = new Triplets((int) total);
        all.count = (int) total;
        ranks.allToAllv(row, sent, all.rows, received);
        ranks.allToAllv(column, sent, all.columns, received);
        ranks.allToAllv(value, sent, all.values, received);
        return all;
    }

    /** The matrix, from elements that all lie in this rank's rows. Those given several times are added up. */
    CsrMatrix assemble(VectorSpace range, VectorSpace domain) {
        long first = range.firstRow();
        int[] start = new int[range.localSize() + 1];
        for (int n = 0; n < count; n++) {
            start[(int) (rows[n] - first) + 1]++;
        }
        for (int i = 0; i < range.localSize(); i++) {
            start[i + 1] += start[i];
        }
        int[] next = start.clone();
        long[] column = new long[count];
        double[] value = new double[count];
        for (int n = 0; n < count; n++) {
            int to = next[(int) (rows[n] - first)]++;
            column[to] = columns[n];
            value[to] = values[n];
        }
        int entries = RowOrder.sortAndCombine(start, column, value);
        return new CsrMatrix(
                range,
                domain,
                LocalRows.of(domain, start, Arrays.copyOf(column, entries), Arrays.copyOf(value, entries)));
    }
}
