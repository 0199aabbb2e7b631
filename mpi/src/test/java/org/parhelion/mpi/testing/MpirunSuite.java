package org.parhelion.mpi.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.IncompleteExecutionException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;

/**
 * Runs the {@link RankTest} methods that list this job's number of ranks, on every rank, over the transport that the job
 * was started with:
 *
 * <pre>
 * mpirun -n 2 java -cp CLASSPATH org.parhelion.mpi.testing.MpirunSuite TEST-CLASS-OR-FOLDER-OF-CLASSES…
 * </pre>
 *
 * A folder is searched for classes whose names end in {@code Test}. Rank 0 prints a line for each failure and at the end
 * {@code N passed, N failed}; the exit code is 1 if a test failed. A test that does not end in time, or that fails on some
 * ranks while others wait for them, ends the whole job with exit code 1.
 */
public final class MpirunSuite {
    private int passed;
    private int failed;
    private int skipped;

    private MpirunSuite() {}

    /**
     * Runs the tests.
     *
     * @param args names of test classes, or folders with compiled test classes
     */
    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> new MpirunSuite().run(world, TestClasses.of(rest)));
    }

    private void run(Communicator world, List<Class<?>> classes) throws IOException {
        for (Class<?> type : classes) {
            for (Method method : methods(type)) {
                RankTest test = method.getAnnotation(RankTest.class);
                if (Arrays.stream(test.value()).anyMatch(ranks -> ranks == world.size())) {
                    runTest(world, method, test.timeoutSeconds());
                }
            }
        }
        if (world.rank() == 0) {
            System.out.println("MpirunSuite on " + world.size() + " ranks, " + world.transport() + ": " + passed
                    + " passed, " + failed + " failed" + (skipped > 0 ? ", " + skipped + " skipped" : ""));
        }
        if (failed > 0) {
            throw new ExitCodeException(1, failed + " tests failed on " + world.size() + " ranks");
        }
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(RankTest.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private void runTest(Communicator world, Method method, int timeoutSeconds) throws IOException {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Throwable failure = null;
        try (Watchdog watchdog = new Watchdog(world, name, timeoutSeconds);
                Communicator own = world.duplicate();
                SharedFolder folder = SharedFolder.ifWanted(own, method)) {
            try {
                RankTestMethod.invoke(method, own, arguments(method, folder));
            } catch (Throwable thrown) {
                failure = thrown;
            }
            verdict(world, name, failure);
            watchdog.rest();
        }
    }

    /** All ranks agree; the first failed rank's words are printed. */
    private void verdict(Communicator world, String name, Throwable failure) {
        boolean skip = failure instanceof IncompleteExecutionException;
        long firstFailed = world.allReduce(failure == null ? (long) world.size() : world.rank(), ReduceOp.MIN);
        boolean allSkip = world.allReduce(skip ? 1L : 0L, ReduceOp.MIN) == 1;
        if (firstFailed == world.size()) {
            passed++;
        } else if (allSkip) {
            skipped++;
        } else {
            failed++;
            if (firstFailed == world.rank()) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace, true));
                System.out.println("FAILED " + name + " on " + world.size() + " ranks, first on rank " + firstFailed
                        + ": " + trace);
                System.out.flush();
            }
        }
    }

    private static Object[] arguments(Method method, SharedFolder folder) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == Path.class ? folder.path() : null)
                .toArray();
    }

    /** A temporary folder that all ranks know; removed at the end. */
    private record SharedFolder(Communicator group, Path path) implements AutoCloseable {
        static SharedFolder ifWanted(Communicator group, Method method) throws IOException {
            boolean wanted = Arrays.stream(method.getParameters())
                    .anyMatch(parameter -> parameter.isAnnotationPresent(TempDir.class));
            if (!wanted) {
                return new SharedFolder(group, null);
            }
            String made = group.rank() == 0
                    ? Files.createTempDirectory("parhelion-test").toString()
                    : null;
            return new SharedFolder(group, Path.of(group.broadcastObject(String.class, made, 0)));
        }

        @Override
        public void close() throws IOException {
            if (path != null && group.rank() == 0) {
                List<Path> found = new ArrayList<>();
                try (Stream<Path> files = Files.walk(path)) {
                    files.forEach(found::add);
                }
                for (int i = found.size() - 1; i >= 0; i--) {
                    Files.delete(found.get(i));
                }
            }
        }
    }

    /** Ends the job when a test takes too long: its ranks may wait for one another for ever. */
    private static final class Watchdog implements AutoCloseable {
        private final Thread thread;

        Watchdog(Communicator world, String name, int seconds) {
            int rank = world.rank();
            thread = new Thread(() -> watch(rank, name, seconds), "watchdog");
            thread.setDaemon(true);
            thread.start();
        }

        private static void watch(int rank, String name, int seconds) {
            try {
                Thread.sleep(seconds * 1000L);
            } catch (InterruptedException e) {
                return;
            }
            System.out.println("FAILED " + name + ": not ended after " + seconds + " s; rank " + rank + " is at");
            Thread.getAllStackTraces().forEach((running, frames) -> {
                if (running.getName().equals("main")) {
                    Arrays.stream(frames).forEach(frame -> System.out.println("    at " + frame));
                }
            });
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }

        void rest() {
            thread.interrupt();
        }

        @Override
        public void close() {
            rest();
        }
    }
}
