package org.parhelion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.testing.RankTest;

class NasMgTest {
    @Test
    void aStreamBegunFurtherOnIsTheSameStream() {
        RandomStream random = new RandomStream(314159265);
        for (int n = 0; n < 1000; n++) {
            random.next();
        }
        assertEquals(random.next(), RandomStream.from(314159265, 1000).next());
    }

    @RankTest({1, 2, 4})
    void classSHasTheResidualsOfTheTableCycleByCycle(Communicator world) throws IOException {
        NasMg.Outcome outcome = NasMg.run(world, NasMg.ProblemClass.S);
        assertTrue(outcome.verified(), "rnm2 " + outcome.last());
        try (InputStream text = NasMgTest.class.getResourceAsStream("nas-mg-S.csv")) {
            String[] lines = new String(text.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1);
            for (int n = 0; n < outcome.norms().length; n++) {
                double expected = Double.parseDouble(lines[n + 1].split(",", -1)[1]);
                assertEquals(expected, outcome.norms()[n], 1e-12 * expected, "cycle " + n);
            }
        }
        try (Communicator self = world.split(world.rank(), 0).orElseThrow()) {
            NasMg.Outcome alone = NasMg.run(self, NasMg.ProblemClass.S);
            assertEquals(Double.doubleToLongBits(alone.last()), Double.doubleToLongBits(outcome.last()));
        }
    }

    @RankTest(3)
    void threeRanksAreRefused(Communicator world) {
        ExitCodeException refusal = assertThrows(ExitCodeException.class, () -> NasMg.run(world, NasMg.ProblemClass.S));
        assertEquals("NAS MG runs on 1, 2, 4 or 8 ranks, not on 3", refusal.getMessage());
        assertEquals(ExitCodeException.BAD_INPUT, refusal.exitCode());
    }

    @Tag("slow")
    @RankTest(
            value = {1, 2, 4},
            timeoutSeconds = 120)
    void classAHasItsResidual(Communicator world) {
        NasMg.Outcome outcome = NasMg.run(world, NasMg.ProblemClass.A);
        assertTrue(outcome.verified(), "rnm2 " + outcome.last());
    }
}
