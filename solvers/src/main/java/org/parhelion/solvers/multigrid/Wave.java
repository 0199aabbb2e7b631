package org.parhelion.solvers.multigrid;

import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.IndexBox;

/**
 * Several stages over one rank's rows in one pass over memory, with the bits of one stage after the other. Each stage reads what
 * the one before it made of a row and of the rows around it, so it follows one plane and one row behind, while these are in
 * the cache; bands of rows, each a row further back with every stage, are as high as the cache allows.
 *
 * <p>Next to ranks that have neighbouring rows the stages end earlier, each a row before the one before it; these rows come
 * last, stage by stage, with an exchange of ghosts before each.
 *
 * <p>Sources: parallelogram tiling, M. Wolfe, Iteration space tiling for memory hierarchies (1987); for red–black sweeps
 * C. Douglas, J. Hu, M. Kowarschik, U. Rüde, C. Weiß, Cache optimization for structured and unstructured grid multigrid
 * (ETNA 10, 2000).
 */
final class Wave {
    /** What rows in flight may take of a shared cache: within a core's own bands were slower, for their many ends. */
    private static final int CACHE_BYTES = 6 << 20;

    private static final int LEAST_HEIGHT = 8;

    /** Work on rows {@code from ≤ j < to} of plane k, by local index. */
    interface Stage {
        void rows(int k, int from, int to);

        /** A band begins in which this stage comes to rows {@code from ≤ j < to} of each plane. */
        default void beginBand(int from, int to) {}
    }

    private final int rows;
    private final int planes;
    private final int strideY;
    private final int arrays;
    private final boolean[] cut = new boolean[6];

    /**
     * For this rank's part of a level.
     *
     * @param arrays that the stages read
     */
    Wave(Level level, int arrays) {
        StarLayout layout = level.place().layout();
        this.rows = layout.ny();
        this.planes = layout.nz();
        this.strideY = layout.strideY();
        this.arrays = arrays;
        IndexBox owned = level.place().owned();
        for (Axis axis : Axis.values()) {
            AxisLine line = level.shape().axis(axis.ordinal());
            boolean joined = line.isUsed() && line.isPeriodic();
            cut[2 * axis.ordinal()] = joined || line.isUsed() && owned.low(axis) > line.first();
            cut[2 * axis.ordinal() + 1] = joined || line.isUsed() && owned.high(axis) < line.end();
        }
    }

    /** Whether the ends of all rows are walls: values along a row would have to come from others between the stages. */
    boolean canRun() {
        return !cut[0] && !cut[1];
    }

    /** First row of a stage that needs no ghosts. */
    int lowY(int stage) {
        return Math.min(rows, cut[2] ? stage : 0);
    }

    /** One past the last one. */
    int highY(int stage) {
        return Math.max(lowY(stage), rows - (cut[3] ? stage : 0));
    }

    int lowZ(int stage) {
        return Math.min(planes, cut[4] ? stage : 0);
    }

    int highZ(int stage) {
        return Math.max(lowZ(stage), planes - (cut[5] ? stage : 0));
    }

    /** All rows of all stages that need no ghosts which change on the way. */
    void run(List<Stage> stages) {
        int height = Math.max(
                Math.max(LEAST_HEIGHT, stages.size()),
                CACHE_BYTES / (arrays * Double.BYTES * strideY * (stages.size() + 3)));
        if (rows < 2 * height) {
            height = rows;
        }
        for (int band = 0; band < rows; band += height) {
            band(stages, band, rows - band < 2 * height ? rows : band + height);
            if (rows - band < 2 * height) {
                return;
            }
        }
    }

    private void band(List<Stage> stages, int begin, int end) {
        int count = stages.size();
        for (int s = 0; s < count; s++) {
            stages.get(s).beginBand(from(s, begin), to(s, end));
        }
        for (int step = 0; step < planes + count - 1; step++) {
            for (int s = 0; s < count; s++) {
                int k = step - s;
                if (k >= lowZ(s) && k < highZ(s) && from(s, begin) < to(s, end)) {
                    stages.get(s).rows(k, from(s, begin), to(s, end));
                }
            }
        }
    }

    private int from(int stage, int begin) {
        return begin == 0 ? lowY(stage) : Math.max(lowY(stage), begin - stage);
    }

    private int to(int stage, int end) {
        return end == rows ? highY(stage) : Math.min(highY(stage), end - stage);
    }

    /** The rows of a stage that {@link #run} has left out; to be done in the order of the stages, each with current ghosts. */
    void finish(int number, Stage stage) {
        for (int k = 0; k < planes; k++) {
            if (k < lowZ(number) || k >= highZ(number)) {
                stage.rows(k, 0, rows);
            } else {
                some(stage, k, 0, lowY(number));
                some(stage, k, highY(number), rows);
            }
        }
    }

    private static void some(Stage stage, int k, int from, int to) {
        if (from < to) {
            stage.rows(k, from, to);
        }
    }
}
