package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/** All cases, on threads and under mpirun. */
class ShippedCasesTest {
    private static List<FieldSummary> run(CaseFile file, Communicator ranks) {
        Simulation simulation = Simulation.of(file, ranks, Path.of("unused"));
        simulation.run();
        return simulation.report().fields();
    }

    @RankTest(
            value = {2, 3, 4},
            timeoutSeconds = 60)
    void everyCaseHasTheBitsOfOneRank(Communicator world) {
        Communicator alone = world.split(world.rank(), 0).orElseThrow();
        for (Path path : ShippedCases.all()) {
            List<String> overrides = ShippedCases.tiny(path, 3);
            overrides.add("output={}");
            CaseFile file = CaseFile.read(path, overrides);
            List<FieldSummary> expected = run(file, alone);
            List<FieldSummary> together = run(file, world);
            if (world.rank() == 0) {
                assertTrue(
                        expected.stream().allMatch(field -> field.max() > field.min()), "nothing happens in " + path);
                assertEquals(expected, together, path.toString());
            }
        }
        alone.close();
    }
}
