package org.parhelion.solvers.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parhelion.solvers.simulation.SchemaType.AnyOf;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Setting;

/** The reference page of the case file, in Markdown, made from {@link CaseSchema}. */
final class CaseReference {
    private final StringBuilder page = new StringBuilder();
    private final Set<Section> shown = new HashSet<>();

    private CaseReference() {}

    static String markdown() {
        CaseReference reference = new CaseReference();
        reference.page.append(INTRODUCTION);
        reference.section("", CaseSchema.EVOLUTION);
        reference.page.append(IMPLICIT).append(POISSON);
        reference.section("", CaseSchema.POISSON);
        reference.page.append(HELMHOLTZ);
        reference.section(
                "",
                new Section(CaseSchema.HELMHOLTZ.keys().stream()
                        .filter(key -> !CaseSchema.POISSON.keys().contains(key))
                        .toList()));
        return reference.page.append(LANGUAGE).append(REPORT).toString();
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
            if (shown.add(section)) {
                page.append("\n## `").append(path).append("`\n");
                section(path, section);
            }
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
            | diffusion | `diffusion(a, e)`: ∇·(a ∇e) by fluxes through the faces half-way between points, where a is taken (of fields in it, the mean of the two points): conservative, of second order; `diffusion(ax, ay, e)` with a coefficient for each axis |
            | upwind | `upwind_x(v, e)` (and `_y`, `_z`): v times the first-order one-sided difference of e against the wind |
            | neighbours | `shift(e, i, j, k)`: e taken so many cells further along |

            The halo that an expression needs is inferred from it.
            """;

    private static final String REPORT = """

            ## The report

            `parhelion run CASE --report FILE.json` writes what a run did. Its `regions` say where the wall time went, in
            seconds, least, mean and greatest over the ranks; the summary on the screen names those that take 0.5 % or more.

            | region | time for |
            |---|---|
            | `setup` | making kernels, initial values; of a model without time also operator and preconditioner |
            | `step` | the steps, or the solve of a model without time; its `parts` add up to it |
            | `step`, part `compute` | all of the steps that is none of the following |
            | `step`, part `halo_pack` | packing halo messages and handing them to the transport |
            | `step`, part `halo_wait` | waiting for halo messages once everything that needs none is computed |
            | `step`, part `halo_fill` | unpacking them, copying across periodic seams within a rank, filling ghosts beyond walls |
            | `step`, part `reduction` | sums, minima and maxima over all ranks, waiting for the others included |
            | `check` | looking for NaN and infinity before outputs and at the end |
            | `output` | writing files |
            | `checkpoint` | writing checkpoints; with `async`, beginning them and waiting for those begun before |
            | `statistics` | what the report says about the fields |

            Where linear systems were solved, `solver` says by which `method` and `preconditioner`, whether all `converged` (if
            not, the `reason`), how many `solves` and `iterations` there were, `most_iterations` of one of them, the greatest
            `relative_residual`, and the seconds of set-up and solving. Where the exact solution is known, `error` has the
            greatest error `max` and `l2` = √(Σ e² ΔV).

            With `--profile` the report has a `profile` too: `regions` within regions, each with `calls`, seconds (`min`, `mean`, `max`,
            `max_on_rank`), `messages`, `bytes_sent` and, of kernels, effective `gigabytes_per_second`; time in `waiting` for other ranks
            and the ranks `waited_for` longest; `gc_pauses`, `jit_compilation` and `safepoints` of the JVMs, in seconds.
            """;

    private static final String IMPLICIT = """

            ## Implicit schemes

            The part of a rate under `implicit` is taken at the end of a step or stage, by solving a linear system, so that stiff
            terms do not limit the step; what is under `rate` enters explicitly. Both parts are of the scheme's order together.

            | scheme | order | implicit part | explicit part |
            |---|---|---|---|
            | `backward-euler` | 1 | L-stable | forward Euler |
            | `bdf2` | 2 | L-stable, one system a step; steps of any lengths | extrapolated from two steps; the first step, and one after a much shorter one, is of backward Euler |
            | `crank-nicolson` | 2 | trapezoidal rule: A-stable, but stiff modes oscillate and are not damped | Heun |
            | `sdirk2` | 2 | Alexander's, L-stable, two systems | Ascher, Ruuth and Spiteri (2,2,2) |
            | `sdirk3` | 3 | Alexander's, L-stable, three systems | Ascher, Ruuth and Spiteri (3,4,3) |
            | `imex-ssp2` | 2 | L-stable, two systems | SSPRK2: Pareschi and Russo's IMEX-SSP2(2,2,2) |
            | `imex-ssp3` | 3 | L-stable, four systems | SSPRK3: Pareschi and Russo's IMEX-SSP3(4,3,3) |

            An implicit part is linear in its own field and has no other field in it that changes; space, time and parameters may
            stand in it as they like, and terms without the field too. Values on walls that depend on time are taken at the time of
            each stage. Where the implicit part moves the field about without loss (`diffusion` between walls without flow, or
            periodic), nothing is lost through a rough `solver.tolerance` either. A system that is not solved to its tolerance ends
            the run with exit code 1; the field stays as it was before the step.
            """;

    private static final String POISSON = """

            # `model: poisson`

            Solves −∇·(a ∇u) = f once, with a the `coefficient` and f the `source`: second order, by fluxes through the faces
            half-way between points, where a is taken. On a periodic axis a must be periodic. Of nodes, those on a wall with
            `dirichlet` have its value, and those on other walls half a cell.

            Where no side holds u (all are periodic, `neumann` or `symmetry`), solutions differ by a constant; the one with mean 0
            is found, and compared with `exact` up to a constant. Source and boundary values must then balance: what they lack by no
            more than an error of the discretisation (4/n² of their norm, on n cells) is subtracted with a warning, more is refused.

            A solve that does not converge ends with exit code 1, after outputs and report are written: they show what was reached.
            """;

    private static final String HELMHOLTZ = """

            # `model: helmholtz`

            Solves −∇·(a ∇u) + k u = f with k the `shift`: for k ≥ 0 the operator is positive definite, for k < 0 (waves) it may be
            indefinite, which is told in a warning, and `method: auto` is then minres. All keys of poisson, and:
            """;
}
