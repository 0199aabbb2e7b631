package org.parhelion.solvers.multigrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Functions.exp;
import static org.parhelion.mesh.stencil.Functions.x;
import static org.parhelion.mesh.stencil.Functions.y;
import static org.parhelion.mesh.stencil.Functions.z;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.PointFunction;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.GridOperator;
import org.parhelion.solvers.linear.Stop;

/**
 * Errors against tables of exactly solvable discrete problems: −Δu = f on the unit cube with u = sin kπx sin lπy sin mπz, and
 * with periods 1 along all axes. The discrete solution is u times (1 + u_h_over_u_minus_1), known to 1e-13. The tables in the
 * resources are analytic, evaluated in double precision.
 */
class MultigridAccuracyTest {
    @RankTest({1, 2, 3, 4})
    void dirichletNodesAndCellsHaveTheErrorsOfTheTable(Communicator world) {
        for (double[] row : table("dirichlet_7pt_sine.csv")) {
            int n = (int) row[3];
            if (n > 32) {
                continue;
            }
            double pi = Math.PI;
            PointFunction exact =
                    (x, y, z) -> Math.sin(row[0] * pi * x) * Math.sin(row[1] * pi * y) * Math.sin(row[2] * pi * z);
            CartesianGrid grid = CartesianGrid.of(world, n, n, n);
            assertEquals(row[8], error(grid, Location.NODE, row[5], exact), 1e-11, "nodes, n = " + n);
            assertEquals(row[9], error(grid, Location.CELL, row[5], exact), 1e-11, "cells, n = " + n);
        }
    }

    @RankTest({1, 3})
    void periodicCellsHaveTheErrorsOfTheTable(Communicator world) {
        for (double[] row : table("periodic_7pt.csv")) {
            int n = (int) row[3];
            if (n > 32) {
                continue;
            }
            double pi = 2 * Math.PI;
            PointFunction exact =
                    (x, y, z) -> Math.cos(row[0] * pi * x) * Math.cos(row[1] * pi * y) * Math.cos(row[2] * pi * z);
            CartesianGrid grid = CartesianGrid.builder(world)
                    .cells(n, n, n)
                    .periodic(Axis.values())
                    .build();
            // nodes lie at the maxima of the cosines, so the largest error is that of the amplitude
            assertEquals(row[6], error(grid, Location.NODE, row[4], exact), 1e-11, "n = " + n);
        }
    }

    @RankTest({1, 2})
    void fullMultigridReachesTheDiscretisationErrorAtOnce(Communicator world) {
        double previous = 0;
        for (int n : new int[] {16, 32, 64}) {
            double pi = Math.PI;
            PointFunction exact = (x, y, z) -> Math.sin(pi * x) * Math.sin(pi * y) * Math.sin(pi * z);
            CartesianGrid grid = CartesianGrid.of(world, n, n, n);
            Field u = grid.field("u", Location.NODE).boundary(Boundary.dirichlet(0));
            GridOperator a = MultigridProblems.poisson(u);
            DistributedVector x = a.domain().vector("x");
            try (Multigrid multigrid = Multigrid.of(a)) {
                multigrid.solveOnce(source(a, 3 * pi * pi, exact), x, 1);
            }
            double error = largestDifference(a, x, exact);
            double sine = 2 * n * Math.sin(pi / (2 * n));
            double discretisation = pi * pi / (sine * sine) - 1;
            assertTrue(error <= 1.5 * discretisation, n + ": " + error + " against " + discretisation);
            assertTrue(previous == 0 || previous / error > 3.3, n + ": " + previous / error);
            previous = error;
        }
    }

    @RankTest({1, 2})
    void boundaryValuesThatAreNotZeroAreMetBySecondOrder(Communicator world) {
        double previous = 0;
        for (int n : new int[] {16, 32}) {
            PointFunction exact = (x, y, z) -> Math.exp(x + y / 2) + z;
            CartesianGrid grid = CartesianGrid.of(world, n, n + 3, n - 1);
            Field u = grid.field("u");
            Expr growth = exp(x().plus(y().dividedBy(2)));
            Expr value = growth.plus(z());
            u.boundary(Boundary.dirichlet(value));
            GridOperator a = MultigridProblems.poisson(u);
            DistributedVector x = a.domain().vector("x");
            DistributedVector b = a.domain().vector("b");
            a.rightHandSide(growth.times(-1.25), b);
            try (Multigrid multigrid = Multigrid.of(a)) {
                multigrid
                        .solver()
                        .stop(Stop.relative(1e-11).or(Stop.iterations(40)))
                        .solve(b, x)
                        .orThrow();
            }
            double error = largestDifference(a, x, exact);
            assertTrue(previous == 0 || previous / error > 3.5, n + ": " + previous / error);
            previous = error;
        }
    }

    /** Largest error of the solution of −Δu = λ · exact. */
    private static double error(CartesianGrid grid, Location location, double lambda, PointFunction exact) {
        Field u = grid.field("u", location);
        if (!grid.isPeriodic(Axis.X)) {
            u.boundary(Boundary.dirichlet(0));
        }
        GridOperator a = MultigridProblems.poisson(u);
        DistributedVector x = a.domain().vector("x");
        DistributedVector b = source(a, lambda, exact);
        a.nullSpace().project(b);
        try (Multigrid multigrid = Multigrid.of(a)) {
            multigrid
                    .solver()
                    .stop(Stop.relative(1e-13).or(Stop.iterations(25)))
                    .solve(b, x);
        }
        return largestDifference(a, x, exact);
    }

    private static DistributedVector source(GridOperator a, double lambda, PointFunction exact) {
        DistributedVector b = a.domain().vector("b");
        b.field().fill((x, y, z) -> lambda * exact.at(x, y, z));
        return b;
    }

    private static double largestDifference(GridOperator a, DistributedVector x, PointFunction exact) {
        DistributedVector e = a.domain().vector("e");
        e.field().fill(exact);
        e.addScaled(-1, x);
        return e.largest();
    }

    /** The numbers of a table in the resources, without its header. */
    private static List<double[]> table(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MultigridAccuracyTest.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(MultigridAccuracyTest::numbers).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String line) {
        String[] words = line.split(",", -1);
        double[] numbers = new double[words.length];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = Double.parseDouble(words[n]);
        }
        return numbers;
    }
}
