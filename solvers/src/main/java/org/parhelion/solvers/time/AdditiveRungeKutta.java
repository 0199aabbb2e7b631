package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.NonFiniteException;
import org.parhelion.mesh.stencil.Parameter;

/**
 * A Runge–Kutta scheme with implicit stages, one linear system per stage and unknown. What a stage's implicit part amounts
 * to is told from its solution, (U − r) / s, and not computed anew from U, which would magnify what is left of the error of
 * the solve.
 */
final class AdditiveRungeKutta implements Stepper {
    private final Tableau tableau;
    private final StageBuilder system;
    private final ImplicitSystem implicit;
    private final Parameter time;
    private final List<Field> value;
    /** Δt E and Δt L of each stage; null where nothing later needs them. */
    private final List<List<Field>> explicitChange = new ArrayList<>();

    private final List<List<Field>> implicitChange = new ArrayList<>();
    /** Of each stage: the right-hand side, and the changes at its solution; null where there is nothing to compute. */
    private final List<Kernel> before = new ArrayList<>();

    private final List<Kernel> afterImplicit = new ArrayList<>();
    private final List<Kernel> afterExplicit = new ArrayList<>();
    private Kernel finish;

    AdditiveRungeKutta(Scheme scheme, StageBuilder system, ImplicitSystem implicit) {
        this.tableau = Tableau.of(scheme);
        this.system = system;
        this.implicit = implicit;
        this.time = system.grid().time();
        this.value = system.fields("'");
        for (int stage = 0; stage < tableau.stages(); stage++) {
            explicitChange.add(needsExplicit(stage) ? system.fields("·e" + stage) : null);
            implicitChange.add(needsImplicit(stage) ? system.fields("·i" + stage) : null);
        }
        for (int stage = 0; stage < tableau.stages(); stage++) {
            boolean isStart = isStart(stage);
            before.add(isStart ? null : checked(rightHandSide(stage)));
            afterImplicit.add(kernel(implicitChanges(stage)));
            afterExplicit.add(kernel(explicitChanges(stage)));
        }
        finish = checked(result());
    }

    /** Whether a stage is the unknowns as they are. */
    private boolean isStart(int stage) {
        boolean empty = tableau.implicit()[stage][stage] == 0;
        for (int j = 0; j < stage; j++) {
            empty &= tableau.implicit()[stage][j] == 0 && tableau.explicit()[stage][j] == 0;
        }
        return empty;
    }

    private boolean needsExplicit(int stage) {
        boolean needed = explicitWeight(stage) != 0;
        for (int later = stage + 1; later < tableau.stages(); later++) {
            needed |= tableau.explicit()[later][stage] != 0;
        }
        return needed && system.hasExplicit();
    }

    private boolean needsImplicit(int stage) {
        boolean needed = !tableau.isStifflyAccurate() && tableau.implicitWeights()[stage] != 0;
        for (int later = stage + 1; later < tableau.stages(); later++) {
            needed |= tableau.implicit()[later][stage] != 0;
        }
        return needed;
    }

    /** What the result has of a stage's E: beyond what the last stage has of it, where the result is that stage and more. */
    private double explicitWeight(int stage) {
        double weight = tableau.explicitWeights()[stage];
        return tableau.isStifflyAccurate() ? weight - tableau.explicit()[tableau.stages() - 1][stage] : weight;
    }

    // r = u + Δt Σ (â E + a L);  b = r + s L(0)
    private List<Assignment> rightHandSide(int stage) {
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < value.size(); n++) {
            Expr r = system.unknowns().get(n).expr();
            for (int j = 0; j < stage; j++) {
                r = plus(r, tableau.explicit()[stage][j], system.hasExplicit(n) ? explicitChange.get(j) : null, n);
                r = plus(r, tableau.implicit()[stage][j], implicit.has(n) ? implicitChange.get(j) : null, n);
            }
            if (!implicit.has(n) || tableau.implicit()[stage][stage] == 0) {
                assignments.add(new Assignment(value.get(n), r));
                continue;
            }
            implicit.prepare(n, r, assignments);
            if (implicitChange.get(stage) != null) {
                assignments.add(new Assignment(implicitChange.get(stage).get(n), r));
            }
            if (isFirstSolve(stage)) {
                // the first guess; later stages start from the one before
                assignments.add(
                        new Assignment(value.get(n), system.unknowns().get(n).expr()));
            }
        }
        return assignments;
    }

    private boolean isFirstSolve(int stage) {
        for (int earlier = 0; earlier < stage; earlier++) {
            if (tableau.implicit()[earlier][earlier] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Expr plus(Expr sum, double weight, List<Field> changes, int unknown) {
        return weight == 0 || changes == null
                ? sum
                : sum.plus(changes.get(unknown).times(weight));
    }

    // Δt L = (U − r) / a, or from the start of the step itself
    private List<Assignment> implicitChanges(int stage) {
        List<Assignment> assignments = new ArrayList<>();
        List<Field> changes = implicitChange.get(stage);
        double diagonal = tableau.implicit()[stage][stage];
        for (int n = 0; changes != null && n < value.size(); n++) {
            if (implicit.has(n)) {
                Field change = changes.get(n);
                Expr told = diagonal == 0
                        ? system.step().times(system.implicitRates(at(stage)).get(n))
                        : value.get(n).minus(change).times(1 / diagonal);
                assignments.add(new Assignment(change, told));
            }
        }
        return assignments;
    }

    private List<Assignment> explicitChanges(int stage) {
        List<Assignment> assignments = new ArrayList<>();
        List<Field> changes = explicitChange.get(stage);
        if (changes != null) {
            List<Expr> rates = system.changes(at(stage));
            for (int n = 0; n < value.size(); n++) {
                if (system.hasExplicit(n)) {
                    assignments.add(new Assignment(changes.get(n), rates.get(n)));
                }
            }
        }
        return assignments;
    }

    private List<Field> at(int stage) {
        return isStart(stage) ? system.unknowns() : value;
    }

    // u ← u + Δt Σ (b̂ E + b L), or U + Δt Σ (b̂ − â) E with the last stage's U
    private List<Assignment> result() {
        List<Assignment> assignments = new ArrayList<>();
        boolean accurate = tableau.isStifflyAccurate();
        for (int n = 0; n < value.size(); n++) {
            Field u = system.unknowns().get(n);
            Expr sum = accurate ? value.get(n).expr() : u.expr();
            boolean more = !accurate;
            for (int j = 0; j < tableau.stages(); j++) {
                double weight = explicitWeight(j);
                more |= weight != 0 && system.hasExplicit(n);
                sum = plus(sum, weight, system.hasExplicit(n) ? explicitChange.get(j) : null, n);
                if (!accurate) {
                    sum = plus(sum, tableau.implicitWeights()[j], implicit.has(n) ? implicitChange.get(j) : null, n);
                }
            }
            if (more) {
                assignments.add(new Assignment(accurate ? value.get(n) : u, sum));
            }
        }
        return assignments;
    }

    private static Kernel kernel(List<Assignment> assignments) {
        return assignments.isEmpty() ? null : Kernel.of(assignments.toArray(Assignment[]::new));
    }

    /** Where a NaN is noticed in the step in which it appears. */
    private static Kernel checked(List<Assignment> assignments) {
        Kernel kernel = kernel(assignments);
        if (kernel == null) {
            return null;
        }
        Kernel checking = kernel.checkingFinite();
        kernel.close();
        return checking;
    }

    @Override
    public void step(double dt, double end) {
        double start = time.value();
        system.step().set(dt);
        try {
            for (int stage = 0; stage < tableau.stages(); stage++) {
                solve(stage, start, dt);
                time.set(start + tableau.implicitNode(stage) * dt);
                run(afterImplicit.get(stage));
                time.set(start + tableau.explicitNode(stage) * dt);
                run(afterExplicit.get(stage));
            }
            run(finish);
        } catch (NonFiniteException appeared) {
            accept(end);
            throw appeared;
        } catch (UnsolvedException failed) {
            time.set(start);
            throw failed;
        }
        accept(end);
    }

    private void accept(double end) {
        if (tableau.isStifflyAccurate()) {
            for (int n = 0; n < value.size(); n++) {
                system.unknowns().get(n).swap(value.get(n));
            }
        }
        time.set(end);
    }

    private void solve(int stage, double start, double dt) {
        if (before.get(stage) == null) {
            return;
        }
        double diagonal = tableau.implicit()[stage][stage];
        time.set(start + tableau.implicitNode(stage) * dt);
        implicit.setScale(diagonal * dt);
        run(before.get(stage));
        if (diagonal != 0) {
            implicit.solve(value);
        }
    }

    private static void run(Kernel kernel) {
        if (kernel != null) {
            kernel.run();
        }
    }

    @Override
    public List<Kernel> kernels() {
        List<Kernel> all = new ArrayList<>();
        for (int stage = 0; stage < tableau.stages(); stage++) {
            all.add(before.get(stage));
            all.add(afterImplicit.get(stage));
            all.add(afterExplicit.get(stage));
        }
        all.add(finish);
        all.removeIf(kernel -> kernel == null);
        return all;
    }

    @Override
    public void save(StateValues state) {
        implicit.save(state);
    }

    @Override
    public void restore(StateValues state) {
        implicit.restore(state);
    }

    @Override
    public SolveCounts solves() {
        return implicit.counts();
    }
}
