package org.parhelion.solvers.multigrid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.LinearStencil;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.profile.Profile;
import org.parhelion.solvers.linear.GridOperator;

/** The levels of multigrid, from the finest to the coarsest, and the ways between them. */
final class Hierarchy implements AutoCloseable {
    /** An axis is coarsened if its ties are at least this strong, measured by the strongest. */
    private static final double STRONG = 0.5;

    /** Where ties of a point to its two neighbours along an axis differ by more than this, interpolation follows them. */
    private static final double STEEP = 3;

    private final GridOperator finest;
    private final MultigridBuilder settings;
    private final Communicator communicator;
    private final List<Level> levels = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Prolongation> solutionProlongations = new ArrayList<>();
    private final List<Optional<FusedSweeps>> fused = new ArrayList<>();
    private final List<Communicator> parts = new ArrayList<>();
    private final CoarseSolver coarseSolver;
    private CoarsenableOperator operator;

    Hierarchy(GridOperator finest, MultigridBuilder settings) {
        this.finest = finest;
        this.settings = settings;
        this.communicator = finest.domain().communicator();
        addFinest();
        boolean more = true;
        while (more) {
            more = addCoarser();
        }
        Level last = levels.get(levels.size() - 1);
        if (last.shape().size() > CoarseSolver.MOST) {
            throw new IllegalArgumentException(
                    "multigrid: the coarsest level has " + last.shape().size()
                            + " unknowns (" + last + "), more than the " + CoarseSolver.MOST
                            + " that are solved directly; allow more levels");
        }
        boolean singular = !finest.nullSpace().isEmpty();
        for (Level level : levels) {
            if (level != last) {
                level.smoothWith(settings.smoother());
                fused.add(FusedSweeps.of(level, transfers.get(fused.size())));
            }
        }
        this.coarseSolver = last.isActive() ? new CoarseSolver(last, singular, shares()) : null;
    }

    /** Of this rank. */
    Profile profile() {
        return communicator.profile();
    }

    /** Those of the level that was added last. */
    private double[][] shares() {
        return new double[][] {operator.weight(0), operator.weight(1), operator.weight(2)};
    }

    private void addFinest() {
        Field unknown = finest.unknown();
        AxisLine[] lines = new AxisLine[3];
        for (Axis axis : Axis.values()) {
            lines[axis.ordinal()] = AxisLine.of(unknown, axis);
        }
        LevelShape shape = LevelShape.of(lines, unknown.grid().decomposition(), communicator.size());
        LevelPlace place = LevelPlace.of(finest.domain(), shape, communicator.rank());
        operator = finestOperator(shape, place);
        levels.add(new Level(0, communicator, shape, place, operator.levelOperator(communicator, shape, place)));
    }

    private CoarsenableOperator finestOperator(LevelShape shape, LevelPlace place) {
        LinearStencil stencil = finest.stencil();
        if (!stencil.isStar()) {
            return GeneralOperator.of(finest, shape);
        }
        Optional<SeparableOperator> separable = SeparableForm.of(stencil, shape.axes(), place.owned());
        return separable.isPresent() ? separable.get() : VariableForm.of(stencil, shape, place);
    }

    /** Adds a level if one is needed; returns whether yet another one may be. */
    private boolean addCoarser() {
        Level fine = levels.get(levels.size() - 1);
        LevelShape shape = fine.shape();
        AxisTransfer[] transfers = transfers(shape);
        fine.setStiffAxes(stiffAxes(shape));
        boolean coarsens = levels.size() < settings.levels() && shape.size() > settings.directUnknowns();
        if (!coarsens || transfers == null) {
            if (shape.activeRanks() > 1) {
                add(fine, identities(shape), 1);
            }
            return false;
        }
        LevelShape coarse = coarseShape(shape, transfers, shape.activeRanks());
        boolean last = levels.size() + 1 >= settings.levels()
                || coarse.size() <= settings.directUnknowns()
                || chooseAxes(coarse, couplings(transfers)) == null;
        long ranks = Math.max(1, coarse.size() / settings.unknownsPerRank());
        add(fine, transfers, last ? 1 : (int) Math.min(ranks, shape.activeRanks()));
        return !last;
    }

    private double[] couplings(AxisTransfer[] transfers) {
        double[] couplings = operator.couplings();
        for (int a = 0; a < 3; a++) {
            couplings[a] *= transfers[a].isIdentity() ? 1 : 0.25;
        }
        return couplings;
    }

    private AxisTransfer[] transfers(LevelShape shape) {
        boolean[] chosen = chooseAxes(shape, operator.couplings());
        if (chosen == null) {
            return null;
        }
        AxisTransfer[] transfers = new AxisTransfer[3];
        for (int a = 0; a < 3; a++) {
            transfers[a] = AxisTransfer.identity(shape.axis(a));
            if (chosen[a]) {
                transfers[a] = AxisTransfer.pairs(shape.axis(a));
                transfers[a].withRestriction(operator.weight(a), operator.coarseWeight(a, transfers[a]));
            }
        }
        return transfers;
    }

    private static AxisTransfer[] identities(LevelShape shape) {
        AxisTransfer[] transfers = new AxisTransfer[3];
        for (int a = 0; a < 3; a++) {
            transfers[a] = AxisTransfer.identity(shape.axis(a));
        }
        return transfers;
    }

    /** Which axes to coarsen: those with the strongest ties, and those whose lines are solved; null if none can be. */
    private boolean[] chooseAxes(LevelShape shape, double[] couplings) {
        boolean[] can = new boolean[3];
        double strongest = 0;
        boolean any = false;
        for (int a = 0; a < 3; a++) {
            can[a] = AxisTransfer.canCoarsen(shape.axis(a));
            any |= can[a];
            boolean pointwise = !settings.smoother().lines().contains(Axis.of(a));
            strongest = can[a] && pointwise ? Math.max(strongest, couplings[a]) : strongest;
        }
        if (!any) {
            return null;
        }
        boolean[] chosen = new boolean[3];
        for (int a = 0; a < 3; a++) {
            boolean line = settings.smoother().lines().contains(Axis.of(a));
            chosen[a] = can[a] && (line || couplings[a] >= STRONG * strongest);
        }
        return chosen;
    }

    /** Axes with strong ties that cannot be coarsened any more: two points on walls that are free. */
    private Set<Axis> stiffAxes(LevelShape shape) {
        Set<Axis> stiff = EnumSet.noneOf(Axis.class);
        double[] couplings = operator.couplings();
        double strongest = Math.max(couplings[0], Math.max(couplings[1], couplings[2]));
        for (int a = 0; a < 3; a++) {
            boolean tied = shape.axis(a).count() > 1 && couplings[a] >= STRONG * strongest;
            if (tied && !AxisTransfer.canCoarsen(shape.axis(a))) {
                stiff.add(Axis.of(a));
            }
        }
        return stiff;
    }

    private LevelShape coarseShape(LevelShape shape, AxisTransfer[] transfers, int mostRanks) {
        AxisLine[] lines = {transfers[0].coarse(), transfers[1].coarse(), transfers[2].coarse()};
        return shape.coarser(lines, finest.unknown().grid().dimensions(), mostRanks);
    }

    private void add(Level fine, AxisTransfer[] axes, int ranks) {
        LevelShape shape = coarseShape(fine.shape(), axes, ranks);
        fine.setCoarsenedAxes(
                (int) Arrays.stream(axes).filter(axis -> !axis.isIdentity()).count());
        LevelPlace place = place(fine, shape);
        CoarsenableOperator fineOperator = operator;
        operator = operator.coarsened(shape, axes, place);
        LevelOperator levelOperator = place == null ? null : operator.levelOperator(communicator, shape, place);
        Level level = new Level(levels.size(), communicator, shape, place, levelOperator);
        levels.add(level);
        transfers.add(transfer(fine, level, axes, fineOperator));
        solutionProlongations.add(prolongation(fine, level, axes, true));
    }

    private Transfer transfer(Level fine, Level coarse, AxisTransfer[] axes, CoarsenableOperator fineOperator) {
        if (fineOperator instanceof VariableOperator variable && variable.largestJump() > STEEP) {
            return new VariableTransfer(variable, coarse.shape(), axes, coarse.storage());
        }
        Restriction restriction =
                new Restriction(communicator, fine.shape(), coarse.shape(), axes, fine.storage(), coarse.storage());
        return new LinearTransfer(restriction, prolongation(fine, coarse, axes, false));
    }

    private Prolongation prolongation(Level fine, Level coarse, AxisTransfer[] axes, boolean cubic) {
        AxisInterpolation[] lines = new AxisInterpolation[3];
        for (int a = 0; a < 3; a++) {
            lines[a] = cubic ? AxisInterpolation.cubic(axes[a]) : AxisInterpolation.linear(axes[a]);
        }
        return new Prolongation(communicator, fine.shape(), coarse.shape(), lines, fine.storage(), coarse.storage());
    }

    /** Where this rank keeps a coarser level; its ranks get a communicator of their own if they are not those of the finest. */
    private LevelPlace place(Level fine, LevelShape shape) {
        int me = communicator.rank();
        Communicator part = communicator;
        if (shape.activeRanks() < communicator.size()) {
            boolean same = fine.shape().activeRanks() == shape.activeRanks();
            if (same) {
                part = fine.isActive() ? fine.place().grid().communicator() : null;
            } else {
                part = communicator.split(shape.isActive(me) ? 0 : -1, me).orElse(null);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return part == null
                ? null
                : LevelPlace.coarse(part, shape, me, finest.domain().prototype());
    }

    GridOperator finest() {
        return finest;
    }

    MultigridBuilder settings() {
        return settings;
    }

    List<Level> levels() {
        return levels;
    }

    /** Between level {@code depth} and the next coarser one. */
    Transfer transfer(int depth) {
        return transfers.get(depth);
    }

    /** Smoothing and ways to and from the next coarser level in one pass, where that can be done on this rank. */
    Optional<FusedSweeps> fusedSweeps(int depth) {
        return settings.fused() ? fused.get(depth) : Optional.empty();
    }

    /** For solutions, not corrections. */
    Prolongation solutionProlongation(int to) {
        return solutionProlongations.get(to);
    }

    /** Solves the coarsest level; null on ranks that do not have it. */
    CoarseSolver coarseSolver() {
        return coarseSolver;
    }

    @Override
    public void close() {
        levels.forEach(Level::close);
        transfers.forEach(Transfer::close);
        solutionProlongations.forEach(Prolongation::close);
        for (int n = parts.size() - 1; n >= 0; n--) {
            parts.get(n).close();
        }
    }
}
