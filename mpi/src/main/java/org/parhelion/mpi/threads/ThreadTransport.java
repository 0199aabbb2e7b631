package org.parhelion.mpi.threads;

import java.util.Optional;
import org.parhelion.mpi.spi.LaunchOptions;
import org.parhelion.mpi.spi.RankMain;
import org.parhelion.mpi.spi.Transport;

/** The embedded default: ranks are threads. */
public final class ThreadTransport implements Transport {
    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public boolean launched() {
        return false;
    }

    @Override
    public void run(LaunchOptions options, RankMain program) {
        int ranks = options.ranks().orElse(1);
        // read by org.parhelion.blas, which we cannot import: many ranks share the cores and the garbage collector
        System.setProperty("parhelion.ranks.here", Integer.toString(ranks));
        new Job(ranks, options.shuffle(), options.checks()).run(program);
    }
}
