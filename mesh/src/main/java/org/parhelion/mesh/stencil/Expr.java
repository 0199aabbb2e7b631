package org.parhelion.mesh.stencil;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;

/**
 * An immutable expression tree over the points of a grid. What an expression means at a point is fixed by its lowering,
 * which rewrites it into a {@link Program}.
 */
public sealed interface Expr extends Term {
    @Override
    default Expr expr() {
        return this;
    }

    /** The expressions that this one is made of, from left to right. */
    default List<Expr> operands() {
        if (this instanceof Unary unary) {
            return List.of(unary.operand());
        } else if (this instanceof Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (this instanceof Where where) {
            return List.of(where.condition(), where.ifTrue(), where.ifFalse());
        } else if (this instanceof Shift shift) {
            return List.of(shift.operand());
        } else if (this instanceof Derivative derivative) {
            return List.of(derivative.operand());
        } else if (this instanceof Laplacian laplacian) {
            return List.of(laplacian.operand());
        } else if (this instanceof Upwind upwind) {
            return List.of(upwind.velocity(), upwind.operand());
        }
        return List.of();
    }

    static Expr constant(double value) {
        return new Constant(value);
    }

    /** {@code condition ? ifTrue : ifFalse}, point by point. */
    static Expr where(Term condition, Term ifTrue, Term ifFalse) {
        return new Where(condition.expr(), ifTrue.expr(), ifFalse.expr());
    }

    /** A number. */
    record Constant(double value) implements Expr {}

    /** The current value of a parameter. */
    record ParameterValue(Parameter parameter) implements Expr {}

    /** The coordinate of the point along an axis. */
    record Coordinate(Axis axis) implements Expr {}

    /** The grid's spacing at the point along an axis. */
    record Spacing(Axis axis) implements Expr {}

    /** A field's value so many points away. */
    record Access(Field field, int i, int j, int k) implements Expr {}

    record Unary(UnaryOp op, Expr operand) implements Expr {}

    record Binary(BinaryOp op, Expr left, Expr right) implements Expr {}

    record Where(Expr condition, Expr ifTrue, Expr ifFalse) implements Expr {}

    /** The operand at a point further along; coordinates continue beyond the wall, fields take their ghost values. */
    record Shift(Expr operand, int i, int j, int k) implements Expr {}

    /**
     * A derivative, discretised by central differences.
     *
     * @param first axis of the derivative
     * @param second axis of the second derivative, or null for a first derivative
     * @param accuracy order of accuracy, 2 or 4
     */
    record Derivative(Expr operand, Axis first, Axis second, int accuracy) implements Expr {}

    /** Sum of the second derivatives along all axes that the grid uses. */
    record Laplacian(Expr operand, int accuracy) implements Expr {}

    /** {@code velocity} times the one-sided first-order difference of {@code operand} against the wind. */
    record Upwind(Expr velocity, Expr operand, Axis axis) implements Expr {}
}
