package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mpi.Parallel;
import org.parhelion.solvers.time.Rate;
import org.parhelion.solvers.time.Scheme;
import org.parhelion.solvers.time.StabilityLimit;

@Timeout(60)
class ImplicitCaseTest {
    private static final String HEAT = """
            grid: {size: [24, 20], boundary: {x-: {dirichlet: "sin(9*t)"}, x+: {robin: [1, 2, t]}, y: neumann}}
            expressions: {kappa: 1 + 0.5*sin(5*x + y)}
            fields:
              T: {initial: "x*y", rate: "-T^2 + w", implicit: "diffusion(kappa, T) + exp(-t)"}
              w: {initial: 1 - x, rate: "-w*T"}
            time: {scheme: sdirk2, step: 0.02, until: 0.1}
            """;

    private static CaseFile heat(String... overrides) {
        return CaseFile.parse("heat.yaml", HEAT, List.of(overrides));
    }

    private static RunReport run(CaseFile file, int ranks) {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Parallel.threads(ranks, (world, rest) -> {
            Simulation simulation = Simulation.of(file, world, Path.of("unused"));
            simulation.run();
            RunReport mine = simulation.report();
            if (world.rank() == 0) {
                report.set(mine);
            }
        });
        return report.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backward-euler", "bdf2", "crank-nicolson", "sdirk2", "sdirk3", "imex-ssp2", "imex-ssp3"})
    void everySchemeHasTheSameBitsOnAnyNumberOfRanks(String scheme) {
        CaseFile file = heat("time.scheme=" + scheme, "time.until=0.07");
        RunReport one = run(file, 1);
        assertTrue(one.fields().get(0).max() < 2 && one.fields().get(0).l2() > 0.1, one.toString());
        SolverReport solver = one.solver().orElseThrow();
        int stages = scheme.equals("imex-ssp3")
                ? 4
                : scheme.equals("sdirk3") ? 3 : scheme.matches("sdirk2|imex-ssp2") ? 2 : 1;
        assertEquals(4L * stages, solver.solves());
        for (int ranks = 2; ranks <= 4; ranks++) {
            RunReport several = run(file, ranks);
            assertEquals(one.fields(), several.fields(), ranks + " ranks");
            assertEquals(solver.iterations(), several.solver().orElseThrow().iterations());
        }
    }

    @ParameterizedTest
    @CsvSource({"cg, jacobi", "cg, none", "gmres, jacobi", "multigrid, auto"})
    void theSolverIsTheOneAskedFor(String method, String preconditioner) {
        RunReport report = run(heat("solver={method: " + method + ", preconditioner: " + preconditioner + "}"), 2);
        assertEquals(method, report.solver().orElseThrow().method());
        assertEquals(0.487259, report.fields().get(0).mean(), 1e-6);
        assertTrue(RunSummary.of(report).contains(" systems solved in "), RunSummary.of(report));
    }

    @Test
    void anUnsymmetricOperatorGetsAMethodForIt() {
        String implicit = "fields.T.implicit=0.1*laplacian(T) - dx(T)";
        RunReport report = run(heat(implicit), 2);
        assertEquals("gmres", report.solver().orElseThrow().method());
        String refused = refusal(implicit, "solver.method=cg");
        assertTrue(
                refused.contains(
                        "solver.method cg is for symmetric operators, which this one is not; choose gmres or bicgstab"),
                refused);
    }

    /** Reads the case, and sets it up where reading finds nothing wrong. */
    private static String refusal(String... overrides) {
        try {
            CaseFile file = heat(overrides);
            return OneRank.call(world -> {
                try {
                    Simulation.of(file, world, Path.of("unused")).step();
                } catch (org.parhelion.mpi.ExitCodeException refused) {
                    assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
                    return refused.getMessage();
                }
                return "nothing was refused";
            });
        } catch (InputException early) {
            return early.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fields.T.implicit=laplacian(T) - T*dx(T) | 1:34 | \"T*dx(T)\" is not linear in T; only linear terms can be",
                "fields.T.implicit=laplacian(T) + w | 1:34 | field w changes too, and implicit parts are solved for one field",
                "fields.T.implicit=3*x | 1:19 | has no term with T, so there is nothing to solve for; write it as rate",
                "fields.T.implicit=lapacian(T) | 1:19 | unknown function 'lapacian'; did you mean 'laplacian'?",
                "time.scheme=rk4 | | time.scheme rk4 is explicit and solves for nothing; choose backward-euler, bdf2,",
                "time={step: 0.1} | 1:6 | time needs until (a time) or steps (a number) to end by",
                "time.scheme=backwards-euler | 1:13 | did you mean \"backward-euler\"?",
                "fields={T: {initial: 0, rate: 1 - T}} | | solves for implicit parts, but no field has one",
                "fields={T: {initial: 0, implicit: laplacian(T)}} | | ",
                "solver={method: cg, restart: 5} | 1:21 | solver.restart is for method gmres; the method here is cg",
                "time.tolerance=1e-3 | 1:1 | time.tolerance is for the schemes bs32 and dopri5",
            })
    void whatCannotBeSteppedIsRefusedAtItsPlace(String override, String place, String message) {
        String refused = refusal(override);
        if (message == null) {
            assertEquals("nothing was refused", refused);
            return;
        }
        assertTrue(refused.contains(message), refused);
        assertTrue(place == null || refused.startsWith("--set:" + place), refused);
    }

    @Test
    void aSolverForAnExplicitSchemeIsRefused() {
        String yaml = HEAT.replace(", implicit: \"diffusion(kappa, T) + exp(-t)\"", "")
                .replace("sdirk2", "rk4");
        CaseFile.parse("heat.yaml", yaml, List.of());
        String refused = assertThrows(
                        InputException.class,
                        () -> CaseFile.parse("heat.yaml", yaml, List.of("solver={tolerance: 1e-3}")))
                .getMessage();
        assertTrue(
                refused.contains("solver is for implicit schemes, which solve linear systems; scheme rk4 does not"),
                refused);
    }

    @Test
    void withoutAnExplicitPartNothingLimitsAnAutomaticStep() {
        String yaml = """
                grid: {size: [8]}
                fields: {T: {initial: "cos(2*pi*x)", implicit: "laplacian(T)"}}
                time: {until: 1}
                """;
        String refused = assertThrows(InputException.class, () -> CaseFile.parse("heat.yaml", yaml, List.of()))
                .getMessage();
        assertTrue(
                refused.contains("all rates are implicit, so that nothing limits the step; give time.step or"),
                refused);
        RunReport report = run(CaseFile.parse("heat.yaml", yaml, List.of("time.max_step=0.25")), 1);
        assertEquals("sdirk2", report.stepping().orElseThrow().scheme());
        assertEquals(4, report.stepping().orElseThrow().steps());
    }

    @Test
    void anAutomaticStepIsLimitedByTheExplicitPartAlone() {
        String yaml = """
                grid: {size: [40]}
                fields: {T: {initial: "cos(2*pi*x)", rate: "-2*dx(T)", implicit: "10*laplacian(T)"}}
                time: {scheme: imex-ssp3, steps: 3}
                """;
        RunReport report = run(CaseFile.parse("heat.yaml", yaml, List.of()), 1);
        // 0.9 √3 h / 2 along the imaginary axis
        assertEquals(0.9 * 1.732 / 40 / 2, report.stepping().orElseThrow().dt(), 1e-6);
    }

    @Test
    void theShippedStiffCaseTakesStepsAHundredTimesThoseOfAnExplicitScheme() {
        CaseFile file = CaseFile.read(Path.of("..", "examples", "cases", "heat-implicit.yaml"), List.of());
        double limit = OneRank.call(world -> {
            EvolutionModel model = (EvolutionModel) CaseModel.build(file, world);
            List<Rate> explicit = new ArrayList<>();
            model.rates()
                    .forEach(rate ->
                            explicit.add(new Rate(rate.field(), rate.value().plus(rate.implicit()))));
            return StabilityLimit.of(Scheme.EULER, explicit).step();
        });
        double step = ((EvolutionSpec) file.model()).time().step().getAsDouble();
        assertTrue(step >= 100 * limit, step + " is " + step / limit + " times " + limit);
    }
}
