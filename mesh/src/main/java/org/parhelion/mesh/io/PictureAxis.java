package org.parhelion.mesh.io;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Location;

/**
 * One direction of a picture: its name and where each point's share of it begins and ends.
 *
 * @param name what is written along it
 * @param edges ascending coordinates, one more than points; point {@code i} is drawn from {@code edges[i]} to
 *     {@code edges[i + 1]}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record PictureAxis(String name, double[] edges) {
    public PictureAxis {
        if (edges.length < 2) {
            throw new IllegalArgumentException("axis " + name + " of a picture has no point");
        }
        for (int i = 1; i < edges.length; i++) {
            if (!(edges[i - 1] < edges[i])) {
                throw new IllegalArgumentException("axis " + name + " of a picture does not ascend: " + edges[i - 1]
                        + " is followed by " + edges[i]);
            }
        }
    }

    /** So many equal cells between two coordinates. */
    public static PictureAxis uniform(String name, int cells, double low, double high) {
        double[] edges = new double[cells + 1];
        for (int i = 0; i <= cells; i++) {
            edges[i] = low + (high - low) * i / cells;
        }
        return new PictureAxis(name, edges);
    }

    /**
     * The points of a grid along an axis: cells as they are; points on faces or nodes reach half-way to the next.
     */
    static PictureAxis of(CartesianGrid grid, Axis axis, Location location) {
        int points = grid.global(location).size(axis);
        double[] edges = new double[points + 1];
        boolean onFace = location.isOnFace(axis);
        for (int i = 0; i <= points; i++) {
            edges[i] = onFace ? grid.coordinate(axis, Location.CELL, i - 1) : grid.coordinate(axis, Location.NODE, i);
        }
        if (onFace) {
            edges[0] = grid.low(axis);
            edges[points] = Math.min(edges[points], grid.high(axis));
        }
        return new PictureAxis(axis.label(), edges);
    }

    int points() {
        return edges.length - 1;
    }

    double low() {
        return edges[0];
    }

    double high() {
        return edges[edges.length - 1];
    }

    double length() {
        return high() - low();
    }

    /** Index of the point in whose share this coordinate lies; coordinates outside count to the outermost points. */
    int pointAt(double coordinate) {
        int below = 0;
        int above = points();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (edges[middle] <= coordinate) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
