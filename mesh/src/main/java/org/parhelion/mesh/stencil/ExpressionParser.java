package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.stencil.Lexer.Kind;
import org.parhelion.mesh.stencil.Lexer.Token;

/**
 * Reads expressions as case files have them, such as {@code "D*laplacian(u) - u*v^2 + F*(1 - u)"}.
 *
 * <pre>
 *   ||  &&            truths
 *   < <= > >= == !=   not to be chained
 *   + -   * /         from the left
 *   - !               before a value: -x^2 is -(x^2)
 *   ^                 from the right: a^b^c is a^(b^c); 2^-3 is allowed
 * </pre>
 *
 * <p>A truth used as a number is 1 or 0, a number used as a truth is true unless it is 0. Names: {@code pi}, coordinates
 * {@code x y z}, time {@code t}, spacings {@code hx hy hz}, functions ({@link BuiltInFunction}), {@code shift(e, i, j, k)},
 * and those of a {@link Symbols}. Method: V. R. Pratt, Top down operator precedence, POPL 1973.
 */
public final class ExpressionParser {
    private static final int LARGEST_LENGTH = 100_000;
    private static final int LARGEST_DEPTH = 200;
    private static final int LARGEST_HEIGHT = 2000;
    private static final int LARGEST_SHIFT = 1000;
    private static final int LOWEST = 0;

    private static final Set<String> NAMES = Set.of("pi", "x", "y", "z", "t", "hx", "hy", "hz", "shift");

    private final CartesianGrid grid;
    private final Symbols symbols;
    private final int accuracy;

    /**
     * @param grid where the expressions will be evaluated: gives the axes and the time
     * @param symbols what other names stand for
     * @param accuracy order of accuracy of derivatives, 2 or 4
     */
    public ExpressionParser(CartesianGrid grid, Symbols symbols, int accuracy) {
        if (accuracy != 2 && accuracy != 4) {
            throw new IllegalArgumentException("derivatives have order of accuracy 2 or 4, not " + accuracy);
        }
        this.grid = grid;
        this.symbols = symbols;
        this.accuracy = accuracy;
    }

    /** A parser of expressions that belong to no grid: coordinates, spacings, time and derivatives are refused. */
    public static ExpressionParser ofConstants(Symbols symbols) {
        return new ExpressionParser(null, symbols, 2);
    }

    /** Whether a name has a meaning of its own in every expression, so that nothing else can be called so. */
    public static boolean isReserved(String name) {
        return BuiltInFunction.named(name) != null || NAMES.contains(name);
    }

    /** @throws ExpressionException if the text is no expression or has no meaning on the grid; points at the column */
    public Expr parse(String text) {
        if (text.length() > LARGEST_LENGTH) {
            throw new ExpressionException(
                    "an expression has at most " + LARGEST_LENGTH + " characters, this one has " + text.length());
        }
        return new Reader(text).whole();
    }

    /** One text being read. */
    private final class Reader {
        private final String text;
        private final List<Token> tokens;
        private int next;
        /** Calls of {@link #expression} underway. */
        private int depth;
        /** Levels of the tree read last: what walks over it will need, also where the text is flat as in a long sum. */
        private int height;

        Reader(String text) {
            this.text = text;
            this.tokens = Lexer.tokens(text);
        }

        Expr whole() {
            if (peek().kind() == Kind.END) {
                throw error("the expression is empty", peek());
            }
            Expr expr = expression(LOWEST);
            if (peek().is(")")) {
                throw error("this ')' has no '('", peek());
            }
            if (peek().is(",")) {
                throw error("a ',' stands only between the arguments of a function", peek());
            }
            if (peek().kind() != Kind.END) {
                throw error(
                        "an operator is missing before " + peek().quoted() + "; a product is written with '*'", peek());
            }
            return expr;
        }

        private Expr expression(int binding) {
            if (++depth > LARGEST_DEPTH) {
                throw error("the expression is nested more than " + LARGEST_DEPTH + " levels deep", peek());
            }
            Expr left = operand();
            for (Operator operator = Operator.of(peek());
                    operator != null && operator.binding > binding;
                    operator = Operator.of(peek())) {
                Token sign = take();
                int leftHeight = height;
                Expr right = expression(operator == Operator.POWER ? Operator.PREFIX - 1 : operator.binding);
                left = new Expr.Binary(operator.op, left, right);
                height = 1 + Math.max(leftHeight, height);
                if (height > LARGEST_HEIGHT) {
                    throw error("more than " + LARGEST_HEIGHT + " operators on top of each other; name parts", sign);
                }
                checkNotChained(operator);
            }
            depth--;
            return left;
        }

        private void checkNotChained(Operator operator) {
            Operator following = Operator.of(peek());
            if (operator.binding == Operator.COMPARISON
                    && following != null
                    && following.binding == Operator.COMPARISON) {
                throw error("comparisons cannot be chained; write a < b && b < c", peek());
            }
        }

        private Expr operand() {
            Token token = take();
            height = 1;
            if (token.kind() == Kind.NUMBER) {
                return Expr.constant(Double.parseDouble(token.text()));
            } else if (token.kind() == Kind.NAME) {
                return peek().is("(") ? call(token) : value(token);
            } else if (token.is("(")) {
                return parenthesised(token);
            } else if (token.is("-")) {
                boolean literal = peek().kind() == Kind.NUMBER;
                Expr operand = expression(Operator.PREFIX);
                return literal && operand instanceof Expr.Constant constant
                        ? Expr.constant(-constant.value())
                        : new Expr.Unary(UnaryOp.NEGATE, operand);
            } else if (token.is("+")) {
                return expression(Operator.PREFIX);
            } else if (token.is("!")) {
                return new Expr.Unary(UnaryOp.NOT, expression(Operator.PREFIX));
            }
            throw error(
                    token.kind() == Kind.END
                            ? "the expression ends where a value is expected"
                            : "a value is expected, not " + token.quoted(),
                    token);
        }

        private Expr parenthesised(Token open) {
            Expr inner = expression(LOWEST);
            close(open);
            return inner;
        }

        private void close(Token open) {
            if (peek().kind() == Kind.END) {
                throw error("this '(' is never closed", open);
            }
            if (peek().is(",")) {
                throw error("a ',' stands only between the arguments of a function", peek());
            }
            if (!peek().is(")")) {
                throw error("an operator or ')' is missing before " + peek().quoted(), peek());
            }
            take();
        }

        private Expr value(Token name) {
            Expr fixed = fixed(name);
            if (fixed != null) {
                return fixed;
            }
            if (isReserved(name.text())) {
                throw error("'" + name.text() + "' is a function and needs arguments: " + signature(name.text()), name);
            }
            Expr found = lookup(name);
            if (found == null) {
                Set<String> known = new TreeSet<>(symbols.names());
                known.addAll(BuiltInFunction.names());
                known.addAll(NAMES);
                throw error("unknown name '" + name.text() + "'" + NearestName.hint(name.text(), known), name);
            }
            return found;
        }

        private Expr fixed(Token name) {
            switch (name.text()) {
                case "pi":
                    return Expr.constant(Math.PI);
                case "t":
                    checkPlaced(name);
                    return grid.time().expr();
                case "x", "y", "z", "hx", "hy", "hz":
                    boolean spacing = name.text().length() == 2;
                    Axis axis = Axis.of(name.text().charAt(spacing ? 1 : 0) - 'x');
                    checkAxis(axis, name);
                    return spacing ? new Expr.Spacing(axis) : new Expr.Coordinate(axis);
                default:
                    return null;
            }
        }

        private Expr lookup(Token name) {
            try {
                return symbols.lookup(name.text());
            } catch (ExpressionException problem) {
                throw problem.column() > 0 ? problem : error(problem.problem(), name);
            }
        }

        private Expr call(Token name) {
            BuiltInFunction function = BuiltInFunction.named(name.text());
            boolean shift = name.text().equals("shift");
            if (function == null && !shift) {
                throw notAFunction(name);
            }
            Token open = take();
            List<Token> starts = new ArrayList<>();
            List<Expr> arguments = arguments(open, starts);
            if (shift) {
                return shift(name, arguments, starts);
            }
            if (arguments.size() != function.parameters().size()) {
                throw error(wrongCount(name.text(), arguments.size()), name);
            }
            for (Axis axis : Axis.values()) {
                if (function.axes().contains(axis)) {
                    checkAxis(axis, name);
                }
            }
            return function.maker().make(arguments, accuracy);
        }

        private ExpressionException notAFunction(Token name) {
            if (NAMES.contains(name.text()) || symbols.names().contains(name.text())) {
                return error("'" + name.text() + "' is not a function; a product is written with '*'", name);
            }
            Set<String> known = new TreeSet<>(BuiltInFunction.names());
            known.add("shift");
            return error("unknown function '" + name.text() + "'" + NearestName.hint(name.text(), known), name);
        }

        private List<Expr> arguments(Token open, List<Token> starts) {
            List<Expr> arguments = new ArrayList<>();
            if (peek().is(")")) {
                take();
                return arguments;
            }
            int largest = 0;
            while (true) {
                starts.add(peek());
                arguments.add(expression(LOWEST));
                largest = Math.max(largest, height);
                height = 1 + largest;
                if (!peek().is(",")) {
                    close(open);
                    return arguments;
                }
                take();
            }
        }

        private Expr shift(Token name, List<Expr> arguments, List<Token> starts) {
            if (arguments.size() < 2 || arguments.size() > 4) {
                throw error(wrongCount("shift", arguments.size()), name);
            }
            int[] distance = new int[3];
            for (int n = 1; n < arguments.size(); n++) {
                boolean whole = arguments.get(n) instanceof Expr.Constant constant
                        && constant.value() == Math.rint(constant.value())
                        && Math.abs(constant.value()) <= LARGEST_SHIFT;
                if (!whole) {
                    throw error("shift goes by a whole number of points, written as a number", starts.get(n));
                }
                distance[n - 1] = (int) ((Expr.Constant) arguments.get(n)).value();
                if (distance[n - 1] != 0) {
                    checkAxis(Axis.of(n - 1), starts.get(n));
                }
            }
            return new Expr.Shift(arguments.get(0), distance[0], distance[1], distance[2]);
        }

        private void checkPlaced(Token at) {
            if (grid == null) {
                throw error("'" + at.text() + "' has no value here: this must be a constant", at);
            }
        }

        private void checkAxis(Axis axis, Token at) {
            checkPlaced(at);
            if (!grid.uses(axis)) {
                throw error(
                        (at.kind() == Kind.NAME ? "'" + at.text() + "'" : "this") + " needs the " + axis.label()
                                + " axis, but the grid is " + grid.dimensions() + "-D",
                        at);
            }
        }

        private String signature(String name) {
            return name.equals("shift")
                    ? "shift(e, i, j, k)"
                    : BuiltInFunction.named(name).signature();
        }

        private String wrongCount(String name, int given) {
            int wanted = name.equals("shift")
                    ? 4
                    : BuiltInFunction.named(name).parameters().size();
            String range =
                    name.equals("shift") ? "2 to 4 arguments" : wanted == 1 ? "1 argument" : wanted + " arguments";
            return signature(name) + " takes " + range + ", not " + given;
        }

        private Token peek() {
            return tokens.get(next);
        }

        private Token take() {
            Token token = tokens.get(next);
            if (token.kind() != Kind.END) {
                next++;
            }
            return token;
        }

        private ExpressionException error(String problem, Token at) {
            return new ExpressionException(problem, text, at.position());
        }
    }
}
