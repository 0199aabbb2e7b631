package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Program.ReductionOp;
import org.parhelion.mesh.stencil.Reduction;
import org.parhelion.mesh.stencil.UnaryOp;

/**
 * The first step of an adaptive scheme: steps (a) to (f) of the algorithm of Hairer, Nørsett and Wanner, Solving Ordinary
 * Differential Equations I, II.4, "Starting step size", in the maximum norm.
 */
final class InitialStep {
    private InitialStep() {}

    /** @param longest what the step must not exceed */
    static double choose(StageBuilder system, double tolerance, int errorOrder, double longest) {
        List<Field> u = system.unknowns();
        List<Field> euler = system.fields("?");
        List<Expr> rates = system.rates(u);
        double[] norms = norms(scaled(u, u.stream().map(Field::expr).toList(), tolerance), scaled(u, rates, tolerance));
        boolean tiny = norms[0] < 1e-5 || norms[1] < 1e-5;
        double first = Math.min(longest, tiny ? 1e-6 : 0.01 * norms[0] / norms[1]);
        system.step().set(first);
        Kernel.of(system.assign(euler, n -> u.get(n).plus(system.step().times(rates.get(n))))
                        .toArray(new org.parhelion.mesh.stencil.Assignment[0]))
                .run();
        // the second rates belong to the end of that step
        double start = system.grid().time().value();
        system.grid().time().set(start + first);
        List<Expr> later = system.rates(euler);
        List<Expr> differences = new ArrayList<>();
        for (int n = 0; n < u.size(); n++) {
            differences.add(later.get(n).minus(rates.get(n)));
        }
        double curvature = norms(scaled(u, differences, tolerance))[0] / first;
        system.grid().time().set(start);
        double steepest = Math.max(norms[1], curvature);
        double second =
                steepest <= 1e-15 ? Math.max(1e-6, first * 1e-3) : StrictMath.pow(0.01 / steepest, 1.0 / errorOrder);
        return Math.min(longest, Math.min(100 * first, second));
    }

    /** The greatest |value| / (tolerance (1 + |u|)) of each unknown, as one list of reductions. */
    private static List<Expr> scaled(List<Field> u, List<Expr> values, double tolerance) {
        List<Expr> ratios = new ArrayList<>();
        for (int n = 0; n < u.size(); n++) {
            Expr size = new Expr.Unary(UnaryOp.ABS, u.get(n).expr()).plus(1).times(tolerance);
            ratios.add(new Expr.Unary(UnaryOp.ABS, values.get(n)).dividedBy(size));
        }
        return ratios;
    }

    @SafeVarargs
    private static double[] norms(List<Expr>... groups) {
        List<Reduction> reductions = new ArrayList<>();
        for (List<Expr> group : groups) {
            group.forEach(ratio -> reductions.add(new Reduction(ReductionOp.MAX, ratio)));
        }
        Kernel kernel = Kernel.of(List.of(), reductions);
        kernel.run();
        double[] norms = new double[groups.length];
        int slot = 0;
        for (int g = 0; g < groups.length; g++) {
            for (int n = 0; n < groups[g].size(); n++) {
                norms[g] = Math.max(norms[g], kernel.reduction(slot++));
            }
        }
        return norms;
    }
}
