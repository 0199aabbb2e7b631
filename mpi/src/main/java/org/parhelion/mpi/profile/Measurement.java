package org.parhelion.mpi.profile;

import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;

/** What is measured beside a rank's {@link Profile} from the beginning of a run to its end: its clock, its JVM. */
final class Measurement implements AutoCloseable {
    private final Communicator own;
    private final JvmTimes jvm = JvmTimes.start();
    private final Clock.Offset first;
    private Clock clock;

    /** Collective. */
    Measurement(Communicator own) {
        this.own = own;
        this.first = Clock.Offset.measure(own);
    }

    Clock.Offset firstOffset() {
        return first;
    }

    /** Collective the first time. */
    Clock clock() {
        if (clock == null) {
            clock = new Clock(first, Clock.Offset.measure(own));
        }
        return clock;
    }

    /** Collective. */
    ProfileReport report(Profile profile) {
        return new Reduction(own).report(profile, clock(), jvm.counts());
    }

    /** Pauses of the rank's JVM; of a JVM that several ranks share they are those of rank 0. */
    List<Safepoint> safepointsOfRank() {
        return own.rank() > 0 && own.transport().equals("threads") ? List.of() : jvm.safepoints();
    }

    @Override
    public void close() {
        JvmTimes.end();
    }
}
