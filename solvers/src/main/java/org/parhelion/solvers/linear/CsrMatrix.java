package org.parhelion.solvers.linear;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;

/**
 * A sparse matrix over ranks, in compressed sparse rows: each rank has consecutive rows, as many as its part of {@link #range},
 * and of a vector it is applied to the part that {@link #domain} gives it. Numbers of other parts that its rows meet, the ghost
 * columns, are fetched while the rows without them are computed.
 *
 * <pre>{@code
 * VectorSpace space = RowPartition.evenly(world, n);
 * CsrBuilder elements = CsrMatrix.builder(space, space);
 * elements.add(i, j, value); // on any rank
 * CsrMatrix a = elements.build();
 * a.apply(x, y);
 * }</pre>
 *
 * <p>All that it computes has the same bits on any number of ranks: sums follow ascending columns. Places and values do not
 * change once it is made. Where most rows have their elements at the distances from the diagonal that the row before has them
 * at, the first product keeps these rows' values a second time, in the order of vectors: 8 bytes more an element. Its messages
 * need no closing at the end of a program; whoever makes many matrices closes them.
 */
public final class CsrMatrix implements LinearOperator, AutoCloseable {
    private final VectorSpace range;
    private final VectorSpace domain;
    private final LocalRows rows;
    private SparseKernel kernel;
    private GhostExchange exchange;
    private double[] ghosts;
    private CsrMatrix transpose;
    private NullSpace nullSpace = NullSpace.NONE;

    CsrMatrix(VectorSpace range, VectorSpace domain, LocalRows rows) {
        this.range = range;
        this.domain = domain;
        this.rows = rows;
    }

    /** The same matrix, whose solvers are told what it maps to zero. */
    public CsrMatrix withNullSpace(NullSpace nullSpace) {
        CsrMatrix same = new CsrMatrix(range, domain, rows);
        same.nullSpace = nullSpace;
        return same;
    }

    @Override
    public NullSpace nullSpace() {
        return nullSpace;
    }

    /** An empty matrix to add elements to. */
    public static CsrBuilder builder(VectorSpace range, VectorSpace domain) {
        return new CsrBuilder(range, domain);
    }

    /**
     * From this rank's rows, which are copied. Elements may come in any order; those given several times are added up. Collective.
     *
     * @param start row i of this rank has the elements {@code start[i]} to {@code start[i + 1] − 1}
     * @param columns global numbers
     * @throws IllegalArgumentException the arrays do not fit each other or the spaces
     */
    public static CsrMatrix ofRows(
            VectorSpace range, VectorSpace domain, int[] start, long[] columns, double[] values) {
        checkRows("range", range);
        checkRows("domain", domain);
        checkStructure(range, domain, start, columns, values);
        int[] from = start.clone();
        int used = start[start.length - 1];
        long[] column = Arrays.copyOf(columns, used);
        double[] value = Arrays.copyOf(values, used);
        int entries = RowOrder.sortAndCombine(from, column, value);
        if (entries < used) {
            column = Arrays.copyOf(column, entries);
            value = Arrays.copyOf(value, entries);
        }
        return new CsrMatrix(range, domain, LocalRows.of(domain, from, column, value));
    }

    private static void checkStructure(
            VectorSpace range, VectorSpace domain, int[] start, long[] columns, double[] values) {
        int last = start.length - 1;
        if (last != range.localSize() || start[0] != 0 || start[last] > columns.length || start[last] > values.length) {
            throw new IllegalArgumentException("sparse rows: " + start.length + " row starts, " + columns.length
                    + " columns and " + values.length + " values do not make " + range.localSize() + " rows");
        }
        for (int i = 0; i < last; i++) {
            if (start[i] > start[i + 1]) {
                throw new IllegalArgumentException("sparse rows: row " + i + " of this rank would begin at " + start[i]
                        + " and end at " + start[i + 1]);
            }
            for (int k = start[i]; k < start[i + 1]; k++) {
                if (columns[k] < 0 || columns[k] >= domain.size()) {
                    throw new IllegalArgumentException("sparse rows: there is no column " + columns[k]
                            + " in a matrix of " + range.size() + " × " + domain.size() + "; columns count from 0");
                }
            }
        }
    }

    static void checkRows(String what, VectorSpace space) {
        if (space.isGrid()) {
            throw new IllegalArgumentException("a sparse matrix: the " + what + " must be vectors of rows"
                    + " (VectorSpace.ofRows), not fields on a grid: " + space);
        }
    }

    /** From a whole matrix that every rank has. Zeros are left out. Collective. */
    public static CsrMatrix ofDense(VectorSpace range, VectorSpace domain, DMatrixRMaj whole) {
        return DenseCopies.ofDense(range, domain, whole);
    }

    /**
     * Reads a Matrix Market file; each rank reads its part. Rows and columns are cut evenly, alike if there are as many. Collective.
     *
     * @throws org.parhelion.mpi.ExitCodeException on every rank: the file is not there or is malformed or truncated; with its line
     */
    public static CsrMatrix read(Communicator communicator, Path file) {
        return CsrReader.read(communicator, file);
    }

    /**
     * Writes a Matrix Market file, coordinate real general; {@link #read} gives the same bits back. Collective.
     *
     * @throws org.parhelion.mesh.io.OutputException on every rank: it cannot be written
     */
    public void write(Path file) {
        CsrWriter.write(this, file);
    }

    @Override
    public VectorSpace domain() {
        return domain;
    }

    @Override
    public VectorSpace range() {
        return range;
    }

    /** This rank's rows, not to be changed. */
    LocalRows rows() {
        return rows;
    }

    /** Number of elements stored on all ranks together. Collective. */
    public long entries() {
        return range.communicator().allReduce((long) rows.entries(), ReduceOp.SUM);
    }

    /** Row i of this rank has the elements {@code rowStart()[i]} to {@code rowStart()[i + 1] − 1}; not to be changed. */
    public int[] rowStart() {
        return rows.start;
    }

    /**
     * Local columns of the elements, in each row in ascending order of global columns: this rank's own 0 to
     * {@code domain().localSize() − 1}, then ghosts; not to be changed.
     */
    public int[] localColumns() {
        return rows.columns;
    }

    /** Values of the elements; not to be changed. */
    public double[] values() {
        return rows.values;
    }

    /** Global numbers of the ghost columns, ascending; not to be changed. */
    public long[] ghostColumns() {
        return rows.ghosts;
    }

    /** Global number of a local column, a ghost's too. */
    public long globalColumn(int local) {
        return rows.globalColumn(local);
    }

    /**
     * The numbers of a vector of the domain at the ghost columns, for sweeps that use them as they are. Collective.
     *
     * @return one a ghost column; overwritten by the next call and by {@link #apply}
     */
    public double[] ghostValues(DistributedVector x) {
        check("ghosts of x", "x", x, domain);
        connect();
        exchange.start(x.data());
        exchange.finish(ghosts);
        return ghosts;
    }

    @Override
    public void apply(DistributedVector x, DistributedVector y) {
        check("A x", "x", x, domain);
        check("A x", "y", y, range);
        multiply(x.data(), y.data(), null, 0);
    }

    @Override
    public void applyAndDot(DistributedVector x, DistributedVector y, InnerProducts products, int n) {
        check("⟨x, A x⟩", "x", x, domain);
        check("⟨x, A x⟩", "x", x, range);
        check("⟨x, A x⟩", "y", y, range);
        products.clear(n);
        multiply(x.data(), y.data(), products, n);
    }

    private void multiply(double[] x, double[] y, InnerProducts products, int n) {
        connect();
        exchange.start(x);
        kernel.inner(x, y, products, n);
        exchange.finish(ghosts);
        kernel.boundary(x, ghosts, y, products, n);
    }

    /** y ← Aᵀ x, by way of {@link #transpose}, which is kept. */
    public void applyTransposed(DistributedVector x, DistributedVector y) {
        check("Aᵀ x", "x", x, range);
        check("Aᵀ x", "y", y, domain);
        transpose().apply(x, y);
    }

    /** Of a preconditioner of this square matrix. */
    void checkImage(String what, DistributedVector x, DistributedVector y) {
        check(what, "r", x, domain);
        check(what, "z", y, domain);
    }

    private void check(String what, String name, DistributedVector vector, VectorSpace space) {
        if (!vector.space().isSameAs(space)) {
            throw new IllegalArgumentException(what + ": A is " + size() + ", but " + name + " has "
                    + vector.space().size() + " numbers"
                    + (vector.space().size() == space.size() ? ", cut over ranks in another way" : ""));
        }
    }

    /** Such as {@code 4 × 5}. */
    String size() {
        return range.size() + " × " + domain.size();
    }

    private void connect() {
        if (exchange == null) {
            kernel = new SparseKernel(rows);
            exchange = GhostExchange.of(RowPartition.of(domain), rows.ghosts);
            ghosts = new double[rows.ghosts.length];
        }
    }

    /** Aᵀ; made once and kept. Collective. */
    public CsrMatrix transpose() {
        if (transpose == null) {
            Triplets turned = new Triplets(rows.entries());
            for (int i = 0; i < rows.rows(); i++) {
                for (int k = rows.start[i]; k < rows.start[i + 1]; k++) {
                    turned.add(rows.globalColumn(rows.columns[k]), range.firstRow() + i, rows.values[k]);
                }
            }
            transpose = turned.deliver(RowPartition.of(domain)).assemble(domain, range);
        }
        return transpose;
    }

    /**
     * A B. Collective.
     *
     * @throws IllegalArgumentException this matrix has not as many columns as the other has rows, cut over ranks in the same way
     */
    public CsrMatrix multiply(CsrMatrix b) {
        if (!domain.isSameAs(b.range)) {
            throw new IllegalArgumentException("A B: A is " + size() + " and B is " + b.size()
                    + (domain.size() == b.range.size() ? ", cut over ranks in another way" : ""));
        }
        return SparseProduct.of(this, b);
    }

    /** Pᵀ A P, the matrix of a coarser level whose vectors P interpolates. Collective. */
    public CsrMatrix galerkin(CsrMatrix p) {
        CsrMatrix ap = multiply(p);
        return p.transpose().multiply(ap);
    }

    /** α A + β B, for matrices between the same spaces. */
    public CsrMatrix combine(double alpha, double beta, CsrMatrix b) {
        if (!range.isSameAs(b.range) || !domain.isSameAs(b.domain)) {
            throw new IllegalArgumentException("αA + βB: A is " + size() + " and B is " + b.size());
        }
        return new CsrMatrix(range, domain, SparseSum.of(alpha, rows, beta, b.rows));
    }

    /** diag(d) A. */
    public CsrMatrix scaleRows(DistributedVector d) {
        check("diag(d) A", "d", d, range);
        double[] values = rows.values.clone();
        double[] factors = d.data();
        for (int i = 0; i < rows.rows(); i++) {
            for (int k = rows.start[i]; k < rows.start[i + 1]; k++) {
                values[k] *= factors[i];
            }
        }
        return new CsrMatrix(range, domain, rows.with(values));
    }

    /** aᵢᵢ, 0 where there is none; empty if rows and columns are not cut alike. */
    @Override
    public Optional<DistributedVector> diagonal() {
        if (!range.isSameAs(domain)) {
            return Optional.empty();
        }
        DistributedVector diagonal = range.vector("diagonal");
        double[] d = diagonal.data();
        for (int i = 0; i < rows.rows(); i++) {
            int at = rows.find(i, i);
            d[i] = at < 0 ? 0 : rows.values[at];
        }
        return Optional.of(diagonal);
    }

    public CsrNorms norms() {
        return new CsrNorms(this);
    }

    /**
     * Whether |aᵢⱼ − aⱼᵢ| ≤ tolerance · max |a| everywhere. Collective.
     *
     * @param tolerance 0 for exact symmetry
     */
    public boolean isSymmetric(double tolerance) {
        if (!range.isSameAs(domain)) {
            return false;
        }
        double largest = norms().max();
        double difference = combine(1, -1, transpose()).norms().max();
        return difference <= tolerance * largest;
    }

    /** All of it on every rank, for small matrices. Collective. */
    public DMatrixRMaj toDense() {
        return DenseCopies.toDense(this);
    }

    @Override
    public String describe() {
        return "sparse matrix, " + size();
    }

    /** Frees its messages. */
    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
            exchange = null;
        }
        if (transpose != null) {
            transpose.close();
            transpose = null;
        }
    }
}
