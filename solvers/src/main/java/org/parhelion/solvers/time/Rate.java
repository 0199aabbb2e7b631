package org.parhelion.solvers.time;

import java.util.Objects;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;

/**
 * One equation of a system: the field's change per unit of time, the sum of two parts.
 *
 * @param field the unknown; modified by each step
 * @param value explicit part of ∂/∂t of the field, of this and other fields, space, time and parameters; the number 0 if
 *     there is none
 * @param implicit stiff part, which schemes that can solve for it take at the new time: linear in {@code field}, without
 *     the other unknowns; the number 0 if there is none
 */
public record Rate(Field field, Expr value, Expr implicit) {
    private static final Expr NONE = Expr.constant(0);

    public Rate {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(implicit, "implicit");
    }

    /** All of it explicit. */
    public Rate(Field field, Expr value) {
        this(field, value, NONE);
    }

    /** All of it explicit. */
    public static Rate of(Field field, Term value) {
        return new Rate(field, value.expr());
    }

    /** An explicit part and an implicit one. */
    public static Rate of(Field field, Term value, Term implicit) {
        return new Rate(field, value.expr(), implicit.expr());
    }

    /** All of it implicit. */
    public static Rate implicit(Field field, Term implicit) {
        return new Rate(field, NONE, implicit.expr());
    }

    /** Whether there is an explicit part. */
    public boolean hasExplicit() {
        return !isNone(value);
    }

    /** Whether there is an implicit part. */
    public boolean hasImplicit() {
        return !isNone(implicit);
    }

    /** Not by equals, which a record makes at run time: 40 ms of every start. */
    private static boolean isNone(Expr expr) {
        return expr instanceof Expr.Constant constant && Double.doubleToRawLongBits(constant.value()) == 0;
    }
}
