package org.parhelion.solvers.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mesh.stencil.LinearPart;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.solvers.linear.SolveResult;

/** The implicit parts of all unknowns of a system, each with its own linear system. */
final class ImplicitSystem {
    private final Parameter scale = Parameter.of("implicit step", 1);
    private final List<Field> unknowns;
    /** By unknown; null where there is no implicit part. */
    private final List<ImplicitPart> parts = new ArrayList<>();

    private long solves;
    private long iterations;
    private int most;
    private double residual;
    private double seconds;

    ImplicitSystem(List<Rate> system, StageSolver choice) {
        this.unknowns = system.stream().map(Rate::field).toList();
        for (Rate rate : system) {
            refuseOthers(rate);
            parts.add(rate.hasImplicit() ? new ImplicitPart(rate, scale, choice) : null);
        }
    }

    private void refuseOthers(Rate rate) {
        Set<Field> others =
                unknowns.stream().filter(field -> field != rate.field()).collect(Collectors.toSet());
        for (Field other : others) {
            if (LinearPart.isIn(rate.implicit(), Set.of(other))) {
                throw new ExpressionException(
                        "the implicit part of " + rate.field().name() + " has " + other.name()
                                + " in it; implicit parts are solved for field by field, so terms with other unknowns belong into"
                                + " the explicit rate");
            }
        }
    }

    /** Whether an unknown has an implicit part. */
    boolean has(int unknown) {
        return parts.get(unknown) != null;
    }

    /** What a kernel must assign before {@link #solve}: b ← r + s L(0), at the stage's time. */
    void prepare(int unknown, Expr r, List<Assignment> assignments) {
        ImplicitPart part = parts.get(unknown);
        Expr atZero = part.atZero();
        Expr b = atZero.equals(Expr.constant(0)) ? r : r.plus(scale.times(atZero));
        assignments.add(new Assignment(part.rightHandSide(), b));
    }

    /** The s of the next solves: to be set before the kernel of {@link #prepare} runs. */
    void setScale(double s) {
        scale.set(s);
    }

    /**
     * Solves U − s L(U) = r for each unknown that has an implicit part.
     *
     * @param values first guesses on entry, U on return
     */
    void solve(List<Field> values) {
        for (int n = 0; n < parts.size(); n++) {
            ImplicitPart part = parts.get(n);
            if (part != null) {
                long begun = System.nanoTime();
                double setup = part.setupSeconds();
                count(part.solve(values.get(n)));
                seconds += (System.nanoTime() - begun) * 1e-9 - (part.setupSeconds() - setup);
            }
        }
    }

    private void count(SolveResult result) {
        solves++;
        iterations += result.iterations();
        most = Math.max(most, result.iterations());
        residual = Math.max(residual, result.relativeResidual());
    }

    /** Solves depend on nothing that was before; only what is told of them goes on. */
    void save(StateValues state) {
        state.put("solves.count", solves);
        state.put("solves.iterations", iterations);
        state.put("solves.most", (long) most);
        state.put("solves.residual", residual);
    }

    void restore(StateValues state) {
        solves = state.whole("solves.count");
        iterations = state.whole("solves.iterations");
        most = (int) state.whole("solves.most");
        residual = state.number("solves.residual");
    }

    SolveCounts counts() {
        double setup = 0;
        for (ImplicitPart part : parts) {
            setup += part == null ? 0 : part.setupSeconds();
        }
        return new SolveCounts(solves, iterations, most, residual, setup, seconds);
    }
}
