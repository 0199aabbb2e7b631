package org.parhelion.solvers.linear;

import java.io.PrintStream;
import java.util.Locale;

/** One line a step: its number, ‖r‖, ‖r‖ / ‖b‖ and by how much the step has lessened it. */
final class PrintingMonitor implements SolveMonitor {
    private final PrintStream out;
    private final int every;
    private int last;

    PrintingMonitor(PrintStream out, int every) {
        this.out = out;
        this.every = every;
    }

    @Override
    public void begin(String solver, Stop.State state) {
        out.println(solver);
        out.println("   step      |r|  |r|/|b|   rate");
        last = 0;
        line(state, "");
    }

    @Override
    public void step(Stop.State state) {
        if (state.iteration() % every == 0) {
            int steps = state.iteration() - last;
            double rate = Math.pow(state.residual() / state.residual(last), 1.0 / steps);
            line(state, String.format(Locale.ROOT, "%6.3f", rate));
            last = state.iteration();
        }
    }

    private void line(Stop.State state, String rate) {
        double relative = state.residual() == 0 ? 0 : state.residual() / state.rightHandSide();
        out.println(
                String.format(Locale.ROOT, "%7d %8.2e  %8.2e %s", state.iteration(), state.residual(), relative, rate)
                        .stripTrailing());
    }

    @Override
    public void end(SolveResult result) {
        out.println(result);
    }
}
