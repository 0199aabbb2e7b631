package org.parhelion.mesh;

import java.util.function.DoubleUnaryOperator;

/**
 * Where the points of one axis lie: evenly spaced, or between given faces. Beyond a wall the coordinates are the mirror
 * image of those inside, beyond a periodic seam they repeat one period further on.
 */
final class AxisCoordinates {
    private final int cells;
    private final double low;
    private final double high;
    private final boolean periodic;
    /** Coordinates of the {@code cells + 1} faces, or null where the spacing is uniform. */
    private final double[] faces;

    private final double spacing;

    AxisCoordinates(int cells, double low, double high, boolean periodic) {
        this.cells = cells;
        this.low = low;
        this.high = high;
        this.periodic = periodic;
        this.faces = null;
        this.spacing = (high - low) / cells;
    }

    AxisCoordinates(double[] faces, boolean periodic) {
        this.cells = faces.length - 1;
        this.low = faces[0];
        this.high = faces[cells];
        this.periodic = periodic;
        this.faces = faces;
        this.spacing = Double.NaN;
    }

    /** @param map coordinate of the face at a share of 0 to 1 of the axis */
    static double[] faces(int cells, DoubleUnaryOperator map) {
        double[] faces = new double[cells + 1];
        for (int i = 0; i <= cells; i++) {
            faces[i] = map.applyAsDouble((double) i / cells);
        }
        return faces;
    }

    int cells() {
        return cells;
    }

    boolean isPeriodic() {
        return periodic;
    }

    boolean isUniform() {
        return faces == null;
    }

    double wall(boolean atHigh) {
        return atHigh ? high : low;
    }

    /** Number of points, on faces or in cells. */
    int points(boolean onFace) {
        return onFace && !periodic ? cells + 1 : cells;
    }

    double uniformSpacing() {
        return spacing;
    }

    double coordinate(boolean onFace, int index) {
        if (faces == null) {
            return low + (index + (onFace ? 0 : 0.5)) * spacing;
        }
        return onFace ? face(index) : centre(index);
    }

    /** Width of a cell; around a face, half the widths of the cells beside it. */
    double spacing(boolean onFace, int index) {
        if (faces == null) {
            return spacing;
        }
        return onFace ? centre(index) - centre(index - 1) : face(index + 1) - face(index);
    }

    /** The share of the axis that belongs to a point: {@link #spacing}, but half of it on a wall. */
    double extent(boolean onFace, int index) {
        boolean onWall = onFace && !periodic && (index == 0 || index == cells);
        return onWall ? 0.5 * spacing(true, index) : spacing(onFace, index);
    }

    /** Distance between the ghost point in the given layer (from 1) behind a wall and its mirror image. */
    double mirrorDistance(boolean onFace, int layer, boolean atHigh) {
        if (faces == null) {
            return (onFace ? 2 * layer : 2 * layer - 1) * spacing;
        }
        int image = onFace ? layer : layer - 1;
        int last = points(onFace) - 1;
        double inside = coordinate(onFace, atHigh ? last - image : image);
        return 2 * (atHigh ? high - inside : inside - low);
    }

    private double face(int index) {
        if (index >= 0 && index <= cells) {
            return faces[index];
        }
        if (periodic) {
            return faces[Math.floorMod(index, cells)] + Math.floorDiv(index, cells) * (high - low);
        }
        return index < 0 ? 2 * low - face(-index) : 2 * high - face(2 * cells - index);
    }

    private double centre(int index) {
        if (index >= 0 && index < cells) {
            return 0.5 * (faces[index] + faces[index + 1]);
        }
        if (periodic) {
            return centre(Math.floorMod(index, cells)) + Math.floorDiv(index, cells) * (high - low);
        }
        return index < 0 ? 2 * low - centre(-1 - index) : 2 * high - centre(2 * cells - 1 - index);
    }
}
