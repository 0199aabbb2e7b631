package org.parhelion.solvers.multigrid;

/**
 * Ties between coarse points of one axis from the fine ones between them: conductors in series, flows carried over. A tie is
 * named by its lower point; points count on beyond periodic seams.
 */
final class Series {
    private final AxisTransfer to;
    private final AxisLine fine;

    Series(AxisTransfer to) {
        this.to = to;
        this.fine = to.fine();
    }

    /** The fine ties. */
    interface Ties {
        /** Mean of what a tie is, seen from both its points. */
        double mean(int lower);

        /** Half the difference. */
        double flow(int lower);
    }

    /** Mean of a coarse tie, at least as large as its flow. */
    double mean(int lower, Ties ties) {
        double conductance = 1 / resistance(lower, ties);
        double flow = flow(lower, ties);
        return Math.abs(flow) > Math.abs(conductance) ? Math.copySign(flow, conductance) : conductance;
    }

    double flow(int lower, Ties ties) {
        int from = to.start(lower);
        int end = to.start(lower + 1);
        if (!fine.isOnFace()) {
            return ties.flow(end - 1);
        }
        double sum = 0;
        for (int p = from; p < end; p++) {
            sum += ties.flow(p);
        }
        return sum / (end - from);
    }

    private double resistance(int lower, Ties ties) {
        int end = to.start(lower + 1);
        if (fine.isOnFace()) {
            return between(to.start(lower), end, ties);
        }
        int upper = lower + 1 < to.coarse().points() ? lower + 1 : 0;
        int seam = upper == 0 ? fine.points() : 0;
        return 1 / ties.mean(end - 1) + inner(lower, true, 0, ties) + inner(upper, false, seam, ties);
    }

    /** Of the ties from point {@code from} to point {@code end}. */
    private static double between(int from, int end, Ties ties) {
        double sum = 0;
        for (int p = from; p < end; p++) {
            sum += 1 / ties.mean(p);
        }
        return sum;
    }

    /** Resistance between the centre of a coarse cell and that of its last or first fine one. */
    private double inner(int cell, boolean towardsHigh, int seam, Ties ties) {
        int from = to.start(cell);
        if (to.start(cell + 1) - from == 1) {
            return 0;
        }
        double middle = 0.5 * (fine.faces()[from] + fine.faces()[from + 2]);
        double distance = Math.abs(fine.coordinate(towardsHigh ? from + 1 : from) - middle);
        return distance / (fine.coordinate(from + 1) - fine.coordinate(from)) / ties.mean(from + seam);
    }

    /**
     * Conductance between the outermost coarse unknown and the wall.
     *
     * @param outer that of the outermost fine unknown
     */
    double wall(boolean atHigh, double outer, Ties ties) {
        if (outer == 0 || to.isIdentity()) {
            return outer;
        }
        double resistance = 0;
        if (!fine.isOnFace()) {
            resistance = inner(atHigh ? to.coarse().cells() - 1 : 0, atHigh, 0, ties);
        } else if (fine.wall(atHigh).isFixed()) {
            int at = to.start(atHigh ? to.coarse().end() - 1 : to.coarse().first());
            resistance = atHigh ? between(at, fine.end() - 1, ties) : between(fine.first(), at, ties);
        }
        return resistance == 0 || resistance * outer < 0 ? outer : 1 / (1 / outer + resistance);
    }
}
