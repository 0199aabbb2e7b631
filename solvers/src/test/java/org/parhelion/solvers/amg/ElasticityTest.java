package org.parhelion.solvers.amg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.CsrBuilder;
import org.parhelion.solvers.linear.CsrMatrix;
import org.parhelion.solvers.linear.DistributedVector;
import org.parhelion.solvers.linear.Krylov;
import org.parhelion.solvers.linear.SolveResult;
import org.parhelion.solvers.linear.Stop;
import org.parhelion.solvers.linear.VectorSpace;

class ElasticityTest {
    private static final Stop STOP = Stop.relative(1e-9).or(Stop.iterations(2000));

    private static int iterations(CsrMatrix a, DistributedVector b, DistributedVector x, NearNullSpace near) {
        SmoothedAggregationBuilder settings = SmoothedAggregation.builder(a).directUnknowns(40);
        try (SmoothedAggregation amg = settings.nearNullSpace(near).build()) {
            assertTrue(amg.levels() > 2, amg.describe());
            SolveResult result = Krylov.cg(a)
                    .preconditioner(amg.preconditioner())
                    .stop(STOP)
                    .solve(b, x)
                    .orThrow();
            return result.iterations();
        }
    }

    @RankTest({1, 2, 3})
    void rotationsInTheNearNullSpaceMakeABendingBeamConverge(Communicator world) {
        Cantilever beam = new Cantilever(world, 256, 16);
        DistributedVector x = beam.space.vector("x");
        int motions = iterations(beam.matrix, beam.load, x, beam.motions());
        x.fill(0);
        int translations = iterations(beam.matrix, beam.load, x, NearNullSpace.constants(beam.space, 2));
        assertTrue(motions <= 26, motions + " iterations with rigid motions");
        assertTrue(translations > 2 * motions, translations + " iterations without rotations, " + motions + " with");
    }

    @RankTest({1, 2})
    void theEndDeflectionConvergesWithTheSquareOfTheElements(Communicator world) {
        double exact = deflectionOfTheEnd();
        double[] errors = new double[3];
        for (int n = 0; n < errors.length; n++) {
            Cantilever beam = new Cantilever(world, 32 << n, 4 << n);
            DistributedVector x = beam.space.vector("x");
            iterations(beam.matrix, beam.load, x, beam.motions());
            long at = beam.end() - beam.space.firstRow();
            double found = at >= 0 && at < beam.space.localSize() ? x.data()[(int) at] : Double.NEGATIVE_INFINITY;
            errors[n] = Math.abs(world.allReduce(found, ReduceOp.MAX) - exact);
        }
        assertTrue(errors[2] < 2e-3 * Math.abs(exact), "error " + errors[2]);
        assertEquals(2, Math.log(errors[0] / errors[1]) / Math.log(2), 0.15);
        assertEquals(2, Math.log(errors[1] / errors[2]) / Math.log(2), 0.1);
    }

    /** v at (L, 0). */
    private static double deflectionOfTheEnd() {
        String name = "cantilever_timoshenko_goodier.csv";
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(ElasticityTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
            List<String[]> rows =
                    reader.lines().map(line -> line.split(",", -1)).toList();
            return rows.stream()
                    .filter(row -> row[5].equals("8.0") && row[6].equals("0"))
                    .mapToDouble(row -> Double.parseDouble(row[8]))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @RankTest({1, 2, 4})
    void aLatticeOfBarsHasTheBitsOfOneRank(Communicator world) {
        DistributedVector[] x = new DistributedVector[2];
        for (int n = 0; n < 2; n++) {
            Communicator ranks = n == 0 ? world : Problems.alone(world);
            VectorSpace space = Problems.unevenly(ranks, 3 * 4 * 5 * 12, 3, 9);
            CsrMatrix a = lattice(space, true);
            x[n] = space.vector("x");
            int steps = iterations(a, Problems.random(space, 1), x[n], motions(space));
            assertTrue(steps <= 25, steps + " iterations");
        }
        int first = (int) x[0].space().firstRow();
        for (int i = 0; i < x[0].space().localSize(); i++) {
            assertEquals(x[1].data()[first + i], x[0].data()[i]);
        }
    }

    @RankTest({1, 3})
    void rigidMotionsInSpaceStrainNoBar(Communicator world) {
        VectorSpace space = Problems.unevenly(world, 3 * 4 * 5 * 12, 3, 5);
        CsrMatrix free = lattice(space, false);
        NearNullSpace motions = motions(space);
        assertEquals(6, motions.width());
        DistributedVector v = space.vector("motion");
        DistributedVector force = space.vector("force");
        for (int c = 0; c < 6; c++) {
            for (int i = 0; i < space.localSize(); i++) {
                v.data()[i] = motions.values()[6 * i + c];
            }
            free.apply(v, force);
            assertTrue(v.norm() > 10);
            assertEquals(0, force.norm(), 1e-12 * v.norm());
        }
    }

    @RankTest({1, 2})
    void aFloatingLatticeIsSolvedWithoutItsMotions(Communicator world) {
        VectorSpace space = Problems.unevenly(world, 3 * 4 * 5 * 12, 3, 5);
        CsrMatrix free = lattice(space, false);
        DistributedVector exact = Problems.random(space, 3);
        DistributedVector b = space.vector("b");
        free.apply(exact, b);
        DistributedVector x = space.vector("x");
        int steps = iterations(free, b, x, motions(space));
        assertTrue(steps <= 30, steps + " iterations");
    }

    private static NearNullSpace motions(VectorSpace space) {
        int points = space.localSize() / 3;
        double[][] at = new double[3][points];
        for (int n = 0; n < points; n++) {
            long point = space.firstRow() / 3 + n;
            at[0][n] = point % 4;
            at[1][n] = point / 4 % 5;
            at[2][n] = point / 20.0 - point % 20 / 20.0;
        }
        return NearNullSpace.rigidMotions(space, at[0], at[1], at[2]);
    }

    /** Bars between each of 4 × 5 × 12 points and its 26 neighbours; the points at the bottom tied to the ground or not. */
    private static CsrMatrix lattice(VectorSpace space, boolean grounded) {
        CsrBuilder elements = CsrMatrix.builder(space, space);
        for (long point = space.firstRow() / 3; point < (space.firstRow() + space.localSize()) / 3; point++) {
            long[] at = {point % 4, point / 4 % 5, point / 20};
            for (int n = 0; n < 27; n++) {
                long[] step = {n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1};
                long[] end = {at[0] + step[0], at[1] + step[1], at[2] + step[2]};
                boolean inside = end[0] >= 0 && end[0] < 4 && end[1] >= 0 && end[1] < 5 && end[2] >= 0 && end[2] < 12;
                if (n != 13 && inside) {
                    double square = step[0] * step[0] + step[1] * step[1] + step[2] * step[2];
                    long other = end[0] + 4 * end[1] + 20 * end[2];
                    for (int a = 0; a < 9; a++) {
                        double stiffness = step[a / 3] * step[a % 3] / (square * Math.sqrt(square));
                        elements.add(3 * point + a / 3, 3 * point + a % 3, stiffness);
                        elements.add(3 * point + a / 3, 3 * other + a % 3, -stiffness);
                    }
                }
            }
            for (int c = 0; c < 3 && grounded && at[2] == 0; c++) {
                elements.add(3 * point + c, 3 * point + c, 1);
            }
        }
        return elements.build();
    }
}
