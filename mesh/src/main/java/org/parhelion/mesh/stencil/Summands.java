package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;

/** An expression taken apart into terms that add up to it, products of a sum and a factor multiplied out. */
public final class Summands {
    private Summands() {}

    /** At least one. */
    public static List<Expr> of(Expr expr) {
        List<Expr> terms = new ArrayList<>();
        collect(expr, terms);
        return terms;
    }

    private static void collect(Expr expr, List<Expr> terms) {
        if (expr instanceof Expr.Binary binary) {
            binary(binary, terms);
        } else if (expr instanceof Expr.Unary unary && unary.op() == UnaryOp.NEGATE) {
            of(unary.operand()).forEach(term -> terms.add(term.negate()));
        } else if (expr instanceof Expr.Shift shift) {
            of(shift.operand()).forEach(term -> terms.add(term.shift(shift.i(), shift.j(), shift.k())));
        } else {
            terms.add(expr);
        }
    }

    private static void binary(Expr.Binary binary, List<Expr> terms) {
        Expr a = binary.left();
        Expr b = binary.right();
        switch (binary.op()) {
            case ADD -> {
                collect(a, terms);
                collect(b, terms);
            }
            case SUBTRACT -> {
                collect(a, terms);
                of(b).forEach(term -> terms.add(term.negate()));
            }
            case MULTIPLY -> {
                List<Expr> left = of(a);
                List<Expr> right = of(b);
                if (left.size() == 1) {
                    right.forEach(term -> terms.add(left.get(0).times(term)));
                } else if (right.size() == 1) {
                    left.forEach(term -> terms.add(term.times(right.get(0))));
                } else {
                    terms.add(binary);
                }
            }
            case DIVIDE -> of(a).forEach(term -> terms.add(term.dividedBy(b)));
            default -> terms.add(binary);
        }
    }
}
