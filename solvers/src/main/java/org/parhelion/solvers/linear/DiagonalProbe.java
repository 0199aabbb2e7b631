package org.parhelion.solvers.linear;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.stencil.Footprint;

/**
 * The diagonal of an operator on a grid, what boundaries add to it included: points that are too far apart to see each other
 * have one colour; the operator applied to a vector of ones at one colour has the diagonal there. A. R. Curtis,
 * M. J. D. Powell and J. K. Reid, J. Inst. Math. Appl. 13 (1974) 117–119.
 */
final class DiagonalProbe {
    private final CartesianGrid grid;
    private final Field prototype;
    private final int[] period = new int[3];
    /** From this global index on, points at a periodic seam have colours of their own. */
    private final int[] seam = new int[3];

    private final boolean diagonalColours;

    private DiagonalProbe(Field prototype, Footprint.Reach reach) {
        this.prototype = prototype;
        this.grid = prototype.grid();
        boolean seamless = true;
        for (Axis axis : Axis.values()) {
            int a = axis.ordinal();
            int points = grid.points(axis, prototype.location());
            period[a] = reach.along(axis) + 1;
            boolean splits = grid.uses(axis) && grid.isPeriodic(axis) && points % period[a] != 0;
            seam[a] = splits ? points - points % period[a] : Integer.MAX_VALUE;
            seamless &= !splits;
        }
        this.diagonalColours = seamless && !reach.corners();
    }

    /** @param reach how far the operator looks */
    static DistributedVector of(LinearOperator a, Footprint.Reach reach) {
        VectorSpace space = a.domain();
        DiagonalProbe probe = new DiagonalProbe(space.prototype(), reach);
        DistributedVector diagonal = space.vector("diagonal");
        DistributedVector x = space.vector("probe");
        DistributedVector y = space.vector("image");
        for (int colour = 0; colour < probe.colours(); colour++) {
            probe.mark(space.box(), x, colour);
            a.apply(x, y);
            probe.collect(space.box(), y, diagonal, colour);
        }
        return diagonal;
    }

    /** Sums of indices tell the points of a star apart, single indices those of a full box. */
    private int colours() {
        if (diagonalColours) {
            return Math.max(period[0], Math.max(period[1], period[2]));
        }
        int all = 1;
        for (int a = 0; a < 3; a++) {
            all *= along(a);
        }
        return all;
    }

    private int along(int a) {
        return seam[a] == Integer.MAX_VALUE ? period[a] : 2 * period[a];
    }

    private int colour(int i, int j, int k) {
        if (diagonalColours) {
            return (i + j + k) % colours();
        }
        return (colour(2, k) * along(1) + colour(1, j)) * along(0) + colour(0, i);
    }

    private int colour(int a, int index) {
        return index % period[a] + (index >= seam[a] ? period[a] : 0);
    }

    /** What is done at a point. */
    private interface PointWork {
        void at(int i, int j, int k, boolean chosen);
    }

    private void mark(IndexBox box, DistributedVector x, int colour) {
        double[] data = x.data();
        forAll(box, colour, (i, j, k, chosen) -> data[x.field().index(i, j, k)] = chosen ? 1 : 0);
        x.markWritten();
    }

    private void collect(IndexBox box, DistributedVector y, DistributedVector diagonal, int colour) {
        double[] from = y.data();
        double[] to = diagonal.data();
        forAll(box, colour, (i, j, k, chosen) -> {
            if (chosen) {
                to[diagonal.field().index(i, j, k)] = from[y.field().index(i, j, k)];
            }
        });
        diagonal.markWritten();
    }

    private void forAll(IndexBox box, int colour, PointWork work) {
        int x = prototype.offset(Axis.X);
        int y = prototype.offset(Axis.Y);
        int z = prototype.offset(Axis.Z);
        for (int k = box.z0(); k < box.z1(); k++) {
            for (int j = box.y0(); j < box.y1(); j++) {
                for (int i = box.x0(); i < box.x1(); i++) {
                    work.at(i, j, k, colour(i + x, j + y, k + z) == colour);
                }
            }
        }
    }
}
