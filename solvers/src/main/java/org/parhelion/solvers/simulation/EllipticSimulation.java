package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Reduction;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.ConvergencePlot;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.NullSpace;
import org.parhelion.solvers.linear.SolveMonitor;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.VectorSpace.Reductions;
import org.parhelion.solvers.simulation.Regions.Region;

/** −∇·(a ∇u) + k u = f, solved once. */
final class EllipticSimulation extends Simulation {
    /** A right-hand side balances if its sum is less than this, relative to its norm. */
    private static final double ROUND_OFF = 1e-12;

    private final EllipticModel model;
    private final Field u;
    private final EllipticOperator problem;
    private final GridOperator operator;
    private final SolverChoice choice;
    private final ConvergencePlot convergence;
    private DistributedVector rightHandSide;
    private SolveResult result;
    private double setupSeconds;
    private Optional<RunReport.ErrorNorms> error = Optional.empty();

    EllipticSimulation(EllipticModel model, Path directory, Progress progress) {
        super(model, directory, progress);
        this.model = model;
        this.u = model.unknown();
        this.convergence = new ConvergencePlot(model.file().title());
        this.problem = new EllipticOperator(model);
        GridOperator plain = problem.operator();
        this.operator = model.file().solver().isFast() ? plain.with(Reductions.FAST) : plain;
        boolean negative = shiftIsNegative();
        OperatorTraits traits = OperatorTraits.of(operator, negative);
        this.choice = Agreement.on(
                grid().communicator(), () -> new SolverChoice(model.file().solver(), traits, true));
        if (negative) {
            warn("shift is negative somewhere, so that the operator may be indefinite, or singular; solver.method is "
                    + choice.method());
        }
        makeRightHandSide();
    }

    private boolean shiftIsNegative() {
        Expr shift = model.shift();
        if (shift instanceof Expr.Constant constant) {
            return constant.value() < 0;
        }
        // a zero that names a field, since a kernel must know its grid
        Reduction least = Kernel.min(shift.plus(u.times(0)));
        try (Kernel kernel = Kernel.of(List.of(), List.of(least))) {
            kernel.run();
            return kernel.value(least) < 0;
        }
    }

    private void makeRightHandSide() {
        DistributedVector given = problem.rightHandSide();
        Agreement.on(grid().communicator(), () -> {
            new FiniteCheck(List.of(given.field())).describeFirst().ifPresent(found -> {
                throw model.spec().source().refuse(found + "; look at the source and the boundary values");
            });
            return given;
        });
        rightHandSide = given;
        if (given.space() != operator.domain()) {
            rightHandSide = operator.domain().vector("source");
            rightHandSide.copyFrom(given);
        }
        NullSpace constants = operator.nullSpace();
        double size = rightHandSide.norm();
        double component = constants.component(rightHandSide);
        if (component > 0) {
            double mean = component / Math.sqrt(operator.domain().size());
            if (component > discretisationError() * size) {
                Agreement.on(grid().communicator(), () -> {
                    throw model.spec().source().refuse(incompatible(component, size, mean));
                });
            }
            if (component > ROUND_OFF * size) {
                warn(String.format(
                        Locale.ROOT,
                        "source and boundary values balance up to %.1e of their norm, which is taken for an error of the"
                                + " discretisation; it is subtracted",
                        component / size));
            }
            constants.project(rightHandSide);
        }
    }

    /** Up to this share of its norm a compatible source may seem incompatible: of the order of h². */
    private double discretisationError() {
        double largest = 0;
        for (int a = 0; a < grid().dimensions(); a++) {
            double n = grid().cells(Axis.of(a));
            largest = Math.max(largest, Math.min(0.1, 4 / (n * n)));
        }
        return largest;
    }

    private static String incompatible(double component, double size, double mean) {
        return String.format(
                Locale.ROOT,
                "there is no solution: nothing holds the unknown, so source and boundary values must balance, but their sum"
                        + " has a mean of magnitude %s (its part in the null space is %.1e of its norm); subtract it from the"
                        + " source, or hold the unknown on a side",
                NumberText.brief(mean),
                component / size);
    }

    @Override
    void compute() {
        step();
        regions().enter(Region.CHECK);
        compareWithExact();
        regions().enter(Region.OUTPUT);
        outputs().write(0, 0);
        outputs().write(convergence);
        outputs().finish();
    }

    @Override
    void step() {
        regions().enter(Region.SETUP);
        stepBegins(1);
        long begun = System.nanoTime();
        GridOperator perVolume = problem.share().isPresent() ? problem.perVolume() : operator;
        SolveMonitor monitor =
                progress().ofSolve(model.file().solver().tolerance()).and(convergence.curve());
        LinearSolver solver = choice.solver(operator, perVolume, problem.share(), monitor);
        setupSeconds = (System.nanoTime() - begun) * 1e-9;
        regions().enter(Region.STEP);
        DistributedVector x = operator.domain().vector(u.name());
        result = solver.solve(rightHandSide, x);
        u.swap(x.field());
        u.fixWalls();
        if (!operator.nullSpace().isEmpty()) {
            add(u, -FieldStatistics.of(u).mean());
        }
        u.markWritten();
        stepEnds();
    }

    private static void add(Field field, double value) {
        double[] data = field.data();
        for (int k = 0; k < field.size(Axis.Z); k++) {
            for (int j = 0; j < field.size(Axis.Y); j++) {
                int row = field.index(0, j, k);
                for (int i = row; i < row + field.size(Axis.X); i++) {
                    data[i] += value;
                }
            }
        }
    }

    private void compareWithExact() {
        if (model.exact().isEmpty()) {
            return;
        }
        Field e = model.error();
        Expr exact = model.exact().get();
        try (Kernel kernel = Kernel.of(Kernel.assign(e, u.minus(exact)))) {
            kernel.run();
        }
        if (!operator.nullSpace().isEmpty()) {
            add(e, -FieldStatistics.of(e).mean());
            e.markWritten();
        }
        FieldStatistics statistics = FieldStatistics.of(e);
        error = Optional.of(new RunReport.ErrorNorms(
                Math.max(Math.abs(statistics.min()), Math.abs(statistics.max())), statistics.l2()));
    }

    @Override
    public boolean isDone() {
        return result != null;
    }

    @Override
    public Optional<String> problem() {
        if (result == null || result.converged()) {
            return Optional.empty();
        }
        String outputs = outputs().summary().isEmpty() ? "" : "; the outputs show where it stands";
        return Optional.of(model.file().name() + ": not solved: " + result + outputs + advice());
    }

    private String advice() {
        return switch (result.status()) {
            case ITERATIONS -> "; allow more solver.max_iterations, or choose another solver.preconditioner";
            case INDEFINITE -> "; choose solver.method minres or gmres";
            case STAGNATED -> "; a larger solver.tolerance can be met";
            default -> "; choose another solver.method";
        };
    }

    @Override
    RunReport report() {
        CartesianGrid grid = grid();
        SolverReport solver = new SolverReport(
                choice.method(),
                choice.preconditioner(),
                1,
                result.iterations(),
                result.iterations(),
                result.relativeResidual(),
                result.converged(),
                result.explanation(),
                grid.communicator().allReduce(setupSeconds, ReduceOp.MAX),
                grid.communicator().allReduce(result.seconds(), ReduceOp.MAX));
        return new RunReport(common(), Optional.empty(), Optional.of(solver), error, List.of());
    }
}
