package org.parhelion.mesh;

import java.util.List;
import java.util.stream.Collectors;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;

/**
 * What holds on one side of the domain, and so what the ghost points behind it contain. Boundary values sit on the wall:
 * with {@code m} the mirror image of a ghost point and {@code d} the distance between the two, the ghost value is
 *
 * <ul>
 *   <li>Dirichlet, u = b: {@code 2b − m}
 *   <li>Neumann, ∂u/∂n = g outward: {@code m + g d}
 *   <li>Robin, a u + b ∂u/∂n = c: {@code (c − m (a/2 − b/d)) / (a/2 + b/d)}, the wall value being the mean of the two
 *       points and the derivative their difference over their distance
 *   <li>symmetry: {@code m}; antisymmetry: {@code −m}; outflow: the value nearest to the wall.
 * </ul>
 *
 * <p>Points that lie on the wall itself (nodes, faces along their own axis) are set to b by a Dirichlet boundary and to 0
 * by antisymmetry; the other kinds leave them to the equation. Deeper ghost layers mirror deeper points; where the domain
 * is thinner than that, the image of the image counts.
 *
 * <p>A value is a number or an expression of coordinates, time and parameters, taken at the wall.
 */
public final class Boundary {
    /** The kinds of boundary. */
    public enum Kind {
        PERIODIC,
        DIRICHLET,
        NEUMANN,
        ROBIN,
        SYMMETRY,
        ANTISYMMETRY,
        OUTFLOW;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether this kind fixes the points that lie on the wall. */
        boolean fixesWall() {
            return this == DIRICHLET || this == ANTISYMMETRY;
        }
    }

    private static final Boundary PERIODIC = new Boundary(Kind.PERIODIC);
    private static final Boundary SYMMETRY = new Boundary(Kind.SYMMETRY);
    private static final Boundary ANTISYMMETRY = new Boundary(Kind.ANTISYMMETRY);
    private static final Boundary OUTFLOW = new Boundary(Kind.OUTFLOW);
    /** The default: zero gradient. */
    static final Boundary INSULATED = neumann(0);

    private final Kind kind;
    private final List<Expr> values;

    private Boundary(Kind kind, Term... values) {
        this.kind = kind;
        this.values = List.of(values).stream().map(Term::expr).toList();
        for (Expr value : this.values) {
            if (value instanceof Expr.Constant constant && !Double.isFinite(constant.value())) {
                throw new IllegalArgumentException("boundary " + this + ": values must be finite");
            }
            WallExpression.check(this, value);
        }
    }

    /** Joined with the opposite side; the grid's axis must be periodic. */
    public static Boundary periodic() {
        return PERIODIC;
    }

    /** u = value on the wall. */
    public static Boundary dirichlet(double value) {
        return dirichlet(Expr.constant(value));
    }

    /** u = value on the wall; the value may depend on coordinates, time and parameters. */
    public static Boundary dirichlet(Term value) {
        return new Boundary(Kind.DIRICHLET, value);
    }

    /** ∂u/∂n = derivative, outward, on the wall. */
    public static Boundary neumann(double derivative) {
        return neumann(Expr.constant(derivative));
    }

    /** ∂u/∂n = derivative, outward, on the wall; it may depend on coordinates, time and parameters. */
    public static Boundary neumann(Term derivative) {
        return new Boundary(Kind.NEUMANN, derivative);
    }

    /** a u + b ∂u/∂n = c on the wall, n outward. */
    public static Boundary robin(double a, double b, double c) {
        return robin(Expr.constant(a), Expr.constant(b), Expr.constant(c));
    }

    /**
     * a u + b ∂u/∂n = c on the wall, n outward; each may depend on coordinates, time and parameters.
     *
     * @throws IllegalArgumentException if a and b are both the number 0
     */
    public static Boundary robin(Term a, Term b, Term c) {
        Expr zero = Expr.constant(0);
        if (a.expr().equals(zero) && b.expr().equals(zero)) {
            throw new IllegalArgumentException(
                    "boundary robin: a and b are both 0, so nothing is said about the field");
        }
        return new Boundary(Kind.ROBIN, a, b, c);
    }

    /** A mirror: the field is even about the wall. */
    public static Boundary symmetry() {
        return SYMMETRY;
    }

    /** The field is odd about the wall, as the velocity through a mirror is. */
    public static Boundary antisymmetry() {
        return ANTISYMMETRY;
    }

    /** Zero gradient: all ghost layers repeat the value nearest to the wall. */
    public static Boundary outflow() {
        return OUTFLOW;
    }

    public Kind kind() {
        return kind;
    }

    /** The value of a Dirichlet, the derivative of a Neumann, a, b and c of a Robin boundary; else none. */
    public List<Expr> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Boundary that && kind == that.kind && values.equals(that.values));
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + values.hashCode();
    }

    /** Such as {@code dirichlet(0.25)}; an expression is only hinted at. */
    @Override
    public String toString() {
        if (values.isEmpty()) {
            return kind.label();
        }
        return values.stream()
                .map(value -> value instanceof Expr.Constant constant ? String.valueOf(constant.value()) : "…")
                .collect(Collectors.joining(", ", kind.label() + "(", ")"));
    }
}
