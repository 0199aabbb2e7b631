package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.solvers.time.Scheme;

/** {@code parhelion list}: the cases that come with Parhelion, and the words that case files know. */
final class ListCommand implements Command {
    @Override
    public String name() {
        return "list";
    }

    @Override
    public String summary() {
        return "lists the cases that come with Parhelion, the schemes and the colour maps";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        System.out.println("Cases:");
        Path folder = Path.of(System.getProperty("parhelion.home", "."), "examples", "cases");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(ListCommand::printCase);
            }
        } else {
            System.out.println("  none found in " + folder);
        }
        System.out.println(
                "Schemes: " + Arrays.stream(Scheme.values()).map(Scheme::label).collect(Collectors.joining(" ")));
        System.out.println("Models: fields with rates, " + String.join(", ", CaseSchema.MODELS.keySet()));
        System.out.println("Solvers: " + String.join(" ", SolverSchema.METHODS) + "; preconditioners: "
                + String.join(" ", SolverSchema.PRECONDITIONERS));
        System.out.println("Colour maps: " + String.join(" ", CaseSchema.MAPS));
        System.out.println("Transports: auto openmpi threads (parhelion doctor tells which are usable)");
        return ExitCode.DONE;
    }

    private static void printCase(Path file) {
        String title;
        try {
            title = CaseFile.read(file, List.of()).title();
        } catch (ExitCodeException broken) {
            title = "cannot be used: " + broken.getMessage().lines().findFirst().orElse("");
        }
        Path here = Path.of("").toAbsolutePath();
        Path shown = file.toAbsolutePath().normalize().startsWith(here)
                ? here.relativize(file.toAbsolutePath().normalize())
                : file;
        System.out.println("  " + shown + ": " + title);
    }
}
