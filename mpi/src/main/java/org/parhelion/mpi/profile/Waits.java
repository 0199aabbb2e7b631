package org.parhelion.mpi.profile;

import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * Time that a rank was blocked in receives, requests and collective operations, and for whom. A receive waits for whoever
 * sends. A collective operation waits for the rank that comes last: which one that is follows from when all came, of which
 * each rank keeps an even sample of all such operations, on one clock. Operations of all ranks together come in the same
 * order everywhere, so that the samples belong together.
 */
final class Waits {
    private static final int SAMPLES = 8192;

    private final int rank;
    private final long[] forPeer;
    private final long[] came = new long[SAMPLES];
    private final long[] left = new long[SAMPLES];
    private long calls;
    private long nanoseconds;
    private long meetings;
    private int samples;
    private int stride = 1;
    private boolean sampled;

    Waits(int rank, int size) {
        this.rank = rank;
        this.forPeer = new long[size];
    }

    void add(long duration, int whom) {
        calls++;
        nanoseconds += duration;
        if (whom >= 0) {
            forPeer[whom] += duration;
        } else if (sampled) {
            left[samples - 1] = came[samples - 1] + duration;
        }
        sampled = false;
    }

    /** All ranks meet, and this one came then; {@link #add} follows. */
    void met(long since) {
        if (meetings++ % stride == 0) {
            if (samples == SAMPLES) {
                thin();
            }
            if ((meetings - 1) % stride == 0) {
                came[samples++] = since;
                sampled = true;
            }
        }
    }

    /** Keeps every second sample, so that those kept are spread evenly over the run. */
    private void thin() {
        samples = SAMPLES / 2;
        for (int n = 0; n < samples; n++) {
            came[n] = came[2 * n];
            left[n] = left[2 * n];
        }
        stride *= 2;
    }

    long calls() {
        return calls;
    }

    double seconds() {
        return nanoseconds * 1e-9;
    }

    /**
     * Collective: seconds that this rank has waited for each other one.
     *
     * @param clock brings this rank's moments to those of rank 0
     */
    double[] byPeer(Communicator world, Clock clock) {
        double[] seconds = new double[forPeer.length];
        for (int n = 0; n < seconds.length; n++) {
            seconds[n] = forPeer[n] * 1e-9;
        }
        int common = (int) world.allReduce((long) samples, ReduceOp.MIN);
        long[] mine = new long[common];
        for (int n = 0; n < common; n++) {
            mine[n] = clock.toCommon(came[n]);
        }
        long[] last = mine.clone();
        world.allReduce(last, ReduceOp.MAX);
        long[] who = new long[common];
        for (int n = 0; n < common; n++) {
            who[n] = mine[n] == last[n] ? rank : Long.MAX_VALUE;
        }
        world.allReduce(who, ReduceOp.MIN);
        double scale = common == 0 ? 0 : (double) meetings / common * 1e-9;
        for (int n = 0; n < common; n++) {
            // what comes after the last one has come is the work of the operation itself
            seconds[(int) who[n]] += scale * Math.max(0, Math.min(last[n] - mine[n], left[n] - came[n]));
        }
        seconds[rank] = 0;
        return seconds;
    }
}
