package org.parhelion.solvers.simulation;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

/** Damaged cases and expressions: each is either still good or refused with one clear message; see {@link Fuzz}. */
@Timeout(value = 30, unit = MINUTES)
class FuzzTest {
    private static final List<String> SMALL = List.of("""
            title: small
            grid: {size: [12, 10], extent: [2, [0, 1]], boundary: {x: periodic, y-: {dirichlet: "sin(pi*x)"}, y+: neumann}}
            parameters: {D: 0.1, k: 2}
            expressions: {r: "D*laplacian(u) - k*u*v"}
            fields:
              u: {initial: "1 + 0.1*cos(pi*x)", rate: r}
              v: {initial: "0.5*y", rate: "where(u > 0.5, dxx(v) + 0*min(u, v), -v)"}
            time: {scheme: ssprk3, step: auto, cfl: 0.4, steps: 2}
            output: {every: 1, png: [u, {field: v, map: viridis}], vtk: [u, v, r]}
            """, """
            grid: {size: [9, 8, 7], boundary: {dirichlet: 0}}
            fields: {T: {initial: "x*y*z", implicit: "diffusion(1 + x, T)", rate: "1 - T^2"}}
            time: {scheme: imex-ssp2, step: 1e-3, steps: 2}
            solver: {tolerance: 1e-8, method: cg}
            """, """
            model: helmholtz
            grid: {size: [16, 12], boundary: {x: {dirichlet: "y"}, y: {neumann: 0}}}
            shift: 2
            coefficient: "1 + 0.5*x"
            source: "exp(-x*y)"
            output: {png: [u], vtk: [u], convergence: true}
            """);

    @TempDir
    Path folder;

    private static boolean check(String text) {
        try {
            CaseFile file = CaseFile.parse("fuzz.yaml", text, List.of());
            SizeCheck.oneRank(file.grid(), 1);
            String description = OneRank.call(world -> CaseDescription.of(CaseModel.build(file, world), 1));
            assertTrue(description.contains("the case is fine"), description);
            return true;
        } catch (ExitCodeException refusal) {
            Fuzz.checkRefusal(refusal, text);
            return false;
        }
    }

    @Test
    void aDamagedCaseIsFineOrRefused() throws IOException {
        List<String> texts = new ArrayList<>(SMALL);
        for (Path file : ShippedCases.all()) {
            texts.add(Files.readString(file));
        }
        Fuzz.trials(0.5, (mutation, n) -> check(mutation.of(texts.get((int) (n % texts.size())))));
    }

    @Test
    void aDamagedExpressionIsParsedOrRefused() throws IOException {
        List<String> rates = List.of(
                "D*laplacian(u) - u*v^2 + F*(1 - u)",
                "where(u > 0.5 && !(v <= x), sqrt(abs(u)), -max(u, v)^2)",
                "upwind_x(u + 1, dx(shift(v, 1, 0, 0))) - hypot(dxx(u), dyy(v))/(1 + u^2)",
                "atan2(sin(2*pi*x), cosh(t)) * exp(-1e3*u^2) + sign(floor(v*3))",
                "laplacian(u^3 - u - 0.01*laplacian(u))");
        String frame = """
                grid: {size: [8, 6], boundary: periodic}
                parameters: {D: 1, F: 0.1}
                fields:
                  u: {initial: "x", rate: %s}
                  v: {initial: "y", rate: "-v"}
                time: {scheme: euler, step: 1e-6, steps: 1}
                """;
        Fuzz.trials(0.3, (mutation, n) -> {
            String rate = mutation.of(rates.get((int) (n % rates.size())));
            return check(frame.formatted('"' + rate.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        });
    }

    @Test
    void aDamagedCaseThatIsFineRunsOrSaysWhyNotAndWritesNowhereElse() throws IOException {
        Path outputs = Files.createDirectories(folder.resolve("in").resolve("out"));
        Fuzz.trials(0.2, (mutation, n) -> {
            String text = mutation.of(SMALL.get((int) (n % SMALL.size())));
            boolean good = isSmall(text) && check(text) && run(text, outputs);
            try (Stream<Path> made = Files.walk(folder)) {
                List<Path> elsewhere = made.filter(path -> !path.startsWith(outputs))
                        .filter(Files::isRegularFile)
                        .toList();
                assertEquals(List.of(), elsewhere, text);
            }
            return good;
        });
    }

    /** Whether two steps of it take no time. */
    private static boolean isSmall(String text) {
        try {
            CaseFile file = CaseFile.parse("fuzz.yaml", text, List.of());
            double cells = file.grid().size().stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
            return cells < 5000;
        } catch (ExitCodeException refusal) {
            Fuzz.checkRefusal(refusal, text);
            return false;
        }
    }

    private static boolean run(String text, Path outputs) {
        CaseFile whole = CaseFile.parse("fuzz.yaml", text, List.of());
        boolean stepping = whole.model() instanceof EvolutionSpec;
        List<String> few = stepping ? List.of("time.steps=2", "time.until=1000000") : List.of();
        try {
            CaseFile file = CaseFile.parse("fuzz.yaml", text, few);
            Parallel.threads(2, (world, rest) -> run(file, world, outputs));
            return true;
        } catch (ExitCodeException refusal) {
            Fuzz.checkRefusal(refusal, text);
            return false;
        } catch (RankFailure failure) {
            for (RankFailure.Failure one : failure.failures()) {
                if (!(one.cause() instanceof ExitCodeException)) {
                    fail("rank " + one.rank() + ": " + one.cause() + "\n--- for\n" + text, one.cause());
                }
            }
            return false;
        }
    }

    private static void run(CaseFile file, Communicator world, Path outputs) {
        Simulation simulation = Simulation.of(file, world, outputs);
        CartesianGrid grid = simulation.grid();
        assertTrue(grid.dimensions() > 0);
        simulation.run();
    }
}
