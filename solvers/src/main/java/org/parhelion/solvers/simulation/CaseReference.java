package org.parhelion.solvers.simulation;

import java.util.List;
import org.parhelion.solvers.simulation.SchemaType.AnyOf;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Setting;

/** The reference page of the case file, in Markdown, made from {@link CaseSchema}. */
final class CaseReference {
    private final StringBuilder page = new StringBuilder();

    private CaseReference() {}

    static String markdown() {
        CaseReference reference = new CaseReference();
        reference.page.append(INTRODUCTION);
        reference.section("", CaseSchema.CASE);
        return reference.page.append(LANGUAGE).toString();
    }

    private void section(String path, Section section) {
        page.append("\n| key | takes | without it |\n|---|---|---|\n");
        for (Setting key : section.keys()) {
            String otherwise =
                    key.isRequired() ? "**required**" : key.otherwise().isEmpty() ? "" : key.otherwise();
            page.append("| `").append(key.name()).append("` | ").append(key.description());
            page.append("<br>").append(cell(brief(key.type())));
            page.append(" | ").append(cell(otherwise)).append(" |\n");
        }
        if (path.equals("boundary")) {
            return;
        }
        for (Setting key : section.keys()) {
            below(path.isEmpty() ? key.name() : path + "." + key.name(), key.type());
        }
    }

    private void below(String path, SchemaType type) {
        if (type instanceof Section section) {
            page.append("\n## `").append(path).append("`\n");
            section(path, section);
        } else if (type instanceof SchemaType.Named named) {
            below(path + ".NAME", named.value());
        } else if (type instanceof SchemaType.ListOf list) {
            below(path + "[]", list.element());
        } else if (type instanceof AnyOf any && !path.endsWith("boundary")) {
            any.alternatives().forEach(alternative -> below(path, alternative));
        } else if (type instanceof AnyOf any && path.equals("grid.boundary")) {
            page.append("\n## `boundary`, of the grid and of fields\n");
            for (SchemaType alternative : any.alternatives()) {
                if (alternative instanceof Section section) {
                    page.append("\nA map with one or more of these keys:\n");
                    section("boundary", section);
                } else {
                    page.append("\nOne word: ").append(brief(alternative)).append(". Or:\n");
                }
            }
        }
    }

    private static String brief(SchemaType type) {
        if (type instanceof SchemaType.Choice choice) {
            return String.join(
                    ", ", choice.words().stream().map(word -> "`" + word + "`").toList());
        } else if (type instanceof Section) {
            return "a map";
        } else if (type instanceof AnyOf any) {
            List<String> words = any.alternatives().stream()
                    .map(CaseReference::brief)
                    .distinct()
                    .toList();
            return String.join(" or ", words);
        } else if (type instanceof SchemaType.ListOf list) {
            return "a list, each element " + brief(list.element());
        } else if (type instanceof SchemaType.Named named) {
            return "a map from " + named.name() + " names to " + brief(named.value());
        }
        return type.describe();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static final String INTRODUCTION = """
            # The case file

            <!-- Made from the schema in solvers.simulation.CaseSchema by `parhelion check --reference`; do not edit. -->

            A case file is YAML (UTF-8, at most 8 MB; no aliases, no tags). Wherever a number is asked for, a constant
            expression such as `2*pi/64` may stand, of numbers and `parameters`. Any value can be changed for one run:
            `parhelion run CASE --set time.until=100 --set grid.size='[64, 64]' --set output.png.0=u`.
            """;

    private static final String LANGUAGE = """

            ## Expressions

            | what | how |
            |---|---|
            | operators, loosest first | `\\|\\|`, `&&`, `< <= > >= == !=`, `+ -`, `* /`, unary `- !`, `^` (right-associative: `-x^2` is −(x²)) |
            | values | numbers, `pi`, coordinates `x y z`, time `t`, spacings `hx hy hz`, parameters, fields, named expressions |
            | functions | `sqrt exp log sin cos tan asin acos atan atan2 sinh cosh tanh abs sign floor min max pow hypot` |
            | choice | `where(condition, a, b)` |
            | derivatives | `dx dy dz dxx dyy dzz dxy dxz dyz laplacian`, central, of any expression, nested too |
            | upwind | `upwind_x(v, e)` (and `_y`, `_z`): v times the first-order one-sided difference of e against the wind |
            | neighbours | `shift(e, i, j, k)`: e taken so many cells further along |

            The halo that an expression needs is inferred from it.

            ## The report

            `parhelion run CASE --report FILE.json` writes what a run did. Its `regions` say where the wall time went, in
            seconds, least, mean and greatest over the ranks; the summary on the screen names those that take 0.5 % or more.

            | region | time for |
            |---|---|
            | `setup` | making kernels, initial values |
            | `step` | the steps; its `parts` add up to it |
            | `step`, part `compute` | all of the steps that is none of the following |
            | `step`, part `halo_pack` | packing halo messages and handing them to the transport |
            | `step`, part `halo_wait` | waiting for halo messages once everything that needs none is computed |
            | `step`, part `halo_fill` | unpacking them, copying across periodic seams within a rank, filling ghosts beyond walls |
            | `step`, part `reduction` | sums, minima and maxima over all ranks, waiting for the others included |
            | `check` | looking for NaN and infinity before outputs and at the end |
            | `output` | writing files |
            | `statistics` | what the report says about the fields |
            """;
}
