package org.parhelion.solvers.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.io.ColorMap;
import org.parhelion.mesh.io.OutputException;
import org.parhelion.mesh.io.OutputFolder;
import org.parhelion.mesh.io.PictureStyle;
import org.parhelion.mesh.io.PngOutput;
import org.parhelion.mesh.io.SlicePlane;
import org.parhelion.mesh.io.ValueRange;
import org.parhelion.mesh.io.VtkWriter;
import org.parhelion.mesh.stencil.Assignment;
import org.parhelion.mesh.stencil.Expr;
import org.parhelion.mesh.stencil.Kernel;
import org.parhelion.solvers.linear.ConvergencePlot;

/** Writes the files that a case asks for, when it asks for them. Collective. */
final class Outputs {
    private static final int FRAME_MILLISECONDS = 120;

    private final OutputSpec spec;
    private final CartesianGrid grid;
    private final Path directory;
    private final Map<String, Field> sources = new LinkedHashMap<>();
    private final List<Field> derived = new ArrayList<>();
    private final List<Drawing> drawings = new ArrayList<>();
    private Optional<VtkWriter> vtk = Optional.empty();
    private Optional<Kernel> derive = Optional.empty();
    private long lastStep = -1;
    private long intervals;
    private int pictures;
    private int dataSets;

    /** A picture and what it is drawn with. */
    private record Drawing(PngOutput output, Field field, Optional<SlicePlane> slice) {
        void write(long step, double time) {
            if (slice.isPresent()) {
                output.write(field, slice.get(), step, time);
            } else {
                output.write(field, step, time);
            }
        }

        void animate(long step) {
            if (slice.isPresent()) {
                output.animate(field, slice.get(), step, FRAME_MILLISECONDS);
            } else {
                output.animate(field, step, FRAME_MILLISECONDS);
            }
        }
    }

    /**
     * Makes the folder ready.
     *
     * @throws InputException it cannot be made or written to
     */
    Outputs(CaseModel model, Path directory) {
        this.spec = model.file().output();
        this.grid = model.grid();
        this.directory = directory;
        if (!spec.writesFiles()) {
            return;
        }
        OutputFolder folder;
        try {
            folder = OutputFolder.prepare(directory, grid.communicator());
        } catch (OutputException unusable) {
            throw new InputException(
                    unusable.getMessage() + " (output.directory in the case file, or --output DIR)", unusable);
        }
        findSources(model);
        for (OutputSpec.Picture picture : spec.pictures()) {
            drawings.add(new Drawing(
                    new PngOutput(folder, style(picture)),
                    sources.get(picture.field().text()),
                    picture.slice().map(slice -> new SlicePlane(slice.axis(), slice.at()))));
        }
        if (!spec.vtk().isEmpty()) {
            vtk = Optional.of(Agreement.on(
                    model.grid().communicator(),
                    () -> vtkWriter(folder, model.file().name())));
        }
    }

    private VtkWriter vtkWriter(OutputFolder folder, String name) {
        try {
            return new VtkWriter(folder, name, spec.isCompressed());
        } catch (IllegalArgumentException unfit) {
            throw new InputException("output.vtk makes files named after the case file: " + unfit.getMessage(), unfit);
        }
    }

    /**
     * The run begins at this step: 0, or that of a checkpoint, up to which what is there was written by this run before.
     * What is due by time is what comes after the run's time.
     */
    void beginAt(long step, double time) {
        while (nextTime() <= time) {
            intervals++;
        }
        if (spec.isAnimated()) {
            removeOldFrames(step);
        }
    }

    private static PictureStyle style(OutputSpec.Picture picture) {
        PictureStyle style = new PictureStyle(ColorMap.named(picture.map()), Optional.empty(), picture.width());
        return picture.range()
                .map(range -> style.with(new ValueRange(range.low(), range.high())))
                .orElse(style);
    }

    /** Expressions that are written get a field each, computed when they are due. */
    private void findSources(CaseModel model) {
        List<OutputSpec.Name> names = new ArrayList<>(spec.vtk());
        spec.pictures().forEach(picture -> names.add(picture.field()));
        List<Assignment> assignments = new ArrayList<>();
        for (OutputSpec.Name name : names) {
            if (sources.containsKey(name.text())) {
                continue;
            }
            Expr quantity = model.quantities().get(name.text());
            if (quantity instanceof Expr.Access access) {
                sources.put(name.text(), access.field());
            } else {
                Field field = grid.field(name.text(), model.location());
                sources.put(name.text(), field);
                derived.add(field);
                assignments.add(new Assignment(field, quantity));
            }
        }
        if (!assignments.isEmpty()) {
            derive = Optional.of(Kernel.of(assignments.toArray(Assignment[]::new)));
        }
    }

    /** A film shows one run: pictures of the same names that an earlier run left are not part of it. */
    private void removeOldFrames(long step) {
        if (grid.communicator().rank() != 0) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (drawings.stream().anyMatch(drawing -> isFrameAfter(step, file, drawing))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException unreadable) {
            throw new OutputException("cannot look for old pictures in " + directory + ": " + unreadable, unreadable);
        }
    }

    /** Of step 0 all are replaced; else those up to a checkpoint's step are kept. */
    private static boolean isFrameAfter(long step, Path file, Drawing drawing) {
        String name = drawing.field().name()
                + drawing.slice()
                        .map(slice -> "_" + slice.toString().replace("=", ""))
                        .orElse("");
        Matcher frame = Pattern.compile(Pattern.quote(name) + "_(\\d{8,18})\\.png")
                .matcher(file.getFileName().toString());
        return frame.matches() && (step == 0 || Long.parseLong(frame.group(1)) > step);
    }

    /** The next time at which something is due by time; infinite if nothing ever is. */
    double nextTime() {
        return spec.writesFiles() ? (intervals + 1) * spec.interval() : Double.POSITIVE_INFINITY;
    }

    /** Whether something is due after this step. */
    boolean isDue(long step, double time) {
        boolean bySteps = spec.every() != Long.MAX_VALUE && step % spec.every() == 0;
        return spec.writesFiles() && (bySteps || time >= nextTime());
    }

    /** Writes everything, unless this step is written already. */
    void write(long step, double time) {
        if (!spec.writesFiles() || step == lastStep) {
            return;
        }
        lastStep = step;
        while (nextTime() <= time) {
            intervals++;
        }
        derive.ifPresent(Kernel::run);
        for (Drawing drawing : drawings) {
            drawing.write(step, time);
            pictures++;
        }
        if (vtk.isPresent()) {
            List<Field> fields = spec.vtk().stream()
                    .map(name -> sources.get(name.text()))
                    .distinct()
                    .toList();
            vtk.get().write(fields, step, time);
            dataSets++;
        }
    }

    /** Writes how a solve went as {@code convergence.png}, if the case asks for it. */
    void write(ConvergencePlot plot) {
        if (spec.showsConvergence()) {
            plot.write(directory.resolve("convergence.png"), grid.communicator());
            pictures++;
        }
    }

    /** After the last output: joins pictures to films. */
    void finish() {
        if (spec.isAnimated()) {
            drawings.forEach(drawing -> drawing.animate(lastStep));
        }
    }

    /** The last step that was written, or −1. */
    long lastStep() {
        return lastStep;
    }

    Path directory() {
        return directory;
    }

    /** {@code 9 pictures and 4 VTK data sets in out/heat}; empty if nothing is written. */
    String summary() {
        if (!spec.writesFiles()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        if (pictures > 0) {
            parts.add(count(pictures, "picture"));
        }
        if (spec.isAnimated()) {
            parts.add(count(drawings.size(), "animation"));
        }
        if (dataSets > 0) {
            parts.add(count(dataSets, "VTK data set"));
        }
        return String.join(", ", parts) + " in " + directory;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
