package org.parhelion.solvers.linear;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mesh.stencil.PointExpression;

/** What the rows of a {@link GridOperator}'s matrix hold, boundaries included, without the matrix. */
final class GridRows {
    /** Sums of coefficients that are this much smaller than the largest one are rounding errors. */
    private static final double ROUNDING = 1e-12;

    private final GridOperator operator;
    private final Field unknown;
    private final CartesianGrid grid;
    private final VectorSpace space;

    private GridRows(GridOperator operator) {
        this.operator = operator;
        this.unknown = operator.unknown();
        this.grid = unknown.grid();
        this.space = operator.domain();
    }

    static GridRows of(GridOperator operator) {
        return new GridRows(operator);
    }

    /** Constants, if they are mapped to zero; with what the transpose maps to zero, as far as that is found. */
    NullSpace nullSpace() {
        if (!mapConstantsToZero()) {
            return NullSpace.NONE;
        }
        NullSpace constants = NullSpace.constants(space);
        DistributedVector image = space.vector("image");
        DistributedVector any = space.vector("any");
        any.fillRandom(1);
        operator.apply(any, image);
        if (isOrthogonal(constants.basis().get(0), image)) {
            return constants;
        }
        DistributedVector shares = shares();
        boolean conserves = isOrthogonal(shares, image);
        return constants.withTranspose(conserves ? NullSpace.spannedBy(List.of(shares)) : NullSpace.NONE);
    }

    private static boolean isOrthogonal(DistributedVector a, DistributedVector b) {
        return Math.abs(a.dot(b)) <= 1e-10 * a.norm() * b.norm();
    }

    /** The volume that belongs to each point, half of it on walls: what a discrete divergence adds up to zero with. */
    private DistributedVector shares() {
        DistributedVector shares = space.vector("shares");
        Field field = shares.field();
        IndexBox box = space.box();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    field.data()[field.index(i, j, k)] = share(Axis.X, i) * share(Axis.Y, j) * share(Axis.Z, k);
                }
            }
        }
        shares.markWritten();
        return shares;
    }

    private double share(Axis axis, int local) {
        if (!grid.uses(axis)) {
            return 1;
        }
        int point = unknown.offset(axis) + local;
        double both = grid.coordinate(axis, unknown.location(), point + 1)
                - grid.coordinate(axis, unknown.location(), point - 1);
        boolean onWall =
                grid.points(axis, unknown.location()) > grid.cells(axis) && (point == 0 || point == grid.cells(axis));
        return onWall ? both / 4 : both / 2;
    }

    /** Whether every row adds up to 0 and no boundary asks for a value. */
    private boolean mapConstantsToZero() {
        for (Side side : Side.values()) {
            if (hasWall(side.axis()) && asksForValue(unknown.boundary(side))) {
                return false;
            }
        }
        LinearStencil stencil = operator.stencil();
        double centre = largest(stencil.at(0, 0, 0).orElse(Expr.constant(0)));
        return largest(stencil.rowSum()) <= ROUNDING * centre;
    }

    private static boolean asksForValue(Boundary boundary) {
        return switch (boundary.kind()) {
            case DIRICHLET, ANTISYMMETRY -> true;
            case ROBIN -> !boundary.values().get(0).equals(Expr.constant(0));
            default -> false;
        };
    }

    private boolean hasWall(Axis axis) {
        return grid.uses(axis) && !grid.isPeriodic(axis);
    }

    /** max |e| over all unknowns. */
    private double largest(Expr e) {
        PointExpression at = PointExpression.of(grid, unknown.location(), e);
        if (at.isConstant()) {
            return Math.abs(at.at(0, 0, 0));
        }
        DistributedVector values = evaluate(e);
        return values.largest();
    }

    private DistributedVector evaluate(Expr e) {
        DistributedVector values = space.vector("coefficient");
        try (Kernel once = Kernel.of(Kernel.assign(values.field(), e))) {
            once.run();
        }
        return values;
    }

    /** The diagonal: the weight of the point itself, and of ghosts that are its images. */
    DistributedVector diagonal() {
        LinearStencil stencil = operator.stencil();
        DistributedVector diagonal = evaluate(stencil.at(0, 0, 0).orElse(Expr.constant(0)));
        Field images = images(stencil);
        for (LinearStencil.Entry entry : stencil.entries()) {
            if (!entry.isCentre() && touchesItself(entry)) {
                addImages(diagonal, entry, evaluate(entry.coefficient()).data(), images);
            }
        }
        diagonal.markWritten();
        return diagonal;
    }

    /** What ghosts are, as multiples of their images inside: the ghosts of the constant 1. */
    private Field images(LinearStencil stencil) {
        int reach = 1;
        for (LinearStencil.Entry entry : stencil.entries()) {
            for (Axis axis : Axis.values()) {
                reach = Math.max(reach, Math.abs(entry.along(axis)));
            }
        }
        Field one = space.vector("1").field();
        one.widenHalo(reach);
        one.fill(1);
        try (HaloExchange halo = HaloExchange.of(List.of(one), true)) {
            halo.exchange();
        }
        return one;
    }

    /** Whether some point may be its own image under this entry. */
    private boolean touchesItself(LinearStencil.Entry entry) {
        for (Axis axis : Axis.values()) {
            int points = grid.points(axis, unknown.location());
            boolean shortPeriod = grid.isPeriodic(axis) && entry.along(axis) % points == 0;
            if (entry.along(axis) != 0 && !hasWall(axis) && !shortPeriod) {
                return false;
            }
        }
        return true;
    }

    private void addImages(DistributedVector diagonal, LinearStencil.Entry entry, double[] weight, Field images) {
        IndexBox box = space.box();
        double[] data = diagonal.data();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    if (isItsOwnImage(Axis.X, i, entry)
                            && isItsOwnImage(Axis.Y, j, entry)
                            && isItsOwnImage(Axis.Z, k, entry)) {
                        int at = diagonal.field().index(i, j, k);
                        int ghost = images.index(i + entry.i(), j + entry.j(), k + entry.k());
                        data[at] = Math.fma(weight[at], images.data()[ghost], data[at]);
                    }
                }
            }
        }
    }

    private boolean isItsOwnImage(Axis axis, int local, LinearStencil.Entry entry) {
        int step = entry.along(axis);
        if (step == 0) {
            return true;
        }
        int point = unknown.offset(axis) + local;
        int points = grid.points(axis, unknown.location());
        int other = point + step;
        if (grid.isPeriodic(axis)) {
            return Math.floorMod(other, points) == point;
        }
        boolean onWall = points > grid.cells(axis);
        boolean outside = other < 0 || other >= points;
        while (other < 0 || other >= points) {
            boolean high = other >= points;
            int last = high ? points - 1 : 0;
            boolean nearest = unknown.boundary(Side.of(axis, high)).kind() == Boundary.Kind.OUTFLOW;
            int mirror = onWall ? 2 * last : 2 * last + (high ? 1 : -1);
            other = nearest ? last : mirror - other;
        }
        return outside && other == point;
    }
}
