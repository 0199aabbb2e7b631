package org.parhelion.solvers.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldStatistics;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class StabilityLimitTest {
    private static CartesianGrid periodic(Communicator world, int... cells) {
        return CartesianGrid.builder(world).cells(cells).periodic(Axis.X).build();
    }

    @RankTest({1, 2})
    void diffusionIsLimitedByTheRealAxis(Communicator world) {
        CartesianGrid grid = periodic(world, 16);
        Field u = grid.field("u");
        StabilityLimit limit =
                StabilityLimit.of(Scheme.EULER, List.of(Rate.of(u, new Expr.Laplacian(u.expr(), 2).times(3))));
        double h = 1.0 / 16;
        assertTrue(limit.isConstant());
        assertEquals(h * h / (2 * 3), limit.step(), 1e-12);
    }

    @RankTest({1})
    void wavesAreLimitedByTheImaginaryAxis(Communicator world) {
        CartesianGrid grid = periodic(world, 16);
        Field u = grid.field("u");
        Field v = grid.field("v");
        List<Rate> system = List.of(Rate.of(u, v), Rate.of(v, new Expr.Laplacian(u.expr(), 2).times(4)));
        StabilityLimit limit = StabilityLimit.of(Scheme.RK4, system);
        // spectral radius 2 c / h with c = 2
        assertEquals(2.8284 / (2 * 2 * 16), limit.step(), 1e-9);
    }

    @RankTest({1, 3})
    void upwindAdvectionGetsItsCourantNumber(Communicator world) {
        CartesianGrid grid = periodic(world, 20);
        Field u = grid.field("u");
        Expr rate = new Expr.Upwind(Expr.constant(2), u.expr(), Axis.X).negate();
        assertEquals(
                1.0 / 20 / 2,
                StabilityLimit.of(Scheme.EULER, List.of(Rate.of(u, rate))).step(),
                1e-12);
    }

    @RankTest({1, 2})
    void aLimitThatDependsOnTheFieldFollowsIt(Communicator world) {
        CartesianGrid grid = periodic(world, 10);
        Field u = grid.field("u");
        u.fill((x, y, z) -> x < 0.5 ? 2 : 5);
        StabilityLimit limit = StabilityLimit.of(
                Scheme.EULER, List.of(Rate.of(u, u.times(u).times(u).negate())));
        assertFalse(limit.isConstant());
        assertEquals(2.0 / (3 * 25), limit.step(), 1e-12);
        u.fill(1);
        assertEquals(2.0 / 3, limit.step(), 1e-12);
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"EULER", "SSPRK2", "SSPRK3", "RK4"})
    void justBelowTheLimitDecaysAndJustAboveGrows(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            for (double share : new double[] {0.98, 1.02}) {
                CartesianGrid grid = periodic(world, 32);
                Field u = grid.field("u");
                // the fastest mode alternates from cell to cell
                u.fill((x, y, z) -> Math.floor(32 * x) % 2 == 0 ? 1 : -1);
                List<Rate> system = List.of(Rate.of(u, new Expr.Laplacian(u.expr(), 2)));
                double step = share * StabilityLimit.of(scheme, system).step();
                TimeIntegrator integrator = TimeIntegrator.fixed(scheme, system, step);
                for (int n = 0; n < 60; n++) {
                    integrator.advance(Double.POSITIVE_INFINITY);
                }
                double amplitude = FieldStatistics.of(u).max();
                assertEquals(share > 1, amplitude > 1, scheme + " at " + share + ": " + amplitude);
            }
        });
    }

    @RankTest({1, 2})
    void automaticStepsTakeTheirShare(Communicator world) {
        CartesianGrid grid = periodic(world, 16);
        Field u = grid.field("u");
        u.fill((x, y, z) -> Math.sin(2 * Math.PI * x));
        TimeIntegrator integrator = TimeIntegrator.stable(
                Scheme.EULER, List.of(Rate.of(u, new Expr.Laplacian(u.expr(), 2))), 0.5, Double.POSITIVE_INFINITY);
        assertEquals(0.5 / 512, integrator.advance(1), 1e-12);
        TimeIntegrator limited =
                TimeIntegrator.stable(Scheme.EULER, List.of(Rate.of(u, new Expr.Laplacian(u.expr(), 2))), 0.5, 1e-5);
        assertEquals(1e-5, limited.advance(1), 1e-18);
    }
}
