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
 * BDF2 with steps of any lengths: with ω the ratio of this step to the last one,
 *
 * <pre>(1 + 2ω)/(1 + ω) uₙ₊₁ − (1 + ω) uₙ + ω²/(1 + ω) uₙ₋₁ = Δt (L(uₙ₊₁) + (1 + ω) E(uₙ) − ω E(uₙ₋₁))</pre>
 *
 * (Wang and Ruuth 2008, eq. 2.10 with γ = 1, c = 0). The first step, and one that is longer than the last by more than zero-stability allows
 * (ω > 1 + √2; Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, III.5), is one of backward Euler.
 */
final class BackwardDifferences implements Stepper {
    private static final double LARGEST_RATIO = 1 + Math.sqrt(2);

    private final StageBuilder system;
    private final ImplicitSystem implicit;
    private final Parameter time;
    private final List<Field> last;
    private final List<Field> value;
    private final List<Field> explicitNow;
    private final List<Field> explicitLast;
    private final Parameter ofNow = Parameter.of("now", 1);
    private final Parameter ofLast = Parameter.of("last", 0);
    private final Parameter ofExplicitNow = Parameter.of("explicit now", 1);
    private final Parameter ofExplicitLast = Parameter.of("explicit last", 0);
    private final Kernel explicit;
    private final Kernel before;
    private double lastStep = Double.NaN;
    private double lastEnd = Double.NaN;

    BackwardDifferences(StageBuilder system, ImplicitSystem implicit) {
        this.system = system;
        this.implicit = implicit;
        this.time = system.grid().time();
        this.last = system.fields("·last");
        this.value = system.fields("'");
        this.explicitNow = system.hasExplicit() ? system.fields("·e") : List.of();
        this.explicitLast = system.hasExplicit() ? system.fields("·elast") : List.of();
        this.explicit = system.hasExplicit() ? Kernel.of(explicitRates()) : null;
        Kernel kernel = Kernel.of(rightHandSide());
        this.before = kernel.checkingFinite();
        kernel.close();
    }

    private Assignment[] explicitRates() {
        List<Expr> rates = system.rates(system.unknowns());
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < value.size(); n++) {
            if (system.hasExplicit(n)) {
                assignments.add(new Assignment(explicitNow.get(n), rates.get(n)));
            }
        }
        return assignments.toArray(Assignment[]::new);
    }

    // r = (1 + ω)²/(1 + 2ω) uₙ − ω²/(1 + 2ω) uₙ₋₁ + s ((1 + ω) Eₙ − ω Eₙ₋₁) with s = Δt (1 + ω)/(1 + 2ω)
    private Assignment[] rightHandSide() {
        List<Assignment> assignments = new ArrayList<>();
        for (int n = 0; n < value.size(); n++) {
            Field u = system.unknowns().get(n);
            Expr r = ofNow.times(u).plus(ofLast.times(last.get(n)));
            if (system.hasExplicit(n)) {
                r = r.plus(ofExplicitNow.times(explicitNow.get(n))).plus(ofExplicitLast.times(explicitLast.get(n)));
            }
            if (implicit.has(n)) {
                implicit.prepare(n, r, assignments);
                assignments.add(new Assignment(value.get(n), u.expr()));
            } else {
                assignments.add(new Assignment(value.get(n), r));
            }
        }
        return assignments.toArray(Assignment[]::new);
    }

    @Override
    public void step(double dt, double end) {
        double start = time.value();
        double ratio = start == lastEnd ? dt / lastStep : Double.NaN;
        double omega = ratio <= LARGEST_RATIO ? ratio : 0;
        double s = dt * (1 + omega) / (1 + 2 * omega);
        ofNow.set((1 + omega) * (1 + omega) / (1 + 2 * omega));
        ofLast.set(-omega * omega / (1 + 2 * omega));
        ofExplicitNow.set(s * (1 + omega));
        ofExplicitLast.set(-s * omega);
        implicit.setScale(s);
        try {
            if (explicit != null) {
                explicit.run();
            }
            time.set(start + dt);
            before.run();
            implicit.solve(value);
        } catch (NonFiniteException appeared) {
            accept(end);
            throw appeared;
        } catch (UnsolvedException failed) {
            time.set(start);
            throw failed;
        }
        accept(end);
        lastStep = dt;
        lastEnd = end;
    }

    private void accept(double end) {
        for (int n = 0; n < value.size(); n++) {
            last.get(n).swap(system.unknowns().get(n));
            system.unknowns().get(n).swap(value.get(n));
            if (system.hasExplicit(n)) {
                explicitLast.get(n).swap(explicitNow.get(n));
            }
        }
        time.set(end);
    }

    /** uₙ₋₁ and E(uₙ₋₁), if there was a step. */
    @Override
    public List<Field> history() {
        if (Double.isNaN(lastStep)) {
            return List.of();
        }
        List<Field> history = new ArrayList<>(last);
        for (int n = 0; n < explicitLast.size(); n++) {
            if (system.hasExplicit(n)) {
                history.add(explicitLast.get(n));
            }
        }
        return history;
    }

    @Override
    public void save(StateValues state) {
        state.put("bdf2.last_step", lastStep);
        state.put("bdf2.last_end", lastEnd);
        implicit.save(state);
    }

    @Override
    public void restore(StateValues state) {
        lastStep = state.number("bdf2.last_step");
        lastEnd = state.number("bdf2.last_end");
        implicit.restore(state);
    }

    @Override
    public List<Kernel> kernels() {
        return explicit == null ? List.of(before) : List.of(explicit, before);
    }

    @Override
    public SolveCounts solves() {
        return implicit.counts();
    }
}
