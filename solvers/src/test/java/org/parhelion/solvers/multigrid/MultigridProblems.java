package org.parhelion.solvers.multigrid;

import static org.parhelion.mesh.stencil.Calculus.dxx;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import java.util.function.Function;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Term;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;

/** Problems that the tests of multigrid share. */
final class MultigridProblems {
    private MultigridProblems() {}

    /** A grid whose cells are cubes, the unit length along x; periodic on all axes or on none. */
    static CartesianGrid cubes(Communicator world, boolean periodic, int... cells) {
        GridBuilder builder = CartesianGrid.builder(world).cells(cells);
        for (int a = 0; a < cells.length; a++) {
            builder.extent(Axis.of(a), 0, (double) cells[a] / cells[0]);
            if (periodic) {
                builder.periodic(Axis.of(a));
            }
        }
        return builder.build();
    }

    /** −Δ u with one boundary everywhere; null for a periodic grid. */
    static GridOperator poisson(Communicator world, Location location, Boundary boundary, int... cells) {
        CartesianGrid grid = cubes(world, boundary == null, cells);
        return poisson(field(grid, location, boundary));
    }

    static GridOperator poisson(Field u) {
        return GridOperator.of(u, laplacian(u).negate());
    }

    static Field field(CartesianGrid grid, Location location, Boundary boundary) {
        Field u = grid.field("u", location);
        return boundary == null ? u : u.boundary(boundary);
    }

    /** −Δ u with ties along x that are {@code ratio} times as strong. */
    static GridOperator anisotropic(Field u, double ratio) {
        return GridOperator.of(u, laplacian(u).plus(dxx(u).times(ratio - 1)).negate());
    }

    /** −∇·(k ∇u) with the harmonic mean of k between points, on a uniform grid. */
    static GridOperator diffusion(Field u, Field k) {
        Expr sum = Expr.constant(0);
        for (Axis axis : Axis.values()) {
            if (u.grid().uses(axis)) {
                double h = u.grid().spacing(axis);
                sum = sum.plus(second(u, k, axis).times(-1 / (h * h)));
            }
        }
        return GridOperator.of(u, sum);
    }

    private static Expr second(Field u, Field k, Axis axis) {
        Function<Term, Expr> next = e -> shift(e, axis, 1);
        Expr mean = k.times(2).times(next.apply(k)).dividedBy(k.plus(next.apply(k)));
        Expr flux = mean.times(next.apply(u).minus(u));
        return flux.minus(shift(flux, axis, -1));
    }

    private static Expr shift(Term e, Axis axis, int by) {
        return e.shift(axis == Axis.X ? by : 0, axis == Axis.Y ? by : 0, axis == Axis.Z ? by : 0);
    }

    /** A rough function that is the same on any cut. */
    static PointFunction rough() {
        return (x, y, z) -> {
            double h = Math.sin(12.9898 * x + 78.233 * y + 37.719 * z) * 43758.5453;
            return h - Math.floor(h) - 0.5;
        };
    }

    /** By how much each of the last four of so many cycles reduces ‖r‖, for b = 0 from a rough guess. */
    static double convergenceFactor(GridOperator a, MultigridBuilder settings, int cycles) {
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = a.domain().vector("b");
        DistributedVector r = a.domain().vector("r");
        x.field().fill(rough());
        a.nullSpace().project(x);
        double before = 0;
        try (Multigrid multigrid = settings.build()) {
            for (int n = 0; n < cycles; n++) {
                multigrid.cycle(x, b);
                if (n == cycles - 5) {
                    a.apply(x, r);
                    before = r.norm();
                }
            }
            a.apply(x, r);
            return Math.pow(r.norm() / before, 0.25);
        }
    }

    /** Whether this rank's part of a vector is, bit for bit, what another of the whole grid on one rank has there. */
    static boolean isPartOf(DistributedVector part, DistributedVector whole) {
        IndexBox box = part.space().box();
        Field mine = part.field();
        Field other = whole.field();
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    double a = mine.data()[mine.index(i, j, k)];
                    double b = other.get(i + mine.offset(Axis.X), j + mine.offset(Axis.Y), k + mine.offset(Axis.Z));
                    if (Double.doubleToLongBits(a) != Double.doubleToLongBits(b)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
