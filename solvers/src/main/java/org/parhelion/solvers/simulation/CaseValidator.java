package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.parhelion.solvers.simulation.SchemaType.AnyOf;
import org.parhelion.solvers.simulation.SchemaType.Section;
import org.parhelion.solvers.simulation.SchemaType.Setting;

/** Compares a case with {@link CaseSchema}: shapes, keys and words. What expressions mean is checked by their readers. */
final class CaseValidator {
    private static final int MOST_SHOWN = 8;
    private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    private final List<String> problems = new ArrayList<>();

    private CaseValidator() {}

    /** @throws InputException the first few things that are wrong, each with its place and the nearest right word */
    static void check(CaseNode.Mapping root) {
        CaseValidator validator = new CaseValidator();
        validator.file(root);
        List<String> problems = validator.problems;
        if (problems.isEmpty()) {
            return;
        }
        String shown = String.join("\n", problems.subList(0, Math.min(MOST_SHOWN, problems.size())));
        int more = problems.size() - MOST_SHOWN;
        throw new InputException(more > 0 ? shown + "\nand " + more + " more" : shown);
    }

    private void file(CaseNode.Mapping root) {
        CaseNode model = root.get("model");
        if (model == null) {
            section("", root, CaseSchema.EVOLUTION);
        } else if (model instanceof CaseNode.Scalar word && CaseSchema.MODELS.containsKey(word.text())) {
            section("", root, CaseSchema.MODELS.get(word.text()));
        } else {
            value("model", model, new SchemaType.Choice(List.copyOf(CaseSchema.MODELS.keySet())));
        }
    }

    /** Whether something can be called so. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private void value(String path, CaseNode node, SchemaType type) {
        if (type instanceof Section section && node instanceof CaseNode.Mapping map) {
            section(path, map, section);
        } else if (type instanceof SchemaType.Named named && node instanceof CaseNode.Mapping map) {
            named(path, map, named);
        } else if (type instanceof SchemaType.ListOf list && node instanceof CaseNode.Sequence sequence) {
            list(path, sequence, list);
        } else if (type instanceof AnyOf any) {
            anyOf(path, node, any);
        } else if (!(node instanceof CaseNode.Scalar scalar) || !accepts(scalar, type)) {
            wrongType(path, node, type);
        }
    }

    private void wrongType(String path, CaseNode node, SchemaType type) {
        String hint = "";
        if (node instanceof CaseNode.Scalar scalar && type instanceof SchemaType.Choice choice) {
            hint = NearestWord.hint(scalar.text(), choice.words());
        }
        problem(node, path + " takes " + type.describe() + ", not " + node.kind() + hint);
    }

    private void section(String path, CaseNode.Mapping map, Section section) {
        for (Map.Entry<String, CaseNode.Entry> entry : map.entries().entrySet()) {
            String name = entry.getKey();
            Setting key = find(section, name);
            if (key != null) {
                value(join(path, name), entry.getValue().value(), key.type());
            } else {
                unknown(path, name, entry.getValue(), section);
            }
        }
        for (Setting key : section.keys()) {
            if (key.isRequired() && map.get(key.name()) == null) {
                problem(
                        map,
                        (path.isEmpty() ? "" : path + ": ") + "key \"" + key.name() + "\" is missing: "
                                + key.description().substring(0, 1).toLowerCase(Locale.ROOT)
                                + key.description().substring(1).replaceAll("\\.$", "")
                                + " (" + key.type().describe() + ")");
            }
        }
    }

    private void unknown(String path, String name, CaseNode.Entry entry, Section section) {
        if (path.isEmpty() && name.equals("checkpoint")) {
            problems.add(
                    entry.key()
                            .explain(
                                    "checkpoint: this model is solved once and has no steps to go on from; remove the section"));
            return;
        }
        String where = path.isEmpty() ? "" : " in " + path;
        String hint = NearestWord.hint(name, section.names());
        if (path.isEmpty() && hint.isEmpty()) {
            hint = CaseSchema.modelsWith(name)
                    .map(models -> ", which is one of model: " + models)
                    .orElse("");
        }
        problems.add(entry.key()
                .explain("unknown key \"" + name + "\"" + where + hint + " (keys here: "
                        + String.join(", ", section.names()) + ")"));
    }

    private void named(String path, CaseNode.Mapping map, SchemaType.Named named) {
        if (map.entries().isEmpty()) {
            problem(map, path + " is empty; it takes " + named.describe());
        }
        map.entries().forEach((name, entry) -> {
            if (!isName(name)) {
                problems.add(entry.key()
                        .explain("\"" + name + "\" is no " + named.name()
                                + " name: names are a letter, then letters, digits and _"));
            }
            value(join(path, name), entry.value(), named.value());
        });
    }

    private void list(String path, CaseNode.Sequence sequence, SchemaType.ListOf list) {
        int count = sequence.elements().size();
        if (count < list.least() || count > list.most()) {
            problem(sequence, path + " takes " + list.describe() + ", not " + sequence.kind());
        }
        for (int n = 0; n < count; n++) {
            value(path + "." + n, sequence.elements().get(n), list.element());
        }
    }

    /** Takes the alternative that fits best, so that a wrong key in a map is not reported as a wrong type. */
    private void anyOf(String path, CaseNode node, AnyOf any) {
        List<CaseValidator> tries = new ArrayList<>();
        for (SchemaType type : any.alternatives()) {
            if (sameShape(node, type)) {
                CaseValidator attempt = new CaseValidator();
                attempt.value(path, node, type);
                tries.add(attempt);
            }
        }
        boolean noneFits = tries.stream().noneMatch(attempt -> attempt.problems.isEmpty());
        if (tries.isEmpty() || (node instanceof CaseNode.Scalar && noneFits)) {
            String hint = node instanceof CaseNode.Scalar scalar ? NearestWord.hint(scalar.text(), words(any)) : "";
            problem(node, path + " takes " + any.describe() + ", not " + node.kind() + hint);
            return;
        }
        CaseValidator best = tries.get(0);
        for (CaseValidator attempt : tries) {
            best = attempt.problems.size() < best.problems.size() ? attempt : best;
        }
        problems.addAll(best.problems);
    }

    private static List<String> words(AnyOf any) {
        return any.alternatives().stream()
                .filter(SchemaType.Choice.class::isInstance)
                .flatMap(choice -> ((SchemaType.Choice) choice).words().stream())
                .toList();
    }

    private static boolean sameShape(CaseNode node, SchemaType type) {
        if (node instanceof CaseNode.Mapping) {
            return type instanceof Section || type instanceof SchemaType.Named;
        }
        return node instanceof CaseNode.Sequence == type instanceof SchemaType.ListOf
                && !(node instanceof CaseNode.Scalar && type instanceof Section);
    }

    private static boolean accepts(CaseNode.Scalar scalar, SchemaType type) {
        String text = scalar.text();
        if (scalar.isNull() || text.isBlank()) {
            return false;
        } else if (type instanceof SchemaType.Whole whole) {
            return WHOLE.matcher(text).matches() && inRange(text, whole);
        } else if (type instanceof SchemaType.Truth) {
            return text.equals("true") || text.equals("false");
        } else if (type instanceof SchemaType.Choice choice) {
            return choice.words().contains(text);
        } else if (type instanceof SchemaType.Numeric number) {
            return CaseNumbers.plain(text).map(number::allows).orElse(true);
        }
        return type instanceof SchemaType.Text || type instanceof SchemaType.Expression;
    }

    private static boolean inRange(String text, SchemaType.Whole whole) {
        try {
            long value = Long.parseLong(text);
            return value >= whole.least() && value <= whole.most();
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    private static Setting find(Section section, String name) {
        for (Setting key : section.keys()) {
            if (key.name().equals(name)) {
                return key;
            }
        }
        return null;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void problem(CaseNode node, String text) {
        problems.add(node.position().explain(text));
    }
}
