package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.CommunicationTimes;
import org.parhelion.mesh.CommunicationTimes.Part;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;
import org.parhelion.mesh.Side;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

class HaloExchangeTest {
    private static CartesianGrid oddBox(Communicator world) {
        return CartesianGrid.builder(world)
                .cells(10, 7, 5)
                .extent(1, 2, 3)
                .periodic(Axis.Z)
                .build();
    }

    /** Gives every owned point a number, every ghost NaN. */
    private static void poison(Field field) {
        new GhostOracle(field).prepare();
    }

    private static boolean firstGhostIsFilled(Field field) {
        return !Double.isNaN(field.data()[field.index(-1, 0, 0)]);
    }

    @RankTest({1, 2, 3, 4, 5, 6, 7})
    void ghostsInsideTheDomainHoldTheCoordinatesOfTheirPlace(Communicator world) {
        for (Axis axis : Axis.values()) {
            CartesianGrid grid =
                    CartesianGrid.builder(world).cells(10, 7, 5).extent(1, 2, 3).build();
            Field field = grid.field(axis.label());
            field.widenHalo(2);
            field.fill((x, y, z) -> new double[] {x, y, z}[axis.ordinal()]);
            try (HaloExchange halo = HaloExchange.of(List.of(field), true)) {
                halo.exchange();
            }
            IndexBox inside = field.stored()
                    .shift(field.offset(Axis.X), field.offset(Axis.Y), field.offset(Axis.Z))
                    .intersect(grid.global(Location.CELL));
            for (int k = inside.z0(); k < inside.z1(); k++) {
                for (int j = inside.y0(); j < inside.y1(); j++) {
                    for (int i = inside.x0(); i < inside.x1(); i++) {
                        int[] at = {i, j, k};
                        double expected = grid.coordinate(axis, Location.CELL, at[axis.ordinal()]);
                        assertEquals(expected, field.get(i, j, k));
                    }
                }
            }
        }
    }

    /** Blocks that are stored without gaps between rows, and faces that are copied by loops of their own. */
    @RankTest({2, 3})
    void largeBlocksCutAlongXExchangeBothFaces(Communicator world) {
        int n = 72;
        int size = world.size();
        CartesianGrid grid = CartesianGrid.builder(world)
                .cells(n * size, 64, 64)
                .ranks(size, 1, 1)
                .periodic(Axis.X)
                .build();
        Field u = grid.field("u");
        u.widenHalo(2);
        int first = world.rank() * n;
        try (HaloExchange halo = HaloExchange.of(List.of(u), false)) {
            for (int round = 1; round < 3; round++) {
                for (int k = 0; k < 64; k++) {
                    for (int j = 0; j < 64; j++) {
                        for (int i = 0; i < n; i++) {
                            u.data()[u.index(i, j, k)] = round * (first + i) + 1e4 * j + 1e6 * k;
                        }
                    }
                }
                u.markWritten();
                halo.exchange();
                for (int k = 0; k < 64; k++) {
                    for (int j = 0; j < 64; j++) {
                        for (int i : new int[] {-2, -1, n, n + 1}) {
                            int owned = Math.floorMod(first + i, n * size);
                            assertEquals(round * owned + 1e4 * j + 1e6 * k, u.data()[u.index(i, j, k)]);
                        }
                    }
                }
            }
        }
        assertEquals(n + 4, u.strideY());
    }

    @RankTest({1, 2, 3, 5})
    void onlyStaleFieldsAreExchanged(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field u = grid.field("u");
        Field v = grid.field("v");
        try (HaloExchange halo = HaloExchange.of(List.of(u, v), false)) {
            poison(u);
            poison(v);
            halo.exchange();
            assertTrue(firstGhostIsFilled(u) && firstGhostIsFilled(v));
            poison(u);
            poison(v);
            v.markExchanged(false);
            halo.exchange();
            assertTrue(firstGhostIsFilled(u));
            assertTrue(!firstGhostIsFilled(v));
            new GhostOracle(u).check(false);
            poison(u);
            u.markExchanged(true);
            halo.exchange();
            assertTrue(!firstGhostIsFilled(u));
        }
    }

    @RankTest({1, 2, 4})
    void facesAloneDoNotSatisfyWhoNeedsCorners(Communicator world) {
        Field u = oddBox(world).field("u");
        poison(u);
        try (HaloExchange faces = HaloExchange.of(List.of(u), false);
                HaloExchange corners = HaloExchange.of(List.of(u), true)) {
            faces.exchange();
            corners.exchange();
            new GhostOracle(u).check(true);
        }
    }

    @RankTest({1, 2, 3})
    void fieldsSwappedBetweenExchangesKeepTheirContents(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field u = grid.field("u").boundary(Side.X_LOW, Boundary.dirichlet(2));
        Field next = grid.field("next").boundary(Side.X_LOW, Boundary.dirichlet(2));
        try (HaloExchange halo = HaloExchange.of(List.of(u), true)) {
            u.fill(7);
            halo.exchange();
            poison(next);
            u.swap(next);
            halo.exchange();
            new GhostOracle(u).check(true);
            assertEquals(7, next.data()[next.index(0, 0, 0)]);
        }
    }

    @RankTest({1, 2, 3, 4})
    void aHaloMayWidenBetweenExchanges(Communicator world) {
        Field u = oddBox(world).field("u");
        try (HaloExchange halo = HaloExchange.of(List.of(u), true)) {
            poison(u);
            halo.exchange();
            u.widenHalo(3);
            poison(u);
            halo.exchange();
            new GhostOracle(u).check(true);
        }
    }

    @RankTest({1, 2, 3})
    void innerRunsBeforeAndShellAfterTheGhostsArrive(Communicator world) {
        Field u = oddBox(world).field("u");
        poison(u);
        List<String> order = new ArrayList<>();
        try (HaloExchange halo = HaloExchange.of(List.of(u), false)) {
            halo.overlap(
                    () -> order.add("inner, ghosts current: " + u.ghostsCurrent(false)),
                    () -> order.add("shell, ghosts current: " + u.ghostsCurrent(false)));
        }
        assertEquals(List.of("inner, ghosts current: false", "shell, ghosts current: true"), order);
    }

    @RankTest({1, 2, 3, 4, 5})
    void ghostsThatDependOnNoMessageAreThereAfterTheStart(Communicator world) {
        for (boolean corners : new boolean[] {false, true}) {
            CartesianGrid grid = oddBox(world);
            Field u = grid.field("u").boundary(Side.Y_HIGH, Boundary.dirichlet(2));
            u.widenHalo(2);
            poison(u);
            try (HaloExchange halo = HaloExchange.of(List.of(u), corners)) {
                halo.start();
                for (Axis axis : Axis.values()) {
                    boolean cut = grid.decomposition().ranks(axis) > 1;
                    assertEquals(world.size() == 1 || (!corners && !cut), halo.fillsAtStart(axis));
                    if (halo.fillsAtStart(axis)) {
                        checkGhostsAcross(axis, u);
                    }
                }
                halo.finish();
                new GhostOracle(u).check(corners);
            }
        }
    }

    private static void checkGhostsAcross(Axis axis, Field field) {
        IndexBox owned = field.grid().owned(field.location());
        for (int ghost : new int[] {-2, -1, field.size(axis), field.size(axis) + 1}) {
            int[] at = {owned.x0(), owned.y0(), owned.z0()};
            at[axis.ordinal()] += ghost;
            double value = field.get(at[0], at[1], at[2]);
            assertEquals(new GhostOracle(field).expected(at), value, "ghost " + ghost + " across " + axis);
        }
    }

    @RankTest(2)
    void timeSpentWaitingForASlowNeighbourIsToldApart(Communicator world) {
        long lateNanos = 20_000_000;
        CartesianGrid grid = CartesianGrid.of(world, 8, 8);
        CommunicationTimes times = grid.communicationTimes();
        Field u = grid.field("u");
        try (HaloExchange halo = HaloExchange.of(List.of(u), false)) {
            halo.exchange();
            u.markWritten();
            long waitedBefore = times.nanoseconds(Part.HALO_WAIT);
            long packedBefore = times.nanoseconds(Part.HALO_PACK);
            long filledBefore = times.nanoseconds(Part.HALO_FILL);
            if (world.rank() == 1) {
                world.recv(new double[1], 0, 1);
                long received = System.nanoTime();
                while (System.nanoTime() - received < lateNanos) {
                    Thread.onSpinWait();
                }
                halo.exchange();
                return;
            }
            long begun = System.nanoTime();
            world.send(new double[1], 1, 1);
            halo.start();
            long waiting = System.nanoTime();
            halo.finish();
            long waited = times.nanoseconds(Part.HALO_WAIT) - waitedBefore;
            long all = System.nanoTime() - begun;
            assertTrue(waited > (lateNanos - (waiting - begun)) / 2, waited + " ns");
            long packed = times.nanoseconds(Part.HALO_PACK) - packedBefore;
            long filled = times.nanoseconds(Part.HALO_FILL) - filledBefore;
            assertTrue(packed > 0 && filled > 0 && packed + waited + filled <= all, packed + " " + filled);
        }
    }

    @RankTest(1)
    void misuseIsNamed(Communicator world) {
        CartesianGrid grid = oddBox(world);
        Field u = grid.field("u");
        Field elsewhere = oddBox(world).field("w");
        assertThrows(IllegalArgumentException.class, () -> HaloExchange.of(List.of(), true));
        assertEquals(
                "field u is given twice to one halo exchange",
                assertThrows(IllegalArgumentException.class, () -> HaloExchange.of(List.of(u, u), true))
                        .getMessage());
        assertEquals(
                "fields u and w are on different grids; exchange them apart",
                assertThrows(IllegalArgumentException.class, () -> HaloExchange.of(List.of(u, elsewhere), true))
                        .getMessage());
        try (HaloExchange halo = HaloExchange.of(List.of(u), true)) {
            assertEquals(
                    "halo exchange of [u] was not started",
                    assertThrows(IllegalStateException.class, halo::finish).getMessage());
            halo.start();
            assertEquals(
                    "halo exchange of [u] was started twice; finish it first",
                    assertThrows(IllegalStateException.class, halo::start).getMessage());
            halo.finish();
        }
    }
}
