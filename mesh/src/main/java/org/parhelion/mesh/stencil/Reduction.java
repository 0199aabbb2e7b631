package org.parhelion.mesh.stencil;

import java.util.Objects;

/**
 * Part of a kernel: the values of an expression at all points, combined to one number.
 *
 * @param op how values are combined
 * @param value what is combined
 */
public record Reduction(Program.ReductionOp op, Expr value) {
    public Reduction {
        Objects.requireNonNull(op, "op");
        Objects.requireNonNull(value, "value");
    }
}
