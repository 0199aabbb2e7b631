package org.parhelion.mesh.io;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Location;

/**
 * A plane of a 3-D grid, at right angles to an axis.
 *
 * @param normal the axis that the plane cuts
 * @param coordinate where it cuts the axis; empty: in the middle
 */
public record SlicePlane(Axis normal, OptionalDouble coordinate) {
    /** The plane through the middle of the axis. */
    public static SlicePlane middle(Axis normal) {
        return new SlicePlane(normal, OptionalDouble.empty());
    }

    /** The plane at a coordinate; it shows the cells in which the coordinate lies. */
    public static SlicePlane at(Axis normal, double coordinate) {
        return new SlicePlane(normal, OptionalDouble.of(coordinate));
    }

    /**
     * Reads {@code z=0.5}, or {@code z} for the middle.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static SlicePlane parse(String text) {
        String[] parts = text.strip().split("\\s*=\\s*", 2);
        Axis normal = Arrays.stream(Axis.values())
                .filter(axis -> axis.label().equals(parts[0].toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> malformed(text));
        if (parts.length == 1) {
            return middle(normal);
        }
        try {
            double coordinate = Double.parseDouble(parts[1]);
            if (!Double.isFinite(coordinate)) {
                throw malformed(text);
            }
            return at(normal, coordinate);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("slice '" + text
                + "' is neither an axis with a coordinate, such as z=0.5, nor an axis alone, such as z");
    }

    /**
     * Refuses a slice that this grid does not have; for checks before a run.
     *
     * @throws IllegalArgumentException if the grid is not 3-D or the coordinate lies outside of it
     */
    public void check(CartesianGrid grid) {
        if (grid.dimensions() != 3) {
            throw new IllegalArgumentException("slice " + this + ": only 3-D grids are sliced, this one has "
                    + grid.dimensions() + (grid.dimensions() == 1 ? " dimension" : " dimensions"));
        }
        if (coordinate.isPresent()) {
            double at = coordinate.getAsDouble();
            if (!(at >= grid.low(normal) && at <= grid.high(normal))) {
                throw new IllegalArgumentException("slice " + this + " lies outside the grid, whose " + normal.label()
                        + " reaches from " + grid.low(normal) + " to " + grid.high(normal));
            }
        }
    }

    /** Global index of the points shown. */
    int index(CartesianGrid grid, Location location) {
        PictureAxis points = PictureAxis.of(grid, normal, location);
        return points.pointAt(coordinate.orElse(0.5 * (grid.low(normal) + grid.high(normal))));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return normal.label() + (coordinate.isPresent() ? "=" + coordinate.getAsDouble() : "");
    }
}
