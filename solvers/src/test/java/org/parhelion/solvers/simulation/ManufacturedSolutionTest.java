package org.parhelion.solvers.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class ManufacturedSolutionTest {
    /** u = sin x cos y e^{−t} solves u_t = D Δu − u u_x + u_xy + source. */
    private static final String NONLINEAR = """
            grid: {size: [16, 16], extent: [2*pi, 2*pi], boundary: periodic}
            parameters: {D: 0.3}
            expressions:
              e: exp(-t)
              exact: sin(x)*cos(y)*e
              source: "-exact + 2*D*exact + exact*cos(x)*cos(y)*e + cos(x)*sin(y)*e"
            fields:
              u: {initial: sin(x)*cos(y), rate: "D*laplacian(u) - u*dx(u) + dxy(u) + source"}
            time: {scheme: rk4, step: 0.004, until: 0.2}
            """;

    private static double error(int order, int cells) {
        CaseFile file = CaseFile.parse(
                "manufactured.yaml",
                NONLINEAR,
                List.of("order=" + order, "grid.size=[" + cells + ", " + cells * 3 / 4 + "]"));
        AtomicReference<Double> error = new AtomicReference<>();
        Parallel.threads(1, (world, rest) -> {
            Simulation simulation = Simulation.of(file, world, Path.of("unused"));
            simulation.run();
            Field u = simulation.field("u");
            double worst = 0;
            for (int j = 0; j < cells * 3 / 4; j++) {
                for (int i = 0; i < cells; i++) {
                    double x = simulation.grid().coordinate(Axis.X, Location.CELL, i);
                    double y = simulation.grid().coordinate(Axis.Y, Location.CELL, j);
                    double exact = Math.sin(x) * Math.cos(y) * Math.exp(-0.2);
                    worst = Math.max(worst, Math.abs(u.get(i, j, 0) - exact));
                }
            }
            error.set(worst);
        });
        return error.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void derivativesHaveTheirOrder(int order) {
        double coarse = error(order, 24);
        double fine = error(order, 48);
        double observed = Math.log(coarse / fine) / Math.log(2);
        assertEquals(order, observed, 0.1, "errors " + coarse + " and " + fine);
    }

    /**
     * sin(πx) sin(2πy/2) sin(3πz/3) on a box of lengths 1, 2, 3 with 10×7×5 cells and walls at 0 is an eigenvector of the
     * discrete Laplacian, so that a step of RK4 multiplies it by 1 + z + z²/2 + z³/6 + z⁴/24 with z = λ Δt.
     */
    @RankTest({1, 2, 3, 4})
    void heatFollowsTheDiscreteEigenmode(Communicator world) {
        String yaml = """
                grid: {size: [10, 7, 5], extent: [1, 2, 3], boundary: {dirichlet: 0}}
                parameters: {kappa: 0.7}
                fields:
                  T: {initial: sin(pi*x)*sin(2*pi*y/2)*sin(3*pi*z/3), rate: kappa*laplacian(T)}
                time: {scheme: rk4, step: 0.002, steps: 50}
                """;
        Simulation simulation = Simulation.of(CaseFile.parse("heat.yaml", yaml, List.of()), world, Path.of("unused"));
        simulation.run();
        double[] spacing = {1.0 / 10, 2.0 / 7, 3.0 / 5};
        int[] cells = {10, 7, 5};
        double eigenvalue = 0;
        for (int axis = 0; axis < 3; axis++) {
            double sine = Math.sin((axis + 1) * Math.PI / (2 * cells[axis]));
            eigenvalue -= 0.7 * 4 / (spacing[axis] * spacing[axis]) * sine * sine;
        }
        double z = eigenvalue * 0.002;
        double growth = Math.pow(1 + z * (1 + z / 2 * (1 + z / 3 * (1 + z / 4))), 50);
        assertTrue(growth > 0.01 && growth < 0.5, "growth " + growth);
        Field field = simulation.field("T");
        double worst = 0;
        for (int k = field.offset(Axis.Z); k < field.offset(Axis.Z) + field.size(Axis.Z); k++) {
            for (int j = field.offset(Axis.Y); j < field.offset(Axis.Y) + field.size(Axis.Y); j++) {
                for (int i = field.offset(Axis.X); i < field.offset(Axis.X) + field.size(Axis.X); i++) {
                    double mode = Math.sin(Math.PI * (i + 0.5) / 10)
                            * Math.sin(2 * Math.PI * (j + 0.5) / 7)
                            * Math.sin(3 * Math.PI * (k + 0.5) / 5);
                    worst = Math.max(worst, Math.abs(field.get(i, j, k) - growth * mode));
                }
            }
        }
        assertTrue(worst < 1e-12, String.format(Locale.ROOT, "error %.3g", worst));
    }
}
