package org.parhelion.solvers.multigrid;

import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mesh.stencil.PointExpression;
import org.parhelion.mesh.stencil.Summands;

/** Finds the operators along the axes that a star-shaped stencil is the sum of, if it is one. */
final class SeparableForm {
    /** What is this much smaller than what it is the difference of is a rounding error. */
    private static final double ROUNDING = 1e-13;

    private final LinearStencil stencil;
    private final AxisLine[] lines;
    private final double[][] low = new double[3][];
    private final double[][] high = new double[3][];
    /** What each axis brings to the centre, and then its reaction. */
    private final double[][] centre = new double[3][];

    private double shift;
    private double largest;

    private SeparableForm(LinearStencil stencil, AxisLine[] lines) {
        this.stencil = stencil;
        this.lines = lines;
    }

    /** @param owned this rank's unknowns by global index */
    static Optional<SeparableOperator> of(LinearStencil stencil, AxisLine[] lines, IndexBox owned) {
        for (AxisLine line : lines) {
            if (line.wall(false).varies() || line.wall(true).varies()) {
                return Optional.empty();
            }
        }
        SeparableForm form = new SeparableForm(stencil, lines);
        return form.readNeighbours() && form.readCentre() ? Optional.of(form.operator(owned)) : Optional.empty();
    }

    private boolean readNeighbours() {
        for (int a = 0; a < 3; a++) {
            low[a] = line(a, neighbour(a, -1));
            high[a] = line(a, neighbour(a, 1));
            centre[a] = new double[lines[a].points()];
            if (low[a] == null || high[a] == null) {
                return false;
            }
        }
        return true;
    }

    private Expr neighbour(int axis, int step) {
        return stencil.at(axis == 0 ? step : 0, axis == 1 ? step : 0, axis == 2 ? step : 0)
                .orElse(Expr.constant(0))
                .negate();
    }

    /** The values of an expression along an axis; null if it depends on anything else. */
    private double[] line(int axis, Expr expr) {
        PointExpression at = at(expr);
        if (at.readsFields() || !dependsOnAtMost(at, axis)) {
            return null;
        }
        double[] values = new double[lines[axis].points()];
        for (int p = 0; p < values.length; p++) {
            values[p] = at.at(axis == 0 ? p : 0, axis == 1 ? p : 0, axis == 2 ? p : 0);
        }
        return values;
    }

    private PointExpression at(Expr expr) {
        return PointExpression.of(stencil.unknown().grid(), stencil.unknown().location(), expr);
    }

    private static boolean dependsOnAtMost(PointExpression at, int axis) {
        for (int other = 0; other < 3; other++) {
            if (other != axis && at.dependsOn(Axis.of(other))) {
                return false;
            }
        }
        return true;
    }

    private boolean readCentre() {
        for (Expr term : Summands.of(stencil.at(0, 0, 0).orElse(Expr.constant(0)))) {
            PointExpression at = at(term);
            if (at.isConstant()) {
                shift += at.at(0, 0, 0);
                continue;
            }
            int axis = at.dependsOn(Axis.X) ? 0 : at.dependsOn(Axis.Y) ? 1 : 2;
            double[] values = line(axis, term);
            if (values == null) {
                return false;
            }
            for (int p = 0; p < values.length; p++) {
                centre[axis][p] += values[p];
            }
        }
        return true;
    }

    private SeparableOperator operator(IndexBox owned) {
        largest = Math.abs(shift);
        for (int a = 0; a < 3; a++) {
            if (lines[a].isUsed()) {
                splitReaction(a);
            }
        }
        if (Math.abs(shift) <= ROUNDING * largest) {
            shift = 0;
        }
        AxisOperator[] axes = new AxisOperator[3];
        for (int a = 0; a < 3; a++) {
            axes[a] = lines[a].isUsed()
                    ? AxisOperator.of(lines[a], low[a], high[a], centre[a])
                    : AxisOperator.none(lines[a]);
        }
        return new SeparableOperator(axes, shift, owned);
    }

    /** centre ← centre − l − h, and what of it is the same everywhere goes to the shift. */
    private void splitReaction(int a) {
        int first = lines[a].first();
        double[] rho = centre[a];
        double size = 0;
        for (int p = first; p < lines[a].end(); p++) {
            rho[p] -= low[a][p] + high[a][p];
            size = Math.max(size, Math.abs(rho[p]) + Math.abs(low[a][p]) + Math.abs(high[a][p]));
        }
        largest = Math.max(largest, size);
        double common = lines[a].count() == 0 ? 0 : rho[first];
        shift += common;
        for (int p = first; p < lines[a].end(); p++) {
            double rest = rho[p] - common;
            rho[p] = Math.abs(rest) <= ROUNDING * size ? 0 : rest;
        }
    }
}
