package org.parhelion.mesh.stencil;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;

/**
 * Rewrites expressions on a grid into a {@link Program}: derivatives become differences of the operand at shifted points,
 * elementary functions become primitive operations, equal values are computed once, and what
 * nothing needs is left out. {@link Algebra} says which algebraic rewriting takes place, {@link Differences} gives the
 * formulas. The result depends on nothing but the expressions and the grid's global geometry.
 */
public final class Lowering {
    private static final int LARGEST_DEPTH = 400;
    private static final int LARGEST_PROGRAM = 200_000;

    private final CartesianGrid grid;
    private final Location location;
    private final ProgramBuilder builder = new ProgramBuilder();
    private final Algebra algebra = new Algebra(builder);
    private final Truths truths = new Truths(builder);
    private final DerivativeLowering derivatives;
    private final IdentityHashMap<Expr, Map<Offset, ScaledValue>> done = new IdentityHashMap<>();
    private int depth;

    private Lowering(CartesianGrid grid, Location location) {
        this.grid = grid;
        this.location = location;
        this.derivatives = new DerivativeLowering(grid, location, builder, algebra, this::number);
    }

    /** A number of points along each axis. */
    record Offset(int i, int j, int k) {
        static final Offset NONE = new Offset(0, 0, 0);

        // Spelled out, as every run asks: linking what a record brings takes 10 ms or more of its start.
        @Override
        public boolean equals(Object other) {
            return other instanceof Offset that && i == that.i && j == that.j && k == that.k;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * i + j) + k;
        }

        Offset plus(int di, int dj, int dk) {
            return new Offset(i + di, j + dj, k + dk);
        }

        Offset plus(Axis axis, int distance) {
            return switch (axis) {
                case X -> plus(distance, 0, 0);
                case Y -> plus(0, distance, 0);
                case Z -> plus(0, 0, distance);
            };
        }

        int along(Axis axis) {
            return switch (axis) {
                case X -> i;
                case Y -> j;
                case Z -> k;
            };
        }
    }

    /**
     * The program that computes these assignments and reductions at the points of a grid.
     *
     * @param location where the points lie; fields that are written must lie there too
     * @throws ExpressionException when an expression makes no sense on this grid
     */
    public static Program lower(
            CartesianGrid grid, Location location, List<Assignment> assignments, List<Reduction> reductions) {
        Lowering lowering = new Lowering(grid, location);
        for (int n = 0; n < assignments.size(); n++) {
            Field target = assignments.get(n).target();
            lowering.checkTarget(target);
            if (assignments.subList(0, n).stream().anyMatch(earlier -> earlier.target() == target)) {
                throw new ExpressionException("field " + target.name() + " is assigned twice in one kernel");
            }
            lowering.builder.store(target, lowering.result(assignments.get(n).value()));
        }
        for (Reduction reduction : reductions) {
            lowering.builder.reduce(reduction.op(), lowering.result(reduction.value()));
        }
        return DeadCode.remove(lowering.builder.build());
    }

    private int result(Expr expr) {
        return algebra.number(number(expr, Offset.NONE));
    }

    private void checkTarget(Field target) {
        if (target.grid() != grid) {
            throw new ExpressionException("field " + target.name() + " belongs to another grid than the kernel");
        }
        if (target.location() != location) {
            throw new ExpressionException("field " + target.name() + " lies at " + target.location()
                    + ", but this kernel computes at " + location);
        }
    }

    /** The value of an expression, a truth as 1 or 0. */
    private ScaledValue number(Expr expr, Offset at) {
        ScaledValue value = lower(expr, at);
        return isTruth(value) ? algebra.of(truths.asNumber(value.value())) : value;
    }

    /** The truth of an expression: a number is true when it is not 0. */
    private int truth(Expr expr, Offset at) {
        ScaledValue value = lower(expr, at);
        return isTruth(value) ? value.value() : truths.ofNumber(algebra.number(value));
    }

    private boolean isTruth(ScaledValue value) {
        return !value.isUniform() && builder.isTruth(value.value());
    }

    private int plain(Expr expr, Offset at) {
        return algebra.number(number(expr, at));
    }

    private ScaledValue lower(Expr expr, Offset at) {
        Map<Offset, ScaledValue> known = done.computeIfAbsent(expr, key -> new HashMap<>());
        ScaledValue value = known.get(at);
        if (value == null) {
            lowerLeftSpine(expr, at);
            if (++depth > LARGEST_DEPTH) {
                throw new ExpressionException("the expression is nested more than " + LARGEST_DEPTH + " levels deep");
            }
            value = lowerNode(expr, at);
            depth--;
            if (builder.size() > LARGEST_PROGRAM) {
                throw new ExpressionException("the expression expands to more than " + LARGEST_PROGRAM
                        + " operations a point; nest fewer derivatives, or store intermediate results in a field");
            }
            known.put(at, value);
        }
        return value;
    }

    /** A long sum is a tree that is deep on its left: lowered from the innermost term on, without recursion. */
    private void lowerLeftSpine(Expr expr, Offset at) {
        Deque<Expr> spine = new ArrayDeque<>();
        Expr left = expr;
        while (left instanceof Expr.Binary binary) {
            left = binary.left();
            if (done.containsKey(left) && done.get(left).containsKey(at)) {
                break;
            }
            spine.push(left);
        }
        if (spine.size() > 1) {
            spine.forEach(inner -> lower(inner, at));
        }
    }

    private ScaledValue lowerNode(Expr expr, Offset at) {
        if (expr instanceof Expr.Constant constant) {
            return algebra.constant(constant.value());
        } else if (expr instanceof Expr.ParameterValue parameter) {
            return algebra.of(builder.parameter(parameter.parameter()));
        } else if (expr instanceof Expr.Coordinate coordinate) {
            Axis axis = coordinate.axis();
            return algebra.of(builder.coordinate(axis, at.along(axis)));
        } else if (expr instanceof Expr.Spacing spacing) {
            return derivatives.spacing(spacing.axis(), at);
        } else if (expr instanceof Expr.Access access) {
            return access(access, at);
        } else if (expr instanceof Expr.Unary unary) {
            return unary(unary, at);
        } else if (expr instanceof Expr.Binary binary) {
            return binary.op().isTruth() ? comparison(binary, at) : binary(binary, at);
        } else if (expr instanceof Expr.Where where) {
            return where(where, at);
        } else if (expr instanceof Expr.Shift shift) {
            derivatives.checkShift(shift.i(), shift.j(), shift.k());
            return lower(shift.operand(), at.plus(shift.i(), shift.j(), shift.k()));
        }
        return derivatives.lower(expr, at);
    }

    private ScaledValue access(Expr.Access access, Offset at) {
        Field field = access.field();
        if (field.grid() != grid) {
            throw new ExpressionException("field " + field.name() + " belongs to another grid than the kernel");
        }
        derivatives.checkShift(access.i(), access.j(), access.k());
        return algebra.of(builder.load(field, access.i() + at.i(), access.j() + at.j(), access.k() + at.k()));
    }

    private ScaledValue unary(Expr.Unary unary, Offset at) {
        return switch (unary.op()) {
            case NEGATE -> algebra.negate(number(unary.operand(), at));
            case NOT -> truths.value(builder.apply(PrimitiveOp.NOT, truth(unary.operand(), at)));
            case ABS -> algebra.of(builder.apply(PrimitiveOp.ABS, plain(unary.operand(), at)));
            case SQRT -> algebra.of(builder.apply(PrimitiveOp.SQRT, plain(unary.operand(), at)));
            default -> algebra.of(FunctionLowering.lower(builder, unary.op(), plain(unary.operand(), at)));
        };
    }

    private ScaledValue binary(Expr.Binary binary, Offset at) {
        ScaledValue a = number(binary.left(), at);
        ScaledValue b = number(binary.right(), at);
        return switch (binary.op()) {
            case ADD -> algebra.add(a, b);
            case SUBTRACT -> algebra.subtract(a, b);
            case MULTIPLY -> algebra.multiply(a, b);
            case DIVIDE -> algebra.divide(a, b);
            case MIN -> algebra.of(builder.apply(PrimitiveOp.MIN, algebra.number(a), algebra.number(b)));
            case MAX -> algebra.of(builder.apply(PrimitiveOp.MAX, algebra.number(a), algebra.number(b)));
            case POW -> power(a, b);
            default -> algebra.of(FunctionLowering.lower(builder, binary.op(), algebra.number(a), algebra.number(b)));
        };
    }

    private ScaledValue power(ScaledValue base, ScaledValue exponent) {
        if (exponent.isUniform() && builder.isConstant(exponent.factor())) {
            double value = builder.value(exponent.factor());
            if (Algebra.isSimplePower(value)) {
                return algebra.power(base, value);
            }
        }
        return algebra.of(
                FunctionLowering.lower(builder, BinaryOp.POW, algebra.number(base), algebra.number(exponent)));
    }

    private ScaledValue comparison(Expr.Binary binary, Offset at) {
        if (binary.op() == BinaryOp.AND || binary.op() == BinaryOp.OR) {
            PrimitiveOp op = binary.op() == BinaryOp.AND ? PrimitiveOp.AND : PrimitiveOp.OR;
            return truths.value(builder.apply(op, truth(binary.left(), at), truth(binary.right(), at)));
        }
        int a = plain(binary.left(), at);
        int b = plain(binary.right(), at);
        return truths.value(
                switch (binary.op()) {
                    case LESS -> builder.apply(PrimitiveOp.LESS, a, b);
                    case LESS_EQUAL -> builder.apply(PrimitiveOp.LESS_EQUAL, a, b);
                    case GREATER -> builder.apply(PrimitiveOp.LESS, b, a);
                    case GREATER_EQUAL -> builder.apply(PrimitiveOp.LESS_EQUAL, b, a);
                    case EQUAL -> builder.apply(PrimitiveOp.EQUAL, a, b);
                    default -> builder.apply(PrimitiveOp.NOT, builder.apply(PrimitiveOp.EQUAL, a, b));
                });
    }

    private ScaledValue where(Expr.Where where, Offset at) {
        int condition = truth(where.condition(), at);
        ScaledValue yes = number(where.ifTrue(), at);
        ScaledValue no = number(where.ifFalse(), at);
        Boolean known = truths.known(condition);
        if (known != null) {
            return known ? yes : no;
        }
        if (yes.equals(no)) {
            return yes;
        }
        if (!yes.isUniform() && !no.isUniform() && yes.factor() == no.factor()) {
            return algebra.scaled(yes.factor(), builder.apply(PrimitiveOp.SELECT, condition, yes.value(), no.value()));
        }
        return algebra.of(builder.apply(PrimitiveOp.SELECT, condition, algebra.number(yes), algebra.number(no)));
    }
}
