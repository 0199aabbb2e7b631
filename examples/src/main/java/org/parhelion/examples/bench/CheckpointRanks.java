package org.parhelion.examples.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.Checkpoint;
import org.parhelion.mesh.io.CheckpointFolder;
import org.parhelion.mesh.io.CheckpointHeader;
import org.parhelion.mesh.io.StateValues;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.ReduceOp;

/**
 * Our side of the checkpoint benchmark. Arguments: cells along each axis of the whole grid, a folder, and how often to write.
 * Prints the seconds of the slowest rank for each checkpoint, from the first call to the rename, all forced to the disk; and of
 * each that is written behind the computation, those of its beginning.
 */
final class CheckpointRanks {
    private CheckpointRanks() {}

    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            int size = Integer.parseInt(rest[0]);
            CheckpointFolder folder = new CheckpointFolder(Path.of(rest[1]), "bench");
            CartesianGrid grid = CartesianGrid.of(world, size, size, size);
            Field field = grid.field("u");
            field.fill((x, y, z) -> x + 2 * y + 3 * z);
            List<double[]> memory = new ArrayList<>();
            for (int n = 0; n < Integer.parseInt(rest[2]); n++) {
                CheckpointHeader header = new CheckpointHeader(
                        0, "bench", n, n, 1, "", List.of(), Map.of(), new StateValues(), List.of());
                for (boolean behind : new boolean[] {false, true}) {
                    world.barrier();
                    long begun = System.nanoTime();
                    Checkpoint pending = null;
                    if (behind) {
                        pending = Checkpoint.start(folder, header, List.of(field), List.of(), 1, memory);
                    } else {
                        Checkpoint.write(folder, header, List.of(field), List.of(), 1);
                    }
                    double seconds = world.allReduce((System.nanoTime() - begun) * 1e-9, ReduceOp.MAX);
                    if (pending != null) {
                        pending.commit();
                    }
                    if (world.rank() == 0) {
                        System.out.printf(Locale.ROOT, "%s %.6f%n", behind ? "begin" : "write", seconds);
                        Files.delete(folder.file(n));
                    }
                    world.barrier();
                }
            }
        });
    }
}
