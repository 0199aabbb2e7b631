package org.parhelion.solvers.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.solvers.simulation.CaseSource.Position;

/** A value in a case file that knows where it stands. */
sealed interface CaseNode {
    /** Where the value starts. */
    Position position();

    /** What it is, for messages: "a list". */
    String kind();

    /** Number, word or expression, as text. */
    record Scalar(String text, boolean isNull, Position position) implements CaseNode {
        @Override
        public String kind() {
            return isNull ? "nothing" : "\"" + text + "\"";
        }
    }

    record Sequence(List<CaseNode> elements, Position position) implements CaseNode {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "a list of " + elements.size();
        }
    }

    /** Keys in the order of the file. */
    record Mapping(Map<String, Entry> entries, Position position) implements CaseNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        CaseNode get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        @Override
        public String kind() {
            return "a map with keys";
        }
    }

    /** A value and the place of its key. */
    record Entry(Position key, CaseNode value) {}
}
