package org.parhelion.solvers.eigen;

import static org.parhelion.mesh.stencil.Calculus.laplacian;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.FusedPass;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.LinearOperator;
import org.parhelion.solvers.linear.NullSpace;
import org.parhelion.solvers.linear.VectorSpace;

/** Symmetric operators whose eigenvalues are known. */
final class EigenProblems {
    private EigenProblems() {}

    /** −Δ on the unit cube of so many cells along each axis, zero on its boundary; unknowns at nodes. */
    static LinearOperator cube(Communicator ranks, int... cells) {
        Field u = CartesianGrid.of(ranks, cells).field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        return GridOperator.of(u, laplacian(u).negate());
    }

    /** All eigenvalues of {@link #cube}, Σ (4 / h²) sin²(k π h / 2), ascending. */
    static double[] ofCube(int... cells) {
        double[] sums = {0};
        for (int n : cells) {
            double[] next = new double[sums.length * (n - 1)];
            for (int i = 0; i < sums.length; i++) {
                for (int k = 1; k < n; k++) {
                    next[i * (n - 1) + k - 1] = sums[i] + Math.pow(2 * n * Math.sin(k * Math.PI / 2 / n), 2);
                }
            }
            sums = next;
        }
        Arrays.sort(sums);
        return sums;
    }

    /** −Δ on a box without flux through its walls, with its null space. */
    static LinearOperator closedBox(Communicator ranks, int... cells) {
        Field u = CartesianGrid.of(ranks, cells).field("u").boundary(Boundary.neumann(0));
        GridOperator a = GridOperator.of(u, laplacian(u).negate());
        NullSpace constants = NullSpace.constants(a.domain());
        return new LinearOperator() {
            @Override
            public VectorSpace domain() {
                return a.domain();
            }

            @Override
            public void apply(DistributedVector x, DistributedVector y) {
                a.apply(x, y);
            }

            @Override
            public NullSpace nullSpace() {
                return constants;
            }
        };
    }

    /**
     * −Δ on the L of three unit squares: of the square with sides 2 the points in the quarter x, y ≥ 1 are fixed at zero, and
     * have a large eigenvalue each instead.
     *
     * @param cells along a side of the whole square, even
     */
    static LinearOperator lShape(Communicator ranks, int cells) {
        CartesianGrid grid = CartesianGrid.builder(ranks)
                .cells(cells, cells)
                .extent(Axis.X, 0, 2)
                .extent(Axis.Y, 0, 2)
                .build();
        Field u = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
        GridOperator square = GridOperator.of(u, laplacian(u).negate());
        VectorSpace space = square.domain();
        DistributedVector inside = space.vector("inside");
        inside.field().fill((x, y, z) -> x > 1 - 1e-9 && y > 1 - 1e-9 ? 0 : 1);
        DistributedVector penalty = space.vector("penalty");
        double large = 2.0 * cells * cells; // 8 / h², as large as the largest of the square
        penalty.field().fill((x, y, z) -> x > 1 - 1e-9 && y > 1 - 1e-9 ? large : 0);
        DistributedVector masked = space.vector("masked");
        FusedPass pass = new FusedPass(space, 0);
        return new LinearOperator() {
            @Override
            public VectorSpace domain() {
                return space;
            }

            @Override
            public void apply(DistributedVector x, DistributedVector y) {
                pass.product(masked, inside, x).run();
                square.apply(masked, y);
                pass.product(y, inside, y)
                        .product(masked, penalty, x)
                        .addScaled(y, 1, masked)
                        .run();
            }

            @Override
            public Optional<DistributedVector> diagonal() {
                DistributedVector d = space.vector("d");
                d.fill(large / 2);
                return Optional.of(d);
            }
        };
    }

    /** A small matrix: every rank has all of it and computes its own rows. */
    static LinearOperator dense(Communicator ranks, DMatrixRMaj matrix) {
        int n = matrix.numRows;
        int first = n * ranks.rank() / ranks.size();
        int rows = n * (ranks.rank() + 1) / ranks.size() - first;
        VectorSpace space = VectorSpace.ofRows(ranks, rows);
        int[] counts = new int[ranks.size()];
        Arrays.setAll(counts, r -> n * (r + 1) / ranks.size() - n * r / ranks.size());
        double[] whole = new double[n];
        return new LinearOperator() {
            @Override
            public VectorSpace domain() {
                return space;
            }

            @Override
            public void apply(DistributedVector x, DistributedVector y) {
                ranks.allGatherv(x.data(), whole, counts);
                for (int i = 0; i < rows; i++) {
                    double sum = 0;
                    for (int j = 0; j < n; j++) {
                        sum = Math.fma(matrix.get(first + i, j), whole[j], sum);
                    }
                    y.data()[i] = sum;
                }
                y.markWritten();
            }
        };
    }
}
