package org.parhelion.mesh.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.ReduceOp;

/**
 * Pictures of distributed fields. Only the points that the picture shows travel to rank 0, which draws; colours span the
 * extreme values of all points of the plane, so that a picture does not depend on the number of ranks.
 *
 * @param folder where the pictures go
 * @param style how they look
 */
public record PngOutput(OutputFolder folder, PictureStyle style) {
    /**
     * Writes {@code NAME_STEP.png}: a 1-D field as a curve, a 2-D field as it is, of a 3-D field the plane through the
     * middle of z; collective.
     *
     * @return the file
     * @throws OutputException on every rank, if the file cannot be written
     */
    public Path write(Field field, long step, double time) {
        Optional<Slice> slice = field.grid().dimensions() == 3 ? Optional.of(Slice.middle(Axis.Z)) : Optional.empty();
        return write(field, slice, field.name(), step, time);
    }

    /**
     * Writes a plane of a 3-D field, as {@code NAME_z0.5_STEP.png} or, in the middle, {@code NAME_z_STEP.png}; collective.
     *
     * @return the file
     * @throws IllegalArgumentException if the grid has no such plane
     * @throws OutputException on every rank, if the file cannot be written
     */
    public Path write(Field field, Slice slice, long step, double time) {
        slice.check(field.grid());
        return write(
                field, Optional.of(slice), field.name() + "_" + slice.toString().replace("=", ""), step, time);
    }

    private Path write(Field field, Optional<Slice> slice, String name, long step, double time) {
        Path file = folder.resolve(String.format(Locale.ROOT, "%s_%08d.png", name, step));
        Caption caption = Caption.of(field.name(), time, step);
        PngImage image = field.grid().dimensions() == 1 ? line(field, caption) : plane(field, slice, caption);
        Agreement.on(field.grid().communicator(), () -> {
            if (image != null) {
                PngWriter.write(file, image);
            }
        });
        return file;
    }

    /** The picture on rank 0, null elsewhere. */
    private PngImage line(Field field, Caption caption) {
        PictureAxis axis = PictureAxis.of(field.grid(), Axis.X, field.location());
        int[] points = LinePicture.points(axis);
        PointSelection selection = new PointSelection(Axis.X, points, Axis.Y, new int[] {0}, 0);
        Extremes extremes = reduced(field, selection.extremes(field));
        double[] samples = selection.gather(field);
        return samples == null ? null : LinePicture.draw(axis, points, samples, extremes, caption, style);
    }

    private PngImage plane(Field field, Optional<Slice> slice, Caption caption) {
        CartesianGrid grid = field.grid();
        Axis normal = slice.map(Slice::normal).orElse(Axis.Z);
        Axis across = normal == Axis.X ? Axis.Y : Axis.X;
        Axis up = normal == Axis.Z ? Axis.Y : Axis.Z;
        int index = slice.map(s -> s.index(grid, field.location())).orElse(0);
        PlaneSampling sampling = PlaneSampling.of(
                PictureAxis.of(grid, across, field.location()),
                PictureAxis.of(grid, up, field.location()),
                style.maxPixels());
        PointSelection selection = new PointSelection(
                across, sampling.horizontal().points(), up, sampling.vertical().points(), index);
        Extremes extremes = reduced(field, selection.extremes(field));
        double[] samples = selection.gather(field);
        Caption full = slice.isPresent()
                ? caption.at(normal.label(), grid.coordinate(normal, field.location(), index))
                : caption;
        return samples == null ? null : PlanePicture.draw(sampling, samples, extremes, full, style);
    }

    private static Extremes reduced(Field field, Extremes mine) {
        double[] all = {mine.minimum(), -mine.maximum(), mine.allFinite() ? 1 : 0};
        field.grid().communicator().allReduce(all, ReduceOp.MIN);
        return new Extremes(all[0], -all[1], all[2] == 1);
    }
}
