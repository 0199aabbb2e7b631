package org.parhelion.solvers.simulation;

import static org.parhelion.mesh.stencil.Functions.abs;
import static org.parhelion.mesh.stencil.Functions.max;
import static org.parhelion.mesh.stencil.Functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.stencil.Calculus;
import org.parhelion.mesh.stencil.CoordinateSubstitution;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Term;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

/**
 * −∇·(a ∇u) + k u with a at the faces half-way between points, stored there once. Between cells these are the grid's faces,
 * walls among them. Between nodes a wall lies on a row of points, whose equations are those of half a cell: they are divided
 * by two, which makes the operator symmetric, and the face beyond the wall has the coefficient of its mirror image.
 */
final class EllipticOperator {
    private final EllipticModel model;
    private final CartesianGrid grid;
    private final Field unknown;
    private final boolean atNodes;
    /** Share of a cell that belongs to a node; null if all are whole. */
    private final Field share;

    private final List<Field> coefficients = new ArrayList<>();
    private final GridOperator operator;
    private final GridOperator perVolume;

    /** Collective; runs kernels. */
    EllipticOperator(EllipticModel model) {
        this.model = model;
        this.grid = model.grid();
        this.unknown = model.unknown();
        this.atNodes = unknown.location() == Location.NODE;
        this.share = atNodes && hasHalfCells() ? shares() : null;
        Expr image = image();
        this.perVolume = GridOperator.of(unknown, image);
        this.operator = share == null ? perVolume : GridOperator.of(unknown, share.times(image));
    }

    GridOperator operator() {
        return operator;
    }

    /** The same without shares: not symmetric, but what multigrid takes. */
    GridOperator perVolume() {
        return perVolume;
    }

    /** What rows of {@link #perVolume} are multiplied with; nothing if both are the same. */
    Optional<Field> share() {
        return Optional.ofNullable(share);
    }

    /** Stored coefficients. */
    List<Field> coefficients() {
        return coefficients;
    }

    private Expr image() {
        Expr image = divergence(unknown, true).negate();
        if (!model.shift().equals(Expr.constant(0))) {
            image = image.plus(
                    stored(model.shift(), "shift", unknown.location()).times(unknown));
        }
        return image;
    }

    /** ∇·(a ∇u). */
    private Expr divergence(Field u, boolean isStored) {
        List<Expr> a = model.coefficient();
        if (a.stream().allMatch(along -> along.equals(a.get(0)) && along instanceof Expr.Constant)) {
            return Calculus.laplacian(u).times(a.get(0));
        }
        Expr sum = null;
        for (int n = 0; n < grid.dimensions(); n++) {
            Expr part = along(Axis.of(n), a.get(n), u, isStored);
            sum = sum == null ? part : sum.plus(part);
        }
        return sum;
    }

    private Expr along(Axis axis, Expr a, Field u, boolean isStored) {
        if (a instanceof Expr.Constant) {
            return new Expr.Derivative(u.expr(), axis, axis, 2).times(a);
        }
        return atNodes ? betweenNodes(axis, a, u, isStored) : betweenCells(axis, a);
    }

    private Expr betweenCells(Axis axis, Expr a) {
        Field face = (Field) stored(a, "coefficient " + axis.label(), Location.values()[axis.ordinal() + 1]);
        PositiveCheck.of(face, model.coefficientText(axis.ordinal()));
        return fluxes(axis, next(face, axis, 1), face.expr(), unknown);
    }

    /** @param isStored else on the fly, the face beyond a wall with the wall's own coefficient: for given derivatives */
    private Expr betweenNodes(Axis axis, Expr a, Field u, boolean isStored) {
        Expr above = new CoordinateSubstitution(axis, face(axis, 1, isStored)).apply(a);
        Expr below = new CoordinateSubstitution(axis, face(axis, -1, isStored)).apply(a);
        if (!isStored) {
            return fluxes(axis, above, below, u);
        }
        Field high = (Field) stored(above, "coefficient " + axis.label() + "+", Location.NODE);
        Field low = (Field) stored(below, "coefficient " + axis.label() + "-", Location.NODE);
        PositiveCheck.of(high, model.coefficientText(axis.ordinal()));
        PositiveCheck.of(low, model.coefficientText(axis.ordinal()));
        return fluxes(axis, high.expr(), low.expr(), u);
    }

    /** Coordinate half-way to a neighbour; beyond a wall that lets the unknown free that of the mirror image, or of the wall. */
    private Expr face(Axis axis, int towards, boolean mirrored) {
        Expr x = new Expr.Coordinate(axis);
        Expr face = x.plus(next(x, axis, towards)).times(0.5);
        Side side = Side.of(axis, towards > 0);
        if (grid.isPeriodic(axis) || !isHalf(unknown.boundary(side).kind())) {
            return face;
        }
        double wall = towards > 0 ? grid.high(axis) : grid.low(axis);
        if (!mirrored) {
            return towards > 0 ? min(face, Expr.constant(wall)) : max(face, Expr.constant(wall));
        }
        Expr depth = abs(face.minus(wall));
        return towards > 0 ? Expr.constant(wall).minus(depth) : depth.plus(wall);
    }

    private static Expr fluxes(Axis axis, Expr above, Expr below, Field u) {
        Expr spacing = new Expr.Spacing(axis);
        Expr out = above.times(next(u, axis, 1).minus(u)).minus(below.times(u.minus(next(u, axis, -1))));
        return out.dividedBy(spacing.times(spacing));
    }

    private static Expr next(Term e, Axis axis, int distance) {
        return e.shift(axis == Axis.X ? distance : 0, axis == Axis.Y ? distance : 0, axis == Axis.Z ? distance : 0);
    }

    /** An expression of space, computed once; a number stays one. */
    private Term stored(Expr value, String name, Location location) {
        if (ConstantValue.of(value).isPresent()) {
            return value;
        }
        Field field = grid.field(name, location);
        try (Kernel once = Kernel.of(Kernel.assign(field, value))) {
            once.run();
        }
        coefficients.add(field);
        return field;
    }

    /** b of A u = b: the source, and what the boundary values add. */
    DistributedVector rightHandSide() {
        DistributedVector b = operator.domain().vector("source");
        Field zero = grid.field(unknown.name(), unknown.location());
        for (Side side : Side.values()) {
            if (grid.uses(side.axis()) && !grid.isPeriodic(side.axis())) {
                zero.boundary(side, unknown.boundary(side));
            }
        }
        if (!atNodes) {
            operator.rightHandSide(model.source(), b);
            return b;
        }
        Expr given = model.source().plus(divergence(zero, false));
        try (Kernel once = Kernel.of(Kernel.assign(b.field(), share == null ? given : share.times(given)))) {
            once.run();
        }
        return b;
    }

    private boolean hasHalfCells() {
        for (Side side : Side.values()) {
            if (grid.uses(side.axis()) && !grid.isPeriodic(side.axis()) && weight(side) != 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHalf(Boundary.Kind kind) {
        return kind == Boundary.Kind.NEUMANN || kind == Boundary.Kind.SYMMETRY;
    }

    /** Share of a node on this wall that makes its row symmetric to its neighbour's. */
    private double weight(Side side) {
        Boundary boundary = unknown.boundary(side);
        if (isHalf(boundary.kind())) {
            return 0.5;
        }
        if (boundary.kind() == Boundary.Kind.ROBIN
                && boundary.values().get(0) instanceof Expr.Constant a
                && boundary.values().get(1) instanceof Expr.Constant b
                && b.value() != 0) {
            // the ghost is ρ times its mirror image, with ρ = (b/2h − a/2)/(b/2h + a/2): 1/(1 + ρ)
            double slope = b.value() / (2 * grid.spacing(side.axis()));
            return (slope + a.value() / 2) / (2 * slope);
        }
        return 1;
    }

    private Field shares() {
        Field shares = grid.field("share", Location.NODE);
        double[][] along = new double[3][];
        for (Axis axis : Axis.values()) {
            double[] of = new double[shares.size(axis)];
            for (int i = 0; i < of.length; i++) {
                int global = i + shares.offset(axis);
                of[i] = 1;
                if (grid.uses(axis) && !grid.isPeriodic(axis) && global == 0) {
                    of[i] = weight(Side.of(axis, false));
                } else if (grid.uses(axis) && !grid.isPeriodic(axis) && global == grid.cells(axis)) {
                    of[i] = weight(Side.of(axis, true));
                }
            }
            along[axis.ordinal()] = of;
        }
        double[] data = shares.data();
        for (int k = 0; k < along[2].length; k++) {
            for (int j = 0; j < along[1].length; j++) {
                for (int i = 0; i < along[0].length; i++) {
                    data[shares.index(i, j, k)] = along[0][i] * along[1][j] * along[2][k];
                }
            }
        }
        shares.markWritten();
        return shares;
    }
}
