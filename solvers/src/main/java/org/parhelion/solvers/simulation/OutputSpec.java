package org.parhelion.solvers.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parhelion.mesh.Axis;
import org.parhelion.solvers.simulation.CaseSource.Position;

/**
 * What a case writes.
 *
 * @param every steps between outputs; {@link Long#MAX_VALUE} if steps do not count
 * @param interval time between outputs; infinite if time does not count
 * @param isCompressed whether VTK files are packed
 * @param showsConvergence whether a picture of the residuals of a solve is drawn
 */
record OutputSpec(
        long every,
        double interval,
        String directory,
        List<Picture> pictures,
        List<Name> vtk,
        boolean isCompressed,
        boolean isAnimated,
        boolean showsConvergence) {
    /** The name of a field or of an expression. */
    record Name(String text, Position position) {}

    /**
     * A picture of a field or expression.
     *
     * @param slice where a 3-D field is cut, or nothing for the middle along z
     * @param range ends of the colour bar, or nothing for the field's own
     * @param width most pixels along a side
     */
    record Picture(Name field, Optional<Slice> slice, Optional<Range> range, String map, int width) {}

    /** @param at coordinate of the cut, or nothing for the middle of the axis */
    record Slice(Axis axis, OptionalDouble at) {}

    record Range(double low, double high) {}

    static OutputSpec none(String directory) {
        return new OutputSpec(
                Long.MAX_VALUE, Double.POSITIVE_INFINITY, directory, List.of(), List.of(), false, false, false);
    }

    boolean writesFiles() {
        return !pictures.isEmpty() || !vtk.isEmpty() || showsConvergence;
    }
}
