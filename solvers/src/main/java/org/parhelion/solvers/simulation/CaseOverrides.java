package org.parhelion.solvers.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.solvers.simulation.CaseSource.Position;

/** Applies {@code --set a.b=value}: the value is YAML, and list elements go by their index from 0. */
final class CaseOverrides {
    private CaseOverrides() {}

    /** @throws InputException the assignment has no {@code =}, its value is not YAML, or a key leads through no map or list */
    static CaseNode.Mapping apply(CaseNode.Mapping root, List<String> assignments) {
        CaseNode.Mapping result = root;
        for (String assignment : assignments) {
            result = (CaseNode.Mapping) apply(result, assignment);
        }
        return result;
    }

    private static CaseNode apply(CaseNode.Mapping root, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new InputException("--set takes KEY=VALUE, as in --set time.until=100, not \"" + assignment + "\"");
        }
        CaseSource source = new CaseSource("--set", assignment);
        String text = assignment.substring(equals + 1);
        // blanks in place of the key keep columns true
        CaseNode value = relocate(CaseReader.read(new CaseSource("--set", " ".repeat(equals + 1) + text)), source);
        String[] path = assignment.substring(0, equals).split("\\.", -1);
        return replace(root, path, 0, new Position(source, 1, 1), value);
    }

    private static CaseNode replace(CaseNode node, String[] path, int depth, Position key, CaseNode value) {
        if (depth == path.length) {
            return value;
        }
        String step = path[depth];
        if (step.isBlank()) {
            throw key.refuse("an empty key; write --set section.key=value");
        }
        if (node instanceof CaseNode.Sequence list) {
            int index = index(step, list, key);
            List<CaseNode> elements = new ArrayList<>(list.elements());
            elements.set(index, replace(elements.get(index), path, depth + 1, key, value));
            return new CaseNode.Sequence(elements, list.position());
        }
        Map<String, CaseNode.Entry> entries = new LinkedHashMap<>();
        if (node instanceof CaseNode.Mapping map) {
            entries.putAll(map.entries());
        } else if (node != null) {
            String parent = String.join(".", List.of(path).subList(0, depth));
            throw key.refuse(parent + " is " + node.kind() + " and has no key \"" + step + "\"");
        }
        CaseNode.Entry old = entries.get(step);
        CaseNode changed = replace(old == null ? null : old.value(), path, depth + 1, key, value);
        entries.put(step, new CaseNode.Entry(old == null || depth + 1 == path.length ? key : old.key(), changed));
        return new CaseNode.Mapping(entries, node == null ? key : node.position());
    }

    private static int index(String step, CaseNode.Sequence list, Position key) {
        try {
            int index = Integer.parseInt(step);
            if (index >= 0 && index < list.elements().size()) {
                return index;
            }
        } catch (NumberFormatException notANumber) {
            // the message below covers both
        }
        throw key.refuse("\"" + step + "\" is no index of " + list.kind() + "; elements count from 0");
    }

    private static CaseNode relocate(CaseNode node, CaseSource source) {
        Position at = new Position(source, 1, node.position().column());
        if (node instanceof CaseNode.Scalar scalar) {
            return new CaseNode.Scalar(scalar.text(), scalar.isNull(), at);
        }
        if (node instanceof CaseNode.Sequence list) {
            return new CaseNode.Sequence(
                    list.elements().stream()
                            .map(element -> relocate(element, source))
                            .toList(),
                    at);
        }
        Map<String, CaseNode.Entry> entries = new LinkedHashMap<>();
        ((CaseNode.Mapping) node)
                .entries()
                .forEach((key, entry) -> entries.put(
                        key,
                        new CaseNode.Entry(
                                new Position(source, 1, entry.key().column()), relocate(entry.value(), source))));
        return new CaseNode.Mapping(entries, at);
    }
}
