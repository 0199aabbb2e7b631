package org.parhelion.solvers.simulation;

import java.util.regex.Pattern;

/** Numbers as they are written in case files: {@code 5}, {@code -0.1}, {@code 1e-5}. */
final class CaseNumbers {
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private CaseNumbers() {}

    /** The number, or null if the text is something else, such as a constant expression. */
    static Double plain(String text) {
        return PLAIN.matcher(text).matches() ? Double.valueOf(text) : null;
    }
}
