package org.parhelion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class NasCgTest {
    @Test
    void randomNumbersAreThoseOfRandlc() {
        RandomStream random = new RandomStream(314159265);
        assertEquals(0.7945219111887383, random.next());
        assertEquals(0.8690652738745399, random.next());
        random.next();
        random.next();
        assertEquals(55279057169489L, random.state());
    }

    @RankTest({1, 2, 3, 4})
    void classSFindsItsEigenvalueStepByStep(Communicator world) throws IOException {
        NasCg.Outcome outcome = NasCg.run(world, NasCg.ProblemClass.S);
        assertTrue(outcome.verified(), "zeta " + outcome.last());
        assertEquals(78148, outcome.entries());
        try (InputStream text = NasCgTest.class.getResourceAsStream("nas-cg-S.csv")) {
            String[] lines = new String(text.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1);
            for (int n = 0; n < 15; n++) {
                double expected = Double.parseDouble(lines[n + 1].split(",", -1)[2]);
                assertEquals(expected, outcome.zeta()[n], 1e-12 * expected, "step " + (n + 1));
            }
        }
        assertTrue(outcome.residual() < 1e-13, "residual " + outcome.residual());
        assertEquals(Double.doubleToLongBits(alone(world)), Double.doubleToLongBits(outcome.last()));
    }

    private static double alone(Communicator world) {
        try (Communicator self = world.split(world.rank(), 0).orElseThrow()) {
            return NasCg.run(self, NasCg.ProblemClass.S).last();
        }
    }

    @Tag("slow")
    @RankTest({1, 2, 3, 4})
    void classesWAndAFindTheirEigenvalues(Communicator world) {
        assertTrue(NasCg.run(world, NasCg.ProblemClass.W).verified());
        assertTrue(NasCg.run(world, NasCg.ProblemClass.A).verified());
    }
}
