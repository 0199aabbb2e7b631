package org.parhelion.mpi.profile;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.parhelion.mpi.profile.SafepointLog.Safepoint;

/** The part of a trace that tells of one rank: a process with a thread of its own and one of its JVM. */
final class TraceText {
    private static final int PROGRAM = 0;
    private static final int JVM = 1;

    private final Profile profile;
    private final Clock clock;
    private final long origin;
    private final List<Safepoint> safepoints;
    private final long now = System.nanoTime();
    private boolean first;

    /** @param origin the moment, on the common clock, that is time 0 */
    TraceText(Profile profile, Clock clock, long origin, List<Safepoint> safepoints) {
        this.profile = profile;
        this.clock = clock;
        this.origin = origin;
        this.safepoints = safepoints;
    }

    /** Where the text goes. */
    @FunctionalInterface
    interface Sink {
        void add(String line);
    }

    /**
     * All lines, in the order of their times; the same ones at each call.
     *
     * @param atBeginning whether no line of another rank comes before
     */
    void write(boolean atBeginning, Sink sink) {
        first = atBeginning;
        name(sink, "process_name", PROGRAM, "\"name\":" + quoted("rank " + profile.rank() + " on " + host()));
        name(sink, "process_sort_index", PROGRAM, "\"sort_index\":" + profile.rank());
        name(sink, "thread_name", PROGRAM, "\"name\":\"program\"");
        if (!safepoints.isEmpty()) {
            name(sink, "thread_name", JVM, "\"name\":\"JVM pauses\"");
        }
        // regions that were never left, as after a failure, enclose all others
        for (RegionTimes open : profile.open()) {
            event(sink, open.region().name(), "region", PROGRAM, open.since(), now, "");
        }
        TraceEvents events = profile.events();
        for (int n : events.inOrder()) {
            String peer = events.peer(n) < 0 ? "" : ",\"args\":{\"peer\":" + events.peer(n) + "}";
            String category = events.isOperation(n) ? "mpi" : "region";
            event(sink, events.name(n), category, PROGRAM, events.start(n), events.end(n), peer);
        }
        for (Safepoint pause : safepoints) {
            String category = pause.isCollection() ? "gc" : "jvm";
            event(sink, pause.name(), category, JVM, pause.start(), pause.end(), "");
        }
    }

    private void name(Sink sink, String what, int thread, String argument) {
        line(
                sink,
                "{\"ph\":\"M\",\"name\":\"" + what + "\",\"pid\":" + profile.rank() + ",\"tid\":" + thread
                        + ",\"args\":{" + argument + "}}");
    }

    private void event(Sink sink, String name, String category, int thread, long start, long end, String more) {
        long from = clock.toCommon(start) - origin;
        long to = Math.max(from, clock.toCommon(end) - origin);
        line(
                sink,
                "{\"ph\":\"X\",\"name\":" + quoted(name) + ",\"cat\":\"" + category + "\",\"pid\":" + profile.rank()
                        + ",\"tid\":" + thread + ",\"ts\":" + micros(from) + ",\"dur\":" + micros(to - from) + more
                        + "}");
    }

    private void line(Sink sink, String text) {
        sink.add(first ? text : ",\n" + text);
        first = false;
    }

    private static String micros(long nanoseconds) {
        long size = Math.abs(nanoseconds);
        int fraction = (int) (size % 1000);
        return (nanoseconds < 0 ? "-" : "")
                + size / 1000
                + (fraction < 100 ? fraction < 10 ? ".00" : ".0" : ".")
                + fraction;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "this host";
        }
    }

    /** As a JSON string of ASCII characters. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
