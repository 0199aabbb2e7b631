package org.parhelion.mesh.stencil;

import java.util.IdentityHashMap;
import org.parhelion.mesh.Axis;

/** Takes an expression at another coordinate along one axis; fields, derivatives and parameters stay as they are. */
public final class CoordinateSubstitution {
    private final Axis axis;
    private final Expr coordinate;
    private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();

    /** @param coordinate stands for that of the axis; may depend on it */
    public CoordinateSubstitution(Axis axis, Term coordinate) {
        this.axis = axis;
        this.coordinate = coordinate.expr();
    }

    /** The same expression there. */
    public Expr apply(Expr expr) {
        Expr known = done.get(expr);
        if (known == null) {
            known = rewrite(expr);
            done.put(expr, known);
        }
        return known;
    }

    private Expr rewrite(Expr expr) {
        if (expr instanceof Expr.Coordinate leaf) {
            return leaf.axis() == axis ? coordinate : expr;
        } else if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.op(), apply(unary.operand()));
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(binary.op(), apply(binary.left()), apply(binary.right()));
        } else if (expr instanceof Expr.Where where) {
            return new Expr.Where(apply(where.condition()), apply(where.ifTrue()), apply(where.ifFalse()));
        } else if (expr instanceof Expr.Shift shift) {
            return new Expr.Shift(apply(shift.operand()), shift.i(), shift.j(), shift.k());
        }
        return expr;
    }
}
