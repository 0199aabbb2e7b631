package org.parhelion.solvers.time;

import java.util.Objects;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;

/**
 * One equation of a system: the field's change per unit of time.
 *
 * @param field the unknown; modified by each step
 * @param value ∂/∂t of the field, of this and other fields, space, time and parameters
 */
public record Rate(Field field, Expr value) {
    public Rate {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
    }

    public static Rate of(Field field, Term value) {
        return new Rate(field, value.expr());
    }
}
