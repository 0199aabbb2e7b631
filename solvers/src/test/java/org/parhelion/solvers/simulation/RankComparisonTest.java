package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;

@Timeout(60)
class RankComparisonTest {
    static final String TWO_FIELDS = """
            grid: {size: [14, 11], boundary: {dirichlet: 0}}
            fields:
              u: {initial: "16*x*(1 - x)*y*(1 - y)", rate: "laplacian(u) - v"}
              v: {initial: "x*y", rate: "0.5*laplacian(v) + u"}
            time: {scheme: ssprk3, step: 1e-4, steps: 6}
            output: {every: 2, vtk: [u]}
            """;

    @TempDir
    Path folder;

    private static CaseFile twoFields(String... overrides) {
        return CaseFile.parse("two.yaml", TWO_FIELDS, List.of(overrides));
    }

    private Optional<String> compare(CaseFile file, List<Integer> counts, ObjLongConsumer<Simulation> afterStep) {
        return new RankComparison(file, counts, folder, afterStep).run();
    }

    @Test
    void runsThatAgreeAreComparedAfterEveryKernelAndStep() {
        RankComparison comparison =
                new RankComparison(twoFields(), List.of(1, 2, 3, 4), folder, (simulation, step) -> {});
        assertEquals(Optional.empty(), comparison.run());
        // set-up, and of each of 6 steps three stages and the step itself
        assertEquals(1 + 6 * 4, comparison.comparisons());
    }

    @Test
    void oneValueThatDependsOnTheCutIsFoundWithStepFieldCellAndBothValues() {
        Optional<String> difference = compare(twoFields(), List.of(1, 2, 3), (simulation, step) -> {
            Field v = simulation.field("v");
            if (step == 3 && simulation.grid().communicator().size() == 3) {
                v.set(9, 4, 0, 0.25);
            }
        });
        String words = difference.orElseThrow();
        assertTrue(words.startsWith("step 3, the step, field v, cell [9, 4]: "), words);
        assertTrue(words.contains("on 1 rank, but 0.25 (0x1.0p-2) on 3 ranks; 1 of 154 values differ"), words);
    }

    /** A kernel that is right in itself, but adds a number that each rank has of its own: that of its first cell. */
    @Test
    void kernelThatDependsOnTheCutIsNamed() {
        Optional<String> difference = compare(twoFields(), List.of(2, 1), (simulation, step) -> {
            Field u = simulation.field("u");
            if (step == 2) {
                double first = 1e-16 * u.offset(Axis.X);
                try (Kernel kernel = Kernel.of(Kernel.assign(u, u.plus(first)))) {
                    kernel.run();
                }
            }
        });
        String words = difference.orElseThrow();
        assertTrue(words.startsWith("step 3, the kernel that assigns u, field u, cell ["), words);
        assertTrue(words.contains(" on 2 ranks, but ") && words.contains(" on 1 rank; "), words);
    }

    @Test
    void runsThatTakeDifferentWaysAreToldApart() {
        String words = compare(twoFields(), List.of(1, 2), (simulation, step) -> {
                    if (step == 4 && simulation.grid().communicator().size() == 2) {
                        try (Kernel kernel = Kernel.of(Kernel.assign(simulation.field("v"), simulation.field("u")))) {
                            kernel.run();
                        }
                    }
                })
                .orElseThrow();
        assertTrue(words.startsWith("the runs take different ways: on 1 rank it is in step 4 after the step"), words);
        assertTrue(words.endsWith("but on 2 ranks it is in step 5 after the kernel that assigns v"), words);
    }

    @Test
    void aRunThatFailsWhileAnotherGoesOnIsADifference() {
        String words = compare(twoFields(), List.of(1, 3), (simulation, step) -> {
                    Communicator world = simulation.grid().communicator();
                    if (step == 5 && world.size() == 3 && world.rank() == 1) {
                        throw new IllegalStateException("rank 1 is on fire");
                    }
                })
                .orElseThrow();
        assertTrue(words.startsWith("the runs take different ways: on 1 rank it is in step 5"), words);
        assertTrue(words.contains("on 3 ranks it has failed: [rank 1] java.lang.IllegalStateException: rank 1"), words);
    }

    @Test
    void aFailureOfAllRunsIsTheirs() {
        ExitCodeException failure = assertThrows(
                ExitCodeException.class,
                () -> compare(twoFields("time.step=1e300"), List.of(1, 2), (simulation, step) -> {}));
        assertEquals(ExitCode.FAILED, failure.exitCode());
        assertTrue(
                failure.getMessage().contains("NaN") || failure.getMessage().contains("nfinit"), failure.getMessage());
    }

    @Test
    void moreRanksThanCellsAreBadInput() {
        ExitCodeException failure = assertThrows(
                ExitCodeException.class,
                () -> compare(twoFields("grid.size=[2, 2]"), List.of(1, 5), (simulation, step) -> {}));
        assertEquals(ExitCode.BAD_INPUT, failure.exitCode());
    }

    @Test
    void aCaseWithoutTimeIsComparedToo() {
        CaseFile poisson = CaseFile.parse("poisson.yaml", """
                model: poisson
                grid: {size: [20, 12], boundary: {dirichlet: 0}}
                source: x*y
                """, List.of());
        assertEquals(Optional.empty(), compare(poisson, List.of(1, 2, 3), (simulation, step) -> {}));
    }
}
