package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;
import org.parhelion.solvers.linear.VectorSpace.Reductions;

class FusedPassTest {
    private static List<VectorSpace> spaces(Communicator world) {
        return List.of(
                VectorSpace.ofRows(world, 5 + 9000 * world.rank()),
                VectorSpace.ofRows(world, world.rank() == 0 ? 17_000 : 0),
                GridProblems.HELMHOLTZ.on(world).domain());
    }

    /** The twin: each operation alone, element by element. */
    private static double[] plain(double[] v, double alpha, double[] x, int kind) {
        double[] result = v.clone();
        for (int n = 0; n < v.length; n++) {
            result[n] = switch (kind) {
                case 0 -> Math.fma(alpha, x[n], v[n]);
                case 1 -> Math.fma(alpha, v[n], x[n]);
                case 2 -> alpha * x[n];
                default -> v[n] * x[n];
            };
        }
        return result;
    }

    private static double[] unknowns(DistributedVector v) {
        double[] all = new double[v.space().localSize()];
        int length = v.space().rowLength();
        for (int row = 0; row < v.space().rows(); row++) {
            System.arraycopy(v.data(), v.space().row(v, row), all, row * length, length);
        }
        return all;
    }

    @RankTest({1, 2, 3})
    void aPassGivesWhatSingleOperationsGive(Communicator world) {
        SplittableRandom random = new SplittableRandom(4);
        for (VectorSpace space : spaces(world)) {
            FusedPass pass = new FusedPass(space, 3);
            List<DistributedVector> vectors = new ArrayList<>();
            List<double[]> twins = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                vectors.add(space.vector("v" + n));
                vectors.get(n).fillRandom(n);
                twins.add(unknowns(vectors.get(n)));
            }
            for (int round = 0; round < 20; round++) {
                for (int n = random.nextInt(12); n >= 0; n--) {
                    int v = random.nextInt(5);
                    int x = random.nextInt(5);
                    int kind = random.nextInt(4);
                    double alpha = random.nextDouble() - 0.5;
                    DistributedVector target = vectors.get(v);
                    DistributedVector source = vectors.get(x);
                    switch (kind) {
                        case 0 -> pass.addScaled(target, alpha, source);
                        case 1 -> pass.scaleAndAdd(target, alpha, source);
                        case 2 -> pass.scaled(target, alpha, source);
                        default -> pass.product(target, target, source);
                    }
                    twins.set(v, plain(twins.get(v), alpha, twins.get(x), kind));
                }
                pass.dot(0, vectors.get(0), vectors.get(1))
                        .dot(2, vectors.get(3), vectors.get(3))
                        .run();
                pass.products().allReduce();
                for (int n = 0; n < 5; n++) {
                    assertArrayEquals(twins.get(n), unknowns(vectors.get(n)));
                }
                assertEquals(vectors.get(0).dot(vectors.get(1)), pass.products().value(0));
                assertEquals(vectors.get(3).dot(vectors.get(3)), pass.products().value(2));
            }
        }
    }

    @RankTest({1, 2, 3})
    void singleOperationsAreThoseOfTheirNames(Communicator world) {
        for (VectorSpace space : spaces(world)) {
            DistributedVector v = space.vector("v");
            DistributedVector x = space.vector("x");
            v.fill(3);
            x.fill(2);
            v.addScaled(10, x);
            assertEquals(23 * Math.sqrt(space.size()), v.norm(), 1e-9);
            v.scaleAndAdd(-1, x);
            v.scale(0.5);
            v.multiply(x);
            assertEquals(-42.0 * space.size(), v.dot(x));
            v.swap(x);
            assertEquals(21, x.largest());
            v.fill(Double.NaN);
            v.scaleAndAdd(0, x); // not read
            assertEquals(21, v.largest());
            x.copyFrom(v);
            assertEquals(v.norm(), x.norm());
        }
    }

    @RankTest({1, 2, 3})
    void productsTravelTogetherAndBehindOtherWork(Communicator world) {
        for (Reductions reductions : Reductions.values()) {
            for (VectorSpace any : spaces(world)) {
                VectorSpace space = any.with(reductions);
                InnerProducts together = new InnerProducts(space, 4);
                InnerProducts behind = new InnerProducts(space, 4);
                DistributedVector x = space.vector("x");
                DistributedVector y = space.vector("y");
                x.fillRandom(1);
                y.fillRandom(2);
                for (InnerProducts products : List.of(together, behind)) {
                    products.set(0, x, y);
                    products.set(1, x, x);
                    products.set(2, y, y);
                    products.set(3, y, x);
                }
                behind.start();
                together.allReduce();
                behind.progress();
                behind.finish();
                for (int n = 0; n < 4; n++) {
                    assertEquals(together.value(n), behind.value(n), 1e-13 * Math.abs(together.value(n)));
                }
                assertEquals(x.dot(y), together.value(0));
                assertEquals(together.value(0), together.value(3));
                together.set(0, y, y);
                together.allReduce(1);
                assertEquals(together.value(2), together.value(0));
            }
        }
    }

    @RankTest({1, 2})
    void normsReachOverTheRangeOfDouble(Communicator world) {
        VectorSpace space = VectorSpace.ofRows(world, 3);
        DistributedVector v = space.vector("v");
        for (double value : new double[] {0x1p-1060, 1e-300, 1e-170, 1e-150, 1, 1e150, 1e170, 1e300}) {
            v.fill(value);
            assertEquals(Math.sqrt(space.size()), v.norm() / value, 1e-4);
        }
        v.fill(Double.NEGATIVE_INFINITY);
        assertEquals(Double.POSITIVE_INFINITY, v.norm());
        v.data()[0] = world.rank() == 0 ? Double.NaN : 1;
        assertTrue(Double.isNaN(v.norm()) && Double.isNaN(v.largest()));
    }

    @RankTest({1, 2})
    void vectorsOfDifferentSpacesAreRefused(Communicator world) {
        DistributedVector four = VectorSpace.ofRows(world, 4).vector("v");
        DistributedVector five = VectorSpace.ofRows(world, 5).vector("v");
        String message = assertThrows(IllegalArgumentException.class, () -> four.dot(five))
                .getMessage();
        int ranks = world.size();
        assertEquals("vectors of different spaces: " + 4 * ranks + " unknowns and " + 5 * ranks + " unknowns", message);
        DistributedVector other = GridProblems.POISSON.on(world).domain().vector("v");
        DistributedVector another = GridProblems.POISSON.on(world).domain().vector("v");
        message = assertThrows(IllegalArgumentException.class, () -> other.addScaled(1, another))
                .getMessage();
        assertTrue(message.endsWith(", of another grid, decomposition or communicator"), message);
    }

    @RankTest({1, 2})
    void aNullSpaceIsProjectedOutInOneMessage(Communicator world) {
        VectorSpace space = VectorSpace.ofRows(world, 50);
        List<DistributedVector> vectors = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            vectors.add(space.vector("n" + n));
            vectors.get(n).fillRandom(n);
        }
        NullSpace nullSpace = NullSpace.spannedBy(vectors);
        DistributedVector v = space.vector("v");
        v.fillRandom(9);
        double before = v.norm();
        double component = nullSpace.component(v);
        nullSpace.project(v);
        assertEquals(before, Math.hypot(v.norm(), component), 1e-14 * before);
        assertEquals(0, nullSpace.component(v), 1e-15 * before);
        vectors.get(2).copyFrom(vectors.get(0));
        Exception e = assertThrows(IllegalArgumentException.class, () -> NullSpace.spannedBy(vectors));
        assertEquals("null space: vector 3 of 3 depends on the ones before it", e.getMessage());
        vectors.get(0).fill(0);
        e = assertThrows(IllegalArgumentException.class, () -> NullSpace.spannedBy(vectors));
        assertEquals("null space: vector 1 of 3 is zero or not finite", e.getMessage());
    }
}
