package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class PngOutputTest {
    private static final PointFunction FUNCTION = (x, y, z) -> Math.sin(5 * x) + y * y - 3 * z * x;

    @RankTest({1, 2, 3, 4})
    void aPlaneIsThePictureOfTheWholeFunction(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(10, 7).extent(1, 2).build();
        Field field = filled(grid, Location.CELL);
        Path file = output(temp, world).write(field, 500, 2.5);
        assertEquals("u_00000500.png", file.getFileName().toString());
        PictureAxis x = PictureAxis.uniform("x", 10, 0, 1);
        PictureAxis y = PictureAxis.uniform("y", 7, 0, 2);
        double[] values = new double[70];
        Arrays.setAll(values, n -> FUNCTION.at((n % 10 + 0.5) / 10, (row(n, 10) + 0.5) * 2 / 7, 0.5));
        assertPicture(FieldPicture.plane(values, x, y, Caption.of("u", 2.5, 500), PictureStyle.STANDARD), file);
    }

    @RankTest({1, 3, 4})
    void slicesCutA3DField(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(1, 2, 3)
                .periodic(Axis.Y)
                .build();
        Field field = filled(grid, Location.CELL);
        PngOutput output = output(temp, world);
        PictureAxis[] axes = {
            PictureAxis.uniform("x", 10, 0, 1), PictureAxis.uniform("y", 7, 0, 2), PictureAxis.uniform("z", 5, 0, 3)
        };
        Caption caption = Caption.of("u", 0, 1);
        double[] atZ = new double[70];
        Arrays.setAll(atZ, n -> FUNCTION.at((n % 10 + 0.5) / 10, (row(n, 10) + 0.5) * 2 / 7, 1.5));
        PngImage middle = FieldPicture.plane(atZ, axes[0], axes[1], caption.at("z", 1.5), PictureStyle.STANDARD);
        assertPicture(middle, output.write(field, 1, 0));
        assertPicture(middle, output.write(field, SlicePlane.at(Axis.Z, 1.3), 1, 0));
        double[] atX = new double[35];
        Arrays.setAll(atX, n -> FUNCTION.at(0.95, (n % 7 + 0.5) * 2 / 7, (row(n, 7) + 0.5) * 3 / 5));
        Path file = output.write(field, SlicePlane.parse("x = 1"), 1, 0);
        assertEquals("u_x1.0_00000001.png", file.getFileName().toString());
        assertPicture(FieldPicture.plane(atX, axes[1], axes[2], caption.at("x", 0.95), PictureStyle.STANDARD), file);
        double[] atY = new double[50];
        Arrays.setAll(atY, n -> FUNCTION.at((n % 10 + 0.5) / 10, 1, (row(n, 10) + 0.5) * 3 / 5));
        assertPicture(
                FieldPicture.plane(atY, axes[0], axes[2], caption.at("y", 1), PictureStyle.STANDARD),
                output.write(field, SlicePlane.middle(Axis.Y), 1, 0));
    }

    @RankTest({1, 2, 4})
    void largeFieldsAreThinnedOutButTheirRangeIsWhole(Communicator world, @TempDir Path temp) throws IOException {
        CartesianGrid grid = CartesianGrid.of(world, 200, 150);
        Field field = filled(grid, Location.CELL);
        field.set(101, 77, 0, 1e6);
        field.set(11, 33, 0, Double.NaN);
        double[] values = new double[30_000];
        Arrays.setAll(values, n -> FUNCTION.at((n % 200 + 0.5) / 200, (row(n, 200) + 0.5) / 150, 0.5));
        values[77 * 200 + 101] = 1e6;
        values[33 * 200 + 11] = Double.NaN;
        PictureStyle small = PictureStyle.STANDARD.withMaxPixels(64);
        Path file = new PngOutput(OutputFolder.prepare(temp, world), small).write(field, 0, 0);
        assertPicture(
                FieldPicture.plane(
                        values,
                        PictureAxis.uniform("x", 200, 0, 1),
                        PictureAxis.uniform("y", 150, 0, 1),
                        Caption.of("u", 0, 0),
                        small),
                file);
    }

    @RankTest({1, 2, 3})
    void stretchedGridsAndNodesAndLinesAreDrawn(Communicator world, @TempDir Path temp) throws IOException {
        double[] faces = {0, 0.1, 0.3, 0.6, 1, 2};
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(5, 4)
                .stretched(Axis.X, faces)
                .build();
        Field nodes = filled(grid, Location.NODE);
        double[] values = new double[30];
        Arrays.setAll(values, n -> FUNCTION.at(faces[n % 6], row(n, 6) / 4.0, 0.5));
        PictureAxis x = new PictureAxis("x", new double[] {0, 0.05, 0.2, 0.45, 0.8, 1.5, 2});
        PictureAxis y = new PictureAxis("y", new double[] {0, 0.125, 0.375, 0.625, 0.875, 1});
        Caption caption = Caption.of("u", 0, 0);
        assertPicture(
                FieldPicture.plane(values, x, y, caption, PictureStyle.STANDARD),
                output(temp, world).write(nodes, 0, 0));
        Field line =
                filled(CartesianGrid.builder(world).cells(40).periodic(Axis.X).build(), Location.CELL);
        double[] curve = new double[40];
        Arrays.setAll(curve, i -> FUNCTION.at((i + 0.5) / 40, 0.5, 0.5));
        assertPicture(
                FieldPicture.line(curve, PictureAxis.uniform("x", 40, 0, 1), caption, PictureStyle.STANDARD),
                output(temp, world).write(line, 0, 0));
    }

    @RankTest({1, 2})
    void thePicturesOfARunBecomeAnAnimation(Communicator world, @TempDir Path temp) throws IOException {
        Field field = filled(CartesianGrid.of(world, 12, 9), Location.CELL);
        PngOutput output = output(temp, world);
        for (long step : new long[] {0, 10, 20, 30}) {
            field.fill((x, y, z) -> x * (1 + step));
            output.write(field, step, step * 0.1);
        }
        Path file = output.animate(field, 20, 100);
        PngFile animation = new PngFile(Files.readAllBytes(file));
        assertEquals(3, animation.first("acTL").buffer().getInt());
        Field other = field.grid().field("w");
        OutputException e = assertThrows(OutputException.class, () -> output.animate(other, 20, 100));
        assertTrue(e.getMessage().contains("no pictures w_….png"), e.getMessage());
    }

    @RankTest({1, 3})
    void aFolderThatVanishedStopsAllRanks(Communicator world, @TempDir Path temp) throws IOException {
        Field field = filled(CartesianGrid.of(world, 8, 8), Location.CELL);
        PngOutput output = output(temp.resolve("out"), world);
        if (world.rank() == 0) {
            Files.delete(temp.resolve("out"));
            Files.createFile(temp.resolve("out"));
        }
        OutputException e = assertThrows(OutputException.class, () -> output.write(field, 1, 0));
        assertTrue(e.getMessage().contains("cannot write"), e.getMessage());
        assertTrue(e.getMessage().contains("u_00000001.png"), e.getMessage());
    }

    @Test
    void slicesAreReadFromText() {
        assertEquals(SlicePlane.at(Axis.Z, 0.5), SlicePlane.parse(" z = 0.5 "));
        assertEquals(SlicePlane.middle(Axis.X), SlicePlane.parse("X"));
        assertEquals("y=-0.25", SlicePlane.parse("y=-2.5e-1").toString());
        for (String wrong : new String[] {"", "w=1", "z=", "z=one", "z=NaN", "0.5", "z=1=2"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> SlicePlane.parse(wrong));
            assertTrue(e.getMessage().contains("slice '" + wrong + "' is neither"), e.getMessage());
        }
    }

    @RankTest(1)
    void slicesOutsideTheGridAreRefused(Communicator world) {
        CartesianGrid flat = CartesianGrid.of(world, 4, 4);
        CartesianGrid box = CartesianGrid.of(world, 4, 4, 4);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> SlicePlane.at(Axis.Z, 0.5).check(flat));
        assertTrue(e.getMessage().contains("only 3-D grids are sliced, this one has 2 dimensions"), e.getMessage());
        IllegalArgumentException outside = assertThrows(
                IllegalArgumentException.class, () -> SlicePlane.at(Axis.Y, 1.5).check(box));
        assertTrue(
                outside.getMessage().contains("slice y=1.5 lies outside the grid, whose y reaches from 0.0 to 1.0"),
                outside.getMessage());
        SlicePlane.at(Axis.Y, 1).check(box);
    }

    private static Field filled(CartesianGrid grid, Location location) {
        Field field = grid.field("u", location);
        field.fill((x, y, z) -> FUNCTION.at(x, grid.uses(Axis.Y) ? y : 0.5, grid.uses(Axis.Z) ? z : 0.5));
        return field;
    }

    private static int row(int index, int columns) {
        return index / columns;
    }

    private static PngOutput output(Path folder, Communicator world) {
        return new PngOutput(OutputFolder.prepare(folder, world), PictureStyle.STANDARD);
    }

    private static void assertPicture(PngImage expected, Path file) throws IOException {
        assertArrayEquals(PngWriter.encode(expected), Files.readAllBytes(file), file.toString());
    }
}
