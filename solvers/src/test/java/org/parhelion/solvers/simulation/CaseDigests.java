package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.parhelion.mpi.Parallel;

/** A program that runs every shipped case for a few steps on a small grid and prints what its fields end with. */
final class CaseDigests {
    private CaseDigests() {}

    /** Argument: the folder of the cases. */
    public static void main(String[] args) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                CaseFile whole = CaseFile.read(file, List.of());
                List<String> overrides = new ArrayList<>(List.of("output={}"));
                if (whole.model() instanceof EvolutionSpec) {
                    overrides.addAll(List.of("time.steps=40", "time.until=1000"));
                }
                // rows long enough that the loops over them are compiled, with vectors
                int cells = whole.grid().dimensions() == 3 ? 24 : whole.grid().dimensions() == 2 ? 90 : 700;
                for (int axis = 0; axis < whole.grid().dimensions(); axis++) {
                    overrides.add("grid.size." + axis + "=" + (cells + axis));
                }
                CaseFile small = CaseFile.read(file, overrides);
                Parallel.threads(1, (world, rest) -> {
                    Simulation simulation = Simulation.of(small, world, Path.of(args[1]));
                    simulation.run();
                    System.out.println(
                            file.getFileName() + " " + simulation.report().fields());
                });
            }
        }
    }
}
