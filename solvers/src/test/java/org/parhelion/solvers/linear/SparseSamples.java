package org.parhelion.solvers.linear;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.parhelion.mpi.Communicator;
import org.parhelion.solvers.dense.MatrixMarketText;

/** Sparse matrices and vectors for tests. */
final class SparseSamples {
    private SparseSamples() {}

    /** A communicator of this rank alone. */
    static Communicator alone(Communicator world) {
        return world.split(world.rank(), 0).orElseThrow();
    }

    /** About one element in {@code sparsity} is not zero; the same on all ranks. */
    static DMatrixRMaj random(SplittableRandom random, int rows, int columns, int sparsity) {
        DMatrixRMaj a = new DMatrixRMaj(rows, columns);
        for (int n = 0; n < a.data.length; n++) {
            a.data[n] = random.nextInt(sparsity) == 0 ? 2 * random.nextDouble() - 1 : 0;
        }
        return a;
    }

    /** Pieces of any size, some of them empty: the same {@code seed} on all ranks. */
    static VectorSpace unevenly(Communicator world, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] cuts = new int[world.size() + 1];
        for (int n = 1; n < world.size(); n++) {
            cuts[n] = random.nextInt(size + 1);
        }
        cuts[world.size()] = size;
        java.util.Arrays.sort(cuts);
        return VectorSpace.ofRows(world, cuts[world.rank() + 1] - cuts[world.rank()]);
    }

    /** A number for each place, the same on any number of ranks. */
    static DistributedVector vector(VectorSpace space, long seed) {
        DistributedVector v = space.vector("v");
        for (int n = 0; n < space.localSize(); n++) {
            v.data()[n] = new SplittableRandom(seed * 1_000_003 + space.firstRow() + n).nextDouble() - 0.5;
        }
        v.markWritten();
        return v;
    }

    /** −Δ on n³ points by 7-point differences, walls at zero; scaled by h². */
    static CsrMatrix poisson(Communicator world, int n) {
        VectorSpace space = RowPartition.evenly(world, (long) n * n * n);
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (long row = space.firstRow(); row < space.firstRow() + space.localSize(); row++) {
            long[] point = {row % n, row / n % n, row / n / n};
            long stride = 1;
            elements.add(row, row, 6);
            for (long along : point) {
                if (along > 0) {
                    elements.add(row, row - stride, -1);
                }
                if (along < n - 1) {
                    elements.add(row, row + stride, -1);
                }
                stride *= n;
            }
        }
        return elements.build();
    }

    /** A Matrix Market file of these resources, see {@code SOURCES.md} there; each rank reads its part of a copy of its own. */
    static CsrMatrix market(Communicator world, String name) {
        Class<?> beside =
                SparseSamples.class.getResource(name + ".mtx") == null ? MatrixMarketText.class : SparseSamples.class;
        try (InputStream resource = beside.getResourceAsStream(name + ".mtx")) {
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
