package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final Setting TITLE = Setting.optional(
            "title", new Text("text"), "the file's name", "What the case is called in reports and pictures.");
    private static final Setting GRID = Setting.required("grid", grid(), "The domain and its cells.");
    private static final Setting PARAMETERS = Setting.optional(
            "parameters",
            new Named("parameter", NUMBER),
            "none",
            "Named numbers for all expressions; each may use those above it.");

    private static Setting model() {
        return Setting.optional(
                "model",
                Choice.of("poisson", "helmholtz"),
                "fields with rates",
                "A built-in model, with keys of its own, in place of fields and their rates.");
    }

    /** A file without {@code model}. */
    static final Section EVOLUTION = Section.of(
            TITLE,
            model(),
            GRID,
            PARAMETERS,
            Setting.optional(
                    "expressions",
                    new Named("expression", EXPRESSION),
                    "none",
                    "Named quantities of fields, space and time for use in rates, in each other (in any order) and in"
                            + " outputs; derivatives may be taken of them."),
            Setting.required("fields", new Named("field", field()), "The unknowns."),
            Setting.optional("order", Choice.of("2", "4"), "2", "Order of accuracy of the central differences."),
            Setting.required("time", time(), "How far and how to step."),
            Setting.optional("solver", SolverSchema.SECTION, "as said there", SolverSchema.PURPOSE),
            Setting.optional("output", output(), "no files", "What to write, where and how often."),
            Setting.optional(
                    "checkpoint",
                    checkpoint(),
                    "only when the run is asked to stop",
                    "What is kept for parhelion run --restart."));

    /** A file with {@code model: poisson}. */
    static final Section POISSON = elliptic(List.of());

    /** A file with {@code model: helmholtz}. */
    static final Section HELMHOLTZ = elliptic(List.of(Setting.required(
            "shift",
            EXPRESSION,
            "k of space and parameters; negative is allowed: the operator is then symmetric but not definite.")));

    /** By the word after {@code model:}. */
    static final Map<String, Section> MODELS = models();

    private static Map<String, Section> models() {
        Map<String, Section> models = new LinkedHashMap<>();
        models.put("poisson", POISSON);
        models.put("helmholtz", HELMHOLTZ);
        return models;
    }

    /** The models that have a key of this name, in words. */
    static Optional<String> modelsWith(String key) {
        List<String> models = MODELS.entrySet().stream()
                .filter(model -> model.getValue().names().contains(key))
                .map(Map.Entry::getKey)
                .toList();
        return models.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", models));
    }

    private static Section elliptic(List<Setting> own) {
        List<Setting> keys = new ArrayList<>(List.of(
                TITLE,
                Setting.required("model", Choice.of("poisson", "helmholtz"), "Which model."),
                GRID,
                PARAMETERS,
                Setting.optional(
                        "expressions",
                        new Named("expression", EXPRESSION),
                        "none",
                        "Named quantities of space for use in all expressions, and of the unknown for use in outputs."),
                Setting.optional("field", new Text("a name"), "u", "What the unknown is called."),
                Setting.optional(
                        "location",
                        Choice.of("cell", "node"),
                        "cell",
                        "Where its values lie: in cells or at their corners."),
                Setting.optional(
                        "coefficient",
                        AnyOf.of(EXPRESSION, new ListOf(EXPRESSION, 1, 3)),
                        "1",
                        "a of space and parameters, positive; or a list, one for each axis. It is taken at faces, half-way"
                                + " between points.")));
        keys.addAll(own);
        keys.addAll(List.of(
                Setting.required("source", EXPRESSION, "f of space and parameters."),
                Setting.optional("boundary", boundary(), "the grid's", "What holds at the sides for the unknown."),
                Setting.optional(
                        "exact",
                        EXPRESSION,
                        "unknown",
                        "The solution, where it is known: the report has the error, outputs may name exact and error."),
                Setting.optional("solver", SolverSchema.SECTION, "as said there", SolverSchema.PURPOSE),
                Setting.optional("output", finalOutput(), "no files", "What to write, and where.")));
        return new Section(keys);
    }

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
                Setting.optional(
                        "implicit",
                        EXPRESSION,
                        "all is in rate",
                        "A stiff part of ∂/∂t, besides rate, for which an implicit scheme solves: linear in this field,"
                                + " without other unknowns."),
                Setting.optional("boundary", boundary(), "the grid's", "What holds at the sides for this field."));
    }

    private static Section time() {
        return Section.of(
                Setting.optional(
                        "scheme",
                        new Choice(List.copyOf(SchemeNames.ALL)),
                        "ssprk3; sdirk2 if a field has an implicit part",
                        "Explicit Runge–Kutta schemes, of which bs32 and dopri5 choose their steps by tolerance; from"
                                + " backward-euler on, implicit ones (below)."),
                Setting.optional(
                        "step",
                        AnyOf.of(Choice.of("auto"), POSITIVE),
                        "auto",
                        "Length of a step; auto takes cfl times the stability limit (of the explicit part, with an implicit"
                                + " scheme). Of an adaptive scheme, the first step."),
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

    private static Setting directory() {
        return Setting.optional("directory", new Text("a path"), "out/ and the case file's name", "Where files go.");
    }

    private static Setting png() {
        return Setting.optional(
                "png", new ListOf(AnyOf.of(NAME, picture()), 1, Integer.MAX_VALUE), "none", "Pictures.");
    }

    private static Setting vtk() {
        return Setting.optional("vtk", new ListOf(NAME, 1, Integer.MAX_VALUE), "none", "Fields for ParaView.");
    }

    private static Setting compress() {
        return Setting.optional(
                "compress", new Truth(), "false", "Packs VTK files with zlib: smaller, but slower to write.");
    }

    private static Section output() {
        return Section.of(
                Setting.optional("every", COUNT, "by interval", "Write after so many steps, and at the start and end."),
                Setting.optional(
                        "interval", POSITIVE, "by every", "Write after so much time; steps are cut to hit it."),
                directory(),
                png(),
                vtk(),
                compress(),
                Setting.optional("animation", Choice.of("apng"), "none", "Joins each picture's frames to a film."));
    }

    private static Section checkpoint() {
        return Section.of(
                Setting.optional(
                        "every", COUNT, "only when the run is asked to stop", "Write one after so many steps."),
                Setting.optional("keep", COUNT, "2", "How many of the last ones are left; older ones are removed."),
                Setting.optional(
                        "directory", new Text("a path"), "checkpoints in the output directory", "Where they go."),
                Setting.optional(
                        "async",
                        new Truth(),
                        "false",
                        "Copies the fields and writes behind the next steps; takes memory for the copy."));
    }

    /** Of a model that is solved once. */
    private static Section finalOutput() {
        return Section.of(
                directory(),
                png(),
                vtk(),
                compress(),
                Setting.optional(
                        "convergence",
                        new Truth(),
                        "false",
                        "Draws the residual over the iterations: convergence.png."));
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
