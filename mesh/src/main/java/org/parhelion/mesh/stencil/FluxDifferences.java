package org.parhelion.mesh.stencil;

import static org.parhelion.mesh.stencil.Midpoint.next;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;

/**
 * ∇·(a ∇e) as differences of fluxes through the faces half-way between points: along each axis
 * {@code (a(x + h/2) (e(x + h) − e(x)) − a(x − h/2) (e(x) − e(x − h))) / h²}, R. J. LeVeque, Finite Difference Methods for
 * Ordinary and Partial Differential Equations, SIAM (2007), eq. 2.73. What leaves one cell enters its neighbour, so nothing
 * is lost, and the operator is symmetric. Of second order.
 */
final class FluxDifferences {
    private FluxDifferences() {}

    /** @param a one coefficient for each axis of the grid, or one for all */
    static Expr of(CartesianGrid grid, List<Expr> a, Expr e) {
        boolean isotropic = a.size() == 1;
        if (!isotropic && a.size() != grid.dimensions()) {
            throw new ExpressionException("diffusion takes one coefficient, or one for each of the " + grid.dimensions()
                    + " axes of the grid, not " + a.size());
        }
        if (isotropic && isUniform(a.get(0))) {
            return Calculus.laplacian(e).times(a.get(0));
        }
        Expr sum = null;
        for (int n = 0; n < grid.dimensions(); n++) {
            Expr part = along(grid, Axis.of(n), a.get(isotropic ? 0 : n), e);
            sum = sum == null ? part : sum.plus(part);
        }
        return sum;
    }

    private static Expr along(CartesianGrid grid, Axis axis, Expr a, Expr e) {
        if (isUniform(a)) {
            return new Expr.Derivative(e, axis, axis, 2).times(a);
        }
        Expr x = new Expr.Coordinate(axis);
        Expr spacing = new Expr.Spacing(axis);
        // h of a uniform axis is a number, the difference of its coordinates one only up to round-off
        Expr distance = grid.isUniform(axis) ? spacing : next(x, axis, 1).minus(x);
        Expr flux = new Midpoint(axis).of(a).times(next(e, axis, 1).minus(e)).dividedBy(distance);
        return flux.minus(next(flux, axis, -1)).dividedBy(spacing);
    }

    /** Whether an expression is the same at all points, by its form. */
    private static boolean isUniform(Expr expr) {
        if (expr instanceof Expr.Access || expr instanceof Expr.Coordinate || expr instanceof Expr.Spacing) {
            return false;
        }
        return expr.operands().stream().allMatch(FluxDifferences::isUniform);
    }
}
