package org.parhelion.solvers.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.diffusion;
import static org.parhelion.mesh.stencil.Calculus.laplacian;
import static org.parhelion.mesh.stencil.Functions.cos;
import static org.parhelion.mesh.stencil.Functions.sin;
import static org.parhelion.mesh.stencil.Functions.x;
import static org.parhelion.mesh.stencil.Functions.y;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.ExpressionException;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.Stop;

@Timeout(60)
class ImplicitSchemesTest {
    private static final int CELLS = 8;
    /** Eigenvalue of the discrete Laplacian on {@link #CELLS} cells of the unit interval, walls at 0, to sin πx. */
    private static final double EIGENVALUE = -4.0 * CELLS * CELLS * Math.pow(Math.sin(Math.PI / (2 * CELLS)), 2);

    private static final StageSolver EXACT =
            operator -> Krylov.cg(operator).stop(Stop.relative(1e-14).or(Stop.iterations(200)));

    static Stream<Scheme> implicitSchemes() {
        return Arrays.stream(Scheme.values()).filter(Scheme::isImplicit);
    }

    private static void advance(TimeIntegrator integrator, CartesianGrid grid, double until) {
        while (grid.time().value() < until) {
            integrator.advance(until);
        }
    }

    /**
     * u = g(t) sin πx with g = 2 + cos 3t solves u' = (1 + ½ sin t) Δu + u² + f: a stiff part whose coefficient changes, a
     * nonlinear explicit part and a source, with no error in space.
     */
    private static double errorAtOne(Communicator world, Scheme scheme, int steps) {
        CartesianGrid grid = CartesianGrid.of(world, CELLS);
        Field u = grid.field("u").boundary(Boundary.dirichlet(0));
        Expr t = grid.time().expr();
        Expr mode = sin(x().times(Math.PI));
        Expr g = cos(t.times(3)).plus(2);
        Expr conductivity = sin(t).times(0.5).plus(1);
        Expr exact = g.times(mode);
        Expr source = sin(t.times(3))
                .times(-3)
                .times(mode)
                .minus(conductivity.times(EIGENVALUE).times(exact))
                .minus(exact.times(exact));
        Rate rate = Rate.of(u, u.times(u).plus(source), conductivity.times(laplacian(u)));
        u.fill((px, py, pz) -> 3 * Math.sin(Math.PI * px));
        TimeIntegrator integrator = TimeIntegrator.fixed(scheme, List.of(rate), 1.0 / steps, EXACT);
        advance(integrator, grid, 1);
        assertEquals(steps, integrator.steps());
        double worst = 0;
        for (int i = 0; i < CELLS; i++) {
            double place = grid.coordinate(Axis.X, Location.CELL, i);
            worst = Math.max(worst, Math.abs(u.get(i, 0, 0) - (2 + Math.cos(3)) * Math.sin(Math.PI * place)));
        }
        return worst;
    }

    @ParameterizedTest
    @MethodSource("implicitSchemes")
    void eachImplicitSchemeHasItsOrder(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            int steps = scheme.order() == 1 ? 400 : 80;
            double coarse = errorAtOne(world, scheme, steps);
            double fine = errorAtOne(world, scheme, 2 * steps);
            double observed = Math.log(coarse / fine) / Math.log(2);
            assertEquals(scheme.order(), observed, 0.15, "errors " + coarse + " and " + fine);
        });
    }

    /** What one step of a Runge–Kutta scheme makes of u' = λ u with z = λ Δt, from its tableau alone. */
    private static double amplification(Scheme scheme, double z) {
        Tableau tableau = Tableau.of(scheme);
        double[] stage = new double[tableau.stages()];
        double result = 1;
        for (int i = 0; i < stage.length; i++) {
            double sum = 1;
            for (int j = 0; j < i; j++) {
                sum += z * tableau.implicit()[i][j] * stage[j];
            }
            stage[i] = sum / (1 - z * tableau.implicit()[i][i]);
        }
        for (int i = 0; i < stage.length; i++) {
            result += z * tableau.implicitWeights()[i] * stage[i];
        }
        return result;
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"BACKWARD_EULER", "CRANK_NICOLSON", "SDIRK2", "SDIRK3", "IMEX_SSP2", "IMEX_SSP3"})
    void aStepMultipliesAnEigenmodeByTheStabilityFunction(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            for (double z : new double[] {-0.1, -3, -1e3, -1e6}) {
                CartesianGrid grid = CartesianGrid.of(world, CELLS);
                Field u = grid.field("u").boundary(Boundary.dirichlet(0));
                u.fill((px, py, pz) -> Math.sin(Math.PI * px));
                double before = u.get(2, 0, 0);
                TimeIntegrator.fixed(scheme, List.of(Rate.implicit(u, laplacian(u))), z / EIGENVALUE, EXACT)
                        .advance(Double.POSITIVE_INFINITY);
                assertEquals(amplification(scheme, z), u.get(2, 0, 0) / before, 2e-12 - 1e-16 * z, "z = " + z);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("implicitSchemes")
    void stiffModesAreDampedAndNotLeftToOscillate(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            CartesianGrid grid = CartesianGrid.of(world, 64);
            Field u = grid.field("u").boundary(Boundary.dirichlet(0));
            // 1 at every second cell: the fastest modes that the grid has
            u.fill((px, py, pz) -> Math.round(px * 64 - 0.5) % 2 == 0 ? 1 : -1);
            double step = 1e4 / (64 * 64);
            TimeIntegrator integrator =
                    TimeIntegrator.fixed(scheme, List.of(Rate.implicit(u, laplacian(u))), step, EXACT);
            for (int n = 0; n < 4; n++) {
                integrator.advance(Double.POSITIVE_INFINITY);
            }
            double left = Math.abs(u.get(31, 0, 0));
            if (scheme == Scheme.CRANK_NICOLSON) {
                assertTrue(left > 0.5, "the trapezoidal rule is not L-stable: " + left);
            } else {
                assertTrue(left < 1e-4, "left of 1: " + left);
            }
        });
    }

    /** {@code heat_discrete_amplitude.csv}: (1 − z)⁻ⁿ and ((1 + z/2)/(1 − z/2))ⁿ of the 7-point Laplacian's lowest mode. */
    @ParameterizedTest
    @CsvSource({
        "BACKWARD_EULER, 16, 0.00025, 200, 0.2298627375514796",
        "BACKWARD_EULER, 32, 0.0001, 500, 0.22830608181950832",
        "CRANK_NICOLSON, 16, 0.00025, 200, 0.22861928725322467",
        "CRANK_NICOLSON, 32, 0.0001, 500, 0.22780778695369996"
    })
    void heatHasItsDiscreteAmplitude(Scheme scheme, int cells, double step, int steps, double amplitude) {
        Parallel.threads(1, (world, rest) -> {
            CartesianGrid grid = CartesianGrid.of(world, cells, cells, cells);
            Field u = grid.field("u").boundary(Boundary.dirichlet(0));
            u.fill((px, py, pz) -> Math.sin(Math.PI * px) * Math.sin(Math.PI * py) * Math.sin(Math.PI * pz));
            double before = u.get(1, 2, 3);
            TimeIntegrator integrator =
                    TimeIntegrator.fixed(scheme, List.of(Rate.implicit(u, laplacian(u))), step, EXACT);
            for (int n = 0; n < steps; n++) {
                integrator.advance(Double.POSITIVE_INFINITY);
            }
            assertEquals(amplitude, u.get(1, 2, 3) / before, 1e-12);
        });
    }

    /**
     * u = (1 + x) (2 + sin 4t) with its values on the walls and its source in the implicit part: linear in space, so that the
     * only errors are those of times at which walls and sources are taken.
     */
    private static double errorWithMovingWalls(Communicator world, Scheme scheme, int steps, boolean uneven) {
        CartesianGrid grid = CartesianGrid.of(world, 6);
        Expr t = grid.time().expr();
        Expr exact = x().plus(1).times(sin(t.times(4)).plus(2));
        Field u = grid.field("u").boundary(Boundary.dirichlet(exact));
        Expr source = x().plus(1).times(cos(t.times(4)).times(4));
        u.fill((px, py, pz) -> 2 * (1 + px));
        TimeIntegrator integrator = TimeIntegrator.fixed(
                scheme, List.of(Rate.implicit(u, laplacian(u).times(0.2).plus(source))), 1.0 / steps, EXACT);
        int stop = 0;
        while (grid.time().value() < 1) {
            // uneven: every step is followed by one of about half its length
            double target = uneven && ++stop % 2 == 0 ? grid.time().value() + 0.47 / steps : 1;
            integrator.advance(Math.min(1, target));
        }
        double worst = 0;
        for (int i = 0; i < 6; i++) {
            double place = grid.coordinate(Axis.X, Location.CELL, i);
            worst = Math.max(worst, Math.abs(u.get(i, 0, 0) - (1 + place) * (2 + Math.sin(4))));
        }
        return worst;
    }

    @ParameterizedTest
    @CsvSource({
        "BACKWARD_EULER, 1, false",
        "BDF2, 2, false",
        "BDF2, 2, true",
        "CRANK_NICOLSON, 2, false",
        "SDIRK2, 2, false",
        "SDIRK3, 3, false",
        "IMEX_SSP2, 2, false",
        "IMEX_SSP3, 2.5, false"
    })
    void wallsAndSourcesAreTakenAtTheirTimes(Scheme scheme, double order, boolean uneven) {
        Parallel.threads(1, (world, rest) -> {
            double coarse = errorWithMovingWalls(world, scheme, 64, uneven);
            double fine = errorWithMovingWalls(world, scheme, 128, uneven);
            double observed = Math.log(coarse / fine) / Math.log(2);
            assertTrue(
                    Math.abs(observed - order) < 0.3 || observed > order,
                    "order " + observed + " of errors " + coarse + " and " + fine);
        });
    }

    @RankTest({1, 2, 3, 4})
    void nothingIsLostThoughSolvesAreRough(Communicator world) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(13, 10).periodic(Axis.Y).build();
        for (Scheme scheme : implicitSchemes().toList()) {
            Field u = grid.field("u");
            u.fill((px, py, pz) -> Math.exp(-20 * ((px - 0.3) * (px - 0.3) + (py - 0.6) * (py - 0.6))));
            double before = FieldStatistics.of(u).integral();
            Expr conductivity = sin(x().times(5).plus(y().times(2 * Math.PI))).plus(1.5);
            StageSolver rough =
                    operator -> Krylov.cg(operator).stop(Stop.relative(1e-3).or(Stop.iterations(500)));
            TimeIntegrator integrator = TimeIntegrator.fixed(
                    scheme, List.of(Rate.implicit(u, diffusion(grid, conductivity, u))), 0.01, rough);
            for (int n = 0; n < 20; n++) {
                integrator.advance(Double.POSITIVE_INFINITY);
            }
            assertEquals(before, FieldStatistics.of(u).integral(), 1e-14 * 20, scheme.label());
            SolveCounts counts = integrator.solves();
            assertTrue(counts.solves() >= 20 && counts.iterations() >= counts.solves(), counts.toString());
            assertTrue(counts.residual() <= 1e-3 && counts.most() > 1 && counts.seconds() > 0, counts.toString());
        }
    }

    @RankTest({1})
    void fieldsWithAndWithoutImplicitPartsGoTogether(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 4);
        for (Scheme scheme : implicitSchemes().toList()) {
            double[] errors = new double[2];
            for (int n = 0; n < 2; n++) {
                grid.time().set(0);
                Field u = grid.field("u");
                Field v = grid.field("v");
                u.fill(1);
                v.fill(0);
                // u = cos t, v = sin t: u' = −5 u + (5 u − v), v' = u
                TimeIntegrator integrator = TimeIntegrator.fixed(
                        scheme,
                        List.of(Rate.of(u, u.times(5).minus(v), u.times(-5)), Rate.of(v, u)),
                        (scheme.order() == 1 ? 0.002 : 0.02) / (1 << n),
                        EXACT);
                advance(integrator, grid, 1);
                errors[n] = Math.abs(v.get(2, 0, 0) - Math.sin(1)) + Math.abs(u.get(2, 0, 0) - Math.cos(1));
            }
            assertEquals(scheme.order(), Math.log(errors[0] / errors[1]) / Math.log(2), 0.2, scheme.label());
        }
    }

    /** Fields trade their storage with one another and with the solver's vectors; none is made anew. */
    @RankTest({1, 2})
    void stepsMakeNoFields(Communicator world) {
        for (Scheme scheme : implicitSchemes().toList()) {
            CartesianGrid grid = CartesianGrid.of(world, 9, 8);
            Field u = grid.field("u").boundary(Boundary.dirichlet(sin(grid.time())));
            u.fill((px, py, pz) -> px * px + py);
            TimeIntegrator integrator =
                    TimeIntegrator.fixed(scheme, List.of(Rate.of(u, u.times(u), laplacian(u))), 0.01, EXACT);
            integrator.advance(1);
            integrator.advance(1);
            Set<double[]> before = storage(integrator);
            assertTrue(before.size() > 3);
            for (int n = 0; n < 5; n++) {
                integrator.advance(1);
            }
            assertEquals(before, storage(integrator), scheme.label());
        }
    }

    private static Set<double[]> storage(TimeIntegrator integrator) {
        Set<double[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Kernel kernel : integrator.kernels()) {
            kernel.program().fields().forEach(field -> arrays.add(field.data()));
        }
        return arrays;
    }

    @Test
    void whatCannotBeSolvedForIsRefused() {
        Parallel.threads(1, (world, rest) -> {
            CartesianGrid grid = CartesianGrid.of(world, 4);
            Field u = grid.field("u");
            Field v = grid.field("v");
            assertEquals(
                    "\"u*u\" is not linear in u",
                    assertThrows(ExpressionException.class, () -> build(Scheme.SDIRK2, Rate.implicit(u, u.times(u))))
                            .getMessage());
            String coupled = assertThrows(
                            ExpressionException.class,
                            () -> build(
                                    Scheme.BDF2, Rate.implicit(u, laplacian(u).plus(v)), Rate.of(v, u)))
                    .getMessage();
            assertTrue(coupled.startsWith("the implicit part of u has v in it; "), coupled);
            assertEquals(
                    "the rate of u has an implicit part, but scheme rk4 is explicit",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> build(Scheme.RK4, Rate.implicit(u, laplacian(u))))
                            .getMessage());
        });
    }

    private static void build(Scheme scheme, Rate... rates) {
        TimeIntegrator.fixed(scheme, List.of(rates), 1);
    }

    @Test
    void aSolveThatFailsSaysWhichAndLeavesTheUnknownAsItWas() {
        Parallel.threads(1, (world, rest) -> {
            for (Scheme scheme : implicitSchemes().toList()) {
                CartesianGrid grid = CartesianGrid.of(world, 32);
                Field u = grid.field("u").boundary(Boundary.dirichlet(0));
                u.fill((px, py, pz) -> px * px);
                StageSolver hasty = operator ->
                        Krylov.cg(operator).stop(Stop.relative(1e-10).or(Stop.iterations(2)));
                TimeIntegrator integrator =
                        TimeIntegrator.fixed(scheme, List.of(Rate.implicit(u, laplacian(u))), 0.1, hasty);
                UnsolvedException failed = assertThrows(UnsolvedException.class, () -> integrator.advance(1));
                assertTrue(
                        failed.getMessage()
                                .startsWith("the implicit part of field u was not solved for: CG after 2 iterations"),
                        failed.getMessage());
                assertEquals(0, grid.time().value());
                assertEquals(0.25, Math.sqrt(u.get(7, 0, 0)), 0.02);
            }
        });
    }
}
