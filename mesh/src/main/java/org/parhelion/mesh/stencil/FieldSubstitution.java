package org.parhelion.mesh.stencil;

import java.util.IdentityHashMap;
import java.util.Map;
import org.parhelion.mesh.Field;

/** Rewrites an expression of some fields into the same expression of others; parts used twice stay shared. */
public final class FieldSubstitution {
    private final Map<Field, Field> replacements;
    private final IdentityHashMap<Expr, Expr> done = new IdentityHashMap<>();

    /** @param replacements what stands for what; fields not named stay */
    public FieldSubstitution(Map<Field, Field> replacements) {
        this.replacements = Map.copyOf(replacements);
    }

    /** The same expression of the other fields. */
    public Expr apply(Expr expr) {
        Expr known = done.get(expr);
        if (known == null) {
            known = rewrite(expr);
            done.put(expr, known);
        }
        return known;
    }

    private Expr rewrite(Expr expr) {
        if (expr instanceof Expr.Access access) {
            Field field = replacements.getOrDefault(access.field(), access.field());
            return new Expr.Access(field, access.i(), access.j(), access.k());
        } else if (expr instanceof Expr.Unary unary) {
            return new Expr.Unary(unary.op(), apply(unary.operand()));
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(binary.op(), apply(binary.left()), apply(binary.right()));
        } else if (expr instanceof Expr.Where where) {
            return new Expr.Where(apply(where.condition()), apply(where.ifTrue()), apply(where.ifFalse()));
        } else if (expr instanceof Expr.Shift shift) {
            return new Expr.Shift(apply(shift.operand()), shift.i(), shift.j(), shift.k());
        } else if (expr instanceof Expr.Derivative d) {
            return new Expr.Derivative(apply(d.operand()), d.first(), d.second(), d.accuracy());
        } else if (expr instanceof Expr.Laplacian laplacian) {
            return new Expr.Laplacian(apply(laplacian.operand()), laplacian.accuracy());
        } else if (expr instanceof Expr.Upwind upwind) {
            return new Expr.Upwind(apply(upwind.velocity()), apply(upwind.operand()), upwind.axis());
        }
        return expr;
    }
}
