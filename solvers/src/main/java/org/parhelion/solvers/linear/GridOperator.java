package org.parhelion.solvers.linear;

import java.util.Map;
import java.util.Optional;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.FieldSubstitution;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mesh.stencil.PointExpression;
import org.parhelion.mesh.stencil.Term;

/**
 * A linear operator given by an expression of a field, applied by generated machine code: no matrix is stored.
 *
 * <pre>{@code
 * Field u = grid.field("u").boundary(Boundary.dirichlet(0));
 * GridOperator a = GridOperator.of(u, laplacian(u).negate());
 * }</pre>
 *
 * <p>The field's boundaries are part of the operator, with all given values at 0; what the values themselves and constant
 * terms contribute is moved to the right-hand side ({@link #rightHandSide}).
 */
public final class GridOperator implements LinearOperator, AutoCloseable {
    private final Field unknown;
    private final Expr image;
    private final LinearStencil stencil;
    private final VectorSpace space;
    private final Field in;
    private final Field out;
    private final Kernel kernel;
    private NullSpace nullSpace;

    private GridOperator(GridOperator same, VectorSpace space) {
        this.unknown = same.unknown;
        this.image = same.image;
        this.stencil = same.stencil;
        this.space = space;
        this.in = same.in;
        this.out = same.out;
        this.kernel = same.kernel;
    }

    private GridOperator(Field unknown, Expr image) {
        this.unknown = unknown;
        this.image = image;
        this.stencil = LinearStencil.of(unknown, image);
        this.in = VectorSpace.homogeneous(unknown, unknown.name());
        this.out = VectorSpace.homogeneous(unknown, "A " + unknown.name());
        this.kernel = Kernel.of(Kernel.assign(out, replace(in)));
        out.widenHalo(in.halo()); // which the kernel may have widened: all vectors are laid out alike
        this.space = VectorSpace.of(in);
    }

    /**
     * The linear part of an expression.
     *
     * @param unknown the field that stands for the argument; its boundaries count, its values do not
     * @param image linear in {@code unknown}, apart from terms without it
     * @throws IllegalArgumentException if it is not linear in {@code unknown} or does not contain it
     */
    public static GridOperator of(Field unknown, Term image) {
        return new GridOperator(unknown, image.expr());
    }

    /** The same operator, inner products of its vectors added up in this way. To be closed once for both. */
    public GridOperator with(VectorSpace.Reductions reductions) {
        return new GridOperator(this, space.with(reductions));
    }

    /** The field that stands for the argument. */
    public Field unknown() {
        return unknown;
    }

    /** The expression that the operator is the linear part of. */
    public Expr image() {
        return image;
    }

    /** The operator as a weighted sum of values around a point. */
    public LinearStencil stencil() {
        return stencil;
    }

    private Expr replace(Field other) {
        return new FieldSubstitution(Map.of(unknown, other)).apply(image);
    }

    @Override
    public VectorSpace domain() {
        return space;
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        in.swap(x.field());
        out.swap(y.field());
        try {
            kernel.run();
        } finally {
            in.swap(x.field());
            out.swap(y.field());
        }
    }

    /**
     * b ← f − (the expression of the zero field with the unknown's own boundary values): with A x = b the unknown x solves
     * expression = f.
     */
    public void rightHandSide(Term f, DistributedVector b) {
        Field zero = unknown.grid().field(unknown.name(), unknown.location());
        zero.widenHalo(unknown.halo());
        for (Side side : Side.values()) {
            if (unknown.grid().uses(side.axis()) && !unknown.grid().isPeriodic(side.axis())) {
                zero.boundary(side, unknown.boundary(side));
            }
        }
        Expr affine = replace(zero);
        try (Kernel once = Kernel.of(Kernel.assign(b.field(), f.expr().minus(affine)))) {
            once.run();
        }
    }

    /** What applies the operator. */
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public Optional<DistributedVector> diagonal() {
        return Optional.of(GridRows.of(this).diagonal());
    }

    /**
     * Constants, if every row adds up to 0 and no boundary asks for a value; found at the first call, with the values that
     * parameters have then.
     */
    @Override
    public NullSpace nullSpace() {
        if (nullSpace == null) {
            nullSpace = GridRows.of(this).nullSpace();
        }
        return nullSpace;
    }

    @Override
    public String describe() {
        int points = stencil.entries().size();
        boolean constant = stencil.entries().stream()
                .allMatch(entry -> PointExpression.of(unknown.grid(), unknown.location(), entry.coefficient())
                        .isConstant());
        return points + "-point operator, " + (constant ? "constant" : "variable") + " coefficients, " + space.size()
                + " unknowns";
    }

    @Override
    public void close() {
        kernel.close();
    }
}
