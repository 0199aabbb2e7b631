package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;

@Timeout(60)
class EllipticSimulationTest {
    /** u = sin(1.3 x + 2 y) with a = 1 + xy + y² and k = 2 + x: nothing about it is symmetric. */
    static final String MANUFACTURED = """
            model: helmholtz
            grid: {size: [20, 14], extent: [1.1, 0.9], boundary: {dirichlet: u0}}
            expressions:
              u0: sin(1.3*x + 2*y)
              c: cos(1.3*x + 2*y)
              a: 1 + x*y + y^2
              f: 5.69*a*u0 - 1.3*y*c - 2*(x + 2*y)*c + (2 + x)*u0
            coefficient: a
            shift: 2 + x
            source: f
            exact: u0
            solver: {tolerance: 1e-11}
            """;

    @TempDir
    Path folder;

    static CaseFile parse(String yaml, String... overrides) {
        return CaseFile.parse("case.yaml", yaml, List.of(overrides));
    }

    /** What a run ends with, as rank 0 knows it. */
    static RunReport run(CaseFile file, int ranks, Path folder) {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Parallel.threads(ranks, (world, rest) -> {
            Simulation simulation = Simulation.of(file, world, folder);
            simulation.run();
            assertTrue(simulation.isDone());
            RunReport mine = simulation.report();
            if (world.rank() == 0) {
                report.set(mine);
            }
        });
        return report.get();
    }

    private RunReport run(CaseFile file, int ranks) {
        return run(file, ranks, folder);
    }

    private double error(CaseFile file) {
        RunReport report = run(file, 1);
        assertTrue(report.solver().orElseThrow().isConverged(), report.toString());
        return report.error().orElseThrow().l2();
    }

    private double observedOrder(String yaml, List<String> sizes, String... overrides) {
        double[] errors = new double[2];
        for (int n = 0; n < 2; n++) {
            List<String> all = new ArrayList<>(List.of(overrides));
            all.add("grid.size=" + sizes.get(n));
            errors[n] = error(CaseFile.parse("case.yaml", yaml, all));
        }
        return Math.log(errors[0] / errors[1]) / Math.log(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{dirichlet: u0}",
                "{x-: {neumann: -1.3*c}, x+: {dirichlet: u0}, y-: {dirichlet: u0}, y+: {neumann: 2*c}}",
                "{x-: {neumann: -1.3*c}, x+: {neumann: 1.3*c}, y-: {neumann: -2*c}, y+: {neumann: 2*c}}",
                "{x-: {robin: [2, 1, 2*u0 - 1.3*c]}, x+: {dirichlet: u0}, y-: {dirichlet: u0}, y+: {robin: [1, 3, u0 + 6*c]}}",
            })
    void cellsAndNodesAreOfSecondOrderWithAllBoundaries(String boundary) {
        for (String location : List.of("cell", "node")) {
            boolean robinNodes = location.equals("node") && boundary.contains("robin");
            // rows of nodes on Robin walls have no shares that would make this operator symmetric
            String method = robinNodes ? "auto" : "cg";
            double order = observedOrder(
                    MANUFACTURED,
                    List.of("[20, 14]", "[40, 28]"),
                    "location=" + location,
                    "solver.method=" + method,
                    "grid.boundary=" + boundary);
            assertEquals(2, order, 0.15, location + " with " + boundary);
        }
    }

    @Test
    void axesMayHaveCoefficientsOfTheirOwn() {
        String source = "source=1.69*a*u0 - 1.3*y*c + 12*u0 + (2 + x)*u0";
        for (String location : List.of("cell", "node")) {
            double order = observedOrder(
                    MANUFACTURED,
                    List.of("[20, 14]", "[40, 28]"),
                    "coefficient=[a, 3]",
                    source,
                    "location=" + location);
            assertEquals(2, order, 0.15, location);
        }
    }

    @Test
    void oneAndThreeAxesWorkAlike() {
        String line = """
                model: poisson
                grid: {size: [30], extent: [[-1, 1]], boundary: {x-: {neumann: -exp(-1)}, x+: {dirichlet: exp(1)}}}
                coefficient: 2 + x
                source: -exp(x)*(3 + x)
                exact: exp(x)
                """;
        assertEquals(2, observedOrder(line, List.of("[30]", "[60]")), 0.1);
        String block = """
                model: poisson
                grid: {size: [8, 8, 8], boundary: {dirichlet: cos(x + y)*exp(z)}}
                coefficient: [1, "1 + z", 2]
                source: (1 + 1 + z - 2)*cos(x + y)*exp(z)
                exact: cos(x + y)*exp(z)
                """;
        assertEquals(2, observedOrder(block, List.of("[12, 10, 11]", "[24, 20, 22]")), 0.25);
    }

    /** The discrete solution of {@code dirichlet_7pt_sine} is the exact one times 3π²/λ. */
    @Test
    void theLaplacianOfASineHasItsDiscreteEigenvalue() {
        String yaml = """
                model: poisson
                grid: {size: [12, 12, 12], boundary: {dirichlet: 0}}
                location: node
                source: 3*pi^2*sin(pi*x)*sin(pi*y)*sin(pi*z)
                exact: sin(pi*x)*sin(pi*y)*sin(pi*z)*(pi/(24*sin(pi/24)))^2
                solver: {tolerance: 1e-13}
                """;
        assertEquals(0, error(parse(yaml)), 1e-12);
    }

    private static final String SINGULAR = """
            model: poisson
            grid: {size: [24, 16], extent: [1, 2], boundary: {x: neumann, y: periodic}}
            coefficient: 2 + cos(pi*y)
            source: f
            expressions:
              u0: cos(pi*x)*sin(pi*y)
              f: (2 + cos(pi*y))*2*pi^2*u0 + pi*sin(pi*y)*pi*cos(pi*x)*cos(pi*y)
            exact: u0 + 7
            """;

    @ParameterizedTest
    @ValueSource(strings = {"cell", "node"})
    void ofSolutionsThatDifferByAConstantTheOneWithMeanZeroIsFound(String location) {
        Parallel.threads(2, (world, rest) -> {
            Simulation simulation =
                    Simulation.of(parse(SINGULAR, "location=" + location, "solver.tolerance=1e-11"), world, folder);
            simulation.run();
            Field u = simulation.field("u");
            assertEquals(0, FieldStatistics.of(u).mean(), 1e-14);
            assertEquals(Optional.empty(), simulation.problem());
        });
        assertEquals(2, observedOrder(SINGULAR, List.of("[24, 16]", "[48, 32]"), "location=" + location), 0.1);
    }

    @Test
    void aSourceThatDoesNotBalanceIsRefusedWithItsMean() {
        String message = refusal(parse(SINGULAR, "source=f + 1"), 2, ExitCode.BAD_INPUT, folder);
        assertTrue(
                message.contains(
                        "source: there is no solution: nothing holds the unknown, so source and boundary values"
                                + " must balance, but their sum has a mean of magnitude 1 (its part in the null space is "),
                message);
        // a flux through the walls balances it
        RunReport report = run(
                parse(
                        SINGULAR,
                        "source=f + 1",
                        "grid.boundary={x-: neumann, x+: {neumann: -1/(2+cos(pi*y))}, y: periodic}"),
                1);
        assertTrue(report.solver().orElseThrow().isConverged());
    }

    @Test
    void aSourceThatBalancesUpToTheDiscretisationIsTaken() {
        RunReport report = run(parse(SINGULAR, "source=f + 1e-3*exp(x) - 1e-3*(exp(1) - 1)"), 1);
        assertTrue(report.solver().orElseThrow().isConverged());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "solver.preconditioner=none", "location=node", "solver.method=multigrid"})
    void bitsAreTheSameOnAnyNumberOfRanks(String override) {
        for (String yaml : List.of(MANUFACTURED, SINGULAR)) {
            CaseFile file = override.isEmpty() ? parse(yaml) : parse(yaml, override);
            RunReport one = run(file, 1);
            for (int ranks = 2; ranks <= 4; ranks++) {
                RunReport several = run(file, ranks);
                assertEquals(one.fields(), several.fields(), ranks + " ranks");
                assertEquals(
                        one.solver().orElseThrow().iterations(),
                        several.solver().orElseThrow().iterations());
                assertEquals(one.error(), several.error());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cg, none",
        "cg, jacobi",
        "cg, multigrid",
        "pipelined-cg, jacobi",
        "bicgstab, jacobi",
        "gmres, jacobi",
        "gmres, multigrid",
        "minres, jacobi",
        "minres, none",
        "multigrid, auto",
        "multigrid-cg, auto",
        "auto, auto"
    })
    void everyMethodComesToTheSameSolution(String method, String preconditioner) {
        RunReport report = run(
                parse(
                        MANUFACTURED,
                        "solver={method: " + method + ", preconditioner: " + preconditioner + ", tolerance: 1e-10}"),
                2);
        SolverReport solver = report.solver().orElseThrow();
        assertTrue(solver.isConverged(), solver.toString());
        assertTrue(solver.residual() <= 1e-10, solver.toString());
        assertEquals(method.equals("auto") ? "multigrid-cg" : method, solver.method());
        assertEquals(0.79897, report.fields().get(0).mean(), 1e-4);
    }

    /** −Δu − 60 u on the unit square has eigenvalues of both signs: 2π² − 60 < 5π² − 60 < 0 < 8π² − 60. */
    @Test
    void wavesAreSolvedByMethodsForIndefiniteOperators() {
        String yaml = """
                model: helmholtz
                grid: {size: [32, 32], boundary: {dirichlet: 0}}
                shift: -60
                source: (13*pi^2 - 60)*sin(2*pi*x)*sin(3*pi*y)
                exact: sin(2*pi*x)*sin(3*pi*y)
                """;
        RunReport report = run(parse(yaml), 2);
        assertEquals("minres", report.solver().orElseThrow().method());
        assertTrue(report.solver().orElseThrow().isConverged());
        assertEquals(0, report.error().orElseThrow().max(), 0.05);
        assertEquals(2, observedOrder(yaml, List.of("[32, 32]", "[64, 64]")), 0.1);
        assertTrue(run(parse(yaml, "solver.method=gmres"), 1)
                .solver()
                .orElseThrow()
                .isConverged());
        RunReport byCg = run(parse(yaml, "solver={method: cg, preconditioner: none}", "source=exp(x*y)*sin(pi*x)"), 1);
        assertFalse(byCg.solver().orElseThrow().isConverged());
        assertTrue(byCg.solver().orElseThrow().reason().contains("not positive definite"), byCg.toString());
    }

    @Test
    void fastReductionsSolveJustAsWell() {
        RunReport report = run(parse(MANUFACTURED, "solver.reductions=fast"), 3);
        assertTrue(report.solver().orElseThrow().isConverged());
        assertTrue(report.error().orElseThrow().max() < 2e-3);
    }

    static String refusal(CaseFile file, int ranks, int code, Path folder) {
        RankFailure failure = assertThrows(
                RankFailure.class,
                () -> Parallel.threads(
                        ranks,
                        (world, rest) -> Simulation.of(file, world, folder).run()));
        ExitCodeException refused = failure.failures().stream()
                .map(RankFailure.Failure::cause)
                .filter(ExitCodeException.class::isInstance)
                .map(ExitCodeException.class::cast)
                .findFirst()
                .orElseThrow(() -> failure);
        assertEquals(code, refused.exitCode(), refused.getMessage());
        return refused.getMessage();
    }
}
