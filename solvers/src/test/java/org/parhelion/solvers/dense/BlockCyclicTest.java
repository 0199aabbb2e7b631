package org.parhelion.solvers.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlockCyclicTest {
    @Property(tries = 500, seed = "20260101")
    void everyIndexHasOneOwnerAndOnePlace(
            @ForAll @IntRange(max = 200) int size,
            @ForAll @IntRange(min = 1, max = 20) int block,
            @ForAll @IntRange(min = 1, max = 7) int processes) {
        BlockCyclic map = new BlockCyclic(size, block, processes);
        int[] seen = new int[processes];
        for (int index = 0; index < size; index++) {
            int owner = map.owner(index);
            assertEquals(seen[owner], map.countBelow(index, owner));
            assertEquals(seen[owner]++, map.local(index));
            assertEquals(index, map.global(map.local(index), owner));
        }
        for (int process = 0; process < processes; process++) {
            assertEquals(seen[process], map.count(process));
        }
    }

    @Property(tries = 500, seed = "20260101")
    void runsCoverAllIndicesAndStayWithinBlocks(
            @ForAll @IntRange(max = 200) int size,
            @ForAll @IntRange(min = 1, max = 20) int block,
            @ForAll @IntRange(min = 1, max = 20) int otherBlock,
            @ForAll @IntRange(min = 1, max = 5) int processes) {
        BlockCyclic map = new BlockCyclic(size, block, processes);
        BlockCyclic other = new BlockCyclic(size, otherBlock, 3);
        int next = 0;
        for (BlockCyclic.Run run : map.runs(other)) {
            assertEquals(next, run.start());
            assertTrue(run.length() > 0);
            for (int i = 0; i < run.length(); i++) {
                assertEquals(run.owner(), map.owner(next + i));
                assertEquals(run.otherOwner(), other.owner(next + i));
                assertEquals(map.local(next) + i, map.local(next + i));
                assertEquals(other.local(next) + i, other.local(next + i));
            }
            next += run.length();
        }
        assertEquals(size, next);
    }

    @Property(tries = 500, seed = "20260101")
    void panelsHaveEveryInnerIndexOnceAndOneOwnerEach(
            @ForAll @IntRange(max = 200) int size,
            @ForAll @IntRange(min = 1, max = 9) int block,
            @ForAll @IntRange(min = 1, max = 9) int otherBlock,
            @ForAll @IntRange(min = 1, max = 40) int width) {
        BlockCyclic a = new BlockCyclic(size, block, 3);
        BlockCyclic b = new BlockCyclic(size, otherBlock, 2);
        List<KPanels.Panel> panels = KPanels.of(a, b, width);
        int[] times = new int[size];
        for (KPanels.Panel panel : panels) {
            int found = 0;
            for (BlockCyclic.Run piece : panel.pieces()) {
                for (int i = piece.start(); i < piece.start() + piece.length(); i++) {
                    assertEquals(panel.ownerA(), a.owner(i));
                    assertEquals(panel.ownerB(), b.owner(i));
                    times[i]++;
                    found++;
                }
            }
            assertEquals(found, panel.width());
            assertTrue(found <= width);
        }
        for (int count : times) {
            assertEquals(1, count);
        }
        assertTrue(panels.size() <= size / width + 6, "few panels: " + panels.size());
    }

    @Example
    void badArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BlockCyclic(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BlockCyclic(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BlockCyclic(3, 1, 1).runs(new BlockCyclic(4, 1, 1)));
    }
}
