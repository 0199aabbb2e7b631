package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.parhelion.mesh.stencil.Kernel.assign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mesh.StorageOrder;
import org.parhelion.mesh.halo.GlobalGather;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Reduction;
import org.parhelion.mesh.stencil.SymbolTable;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/** In which order a block is stored shows nowhere but in {@link Field#data}. */
class StorageOrdersTest {
    private static final int STEPS = 3;

    /** What a run leaves. */
    private record Result(
            String digest,
            FieldStatistics statistics,
            double sum,
            double largest,
            List<Double> values,
            Map<String, byte[]> files) {}

    @RankTest({1, 2, 3, 4})
    void resultsAndFilesAreThoseOfTheCommonOrder(Communicator world, @TempDir Path temp) throws IOException {
        for (boolean cutAlongX : new boolean[] {false, true}) {
            Result expected = run(world, StorageOrder.X_FASTEST, cutAlongX, false, temp.resolve("common" + cutAlongX));
            for (StorageOrder order : StorageOrder.values()) {
                for (boolean debugsHalos : new boolean[] {false, true}) {
                    String what = order + (cutAlongX ? ", cut along x" : "") + (debugsHalos ? ", debugged" : "");
                    Result found = run(world, order, cutAlongX, debugsHalos, temp.resolve(what));
                    assertEquals(expected.digest, found.digest, what);
                    assertEquals(expected.statistics, found.statistics, what);
                    assertEquals(expected.sum, found.sum, what);
                    assertEquals(expected.largest, found.largest, what);
                    assertEquals(expected.values, found.values, what);
                    assertEquals(expected.files.keySet(), found.files.keySet(), what);
                    expected.files.forEach(
                            (name, bytes) -> assertArrayEquals(bytes, found.files.get(name), what + ": " + name));
                }
            }
        }
    }

    private static CartesianGrid grid(Communicator world, StorageOrder order, boolean cutAlongX, boolean debugsHalos) {
        int size = world.size();
        int half = size % 2 == 0 ? size / 2 : 1;
        return CartesianGrid.builder(world)
                .cells(26, 21, 17)
                .extent(1, 2, 3)
                .periodic(Axis.Z)
                .ranks(cutAlongX ? size : half, 1, cutAlongX ? 1 : size / half)
                .storage(order)
                .debugHalos(debugsHalos)
                .build();
    }

    private static Result run(
            Communicator world, StorageOrder order, boolean cutAlongX, boolean debugsHalos, Path folder)
            throws IOException {
        CartesianGrid grid = grid(world, order, cutAlongX, debugsHalos);
        Field u = grid.field("u");
        Field next = grid.field("next");
        SymbolTable names = new SymbolTable(grid, 2).add(u);
        for (Field field : List.of(u, next)) {
            field.boundary(Side.X_LOW, Boundary.dirichlet(names.parse("1 + y*sin(t) + z*z")));
            field.boundary(Side.X_HIGH, Boundary.neumann(0.5));
            field.boundary(Side.Y_LOW, Boundary.robin(1, 2, 3));
            field.boundary(Side.Y_HIGH, Boundary.neumann(names.parse("x*t - cos(z)")));
        }
        u.fill((x, y, z) -> Math.sin(3 * x + 5 * y * y) + z);
        String step = "u + 1e-4*(laplacian(u) + dxy(u)*exp(-x) + y*dz(u) + upwind_x(z - 1, u) + dxx(dyy(u))*1e-6)";
        Reduction sum = Kernel.sum(names.parse("u*x + y - z*z"));
        Reduction largest = Kernel.max(names.parse("where(y > 1, u*z, x)"));
        Result result;
        try (Kernel kernel = Kernel.of(List.of(assign(next, names.parse(step))), List.of(sum, largest))) {
            for (int n = 0; n < STEPS; n++) {
                grid.time().set(0.1 * n);
                kernel.run();
                u.swap(next);
            }
            OutputFolder out = OutputFolder.prepare(folder, world);
            new VtkWriter(out, "u", false).write(List.of(u, staggered(grid)), STEPS, 0.5);
            CheckpointFolder checkpoints = new CheckpointFolder(folder, "u");
            Path file = Checkpoint.write(checkpoints, CheckpointTest.header(STEPS), List.of(u), List.of(), 1);
            Field again = grid.field("u");
            Checkpoint.load(file, Checkpoint.header(file), List.of(again), world);
            assertEquals(FieldDigest.of(u), FieldDigest.of(again));
            result = new Result(
                    FieldDigest.of(u),
                    FieldStatistics.of(u),
                    kernel.value(sum),
                    kernel.value(largest),
                    GlobalGather.full(u).stream()
                            .flatMapToDouble(Arrays::stream)
                            .boxed()
                            .toList(),
                    files(world, folder));
        }
        return result;
    }

    /** Values on faces, of which the picture shows means. */
    private static Field staggered(CartesianGrid grid) {
        Field v = grid.field("v", Location.X_FACE);
        v.fill((x, y, z) -> x - y * z);
        return v;
    }

    private static Map<String, byte[]> files(Communicator world, Path folder) throws IOException {
        world.barrier();
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        world.barrier();
        return files;
    }
}
