package org.parhelion.solvers.linear;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.io.Caption;
import org.parhelion.mesh.io.LogChart;
import org.parhelion.mesh.io.PngWriter;
import org.parhelion.mpi.Communicator;

/**
 * Draws ‖r‖ / ‖b‖ over the steps of one or several solves, as a picture.
 *
 * <pre>{@code
 * ConvergencePlot plot = new ConvergencePlot("Poisson on 64³ cells");
 * Krylov.cg(a).monitor(plot.curve("CG")).solve(b, x);
 * Krylov.cg(a).preconditioner(m).monitor(plot.curve("CG with multigrid")).solve(b, y);
 * plot.write(Path.of("convergence.png"), world);
 * }</pre>
 */
public final class ConvergencePlot {
    private final String title;
    private final List<LogChart.Curve> curves = new ArrayList<>();

    public ConvergencePlot(String title) {
        this.title = title;
    }

    /** Draws each solve that it watches, under the name of the method. */
    public SolveMonitor curve() {
        return curve("");
    }

    /** Draws each solve that it watches, under this name. */
    public SolveMonitor curve(String name) {
        return new SolveMonitor() {
            @Override
            public void end(SolveResult result) {
                add(name.isEmpty() ? result.solver() : name, result);
            }
        };
    }

    /**
     * Draws the residuals of a result.
     *
     * @throws IllegalStateException there are as many curves already as one picture shows
     */
    public void add(String name, SolveResult result) {
        if (curves.size() == LogChart.mostCurves()) {
            throw new IllegalStateException("the plot “" + title + "” has " + curves.size()
                    + " curves already: no room for “" + name + "”; begin another plot");
        }
        double[] relative = result.history().clone();
        double scale = result.rightHandSide() > 0 ? result.rightHandSide() : 1;
        for (int n = 0; n < relative.length; n++) {
            relative[n] /= scale;
        }
        curves.add(new LogChart.Curve(name, relative));
    }

    /** Writes the picture on rank 0. */
    public void write(Path target, Communicator ranks) {
        if (ranks.rank() == 0) {
            PngWriter.write(target, LogChart.draw(new Caption(title, "residual / right-hand side"), "step", curves));
        }
    }
}
