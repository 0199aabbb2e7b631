package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.solvers.simulation.EllipticSimulationTest.MANUFACTURED;
import static org.parhelion.solvers.simulation.EllipticSimulationTest.parse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mpi.Parallel;

/** What a user reads of elliptic models: refusals, reports, descriptions. */
@Timeout(60)
class EllipticCaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coefficient=x - 0.5 | coefficient: must be positive, but is -0.5 at x = 0, y = 0.0321429",
                "coefficient=[1, 0] | coefficient.1: must be positive, but is 0",
                "coefficient=[1, 1/(y - y)] | coefficient.1: must be positive, but is Infinity at x = 0.0275, y = 0",
                "coefficient=u | coefficient: the coefficient cannot depend on field u; write it with coordinates",
                "coefficient=[1] | coefficient has 1 elements, but the grid has 2 axes; give one expression, or one for each",
                "source=log(x - 0.5) | source: field source is NaN in cell (0, 0), at x = 0.0275000, y = 0.0321429; look at",
                "source=2*u | source: the source cannot depend on field u",
                "field=2u | field: \"2u\" is no field name",
                "field=sin | \"sin\" has a fixed meaning in expressions",
                "output={png: [exat]} | there is no field or expression \"exat\"; did you mean \"exact\"?",
                "output={vtk: [v]} | there is no field or expression \"v\"",
                "boundary={x: periodic} | boundary: axis x of the grid is not periodic, and fields cannot differ in that",
            })
    void whatMakesNoSenseIsRefusedAtItsPlace(String override, String message) {
        AtomicReference<String> refused = new AtomicReference<>();
        try {
            refused.set(EllipticSimulationTest.refusal(parse(MANUFACTURED, override), 2, ExitCode.BAD_INPUT, folder));
        } catch (InputException early) {
            refused.set(early.getMessage());
        }
        assertTrue(refused.get().contains(message), refused.get());
        assertTrue(refused.get().startsWith("--set:1:"), refused.get());
    }

    @Test
    void aSolveThatDoesNotConvergeSaysSoAfterItsOutputs() throws IOException {
        CaseFile file = parse(
                MANUFACTURED,
                "solver={preconditioner: none, max_iterations: 3}",
                "output={vtk: [u, error, a], png: [exact], convergence: true}");
        Parallel.threads(2, (world, rest) -> {
            Simulation simulation = Simulation.of(file, world, folder);
            simulation.run();
            String problem = simulation.problem().orElseThrow();
            assertTrue(
                    problem.matches(
                            "case: not solved: CG after 3 iterations, .* did not converge: the allowed number of"
                                    + " iterations is used up; the outputs show where it stands; allow more solver.max_iterations, or"
                                    + " choose another solver.preconditioner"),
                    problem);
            RunReport report = simulation.report();
            if (world.rank() == 0) {
                ReportFile.write(folder.resolve("report.json"), report);
                assertTrue(RunSummary.of(report).startsWith("case: NOT solved in "), RunSummary.of(report));
            }
        });
        CaseNode.Mapping report = CaseReader.readCase(CaseReader.load(folder.resolve("report.json")));
        CaseNode.Mapping solver = (CaseNode.Mapping) report.get("solver");
        assertEquals("false", ((CaseNode.Scalar) solver.get("converged")).text());
        assertEquals("3", ((CaseNode.Scalar) solver.get("iterations")).text());
        assertTrue(solver.get("reason") != null && report.get("error") != null);
        assertTrue(Files.exists(folder.resolve("exact_00000000.png")));
        assertTrue(InfoCommand.describe(folder.resolve("convergence.png")).contains("PNG picture"));
        assertTrue(Files.exists(folder.resolve("case_00000000.pvti")));
        assertTrue(InfoCommand.describe(folder.resolve("report.json")).contains("did NOT converge"));
    }

    @Test
    void theReportHasWhatASolveNeeds() throws IOException {
        RunReport report = EllipticSimulationTest.run(parse(MANUFACTURED), 2, folder);
        String json = ReportFile.json(report);
        CaseNode.Mapping read = CaseReader.readCase(new CaseSource("report", json));
        assertEquals(
                List.of(
                        "method",
                        "preconditioner",
                        "converged",
                        "solves",
                        "iterations",
                        "most_iterations",
                        "relative_residual",
                        "setup_seconds",
                        "solve_seconds"),
                List.copyOf(((CaseNode.Mapping) read.get("solver")).entries().keySet()));
        assertFalse(read.entries().containsKey("steps"));
        String summary = RunSummary.of(report);
        assertTrue(summary.startsWith("case: solved in "), summary);
        assertTrue(
                summary.contains("\n  multigrid-cg: ") && summary.contains("\n  error against exact: max "), summary);
    }

    @Test
    void aCheckDescribesTheEquation() {
        CaseFile file = parse(MANUFACTURED, "location=node");
        String description = OneRank.call(world -> CaseDescription.of(CaseModel.build(file, world), 2));
        for (String fact : List.of(
                "the case is fine",
                "equation  -div(coefficient grad(u)) + shift*u = source, 247 unknowns at nodes",
                "operator  ",
                "solver    auto, preconditioner auto, to 1e-11 of the right-hand side")) {
            assertTrue(description.contains(fact), description);
        }
    }

    @Test
    void theSchemaOfEachModelKnowsItsKeys() {
        Map<String, String> refusals = Map.of(
                "shfit=3", "unknown key \"shfit\"; did you mean \"shift\"?",
                "time={steps: 3}", "unknown key \"time\"",
                "model=poison", "model takes one of poisson, helmholtz, not \"poison\"; did you mean \"poisson\"?",
                "output={every: 3}", "unknown key \"every\" in output",
                "model=poisson", "unknown key \"shift\", which is one of model: helmholtz",
                "solver.method=gc", "not \"gc\"; did you mean \"cg\"?",
                "solver.tolerance=0", "solver.tolerance takes a positive number, not \"0\"",
                "solver={restart: 20}", "solver.restart is for method gmres; the method here is auto",
                "solver={method: cg, preconditioner: none, cycle: w}",
                        "solver.cycle is for multigrid; the preconditioner here is none",
                "solver={method: multigrid, preconditioner: jacobi}",
                        "solver.preconditioner: method multigrid takes none;");
        refusals.forEach((override, message) -> {
            String refused = assertThrows(InputException.class, () -> parse(MANUFACTURED, override))
                    .getMessage();
            assertTrue(refused.contains(message), refused);
        });
        String missing = assertThrows(InputException.class, () -> parse("model: poisson\ngrid: {size: [4]}\n"))
                .getMessage();
        assertTrue(missing.contains("key \"source\" is missing: f of space and parameters (an expression)"), missing);
    }
}
