package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CaseOverridesTest {
    private static final CaseNode.Mapping ROOT = CaseReader.readCase(
            new CaseSource("case.yaml", "grid: {size: [8, 9]}\ntime: {until: 1}\noutput: {png: [u]}\n"));

    private static CaseNode at(CaseNode.Mapping root, String... path) {
        CaseNode node = root;
        for (String step : path) {
            node = node instanceof CaseNode.Sequence list
                    ? list.elements().get(Integer.parseInt(step))
                    : ((CaseNode.Mapping) node).get(step);
        }
        return node;
    }

    private static String refusal(String assignment) {
        return assertThrows(InputException.class, () -> CaseOverrides.apply(ROOT, List.of(assignment)))
                .getMessage();
    }

    @Test
    void aValueIsReplacedAndTheRestStays() {
        CaseNode.Mapping changed = CaseOverrides.apply(ROOT, List.of("grid.size.1=32", "time.until=2.5"));
        assertEquals("32", ((CaseNode.Scalar) at(changed, "grid", "size", "1")).text());
        assertEquals("8", ((CaseNode.Scalar) at(changed, "grid", "size", "0")).text());
        assertEquals("2.5", ((CaseNode.Scalar) at(changed, "time", "until")).text());
        assertEquals("1", ((CaseNode.Scalar) at(ROOT, "time", "until")).text());
    }

    @Test
    void aMissingSectionIsMade() {
        CaseNode.Mapping changed = CaseOverrides.apply(ROOT, List.of("parameters.D=0.1"));
        assertEquals("0.1", ((CaseNode.Scalar) at(changed, "parameters", "D")).text());
    }

    @Test
    void valuesAreYaml() {
        CaseNode.Mapping changed = CaseOverrides.apply(ROOT, List.of("grid.boundary={x-: {dirichlet: 1}}"));
        CaseNode.Scalar value = (CaseNode.Scalar) at(changed, "grid", "boundary", "x-", "dirichlet");
        assertEquals("1", value.text());
        assertEquals("--set", value.position().source().name());
        assertEquals(32, value.position().column());
    }

    @Test
    void badAssignmentsSayWhatIsWrong() {
        assertEquals("--set takes KEY=VALUE, as in --set time.until=100, not \"time.until\"", refusal("time.until"));
        assertEquals(
                "--set:1:1: time.until is \"1\" and has no key \"x\"\n    time.until.x=3\n    ^",
                refusal("time.until.x=3"));
        assertEquals(
                "--set:1:1: \"7\" is no index of a list of 2; elements count from 0\n    grid.size.7=3\n    ^",
                refusal("grid.size.7=3"));
        assertEquals(
                "--set:1:1: an empty key; write --set section.key=value\n    grid..x=3\n    ^", refusal("grid..x=3"));
    }
}
