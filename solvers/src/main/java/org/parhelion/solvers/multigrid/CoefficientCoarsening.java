package org.parhelion.solvers.multigrid;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Side;
import org.parhelion.mpi.Communicator;

/** Carries a field that an operator reads to the next coarser level, walls included. */
final class CoefficientCoarsening {
    private final Communicator communicator;
    private final Field original;
    private final AxisTransfer[] transfers;
    private final LevelShape fine;
    private final LevelShape coarse;

    /**
     * @param original the field on the finest level
     * @param fine where the operator's unknowns are
     * @param coarse where they are on the next level
     */
    CoefficientCoarsening(
            Communicator communicator, Field original, LevelShape fine, LevelShape coarse, AxisTransfer[] transfers) {
        this.communicator = communicator;
        this.original = original;
        this.transfers = transfers;
        this.fine = LevelShape.of(lines(fine), fine.cut(), communicator.size());
        this.coarse = LevelShape.of(lines(coarse), coarse.cut(), communicator.size());
    }

    private AxisLine[] lines(LevelShape shape) {
        AxisLine[] lines = new AxisLine[3];
        for (int a = 0; a < 3; a++) {
            boolean onFace = shape.axis(a).isUsed() && original.location().isOnFace(Axis.of(a));
            lines[a] = shape.axis(a).withoutWalls().onFace(onFace);
        }
        return lines;
    }

    /**
     * Collective.
     *
     * @param from the field on the fine level; null on ranks that take no part in it
     * @param place where the coarse level is; null on ranks that take no part in it
     */
    Field carry(Field from, LevelPlace place) {
        Storage storage = from == null ? null : Storage.of(from);
        try (Gather gather = new Gather(communicator, fine, storage, rank -> needed(coarse.owned(rank)))) {
            double[] values = gather.run(from == null ? null : from.data());
            if (from != null) {
                from.markWritten(); // some ghosts are other than an exchange would leave them
            }
            if (place == null) {
                return null;
            }
            Field to = likeness(place.grid());
            fill(to, values, gather.storage());
            return to;
        }
    }

    private Field likeness(CartesianGrid grid) {
        Field to = grid.field(original.name(), original.location());
        to.widenHalo(original.halo());
        for (Side side : Side.values()) {
            if (grid.uses(side.axis()) && !grid.isPeriodic(side.axis())) {
                to.boundary(side, original.boundary(side));
            }
        }
        return to;
    }

    private IndexBox needed(IndexBox owned) {
        IndexBox box = IndexBox.EMPTY;
        for (int a = 0; a < 3 && !owned.isEmpty(); a++) {
            Axis axis = Axis.of(a);
            int last = owned.high(axis) - 1;
            box = box.with(axis, first(a, owned.low(axis)), first(a, last) + count(a, last));
        }
        return box;
    }

    private int first(int a, int point) {
        return transfers[a].start(point);
    }

    private int count(int a, int point) {
        return coarse.axis(a).isOnFace() ? 1 : transfers[a].start(point + 1) - transfers[a].start(point);
    }

    private void fill(Field to, double[] values, Storage storage) {
        IndexBox owned = coarse.owned(communicator.rank());
        Storage target = Storage.of(to);
        for (int k = owned.z0(); k < owned.z1(); k++) {
            for (int j = owned.y0(); j < owned.y1(); j++) {
                for (int i = owned.x0(); i < owned.x1(); i++) {
                    to.data()[target.index(i, j, k)] = mean(values, storage, i, j, k);
                }
            }
        }
        to.markWritten();
    }

    private double mean(double[] values, Storage storage, int i, int j, int k) {
        double sum = 0;
        double total = 0;
        for (int c = 0; c < count(2, k); c++) {
            for (int b = 0; b < count(1, j); b++) {
                for (int a = 0; a < count(0, i); a++) {
                    double share = share(0, i, a) * share(1, j, b) * share(2, k, c);
                    sum += share * values[storage.index(first(0, i) + a, first(1, j) + b, first(2, k) + c)];
                    total += share;
                }
            }
        }
        return sum / total;
    }

    private double share(int a, int point, int child) {
        return coarse.axis(a).isOnFace() ? 1 : fine.axis(a).width(first(a, point) + child);
    }
}
