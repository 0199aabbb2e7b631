package org.parhelion.mpi.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;

/**
 * What the command line asks to be measured and watched: {@code --profile}, {@code --trace FILE}, {@code --hang-timeout 60s}.
 * {@link org.parhelion.mpi.Parallel} puts them around the program of each rank.
 */
public final class Instruments {
    private static final String TRACE = "--trace";
    private static final String HANG = "--hang-timeout";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|)");
    /** Events that each rank keeps for a trace; {@code -Dparhelion.trace.events} says otherwise. */
    private static final int EVENTS = 1 << 18;

    private final boolean profiles;
    private final Optional<Path> trace;
    private final Optional<Duration> hangTimeout;
    private final String[] rest;
    private final Map<Integer, Profile> here = new ConcurrentSkipListMap<>();
    private final Map<Integer, Clock.Offset> offsets = new ConcurrentSkipListMap<>();

    private Instruments(boolean profiles, Optional<Path> trace, Optional<Duration> hangTimeout, List<String> rest) {
        this.profiles = profiles;
        this.trace = trace;
        this.hangTimeout = hangTimeout;
        this.rest = rest.toArray(String[]::new);
    }

    /**
     * Reads a command line, up to {@code --}.
     *
     * @throws ExitCodeException an option lacks its value, or has one that makes no sense
     */
    public static Instruments of(String... args) {
        boolean profiles = false;
        String file = null;
        String timeout = null;
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals("--")) {
                rest.addAll(List.of(args).subList(i, args.length));
                break;
            } else if (arg.equals("--profile")) {
                profiles = true;
            } else if (arg.equals(TRACE) || arg.equals(HANG)) {
                if (i + 1 == args.length) {
                    throw badInput(arg + " needs a value, such as " + (arg.equals(TRACE) ? "trace.json" : "60s"));
                }
                i++;
                file = arg.equals(TRACE) ? args[i] : file;
                timeout = arg.equals(TRACE) ? timeout : args[i];
            } else if (arg.startsWith(TRACE + "=")) {
                file = arg.substring(TRACE.length() + 1);
            } else if (arg.startsWith(HANG + "=")) {
                timeout = arg.substring(HANG.length() + 1);
            } else {
                rest.add(arg);
            }
        }
        return new Instruments(
                profiles,
                Optional.ofNullable(file).map(TraceFile::path),
                Optional.ofNullable(timeout).map(Instruments::duration),
                rest);
    }

    /** None, on any command line. */
    public static Instruments none() {
        return new Instruments(false, Optional.empty(), Optional.empty(), List.of());
    }

    private static ExitCodeException badInput(String message) {
        return new ExitCodeException(ExitCodeException.BAD_INPUT, message);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (matcher.matches()) {
            double millis = Double.parseDouble(matcher.group(1))
                    * switch (matcher.group(2)) {
                        case "ms" -> 1;
                        case "m" -> 60e3;
                        case "h" -> 3600e3;
                        default -> 1e3;
                    };
            if (millis >= 100) {
                return Duration.ofMillis((long) millis);
            }
        }
        throw badInput(HANG + ": '" + text + "' is no time of at least 100 ms; give one such as 60s, 500ms, 10m");
    }

    /** The command line without what was taken from it. */
    public String[] rest() {
        return rest.clone();
    }

    /** Whether there is nothing to do. */
    public boolean areNone() {
        return !profiles && trace.isEmpty() && hangTimeout.isEmpty();
    }

    /** The profile of a rank, for its communicators; called by the rank's thread. */
    public Profile profile(int rank, int size) {
        if (areNone()) {
            return Profile.off();
        }
        int events = trace.isEmpty() ? 0 : Math.max(16, Integer.getInteger("parhelion.trace.events", EVENTS));
        Profile profile = new Profile(rank, size, events);
        here.put(rank, profile);
        return profile;
    }

    /**
     * Runs a rank's program under observation, and tells what was observed. Collective.
     *
     * @param world the rank's communicator, with its {@link #profile}
     */
    public void run(Communicator world, Callable<Void> program) throws Exception {
        if (areNone()) {
            program.call();
            return;
        }
        if (world.rank() == 0 && trace.isPresent()) {
            TraceFile.begin(trace.get());
        }
        Communicator own = world.duplicate();
        try (Measurement measurement = profiles || trace.isPresent() ? new Measurement(own) : null) {
            observe(world.profile(), own, measurement, program);
        }
        // not after a failure: closing is collective
        own.close();
    }

    private void observe(Profile profile, Communicator own, Measurement measurement, Callable<Void> program)
            throws Exception {
        if (measurement != null) {
            offsets.put(own.rank(), measurement.firstOffset());
            profile.measuredBy(profiles ? measurement : null);
        }
        own.barrier();
        if (hangTimeout.isPresent()) {
            HangWatch.start(own, hangTimeout.get(), profile, here.values());
        }
        profile.start();
        program.call();
        profile.stop();
        if (measurement != null) {
            tell(own, profile, measurement);
        }
    }

    private void tell(Communicator own, Profile profile, Measurement measurement) {
        if (profiles && !profile.isReported()) {
            ProfileReport report = profile.report();
            if (own.rank() == 0) {
                System.out.print(report);
            }
        }
        if (trace.isPresent()) {
            TraceFile.write(own, trace.get(), profile, measurement.clock(), measurement.safepointsOfRank());
        }
    }

    /** After a failure: the trace of the ranks in this process is written, as far as it goes. */
    public void failed() {
        // clocks are measured once the file is there
        if (trace.isPresent() && !offsets.isEmpty()) {
            TraceFile.writeUnfinished(trace.get(), here.values(), offsets);
        }
    }
}
