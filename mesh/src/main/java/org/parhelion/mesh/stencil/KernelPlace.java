package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;

/** Finds the grid and location that a kernel runs over: those of its targets or, lacking these, of the fields it reads. */
final class KernelPlace {
    private final List<Field> fields = new ArrayList<>();

    private KernelPlace() {}

    /** A field at that place. */
    static Field of(List<Assignment> assignments, List<Reduction> reductions) {
        KernelPlace place = new KernelPlace();
        String role = "assigned";
        assignments.forEach(assignment -> place.fields.add(assignment.target()));
        if (assignments.isEmpty()) {
            role = "reduced";
            reductions.forEach(reduction -> place.collect(reduction.value()));
        }
        if (place.fields.isEmpty()) {
            throw new ExpressionException(
                    "a kernel needs an assignment, or a reduction of an expression with a field in it");
        }
        Field first = place.fields.get(0);
        for (Field field : place.fields) {
            if (field.grid() != first.grid()) {
                throw new ExpressionException("fields " + first.name() + " and " + field.name() + ", both " + role
                        + " in one kernel, are on different grids; make a kernel for each grid");
            }
            if (field.location() != first.location()) {
                throw new ExpressionException("fields " + first.name() + " (" + first.location() + ") and "
                        + field.name() + " (" + field.location() + "), both " + role
                        + " in one kernel, lie at different locations; make a kernel for each location");
            }
        }
        return first;
    }

    private void collect(Expr expr) {
        if (expr instanceof Expr.Access access) {
            fields.add(access.field());
        } else if (expr instanceof Expr.Unary unary) {
            collect(unary.operand());
        } else if (expr instanceof Expr.Binary binary) {
            collect(binary.left());
            collect(binary.right());
        } else if (expr instanceof Expr.Where where) {
            collect(where.condition());
            collect(where.ifTrue());
            collect(where.ifFalse());
        } else if (expr instanceof Expr.Shift shift) {
            collect(shift.operand());
        } else if (expr instanceof Expr.Derivative derivative) {
            collect(derivative.operand());
        } else if (expr instanceof Expr.Laplacian laplacian) {
            collect(laplacian.operand());
        } else if (expr instanceof Expr.Upwind upwind) {
            collect(upwind.velocity());
            collect(upwind.operand());
        }
    }
}
