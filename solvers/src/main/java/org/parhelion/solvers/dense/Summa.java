package org.parhelion.solvers.dense;

import java.util.Objects;
import org.parhelion.blas.Blas;
import org.parhelion.blas.Order;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * Products of distributed matrices: C ← α op(A) op(B) + β C (R. A. van de Geijn and J. Watts, “SUMMA: scalable universal
 * matrix multiplication algorithm”, Concurrency: Practice and Experience 9, 1997).
 *
 * <pre>{@code
 * Summa.multiply(Transpose.NO, Transpose.NO, 1, a, b, 0, c); // C ← A B
 * }</pre>
 *
 * <p>Panels of op(A)'s columns and op(B)'s rows are broadcast ahead of their use, so that they travel while dgemm works on the
 * ones before. Beyond the three matrices a rank needs the memory of two panels of A and two of B, of {@value #PANEL_WIDTH} columns
 * or rows each; no whole matrix is ever transposed, the panels of a transposed operand turn on the way and are narrower, as each is
 * in three places at a time. On one rank a product is a single dgemm on the matrices themselves.
 *
 * <p>Rows of C must be dealt out as those of op(A) where A is not transposed, and columns of C as those of op(B) where B is not
 * transposed: the same block size, or a single process in that direction. Along the inner dimension, and along transposed
 * ones, block sizes may differ.
 *
 * <p>With {@link #layers} the grid becomes several layers that each hold A and B whole and take a part of the panels (2.5-D:
 * Solomonik and Demmel 2011): less communication for more memory. {@link #multiply} uses as many layers as pay by the
 * words that a rank receives, as long as the copies fit into a quarter of the heap; on fewer than some hundred ranks that is one.
 *
 * <p>Repeating a product on the same grid shape, block sizes and replication with the same BLAS, threads and transport gives the
 * same bits. Other grids or block sizes sum in another order: results then agree to round-off only.
 */
public final class Summa {
    /** Columns of a panel of op(A), rows of one of op(B). */
    public static final int PANEL_WIDTH = 256;

    /** Automatic replication must save that part of the words, as more memory is no gain in itself. */
    private static final double WORTHWHILE = 0.9;

    private static final int AUTOMATIC = 0;

    /** Null: the machine's best, asked for when it is needed. */
    private final Blas blas;

    private final int copies;
    private final int width;

    private Summa(Blas blas, int copies, int width) {
        this.blas = blas;
        this.copies = copies;
        this.width = width;
    }

    /** A product with a BLAS of one's own choice. */
    public static Summa using(Blas blas) {
        return new Summa(Objects.requireNonNull(blas, "blas"), AUTOMATIC, PANEL_WIDTH);
    }

    /** {@link #apply} with the best BLAS of this machine and as many layers as pay. */
    public static void multiply(
            Transpose transA,
            Transpose transB,
            double alpha,
            DistributedMatrix a,
            DistributedMatrix b,
            double beta,
            DistributedMatrix c) {
        new Summa(null, AUTOMATIC, PANEL_WIDTH).apply(transA, transB, alpha, a, b, beta, c);
    }

    /** Ranks that are threads of one JVM must not each take all cores. */
    private Blas engine(ProcessGrid grid) {
        if (blas != null) {
            return blas;
        }
        Communicator world = grid.world();
        return world.size() > 1 && world.transport().equals("threads")
                ? DenseOps.engine().withThreads(1)
                : DenseOps.engine();
    }

    /** A product with the best BLAS of this machine on so many layers, see {@link #layers}. */
    public static Summa replication(int layers) {
        return new Summa(null, AUTOMATIC, PANEL_WIDTH).layers(layers);
    }

    /**
     * The same with so many layers.
     *
     * @param layers 1 for plain SUMMA; otherwise a divisor of the grid's rows times one of its columns
     */
    public Summa layers(int layers) {
        if (layers < 1) {
            throw new IllegalArgumentException("replication must be at least 1, got " + layers);
        }
        return new Summa(blas, layers, width);
    }

    /** The same with panels of another width: tests cut small matrices into many. */
    Summa panelWidth(int columns) {
        return new Summa(blas, copies, columns);
    }

    /**
     * C ← α op(A) op(B) + β C; to be called by all ranks of the grid. With β = 0, C is not read.
     *
     * @param a m×k, or k×m if transposed
     * @param b k×n, or n×k if transposed
     * @param c m×n; modified
     * @throws IllegalArgumentException the sizes or layouts do not fit, a factor is NaN, the matrices are on different grids, C
     *     is A or B, or the replication does not divide the grid
     */
    public void apply(
            Transpose transA,
            Transpose transB,
            double alpha,
            DistributedMatrix a,
            DistributedMatrix b,
            double beta,
            DistributedMatrix c) {
        new Conformity(transA, transB, a, b, c).check(alpha, beta);
        Blas engine = engine(a.grid());
        if (a.grid().world().size() == 1) {
            engine.dgemm(
                    Order.COLUMN_MAJOR,
                    transA,
                    transB,
                    c.rows(),
                    c.columns(),
                    transA == Transpose.NO ? a.columns() : a.rows(),
                    alpha,
                    a.local(0, 0),
                    a.leadingDimension(),
                    b.local(0, 0),
                    b.leadingDimension(),
                    beta,
                    c.local(0, 0),
                    c.leadingDimension());
            return;
        }
        int layers = copies == AUTOMATIC ? automaticReplication(transA, a, b, c) : copies;
        if (layers == 1) {
            new OuterProducts(engine, Layer.whole(a.grid()), width(transA, transB))
                    .multiply(
                            transA,
                            transB,
                            alpha,
                            Part.of(a),
                            Part.of(b),
                            beta,
                            Part.of(c),
                            new OuterProducts.Turn(0, 1));
            return;
        }
        try (Replication replication = Replication.of(a.grid(), layers)) {
            Part sum = replication.zeros(c);
            new OuterProducts(engine, replication.layer(), width(transA, transB))
                    .multiply(
                            transA,
                            transB,
                            alpha,
                            replication.replicate(a),
                            replication.replicate(b),
                            0,
                            sum,
                            new OuterProducts.Turn(replication.place(), layers));
            replication.reduce(sum, beta, c);
        }
    }

    /** A panel that turns is in three places at a time: narrower ones keep to the memory of two. */
    private int width(Transpose transA, Transpose transB) {
        boolean turns = transA == Transpose.YES || transB == Transpose.YES;
        return turns ? Math.max(1, width * 2 / 3) : width;
    }

    /** Layers that let a rank receive the fewest words and whose copies fit, the same on all ranks. */
    private static int automaticReplication(
            Transpose transA, DistributedMatrix a, DistributedMatrix b, DistributedMatrix c) {
        ProcessGrid grid = a.grid();
        int inner = transA == Transpose.NO ? a.columns() : a.rows();
        int best = 1;
        double fewest = WORTHWHILE * words(grid, c.rows(), c.columns(), inner, 1, 1);
        for (int layers = 2; layers * layers <= grid.world().size(); layers++) {
            int down = Replication.down(grid, layers);
            double words = down == 0
                    ? Double.POSITIVE_INFINITY
                    : words(grid, c.rows(), c.columns(), inner, down, layers / down);
            if (words < fewest && fits(layers, a, b, c)) {
                best = layers;
                fewest = words;
            }
        }
        return best;
    }

    /** Doubles that a rank receives: panels, copies of A and B, sums of C. */
    static double words(ProcessGrid grid, double m, double n, double k, int down, int across) {
        double layers = (double) down * across;
        double rows = (double) grid.rows() / down;
        double columns = (double) grid.columns() / across;
        double panels = (m / rows * k * (1 - 1 / columns) + k * n / columns * (1 - 1 / rows)) / layers;
        return panels + (1 - 1 / layers) * (m * k + k * n + m * n) / (rows * columns);
    }

    private static boolean fits(int layers, DistributedMatrix a, DistributedMatrix b, DistributedMatrix c) {
        double bytes = (double) layers * Double.BYTES * (a.local().length + b.local().length + c.local().length);
        boolean here = bytes <= Runtime.getRuntime().maxMemory() / 4.0;
        return a.grid().world().allReduce(here ? 1L : 0L, ReduceOp.MIN) == 1;
    }
}
