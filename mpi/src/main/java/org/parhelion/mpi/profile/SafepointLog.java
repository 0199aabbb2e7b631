package org.parhelion.mpi.profile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The pauses of this JVM, each by name and to the nanosecond. HotSpot counts them only where {@code -XX:+UsePerfData} is on,
 * but its log tells of each; the log is switched on from within, into a temporary file.
 */
final class SafepointLog implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("\\[(\\d+)ns] ?Safepoint \"([^\"]+)\".*\\bTotal: +(\\d+) ns.*");
    private static final Pattern COLLECTION = Pattern.compile("Collect|GC|Pause|Mark|Relocate");

    private final Path file;

    private SafepointLog(Path file) {
        this.file = file;
    }

    /**
     * A pause.
     *
     * @param name of what the JVM did
     * @param start by {@link System#nanoTime}
     * @param end by the same
     */
    record Safepoint(String name, long start, long end) {
        long nanoseconds() {
            return end - start;
        }

        /** Whether memory was collected. */
        boolean isCollection() {
            return COLLECTION.matcher(name).find();
        }
    }

    /** Begins to log; null where this JVM cannot. */
    static SafepointLog start() {
        Path file = null;
        try {
            // the launcher's folder, which it removes however the job ends
            String folder = System.getenv("OMPI_MCA_orte_tmpdir_base");
            file = folder != null && Files.isWritable(Path.of(folder))
                    ? Files.createTempFile(Path.of(folder), "safepoints-", ".log")
                    : Files.createTempFile("parhelion-safepoints-", ".log");
            file.toFile().deleteOnExit();
            command("output=" + file, "what=safepoint=info", "decorators=timenanos");
            return new SafepointLog(file);
        } catch (IOException | JMException | SecurityException notHere) {
            delete(file);
            return null;
        }
    }

    private static void command(String... arguments) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmLog",
                        new Object[] {arguments},
                        new String[] {String[].class.getName()});
    }

    /** Those so far, in their order; what cannot be read is left out. */
    List<Safepoint> read() {
        List<Safepoint> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Safepoint safepoint = parse(line);
                if (safepoint != null) {
                    found.add(safepoint);
                }
            }
        } catch (IOException unreadable) {
            return found;
        }
        return found;
    }

    /** Null if it tells of no safepoint. */
    static Safepoint parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        long end = Long.parseLong(matcher.group(1));
        return new Safepoint(matcher.group(2), end - Long.parseLong(matcher.group(3)), end);
    }

    @Override
    public void close() {
        try {
            command("output=" + file, "what=safepoint=off");
        } catch (JMException notOff) {
            // the file goes in any case
        }
        delete(file);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // a few lines in the folder for temporary files
        }
    }
}
