package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.BlockDecomposition;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.KernelReport;
import org.parhelion.solvers.time.Rate;
import org.parhelion.solvers.time.Scheme;
import org.parhelion.solvers.time.StabilityLimit;
import org.parhelion.solvers.time.TimeIntegrator;

/** What a run of a case would be, in words. */
final class CaseDescription {
    /** Grids with more cells than this are not brought into memory to look at the stability of a step. */
    private static final long MOST_CELLS = 1L << 26;

    private final CaseModel model;
    private final List<Field> stored = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private CaseDescription(CaseModel model) {
        this.model = model;
    }

    /** @param ranks number of ranks that the run would have */
    static String of(CaseModel model, int ranks) {
        CaseDescription description = new CaseDescription(model);
        description.text.append(model.file().title()).append(": the case is fine\n");
        description.grid(ranks);
        description.stored.addAll(model.fields());
        if (model instanceof EvolutionModel evolution) {
            description.kernels(evolution);
            description.memory(ranks);
            description.stepping(evolution);
        } else if (model instanceof EllipticModel elliptic) {
            description.equation(elliptic);
            description.memory(ranks);
            description.solver();
        }
        description.outputs();
        return description.text.toString();
    }

    private void line(String head, String tail) {
        text.append(String.format(Locale.ROOT, "  %-9s %s%n", head, tail));
    }

    private void grid(int ranks) {
        CartesianGrid grid = model.grid();
        List<String> cells = new ArrayList<>();
        List<String> axes = new ArrayList<>();
        for (int a = 0; a < grid.dimensions(); a++) {
            Axis axis = Axis.of(a);
            cells.add(Integer.toString(grid.cells(axis)));
            axes.add(axis.label() + " from " + NumberText.brief(grid.low(axis)) + " to "
                    + NumberText.brief(grid.high(axis)) + (grid.isPeriodic(axis) ? ", periodic" : ""));
        }
        line("grid", String.join(" × ", cells) + " cells; " + String.join("; ", axes));
        if (ranks > 1) {
            line("ranks", ranks + ": " + decomposition(ranks));
        }
    }

    private BlockDecomposition decomposition(int ranks) {
        CartesianGrid grid = model.grid();
        int[] cells = {grid.cells(Axis.X), grid.cells(Axis.Y), grid.cells(Axis.Z)};
        boolean[] periodic = {grid.isPeriodic(Axis.X), grid.isPeriodic(Axis.Y), grid.isPeriodic(Axis.Z)};
        try {
            return BlockDecomposition.of(cells, periodic, ranks);
        } catch (IllegalArgumentException tooManyRanks) {
            throw model.file().grid().position().refuse(tooManyRanks.getMessage());
        }
    }

    private void kernels(EvolutionModel evolution) {
        Scheme scheme = evolution.spec().time().scheme();
        TimeIntegrator integrator = scheme.isAdaptive()
                ? TimeIntegrator.adaptive(scheme, evolution.rates(), 1, 1, 1)
                : TimeIntegrator.fixed(scheme, evolution.rates(), 1);
        String name = scheme.isImplicit() ? "kernel " : "stage ";
        int stage = 0;
        for (Kernel kernel : integrator.kernels()) {
            line(name + ++stage, describe(kernel));
        }
        if (scheme.isImplicit()) {
            List<String> names = evolution.rates().stream()
                    .filter(Rate::hasImplicit)
                    .map(rate -> rate.field().name())
                    .toList();
            line(
                    "implicit",
                    "one linear system a " + (scheme == Scheme.BDF2 ? "step" : "stage") + " for "
                            + String.join(", ", names));
            solver();
        }
    }

    private void equation(EllipticModel elliptic) {
        String shift = elliptic.spec().shift().isPresent() ? " + shift*" : "";
        String u = elliptic.unknown().name();
        EllipticOperator operator = new EllipticOperator(elliptic);
        line(
                "equation",
                "-div(coefficient grad(" + u + "))" + (shift.isEmpty() ? "" : shift + u) + " = source, "
                        + operator.operator().domain().size() + " unknowns at "
                        + (elliptic.spec().location() == Location.CELL ? "cells" : "nodes"));
        line("operator", describe(operator.operator().kernel()));
        stored.addAll(operator.coefficients());
    }

    private void solver() {
        SolverSpec spec = model.file().solver();
        line(
                "solver",
                spec.method() + ", preconditioner " + spec.preconditioner() + ", to "
                        + NumberText.brief(spec.tolerance())
                        + " of the right-hand side, at most " + spec.maxIterations() + " iterations"
                        + (spec.isFast() ? ", fast reductions" : ""));
    }

    private void memory(int ranks) {
        IndexBox largest = decomposition(ranks).box(0);
        double bytes = 0;
        for (Field field : stored) {
            double points = 1;
            for (Axis axis : Axis.values()) {
                points *= largest.size(axis) + 2.0 * field.halo(axis);
            }
            bytes += points * Double.BYTES;
        }
        boolean solves = !(model instanceof EvolutionModel evolution)
                || evolution.spec().time().scheme().isImplicit();
        line(
                "memory",
                NumberText.bytes(bytes) + " a rank in " + stored.size() + " fields with their ghost cells"
                        + (solves ? ", and what the solver needs" : ""));
    }

    private String describe(Kernel kernel) {
        kernel.program().fields().stream()
                .filter(field -> !stored.contains(field))
                .forEach(stored::add);
        return describe(kernel.report());
    }

    private static String describe(KernelReport report) {
        String halos = report.halos().isEmpty() ? "no halo" : "halo " + String.join(", ", report.halos());
        return report.operations() + " operations, " + (report.bytesRead() + report.bytesWritten())
                + " bytes read and written a cell; " + halos + (report.corners() ? " with corners" : "");
    }

    private void stepping(EvolutionModel evolution) {
        TimeSpec spec = evolution.spec().time();
        Scheme scheme = spec.scheme();
        String steps = scheme.isAdaptive()
                ? "steps by tolerance " + NumberText.brief(spec.tolerance())
                : spec.step().isPresent()
                        ? "step " + NumberText.brief(spec.step().getAsDouble())
                        : "step " + NumberText.brief(spec.share()) + " of the stability limit";
        line("time", scheme.label() + ", " + steps + ", " + end(spec));
        CartesianGrid grid = model.grid();
        double cells = (double) grid.cells(Axis.X) * grid.cells(Axis.Y) * grid.cells(Axis.Z);
        boolean limited = evolution.rates().stream().anyMatch(Rate::hasExplicit);
        if (cells > MOST_CELLS || scheme.isAdaptive() || !limited) {
            return;
        }
        List<Assignment> initials = new ArrayList<>();
        for (int n = 0; n < model.fields().size(); n++) {
            initials.add(
                    new Assignment(model.fields().get(n), evolution.initials().get(n)));
        }
        Kernel.of(initials.toArray(Assignment[]::new)).run();
        StabilityLimit stability = StabilityLimit.of(scheme, evolution.rates());
        double limit = stability.step();
        boolean over = spec.step().isPresent() && spec.step().getAsDouble() > limit;
        line(
                "stability",
                "a step of at most " + NumberText.brief(limit) + " is known to be stable"
                        + (scheme.isImplicit() ? " for the explicit part" : "")
                        + (stability.isConstant() ? "" : " at the start")
                        + (over ? "; the step is LONGER: the run may blow up" : ""));
    }

    private static String end(TimeSpec spec) {
        List<String> ends = new ArrayList<>();
        if (Double.isFinite(spec.until())) {
            ends.add("until " + NumberText.brief(spec.until()));
        }
        if (spec.steps() != Long.MAX_VALUE) {
            ends.add(spec.steps() + " steps");
        }
        return String.join(" or ", ends);
    }

    private void outputs() {
        OutputSpec spec = model.file().output();
        if (!spec.writesFiles()) {
            line("output", "none");
            return;
        }
        List<String> parts = new ArrayList<>();
        spec.pictures().forEach(picture -> parts.add(picture.field().text() + ".png"));
        if (!spec.vtk().isEmpty()) {
            parts.add("VTK of "
                    + String.join(
                            ", ", spec.vtk().stream().map(OutputSpec.Name::text).toList()));
        }
        if (spec.showsConvergence()) {
            parts.add("convergence.png");
        }
        if (model instanceof EllipticModel) {
            line("output", String.join(", ", parts) + " to " + spec.directory());
            return;
        }
        String often = spec.every() != Long.MAX_VALUE
                ? "every " + spec.every() + " steps"
                : Double.isFinite(spec.interval())
                        ? "every " + NumberText.brief(spec.interval()) + " of time"
                        : "at the start and the end";
        line("output", String.join(", ", parts) + " " + often + " to " + spec.directory());
    }
}
