package org.parhelion.solvers.multigrid;

import java.util.List;
import java.util.function.IntFunction;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mpi.Communicator;

/**
 * The values of a level around some box that this rank needs, wherever they are owned: where the rank owns all but a ghost
 * layer of them they are used in place, else copied to an array of its own.
 */
final class Gather implements AutoCloseable {
    private final Storage storage;
    private final double[] array;
    private final BoxTransfer transfer;

    /**
     * Collective.
     *
     * @param level whose values are gathered
     * @param own where this rank stores its part of the level, null if it has none
     * @param needed the box that a rank needs
     */
    Gather(Communicator communicator, LevelShape level, Storage own, IntFunction<IndexBox> needed) {
        int me = communicator.rank();
        IndexBox mine = needed.apply(me);
        boolean inPlace = own != null && (mine.isEmpty() || contains(grown(level, level.owned(me)), mine));
        this.array = inPlace ? null : new double[(int) mine.count()];
        this.storage = inPlace ? own : Storage.of(mine);
        this.transfer = BoxTransfer.of(communicator, level, rank -> List.of(needed.apply(rank)), own, storage, inPlace);
    }

    static IndexBox grown(LevelShape level, IndexBox box) {
        IndexBox grown = box;
        for (int a = 0; a < 3 && !box.isEmpty(); a++) {
            if (level.axis(a).isUsed()) {
                Axis axis = Axis.of(a);
                grown = grown.with(axis, box.low(axis) - 1, box.high(axis) + 1);
            }
        }
        return grown;
    }

    private static boolean contains(IndexBox outer, IndexBox inner) {
        return outer.intersect(inner).equals(inner);
    }

    /** Where the gathered values lie in what {@link #run} returns. */
    Storage storage() {
        return storage;
    }

    /** Whether all that is needed is this rank's own and stays where it is. */
    boolean isLocal() {
        return array == null && transfer.isEmpty();
    }

    /** Whether values stay where they are, and only ghosts come to them. */
    boolean isInPlace() {
        return array == null;
    }

    /** Gathers. */
    double[] run(double[] own) {
        double[] to = array == null ? own : array;
        transfer.run(own, to);
        return to;
    }

    @Override
    public void close() {
        transfer.close();
    }
}
