package org.parhelion.examples.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.parhelion.mesh.io.AtomicFile;
import org.parhelion.solvers.simulation.Arguments;
import org.parhelion.solvers.simulation.Command;
import org.parhelion.solvers.simulation.ExitCode;
import org.parhelion.solvers.simulation.InputException;
import org.parhelion.solvers.simulation.Option;

/** {@code parhelion bench}: runs benchmarks by name. It is one process; those on several ranks start these themselves. */
public final class BenchCommand implements Command {
    private final List<Benchmark> all;

    public BenchCommand() {
        this(Benchmark.all());
    }

    BenchCommand(List<Benchmark> all) {
        this.all = all;
    }

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "measure speed beside that of a peer: "
                + all.stream().map(Benchmark::name).collect(Collectors.joining(", "));
    }

    @Override
    public String operands() {
        return "[NAME…|list]";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.value("-n", "RANKS", "ranks, where the benchmark has a choice"),
                Option.value("--size", "N", "cells along each axis of a rank's block"),
                Option.value("--rounds", "N", "how often each side is measured, alternately; the best counts"),
                Option.value("--json", "FILE", "write the numbers there too: [{\"name\", \"value\", \"unit\"}, …]"));
    }

    @Override
    public int run(Arguments arguments) throws Exception {
        List<String> names = arguments.operands();
        if (names.isEmpty() || names.equals(List.of("list"))) {
            all.forEach(one -> System.out.printf("%-9s %s%n", one.name(), one.summary()));
            return ExitCode.DONE;
        }
        List<Benchmark> chosen = names.stream().map(this::find).toList();
        refuseRanks(System.getenv("OMPI_COMM_WORLD_SIZE"));
        BenchSettings settings = new BenchSettings(
                optional(arguments, "-n"), optional(arguments, "--size"), optional(arguments, "--rounds"));
        Path json = arguments.value("--json").map(BenchCommand::writable).orElse(null);
        List<Measurement> rows = new ArrayList<>();
        try {
            for (Benchmark benchmark : chosen) {
                Report report = benchmark.run(settings);
                System.out.print(report);
                rows.addAll(report.measurements());
            }
        } catch (EnvironmentException missing) {
            System.err.println("parhelion: bench: " + missing.getMessage());
            return ExitCode.ENVIRONMENT;
        }
        if (json != null) {
            AtomicFile.writeText(json, Measurement.json(rows));
        }
        return ExitCode.DONE;
    }

    private Benchmark find(String name) {
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow(() -> new InputException("bench: there is no benchmark \"" + name + "\" (there are: "
                        + all.stream().map(Benchmark::name).collect(Collectors.joining(", ")) + ")"));
    }

    private static OptionalInt optional(Arguments arguments, String option) {
        return arguments.has(option) ? OptionalInt.of(arguments.wholeNumber(option, 1, 1)) : OptionalInt.empty();
    }

    private static void refuseRanks(String worldSize) {
        if (worldSize != null && !worldSize.equals("1")) {
            throw new InputException("bench starts its ranks itself, alternating with those of its peers; start it"
                    + " without mpirun or srun");
        }
    }

    /** Measuring takes minutes: whether the file can be written is found out before. */
    private static Path writable(String name) {
        Path file = Path.of(name);
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new InputException("--json: " + file + " is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(
                    "--json: there is no folder " + folder + " to write " + file.getFileName() + " in");
        }
        if (!Files.isWritable(folder)) {
            throw new InputException("--json: nothing can be written in the folder " + folder + File.separator);
        }
        return file;
    }
}
