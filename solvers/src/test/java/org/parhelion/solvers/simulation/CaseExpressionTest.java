package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.Side;

class CaseExpressionTest {
    private static final String CASE = """
            grid: {size: [16, 8], extent: [2*pi, [-1, 1]], boundary: {x: periodic, y: neumann}}
            parameters: {D: 0.5, E: 2*D}
            expressions: {flux: D*dx(u), half: flux/2}
            fields:
              u: {initial: "sin(x)", rate: "dx(flux) + half", boundary: {y-: {dirichlet: E*sin(x)}}}
            time: {step: 0.01, until: 1}
            """;

    private static CaseModel model(String yaml, String... overrides) {
        CaseFile file = CaseFile.parse("case.yaml", yaml, List.of(overrides));
        return OneRank.call(world -> CaseModel.build(file, world));
    }

    private static String refusal(String yaml, String... overrides) {
        return assertThrows(InputException.class, () -> model(yaml, overrides)).getMessage();
    }

    @Test
    void numbersMayBeConstantExpressions() {
        CaseFile file = CaseFile.parse("case.yaml", CASE, List.of());
        assertEquals(2 * Math.PI, file.grid().extent().get(0).to());
        assertEquals(-1, file.grid().extent().get(1).from());
        assertEquals(1.0, file.parameters().get("E").value());
    }

    @Test
    void fieldsTakeTheGridsBoundariesExceptTheirOwn() {
        CaseModel model = model(CASE);
        assertEquals(
                Boundary.Kind.DIRICHLET,
                model.fields().get(0).boundary(Side.Y_LOW).kind());
        assertEquals(
                Boundary.Kind.NEUMANN,
                model.fields().get(0).boundary(Side.Y_HIGH).kind());
        assertTrue(model.grid().isPeriodic(Axis.X));
        assertEquals(
                List.of("u", "flux", "half"), List.copyOf(model.quantities().keySet()));
    }

    @Test
    void anUnknownNameHasItsCaretInTheFile() {
        assertEquals("""
                case.yaml:5:36: fields.u.rate: unknown name 'flx'; did you mean 'flux'?
                      u: {initial: "sin(x)", rate: "dx(flx) + half", boundary: {y-: {dirichlet: E*sin(x)}}}
                                                       ^""", refusal(CASE.replace("dx(flux) + half", "dx(flx) + half")));
    }

    @Test
    void anErrorInANamedExpressionPointsThere() {
        String message = refusal(CASE.replace("D*dx(u)", "D*dx(u"));
        assertTrue(message.startsWith("case.yaml:3:"), message);
        assertTrue(message.contains("expressions.flux: "), message);
    }

    @Test
    void aFoldedExpressionIsShownByItself() {
        String yaml = CASE.replace("\"dx(flux) + half\"", "\"dx(flux)\n      + hlf\"");
        String message = refusal(yaml);
        assertTrue(message.startsWith("case.yaml:5:32: fields.u.rate: unknown name 'hlf'"), message);
        assertTrue(message.contains("dx(flux) + hlf\n") && message.endsWith("             ^"), message);
    }

    @Test
    void circlesAreFound() {
        String message = refusal(CASE.replace("flux: D*dx(u)", "flux: D*dx(half)"));
        assertTrue(message.contains("\"flux\" is defined by itself: flux → half → flux"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parameters.x=1 | \"x\" has a fixed meaning in expressions; choose another name",
                "parameters.u=1 | the name \"u\" is taken: parameters, expressions and fields share their names",
                "parameters.E=2*y | 'y' has no value here: this must be a constant",
                "parameters.E=2*F | unknown name 'F'",
                "parameters.E=log(0) | parameters.E: takes a number, not -Infinity",
                "grid.extent=[1,1,1] | grid.extent has 3 axes, but grid.size has 2",
                "grid.extent=[[1, 0], 1] | the second end, 0.0, must be greater than the first, 1.0",
                "grid.extent=[-2*D, 1] | grid.extent: takes a positive number, not -1.0",
                "grid.boundary={x: periodic} | grid.boundary says nothing about side y-; add y- or y",
                "grid.boundary={x-: periodic, x+: outflow, y: outflow} | axis x is periodic on one side only",
                "grid.boundary={x: periodic, y: neumann, z: neumann} | a 2-D grid has no axis z",
                "fields.u.boundary={x: neumann} | axis x of the grid is periodic, and fields cannot differ in that",
                "fields.u.boundary={neumann: 1, dirichlet: 2} | takes exactly one of dirichlet, neumann, robin",
                "fields.u.boundary={y: {robin: [0, 0, 1]}} | a and b are both 0",
                "fields.u.boundary={y: {dirichlet: u}} | unknown name 'u'",
                "fields.u.initial=u + 1 | an initial value cannot depend on field u",
                "fields.u={initial: 0} | no field has a rate, so nothing would ever change",
                "fields.u.rate=dz(u) | needs the z axis, but the grid is 2-D",
                "time.cfl=0.5 | time.cfl is for step: auto",
                "time.tolerance=1e-3 | time.tolerance is for the schemes bs32 and dopri5",
                "time={step: 0.1} | time needs until (a time) or steps (a number) to end by",
                "output={png: [w]} | there is no field or expression \"w\"",
                "output={png: [flx]} | there is no field or expression \"flx\"; did you mean \"flux\"?",
                "output={png: [{field: u, slice: {axis: z}}]} | output.png.slice is for 3-D grids",
                "output={png: [{field: u, range: [1, 0]}]} | 0.0 must be greater than 1.0",
                "output={vtk: [u], animation: apng} | output.animation needs pictures",
                "output={vtk: [u], every: 1, interval: 1} | output has both every and interval",
            })
    void mistakesOfMeaningAreRefused(String override, String problem) {
        boolean scheme = override.startsWith("time.tolerance");
        String message = scheme ? refusal(CASE, override, "time.scheme=rk4") : refusal(CASE, override);
        assertTrue(message.contains(problem), message);
        assertTrue(message.contains("\n    "), message);
    }

    @Test
    void aToleranceAloneAsksForAnAdaptiveScheme() {
        CaseFile file = CaseFile.parse("case.yaml", CASE, List.of("time={tolerance: 1e-3, until: 1}"));
        assertTrue(((EvolutionSpec) file.model()).time().scheme().isAdaptive());
    }
}
