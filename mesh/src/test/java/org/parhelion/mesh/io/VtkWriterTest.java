package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.w3c.dom.Element;

class VtkWriterTest {
    private static final PointFunction FUNCTION = (x, y, z) -> 1 + x + 10 * y * y - 100 * z;

    @RankTest({1, 2, 3, 4})
    void everyCellOfABoxIsThere(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(Axis.X, -1, 0)
                .extent(Axis.Y, 0, 2)
                .extent(Axis.Z, 1, 4)
                .build();
        Field a = filled(grid, "T", Location.CELL);
        Field b = grid.field("p <&\"> Ω");
        b.fill((x, y, z) -> x * y);
        for (boolean compressed : new boolean[] {false, true}) {
            VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "box", compressed);
            VtkDataSet data = new VtkDataSet(writer.write(List.of(a, b), 42, 0.5));
            assertArrayEquals(new int[] {0, 10, 0, 7, 0, 5}, data.whole);
            assertEquals("-1.0 0.0 1.0", data.master.getAttribute("Origin"));
            assertEquals(world.size(), data.extents.size());
            assertValues(grid, Location.CELL, FUNCTION, data.cells.get("T"));
            assertValues(grid, Location.CELL, (x, y, z) -> x * y, data.cells.get("p <&\"> Ω"));
        }
    }

    @RankTest({1, 2, 4})
    void linesAndPlanesAreOnePointThick(Communicator world, @TempDir Path temp) throws IOException {
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "flat", false);
        CartesianGrid line = CartesianGrid.of(world, 11);
        VtkDataSet one = new VtkDataSet(writer.write(List.of(filled(line, "u", Location.CELL)), 0, 0));
        assertArrayEquals(new int[] {0, 11, 0, 0, 0, 0}, one.whole);
        assertValues(line, Location.CELL, FUNCTION, one.cells.get("u"));
        CartesianGrid plane = CartesianGrid.of(world, 6, 5);
        VtkDataSet two = new VtkDataSet(writer.write(List.of(filled(plane, "u", Location.NODE)), 1, 0));
        assertArrayEquals(new int[] {0, 6, 0, 5, 0, 0}, two.whole);
        assertValues(plane, Location.NODE, FUNCTION, two.points.get("u"));
        CartesianGrid thin = CartesianGrid.of(world, 6, 5, 1);
        VtkDataSet three = new VtkDataSet(writer.write(List.of(filled(thin, "u", Location.CELL)), 2, 0));
        assertArrayEquals(new int[] {0, 6, 0, 5, 0, 1}, three.whole);
        assertValues(thin, Location.CELL, FUNCTION, three.cells.get("u"));
    }

    @RankTest({1, 2, 3, 4})
    void nodesBecomePointsAndFacesAreAveraged(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(8, 7, 6).extent(1, 2, 3).build();
        Field node = filled(grid, "n", Location.NODE);
        Field face = filled(grid, "f", Location.Y_FACE);
        Field cell = filled(grid, "c", Location.CELL);
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "mixed", true);
        VtkDataSet data = new VtkDataSet(writer.write(List.of(node, face, cell), 1, 0));
        assertValues(grid, Location.NODE, FUNCTION, data.points.get("n"));
        assertValues(grid, Location.CELL, FUNCTION, data.cells.get("c"));
        double half = 0.5 * 2 / 7; // mean of (y − h/2)² and (y + h/2)² is y² + h²/4
        assertValues(grid, Location.CELL, (x, y, z) -> FUNCTION.at(x, y, z) + 10 * half * half, data.cells.get("f"));
    }

    @RankTest({1, 2, 3})
    void theLastNodesOfAPeriodicAxisAreTheFirst(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(9, 6).periodic(Axis.X).build();
        Field node = grid.field("n", Location.NODE);
        node.fill((x, y, z) -> x + 10 * y);
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "ring", false);
        VtkDataSet data = new VtkDataSet(writer.write(List.of(node), 1, 0));
        double[] values = data.points.get("n");
        for (int j = 0; j <= 6; j++) {
            for (int i = 0; i <= 9; i++) {
                assertEquals((i % 9) / 9.0 + 10 * j / 6.0, values[j * 10 + i], 1e-13, i + "," + j);
            }
        }
    }

    @RankTest({1, 2, 4})
    void stretchedGridsAreRectilinear(Communicator world, @TempDir Path temp) throws IOException {
        double[] faces = {0, 0.1, 0.3, 0.6, 1, 2, 5};
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(4, 6)
                .stretched(Axis.Y, faces)
                .build();
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "wall", true);
        Path master = writer.write(List.of(filled(grid, "u", Location.CELL)), 7, 0);
        assertEquals("wall_00000007.pvtr", master.getFileName().toString());
        VtkDataSet data = new VtkDataSet(master);
        assertArrayEquals(faces, data.coordinates.get("y"));
        assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, data.coordinates.get("x"));
        assertArrayEquals(new double[1], data.coordinates.get("z"));
        assertValues(grid, Location.CELL, FUNCTION, data.cells.get("u"));
    }

    @RankTest({1, 2})
    void arraysLongerThanABlockAreWhole(Communicator world, @TempDir Path temp) throws IOException {
        int doublesInABlock = VtkData.BLOCK / 8;
        for (int cells : new int[] {doublesInABlock * world.size(), 3 * doublesInABlock + 17}) {
            CartesianGrid grid = CartesianGrid.of(world, cells);
            for (boolean compressed : new boolean[] {false, true}) {
                VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "long", compressed);
                VtkDataSet data = new VtkDataSet(writer.write(List.of(filled(grid, "u", Location.CELL)), 1, 0));
                assertValues(grid, Location.CELL, FUNCTION, data.cells.get("u"));
            }
        }
    }

    @RankTest({1, 2})
    void theCollectionListsEveryTimeAndIsContinued(Communicator world, @TempDir Path temp) throws IOException {
        Field field = filled(CartesianGrid.of(world, 6, 5), "u", Location.CELL);
        OutputFolder folder = OutputFolder.prepare(temp, world);
        VtkWriter first = new VtkWriter(folder, "run", false);
        for (int n = 0; n <= 4; n++) {
            first.write(List.of(field), 100L * n, 0.1 * n);
        }
        assertCollection(temp, "0.0", "0.1", "0.2", Double.toString(0.1 * 3), "0.4");
        world.barrier();
        VtkWriter restarted = new VtkWriter(folder, "run", false);
        restarted.write(List.of(field), 250, 0.25);
        assertCollection(temp, "0.0", "0.1", "0.2", "0.25");
        world.barrier();
        new VtkWriter(folder, "run", false).write(List.of(field), 0, 0);
        assertCollection(temp, "0.0");
    }

    private static void assertCollection(Path folder, String... times) throws IOException {
        Element root = VtkDataSet.parse(Files.readAllBytes(folder.resolve("run.pvd")));
        List<Element> entries = VtkDataSet.all(root, "DataSet");
        assertEquals(
                List.of(times),
                entries.stream().map(e -> e.getAttribute("timestep")).toList());
        for (Element entry : entries) {
            assertTrue(Files.isRegularFile(folder.resolve(entry.getAttribute("file"))), entry.getAttribute("file"));
        }
    }

    @RankTest({1, 2, 3})
    void aPieceThatCannotBeWrittenLeavesTheEarlierDataSet(Communicator world, @TempDir Path temp) throws IOException {
        assumeTrue(FullDisk.exists(), "there is no /dev/full on this system");
        CartesianGrid grid = CartesianGrid.of(world, 12, 8);
        Field field = filled(grid, "u", Location.CELL);
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(temp, world), "run", false);
        Path master = writer.write(List.of(field), 1, 0);
        List<String> before = files(temp);
        world.barrier();
        field.fill(3);
        Path last = temp.resolve("run_00000001/run_00000001_" + (world.size() - 1) + ".vti");
        byte[] good = Files.readAllBytes(last);
        world.barrier();
        AtomicFile.Opener opener = world.rank() == world.size() - 1 ? FullDisk.OPENER : AtomicFile.ON_DISK;
        OutputException e = assertThrows(OutputException.class, () -> writer.write(List.of(field), 1, 0, opener));
        assertTrue(e.getMessage().contains("the disk is full"), e.getMessage());
        assertTrue(e.getMessage().contains("run_00000001_" + (world.size() - 1) + ".vti"), e.getMessage());
        world.barrier();
        assertEquals(before, files(temp), "no temporary file is left");
        assertArrayEquals(good, Files.readAllBytes(last));
        assertValues(grid, Location.CELL, FUNCTION, new VtkDataSet(master).cells.get("u"));
    }

    @RankTest({2})
    void piecesOfMoreRanksGoWhenFewerWriteTheStepAgain(Communicator world, @TempDir Path temp) throws IOException {
        OutputFolder folder = OutputFolder.prepare(temp, world);
        Path pieces = temp.resolve("run_00000001");
        if (world.rank() == 0) {
            Files.createDirectories(pieces);
            Files.createFile(pieces.resolve("run_00000001_2.vti"));
            Files.createFile(pieces.resolve("notes.txt"));
        }
        world.barrier();
        new VtkWriter(folder, "run", false)
                .write(List.of(filled(CartesianGrid.of(world, 4, 4), "u", Location.CELL)), 1, 0);
        assertFalse(Files.exists(pieces.resolve("run_00000001_2.vti")));
        assertTrue(Files.exists(pieces.resolve("notes.txt")));
        assertTrue(Files.exists(pieces.resolve("run_00000001_1.vti")));
    }

    @RankTest({1})
    void whatCannotBeInOneFileIsRefused(Communicator world, @TempDir Path temp) {
        OutputFolder folder = OutputFolder.prepare(temp, world);
        VtkWriter writer = new VtkWriter(folder, "run", false);
        Field u = CartesianGrid.of(world, 4).field("u");
        Field v = CartesianGrid.of(world, 4).field("v");
        assertMessage("no field", () -> writer.write(List.of(), 1, 0));
        assertMessage("u and v are on different grids", () -> writer.write(List.of(u, v), 1, 0));
        assertMessage(
                "two fields named u", () -> writer.write(List.of(u, u.grid().field("u")), 1, 0));
        for (String name : new String[] {"", "a/b", "..", "a\\b"}) {
            assertMessage("'" + name + "' is no name for a file", () -> new VtkWriter(folder, name, false));
        }
    }

    private static void assertMessage(String part, Runnable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static Field filled(CartesianGrid grid, String name, Location location) {
        Field field = grid.field(name, location);
        field.fill(FUNCTION);
        return field;
    }

    private static void assertValues(CartesianGrid grid, Location location, PointFunction function, double[] values) {
        int[] size = new int[3];
        Arrays.setAll(size, a -> grid.points(Axis.of(a), location));
        assertEquals(size[0] * size[1] * size[2], values.length);
        for (int n = 0; n < values.length; n++) {
            double x = grid.coordinate(Axis.X, location, n % size[0]);
            double y = grid.coordinate(Axis.Y, location, n / size[0] % size[1]);
            double z = grid.coordinate(Axis.Z, location, n / size[0] / size[1]);
            assertEquals(function.at(x, y, z), values[n], 1e-11, "point " + n);
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
