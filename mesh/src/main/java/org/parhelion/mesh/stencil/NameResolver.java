package org.parhelion.mesh.stencil;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.stencil.Lexer.Kind;
import org.parhelion.mesh.stencil.Lexer.Token;

/** What the names in one text stand for: those with a fixed meaning, then those of its {@link Symbols}. */
final class NameResolver {
    private static final int LARGEST_SHIFT = 1000;
    private static final String SHIFT = "shift";
    private static final String DIFFUSION = "diffusion";
    /** Functions whose number of arguments is not fixed. */
    private static final Map<String, String> SIGNATURES =
            Map.of(SHIFT, "shift(e, i, j, k)", DIFFUSION, "diffusion(a, e)");

    private static final Set<String> NAMES = Set.of("pi", "x", "y", "z", "t", "hx", "hy", "hz", SHIFT, DIFFUSION);

    private final CartesianGrid grid;
    private final Symbols symbols;
    private final String text;

    /** @param grid null where only constants have a meaning */
    NameResolver(CartesianGrid grid, Symbols symbols, String text) {
        this.grid = grid;
        this.symbols = symbols;
        this.text = text;
    }

    static boolean isReserved(String name) {
        return BuiltInFunction.named(name) != null || NAMES.contains(name);
    }

    /** The value that a name stands for. */
    Expr value(Token name) {
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
        return switch (name.text()) {
            case "pi" -> Expr.constant(Math.PI);
            case "t" -> {
                checkPlaced(name);
                yield grid.time().expr();
            }
            case "x", "y", "z" -> new Expr.Coordinate(axis(name, 0));
            case "hx", "hy", "hz" -> new Expr.Spacing(axis(name, 1));
            default -> null;
        };
    }

    private Axis axis(Token name, int letter) {
        Axis axis = Axis.of(name.text().charAt(letter) - 'x');
        checkAxis(axis, name);
        return axis;
    }

    private Expr lookup(Token name) {
        try {
            return symbols.lookup(name.text());
        } catch (ExpressionException problem) {
            throw problem.column() > 0 ? problem : error(problem.problem(), name);
        }
    }

    /** Refuses a name before a '(' that is no function. */
    void checkFunction(Token name) {
        if (BuiltInFunction.named(name.text()) != null || SIGNATURES.containsKey(name.text())) {
            return;
        }
        if (NAMES.contains(name.text()) || symbols.names().contains(name.text())) {
            throw error("'" + name.text() + "' is not a function; a product is written with '*'", name);
        }
        Set<String> known = new TreeSet<>(BuiltInFunction.names());
        known.addAll(SIGNATURES.keySet());
        throw error("unknown function '" + name.text() + "'" + NearestName.hint(name.text(), known), name);
    }

    /**
     * The tree of a function's call.
     *
     * @param starts where each argument begins
     */
    Expr call(Token name, List<Expr> arguments, List<Token> starts, int accuracy) {
        if (name.text().equals(SHIFT)) {
            return shift(name, arguments, starts);
        } else if (name.text().equals(DIFFUSION)) {
            return diffusion(name, arguments);
        }
        BuiltInFunction function = BuiltInFunction.named(name.text());
        int wanted = function.parameters().size();
        if (arguments.size() != wanted) {
            throw wrongCount(name, wanted == 1 ? "1 argument" : wanted + " arguments", arguments.size());
        }
        for (Axis axis : Axis.values()) {
            if (function.axes().contains(axis)) {
                checkAxis(axis, name);
            }
        }
        return function.maker().make(arguments, accuracy);
    }

    private Expr shift(Token name, List<Expr> arguments, List<Token> starts) {
        if (arguments.size() < 2 || arguments.size() > 4) {
            throw wrongCount(name, "2 to 4 arguments", arguments.size());
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

    private Expr diffusion(Token name, List<Expr> arguments) {
        checkPlaced(name);
        int last = arguments.size() - 1;
        if (last != 1 && last != grid.dimensions()) {
            String all = grid.dimensions() == 1 ? "" : " or " + (grid.dimensions() + 1);
            throw wrongCount(name, "2" + all + " arguments (one coefficient, or one for each axis)", arguments.size());
        }
        return FluxDifferences.of(grid, arguments.subList(0, last), arguments.get(last));
    }

    private void checkPlaced(Token at) {
        if (grid == null) {
            throw error("'" + at.text() + "' has no value here: this must be a constant", at);
        }
    }

    private void checkAxis(Axis axis, Token at) {
        checkPlaced(at);
        if (!grid.uses(axis)) {
            String what = at.kind() == Kind.NAME ? "'" + at.text() + "'" : "this";
            throw error(what + " needs the " + axis.label() + " axis, but the grid is " + grid.dimensions() + "-D", at);
        }
    }

    private static String signature(String name) {
        return SIGNATURES.containsKey(name)
                ? SIGNATURES.get(name)
                : BuiltInFunction.named(name).signature();
    }

    private ExpressionException wrongCount(Token name, String wanted, int given) {
        return error(signature(name.text()) + " takes " + wanted + ", not " + given, name);
    }

    private ExpressionException error(String problem, Token at) {
        return new ExpressionException(problem, text, at.position());
    }
}
