package org.parhelion.solvers.amg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.dense.MatrixMarketText;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.RowPartition;
import org.parhelion.solvers.linear.VectorSpace;

/** Sparse systems for tests. */
final class Problems {
    private Problems() {}

    /** Conductivity of the cell with these three indices. */
    interface Conductivity {
        double of(long i, long j, long k);
    }

    /** A communicator of this rank alone. */
    static Communicator alone(Communicator world) {
        return world.split(world.rank(), 0).orElseThrow();
    }

    /** −Δ on n³ points by 7-point differences, walls at zero; scaled by h². */
    static CsrMatrix poisson(Communicator world, int n) {
        return diffusion(
                RowPartition.evenly(world, (long) n * n * n), new int[] {n, n, n}, true, (i, j, k) -> 1, 1, 1, 1);
    }

    /**
     * −∇·(c ∇u) on cells, with harmonic means of c at faces.
     *
     * @param walls u = 0 on the boundary, else no flux through it
     * @param weights of differences along x, y and z; a weight of 0 leaves an axis out
     */
    static CsrMatrix diffusion(VectorSpace space, int[] cells, boolean walls, Conductivity c, double... weights) {
        CsrBuilder elements = CsrMatrix.builder(space, space);
        long[] strides = {1, cells[0], (long) cells[0] * cells[1]};
        for (long row = space.firstRow(); row < space.firstRow() + space.localSize(); row++) {
            long[] at = {row % cells[0], row / strides[1] % cells[1], row / strides[2]};
            double here = c.of(at[0], at[1], at[2]);
            double diagonal = 0;
            for (int axis = 0; axis < 3; axis++) {
                for (int step = -1; step <= 1 && weights[axis] > 0; step += 2) {
                    long[] next = at.clone();
                    next[axis] += step;
                    if (next[axis] >= 0 && next[axis] < cells[axis]) {
                        double there = c.of(next[0], next[1], next[2]);
                        double face = weights[axis] * 2 * here * there / (here + there);
                        elements.add(row, row + step * strides[axis], -face);
                        diagonal += face;
                    } else if (walls) {
                        diagonal += weights[axis] * here;
                    }
                }
            }
            elements.add(row, row, diagonal);
        }
        return elements.build();
    }

    /** Pieces of any size, some of them empty: the same {@code seed} on all ranks. */
    static VectorSpace unevenly(Communicator world, int size, int block, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] cuts = new int[world.size() + 1];
        for (int n = 1; n < world.size(); n++) {
            cuts[n] = random.nextInt(size / block + 1) * block;
        }
        cuts[world.size()] = size;
        Arrays.sort(cuts);
        return VectorSpace.ofRows(world, cuts[world.rank() + 1] - cuts[world.rank()]);
    }

    /** A number for each place, the same on any number of ranks. */
    static DistributedVector random(VectorSpace space, long seed) {
        DistributedVector v = space.vector("v");
        for (int n = 0; n < space.localSize(); n++) {
            v.data()[n] = new SplittableRandom(seed * 1_000_003 + space.firstRow() + n).nextDouble() - 0.5;
        }
        v.markWritten();
        return v;
    }

    /** A Matrix Market file of the tests of dense matrices, see {@code SOURCES.md} there. */
    static CsrMatrix market(Communicator world, String name) {
        try (InputStream resource = MatrixMarketText.class.getResourceAsStream(name + ".mtx")) {
            Path file = Files.createTempFile(name, ".mtx");
            try {
                Files.write(file, resource.readAllBytes());
                return CsrMatrix.read(world, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
