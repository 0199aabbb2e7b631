package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.NonFiniteException;
import org.parhelion.mesh.stencil.Parameter;

/**
 * A Runge–Kutta scheme of fixed form, one fused kernel per stage for all unknowns together. In numbers read and written
 * per cell and unknown besides what the rates read of other fields: Euler 2, SSPRK2 2 + 2, SSPRK3 2 + 3 + 3, RK4 2 + 3 + 3 + 5.
 */
final class ExplicitStepper implements Stepper {
    private final StageBuilder system;
    private final List<Stage> stages = new ArrayList<>();
    private final Parameter time;
    private List<Field> swapped = List.of();

    ExplicitStepper(Scheme scheme, StageBuilder system) {
        this.system = system;
        this.time = system.grid().time();
        switch (scheme) {
            case EULER -> euler();
            case SSPRK2 -> ssprk2();
            case SSPRK3 -> ssprk3();
            case RK4 -> rk4();
            default -> throw new IllegalArgumentException(scheme.label() + " chooses its own steps");
        }
        checkResult();
    }

    /** The last stage gives the unknowns: there a NaN is noticed at the step in which it appears. */
    private void checkResult() {
        int last = stages.size() - 1;
        Stage stage = stages.get(last);
        stages.set(last, new Stage(stage.node(), stage.kernel().checkingFinite()));
        stage.kernel().close();
    }

    /**
     * Advances all unknowns from the grid's time by {@code dt}, after which the grid's time is {@code end}.
     *
     * @throws NonFiniteException on the ranks where an unknown has become NaN or infinite; the unknowns hold it then
     */
    @Override
    public void step(double dt, double end) {
        double start = time.value();
        system.step().set(dt);
        try {
            for (int s = 0; s < stages.size(); s++) {
                Stage stage = stages.get(s);
                time.set(start + stage.node() * dt);
                stage.kernel().run();
            }
        } finally {
            for (int n = 0; n < swapped.size(); n++) {
                system.unknowns().get(n).swap(swapped.get(n));
            }
            time.set(end);
        }
    }

    @Override
    public List<Kernel> kernels() {
        return stages.stream().map(Stage::kernel).toList();
    }

    // u ← u + Δt R(u), into a second field that becomes u
    private void euler() {
        List<Field> u = system.unknowns();
        swapped = system.fields("'");
        List<Expr> change = system.changes(u);
        add(0, system.assign(swapped, n -> u.get(n).plus(change.get(n))));
    }

    // v = u + Δt R(u);  u ← ½ u + ½ (v + Δt R(v))
    private void ssprk2() {
        List<Field> u = system.unknowns();
        List<Field> v = eulerStage(u, "'");
        List<Expr> change = system.changes(v);
        add(
                1,
                system.assign(
                        u,
                        n -> u.get(n)
                                .times(0.5)
                                .plus(v.get(n).plus(change.get(n)).times(0.5))));
    }

    // v = u + Δt R(u);  w = ¾ u + ¼ (v + Δt R(v));  u ← ⅓ u + ⅔ (w + Δt R(w))
    private void ssprk3() {
        List<Field> u = system.unknowns();
        List<Field> v = eulerStage(u, "'");
        List<Field> w = system.fields("''");
        List<Expr> changeV = system.changes(v);
        add(
                1,
                system.assign(
                        w,
                        n -> u.get(n)
                                .times(0.75)
                                .plus(v.get(n).plus(changeV.get(n)).times(0.25))));
        List<Expr> changeW = system.changes(w);
        double third = 1.0 / 3;
        add(
                0.5,
                system.assign(
                        u,
                        n -> u.get(n)
                                .times(third)
                                .plus(w.get(n).plus(changeW.get(n)).times(2 * third))));
    }

    // a = u + ½ Δt R(u);  b = u + ½ Δt R(a);  c = u + Δt R(b);  u ← ⅓ (a + 2 b + c − u) + ⅙ Δt R(c), which is
    // u + Δt/6 (R(u) + 2 R(a) + 2 R(b) + R(c)) with the rates of the stages told from the stages themselves
    private void rk4() {
        List<Field> u = system.unknowns();
        List<Field> a = system.fields("'");
        List<Field> b = system.fields("''");
        List<Field> c = system.fields("'''");
        List<Expr> changeU = system.changes(u);
        add(0, system.assign(a, n -> u.get(n).plus(changeU.get(n).times(0.5))));
        List<Expr> changeA = system.changes(a);
        add(0.5, system.assign(b, n -> u.get(n).plus(changeA.get(n).times(0.5))));
        List<Expr> changeB = system.changes(b);
        add(0.5, system.assign(c, n -> u.get(n).plus(changeB.get(n))));
        List<Expr> changeC = system.changes(c);
        add(1, system.assign(u, n -> {
            Expr stages = a.get(n).minus(u.get(n)).plus(b.get(n).times(2)).plus(c.get(n));
            return stages.times(1.0 / 3).plus(changeC.get(n).times(1.0 / 6));
        }));
    }

    private List<Field> eulerStage(List<Field> u, String suffix) {
        List<Field> v = system.fields(suffix);
        List<Expr> change = system.changes(u);
        add(0, system.assign(v, n -> u.get(n).plus(change.get(n))));
        return v;
    }

    private void add(double node, List<Assignment> assignments) {
        stages.add(new Stage(node, Kernel.of(assignments.toArray(Assignment[]::new))));
    }
}
