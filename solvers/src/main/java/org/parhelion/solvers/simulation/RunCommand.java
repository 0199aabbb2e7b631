package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.profile.ProfileReport;

/** {@code parhelion run CASE}: reads a case while MPI starts, runs it on all ranks. */
final class RunCommand implements Command {
    /** Read by the grids that the case makes. */
    private static final String DEBUG_HALO = "parhelion.debug.halo";

    private static final String PROFILE = "--profile";
    private static final String TRACE = "--trace";
    private static final String HANG_TIMEOUT = "--hang-timeout";

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String summary() {
        return "runs the simulation that a case file describes";
    }

    @Override
    public String operands() {
        return "CASE";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.value("-n", "RANKS", "number of ranks (default 1)"),
                Option.value("--transport", "NAME", "auto, openmpi or threads: what carries messages between ranks"),
                Option.repeated("--set", "KEY=VALUE", "changes a value of the case, as in --set time.until=100"),
                Option.value("--output", "DIR", "where pictures and data go, in place of output.directory"),
                Option.value(
                        "--restart",
                        "CHECKPOINT",
                        "goes on from a checkpoint, or from the newest good one of a folder"),
                Option.value(
                        "--time-limit",
                        "TIME",
                        "stops with a checkpoint before 1h, 30m, 01:30:00, … are over (default: before a Slurm job ends)"),
                Option.value("--report", "FILE", "writes a report as JSON"),
                Option.flag(PROFILE, "tells at the end where the time went, on which rank, and who waited for whom"),
                Option.value(TRACE, "FILE", "writes what all ranks do and when as JSON for ui.perfetto.dev"),
                Option.value(HANG_TIMEOUT, "TIME", "ends a run that gets nowhere for so long, with every rank's stack"),
                Option.value(
                        "--shuffle",
                        "SEED|FROM..TO",
                        "draws the order of ranks as threads and of messages; of many seeds, finds one that matters"),
                Option.value(
                        "--verify-ranks",
                        "1,2,…",
                        "runs on so many ranks side by side and finds the first kernel and cell that differs"),
                Option.flag("--debug-halo", "finds who reads ghost points that are stale; slow"),
                Option.flag("--check", "only checks the case, as parhelion check does"),
                Option.flag("--quiet", "no progress, no summary"));
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.operands().size() != 1) {
            throw new InputException(
                    arguments.operands().isEmpty()
                            ? "run: no case file given; for example: parhelion run examples/cases/heat-3d.yaml"
                            : "run: one case file at a time, not " + String.join(" ", arguments.operands()));
        }
        if (arguments.has("--check")) {
            return Parallel.isFirstProcess() ? CheckCommand.check(arguments) : ExitCode.DONE;
        }
        if (!arguments.has("--debug-halo")) {
            return runOrVerify(arguments);
        }
        String before = System.setProperty(DEBUG_HALO, "true");
        try {
            return runOrVerify(arguments);
        } finally {
            if (before == null) {
                System.clearProperty(DEBUG_HALO);
            } else {
                System.setProperty(DEBUG_HALO, before);
            }
        }
    }

    private static int runOrVerify(Arguments arguments) {
        if (Verification.isWanted(arguments)) {
            for (String option : List.of(PROFILE, TRACE, HANG_TIMEOUT)) {
                if (arguments.has(option)) {
                    throw new InputException(option + " makes no sense with several runs in one; give it to one run");
                }
            }
            return Verification.run(arguments);
        }
        List<String> parallel = new ArrayList<>();
        arguments.wholeNumber("-n", 1, 1);
        for (String option : List.of("-n", "--transport", "--shuffle", TRACE, HANG_TIMEOUT)) {
            arguments.value(option).ifPresent(value -> parallel.addAll(List.of(option, value)));
        }
        if (arguments.has(PROFILE)) {
            parallel.add(PROFILE);
        }
        Optional<Duration> limit = arguments.value("--time-limit").map(TimeLimit::parse);
        AtomicInteger exitCode = new AtomicInteger(ExitCode.DONE);
        EarlyReading reading = EarlyReading.start(Path.of(arguments.operands().get(0)), arguments.values("--set"));
        Parallel.run(parallel.toArray(String[]::new), (world, rest) -> {
            if (!runOn(world, arguments, reading, limit)) {
                exitCode.set(ExitCode.STOPPED_EARLY);
            }
        });
        return exitCode.get();
    }

    /** Returns whether the run has come to its end, and was not stopped before. */
    private static boolean runOn(
            Communicator world, Arguments arguments, EarlyReading reading, Optional<Duration> limit)
            throws IOException {
        world.profile().enter(Regions.Region.SETUP.profiled);
        CaseFile file = reading.on(world);
        world.profile().leave();
        Path directory =
                Path.of(arguments.value("--output").orElse(file.output().directory()));
        Optional<Path> report = arguments.value("--report").map(Path::of);
        boolean speaks = world.rank() == 0 && !arguments.has("--quiet");
        report.ifPresent(path -> Agreement.on(world, () -> checkWritable(world, path)));
        Progress progress = speaks ? Progress.onStandardOutput() : new Progress(null, false);
        try {
            StopRequests stops = file.model() instanceof EvolutionSpec
                    ? StopRequests.of(world, TimeSimulation.stopFile(directory), limit)
                    : StopRequests.none();
            RunOptions options =
                    new RunOptions(progress, arguments.value("--restart").map(Path::of), stops);
            Simulation simulation = Simulation.of(file, world, directory, options);
            simulation.run();
            if (simulation.stoppedEarly().isPresent()) {
                if (world.rank() == 0) {
                    System.err.println("parhelion: " + simulation.stoppedEarly().get());
                }
                return false;
            }
            RunReport result = simulation.report();
            Optional<ProfileReport> profile = world.profile().isReportWanted()
                    ? Optional.of(world.profile().report())
                    : Optional.empty();
            if (speaks) {
                System.out.print(RunSummary.of(result));
                profile.ifPresent(System.out::print);
            }
            if (report.isPresent() && world.rank() == 0) {
                ReportFile.write(report.get(), result, profile);
            }
            Optional<String> problem = simulation.problem();
            if (problem.isPresent()) {
                Agreement.on(world, () -> {
                    throw new ExitCodeException(ExitCode.FAILED, problem.get());
                });
            }
            return true;
        } catch (OutputException unwritable) {
            progress.end();
            throw new ExitCodeException(ExitCode.FAILED, unwritable.getMessage(), unwritable);
        }
    }

    /** A report that cannot be written is better known before the run than after it. */
    private static Path checkWritable(Communicator world, Path report) {
        Path folder = report.toAbsolutePath().getParent();
        if (world.rank() == 0 && Files.isDirectory(report)) {
            throw new InputException("--report: " + report + " is a folder; give a file in it");
        }
        if (world.rank() == 0 && (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder))) {
            throw new InputException("--report: cannot write " + report + ": there is no folder " + folder
                    + ", or no permission to write there");
        }
        return report;
    }
}
