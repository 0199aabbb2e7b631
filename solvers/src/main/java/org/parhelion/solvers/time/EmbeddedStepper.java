package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.BinaryOp;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.mesh.stencil.Program;
import org.parhelion.mesh.stencil.Reduction;
import org.parhelion.mesh.stencil.UnaryOp;

/**
 * An embedded Runge–Kutta pair: tries a step, tells its error, and keeps the result only when told to. The last stage's
 * rates are not kept for the next step: on one kernel per stage that would save arithmetic but read and write more memory.
 */
final class EmbeddedStepper {
    /** Stands for NaN and infinity, so that the comparison over ranks is one of ordinary numbers. */
    private static final double HOPELESS = 1e300;

    private final StageBuilder system;
    private final double tolerance;
    private final List<Stage> stages = new ArrayList<>();
    private final Parameter time;
    private List<Field> result = List.of();

    EmbeddedStepper(Scheme scheme, StageBuilder system, double tolerance) {
        this.system = system;
        this.tolerance = tolerance;
        this.time = system.grid().time();
        switch (scheme) {
            case BS32 -> bogackiShampine();
            case DOPRI5 -> dormandPrince();
            default -> throw new IllegalArgumentException(scheme.label() + " has no estimate of its error");
        }
    }

    /**
     * Computes a step of length {@code dt} beside the unknowns; the grid's time stays.
     *
     * @return greatest estimated error over all unknowns and cells, as a multiple of the tolerance
     */
    double attempt(double dt) {
        double start = time.value();
        system.step().set(dt);
        for (int s = 0; s < stages.size(); s++) {
            Stage stage = stages.get(s);
            time.set(start + stage.node() * dt);
            stage.kernel().run();
        }
        time.set(start);
        return stages.get(stages.size() - 1).kernel().reduction(0);
    }

    /** Makes the last attempt's result the unknowns, at time {@code end}. */
    void accept(double end) {
        for (int n = 0; n < result.size(); n++) {
            system.unknowns().get(n).swap(result.get(n));
        }
        time.set(end);
    }

    List<Kernel> kernels() {
        return stages.stream().map(Stage::kernel).toList();
    }

    // a = u + ½ Δt R(u);  b = u + ¾ Δt R(a);  r = u + 4/9 ((a − u) + (b − u) + Δt R(b));
    // error = Δt (−5/72 R(u) + 1/12 R(a) + 1/9 R(b) − 1/8 R(r)) = ¼ (r − a) − ⅛ Δt R(r)
    private void bogackiShampine() {
        List<Field> u = system.unknowns();
        List<Field> a = system.fields("'");
        List<Field> b = system.fields("''");
        result = system.fields("'''");
        List<Expr> changeU = system.changes(u);
        add(0, system.assign(a, n -> u.get(n).plus(changeU.get(n).times(0.5))));
        List<Expr> changeA = system.changes(a);
        add(0.5, system.assign(b, n -> u.get(n).plus(changeA.get(n).times(0.75))));
        List<Expr> changeB = system.changes(b);
        add(0.75, system.assign(result, n -> {
            Expr sum = a.get(n).minus(u.get(n)).plus(b.get(n).minus(u.get(n))).plus(changeB.get(n));
            return u.get(n).plus(sum.times(4.0 / 9));
        }));
        List<Expr> changeR = system.changes(result);
        addError(n ->
                result.get(n).minus(a.get(n)).times(0.25).minus(changeR.get(n).times(0.125)));
    }

    private static final double[][] A = {
        {},
        {1.0 / 5},
        {3.0 / 40, 9.0 / 40},
        {44.0 / 45, -56.0 / 15, 32.0 / 9},
        {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
        {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
        {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
    };
    private static final double[] NODES = {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1};
    private static final double[] ERROR = {
        71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40
    };

    // y₁ = u;  kₛ = R(yₛ) and yₛ₊₁ = u + Δt Σ aₛ₊₁ⱼ kⱼ in one kernel;  the result is y₇;  error = Δt Σ eₛ kₛ
    private void dormandPrince() {
        List<Field> u = system.unknowns();
        List<List<Field>> y = List.of(system.fields("'"), system.fields("''"));
        List<List<Field>> k = new ArrayList<>();
        List<Field> input = u;
        for (int s = 0; s < 6; s++) {
            List<Field> next = y.get(s % 2);
            List<Field> slope = system.fields("·" + (s + 1));
            List<Expr> rate = system.rates(input);
            List<Assignment> assignments = new ArrayList<>(system.assign(slope, rate::get));
            double[] weights = A[s + 1];
            assignments.addAll(system.assign(
                    next, n -> u.get(n).plus(system.step().times(combination(weights, k, n, rate.get(n))))));
            add(NODES[s], assignments);
            k.add(slope);
            input = next;
        }
        result = input;
        List<Expr> last = system.rates(result);
        addError(n -> system.step().times(combination(ERROR, k, n, last.get(n))));
    }

    /** Σ weights × slopes; the last weight goes with {@code last}, a slope that no field holds yet. */
    private static Expr combination(double[] weights, List<List<Field>> slopes, int unknown, Expr last) {
        Expr sum = last.times(weights[weights.length - 1]);
        for (int s = weights.length - 2; s >= 0; s--) {
            if (weights[s] != 0) {
                sum = sum.plus(slopes.get(s).get(unknown).times(weights[s]));
            }
        }
        return sum;
    }

    private void add(double node, List<Assignment> assignments) {
        stages.add(new Stage(node, Kernel.of(assignments.toArray(Assignment[]::new))));
    }

    /** Greatest |error| / (tolerance (1 + max(|u|, |result|))), Hairer, Nørsett and Wanner I, eq. II.4.10–4.11, in the maximum norm. */
    private void addError(StageBuilder.Formula error) {
        Expr worst = null;
        for (int n = 0; n < result.size(); n++) {
            Expr size = new Expr.Binary(
                    BinaryOp.MAX,
                    abs(system.unknowns().get(n).expr()),
                    abs(result.get(n).expr()));
            Expr ratio = abs(error.of(n)).dividedBy(size.plus(1).times(tolerance));
            Expr sane = Expr.where(
                    new Expr.Binary(BinaryOp.LESS_EQUAL, ratio, Expr.constant(HOPELESS)),
                    ratio,
                    Expr.constant(HOPELESS));
            worst = worst == null ? sane : new Expr.Binary(BinaryOp.MAX, worst, sane);
        }
        Kernel kernel = Kernel.of(List.of(), List.of(new Reduction(Program.ReductionOp.MAX, worst)));
        stages.add(new Stage(1, kernel));
    }

    private static Expr abs(Expr expr) {
        return new Expr.Unary(UnaryOp.ABS, expr);
    }
}
