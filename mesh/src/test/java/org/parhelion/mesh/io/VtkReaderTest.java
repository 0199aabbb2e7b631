package org.parhelion.mesh.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.GridBuilder;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;

/** Lets VTK itself read what was written, where Python has it (Debian: python3-vtk9); skipped elsewhere. */
@Tag("vtk")
class VtkReaderTest {
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void vtkReadsTheValuesOfEveryPoint(int ranks, @TempDir Path temp) throws Exception {
        String python = pythonWithVtk();
        assumeTrue(python != null, "skipped: no python3 with vtk here (Debian: apt-get install python3-vtk9)");
        Parallel.threads(ranks, (world, rest) -> {
            for (boolean compressed : new boolean[] {false, true}) {
                write(world, temp, compressed ? "packed" : "plain", compressed);
            }
        });
        Path script = temp.resolve("read_vtk.py");
        try (InputStream in = VtkReaderTest.class.getResourceAsStream("read_vtk.py")) {
            Files.write(script, in.readAllBytes());
        }
        for (String name : List.of("plain", "packed")) {
            Process process = new ProcessBuilder(
                            python,
                            script.toString(),
                            temp.resolve(name + ".pvd").toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertEquals(6, said.lines().count(), said);
        }
    }

    private static void write(Communicator world, Path folder, String name, boolean compressed) {
        VtkWriter writer = new VtkWriter(OutputFolder.prepare(folder, world), name, compressed);
        GridBuilder[] grids = {
            CartesianGrid.builder(world).cells(17),
            CartesianGrid.builder(world).cells(10, 7).extent(Axis.X, -2, 3),
            CartesianGrid.builder(world).cells(10, 7, 5).extent(1, 2, 3),
            CartesianGrid.builder(world).cells(9, 6, 1),
            CartesianGrid.builder(world).cells(9, 6).stretched(Axis.X, s -> s * s),
            CartesianGrid.builder(world).cells(5, 4, 6).stretched(Axis.Z, s -> 2 * s * s + s),
        };
        for (int n = 0; n < grids.length; n++) {
            CartesianGrid grid = grids[n].build();
            writer.write(List.of(filled(grid, "c", Location.CELL), filled(grid, "n", Location.NODE)), n, 0.25 * n);
        }
    }

    /** An axis that the grid lacks lies at 0. */
    private static Field filled(CartesianGrid grid, String name, Location location) {
        PointFunction function = (x, y, z) -> 1 + x + 10 * y * y - 100 * z;
        Field field = grid.field(name, location);
        field.fill((x, y, z) -> function.at(x, grid.uses(Axis.Y) ? y : 0, grid.uses(Axis.Z) ? z : 0));
        return field;
    }

    private static String pythonWithVtk() throws InterruptedException {
        for (String python : PYTHONS) {
            try {
                Process process = new ProcessBuilder(python, "-c", "import vtk")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() == 0) {
                    return python;
                }
            } catch (IOException absent) {
                // try the next one
            }
        }
        return null;
    }
}
