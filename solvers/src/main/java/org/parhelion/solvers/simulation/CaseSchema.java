package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Side;
import org.parhelion.solvers.simulation.SchemaType.AnyOf;
import org.parhelion.solvers.simulation.SchemaType.Choice;
import org.parhelion.solvers.simulation.SchemaType.Expression;
import org.parhelion.solvers.simulation.SchemaType.ListOf;
import org.parhelion.solvers.simulation.SchemaType.Named;
import org.parhelion.solvers.simulation.SchemaType.Numeric;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Setting;
import org.parhelion.solvers.simulation.SchemaType.Text;
import org.parhelion.solvers.simulation.SchemaType.Truth;
import org.parhelion.solvers.simulation.SchemaType.Whole;

/**
 * The one description of a case file: validation, {@code parhelion check} and the reference page
 * {@code examples/cases/REFERENCE.md} are all made from it.
 */
final class CaseSchema {
    static final List<String> MAPS = List.of("viridis", "coolwarm", "gray");

    private static final SchemaType NUMBER = new Numeric(Numeric.Bound.ANY);
    private static final SchemaType POSITIVE = new Numeric(Numeric.Bound.POSITIVE);
    private static final SchemaType EXPRESSION = new Expression();
    private static final SchemaType NAME = new Text("the name of a field or of an expression");
    private static final SchemaType COUNT = new Whole(1, Integer.MAX_VALUE);

    /** The whole file. */
    static final Section CASE = Section.of(
            Setting.optional(
                    "title", new Text("text"), "the file's name", "What the case is called in reports and pictures."),
            Setting.required("grid", grid(), "The domain and its cells."),
            Setting.optional(
                    "parameters",
                    new Named("parameter", NUMBER),
                    "none",
                    "Named numbers for all expressions; each may use those above it."),
            Setting.optional(
                    "expressions",
                    new Named("expression", EXPRESSION),
                    "none",
                    "Named quantities of fields, space and time for use in rates, in each other (in any order) and in"
                            + " outputs; derivatives may be taken of them."),
            Setting.required("fields", new Named("field", field()), "The unknowns."),
            Setting.optional("order", Choice.of("2", "4"), "2", "Order of accuracy of the central differences."),
            Setting.required("time", time(), "How far and how to step."),
            Setting.optional("output", output(), "no files", "What to write, where and how often."));

    private CaseSchema() {}

    private static Section grid() {
        SchemaType extent = AnyOf.of(POSITIVE, new ListOf(NUMBER, 2, 2));
        return Section.of(
                Setting.required(
                        "size", new ListOf(COUNT, 1, 3), "Number of cells along x, y, z: one, two or three axes."),
                Setting.optional(
                        "extent",
                        new ListOf(extent, 1, 3),
                        "1 along each axis",
                        "Along each axis a length (from 0) or [from, to]."),
                Setting.optional(
                        "boundary", boundary(), "periodic", "What holds at the domain's sides for all fields."));
    }

    private static SchemaType boundary() {
        Choice word = Choice.of("periodic", "neumann", "symmetry", "antisymmetry", "outflow");
        Section valued = Section.of(
                Setting.optional("dirichlet", EXPRESSION, "", "The value on the wall."),
                Setting.optional("neumann", EXPRESSION, "", "The outward derivative on the wall."),
                Setting.optional(
                        "robin", new ListOf(EXPRESSION, 3, 3), "", "[a, b, c] with a u + b ∂u/∂n = c on the wall."));
        List<Setting> sides = new ArrayList<>();
        SchemaType kind = AnyOf.of(word, valued);
        for (Axis axis : Axis.values()) {
            sides.add(Setting.optional(axis.label(), kind, "", "Both sides of axis " + axis.label() + "."));
        }
        for (Side side : Side.values()) {
            sides.add(Setting.optional(
                    side.label(),
                    kind,
                    "",
                    "The " + (side.isHigh() ? "high" : "low") + " side of axis "
                            + side.axis().label() + "; goes before the whole axis."));
        }
        return AnyOf.of(word, valued, new Section(sides));
    }

    private static Section field() {
        return Section.of(
                Setting.required("initial", EXPRESSION, "Value at time 0, of space and parameters."),
                Setting.optional("rate", EXPRESSION, "the field does not change", "∂/∂t of the field."),
                Setting.optional("boundary", boundary(), "the grid's", "What holds at the sides for this field."));
    }

    private static Section time() {
        return Section.of(
                Setting.optional(
                        "scheme",
                        new Choice(List.copyOf(SchemeNames.ALL)),
                        "ssprk3",
                        "Explicit Runge–Kutta scheme; bs32 and dopri5 choose their steps by tolerance."),
                Setting.optional(
                        "step",
                        AnyOf.of(Choice.of("auto"), POSITIVE),
                        "auto",
                        "Length of a step; auto takes cfl times the stability limit. Of an adaptive scheme, the first step."),
                Setting.optional("cfl", POSITIVE, "0.9", "Share of the stability limit that an automatic step takes."),
                Setting.optional(
                        "tolerance",
                        POSITIVE,
                        "1e-6",
                        "Error allowed per step of an adaptive scheme, relative and absolute."),
                Setting.optional("max_step", POSITIVE, "none", "No automatic or adaptive step is longer."),
                Setting.optional("until", POSITIVE, "by steps", "Time at which the run ends."),
                Setting.optional("steps", COUNT, "by until", "Number of steps after which the run ends."));
    }

    private static Section output() {
        return Section.of(
                Setting.optional("every", COUNT, "by interval", "Write after so many steps, and at the start and end."),
                Setting.optional(
                        "interval", POSITIVE, "by every", "Write after so much time; steps are cut to hit it."),
                Setting.optional("directory", new Text("a path"), "out/ and the case file's name", "Where files go."),
                Setting.optional(
                        "png", new ListOf(AnyOf.of(NAME, picture()), 1, Integer.MAX_VALUE), "none", "Pictures."),
                Setting.optional("vtk", new ListOf(NAME, 1, Integer.MAX_VALUE), "none", "Fields for ParaView."),
                Setting.optional(
                        "compress", new Truth(), "false", "Packs VTK files with zlib: smaller, but slower to write."),
                Setting.optional("animation", Choice.of("apng"), "none", "Joins each picture's frames to a film."));
    }

    private static Section picture() {
        return Section.of(
                Setting.required("field", NAME, "What is drawn."),
                Setting.optional(
                        "slice",
                        Section.of(
                                Setting.required("axis", Choice.of("x", "y", "z"), "Axis across the slice."),
                                Setting.optional("at", NUMBER, "the middle", "Coordinate of the slice.")),
                        "of a 3-D field the middle along z",
                        "Where to cut a 3-D field."),
                Setting.optional(
                        "range",
                        new ListOf(NUMBER, 2, 2),
                        "from the least to the greatest value",
                        "Ends of the colour bar."),
                Setting.optional("map", new Choice(MAPS), "viridis", "Colour map."),
                Setting.optional(
                        "width", new Whole(32, 8192), "800", "Most pixels along a side of the field's picture."));
    }
}
