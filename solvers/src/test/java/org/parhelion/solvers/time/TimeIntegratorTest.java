package org.parhelion.solvers.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.UnaryOp;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.testing.RankTest;

class TimeIntegratorTest {
    /** u' = u cos t, v' = w, w' = −v: depends on time, and couples unknowns. */
    private static final class Problem {
        final CartesianGrid grid;
        final Field u;
        final Field v;
        final Field w;
        final List<Rate> system;

        Problem(Communicator world) {
            grid = CartesianGrid.of(world, 3);
            u = grid.field("u");
            v = grid.field("v");
            w = grid.field("w");
            u.fill(1);
            v.fill(0);
            w.fill(1);
            Expr cosine = new Expr.Unary(UnaryOp.COS, grid.time().expr());
            system = List.of(Rate.of(u, u.times(cosine)), Rate.of(v, w), Rate.of(w, v.negate()));
        }

        /** Greatest error of the three against the exact solution at the grid's time. */
        double error() {
            double t = grid.time().value();
            return Math.max(
                    Math.abs(u.get(1, 0, 0) - Math.exp(Math.sin(t))),
                    Math.max(Math.abs(v.get(1, 0, 0) - Math.sin(t)), Math.abs(w.get(1, 0, 0) - Math.cos(t))));
        }

        TimeIntegrator integrator(Scheme scheme, double step) {
            return scheme.isAdaptive()
                    ? TimeIntegrator.adaptive(scheme, system, 1e9, step, step)
                    : TimeIntegrator.fixed(scheme, system, step);
        }
    }

    private static double errorAtTwo(Communicator world, Scheme scheme, int steps) {
        Problem problem = new Problem(world);
        TimeIntegrator integrator = problem.integrator(scheme, 2.0 / steps);
        while (problem.grid.time().value() < 2) {
            integrator.advance(2);
        }
        assertEquals(steps, integrator.steps());
        return problem.error();
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void eachSchemeHasItsOrder(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            int steps = scheme.order() == 1 ? 400 : 40;
            double coarse = errorAtTwo(world, scheme, steps);
            double fine = errorAtTwo(world, scheme, 2 * steps);
            assertEquals(scheme.order(), Math.log(coarse / fine) / Math.log(2), 0.1);
        });
    }

    @RankTest({1})
    void stepsEndOnTheTarget(Communicator world) {
        Problem problem = new Problem(world);
        TimeIntegrator integrator = TimeIntegrator.fixed(Scheme.EULER, problem.system, 0.1);
        for (double target : new double[] {0.3, 0.55, 1.55}) {
            List<Double> steps = new ArrayList<>();
            while (problem.grid.time().value() < target) {
                steps.add(integrator.advance(target));
            }
            assertEquals(target, problem.grid.time().value());
            assertEquals(target == 0.3 ? 3 : target == 0.55 ? 3 : 10, steps.size(), "steps " + steps);
            assertTrue(steps.get(0) > 0.09);
        }
    }

    @RankTest({1})
    void equalStepsAddUpWithoutDrift(Communicator world) {
        Problem problem = new Problem(world);
        TimeIntegrator integrator = TimeIntegrator.fixed(Scheme.EULER, problem.system, 0.1);
        for (int n = 0; n < 1000; n++) {
            integrator.advance(Double.POSITIVE_INFINITY);
        }
        assertEquals(1000 * 0.1, problem.grid.time().value());
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"BS32", "DOPRI5"})
    void anAdaptiveSchemeKeepsItsTolerance(Scheme scheme) {
        Parallel.threads(1, (world, rest) -> {
            double previous = 1;
            for (double tolerance : new double[] {1e-4, 1e-6, 1e-8}) {
                Problem problem = new Problem(world);
                TimeIntegrator integrator = TimeIntegrator.adaptive(scheme, problem.system, tolerance, Double.NaN, 10);
                while (problem.grid.time().value() < 20) {
                    integrator.advance(20);
                }
                assertEquals(20, problem.grid.time().value());
                assertTrue(problem.error() < 100 * tolerance, "error " + problem.error() + " at " + tolerance);
                assertTrue(problem.error() < previous / 10);
                assertTrue(integrator.rejectedSteps() < integrator.steps() / 4);
                previous = problem.error();
            }
        });
    }

    @Test
    void adaptiveStepsAreTheSameOnAnyNumberOfRanks() {
        Map<Integer, String> histories = new ConcurrentHashMap<>();
        for (int ranks = 1; ranks <= 4; ranks++) {
            int size = ranks;
            Parallel.threads(size, (world, rest) -> {
                CartesianGrid grid = CartesianGrid.of(world, 13, 9);
                Field u = grid.field("u");
                u.fill((x, y, z) -> Math.sin(7 * x) + y * y);
                Expr rate = new Expr.Laplacian(u.expr(), 2)
                        .times(0.05)
                        .plus(u.minus(u.times(u).times(u)));
                TimeIntegrator integrator =
                        TimeIntegrator.adaptive(Scheme.BS32, List.of(Rate.of(u, rate)), 1e-5, Double.NaN, 1);
                StringBuilder history = new StringBuilder();
                while (grid.time().value() < 0.2) {
                    history.append(Double.toHexString(integrator.advance(0.2))).append(' ');
                }
                String digest = FieldDigest.of(u);
                if (world.rank() == 0) {
                    histories.put(size, history + digest);
                }
            });
        }
        assertEquals(4, histories.size());
        assertTrue(histories.get(1).split(" ").length > 5, histories.get(1));
        for (int ranks = 2; ranks <= 4; ranks++) {
            assertEquals(histories.get(1), histories.get(ranks), ranks + " ranks");
        }
    }

    @RankTest({1})
    void aSolutionThatBlowsUpEndsTheAdaptiveRun(Communicator world) {
        CartesianGrid grid = CartesianGrid.of(world, 2);
        Field u = grid.field("u");
        u.fill(1);
        TimeIntegrator integrator =
                TimeIntegrator.adaptive(Scheme.DOPRI5, List.of(Rate.of(u, u.times(u))), 1e-8, Double.NaN, 1);
        ArithmeticException end = assertThrows(ArithmeticException.class, () -> {
            while (grid.time().value() < 2) {
                integrator.advance(2);
            }
        });
        assertTrue(end.getMessage().startsWith("the step has shrunk to"), end.getMessage());
        // the exact solution 1 / (1 − t) ends at t = 1
        assertEquals(1, grid.time().value(), 1e-3);
    }

    @RankTest({1})
    void impossibleChoicesAreRefused(Communicator world) {
        Problem problem = new Problem(world);
        assertThrows(IllegalArgumentException.class, () -> TimeIntegrator.fixed(Scheme.BS32, problem.system, 0.1));
        assertThrows(
                IllegalArgumentException.class, () -> TimeIntegrator.adaptive(Scheme.RK4, problem.system, 1e-6, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> TimeIntegrator.fixed(Scheme.RK4, problem.system, 0));
        assertThrows(IllegalArgumentException.class, () -> TimeIntegrator.fixed(Scheme.RK4, List.of(), 1));
        List<Rate> twice = List.of(problem.system.get(0), problem.system.get(0));
        assertThrows(IllegalArgumentException.class, () -> TimeIntegrator.fixed(Scheme.RK4, twice, 1));
    }
}
