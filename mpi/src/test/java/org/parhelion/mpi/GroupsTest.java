package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.parhelion.mpi.testing.RankTest;

class GroupsTest {
    @RankTest({1, 2, 3, 4})
    void splitMakesGroupsByColourOrderedByKey(Communicator world) {
        int color = world.rank() % 2;
        try (Communicator part = world.split(color, -world.rank()).orElseThrow()) {
            assertEquals((world.size() + 1 - color) / 2, part.size());
            int[] members = new int[part.size()];
            part.allGather(new int[] {world.rank()}, members);
            for (int i = 1; i < members.length; i++) {
                assertEquals(members[i - 1] - 2, members[i]);
            }
            assertEquals(world.rank(), members[part.rank()]);
        }
    }

    @RankTest({1, 2, 4})
    void negativeColourIsInNoGroup(Communicator world) {
        Optional<Communicator> part = world.split(world.rank() == 0 ? -1 : 5, 0);
        assertEquals(world.rank() != 0, part.isPresent());
        if (part.isPresent()) {
            assertEquals(world.size() - 1, part.get().size());
            part.get().barrier();
            part.get().close();
        }
    }

    @RankTest({2, 3})
    void messagesOfADuplicateDoNotMeetThoseOfTheOriginal(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            assertEquals(world.rank(), twin.rank());
            int[] received = new int[1];
            if (world.rank() == 0) {
                world.send(new int[] {1}, 1, 3);
                twin.send(new int[] {2}, 1, 3);
            } else if (world.rank() == 1) {
                twin.recv(received, Communicator.ANY_SOURCE, Communicator.ANY_TAG);
                assertEquals(2, received[0]);
                world.recv(received, Communicator.ANY_SOURCE, Communicator.ANY_TAG);
                assertEquals(1, received[0]);
            }
        }
    }

    @RankTest({1, 2})
    void closedCommunicatorRefusesToWork(Communicator world) {
        Communicator twin = world.duplicate();
        twin.close();
        twin.close();
        assertTrue(assertThrows(IllegalStateException.class, twin::barrier)
                .getMessage()
                .contains("closed"));
    }

    @RankTest({4})
    void gridOfRanksIsRowMajor(Communicator world) {
        try (CartesianCommunicator grid = world.cartesian(new int[] {2, 2}, new boolean[] {true, false})) {
            assertArrayEquals(new int[] {world.rank() / 2, world.rank() % 2}, grid.coordinates(world.rank()));
            assertEquals(world.rank(), grid.rankAt(grid.coordinates(world.rank())));
            assertArrayEquals(new int[] {2, 2}, grid.dimensions());
            assertArrayEquals(new boolean[] {true, false}, grid.periodic());
            assertEquals((world.rank() + 2) % 4, grid.neighbour(0, 1));
            assertEquals((world.rank() + 2) % 4, grid.neighbour(0, -1));
            assertEquals(world.rank() % 2 == 0 ? world.rank() + 1 : Communicator.NO_RANK, grid.neighbour(1, 1));
            assertEquals(Communicator.NO_RANK, grid.rankAt(0, 2));
            assertEquals(grid.rankAt(1, 0), grid.rankAt(-1, 0));
        }
    }

    @RankTest({1, 2, 3, 4})
    void neighboursExchangeBlocksSideBySide(Communicator world) {
        int n = world.size();
        for (boolean periodic : new boolean[] {true, false}) {
            try (CartesianCommunicator line = world.cartesian(new int[] {n, 1}, new boolean[] {periodic, true})) {
                double[] sent = new double[4 * 2];
                Arrays.setAll(sent, i -> 10 * world.rank() + i / 2);
                double[] received = new double[4 * 2];
                Arrays.fill(received, -1);
                line.neighbourExchange(sent, received);
                int below = line.neighbour(0, -1);
                int above = line.neighbour(0, 1);
                // What the lower neighbour sent upward (its block 1) lies in block 0, and the other way round.
                assertEquals(below == Communicator.NO_RANK ? -1 : 10 * below + 1, received[1]);
                assertEquals(above == Communicator.NO_RANK ? -1 : 10 * above, received[2]);
                // The second dimension is periodic with one rank: blocks swap with themselves.
                assertEquals(10 * world.rank() + 3, received[4]);
                assertEquals(10 * world.rank() + 2, received[7]);
            }
        }
    }
}
