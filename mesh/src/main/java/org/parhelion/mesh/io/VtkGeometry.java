package org.parhelion.mesh.io;

import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.Location;

/**
 * A grid in the words of VTK: extents count points, first and last included; the pieces of two neighbours share the
 * points between them. An axis that the grid lacks is one point thick.
 *
 * @param grid the grid
 */
record VtkGeometry(CartesianGrid grid) {
    /** Whether all axes are evenly spaced: ImageData; else RectilinearGrid. */
    boolean isUniform() {
        for (Axis axis : Axis.values()) {
            if (grid.uses(axis) && !grid.isUniform(axis)) {
                return false;
            }
        }
        return true;
    }

    String dataSet() {
        return isUniform() ? "ImageData" : "RectilinearGrid";
    }

    String pieceSuffix() {
        return isUniform() ? ".vti" : ".vtr";
    }

    String masterSuffix() {
        return isUniform() ? ".pvti" : ".pvtr";
    }

    String wholeExtent() {
        return extent(grid.global(Location.CELL));
    }

    String extent(int rank) {
        return extent(grid.owned(Location.CELL, rank));
    }

    private String extent(IndexBox cells) {
        StringBuilder text = new StringBuilder();
        for (Axis axis : Axis.values()) {
            int high = grid.uses(axis) ? cells.high(axis) : 0;
            text.append(cells.low(axis)).append(' ').append(high).append(axis == Axis.Z ? "" : " ");
        }
        return text.toString();
    }

    /** Attributes of ImageData that place it in space; none for a RectilinearGrid. */
    String placement() {
        if (!isUniform()) {
            return "";
        }
        StringBuilder origin = new StringBuilder();
        StringBuilder spacing = new StringBuilder();
        for (Axis axis : Axis.values()) {
            String gap = axis == Axis.X ? "" : " ";
            origin.append(gap).append(grid.uses(axis) ? grid.low(axis) : 0.0);
            spacing.append(gap).append(grid.uses(axis) ? grid.spacing(axis) : 1.0);
        }
        return " Origin=\"" + origin + "\" Spacing=\"" + spacing + "\"";
    }

    /** Coordinates of this rank's points along an axis. */
    double[] coordinates(Axis axis) {
        if (!grid.uses(axis)) {
            return new double[1];
        }
        IndexBox cells = grid.owned(Location.CELL);
        double[] coordinates = new double[cells.size(axis) + 1];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = grid.coordinate(axis, Location.NODE, cells.low(axis) + i);
        }
        return coordinates;
    }
}
