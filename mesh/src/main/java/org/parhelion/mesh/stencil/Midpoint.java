package org.parhelion.mesh.stencil;

import java.util.IdentityHashMap;
import org.parhelion.mesh.Axis;

/**
 * Rewrites an expression into its value half-way to the next point along an axis: coordinates are taken there, of fields
 * and of derivatives the mean of the two points. Parts used twice stay shared.
 */
final class Midpoint {
    private final Axis axis;
    private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();

    Midpoint(Axis axis) {
        this.axis = axis;
    }

    /** The same expression at the midpoint. */
    Expr of(Expr expr) {
        Expr known = done.get(expr);
        if (known == null) {
            known = rewrite(expr);
            done.put(expr, known);
        }
        return known;
    }

    private Expr rewrite(Expr expr) {
        if (expr instanceof Expr.Coordinate coordinate) {
            return coordinate.axis() == axis ? mean(expr) : expr;
        } else if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.op(), of(unary.operand()));
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(binary.op(), of(binary.left()), of(binary.right()));
        } else if (expr instanceof Expr.Where where) {
            return new Expr.Where(of(where.condition()), of(where.ifTrue()), of(where.ifFalse()));
        } else if (expr instanceof Expr.Shift shift) {
            return new Expr.Shift(of(shift.operand()), shift.i(), shift.j(), shift.k());
        } else if (expr.operands().isEmpty() && !(expr instanceof Expr.Access)) {
            return expr;
        }
        return mean(expr);
    }

    private Expr mean(Expr expr) {
        return expr.plus(next(expr, axis, 1)).times(0.5);
    }

    /** The expression so many points further along an axis. */
    static Expr next(Expr expr, Axis axis, int distance) {
        return expr.shift(axis == Axis.X ? distance : 0, axis == Axis.Y ? distance : 0, axis == Axis.Z ? distance : 0);
    }
}
