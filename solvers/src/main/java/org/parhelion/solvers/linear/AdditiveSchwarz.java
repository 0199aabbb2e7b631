package org.parhelion.solvers.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.parhelion.mpi.ReduceOp;

/**
 * Preconditioners that solve on overlapping parts of a sparse matrix: additive Schwarz (M. Dryja and O. B. Widlund, 1987) and
 * the restricted kind (X.-C. Cai and M. Sarkis, “A restricted additive Schwarz preconditioner for general sparse linear systems”,
 * SIAM Journal on Scientific Computing 21, 1999), with ILU(0), IC(0) or SSOR on each part.
 *
 * <pre>{@code
 * LinearOperator inverse = AdditiveSchwarz.of(a).parts(16).overlap(1).ilu0();
 * Krylov.bicgstab(a).preconditioner(inverse).solve(b, x);
 * }</pre>
 *
 * <p>The parts are {@value #PARTS}, or as many as {@link #parts} says, cut without regard to ranks: results have the same bits on any
 * number of ranks, and ranks beyond the number of parts idle in it. With {@link #onePerRank} no number leaves its rank without
 * overlap, but results depend on the number of ranks. With one part SSOR, ILU(0) and IC(0) are those of the whole matrix.
 */
public final class AdditiveSchwarz {
    /** Parts where nothing else is said. */
    public static final int PARTS = 8;

    private final CsrMatrix matrix;
    private final int parts;
    private final int overlap;

    private AdditiveSchwarz(CsrMatrix matrix, int parts, int overlap) {
        this.matrix = matrix;
        this.parts = parts;
        this.overlap = overlap;
    }

    /**
     * For a square matrix; no overlap.
     *
     * @throws IllegalArgumentException it is not square, or rows and columns are cut differently over ranks
     */
    public static AdditiveSchwarz of(CsrMatrix matrix) {
        checkSquare("additive Schwarz", matrix);
        return new AdditiveSchwarz(matrix, PARTS, 0);
    }

    static void checkSquare(String who, CsrMatrix matrix) {
        if (!matrix.range().isSameAs(matrix.domain())) {
            boolean square = matrix.range().size() == matrix.domain().size();
            throw new IllegalArgumentException(who + " needs a square matrix, but A is " + matrix.size()
                    + (square ? ", rows and columns cut differently over ranks" : ""));
        }
    }

    /** That many parts of about equal size. */
    public AdditiveSchwarz parts(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("additive Schwarz: " + count + " parts; there must be at least 1");
        }
        return new AdditiveSchwarz(matrix, count, overlap);
    }

    /** The rows of each rank are a part: results depend on the number of ranks. */
    public AdditiveSchwarz onePerRank() {
        return new AdditiveSchwarz(matrix, 0, overlap);
    }

    /** Each part takes in its neighbours so many times. */
    public AdditiveSchwarz overlap(int levels) {
        if (levels < 0) {
            throw new IllegalArgumentException(
                    "additive Schwarz: an overlap of " + levels + " levels; it must be 0 or more");
        }
        return new AdditiveSchwarz(matrix, parts, levels);
    }

    /**
     * ILU(0) on each part, restricted: not symmetric with an overlap. Collective.
     *
     * @throws ZeroPivotException on every rank, with the row
     */
    public LinearOperator ilu0() {
        return build(IncompleteLu.NAME, true, IncompleteLu::new);
    }

    /**
     * IC(0) on each part, for symmetric matrices; symmetric itself. Parts whose factorization breaks down are shifted towards
     * their diagonal, see {@link LinearOperator#describe}. Collective.
     *
     * @throws IllegalArgumentException the matrix is not symmetric
     * @throws ZeroPivotException on every rank, with the row: a diagonal element is not positive
     */
    public LinearOperator ic0() {
        if (!matrix.isSymmetric(1e-12)) {
            throw new IllegalArgumentException("IC(0): the matrix is not symmetric; take ILU(0)");
        }
        return build(IncompleteCholesky.NAME, false, IncompleteCholesky::new);
    }

    /**
     * SSOR on each part; symmetric if the matrix is. Collective.
     *
     * @param omega relaxation, 0 &lt; ω &lt; 2; 1 is the symmetric Gauss–Seidel method
     * @throws ZeroPivotException on every rank, with the row: a diagonal element is zero
     */
    public LinearOperator ssor(double omega) {
        if (!(omega > 0 && omega < 2)) {
            throw new IllegalArgumentException("SSOR: ω must lie between 0 and 2, but it is " + omega);
        }
        String name = omega == 1 ? "SSOR" : String.format(Locale.ROOT, "SSOR with omega %s", omega);
        return build(name, false, block -> new SymmetricOverRelaxation(block, omega));
    }

    private LinearOperator build(String name, boolean restricted, Function<SquareBlock, BlockSolver> solver) {
        Subdomains subdomains = Subdomains.of(matrix, parts, overlap, restricted);
        List<SquareBlock> blocks = subdomains.blocks();
        List<BlockSolver> solvers = new ArrayList<>();
        FirstFailure.onZeroPivot(
                matrix.range().communicator(), () -> blocks.forEach(block -> solvers.add(solver.apply(block))));
        int[] sizes = blocks.stream().mapToInt(SquareBlock::size).toArray();
        String words = name
                + (parts == 0 ? ", one part a rank" : parts == 1 ? "" : ", " + parts + " parts")
                + (overlap == 0 ? "" : ", overlap " + overlap + (restricted ? ", restricted" : ""))
                + shifts(solvers);
        return new Preconditioner(subdomains, solvers, sizes, words);
    }

    private String shifts(List<BlockSolver> solvers) {
        double mine = 0;
        for (BlockSolver solver : solvers) {
            mine = Math.max(mine, solver instanceof IncompleteCholesky cholesky ? cholesky.shift() : 0);
        }
        double largest = matrix.range().communicator().allReduce(mine, ReduceOp.MAX);
        return largest == 0 ? "" : String.format(Locale.ROOT, ", broke down and was shifted by up to %s", largest);
    }

    /** M⁻¹ = scatter · diag(solves on parts) · gather. */
    private final class Preconditioner implements LinearOperator, AutoCloseable {
        private final Subdomains subdomains;
        private final BlockSolver[] solvers;
        private final int[] sizes;
        private final String words;
        private final DistributedVector gathered;
        private final DistributedVector solved;

        Preconditioner(Subdomains subdomains, List<BlockSolver> solvers, int[] sizes, String words) {
            this.subdomains = subdomains;
            this.solvers = solvers.toArray(BlockSolver[]::new);
            this.sizes = sizes;
            this.words = words;
            VectorSpace space = subdomains.gather().range();
            gathered = subdomains.aligned() ? null : space.vector("gathered");
            solved = subdomains.aligned() ? null : space.vector("solved");
        }

        @Override
        public VectorSpace domain() {
            return matrix.domain();
        }

        @Override
        public void apply(DistributedVector r, DistributedVector z) {
            if (subdomains.aligned()) {
                matrix.checkImage("M⁻¹ r", r, z);
                solve(r.data(), z.data());
                z.markWritten();
            } else {
                subdomains.gather().apply(r, gathered);
                solve(gathered.data(), solved.data());
                subdomains.scatter().apply(solved, z);
            }
        }

        private void solve(double[] r, double[] z) {
            int at = 0;
            for (int n = 0; n < solvers.length; n++) {
                solvers[n].solve(r, z, at);
                at += sizes[n];
            }
        }

        @Override
        public String describe() {
            return words + ", " + domain().size() + " unknowns";
        }

        @Override
        public void close() {
            subdomains.gather().close();
            subdomains.scatter().close();
        }
    }
}
