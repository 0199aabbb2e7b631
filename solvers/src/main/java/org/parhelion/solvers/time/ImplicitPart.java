package org.parhelion.solvers.time;

import java.util.Set;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.FieldSubstitution;
import org.parhelion.mesh.stencil.LinearPart;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveResult;

/**
 * The implicit part of one unknown: solves U − s L(U) = r for U, where L(U) = A U + c, with what the boundary values give
 * being part of c. In the solver's terms (I − s A) U = r + s c.
 */
final class ImplicitPart {
    /** Σ L(U) counts as zero below this, relative to ‖L(U)‖ √N. */
    private static final double ROUND_OFF = 1e-13;

    private final Field unknown;
    private final Expr implicit;
    private final Parameter scale;
    private final GridOperator operator;
    private final StageSolver choice;
    private final boolean changes;
    private final boolean conserves;
    private final DistributedVector solution;
    private final DistributedVector rightHandSide;
    private final DistributedVector ones;
    private final Expr atZero;
    private LinearSolver solver;
    private double preparedFor = Double.NaN;
    private double setupSeconds;

    /**
     * @param scale s
     * @throws org.parhelion.mesh.stencil.ExpressionException the part is not linear in its unknown
     */
    ImplicitPart(Rate rate, Parameter scale, StageSolver choice) {
        this.unknown = rate.field();
        this.implicit = rate.implicit();
        this.scale = scale;
        this.choice = choice;
        LinearPart parts = LinearPart.of(implicit, Set.of(unknown));
        this.operator = GridOperator.of(unknown, unknown.minus(scale.times(parts.linear())));
        this.solution = operator.domain().vector(unknown.name());
        this.rightHandSide = operator.domain().vector(unknown.name());
        this.ones = operator.domain().vector("ones");
        ones.fill(1);
        Dependence anything = new Dependence(Set.of());
        this.changes = anything.isIn(parts.linear()) || robinChanges(anything);
        this.conserves = !changes && losesNothing(parts.linear());
        this.atZero = parts.isHomogeneous() && boundariesAreHomogeneous() ? Expr.constant(0) : ofZero();
    }

    /** L(0): what is left of the implicit part where the unknown is zero inside, with its boundary values. */
    Expr atZero() {
        return atZero;
    }

    /** b of the system, to be set to r + s L(0). */
    Field rightHandSide() {
        return rightHandSide.field();
    }

    private Expr ofZero() {
        Field zero = unknown.grid().field(unknown.name(), unknown.location());
        copyBoundaries(zero);
        return new FieldSubstitution(java.util.Map.of(unknown, zero)).apply(implicit);
    }

    private void copyBoundaries(Field other) {
        for (Side side : Side.values()) {
            if (hasWall(side)) {
                other.boundary(side, unknown.boundary(side));
            }
        }
        other.widenHalo(unknown.halo());
    }

    private boolean hasWall(Side side) {
        CartesianGrid grid = unknown.grid();
        return grid.uses(side.axis()) && !grid.isPeriodic(side.axis());
    }

    private boolean boundariesAreHomogeneous() {
        Expr zero = Expr.constant(0);
        for (Side side : Side.values()) {
            Boundary boundary = unknown.boundary(side);
            boolean given = switch (boundary.kind()) {
                case DIRICHLET, NEUMANN -> !boundary.values().get(0).equals(zero);
                case ROBIN -> !boundary.values().get(2).equals(zero);
                default -> false;
            };
            if (hasWall(side) && given) {
                return false;
            }
        }
        return true;
    }

    /** A Robin boundary's factors are part of the operator. */
    private boolean robinChanges(Dependence anything) {
        for (Side side : Side.values()) {
            Boundary boundary = unknown.boundary(side);
            if (boundary.kind() == Boundary.Kind.ROBIN
                    && (anything.isIn(boundary.values().get(0))
                            || anything.isIn(boundary.values().get(1)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether Σ L(U) = 0 for all U, as for fluxes between cells: tried on one U that has nothing in common with any L. */
    private boolean losesNothing(Expr linear) {
        try (GridOperator alone = GridOperator.of(unknown, linear)) {
            DistributedVector u = alone.domain().vector("u");
            DistributedVector image = alone.domain().vector("image");
            u.field().fill((x, y, z) -> Math.cos(1 + 12.9898 * x + 78.233 * y + 37.719 * z) + 0.1 * x * y - 0.3 * z);
            alone.apply(u, image);
            double size = image.norm() * Math.sqrt(alone.domain().size());
            return size > 0 && Math.abs(image.dot(ones)) <= ROUND_OFF * size;
        }
    }

    /**
     * Solves for U, once {@link #rightHandSide} and the scale are set.
     *
     * @param value first guess on entry, U on return
     * @throws UnsolvedException the solver did not converge
     */
    SolveResult solve(Field value) {
        prepare();
        rightHandSide.markWritten();
        value.swap(solution.field());
        SolveResult result = solver.solve(rightHandSide, solution);
        if (result.converged() && conserves) {
            // Σ (I − s A) U = Σ U: the mean, which the tolerance would let drift, is known exactly
            double shift = (rightHandSide.dot(ones) - solution.dot(ones))
                    / operator.domain().size();
            solution.addScaled(shift, ones);
        }
        value.swap(solution.field());
        if (!result.converged()) {
            throw new UnsolvedException(unknown, result);
        }
        return result;
    }

    private void prepare() {
        if (changes || scale.value() != preparedFor) {
            long begun = System.nanoTime();
            solver = choice.prepare(operator);
            preparedFor = scale.value();
            setupSeconds += (System.nanoTime() - begun) * 1e-9;
        }
    }

    /** Seconds spent on making solvers. */
    double setupSeconds() {
        return setupSeconds;
    }
}
