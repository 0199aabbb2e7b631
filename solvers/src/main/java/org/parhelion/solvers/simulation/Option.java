package org.parhelion.solvers.simulation;

/**
 * An option of a {@link Command}.
 *
 * @param name with its dashes: {@code --report}, {@code -n}
 * @param value what stands for its value in the help text, or null if it takes none
 * @param description one line
 * @param isRepeatable whether it may stand more than once
 */
public record Option(String name, String value, String description, boolean isRepeatable) {
    /** {@code --quiet}. */
    public static Option flag(String name, String description) {
        return new Option(name, null, description, false);
    }

    /** {@code --report FILE}. */
    public static Option value(String name, String value, String description) {
        return new Option(name, value, description, false);
    }

    /** {@code --set KEY=VALUE --set …}. */
    public static Option repeated(String name, String value, String description) {
        return new Option(name, value, description, true);
    }

    /** Name and value as in the help text. */
    String usage() {
        return value == null ? name : name + " " + value;
    }
}
