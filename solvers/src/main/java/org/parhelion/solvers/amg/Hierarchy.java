package org.parhelion.solvers.amg;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.solvers.linear.CsrMatrix;

/** All levels, from the given matrix to one that is solved directly. */
final class Hierarchy implements AutoCloseable {
    /** Coarsening has stalled if it leaves more than this share of the nodes. */
    private static final double STALLED = 0.9;

    /** Steps that estimate the largest eigenvalue of a level. */
    private static final int SPECTRUM_STEPS = 8;

    /** The part of the spectrum left to coarser levels reaches up to this share of the largest eigenvalue. */
    private static final double SMOOTH = 0.15;

    /** What a level is, for {@code describe()}. */
    record Summary(long rows, long entries, long ranks) {}

    /** A matrix on the way down. */
    private record Stage(Layout layout, SparseRows a, double[] near, int block) {}

    private final SmoothedAggregationBuilder settings;
    private final int width;
    private final List<Level> levels = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Summary> summaries = new ArrayList<>();
    private CoarseSolver coarse;

    /** Collective. */
    Hierarchy(SmoothedAggregationBuilder settings) {
        this.settings = settings;
        CsrMatrix matrix = settings.matrix();
        NearNullSpace near = settings.nearNullSpace();
        this.width = near.width();
        Layout layout = Layout.of(
                        matrix.domain().communicator(), matrix.domain().localSize())
                .with(matrix.ghostColumns());
        SparseRows rows = new SparseRows(matrix.rowStart(), matrix.localColumns(), matrix.values());
        Stage stage = new Stage(layout, rows, near.values(), near.block());
        while (stage != null) {
            stage = add(stage);
        }
    }

    /** Makes a level, and the matrix of the next coarser one; null if this is the last one. */
    private Stage add(Stage stage) {
        Layout layout = stage.layout();
        Scaling scaling = Scaling.of(layout, stage.a());
        summaries.add(new Summary(
                layout.total(),
                layout.ranks().allReduce((long) stage.a().entries(), ReduceOp.SUM),
                layout.ranks().allReduce(layout.owned() > 0 ? 1L : 0L, ReduceOp.SUM)));
        if (layout.total() <= settings.directUnknowns()) {
            return last(stage);
        }
        Halo halo = Halo.of(layout);
        RowRanges ranges = RowRanges.of(stage.a(), layout.owned());
        double largest = SpectralBound.of(halo, stage.a(), ranges, scaling, SPECTRUM_STEPS);
        ChebyshevSteps steps = ChebyshevSteps.of(settings.degree(), largest, SMOOTH);
        levels.add(new Level(levels.size(), stage.a(), halo, ranges, scaling, steps));
        Stage next = levels.size() < settings.levels() ? coarsen(stage, halo, scaling, largest) : null;
        if (next == null && layout.total() <= CoarseSolver.MOST) {
            levels.remove(levels.size() - 1).close();
            return last(stage);
        }
        return next;
    }

    private Stage last(Stage stage) {
        coarse = new CoarseSolver(stage.layout(), stage.a(), stage.near(), width);
        return null;
    }

    private Stage coarsen(Stage stage, Halo halo, Scaling scaling, double largest) {
        SparseRows a = stage.a();
        Nodes nodes = Nodes.of(stage.layout(), stage.block());
        Halo nodeHalo = stage.block() == 1 ? halo : Halo.of(nodes.layout());
        double threshold = settings.strength() * Math.pow(0.5, levels.size() - 1.0);
        Ties ties = Ties.of(nodes, a, nodeHalo, threshold);
        Aggregates aggregates = Aggregates.of(ties, nodeHalo);
        long groups = aggregates.layout().total();
        if (groups == 0 || groups * width > STALLED * stage.layout().total()) {
            return null;
        }
        TentativeProlongator tentative = new TentativeProlongator(nodes, aggregates, stage.near(), width);
        halo.update(tentative.rows(), width);
        SparseRows p =
                SmoothedProlongator.of(nodes, a, ties, aggregates, tentative.rows(), width, scaling, 4 / (3 * largest));
        GalerkinProduct product = new GalerkinProduct(halo, a, p, aggregates.columns(width));
        Layout here = Layout.of(stage.layout().ranks(), product.columns().owned());
        Layout target = fewerRanks(here, groups);
        if (target == null) {
            transfers.add(new Transfer(product, null));
            return new Stage(product.productLayout(), product.product(), tentative.coarseNearNullSpace(), width);
        }
        Move move = new Move(here, target);
        transfers.add(new Transfer(product, move));
        Move.Rows moved = move.move(product.product(), product.productLayout());
        return new Stage(moved.layout(), moved.rows(), move.move(tentative.coarseNearNullSpace(), width), width);
    }

    /** Where a coarse level of so many nodes goes; null if it stays. */
    private Layout fewerRanks(Layout here, long groups) {
        int size = here.ranks().size();
        long wanted = Math.max(1, Math.min(size, here.total() / settings.unknownsPerRank()));
        if (wanted == size) {
            return null;
        }
        int rank = here.ranks().rank();
        long mine = rank < wanted ? groups / wanted + (rank < groups % wanted ? 1 : 0) : 0;
        return Layout.of(here.ranks(), Math.toIntExact(mine * width));
    }

    List<Level> levels() {
        return levels;
    }

    Transfer transfer(int depth) {
        return transfers.get(depth);
    }

    /** Of the level after {@link #levels}; null if the last one of these is only smoothed. */
    CoarseSolver coarse() {
        return coarse;
    }

    List<Summary> summaries() {
        return summaries;
    }

    @Override
    public void close() {
        levels.forEach(Level::close);
        transfers.forEach(Transfer::close);
        if (coarse != null) {
            coarse.close();
        }
    }
}
