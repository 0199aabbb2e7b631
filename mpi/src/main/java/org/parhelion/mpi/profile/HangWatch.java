package org.parhelion.mpi.profile;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.parhelion.mpi.Communicator;

/**
 * The watchdog of {@code --hang-timeout}. Every process has a thread for it. Those of other processes tell the one of rank 0 over
 * a socket of their own how far they have come, so that a rank stuck within MPI can still be asked for its stack. When no rank
 * has come any further for so long, rank 0 gathers all stacks, reports, and the job ends with exit code 1.
 */
final class HangWatch {
    private static final int EXIT_CODE = 1;

    private HangWatch() {}

    /**
     * Begins to watch, until the profiles of all ranks are done. Collective.
     *
     * @param here the profiles of the ranks in this process; complete
     */
    static void start(Communicator world, Duration timeout, Profile profile, Collection<Profile> here) {
        if (!world.transport().equals("threads")) {
            startProcess(world, timeout, profile);
        } else if (world.rank() == 0) {
            List<HangMonitor.Local> ranks =
                    here.stream().map(HangMonitor.Local::new).toList();
            new HangMonitor(timeout, interval(timeout), ranks, report -> {
                        write(report);
                        halt();
                    })
                    .start();
        }
    }

    private static void startProcess(Communicator world, Duration timeout, Profile profile) {
        HangServer server = null;
        String obstacle = "";
        try {
            server = world.rank() == 0 ? new HangServer(world.size()) : null;
        } catch (IOException noSocket) {
            obstacle = "rank 0 can open no socket: " + noSocket;
        }
        HangServer.Address address = world.broadcastObject(
                HangServer.Address.class, server == null ? HangServer.Address.NONE : server.address(), 0);
        try {
            if (world.rank() > 0 && address.port() != 0) {
                HangClient.start(address, interval(timeout), profile, HangWatch::halt);
            }
        } catch (IOException unreachable) {
            obstacle = "rank " + world.rank() + " cannot reach rank 0: " + unreachable.getMessage();
        }
        // one that nobody hears of might get on while all others wait
        List<String> obstacles = world.gatherObjects(String.class, obstacle, 0);
        if (world.rank() == 0) {
            obstacles.stream()
                    .filter(it -> !it.isEmpty())
                    .findFirst()
                    .ifPresent(it -> System.err.println("parhelion: --hang-timeout: nobody watches, because " + it));
            if (obstacles.stream().allMatch(String::isEmpty)) {
                watch(server, timeout, profile);
            }
        }
    }

    private static void watch(HangServer server, Duration timeout, Profile profile) {
        List<HangMonitor.Watched> ranks = new ArrayList<>();
        ranks.add(new HangMonitor.Local(profile));
        ranks.addAll(server.ranks());
        new HangMonitor(timeout, interval(timeout), ranks, report -> {
                    write(report);
                    server.endAll();
                    halt();
                })
                .before(server::receive)
                .start();
    }

    /** How often a process looks: the timeout is kept to a tenth. */
    private static Duration interval(Duration timeout) {
        return Duration.ofMillis(Math.max(20, Math.min(1000, timeout.toMillis() / 10)));
    }

    /** Straight to the stream, in one piece: whoever hangs may hold System.err. */
    private static void write(String report) {
        try {
            new FileOutputStream(FileDescriptor.err).write(report.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // nobody listens; the exit code tells
        }
    }

    /** Not exit: hooks may wait for what hangs, and MPI may be called by the rank's own thread only. */
    private static void halt() {
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
