package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Communicator;

@Timeout(60)
class ShuffleSweepTest {
    private static final CaseFile CASE = CaseFile.parse("two.yaml", RankComparisonTest.TWO_FIELDS, List.of());

    @TempDir
    Path folder;

    @Test
    void aRightCaseHasTheSameBitsForEverySeed() {
        ShuffleSweep sweep = new ShuffleSweep(CASE, 3, folder, (simulation, step) -> {});
        assertEquals(Optional.empty(), sweep.run(1, 8));
    }

    /** Rank 0 takes what the others send in the order in which it comes, and the order decides the sum's last bits. */
    private static void race(Simulation simulation, long step) {
        Communicator world = simulation.grid().communicator();
        double[] one = {world.rank() * 0.1};
        double sum = 0;
        if (world.rank() > 0) {
            world.send(one, 0, 99);
        } else {
            for (int n = 1; n < world.size(); n++) {
                world.recv(one, Communicator.ANY_SOURCE, 99);
                sum = 0.7 * sum + one[0];
            }
        }
        if (step == 2) {
            simulation.field("u").set(0, 0, 0, sum);
        }
    }

    @Test
    void aRaceOfWildcardReceivesIsCaughtAndTheSeedNamedRepeatsIt() {
        ShuffleSweep sweep = new ShuffleSweep(CASE, 3, folder, ShuffleSweepTest::race);
        String words = sweep.run(1, 50).orElseThrow();
        assertTrue(words.matches("seed \\d+ gives other bits than seed 1: field u is [0-9a-f]{32}, not .*"), words);
        assertEquals(Optional.of(words), sweep.run(1, 50));
        long seed = Long.parseLong(words.split(" ", 3)[1]);
        assertTrue(words.endsWith("--shuffle " + seed + " repeats the run"), words);
        assertEquals(Optional.empty(), sweep.run(1, seed - 1));
    }

    @Test
    void aSeedThatFailsIsNamed() {
        ShuffleSweep sweep = new ShuffleSweep(CASE, 2, folder, (simulation, step) -> {
            Communicator world = simulation.grid().communicator();
            int other = 1 - world.rank();
            world.send(new int[1], other, 7);
            world.recv(new int[1], other, 7);
        });
        String words = sweep.run(1, 20).orElseThrow();
        assertTrue(words.startsWith("seed "), words);
        assertTrue(words.contains("deadlock") && words.contains("cycle: rank 0 waits for rank 1"), words);
    }
}
