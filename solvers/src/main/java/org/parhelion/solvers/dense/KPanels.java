package org.parhelion.solvers.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts the inner dimension k of a product into panels: sets of indices that one process has of op(A) and one of op(B), so
 * that a panel of each operand is one broadcast. Several blocks of the same owners are put together, which makes panels wide
 * enough for dgemm whatever the block size is, and lets A and B be cut along k differently.
 */
final class KPanels {
    private KPanels() {}

    /**
     * @param ownerA who has these indices of op(A): a process column, or a process row if A is transposed
     * @param ownerB who has them of op(B): a process row, or a process column if B is transposed
     * @param pieces the indices: runs in ascending order, each within a block of A and one of B
     * @param width number of indices
     */
    record Panel(int ownerA, int ownerB, List<BlockCyclic.Run> pieces, int width) {}

    /**
     * All panels in the order in which they are used: that in which they become full, the last of each pair of owners at the
     * end. The order depends on the distributions only.
     */
    static List<Panel> of(BlockCyclic a, BlockCyclic b, int width) {
        List<Panel> panels = new ArrayList<>();
        Map<Long, Open> open = new TreeMap<>();
        for (BlockCyclic.Run run : a.runs(b)) {
            long owners = (long) run.owner() * b.processes() + run.otherOwner();
            int done = 0;
            while (done < run.length()) {
                Open panel = open.computeIfAbsent(owners, key -> new Open());
                int length = Math.min(width - panel.width, run.length() - done);
                panel.add(new BlockCyclic.Run(run.start() + done, length, run.owner(), run.otherOwner()));
                done += length;
                if (panel.width == width) {
                    panels.add(open.remove(owners).close());
                }
            }
        }
        open.values().forEach(panel -> panels.add(panel.close()));
        return panels;
    }

    /** A panel that is not full yet. */
    private static final class Open {
        private final List<BlockCyclic.Run> pieces = new ArrayList<>();
        private int width;

        void add(BlockCyclic.Run piece) {
            pieces.add(piece);
            width += piece.length();
        }

        Panel close() {
            return new Panel(pieces.get(0).owner(), pieces.get(0).otherOwner(), List.copyOf(pieces), width);
        }
    }
}
