package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.NonFiniteException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.solvers.simulation.Regions.Region;
import org.parhelion.solvers.time.TimeIntegrator;

/**
 * A case set up on its ranks and run to its end. Every rank makes and runs it alike; the numbers do not depend on how many
 * there are.
 *
 * <pre>{@code
 * Parallel.run(args, (world, rest) -> {
 *     CaseFile file = CaseFile.read(Path.of("heat.yaml"), List.of("time.until=0.5"));
 *     Simulation simulation = Simulation.of(file, world, Path.of("out/heat"));
 *     simulation.run();
 *     Field u = simulation.field("u");
 * });
 * }</pre>
 */
public final class Simulation {
    private final CaseModel model;
    private final TimeIntegrator integrator;
    private final Outputs outputs;
    private final FiniteCheck check;
    private final Regions regions;
    private final Progress progress;
    private final long begun = System.nanoTime();
    private double wallSeconds;

    private Simulation(CaseModel model, Path directory, Progress progress) {
        this.regions = new Regions(Region.SETUP, model.grid().communicationTimes());
        this.progress = progress;
        this.model = model;
        this.outputs = new Outputs(model, directory);
        List<Assignment> initials = new ArrayList<>();
        for (int n = 0; n < model.fields().size(); n++) {
            initials.add(new Assignment(model.fields().get(n), model.initials().get(n)));
        }
        Kernel.of(initials.toArray(Assignment[]::new)).run();
        this.check = new FiniteCheck(model.fields());
        this.integrator = Integrators.of(model, this::warn);
    }

    /**
     * Sets a case up, fields at their initial values; silent. Collective.
     *
     * @param directory where outputs go
     * @throws ExitCodeException the case cannot be run; thrown on rank 0, which speaks for all
     */
    public static Simulation of(CaseFile file, Communicator world, Path directory) {
        return of(file, world, directory, new Progress(null, false));
    }

    static Simulation of(CaseFile file, Communicator world, Path directory, Progress progress) {
        CaseModel model = Agreement.on(world, () -> CaseModel.build(file, world));
        return new Simulation(model, directory, progress);
    }

    /** The field of this name. */
    public Field field(String name) {
        return model.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the case has no field \"" + name + "\""));
    }

    public CartesianGrid grid() {
        return model.grid();
    }

    /**
     * Runs to the case's end. Collective.
     *
     * @throws ExitCodeException NaN or infinity has appeared; the message has field, cell, time and step
     */
    public void run() {
        checkFinite();
        write();
        while (!isDone()) {
            step();
            if (outputs.isDue(integrator.steps(), time())) {
                checkFinite();
                write();
            }
            progress.report(share(), integrator.steps(), time(), integrator.lastStep());
        }
        checkFinite();
        write();
        regions.enter(Region.OUTPUT);
        outputs.finish();
        regions.enter(Region.STATISTICS);
        progress.end();
        wallSeconds = (System.nanoTime() - begun) * 1e-9;
    }

    /** One step, which notices the first NaN; allocates nothing. */
    void step() {
        regions.enter(Region.STEP);
        double target = Math.min(model.file().time().until(), outputs.nextTime());
        try {
            integrator.advance(target);
        } catch (NonFiniteException appeared) {
            throw failure(check.describeFirst().orElse(appeared.getMessage()), "in step " + (integrator.steps() + 1));
        } catch (ArithmeticException noStep) {
            checkFinite();
            throw failure(noStep.getMessage(), "after step " + integrator.steps());
        }
    }

    /** Whether the case's last step is taken. */
    public boolean isDone() {
        TimeSpec spec = model.file().time();
        return integrator.steps() >= spec.steps() || time() >= spec.until();
    }

    private double time() {
        return model.grid().time().value();
    }

    private double share() {
        TimeSpec spec = model.file().time();
        return Math.min(1, Math.max(time() / spec.until(), (double) integrator.steps() / spec.steps()));
    }

    private void write() {
        regions.enter(Region.OUTPUT);
        outputs.write(integrator.steps(), time());
    }

    private void checkFinite() {
        regions.enter(Region.CHECK);
        if (!check.allFinite()) {
            throw failure(check.describeFirst().orElse("a field is not finite"), "after step " + integrator.steps());
        }
    }

    private ExitCodeException failure(String problem, String step) {
        String when = step + ", at time " + NumberText.brief(time());
        String kept = outputs.lastStep() < 0
                ? ""
                : "; the outputs up to step " + outputs.lastStep() + " are kept in " + outputs.directory();
        String advice = integrator.steps() == 0
                ? "; look at the initial values"
                : "; a smaller time.step, or step: auto, may help";
        progress.end();
        return new ExitCodeException(
                ExitCode.FAILED, model.file().name() + ": " + problem + ", " + when + kept + advice);
    }

    private void warn(String warning) {
        if (model.grid().communicator().rank() == 0) {
            System.err.println("parhelion: " + model.file().name() + ": " + warning);
        }
    }

    /** What there is to say about a finished run. Collective. */
    RunReport report() {
        CartesianGrid grid = model.grid();
        List<FieldSummary> summaries = new ArrayList<>();
        for (Field field : model.fields()) {
            summaries.add(FieldSummary.of(field));
        }
        List<Integer> cells = new ArrayList<>();
        for (int a = 0; a < grid.dimensions(); a++) {
            cells.add(grid.cells(Axis.of(a)));
        }
        return new RunReport(
                model.file().name(),
                model.file().title(),
                grid.communicator().size(),
                grid.communicator().transport(),
                cells,
                model.file().time().scheme().label(),
                integrator.steps(),
                integrator.rejectedSteps(),
                time(),
                integrator.lastStep(),
                wallSeconds,
                regions.spread(grid.communicator()),
                summaries,
                outputs.summary(),
                KernelNotes.of(integrator.kernels().stream().map(Kernel::report).toList(), wallSeconds));
    }
}
