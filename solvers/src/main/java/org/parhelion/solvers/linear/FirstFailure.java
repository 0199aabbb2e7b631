package org.parhelion.solvers.linear;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/** How ranks agree on what went wrong on some of them. */
final class FirstFailure {
    private FirstFailure() {}

    /**
     * Collective.
     *
     * @param words what went wrong on this rank, null if nothing did
     * @return the words of the lowest rank that has some, on every rank; null if none has
     */
    static String of(Communicator ranks, String words) {
        long first = ranks.allReduce(words == null ? (long) ranks.size() : ranks.rank(), ReduceOp.MIN);
        return first == ranks.size() ? null : ranks.broadcastObject(String.class, words, (int) first);
    }

    /** Does work of one rank; if a pivot is zero on some, that of the lowest is thrown on all. Collective. */
    static void onZeroPivot(Communicator ranks, Runnable work) {
        String words = null;
        try {
            work.run();
        } catch (ZeroPivotException e) {
            words = e.getMessage();
        }
        String first = of(ranks, words);
        if (first != null) {
            throw new ZeroPivotException(first);
        }
    }
}
