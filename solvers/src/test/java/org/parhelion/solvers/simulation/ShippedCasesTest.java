package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.StorageOrder;
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
        compareWithOneRank(world, path -> ShippedCases.tiny(path, 3));
    }

    @RankTest(
            value = {2, 3},
            timeoutSeconds = 60)
    void everyCaseHasTheBitsOfOneRankWhereItIsCutAcrossX(Communicator world) {
        compareWithOneRank(world, path -> ShippedCases.longAlongX(path, 3));
        for (Path path : ShippedCases.all()) {
            CaseFile file = CaseFile.read(path, ShippedCases.longAlongX(path, 3));
            CartesianGrid grid = CaseModel.build(file, world).grid();
            assertEquals(world.size(), grid.decomposition().ranks(Axis.X));
            boolean explicit = file.model() instanceof EvolutionSpec spec
                    && !spec.time().scheme().isImplicit();
            assertEquals(explicit && grid.dimensions() > 1, grid.storage() != StorageOrder.X_FASTEST, path.toString());
        }
    }

    private static void compareWithOneRank(Communicator world, Function<Path, List<String>> small) {
        Communicator alone = world.split(world.rank(), 0).orElseThrow();
        for (Path path : ShippedCases.all()) {
            List<String> overrides = small.apply(path);
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
