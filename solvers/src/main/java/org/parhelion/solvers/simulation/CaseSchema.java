package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.Side;
import org.parhelion.solvers.simulation.SchemaType.AnyOf;
import org.parhelion.solvers.simulation.SchemaType.Choice;
import org.parhelion.solvers.simulation.SchemaType.Expression;
import org.parhelion.solvers.simulation.SchemaType.Key;
import org.parhelion.solvers.simulation.SchemaType.ListOf;
import org.parhelion.solvers.simulation.SchemaType.Named;
import org.parhelion.solvers.simulation.SchemaType.Number;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Text;
import org.parhelion.solvers.simulation.SchemaType.Whole;

/**
 * The one description of a case file: validation, {@code parhelion check} and the reference page
 * {@code examples/cases/REFERENCE.md} are all made from it.
 */
final class CaseSchema {
    static final List<String> MAPS = List.of("viridis", "magma", "inferno", "plasma", "cividis", "gray");

    private static final SchemaType NUMBER = new Number(Number.Bound.ANY);
    private static final SchemaType POSITIVE = new Number(Number.Bound.POSITIVE);
    private static final SchemaType EXPRESSION = new Expression();
    private static final SchemaType NAME = new Text("the name of a field or of an expression");
    private static final SchemaType COUNT = new Whole(1, Integer.MAX_VALUE);

    /** The whole file. */
    static final Section CASE = Section.of(
            Key.optional(
                    "title", new Text("text"), "the file's name", "What the case is called in reports and pictures."),
            Key.required("grid", grid(), "The domain and its cells."),
            Key.optional(
                    "parameters",
                    new Named("parameter", NUMBER),
                    "none",
                    "Named numbers for all expressions; each may use those above it."),
            Key.optional(
                    "expressions",
                    new Named("expression", EXPRESSION),
                    "none",
                    "Named quantities of fields, space and time for use in rates, in each other (in any order) and in"
                            + " outputs; derivatives may be taken of them."),
            Key.required("fields", new Named("field", field()), "The unknowns."),
            Key.optional("order", Choice.of("2", "4"), "2", "Order of accuracy of the central differences."),
            Key.required("time", time(), "How far and how to step."),
            Key.optional("output", output(), "no files", "What to write, where and how often."));

    private CaseSchema() {}

    private static Section grid() {
        SchemaType extent = AnyOf.of(POSITIVE, new ListOf(NUMBER, 2, 2));
        return Section.of(
                Key.required("size", new ListOf(COUNT, 1, 3), "Number of cells along x, y, z: one, two or three axes."),
                Key.optional(
                        "extent",
                        new ListOf(extent, 1, 3),
                        "1 along each axis",
                        "Along each axis a length (from 0) or [from, to]."),
                Key.optional("boundary", boundary(), "periodic", "What holds at the domain's sides for all fields."));
    }

    private static SchemaType boundary() {
        Choice word = Choice.of("periodic", "neumann", "symmetry", "antisymmetry", "outflow");
        Section valued = Section.of(
                Key.optional("dirichlet", EXPRESSION, "", "The value on the wall."),
                Key.optional("neumann", EXPRESSION, "", "The outward derivative on the wall."),
                Key.optional(
                        "robin", new ListOf(EXPRESSION, 3, 3), "", "[a, b, c] with a u + b ∂u/∂n = c on the wall."));
        List<Key> sides = new ArrayList<>();
        SchemaType kind = AnyOf.of(word, valued);
        for (Axis axis : Axis.values()) {
            sides.add(Key.optional(axis.label(), kind, "", "Both sides of axis " + axis.label() + "."));
        }
        for (Side side : Side.values()) {
            sides.add(Key.optional(
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
                Key.required("initial", EXPRESSION, "Value at time 0, of space and parameters."),
                Key.optional("rate", EXPRESSION, "the field does not change", "∂/∂t of the field."),
                Key.optional("boundary", boundary(), "the grid's", "What holds at the sides for this field."));
    }

    private static Section time() {
        return Section.of(
                Key.optional(
                        "scheme",
                        new Choice(List.copyOf(SchemeNames.ALL)),
                        "ssprk3",
                        "Explicit Runge–Kutta scheme; bs32 and dopri5 choose their steps by tolerance."),
                Key.optional(
                        "step",
                        AnyOf.of(Choice.of("auto"), POSITIVE),
                        "auto",
                        "Length of a step; auto takes cfl times the stability limit. Of an adaptive scheme, the first step."),
                Key.optional("cfl", POSITIVE, "0.9", "Share of the stability limit that an automatic step takes."),
                Key.optional(
                        "tolerance",
                        POSITIVE,
                        "1e-6",
                        "Error allowed per step of an adaptive scheme, relative and absolute."),
                Key.optional("max_step", POSITIVE, "none", "No automatic or adaptive step is longer."),
                Key.optional("until", POSITIVE, "by steps", "Time at which the run ends."),
                Key.optional("steps", COUNT, "by until", "Number of steps after which the run ends."));
    }

    private static Section output() {
        return Section.of(
                Key.optional("every", COUNT, "by interval", "Write after so many steps, and at the start and end."),
                Key.optional("interval", POSITIVE, "by every", "Write after so much time; steps are cut to hit it."),
                Key.optional("directory", new Text("a path"), "out/ and the case file's name", "Where files go."),
                Key.optional("png", new ListOf(AnyOf.of(NAME, picture()), 1, Integer.MAX_VALUE), "none", "Pictures."),
                Key.optional("vtk", new ListOf(NAME, 1, Integer.MAX_VALUE), "none", "Fields for ParaView."),
                Key.optional("animation", Choice.of("apng"), "none", "Joins each picture's frames to a film."));
    }

    private static Section picture() {
        return Section.of(
                Key.required("field", NAME, "What is drawn."),
                Key.optional(
                        "slice",
                        Section.of(
                                Key.required("axis", Choice.of("x", "y", "z"), "Axis across the slice."),
                                Key.required("at", NUMBER, "Coordinate of the slice.")),
                        "of a 3-D field the middle along z",
                        "Where to cut a 3-D field."),
                Key.optional(
                        "range",
                        new ListOf(NUMBER, 2, 2),
                        "from the least to the greatest value",
                        "Ends of the colour bar."),
                Key.optional("map", new Choice(MAPS), "viridis", "Colour map."),
                Key.optional("width", new Whole(16, 8192), "800", "Most pixels along a side of the field's picture."));
    }
}
