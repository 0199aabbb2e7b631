package org.parhelion.mpi.spi;

import java.util.Optional;
import org.parhelion.mpi.RankFailure;

/** A way to start ranks and to carry messages between them. */
public interface Transport {
    /** As in {@code --transport}: {@code threads}, {@code openmpi}. */
    String name();

    /** Why it cannot be used here and what to do about it; empty when it can. */
    Optional<String> obstacle();

    /** Whether this process was started as one rank of a job of this transport. */
    boolean launched();

    /**
     * Runs the program on every rank that lives in this process and returns when all are done. When a rank fails, the
     * other ranks are ended.
     *
     * @throws RankFailure when ranks in this process failed and the process goes on; a transport whose ranks are
     *     processes reports through {@link RankMain#report} and ends the job instead
     * @throws TransportException when the ranks could not be started
     */
    void run(LaunchOptions options, RankMain program) throws TransportException;
}
