package org.parhelion.mesh.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.ReduceOp;

/**
 * Pictures of distributed fields. Only the points that the picture shows travel to rank 0, which draws; colours span
 * the extreme values of all points of the plane, so that a picture does not depend on the number of ranks.
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
        Optional<SlicePlane> slice =
                field.grid().dimensions() == 3 ? Optional.of(SlicePlane.middle(Axis.Z)) : Optional.empty();
        return write(field, slice, field.name(), step, time);
    }

    /**
     * Writes a plane of a 3-D field, as {@code NAME_z0.5_STEP.png} or, in the middle, {@code NAME_z_STEP.png};
     * collective.
     *
     * @return the file
     * @throws IllegalArgumentException if the grid has no such plane
     * @throws OutputException on every rank, if the file cannot be written
     */
    public Path write(Field field, SlicePlane slice, long step, double time) {
        slice.check(field.grid());
        return write(field, Optional.of(slice), name(field, slice), step, time);
    }

    private Path write(Field field, Optional<SlicePlane> slice, String name, long step, double time) {
        Path file = folder.resolve(StepName.of(name, step) + ".png");
        Caption caption = Caption.of(field.name(), time, step);
        Optional<PngImage> image = field.grid().dimensions() == 1 ? line(field, caption) : plane(field, slice, caption);
        Agreement.on(field.grid().communicator(), () -> image.ifPresent(picture -> PngWriter.write(file, picture)));
        return file;
    }

    /**
     * Strings the pictures of a field up to a step, those of an interrupted run before this one included, together
     * to the animated PNG {@code NAME_animation.png}; collective.
     *
     * @param milliseconds how long each picture is shown
     * @return the file
     * @throws OutputException on every rank, if there is no picture or the file cannot be written
     */
    public Path animate(Field field, long lastStep, int milliseconds) {
        return animate(field, field.name(), lastStep, milliseconds);
    }

    /** As {@link #animate(Field, long, int)}, from the pictures of a plane of a 3-D field. */
    public Path animate(Field field, SlicePlane slice, long lastStep, int milliseconds) {
        return animate(field, name(field, slice), lastStep, milliseconds);
    }

    private Path animate(Field field, String name, long lastStep, int milliseconds) {
        Path file = folder.resolve(name + "_animation.png");
        Agreement.on(field.grid().communicator(), () -> {
            if (field.grid().communicator().rank() == 0) {
                PngWriter.writeAnimation(file, stills(name, lastStep), milliseconds);
            }
        });
        return file;
    }

    private List<Path> stills(String name, long lastStep) {
        Pattern form = Pattern.compile(Pattern.quote(name) + "_(\\d{8,18})\\.png");
        SortedMap<Long, Path> stills = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.path())) {
            for (Path file : files.toList()) {
                Matcher still = form.matcher(file.getFileName().toString());
                if (still.matches() && Long.parseLong(still.group(1)) <= lastStep) {
                    stills.put(Long.valueOf(still.group(1)), file);
                }
            }
        } catch (IOException e) {
            throw new OutputException("cannot look for pictures in " + folder.path() + ": " + e, e);
        }
        if (stills.isEmpty()) {
            throw new OutputException("no pictures " + name + "_….png in " + folder.path() + " to animate");
        }
        return List.copyOf(stills.values());
    }

    private static String name(Field field, SlicePlane slice) {
        return field.name() + "_" + slice.toString().replace("=", "");
    }

    /** The picture on rank 0, nothing elsewhere. */
    private Optional<PngImage> line(Field field, Caption caption) {
        PictureAxis axis = PictureAxis.of(field.grid(), Axis.X, field.location());
        int[] points = LinePicture.points(axis);
        PointSelection selection = new PointSelection(Axis.X, points, Axis.Y, new int[] {0}, 0);
        Extremes extremes = reduced(field, selection.extremes(field));
        return selection
                .gather(field)
                .map(samples -> LinePicture.draw(axis, points, samples, extremes, caption, style));
    }

    private Optional<PngImage> plane(Field field, Optional<SlicePlane> slice, Caption caption) {
        CartesianGrid grid = field.grid();
        Axis normal = slice.map(SlicePlane::normal).orElse(Axis.Z);
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
        Caption full = slice.isPresent()
                ? caption.at(normal.label(), grid.coordinate(normal, field.location(), index))
                : caption;
        return selection.gather(field).map(samples -> PlanePicture.draw(sampling, samples, extremes, full, style));
    }

    private static Extremes reduced(Field field, Extremes mine) {
        double[] all = {mine.minimum(), -mine.maximum(), mine.allFinite() ? 1 : 0};
        field.grid().communicator().allReduce(all, ReduceOp.MIN);
        return new Extremes(all[0], -all[1], all[2] == 1);
    }
}
