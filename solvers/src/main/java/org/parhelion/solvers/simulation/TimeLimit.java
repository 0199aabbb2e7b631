package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a run may take: what the user says, or what Slurm says is left. */
final class TimeLimit {
    private static final Pattern UNITS =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,5})-)?(?:(\\d{1,6}):)?(\\d{1,6}):(\\d{2})");
    private static final int PATIENCE_SECONDS = 5;

    private TimeLimit() {}

    /**
     * {@code 1h}, {@code 30m}, {@code 90s}, {@code 1h30m}, {@code 2d}, {@code 01:30:00}, {@code 30:00}.
     *
     * @throws InputException it is none of these, or nothing
     */
    static Duration parse(String text) {
        Duration duration = read(text.strip());
        if (duration == null || duration.isZero()) {
            throw new InputException(
                    "--time-limit takes a time such as 1h, 30m, 90s, 1h30m or 01:30:00, not \"" + text + "\"");
        }
        return duration;
    }

    private static Duration read(String text) {
        Matcher units = UNITS.matcher(text);
        if (!text.isEmpty() && units.matches()) {
            return sum(units.group(1), units.group(2), units.group(3), units.group(4));
        }
        Matcher clock = CLOCK.matcher(text);
        return clock.matches() ? sum(clock.group(1), clock.group(2), clock.group(3), clock.group(4)) : null;
    }

    private static Duration sum(String days, String hours, String minutes, String seconds) {
        return Duration.ofDays(number(days))
                .plusHours(number(hours))
                .plusMinutes(number(minutes))
                .plusSeconds(number(seconds));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** What is left of a Slurm job, if this is one that ends some time; may take seconds. */
    static Optional<Duration> leftOfSlurmJob(Map<String, String> environment) {
        String end = environment.getOrDefault("SLURM_JOB_END_TIME", "");
        if (end.matches("\\d{1,15}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(end) - System.currentTimeMillis() / 1000));
        }
        String job = environment.getOrDefault("SLURM_JOB_ID", "");
        return job.matches("\\d{1,12}") ? asked(job) : Optional.empty();
    }

    private static Optional<Duration> asked(String job) {
        try {
            Process squeue = new ProcessBuilder("squeue", "--noheader", "--jobs=" + job, "--format=%L")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            squeue.getOutputStream().close();
            if (!squeue.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                squeue.destroyForcibly();
                return Optional.empty();
            }
            byte[] said = squeue.getInputStream().readNBytes(100);
            return Optional.ofNullable(read(new String(said, StandardCharsets.US_ASCII).strip()));
        } catch (IOException noSlurm) {
            return Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
