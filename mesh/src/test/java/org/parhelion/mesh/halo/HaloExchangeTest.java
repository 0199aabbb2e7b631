package org.parhelion.mesh.halo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Boundary;
import org.parhelion.mesh.CartesianGrid;
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

    @RankTest({1, 2, 4})
    void anExchangeAllocatesNothing(Communicator world) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(12, 10, 8).periodic(Axis.Y).build();
        Field u = grid.field("u").boundary(Side.X_LOW, Boundary.dirichlet(grid.time()));
        Field v = grid.field("v", Location.X_FACE).boundary(Boundary.robin(1, 2, 3));
        v.widenHalo(2);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (HaloExchange halo = HaloExchange.of(List.of(u, v), true)) {
            // what a step allocates comes again in every hundred; what the JVM makes once on the way does not
            long allocated = Long.MAX_VALUE;
            for (int n = 0; n < 800; n += 100) {
                long before = threads.getCurrentThreadAllocatedBytes();
                exchangeHundredTimes(grid, u, v, halo, n);
                allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertTrue(allocated < 100, allocated + " bytes in 100 exchanges");
        }
    }

    private static void exchangeHundredTimes(CartesianGrid grid, Field u, Field v, HaloExchange halo, int from) {
        for (int n = from; n < from + 100; n++) {
            grid.time().set(n);
            u.markWritten();
            v.markWritten();
            halo.exchange();
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
