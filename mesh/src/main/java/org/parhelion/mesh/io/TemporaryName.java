package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files that are being written: {@code .NAME.HOST-PROCESS-COUNT.parhelion-part}. The name tells whether the
 * writer still lives, so that several runs may share a folder and only what crashed runs left is removed.
 */
final class TemporaryName {
    static final String SUFFIX = ".parhelion-part";

    /** After this time without a change the file of a process on another machine counts as left over. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final Pattern FORM =
            Pattern.compile("\\..*\\.([A-Za-z0-9_]*)-(\\d+)-\\d+" + Pattern.quote(SUFFIX), Pattern.DOTALL);
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String HOST = host();
    private static final long PROCESS = ProcessHandle.current().pid();

    private TemporaryName() {}

    static Path beside(Path target) {
        String unique = HOST + "-" + PROCESS + "-" + COUNT.incrementAndGet();
        return target.resolveSibling("." + target.getFileName() + "." + unique + SUFFIX);
    }

    /** Whether this is a temporary file whose writer is gone. */
    static boolean isLeftOver(Path file) {
        Matcher form = FORM.matcher(file.getFileName().toString());
        if (!form.matches()) {
            return false;
        }
        return form.group(1).equals(HOST) ? !isAlive(form.group(2)) : isAbandoned(file);
    }

    private static boolean isAlive(String process) {
        try {
            Optional<ProcessHandle> writer = ProcessHandle.of(Long.parseLong(process));
            return writer.isPresent() && writer.get().isAlive();
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    private static boolean isAbandoned(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(ABANDONED));
        } catch (IOException gone) {
            return false;
        }
    }

    /** The machine's name without asking the network. */
    static String host() {
        String name = System.getenv("HOSTNAME");
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            // The environment's name will do.
        }
        return name == null ? "" : name.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
