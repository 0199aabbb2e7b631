package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The cases of the folder {@code examples/cases}, all of them, and made small. */
final class ShippedCases {
    private static final String FOLDER = "examples/cases";

    private ShippedCases() {}

    /** Where the launcher says, or as seen from a room. */
    static Path folder() {
        return Path.of(System.getProperty("parhelion.home", "..")).resolve(FOLDER);
    }

    static List<Path> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean hasSteps(Path path) {
        return CaseFile.read(path, List.of()).model() instanceof EvolutionSpec;
    }

    /**
     * What makes a case small.
     *
     * @param steps if it has steps
     * @param cells along each axis of a grid in 1-D, 2-D, 3-D; one more on the second axis, two on the third
     */
    static List<String> overrides(Path path, int steps, int... cells) {
        int dimensions = CaseFile.read(path, List.of()).grid().dimensions();
        int[] size = new int[dimensions];
        Arrays.setAll(size, axis -> cells[dimensions - 1] + axis);
        return sized(path, steps, size);
    }

    private static List<String> sized(Path path, int steps, int... size) {
        List<String> overrides = new ArrayList<>();
        if (hasSteps(path)) {
            // a coarser grid needs no shorter steps, but the cases' own steps may be given
            overrides.addAll(List.of("time.steps=" + steps, "time.until=1000"));
        }
        for (int axis = 0; axis < size.length; axis++) {
            overrides.add("grid.size." + axis + "=" + size[axis]);
        }
        return overrides;
    }

    /** A few steps on a grid that two to four ranks cut across x. */
    static List<String> longAlongX(Path path, int steps) {
        int[][] sizes = {{131}, {60, 22}, {42, 17, 18}};
        int dimensions = CaseFile.read(path, List.of()).grid().dimensions();
        return sized(path, steps, sizes[dimensions - 1]);
    }

    /** A few steps on a grid that five ranks can share. */
    static List<String> tiny(Path path, int steps) {
        return overrides(path, steps, 131, 29, 11);
    }
}
