package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class SolveMonitorTest {
    @RankTest({1, 2})
    void rankZeroPrintsStepsResidualsAndRates(Communicator world) {
        DenseOperator a = new DenseOperator(world, DenseOperator.hilbert(4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SolveMonitor monitor = SolveMonitor.printing(world, new PrintStream(out, true, StandardCharsets.UTF_8), 2);
        SolveResult result = Krylov.gmres(a)
                .monitor(monitor)
                .solve(a.vector(1, 0, 0, 0), a.domain().vector("x"));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        if (world.rank() > 0) {
            assertTrue(lines.isEmpty());
            return;
        }
        assertEquals("GMRES(30)", lines.get(0));
        assertEquals("   step      |r|  |r|/|b|   rate", lines.get(1));
        assertEquals("      0 1.00e+00  1.00e+00", lines.get(2));
        double rate = Math.sqrt(result.history()[2]);
        assertTrue(lines.get(3).startsWith("      2 "), lines.get(3));
        assertEquals(rate, Double.parseDouble(lines.get(3).substring(27).strip()), 5e-4);
        assertEquals(result.toString(), lines.get(lines.size() - 1));
        assertEquals(3 + result.iterations() / 2 + 1, lines.size());
    }

    @RankTest({1, 2})
    void monitorsAreJoinedAndHearEveryStep(Communicator world) {
        List<String> heard = new ArrayList<>();
        class Listener implements SolveMonitor {
            private final String name;

            Listener(String name) {
                this.name = name;
            }

            @Override
            public void begin(String solver, Stop.State state) {
                heard.add(name + " begin " + state.iteration());
            }

            @Override
            public void step(Stop.State state) {
                assertEquals(state.residual(), state.residual(state.iteration()));
                assertThrows(IllegalArgumentException.class, () -> state.residual(state.iteration() + 1));
                heard.add(name + " " + state.iteration());
            }

            @Override
            public void end(SolveResult result) {
                heard.add(name + " end " + result.iterations());
            }
        }
        LinearOperator a = GridProblems.POISSON.on(world);
        Krylov.cg(a)
                .stop(Stop.iterations(2))
                .monitor(new Listener("a").and(new Listener("b")))
                .solve(GridProblems.rightHandSide(a), a.domain().vector("x"));
        assertEquals(List.of("a begin 0", "b begin 0", "a 1", "b 1", "a 2", "b 2", "a end 2", "b end 2"), heard);
    }

    @RankTest({1, 2})
    void severalSolvesAreDrawnInOnePicture(Communicator world, @TempDir Path folder) throws IOException {
        LinearOperator a = GridProblems.POISSON.on(world);
        ConvergencePlot plot = new ConvergencePlot("Poisson, 14×11×6 cells");
        DistributedVector b = GridProblems.rightHandSide(a);
        Krylov.cg(a).monitor(plot.curve()).solve(b, a.domain().vector("x"));
        Krylov.cg(a)
                .preconditioner(GridProblems.preconditioner(a))
                .monitor(plot.curve("CG, Chebyshev polynomial"))
                .solve(b, a.domain().vector("x"));
        Krylov.bicgstab(a).monitor(plot.curve()).solve(b, a.domain().vector("x"));
        Krylov.gmres(a, 20).monitor(plot.curve()).solve(b, a.domain().vector("x"));
        Krylov.chebyshev(a).monitor(plot.curve()).solve(b, a.domain().vector("x"));
        Path target = folder.resolve("convergence.png");
        plot.write(target, world);
        world.barrier();
        byte[] bytes = Files.readAllBytes(target);
        assertEquals("PNG", new String(bytes, 1, 3, StandardCharsets.US_ASCII));
        for (int n = 5; n < 8; n++) {
            Krylov.cg(a).monitor(plot.curve()).solve(b, a.domain().vector("x"));
        }
        assertThrows(
                IllegalStateException.class,
                () -> Krylov.cg(a).monitor(plot.curve()).solve(b, a.domain().vector("x")));
    }
}
