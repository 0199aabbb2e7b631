package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final List<Option> OPTIONS = List.of(
            Option.flag("--quiet", "says less"),
            Option.value("-n", "RANKS", "ranks"),
            Option.value("--report", "FILE", "report"),
            Option.repeated("--set", "KEY=VALUE", "change"));

    private static Arguments parse(String... words) {
        return Arguments.parse("parhelion run", OPTIONS, List.of(words));
    }

    private static String refusal(String... words) {
        return assertThrows(InputException.class, () -> parse(words)).getMessage();
    }

    @Test
    void optionsAndOperandsMayMix() {
        Arguments arguments =
                parse("--set", "a=1", "case.yaml", "--quiet", "-n4", "--set=b=2", "--report", "r.json", "--", "-x");
        assertEquals(List.of("case.yaml", "-x"), arguments.operands());
        assertEquals(List.of("a=1", "b=2"), arguments.values("--set"));
        assertEquals(4, arguments.wholeNumber("-n", 1, 1));
        assertEquals("r.json", arguments.value("--report").orElseThrow());
        assertTrue(arguments.has("--quiet"));
        assertFalse(parse("case.yaml").has("--quiet"));
    }

    @Test
    void mistakesHaveMessages() {
        assertEquals(
                "parhelion run: unknown option --qiet; did you mean \"--quiet\"? (parhelion run --help lists all options)",
                refusal("--qiet"));
        assertEquals("parhelion run: --report needs a value: --report FILE", refusal("--report"));
        assertEquals("parhelion run: --quiet takes no value", refusal("--quiet=yes"));
        assertEquals("parhelion run: --report is given twice", refusal("--report", "a", "--report", "b"));
    }

    @Test
    void rankCountsAreWholeNumbersOfAtLeastOne() {
        for (String bad : List.of("0", "x", "-3", "1.5", "")) {
            Arguments arguments = parse("-n", bad);
            String message = assertThrows(InputException.class, () -> arguments.wholeNumber("-n", 1, 1))
                    .getMessage();
            assertEquals("-n takes a whole number of at least 1, not \"" + bad + "\"", message);
        }
    }
}
