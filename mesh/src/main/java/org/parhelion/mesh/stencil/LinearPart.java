package org.parhelion.mesh.stencil;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.parhelion.mesh.Field;

/**
 * An expression that is linear in some fields, taken apart: L(u) + c, found from its form. What multiplies the fields may
 * depend on anything else: space, time, parameters, other fields.
 *
 * @param linear L(u), of which each term has one of the fields in it; the number 0 if there is none
 * @param rest c, which has none of them in it; the number 0 if there is none
 */
public record LinearPart(Expr linear, Expr rest) {
    private static final Expr ZERO = Expr.constant(0);

    /**
     * Takes an expression apart.
     *
     * @param unknowns the fields in which it is linear
     * @throws ExpressionException it is not; the message shows the part that is to blame
     */
    public static LinearPart of(Term expr, Set<Field> unknowns) {
        return new Splitting(Set.copyOf(unknowns)).of(expr.expr());
    }

    /** Whether an expression has one of these fields in it. */
    public static boolean isIn(Term expr, Set<Field> unknowns) {
        return new Splitting(Set.copyOf(unknowns)).depends(expr.expr());
    }

    /** Works on one expression; parts used twice stay shared. */
    private static final class Splitting {
        private final Set<Field> unknowns;
        private final IdentityHashMap<Expr, LinearPart> done = new IdentityHashMap<>();
        private final IdentityHashMap<Expr, Boolean> dependent = new IdentityHashMap<>();

        /** What is done to both parts alike. */
        private interface Step {
            Expr of(Expr part);
        }

        Splitting(Set<Field> unknowns) {
            this.unknowns = unknowns;
        }

        boolean depends(Expr expr) {
            Boolean known = dependent.get(expr);
            if (known == null) {
                known = expr instanceof Expr.Access access && unknowns.contains(access.field())
                        || expr.operands().stream().anyMatch(this::depends);
                dependent.put(expr, known);
            }
            return known;
        }

        LinearPart of(Expr expr) {
            LinearPart known = done.get(expr);
            if (known == null) {
                known = depends(expr) ? split(expr) : new LinearPart(ZERO, expr);
                done.put(expr, known);
            }
            return known;
        }

        private LinearPart split(Expr expr) {
            if (expr instanceof Expr.Access) {
                return new LinearPart(expr, ZERO);
            } else if (expr instanceof Expr.Unary unary && unary.op() == UnaryOp.NEGATE) {
                return of(unary.operand(), Expr::negate);
            } else if (expr instanceof Expr.Binary binary) {
                return binary(binary);
            } else if (expr instanceof Expr.Where where && !depends(where.condition())) {
                LinearPart yes = of(where.ifTrue());
                LinearPart no = of(where.ifFalse());
                return new LinearPart(
                        Expr.where(where.condition(), yes.linear, no.linear),
                        isZero(yes.rest) && isZero(no.rest) ? ZERO : Expr.where(where.condition(), yes.rest, no.rest));
            } else if (expr instanceof Expr.Shift s) {
                return of(s.operand(), part -> new Expr.Shift(part, s.i(), s.j(), s.k()));
            } else if (expr instanceof Expr.Derivative d) {
                return of(d.operand(), part -> new Expr.Derivative(part, d.first(), d.second(), d.accuracy()));
            } else if (expr instanceof Expr.Laplacian laplacian) {
                return of(laplacian.operand(), part -> new Expr.Laplacian(part, laplacian.accuracy()));
            } else if (expr instanceof Expr.Upwind upwind && !depends(upwind.velocity())) {
                return of(upwind.operand(), part -> new Expr.Upwind(upwind.velocity(), part, upwind.axis()));
            }
            throw nonlinear(expr);
        }

        private LinearPart of(Expr operand, Step step) {
            LinearPart inner = of(operand);
            return new LinearPart(
                    isZero(inner.linear) ? ZERO : step.of(inner.linear),
                    isZero(inner.rest) ? ZERO : step.of(inner.rest));
        }

        private LinearPart binary(Expr.Binary binary) {
            Expr a = binary.left();
            Expr b = binary.right();
            switch (binary.op()) {
                case ADD, SUBTRACT -> {
                    boolean plus = binary.op() == BinaryOp.ADD;
                    LinearPart left = of(a);
                    LinearPart right = of(b);
                    return new LinearPart(sum(left.linear, right.linear, plus), sum(left.rest, right.rest, plus));
                }
                case MULTIPLY -> {
                    if (!depends(a)) {
                        return of(b, a::times);
                    } else if (!depends(b)) {
                        return of(a, part -> part.times(b));
                    }
                }
                case DIVIDE -> {
                    if (!depends(b)) {
                        return of(a, part -> part.dividedBy(b));
                    }
                }
                case POW -> {
                    if (b instanceof Expr.Constant exponent && exponent.value() == 1) {
                        return of(a);
                    }
                }
                default -> {}
            }
            throw nonlinear(binary);
        }

        private static Expr sum(Expr a, Expr b, boolean plus) {
            if (isZero(b)) {
                return a;
            } else if (isZero(a)) {
                return plus ? b : b.negate();
            }
            return plus ? a.plus(b) : a.minus(b);
        }

        private static boolean isZero(Expr expr) {
            return expr instanceof Expr.Constant constant && constant.value() == 0;
        }

        private ExpressionException nonlinear(Expr expr) {
            List<String> names = unknowns.stream().map(Field::name).sorted().toList();
            return ExpressionException.of(expr, "is not linear in " + String.join(", ", names));
        }
    }

    /** Whether there is no term with the fields in it. */
    public boolean isFreeOfUnknowns() {
        return Splitting.isZero(linear);
    }

    /** Whether there is no term without them. */
    public boolean isHomogeneous() {
        return Splitting.isZero(rest);
    }
}
