package org.parhelion.mesh.stencil;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Lowering.Offset;

/**
 * Derivatives of an expression's value at a point with respect to the values of the unknowns at the points around. Where a
 * function has no derivative (a jump, a kink, a square root at 0) one side's or 0 is taken.
 */
final class PartialDerivatives {
    private static final Expr ZERO = Expr.constant(0);
    private static final Expr ONE = Expr.constant(1);

    private final CartesianGrid grid;
    private final StencilWeights weights;
    private final Set<Field> unknowns;
    private final IdentityHashMap<Expr, Map<Offset, Map<Load, Expr>>> done = new IdentityHashMap<>();

    PartialDerivatives(CartesianGrid grid, Set<Field> unknowns) {
        this.grid = grid;
        this.weights = new StencilWeights(grid);
        this.unknowns = unknowns;
    }

    /** The value of a field so many points away. */
    record Load(Field field, Offset offset) {
        // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Load that && field == that.field && offset.equals(that.offset);
        }

        @Override
        public int hashCode() {
            return 31 * field.hashCode() + offset.hashCode();
        }
    }

    /** All partial derivatives that are not zero. */
    Map<Load, Expr> of(Expr expr) {
        return at(expr, Offset.NONE);
    }

    private Map<Load, Expr> at(Expr expr, Offset at) {
        Map<Offset, Map<Load, Expr>> known = done.computeIfAbsent(expr, key -> new HashMap<>());
        Map<Load, Expr> partials = known.get(at);
        if (partials == null) {
            partials = new LinkedHashMap<>();
            add(partials, expr, at);
            known.put(at, partials);
        }
        return partials;
    }

    private void add(Map<Load, Expr> sum, Expr expr, Offset at) {
        if (expr instanceof Expr.Access access) {
            if (unknowns.contains(access.field())) {
                add(sum, new Load(access.field(), at.plus(access.i(), access.j(), access.k())), ONE);
            }
        } else if (expr instanceof Expr.Unary unary) {
            Map<Load, Expr> inner = at(unary.operand(), at);
            if (!inner.isEmpty()) {
                add(sum, slope(unary), at, inner);
            }
        } else if (expr instanceof Expr.Binary binary) {
            binary(sum, binary, at);
        } else if (expr instanceof Expr.Where where) {
            add(sum, truth(where.condition(), ONE, ZERO), at, at(where.ifTrue(), at));
            add(sum, truth(where.condition(), ZERO, ONE), at, at(where.ifFalse(), at));
        } else if (expr instanceof Expr.Shift shift) {
            add(sum, ONE, at, at(shift.operand(), at.plus(shift.i(), shift.j(), shift.k())));
        } else if (expr instanceof Expr.Derivative derivative) {
            stencil(sum, weights.of(derivative), derivative.operand(), at);
        } else if (expr instanceof Expr.Laplacian laplacian) {
            stencil(sum, weights.of(laplacian), laplacian.operand(), at);
        } else if (expr instanceof Expr.Upwind upwind) {
            add(sum, ONE, at, at(asDifferences(upwind), at));
        }
    }

    private void stencil(Map<Load, Expr> sum, Iterable<StencilWeights.Weight> stencil, Expr operand, Offset at) {
        for (StencilWeights.Weight weight : stencil) {
            Offset offset = weight.offset();
            add(sum, weight.value(), at, at(operand, at.plus(offset.i(), offset.j(), offset.k())));
        }
    }

    private void binary(Map<Load, Expr> sum, Expr.Binary binary, Offset at) {
        Map<Load, Expr> left = at(binary.left(), at);
        Map<Load, Expr> right = at(binary.right(), at);
        if (!left.isEmpty()) {
            add(sum, slopeToLeft(binary), at, left);
        }
        if (!right.isEmpty()) {
            add(sum, slopeToRight(binary), at, right);
        }
    }

    /** Derivative of a function of one value with respect to it. */
    private static Expr slope(Expr.Unary unary) {
        Expr e = unary.operand();
        return switch (unary.op()) {
            case NEGATE -> Expr.constant(-1);
            case ABS -> truth(compare(BinaryOp.LESS, e, ZERO), Expr.constant(-1), ONE);
            case SQRT ->
                truth(compare(BinaryOp.GREATER, e, ZERO), Expr.constant(0.5).dividedBy(unary), ZERO);
            case EXP -> unary;
            case LOG -> ONE.dividedBy(e);
            case SIN -> new Expr.Unary(UnaryOp.COS, e);
            case COS -> new Expr.Unary(UnaryOp.SIN, e).negate();
            case TAN -> unary.times(unary).plus(1);
            case ASIN -> ONE.dividedBy(new Expr.Unary(UnaryOp.SQRT, ONE.minus(e.times(e))));
            case ACOS -> Expr.constant(-1).dividedBy(new Expr.Unary(UnaryOp.SQRT, ONE.minus(e.times(e))));
            case ATAN -> ONE.dividedBy(e.times(e).plus(1));
            case SINH -> new Expr.Unary(UnaryOp.COSH, e);
            case COSH -> new Expr.Unary(UnaryOp.SINH, e);
            case TANH -> ONE.minus(unary.times(unary));
            case NOT, SIGN, FLOOR -> ZERO;
        };
    }

    private static Expr slopeToLeft(Expr.Binary binary) {
        Expr a = binary.left();
        Expr b = binary.right();
        return switch (binary.op()) {
            case ADD, SUBTRACT -> ONE;
            case MULTIPLY -> b;
            case DIVIDE -> ONE.dividedBy(b);
            case POW -> b.times(a.pow(b instanceof Expr.Constant n ? Expr.constant(n.value() - 1) : b.minus(1)));
            case MIN -> truth(compare(BinaryOp.LESS, a, b), ONE, ZERO);
            case MAX -> truth(compare(BinaryOp.LESS, a, b), ZERO, ONE);
            // d atan2(y, x)/dy = x/(x² + y²)
            case ATAN2 -> b.dividedBy(a.times(a).plus(b.times(b)));
            case HYPOT -> truth(compare(BinaryOp.GREATER, binary, ZERO), a.dividedBy(binary), ZERO);
            default -> ZERO;
        };
    }

    private static Expr slopeToRight(Expr.Binary binary) {
        Expr a = binary.left();
        Expr b = binary.right();
        return switch (binary.op()) {
            case ADD -> ONE;
            case SUBTRACT -> Expr.constant(-1);
            case MULTIPLY -> a;
            case DIVIDE -> binary.dividedBy(b).negate();
            case POW -> truth(compare(BinaryOp.GREATER, a, ZERO), binary.times(new Expr.Unary(UnaryOp.LOG, a)), ZERO);
            case MIN -> truth(compare(BinaryOp.LESS, a, b), ZERO, ONE);
            case MAX -> truth(compare(BinaryOp.LESS, a, b), ONE, ZERO);
            // d atan2(y, x)/dx = −y/(x² + y²)
            case ATAN2 -> a.negate().dividedBy(a.times(a).plus(b.times(b)));
            case HYPOT -> truth(compare(BinaryOp.GREATER, binary, ZERO), b.dividedBy(binary), ZERO);
            default -> ZERO;
        };
    }

    private Expr asDifferences(Expr.Upwind upwind) {
        Axis axis = upwind.axis();
        Expr e = upwind.operand();
        Expr x = grid.isUniform(axis) ? null : new Expr.Coordinate(axis);
        Offset step = Offset.NONE.plus(axis, 1);
        Expr backward = e.minus(e.shift(-step.i(), -step.j(), -step.k()));
        Expr forward = e.shift(step.i(), step.j(), step.k()).minus(e);
        if (x == null) {
            double perSpacing = 1 / grid.spacing(axis);
            backward = backward.times(perSpacing);
            forward = forward.times(perSpacing);
        } else {
            backward = backward.dividedBy(x.minus(x.shift(-step.i(), -step.j(), -step.k())));
            forward = forward.dividedBy(x.shift(step.i(), step.j(), step.k()).minus(x));
        }
        Expr fromLeft = compare(BinaryOp.GREATER, upwind.velocity(), ZERO);
        return upwind.velocity().times(truth(fromLeft, backward, forward));
    }

    /** {@code sum += slope(at) · inner}. */
    private static void add(Map<Load, Expr> sum, Expr slope, Offset at, Map<Load, Expr> inner) {
        if (slope == ZERO || inner.isEmpty()) {
            return;
        }
        Expr here =
                slope instanceof Expr.Constant || at.equals(Offset.NONE) ? slope : slope.shift(at.i(), at.j(), at.k());
        inner.forEach((load, partial) -> add(sum, load, product(here, partial)));
    }

    private static void add(Map<Load, Expr> sum, Load load, Expr partial) {
        sum.merge(load, partial, Expr::plus);
    }

    private static Expr product(Expr a, Expr b) {
        if (isOne(a)) {
            return b;
        }
        return isOne(b) ? a : a.times(b);
    }

    private static boolean isOne(Expr expr) {
        return expr instanceof Expr.Constant constant && constant.value() == 1;
    }

    private static Expr compare(BinaryOp op, Expr a, Expr b) {
        return new Expr.Binary(op, a, b);
    }

    private static Expr truth(Expr condition, Expr yes, Expr no) {
        return new Expr.Where(condition, yes, no);
    }
}
