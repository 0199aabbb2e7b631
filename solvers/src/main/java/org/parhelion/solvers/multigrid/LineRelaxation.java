package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.solvers.linear.DistributedVector;

/**
 * Zebra line relaxation: along an axis, all lines whose two other indices have an even sum are solved for, then the odd ones;
 * then along the next axis.
 */
final class LineRelaxation implements Relaxation {
    private final StarLevelOperator operator;
    private final List<LineSolver> solvers = new ArrayList<>();

    /** @param axes along which lines are solved, as far as the grid has them */
    LineRelaxation(Level level, StarLevelOperator operator, Set<Axis> axes) {
        this.operator = operator;
        for (Axis axis : axes) {
            if (level.place().grid().uses(axis)) {
                solvers.add(new LineSolver(level, operator.kernels().stencil(), axis.ordinal()));
            }
        }
        if (solvers.isEmpty()) {
            throw new IllegalArgumentException("multigrid: line relaxation along " + axes + ", but the grid is "
                    + level.place().grid().dimensions() + "-D");
        }
    }

    @Override
    public void relax(DistributedVector u, DistributedVector b, int sweeps, boolean reversed) {
        double[] values = u.data();
        for (int n = 0; n < sweeps; n++) {
            for (int s = 0; s < solvers.size(); s++) {
                LineSolver solver = solvers.get(reversed ? solvers.size() - 1 - s : s);
                for (int half = 0; half < 2; half++) {
                    operator.exchange(values);
                    relax(solver, reversed ? 1 - half : half, values, b.data());
                }
            }
        }
        u.markWritten();
    }

    private void relax(LineSolver solver, int colour, double[] u, double[] b) {
        StarStencil stencil = operator.kernels().stencil();
        StarLayout layout = stencil.layout();
        double[] d = solver.rightHandSide();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    int at = layout.index(i, j, k);
                    d[at] = b[at] + across(stencil, solver.axis(), u, at, i, j, k);
                }
            }
        }
        solver.solve(colour);
        IndexBox owned = operator.place().owned();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    if (LineSolver.colour(solver.axis(), owned.x0() + i, owned.y0() + j, owned.z0() + k) == colour) {
                        int at = layout.index(i, j, k);
                        u[at] = d[at];
                    }
                }
            }
        }
    }

    /** Σ (l u + h u) over the axes that lines do not run along. */
    private static double across(StarStencil stencil, int axis, double[] u, int at, int i, int j, int k) {
        double s = 0;
        for (int a = 0; a < 3; a++) {
            if (a != axis && stencil.uses(a)) {
                int stride = stencil.stride(a);
                s = Math.fma(stencil.low(a, i, j, k), u[at - stride], s);
                s = Math.fma(stencil.high(a, i, j, k), u[at + stride], s);
            }
        }
        return s;
    }

    @Override
    public void close() {
        solvers.forEach(LineSolver::close);
    }
}
