package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.NonFiniteException;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ExitCodeException;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.simulation.Regions.Region;
import org.parhelion.solvers.time.SolveCounts;
import org.parhelion.solvers.time.TimeIntegrator;
import org.parhelion.solvers.time.UnsolvedException;

/** Fields that change by their rates, from one step to the next. */
final class TimeSimulation extends Simulation {
    private final EvolutionModel model;
    private final StageSolvers solvers;
    private final TimeIntegrator integrator;
    private final Checkpoints checkpoints;
    private final StopRequests stops;
    private final Path directory;
    private final long restartedAt;
    private Optional<String> stopped = Optional.empty();

    TimeSimulation(EvolutionModel model, Path directory, RunOptions options) {
        super(model, directory, options.progress());
        this.model = model;
        this.directory = directory;
        this.stops = options.stops();
        List<Assignment> initials = new ArrayList<>();
        for (int n = 0; n < model.fields().size(); n++) {
            initials.add(new Assignment(model.fields().get(n), model.initials().get(n)));
        }
        Kernel.of(initials.toArray(Assignment[]::new)).run();
        this.solvers = new StageSolvers(model.file().solver());
        this.integrator = Integrators.of(model, solvers, this::warn);
        this.checkpoints = new Checkpoints(model, integrator, directory);
        options.restart().ifPresent(place -> Restart.from(place, model, integrator));
        this.restartedAt = integrator.steps();
        outputs().beginAt(restartedAt, time());
        if (options.restart().isPresent()) {
            checkpoints.beginAt(restartedAt);
            progress().beginAt(share(), restartedAt);
        }
    }

    @Override
    void compute() {
        try {
            if (restartedAt == 0) {
                checkFinite();
                write();
            }
            while (!isDone() && stopped.isEmpty()) {
                step();
                if (outputs().isDue(integrator.steps(), time())) {
                    checkFinite();
                    write();
                }
                writeCheckpoints();
                progress().report(share(), integrator.steps(), time(), integrator.lastStep());
            }
            if (stopped.isEmpty()) {
                checkFinite();
                write();
                regions().enter(Region.OUTPUT);
                outputs().finish();
            }
            regions().enter(Region.CHECKPOINT);
            checkpoints.finish();
        } finally {
            checkpoints.abandon();
        }
    }

    /** The one that is due, the end of one that is written behind the steps, and the last one of a run that shall stop. */
    private void writeCheckpoints() {
        Communicator world = model.grid().communicator();
        StopRequests.Reason reason = stops.agree(world, checkpoints.isWriting(), checkpoints.longestSeconds());
        if (checkpoints.isPending() && stops.justAgreed() && !stops.someoneWrites()) {
            regions().enter(Region.CHECKPOINT);
            checkpoints.finish();
        }
        boolean stops = reason != StopRequests.Reason.NONE && !isDone();
        if (stops || checkpoints.isDue(integrator.steps())) {
            checkFinite();
            regions().enter(Region.CHECKPOINT);
            if (stops) {
                stop(reason);
            } else {
                checkpoints.write();
            }
        }
    }

    private void stop(StopRequests.Reason reason) {
        Optional<Path> file = checkpoints.writeLast();
        if (reason == StopRequests.Reason.STOP_FILE
                && model.grid().communicator().rank() == 0) {
            StopRequests.remove(stopFile(directory));
        }
        stopped = Optional.of(model.file().name() + ": stopped early by " + reason.words() + " after step "
                + integrator.steps() + ", at time " + NumberText.brief(time()) + "; "
                + file.map(path -> path + " has all of it").orElse("nothing was computed since its checkpoint")
                + ". Go on with --restart " + checkpoints.directory());
    }

    /** A file of this name in the output directory stops the run. */
    static Path stopFile(Path directory) {
        return directory.resolve("STOP");
    }

    @Override
    public Optional<String> stoppedEarly() {
        return stopped;
    }

    /** One step, which notices the first NaN; of an explicit scheme without allocating anything. */
    @Override
    void step() {
        regions().enter(Region.STEP);
        stepBegins(integrator.steps() + 1);
        double target = Math.min(model.spec().time().until(), outputs().nextTime());
        try {
            integrator.advance(target);
        } catch (NonFiniteException appeared) {
            throw failure(check().describeFirst().orElse(appeared.getMessage()), inStep(), SMALLER_STEP);
        } catch (UnsolvedException unsolved) {
            String message = model.file().name() + ": "
                    + text(
                            unsolved.getMessage(),
                            inStep(),
                            "; a smaller time.step, another solver.preconditioner, a larger"
                                    + " solver.tolerance or more solver.max_iterations may help");
            Agreement.on(model.grid().communicator(), () -> {
                throw new ExitCodeException(ExitCode.FAILED, message);
            });
        } catch (ArithmeticException noStep) {
            checkFinite();
            throw failure(noStep.getMessage(), "after step " + integrator.steps(), SMALLER_STEP);
        }
        stepEnds();
    }

    private static final String SMALLER_STEP = "; a smaller time.step, or step: auto, may help";

    private String inStep() {
        return "in step " + (integrator.steps() + 1);
    }

    @Override
    public boolean isDone() {
        TimeSpec spec = model.spec().time();
        return integrator.steps() >= spec.steps() || time() >= spec.until();
    }

    private double time() {
        return model.grid().time().value();
    }

    private double share() {
        TimeSpec spec = model.spec().time();
        return Math.min(1, Math.max(time() / spec.until(), (double) integrator.steps() / spec.steps()));
    }

    private void write() {
        regions().enter(Region.OUTPUT);
        outputs().write(integrator.steps(), time());
    }

    private void checkFinite() {
        regions().enter(Region.CHECK);
        if (!check().allFinite()) {
            String advice = integrator.steps() == 0 ? "; look at the initial values" : SMALLER_STEP;
            throw failure(
                    check().describeFirst().orElse("a field is not finite"),
                    "after step " + integrator.steps(),
                    advice);
        }
    }

    private ExitCodeException failure(String problem, String step, String advice) {
        return new ExitCodeException(ExitCode.FAILED, model.file().name() + ": " + text(problem, step, advice));
    }

    private String text(String problem, String step, String advice) {
        String when = step + ", at time " + NumberText.brief(time());
        String kept = outputs().lastStep() < 0
                ? ""
                : "; the outputs up to step " + outputs().lastStep() + " are kept in "
                        + outputs().directory();
        progress().end();
        return problem + ", " + when + kept + advice;
    }

    @Override
    RunReport report() {
        RunReport.Common common = common();
        return new RunReport(
                common,
                Optional.of(new RunReport.Stepping(
                        model.spec().time().scheme().label(),
                        integrator.steps(),
                        integrator.rejectedSteps(),
                        time(),
                        integrator.lastStep(),
                        restartedAt,
                        checkpoints.summary())),
                solverReport(),
                Optional.empty(),
                KernelNotes.of(integrator.kernels().stream().map(Kernel::report).toList(), wallSeconds()));
    }

    /** Seconds are the greatest over ranks. */
    private Optional<SolverReport> solverReport() {
        SolveCounts counts = integrator.solves();
        if (!model.spec().time().scheme().isImplicit()) {
            return Optional.empty();
        }
        return Optional.of(new SolverReport(
                solvers.method(),
                solvers.preconditioner(),
                counts.solves(),
                counts.iterations(),
                counts.most(),
                counts.residual(),
                true,
                "",
                model.grid().communicator().allReduce(counts.setupSeconds(), ReduceOp.MAX),
                model.grid().communicator().allReduce(counts.seconds(), ReduceOp.MAX)));
    }
}
