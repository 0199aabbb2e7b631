package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
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
    private static final int LOWEST = 0;

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
        return NameResolver.isReserved(name);
    }

    /**
     * The tree that a text stands for.
     *
     * @throws ExpressionException if the text is no expression or has no meaning on the grid; points at the column
     */
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
        private final NameResolver names;
        private int next;
        /** Calls of {@link #expression} underway. */
        private int depth;
        /** Levels of the tree read last: what walks over it will need, also where the text is flat as in a long sum. */
        private int height;

        Reader(String text) {
            this.text = text;
            this.tokens = Lexer.tokens(text);
            this.names = new NameResolver(grid, symbols, text);
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
                return peek().is("(") ? call(token) : names.value(token);
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

        private Expr call(Token name) {
            names.checkFunction(name);
            Token open = take();
            List<Token> starts = new ArrayList<>();
            List<Expr> arguments = arguments(open, starts);
            return names.call(name, arguments, starts, accuracy);
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
