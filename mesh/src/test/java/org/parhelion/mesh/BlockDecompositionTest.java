package org.parhelion.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.parhelion.mpi.Communicator;

class BlockDecompositionTest {
    private static int[] blocks(BlockDecomposition cut) {
        return new int[] {cut.ranks(Axis.X), cut.ranks(Axis.Y), cut.ranks(Axis.Z)};
    }

    @Test
    void cubeIsCutAcrossZThenYThenX() {
        int[] cube = {64, 64, 64};
        assertArrayEquals(new int[] {1, 1, 2}, blocks(BlockDecomposition.of(cube, 2)));
        assertArrayEquals(new int[] {1, 2, 2}, blocks(BlockDecomposition.of(cube, 4)));
        assertArrayEquals(new int[] {1, 2, 3}, blocks(BlockDecomposition.of(cube, 6)));
        assertArrayEquals(new int[] {2, 2, 2}, blocks(BlockDecomposition.of(cube, 8)));
        assertArrayEquals(new int[] {1, 1, 7}, blocks(BlockDecomposition.of(cube, 7)));
    }

    @Test
    void cutsCrossTheLongestAxisWhereThatHasTheLeastSurface() {
        assertArrayEquals(new int[] {5, 1, 1}, blocks(BlockDecomposition.of(new int[] {1000, 10, 10}, 5)));
        assertArrayEquals(new int[] {1, 6, 1}, blocks(BlockDecomposition.of(new int[] {10, 100}, 6)));
        assertArrayEquals(new int[] {3, 1, 1}, blocks(BlockDecomposition.of(new int[] {3}, 3)));
    }

    @Test
    void onlyCutsThatLeaveACellForEveryRankAreConsidered() {
        assertArrayEquals(new int[] {7, 1, 1}, blocks(BlockDecomposition.of(new int[] {7, 2, 2}, 7)));
        assertArrayEquals(new int[] {7, 2, 2}, blocks(BlockDecomposition.of(new int[] {7, 2, 2}, 28)));
        assertArrayEquals(new int[] {3, 3, 1}, blocks(BlockDecomposition.of(new int[] {4, 4}, 9)));
    }

    @Test
    void tooManyRanksAreRefusedNamingHowManyFit() {
        Exception line = assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {7}, 11));
        assertEquals(
                "grid 7 cannot be cut into 11 blocks of at least one cell; the largest rank count that fits is 7",
                line.getMessage());
        Exception square =
                assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {4, 4}, 11));
        assertEquals(
                "grid 4×4 cannot be cut into 11 blocks of at least one cell;"
                        + " the largest rank count below 11 that fits is 9",
                square.getMessage());
    }

    @Test
    void blocksAsToldAreChecked() {
        int[] cells = {8, 3};
        boolean[] open = new boolean[2];
        BlockDecomposition cut = BlockDecomposition.of(cells, open, new int[] {1, 3});
        assertEquals(3, cut.ranks());
        assertEquals("8×3×1 cells in 1×3×1 blocks", cut.toString());
        Exception thin = assertThrows(
                IllegalArgumentException.class, () -> BlockDecomposition.of(cells, open, new int[] {2, 4}));
        assertEquals("axis y with 3 cells cannot be cut into 4 blocks of at least one cell", thin.getMessage());
    }

    @Test
    void senselessSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {}, 1));
        assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {1, 1, 1, 1}, 1));
        assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {4, 0}, 1));
        assertThrows(IllegalArgumentException.class, () -> BlockDecomposition.of(new int[] {4}, 0));
    }

    @Test
    void aMillionRanksCostMilliseconds() {
        assertTimeout(Duration.ofSeconds(1), () -> {
            BlockDecomposition cut = BlockDecomposition.of(new int[] {20_000, 20_000, 20_000}, 1 << 20);
            assertEquals(1 << 20, cut.ranks());
            IndexBox last = cut.box((1 << 20) - 1);
            assertEquals(20_000, last.x1());
            assertEquals((1 << 20) - 1, cut.rankOf(19_999, 19_999, 19_999));
            BlockDecomposition.of(new int[] {20_000, 20_000, 20_000}, 2_095_133_040);
        });
    }

    @Property(tries = 300, seed = "20260101")
    void everyCellHasOneOwnerAndBlocksDifferByOneCellAtMost(
            @ForAll @IntRange(min = 1, max = 12) int nx,
            @ForAll @IntRange(min = 1, max = 9) int ny,
            @ForAll @IntRange(min = 1, max = 7) int nz,
            @ForAll @IntRange(min = 1, max = 60) int ranks) {
        BlockDecomposition cut = cutOrSkip(new int[] {nx, ny, nz}, new boolean[3], ranks);
        int[][][] owner = new int[nz][ny][nx];
        for (int rank = 0; rank < ranks; rank++) {
            IndexBox box = cut.box(rank);
            for (Axis axis : Axis.values()) {
                int even = cut.cells(axis) / cut.ranks(axis);
                assertTrue(box.size(axis) == even || box.size(axis) == even + 1);
            }
            for (int k = box.z0(); k < box.z1(); k++) {
                for (int j = box.y0(); j < box.y1(); j++) {
                    for (int i = box.x0(); i < box.x1(); i++) {
                        owner[k][j][i]++;
                        assertEquals(rank, cut.rankOf(i, j, k));
                    }
                }
            }
        }
        for (int[][] plane : owner) {
            for (int[] row : plane) {
                for (int count : row) {
                    assertEquals(1, count);
                }
            }
        }
    }

    @Property(tries = 300, seed = "20260101")
    void neighboursTouchAndTheWayBackLeadsHome(
            @ForAll @IntRange(min = 1, max = 12) int nx,
            @ForAll @IntRange(min = 1, max = 9) int ny,
            @ForAll boolean periodicX,
            @ForAll boolean periodicY,
            @ForAll @IntRange(min = 1, max = 40) int ranks) {
        boolean[] periodic = {periodicX, periodicY};
        BlockDecomposition cut = cutOrSkip(new int[] {nx, ny}, periodic, ranks);
        for (int rank = 0; rank < ranks; rank++) {
            IndexBox box = cut.box(rank);
            int right = cut.neighbour(rank, 1, 0, 0);
            assertEquals(box.x1() == nx && !periodicX, right == Communicator.NO_RANK);
            if (right != Communicator.NO_RANK) {
                assertEquals(box.x1() % nx, cut.box(right).x0());
                assertEquals(box.y0(), cut.box(right).y0());
                assertEquals(rank, cut.neighbour(right, -1, 0, 0));
            }
            int below = cut.neighbour(rank, 0, -1, 0);
            assertEquals(box.y0() == 0 && !periodicY, below == Communicator.NO_RANK);
            if (below != Communicator.NO_RANK) {
                assertEquals(Math.floorMod(box.y0() - 1, ny), cut.box(below).y1() - 1);
            }
        }
    }

    @Property(tries = 300, seed = "20260101")
    void noOtherCutHasLessSurface(
            @ForAll @IntRange(min = 1, max = 30) int nx,
            @ForAll @IntRange(min = 1, max = 30) int ny,
            @ForAll @IntRange(min = 1, max = 30) int nz,
            @ForAll boolean periodicX,
            @ForAll @IntRange(min = 1, max = 36) int ranks) {
        int[] cells = {nx, ny, nz};
        boolean[] periodic = {periodicX, false, false};
        BlockDecomposition cut = cutOrSkip(cells, periodic, ranks);
        double chosen = ProcessGrid.surface(cells, periodic, blocks(cut));
        for (int px = 1; px <= Math.min(nx, ranks); px++) {
            for (int py = 1; py <= Math.min(ny, ranks); py++) {
                int pz = ranks / (px * py);
                if (px * py * pz == ranks && pz <= nz) {
                    assertTrue(chosen <= ProcessGrid.surface(cells, periodic, new int[] {px, py, pz}));
                }
            }
        }
    }

    private static BlockDecomposition cutOrSkip(int[] cells, boolean[] periodic, int ranks) {
        try {
            return BlockDecomposition.of(cells, periodic, ranks);
        } catch (IllegalArgumentException tooMany) {
            Assume.that(false);
            throw tooMany;
        }
    }
}
