package org.parhelion.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mesh.stencil.Parameter;
import org.parhelion.mesh.stencil.SymbolTable;
import org.parhelion.mpi.Communicator;

/**
 * A stencil as text, the twin of a loop in {@code stencil.c}.
 *
 * @param name of the loop, too
 * @param accuracy order of the derivatives
 * @param updates new value of each field, by the field's name
 * @param parameters numbers in these; {@code h} stands for the grid's spacing, {@code c} for {@code coupling × h²}
 * @param swaps whether a sweep ends by making the new values the old ones, so that the next begins by filling ghosts
 * @param goal least ratio to C, or NaN
 */
record StencilCase(
        String name,
        int accuracy,
        Map<String, String> updates,
        Map<String, Double> parameters,
        boolean swaps,
        double goal) {
    /** All cases. */
    static List<StencilCase> all() {
        Map<String, String> heat = Map.of("T", "T + c*laplacian(T)");
        Map<String, String> grayScott = new LinkedHashMap<>();
        grayScott.put("u", "u + dt*(Du*c*laplacian(u) - u*v^2 + F*(1 - u))");
        grayScott.put("v", "v + dt*(Dv*c*laplacian(v) + u*v^2 - (F + k)*v)");
        Map<String, Double> rates = Map.of("c", 1.0, "dt", 0.5, "Du", 0.16, "Dv", 0.08, "F", 0.035, "k", 0.065);
        return List.of(
                new StencilCase("heat7", 2, heat, Map.of("c", 0.1), false, 0.95),
                new StencilCase("heat7-step", 2, heat, Map.of("c", 0.1), true, Double.NaN),
                new StencilCase("star13", 4, heat, Map.of("c", 0.05), false, 0.9),
                new StencilCase("box27", 2, Map.of("T", box()), Map.of(), false, 0.9),
                new StencilCase("gray-scott", 2, grayScott, rates, false, 0.9));
    }

    /** Mean of a cell and its 26 neighbours, weighted 8, 4, 2, 1 for itself, faces, edges and corners. */
    private static String box() {
        List<List<String>> byDistance =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int k = -1; k <= 1; k++) {
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    byDistance
                            .get(Math.abs(i) + Math.abs(j) + Math.abs(k))
                            .add("shift(T, " + i + ", " + j + ", " + k + ")");
                }
            }
        }
        List<String> terms = new ArrayList<>();
        for (int distance = 0; distance < 4; distance++) {
            terms.add((8 >> distance) + "/64*(" + String.join(" + ", byDistance.get(distance)) + ")");
        }
        return String.join(" + ", terms);
    }

    /** Bytes that must move for each cell: every field read once and written once. */
    int bytesPerCell() {
        return 16 * updates.size();
    }

    /** One sweep over n³ cells of a periodic cube. */
    Runnable sweep(Communicator world, int n) {
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(n, n, n)
                .periodic(Axis.values())
                .build();
        SymbolTable symbols = new SymbolTable(grid, accuracy);
        double square = grid.spacing(Axis.X) * grid.spacing(Axis.X);
        parameters.forEach((word, value) -> symbols.add(Parameter.of(word, word.equals("c") ? value * square : value)));
        List<Field> old = new ArrayList<>();
        for (String word : updates.keySet()) {
            Field field = grid.field(word);
            double low = 0.1 * (old.size() + 1);
            field.fill((x, y, z) -> low + 1e-3 * ((long) (x * n) % 7));
            symbols.add(field);
            old.add(field);
        }
        List<Field> next = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        updates.forEach((word, text) -> {
            next.add(grid.field(word + "Next"));
            assignments.add(new Assignment(next.get(next.size() - 1), symbols.parse(text)));
        });
        Kernel kernel = Kernel.of(assignments.toArray(new Assignment[0]));
        return () -> {
            kernel.run();
            for (int f = 0; swaps && f < old.size(); f++) {
                old.get(f).swap(next.get(f));
            }
        };
    }
}
