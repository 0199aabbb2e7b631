package org.parhelion.mesh.stencil;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.parhelion.mesh.Axis;

/**
 * A function of the expression language.
 *
 * @param name as it is written
 * @param parameters names of the arguments, for messages
 * @param axes axes that the grid must have
 * @param maker builds the tree from arguments and the order of accuracy of derivatives
 */
record BuiltInFunction(String name, List<String> parameters, Set<Axis> axes, Maker maker) {
    private static final Map<String, BuiltInFunction> ALL = new LinkedHashMap<>();

    static {
        for (UnaryOp op : UnaryOp.values()) {
            if (op != UnaryOp.NEGATE && op != UnaryOp.NOT) {
                add(name(op), "e", (e, accuracy) -> new Expr.Unary(op, e.get(0)));
            }
        }
        for (BinaryOp op : List.of(BinaryOp.MIN, BinaryOp.MAX, BinaryOp.HYPOT)) {
            add(name(op), "a b", (e, accuracy) -> new Expr.Binary(op, e.get(0), e.get(1)));
        }
        add("pow", "base exponent", (e, accuracy) -> new Expr.Binary(BinaryOp.POW, e.get(0), e.get(1)));
        add("atan2", "y x", (e, accuracy) -> new Expr.Binary(BinaryOp.ATAN2, e.get(0), e.get(1)));
        add("where", "condition a b", (e, accuracy) -> new Expr.Where(e.get(0), e.get(1), e.get(2)));
        for (Axis first : Axis.values()) {
            String d = "d" + first.label();
            add(d, "e", Set.of(first), (e, accuracy) -> new Expr.Derivative(e.get(0), first, null, accuracy));
            for (Axis second : Axis.values()) {
                if (second.compareTo(first) >= 0) {
                    Set<Axis> both = first == second ? Set.of(first) : Set.of(first, second);
                    add(
                            d + second.label(),
                            "e",
                            both,
                            (e, accuracy) -> new Expr.Derivative(e.get(0), first, second, accuracy));
                }
            }
            add(
                    "upwind_" + first.label(),
                    "velocity e",
                    Set.of(first),
                    (e, accuracy) -> new Expr.Upwind(e.get(0), e.get(1), first));
        }
        add("laplacian", "e", (e, accuracy) -> new Expr.Laplacian(e.get(0), accuracy));
    }

    /** Builds a tree. */
    interface Maker {
        Expr make(List<Expr> arguments, int accuracy);
    }

    /** The function of this name, or null. */
    static BuiltInFunction named(String name) {
        return ALL.get(name);
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** As in {@code atan2(y, x)}. */
    String signature() {
        return name + "(" + String.join(", ", parameters) + ")";
    }

    private static String name(Enum<?> op) {
        return op.name().toLowerCase(Locale.ROOT);
    }

    private static void add(String name, String parameters, Maker maker) {
        add(name, parameters, Set.of(), maker);
    }

    private static void add(String name, String parameters, Set<Axis> axes, Maker maker) {
        List<String> list = List.of(parameters.split(" "));
        ALL.put(name, new BuiltInFunction(name, list, axes, maker));
    }
}
