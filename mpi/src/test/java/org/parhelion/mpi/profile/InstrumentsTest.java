package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.profile.ProfileReport.Row;

@Timeout(30)
class InstrumentsTest {
    private static final Region WORK = Region.of("work");

    @TempDir
    Path folder;

    @Test
    void optionsAreTakenAndTheRestIsLeft() {
        Instruments all = Instruments.of(
                "a", "--profile", "--trace", "t.json", "-n", "2", "--hang-timeout=90s", "--", "--profile");
        assertArrayEquals(new String[] {"a", "-n", "2", "--", "--profile"}, all.rest());
        assertFalse(all.areNone());
        Instruments none = Instruments.of("a", "--", "--trace", "x");
        assertTrue(none.areNone());
        assertSame(Profile.off(), none.profile(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0s", "50ms", "-3s", "5 days", "99999999999s"})
    void timesThatMakeNoSenseAreRefused(String text) {
        ExitCodeException refused = assertThrows(ExitCodeException.class, () -> Instruments.of("--hang-timeout", text));
        assertEquals(ExitCodeException.BAD_INPUT, refused.exitCode());
        assertTrue(refused.getMessage().contains("'" + text + "' is no time"), refused.getMessage());
    }

    @Test
    void optionWithoutItsValueIsRefused() {
        ExitCodeException refused = assertThrows(ExitCodeException.class, () -> Instruments.of("-n", "2", "--trace"));
        assertTrue(refused.getMessage().startsWith("--trace needs a value"), refused.getMessage());
    }

    /** Region, messages to the next rank, meetings, on all of the world and on half of it. */
    private static void work(Communicator world) {
        int size = world.size();
        double[] in = new double[10];
        world.profile().enter(WORK);
        for (int n = 0; n < 5; n++) {
            int next = (world.rank() + 1) % size;
            int previous = (world.rank() + size - 1) % size;
            world.sendRecv(new double[10], next, 0, in, previous, 0);
            world.allReduce(1.0, ReduceOp.SUM);
        }
        try (Communicator half = world.split(world.rank() % 2, 0).orElseThrow()) {
            half.allReduce(1.0, ReduceOp.SUM);
            if (half.size() > 1 && half.rank() < 2) {
                half.sendRecv(new int[1], 1 - half.rank(), 0, new int[1], 1 - half.rank(), 0);
            }
        }
        world.profile().leave();
    }

    @Test
    void programIsProfiledTracedAndWatchedInOneGo() throws Exception {
        Path trace = folder.resolve("trace.json");
        AtomicReference<ProfileReport> told = new AtomicReference<>();
        String[] args = {
            "--transport", "threads", "-n", "4", "--profile", "--trace", trace.toString(), "--hang-timeout", "10s", "x"
        };
        Parallel.run(args, (world, rest) -> {
            assertArrayEquals(new String[] {"x"}, rest);
            work(world);
            ProfileReport report = world.profile().report();
            if (world.rank() == 0) {
                told.set(report);
            }
        });
        ProfileReport report = told.get();
        Row work = report.regions().get(0);
        assertEquals(List.of("work"), report.regions().stream().map(Row::name).toList());
        // of each rank 5 sendRecv, 5 + 1 allReduce, and 1 sendRecv in its half
        assertEquals(4 * 12, work.messages());
        assertEquals(4 * (5 * 80 + 6 * 8 + 4), work.sent());
        assertEquals(12, report.waiting().calls());
        assertEquals(4, report.ranks());
        assertTrue(report.seconds() >= work.seconds().max());
        String text = Files.readString(trace);
        for (int rank = 0; rank < 4; rank++) {
            assertTrue(text.contains("\"name\":\"work\",\"cat\":\"region\",\"pid\":" + rank), text);
        }
        // ranks 1 and 3 are the odd half: 3's partner there has number 1 in the job
        assertTrue(text.contains("\"name\":\"sendRecv\",\"cat\":\"mpi\",\"pid\":3"), text);
        assertTrue(
                text.lines()
                        .anyMatch(line -> line.contains("sendRecv")
                                && line.contains("\"pid\":3")
                                && line.contains("\"args\":{\"peer\":1}}")),
                text);
    }
}
