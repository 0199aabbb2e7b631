package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.ReduceOp;

/**
 * Unknowns taken together: {@code block} consecutive ones make a node, as the displacements of a point do.
 *
 * @param rows the unknowns
 * @param layout the nodes, with all nodes of the unknowns' ghosts as ghosts
 * @param ghostNodes local node of each ghost unknown
 */
record Nodes(Layout rows, Layout layout, int block, int[] ghostNodes) {
    /**
     * Collective.
     *
     * @throws IllegalArgumentException on every rank: a rank's unknowns do not begin and end with a node
     */
    static Nodes of(Layout rows, int block) {
        if (block == 1) {
            int[] same = new int[rows.ghosts().length];
            Arrays.setAll(same, n -> rows.owned() + n);
            return new Nodes(rows, rows, 1, same);
        }
        boolean broken = rows.owned() % block != 0;
        if (rows.ranks().allReduce(broken ? 1L : 0L, ReduceOp.MAX) > 0) {
            throw new IllegalArgumentException(
                    "smoothed aggregation: nodes of " + block + " unknowns each must not be cut"
                            + " by ranks, but " + rows.total() + " rows are; give each rank a multiple of " + block
                            + " rows (VectorSpace.ofRows)");
        }
        long[] numbers = Arrays.stream(rows.ghosts()).map(row -> row / block).toArray();
        Layout nodes = Layout.of(rows.ranks(), rows.owned() / block).with(Layout.ascending(numbers, numbers.length));
        int[] ghostNodes = new int[rows.ghosts().length];
        Arrays.setAll(ghostNodes, n -> nodes.local(rows.ghosts()[n] / block));
        return new Nodes(rows, nodes, block, ghostNodes);
    }

    /** Local node of a local unknown. */
    int node(int row) {
        return row < rows.owned() ? row / block : ghostNodes[row - rows.owned()];
    }
}
