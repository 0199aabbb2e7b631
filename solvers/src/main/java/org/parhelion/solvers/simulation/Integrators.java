package org.parhelion.solvers.simulation;

import java.util.Locale;
import java.util.function.Consumer;
import org.parhelion.solvers.time.StabilityLimit;
import org.parhelion.solvers.time.StageSolver;
import org.parhelion.solvers.time.TimeIntegrator;

/** Makes the integrator that a case asks for. */
final class Integrators {
    private Integrators() {}

    /** @param warn told once if a given step is longer than what is known to be stable */
    static TimeIntegrator of(EvolutionModel model, StageSolver solver, Consumer<String> warn) {
        TimeSpec spec = model.spec().time();
        if (spec.scheme().isAdaptive()) {
            double first = spec.step().orElse(Double.NaN);
            return TimeIntegrator.adaptive(spec.scheme(), model.rates(), spec.tolerance(), first, spec.longest());
        }
        if (spec.step().isEmpty()) {
            return TimeIntegrator.stable(spec.scheme(), model.rates(), spec.share(), spec.longest(), solver);
        }
        double step = spec.step().getAsDouble();
        double limit = StabilityLimit.of(spec.scheme(), model.rates()).step();
        if (step > limit) {
            warn.accept(String.format(
                    Locale.ROOT,
                    "time.step %s is longer than %s, up to which scheme %s is known to be stable here; the run may blow up",
                    NumberText.brief(step),
                    NumberText.brief(limit),
                    spec.scheme().label()));
        }
        return TimeIntegrator.fixed(spec.scheme(), model.rates(), step, solver);
    }
}
