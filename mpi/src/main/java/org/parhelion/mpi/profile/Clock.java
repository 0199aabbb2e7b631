package org.parhelion.mpi.profile;

import org.parhelion.mpi.Communicator;

/**
 * Brings one rank's {@link System#nanoTime} to that of rank 0. As NTP has it (RFC 5905, section 8), a rank asks rank 0 for the
 * time and takes what it hears for the middle of the round trip; of several exchanges the one with the shortest round trip
 * counts, which is wrong by at most half of it. Two measurements, at the beginning and the end of a run, account for clocks
 * of different speed.
 *
 * @param first measured at the beginning
 * @param last measured at the end, or {@code first} again
 */
record Clock(Offset first, Offset last) {
    private static final int EXCHANGES = 16;
    private static final int TAG = 20_553;

    /**
     * One measurement.
     *
     * @param nanoseconds to be added to this rank's time to get rank 0's
     * @param roundTrip nanoseconds of the exchange, twice the greatest error
     * @param at this rank's time
     */
    record Offset(long nanoseconds, long roundTrip, long at) {
        /** Of rank 0, and of ranks as threads, which have one clock. */
        static Offset none() {
            return new Offset(0, 0, System.nanoTime());
        }

        /** Collective: one rank after another asks rank 0. */
        static Offset measure(Communicator world) {
            if (world.transport().equals("threads") || world.size() == 1) {
                return none();
            }
            long[] message = new long[1];
            if (world.rank() > 0) {
                return ask(world, message);
            }
            for (int rank = 1; rank < world.size(); rank++) {
                for (int n = 0; n < EXCHANGES; n++) {
                    world.recv(message, rank, TAG);
                    message[0] = System.nanoTime();
                    world.send(message, rank, TAG);
                }
            }
            return none();
        }

        private static Offset ask(Communicator world, long[] message) {
            Offset best = null;
            for (int n = 0; n < EXCHANGES; n++) {
                long asked = System.nanoTime();
                world.send(message, 0, TAG);
                world.recv(message, 0, TAG);
                long heard = System.nanoTime();
                if (best == null || heard - asked < best.roundTrip) {
                    long middle = asked + (heard - asked) / 2;
                    best = new Offset(message[0] - middle, heard - asked, middle);
                }
            }
            return best;
        }
    }

    /**
     * This rank's moment as rank 0 would read it; before and after the two measurements by the nearer one, as a line through
     * two that are close together soon runs far off.
     */
    long toCommon(long moment) {
        long span = last.at - first.at;
        double share = span <= 0 ? 0 : Math.max(0, Math.min(1, (double) (moment - first.at) / span));
        return moment + first.nanoseconds + Math.round(share * (last.nanoseconds - first.nanoseconds));
    }
}
