package org.parhelion.examples.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs beside this one, to its end. */
final class ChildProcess {
    private static final int LONGEST_MINUTES = 10;

    private ChildProcess() {}

    /**
     * What a process has said and how long it took.
     *
     * @param seconds from its start to its end, as seen from here
     */
    record Outcome(String output, double seconds) {}

    /**
     * Runs a command whose standard output is wanted.
     *
     * @param environment added to this process's
     * @throws EnvironmentException it cannot be started, fails, or does not end
     */
    static Outcome run(List<String> command, Path folder, Map<String, String> environment) {
        Path errors = null;
        Path output = null;
        try {
            errors = Files.createTempFile("parhelion-bench", ".err");
            output = Files.createTempFile("parhelion-bench", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder == null ? null : folder.toFile())
                    .redirectError(errors.toFile())
                    .redirectOutput(output.toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new EnvironmentException(command.get(0) + " did not end in " + LONGEST_MINUTES + " minutes");
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (process.exitValue() != 0) {
                throw new EnvironmentException("'" + String.join(" ", command) + "' ended with exit code "
                        + process.exitValue() + lastLines(Files.readString(errors, StandardCharsets.UTF_8)));
            }
            return new Outcome(Files.readString(output, StandardCharsets.UTF_8), seconds);
        } catch (IOException failure) {
            throw new EnvironmentException("'" + command.get(0) + "' cannot be run: " + failure.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("interrupted while " + command.get(0) + " ran");
        } finally {
            delete(errors);
            delete(output);
        }
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - 6), lines.size());
        return last.isEmpty() ? "" : ":\n  " + String.join("\n  ", last);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException ignored) {
            // the system cleans its folder of temporary files
        }
    }

    /** The first of these programs that is on the PATH. */
    static Optional<String> find(String... names) {
        for (String name : names) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                    return Optional.of(Path.of(folder, name).toString());
                }
            }
        }
        return Optional.empty();
    }
}
