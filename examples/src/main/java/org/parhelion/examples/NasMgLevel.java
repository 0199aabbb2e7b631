package org.parhelion.examples;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Term;
import org.parhelion.mpi.Communicator;

/**
 * One level of {@link NasMg}: a periodic cube of cells whose spacing counts as 1, with u and r. Coarse point J lies at fine
 * point 2J + 1 along each axis. All levels are cut into the same blocks, so that each rank has both.
 */
final class NasMgLevel implements AutoCloseable {
    /** The operator: weights of the point, and of points off by one along one, two and three axes. */
    private static final double[] OPERATOR = {-8.0 / 3, 0, 1.0 / 6, 1.0 / 12};

    private final CartesianGrid grid;
    private final Field u;
    private final Field r;
    private final NasMgLevel coarser;
    private final Kernel smooth;
    private final HaloExchange residuals;
    private final HaloExchange solutions;
    private Kernel residual;

    private NasMgLevel(CartesianGrid grid, double[] smoother, NasMgLevel coarser) {
        this.grid = grid;
        this.coarser = coarser;
        this.u = grid.field("u");
        this.r = grid.field("r");
        this.smooth = Kernel.of(Kernel.assign(u, u.plus(weighted(r, smoother))));
        this.residual = Kernel.of(Kernel.assign(r, r.minus(weighted(u, OPERATOR))));
        this.residuals = HaloExchange.of(List.of(r), true);
        this.solutions = HaloExchange.of(List.of(u), true);
    }

    /** The finest level, which knows the coarser ones down to 2³ points. */
    static NasMgLevel all(Communicator world, int cells, double[] smoother) {
        BlockDecomposition cut =
                BlockDecomposition.of(new int[] {2, 2, 2}, new boolean[] {true, true, true}, world.size());
        int[] blocks = {cut.ranks(Axis.X), cut.ranks(Axis.Y), cut.ranks(Axis.Z)};
        NasMgLevel level = null;
        for (int n = 2; n <= cells; n *= 2) {
            CartesianGrid grid = CartesianGrid.builder(world)
                    .cells(n, n, n)
                    .periodic(Axis.values())
                    .ranks(blocks)
                    .build();
            level = new NasMgLevel(grid, smoother, level);
        }
        return level;
    }

    /** Σ w_d Σ e over the 27 points around, d the number of axes along which a point is off. */
    private static Expr weighted(Term e, double[] weights) {
        Expr sum = e.times(weights[0]);
        for (int off = 1; off <= 3; off++) {
            Expr points = null;
            for (int n = 0; n < 27 && weights[off] != 0; n++) {
                int i = n % 3 - 1;
                int j = n / 3 % 3 - 1;
                int k = n / 9 - 1;
                if (Math.abs(i) + Math.abs(j) + Math.abs(k) == off) {
                    points = points == null ? e.shift(i, j, k) : points.plus(e.shift(i, j, k));
                }
            }
            sum = points == null ? sum : sum.plus(points.times(weights[off]));
        }
        return sum;
    }

    CartesianGrid grid() {
        return grid;
    }

    Field u() {
        return u;
    }

    Field r() {
        return r;
    }

    /** From now on {@link #residual} is of this right-hand side. */
    void useRightHandSide(Field v) {
        residual.close();
        residual = Kernel.of(Kernel.assign(r, v.minus(weighted(u, OPERATOR))));
    }

    /** r ← v − A u; on coarser levels r ← r − A u. */
    void residual() {
        residual.run();
    }

    /** On the finest level, from a residual that is up to date: u ← u + M r. */
    void cycle() {
        restrictAll();
        coarser.correctionFromBelow();
        coarser.interpolateTo(this);
        residual();
        smooth.run(); // u ← u + S r
    }

    private void restrictAll() {
        if (coarser != null) {
            restrict();
            coarser.restrictAll();
        }
    }

    /** u ← M r. */
    private void correctionFromBelow() {
        u.fill(0);
        if (coarser != null) {
            coarser.correctionFromBelow();
            coarser.interpolateTo(this);
            residual();
        }
        smooth.run();
    }

    /** The coarser level's r: ½, ¼, ⅛, 1/16 of the points around, by the number of axes along which they are off. */
    private void restrict() {
        residuals.exchange();
        Field to = coarser.r;
        double[] from = r.data();
        int y = r.strideY();
        int z = r.strideZ();
        for (int k = 0; k < to.size(Axis.Z); k++) {
            for (int j = 0; j < to.size(Axis.Y); j++) {
                int at = r.index(1, 2 * j + 1, 2 * k + 1);
                int target = to.index(0, j, k);
                for (int i = 0; i < to.size(Axis.X); i++, at += 2) {
                    double planes = plane(from, at - z, y) + plane(from, at + z, y);
                    to.data()[target + i] = 0.5 * plane(from, at, y) + 0.25 * planes;
                }
            }
        }
        to.markWritten();
    }

    private static double plane(double[] r, int at, int y) {
        return row(r, at) + 0.5 * (row(r, at - y) + row(r, at + y));
    }

    private static double row(double[] r, int at) {
        return r[at] + 0.5 * (r[at - 1] + r[at + 1]);
    }

    /** Adds the trilinear interpolation of this level's u to the finer level's. */
    private void interpolateTo(NasMgLevel finer) {
        solutions.exchange();
        Field to = finer.u;
        for (int k = 0; k < to.size(Axis.Z); k++) {
            for (int j = 0; j < to.size(Axis.Y); j++) {
                // odd points coincide with coarse ones, even ones lie between the coarse one before and that at their
                // half
                int lower = u.index(0, (j + 1) / 2 - 1, (k + 1) / 2 - 1);
                int up = (j & 1) == 0 ? u.strideY() : 0;
                int back = (k & 1) == 0 ? u.strideZ() : 0;
                addRow(to, to.index(0, j, k), lower, up, back);
            }
        }
        to.markWritten();
    }

    private void addRow(Field to, int target, int lower, int up, int back) {
        double[] values = to.data();
        for (int i = 0; i < to.size(Axis.X); i++) {
            int at = lower + (i + 1) / 2 - 1;
            double value = mean(at, up, back);
            values[target + i] += (i & 1) == 1 ? value : 0.5 * (value + mean(at + 1, up, back));
        }
    }

    private double mean(int at, int up, int back) {
        double[] v = u.data();
        return 0.25 * (v[at] + v[at + up] + v[at + back] + v[at + up + back]);
    }

    @Override
    public void close() {
        residual.close();
        smooth.close();
        residuals.close();
        solutions.close();
        if (coarser != null) {
            coarser.close();
        }
    }
}
