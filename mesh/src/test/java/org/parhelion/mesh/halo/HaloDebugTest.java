package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.parhelion.mesh.stencil.Calculus.laplacian;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.FieldDigest;
import org.parhelion.mesh.HaloDebug;
import org.parhelion.mesh.StaleGhostException;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;
import org.parhelion.mpi.RankFailure;
import org.parhelion.mpi.RankProgram;
import org.parhelion.mpi.testing.RankTest;

@Timeout(30)
class HaloDebugTest {
    private static CartesianGrid grid(Communicator world, boolean debugs) {
        return CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(1, 2, 3)
                .periodic(Axis.Y)
                .debugHalos(debugs)
                .build();
    }

    private static String complaint(int ranks, RankProgram program) {
        RankFailure failure = assertThrows(RankFailure.class, () -> Parallel.threads(ranks, program));
        assertInstanceOf(StaleGhostException.class, failure.getCause());
        return failure.getMessage();
    }

    /** A loop of the program's own: the mean of two neighbours along x. */
    private static void meanAlongX(Field u, Field mean) {
        for (int k = 0; k < u.size(Axis.Z); k++) {
            for (int j = 0; j < u.size(Axis.Y); j++) {
                for (int i = 0; i < u.size(Axis.X); i++) {
                    int at = u.index(i, j, k);
                    mean.data()[mean.index(i, j, k)] = 0.5 * (u.data()[at - 1] + u.data()[at + 1]);
                }
            }
        }
        mean.markWritten();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void programThatForgetsAnExchangeIsCaught(int ranks) {
        String complaint = complaint(ranks, (world, rest) -> {
            CartesianGrid grid = grid(world, true);
            Field u = grid.field("u");
            Field mean = grid.field("mean");
            HaloExchange halo = HaloExchange.of(List.of(u), false);
            u.fill((x, y, z) -> x);
            for (int step = 1; step <= 3; step++) {
                grid.haloDebug().step(step);
                if (step < 3) {
                    halo.exchange();
                }
                meanAlongX(u, mean);
                u.swap(mean);
            }
        });
        assertTrue(complaint.contains("field u: a ghost point behind side x-, 1 outside, stale since"), complaint);
        assertTrue(
                complaint.contains("by org.parhelion.mesh.halo.HaloDebugTest.meanAlongX(HaloDebugTest.java:"),
                complaint);
        assertTrue(complaint.contains(" in step 3 on rank "), complaint);
        assertTrue(complaint.contains("to compute field mean at point ["), complaint);
    }

    @Test
    void ghostsBehindEdgesAreNotFilledByAnExchangeOfFaces() {
        String complaint = complaint(2, (world, rest) -> {
            CartesianGrid grid = grid(world, true);
            Field u = grid.field("u");
            u.fill(1);
            HaloExchange.of(List.of(u), false).exchange();
            Field corner = grid.field("corner");
            corner.data()[corner.index(0, 0, 0)] = u.data()[u.index(-1, -1, 0)];
            corner.markWritten();
        });
        assertTrue(complaint.contains("field u: a ghost point behind side y-, 1 outside"), complaint);
        assertTrue(complaint.contains("to compute field corner at point ["), complaint);
    }

    @Test
    void ghostThatWasNeverFilledIsNamedWhenItIsAskedFor() {
        String complaint = complaint(2, (world, rest) -> {
            Field u = grid(world, true).field("u");
            u.widenHalo(2);
            int beyond = u.offset(Axis.X) + u.size(Axis.X) + 1;
            u.get(beyond, u.offset(Axis.Y), u.offset(Axis.Z));
        });
        assertTrue(complaint.contains("field u: a ghost point behind side x+, 2 outside, never filled,"), complaint);
        assertTrue(complaint.contains("HaloDebugTest.java:"), complaint);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void writingWithoutSayingSoIsCaughtBeforeAKernelReadsTheGhosts(int ranks) {
        String complaint = complaint(ranks, (world, rest) -> {
            CartesianGrid grid = grid(world, true);
            Field u = grid.field("u");
            Field next = grid.field("next");
            u.fill((x, y, z) -> x);
            Kernel kernel = Kernel.of(Kernel.assign(next, laplacian(u)));
            kernel.run();
            u.data()[u.index(0, 0, 0)] = 17;
            kernel.run();
        });
        assertTrue(complaint.contains("field u: the ghost point behind side "), complaint);
        assertTrue(complaint.contains("by the kernel that assigns next"), complaint);
        assertTrue(complaint.contains("or the boundary, has 17.0; somebody has written to data()"), complaint);
        assertTrue(complaint.contains("at offset ["), complaint);
    }

    @RankTest({1, 2, 3, 4})
    void programThatExchangesKeepsItsBits(Communicator world) {
        assertEquals(diffuse(world, false), diffuse(world, true));
    }

    private static String diffuse(Communicator world, boolean debugs) {
        CartesianGrid grid = grid(world, debugs);
        Field u = grid.field("u").boundary(org.parhelion.mesh.Side.X_LOW, Boundary.dirichlet(1));
        Field next = grid.field("next").boundary(org.parhelion.mesh.Side.X_LOW, Boundary.dirichlet(1));
        u.fill((x, y, z) -> Math.sin(7 * x) + y * z);
        try (Kernel step = Kernel.of(Kernel.assign(next, u.plus(laplacian(u).times(1e-4))));
                Kernel look =
                        Kernel.of(List.of(), List.of(Kernel.sum(laplacian(u).times(laplacian(u)))))) {
            for (int n = 0; n < 5; n++) {
                step.run();
                look.run();
                u.swap(next);
            }
            return FieldDigest.of(u) + " " + Double.doubleToRawLongBits(look.reduction(0));
        }
    }

    @Test
    void nothingIsWatchedUnlessAskedFor() {
        Parallel.threads(1, (world, rest) -> {
            assertNull(CartesianGrid.of(world, 4).haloDebug());
            Field u = CartesianGrid.of(world, 4).field("u");
            assertEquals(0, u.get(-1, 0, 0));
        });
    }

    @Test
    void otherNotANumbersAreNoPoison() {
        assertEquals(false, HaloDebug.isPoison(Double.NaN));
        assertEquals(false, HaloDebug.isPoison(0.0 / 0.0));
        assertEquals(false, HaloDebug.isPoison(1));
    }
}
