package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.halo.HaloExchange;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mesh.stencil.Term;

/** Evaluates the coefficients of a star-shaped stencil at each point by one generated kernel, and folds the walls in. */
final class VariableForm {
    private final LevelPlace place;
    private final VariableOperator operator;
    private final LevelShape shape;

    private VariableForm(LinearStencil stencil, LevelShape shape, LevelPlace place) {
        this.shape = shape;
        this.place = place;
        List<Assignment> assignments = new ArrayList<>();
        double[] centre = evaluated(stencil.at(0, 0, 0), assignments);
        double[][] low = new double[3][];
        double[][] high = new double[3][];
        for (int a = 0; a < 3; a++) {
            if (shape.axis(a).isUsed()) {
                int[] e = {a == 0 ? 1 : 0, a == 1 ? 1 : 0, a == 2 ? 1 : 0};
                low[a] = evaluated(stencil.at(-e[0], -e[1], -e[2]).map(Term::negate), assignments);
                high[a] = evaluated(stencil.at(e[0], e[1], e[2]).map(Term::negate), assignments);
            }
        }
        try (Kernel once = Kernel.of(assignments, List.of())) {
            once.run();
        }
        AxisOperator[] shares = VariableOperator.shares(shape.axes());
        this.operator = new VariableOperator(place.grid().communicator(), shape, place, shares, centre, low, high);
    }

    static VariableOperator of(LinearStencil stencil, LevelShape shape, LevelPlace place) {
        VariableForm form = new VariableForm(stencil, shape, place);
        form.fold();
        return form.operator;
    }

    /** An array that a kernel of these assignments fills. */
    private double[] evaluated(Optional<Expr> weight, List<Assignment> assignments) {
        Field value = place.space().vector("coefficient").field();
        assignments.add(Kernel.assign(value, weight.orElse(Expr.constant(0))));
        return value.data();
    }

    private void fold() {
        Field one = place.space().vector("1").field();
        one.fill(1);
        try (HaloExchange halo = HaloExchange.of(List.of(one), false)) {
            halo.exchange(); // ghosts behind walls are β now
        }
        for (int a = 0; a < 3; a++) {
            AxisLine line = shape.axis(a);
            if (line.isUsed() && line.isPeriodic() && line.points() == 1) {
                dropTies(a);
            }
            for (int end = 0; end < 2; end++) {
                if (operator.touchesWall(a, end == 1)) {
                    fold(a, end == 1, one.data());
                }
            }
        }
    }

    /** A periodic axis of one point ties the point to itself. */
    private void dropTies(int a) {
        double[] low = operator.low(a);
        double[] high = operator.high(a);
        forPlane(a, 0, (at, plane) -> {
            operator.centre()[at] -= low[at] + high[at];
            low[at] = 0;
            high[at] = 0;
        });
    }

    private void fold(int a, boolean atHigh, double[] images) {
        StarLayout layout = place.layout();
        double[] outward = atHigh ? operator.high(a) : operator.low(a);
        double[] inward = atHigh ? operator.low(a) : operator.high(a);
        double[] wall = operator.wall(a, atHigh);
        AxisLine line = shape.axis(a);
        int step = atHigh ? layout.stride(a) : -layout.stride(a);
        int local = atHigh ? layout.size(a) - 1 : 0;
        boolean fixed = line.wall(atHigh).isFixed();
        int depth = line.imageDepth(atHigh);
        forPlane(a, local, (at, plane) -> {
            double tie = outward[at];
            outward[at] = 0;
            if (fixed) {
                wall[plane] = tie;
                return;
            }
            double beta = images[at + step];
            wall[plane] = tie * (1 - beta);
            if (depth == 0) {
                operator.centre()[at] -= beta * tie;
            } else {
                inward[at] += beta * tie;
            }
        });
    }

    private interface PlaneWork {
        void at(int position, int plane);
    }

    private void forPlane(int axis, int local, PlaneWork work) {
        StarLayout layout = place.layout();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    if ((axis == 0 ? i : axis == 1 ? j : k) == local) {
                        work.at(layout.index(i, j, k), operator.planeIndex(axis, i, j, k));
                    }
                }
            }
        }
    }
}
