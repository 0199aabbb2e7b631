package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.NonFiniteException;
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

    TimeSimulation(EvolutionModel model, Path directory, Progress progress) {
        super(model, directory, progress);
        this.model = model;
        List<Assignment> initials = new ArrayList<>();
        for (int n = 0; n < model.fields().size(); n++) {
            initials.add(new Assignment(model.fields().get(n), model.initials().get(n)));
        }
        Kernel.of(initials.toArray(Assignment[]::new)).run();
        this.solvers = new StageSolvers(model.file().solver());
        this.integrator = Integrators.of(model, solvers, this::warn);
    }

    @Override
    void compute() {
        checkFinite();
        write();
        while (!isDone()) {
            step();
            if (outputs().isDue(integrator.steps(), time())) {
                checkFinite();
                write();
            }
            progress().report(share(), integrator.steps(), time(), integrator.lastStep());
        }
        checkFinite();
        write();
        regions().enter(Region.OUTPUT);
        outputs().finish();
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
                        integrator.lastStep())),
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
