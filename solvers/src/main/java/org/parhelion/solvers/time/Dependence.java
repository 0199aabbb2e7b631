package org.parhelion.solvers.time;

import java.util.Collection;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;

/** Whether an expression can change during a run, by its form: zero times an unknown counts as a change. */
final class Dependence {
    private final Collection<Field> unknowns;

    /** @param unknowns the fields that change */
    Dependence(Collection<Field> unknowns) {
        this.unknowns = unknowns;
    }

    /** Whether an unknown or a parameter (time is one) is part of it. */
    boolean isIn(Expr expr) {
        if (expr instanceof Expr.Access access) {
            return unknowns.contains(access.field());
        } else if (expr instanceof Expr.Unary unary) {
            return isIn(unary.operand());
        } else if (expr instanceof Expr.Binary binary) {
            return isIn(binary.left()) || isIn(binary.right());
        } else if (expr instanceof Expr.Where where) {
            return isIn(where.condition()) || isIn(where.ifTrue()) || isIn(where.ifFalse());
        } else if (expr instanceof Expr.Shift shift) {
            return isIn(shift.operand());
        } else if (expr instanceof Expr.Derivative derivative) {
            return isIn(derivative.operand());
        } else if (expr instanceof Expr.Laplacian laplacian) {
            return isIn(laplacian.operand());
        } else if (expr instanceof Expr.Upwind upwind) {
            return isIn(upwind.velocity()) || isIn(upwind.operand());
        }
        return expr instanceof Expr.ParameterValue;
    }
}
