package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.List;
import org.parhelion.mpi.Parallel;

/** A program that runs every shipped case for a few steps on a small grid and prints what its fields end with. */
final class CaseDigests {
    private CaseDigests() {}

    /** Argument: a folder for outputs. */
    public static void main(String[] args) {
        for (Path file : ShippedCases.all()) {
            // rows long enough that the loops over them are compiled, with vectors
            List<String> overrides = ShippedCases.overrides(file, 40, 700, 90, 24);
            overrides.add("output={}");
            CaseFile small = CaseFile.read(file, overrides);
            Parallel.threads(1, (world, rest) -> {
                Simulation simulation = Simulation.of(small, world, Path.of(args[0]));
                simulation.run();
                System.out.println(
                        file.getFileName() + " " + simulation.report().fields());
            });
        }
    }
}
