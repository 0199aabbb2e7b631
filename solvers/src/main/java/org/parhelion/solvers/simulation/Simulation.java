package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.solvers.simulation.Regions.Region;

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
public abstract sealed class Simulation permits TimeSimulation, EllipticSimulation {
    private final CaseModel model;
    private final Outputs outputs;
    private final FiniteCheck check;
    private final Regions regions;
    private final Progress progress;
    private final long begun = System.nanoTime();
    private double wallSeconds;
    private Runnable stepWatch;

    Simulation(CaseModel model, Path directory, Progress progress) {
        this.regions = new Regions(
                Region.SETUP,
                model.grid().communicationTimes(),
                model.grid().communicator().profile());
        this.progress = progress;
        this.model = model;
        this.outputs = new Outputs(model, directory);
        this.check = new FiniteCheck(model.fields());
    }

    /**
     * Sets a case up, fields at their initial values; silent. Collective.
     *
     * @param directory where outputs go
     * @throws ExitCodeException the case cannot be run; thrown on rank 0, which speaks for all
     */
    public static Simulation of(CaseFile file, Communicator world, Path directory) {
        return of(file, world, directory, RunOptions.plain());
    }

    /**
     * Sets a case up where an earlier run of it was when it wrote a checkpoint; silent. Collective.
     *
     * @param directory where outputs go
     * @param checkpoint a file, or a folder of which the newest good one is taken
     * @throws ExitCodeException the case cannot be run, or not go on from there; thrown on rank 0, which speaks for all
     */
    public static Simulation restart(CaseFile file, Communicator world, Path directory, Path checkpoint) {
        RunOptions plain = RunOptions.plain();
        return of(file, world, directory, new RunOptions(plain.progress(), Optional.of(checkpoint), plain.stops()));
    }

    static Simulation of(CaseFile file, Communicator world, Path directory, RunOptions options) {
        CaseModel model = Agreement.on(world, () -> {
            CaseModel built = CaseModel.build(file, world);
            SizeCheck.heap(built, world);
            return built;
        });
        if (model instanceof EllipticModel elliptic) {
            if (options.restart().isPresent()) {
                Agreement.on(world, () -> {
                    throw new InputException("--restart: the case is solved once and has no steps to go on from");
                });
            }
            return new EllipticSimulation(elliptic, directory, options.progress());
        }
        return new TimeSimulation((EvolutionModel) model, directory, options);
    }

    /** The field of this name. */
    public final Field field(String name) {
        return model.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the case has no field \"" + name + "\""));
    }

    /** All fields of the case, in its order. */
    final List<Field> fields() {
        return model.fields();
    }

    /** Has somebody told after each step, on every rank. */
    final void watchSteps(Runnable watch) {
        stepWatch = watch;
    }

    /** For messages about halos: which step is computed. */
    final void stepBegins(long number) {
        if (grid().haloDebug() != null) {
            grid().haloDebug().step(number);
        }
    }

    final void stepEnds() {
        if (stepWatch != null) {
            stepWatch.run();
        }
    }

    public final CartesianGrid grid() {
        return model.grid();
    }

    /**
     * Runs to the case's end. Collective.
     *
     * @throws ExitCodeException NaN or infinity has appeared (the message has field, cell, time and step), or a linear system
     *     of a time step was not solved
     */
    public final void run() {
        compute();
        regions.enter(Region.STATISTICS);
        progress.end();
        wallSeconds = (System.nanoTime() - begun) * 1e-9;
        regions.pause();
    }

    /** Does all there is to do, outputs included. */
    abstract void compute();

    /** One step; of a model without time all of the solve. */
    abstract void step();

    /** Whether the case's last step is taken. */
    public abstract boolean isDone();

    /** Why a run that went to its end is no success, such as a solve that did not converge; the same on every rank. */
    public Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * Of a run that was asked to stop and has done so before its end: why, where it is and what to do, in words; the same on
     * every rank.
     */
    public Optional<String> stoppedEarly() {
        return Optional.empty();
    }

    final Outputs outputs() {
        return outputs;
    }

    final Regions regions() {
        return regions;
    }

    final Progress progress() {
        return progress;
    }

    final FiniteCheck check() {
        return check;
    }

    final double wallSeconds() {
        return wallSeconds;
    }

    final void warn(String warning) {
        if (model.grid().communicator().rank() == 0) {
            System.err.println("parhelion: " + model.file().name() + ": " + warning);
        }
    }

    /** What there is to say about a finished run. Collective. */
    abstract RunReport report();

    /** The part of the report that all models have. Collective. */
    final RunReport.Common common() {
        regions.enter(Region.STATISTICS);
        CartesianGrid grid = model.grid();
        List<FieldSummary> summaries = new ArrayList<>();
        for (Field field : model.fields()) {
            summaries.add(FieldSummary.of(field));
        }
        List<Integer> cells = new ArrayList<>();
        for (int a = 0; a < grid.dimensions(); a++) {
            cells.add(grid.cells(Axis.of(a)));
        }
        return new RunReport.Common(
                model.file().name(),
                model.file().title(),
                grid.communicator().size(),
                grid.communicator().transport(),
                cells,
                wallSeconds,
                regions.spread(grid.communicator()),
                summaries,
                outputs.summary());
    }
}
