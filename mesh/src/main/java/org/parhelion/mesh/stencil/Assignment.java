package org.parhelion.mesh.stencil;

import java.util.Objects;
import org.parhelion.mesh.Field;

/**
 * Part of a kernel: the value of an expression, written to a field at every point.
 *
 * @param target field that is written
 * @param value what is written; may refer to {@code target} at the point itself
 */
public record Assignment(Field target, Expr value) {
    public Assignment {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(value, "value");
    }
}
