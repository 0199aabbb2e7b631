package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;

/**
 * Derivatives of expressions, by central differences of second order or, with one argument more, of order 2 or 4. A
 * derivative of an expression is that expression at shifted points, so derivatives nest:
 * {@code laplacian(c.pow(3).minus(c).minus(laplacian(c).times(g)))}. The halo that is needed follows by itself. An axis that
 * the grid lacks is refused when a kernel is made.
 *
 * <p>Vectors are lists of components along x, y, z, as many as the grid has axes.
 */
public final class Calculus {
    private static final int SECOND_ORDER = 2;

    private Calculus() {}

    /** ∂e/∂x. */
    public static Expr dx(Term e) {
        return dx(e, SECOND_ORDER);
    }

    public static Expr dx(Term e, int order) {
        return derivative(e, Axis.X, null, order);
    }

    /** ∂e/∂y. */
    public static Expr dy(Term e) {
        return dy(e, SECOND_ORDER);
    }

    public static Expr dy(Term e, int order) {
        return derivative(e, Axis.Y, null, order);
    }

    /** ∂e/∂z. */
    public static Expr dz(Term e) {
        return dz(e, SECOND_ORDER);
    }

    public static Expr dz(Term e, int order) {
        return derivative(e, Axis.Z, null, order);
    }

    /** ∂²e/∂x². */
    public static Expr dxx(Term e) {
        return dxx(e, SECOND_ORDER);
    }

    public static Expr dxx(Term e, int order) {
        return derivative(e, Axis.X, Axis.X, order);
    }

    /** ∂²e/∂y². */
    public static Expr dyy(Term e) {
        return dyy(e, SECOND_ORDER);
    }

    public static Expr dyy(Term e, int order) {
        return derivative(e, Axis.Y, Axis.Y, order);
    }

    /** ∂²e/∂z². */
    public static Expr dzz(Term e) {
        return dzz(e, SECOND_ORDER);
    }

    public static Expr dzz(Term e, int order) {
        return derivative(e, Axis.Z, Axis.Z, order);
    }

    /** ∂²e/∂x∂y. */
    public static Expr dxy(Term e) {
        return dxy(e, SECOND_ORDER);
    }

    public static Expr dxy(Term e, int order) {
        return derivative(e, Axis.X, Axis.Y, order);
    }

    /** ∂²e/∂x∂z. */
    public static Expr dxz(Term e) {
        return dxz(e, SECOND_ORDER);
    }

    public static Expr dxz(Term e, int order) {
        return derivative(e, Axis.X, Axis.Z, order);
    }

    /** ∂²e/∂y∂z. */
    public static Expr dyz(Term e) {
        return dyz(e, SECOND_ORDER);
    }

    public static Expr dyz(Term e, int order) {
        return derivative(e, Axis.Y, Axis.Z, order);
    }

    /** Δe, over the axes that the grid has. */
    public static Expr laplacian(Term e) {
        return laplacian(e, SECOND_ORDER);
    }

    public static Expr laplacian(Term e, int order) {
        return new Expr.Laplacian(e.expr(), order);
    }

    /**
     * ∇·(a ∇e) by differences of the fluxes through the faces half-way between points: compact, conservative, and as an
     * operator on e symmetric; of second order. Coordinates in a are taken at the faces, of fields the mean of the two points
     * beside. A coefficient that is the same everywhere gives {@code a·laplacian(e)}.
     */
    public static Expr diffusion(CartesianGrid grid, Term a, Term e) {
        return FluxDifferences.of(grid, List.of(a.expr()), e.expr());
    }

    /**
     * ∇·(a ∇e) with a coefficient of its own along each axis.
     *
     * @param a as many as the grid has axes
     */
    public static Expr diffusion(CartesianGrid grid, List<? extends Term> a, Term e) {
        return FluxDifferences.of(grid, a.stream().map(Term::expr).toList(), e.expr());
    }

    /** ∇e: one component for each axis of the grid. */
    public static List<Expr> gradient(CartesianGrid grid, Term e) {
        return gradient(grid, e, SECOND_ORDER);
    }

    public static List<Expr> gradient(CartesianGrid grid, Term e, int order) {
        List<Expr> components = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            if (grid.uses(axis)) {
                components.add(derivative(e, axis, null, order));
            }
        }
        return components;
    }

    /** ∇·v. */
    public static Expr divergence(List<? extends Term> v) {
        return divergence(v, SECOND_ORDER);
    }

    public static Expr divergence(List<? extends Term> v, int order) {
        return sum(v, (component, axis) -> derivative(component, axis, null, order));
    }

    /** v·∇e, centred. */
    public static Expr advect(List<? extends Term> v, Term e) {
        return advect(v, e, SECOND_ORDER);
    }

    public static Expr advect(List<? extends Term> v, Term e, int order) {
        return sum(v, (component, axis) -> component.expr().times(derivative(e, axis, null, order)));
    }

    /** v·∇e, each component by the one-sided difference of first order against the wind. */
    public static Expr upwind(List<? extends Term> v, Term e) {
        return sum(v, (component, axis) -> new Expr.Upwind(component.expr(), e.expr(), axis));
    }

    private interface Component {
        Expr of(Term component, Axis axis);
    }

    private static Expr sum(List<? extends Term> v, Component term) {
        if (v.isEmpty() || v.size() > Axis.values().length) {
            throw new IllegalArgumentException("a vector has 1 to 3 components, not " + v.size());
        }
        Expr sum = term.of(v.get(0), Axis.X);
        for (int n = 1; n < v.size(); n++) {
            sum = sum.plus(term.of(v.get(n), Axis.of(n)));
        }
        return sum;
    }

    private static Expr derivative(Term e, Axis first, Axis second, int order) {
        return new Expr.Derivative(e.expr(), first, second, order);
    }
}
