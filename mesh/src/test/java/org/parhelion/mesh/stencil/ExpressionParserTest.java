package org.parhelion.mesh.stencil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;

class ExpressionParserTest {
    private final CartesianGrid grid = Points.builder().cells(6, 5).extent(3, 2).build();
    private final Field u = Points.field(grid, "u", (x, y, z) -> 2 + x * y);
    private final Parameter kappa = Parameter.of("kappa", 0.25);
    private final SymbolTable symbols = new SymbolTable(grid, 2)
            .add(u)
            .add(kappa)
            .add("twice", u.times(2))
            .add("quad", u.times(2).times(2));

    private double value(String text) {
        return Points.at(grid, symbols.parse(text), 2, 1, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2*3 | 7",
                "(1 + 2)*3 | 9",
                "10 - 4 - 3 | 3",
                "24/4/2 | 3",
                "2^3^2 | 512",
                "-2^2 | -4",
                "(-2)^2 | 4",
                "2^-3 | 0.125",
                "2*-3 | -6",
                "-3*-2 | 6",
                "--3 | 3",
                "+3 | 3",
                "1.5 + .5 + 1. | 3",
                "1e-3*2E3 | 2",
                "2e5 | 200000",
                "1 < 2 | 1",
                "1 >= 2 | 0",
                "!(1 == 1) | 0",
                "!0 | 1",
                "!2 + 1 | 1",
                "(1 < 2) + (2 <= 2)*4 | 5",
                "where(1 < 2, 5, 6) | 5",
                "where(0, 5, 6) | 6",
                "min(3, 2) + max(3, 2) | 5",
                "pow(2, 5) | 32",
                "abs(-4) + sqrt(16) + sign(-3) + floor(-1.5) | 5",
                "pi | 3.141592653589793",
                "hx + 10*hy | 4.5",
                "x | 1.25",
                "y | 0.6",
                "t | 0",
                "u | 2.75",
                "kappa*u | 0.6875",
                "shift(u, 1, -1) | 2.35",
                "shift(shift(x, 1), -2) | 0.75",
                "quad/u | 4",
                "dx(u) | 0.6",
                "dxy(u) | 1",
            })
    void valuesAreThoseOfTheRulesOfAlgebra(String text, double expected) {
        assertEquals(expected, value(text), 1e-14 * Math.abs(expected));
    }

    @Test
    void andBindsTighterThanOr() {
        assertEquals(1, value("2 > 1 && 1 > 2 || 3 != 4"));
        assertEquals(1, value("1 || 1 && 0"));
        assertEquals(0, value("(1 || 1) && 0"));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 0.7",
        "log, 0.7",
        "sin, 0.7",
        "cos, 0.7",
        "tan, 0.7",
        "asin, 0.7",
        "acos, 0.7",
        "atan, 0.7",
        "sinh, 0.7",
        "cosh, 0.7",
        "tanh, 0.7"
    })
    void elementaryFunctionsHaveTheirValues(String name, double argument) throws ReflectiveOperationException {
        double expected = (double) Math.class.getMethod(name, double.class).invoke(null, argument);
        assertEquals(expected, value(name + "(" + argument + ")"), 4 * Math.ulp(expected));
    }

    @Test
    void functionsOfTwoArgumentsTakeThemInTheUsualOrder() {
        assertEquals(Math.atan2(1, -2), value("atan2(1, -2)"), 1e-15);
        assertEquals(5, value("hypot(3, 4)"), 1e-15);
        assertEquals(Math.pow(2.5, 1.3), value("pow(2.5, 1.3)"), 1e-15);
        assertEquals(Math.pow(2.75, 2.75), value("u^u"), 1e-13);
    }

    @Test
    void derivativesBecomeNodesOfTheChosenOrder() {
        Expr.Access access = (Expr.Access) u.expr();
        SymbolTable fourth = new SymbolTable(grid, 4).add(u);
        assertEquals(new Expr.Laplacian(access, 4), fourth.parse("laplacian(u)"));
        assertEquals(new Expr.Derivative(access, Axis.X, Axis.Y, 4), fourth.parse("dxy(u)"));
        assertEquals(new Expr.Derivative(access, Axis.Y, Axis.Y, 4), fourth.parse("dyy(u)"));
        assertEquals(
                new Expr.Upwind(kappa.expr(), new Expr.Shift(access, 0, -1, 0), Axis.Y),
                symbols.parse("upwind_y(kappa, shift(u, 0, -1, 0))"));
    }

    @Test
    void aNamedExpressionIsOneTreeWhereverItIsUsed() {
        Expr.Binary sum = (Expr.Binary) symbols.parse("twice + twice");
        assertSame(sum.left(), sum.right());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "2*lapacian(u) | 3 | unknown function 'lapacian'; did you mean 'laplacian'?",
                "u + kapa | 5 | unknown name 'kapa'; did you mean 'kappa'?",
                "u + KAPPA | 5 | unknown name 'KAPPA'; did you mean 'kappa'?",
                "qqqqqq | 1 | unknown name 'qqqqqq'",
                "u + | 4 | the expression ends where a value is expected",
                "u * / 2 | 5 | a value is expected, not '/'",
                "(u + 1 | 1 | this '(' is never closed",
                "u + 1) | 6 | this ')' has no '('",
                "max(u, 1 | 4 | this '(' is never closed",
                "(1 + 2 u) | 8 | an operator or ')' is missing before 'u'",
                "2 u | 3 | an operator is missing before 'u'; a product is written with '*'",
                "2(u + 1) | 2 | an operator is missing before '('; a product is written with '*'",
                "u(2) | 1 | 'u' is not a function; a product is written with '*'",
                "(u, 1) | 3 | a ',' stands only between the arguments of a function",
                "u, 1 | 2 | a ',' stands only between the arguments of a function",
                "1 < u < 2 | 7 | comparisons cannot be chained; write a < b && b < c",
                "u = 2 | 3 | '=' is not an operator; a comparison is written '=='",
                "u ** 2 | 3 | '**' is not an operator; a power is written '^'",
                "u − 1 | 3 | character '−' (U+2212) has no meaning here; write '-'",
                "u² | 2 | character '²' (U+00B2) has no meaning here; write '^2'",
                "u & 1 | 3 | character '&' (U+0026) has no meaning here; write '&&'",
                "u # 1 | 3 | character '#' (U+0023) has no meaning here",
                "1.2.3 | 4 | a number has one decimal point",
                "2e + 1 | 2 | the exponent of a number needs digits, as in 2e-5",
                "1e999 | 1 | the number 1e999 is too large",
                "sin(1, 2) | 1 | sin(e) takes 1 argument, not 2",
                "1 + atan2(1) | 5 | atan2(y, x) takes 2 arguments, not 1",
                "where(1, 2) | 1 | where(condition, a, b) takes 3 arguments, not 2",
                "exp() | 1 | exp(e) takes 1 argument, not 0",
                "shift(u) | 1 | shift(e, i, j, k) takes 2 to 4 arguments, not 1",
                "shift(u, 0.5) | 10 | shift goes by a whole number of points, written as a number",
                "shift(u, kappa) | 10 | shift goes by a whole number of points, written as a number",
                "shift(u, 0, 0, 1) | 16 | this needs the z axis, but the grid is 2-D",
                "u + dz(u) | 5 | 'dz' needs the z axis, but the grid is 2-D",
                "dxz(u) | 1 | 'dxz' needs the z axis, but the grid is 2-D",
                "upwind_z(1, u) | 1 | 'upwind_z' needs the z axis, but the grid is 2-D",
                "x + z | 5 | 'z' needs the z axis, but the grid is 2-D",
                "hz | 1 | 'hz' needs the z axis, but the grid is 2-D",
                "dx + 1 | 1 | 'dx' is a function and needs arguments: dx(e)",
            })
    void mistakesAreNamedAtTheirColumn(String text, int column, String problem) {
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse(text));
        assertEquals(problem, mistake.problem());
        assertEquals(column, mistake.column());
    }

    @Test
    void aNameThatCannotBeUsedIsReportedWhereItStands() {
        Symbols unusable = new Symbols() {
            @Override
            public Expr lookup(String name) {
                throw new ExpressionException("'" + name + "' is defined by itself");
            }

            @Override
            public Collection<String> names() {
                return List.of("w");
            }
        };
        ExpressionParser parser = new ExpressionParser(grid, unusable, 2);
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> parser.parse("1 + w"));
        assertEquals("'w' is defined by itself", mistake.problem());
        assertEquals(5, mistake.column());
    }

    @Test
    void theCaretStandsBelowTheFault() {
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse("kappa*lapacian(u)"));
        assertEquals("""
                unknown function 'lapacian'; did you mean 'laplacian'?
                  kappa*lapacian(u)
                        ^""", mistake.getMessage());
    }

    @Test
    void ofALongTextOnlyTheSurroundingsAreShown() {
        String text = "u + ".repeat(1000) + "w + " + "u + ".repeat(1000) + "1";
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse(text));
        String[] lines = mistake.picture().split("\n");
        assertTrue(lines[0].length() < 120, lines[0]);
        assertEquals('w', lines[0].charAt(lines[1].indexOf('^')));
        assertEquals(4001, mistake.column());
    }

    @Test
    void ofSeveralLinesTheOneAtFaultIsShown() {
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse("u\n  + \tw\n + 1"));
        assertEquals("    +  w\n       ^", mistake.picture());
    }

    @Test
    void anEmptyTextIsRefused() {
        for (String text : new String[] {"", "  ", "\n"}) {
            ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse(text));
            assertEquals("the expression is empty", mistake.problem());
        }
    }

    @Test
    void nonsenseCannotOverflowTheStack() {
        String[] texts = {
            "(".repeat(50_000),
            "-".repeat(90_000) + "1",
            "sin(".repeat(20_000),
            "2^".repeat(40_000) + "2",
            "1+".repeat(40_000) + "1",
            "!".repeat(50_000)
        };
        for (String text : texts) {
            ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.parse(text));
            assertTrue(mistake.problem().contains("more than 200"), mistake.problem());
        }
        ExpressionException tooLong = assertThrows(ExpressionException.class, () -> symbols.parse(" ".repeat(100_001)));
        assertEquals("an expression has at most 100000 characters, this one has 100001", tooLong.getMessage());
        assertEquals(1500 * 2.75, value("u" + "+u".repeat(1499)), 1e-9);
        assertEquals(2.75, value("(".repeat(190) + "u" + ")".repeat(190)));
    }

    @Test
    void namesThatMeanSomethingElseCannotBeDefined() {
        assertMessage("'dx' has a fixed meaning in expressions; choose another name", "dx");
        assertMessage("'t' has a fixed meaning in expressions; choose another name", "t");
        assertMessage("'u' is defined twice", "u");
        assertMessage(
                "'2u' cannot be a name: it must be letters, digits and '_', and begin with a letter or '_'", "2u");
    }

    private void assertMessage(String message, String name) {
        ExpressionException mistake = assertThrows(ExpressionException.class, () -> symbols.add(name, u));
        assertEquals(message, mistake.getMessage());
    }
}
