package org.parhelion.solvers.amg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.LinearSolver;
import org.parhelion.solvers.linear.SolveMonitor;

/**
 * Algebraic multigrid by smoothed aggregation for a symmetric positive definite sparse matrix, which needs no grid: P. Vaněk, J.
 * Mandel and M. Brezina, “Algebraic multigrid by smoothed aggregation for second and fourth order elliptic problems”, Computing
 * 56 (1996) 179–196.
 *
 * <pre>{@code
 * try (SmoothedAggregation amg = SmoothedAggregation.of(a)) {
 *     Krylov.cg(a).preconditioner(amg.preconditioner()).solve(b, x).orThrow();
 * }
 * }</pre>
 *
 * <p>Levels, and with them all results, have the same bits on any number of ranks: aggregates grow around nodes that are chosen by
 * their global numbers, sums follow ascending columns, and the smoother is a Chebyshev polynomial. Coarse levels move to fewer
 * ranks; the last one is solved directly. Values of the matrix are those at the time of set-up.
 *
 * <p>A singular matrix is allowed if what it maps to zero lies in the {@link NearNullSpace}, as the constants of a Neumann problem do.
 */
public final class SmoothedAggregation implements AutoCloseable {
    private final CsrMatrix matrix;
    private final Hierarchy hierarchy;
    private final AggregationCycles cycles;

    SmoothedAggregation(SmoothedAggregationBuilder settings) {
        this.matrix = settings.matrix();
        if (!matrix.domain().isSameAs(matrix.range())) {
            throw new IllegalArgumentException(
                    "smoothed aggregation: the matrix must be square with rows and columns cut"
                            + " alike over ranks, but it is a " + matrix.describe());
        }
        this.hierarchy = new Hierarchy(settings);
        this.cycles = new AggregationCycles(hierarchy, settings.cycle());
    }

    /** V cycles for one unknown at each point. Collective. */
    public static SmoothedAggregation of(CsrMatrix matrix) {
        return builder(matrix).build();
    }

    /** With choices: {@code SmoothedAggregation.builder(a).nearNullSpace(motions).build()}. */
    public static SmoothedAggregationBuilder builder(CsrMatrix matrix) {
        return new SmoothedAggregationBuilder(matrix);
    }

    /** M⁻¹: one cycle from zero. Symmetric, and positive definite if the matrix is. */
    public LinearOperator preconditioner() {
        return new AggregationPreconditioner(this, cycles);
    }

    /** A solver whose step is one cycle. */
    public LinearSolver solver() {
        return new AggregationSolver(
                new LinearSolver.Setup(matrix, Optional.empty(), LinearSolver.DEFAULT_STOP, SolveMonitor.SILENT),
                preconditioner());
    }

    /** Number of levels, the finest one included. */
    public int levels() {
        return hierarchy.summaries().size();
    }

    /** Elements of all levels' matrices over those of the finest one. */
    public double operatorComplexity() {
        List<Hierarchy.Summary> all = hierarchy.summaries();
        return all.stream().mapToDouble(Hierarchy.Summary::entries).sum()
                / Math.max(1, all.get(0).entries());
    }

    /** A line for each level, and the operator complexity. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; depth < levels(); depth++) {
            Hierarchy.Summary level = hierarchy.summaries().get(depth);
            text.append(String.format(
                    Locale.ROOT,
                    "level %d, %d rows, %d elements on %d rank%s%n",
                    depth,
                    level.rows(),
                    level.entries(),
                    level.ranks(),
                    level.ranks() == 1 ? "" : "s"));
        }
        return text + String.format(Locale.ROOT, "operator complexity %.2f", operatorComplexity());
    }

    CsrMatrix matrix() {
        return matrix;
    }

    /** Frees what the messages between ranks hold. */
    @Override
    public void close() {
        hierarchy.close();
    }
}
