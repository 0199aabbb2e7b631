package org.parhelion.solvers.simulation;

import static org.parhelion.solvers.simulation.CaseFileBuilder.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.parhelion.solvers.simulation.SchemaType.Numeric.Bound;
import org.parhelion.solvers.time.Scheme;

/** Reads what a case has of fields, rates and time; checks what a schema cannot say. */
final class EvolutionReader {
    private final CaseNode.Mapping root;
    private final GridSpec grid;
    private final CaseNumbers numbers;

    EvolutionReader(CaseNode.Mapping root, GridSpec grid, CaseNumbers numbers) {
        this.root = root;
        this.grid = grid;
        this.numbers = numbers;
    }

    EvolutionSpec read() {
        List<FieldSpec> fields = fields();
        TimeSpec time = time((CaseNode.Mapping) root.get("time"), fields);
        CaseNode.Entry solver = root.entries().get("solver");
        if (solver != null && !time.scheme().isImplicit()) {
            throw solver.key()
                    .refuse("solver is for implicit schemes, which solve linear systems; scheme "
                            + time.scheme().label() + " does not");
        }
        return new EvolutionSpec(
                fields, text(root, "order").map(Integer::valueOf).orElse(2), time);
    }

    private List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>();
        CaseNode.Mapping section = (CaseNode.Mapping) root.get("fields");
        section.entries().forEach((field, entry) -> {
            CaseNode.Mapping keys = (CaseNode.Mapping) entry.value();
            String path = "fields." + field;
            Optional<BoundarySpec> boundary = Optional.ofNullable(keys.get("boundary"))
                    .map(node -> new BoundaryReader(grid.dimensions()).ofField(path + ".boundary", node, grid));
            fields.add(new FieldSpec(
                    field,
                    CaseText.of(path + ".initial", keys.get("initial")),
                    Optional.ofNullable(keys.get("rate")).map(node -> CaseText.of(path + ".rate", node)),
                    Optional.ofNullable(keys.get("implicit")).map(node -> CaseText.of(path + ".implicit", node)),
                    boundary,
                    entry.key()));
        });
        if (fields.stream().noneMatch(FieldSpec::isUnknown)) {
            throw section.position().refuse("no field has a rate, so nothing would ever change");
        }
        return fields;
    }

    private TimeSpec time(CaseNode.Mapping section, List<FieldSpec> fields) {
        Scheme scheme = scheme(section, fields);
        refuseContradictions(section, scheme);
        boolean given = section.get("step") instanceof CaseNode.Scalar step
                && !step.text().equals("auto");
        boolean nothingLimits = fields.stream().allMatch(field -> field.rate().isEmpty());
        if (nothingLimits && !given && section.get("max_step") == null) {
            throw section.position()
                    .refuse("all rates are implicit, so that nothing limits the step; give time.step or time.max_step");
        }
        if (section.get("until") == null && section.get("steps") == null) {
            throw section.position().refuse("time needs until (a time) or steps (a number) to end by");
        }
        return new TimeSpec(
                scheme,
                given ? OptionalDouble.of(number(section, "step", Double.NaN)) : OptionalDouble.empty(),
                number(section, "cfl", 0.9),
                number(section, "tolerance", 1e-6),
                number(section, "max_step", Double.POSITIVE_INFINITY),
                number(section, "until", Double.POSITIVE_INFINITY),
                text(section, "steps").map(Long::valueOf).orElse(Long.MAX_VALUE));
    }

    /** The scheme that is asked for, or else one that can do what the fields need. */
    private static Scheme scheme(CaseNode.Mapping section, List<FieldSpec> fields) {
        Optional<FieldSpec> stiff =
                fields.stream().filter(field -> field.implicit().isPresent()).findFirst();
        boolean hasTolerance = section.get("tolerance") != null;
        Scheme otherwise = stiff.isPresent() ? Scheme.SDIRK2 : hasTolerance ? Scheme.BS32 : Scheme.SSPRK3;
        Scheme scheme = text(section, "scheme").map(Scheme::named).orElse(otherwise);
        if (stiff.isPresent() && !scheme.isImplicit()) {
            throw stiff.get()
                    .implicit()
                    .get()
                    .refuse("time.scheme " + scheme.label() + " is explicit and solves for nothing; choose "
                            + implicitSchemes() + ", or write rate");
        }
        if (stiff.isEmpty() && scheme.isImplicit()) {
            throw section.get("scheme")
                    .position()
                    .refuse(
                            "time.scheme " + scheme.label()
                                    + " solves for implicit parts, but no field has one; move the stiff terms of a rate to implicit");
        }
        return scheme;
    }

    private static String implicitSchemes() {
        List<String> names = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            if (scheme.isImplicit()) {
                names.add(scheme.label());
            }
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.get(names.size() - 1);
    }

    private static void refuseContradictions(CaseNode.Mapping section, Scheme scheme) {
        if (section.get("tolerance") != null && !scheme.isAdaptive()) {
            throw section.entries()
                    .get("tolerance")
                    .key()
                    .refuse("time.tolerance is for the schemes bs32 and dopri5, which choose their steps by it; scheme "
                            + scheme.label() + " does not");
        }
        boolean given = section.get("step") instanceof CaseNode.Scalar step
                && !step.text().equals("auto");
        if (section.get("cfl") != null && (given || scheme.isAdaptive())) {
            throw section.entries()
                    .get("cfl")
                    .key()
                    .refuse("time.cfl is for step: auto of a scheme that is not adaptive; remove one of the two");
        }
    }

    private double number(CaseNode.Mapping section, String key, double otherwise) {
        CaseNode node = section.get(key);
        return node == null ? otherwise : numbers.value("time." + key, node, Bound.POSITIVE);
    }
}
