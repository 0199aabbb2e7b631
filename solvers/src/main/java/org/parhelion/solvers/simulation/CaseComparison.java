package org.parhelion.solvers.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what is different between the case of a checkpoint and the one that is to go on from it, as far as it matters to the
 * fields. Title, outputs, checkpoints and the end of the run do not; nor do parameters and expressions that only they use.
 */
final class CaseComparison {
    private static final Set<String> HARMLESS =
            Set.of("title", "output", "checkpoint", "time.until", "time.steps", "parameters", "expressions");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]*");

    private final Map<String, String> values = new LinkedHashMap<>();

    private CaseComparison(CaseNode.Mapping root) {
        flatten("", root);
        values.keySet().retainAll(needed());
    }

    /** What differs, one line for each key, with the old and the new value; empty if the run may go on. */
    static List<String> differences(CaseNode.Mapping old, CaseNode.Mapping now) {
        Map<String, String> before = new CaseComparison(old).values;
        Map<String, String> after = new CaseComparison(now).values;
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            String was = before.get(key);
            String is = after.get(key);
            if (was == null || is == null || !same(was, is)) {
                differences.add(key + ": was " + shown(was) + ", is " + shown(is));
            }
        }
        return differences;
    }

    private static String shown(String value) {
        return value == null ? "not there" : "\"" + value + "\"";
    }

    /** The same text but for blanks, or the same number. */
    private static boolean same(String a, String b) {
        if (a.replaceAll("\\s+", "").equals(b.replaceAll("\\s+", ""))) {
            return true;
        }
        try {
            return Double.doubleToLongBits(Double.parseDouble(a)) == Double.doubleToLongBits(Double.parseDouble(b));
        } catch (NumberFormatException text) {
            return false;
        }
    }

    private void flatten(String path, CaseNode node) {
        if (node instanceof CaseNode.Mapping map) {
            map.entries().forEach((key, entry) -> flatten(path.isEmpty() ? key : path + "." + key, entry.value()));
        } else if (node instanceof CaseNode.Sequence list) {
            for (int n = 0; n < list.elements().size(); n++) {
                flatten(path + "." + n, list.elements().get(n));
            }
        } else if (node instanceof CaseNode.Scalar scalar) {
            values.put(path, scalar.text());
        }
    }

    /** All that is not harmless, and of parameters and expressions those that it names, and those that these name. */
    private Set<String> needed() {
        Set<String> needed = new HashSet<>();
        Deque<String> texts = new ArrayDeque<>();
        values.forEach((key, text) -> {
            if (!isHarmless(key)) {
                needed.add(key);
                texts.add(text);
            }
        });
        while (!texts.isEmpty()) {
            Matcher word = WORD.matcher(texts.remove());
            while (word.find()) {
                for (String section : List.of("parameters.", "expressions.")) {
                    String key = section + word.group();
                    if (values.containsKey(key) && needed.add(key)) {
                        texts.add(values.get(key));
                    }
                }
            }
        }
        return needed;
    }

    private static boolean isHarmless(String key) {
        int dot = key.indexOf('.');
        return HARMLESS.contains(key) || (dot > 0 && HARMLESS.contains(key.substring(0, dot)));
    }
}
