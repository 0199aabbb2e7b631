package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.MpirunSuite;
import org.parhelion.mpi.testing.RankTest;

/**
 * An exchange allocates nothing. Two things that the JVM does but once blur that:
 *
 * <ul>
 *   <li>When HotSpot first compiles a method of a class, the thread that runs the method makes all string constants of the
 *       class, 24 bytes and more for each ({@code resolve_string_constants} in {@code CompileBroker::compile_method}); texts
 *       of errors that never happen are among them. It comes whenever a method becomes hot: 96 bytes in exchange 917, 296 in
 *       exchange 5375 were seen on each of 4 ranks, and a bare loop over one method with a few texts shows the same.
 *   <li>A class that is needed for the first time is loaded: by a rank that parks, say, which may come late.
 * </ul>
 *
 * <p>So a JVM that compiles is asked for one clean batch of several, and one that only interprets ({@code -Xint}) for nothing
 * but clean ones, except where a class was loaded.
 */
class HaloAllocationTest {
    private static final int BATCHES = 8;
    private static final int EXCHANGES = 100;

    /** {@code -Xint} is on: nothing is allocated for the JIT's sake, and nothing optimised away. */
    private static final boolean INTERPRETED =
            System.getProperty("java.vm.info", "").contains("interpreted mode");

    private static final long CLASS_LOADED = -1;

    private final ClassLoadingMXBean loading = ManagementFactory.getClassLoadingMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RankTest({1, 2, 4})
    void anExchangeAllocatesNothing(Communicator world) {
        StorageOrder order = world.size() == 2 ? StorageOrder.Z_FASTEST : StorageOrder.X_FASTEST;
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(12, 10, 8)
                .periodic(Axis.Y)
                .storage(order)
                .build();
        Field u = grid.field("u").boundary(Side.X_LOW, Boundary.dirichlet(grid.time()));
        Field v = grid.field("v", Location.X_FACE).boundary(Boundary.robin(1, 2, 3));
        v.widenHalo(2);
        long[] allocated = new long[BATCHES];
        try (HaloExchange halo = HaloExchange.of(List.of(u, v), true)) {
            // makes plan, messages and wall values; the JVM shapes its method handles
            exchange(grid, u, v, halo, 0);
            // every rank parks and is sent to before it receives: threads keep a place for each message that came early
            for (int late = 0; late < world.size(); late++) {
                delay(world.rank() == late);
                exchange(grid, u, v, halo, 0);
            }
            for (int batch = 0; batch < BATCHES; batch++) {
                long classes = loading.getTotalLoadedClassCount();
                long before = threads.getCurrentThreadAllocatedBytes();
                exchange(grid, u, v, halo, batch + 1);
                allocated[batch] = threads.getCurrentThreadAllocatedBytes() - before;
                if (INTERPRETED && loading.getTotalLoadedClassCount() != classes) {
                    allocated[batch] = CLASS_LOADED;
                }
            }
        }
        String all = "bytes in batches of " + EXCHANGES + " exchanges: " + Arrays.toString(allocated);
        long clean = Arrays.stream(allocated).filter(bytes -> bytes == 0).count();
        long dirty = Arrays.stream(allocated).filter(bytes -> bytes > 0).count();
        assertTrue(clean > 0 && (dirty == 0 || !INTERPRETED), all);
    }

    /** Keeps the neighbours of one rank waiting longer than they spin. */
    private static void delay(boolean wanted) {
        long begun = System.nanoTime();
        while (wanted && System.nanoTime() - begun < 5_000_000) {
            Thread.onSpinWait();
        }
    }

    private static void exchange(CartesianGrid grid, Field u, Field v, HaloExchange halo, int batch) {
        for (int n = 0; n < EXCHANGES; n++) {
            grid.time().set(batch * EXCHANGES + n);
            u.markWritten();
            v.markWritten();
            halo.exchange();
        }
    }

    /** In a JVM of its own; under mpirun CTest does the same. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    @Timeout(60)
    void interpretedNoBatchAllocates(int ranks) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MpirunSuite.class.getName(),
                        "--transport",
                        "threads",
                        "-n",
                        String.valueOf(ranks),
                        HaloAllocationTest.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), said);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("MpirunSuite on " + ranks + " ranks, threads: 1 passed, 0 failed"), said);
    }
}
