package org.parhelion.mpi.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;
import org.parhelion.mpi.testing.RankTest;

class TraceFileTest {
    private static final Region STEP = Region.of("step");
    private static final Region KERNEL = Region.of("kernel \"u\\v\", ψ");

    @TempDir
    Path folder;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            Object all = value(parser);
            assertEquals(null, parser.nextToken(), "something follows");
            return (Map<String, Object>) all;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            case VALUE_STRING -> {
                return parser.getText();
            }
            default -> {
                return parser.getDoubleValue();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> events(Map<String, Object> trace) {
        return (List<Map<String, Object>>) trace.get("traceEvents");
    }

    private static List<Map<String, Object>> spans(Map<String, Object> trace, int rank, int thread) {
        return events(trace).stream()
                .filter(it -> it.get("ph").equals("X")
                        && it.get("pid").equals((double) rank)
                        && it.get("tid").equals((double) thread))
                .toList();
    }

    /** In nanoseconds. */
    private static long time(Map<String, Object> event, String what) {
        return Math.round((double) event.get(what) * 1000);
    }

    private static void assertNestedInOrderOfTime(List<Map<String, Object>> spans) {
        Deque<Long> ends = new ArrayDeque<>();
        long before = Long.MIN_VALUE;
        for (Map<String, Object> span : spans) {
            long start = time(span, "ts");
            long end = start + time(span, "dur");
            assertTrue(start >= before, "not in order of time: " + span);
            while (!ends.isEmpty() && ends.peek() <= start) {
                ends.pop();
            }
            assertTrue(ends.isEmpty() || end <= ends.peek(), "ends after what encloses it: " + span);
            ends.push(end);
            before = start;
        }
    }

    private static Path agreedFile(Communicator world) throws IOException {
        Path file = world.rank() == 0 ? Files.createTempFile("parhelion-trace", ".json") : null;
        return Path.of(world.broadcastObject(String.class, world.rank() == 0 ? file.toString() : "", 0));
    }

    private static Profile recorded(int rank, int size, int events, int steps) {
        Profile profile = new Profile(rank, size, events);
        profile.start();
        for (int n = 0; n < steps; n++) {
            profile.enter(STEP);
            profile.enter(KERNEL);
            profile.waited(profile.waits("recv", size - 1, 3), size - 1);
            profile.leave();
            profile.enter(KERNEL);
            profile.leave();
            profile.leave();
        }
        return profile;
    }

    @RankTest({1, 2, 3, 4})
    void allRanksAreThereNestedAndInOrderOfTime(Communicator world) throws IOException {
        Path file = agreedFile(world);
        Clock.Offset first = Clock.Offset.measure(world);
        Profile profile = recorded(world.rank(), world.size(), 1000, 50);
        profile.stop();
        long since = profile.root().since();
        List<Safepoint> pauses = List.of(new Safepoint("GenCollectForAllocation", since + 10, since + 20));
        TraceFile.write(world, file, profile, new Clock(first, Clock.Offset.measure(world)), pauses);
        if (world.rank() == 0) {
            Map<String, Object> trace = read(file);
            for (int rank = 0; rank < world.size(); rank++) {
                List<Map<String, Object>> spans = spans(trace, rank, 0);
                assertEquals(200, spans.size());
                assertNestedInOrderOfTime(spans);
                assertEquals("step", spans.get(0).get("name"));
                assertEquals(KERNEL.name(), spans.get(1).get("name"));
                assertEquals("recv", spans.get(2).get("name"));
                assertEquals(Map.of("peer", world.size() - 1.0), spans.get(2).get("args"));
                assertEquals("gc", spans(trace, rank, 1).get(0).get("cat"));
                String start = "rank " + rank + " on ";
                assertTrue(events(trace).stream()
                        .anyMatch(it -> it.get("name").equals("process_name")
                                && it.get("args").toString().startsWith("{name=" + start)));
            }
            Map<?, ?> facts = (Map<?, ?>) trace.get("otherData");
            assertEquals(world.size(), ((List<?>) facts.get("clocks")).size());
            assertEquals(0.0, facts.get("dropped"));
            assertTrue(events(trace).stream()
                    .filter(it -> it.get("ph").equals("X"))
                    .allMatch(it -> time(it, "ts") >= 0));
            Files.delete(file);
        }
    }

    @RankTest({2})
    void memoryIsBoundedAndTheLatestEventsAreKept(Communicator world) throws IOException {
        Path file = agreedFile(world);
        Profile profile = recorded(world.rank(), world.size(), 16, 100);
        profile.stop();
        Clock clock = new Clock(Clock.Offset.none(), Clock.Offset.none());
        TraceFile.write(world, file, profile, clock, List.of());
        if (world.rank() == 0) {
            Map<String, Object> trace = read(file);
            assertEquals(16, spans(trace, 1, 0).size());
            assertNestedInOrderOfTime(spans(trace, 1, 0));
            assertEquals(2 * (400.0 - 16), ((Map<?, ?>) trace.get("otherData")).get("dropped"));
            Files.delete(file);
        }
    }

    @Test
    void runThatFailsLeavesWhatItHasDone() throws IOException {
        Path file = folder.resolve("trace.json");
        TraceFile.begin(file);
        assertTrue(events(read(file)).isEmpty());
        List<Profile> profiles = List.of(recorded(0, 2, 100, 3), recorded(1, 2, 100, 5));
        profiles.get(1).enter(STEP);
        TraceFile.writeUnfinished(file, profiles, Map.of());
        Map<String, Object> trace = read(file);
        assertEquals(12, spans(trace, 0, 0).size());
        assertEquals(21, spans(trace, 1, 0).size());
        assertEquals("the run has failed", ((Map<?, ?>) trace.get("otherData")).get("state"));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void fileThatCannotBeWrittenIsRefusedBeforeTheRun() {
        Path file = folder.resolve("nowhere").resolve("trace.json");
        ExitCodeException refused = assertThrows(ExitCodeException.class, () -> TraceFile.begin(file));
        assertEquals(ExitCodeException.BAD_INPUT, refused.exitCode());
        assertTrue(refused.getMessage().contains("there is no folder " + folder.resolve("nowhere")));
        assertFalse(Files.exists(file));
    }
}
