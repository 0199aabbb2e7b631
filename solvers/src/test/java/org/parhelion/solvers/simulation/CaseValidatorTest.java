package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseValidatorTest {
    private static final String CASE = """
            grid: {size: [16, 16], boundary: periodic}
            fields:
              u: {initial: "sin(x)", rate: "laplacian(u)"}
            time: {scheme: rk4, step: 0.5, until: 4}
            """;

    private static void check(String yaml, String... overrides) {
        CaseNode.Mapping root = CaseReader.readCase(new CaseSource("case.yaml", yaml));
        CaseValidator.check(CaseOverrides.apply(root, List.of(overrides)));
    }

    private static String refusal(String yaml, String... overrides) {
        return assertThrows(InputException.class, () -> check(yaml, overrides)).getMessage();
    }

    @Test
    void anUnknownKeyShowsItsPlaceAndTheNearestKey() {
        assertEquals("""
                case.yaml:4:8: unknown key "scheem" in time; did you mean "scheme"? (keys here: scheme, step, cfl, \
                tolerance, max_step, until, steps)
                    time: {scheem: rk4, step: 0.5, until: 4}
                           ^""", refusal(CASE.replace("scheme", "scheem")));
    }

    @Test
    void aMissingKeySaysWhatItIsFor() {
        assertEquals("""
                case.yaml:1:7: grid: key "size" is missing: number of cells along x, y, z: one, two or three axes \
                (a list of 1 to 3 [a whole number of at least 1, …])
                    grid: {boundary: periodic}
                          ^""", refusal(CASE.replace("size: [16, 16], ", "")));
    }

    @Test
    void aWrongTypeSaysWhatWouldFit() {
        assertEquals("""
                case.yaml:1:15: grid.size.0 takes a whole number of at least 1, not "16.5"
                    grid: {size: [16.5, 16], boundary: periodic}
                                  ^""", refusal(CASE.replace("[16,", "[16.5,")));
    }

    @Test
    void aWrongWordSuggestsTheNearest() {
        String message = refusal(CASE.replace("rk4", "kr4"));
        assertTrue(
                message.contains(
                        "time.scheme takes one of euler, ssprk2, ssprk3, rk4, bs32, dopri5, backward-euler, bdf2,"
                                + " crank-nicolson, sdirk2, sdirk3, imex-ssp2, imex-ssp3, not \"kr4\"; did you mean \"rk4\"?"),
                message);
        message = refusal(CASE.replace("periodic", "peridoic"));
        assertTrue(message.contains("did you mean \"periodic\"?"), message);
    }

    @Test
    void aWrongKeyInABoundaryIsAWrongKey() {
        String message = refusal(CASE.replace("boundary: periodic", "boundary: {dirichlt: 1}"));
        assertTrue(message.contains("unknown key \"dirichlt\" in grid.boundary; did you mean \"dirichlet\"?"), message);
        message = refusal(CASE.replace("boundary: periodic", "boundary: {x-: {dirichlet: 1}, w: symmetry}"));
        assertTrue(message.contains("unknown key \"w\" in grid.boundary"), message);
    }

    @Test
    void severalProblemsAreToldAtOnce() {
        String message = refusal(CASE.replace("scheme", "scheem").replace("16, 16", "0, x"));
        assertEquals(
                3, message.lines().filter(line -> line.startsWith("case.yaml:")).count(), message);
    }

    @Test
    void checkpointsAreForModelsWithTime() {
        String wrong = refusal(CASE + "checkpoint: {evry: 10}\n");
        assertTrue(wrong.contains("unknown key \"evry\" in checkpoint; did you mean \"every\"?"), wrong);
        String message = refusal("model: poisson\ngrid: {size: [8]}\nsource: 1\ncheckpoint: {every: 10}\n");
        assertTrue(message.contains("checkpoint: this model is solved once and has no steps to go on from"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grid=5 | grid takes a map with keys size, extent, boundary, not \"5\"",
                "fields={} | fields is empty",
                "fields.2u={initial: 0} | \"2u\" is no field name",
                "time.step=-1 | time.step takes \"auto\" or a positive number, not \"-1\"",
                "time.step= | time.step takes \"auto\" or a positive number, not nothing",
                "time.until=0 | time.until takes a positive number, not \"0\"",
                "time.until=1e999 | time.until takes a positive number",
                "grid.size=[1,1,1,1] | grid.size takes a list of 1 to 3",
                "order=3 | order takes one of 2, 4, not \"3\"",
                "output.png=u | output.png takes a list",
                "output.png.0=u | output.png takes a list",
                "title=[a] | title takes text, not a list of 1",
            })
    void eachTypeHasItsMessage(String override, String message) {
        String refusal = refusal(CASE, override);
        assertTrue(refusal.contains(message), refusal);
        assertTrue(refusal.startsWith("--set:1:"), refusal);
        assertTrue(refusal.contains("    " + override), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grid.extent=[2*pi, [-1, 1]]",
                "grid.boundary={x: periodic, y-: {dirichlet: sin(x)}, y+: {robin: [1, 2, 0]}}",
                "parameters={a: 1e-5, b: 2*a}",
                "output={every: 5, png: [u, {field: u, slice: {axis: z, at: 0.5}, map: gray}], animation: apng}",
                "time.steps=10",
                "order=4",
            })
    void whatTheReferenceAllowsPasses(String override) {
        assertDoesNotThrow(() -> check(CASE, override));
    }
}
