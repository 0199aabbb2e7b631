package org.parhelion.solvers.multigrid;

import java.util.List;
import java.util.function.IntFunction;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;

/**
 * Solves the three-point systems along all lines of one axis of a level, by Gaussian elimination; periodic lines by
 * elimination of all points but one. Where lines are cut, values are brought to another distribution in which each line is
 * whole on one rank, so that the arithmetic does not depend on the cuts.
 */
final class LineSolver implements AutoCloseable {
    private final int axis;
    private final boolean periodic;
    private final double[] d;
    /** Null where lines are not cut. */
    private final BoxTransfer toLines;

    private final BoxTransfer fromLines;
    private final IndexBox box;
    private final Storage storage;
    /** Values along lines: {@link #d} itself where lines are not cut. */
    private final double[] lines;

    private final double[] low;
    private final double[] factor;
    private final double[] pivot;
    /** Of periodic lines: what the last point's value brings to the others; at the last point the inverse of its pivot. */
    private final double[] corner;

    private final double[] high;

    LineSolver(Level level, StarStencil stencil, int axis) {
        LevelPlace place = level.place();
        LevelShape shape = level.shape();
        this.axis = axis;
        this.periodic = shape.axis(axis).isPeriodic() && shape.axis(axis).count() > 1;
        this.d = place.newArray();
        boolean cut = shape.cut().ranks(Axis.of(axis)) > 1;
        int me = level.rank();
        this.box = cut ? lines(shape, axis, me) : place.owned();
        this.storage = cut ? Storage.of(box) : place.storage();
        this.lines = cut ? new double[(int) box.count()] : d;
        this.toLines = cut ? toLines(level) : null;
        this.fromLines = cut ? fromLines(level) : null;
        this.low = coefficients(stencil, (i, j, k) -> stencil.low(axis, i, j, k));
        this.high = coefficients(stencil, (i, j, k) -> stencil.high(axis, i, j, k));
        this.pivot = coefficients(stencil, stencil::centre);
        this.factor = new double[lines.length];
        this.corner = periodic ? new double[lines.length] : null;
        forLines(-1, this::factorize);
    }

    /** The whole lines that a rank solves: a share of those along the longest other axis. */
    private static IndexBox lines(LevelShape shape, int axis, int rank) {
        int block = shape.blockOf(rank);
        if (block < 0) {
            return IndexBox.EMPTY;
        }
        int longest = axis == 0 ? 1 : 0;
        for (int a = 0; a < 3; a++) {
            if (a != axis && shape.axis(a).count() > shape.axis(longest).count()) {
                longest = a;
            }
        }
        int first = shape.axis(longest).first();
        long count = shape.axis(longest).count();
        int from = first + (int) (count * block / shape.activeRanks());
        int to = first + (int) (count * (block + 1) / shape.activeRanks());
        IndexBox part = shape.all().with(Axis.of(longest), from, to);
        return part.isEmpty() ? IndexBox.EMPTY : part;
    }

    private BoxTransfer toLines(Level level) {
        LevelShape shape = level.shape();
        IntFunction<List<IndexBox>> needed = rank -> List.of(lines(shape, axis, rank));
        return BoxTransfer.of(level.finestCommunicator(), shape, needed, level.storage(), storage, false);
    }

    private BoxTransfer fromLines(Level level) {
        LevelShape shape = level.shape();
        return BoxTransfer.of(
                level.finestCommunicator(),
                rank -> lines(shape, axis, rank),
                new int[3],
                rank -> List.of(shape.owned(rank)),
                storage,
                level.storage(),
                false);
    }

    private interface Coefficient {
        double at(int i, int j, int k);
    }

    private double[] coefficients(StarStencil stencil, Coefficient coefficient) {
        StarLayout layout = stencil.layout();
        for (int k = 0; k < layout.nz(); k++) {
            for (int j = 0; j < layout.ny(); j++) {
                for (int i = 0; i < layout.nx(); i++) {
                    d[layout.index(i, j, k)] = coefficient.at(i, j, k);
                }
            }
        }
        if (toLines != null) {
            toLines.run(d, lines);
        }
        return lines.clone();
    }

    int axis() {
        return axis;
    }

    /** Laid out as the level's vectors are; {@link #solve} replaces the values of a colour by solutions. */
    double[] rightHandSide() {
        return d;
    }

    /** Colour of the line through a point, by global index. */
    static int colour(int axis, int i, int j, int k) {
        return (axis == 0 ? j + k : axis == 1 ? i + k : i + j) & 1;
    }

    /** Solves the lines of a colour. */
    void solve(int colour) {
        if (toLines != null) {
            toLines.run(d, lines);
        }
        forLines(colour, this::solveLine);
        if (fromLines != null) {
            fromLines.run(lines, d);
        }
    }

    private interface LineWork {
        /** @param count points from {@code start} on, {@code stride} apart */
        void on(int start, int stride, int count);
    }

    /** Does work on the lines of a colour; of −1, on all. */
    private void forLines(int colour, LineWork work) {
        if (box.isEmpty()) {
            return;
        }
        IndexBox starts = box.with(Axis.of(axis), box.low(Axis.of(axis)), box.low(Axis.of(axis)) + 1);
        int stride = axis == 0 ? 1 : axis == 1 ? storage.strideY() : storage.strideZ();
        int count = box.size(Axis.of(axis));
        for (int k = starts.z0(); k < starts.z1(); k++) {
            for (int j = starts.y0(); j < starts.y1(); j++) {
                for (int i = starts.x0(); i < starts.x1(); i++) {
                    if (colour < 0 || colour(axis, i, j, k) == colour) {
                        work.on(storage.index(i, j, k), stride, count);
                    }
                }
            }
        }
    }

    /** pivot ← 1 / (c − l g), g ← h · pivot, point after point. */
    private void factorize(int start, int stride, int count) {
        int inner = periodic ? count - 1 : count;
        for (int n = 0; n < inner; n++) {
            int p = start + n * stride;
            double c = pivot[p];
            double rest = n == 0 ? c : c - low[p] * factor[p - stride];
            pivot[p] = inverse(rest, c);
            factor[p] = n == inner - 1 ? 0 : high[p] * pivot[p];
        }
        if (!periodic) {
            return;
        }
        int last = start + inner * stride;
        for (int n = 0; n < inner; n++) {
            int p = start + n * stride;
            corner[p] = (n == 0 ? low[p] : 0) + (n == inner - 1 ? high[p] : 0);
        }
        eliminate(corner, start, stride, inner);
        double rest = pivot[last] - low[last] * corner[last - stride] - high[last] * corner[start];
        corner[last] = inverse(rest, pivot[last]);
    }

    /** 1 / rest; 0, so that the point is 0, where the line alone is singular. */
    private static double inverse(double rest, double centre) {
        return Math.abs(rest) <= 1e-14 * Math.abs(centre) ? 0 : 1 / rest;
    }

    private void solveLine(int start, int stride, int count) {
        if (!periodic) {
            eliminate(lines, start, stride, count);
            return;
        }
        int inner = count - 1;
        int last = start + inner * stride;
        eliminate(lines, start, stride, inner);
        double value = (lines[last] + low[last] * lines[last - stride] + high[last] * lines[start]) * corner[last];
        lines[last] = value;
        for (int n = 0; n < inner; n++) {
            int p = start + n * stride;
            lines[p] = Math.fma(value, corner[p], lines[p]);
        }
    }

    private void eliminate(double[] v, int start, int stride, int count) {
        double before = 0;
        for (int n = 0, p = start; n < count; n++, p += stride) {
            before = (n == 0 ? v[p] : Math.fma(low[p], before, v[p])) * pivot[p];
            v[p] = before;
        }
        for (int n = count - 2, p = start + n * stride; n >= 0; n--, p -= stride) {
            v[p] = Math.fma(factor[p], v[p + stride], v[p]);
        }
    }

    @Override
    public void close() {
        if (toLines != null) {
            toLines.close();
            fromLines.close();
        }
    }
}
