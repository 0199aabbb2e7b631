package org.parhelion.solvers.linear;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/** Rows that this rank wants from others, and that others want from it. */
final class IndexRequests {
    private final Communicator communicator;
    private final int[] wanted;
    private final int[] asked;
    private final int[] local;

    private IndexRequests(Communicator communicator, int[] wanted, int[] asked, int[] local) {
        this.communicator = communicator;
        this.wanted = wanted;
        this.asked = asked;
        this.local = local;
    }

    /**
     * Collective.
     *
     * @param rows global numbers, ascending
     */
    static IndexRequests of(RowPartition partition, long[] rows) {
        Communicator ranks = partition.communicator();
        int[] wanted = new int[ranks.size()];
        for (long row : rows) {
            wanted[partition.owner(row)]++;
        }
        int[] asked = new int[wanted.length];
        ranks.allToAll(wanted, asked);
        long[] global = new long[Arrays.stream(asked).sum()];
        ranks.allToAllv(rows, wanted, global, asked);
        int[] local = new int[global.length];
        long first = partition.first(ranks.rank());
        Arrays.setAll(local, n -> (int) (global[n] - first));
        return new IndexRequests(ranks, wanted, asked, local);
    }

    Communicator communicator() {
        return communicator;
    }

    /** How many rows each rank has that this one wants; their order is that of the ranks. */
    int[] wanted() {
        return wanted;
    }

    /** How many of this rank's rows each rank wants. */
    int[] asked() {
        return asked;
    }

    /** Local numbers of these, rank by rank. */
    int[] local() {
        return local;
    }
}
