package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.VectorSpace;

/**
 * The numbers that a rank works with: its own consecutive ones, and copies of some of other ranks, the ghosts. Local numbers are
 * 0 to {@code owned − 1}, then the ghosts in ascending order of their global numbers.
 */
final class Layout {
    private final Communicator ranks;
    private final RowPartition partition;
    private final long first;
    private final int owned;
    private final long[] ghosts;
    /** Ghosts below the own numbers. */
    private final int below;

    private Layout(Communicator ranks, RowPartition partition, long[] ghosts) {
        this.ranks = ranks;
        this.partition = partition;
        this.first = partition.first(ranks.rank());
        this.owned = (int) (partition.end(ranks.rank()) - first);
        this.ghosts = ghosts;
        this.below = below(ghosts, first);
    }

    /** So many own numbers and no ghosts. Collective. */
    static Layout of(Communicator ranks, int owned) {
        return new Layout(ranks, RowPartition.of(VectorSpace.ofRows(ranks, owned)), new long[0]);
    }

    /** The same own numbers with other ghosts, ascending. */
    Layout with(long[] others) {
        return new Layout(ranks, partition, others);
    }

    /** The same own numbers with these ghosts too; own numbers among them and those given twice do not matter. */
    Layout including(long[] more) {
        long[] all = Arrays.copyOf(ghosts, ghosts.length + more.length);
        int count = ghosts.length;
        for (long number : more) {
            if (!isOwn(number)) {
                all[count++] = number;
            }
        }
        return count == ghosts.length ? this : with(ascending(all, count));
    }

    /** The first {@code count} numbers, each once, ascending; changes their order. */
    static long[] ascending(long[] numbers, int count) {
        Arrays.sort(numbers, 0, count);
        int kept = 0;
        for (int n = 0; n < count; n++) {
            if (n == 0 || numbers[n] != numbers[n - 1]) {
                numbers[kept++] = numbers[n];
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    private static int below(long[] ascending, long limit) {
        int at = Arrays.binarySearch(ascending, limit);
        return at < 0 ? -at - 1 : at;
    }

    Communicator ranks() {
        return ranks;
    }

    RowPartition partition() {
        return partition;
    }

    /** How many numbers all ranks have together. */
    long total() {
        return partition.size();
    }

    /** The first own number. */
    long first() {
        return first;
    }

    int owned() {
        return owned;
    }

    long[] ghosts() {
        return ghosts;
    }

    /** Own numbers and ghosts. */
    int length() {
        return owned + ghosts.length;
    }

    boolean isOwn(long global) {
        return global >= first && global < first + owned;
    }

    long global(int local) {
        return local < owned ? first + local : ghosts[local - owned];
    }

    /** Negative for a number that is neither own nor a ghost. */
    int local(long global) {
        if (isOwn(global)) {
            return (int) (global - first);
        }
        int at = Arrays.binarySearch(ghosts, global);
        return at < 0 ? -1 : owned + at;
    }

    /** Position of a local number when all are put in ascending order of their global numbers. */
    int place(int local) {
        if (local < owned) {
            return below + local;
        }
        int ghost = local - owned;
        return ghost < below ? ghost : local;
    }

    /** The local number at a {@link #place}. */
    int at(int place) {
        if (place < below) {
            return owned + place;
        }
        return place < below + owned ? place - below : place;
    }
}
